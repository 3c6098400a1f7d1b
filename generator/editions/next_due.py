"""What falls due next, before it does: every contact, law, review and approval of an edition by its day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from operator import attrgetter

from generator.editions.due_dates import Due, contacts_due, reviews_due, rules_due
from generator.editions.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """Things of one kind that have to be done by one day."""

    what: str
    day: date
    dues: tuple[Due, ...]


def coming(edition: Edition, last: date = date.max) -> tuple[Due, ...]:
    """Return what has to be done by a day or before it, overdue things too, the earliest first.

    Args:
        edition: An edition for trainers, who see everything.
        last: The last day to tell of.
    """
    found = (each for each in _coming(edition) if each.day <= last)
    return tuple(sorted(found, key=lambda each: (each.day, each.what, each.name)))


def next_due(edition: Edition, most: int) -> tuple[Together, ...]:
    """Return the first things that have to be done, those of one kind and one day together.

    That depends on no clock: what is overdue comes first until somebody has done it.
    """
    return tuple(islice(together(coming(edition)), most))


def together(listed: Sequence[Due]) -> Iterator[Together]:
    """Return what is to be done by its days, as `coming` sorts it, those of one kind and one day together."""
    groups = groupby(listed, key=attrgetter("day", "what"))
    return (Together(what=what, day=day, dues=tuple(group)) for (day, what), group in groups)


def _coming(edition: Edition) -> Iterator[Due]:
    yield from contacts_due(edition, date.max)
    yield from rules_due(edition, date.max)
    yield from reviews_due(edition, date.max)
