"""What stands in a form, as browsers send it: names and texts; from a value of a file, and back to one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.content.quoted_facts import as_written
from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.content.yaml_write import Marked, OneLine, Prose, as_typed
from generator.editor.shapes import KIND, Control, Field
from generator.text.cleaning import cleaned

Data = Mapping[str, tuple[str, ...]]
"""What was sent, by the name of the field it stood in."""

START = "f"
"""What the names of a form's own fields begin with."""

MOST_ENTRIES = 300
"""The most entries of one list in a form."""

ADD, DROP, UP, DOWN = "add", "drop", "up", "down"


def name_of(*parts: str | int) -> str:
    """Return the name of a field in a form."""
    return ".".join(str(each) for each in parts)


def from_node(fields: Sequence[Field], node: Node | None, start: str = START) -> dict[str, tuple[str, ...]]:
    """Return what stands in a form for a table of a file; prose with each paragraph on one line."""
    table = as_written(node) if isinstance(node, Table) else None
    found: dict[str, tuple[str, ...]] = {}
    for each in fields:
        inside = table.get(each.key) if isinstance(table, Table) else None
        found |= dict(_shown(each, inside, name_of(start, each.key)))
    return found


def _shown(field: Field, node: Node | None, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    match field.control:
        case Control.LIST:
            children = node.children if isinstance(node, Listing) else ()
            yield name_of(name, "#"), (str(len(children)),)
            for position, child in enumerate(children):
                if field.each:
                    yield from _shown(field.each, child, name_of(name, position))
        case Control.TABLE:
            yield from from_node(field.inside, node, name).items()
        case Control.CHOICES:
            given = (
                tuple(each.text for each in node.children if isinstance(each, Scalar))
                if isinstance(node, Listing)
                else tuple(field.usual or ())
            )
            yield name, given
        case Control.LENGTH if isinstance(node, Table):
            for key, part in (("", "expect"), ("least", "least"), ("most", "most")):
                inside = node.get(part)
                yield name_of(name, key) if key else name, (inside.text if isinstance(inside, Scalar) else "",)
        case Control.YES:
            said = node.text if isinstance(node, Scalar) else str(bool(field.usual)).lower()
            yield name, ("true",) if said == "true" else ()
        case _:
            text = node.text if isinstance(node, Scalar) else ""
            yield name, (as_typed(text) if field.control is Control.MARKED else text.strip(),)


def to_value(fields: Sequence[Field], data: Data, start: str = START) -> dict[str, Any]:
    """Return what a form says as the value of a table, without what was left empty."""
    found = {each.key: _said(each, data, name_of(start, each.key)) for each in fields}
    return {key: value for key, value in found.items() if value is not None}


def _said(field: Field, data: Data, name: str) -> Any:
    """Return what a form says in one field; nothing where it is left empty, or says what is usual."""
    if field.control is Control.LIST:
        entries = [_said(field.each, data, name_of(name, each)) for each in range(count(data, name)) if field.each]
        return [each for each in entries if each is not None] or None
    if field.control is Control.TABLE:
        return to_value(field.inside, data, name) or None
    if field.control is Control.CHOICES:
        given = [each for each in dict.fromkeys(data.get(name, ())) if each]
        return None if not given or tuple(given) == tuple(field.usual or ()) else given
    if field.control is Control.YES:
        said = "true" in data.get(name, ())
        return None if said is bool(field.usual) else said
    return _single(field, data, name)


def _single(field: Field, data: Data, name: str) -> Any:
    if field.control is Control.LENGTH:
        return _length(data, name)
    if field.control is Control.NUMBER:
        return _number(one(data, name))
    return _text(field, one(data, name))


def _text(field: Field, text: str) -> str | None:
    if field.control is Control.MARKED:
        written = cleaned(text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n").rstrip()
        return Marked(written) if written.strip() else None
    words = " ".join(cleaned(text).split())
    if not words:
        return None
    return Prose(words) if field.control is Control.PROSE else words


def _number(text: str) -> int | str | None:
    words = text.strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else words or None  # noqa: PLR2004


def _length(data: Data, name: str) -> Any:
    expect, least, most = (_number(one(data, each)) for each in (name, name_of(name, "least"), name_of(name, "most")))
    if least is None and most is None:
        return expect
    said = {"least": least, "expect": expect, "most": most}
    return OneLine({key: value for key, value in said.items() if value is not None})


def one(data: Data, name: str) -> str:
    """Return the one text of a field, or nothing."""
    return next(iter(data.get(name, ())), "")


def count(data: Data, name: str) -> int:
    """Return how many entries a list in a form has."""
    given = one(data, name_of(name, "#"))
    return min(int(given), MOST_ENTRIES) if given.isascii() and given.isdigit() else 0


def rearranged(data: Data, what: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return a form with an entry added to a list, taken out, or moved by one.

    Args:
        data: What stands in it.
        what: "add", "drop", "up" or "down".
        name: The name of the list, for "add"; of the entry, for all others.
    """
    kept = {key: tuple(given) for key, given in data.items()}
    if what == ADD:
        return kept | {name_of(name, "#"): (str(min(count(data, name) + 1, MOST_ENTRIES)),)}
    listing, _, place = name.rpartition(".")
    number, length = int(place) if place.isdigit() else -1, count(data, listing)
    order = [*range(length)]
    if number not in order:
        return kept
    if what == DROP:
        del order[number]
    elif what in (UP, DOWN):
        to = number + (1 if what == DOWN else -1)
        if to in order:
            order[number], order[to] = order[to], order[number]
    return _renumbered(kept, listing, order)


def place_after(data: Data, what: str, name: str) -> str:
    """Return the name of what is worked on after a list was rearranged: the entry that moved, or else the list."""
    listing, _, place = name.rpartition(".")
    if what == ADD:
        return name
    if what == DROP or not place.isdigit():
        return listing
    return name_of(listing, max(0, min(count(data, listing) - 1, int(place) + (1 if what == DOWN else -1))))


def _renumbered(data: dict[str, tuple[str, ...]], listing: str, order: Sequence[int]) -> dict[str, tuple[str, ...]]:
    new = {old: str(place) for place, old in enumerate(order)}
    found: dict[str, tuple[str, ...]] = {}
    for key, given in data.items():
        if not key.startswith(f"{listing}.") or key == name_of(listing, "#"):
            found[key] = given
            continue
        number, dot, rest = key.removeprefix(f"{listing}.").partition(".")
        if number.isdigit() and int(number) in new:
            found[f"{listing}.{new[int(number)]}{dot}{rest}"] = given
    return found | {name_of(listing, "#"): (str(len(order)),)}


def with_kind(value: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the value of an element with the word for its kind behind its id."""
    if not kind:
        return value
    return {**{key: value[key] for key in ("id",) if key in value}, KIND: kind, **value}
