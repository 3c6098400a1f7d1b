"""What falls due as days go by: contacts and law to check again, and documents to look at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.content.confirmations import Reachable, contacts, is_about
from generator.content.ledger import names_of
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own, mark
from generator.model.base import Content
from generator.model.document import Document
from generator.model.front_sheet import FrontSheet
from generator.model.procedure import Law, Procedure
from generator.model.resource import ContactDetails
from generator.model.situation import NationRule, Situation
from generator.problems import Mark
from generator.text.language import Language

VALUES = "local-values"
"""The document that a trust's own numbers count as a part of."""

SIGNPOSTING = "signposting"
"""The national document of those who are called in a crisis."""

CONTACT, RULE, REVIEW, APPROVAL, FIRST_APPROVAL = "contact", "rule", "review", "approval", "first-approval"
"""What can fall due: details to call, law and rights to read, a document to look at, an approval to give anew, or for
the first time."""

EMERGENCY = ("999", "112")
"""Numbers that nobody calls to try them out, and nobody in danger may be kept from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One thing that has to be done by a day, past or still to come.

    `what` it is; `element` the id of a contact, and nothing for a document; `day` the last one on which it is in time;
    `who` has to do it, by job title or group; `last` says when it was done last and by whom, as far as that is known;
    `is_own` whether the edition's owner wrote it, and so can set its day; `waits` whether a trust may leave it to the
    national editors: all that is theirs, but for those who are called in a crisis.
    """

    what: str
    document: str
    element: str
    title: str
    day: date
    who: str
    last: str
    is_own: bool
    mark: Mark
    waits: bool = False

    @property
    def name(self) -> str:
        """Its name, as a command takes it."""
        return f"{self.document}.{self.element}" if self.element else self.document


def contacts_due(edition: Edition, today: date) -> tuple[Due, ...]:
    """Return the contacts of an edition that had to be checked again before `today`, and the trust's own numbers."""
    return (*_contacts_due(edition, today), *_numbers_due(edition, today))


def reviews_due(edition: Edition, today: date) -> tuple[Due, ...]:
    """Return the documents of an edition that had to be looked at again before `today`."""
    return tuple(_reviews_due(edition, today))


def rules_due(edition: Edition, today: date) -> tuple[Due, ...]:
    """Return the laws, rights and services that had to be checked again before `today`, document by document."""
    return tuple(_rules_due(edition, today))


def overdue(contact: Reachable | NationRule | Law, today: date, language: Language) -> str:
    """Return what readers are told beside what had to be checked again before `today`; else nothing."""
    if contact.check_by >= today:
        return ""
    _ = language.gettext
    number, day = getattr(contact, "phone", None), language.long_date(contact.check_by)
    if number in EMERGENCY:
        return _("Was to be checked by {day}; in danger, call it all the same.", day=day)
    if number:
        return _("Was to be checked by {day}; call it before you rely on it.", day=day)
    return _("Was to be checked by {day}; make sure before you rely on it.", day=day)


def _reviews_due(edition: Edition, today: date) -> Iterator[Due]:
    for entry in edition.entries.values():
        if not isinstance(entry.model, Document) or entry.model.front_sheet.review_by >= today:
            continue
        sheet, approval = entry.model.front_sheet, entry.approved[0] if entry.approved else None
        own = is_own(edition, entry, ("front_sheet", "review_by"))
        is_first = edition.trust is not None and not own and sheet.status != "approved" and entry.lapsed is None
        yield Due(
            what=APPROVAL if approval else FIRST_APPROVAL if is_first else REVIEW,
            document=entry.id,
            element="",
            title=entry.model.title,
            day=sheet.review_by,
            who=_reviewer(edition, entry, sheet, is_first=is_first),
            last=_done(edition, approval.on, approval.by) if approval else "",
            is_own=own,
            mark=entry.approved[1] if entry.approved else mark(entry, "front_sheet", "review_by"),
            waits=edition.trust is not None and not own and approval is None and not is_first and entry.lapsed is None,
        )


