"""Where the parts of an entry stand in the files they come from, so that a rule can point at them."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.amend import find
from generator.problems import Mark
from generator.resolve import Entry
from generator.source import Listing, mark_at


def blamed(entry: Entry, *tokens: str | int) -> Mark:
    """Give the place to point at for something a trust's change may have caused: that change, or else the text."""
    near = (origin for address, origin in entry.origins.items() if address.partition(".")[0] in tokens)
    changed = next(near, None)
    return changed.mark if changed else mark(entry, tokens[0])


def mark(entry: Entry, *tokens: str | int) -> Mark:
    """Give the place of a part of an entry: keys by name, elements by id, plain list entries by position."""
    node = entry.node
    for token in tokens:
        if isinstance(token, int):
            inside = node.children[token] if isinstance(node, Listing) and token < len(node.children) else None
        else:
            inside = find(node, (token,))
        if inside is None:
            break
        node = inside
    return mark_at(node, ())


Tokens = tuple[str | int, ...]
"""The way to a part of an entry: keys by name, elements by id, plain list entries by position."""


def texts(entry: Entry) -> Iterator[tuple[Tokens, str]]:
    """Give every text of an entry that its readers can see, with the way to it, which `mark` turns into its place."""
    yield from _walk(entry.model, ())


def _walk(value: Any, tokens: Tokens) -> Iterator[tuple[Tokens, str]]:
    if isinstance(value, str):
        yield tokens, value
    elif isinstance(value, BaseModel):
        for name, inside in value:
            yield from _walk(inside, (*tokens, name))
    elif isinstance(value, tuple):
        for position, inside in enumerate(value):
            yield from _walk(inside, (*tokens, getattr(inside, "id", position)))
