"""Small edits to YAML that somebody wrote by hand: each says what was meant, and no other character is another."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.yaml_edit import append_entry, remove_entry, set_value
from generator.content.yaml_nodes import read, typed
from generator.content.yaml_page import BOM
from generator.problems import ContentError
from generator.text.cleaning import cleaned

HAND = """\
# Ours.
amends: procedures/first-visit   # the visit
changes:
  # The board asked for this.
  - replace: steps.meet.who
    with: Two, always   # "both" # of them
    base: 0123456789ab

  - note: steps.plan-visit
    text: |-   # read aloud
      # No comment.

        - Ring first: 0191 496 0000
      Then go.

    reason: 'It''s: so'
  # - an entry we dropped
  - {remove: duties.x, reason: "{ # }"}   # short

  -
    # A dash of its own.
    add: steps
    value:
      id: wave
      components: ["4.1", '2.10']
    reason: >
      Folded,
      and 2 lines.


# The end.
"""
TWO_LINES = "One.\n\n  Two: # 'x'"


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file, edits it, and gives its text before and after, and what it says after."""

    def edited(text, edit, *words):
        path = tmp_path / "hand.yml"
        path.write_bytes(text.encode())
        edit(path, *words)
        return path.read_bytes().decode(), typed(read(path, "hand.yml"))

    return edited


def meant(tmp_path, text):
    """Return what a text says."""
    path = tmp_path / "meant.yml"
    path.write_bytes(text.encode())
    return typed(read(path, "meant.yml"))


