"""Files, texts, lists, days and messages have limits, so that nobody waits and nobody reads for an hour."""

import json

import pytest

from generator.problem_formats import MOST, MOST_IN_JSON, as_github, as_json, as_text
from generator.problems import Mark, did_you_mean, error, few, warning
from generator.quoting import LONGEST, cut, escaped_json, on_one_line, visible

OWN = "trusts/hillside"
NOTE = f"{OWN}/add/guides/note.yml"
GUIDE = """\
title: A note
summary: About something.
front_sheet: {version: "0.1", status: draft, owner: Lead, review_by: 2027-11-01}
sections:
"""
SECTION = "  - {id: first, title: First, text: Text.}\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("doubled", "a: 1\n" * 100_000),
        ("unknown", "".join(f"a{number}: 1\n" for number in range(80_000))),
        ("dashes", "-a: 1\n" * 100_000),
        ("quotes", 'a: "x\nb: "y\n' * 40_000),
        ("entries", GUIDE + "".join(f"  - id: B{number}\n" for number in range(4_900))),
        ("ids", GUIDE + "  - {id: same, title: T, text: X.}\n" * 4_900),
        ("comments", "".join(f"a{number}: x y #z\n" for number in range(60_000))),
        ("anchors", "".join(f"a{number}: &x{number} y\n" for number in range(50_000))),
    ],
)
def test_a_hundred_thousand_faults_are_told_soon_and_in_short(site, name, text):
    """However many faults a file has, they are found in seconds, and the first of them stand for all."""
    here = site("local-session")
    here.write(NOTE, text)
    problems = here.check()

    assert (name, True) == (name, 1 <= len(problems) <= 250)
    assert len(as_text(problems)) < 100_000


def test_values_have_a_limit_too(site):
    """So many wrong values are told by the first of them."""
    here = site("local-session")
    here.write(f"{OWN}/values.yml", "".join(f"crisis_lin{number}: yes\n" for number in range(45_000)))
    problems = here.check()

    assert 0 < len(problems) < 250


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("components:", "related: [{}]\ncomponents:"),
        ("title: Role", "{}: x\ntitle: Role"),
        ("components:", "competencies: [{}]\ncomponents:"),
        ("title: Role", "title: {} "),
    ],
)
def test_no_message_is_as_long_as_what_it_quotes(site, old, new):
    """A word of 100,000 letters makes a message that people can read, in every form, and quickly."""
    here = site("local-session")
    here.change("national/guides/role-description.yml", old, new.format("b" * 100_000))
    problems = here.check()

    assert problems
    assert all(len(each.sentence) <= LONGEST and len(each.hint) <= LONGEST for each in problems)
    assert all(len(form(problems)) < 20_000 for form in (as_text, as_github, as_json))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GUIDE + SECTION.replace("Text.", "x" * 20_001), "this text has 20001 letters; 20000 are the most"),
        (
            GUIDE + SECTION.replace("title: First,", f"title: {'x' * 2_001},"),
            "this has 2001 letters; 2000 are the most",
        ),
        (GUIDE + SECTION + f"sources: [{{name: A, link: 'https://{'x' * 2_000}'}}]\n", "2000 are the most"),
        (GUIDE + "  - x\n" * 5_001, "this list has 5001 entries"),
        (GUIDE + SECTION.replace("Text.", "[" * 50 + "]" * 50), "too deeply"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "names this for repeating"),
    ],
)
def test_what_is_too_long_or_too_deep_is_told_where_it_is(site, text, said):
    """Texts, titles, addresses, lists and nesting have a limit, told with its measure."""
    here = site("local-session")
    here.write(NOTE, text)
    shown = as_text(here.check())

    assert said in shown
    assert f"content/{NOTE}:" in shown


def test_a_file_of_any_size_is_told_without_reading_it(site):
    """A file of 200 MB, with a hole where its text would be, is one problem at once."""
    here = site("local-session")
    with here.write(NOTE, "").open("wb") as file:
        file.truncate(200_000_000)
    (problem,) = here.check()

    assert ("too-large", f"content/{NOTE}") == (problem.rule, problem.mark.path)


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (f"{OWN}/trust.yml", "nation:", "dates: {{day-1: {}}}\nnation:"),
        ("national/guides/role-description.yml", "review_by: 2027-11-01", "review_by: {}"),
    ],
)
def test_days_are_of_this_century(site, path, old, new, day):
    """A day that can only be a slip of the keyboard is told where it stands."""
    here = site("local-session")
    here.change(path, old, new.format(day))

    assert ["this must be a day between 2000 and 2100"] == [each.sentence for each in here.check()]


def test_a_long_list_is_cut_and_counted():
    """Some hundreds of problems are shown, errors before warnings; the count is of all; JSON holds more of them."""
    many = [warning(Mark(path="a.yml", line=line), "w", "Look.") for line in range(1, 3_001)]
    many.append(error(Mark(path="z.yml"), "e", "Wrong."))
    text, told = as_text(many), json.loads(as_json(many))

    assert "z.yml:1:1: error: Wrong. [e]\n… and 2701 more. Mend these first.\n1 error, 3000 warnings." in text
    assert (MOST, MOST) == (text.count(" [w]") + text.count(" [e]"), as_github(many).count("::warning") + 1)
    assert (MOST_IN_JSON, 1_001, 1, 3_000) == (
        len(told["problems"]),
        told["left_out"],
        told["errors"],
        told["warnings"],
    )


def test_the_first_problems_of_a_file_stand_for_all():
    """A hundred problems of a file are kept, and one more says how many were not; their level is theirs."""
    many = [warning(Mark(path="a.yml", line=line), "w", "Look.") for line in range(1, 151)]
    kept = few(many)

    assert (101, "and 50 more like these in this file", many[99].level) == (
        len(kept),
        kept[-1].sentence,
        kept[-1].level,
    )
    assert (tuple(many[:5]), 101) == (few(many[:5]), len(few(many[:101], 4_000)))


def test_what_is_cut_keeps_its_beginning_and_its_end():
    """A text that is too long keeps as much of both ends as fits."""
    text = "a" * 500 + "b" * 500

    assert (LONGEST, True, True) == (len(cut(text)), cut(text).startswith("aaa"), cut(text).endswith("bbb"))
    assert text == cut(text, 1_000)


def test_nobody_mistypes_a_word_of_a_thousand_letters():
    """No near word is looked for where a word is longer than words are; capitals make no other word."""
    assert ("", 'did you mean "title"?') == (did_you_mean("a" * 1_000, ["a" * 999]), did_you_mean("TITEL", ["title"]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\rb", "a\\rb"),
        ("\u202eevil\u2069", "\\u202eevil\\u2069"),
        ("\x9b1m", "\\x9b1m"),
        ("\udcff", "\\xff"),
        ("\U000e0041", "\\ue0041"),
        ("a\tb", "a\\tb"),
        ("é 中 🙂 - “x”", "é 中 🙂 - “x”"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text, shown):
    """Control characters, direction marks and bytes that are no letters are shown as what they are; letters stay."""
    assert shown == visible(text)
    assert json.loads(escaped_json(json.dumps([text], ensure_ascii=False))) == [text]
    assert ("a\\nb", "a\nb") == (on_one_line("a\nb"), visible("a\nb"))
