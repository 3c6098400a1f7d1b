"""What authors type that is not offered, or comes out as something else, is told at its place; what is sound is not."""

import json

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Level
from generator.text.markdown_slips import label_slips, line_slips, text_slips
from generator.text.markup import is_plain, parsed

GUIDE = """\
title: {title}
summary: {summary}
front_sheet: {{version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}}
sections:
  - id: first
    title: First
    text: {text}
"""


def guide(text='"Words."', title="A guide", summary="What it says."):
    """Return a guide with one text, as it stands in its file."""
    return GUIDE.format(text=text, title=title, summary=summary)


def literal(text):
    """Return a text as YAML that keeps its lines."""
    return "|\n" + "\n".join(f"      {line}" for line in text.split("\n"))


SOUND = [
    "Words, with “quotes” \u2013 and dashes \u2013 and 5 * 3 * 2; a_b_c #1, AT&T; R&D &amp; more.",
    "**Bold**, *soft*, `code`, [a link](glossary), ![A map](assets/map.png) and <https://example.org>.",
    "1. Open the door\n   - knock first\n   - wait\n2. Go in",
    "- Bring\n  - pens\n    - red\n- Go",
    "- one\n\n  two\n\n  > three\n- four",
    "1) First\n2) Second",
    "1. a\n1. b\n1. c",
    "3. c\n4. d",
    "See the table:\n| a | b |\n|---|---|\n| 1 | 2 \\| 3 |",
    "a | b\n--- | ---\n1 | 2",
    "### One\n\n#### Two\n\n### Three",
    "```\nany <b> ~~x~~ | [ ] {: .x }\n```",
    "`<b>` and `~~x~~` and `[x][y]`",
    "One\n\n---\n\ntwo",
    "Name: ____ Date: ____",
    "\\[not a link](glossary), \\*stars\\*, 1\\. and \\<b>",
    "From 5 ~ 6 to ~10, -5 degrees, +44 1632 960 001 and 9:30am: now.",
    "hard  \nbreak\\\nhere",
    "{{ local.crisis_line }} and [words]({{ local.website }}) or <{{ local.website }}>",
    "- {{ local.crisis_line }}",
    "[see note](glossary) (really) [brackets]",
    "He said: [laughs] no. (1) One, (2) two.",
    "a < b > c & d",
    "> A quote.\n> \n> More.",
]
"""Texts that come out as they are meant."""

SLIPS = [
    ("# Title", 0, "heading", "###"),
    ("One\n\n## Title", 5, "heading", "write ### Title"),
    ("Total\n=====", 0, "heading", "write ### Total"),
    ("Total\n---\n", 0, "heading", "above a line across"),
    ("### One\n\n##### Two", 9, "heading", "write #### Two"),
    ("###\n\nWords", 0, "heading", "take it out"),
    ("##Title", 0, "markdown", "a space"),
    ("Say <b>this</b>.", 4, "markdown", "write the words alone"),
    ("One<br>two", 3, "markdown", "new paragraph"),
    ("<div>\nx\n</div>", 0, "markdown", "write the words alone"),
    ("One <!-- two -->", 4, "markdown", "write the words alone"),
    ("- [ ] one\n- two", 2, "markdown", "checklist"),
    ("- one\n- [x] two", 8, "markdown", "checklist"),
    ("One[^1].", 3, "markdown", "say it in the sentence"),
    ("[1]: https://example.org", 0, "link-form", "where it is used"),
    ("One.\n\n  [^1]: a note", 8, "link-form", "where it is used"),
    ("See [it][1].", 7, "markdown", "[words](address)"),
    ("See [it] (guides/it).", 7, "markdown", "[words](address)"),
    ("See [it](https://example.org/a b).", 4, "markdown", "[it](<https://example.org/a b>)"),
    ("![The ward](assets/ward map.png)", 0, "markdown", "![The ward](<assets/ward map.png>)"),
    ("See [it]().", 4, "markdown", "the words alone"),
    ("See <https://example.org/a b>.", 4, "markdown", "<address>"),
    ("One ~~two~~.", 4, "markdown", "take them out"),
    ("One ~two~.", 4, "markdown", "take them out"),
    ("One ==two==.", 4, "markdown", "**words**"),
    ("One ** two ** three", 4, "markdown", "no space inside"),
    ("• one\n• two", 0, "markdown", '"- "'),
    ("One:\n· two", 5, "markdown", '"- "'),
    ("\u2013 one\n\u2013 two", 0, "markdown", '"- "'),
    ("One:\n—\ttwo", 5, "markdown", '"- "'),
    ("-one\n-two", 0, "markdown", '"- "'),
    ("1.One", 0, "markdown", '"1. "'),
    ("One:\n2. two", 5, "markdown", "empty line"),
    ("1. One\n  - two\n2. Three", 9, "markdown", "below the first letter"),
    ("1. One\n2. Two\n4. Three", 14, "markdown", "one by one"),
    ("One.\n\n    two", 10, "markdown", "take the spaces away"),
    ("```\nOne", 0, "markdown", "line of its own after it"),
    ("| a | b |\n| 1 | 2 |", 0, "markdown", "|---|---|"),
    ("| a | b |\n|---|\n| 1 | 2 |", 0, "markdown", "|---|---|"),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 20, "markdown", "\\|"),
    ("One {: .x }", 4, "markdown", "\\{"),
    ("One\n{ #x }", 4, "markdown", "\\{"),
    ("!!! note", 0, "markdown", "quote"),
    ("> [!NOTE]\n> x", 2, "markdown", "quote"),
    ("One\n: two", 4, "markdown", "**word**: meaning"),
    ("*[SOP]: procedure", 0, "markdown", "glossary"),
    ("[TOC]", 0, "markdown", "take it out"),
    ("--8<-- 'x'", 0, "markdown", "take it out"),
    ("One &nbps; two", 4, "markdown", "&amp;"),
    ("Well :smile:", 5, "markdown", "the sign itself"),
    (">" * 40 + " x", 0, "markdown", "plainer"),
    ("[" * 60_000, 0, "markdown", "several"),
]
"""Texts with a slip: where it is, its rule, and what stands in its hint."""


