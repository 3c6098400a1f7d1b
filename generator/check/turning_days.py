"""The days on which something that depends on the day turns: a check that falls due, a course that is over."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.check.records import GRACE, days_on_record
from generator.content.confirmations import contacts
from generator.editions.due_dates import rules_of
from generator.editions.edition import Edition
from generator.model.document import Document

_DAY = timedelta(days=1)


def next_turn(edition: Edition, today: date) -> date:
    """Return the first day after `today` on which a problem or a page of an edition is otherwise than today.

    Until that day nothing needs to be looked at again that was looked at today.
    """
    return min((day for day in _turns(edition) if day > today), default=date.max)


def _turns(edition: Edition) -> Iterator[date]:
    for entry in edition.entries.values():
        last = [each.check_by for _, each in (*contacts(entry.model), *rules_of(entry.model))]
        last += [entry.model.front_sheet.review_by] if isinstance(entry.model, Document) else []
        yield from (day + _DAY for day in last if day < date.max)
    if edition.trust and edition.trust.held:
        yield max(edition.trust.held.values()) + _DAY
    yield from (day - GRACE for day in days_on_record(edition) if day > date.min)
