"""One YAML file into nodes that know the line and column of every key and value."""

import hashlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content.file_text import MAX_BYTES
from generator.content.fingerprints import fingerprint
from generator.content.yaml_nodes import (
    MAX_DEPTH,
    Listing,
    Scalar,
    Table,
    _syntax_problem,
    child,
    key_mark,
    mark_at,
    plain,
    read,
    scalars,
    tables,
)
from generator.problems import ContentError, Mark

TEXT = """\
title: A title
steps:
  - id: one
    who: Peer worker
  - id: two
    notes: [first, second]
"""
HERE = Mark(path="a.yml")


@pytest.fixture
def parse(tmp_path):
    """Return a function that reads YAML text, or bytes, as a file shown as a.yml."""

    def parsed(text):
        file = tmp_path / "file.yml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return read(file, "a.yml")

    return parsed


@pytest.fixture
def problems(parse):
    """Return a function that reads YAML text and gives what is wrong with it, each with its place."""

    def found(text):
        with pytest.raises(ContentError) as raised:
            parse(text)
        return [(each.mark.line, each.mark.column, each.rule, each.sentence) for each in raised.value.problems]

    return found


def scalar(text, *, quoted=False):
    """Return a single value at no particular place."""
    return Scalar(text=text, quoted=quoted, mark=HERE)


def place(line, column):
    """Return a place in the file."""
    return Mark(path="a.yml", line=line, column=column)


@pytest.mark.parametrize("written", ["1.10", "0191 496 0000", "9:30", "NO", "2027-11-01", "0x1F", "1_000", "yes", ".5"])
def test_a_value_stays_as_it_is_written(parse, written):
    """Versions, phone numbers, times and words that YAML would make into something else stay text."""
    expected = {"value": written}

    assert expected == plain(parse(f"value: {written}\n"))


def test_a_file_becomes_tables_lists_and_scalars(parse):
    """Keys, lists and values come out in the order written."""
    expected = {
        "title": "A title",
        "steps": [{"id": "one", "who": "Peer worker"}, {"id": "two", "notes": ["first", "second"]}],
    }

    assert expected == plain(parse(TEXT))


def test_a_byte_order_mark_is_passed_over(parse):
    """A file that a Windows editor began with a byte order mark reads as any other."""
    expected = {"title": "A title"}

    assert expected == plain(parse(b"\xef\xbb\xbftitle: A title\n"))


def test_quotes_and_blocks_are_text(parse):
    """Text in quotes or below a key is marked as text."""
    node = parse("single: 'a'\ndouble: \"b\"\nblock: |\n  c\nfolded: >-\n  d\n")

    assert [("a", True), ("b", True), ("c\n", True), ("d", True)] == [(s.text, s.quoted) for s in scalars(node)]


def test_nothing_written_is_nothing():
    """An empty value, a tilde and null are nothing; in quotes they are text."""
    expected = [None, None, None, "", "~", "null"]
    nodes = [scalar(text, quoted=quoted) for quoted in (False, True) for text in ("", "~", "null")]

    assert expected == [plain(node) for node in nodes]


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 1, 8),
        (("steps",), 3, 3),
        (("steps", 1), 5, 5),
        (("steps", 1, "notes", 1), 6, 20),
        (("steps", 0, "when"), 3, 5),
        (("steps", 9), 3, 3),
        (("steps", 0, "some-variant", "who"), 4, 10),
        (("title", "inside"), 1, 8),
    ],
)
def test_every_value_has_its_place(parse, path, line, column):
    """A path leads to the line and column of its value, or of the nearest thing around what is not there."""
    assert place(line, column) == mark_at(parse(TEXT), path)


@pytest.mark.parametrize(
    ("path", "line", "column"), [(("title",), 1, 1), (("steps", 0, "who"), 4, 5), (("steps", 1), 5, 5), (("no",), 1, 1)]
)
def test_a_key_has_its_place(parse, path, line, column):
    """For a key, its own place is given; for an entry of a list, or what is not there, that of the value."""
    assert place(line, column) == key_mark(parse(TEXT), path)


def test_a_path_is_followed_as_far_as_it_leads(parse):
    """Steps that lead nowhere are passed over."""
    node = parse(TEXT)
    expected = "second"

    assert expected == plain(child(node, ("steps", 1, "a-variant", "notes", 1, "deeper", 7)))
    assert node == child(node, ())


def test_a_table_gives_its_values(parse):
    """A table gives the node under a key, or nothing."""
    node = parse(TEXT)

    assert ("A title", None) == (node.get("title").text, node.get("nothing"))


