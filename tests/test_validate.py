"""Nodes into models; where they do not fit, problems in English at the right places."""

import pytest

from generator.model.kinds import AMENDMENT, EVERY_KIND, GUIDE, PROCEDURE, PROGRAMME, RESOURCE, TRUST
from generator.problems import Mark
from generator.source import Scalar, Table, read
from generator.validate import key_names, keys_at, validate

GUIDE_TEXT = """\
title: A guide
summary: About something.
front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}
sections:
  - {id: first, title: First, text: Text.}
"""


@pytest.fixture
def wrong(tmp_path):
    """Give a function that reads YAML text as a kind, and gives what is wrong: line, column, rule, sentence, hint."""

    def found(kind, text):
        file = tmp_path / "a.yml"
        file.write_text(text, encoding="utf-8")
        model, problems = validate(read(file, "a.yml"), kind)
        assert (model is None) == bool(problems)
        return [(each.mark.line, each.mark.column, each.rule, each.sentence, each.hint) for each in problems]

    return found


def test_what_fits_becomes_its_model(tmp_path):
    """A file that fits gives its model and no problem."""
    file = tmp_path / "a.yml"
    file.write_text(GUIDE_TEXT, encoding="utf-8")
    model, problems = validate(read(file, "a.yml"), GUIDE)

    assert ("A guide", "First", ()) == (model.title, model.sections[0].title, problems)


def test_text_of_one_line_loses_its_line_ends(tmp_path):
    """Text that is one paragraph is one line, however it was broken in the file."""
    file = tmp_path / "a.yml"
    file.write_text(GUIDE_TEXT.replace("About something.", ">-\n  About\n  something."), encoding="utf-8")
    model, _ = validate(read(file, "a.yml"), GUIDE)
    expected = "About something."

    assert expected == model.summary


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "title: A",
            "titel: B\ntitle: A",
            (1, 1, "unknown-key", '"titel" is not a key that can stand here', 'did you mean "title"?'),
        ),
        (
            "text: Text.",
            "text: Text., xyzzy: no",
            (
                5,
                44,
                "unknown-key",
                '"xyzzy" is not a key that can stand here',
                "here can stand: id, pathways, nations, lock, lock_reason, title, text, audiences",
            ),
        ),
        ("title: A guide\n", "", (1, 1, "missing-key", '"title" is missing here', 'add a line "title: …"')),
        ("id: first, ", "", (5, 5, "missing-key", '"id" is missing here', 'add a line "id: …"')),
        (
            "draft",
            "drift",
            (
                3,
                39,
                "wrong-type",
                "this must be one of: draft, in review, approved",
                'did you mean "draft"?',
            ),
        ),
        (
            "2027-11-01",
            "next year",
            (3, 72, "wrong-type", "this must be a date such as 2027-11-01", ""),
        ),
        (
            "id: first",
            "id: First one",
            (
                5,
                10,
                "wrong-type",
                "this is not written in the form it must have",
                "an id is made of small letters, digits and hyphens: arrange-visit",
            ),
        ),
        (
            "  - {id: first, title: First, text: Text.}\n",
            "  first\n",
            (
                5,
                3,
                "wrong-type",
                "this must be a list",
                'write [one, two], or put "- " before each entry on a line of its own',
            ),
        ),
        (
            "sections:",
            "components: []\npathways: []\nsections:",
            (5, 11, "wrong-type", "this list must have at least 1 entry", ""),
        ),
    ],
)
def test_a_mistake_is_said_in_english_at_its_place(wrong, old, new, expected):
    """Each mistake is one problem, in the author's words, at the key or value it is about."""
    assert [expected] == wrong(GUIDE, GUIDE_TEXT.replace(old, new))


