"""Helpers for tests of PDFs: opening them, their words, what is drawn on a page, and one page typeset and linked."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import outloud
import pdfua
import pikepdf
from conftest import REPOSITORY, Site
from markdown import Markdown

from generator.model.base import Audience
from generator.pages.page import Page, PageMeta
from generator.pdf.chapter import STYLE_SHEETS, chapter, read_styles, typeset
from generator.pdf.headers_and_footers import FOOT_UP, HEAD_DOWN, LARGE, SIZE, Chapter

FOOT = FOOT_UP + LARGE
"""How high the first line of the foot reaches at most, in points."""
PRINT = REPOSITORY / "templates" / "print"


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF from its bytes."""
    return pikepdf.open(BytesIO(pdf))


def words(pdf: bytes, number: int | None = None) -> str:
    """Return the words of one page, counted from 1, or of all, with plain spaces."""
    pages = [] if number is None else ["-f", str(number), "-l", str(number)]
    command = ["pdftotext", "-layout", *pages, "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def read_aloud(pdf: bytes) -> list[str]:
    """Return the words of a PDF in the order of its structure tree, as a screen reader says them."""
    command = ["pdfinfo", "-struct-text", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return [word for quoted in re.findall(r'^\s*"(.*)"$', said, re.MULTILINE) for word in quoted.split()]


def drawn(page: pikepdf.Page) -> str:
    """Return all that is drawn on a page, as PDF operators."""
    found = page.obj["/Contents"]
    streams = found if isinstance(found, pikepdf.Array) else [found]
    return "\n".join(each.read_bytes().decode("latin-1") for each in streams)


def styles_of(layout: str) -> tuple[str, ...]:
    """Return the style sheets of a layout, or of a plain chapter."""
    return read_styles(PRINT, (*STYLE_SHEETS, f"{layout}.css") if layout else STYLE_SHEETS)


def html_of(written: str) -> str:
    """Return a page's text as HTML; tests write it in the Markdown of Python-Markdown, which has ids and classes."""
    html: str = Markdown(extensions=["attr_list", "md_in_html", "sane_lists", "tables"]).convert(written)
    return html + "\n"


def page(path: str, title: str, body: str) -> Page:
    """Return a page with a title, a body, and nothing round it."""
    return Page(path=path, title=title, description="", html=html_of(f"# {title}\n\n{body}"), entry="", meta=PageMeta())


def chapter_of(
    path: str, title: str, body: str, style: str = "", *, head: str | None = None, furniture: bool = True
) -> Chapter:
    """Typeset a page with a title and a body as a chapter."""
    pdf = typeset(chapter(page(path, title, body), styles_of(style), {}))
    return Chapter(path=path, title=title, pdf=pdf, head=title if head is None else head, furniture=furniture)


def paper_of(site: Site, code: str = "", audience: Audience = Audience.PEER) -> dict[str, Page]:
    """Return the pages of an edition that exist only on paper, by the name of their file."""
    pages = site.render(code, audience).paper
    return {page.path.removeprefix("paper/").removesuffix(".md"): page for page in pages}


def sheet(read: Page) -> bytes:
    """Typeset a page that exists only on paper, in its layout."""
    return typeset(chapter(read, styles_of(read.layout), {}))


def complaints(path: Path) -> Iterator[str]:
    """Return the errors that two independent checkers find against PDF/UA-1.

    One of them takes head and foot for text in a document of few pages, where it cannot see that they come back; it is
    not listened to where what it means stands in the margin above or below the text.
    """
    loud = outloud.check(str(path))
    yield from [loud.error] if loud.error else []
    with pikepdf.open(path) as pdf:
        heights = [float(page.mediabox[3]) for page in pdf.pages]
    for each in loud.findings:
        if each.severity == "error" and not (each.rule == "TAG-002" and _is_in_the_margin(each.boxes, heights)):
            yield f"{each.rule}: {each.message}: {each.evidence}"
    yield from (str(each) for each in pdfua.validate(str(path)).findings if each.severity.name == "ERROR")


def _is_in_the_margin(boxes: list[dict[str, float]], heights: list[float]) -> bool:
    return bool(boxes) and all(
        box["y1"] < FOOT or box["y0"] > heights[int(box["page"]) - 1] - HEAD_DOWN - SIZE for box in boxes
    )


def written_page(
    written: str, kind: str = "procedure", title: str = "First visit", description: str = "What happens."
) -> Page:
    """Return a page of a kind, made of what is written in Markdown."""
    return Page(
        path="procedures/first-visit.md",
        title=title,
        description=description,
        html=html_of(written),
        entry="",
        meta=PageMeta(kind=kind),
    )
