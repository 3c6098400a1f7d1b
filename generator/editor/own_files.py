"""Changes to a file that is edited itself: a national one by its editors, or one that a trust wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.content.node_paths import find, id_of
from generator.content.quoted_facts import as_written
from generator.content.yaml_nodes import Listing, Node, Table, typed
from generator.content.yaml_page import YamlPage, refused
from generator.content.yaml_splice import insert, moved, put, take_out
from generator.content.yaml_write import plain_of
from generator.editor.locations import Tokens, way_to
from generator.text.wrapping import unwrapped


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file as text, for changes one after the other."""

    path: Path
    text: str

    @property
    def node(self) -> Node:
        """What it says.

        Raises:
            ContentError: It cannot be read.
        """
        return YamlPage(self.path, self.text.encode()).node

    def with_fields(
        self, before: Tokens, wanted: Mapping[str, Any], order: Sequence[str], start: Tokens = ()
    ) -> "Source":
        """Return the file with some fields of a table as they are wanted: nothing for those that are to be left out.

        Args:
            before: The address of the table, below `start`.
            wanted: What each field is to say.
            order: Every key that can stand in the table, in order.
            start: The way to what the address is counted from, where that is not the file itself.

        Raises:
            ContentError: It cannot be done without harm.
        """
        text = self.text
        for key, value in wanted.items():
            node = YamlPage(self.path, text.encode()).node
            way = way_from(node, start, (*before, key))
            if way is None:
                raise refused(self.path)
            old = _on(node, way)
            if is_same(old, value):
                continue
            text = take_out(text, self.path, way) if value is None else put(text, self.path, way, value, order)
        return Source(path=self.path, text=text)

    def with_entry(self, listing: Tokens, after: str, value: Any, start: Tokens = ()) -> "Source":
        """Return the file with an element added to a list: behind another, at the beginning, or at its end.

        Args:
            listing: The address of the list, below `start`.
            after: The id of what it follows; "^" for the beginning, nothing for the end.
            value: The element.
            start: As in `with_fields`.
        """
        node = self.node
        way = way_from(node, start, listing)
        if way is None:
            raise refused(self.path)
        there = _on(node, way)
        names = [id_of(each) for each in there.children] if isinstance(there, Listing) else []
        place = 0 if after == FIRST else names.index(after) + 1 if after in names else len(names)
        return Source(path=self.path, text=insert(self.text, self.path, way, place, value))

    def without(self, tokens: Tokens, start: Tokens = ()) -> "Source":
        """Return the file without what stands at an address."""
        way = way_from(self.node, start, tokens)
        if way is None:
            raise refused(self.path)
        return Source(path=self.path, text=take_out(self.text, self.path, way))

    def with_moved(self, tokens: Tokens, by: int, start: Tokens = ()) -> "Source":
        """Return the file with an element of a list further up or down."""
        node = self.node
        way = way_from(node, start, tokens)
        listing = _on(node, way[:-1]) if way else None
        if way is None or not isinstance(listing, Listing) or not isinstance(way[-1], int):
            raise refused(self.path)
        to = max(0, min(len(listing.children) - 1, way[-1] + by))
        return Source(path=self.path, text=moved(self.text, self.path, way[:-1], way[-1], to))


FIRST = "^"
"""Stands for the beginning of a list, where an id says what something follows."""


def way_from(node: Node, start: Tokens, tokens: Tokens) -> tuple[str | int, ...] | None:
    """Return the way to an address that is counted from somewhere in a file."""
    before: list[str | int] = [int(each) if each.isdigit() else each for each in start]
    here = _on(node, before)
    rest = way_to(here, tokens) if here is not None else None
    return (*before, *rest) if rest is not None else None


def _on(node: Node, way: Sequence[str | int]) -> Node | None:
    found: Node | None = node
    for step in way:
        if isinstance(found, Table) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, Listing) and isinstance(step, int) and step < len(found.children):
            found = found.children[step]
        else:
            return None
    return found


def is_same(node: Node | None, value: Any) -> bool:
    """Say whether a file says already what is wanted, however its lines are broken."""
    if node is None or value is None:
        return node is None and value is None
    return bool(_bare(typed(as_written(node))) == _bare(plain_of(value)))


def told(node: Node, tokens: Tokens) -> Any:
    """Return what stands at an address, as plain values: what a form was begun from."""
    found = find(node, tokens)
    return _bare(typed(as_written(found))) if found is not None else None


def _bare(value: Any) -> Any:
    match value:
        case str():
            return unwrapped(value).strip()
        case list():
            return [_bare(each) for each in value]
        case dict():
            return {key: _bare(each) for key, each in value.items()}
    return value