@pytest.mark.parametrize(
    ("way", "old", "new"),
    [
        (("amends",), "amends: procedures/first-visit ", 'amends: "New" '),
        (("changes", 0, "base"), "base: 0123456789ab\n", 'base: "New"\n'),
        (("changes", 0, "with"), "with: Two, always", 'with: "New"'),
        (("changes", 0, "reason"), "base: 0123456789ab\n", 'base: 0123456789ab\n    reason: "New"\n'),
        (("changes", 1, "reason"), "'It''s: so'", '"New"'),
        (
            ("changes", 1, "text"),
            "|-   # read aloud\n      # No comment.\n\n        - Ring first: 0191 496 0000\n      Then go.\n",
            '"New"   # read aloud\n',
        ),
        (("changes", 1, "base"), "reason: 'It''s: so'\n", "reason: 'It''s: so'\n    base: \"New\"\n"),
        (("changes", 2, "reason"), '"{ # }"', '"New"'),
        (("changes", 2, "base"), '"{ # }"}', '"{ # }", base: "New"}'),
        (("changes", 3, "add"), "add: steps", 'add: "New"'),
        (("changes", 3, "value", "components"), "[\"4.1\", '2.10']", '"New"'),
        (("changes", 3, "value"), "\n      id: wave\n      components: [\"4.1\", '2.10']\n", '\n      "New"\n'),
        (("changes", 3, "reason"), ">\n      Folded,\n      and 2 lines.\n", '"New"\n'),
        (("changes", 3, "base"), "      and 2 lines.\n", '      and 2 lines.\n    base: "New"\n'),
        (("edition",), "      and 2 lines.\n", '      and 2 lines.\nedition: "New"\n'),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", BOM])
def test_a_value_is_set_and_nothing_else_moves(file, tmp_path, way, old, new, ending, start):
    """Whatever its style, a value gives way to the new one; comments, blank lines, line ends and BOM stay."""
    expected = start + HAND.replace(old, new).replace("\n", ending)
    before = meant(tmp_path, HAND)
    inside = before
    for step in way[:-1]:
        inside = inside[step]
    inside[way[-1]] = "New"

    assert 1 == HAND.count(old)
    assert (expected, before) == file(start + HAND.replace("\n", ending), set_value, way, "New")


@pytest.mark.parametrize(
    ("before", "way", "after"),
    [
        ("edition:\nname: x\n", ("edition",), 'edition: "New"\nname: x\n'),
        ("edition: \nname: x\n", ("edition",), 'edition: "New" \nname: x\n'),
        ("edition:   # soon\nname: x", ("edition",), 'edition: "New"   # soon\nname: x'),
        ("name: x\nedition:", ("edition",), 'name: x\nedition: "New"'),
        ("name: x", ("edition",), 'name: x\nedition: "New"\n'),
        ("name: x\n...\n", ("edition",), 'name: x\nedition: "New"\n...\n'),
        ("---\nname: x # y\n", ("edition",), '---\nname: x # y\nedition: "New"\n'),
        ("name:\tx\t# y\n", ("name",), 'name:\t"New"\t# y\n'),
        ("name: one\n  two\n  three # y\n", ("name",), 'name: "New" # y\n'),
        ('name: "one\n\n  two"  # y\n', ("name",), 'name: "New"  # y\n'),
        ("name:\n  one two\nage: 3\n", ("name",), 'name:\n  "New"\nage: 3\n'),
        ("ünï: 🙂 né # é\nname: x\n", ("ünï",), 'ünï: "New" # é\nname: x\n'),
        ("a: [🙂, {b: é, name: ü}] # x\n", ("a", 1, "name"), 'a: [🙂, {b: é, name: "New"}] # x\n'),
        ("a: {}\n", ("a", "b"), 'a: {b: "New"}\n'),
        ("a: {c: }\n", ("a", "b"), 'a: {c: , b: "New"}\n'),
        ("a: {c: 1,}\n", ("a", "b"), 'a: {c: 1, b: "New",}\n'),
        ("a: {c: 1, # x }\n  d: [2] # y\n  } # z\n", ("a", "b"), 'a: {c: 1, # x }\n  d: [2], b: "New" # y\n  } # z\n'),
        ("{}", ("b",), '{b: "New"}'),
        ("a:\n- x\n- y # z\nb: 1\n", ("a",), 'a:\n  "New" # z\nb: 1\n'),
        ("a: # why\n- x: |\n    y\n\nb: 1\n", ("a",), 'a: # why\n  "New"\n\nb: 1\n'),
        ("a: |+\n  x\n\n\nb: 1\n", ("c",), 'a: |+\n  x\n\n\nb: 1\nc: "New"\n'),
        ("b: 1\na: |+\n  x\n\n\n", ("c",), 'b: 1\na: |+\n  x\n\n\nc: "New"\n'),
        ("b: 1\na: |\n  x\n\n\n", ("c",), 'b: 1\na: |\n  x\nc: "New"\n\n\n'),
        ("b: 1\na: |\n", ("a",), 'b: 1\na: "New"\n'),
        ("b: 1\na: |2-\n   x", ("a",), 'b: 1\na: "New"'),
        ("b: 1\na: >- # y\n  x\n # z\n", ("a",), 'b: 1\na: "New" # y\n # z\n'),
        ("a: !!map\n  b: 1\n", ("a", "c"), 'a: !!map\n  b: 1\n  c: "New"\n'),
        ("a: !!map {b: 1}\n", ("a", "c"), 'a: !!map {b: 1, c: "New"}\n'),
        ("a: !!str |\n  b\nc: 1\n", ("a",), 'a: "New"\nc: 1\n'),
        ("- a: 1\n", (0, "a"), '- a: "New"\n'),
        ("? a\n: x\n? b\n: y\n", ("a",), '? a\n: "New"\n? b\n: y\n'),
    ],
)
def test_odd_places_take_a_value_too(file, before, way, after):
    """Empty values, flow tables, tabs, several lines, lists as far left as their key: each is set in its own style."""
    written, _ = file(before, set_value, way, "New")

    assert after == written


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "way", "after"),
    [
        ("a:\n  b: x # y\n  c: 1\n", ("a", "b"), "a:\n  b: |- # y\n    One.\n\n      Two: # 'x'\n  c: 1\n"),
        ("- b: |\n    x\n\n- c\n", (0, "b"), "- b: |-\n    One.\n\n      Two: # 'x'\n\n- c\n"),
        ("b:\nc: 1", ("b",), "b: |-\n  One.\n\n    Two: # 'x'\nc: 1"),
        ("c: 1\n", ("b",), "c: 1\nb: |-\n  One.\n\n    Two: # 'x'\n"),
        ("b:\n    x\n", ("b",), "b:\n    |-\n  One.\n\n    Two: # 'x'\n"),
        ("a: {b: x}\n", ("a", "b"), "a: {b: \"One.\\n\\n  Two: # 'x'\"}\n"),
        ("a: [{c: 1,\n  b: x}]\n", ("a", 0, "b"), "a: [{c: 1,\n  b: \"One.\\n\\n  Two: # 'x'\"}]\n"),
        ("a: {}\n", ("a", "b"), "a: {b: \"One.\\n\\n  Two: # 'x'\"}\n"),
        ("b: [x, y]\n", ("b",), "b: \"One.\\n\\n  Two: # 'x'\"\n"),
    ],
)
def test_several_lines_stand_below_their_key(file, before, way, after, ending):
    """A text of several lines is written as a block, and in quotes where no block can stand."""
    written, _ = file(before.replace("\n", ending), set_value, way, TWO_LINES)

    assert after.replace("\n", ending) == written


