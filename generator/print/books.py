"""An edition's chapters into its downloads: one PDF for each document, and each publication with cover and contents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache as kept
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.cache import Cache, digest
from generator.pages import Page, Rendered
from generator.print import link as linker
from generator.print import typeface
from generator.print.chapter import (
    FRONT_STYLE_SHEETS,
    SCHEME,
    STYLE_SHEETS,
    Sheet,
    chapter,
    front,
    read_styles,
    typeset,
)
from generator.print.link import Chapter, Imprint, Linked, link, page_count
from generator.print.typeface import furniture_typeface
from generator.publications import Plan
from generator.templates import Templates, long_date

CONTENTS = "contents"
"""The path that the cover and contents have among a publication's chapters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A chapter's place in a book: which chapter, under which heading, with what in its furniture."""

    path: str
    title: str
    key: str
    part: str
    head: str
    foot: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A PDF to make. `opening` is what cover and contents say; a document's own has none. `key` says what made it."""

    path: str
    title: str
    places: tuple[Place, ...]
    imprint: Imprint
    opening: Mapping[str, Any] | None
    folder: Path
    cache: Path
    key: str


def sheets(rendered: Rendered, folder: Path, pictures: Mapping[str, Path]) -> dict[str, Sheet]:
    """Give the sheet of every page that stands in a download, by the page's path."""
    needed = {page for plan in rendered.plans for page in plan.pages}
    styles = read_styles(folder, STYLE_SHEETS)
    return {page.path: chapter(page, styles, pictures) for page in rendered.pages if page.entry or page.path in needed}


def books(rendered: Rendered, made: Mapping[str, Sheet], folder: Path, cache: Cache) -> Iterator[Book]:
    """Give every download of an edition: its documents, then its publications."""
    pages = {page.path: page for page in rendered.pages}
    styles = "".join(read_styles(folder, (*FRONT_STYLE_SHEETS, "front.html.jinja")))
    for page in rendered.pages:
        if page.entry:
            alone = (_place(page, made, ""),)
            yield _book(rendered, page.meta["pdf"], page.title, alone, None, folder, cache, "")
    for plan in rendered.plans:
        places = tuple(_place(pages[path], made, part.title) for part in plan.parts for path in part.pages)
        opening = _opening(rendered, plan, pages)
        yield _book(rendered, plan.path, plan.title, places, opening, folder, cache, styles)


def make(book: Book) -> Linked:
    """Make one download from chapters that are in the cache."""
    cache = Cache(book.cache)
    chapters = [_chapter(place, cache) for place in book.places]
    if book.opening is not None:
        chapters.insert(0, _front_matter(book, chapters, cache))
    return link(chapters, book.imprint, furniture_typeface())


@kept
def _code_key() -> str:
    """Give the hash of what turns chapters into a book: this module and the linker's, and the library under it."""
    modules = (Path(__file__), Path(linker.__file__), Path(typeface.__file__))
    return digest(f"pikepdf {version('pikepdf')}", *(path.read_bytes() for path in modules))


def _place(page: Page, made: Mapping[str, Sheet], part: str) -> Place:
    return Place(
        path=page.path,
        title=page.title,
        key=made[page.path].key,
        part=part,
        head=page.title,
        foot=_version_line(page),
    )


def _version_line(page: Page) -> str:
    """Give the first line of the foot: what this document is, and until when it may be trusted."""
    if "version" not in page.meta:
        return ""
    review = long_date(date.fromisoformat(page.meta["review_by"]))
    return f"Version {page.meta['version']}, {page.meta['state'].lower()}. Review by {review}."


def _book(
    rendered: Rendered,
    path: str,
    title: str,
    places: tuple[Place, ...],
    opening: Mapping[str, Any] | None,
    folder: Path,
    cache: Cache,
    styles: str,
) -> Book:
    extra = rendered.extra
    invented = " Invented example trust." if extra["example"] else ""
    warned = "Uncontrolled when printed: check the website for the current version."
    imprint = Imprint(
        title=f"{title} - {extra['trust_name']}",
        head=f"{extra['short_name']}{' · For trainers' if extra['audience'] == 'trainer' else ''}",
        foot=f"Edition {extra['edition']}. {warned}{invented}",
        site=extra["site"] + rendered.folder if extra["site"] else "",
    )
    key = digest(_code_key(), repr(places), repr(imprint), repr(opening), styles)
    return Book(
        path=path,
        title=title,
        places=places,
        imprint=imprint,
        opening=opening,
        folder=folder,
        cache=cache.folder,
        key=key,
    )


def _opening(rendered: Rendered, plan: Plan, pages: Mapping[str, Page]) -> dict[str, Any]:
    parts = [
        {"title": part.title, "pages": [{"path": path, "title": pages[path].title} for path in part.pages]}
        for part in plan.parts
    ]
    return {
        "title": plan.title,
        "subtitle": plan.subtitle,
        "cover_note": plan.cover_note,
        "parts": parts,
        **{name: rendered.extra[name] for name in ("edition", "trust_name", "audience", "example", "notice", "lines")},
    }


def _chapter(place: Place, cache: Cache) -> Chapter:
    pdf = cache.get(place.key)
    if pdf is None:
        raise FileNotFoundError(f"the chapter {place.path} is not in the cache")
    return Chapter(path=place.path, title=place.title, pdf=pdf, part=place.part, head=place.head, foot=place.foot)


def _front_matter(book: Book, chapters: list[Chapter], cache: Cache) -> Chapter:
    """Typeset cover and contents, again if they turn out longer than thought, until the page numbers are right."""
    counts = {each.path: page_count(each.pdf) for each in chapters}
    length = 2
    while True:
        job = _front_sheet(book, counts, length)
        pdf = cache.get(job.key) or typeset(job)
        cache.put(job.key, pdf)
        found = page_count(pdf)
        if found == length:
            return Chapter(path=CONTENTS, title=book.title, pdf=pdf, head=book.title, furniture=False)
        length = found


def _front_sheet(book: Book, counts: Mapping[str, int], length: int) -> Sheet:
    numbers, next_page = {}, length + 1
    for place in book.places:
        numbers[place.path] = next_page
        next_page += counts[place.path]
    templates = Templates(book.folder)
    body = templates.render(
        "front.html.jinja",
        {**(book.opening or {}), "numbers": numbers, "scheme": SCHEME, "page": "", "pages_total": next_page - 1},
    )
    return front(book.title, body, read_styles(book.folder, FRONT_STYLE_SHEETS))
