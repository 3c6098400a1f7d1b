"""Where a text comes from: its place in the national edition, its history there, its lock, and who changed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.changes.local_changes import LocalDifference, changes_of
from generator.content.fingerprints import fingerprint
from generator.content.ledger import names_of
from generator.content.library import File, Library
from generator.content.node_paths import addresses, aliases_of, canonical, find, id_of, words_of
from generator.content.shapes import Shape, shapes_at
from generator.content.validate import keys_at
from generator.content.yaml_nodes import Listing, Node, Table, as_yaml
from generator.editions.change import NOTHING
from generator.editions.edition import Edition
from generator.editions.locks import lock_at
from generator.editions.resolve import resolve
from generator.model.base import Audience, Lock
from generator.model.trust import WHOLE
from generator.problems import ContentError, Mark, did_you_mean, error

MOST_NAMED = 5
"""How many places a hint names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """What is known of one national text.

    `base` is its fingerprint, as an amendment to it would hold; `since` the oldest edition that has had it as it is
    now, without a break; `changed` each trust's difference there or inside. `inside` are the addresses of the elements
    in it, and of their lists; `addable` is what can be added where it is a list.
    """

    document: str
    address: str
    mark: Mark
    text: str
    base: str
    lock: Lock
    lock_reason: str
    since: str
    changed: tuple[tuple[Edition, LocalDifference], ...]
    inside: tuple[str, ...] = ()
    addable: tuple[Shape, ...] = ()


def place_of(library: Library, address: str) -> tuple[File, tuple[str, ...]]:
    """Find the national document and the place in it that an address names.

    Args:
        library: What was read.
        address: `procedures/first-contact`, `procedures/first-contact#steps.arrange-visit.within`, or with the id of an
            element alone after the #, as in the address of a page. A key that may stand there need not: what the
            national text leaves out can be set.

    Raises:
        ContentError: There is no such document, it cannot be read, or there is no such place in it.
    """
    name, _, place = address.partition("#")
    name = name.strip("/").removeprefix("content/national/").removesuffix(".yml")
    if "://" in name:
        name = next((each for each in library.national if name.endswith(f"/{each}")), name)
    document = library.national.get(library.aliases.get(name, name))
    if name in library.broken:
        raise ContentError(library.problems)
    if document is None:
        sentence = f'there is no national document "{name}"'
        raise ContentError(
            [error(Mark(path=address), "unknown-target", sentence, did_you_mean(name, library.national))]
        )
    tokens = tuple(token for token in place.split(".") if token)
    if find(document.node, tokens) is not None:
        return document, canonical(document.node, tokens)
    by_name = [way for way, node in addresses(document.node) if place in (id_of(node), *aliases_of(node))]
    if by_name:
        return document, by_name[0]
    if tokens and tokens[-1] in _keys_beside(document, tokens):
        return document, canonical(document.node, tokens)
    hint = _nearest(place, [".".join(way) for way, _ in addresses(document.node)])
    raise ContentError([error(Mark(path=document.path), "unknown-target", f'{name} has no "{place}"', hint)])


def _nearest(place: str, known: list[str]) -> str:
    """Return the addresses that end in what was asked for, or the one that is written most like it."""
    ending = [way for way in known if f".{way}".endswith(f".{place}")] if place else []
    if ending:
        more = f" and {len(ending) - MOST_NAMED} more" if len(ending) > MOST_NAMED else ""
        return f"say where: {', '.join(ending[:MOST_NAMED])}{more}"
    return did_you_mean(place, [*known, *(way.rpartition(".")[2] for way in known)])


def _keys_beside(document: File, tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that may stand beside the last of an address, also where the national text leaves them out."""
    place, way = document.node, list[str | int]()
    for token in tokens[:-1]:
        inside = find(place, (token,))
        if inside is None:
            return ()
        way.append(place.children.index(inside) if isinstance(place, Listing) else token)
        place = inside
    return keys_at(document.kind, tuple(way)) if isinstance(place, Table) else ()


def explain(library: Library, address: str) -> Explanation:
    """Tell where a national text comes from and who changed it.

    Raises:
        ContentError: There is no such text.
    """
    file, tokens = place_of(library, address)
    node = find(file.node, tokens)
    lock, holder = lock_at(file.kind, file.node, tokens)
    reason = find(holder, ("lock_reason",)) if holder else None
    return Explanation(
        document=file.id,
        address=".".join(tokens),
        mark=node.mark if node else Mark(path=file.path),
        text=as_yaml(node).rstrip() if isinstance(node, Table | Listing) else words_of(node),
        base=fingerprint(node) if node else NOTHING,
        lock=lock,
        lock_reason=words_of(reason) if reason else "",
        since=_since(library, file, tokens, node),
        changed=tuple(_changed(library, file.id, ".".join(tokens))),
        inside=tuple(_inside(node, tokens)) if node else (),
        addable=shapes_at(file.kind, file.node, tokens),
    )


def _inside(node: Node, tokens: tuple[str, ...]) -> Iterator[str]:
    """Return the addresses of elements, and of lists that hold some."""
    for way, inside in addresses(node, tokens):
        if id_of(inside) or (isinstance(inside, Listing) and any(id_of(each) for each in inside.children)):
            yield ".".join(way)


def _since(library: Library, file: File, tokens: tuple[str, ...], node: Node | None) -> str:
    """Return the oldest of the editions that have had this text without a break; nothing where none has it yet."""
    oldest = ""
    for release in reversed(library.ledger.releases):
        texts = [library.ledger.document(release, name) for name in names_of(file.id, file.node)]
        found = [find(text, tokens) for text in texts if text is not None]
        if not node or not any(each is not None and fingerprint(each) == fingerprint(node) for each in found):
            break
        oldest = release.edition
    return oldest


def _changed(library: Library, document: str, address: str) -> Iterator[tuple[Edition, LocalDifference]]:
    for code in library.trusts:
        edition, _ = resolve(library, code, Audience.TRAINER)
        gone = {each.id: each for each in edition.taken_out}
        entry = edition.entries.get(document) or gone.get(document)
        for each in changes_of(entry, edition.language) if entry else ():
            around, inside = f"{address}.".startswith(f"{each.address}."), f"{each.address}.".startswith(f"{address}.")
            if not address or each.address == WHOLE or around or inside:
                yield edition, each
