"""A JSON Schema for every kind of file."""

import json

from generator.model.kinds import EVERY_KIND
from generator.schema import schemas, write


def test_every_kind_has_a_schema():
    """There is one schema for each kind of file, and none for local values until their names are known."""
    expected = {f"{kind.name}.json" for kind in EVERY_KIND}

    assert expected == set(schemas())


def test_a_schema_names_its_kind():
    """A schema says which kind it is for, and knows the keys of that kind and no others."""
    schema = json.loads(schemas()["session.json"])
    expected = ("Session", False, True, False)

    assert expected == (
        schema["title"],
        schema["additionalProperties"],
        "activities" in schema["properties"],
        "items" in schema["properties"],
    )


def test_keys_are_those_an_author_writes():
    """The schema of an amendment knows the key `with`, which is another word in the program."""
    replace = json.loads(schemas()["amendment.json"])["$defs"]["Replace"]["properties"]
    expected = (True, False)

    assert expected == ("with" in replace, "with_" in replace)


def test_local_values_get_a_schema_of_their_names():
    """Given the declared local values, there is a schema for values.yml that takes these names alone."""
    schema = json.loads(schemas({"crisis_line": "The number to call."})["values.json"])
    expected = (
        False,
        {"crisis_line": {"type": ["string", "number", "null"], "description": "The number to call."}},
    )

    assert expected == (schema["additionalProperties"], schema["properties"])


def test_only_what_changed_is_written(tmp_path):
    """Every schema is written once; after that, only those whose text is another."""
    folder = tmp_path / "schemas"
    first = write(folder, {"crisis_line": "The number to call."})
    again = write(folder, {"crisis_line": "The number to call."})
    changed = write(folder, {"crisis_line": "Another number."})
    expected = (sorted([f"{kind.name}.json" for kind in EVERY_KIND] + ["values.json"]), (), ("values.json",))

    assert expected == (sorted(first), again, changed)


def test_written_schemas_are_those_made(tmp_path):
    """A file that is written holds the schema as it is made."""
    write(tmp_path, {})

    assert schemas({}) == {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
