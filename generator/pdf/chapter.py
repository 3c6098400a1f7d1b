"""One page into a PDF chapter that is the same in every publication: no page numbers, no running head, no trust's name.

A chapter is what is cached, so it depends on its own words and the style sheet alone. Links to other pages are left as
`handbook:` addresses for the linker, which knows what else is in the publication.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from posixpath import dirname, normpath

from generator.colours import print_colours
from generator.content.images import of_file, used_in
from generator.pages.page import FORM, Page
from generator.pdf.style_text import without_comments
from generator.pdf.tagging import complete
from generator.pdf.typesetter import pdf_of, typesetter_key
from generator.system.cache import code_of, digest
from generator.text.language_codes import ENGLISH, RIGHT_TO_LEFT
from generator.text.letters import HOUSE, Family, families_for
from generator.text.markup import Html

SCHEME = "handbook:"
"""Begins the address of a link to another page: handbook:procedures/first-contact.md#steps."""

PAGE_NUMBER = "?page"
"""Ends the address of an empty link that leaves room for the page number of what stands before it."""

KEY_LENGTH = 12
"""How much of a sheet's key stands before the ids in its PDF, so that no two chapters share one."""

STYLE_SHEETS = ("base.css", "chapter.css")
COVER_STYLE_SHEETS = ("base.css", "cover.css")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Something to typeset, whole, so that it can be sent to another process or machine.

    `html` is the body: that of the page at `path`, or of front matter, which has no path. `pictures` are those it uses,
    by name; `key` is the hash of all that decides the PDF; `families` the fonts that its letters need, and `lang` its
    language. What is a form can be filled in on a screen; what is only for paper has no links between pages.
    """

    title: str
    path: str
    html: str
    styles: tuple[str, ...]
    pictures: Mapping[str, bytes]
    key: str
    families: tuple[Family, ...] = (HOUSE,)
    is_form: bool = False
    is_paper: bool = False
    lang: str = ENGLISH


def chapter(page: Page, styles: tuple[str, ...], pictures: Mapping[str, Path], lang: str = ENGLISH) -> Sheet:
    """Make the sheet for one page.

    Args:
        page: The page.
        styles: The text of the style sheets.
        pictures: Pictures by the name authors write.
        lang: The language of the page.
    """
    families = families_for(f"{page.title}{page.html}")
    used = {name: of_file(path) for name, path in sorted(used_in([page.html], pictures).items())}
    said = (page.path, page.title, page.html, page.layout, lang)
    key = digest(_code_key(families), *said, *styles, *used, *used.values())
    return Sheet(
        title=page.title,
        path=page.path,
        html=page.html,
        styles=styles,
        pictures=used,
        key=key,
        families=families,
        is_form=page.layout == FORM,
        is_paper=bool(page.layout),
        lang=lang,
    )


def cover_sheet(title: str, html: str, styles: tuple[str, ...], lang: str = ENGLISH) -> Sheet:
    """Make a sheet from the HTML of a body: a cover, contents."""
    families = families_for(f"{title}{html}")
    key = digest(_code_key(families), title, html, lang, *styles)
    return Sheet(title=title, path="", html=html, styles=styles, pictures={}, key=key, families=families, lang=lang)


def read_styles(folder: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Read style sheets, without their comments; what gives the colours their names comes first."""
    return print_colours(), *(_style((folder / name).read_text(encoding="utf-8")) for name in names)


def typeset(job: Sheet) -> bytes:
    """Typeset a sheet as a tagged PDF (PDF/UA-1), with whole fonts so that the linker can share them.

    Raises:
        TypesettingError: The typesetter complained; a chapter with something missing is worse than none.
    """
    pdf = pdf_of(_whole(job), job.styles, job.families, job.pictures, is_form=job.is_form)
    return complete(pdf, job.key[:KEY_LENGTH])


@lru_cache(maxsize=64)
def _style(css: str) -> str:
    return without_comments(css)


@cache
def _code_key(families: tuple[Family, ...]) -> str:
    """Return the hash of what turns a sheet into a PDF: the code, the typesetter, the fonts."""
    return digest(code_of("text", "pdf"), f"pikepdf {version('pikepdf')}", typesetter_key(families))


def _whole(job: Sheet) -> str:
    body = _local_links(_numbered_on(job.html), job.path) if job.path else job.html
    body = _BETWEEN_ITEMS.sub("><", body)
    if job.is_paper:
        body = _LOCAL.sub(lambda found: found["words"], body)
    head = Html('<meta charset="utf-8"><title>{}</title>').format(job.title)
    turned = ' dir="rtl"' if job.lang in RIGHT_TO_LEFT else ""
    return f'<!doctype html><html lang="{job.lang}"{turned}><head>{head}</head><body>{body}</body></html>'


def _numbered_on(html: str) -> str:
    """Let lists that begin with another number than 1 do so in print too: the typesetter knows it from styles alone."""
    return re.sub(r'<ol start="(\d+)"', lambda found: f'<ol style="counter-reset: list-item {int(found[1]) - 1}"', html)


_BETWEEN_ITEMS = re.compile(r"(?<=</li)>\s+<(?=li\b|/[uo]l>)|(?<=<ul)>\s+<(?=li\b)")
"""White space round items of lists: where items stand in one line it would be read out as one of them."""

_HREF = re.compile(r'(?P<before><a\b[^>]*\bhref=")(?P<target>[^"#:]*\.md)(?P<anchor>#[^"]*)?"')
_REFERENCE = re.compile(r'<a class="hb-ref" href="(?P<target>handbook:[^"]*)">.*?</a>', re.DOTALL)
_LOCAL = re.compile(r'<a\b[^>]*\bhref="(?:handbook:|#)[^"]*"[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_SOURCE = re.compile(r'(<img\b[^>]*\bsrc=")([^":]*assets/[^"]*)"')


def _local_links(html: str, page: str) -> str:
    """Turn links between pages into handbook: addresses, and pictures into the names of files of the sheet."""

    def linked(found: re.Match[str]) -> str:
        return f'{found["before"]}{SCHEME}{_beside(page, found["target"])}{found["anchor"] or ""}"'

    def pictured(found: re.Match[str]) -> str:
        return f'{found[1]}sheet:///{_beside(page, found[2])}"'

    return _SOURCE.sub(pictured, _REFERENCE.sub(_with_room, _HREF.sub(linked, html)))


def _beside(page: str, address: str) -> str:
    """Return an address that is given as seen from a page as seen from the edition."""
    here = dirname(page)
    return normpath(f"{here}/{address}" if here else address)


def _with_room(found: re.Match[str]) -> str:
    """Leave room for a page number after a reference; the linker fills it in or leaves it empty."""
    room = "\N{NO-BREAK SPACE}" * 15
    return f'{found[0]} <a class="hb-number" href="{found["target"]}{PAGE_NUMBER}">{room}</a>'
