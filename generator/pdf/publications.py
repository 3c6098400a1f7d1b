"""An edition's chapters into its downloads: one PDF for each document, and each publication with cover and contents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache as kept
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.editions.publication_plan import PRINT_ROOM, Plan
from generator.editions.urls import PUBLIC_HELP_PAGE, page_of, url_of
from generator.pages.page import FORM, Page, Rendered
from generator.pages.pictures import length_styles
from generator.pages.print_lists import rows
from generator.pages.templates import Templates
from generator.pdf.booklet import FOLDS, impose
from generator.pdf.chapter import (
    COVER_STYLE_SHEETS,
    SCHEME,
    STYLE_SHEETS,
    Sheet,
    chapter,
    cover_sheet,
    read_styles,
    typeset,
)
from generator.pdf.headers_and_footers import LARGE, PAGE_OF, QUESTION, SEE_PAGE, SIZE, Chapter, Imprint
from generator.pdf.link import Linked, link, page_count, starts_of
from generator.pdf.print_room import in_piles, with_places
from generator.pdf.typeface import furniture_typeface
from generator.system.cache import Cache, code_of, digest
from generator.text.language import N_, Language

COPY_LENGTH = 10

POCKET = "pocket"
"""The layout whose pages are too small for a trust's name in the head and a version in the foot."""

PACK = "pack"
"""The layout of what is used for a day and handed on, whose contents stand on its cover."""

PRINT_STYLES = {"large-print": "large", "booklet": "a5", POCKET: "a6"}
"""Layouts of publications that have a style sheet of their own, by its name."""

STACKED = ("large", "a5")
"""Style sheets of pages without room for two texts side by side."""

CONTENTS = "contents"
"""The path that the cover and contents have among a publication's chapters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A chapter's place in a book: which chapter, under which heading, with what in its furniture."""

    path: str
    title: str
    key: str
    part: str
    day: str
    head: str
    foot: str
    for_trainers: bool = False
    url: str = ""
    """Where its page stands on the site, below the edition; nothing for what exists only on paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A PDF to make.

    `opening` is what cover and contents say; a document's own has none. `layout` is that of its publication, or of the
    one page it is made from. `key` says what made it, and `copy` is its beginning, for people. `says` is what made it
    but for the address of the site. `at` is the way to the edition in which it stands, `../`, or nothing for its own.
    """

    path: str
    title: str
    places: tuple[Place, ...]
    imprint: Imprint
    opening: Mapping[str, Any] | None
    layout: str
    folder: Path
    cache: Path
    key: str
    says: str
    at: str = ""

    @property
    def address(self) -> str:
        """Where it stands, as seen from the edition."""
        return f"{self.at}{self.path}"

    @property
    def for_trainers(self) -> bool:
        """Whether it holds what only trainers read."""
        return _for_trainers(self.places)

    @property
    def is_form(self) -> bool:
        """Whether it is to fill in on a screen, and so has no furniture."""
        return self.layout == FORM

    @property
    def parts(self) -> Sequence[Mapping[str, Any]]:
        """What is in it, by heading; nothing for what has no opening."""
        found: Sequence[Mapping[str, Any]] = (self.opening or {}).get("parts", ())
        return found

    @property
    def language(self) -> Language:
        """What its opening says is said in it."""
        spoken: Language = (self.opening or {})["language"]
        return spoken

    @property
    def copy(self) -> str:
        """What people compare to see whether a copy is current."""
        return self.key[:COPY_LENGTH]


Sheets = Mapping[tuple[str, str], Sheet]
"""Sheets by the path of their page and the style they are typeset in, which is mostly none."""


def sheets(rendered: Rendered, folder: Path, pictures: Mapping[str, Path]) -> Sheets:
    """Return the sheet of every page that stands in a download, in every style it is needed in."""
    pages = {page.path: page for page in (*rendered.pages, *rendered.paper)}
    needed = dict.fromkeys((page.path, "") for page in (*rendered.pages, *rendered.paper) if page.has_download)
    for plan in rendered.plans:
        needed |= dict.fromkeys((path, PRINT_STYLES.get(plan.layout, "")) for path in plan.pages)
    lang = rendered.language.code
    return {
        (path, style): chapter(pages[path], _styles(folder, pages[path], style), pictures, lang)
        for path, style in needed
    }


def _styles(folder: Path, page: Page, style: str) -> tuple[str, ...]:
    own = [f"{name}.css" for name in (page.layout, "stacked" if style in STACKED else "", style) if name]
    lengths = (length_styles(),) if "data-minutes=" in page.html else ()
    return (*read_styles(folder, (*STYLE_SHEETS, *own)), *lengths)


