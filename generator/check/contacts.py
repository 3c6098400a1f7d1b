"""Rules about services people are sent to: details age, and someone in danger may depend on them."""

from collections.abc import Iterator
from datetime import date

from generator.check.places import mark
from generator.model.base import Document
from generator.model.framework import Signposting
from generator.model.kinds import RESOURCE
from generator.model.resource import Contact, ContactDetails, Directory, Resource
from generator.problems import Level, Mark, Problem, error, warning
from generator.resolve import Edition


def stale_contact(edition: Edition, today: date) -> Iterator[Problem]:
    """`stale-contact`: a contact is past the day it had to be checked again; an error where safety depends on it."""
    for place, contact in _contacts(edition):
        if contact.check_by < today:
            level = Level.ERROR if contact.safety else Level.WARNING
            sentence = f'the details of "{contact.title}" had to be checked again by {contact.check_by}'
            hint = "check them, then set checked_on and check_by"
            yield Problem(mark=place, level=level, rule="stale-contact", sentence=sentence, hint=hint)
    for entry in edition.of_kind(RESOURCE):
        for item in entry.model.items if isinstance(entry.model, Resource) else ():
            for category in item.categories if isinstance(item, Directory) else ():
                for local in category.entries:
                    if local.check_by < today:
                        place = mark(
                            entry, "items", item.id, "categories", category.id, "entries", local.id, "check_by"
                        )
                        sentence = f'the details of "{local.name}" had to be checked again by {local.check_by}'
                        yield warning(place, "stale-contact", sentence, "check them, then set checked_on and check_by")


def no_signposting(edition: Edition) -> Iterator[Problem]:
    """`no-signposting`: the edition has nobody to call for its nation."""
    entry = edition.entries.get("signposting")
    nation = edition.trust.nation if edition.trust else None
    contacts = entry.model.contacts if entry and isinstance(entry.model, Signposting) else ()
    if entry and nation and not any(nation in contact.nations for contact in contacts):
        yield error(mark(entry, "contacts"), "no-signposting", f"there is no contact for {nation}", "add one")


def overdue_review(edition: Edition, today: date) -> Iterator[Problem]:
    """`overdue-review`: a document is past the day it had to be looked at again."""
    for entry in edition.entries.values():
        if isinstance(entry.model, Document) and entry.model.front_sheet.review_by < today:
            sentence = f"this document had to be reviewed by {entry.model.front_sheet.review_by}"
            place = mark(entry, "front_sheet", "review_by")
            yield warning(place, "overdue-review", sentence, "review it, then set review_by and add a line to changes")


def _contacts(edition: Edition) -> Iterator[tuple[Mark, ContactDetails]]:
    entry = edition.entries.get("signposting")
    if entry and isinstance(entry.model, Signposting):
        for contact in entry.model.contacts:
            yield mark(entry, "contacts", contact.id, "check_by"), contact
    for pack in edition.of_kind(RESOURCE):
        for item in pack.model.items if isinstance(pack.model, Resource) else ():
            if isinstance(item, Contact):
                yield mark(pack, "items", item.id, "check_by"), item
