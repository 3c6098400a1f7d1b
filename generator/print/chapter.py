"""One page into a PDF chapter that is the same in every publication: no page numbers, no running head, no trust's name.

A chapter is what is cached, so it depends on its own words and the style sheet alone. Links to other pages are left as
`handbook:` addresses for the linker, which knows what else is in the publication.
"""

import atexit
import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote

from generator.cache import digest
from generator.complaints import complaints
from generator.markup import Html
from generator.pages import FORM, Page
from generator.print import headers
from generator.print.headers import complete

SCHEME = "handbook:"
"""Begins the address of a link to another page: handbook:procedures/first-contact.md#steps."""

PAGE_NUMBER = "?page"
"""Ends the address of an empty link that leaves room for the page number of what stands before it."""

KEY_LENGTH = 12
"""How much of a sheet's key stands before the ids in its PDF, so that no two chapters share one."""

STYLE_SHEETS = ("base.css", "chapter.css")
FRONT_STYLE_SHEETS = ("base.css", "front.css")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Something to typeset, whole, so that it can be sent to another process or machine.

    `html` is the body: that of the page at `path`, or of front matter, which has no path. `pictures` are those it uses,
    by name; `key` is the hash of all that decides the PDF. What is a form can be filled in on a screen; what is only
    for paper has no links between pages.
    """

    title: str
    path: str
    html: str
    styles: tuple[str, ...]
    pictures: Mapping[str, bytes]
    key: str
    is_form: bool = False
    is_paper: bool = False


class TypesettingError(Exception):
    """Raised when a page cannot be typeset without loss; it says what the typesetter said."""


def chapter(page: Page, styles: tuple[str, ...], pictures: Mapping[str, Path]) -> Sheet:
    """Make the sheet for one page.

    Args:
        page: The page.
        styles: The text of the style sheets.
        pictures: Pictures by the name authors write.
    """
    shown = {unquote(_beside(page.path, found[2])) for found in _SOURCE.finditer(page.html)}
    used = {name: path.read_bytes() for name, path in sorted(pictures.items()) if name in shown}
    key = digest(_code_key(), page.path, page.title, page.html, page.layout, *styles, *used, *used.values())
    return Sheet(
        title=page.title,
        path=page.path,
        html=page.html,
        styles=styles,
        pictures=used,
        key=key,
        is_form=page.layout == FORM,
        is_paper=bool(page.layout),
    )


def front(title: str, html: str, styles: tuple[str, ...]) -> Sheet:
    """Make a sheet from the HTML of a body: a cover, contents."""
    key = digest(_code_key(), title, html, *styles)
    return Sheet(title=title, path="", html=html, styles=styles, pictures={}, key=key)


def read_styles(folder: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Read style sheets."""
    return tuple((folder / name).read_text(encoding="utf-8") for name in names)


def typeset(job: Sheet) -> bytes:
    """Typeset a sheet as a tagged PDF (PDF/UA-1), with whole fonts so that the linker can share them.

    Raises:
        TypesettingError: The typesetter complained; a chapter with something missing is worse than none.
    """
    from weasyprint import HTML  # noqa: PLC0415

    with complaints("weasyprint") as said, _no_collection():
        font_config, sheets = _parsed(job.styles)
        html = HTML(string=_whole(job), base_url="sheet:///", url_fetcher=_fetcher(job.pictures))
        pdf: bytes = html.write_pdf(
            stylesheets=sheets,
            font_config=font_config,
            pdf_variant="pdf/ua-1",
            full_fonts=True,
            pdf_forms=job.is_form,
        )
    if said:
        raise TypesettingError("; ".join(said))
    return complete(pdf, job.key[:KEY_LENGTH])


# WeasyPrint is imported where it is used: that takes half a second, which a build that typesets nothing need not spend.


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    """Give what opens files for the typesetter: those of a sheet, and nothing else on this machine or any other."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class _OnlyGivenFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            name = unquote(url.removeprefix("sheet:///"))
            if name in pictures:
                return URLFetcherResponse(url, pictures[name])
            if name in fonts():
                return URLFetcherResponse(url, fonts()[name].read_bytes())
            raise ValueError(f"{url} is not one of the files this page may use")

    return _OnlyGivenFiles()


@cache
def _parsed(styles: tuple[str, ...]) -> tuple[Any, list[Any]]:
    """Parse style sheets and load their fonts, once in a process: there are few sets, and many sheets in each."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fetcher, font_config = _fetcher({}), FontConfiguration()
    parsed = [CSS(string=each, font_config=font_config, url_fetcher=fetcher, base_url="sheet:///") for each in styles]
    return font_config, parsed


atexit.register(_parsed.cache_clear)  # fonts go while WeasyPrint still stands: it complains of those that outlive it


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave rings of objects alone meanwhile: looking for them takes an eighth of the time, and a chapter is small."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def fonts() -> Mapping[str, Path]:
    """Give the files of Atkinson Hyperlegible by the name the style sheets use."""
    import fontpkg_atkinson_hyperlegible as package  # noqa: PLC0415

    folder = Path(package.__file__).parent / "files"
    return {f"fonts/{path.name}": path for path in sorted(folder.glob("*.ttf"))}


@cache
def _code_key() -> str:
    """Give the hash of what turns a sheet into a PDF: these modules, the typesetter, the fonts."""
    versions = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf")]
    own = [Path(name).read_bytes() for name in (__file__, headers.__file__)]
    return digest(*own, *versions, *(path.read_bytes() for path in fonts().values()))


def _whole(job: Sheet) -> str:
    body = _local_links(_numbered_on(job.html), job.path) if job.path else job.html
    if job.is_paper:
        body = _LOCAL.sub(lambda found: found["words"], body)
    head = Html('<meta charset="utf-8"><title>{}</title>').format(job.title)
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'


def _numbered_on(html: str) -> str:
    """Let lists that begin with another number than 1 do so in print too: the typesetter knows it from styles alone."""
    return re.sub(
        r'<ol start="(\d+)">', lambda found: f'<ol style="counter-reset: list-item {int(found[1]) - 1}">', html
    )


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
