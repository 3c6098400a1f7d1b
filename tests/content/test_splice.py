"""One value of a file changed in the file's own style: every other line stays, and it says what was meant."""

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from generator.content.yaml_nodes import Listing, Scalar, read, typed
from generator.content.yaml_page import YamlPage
from generator.content.yaml_splice import insert, moved, put, take_out
from generator.content.yaml_write import Marked, OneLine, Prose, Quoted
from generator.problems import ContentError

FILES = sorted((REPOSITORY / "content" / "trusts").rglob("*.yml"))

HAND = """\
# Ours.
title: First   # the title
summary: >-
  One line that goes on and on until it has to be folded, as it is longer than a line of this file can ever be in
  here.
front: {version: "0.1", by: Me} # short
tags: [a, b]
steps:
  # The first of all.
  - id: one
    text: |
      Words.

      - and a list

  - {id: two, text: Short.}
end: yes it is
"""


def ways(node, way=()):
    """Return every single value of a file, with the way to it."""
    if isinstance(node, Scalar):
        yield way, node
        return
    steps = enumerate(node.children) if isinstance(node, Listing) else ((key.text, each) for key, each in node.entries)
    for step, each in steps:
        yield from ways(each, (*way, step))


def as_meant(node):
    """Return a value as its author meant it to be written: prose, text of several paragraphs, a number or a truth."""
    if node.raw.startswith('"'):
        return Quoted(node.text)
    if node.quoted:
        return Marked(node.text) if node.raw.startswith("|") else Prose(node.text)
    if node.text in ("true", "false"):
        return node.text == "true"
    return int(node.text) if node.text.isdigit() else Prose(node.text)


@pytest.mark.content
@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_the_example_trusts_are_written_as_by_hand(path):
    """Written again, most texts of each file come out byte for byte, and none says anything else."""
    text = path.read_text(encoding="utf-8")
    values = [(way, node) for way, node in ways(YamlPage(path).node) if path.name != "decisions.yml"]
    same = sum(put(text, path, way, as_meant(node)) == text for way, node in values)

    assert same >= 0.85 * len(values)


def test_a_text_is_folded_as_wide_as_it_was(tmp_path):
    """A text that its author folded narrower or wider than others stays so, and a long line that stood alone does too."""
    path = tmp_path / "hand.yml"
    start = "a: >-\n  A line of this text that goes on and on until\n  it"
    alone = f"b: {'One line that goes on and on, ' * 4}and no further\n"

    assert f"{start} is over.\n" == put(
        f"{start} ends.\n", path, ("a",), Prose("A line of this text that goes on and on until it is over.")
    )
    assert alone == put(alone, path, ("b",), Prose(alone.removeprefix("b: ").strip()))


def test_one_value_is_another_and_nothing_else(tmp_path):
    """A comment behind a value stays, a folded text is folded again, a table between braces stays on its line."""
    path = tmp_path / "hand.yml"
    text = put(HAND, path, ("title",), "Second: it is")
    text = put(text, path, ("front", "by"), "You")
    text = put(text, path, ("tags",), ["a", "b", "c"])
    text = put(text, path, ("steps", 1, "text"), Prose("Longer."))
    text = put(text, path, ("steps", 0, "text"), Marked("One.\n\nTwo."))

    assert (
        HAND.replace("title: First ", 'title: "Second: it is" ')
        .replace("by: Me}", "by: You}")
        .replace("[a, b]", "[a, b, c]")
        .replace("text: Short.}", "text: Longer.}")
        .replace("      Words.\n\n      - and a list\n", "      One.\n\n      Two.\n")
        == text
    )


def test_keys_and_entries_come_and_go(tmp_path):
    """A new key stands where its order has it; entries come in the style of their neighbours, move, and go."""
    path = tmp_path / "hand.yml"
    text = put(HAND, path, ("purpose",), "Why", ("title", "summary", "purpose", "front"))
    text = insert(text, path, ("steps",), 1, {"id": "new", "text": "Yes."})
    added = text
    text = moved(text, path, ("steps",), 1, 2)
    back = take_out(take_out(text, path, ("steps", 2)), path, ("purpose",))

    assert "  here.\npurpose: Why\nfront:" in added
    assert "      - and a list\n\n  - {id: new, text: Yes.}\n\n  - {id: two" in added
    assert "  - {id: two, text: Short.}\n\n  - {id: new, text: Yes.}\nend:" in text
    assert HAND == back


def test_what_cannot_be_done_without_harm_is_refused(tmp_path):
    """The first key on the line of a dash cannot go, and what is not there cannot either."""
    path = tmp_path / "hand.yml"
    for way in (("steps", 0, "id"), ("nowhere",), ("steps", 9)):
        with pytest.raises(ContentError):
            take_out(HAND, path, way)
    with pytest.raises(ContentError, match="1 problem"):
        put(HAND, path, ("title",), "x" * 30_000)


@given(st.text(max_size=60), st.sampled_from([str, Prose, Marked, Quoted]))
def test_any_text_is_read_back_as_it_was_meant(words, how):
    """Whatever a text holds, the file says it, or the change is refused; the rest says what it said."""
    path = REPOSITORY / "hand.yml"
    try:
        text = put(HAND, path, ("steps", 0, "text"), how(words))
    except ContentError:
        return
    said = typed(YamlPage(path, text.encode()).node)
    before = typed(YamlPage(path, HAND.encode()).node)
    del said["steps"][0]["text"], before["steps"][0]["text"]

    assert before == said


def test_a_table_that_is_too_long_for_its_line_goes_below_its_key(tmp_path):
    """What fits on a line stands on it; what does not has a line for each key."""
    path = tmp_path / "hand.yml"
    path.write_text(put(HAND, path, ("front",), OneLine(by="x" * 120, on="2026-11-01")), encoding="utf-8")

    assert f"front:\n  by: {'x' * 120}\n  on: 2026-11-01\n" in path.read_text(encoding="utf-8")
    assert {"by": "x" * 120, "on": "2026-11-01"} == typed(read(path, "hand.yml"))["front"]
