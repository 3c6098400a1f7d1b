"""Values into YAML as a careful person writes it: words without quotes, prose in lines, short lists on one line.

How a text is written follows from what it is: a `Prose` is folded below its key where it is too long for one line, a
`Marked` keeps its lines, and what is neither stands on one line whatever its length.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from generator.content.yaml_edit import ODD, quoted
from generator.text.wrapping import MEANT, unwrapped

WIDTH = 110
"""How many letters a line has at most where a file shows no habit of its own."""

LEAST = 30
"""Letters that prose has room for at least, however far right it stands."""

MOST_IN_FLOW = 5
"""The most keys of a table that stands on one line."""


class Prose(str):
    """A text of one paragraph: folded where it is too long for its line."""

    __slots__ = ()


class Marked(str):
    """Markdown: it keeps its lines, which are broken where they are too long."""

    __slots__ = ()


class Quoted(str):
    """A text that stands in quotes, whatever it is: a fingerprint."""

    __slots__ = ()


class OneLine(dict[str, Any]):
    """A table that stands on one line, where it fits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Habit:
    """How a file is written: how wide its lines are."""

    width: int = WIDTH


_STARTS_PLAIN = re.compile(r"[^\W_]|[£€(/.“…]")
_NOT_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|null|none|y|n|~)|[-+]?[0-9][0-9_]*|[-+]?[0-9][0-9_.,:eE+-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}.*"
    r"|0x[0-9a-fA-F]+|[.](?:inf|nan).*"
)
"""Words and numbers that YAML, or the people who read it, would take for something else than text."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BEGINS = re.compile(r"(?P<before>\s*(?:(?:[-*+]|[0-9]{1,9}[.)])\s+|>\s?)*)")
"""What stands before the words of a line of Markdown: an indent, and the signs of lists and quotations."""
_AS_IT_STANDS = re.compile(r"\s*(?:\||#{1,6}\s|```|~~~)")


def entry(key: str, value: Any, indent: int, habit: Habit) -> list[str]:
    """Return the lines of a key and its value in a table that stands `indent` letters from the left."""
    return _led(f"{key}:", value, indent, indent, habit)


def item(value: Any, indent: int, habit: Habit) -> list[str]:
    """Return the lines of an entry of a list whose dashes stand `indent` letters from the left."""
    if isinstance(value, Mapping) and value and (line := in_flow(value)) is not None and isinstance(value, OneLine):
        whole = f"{' ' * indent}- {line}"
        if len(whole) <= habit.width:
            return [whole]
    if isinstance(value, Mapping) and value:
        first, *rest = [line for name, each in value.items() for line in entry(name, each, indent + 2, habit)]
        return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]
    return _led("-", value, indent, indent, habit)


def _led(lead: str, value: Any, indent: int, margin: int, habit: Habit) -> list[str]:
    """Return what stands behind a key or a dash, and below it."""
    start = f"{' ' * indent}{lead}"
    if isinstance(value, str):
        return _text(start, value, margin + 2, habit)
    if isinstance(value, Mapping):
        line = in_flow(value) if isinstance(value, OneLine) or not value else None
        below = [each for name, held in value.items() for each in entry(name, held, margin + 2, habit)]
    elif isinstance(value, list | tuple):
        line = in_flow(value) if all(_is_word(each) for each in value) else None
        below = [each for held in value for each in item(held, margin + 2, habit)]
    else:
        return [start if value is None else f"{start} {in_flow(value)}"]
    if line is not None and len(f"{start} {line}") <= habit.width:
        return [f"{start} {line}"]
    return [start, *below]


def in_flow(value: Any) -> str | None:
    """Return a value on one line, as it stands between brackets; nothing for what has lines of its own."""
    if isinstance(value, str):
        return None if "\n" in value.strip() else scalar(value, in_flow=True)
    if isinstance(value, Mapping | list | tuple):
        parts = [in_flow(each) for each in (value.values() if isinstance(value, Mapping) else value)]
        if None in parts:
            return None
        names = [f"{name}: " for name in value] if isinstance(value, Mapping) else [""] * len(parts)
        inside = ", ".join(f"{name}{each}" for name, each in zip(names, parts, strict=True))
        return f"{{{inside}}}" if isinstance(value, Mapping) else f"[{inside}]"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Return a text on one line: as it is where YAML reads it so, and in quotes where it does not."""
    if not isinstance(text, Quoted) and is_plain(text, in_flow=in_flow):
        return text
    if '"' in text and "'" not in text and "\\" not in text and "\n" not in text and not ODD.search(text):
        return f"'{text}'"
    return quoted(text)