def _reviewer(edition: Edition, entry: Entry, sheet: FrontSheet, *, is_first: bool) -> str:
    """Return who has to look at a document: whoever approved it, the trust where nobody did, and else who keeps it."""
    before = entry.approved or entry.lapsed
    if before:
        return before[0].by
    return edition.trust.coordinator if edition.trust and is_first else sheet.owner


def _contacts_due(edition: Edition, today: date) -> Iterator[Due]:
    for entry in edition.entries.values():
        for tokens, each in contacts(entry.model):
            if each.check_by >= today:
                continue
            own = is_own(edition, entry, tokens)
            waits = edition.trust is not None and not own and _is_left(edition, entry, each)
            yield Due(
                what=CONTACT,
                document=entry.id,
                element=each.id,
                title=each.title if isinstance(each, ContactDetails) else each.name,
                day=each.check_by,
                who=_keeper(edition, entry, own=not waits),
                last=_done(edition, each.checked_on, each.checked_by),
                is_own=own,
                mark=mark(entry, *tokens, "check_by"),
                waits=waits,
            )


def _is_left(edition: Edition, entry: Entry, contact: Reachable) -> bool:
    """Say whether a trust may leave a national contact to the national editors.

    It calls again what it called before, and those who are called in a crisis, but for numbers that nobody tries out.
    """
    if entry.id == SIGNPOSTING and getattr(contact, "phone", None) not in EMERGENCY:
        return False
    said, names = [each for each, _ in edition.records.confirmations], names_of(entry.id, entry.node)
    days = {(each.by, each.on) for each in said if is_about(each, names, contact)}
    return (contact.checked_by, contact.checked_on) not in days


def _numbers_due(edition: Edition, today: date) -> Iterator[Due]:
    """Return the trust's own numbers that were called, and have to be called again: a year later."""
    for name, called in edition.called.items():
        declared, day = edition.declared_values.get(name), a_year_after(called)
        if edition.trust and declared and declared.type == "phone" and edition.values.get(name) and day < today:
            yield Due(
                what=CONTACT,
                document=VALUES,
                element=name,
                title=declared.label,
                day=day,
                who=edition.trust.coordinator,
                last=f"{called}",
                is_own=True,
                mark=edition.value_places[name],
            )


def never_called(edition: Edition) -> tuple[str, ...]:
    """Return the names of a trust's own numbers that no line says were called, so that they never fall due."""
    declared = edition.declared_values
    given = (name for name, value in edition.values.items() if value and edition.trust and name in declared)
    return tuple(name for name in given if declared[name].type == "phone" and name not in edition.called)


def a_year_after(day: date) -> date:
    """Return the same day of the next year; the last of February for a leap day."""
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == FEBRUARY else day.day)


FEBRUARY = 2


def _rules_due(edition: Edition, today: date) -> Iterator[Due]:
    for entry in edition.entries.values():
        for field, each in rules_of(entry.model):
            own = is_own(edition, entry, (field, each.id))
            if each.check_by < today:
                yield Due(
                    what=RULE,
                    document=entry.id,
                    element=each.id,
                    title=each.title,
                    day=each.check_by,
                    who=_keeper(edition, entry, own=own),
                    last=f"{each.checked_on}",
                    is_own=own,
                    mark=mark(entry, field, each.id, "check_by"),
                    waits=edition.trust is not None and not own,
                )


def _done(edition: Edition, day: date, who: str | None) -> str:
    """Say when something was done, and by whom where that is known."""
    return edition.language.gettext("{day} by {who}", day=day, who=who) if who else f"{day}"


def rules_of(model: Content) -> Iterator[tuple[str, NationRule | Law]]:
    """Return what a document says of law, rights and services, with the list each stands in."""
    yield from (("rules", each) for each in (model.rules if isinstance(model, Situation) else ()))
    yield from (("law", each) for each in (model.law if isinstance(model, Procedure) else ()))


def _keeper(edition: Edition, entry: Entry, *, own: bool) -> str:
    """Return who has to check a contact: the trust its own, and else whoever keeps the document."""
    if own and edition.trust:
        return edition.trust.coordinator
    return entry.model.front_sheet.owner if isinstance(entry.model, Document) else edition.national.publisher