@pytest.mark.parametrize("text", SOUND)
def test_what_comes_out_as_meant_is_not_told(text):
    """What CommonMark reads as its author means it, and signs that nobody takes for marks, are no problem."""
    assert () == text_slips(text)


@pytest.mark.parametrize(("text", "at", "rule", "hint"), SLIPS)
def test_each_slip_is_told_once_with_its_mend(text, at, rule, hint):
    """What is not offered, or is read as something else, is told once, at its letter, with how to write it."""
    (found,) = text_slips(text)

    assert (at, rule) == (found.at, found.rule)
    assert hint in found.hint


def test_what_is_shown_as_commonmark_has_it_only_warns():
    """Where something does come out, though perhaps not as meant, a draft can still be built."""
    warned = [text for text, *_ in SLIPS if text_slips(text)[0].level is Level.WARNING]
    expected = ["One:\n2. two", "1. One\n  - two\n2. Three", "1. One\n2. Two\n4. Three", "One.\n\n    two"]

    assert expected == warned


@pytest.mark.parametrize(("under", "said"), [(2, []), (3, []), (4, ["write #### Three"])])
def test_a_heading_fits_below_the_one_its_text_stands_under(under, said):
    """How deep headings may go depends on how deep their text stands on the page."""
    assert said == [each.hint for each in text_slips("### One\n\n#### Two\n\n##### Three", under)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Words, **bold** and [a link](glossary).", []),
        ("11. “Plays staff off against each other.”", []),
        ("Not at all\nthis week", []),
        ("- one", ["a list"]),
        ("Bring:\n- pens\n- paper", ["a list"]),
        ("# One", ["a heading"]),
        ("> 5 minutes", ["a quote"]),
        ("| a |\n|---|", ["a table"]),
        ("***", ["a line across"]),
        ("```\nx\n```", ["code"]),
        ("<div>x</div>", ["HTML"]),
        ("1. one\n2. two", ["this number"]),
        ("Say <b>this</b>", ["HTML"]),
        ("A ~~b~~", ["words are not struck out"]),
    ],
)
def test_a_text_of_one_line_holds_nothing_that_needs_more(text, said):
    """In a text of one line, lists, headings, quotes, tables and code are told; a number before it is a part of it."""
    assert said == [next(begins for begins in said if each.sentence.startswith(begins)) for each in line_slips(text)]
    assert len(said) == len(line_slips(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Form #3: pain > 5 | new_form", []),
        ("a < b & c * d [e] `f 'g' \"h\" ~~ 1. - # {x} _i", []),
        ("# 1", []),
        ("{{ trust.name }}", []),
        ("[map](tel:0191)", [(0, Level.ERROR)]),
        ("Our day <https://example.org>", [(8, Level.ERROR)]),
        ("Our ![x](assets/x.png)", [(5, Level.ERROR)]),
        ("Our **day**", [(4, Level.WARNING)]),
        ("Our *day*", [(4, Level.WARNING)]),
        ("`values.yml`", [(0, Level.WARNING)]),
        ("Q&amp;A", [(1, Level.WARNING)]),
    ],
)
def test_a_title_has_no_marks(text, said):
    """A title is shown as written: a link in it is an error, and marks in it are told, because they will be seen."""
    assert said == [(each.at, each.level) for each in label_slips(text)]


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        (literal("Words.\n\n- one\n  <b>two</b>"), 11, 9),
        ('"Words <b>two</b>"', 7, 18),
        ("'It''s <b>two</b>'", 7, 18),
        ("Words <b>two</b>", 7, 17),
        ("Words and\n      more <b>two</b>", 8, 12),
        (">\n      Words and\n      more <b>two</b>\n", 9, 12),
        ('"Words \\\n      and\\nmore \\"it\\" <b>"', 8, 24),
        (literal("{{ trust.name }} <b>"), 8, 24),
    ],
)
def test_a_slip_is_told_at_its_line_and_column(site, written, line, column):
    """However a text stands in its file, the place that is told is that of the very letter."""
    here = site()
    here.write("national/guides/extra.yml", guide(written))
    found = [(each.mark.line, each.mark.column) for each in here.check() if each.rule == "markdown"]

    assert [(line, column)] == found


