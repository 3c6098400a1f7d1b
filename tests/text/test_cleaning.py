"""What word processors leave in text is taken out on reading, and what would harm or mislead is told where it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.yaml_nodes import Scalar, plain, read, scalars
from generator.problems import ContentError, Mark
from generator.text.cleaning import cleaned, is_right_to_left

OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
SEPARATOR = "\N{LINE SEPARATOR}"


@pytest.fixture
def parse(tmp_path):
    """Return a function that reads YAML text as a file shown as a.yml."""

    def parsed(text):
        file = tmp_path / "file.yml"
        file.write_bytes(text.encode())
        return read(file, "a.yml")

    return parsed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("You\u2028walk.", "You walk."),
        ("One\u2029two\x0bthree\x0cfour\x85five", "One two three four five"),
        ("hos\xadpi\xadtal", "hospital"),
        ("a\u200bb\u2060c\ufeffd\u034fe", "abcde"),
        ("left\u200e and right\u200f", "left and right"),
        ("a\u202ab\u202c \u2067c\u2069", "ab c"),
        ("wi\u200cth \u200djoiners", "with joiners"),
        ("10\u202fmg, 5\u2007ml", "10\xa0mg, 5\xa0ml"),
        ("0191\xa0496\u202f0000, 5\xa0mg", "0191 496 0000, 5\xa0mg"),
        ("thin\u2009em\u2003space", "thin em space"),
        ("co\u2011worker, co\u2010worker", "co-worker, co-worker"),
        ("10\u201212 \u2015 yes", "10\u201312 \u2014 yes"),
        ("o\ufb03ce \ufb01nd", "office find"),
        ("cafe\u0301", "caf\xe9"),
        ("plain\U000e0041 text", "plain text"),
    ],
)
def test_marks_that_nobody_typed_are_taken_out(written, meant):
    """Separators and odd spaces become spaces, marks without width go, and letters are joined to their accents."""
    assert meant == cleaned(written)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, a tab\tand\nlines.",
        "5\xa0mg stays in one piece",
        "\N{WOMAN}\u200d\N{STAFF OF AESCULAPIUS}\ufe0f and \N{HEAVY BLACK HEART}\ufe0f",
        "می\u200cخواهم",
        "क्\u200dष",
        "اتصل\u200e (0191)",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_what_a_script_or_sign_needs_stays(text):
    """Joiners in Persian, Hindi and emoji, marks beside letters from right to left, and the flag of England stay."""
    assert text == cleaned(text)


@given(st.text())
def test_text_is_clean_once_cleaned(text):
    """Cleaning cleaned text changes nothing more."""
    assert cleaned(text) == cleaned(cleaned(text))


def test_scripts_from_right_to_left_are_known():
    """Arabic, Urdu and Hebrew are read from right to left; English and Panjabi are not."""
    assert [True, True, True, False, False] == [
        is_right_to_left(text) for text in ("مرحبا 1", "آپ کی مدد", "עזרה", "Help 0191", "ਮਦਦ")
    ]


@pytest.mark.parametrize("written", [f"You{SEPARATOR}walk.", '"You\\u2028walk."', '"You\\Lwalk."', "You\x85walk."])
def test_a_separator_reads_as_a_space_however_it_is_written(parse, written):
    """A pasted line separator and one written as an escape both read as a space, and do not end the text."""
    assert {"title": "You walk."} == plain(parse(f"title: {written}\n"))


def test_places_after_a_separator_are_those_that_an_editor_shows(parse):
    """A line separator ends no line, so that the texts after it keep their lines and columns."""
    node = parse(f"one: a{SEPARATOR}b\ntwo: |\n  c{SEPARATOR}d\n  e\nthree: f\n")

    assert {"one": "a b", "two": "c d\ne\n", "three": "f"} == plain(node)
    assert [(1, 6), (2, 6), (5, 8)] == [(each.mark.line, each.mark.column) for each in scalars(node)]


def test_a_key_is_cleaned_too(parse):
    """A mark of no width before a key, and one within it, do not make another key of it."""
    assert {"title": "x", "summary": "y"} == plain(parse("\ufeff\ufefftitle: x\nsum\u200bmary: y\n"))


def test_a_place_is_the_same_however_dirty_the_text_before_it(parse):
    """Invisible marks before a mistake do not move the place that is told."""
    with pytest.raises(ContentError) as raised:
        parse("title: hos\xadpi\xadtal\nsummary: a\u200bb: c\n")

    (problem,) = raised.value.problems
    assert Mark(path="a.yml", line=2, column=13) == problem.mark


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x1b", "U+001B ESCAPE"),
        ("\x00", "U+0000 NULL"),
        ("\x07", "U+0007 BELL"),
        ("\x7f", "U+007F DELETE"),
        ("\x9b", "U+009B"),
        (OVERRIDE, "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_a_character_that_gives_orders_is_told_where_it_stands(parse, character, name):
    """Control characters and overrides of direction are refused with their line, column and name."""
    with pytest.raises(ContentError) as raised:
        parse(f"title: fine\nsummary: Odd {character}[31m words\n")

    (problem,) = raised.value.problems
    assert (2, 14, "control-character") == (problem.mark.line, problem.mark.column, problem.rule)
    assert f"there is a character here that cannot be seen: {name}" == problem.sentence
    assert not re.search(r"[\x00-\x1f\u202e]", problem.sentence + problem.hint)


def test_a_file_full_of_control_characters_is_told_in_ten_problems(parse):
    """Only the first ten control characters of a file are told."""
    with pytest.raises(ContentError) as raised:
        parse("title: " + "\x01a" * 500)

    assert 10 == len(raised.value.problems)


def test_a_file_in_utf_16_is_called_what_it_is(parse, tmp_path):
    """A file saved as UTF-16 without a mark is no row of control characters, but a wrong encoding."""
    file = tmp_path / "wide.yml"
    file.write_bytes("title: A title\n".encode("utf-16-le"))
    with pytest.raises(ContentError) as raised:
        read(file, "a.yml")

    assert ["not-utf-8"] == [problem.rule for problem in raised.value.problems]


def test_a_text_keeps_how_it_was_quoted(parse):
    """Cleaning changes what a text says, not whether it counts as text."""
    (scalar,) = scalars(parse('title: "1\u200b0"'))

    assert isinstance(scalar, Scalar)
    assert ("10", True) == (scalar.text, scalar.quoted)