@pytest.mark.parametrize(
    "text",
    [
        "2026.12", "1.10", "0191 496 0000", "9:30", "NO", "null", "~", "true", "2026-11-01", "0x1f", "1e3", "=", "<<",
        "", "-", "- a", "? a", "[a", "{{ local.x }}", "{a: 1}", "*a", "&a", "!a", "@a", "`a", "%a", "| a", "> a",
        "it's: \"so\" # really", "back\\slash \\n", "tab\there", "a #b", "a: b", "--- a", "...", "ünï 🙂", "/", "\x7f",
        "bell\x07", "next\x85line", "line\u2028line", "par\u2029par", "no\ufeffmark", "nul\x00", "\x1b[31m", "\ufffe",
        "a\nb", "a\n- b", "a\n\tb", "a  \nb", "a\n   \n\nb", "# a\n# b", "a\n---\nb", "a\n...\nb", "a\n\x85b",
        "a\n\u2028b", "\U0001f600\n\U0010ffff", "a\rb\nc", "x" * 3000,
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("before", "way", "rest"),
    [
        ("a: x\nb: 1\n", ("a",), "\nb: 1\n"),
        ("a: x\r\nb: 1\r\n", ("a",), "\r\nb: 1\r\n"),
        ("a: {b: x}\n", ("a", "b"), "}\n"),
        ("- a: |\n    x\n- b\n", (0, "a"), "\n- b\n"),
        ("b: 1", ("a",), "\n"),
    ],
)
def test_every_text_reads_back_as_it_was_given(file, text, before, way, rest):
    """Numbers, dates, signs that mean something in YAML, odd spaces and control characters are text, and stay so."""
    written, said = file(before, set_value, way, text)
    for step in way:
        said = said[step]

    assert (cleaned(text), True) == (said, written.endswith(rest))


@pytest.mark.parametrize(("text", "expected"), [("  a \r\n b\r\n", "a \n b"), ("\n\na\n", "a"), (" \t ", "")])
def test_space_around_a_text_is_not_part_of_it(file, text, expected):
    """What an editor leaves around a text, and its line ends, are not written."""
    _, said = file("a: x\n", set_value, ("a",), text)

    assert {"a": expected} == said


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("position", "gone"),
    [
        (0, '  - replace: steps.meet.who\n    with: Two, always   # "both" # of them\n    base: 0123456789ab\n'),
        (1, HAND[HAND.index("  - note: steps") : HAND.index("  # - an entry")]),
        (2, '  - {remove: duties.x, reason: "{ # }"}   # short\n'),
        (3, HAND[HAND.index("  -\n    # A dash") : HAND.index("\n\n# The end")]),
    ],
)
def test_an_entry_is_removed_and_nothing_else_moves(file, tmp_path, position, gone, ending):
    """The lines of an entry go, with its dash; every other line, and every comment between, stays."""
    expected = meant(tmp_path, HAND)
    del expected["changes"][position]
    written, said = file(HAND.replace("\n", ending), remove_entry, "changes", position)

    assert (HAND.replace(gone, "", 1).replace("\n", ending), expected) == (written, said)


@pytest.mark.parametrize(
    ("before", "position", "after"),
    [
        ("changes:\n- a: 1\n- b: 2", 1, "changes:\n- a: 1\n"),
        ("changes:\n- a: 1\n- b: 2", 0, "changes:\n- b: 2"),
        ("changes:\n- a\n-\n\n  # x\n  b\nc: 1\n", 1, "changes:\n- a\nc: 1\n"),
        ("changes:\n- - a\n  - b\n- - c\n", 0, "changes:\n- - c\n"),
        ("changes:\n-\n  - a\n  - b\n- - c\n", 0, "changes:\n- - c\n"),
        ("changes:\n- a\n- \n- c\n", 1, "changes:\n- a\n- c\n"),
        ("changes:\n- a: |\n   x\n\n\n- b\n", 0, "changes:\n\n\n- b\n"),
        ("changes:\n- a: |+\n   x\n\n\n- b\n", 0, "changes:\n- b\n"),
        ("changes:\n- a: |+\n   x\n\n\n- b\n", 1, "changes:\n- a: |+\n   x\n\n\n"),
        ("changes: # x\n    # y\n    - a # z\n    # u\n    - b\n", 0, "changes: # x\n    # y\n    # u\n    - b\n"),
        ("changes:\n- [a,\n   b] # x\n- {c: 1,\n  # y\n  }\nd: 1\n", 1, "changes:\n- [a,\n   b] # x\nd: 1\n"),
        ("changes: !!seq\n- a\n- b\n", 0, "changes: !!seq\n- b\n"),
    ],
)
def test_entries_in_odd_styles_are_removed_whole(file, before, position, after):
    """Dashes of their own, lists in lists, several lines, blank lines a text keeps, and no newline at the end."""
    written, _ = file(before, remove_entry, "changes", position)

    assert after == written


