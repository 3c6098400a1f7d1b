"""Problems as text, GitHub annotations or JSON."""

import json
from collections.abc import Sequence

from generator.problems import Level, Problem
from generator.problems import as_json as problem_as_json


def as_text(problems: Sequence[Problem]) -> str:
    """Give one clickable line for each problem, its hint below it, and a count."""
    lines = []
    for problem in problems:
        mark = problem.mark
        lines.append(
            f"{mark.path}:{mark.line}:{mark.column}: {problem.level.value}: {problem.sentence} [{problem.rule}]"
        )
        for heading, text in problem.details:
            lines.append(f"  {heading}:")
            lines += [f"    {line}" for line in text.splitlines()]
        if problem.hint:
            lines.append(f"  hint: {problem.hint}")
    return "\n".join([*lines, count(problems)])


def as_github(problems: Sequence[Problem]) -> str:
    """Give one GitHub workflow command for each problem, so that it is shown on its line."""
    lines = []
    for problem in problems:
        mark = problem.mark
        place = f"file={_property(mark.path)},line={mark.line},col={mark.column},title={_property(problem.rule)}"
        told = "".join(f"\n{heading}: {text}" for heading, text in problem.details)
        said = f"{problem.sentence}{told}{f'. Hint: {problem.hint}' if problem.hint else ''}"
        lines.append(f"::{problem.level.value} {place}::{_message(said)}")
    return "\n".join([*lines, count(problems)])


def as_json(problems: Sequence[Problem]) -> str:
    """Give problems and their count as one JSON object."""
    summary = {
        "problems": [problem_as_json(problem) for problem in problems],
        **{f"{level.value}s": _many(problems, level) for level in Level},
    }
    return json.dumps(summary, ensure_ascii=False, indent=2)


def count(problems: Sequence[Problem]) -> str:
    """Say how many problems there are of each level; notices only where there are some."""
    if not problems:
        return "No problems."
    told = [level for level in Level if level is not Level.NOTICE or _many(problems, level)]
    return f"{', '.join(_number(_many(problems, level), level.value) for level in told)}."


def _many(problems: Sequence[Problem], level: Level) -> int:
    return sum(problem.level is level for problem in problems)


def _number(amount: int, noun: str) -> str:
    return f"{amount} {noun}{'' if amount == 1 else 's'}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
