"""Rules about what people put on record: days that can be, in their order, and who it was, and why."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from generator.check.branding import trust_mark
from generator.content.confirmations import Reachable, contacts
from generator.content.ledger import names_of
from generator.editions.due_dates import rules_of
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own, mark
from generator.editions.timetable import timetable
from generator.model.base import Content
from generator.model.document import Document
from generator.model.front_sheet import FrontSheet
from generator.model.kinds import PROGRAMME
from generator.model.procedure import Law
from generator.model.programme import Programme
from generator.model.readers import Readings
from generator.model.situation import NationRule
from generator.problems import Mark, Problem, did_you_mean, error, notice, warning
from generator.text.placeholders import is_no_answer

GRACE = timedelta(days=1)
"""How far ahead a day may be that is not yet: where people write it may be a day ahead of where it is checked."""

Said = tuple[Mark, str, bool]
"""Where a text stands, what it says, and whether it is who answers for something that was done."""


def future_date(edition: Edition, today: date) -> Iterator[Problem]:
    """`future-date`: something is put on record as done, on a day that is still to come; an error in a trust's records.

    Elsewhere it is a warning: the day may be that of a wrong clock, and nothing hangs on it.
    """
    for say, days in ((error, _days_recorded(edition)), (warning, _days_done(edition))):
        for place, day, what in days:
            if day > today + GRACE:
                sentence = f"{what} on {day}, and that day is still to come"
                yield say(place, "future-date", sentence, "give the day on which it was done, once it is")


def days_on_record(edition: Edition) -> Iterator[date]:
    """Return every day that is put on record as past."""
    yield from (day for _, day, _ in (*_days_recorded(edition), *_days_done(edition)))


def date_order(edition: Edition) -> Iterator[Problem]:
    """`date-order`: of two days, the one that has to come later comes first, or both are one."""
    for approval, place in edition.records.approvals:
        if approval.review_by <= approval.on:
            sentence = f"it has to be looked at again by {approval.review_by}, which is not after {approval.on}"
            yield error(place, "date-order", sentence, "review_by has to come after on")
    for entry in edition.entries.values():
        for tokens, each in _checked(entry.model):
            if is_own(edition, entry, tokens) and each.check_by <= each.checked_on:
                sentence = f"these details are to be checked by {each.check_by}, which is not after {each.checked_on}"
                yield error(mark(entry, *tokens, "check_by"), "date-order", sentence, "check_by comes after checked_on")
        if isinstance(entry.model, Document) and is_own(edition, entry, ("front_sheet",)):
            yield from _sheet_order(entry, entry.model.front_sheet)
    yield from _course_order(edition)


def past_course(edition: Edition, today: date) -> Iterator[Problem]:
    """`past-course`: every day of the course that a trust gives dates for is over."""
    dates = edition.trust.held if edition.trust else {}
    if dates and max(dates.values()) < today:
        sentence = f"the course of these dates was over on {max(dates.values())}"
        yield notice(trust_mark(edition, "dates"), "past-course", sentence, "give the dates of the next one")


def no_answer(edition: Edition) -> Iterator[Problem]:
    """`no-answer`: a reason is none, or who approved, decided or keeps something is nobody ("tbc")."""
    for place, text, is_done in _answers(edition):
        if is_no_answer(text):
            say = error if is_done else warning
            yield say(place, "no-answer", f'"{text}" is no answer, and readers see it', "say who, by job title, or why")


def unknown_approval(edition: Edition) -> Iterator[Problem]:
    """`unknown-target`: what was approved or signed is no document of this edition, and no national one ever had it."""
    known = {name for entry in edition.entries.values() for name in names_of(entry.id, entry.node)} | edition.known
    known |= {name for release in edition.ledger.releases for name in release.documents}
    named = [(each.document, place) for each, place in edition.records.approvals]
    named += [(each.document, place) for each, place in edition.records.signatures]
    for name, place in named:
        if name not in known:
            yield warning(place, "unknown-target", f'there is no document "{name}"', did_you_mean(name, known))


def _days_recorded(edition: Edition) -> Iterator[tuple[Mark, date, str]]:
    records = edition.records
    yield from ((place, each.on, "this was approved") for each, place in records.approvals)
    yield from ((place, each.on, "this was decided") for each, place in records.decisions)
    yield from ((place, each.on, "this was signed") for each, place in records.signatures)
    yield from ((place, each.on, "this was confirmed") for each, place in records.confirmations)


def _days_done(edition: Edition) -> Iterator[tuple[Mark, date, str]]:
    for entry in edition.with_taken_out:
        notes = [note.origin for each in entry.notes.values() for note in each]
        for origin in (*entry.origins.values(), *notes):
            if origin.approved:
                yield origin.mark, origin.approved.on, "this was approved"
        for tokens, checked in _checked(entry.model):
            if is_own(edition, entry, tokens):
                yield mark(entry, *tokens, "checked_on"), checked.checked_on, "this was checked"
        for reading in entry.model.read if isinstance(entry.model, Readings) else ():
            yield mark(entry, "read", reading.id, "on"), reading.on, "this was read"
        if isinstance(entry.model, Document) and is_own(edition, entry, ("front_sheet",)):
            yield from _sheet_days(entry, entry.model.front_sheet)


def _sheet_days(entry: Entry, sheet: FrontSheet) -> Iterator[tuple[Mark, date, str]]:
    for position, change in enumerate(sheet.changes):
        yield mark(entry, "front_sheet", "changes", position), change.on, "this was changed"
    for position, decision in enumerate(sheet.sign_offs):
        if decision.on:
            yield mark(entry, "front_sheet", "sign_offs", position), decision.on, "this was decided"


def _checked(model: Content) -> Iterator[tuple[tuple[str, ...], Reachable | NationRule | Law]]:
    """Return what somebody checked, and has to check again, with its address: contacts, law and rights."""
    yield from contacts(model)
    yield from (((field, each.id), each) for field, each in rules_of(model))


def _sheet_order(entry: Entry, sheet: FrontSheet) -> Iterator[Problem]:
    if sheet.effective_from and sheet.review_by <= sheet.effective_from and entry.approved is None:
        sentence = f"it has to be looked at again by {sheet.review_by}, which is not after {sheet.effective_from}"
        place = mark(entry, "front_sheet", "review_by")
        yield warning(place, "date-order", sentence, "review_by has to come after effective_from")
    for position, (newer, older) in enumerate(pairwise(sheet.changes)):
        if newer.on < older.on:
            place = mark(entry, "front_sheet", "changes", position + 1)
            yield warning(place, "date-order", "the history of changes is not in order", "put the newest change first")


def _course_order(edition: Edition) -> Iterator[Problem]:
    """Say where a day of the course comes before one that it follows; a trust's own day may be held at any time."""
    dates = edition.trust.held if edition.trust else {}
    for programme in edition.of_kind(PROGRAMME):
        days = [timed.day for timed in timetable(edition) if timed.programme is programme]
        dated = [day for day in days if day.id in dates and day.kind != "local"]
        for first, second in pairwise(dated):
            if isinstance(programme.model, Programme) and dates[second.id] < dates[first.id]:
                sentence = f"{second.title} is held on {dates[second.id]}, before {first.title} on {dates[first.id]}"
                yield warning(trust_mark(edition, "dates", second.id), "date-order", sentence, "check both dates")


