"""What falls due as days go by: contacts and law to check again, and documents to look at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.check.places import is_own, mark
from generator.confirmations import Reachable, contacts
from generator.model.base import Document
from generator.model.procedure import Law, Procedure
from generator.model.resource import ContactDetails
from generator.problems import Mark
from generator.resolve import Edition, Entry

EMERGENCY = ("999", "112")
"""Numbers that nobody calls to try them out, and nobody in danger may be kept from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One thing that was to be done by a day that is past.

    `element` is the id of a contact, and nothing for a document's review; `who` has to do it, by job title; `last` says
    when it was done last and by whom, as far as that is known; `is_own` whether the edition's owner wrote it, and so
    can set its day; `approved` whether the day is that of an approval.
    """

    document: str
    element: str
    title: str
    day: date
    who: str
    last: str
    is_own: bool
    mark: Mark
    approved: bool = False

    @property
    def name(self) -> str:
        """Its name, as a command takes it."""
        return f"{self.document}.{self.element}" if self.element else self.document


def contacts_due(edition: Edition, today: date) -> tuple[Due, ...]:
    """Return the contacts of an edition that had to be checked again before `today`, document by document."""
    return tuple(_contacts_due(edition, today))


def reviews_due(edition: Edition, today: date) -> tuple[Due, ...]:
    """Return the documents of an edition that had to be looked at again before `today`."""
    return tuple(_reviews_due(edition, today))


def laws_due(edition: Edition, today: date) -> tuple[Due, ...]:
    """Return the laws and frameworks of an edition's procedures that had to be checked again before `today`."""
    return tuple(_laws_due(edition, today))


def overdue(contact: Reachable | Law, today: date) -> str:
    """Return what readers are told beside a contact that had to be checked again before `today`; else nothing."""
    if contact.check_by >= today:
        return ""
    number = getattr(contact, "phone", None)
    said = f"Was to be checked by {contact.check_by.day} {contact.check_by:%B %Y}; "
    if number in EMERGENCY:
        return f"{said}in danger, call it all the same."
    return f"{said}{'call it' if number else 'make sure'} before you rely on it."


def _reviews_due(edition: Edition, today: date) -> Iterator[Due]:
    for entry in edition.entries.values():
        if not isinstance(entry.model, Document) or entry.model.front_sheet.review_by >= today:
            continue
        approval, place = entry.approved or (None, mark(entry, "front_sheet", "review_by"))
        yield Due(
            document=entry.id,
            element="",
            title=entry.model.title,
            day=entry.model.front_sheet.review_by,
            who=entry.model.front_sheet.owner,
            last=f"{approval.on} by {approval.by}" if approval else "",
            is_own=is_own(edition, entry, ("front_sheet", "review_by")),
            mark=place,
            approved=approval is not None,
        )


def _contacts_due(edition: Edition, today: date) -> Iterator[Due]:
    for entry in edition.entries.values():
        for tokens, each in contacts(entry.model):
            if each.check_by >= today:
                continue
            own = is_own(edition, entry, tokens)
            checked_by = f" by {each.checked_by}" if each.checked_by else ""
            yield Due(
                document=entry.id,
                element=each.id,
                title=each.title if isinstance(each, ContactDetails) else each.name,
                day=each.check_by,
                who=_keeper(edition, entry, own=own),
                last=f"{each.checked_on}{checked_by}",
                is_own=own,
                mark=mark(entry, *tokens, "check_by"),
            )


def _laws_due(edition: Edition, today: date) -> Iterator[Due]:
    for entry in edition.entries.values():
        for each in entry.model.law if isinstance(entry.model, Procedure) else ():
            if each.check_by >= today:
                continue
            own = is_own(edition, entry, ("law", each.id))
            checked_by = f" by {each.checked_by}" if each.checked_by else ""
            yield Due(
                document=entry.id,
                element=each.id,
                title=each.title,
                day=each.check_by,
                who=_keeper(edition, entry, own=own),
                last=f"{each.checked_on}{checked_by}",
                is_own=own,
                mark=mark(entry, "law", each.id, "check_by"),
            )


def _keeper(edition: Edition, entry: Entry, *, own: bool) -> str:
    """Return who has to check something: the trust its own, and else whoever keeps the document."""
    if own and edition.trust:
        return edition.trust.coordinator
    return entry.model.front_sheet.owner if isinstance(entry.model, Document) else edition.national.publisher
