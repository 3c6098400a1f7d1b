"""A JSON Schema for every kind of file, so that an editor completes and checks YAML as it is typed."""

import json
from pathlib import Path
from typing import Any

from generator.model.kinds import EVERY_KIND


def schemas(values: dict[str, str] | None = None) -> dict[str, str]:
    """Give the schema of every kind as JSON text, by file name."""
    made = {}
    for kind in EVERY_KIND:
        schema: dict[str, Any] = kind.model.model_json_schema(by_alias=True, mode="validation")
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.title}
        made[f"{kind.name}.json"] = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    if values is not None:
        properties = {
            name: {"type": ["string", "number", "null"], "description": said} for name, said in values.items()
        }
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Local values",
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
        }
        made["values.json"] = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    return made


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