def test_the_file_goes_with_its_last_entry(tmp_path):
    """A file with nothing left to say is taken away."""
    path = tmp_path / "a.yml"
    path.write_text("# why\nchanges:\n  - a: 1\n", encoding="utf-8")
    remove_entry(path, "changes", 0)

    assert not path.exists()


NEW = "a: 1\ntext: |\n  One.\n\n  Two."


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("list:\n- b: 1\n", "list:\n- b: 1\n- a: 1\n  text: |\n    One.\n\n    Two.\n"),
        ("list:\n- b: 1\n- c", "list:\n- b: 1\n- c\n- a: 1\n  text: |\n    One.\n\n    Two.\n"),
        (
            "list: # x\n    - b: |\n        c\n\n\n# end\n",
            "list: # x\n    - b: |\n        c\n    - a: 1\n      text: |\n        One.\n\n        Two.\n\n\n# end\n",
        ),
        (
            "list:\n  -\n    b: 1 # c\nd: 1\n",
            "list:\n  -\n    b: 1 # c\n  - a: 1\n    text: |\n      One.\n\n      Two.\nd: 1\n",
        ),
        ("list: !!seq\n  - - b\n", "list: !!seq\n  - - b\n  - a: 1\n    text: |\n      One.\n\n      Two.\n"),
    ],
)
def test_an_entry_is_added_at_the_end(file, before, after, ending):
    """A new entry stands below the last one, as far in as it, and nothing else moves."""
    expected = {"a": 1, "text": "One.\n\nTwo.\n"}
    written, said = file(before.replace("\n", ending), append_entry, "list", NEW + "\n", "list:\n")

    assert (after.replace("\n", ending), expected) == (written, said["list"][-1])


def test_a_new_file_begins_with_its_start(tmp_path):
    """Where there is no file, one is made, with its folder."""
    path = tmp_path / "amend/procedures/a.yml"
    append_entry(path, "list", NEW, "# Start.\nlist:\n")
    expected = "# Start.\nlist:\n  - a: 1\n    text: |\n      One.\n\n      Two.\n"

    assert expected == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "edit", "words", "line"),
    [
        ("changes: [{a: 1}, {b: 2}]\n", remove_entry, ("changes", 0), 1),
        ("changes:\n  [a, b]\n", append_entry, ("changes", "c", ""), 2),
        ("changes: &x [a, b]\n", append_entry, ("changes", "c", ""), 1),
        ("changes: {}\n", append_entry, ("changes", "c", ""), 1),
        ("# only this\nother: 1\n", append_entry, ("changes", "c", ""), 1),
        ("changes:\n- a\n- b\n", remove_entry, ("changes", 2), 1),
        ("changes:\n- a\n", remove_entry, ("changes", -1), 1),
        ("changes:\n- a\n", remove_entry, ("changes", 1), 1),
        ("changes:\n- a\n", set_value, (("changes", 4, "base"), "x"), 1),
        ("changes:\n- a\n", set_value, (("changes", 0, "base"), "x"), 1),
        ("changes:\n- a\n", set_value, (("changes", 0), "x"), 1),
        ("changes:\n- a\n", set_value, (("changes", "b"), "x"), 1),
        ("a: {b}\n", set_value, (("a", "b"), "x"), 1),
        ("a: [b: 1]\n", set_value, (("a", 0, "c"), "x"), 1),
        ("a\n", set_value, (("a",), "x"), 1),
        ("- a: |+\n    x\n- b: |\n    y\n\n", remove_entry, ("changes", 0), 1),
        ("changes:\n- a: |+\n    x\n- b: |\n    y\n\n", remove_entry, ("changes", 1), 1),
        ("changes:\n- a\n", append_entry, ("changes", "b: [", ""), 2),
        ("a: 'x\n", set_value, (("a",), "x"), 1),
        ("a: 1\na: 2\n", set_value, (("a",), "x"), 2),
        ("", append_entry, ("changes", "c", ""), 1),
        ("# nothing\n", append_entry, ("changes", "c", ""), 1),
    ],
)
def test_what_cannot_be_edited_is_left_as_it_was(tmp_path, text, edit, words, line):
    """An edit that cannot be made without harm is refused with a problem that says where, and nothing is written."""
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        edit(path, *words)

    assert ("a.yml", line) == (refused.value.problems[0].mark.path, refused.value.problems[0].mark.line)
    assert (text, [path]) == (path.read_text(encoding="utf-8"), list(tmp_path.iterdir()))