def test_slips_are_told_wherever_people_write(site):
    """Titles, lines, texts, reasons, notes, and what a trust puts in or adds, are all looked at, each in its own file."""
    here = site("trust-amends")
    here.write("national/guides/extra.yml", guide(title="'[x](https://example.org)'", summary="A <b>."))
    file = "trusts/hillside/amend/procedures/first-visit.yml"
    here.change(file, "with: Goes with another.", "with: Goes <i>.")
    here.change(file, "reason: Families often are.", "reason: Families <u>.")
    here.change("trusts/hillside/trust.yml", "name: Hillside Health", "name: '[y](https://example.org)' # ")
    found = {(each.mark.path.rpartition("/")[2], each.rule) for each in here.check() if each.level is Level.ERROR}
    tags = [each.sentence[-3:] for each in here.check() if each.rule == "markdown"]

    assert {
        ("extra.yml", "label"),
        ("extra.yml", "markdown"),
        ("first-visit.yml", "markdown"),
        ("trust.yml", "label"),
    } == found
    assert ["<b>", "<i>", "<u>"] == sorted(tags)


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("ward map.png", "![The ward](assets/ward map.png)", ["markdown"]),
        ("ward map.png", "![The ward](<assets/ward map.png>)", []),
        ("ward map.png", "![The ward](assets/ward%20map.png)", []),
        ("ward map.png", "![The ward](assets/ward_map.png)", ["picture"]),
        ("ward map.png", "![](<assets/ward map.png>)", ["picture"]),
        ("a&b#c.png", "![The ward](<assets/a&b#c.png>)", []),
    ],
)
def test_a_picture_is_found_by_its_name(site, name, written, said):
    """A picture whose name has a space or another sign is found, or the author is told how to write it."""
    here = site()
    folder = here.content / "national" / "assets"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes((REPOSITORY / "docs/pictures/editions.png").read_bytes())
    here.write("national/guides/extra.yml", guide(json.dumps(written)))

    assert said == [each.rule for each in here.check() if each.mark.path.endswith("guides/extra.yml")]


texts = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"[](){}<>|*_~=`#-+>:&!\\•^$ \n\t",
                "\n\n",
                "    ",
                "1. ",
                "```",
                "|---|",
                "{{ local.x }}",
                "<b>",
                "\u2013",
            ]
        ),
        st.text(alphabet="ab1 é", max_size=3),
    ),
    max_size=25,
).map("".join)


@given(texts, st.sampled_from([2, 3, 4]))
def test_every_text_can_be_looked_at(text, under):
    """Whatever is typed, what is told stands within it, in order, in whole sentences and with a hint."""
    for found in (text_slips(text, under), line_slips(text), label_slips(text)):
        assert all(0 <= each.at <= len(text) and each.sentence and each.hint for each in found)
    assert sorted(each.at for each in text_slips(text, under)) == [each.at for each in text_slips(text, under)]


@given(texts)
def test_what_is_taken_for_plain_words_is_so(text):
    """A text that is not parsed because nothing in it means anything would have been read as just those words."""
    tokens = parsed(text)
    inside = [each.type for token in tokens for each in token.children or ()]

    assert not is_plain(text) or (["paragraph_open", "inline", "paragraph_close"], ["text"], text) == (
        [token.type for token in tokens],
        inside,
        tokens[1].content,
    )