def is_plain(text: str, *, in_flow: bool = False) -> bool:
    """Say whether a text can stand without quotes, and nobody would take it for anything but text."""
    if _DAY.fullmatch(text):
        return True
    if not _STARTS_PLAIN.match(text) or text != text.strip() or _NOT_TEXT.fullmatch(text) or ODD.search(text):
        return False
    if any(sign in text for sign in (": ", " #", "\n", "\t")) or text.endswith(":"):
        return False
    return not (in_flow and any(sign in text for sign in ",[]{}"))


def _text(start: str, text: str, margin: int, habit: Habit) -> list[str]:
    line = f"{start} {scalar(text if isinstance(text, Quoted) else text.strip())}"
    if isinstance(text, Marked):
        return _marked(start, text, line, margin, habit)
    if isinstance(text, Prose) and len(line) > habit.width:
        words = " ".join(text.split())
        if not ODD.search(words):
            return [f"{start} >-", *(" " * margin + each for each in filled(words, habit.width - margin))]
    return [line]


def _marked(start: str, text: str, line: str, margin: int, habit: Habit) -> list[str]:
    written = text.replace("\r\n", "\n").strip("\n").rstrip()
    if ("\n" not in written and len(line) <= habit.width) or ODD.search(written) or written[:1].isspace():
        return [line]
    broken = in_lines(written, max(LEAST, habit.width - margin))
    return [f"{start} |", *(" " * margin + each if each else "" for each in broken.split("\n"))]


def filled(words: str, width: int) -> list[str]:
    """Return words in lines that are broken at spaces alone."""
    return wrap(words, max(LEAST, width), break_long_words=False, break_on_hyphens=False) or [""]


def in_lines(text: str, width: int) -> str:
    """Return Markdown with each paragraph broken into lines of a width, where that changes nothing that it says."""
    whole = as_typed(text)
    broken = "\n".join(line for each in whole.split("\n") for line in _broken(each, width))
    return broken if unwrapped(broken) == unwrapped(whole) else whole


def as_typed(text: str) -> str:
    """Return Markdown as people type it into a box: each paragraph on one line."""
    return unwrapped(text).replace(MEANT, "\n")


def _broken(line: str, width: int) -> Iterator[str]:
    before = _BEGINS.match(line)
    start = before["before"] if before else ""
    if len(line) <= width or _AS_IT_STANDS.match(line):
        yield line
        return
    below = "".join(sign if sign == ">" else " " for sign in start)
    lines = filled(line[len(start) :], width - len(start))
    yield start + lines[0]
    yield from (below + each for each in lines[1:])


def _is_word(value: Any) -> bool:
    """Say whether an entry of a list is one of those that stand beside each other: an id, a number, a choice."""
    return not isinstance(value, Prose | Marked | Mapping | list | tuple)


def plain_of(value: Any) -> Any:
    """Return a value without what says how it is written."""
    match value:
        case str():
            return str(value)
        case Mapping():
            return {name: plain_of(each) for name, each in value.items()}
        case list() | tuple():
            return [plain_of(each) for each in value]
    return value


def habit_of(folded: Sequence[tuple[str, int, Sequence[str]]]) -> Habit:
    """Return how wide the lines of a file are, by the texts that are folded in it.

    Args:
        folded: Of each text what it says, how far right it stands, and its lines.
    """
    votes: dict[int, int] = {}
    for text, margin, lines in folded:
        longest = max(map(len, lines)) + margin
        for width in range(longest, longest + 14):
            if filled(text, width - margin) != list(lines):
                break
            votes[width] = votes.get(width, 0) + 1
    if not votes:
        return Habit()
    most = max(votes.values())
    best = [width for width, count in votes.items() if count == most]
    return Habit(width=WIDTH if WIDTH in best else max(best))
