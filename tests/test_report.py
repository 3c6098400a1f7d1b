"""Problems as text, GitHub annotations or JSON."""

import json

from generator.problems import Mark, error, warning
from generator.report import as_github, as_json, as_text, count

WRONG = error(Mark(path="content/a, b.yml", line=2, column=3), "tab", "there is a tab here: 100%", "use\nspaces")
STALE = warning(Mark(path="content/c.yml"), "stale", "this is old")


def test_text_is_one_clickable_line_for_each_problem():
    """Text has the place, the level, the sentence and the rule in one line, the hint below, and the count last."""
    expected = (
        "content/a, b.yml:2:3: error: there is a tab here: 100% [tab]\n"
        "  hint: use\nspaces\n"
        "content/c.yml:1:1: warning: this is old [stale]\n"
        "1 error, 1 warning."
    )

    assert expected == as_text([WRONG, STALE])


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
            }
        ],
        "errors": 0,
        "warnings": 1,
    }

    assert expected == json.loads(as_json([STALE]))


def test_count_says_one_or_many():
    """One is said in the singular; none and many in the plural."""
    expected = ("2 errors, 0 warnings.", "0 errors, 1 warning.")

    assert expected == (count([WRONG, WRONG]), count([STALE]))
