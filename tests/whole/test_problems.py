"""What can be wrong, and where."""

import json
from dataclasses import replace

from generator.problems import (
    ContentError,
    Level,
    Mark,
    Problem,
    as_json,
    did_you_mean,
    error,
    from_json,
    in_order,
    warning,
)

HERE = Mark(path="a.yml", line=2, column=3)


def test_error_has_level_error():
    """`error` makes a problem that stops publishing, with no hint unless one is given."""
    problem = error(HERE, "rule", "Something is wrong.")

    assert Problem(mark=HERE, level=Level.ERROR, rule="rule", sentence="Something is wrong.", hint="") == problem
    assert () == problem.details


def test_warning_has_level_warning():
    """`warning` makes a problem that a person should look at."""
    assert Level.WARNING is warning(HERE, "rule", "Look at this.", "Look here.").level


def test_mark_is_at_the_start_unless_told():
    """A mark without line and column is at the start of its file."""
    assert Mark(path="a.yml", line=1, column=1) == Mark(path="a.yml")


def test_in_order_sorts_by_place():
    """Problems are sorted by file, then line, then column, with numbers as numbers."""
    places = [("b.yml", 1, 1), ("a.yml", 10, 1), ("a.yml", 9, 1), ("a.yml", 9, 0)]
    problems = [error(Mark(path=path, line=line, column=column), "rule", "x") for path, line, column in places]

    assert tuple(reversed(problems)) == in_order(problems)


def test_in_order_says_everything_once():
    """A problem that several editions share is said once."""
    problem = error(HERE, "rule", "x")

    assert (problem,) == in_order([problem, error(HERE, "rule", "x"), problem])


def test_content_error_carries_its_problems_in_order():
    """The exception that stops a stage holds every problem, sorted, without repeats."""
    first, second = error(HERE, "rule", "x"), error(Mark(path="b.yml"), "rule", "x")

    raised = ContentError([second, first, second])

    assert ((first, second), "2 problems") == (raised.problems, str(raised))


def test_did_you_mean_gives_the_nearest_word():
    """A near miss gets the nearest known word as its hint."""
    expected = 'did you mean "arrange-visit"?'

    assert expected == did_you_mean("arange-visit", ["meet", "arrange-visit", "arrange-call"])


def test_did_you_mean_says_nothing_when_nothing_is_near():
    """A word that is like no known one gets no hint."""
    expected = ""

    assert expected == did_you_mean("xyzzy", ["meet", "arrange-visit"])


def test_json_gives_back_the_same_problem():
    """A problem kept as JSON values comes back as it was, with its details in their order."""
    problem = warning(HERE, "rule", "Look at this.", "Look here.")
    detailed = replace(problem, details=(("your text", "One\ntwo"), ("national text now", "Three")))

    assert (problem, detailed) == (from_json(as_json(problem)), from_json(json.loads(json.dumps(as_json(detailed)))))
