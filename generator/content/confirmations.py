"""National contacts that a trust called itself: its word stands beside their details while these are what it heard."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from generator.content.fingerprints import fingerprint
from generator.content.node_paths import find
from generator.content.yaml_nodes import Node, Table
from generator.model.base import LAST_YEAR, Content
from generator.model.framework import Signposting
from generator.model.resource import Contact, ContactDetails, Directory, Entry, Resource
from generator.model.trust import Confirmation

Reachable = ContactDetails | Entry
"""A service, or a place of a directory: what has details that age."""

ASIDE = (
    *("id", "aliases", "kind", "lock", "lock_reason", "pathways", "nations", "audiences", "safety"),
    *("checked_on", "check_by", "checked_by"),
)
"""Keys that are no details: a confirmation holds whatever they say."""


def contacts(model: Content) -> Iterator[tuple[tuple[str, ...], Reachable]]:
    """Return every contact of a file, with its address."""
    if isinstance(model, Signposting):
        yield from ((("contacts", each.id), each) for each in model.contacts)
    for item in model.items if isinstance(model, Resource) else ():
        if isinstance(item, Contact):
            yield ("items", item.id), item
        for category in item.categories if isinstance(item, Directory) else ():
            for each in category.entries:
                yield ("items", item.id, "categories", category.id, "entries", each.id), each


def details_of(node: Node, tokens: Sequence[str]) -> str:
    """Return the fingerprint of a contact's details: its number, its hours and all else that a caller would hear."""
    there = find(node, tokens)
    kept = tuple(entry for entry in there.entries if entry[0].text not in ASIDE) if isinstance(there, Table) else ()
    return fingerprint(Table(entries=kept, mark=node.mark))


def is_about(confirmation: Confirmation, documents: Iterable[str], contact: Reachable) -> bool:
    """Say whether a confirmation is about this contact of a document, by the names that each has or had before."""
    document, _, name = confirmation.contact.rpartition(".")
    return document in documents and name in (contact.id, *contact.aliases)


def next_check(contact: Reachable, called: date) -> date:
    """Return by when a contact has to be called again after a call: as long after it as it is given now."""
    return min(called + (contact.check_by - contact.checked_on), date(LAST_YEAR, 12, 31))


def confirmed(model: Content, documents: Sequence[str], node: Node, said: Sequence[Confirmation]) -> Content:
    """Return a file in which each contact bears the day it was last confirmed on, and by whom.

    It is due again after as long as the national edition gives it. A confirmation of other details than today's, or
    one older than the national editors' own, changes nothing.

    Args:
        model: What the file says.
        documents: The ids the file has or had.
        node: The same file's nodes.
        said: What the trust confirmed.
    """
    update: dict[str, Reachable] = {}
    for tokens, each in contacts(model):
        details = details_of(node, tokens)
        good = [one for one in said if is_about(one, documents, each) and one.details == details]
        last = max(good, key=lambda one: one.on, default=None)
        if last and last.on > each.checked_on:
            news = {"checked_on": last.on, "check_by": next_check(each, last.on), "checked_by": last.by}
            update[each.id] = each.model_copy(update=news)
    return _changed(model, lambda each: update.get(each.id, each)) if update else model


def _changed(model: Content, change: Callable[[Reachable], Reachable]) -> Content:
    if isinstance(model, Signposting):
        return model.model_copy(update={"contacts": tuple(change(each) for each in model.contacts)})
    items = model.items if isinstance(model, Resource) else ()
    return model.model_copy(update={"items": tuple(_changed_item(each, change) for each in items)})


def _changed_item(item: Content, change: Callable[[Reachable], Reachable]) -> Content:
    if isinstance(item, Contact):
        return change(item)
    if not isinstance(item, Directory):
        return item
    categories = tuple(
        each.model_copy(update={"entries": tuple(change(entry) for entry in each.entries)}) for each in item.categories
    )
    return item.model_copy(update={"categories": categories})
