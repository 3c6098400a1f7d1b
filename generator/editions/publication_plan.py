"""What goes into each publication of an edition: its parts, and the pages of each part, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import takewhile

from generator.editions.edition import Edition, Entry
from generator.editions.print_run import Afterwards, Making, Pile, item_sheets, print_run, whole_packs
from generator.editions.timetable import TimedDay, timetable
from generator.editions.urls import (
    HALF_DAYS_PAGE,
    MATERIALS_PAGE,
    PUBLIC_HELP_PAGE,
    SIGN_OFF_PAGE,
    TWO_TRAINERS_PAGE,
    cards_page,
    day_page,
    form_page,
    has_standing,
    is_known,
    item_page,
    observer_page,
    page_of,
    pocket_page,
    print_list_page,
    quick_plan_page,
    run_sheet_page,
    short_procedure_page,
)
from generator.model.base import Audience
from generator.model.kinds import DOCUMENT_KINDS, PROCEDURE, PUBLICATION, RESOURCE, ROLE_PLAY, SESSION, SITUATION
from generator.model.publication import Part, Publication
from generator.model.resource import Handout, Resource, Worksheet
from generator.model.session import Session

SITE_ONLY: Mapping[str, str] = {
    "index.md": "it leads to other pages, as the contents of a book do",
    **{f"{kind.folder}/index.md": "it lists documents, as the contents of a book do" for kind in DOCUMENT_KINDS},
    "publications/*": "it leads to what can be printed",
    "copies.md": "it says which copies are current, which a printed page cannot",
    "components/[1-5]-*": "all components stand on one page in the handbooks",
    "search.md": "it is for typing into; a handbook has its contents",
    "offline/index.md": "it is about keeping the site on a phone",
    "accessibility.md": "it is about the site; a PDF says of itself what it holds to",
    "status.md": "it is for people at a screen, and another on each day that something falls due",
    "reference.md": "it is for people who write files, at a screen",
    "overview.md": "it is for the people who write the national edition, at a screen",
}
"""Pages that stand on the site and in no publication, each with the reason. Every other page stands in one (tested)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedPart:
    """A heading and the source paths of the pages under it.

    `piles` says how often each page is printed and how, for a print room alone. `days` gives the title of the day that
    a session or its quick plan belongs to, where a part holds those of several days.
    """

    title: str
    pages: tuple[str, ...]
    piles: tuple[Pile, ...] = ()
    days: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A publication of one edition.

    `publication` is the id of what declares it, `name` its file's name, `documents` the ids of the documents in it.
    """

    publication: str
    name: str
    title: str
    cover_title: str
    subtitle: str
    summary: str
    layout: str
    cover_note: str
    parts: tuple[PlannedPart, ...]
    documents: tuple[str, ...]
    days: tuple[str, ...] = ()
    """The ids of the days it is for, where there is one for each day."""
    packs: tuple[tuple[str, int], ...] = ()
    """Of what a print room makes: documents that are needed besides, from files of their own, and how many."""
    is_namesake: bool = False
    """Whether a document has the same name, so that their PDFs would overwrite each other."""

    @property
    def path(self) -> str:
        """Where the PDF stands below its edition."""
        return f"downloads/{self.name}{'-book' if self.is_namesake else ''}.pdf"

    @property
    def pages(self) -> tuple[str, ...]:
        """The source paths of its pages, each once, in order."""
        return tuple(dict.fromkeys(page for part in self.parts for page in part.pages))

    @property
    def piles(self) -> tuple[Pile, ...]:
        """What a print room makes, in order; nothing for what is read."""
        return tuple(pile for part in self.parts for pile in part.piles)


WANTED = ("handbook", "pack", "print-room", "manual", "booklet", "pocket", "large-print")
"""The layouts of publications, in the order in which people look for them."""


def plans(edition: Edition) -> tuple[Plan, ...]:
    """Return every publication of an edition that holds anything: what most people want first, then by name.

    Those of one day come before others like them, as the days do. Of handbooks the readers' own comes first: it has
    their name.
    """
    days = timetable(edition)
    made: list[Plan] = []
    of_a_day: list[Plan] = []
    for entry in edition.of_kind(PUBLICATION):
        publication = entry.model
        if not isinstance(publication, Publication) or edition.audience not in publication.audiences:
            continue
        name = entry.id.partition("/")[2]
        if publication.each_day:
            of_a_day += [_plan(edition, entry.id, publication, f"{name}-{day.day.id}", (day,)) for day in days]
        else:
            made.append(_plan(edition, entry.id, publication, name, days))
    listed = (*of_a_day, *sorted(made, key=lambda plan: (not plan.name.startswith(edition.audience.value), plan.name)))
    return tuple(sorted((plan for plan in listed if plan.pages), key=lambda plan: WANTED.index(plan.layout)))


def is_site_only(page: str) -> bool:
    """Say whether a page, by its source path, belongs on the site and in no publication."""
    return any(fnmatchcase(page, pattern) for pattern in SITE_ONLY)


def sessions_in_order(edition: Edition, days: tuple[TimedDay, ...]) -> tuple[Entry, ...]:
    """Return sessions as the days have them, then those on no day."""
    ids = dict.fromkeys(session for day in days for session in day.sessions)
    return tuple(edition.entries[session] for session in ids)


def used_by(edition: Edition, days: tuple[TimedDay, ...]) -> frozenset[str]:
    """Return the ids of role plays, resources and other documents that the sessions of these days use."""
    sessions = (entry.model for entry in sessions_in_order(edition, days) if isinstance(entry.model, Session))
    return frozenset(reference.partition(".")[0] for session in sessions for reference in session.references)


def sheet_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """Return the source path of every page of an edition that is only on paper, with the id of what it is made from.

    `paper.py` makes these pages and no others.
    """
    if edition.audience is Audience.TRAINER:
        days = timetable(edition)
        yield from ((run_sheet_page(day.day.id), day.programme.id) for day in days)
        yield from ((print_list_page(day.day.id), day.programme.id) for day in days if day.sessions)
        yield from ((quick_plan_page(entry.id), entry.id) for entry in edition.of_kind(SESSION))
        standing = (("two-trainers", TWO_TRAINERS_PAGE), ("half-days", HALF_DAYS_PAGE))
        yield from ((page, "") for name, page in standing if has_standing(name, edition))
        for entry in edition.of_kind(ROLE_PLAY):
            yield from ((page(entry.id), entry.id) for page in (cards_page, observer_page))
        yield MATERIALS_PAGE, ""
        yield from ((page, document) for page, document, _ in item_sheets(edition, days))
    for entry in edition.of_kind(RESOURCE):
        for item in entry.model.items if isinstance(entry.model, Resource) else ():
            if isinstance(item, Handout) and item.wallet:
                yield item_page(entry.id, item.id, "wallet"), entry.id
            if isinstance(item, Worksheet) and item.certificate:
                yield item_page(entry.id, item.id, "page"), entry.id
        if isinstance(entry.model, Resource) and entry.model.fillable:
            yield form_page(entry.id), entry.id
    yield from ((short_procedure_page(entry.id), entry.id) for entry in edition.of_kind(PROCEDURE))
    yield from ((pocket_page(entry.id), entry.id) for entry in edition.of_kind(SITUATION))
    if has_standing("help-now", edition):
        yield PUBLIC_HELP_PAGE, "signposting"
    if edition.of_kind(PROCEDURE):
        yield SIGN_OFF_PAGE, ""


def _plan(edition: Edition, declared: str, publication: Publication, name: str, days: tuple[TimedDay, ...]) -> Plan:
    one_day = days[0].day.title if publication.each_day else ""
    seen: set[str] = set()
    parts = []
    for part in (each for each in publication.parts if edition.audience in each.audiences):
        if publication.layout == PRINT_ROOM:
            piles = tuple(_piles(edition, part, days))
            pages = tuple(pile.page for pile in piles)
        else:
            piles = ()
            pages = tuple(page for page in _pages(edition, part, days, one_day=bool(one_day)) if page not in seen)
        seen |= set(pages)
        if pages:
            parts.append(PlannedPart(title=part.title, pages=pages, piles=piles, days=_days_of(pages, days)))
    by_page = {page_of(entry.id): entry.id for kind in DOCUMENT_KINDS for entry in edition.of_kind(kind)}
    return Plan(
        publication=declared,
        name=name,
        title=": ".join(filter(None, (publication.title, one_day))),
        cover_title=": ".join(filter(None, (publication.cover_title or publication.title, one_day))),
        subtitle=publication.subtitle or "",
        summary=publication.summary,
        layout=publication.layout,
        cover_note=publication.cover_note or "",
        parts=tuple(parts),
        documents=tuple(dict.fromkeys(by_page[page] for part in parts for page in part.pages if page in by_page)),
        days=tuple(day.day.id for day in days) if publication.each_day else (),
        packs=whole_packs(edition, days) if publication.layout == PRINT_ROOM else (),
        is_namesake=name in {document.rpartition("/")[2] for document in by_page.values()},
    )


def _pages(edition: Edition, part: Part, days: tuple[TimedDay, ...], *, one_day: bool) -> Iterator[str]:
    wanted = tuple(day for day in days if not part.days or day.day.id in part.days)
    chosen = tuple(day for day in wanted if day.day.id not in part.without_days)
    elsewhere = tuple(day for day in wanted if day.day.id in part.without_days)
    narrowed = one_day or bool(part.days)
    for document in part.documents:
        if is_known(document, edition):
            yield page_of(document)
    left_out = {page_of(document) for document in part.without}
    if part.without:
        left_out |= {page for page, document, _ in item_sheets(edition, days) if document in part.without}
    before = _before(edition, days) if one_day and part.first_use else ()
    for word in part.kinds:
        if elsewhere:
            left_out |= _only_of(edition, word, elsewhere, chosen)
        if before:
            left_out |= set(_pages_of_kind(edition, word, before, narrowed=True))
        of_kind = _pages_of_kind(edition, word, chosen, narrowed=narrowed)
        yield from (page for page in of_kind if page not in left_out)


def _days_of(pages: tuple[str, ...], days: tuple[TimedDay, ...]) -> Mapping[str, str]:
    """Return the title of the day of each session or quick plan among some pages, where they are of several days."""
    found = {
        page: day.day.title
        for day in reversed(days)
        for session in day.sessions
        for page in (page_of(session), quick_plan_page(session))
        if page in pages
    }
    return found if len({*found.values()}) > 1 else {}


def cards_from_before(edition: Edition, day: TimedDay) -> tuple[str, ...]:
    """Return the pages of the role cards of a day that a day before it used too, so that trainers have them."""
    before = used_by(edition, _before(edition, (day,)))
    return tuple(cards_page(name) for name in sorted(used_by(edition, (day,)) & before) if _is_scene(edition, name))


def _is_scene(edition: Edition, name: str) -> bool:
    return name in edition.entries and edition.entries[name].kind == ROLE_PLAY


def _before(edition: Edition, days: tuple[TimedDay, ...]) -> tuple[TimedDay, ...]:
    """Return the days of the same programme that come before these."""
    of_programme = (day for day in timetable(edition) if day.programme.id == days[0].programme.id)
    return tuple(takewhile(lambda day: day not in days, of_programme))


def _piles(edition: Edition, part: Part, days: tuple[TimedDay, ...]) -> Iterator[Pile]:
    """Return the piles of a part: as its days need them, and of any other page one copy on both sides."""
    counted = {(pile.page, str(pile.making)): pile for pile in print_run(edition, days)}
    for document in part.documents:
        if is_known(document, edition):
            yield _one_copy(page_of(document), document)
    for word in part.kinds:
        for page in _pages(edition, part.model_copy(update={"kinds": (word,), "documents": ()}), days, one_day=True):
            yield counted.get((page, word)) or _one_copy(page, "")


def _one_copy(page: str, document: str) -> Pile:
    return Pile(page=page, document=document, copies=1, making=Making.HANDED_OUT, afterwards=Afterwards.KEPT)


def _only_of(edition: Edition, word: str, days: tuple[TimedDay, ...], others: tuple[TimedDay, ...]) -> set[str]:
    """Return the pages of a kind that some days use and others do not."""
    used = set(_pages_of_kind(edition, word, days, narrowed=True))
    return used - set(_pages_of_kind(edition, word, others, narrowed=True))


PAPER_KINDS = ("run-sheets", "quick-plans", "role-cards", "observer-sheets", "materials", "print-lists", *Making)
"""What exists only on paper, and only for trainers."""


PRINT_ROOM = "print-room"
"""The layout in which a sheet stands as often as people need it."""


def _paper_pages(edition: Edition, word: str, days: tuple[TimedDay, ...], *, narrowed: bool) -> Iterator[str]:
    if edition.audience is not Audience.TRAINER:
        return
    if word == "run-sheets":
        yield from (run_sheet_page(day.day.id) for day in days)
    elif word == "quick-plans":
        yield from (quick_plan_page(entry.id) for entry in sessions_in_order(edition, days))
    elif word == "print-lists":
        yield from (print_list_page(day.day.id) for day in days if day.sessions)
    elif word == "materials":
        yield MATERIALS_PAGE
    elif word in tuple(Making):
        yield from (pile.page for pile in print_run(edition, days) if pile.making == word)
    else:
        used = used_by(edition, days)
        page = cards_page if word == "role-cards" else observer_page
        yield from (page(entry.id) for entry in edition.of_kind(ROLE_PLAY) if not narrowed or entry.id in used)


def _pages_of_kind(edition: Edition, word: str, days: tuple[TimedDay, ...], *, narrowed: bool) -> Iterator[str]:
    if word == "timetable":
        yield from (day_page(day.day.id) for day in days)
    elif word == "short-procedures":
        yield from (short_procedure_page(entry.id) for entry in edition.of_kind(PROCEDURE))
    elif word == "pocket-situations":
        yield from (pocket_page(entry.id) for entry in edition.of_kind(SITUATION))
    elif word == "public-help":
        if has_standing("help-now", edition):
            yield PUBLIC_HELP_PAGE
    elif word in PAPER_KINDS:
        yield from _paper_pages(edition, word, days, narrowed=narrowed)
    elif word == "framework":
        names = [name for name in ("competencies", "components", "mapping", "glossary") if name in edition.entries]
        yield from (page_of(name) for name in names)
    elif word == SESSION.folder:
        yield from (page_of(entry.id) for entry in sessions_in_order(edition, days))
        scheduled = {session for day in days for session in day.sessions}
        others = (entry for entry in edition.of_kind(SESSION) if entry.id not in scheduled and not narrowed)
        yield from (page_of(entry.id) for entry in others)
    else:
        kind = next(kind for kind in DOCUMENT_KINDS if kind.folder == word)
        used = used_by(edition, days)
        yield from (page_of(entry.id) for entry in edition.of_kind(kind) if not narrowed or entry.id in used)