def books(rendered: Rendered, made: Sheets, folder: Path, cache: Cache) -> Iterator[Book]:
    """Return every download of an edition: its documents, what exists only on paper, then its publications."""
    pages = {page.path: page for page in (*rendered.pages, *rendered.paper)}
    language = rendered.language
    for page in (*rendered.pages, *rendered.paper):
        if page.has_download:
            alone = (_place(page, made, language),)
            yield _book(rendered, page.meta.pdf, page.title, alone, None, page.layout, folder, cache)
    for plan in rendered.plans:
        style = PRINT_STYLES.get(plan.layout, "")
        above = {path: (part.title, part.days.get(path, "")) for part in reversed(plan.parts) for path in part.pages}
        places = tuple(_place(pages[path], made, language, style, *above[path]) for path in plan.pages)
        opening = _opening(rendered, plan, pages)
        yield _book(rendered, plan.path, plan.title, places, opening, plan.layout, folder, cache)


def with_shared(own: Iterable[Book], others: Iterable[Book], at: str) -> Iterator[Book]:
    """Return books of an edition, with those of another in the place of their like, so that each stands once.

    A publication stays the edition's own: a device keeps it, and can do so only below the edition.

    Args:
        own: The books of the edition.
        others: Those of the other edition, whose readers see no more than this one's.
        at: The way to the other edition, with a slash at its end.
    """
    known = {(book.path, book.says): book for book in others}
    for book in own:
        same = known.get((book.path, book.says)) if book.opening is None else None
        yield replace(same, at=at) if same else book


def make(book: Book) -> Linked:
    """Make one download from chapters that are in the cache; a form is one already."""
    cache = Cache(book.cache)
    chapters = [_chapter(place, cache) for place in book.places]
    if book.is_form:
        return Linked(pdf=chapters[0].pdf, pages=page_count(chapters[0].pdf))
    if book.opening is not None:
        chapters.insert(0, _cover_and_contents(book, chapters, cache))
    linked = link(chapters, book.imprint, furniture_typeface())
    fold = FOLDS.get(book.layout)
    if book.layout == PRINT_ROOM:
        counts, paths = [page_count(each.pdf) for each in chapters], [each.path for each in chapters]
        whole = in_piles(linked.pdf, paths, counts, book.parts, book.language)
    elif fold is not None:
        whole = impose(linked.pdf, fold)
    else:
        return linked
    return Linked(pdf=whole, pages=page_count(whole))


@kept
def _code_key() -> str:
    """Return the hash of what turns chapters into a book: the code, and the library under it."""
    return digest(code_of("text", "pdf"), f"pikepdf {version('pikepdf')}")


def _place(page: Page, made: Sheets, language: Language, style: str = "", part: str = "", day: str = "") -> Place:
    return Place(
        path=page.path,
        title=page.title,
        key=made[page.path, style].key,
        part=part,
        day=day,
        head=page.title,
        foot="" if style == PRINT_STYLES[POCKET] else _version_line(page, language),
        for_trainers=page.for_trainers,
        url="" if page.layout else url_of(page.path),
    )


def _for_trainers(places: tuple[Place, ...]) -> bool:
    return any(place.for_trainers for place in places)


def _version_line(page: Page, language: Language) -> str:
    """Return the first line of the foot: what this document is, and until when it may be trusted."""
    if not page.meta.version:
        return ""
    review = language.long_date(date.fromisoformat(page.meta.review_by))
    sentence = N_("Version {version}, {state}. Review by {date}.")
    return language.gettext(sentence, version=page.meta.version, state=page.meta.state, date=review)


def _book(
    rendered: Rendered,
    path: str,
    title: str,
    places: tuple[Place, ...],
    opening: Mapping[str, Any] | None,
    layout: str,
    folder: Path,
    cache: Cache,
) -> Book:
    site, language = rendered.address, rendered.language
    are_sheets = layout == PRINT_ROOM
    plain = Imprint(
        title=f"{title} - {rendered.identity.trust_name}",
        head="" if layout == POCKET else _head(rendered, () if are_sheets else places),
        foot=language.gettext("Edition {edition}. Uncontrolled when printed.", edition=rendered.identity.edition),
        site=site,
        on_the_right=layout == "handbook",
        are_sheets=are_sheets,
        size=LARGE if layout == "large-print" else SIZE,
        lang=language.code,
        page_of=language.unfilled(PAGE_OF),
        see_page=language.unfilled(SEE_PAGE),
        question=language.unfilled(QUESTION),
    )
    styles = "".join(read_styles(folder, (*_cover_styles(layout), _cover_template(layout)))) if opening else ""
    made_of = (_code_key(), repr(places), repr(opening), layout, styles)
    key = digest(*made_of, repr(plain))
    copy = key[:COPY_LENGTH]
    check = f"{site}copies/#c{copy}" if site else ""
    said = language.gettext("Copy {copy}.", copy=copy)
    imprint = replace(plain, foot=f"{said} {plain.foot}", check=check, copy=copy)
    return Book(
        path=path,
        title=title,
        places=places,
        imprint=imprint,
        opening=opening,
        layout=layout,
        folder=folder,
        cache=cache.folder,
        key=key,
        says=digest(*made_of, repr(replace(plain, site=""))),
    )


