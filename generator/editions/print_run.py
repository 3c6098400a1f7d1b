"""What a print room makes for one day: each sheet, in how many copies, on which paper, and what becomes of them.

Lists of what to print and the files that hold the copies are made from these piles, so that they cannot disagree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from generator.editions.edition import Edition
from generator.editions.timetable import TimedDay
from generator.editions.urls import cards_page, item_page, observer_page, page_of
from generator.model.kinds import RESOURCE, ROLE_PLAY
from generator.model.resource import Resource, ResourceItem, Worksheet
from generator.model.session import Material, Session

GROUP_SIZES = {"person": 1, "pair": 2, "three": 3, "small-group": 4}
"""How many participants share one of a material; what is for the room or for trainers is not shared so."""

TRAINERS = 3
"""Who leads the largest group (domain report, section 8)."""

OBSERVER_SHEET = "resources/observer-sheet"
"""The sheet for watching any scene. Each scene has one with its own points, which stands for it."""


class Making(StrEnum):
    """How a sheet is printed; also the kind that a part of a publication asks for it by."""

    HANDED_OUT = "handed-out"
    """On both sides of plain paper."""
    LARGE = "large-sheets"
    """On one side, enlarged."""
    CARDS = "card-sheets"
    """On one side of thick paper."""


class Afterwards(StrEnum):
    """What becomes of copies when they are printed."""

    KEPT = "kept"
    COLLECTED = "collected"
    PUT_UP = "put-up"
    CUT = "cut"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pile:
    """All copies of one sheet: the source path of its page, the document it is of, and how it is made."""

    page: str
    document: str
    copies: int
    making: Making
    afterwards: Afterwards

    @property
    def on_both_sides(self) -> bool:
        """Whether the back of a leaf carries the sheet's next side; otherwise it stays empty."""
        return self.making is Making.HANDED_OUT


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A sheet as one session asks for it, and whether each person has one of their own."""

    page: str
    document: str
    copies: int
    making: Making
    afterwards: Afterwards
    is_own: bool


def needed(material: Material, people: int) -> int:
    """Return how many of a material so many people and the trainers need."""
    if material.per == "trainer":
        return TRAINERS * material.amount
    return material.amount * ceil(people / GROUP_SIZES.get(material.per, people))


def added_up(amounts: Iterable[tuple[int, bool]]) -> int:
    """Add up what sessions need of one thing, each with whether it serves the next session too."""
    listed = list(amounts)
    anew = sum(amount for amount, serves in listed if not serves)
    return anew + max((amount for amount, serves in listed if serves), default=0)


def print_run(edition: Edition, days: Iterable[TimedDay]) -> tuple[Pile, ...]:
    """Return the piles of days in the order in which sessions need them, those of one paper together."""
    asked: dict[tuple[str, Making], list[_Asked]] = {}
    for session in _sessions(edition, days):
        for each in _asked(edition, session):
            asked.setdefault((each.page, each.making), []).append(each)
    return tuple(_pile(each) for making in Making for (_, how), each in asked.items() if how is making)


def whole_packs(edition: Edition, days: Iterable[TimedDay]) -> tuple[tuple[str, int], ...]:
    """Return resource packs that sessions ask for whole, which have a file of their own: the document and how many."""
    books: dict[str, list[tuple[int, bool]]] = {}
    for session in _sessions(edition, days):
        for each in session.materials:
            known = edition.entries.get(each.resource or "")
            if each.resource and known and known.kind == RESOURCE:
                books.setdefault(each.resource, []).append((needed(each, edition.people), each.per == "person"))
    return tuple((document, added_up(amounts)) for document, amounts in books.items())


def item_sheets(edition: Edition, days: Iterable[TimedDay]) -> tuple[tuple[str, str, ResourceItem], ...]:
    """Return each item of a resource that is printed alone: the path of its page, its document, and the item."""
    found = {}
    for session in _sessions(edition, days):
        for each in session.materials:
            document, _, item = (each.resource or "").partition(".")
            if (known := _item(edition, document, item)) and not _is_certificate(known):
                found[_sheet_page(document, known)] = (document, known)
    return tuple((page, document, item) for page, (document, item) in found.items())


def _sessions(edition: Edition, days: Iterable[TimedDay]) -> Iterator[Session]:
    for day in days:
        models = (edition.entries[name].model for name in day.sessions)
        yield from (model for model in models if isinstance(model, Session))


def _asked(edition: Edition, session: Session) -> Iterator[_Asked]:
    for material in session.materials:
        document, _, item = (material.resource or "").partition(".")
        entry = edition.entries.get(document)
        if entry is None or (entry.kind == RESOURCE and not item):
            continue
        found = _item(edition, document, item)
        for page, source in _pages(edition, session, document, item):
            is_cards = material.cut or page == cards_page(source)
            is_thick = is_cards or _is_certificate(found)
            making = Making.CARDS if is_thick else Making.LARGE if material.large else Making.HANDED_OUT
            is_written_on = page == observer_page(source) or isinstance(found, Worksheet)
            is_kept = material.per == "person" or is_written_on
            yield _Asked(
                page=page,
                document=source,
                copies=needed(material, edition.people),
                making=making,
                afterwards=_afterwards(making, is_cards=is_cards, is_kept=is_kept),
                is_own=material.per == "person",
            )


def _pages(edition: Edition, session: Session, document: str, item: str) -> Iterator[tuple[str, str]]:
    """Return the pages that are printed for a sheet, each with its document."""
    kind = edition.entries[document].kind
    scenes = dict.fromkeys(scene.partition(".")[0] for each in session.activities for scene in each.role_plays)
    known = [scene for scene in scenes if scene in edition.entries]
    if kind == ROLE_PLAY:
        yield cards_page(document), document
    elif document == OBSERVER_SHEET and known:
        yield from ((observer_page(scene), scene) for scene in known)
    elif kind != RESOURCE:
        yield page_of(document), document
    elif found := _item(edition, document, item):
        yield _sheet_page(document, found), document


def _item(edition: Edition, document: str, item: str) -> ResourceItem | None:
    """Return an item of a resource, where this edition has it."""
    entry = edition.entries.get(document)
    items = entry.model.items if entry and isinstance(entry.model, Resource) else ()
    return next((each for each in items if each.id == item), None)


def _sheet_page(document: str, item: ResourceItem) -> str:
    return item_page(document, item.id, "page" if _is_certificate(item) else "sheet")


def _is_certificate(item: ResourceItem | None) -> bool:
    return isinstance(item, Worksheet) and item.certificate


def _afterwards(making: Making, *, is_cards: bool, is_kept: bool) -> Afterwards:
    if is_cards:
        return Afterwards.CUT
    if making is Making.LARGE:
        return Afterwards.PUT_UP
    return Afterwards.KEPT if is_kept else Afterwards.COLLECTED


def _pile(asked: list[_Asked]) -> Pile:
    first = asked[0]
    kept = Afterwards.KEPT if any(each.afterwards is Afterwards.KEPT for each in asked) else first.afterwards
    return Pile(
        page=first.page,
        document=first.document,
        copies=added_up((each.copies, each.is_own) for each in asked),
        making=first.making,
        afterwards=kept,
    )
