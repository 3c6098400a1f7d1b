"""How a text is wrapped says nothing: fingerprints, bases and approvals pass over line breaks within a paragraph."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.content.fingerprints import fingerprint, verbatim_fingerprint
from generator.content.node_paths import find
from generator.content.yaml_nodes import Scalar
from generator.problems import Mark
from generator.text.wrapping import unwrapped
from generator.upkeep.release import release

WORDS = st.lists(st.from_regex(r"[a-z]{1,8}[.,]?", fullmatch=True), min_size=2, max_size=30)

PARAGRAPH = "You listen for 3 minutes.\nThen you swap, and listen for 3 minutes more.\n"


def of(text: str) -> str:
    """Return the fingerprint of a text."""
    return fingerprint(Scalar(text=text, quoted=True, mark=Mark(path="")))


@given(words=WORDS, breaks=st.data())
def test_any_wrapping_of_a_paragraph_has_one_fingerprint(words, breaks):
    """A paragraph broken anywhere between words, with spaces at the ends of lines, is the same text."""
    gaps = breaks.draw(st.lists(st.sampled_from([" ", "\n", "  \n", "\r\n"]), min_size=len(words), max_size=len(words)))
    wrapped = "".join(word + gap for word, gap in zip(words, gaps, strict=True))

    assert of(" ".join(words)) == of(re.sub(" $", "", wrapped))


@given(words=WORDS, place=st.integers(min_value=0), other=st.from_regex(r"[A-Z]{1,8}", fullmatch=True))
def test_another_word_is_another_fingerprint(words, place, other):
    """A text with one word changed, or one left out, has another fingerprint."""
    at = place % len(words)
    changed = [*words[:at], other, *words[at + 1 :]]

    assert len({of(" ".join(each)) for each in (words, changed, [*words[:at], *words[at + 1 :]])}) == 3


PIECES = st.lists(
    st.sampled_from(
        ["one", "two,", "three.", "-", "2.", "2027.", "1)", "#", "+", ">", "|", "**four", "five**", "`six", "7`"]
    ),
    min_size=2,
    max_size=14,
)


@given(words=PIECES, breaks=st.data())
def test_two_texts_have_one_fingerprint_when_and_only_when_they_read_alike(words, breaks):
    """Broken anywhere, a text with signs is the same where CommonMark makes the same of it, and another where not."""
    gaps = breaks.draw(
        st.lists(st.sampled_from([" ", " ", "\n", "\n\n", "\n  "]), min_size=len(words), max_size=len(words))
    )
    one, other = " ".join(words), "".join(word + gap for word, gap in zip(words, gaps, strict=True)).strip()

    assert (of(one) == of(other)) == (shown(one) == shown(other))


def shown(text: str) -> str:
    """Return what CommonMark makes of a text, whatever its white space."""
    return " ".join(MarkdownIt("commonmark").enable("table").render(text).split())


@pytest.mark.parametrize(
    "other",
    [
        "You listen for 3 minutes.\n\nThen you swap, and listen for 3 minutes more.\n",
        "- You listen for 3 minutes.\n- Then you swap, and listen for 3 minutes more.\n",
        "You listen for 3 minutes.\n- Then you swap, and listen for 3 minutes more.\n",
        "You listen for 3 minutes.\n2. Then you swap, and listen for 3 minutes more.\n",
        "You listen for 3 minutes.\n2) Then you swap, and listen for 3 minutes more.\n",
        "You listen for 3 minutes.\\\nThen you swap, and listen for 3 minutes more.\n",
        "### You listen for 3 minutes.\nThen you swap, and listen for 3 minutes more.\n",
        "You listen for 3 minutes.\n> Then you swap, and listen for 3 minutes more.\n",
        "You listen for 3 minutes.\n| Then you swap, and listen for 3 minutes more. |\n",
        "```\nYou listen for 3 minutes.\nThen you swap, and listen for 3 minutes more.\n```\n",
        "You listen for 3 minutes.\n---\nThen you swap, and listen for 3 minutes more.\n",
    ],
)
def test_a_break_that_means_something_counts(other):
    """A paragraph, a list, a hard break, a heading, a quotation, a table, code or a rule is another text."""
    assert of(PARAGRAPH) != of(other)


def test_blank_lines_round_a_text_and_line_ends_mean_nothing():
    """Written with | or >-, with several blank lines between, or in a file from Windows, a text is the same."""
    text = "One.\n\nTwo\nthree.\n"

    assert {of(text)} == {of("One.\n\nTwo three."), of("\nOne.\n\n\nTwo three.\n\n"), of(text.replace("\n", "\r\n"))}


def test_code_keeps_its_lines_and_a_list_its_entries():
    """Within fences nothing is joined; an entry of a list that goes on below is."""
    text = "- one\n  goes on\n- two\n\n```\na\nb\n```\nafter\nall"

    assert "- one goes on\n- two\n\n```\na\nb\n```\nafter all" == unwrapped(text)


def test_a_break_that_is_meant_is_another_text_than_words_with_a_backslash():
    """A backslash at the end of a line is kept as a break; an escaped one is a sign like others."""
    texts = ("One\\\ntwo.", "One\\ two.", "One\\\\\ntwo.", "One\ntwo.")

    assert 4 == len({of(text) for text in texts})
    assert of("- One\\\n  two.") == of("- One\\\ntwo.")


@pytest.mark.parametrize("rule", [fingerprint, verbatim_fingerprint])
def test_rewrapping_a_national_paragraph_makes_no_change_stale(site, rule):
    """A base by today's rule, or by the one before, is still that of a national text which was only wrapped anew."""
    one = site("local-session")
    path, way = "sessions/listening-well", ("activities", "listening-pairs", "participant")
    library = one.library()
    release(library, library.edition.edition, ())
    one.write(
        f"trusts/hillside/amend/{path}.yml",
        f"amends: {path}\nchanges:\n  - replace: {'.'.join(way)}\n    with: You listen for 2 minutes.\n"
        f'    reason: Short day.\n    base: "{rule(find(library.national[path].node, way))}"\n',
    )
    before = told(one)
    one.change(f"national/{path}.yml", "for 3 minutes. Then you swap.", "for 3 minutes.\n      Then you swap.")
    rewrapped = told(one)
    one.change(f"national/{path}.yml", "for 3 minutes.\n      Then", "for 4 minutes.\n      Then")

    assert ([], [], ["stale-amendment"]) == (before, rewrapped, told(one))


def told(site):
    """Return the rules about bases that have something to say."""
    return [each.rule for each in site.check() if each.rule in {"stale-amendment", "unknown-base"}]