def test_scalars_come_in_order(parse):
    """Every single value comes out in the order written, keys left aside."""
    expected = ["A title", "one", "Peer worker", "two", "first", "second"]

    assert expected == [each.text for each in scalars(parse(TEXT))]


def test_tables_come_outermost_first(parse):
    """Every table comes out before those inside it."""
    expected = [1, 3, 5]

    assert expected == [each.mark.line for each in tables(parse(TEXT))]


def test_fingerprint_is_of_canonical_json():
    """The fingerprint is the start of the SHA-256 of the value as JSON with sorted keys and no space."""
    node = Table(
        entries=(
            (scalar("z"), Listing(children=(scalar("1"), scalar("true"), scalar("")), mark=HERE)),
            (scalar("a"), scalar("é", quoted=True)),
        ),
        mark=HERE,
    )
    expected = hashlib.sha256('{"a":"é","z":[1,true,null]}'.encode()).hexdigest()[:12]

    assert expected == fingerprint(node)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (scalar("24"), scalar("24", quoted=True)),
        (scalar("true"), scalar("true", quoted=True)),
        (scalar("null"), scalar("null", quoted=True)),
        (scalar("2.1"), scalar("2.10")),
        (scalar("a"), scalar("b")),
        (scalar("false"), scalar("null")),
    ],
)
def test_fingerprints_tell_values_apart(one, other):
    """A number is not its text, nothing is not the word for it, and component 2.1 is not 2.10."""
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (scalar("24"), scalar("+24")),
        (scalar("~"), scalar("")),
        (scalar("hello"), scalar("hello", quoted=True)),
        (scalar("1.5"), scalar("1.5", quoted=True)),
        (scalar("007"), scalar("007", quoted=True)),
    ],
)
def test_fingerprints_do_not_tell_the_same_apart(one, other):
    """Quotes that change nothing, and other ways to write the same number or nothing, change no fingerprint."""
    assert fingerprint(one) == fingerprint(other)


def test_quotes_in_a_file_make_another_fingerprint(parse):
    """A number or true in a file is another value than the same in quotes, and nothing is another than empty text."""
    node = parse("a: 24\nb: '24'\nc: true\nd: \"true\"\ne:\nf: ''\n")
    expected = 6

    assert expected == len({fingerprint(node.get(key)) for key in "abcdef"})


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=4), st.randoms())
def test_fingerprint_does_not_depend_on_order(values, random):
    """The order in which keys are written makes no difference."""
    entries = [(scalar(key), scalar(value, quoted=True)) for key, value in values.items()]
    shuffled = random.sample(entries, len(entries))

    assert fingerprint(Table(entries=tuple(entries), mark=HERE)) == fingerprint(
        Table(entries=tuple(shuffled), mark=place(9, 9))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Day 1: Starting\n", (1, 13, "yaml", "there is a colon where none can stand")),
        ("title: one\n---\ntitle: two\n", (2, 1, "yaml", "a second document starts here")),
        ("title: @home\n", (1, 8, "yaml", "text cannot start with @")),
        ("title: one\n\tsummary: two\n", (2, 1, "tab", "there is a tab here")),
        (
            "title: {{ local.base }} is ours\n",
            (1, 8, "yaml", "text that begins with a local value must stand in quotes"),
        ),
    ],
)
def test_common_mistakes_are_said_in_english(problems, text, expected):
    """The mistakes authors make most are named in words they know, at their place."""
    assert [expected] == problems(text)


@pytest.mark.parametrize("text", ["title: 'one\n", "title: [one\n", "one\ntitle: two\n", "title: one\n  two: three\n"])
def test_every_other_mistake_has_a_place(problems, text):
    """Anything else that is no YAML is one problem with a place in the file."""
    ((line, column, rule, _),) = problems(text)

    assert (True, True, "yaml") == (line >= 1, column >= 1, rule)


def test_a_mistake_without_a_place_is_at_the_start():
    """Where the reader of YAML gives neither place nor words, the problem is at the start of the file."""
    problem = _syntax_problem(yaml.MarkedYAMLError(), "", "a.yml")

    assert (HERE, "this is not readable as YAML: it cannot be read") == (problem.mark, problem.sentence)