def test_a_list_with_wrong_entries_is_not_also_too_short(wrong):
    """Where every entry of a list is wrong, the entries are problems and the list is none."""
    text = GUIDE_TEXT.replace("title: First", "titel: First")

    assert ["missing-key", "unknown-key"] == [rule for _, _, rule, _, _ in wrong(GUIDE, text)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "- {add: steps, value: {id: a}, reason: Why., after: b, before: c}",
            "this says both after and before; keep one",
        ),
        ("- {steps: a, reason: Why.}", "this change says neither replace, add, remove nor note"),
        ("- only words", "this change says neither replace, add, remove nor note"),
    ],
)
def test_a_change_must_say_one_thing(wrong, text, sentence):
    """An amendment says what it does, and where, once."""
    assert [sentence] == [each for _, _, _, each, _ in wrong(AMENDMENT, f"amends: glossary\nchanges:\n  {text}\n")]


def test_a_clock_time_is_asked_for_in_words(wrong):
    """What the model itself refuses is said in the model's words."""
    text = "name: A\nnation: england\ncoordinator: C\nstart: half nine\n"
    expected = [(4, 8, "wrong-type", "this must be a clock time such as 9:30am or 1pm", "")]

    assert expected == wrong(TRUST, text)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("colours: {primary: blue, accent: '#112233'}", 'a colour is # and six hex digits, in quotes: "#17525a"'),
        ("edition: November", 'an edition is year and month, in quotes: "2026.11"'),
    ],
)
def test_a_form_is_shown_by_example(wrong, line, hint):
    """A value that is not written in its form is answered with an example of it."""
    found = wrong(TRUST, f"name: A\nnation: england\ncoordinator: C\n{line}\n")

    assert [hint] == [each for _, _, _, _, each in found]


def test_every_form_of_the_model_has_words(wrong):
    """No author is shown a regular expression: every pattern of the model has an example in words."""
    from generator.validate import _FORMS  # noqa: PLC0415 - what is private here is what this test is about

    patterns = set()
    for kind in EVERY_KIND:
        schema = kind.model.model_json_schema()
        parts = [schema]
        while parts:
            part = parts.pop()
            if isinstance(part, dict):
                patterns |= {part["pattern"]} if isinstance(part.get("pattern"), str) else set()
                parts += part.values()
            elif isinstance(part, list):
                parts += part

    assert set() == patterns - set(_FORMS)


def test_key_names_are_those_authors_write():
    """Every key of a kind is known, wherever in the file it stands, by the name it has in YAML."""
    assert {"steps", "within", "review_by", "front_sheet"} <= key_names(PROCEDURE)
    assert {"with", "replace", "amends"} <= key_names(AMENDMENT)


@pytest.mark.parametrize(
    ("kind", "loc", "keys"),
    [
        (GUIDE, ("sections", 0), ("id", "pathways", "nations", "lock", "lock_reason", "title", "text", "audiences")),
        (AMENDMENT, (), ("amends", "changes")),
        (
            RESOURCE,
            ("items", 0, "worksheet", "spaces", 2),
            ("id", "pathways", "nations", "lock", "lock_reason", "ask", "help", "room", "draw"),
        ),
        (
            PROGRAMME,
            ("days", 0, "parts", 0, "break"),
            ("id", "pathways", "nations", "lock", "lock_reason", "kind", "title", "minutes"),
        ),
        (TRUST, ("colours",), ("primary", "accent")),
        (TRUST, ("name",), ()),
        (TRUST, ("name", 0), ()),
        (TRUST, ("name", "first"), ()),
        (GUIDE, ("sections", "first"), ()),
    ],
)
def test_keys_are_known_by_their_place(kind, loc, keys):
    """The keys that may stand at a place are found through lists, variants and what may be left out."""
    assert keys == keys_at(kind, loc)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("title", ("nothing is written here", "write text")),
        ("front_sheet", ("nothing is written here", "write a set of keys and values")),
        ("for_people_supported", ("nothing is written here", "write true or false")),
        ("sections", ("nothing is written here", "write a list")),
    ],
)
def test_a_key_with_nothing_after_it_is_said(key, said):
    """Where a key stands with nothing after it, the author is told what to write."""
    here = Mark(path="a.yml")
    name, nothing = (Scalar(text=text, quoted=False, mark=here) for text in (key, ""))
    _, problems = validate(Table(entries=((name, nothing),), mark=here), GUIDE)

    assert said in [(each.sentence, each.hint) for each in problems]
