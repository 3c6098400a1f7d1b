"""A JSON Schema for every kind of file, so that an editor completes and checks YAML as it is typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.content.amendment_schema import typed_changes
from generator.model.kinds import AMENDMENT, EVERY_KIND, FOLDER_KINDS, FRAMEWORK_KINDS, Kind
from generator.model.manifest import Manifest

DIALECT = "https://json-schema.org/draft/2020-12/schema"

WRITTEN = "Written"
"""The name of the definition of what YAML takes for a number or a truth, and the program for the text it is."""

_WRITTEN: dict[str, Any] = {
    "description": "A number, or true or false, without quotes: it is taken as the text it is.",
    "anyOf": [{"type": "number"}, {"type": "boolean"}],
}

Schema = dict[str, Any]


def schemas(values: dict[str, str] | None = None) -> dict[str, str]:
    """Return the schema of every kind as JSON text, by file name, and that of the manifest.

    Args:
        values: What to say of each local value, by name; without it there is no schema for `values.yml`.
    """
    made = {kind.name: _of(kind) for kind in EVERY_KIND}
    made[AMENDMENT.name] = typed_changes(
        made[AMENDMENT.name], {kind: made[kind.name] for kind in (*FOLDER_KINDS, *FRAMEWORK_KINDS)}
    )
    made["manifest"] = _open(Manifest.model_json_schema(by_alias=True, mode="serialization"))
    made["manifest"]["title"] = "Manifest"
    if values is not None:
        made["values"] = _of_values(values)
    return {
        f"{name}.json": json.dumps({"$schema": DIALECT, **schema}, indent=1, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def write(folder: Path, values: dict[str, str]) -> tuple[str, ...]:
    """Write every schema into a folder and give the names of those that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in schemas(values).items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return tuple(changed)


def _of(kind: Kind) -> Schema:
    schema = _everywhere(kind.model.model_json_schema(by_alias=True, mode="validation"), _as_written)
    schema["$defs"] = {**schema.get("$defs", {}), WRITTEN: _WRITTEN}
    return {**schema, "title": kind.title}


def _of_values(values: dict[str, str]) -> Schema:
    one = {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]}
    return {
        "title": "Local values",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": said, **one} for name, said in values.items()},
    }


def _everywhere(part: Any, change: Callable[[Schema], Schema]) -> Any:
    """Return a schema with every schema in it changed, the inner ones first."""
    if isinstance(part, list):
        return [_everywhere(each, change) for each in part]
    if not isinstance(part, dict):
        return part
    inside = {}
    for key, value in part.items():
        if key in ("properties", "$defs"):  # names and not keywords
            inside[key] = {name: _everywhere(each, change) for name, each in value.items()}
        elif key in ("default", "const", "enum", "examples"):  # values and no schemas
            inside[key] = value
        else:
            inside[key] = _everywhere(value, change)
    return change(inside)


def _as_written(schema: Schema) -> Schema:
    """Return what also takes a text that YAML takes for something else, in words that every validator knows.

    A discriminator, formats and bounds of what a text is read as are no words that a validator must know; a day is a
    pattern instead.
    """
    schema = {key: value for key, value in schema.items() if key not in ("discriminator", "ge", "lt")}
    if schema.get("format") == "date":
        del schema["format"]
        schema["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        return schema
    if schema.get("type") != "string" or "enum" in schema or "const" in schema:
        return schema
    said: Schema = {key: schema.pop(key) for key in ("title", "description", "default") if key in schema}
    return {**said, "anyOf": [schema, {"$ref": f"#/$defs/{WRITTEN}"}]}


def _open(schema: Schema) -> Schema:
    """Return a schema that lets more keys come, as a later version of what it describes may have them."""

    def opened(part: Schema) -> Schema:
        return {key: value for key, value in part.items() if key != "additionalProperties"}

    found: Schema = _everywhere(schema, opened)
    return found