def test_a_character_that_no_text_has_is_refused(problems):
    """A control character makes the file unreadable, and is a problem at its place."""
    ((line, column, rule, _),) = problems("title: a\x00b\n")

    assert (1, 9, "control-character") == (line, column, rule)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_is_said(problems, text):
    """A file with nothing in it is a problem, with a hint."""
    assert [(1, 1, "empty-file", "this file is empty")] == problems(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x [one]\nb: *x\n", (1, 4, "anchor")),
        ("a: &x one\nb: *x\n", (1, 4, "anchor")),
        ("a: &x [*x]\n", (1, 4, "anchor")),
        ("a: !!python/object:os.system one\n", (1, 4, "tag")),
        ("a: !local one\n", (1, 4, "tag")),
        ("a: !!set {one}\n", (1, 4, "tag")),
        ("a: 1\nb: 2\na: 3\n", (3, 1, "duplicate-key")),
        ("[one, two]: three\n", (1, 1, "yaml")),
    ],
)
def test_what_surprises_readers_is_refused(problems, text, expected):
    """Repeats through anchors, tags, keys written twice and keys that are no words are problems at their places."""
    (found,) = problems(text)

    assert expected == found[:3]


def test_many_repeats_do_not_fill_the_memory(problems):
    """Aliases of aliases, which would make a small file huge, are each refused and never followed."""
    lines = ["a: &a [x]"] + [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in ("ab", "bc", "cd", "de")]
    found = problems("\n".join(lines) + "\n")

    assert (5, {"anchor"}) == (len(found), {rule for _, _, rule, _ in found})


def test_every_mistake_is_found_at_once(problems):
    """Several mistakes of this kind in one file are all said."""
    expected = [(2, 4, "tag"), (3, 1, "duplicate-key"), (4, 1, "duplicate-key")]

    assert expected == [each[:3] for each in problems("a: 1\nb: !x 2\na: 3\na: 4\n")]


def test_what_is_left_empty_in_a_file_is_nothing(parse):
    """A key with nothing after it is nothing, and so is an entry with nothing in it; in quotes they are empty text."""
    expected = {"a": None, "b": [None, "x"], "c": None, "d": ""}

    assert expected == plain(parse("a:\nb:\n  -\n  - x\nc: ~\nd: ''\n"))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[" * 41 + "]" * 41, 1, 41),
        ("\n".join(f"{'  ' * depth}a:" for depth in range(41)) + " b", 41, 81),
        ("- " * 50 + "a", 1, 81),
        ("a: " + "[" * 100_000, 1, 43),
        ("a: " + "[" * 100_000 + "]" * 100_000, 1, 43),
        ("{a: " * 100_000, 1, 161),
    ],
)
def test_what_stands_too_deep_is_refused_where_it_begins(problems, text, line, column):
    """Lists and keys in each other deeper than any document needs are one problem at their place, however many."""
    expected = [(line, column, "too-deep", "lists and keys stand inside each other too deeply here")]

    assert expected == problems(text)


def test_what_stands_just_deep_enough_is_read(parse):
    """As many lists in each other as are allowed are read, and side by side they may be many more."""
    deep = parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    wide = parse(f"[{'[], ' * 1_000}[]]")

    assert (1, 1_001) == (len(deep.children), len(wide.children))


@pytest.mark.parametrize(("raw", "line", "column"), [(b"caf\xe9: 1\n", 1, 4), (b"one: 1\ntwo: caf\xe9\n", 2, 9)])
def test_another_encoding_is_refused_where_it_shows(problems, raw, line, column):
    """A file that is not UTF-8 is a problem at the first byte that shows it."""
    assert [(line, column, "not-utf-8", "this file is not written in UTF-8")] == problems(raw)


def test_a_file_can_be_too_large(problems):
    """A file larger than any document is refused before it is read as YAML."""
    assert [(1, 1, "too-large", "this file is larger than 1 MB")] == problems(b"a: b\n" * (MAX_BYTES // 5 + 1))


def test_what_cannot_be_opened_is_said(tmp_path):
    """A file that the system will not open is a problem with the system's reason."""
    with pytest.raises(ContentError) as raised:
        read(tmp_path, "a.yml")

    assert [("unreadable", "this file cannot be read: Is a directory")] == [
        (each.rule, each.sentence) for each in raised.value.problems
    ]


@given(
    st.recursive(
        st.text(
            st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f\x85\xa0\xad"), max_size=6
        ),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=3),
        max_leaves=8,
    )
)
def test_any_text_comes_back_as_it_was(tmp_path_factory, value):
    """Whatever texts, lists and tables are written as YAML, they are read as the same."""
    file = tmp_path_factory.getbasetemp() / "any.yml"
    file.write_text(yaml.safe_dump({"value": value}, allow_unicode=True), encoding="utf-8")

    assert {"value": value} == plain(read(file, "any.yml"))
