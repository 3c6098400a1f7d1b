"""Problems as text, GitHub annotations, JSON or a page to look at."""

import json
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

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
    errors = sum(problem.level is Level.ERROR for problem in problems)
    summary = {
        "problems": [problem_as_json(problem) for problem in problems],
        "errors": errors,
        "warnings": len(problems) - errors,
    }
    return json.dumps(summary, ensure_ascii=False, indent=2)


_STYLE = """
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
li { margin: 1.2rem 0; } code { font-size: .9em; overflow-wrap: anywhere; } pre { white-space: pre-wrap; }
.level { font-weight: bold; } .hint { margin: .2rem 0; padding-left: .8rem; border-left: .25rem solid #17525a; }
"""


def as_html(problems: Sequence[Problem]) -> bytes:
    """Give problems as a page of its own, which needs no theme and nothing of the content; none is one to wait by."""
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
    """Say how many problems there are."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems."
    return f"{_number(errors, 'error')}, {_number(warnings, 'warning')}."


def _number(amount: int, noun: str) -> str:
    return f"{amount} {noun}{'' if amount == 1 else 's'}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
