"""The day on which each of a trust's own numbers was called: a comment above it, which the editor and people write."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

CALLED = re.compile(r"# Called on (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\.?")
"""The comment, alone on the line above a number."""


MEANT = "# called on"
"""How a line begins that is meant to be one."""

_NAMED = re.compile(r"(?P<name>[a-z][a-z0-9_]*):")


def called_on(day: date | str) -> str:
    """Return the comment that says when a number was called."""
    return f"# Called on {day}."


def with_call(text: str, name: str, day: str) -> str:
    """Return a `values.yml` with the day of a call in the line above a number; without a day, with none.

    Raises:
        LookupError: No line begins with the number's name.
    """
    lines = text.splitlines(keepends=True)
    place = next((number for number, line in enumerate(lines) if line.startswith(f"{name}:")), None)
    if place is None:
        raise LookupError(name)
    if place and CALLED.fullmatch(lines[place - 1].strip()):
        del lines[place - 1]
        place -= 1
    if day:
        lines.insert(place, called_on(day) + ("\r\n" if lines[place].endswith("\r\n") else "\n"))
    return "".join(lines)


def calls(text: str) -> Iterator[tuple[str, str]]:
    """Return the names of numbers in a `values.yml`, each with the day on which it was called, as it is written."""
    for above, line in pairwise(text.splitlines()):
        found, key = CALLED.fullmatch(above.strip()), _NAMED.match(line)
        if found and key:
            yield key["name"], found["day"]


def days_called(text: str) -> dict[str, date]:
    """Return the day on which each number was called, by its name; what is no day of the calendar tells nothing."""
    return {name: found for name, day in calls(text) if (found := _day(day))}


def unreadable(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines of a `values.yml` that are meant to say when a number was called and do not, by their number."""
    lines = [*text.splitlines(), ""]
    for number, (line, below) in enumerate(pairwise(lines), 1):
        if (meant := line.strip()).lower().startswith(MEANT):
            found = CALLED.fullmatch(meant)
            if not (found and _day(found["day"]) and _NAMED.match(below)):
                yield number, meant


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