@pytest.mark.parametrize("raw", [None, b"a: \xff\n"])
@pytest.mark.parametrize(("edit", "words"), [(set_value, (("a",), "x")), (remove_entry, ("a", 0))])
def test_what_cannot_be_read_is_a_problem(tmp_path, raw, edit, words):
    """A file that is missing or not in UTF-8 is a problem with its name, and no crash."""
    path = tmp_path / "a.yml"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(ContentError) as refused:
        edit(path, *words)

    assert ["a.yml"] == [problem.mark.path for problem in refused.value.problems]


SCALARS = st.sampled_from(
    ["x", "1.10", "2026-11-01", "9:30", "no # comment", "0191 496 0000", "'it''s: # so'", '"a \\" b # c"', "", "null",
     "[a, 'b # c']", "{b: 1}", "one\n{i}  two", "'one\n\n{i}  two'", "|\n{i}  # x\n\n{i}    y: z\n", "|-\n{i}  é 🙂\n\n",
     ">\n{i}  a\n{i}  b\n\n\n", "|+\n{i}  keep\n", "|-2\n{i}    in\n", "\n{i}- a\n{i}- b: 1", "\n{i}  c: |\n{i}    d\n"]
)  # fmt: skip
TEXTS = st.sampled_from([TWO_LINES, "2026.12", "- a: 'b'"])
COMMENTS = st.sampled_from(["", "   # a: 'b", " # - x"])


@st.composite
def entries(draw):
    """Return the text of one entry of a list, as one of many hands might have written it."""
    keys = draw(st.lists(st.sampled_from(["base", "with", "text", "reason", "ünï"]), min_size=1, unique=True))
    lines = [f"    {key}: {draw(SCALARS)}".replace("{i}", "    ").rstrip(" ") for key in keys]
    lines = [line if "\n" in line else line + draw(COMMENTS) for line in lines]
    first = draw(st.sampled_from(["  -\n    ", "  - # x\n\n    # y\n    ", "  - "]))
    text = first + "\n".join(line.removesuffix("\n") for line in lines)[4:]
    return text + "\n" + draw(st.sampled_from(["", "", "\n", "\n\n", "  # between\n", "# far left\n\n"]))


@pytest.mark.parametrize("edit", ["set", "remove", "append"])
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chunks=st.lists(entries(), min_size=2, max_size=4),
    data=st.data(),
    ending=st.sampled_from(["\n", "\r\n"]),
    start=st.sampled_from(["", BOM]),
    last=st.booleans(),
)
def test_no_hand_is_damaged(tmp_path, edit, chunks, data, ending, start, last):
    """Whatever the style of a file, an edit changes one entry to what was meant, and no byte of the others."""
    head = start + f"# ours{ending}changes:   # here{ending}"
    chunks = [chunk.replace("\n", ending) for chunk in chunks]
    path = tmp_path / "hand.yml"
    path.write_bytes((head + "".join(chunks) + ("" if last else "# end")).encode())
    position = len(chunks) - 1 if edit == "append" else data.draw(st.integers(0, len(chunks) - 1))
    said = typed(read(path, "hand.yml"))
    if edit == "set":
        key, text = data.draw(st.sampled_from(["base", "text", "note"])), data.draw(st.text(max_size=20) | TEXTS)
        said["changes"][position][key] = cleaned(text.replace("\r\n", "\n")).strip()
        set_value(path, ("changes", position, key), text)
    elif edit == "append":
        said["changes"].append({"a": 1, "text": "One.\n\nTwo.\n"})
        append_entry(path, "changes", NEW, "")
    else:
        del said["changes"][position]
        try:
            remove_entry(path, "changes", position)
        except ContentError:  # the text before it keeps the blank lines after it, and would grow
            assert "|+" in chunks[position - 1]
            assert path.read_bytes().decode().removesuffix("# end") == head + "".join(chunks)
            return
    written = path.read_bytes().decode()
    before, after = head + "".join(chunks[:position]), "".join(chunks[position + 1 :])

    assert said == typed(read(path, "hand.yml"))
    assert (True, True) == (written.startswith(before), written.removesuffix("# end").endswith(after))