def _head(rendered: Rendered, places: tuple[Place, ...]) -> str:
    """Return what stands right in the head: whose copy it is, and for whom."""
    language, name = rendered.language, rendered.identity.short_name
    head = language.gettext("{trust}, invented trust", trust=name) if rendered.identity.example else name
    trainers = language.gettext("For trainers")
    return f"{head} · {trainers}" if _for_trainers(places) else head


def _opening(rendered: Rendered, plan: Plan, pages: Mapping[str, Page]) -> dict[str, Any]:
    titles = {path: pages[path].title for path in plan.pages}
    parts = [
        {
            "title": part.title,
            "days": [
                {"title": day, "pages": [{"path": path, "title": titles[path]} for path in of_day]}
                for day, of_day in groupby(part.pages, key=lambda path: part.days.get(path, ""))
            ],
            "piles": rows(part.piles, titles, rendered.language),
        }
        for part in plan.parts
    ]
    for_all = PUBLIC_HELP_PAGE in plan.pages
    return {
        "title": plan.cover_title,
        "subtitle": plan.subtitle,
        "cover_note": plan.cover_note,
        "parts": parts,
        "edition": rendered.identity.edition,
        "trust_name": rendered.identity.trust_name,
        "example": rendered.identity.example,
        "notice": rendered.identity.notice,
        "lines": [each for each in rendered.identity.lines if not (for_all and each.at_work)],
        "people": rendered.people,
        "packs": [{"title": pages[page_of(name)].title, "copies": copies} for name, copies in plan.packs],
        "language": rendered.language,
    }


def _chapter(place: Place, cache: Cache) -> Chapter:
    pdf = cache.get(place.key)
    if pdf is None:
        raise FileNotFoundError(f"the chapter {place.path} is not in the cache")
    return Chapter(
        path=place.path,
        title=place.title,
        pdf=pdf,
        part=place.part,
        day=place.day,
        head=place.head,
        foot=place.foot,
        url=place.url,
    )


def _cover_and_contents(book: Book, chapters: list[Chapter], cache: Cache) -> Chapter:
    """Typeset cover and contents, again if they turn out longer than thought, until the page numbers are right."""
    counts = {each.path: page_count(each.pdf) for each in chapters}
    length = 2
    while True:
        job = _cover_sheet(book, counts, length)
        pdf = cache.get(job.key) or typeset(job)
        cache.put(job.key, pdf)
        found = page_count(pdf)
        if found == length:
            return Chapter(path=CONTENTS, title=book.title, pdf=pdf, head=book.title, furniture=False)
        length = found


def _cover_sheet(book: Book, counts: Mapping[str, int], length: int) -> Sheet:
    lengths = [length, *(counts[place.path] for place in book.places)]
    parts = ["", *(place.part for place in book.places)]
    starts = starts_of(lengths, parts, on_the_right=book.imprint.on_the_right)
    numbers = {place.path: start + 1 for place, start in zip(book.places, starts[1:], strict=True)}
    next_page = starts[-1] + lengths[-1] + 1
    templates, language = Templates(book.folder), book.language
    listed = with_places(book.parts, counts, length) if book.layout == PRINT_ROOM else book.parts
    body = templates.render(
        _cover_template(book.layout),
        {
            **(book.opening or {}),
            "parts": listed,
            "_": language.html,
            "ngettext": language.html_for,
            "for_trainers": book.for_trainers,
            "numbers": numbers,
            "scheme": SCHEME,
            "page": "",
            "pages_total": next_page - 1,
            "leaves": sum(pile.get("leaves", 0) for part in listed for pile in part.get("piles", ())) + -(-length // 2),
        },
    )
    return cover_sheet(book.title, body, read_styles(book.folder, _cover_styles(book.layout)), language.code)


def _cover_template(layout: str) -> str:
    return f"{PRINT_ROOM if layout == PRINT_ROOM else 'cover'}.html.jinja"


def _cover_styles(layout: str) -> tuple[str, ...]:
    own = layout if layout in (PACK, PRINT_ROOM) else PRINT_STYLES.get(layout)
    return (*COVER_STYLE_SHEETS, f"{own}.css") if own else COVER_STYLE_SHEETS
