"""Problems as text, GitHub annotations or JSON."""

import json
from dataclasses import replace

from generator.problem_formats import as_github, as_json, as_text, count
from generator.problems import Mark, error, warning

WRONG = error(Mark(path="content/a, b.yml", line=2, column=3), "tab", "there is a tab here: 100%", "use\nspaces")
STALE = warning(Mark(path="content/c.yml"), "stale", "this is old")
DETAILED = replace(STALE, hint="read it", details=(("national text now", "Knock.\nWait."), ("your text", "50% wait")))


def test_text_is_one_clickable_line_for_each_problem():
    """Text has the place, the level, the sentence and the rule in one line, the hint below, and the count last."""
    expected = (
        "content/a, b.yml:2:3: error: there is a tab here: 100% [tab]\n"
        "  hint: use\\nspaces\n"
        "content/c.yml:1:1: warning: this is old [stale]\n"
        "1 error, 1 warning."
    )

    assert expected == as_text([WRONG, STALE])


def test_text_shows_what_is_to_be_read_side_by_side():
    """Details stand below the line, each text under its heading and further in, before the hint."""
    expected = (
        "content/c.yml:1:1: warning: this is old [stale]\n"
        "  national text now:\n"
        "    Knock.\n"
        "    Wait.\n"
        "  your text:\n"
        "    50% wait\n"
        "  hint: read it\n"
        "0 errors, 1 warning."
    )

    assert expected == as_text([DETAILED])


def test_text_without_problems_says_so():
    """With nothing wrong there is one line that says so."""
    expected = "No problems."

    assert expected == as_text([])


def test_github_escapes_what_commands_would_eat():
    """Each problem is one workflow command; per cent signs, line ends, colons and commas are escaped."""
    expected = (
        "::error file=content/a%2C b.yml,line=2,col=3,title=tab::there is a tab here: 100%25. Hint: use%0Aspaces\n"
        "::warning file=content/c.yml,line=1,col=1,title=stale::this is old\n"
        "1 error, 1 warning."
    )

    assert expected == as_github([WRONG, STALE])


def test_github_shows_what_is_to_be_read_side_by_side():
    """Details stand in the annotation, one below the other, escaped as the rest is, before the hint."""
    expected = (
        "::warning file=content/c.yml,line=1,col=1,title=stale::this is old%0Anational text now: Knock.%0AWait."
        "%0Ayour text: 50%25 wait. Hint: read it\n"
        "0 errors, 1 warning."
    )

    assert expected == as_github([DETAILED])


def test_json_holds_the_details_by_their_headings():
    """JSON gives each text to be read side by side under its heading."""
    expected = {"national text now": "Knock.\nWait.", "your text": "50% wait"}

    assert expected == json.loads(as_json([DETAILED]))["problems"][0]["details"]


def test_json_holds_every_problem_and_the_counts():
    """JSON gives every field of every problem, and how many errors and warnings there are."""
    expected = {
        "problems": [
            {
                "path": "content/c.yml",
                "line": 1,
                "column": 1,
                "level": "warning",
                "rule": "stale",
                "sentence": "this is old",
                "hint": "",
                "details": {},
            }
        ],
        "errors": 0,
        "warnings": 1,
        "notices": 0,
    }

    assert expected == json.loads(as_json([STALE]))


def test_count_says_one_or_many():
    """One is said in the singular; none and many in the plural."""
    expected = ("2 errors, 0 warnings.", "0 errors, 1 warning.")

    assert expected == (count([WRONG, WRONG]), count([STALE]))