def _answers(edition: Edition) -> Iterator[Said]:
    records = edition.records
    for listed in (records.approvals, records.signatures, records.decisions, records.confirmations):
        yield from ((place, each.by, True) for each, place in listed)
    for entry in edition.with_taken_out:
        notes = [note.origin for each in entry.notes.values() for note in each]
        for origin in (*entry.origins.values(), *notes):
            yield origin.mark, origin.reason, False
            if origin.approved:
                yield origin.mark, origin.approved.by, True
        if isinstance(entry.model, Document) and is_own(edition, entry, ("front_sheet",)):
            yield from _sheet_answers(entry, entry.model.front_sheet)
    for key in ("name", "short_name", "coordinator", "logo_words") if edition.trust else ():
        if text := getattr(edition.trust, key):
            yield trust_mark(edition, key), text, True


def _sheet_answers(entry: Entry, sheet: FrontSheet) -> Iterator[Said]:
    yield mark(entry, "front_sheet", "owner"), sheet.owner, False
    if sheet.approver and entry.approved is None:
        yield mark(entry, "front_sheet", "approver"), sheet.approver, False
    for position, decision in enumerate(sheet.sign_offs):
        yield mark(entry, "front_sheet", "sign_offs", position, "by"), decision.by, decision.on is not None
    for position, change in enumerate(sheet.changes):
        yield mark(entry, "front_sheet", "changes", position, "by"), change.by, True
