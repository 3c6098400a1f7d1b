"""Where the parts of an entry stand in the files they come from, so that a rule can point at them."""

from collections.abc import Iterator

from generator.problems import Mark
from generator.resolve import Entry
from generator.source import Scalar, mark_at, mark_within
from generator.tree import reached


def blamed(entry: Entry, keys: tuple[str, ...], *tokens: str | int) -> Mark:
    """Give the place of a trust's change to one of some keys, which may be the cause, or else that of the text."""
    near = (origin.mark for address, origin in entry.origins.items() if address.partition(".")[0] in keys)
    return next(near, mark(entry, *tokens))


def local_texts(entry: Entry) -> Iterator[tuple[Mark, str]]:
    """Give the reasons and notes of a trust's changes to an entry, with their places."""
    for origin in entry.origins.values():
        yield origin.mark, origin.reason
    for notes in entry.notes.values():
        for note in notes:
            yield note.origin.mark, f"{note.text}\n\n{note.origin.reason}"


def mark(entry: Entry, *tokens: str | int) -> Mark:
    """Give the place of a part of an entry: keys by name, elements by id, plain list entries by position."""
    return mark_at(reached(entry.node, tokens), ())


def mark_of(entry: Entry, words: str, *tokens: str | int) -> Mark:
    """Return the place of some words within a text of an entry, or where the text begins."""
    node = reached(entry.node, tokens)
    at = node.text.find(words) if isinstance(node, Scalar) else -1
    return mark_within(node, at) if isinstance(node, Scalar) and at > 0 else mark_at(node, ())
