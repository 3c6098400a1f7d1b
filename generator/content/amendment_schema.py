"""What a change may put where: the schema of amendments, in which the new text is of the type of what it amends."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.kinds import Kind

Schema = dict[str, Any]

PARTS = "#/$defs/"

ANY_ID = "[^.]+"


def typed_changes(amendment: Schema, kinds: Mapping[Kind, Schema]) -> Schema:
    """Return the schema of amendment files, with `with` and `value` typed by document and address.

    Args:
        amendment: The schema in which these may be anything.
        kinds: The schema of every kind that can be amended.
    """
    parts, rules = dict(amendment["$defs"]), []
    for kind, schema in kinds.items():
        own = _named_apart(kind, schema, parts)
        parts |= own.pop("$defs")
        parts[f"Change-{kind.name}"] = {"allOf": [*_conditions(_cases(own, parts))]}
        named = {"type": "string", "pattern": f"^{kind.folder}/" if kind.folder else f"^{kind.name}$"}
        changes = {"type": "array", "items": {"$ref": f"{PARTS}Change-{kind.name}"}}
        rules.append(
            {
                "if": {"type": "object", "properties": {"amends": named}, "required": ["amends"]},
                "then": {"type": "object", "properties": {"changes": changes}},
            }
        )
    return {**amendment, "$defs": parts, "allOf": rules}


def _named_apart(kind: Kind, schema: Schema, taken: Mapping[str, Schema]) -> Schema:
    """Return a kind's schema whose definitions have names of their own, where another kind has something else there."""
    own = schema["$defs"]
    new = {name: f"{name}-{kind.name}" for name, part in own.items() if name in taken and taken[name] != part}

    def renamed(part: Any) -> Any:
        if isinstance(part, list):
            return [renamed(each) for each in part]
        if not isinstance(part, dict):
            return part
        kept = {key: renamed(value) for key, value in part.items()}
        name = str(part.get("$ref", "")).removeprefix(PARTS)
        return {**kept, "$ref": PARTS + new[name]} if name in new else kept

    found: Schema = renamed(schema)
    return {**found, "$defs": {new.get(name, name): renamed(part) for name, part in own.items()}}


Case = tuple[str, str, str]
"""An operation, a pattern of addresses, and the schema of what it puts there, as JSON."""


def _cases(schema: Schema, parts: dict[str, Schema], before: str = "") -> Iterator[Case]:
    """Return what each address in a document, or in a part of one, takes; what replaces an element is a new part."""
    for key, inside in schema.get("properties", {}).items():
        if key == "id":
            continue
        address = f"{before}{key}"
        yield "replace", address, _bare(inside)
        for inner in _choices(inside, parts):
            yield from _cases(parts[inner], parts, rf"{address}\.")
        listed = [each for each in (inside, *inside.get("anyOf", ())) if "items" in each]
        elements = [*_choices(listed[0]["items"], parts)] if listed else []
        if elements and all("id" in parts[each].get("properties", {}) for each in elements):
            yield "add", address, _bare(listed[0]["items"])
            for each in elements:
                parts[f"{each}-replaced"] = _without_id(parts[each])
                yield "replace", rf"{address}\.{ANY_ID}", _bare({"$ref": f"{PARTS}{each}-replaced"})
                yield from _cases(parts[each], parts, rf"{address}\.{ANY_ID}\.")


def _bare(schema: Schema) -> str:
    """Return a schema as JSON, without what it says of the one field it stands at."""
    return json.dumps({key: value for key, value in schema.items() if key not in ("title", "description", "default")})


def _choices(schema: Schema, parts: Mapping[str, Schema]) -> Iterator[str]:
    """Return the names of the parts that a value may be, each a table of keys."""
    name = str(schema.get("$ref", "")).removeprefix(PARTS)
    if name and parts[name].get("type") == "object":
        yield name
    for word in ("anyOf", "oneOf"):
        for each in schema.get(word, ()):
            yield from _choices(each, parts)


def _without_id(element: Schema) -> Schema:
    """Return what replaces an element: its id may be left out, for it stays."""
    return {**element, "required": [name for name in element.get("required", ()) if name != "id"]}


def _conditions(cases: Iterator[Case]) -> Iterator[Schema]:
    """Return a condition for all addresses of one type: where a change names one, what is put there is of that type."""
    types: dict[tuple[str, str], list[str]] = {}
    for operation, address, schema in cases:
        types.setdefault((operation, address), []).append(schema)
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (operation, address), found in types.items():
        alike.setdefault((operation, tuple(dict.fromkeys(found))), []).append(address)
    for (operation, choices), addresses in alike.items():
        key = {"replace": "with", "add": "value"}[operation]
        there = {"type": "string", "pattern": f"^({'|'.join(addresses)})$"}
        new = [json.loads(each) for each in choices]
        yield {
            "if": {"type": "object", "properties": {operation: there}, "required": [operation]},
            "then": {"type": "object", "properties": {key: new[0] if len(new) == 1 else {"anyOf": new}}},
        }
