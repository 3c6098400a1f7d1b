"""What can be wrong, and where: values only, with no knowledge of files or of how they are shown.

Levels are a contract:

- *error*: the output would be wrong or unsafe. Nothing is published.
- *warning*: a person should look. Drafts still build; `--strict`, which publishing uses, stops.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any


class Level(Enum):
    """How serious a problem is."""

    ERROR = "error"
    """The output would be wrong or unsafe."""
    WARNING = "warning"
    """A person should look."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A place in a file: its path as people type it, and line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something wrong, at a place, in a sentence about the author's text, with a hint where there is one.

    `rule` is the short name a person can look up in the authors' reference; `details` are texts to read side by side,
    each under its heading.
    """

    mark: Mark
    level: Level
    rule: str
    sentence: str
    hint: str = ""
    details: tuple[tuple[str, str], ...] = ()


class ContentError(Exception):
    """Raised by a stage that cannot go on; it carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems`, in order, without repeats."""
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


class UnknownTrustError(ContentError):
    """Raised where a trust is asked for that there is not: the command was wrong, and the content need not be."""


def as_json(problem: Problem) -> dict[str, Any]:
    """Give a problem as values that JSON can hold."""
    said = {"level": problem.level.value, "rule": problem.rule, "sentence": problem.sentence, "hint": problem.hint}
    place = {"path": problem.mark.path, "line": problem.mark.line, "column": problem.mark.column}
    return {**place, **said, "details": dict(problem.details)}


def from_json(kept: Mapping[str, Any]) -> Problem:
    """Give back the problem that `as_json` kept."""
    mark = Mark(path=kept["path"], line=kept["line"], column=kept["column"])
    level = Level(kept["level"])
    return Problem(
        mark=mark,
        level=level,
        rule=kept["rule"],
        sentence=kept["sentence"],
        hint=kept["hint"],
        details=tuple(kept["details"].items()),
    )


def error(mark: Mark, rule: str, sentence: str, hint: str = "") -> Problem:
    """Make a problem of level error."""
    return Problem(mark=mark, level=Level.ERROR, rule=rule, sentence=sentence, hint=hint)


def warning(mark: Mark, rule: str, sentence: str, hint: str = "") -> Problem:
    """Make a problem of level warning."""
    return Problem(mark=mark, level=Level.WARNING, rule=rule, sentence=sentence, hint=hint)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, line and column, each said once."""
    return tuple(sorted(set(problems), key=_place))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give the hint `did you mean "…"?` for the nearest known word, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    mark = problem.mark
    return (mark.path, mark.line, mark.column, problem.rule, problem.sentence)
