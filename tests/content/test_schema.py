"""A JSON Schema for every kind of file."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regress
from conftest import REPOSITORY

from generator.content.json_schema import schemas, write
from generator.model.kinds import EDITION, EVERY_KIND, FOLDER_KINDS, FRAMEWORK_KINDS

made = cache(schemas)
"""Makes the schemas, once: it takes a fifth of a second."""


def test_every_kind_has_a_schema():
    """There is one schema for each kind of file, and none for local values until their names are known."""
    expected = {f"{kind.name}.json" for kind in EVERY_KIND} | {"manifest.json"}

    assert expected == set(made())


def test_a_schema_names_its_kind():
    """A schema says which kind it is for, and knows the keys of that kind and no others."""
    schema = json.loads(made()["session.json"])
    expected = ("Session", False, True, False)

    assert expected == (
        schema["title"],
        schema["additionalProperties"],
        "activities" in schema["properties"],
        "items" in schema["properties"],
    )


def test_keys_are_those_an_author_writes():
    """The schema of an amendment knows the key `with`, which is another word in the program."""
    replace = json.loads(made()["amendment.json"])["$defs"]["Replace"]["properties"]
    expected = (True, False)

    assert expected == ("with" in replace, "with_" in replace)


def test_local_values_get_a_schema_of_their_names():
    """Given the declared local values, there is a schema for values.yml that takes these names alone."""
    schema = json.loads(schemas({"crisis_line": "The number to call."})["values.json"])
    expected = (
        False,
        {
            "crisis_line": {
                "description": "The number to call.",
                "anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}],
            }
        },
    )

    assert expected == (schema["additionalProperties"], schema["properties"])


def test_only_what_changed_is_written(tmp_path):
    """Every schema is written once; after that, only those whose text is another."""
    folder = tmp_path / "schemas"
    first = write(folder, {"crisis_line": "The number to call."})
    again = write(folder, {"crisis_line": "The number to call."})
    changed = write(folder, {"crisis_line": "Another number."})
    expected = (
        sorted([f"{kind.name}.json" for kind in EVERY_KIND] + ["manifest.json", "values.json"]),
        (),
        ("values.json",),
    )

    assert expected == (sorted(first), again, changed)


def test_written_schemas_are_those_made(tmp_path):
    """A file that is written holds the schema as it is made."""
    write(tmp_path, {})

    assert schemas({}) == {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}


SCHEMAS, CONTENT = REPOSITORY / "schemas", REPOSITORY / "content"

FILES = {
    **{
        kind.name: [
            *(CONTENT / "national").glob(f"{kind.folder}/*.yml"),
            *CONTENT.glob(f"trusts/*/add/{kind.folder}/*.yml"),
        ]
        for kind in FOLDER_KINDS
    },
    **{kind.name: [*CONTENT.glob(f"national/{kind.name}.yml")] for kind in (*FRAMEWORK_KINDS, EDITION)},
    **{name: [*CONTENT.glob(f"trusts/*/{name}.yml")] for name in ("trust", "values", "decisions", "approvals")},
    "amendment": [*CONTENT.glob("trusts/*/amend/**/*.yml")],
}
"""The files of the real content, by the schema they are of."""


def check_jsonschema(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run check-jsonschema, as other programs and people do."""
    command = [sys.executable, "-m", "check_jsonschema", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_written_schemas_are_those_of_the_program():
    """What stands in schemas/ is what `./handbook schema` would write now, local values of the real content apart."""
    texts = made()
    expected = [name for name, text in texts.items() if (SCHEMAS / name).read_text(encoding="utf-8") == text]

    assert expected == list(texts)


def test_every_schema_is_one():
    """Every schema passes the check of its own dialect, its patterns included."""
    done = check_jsonschema("--check-metaschema", *sorted(SCHEMAS.glob("*.json")))

    assert (0, "ok -- validation done\n") == (done.returncode, done.stdout)


@pytest.mark.content
@pytest.mark.parametrize("name", [name for name, files in FILES.items() if files])
def test_the_real_content_passes_its_schemas(name):
    """Every file of the content passes the schema of its kind, numbers without quotes and all."""
    done = check_jsonschema("--schemafile", SCHEMAS / f"{name}.json", *FILES[name])

    assert (0, "ok -- validation done\n") == (done.returncode, done.stdout)


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:
    """Return every schema in a schema."""
    if isinstance(schema, dict):
        yield schema
        for each in schema.values():
            yield from parts_of(each)
    if isinstance(schema, list):
        for each in schema:
            yield from parts_of(each)


def test_patterns_are_those_of_ecmascript_with_unicode():
    """Every pattern compiles as JavaScript's do with the flag u, which Ajv sets unless told otherwise."""
    patterns = {
        part["pattern"]
        for text in schemas({}).values()
        for part in parts_of(json.loads(text))
        if isinstance(part.get("pattern"), str)
    }

    assert patterns
    assert all(regress.Regex(pattern, "u") for pattern in patterns)


def test_schemas_use_no_word_that_ajv_does_not_know():
    """No keyword of pydantic's own, no format and no list of types, which Ajv refuses or warns of in its defaults."""
    used = {
        key
        for text in schemas({}).values()
        for part in parts_of(json.loads(text))
        for key, value in part.items()
        if (key in ("discriminator", "format", "ge", "lt") and not isinstance(value, dict))
        or (key == "type" and isinstance(value, list))
    }
    expected: set[object] = set()

    assert expected == used


FITTING: list[tuple[str, dict[str, Any]]] = [
    ("procedures/endings", {"replace": "steps.set-the-date.within", "with": "24 hours"}),
    ("procedures/endings", {"replace": "steps.set-the-date.within", "with": 24}),
    ("procedures/endings", {"add": "steps", "value": {"id": "tell", "who": "peer", "action": "Tell them."}}),
    ("procedures/endings", {"replace": "steps.set-the-date", "with": {"who": "peer", "action": "Set it."}}),
    (
        "programmes/core",
        {"add": "days.day-1.parts", "value": {"id": "x", "kind": "break", "title": "Tea", "minutes": 9}},
    ),
    ("glossary", {"add": "terms", "value": {"id": "ward", "term": "Ward", "meaning": "Where people stay."}}),
    ("sessions/welcome", {"replace": "front_sheet.owner", "with": "Lead"}),
    ("sessions/welcome", {"remove": "activities.hello"}),
    ("sessions/welcome", {"note": "activities.hello", "text": "Bring tea."}),
]

UNFIT: list[tuple[str, dict[str, Any]]] = [
    ("procedures/endings", {"replace": "steps.set-the-date.within", "with": ["24 hours"]}),
    ("procedures/endings", {"replace": "steps.set-the-date.within", "with": {"hours": 24}}),
    ("procedures/endings", {"add": "steps", "value": {"who": "peer", "action": "Tell them."}}),
    ("procedures/endings", {"add": "steps", "value": {"id": "tell", "acton": "Tell them."}}),
    ("procedures/endings", {"add": "steps", "value": "Tell them."}),
    ("procedures/endings", {"replace": "steps.set-the-date", "with": "Set it."}),
    ("programmes/core", {"add": "days.day-1.parts", "value": {"id": "x", "title": "Tea", "minutes": 9}}),
    ("programmes/core", {"add": "days.day-1.parts", "value": {"id": "x", "kind": "tea", "title": "Tea", "minutes": 9}}),
    ("glossary", {"add": "terms", "value": {"id": "ward"}}),
    ("sessions/welcome", {"replace": "front_sheet", "with": "Lead"}),
]


def test_changes_are_typed_by_what_they_amend(tmp_path):
    """What a change puts somewhere fits the schema where it is of the type of what stands there, and not otherwise."""
    for name, cases in (("fitting", FITTING), ("unfit", UNFIT)):
        (tmp_path / name).mkdir()
        for number, (document, change) in enumerate(cases):
            said = {"amends": document, "changes": [{**change, "reason": "Why."}]}
            (tmp_path / name / f"{number}.json").write_text(json.dumps(said), encoding="utf-8")
    schema = SCHEMAS / "amendment.json"
    fitting = check_jsonschema("--schemafile", schema, *sorted((tmp_path / "fitting").iterdir()))
    unfit = check_jsonschema("--schemafile", schema, "-o", "json", *sorted((tmp_path / "unfit").iterdir()))
    refused = {Path(each["filename"]).name for each in json.loads(unfit.stdout)["errors"]}

    assert "ok -- validation done\n" == fitting.stdout
    assert {f"{number}.json" for number in range(len(UNFIT))} == refused


def test_every_field_of_the_manifest_is_described():
    """Whoever reads manifest.json learns from its schema, and from its page, what each field is."""
    manifest = json.loads(made()["manifest.json"])
    page = (REPOSITORY / "docs" / "manifest.md").read_text(encoding="utf-8")
    tables = [manifest, *manifest["$defs"].values()]
    silent = [name for table in tables for name, said in table["properties"].items() if not said.get("description")]
    missing = [name for table in tables for name in table["properties"] if f"`{name}`" not in page]

    assert ([], []) == (silent, missing)
    assert "additionalProperties" not in json.dumps(manifest), "fields may be added"


@pytest.mark.site
def test_every_manifest_that_is_built_passes_its_schema(built):
    """The manifests of every edition of a finished site pass the schema, for peers and trainers, with print."""
    manifests = sorted(built("paper").rglob("manifest.json"))
    done = check_jsonschema("--schemafile", SCHEMAS / "manifest.json", *manifests)

    assert 4 == len(manifests)
    assert (0, "ok -- validation done\n") == (done.returncode, done.stdout)
