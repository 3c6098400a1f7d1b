"""Problems as text, GitHub annotations, JSON or a page to look at.

Nothing that an author wrote steers the terminal that shows it, and no list is longer than people read.
"""

import json
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.colours import DAY
from generator.problems import Level, Problem
from generator.problems import as_json as problem_as_json
from generator.quoting import escaped_json, on_one_line, visible

MOST = 300
"""The most problems that are shown; the others are counted."""

MOST_IN_JSON = 2_000
"""The most problems that JSON holds."""


def as_text(problems: Sequence[Problem]) -> str:
    """Return one clickable line for each problem, its hint below it, and a count; errors first where not all fit."""
    lines = []
    for problem in _shown(problems, MOST):
        mark = problem.mark
        place = f"{on_one_line(mark.path)}:{mark.line}:{mark.column}"
        lines.append(f"{place}: {problem.level.value}: {on_one_line(problem.sentence)} [{problem.rule}]")
        for heading, text in problem.details:
            lines.append(f"  {heading}:")
            lines += [f"    {visible(line)}" for line in text.splitlines()]
        if problem.hint:
            lines.append(f"  hint: {on_one_line(problem.hint)}")
    return "\n".join([*lines, *_left_out(problems), count(problems)])


def as_github(problems: Sequence[Problem]) -> str:
    """Return one GitHub workflow command for each problem, so that it is shown on its line."""
    lines = []
    for problem in _shown(problems, MOST):
        mark = problem.mark
        place = f"file={_property(mark.path)},line={mark.line},col={mark.column},title={_property(problem.rule)}"
        told = "".join(f"\n{heading}: {text}" for heading, text in problem.details)
        said = f"{problem.sentence}{told}{f'. Hint: {problem.hint}' if problem.hint else ''}"
        lines.append(f"::{problem.level.value} {place}::{_message(said)}")
    return "\n".join([*lines, *_left_out(problems), count(problems)])


def as_json(problems: Sequence[Problem]) -> str:
    """Return problems and their count as one JSON object; `left_out` says how many are counted only, if any."""
    summary: dict[str, Any] = {
        "problems": [problem_as_json(problem) for problem in _shown(problems, MOST_IN_JSON)],
        **{f"{level.value}s": _many(problems, level) for level in Level},
    }
    if len(problems) > MOST_IN_JSON:
        summary["left_out"] = len(problems) - MOST_IN_JSON
    return escaped_json(json.dumps(summary, ensure_ascii=False, indent=2))


_STYLE = """
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: INK; }
li { margin: 1.2rem 0; } code { font-size: .9em; overflow-wrap: anywhere; } pre { white-space: pre-wrap; }
.level { font-weight: bold; } .hint { margin: .2rem 0; padding-left: .8rem; border-left: .25rem solid EDGE; }
""".replace("INK", DAY["ink"]).replace("EDGE", DAY["primary"])


def as_html(problems: Sequence[Problem]) -> bytes:
    """Return problems as a page of its own, which needs no theme and nothing of the content; none is one to wait by."""
    page = Element("html", lang="en-GB")
    head, body = SubElement(page, "head"), SubElement(page, "body")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    heading = "This page cannot be shown yet" if problems else "The pages are being made"
    SubElement(head, "title").text = heading
    SubElement(head, "style").text = _STYLE
    SubElement(body, "h1").text = heading
    mend = f"{count(problems)} Mend and save; this page then shows itself again."
    SubElement(body, "p").text = mend if problems else "One moment, please."
    listed = SubElement(body, "ol")
    for problem in problems:
        item = SubElement(listed, "li")
        mark = problem.mark
        SubElement(item, "code").text = f"{mark.path}:{mark.line}:{mark.column}"
        SubElement(item, "br")
        SubElement(item, "span", {"class": "level"}).text = f"{problem.level.value}: "
        SubElement(item, "span").text = f"{problem.sentence} [{problem.rule}]"
        for name, text in problem.details:
            SubElement(item, "p").text = f"{name}:"
            SubElement(item, "pre").text = text
        if problem.hint:
            SubElement(item, "p", {"class": "hint"}).text = f"hint: {problem.hint}"
    made: bytes = tostring(page, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + made


def count(problems: Sequence[Problem]) -> str:
    """Say how many problems there are of each level; notices only where there are some."""
    if not problems:
        return "No problems."
    told = [level for level in Level if level is not Level.NOTICE or _many(problems, level)]
    return f"{', '.join(_number(_many(problems, level), level.value) for level in told)}."


def _many(problems: Sequence[Problem], level: Level) -> int:
    return sum(problem.level is level for problem in problems)


def _shown(problems: Sequence[Problem], most: int) -> Sequence[Problem]:
    """Return the problems to show, in their order; where there are too many, errors before warnings."""
    if len(problems) <= most:
        return problems
    kept = set(sorted(range(len(problems)), key=lambda each: problems[each].level is not Level.ERROR)[:most])
    return [problem for position, problem in enumerate(problems) if position in kept]


def _left_out(problems: Sequence[Problem]) -> list[str]:
    return [f"… and {len(problems) - MOST} more. Mend these first."] if len(problems) > MOST else []


def _number(amount: int, noun: str) -> str:
    return f"{amount} {noun}{'' if amount == 1 else 's'}"


def _message(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(on_one_line(text)).replace(":", "%3A").replace(",", "%2C")
