"""What can be wrong, and where: values only, with no knowledge of files or of how they are shown.

Levels are a contract:

- *error*: the output would be wrong or unsafe. Nothing is published.
- *warning*: a person should look, and the author can mend it now. Drafts still build; `--strict`, which publishing
  uses, stops.
- *notice*: something fell due as days went by, or waits for someone else: a number to call again, a review, an
  approval. It stops nothing, not even with `--strict`: what is published stays true and says so itself. `status` tells
  it until it is done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any

from generator.quoting import cut

LONGEST_DETAIL = 5_000
"""Letters of a text to read side by side that are kept."""

MOST_OF_A_FILE = 100
"""The most problems of one kind of fault that are told of one file: nobody reads more."""

LONGEST_WORD = 100
"""Letters of a word that a near one is looked for; nobody who types more made a typing mistake."""


class Level(Enum):
    """How serious a problem is."""

    ERROR = "error"
    """The output would be wrong or unsafe."""
    WARNING = "warning"
    """A person should look, and can mend it now."""
    NOTICE = "notice"
    """It fell due, or waits for someone; nothing stops for it."""


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
    each under its heading; `rank` its turn among those of one place, level and rule. What an author wrote may be any
    length, so what a problem says is cut.
    """

    mark: Mark
    level: Level
    rule: str
    sentence: str
    hint: str = ""
    details: tuple[tuple[str, str], ...] = ()
    rank: int = 0

    def __post_init__(self) -> None:
        """Cut what is said to a length that people read."""
        object.__setattr__(self, "sentence", cut(self.sentence))
        object.__setattr__(self, "hint", cut(self.hint))
        kept = tuple((cut(heading), cut(text, LONGEST_DETAIL)) for heading, text in self.details)
        object.__setattr__(self, "details", kept)


class ContentError(Exception):
    """Raised by a stage that cannot go on; it carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems`, in order, without repeats."""
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


class UnknownTrustError(ContentError):
    """Raised where a trust is asked for that there is not: the command was wrong, and the content need not be."""


def as_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as values that JSON can hold."""
    said = {"level": problem.level.value, "rule": problem.rule, "sentence": problem.sentence, "hint": problem.hint}
    place = {"path": problem.mark.path, "line": problem.mark.line, "column": problem.mark.column}
    return {**place, **said, "details": dict(problem.details)}


def from_json(kept: Mapping[str, Any]) -> Problem:
    """Return back the problem that `as_json` kept."""
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


def notice(mark: Mark, rule: str, sentence: str, hint: str = "") -> Problem:
    """Make a problem of level notice."""
    return Problem(mark=mark, level=Level.NOTICE, rule=rule, sentence=sentence, hint=hint)


def stops(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Say whether any of these problems stops the work: an error does, and with `strict` a warning; a notice never."""
    stopping = (Level.ERROR, Level.WARNING) if strict else (Level.ERROR,)
    return any(problem.level in stopping for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, line and column, each said once."""
    return tuple(sorted(set(problems), key=_place))


def few(problems: Sequence[Problem], count: int = 0) -> tuple[Problem, ...]:
    """Return the problems of one file, or the first of them and how many more there are.

    Args:
        problems: What is wrong, in order.
        count: How many problems there are, where not all were made.
    """
    more = max(count, len(problems)) - MOST_OF_A_FILE
    if more <= 0:
        return tuple(problems)
    kept = tuple(problems[:MOST_OF_A_FILE])
    sentence = f"and {more} more like these in this file"
    last = kept[-1]
    hint = "mend the first ones, and look again"
    return (*kept, Problem(mark=last.mark, level=last.level, rule="many", sentence=sentence, hint=hint))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the hint `did you mean "…"?` for the nearest known word, or nothing."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like a word, whatever its capitals, or nothing."""
    if len(word) > LONGEST_WORD:
        return ""
    by_small = {each.casefold(): each for each in known}
    near = get_close_matches(word.strip().casefold(), by_small, n=1, cutoff=0.6)
    return by_small[near[0]] if near else ""


def _place(problem: Problem) -> tuple[str, int, int, int, str, int, str]:
    mark, seriousness = problem.mark, list(Level).index(problem.level)
    return (mark.path, mark.line, mark.column, seriousness, problem.rule, problem.rank, problem.sentence)
