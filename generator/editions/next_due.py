"""What falls due next, before it does: every contact, law, review and approval of an edition by its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from operator import attrgetter

from generator.editions.due_dates import Due, contacts_due, reviews_due, rules_due
from generator.editions.edition import Edition

CONTACT, RULE, REVIEW, APPROVAL = "contact", "rule", "review", "approval"
"""What can fall due: details to call, law and rights to read, a document to look at, an approval to give anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """One thing that has to be done by a day, past or still to come: `what` it is, and the rest of it."""

    what: str
    due: Due

    @property
    def day(self) -> date:
        """The last day on which it is in time."""
        return self.due.day


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """Things of one kind that have to be done by one day."""

    what: str
    day: date
    dues: tuple[Due, ...]


def coming(edition: Edition, last: date = date.max) -> tuple[Coming, ...]:
    """Return what has to be done by a day or before it, overdue things too, the earliest first.

    Args:
        edition: An edition for trainers, who see everything.
        last: The last day to tell of.
    """
    found = (each for each in _coming(edition) if each.day <= last)
    return tuple(sorted(found, key=lambda each: (each.day, each.what, each.due.name)))


def next_due(edition: Edition, most: int) -> tuple[Together, ...]:
    """Return the first things that have to be done, those of one kind and one day together.

    That depends on no clock: what is overdue comes first until somebody has done it.
    """
    together = groupby(coming(edition), key=attrgetter("day", "what"))
    rows = (Together(what=what, day=day, dues=tuple(each.due for each in group)) for (day, what), group in together)
    return tuple(islice(rows, most))


def _coming(edition: Edition) -> Iterator[Coming]:
    yield from (Coming(what=CONTACT, due=each) for each in contacts_due(edition, date.max))
    yield from (Coming(what=RULE, due=each) for each in rules_due(edition, date.max))
    yield from (Coming(what=APPROVAL if each.approved else REVIEW, due=each) for each in reviews_due(edition, date.max))
