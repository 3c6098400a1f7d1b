"""What can be added to a list of a document: which kinds of thing there are, and what each must say."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.content.node_paths import by_id
from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.model.kinds import Kind

Schema = Mapping[str, Any]

FREE_TEXT = (None, "^[^<]*$")
"""The patterns of what an author writes in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """One kind of thing a list can hold: the word for it, or "" where there is but one, and its lines to fill in."""

    kind: str
    lines: tuple[str, ...]


def shapes_at(kind: Kind, node: Node, tokens: tuple[str, ...]) -> tuple[Shape, ...]:
    """Return what can be added to the list at an address of a document; nothing where no list with ids can stand.

    Args:
        kind: The kind of the document.
        node: The document.
        tokens: The address.
    """
    whole = _schema(kind)
    here: list[Schema] = [whole]
    place: Node | None = node
    for token in tokens:
        if isinstance(place, Listing):
            place = by_id(place, token)
            here = [each for each in here if _is(each, place)]
            continue
        found = [each["properties"][token] for each in here if token in each.get("properties", {})]
        here = [choice for each in found for choice in _choices(each, whole)]
        place = place.get(token) if isinstance(place, Table) else None
        if not isinstance(place, Table):
            here = [choice for each in here for choice in _choices(each.get("items", each), whole)]
    lists = bool(tokens) and (place is None or isinstance(place, Listing))
    elements = [each for each in here if lists and "id" in each.get("properties", {})]
    return tuple(Shape(kind=_word(each), lines=tuple(_lines(each, whole))) for each in elements)


@cache
def _schema(kind: Kind) -> Schema:
    return kind.model.model_json_schema(by_alias=True)


def _choices(schema: Schema, whole: Schema) -> Iterator[Schema]:
    """Return the schemas that one may be, none of which is a choice or a reference."""
    if "$ref" in schema:
        yield from _choices(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
        return
    several = [each for word in ("anyOf", "oneOf") for each in schema.get(word, ())]
    for each in several:
        yield from _choices(each, whole)
    if not several:
        yield schema


def _word(element: Schema) -> str:
    kind = element.get("properties", {}).get("kind", {})
    return str(kind.get("const", ""))


def _is(element: Schema, place: Node | None) -> bool:
    """Say whether an element of a list may be of a schema, by its kind."""
    kind = place.get("kind") if isinstance(place, Table) else None
    return not _word(element) or not isinstance(kind, Scalar) or kind.text == _word(element)


def _lines(element: Schema, whole: Schema) -> Iterator[str]:
    """Return the lines of an element with all that it needs: its id first, then its kind."""
    properties = element["properties"]
    needed = [name for name in properties if name in element.get("required", ()) or name == "kind"]
    if "id" in needed:
        yield "# a name of its own, which never changes"
        yield "id: "
    for name in sorted((each for each in needed if each != "id"), key=lambda each: each != "kind"):
        yield from _field(name, properties[name], whole)


def _field(name: str, schema: Schema, whole: Schema) -> Iterator[str]:
    """Return the lines of one field: words to be replaced, the first of some words, or a blank with what goes there."""
    inner = next(_choices(schema, whole))
    said = schema.get("description") or inner.get("description", "")
    if inner.get("type") == "object" and "properties" in inner:
        yield f"{name}:"
        yield from (f"  {line}" for line in _lines(inner, whole))
    elif inner.get("type") == "array":
        yield f"{name}:"
        entry = next(_choices(inner["items"], whole))
        lines = [*_lines(entry, whole)] if "properties" in entry else [_written("", entry, said)]
        yield from (f"  {'- ' if not number else '  '}{line}" for number, line in enumerate(lines))
    else:
        yield _written(f"{name}: ", inner, said)


def _written(start: str, schema: Schema, said: str) -> str:
    """Return a line with the one word that can stand there, the first of some, or what an author has to put there."""
    if "const" in schema:
        return f"{start}{schema['const']}"
    if "enum" in schema:
        return f"{start}{schema['enum'][0]} # one of: {', '.join(schema['enum'])}"
    if schema.get("type") == "string" and schema.get("pattern") in FREE_TEXT and "format" not in schema:
        return start + json.dumps(f"To write: {said}", ensure_ascii=False)
    return f"{start}# {said}" if said else start.rstrip()
