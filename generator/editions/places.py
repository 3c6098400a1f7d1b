"""Where the parts of an entry stand in the files they come from, so that a rule can point at them."""

from collections.abc import Iterator

from generator.content.node_paths import reached
from generator.content.yaml_nodes import Scalar, mark_at, mark_within
from generator.editions.change import Origin, OriginKind
from generator.editions.edition import Edition, Entry
from generator.editions.locks import SCOPES
from generator.model.texts import Tokens
from generator.model.trust import WHOLE
from generator.problems import Mark


def blamed(entry: Entry, keys: tuple[str, ...], *tokens: str | int) -> Mark:
    """Return the place of a trust's change to one of some keys, which may be the cause, or else that of the text."""
    near = (origin.mark for address, origin in entry.origins.items() if address.partition(".")[0] in keys)
    return next(near, mark(entry, *tokens))


def change_to(entry: Entry, *ways: tuple[str, ...]) -> Origin | None:
    """Return a trust's change to what stands at one of these addresses, in it or round it; a removal before others."""
    found = [
        (origin.operation != "remove", position, origin)
        for position, (address, origin) in enumerate(entry.origins.items())
        if any(_touch(way, _reach(address)) for way in ways)
    ]
    return min(found, key=lambda each: each[:2])[-1] if found else None


def is_own(edition: Edition, entry: Entry, tokens: Tokens) -> bool:
    """Say whether an edition's owner wrote a text: all of the national edition, what is local of a trust's.

    The words of a national text, with a trust's values in them, are nothing that the trust could mend.
    """
    if edition.trust is None or entry.origin.kind is OriginKind.LOCAL:
        return True
    if not entry.origins:
        return False
    way = ".".join(str(token) for token in tokens)
    return any(f"{way}.".startswith(f"{address}.") for address in entry.origins)


def local_texts(entry: Entry) -> Iterator[tuple[Mark, str]]:
    """Return the reasons and notes of a trust's changes to an entry, with their places."""
    for origin in entry.origins.values():
        yield origin.mark, origin.reason
    for notes in entry.notes.values():
        for note in notes:
            yield note.origin.mark, f"{note.text}\n\n{note.origin.reason}"


def mark(entry: Entry, *tokens: str | int) -> Mark:
    """Return the place of a part of an entry: keys by name, elements by id, plain list entries by position."""
    return mark_at(reached(entry.node, tokens), ())


def mark_of(entry: Entry, words: str, *tokens: str | int) -> Mark:
    """Return the place of some words within a text of an entry, or where the text begins."""
    node = reached(entry.node, tokens)
    at = node.text.find(words) if isinstance(node, Scalar) else -1
    return mark_within(node, at) if isinstance(node, Scalar) and at > 0 else mark_at(node, ())


def _reach(address: str) -> tuple[str, ...]:
    """Return the address of what a change can take away: of the element that a change of its readers is in."""
    tokens = () if address == WHOLE else tuple(address.split("."))
    return tokens[:-1] if tokens and tokens[-1] in SCOPES else tokens


def _touch(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one[: len(other)] == other or other[: len(one)] == one
