"""Two national editions into changes: what is new, gone, renamed, or says something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.content.fingerprints import fingerprint, verbatim_fingerprint
from generator.content.ledger import Ledger, Release
from generator.content.library import Library
from generator.content.node_paths import aliases_of, by_id, id_of
from generator.content.yaml_nodes import Listing, Node, Table

ASIDE = ("id", "aliases", "front_sheet", "lock", "lock_reason")
"""Keys that say nothing to readers of a text: its names, its document control and its locks."""


class What(Enum):
    """What happened to a text between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One thing that differs: a document (`address` is empty then), an element or a field.

    `document` is the id it has now, or had last; `before` the id it had, where it was renamed.
    """

    what: What
    document: str
    address: tuple[str, ...] = ()
    before: str = ""
    old: Node | None = None
    new: Node | None = None


def since(library: Library, release: Release) -> tuple[Difference, ...]:
    """Return what the present national edition changed since an edition of the ledger."""
    new = {name: file.node for name, file in library.national.items()}
    return compare(texts_of(library.ledger, release), new)


def texts_of(ledger: Ledger, release: Release) -> Mapping[str, Node]:
    """Return every document of a published edition."""
    found = {name: ledger.document(release, name) for name in release.documents}
    return {name: node for name, node in found.items() if node is not None}


def compare(old: Mapping[str, Node], new: Mapping[str, Node]) -> tuple[Difference, ...]:
    """Return every difference between two sets of documents, in order of document."""
    found: list[Difference] = []
    heirs = {alias: name for name, node in new.items() for alias in aliases_of(node) if alias not in new}
    renamed = {heir for alias, heir in heirs.items() if alias in old}
    for name in sorted(old.keys() | new.keys()):
        if name in heirs and name in old:
            heir = heirs[name]
            found.append(Difference(what=What.RENAMED, document=heir, before=name, old=old[name], new=new[heir]))
            found += inside(heir, (), old[name], new[heir])
        elif name not in new:
            found.append(Difference(what=What.REMOVED, document=name, old=old[name]))
        elif name in old:
            found += inside(name, (), old[name], new[name])
        elif name not in renamed:
            found.append(Difference(what=What.ADDED, document=name, new=new[name]))
    return tuple(found)


def inside(name: str, address: tuple[str, ...], old: Node, new: Node) -> Iterator[Difference]:
    """Return the differences inside a text, each at the smallest place that has an address."""
    if verbatim_fingerprint(old) == verbatim_fingerprint(new) or fingerprint(old) == fingerprint(new):
        return
    match old, new:
        case Table(), Table():
            keys = dict.fromkeys(key.text for table in (old, new) for key, _ in table.entries)
            for key in keys:
                if key not in ASIDE:
                    yield from _pair(name, (*address, key), old.get(key), new.get(key))
        case Listing(), Listing() if _have_ids(old) and _have_ids(new):
            yield from _elements(name, address, old, new)
        case _:
            yield Difference(what=What.CHANGED, document=name, address=address, old=old, new=new)


def _elements(name: str, address: tuple[str, ...], old: Listing, new: Listing) -> Iterator[Difference]:
    for each in new.children:
        now = id_of(each) or ""
        before = next((found for word in (now, *aliases_of(each)) if (found := by_id(old, word))), None)
        yield from _pair(name, (*address, now), before, each)
    for each in old.children:
        if (before_name := id_of(each)) and by_id(new, before_name) is None:
            yield Difference(what=What.REMOVED, document=name, address=(*address, before_name), old=each)
    heirs = [id_of(found) for each in old.children if (found := by_id(new, id_of(each) or "")) is not None]
    if heirs != [here for each in new.children if (here := id_of(each)) in heirs]:
        yield Difference(what=What.CHANGED, document=name, address=address, old=old, new=new)


def _pair(name: str, address: tuple[str, ...], old: Node | None, new: Node | None) -> Iterator[Difference]:
    if old is not None and new is not None:
        yield from inside(name, address, old, new)
    else:
        what = What.ADDED if old is None else What.REMOVED
        yield Difference(what=what, document=name, address=address, old=old, new=new)


def _have_ids(listing: Listing) -> bool:
    return all(id_of(each) for each in listing.children)
