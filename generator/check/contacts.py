"""Rules about services people are sent to: details age, and someone in danger may depend on them."""

from collections.abc import Iterator
from datetime import date

from generator.content.confirmations import contacts, details_of, is_about
from generator.content.ledger import names_of
from generator.content.node_paths import find
from generator.editions.due_dates import APPROVAL, VALUES, contacts_due, reviews_due, rules_due
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own, mark
from generator.model.framework import Signposting
from generator.model.trust import Confirmation
from generator.problems import Problem, error, notice, warning
from generator.text import phones


def stale_contact(edition: Edition, today: date) -> Iterator[Problem]:
    """`stale-contact`: a contact is past the day it had to be checked again.

    The pages say so beside it. It stops nothing: the number may be right, and no other page may wait for a call.
    """
    for each in contacts_due(edition, today):
        sentence = f'the details of "{each.title}" had to be checked again by {each.day}'
        hint = "check them, then set checked_on and check_by"
        if each.document == VALUES:
            hint = f"call it, then: ./handbook confirm {edition.code} {each.element} --by WHO"
        elif edition.trust is None or not each.is_own:
            hint += f"; a trust that called: ./handbook confirm CODE {each.name} --by WHO"
        yield notice(each.mark, "stale-contact", sentence, hint)


def stale_rule(edition: Edition, today: date) -> Iterator[Problem]:
    """`stale-rule`: a law, a right or a service of a nation is past the day it had to be checked again.

    The page says so beside it. It stops nothing: people decide.
    """
    for each in rules_due(edition, today):
        sentence = f'"{each.title}" had to be checked again by {each.day}'
        yield notice(each.mark, "stale-rule", sentence, "check it, then set checked_on and check_by")


def lapsed_confirmation(edition: Edition) -> Iterator[Problem]:
    """`lapsed-confirmation`: a trust called a national contact, and the national details have changed since.

    A later confirmation of the same contact takes the place of an earlier one.
    """
    last = {said.contact: (said, place) for said, place in edition.records.confirmations}
    for said, place in last.values():
        for entry in edition.entries.values():
            for tokens, contact in contacts(entry.model):
                about = is_about(said, names_of(entry.id, entry.node), contact)
                if about and said.details != details_of(entry.node, tokens):
                    sentence = f"{said.by} called {said.contact} on {said.on}, and its details have changed since"
                    hint = f"call it again, then ./handbook confirm {edition.code} {entry.id}.{contact.id} --by WHO"
                    yield notice(place, "lapsed-confirmation", sentence, hint)


def unknown_contact(edition: Edition) -> Iterator[Problem]:
    """`unknown-target`: a confirmation is of a contact that no national edition has or had."""
    for said, place in edition.records.confirmations:
        if not _is_known(edition, said):
            hint = f"./handbook confirm {edition.code} CONTACT writes the names for you"
            yield warning(place, "unknown-target", f'there is no contact "{said.contact}"', hint)


def wrong_number(edition: Edition) -> Iterator[Problem]:
    """`wrong-number`: what stands as the number of a contact cannot be called or texted."""
    for entry in edition.entries.values():
        for tokens, contact in contacts(entry.model):
            for key in ("phone", "text_number"):
                number = getattr(contact, key, None)
                if number and is_own(edition, entry, tokens) and (wrong := phones.fault(number)):
                    right = phones.mended(number)
                    hint = f"if this is the number, write: {right}" if right else "words about it belong in how"
                    yield error(mark(entry, *tokens, key), "wrong-number", wrong, hint)


def no_signposting(edition: Edition) -> Iterator[Problem]:
    """`no-signposting`: the edition has nobody to call for its nation."""
    entry = edition.entries.get("signposting")
    nation = edition.trust.nation if edition.trust else None
    listed = entry.model.contacts if entry and isinstance(entry.model, Signposting) else ()
    if entry and nation and not any(nation in contact.nations for contact in listed):
        yield error(mark(entry, "contacts"), "no-signposting", f"there is no contact for {nation}", "add one")


def overdue_review(edition: Edition, today: date) -> Iterator[Problem]:
    """`overdue-review`: a document is past the day it had to be looked at again. It stops nothing: people decide."""
    for each in reviews_due(edition, today):
        sentence = f"this document had to be reviewed by {each.day}"
        hint = "review it, then set review_by and add a line to changes"
        if each.what == APPROVAL:
            hint = f"review it, have it approved again, then ./handbook approve {edition.code} {each.name}"
        yield notice(each.mark, "overdue-review", sentence, hint)


def _is_known(edition: Edition, said: Confirmation) -> bool:
    """Say whether there is such a contact for anybody, or was in a published edition."""
    document, _, name = said.contact.rpartition(".")
    here = (entry for entry in edition.entries.values() if document in names_of(entry.id, entry.node))
    if any(_has(entry, name) for entry in here) or (document in edition.known and document not in edition.entries):
        return True
    before = (edition.ledger.document(release, document) for release in edition.ledger.releases)
    return any(find(node, (part, name)) is not None for node in before if node for part in ("contacts", "items"))


def _has(entry: Entry, name: str) -> bool:
    """Say whether a file holds an element of this id, whoever its readers are."""
    return any(find(entry.node, (part, name)) is not None for part in ("contacts", "items")) or any(
        name in (each.id, *each.aliases) for _, each in contacts(entry.model)
    )
