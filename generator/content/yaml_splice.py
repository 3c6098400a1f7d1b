"""Changes to one value of an author's YAML, in the style of its file: a text in, a text out, all other lines kept.

Each change is read back: if the new text would say anything but what was meant, it is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from generator.content.yaml_nodes import Listing, Node, Scalar, Table, scalars, typed
from generator.content.yaml_page import Way, YamlPage, as_read, at, inside, nodes_on, parsed, refused
from generator.content.yaml_write import (
    Habit,
    Marked,
    OneLine,
    Prose,
    entry,
    filled,
    habit_of,
    in_flow,
    in_lines,
    item,
    plain_of,
)
from generator.problems import ContentError
from generator.text.wrapping import unwrapped

OF_WHAT_IS_SAID = ("too-large", "control-character")
"""Rules about what is said rather than how it is written: no other way of writing it would do."""

LOOKED_AT = 80
"""How many folded texts of a file are looked at to learn how wide its lines are."""


def put(text: str, path: Path, way: Way, value: Any, order: Sequence[str] = ()) -> str:
    """Put a value where a way leads, or add it under its key where the table lacks it.

    Args:
        text: The file.
        path: What it is called.
        way: Keys, and positions in lists.
        value: Plain values; `Prose`, `Marked` and `OneLine` say how they are written.
        order: The keys that can stand in the table, in their order: where a new one goes.

    Raises:
        ContentError: It cannot be done without harm.
    """
    page = YamlPage(path, text.encode())
    outer = _outermost_flow(page, way)
    meant = typed(page.node)
    _set(meant, way, plain_of(value))
    if outer is not None:
        return _checked(page, _whole(page, outer, inside(meant, outer)), meant)
    old, table = at(page.node, way), at(page.node, way[:-1])
    if old is None:
        return _checked(page, _added(page, table, str(way[-1]), value, order), meant)
    return _checked(page, _in_place(page, way, old, value), meant)


def take_out(text: str, path: Path, way: Way) -> str:
    """Take out a key with its value, or an entry of a list.

    Raises:
        ContentError: There is nothing there, or it cannot be done without harm.
    """
    page = YamlPage(path, text.encode())
    node, holder = at(page.node, way), at(page.node, way[:-1])
    if node is None or holder is None:
        raise refused(path)
    meant = typed(page.node)
    del inside(meant, way[:-1])[way[-1]]
    outer = _outermost_flow(page, way)
    if outer is not None:
        return _checked(page, _whole(page, outer, inside(meant, outer)), meant)
    first, last = _span(page, holder, way[-1])
    before, after = page.text[:first], page.text[last:]
    is_last = isinstance(holder, Listing) and way[-1] == len(holder.children) - 1
    if before.endswith(page.newline * 2) and (is_last or after.startswith(page.newline) or not after.strip()):
        before = before[: -len(page.newline)]
    elif isinstance(holder, Listing) and way[-1] == 0 and after.startswith(page.newline):
        after = after[len(page.newline) :]
    return _checked(page, before + after, meant)


def insert(text: str, path: Path, way: Way, position: int, value: Any) -> str:
    """Put a new entry into a list, so that it stands at a position; a list that is missing or empty begins with it.

    Raises:
        ContentError: It cannot be done without harm.
    """
    page = YamlPage(path, text.encode())
    listing = at(page.node, way)
    if not isinstance(listing, Listing) or not listing.children:
        return put(text, path, way, [value])
    meant = typed(page.node)
    inside(meant, way).insert(position, plain_of(value))
    outer = _outermost_flow(page, (*way, 0))
    if outer is not None:
        return _checked(page, _whole(page, outer, inside(meant, outer)), meant)
    margin = len(page.line(page.dash_line(listing.children[0])).partition("-")[0])
    lines = item(_like(page, listing, value), margin, _habit(page))
    apart = _stands_apart(page, listing)
    if position > 0:
        stop = page.stop(listing.children[position - 1])
        return _checked(page, page.inserted(stop, ["", *lines] if apart else lines), meant)
    start = page.starts[page.dash_line(listing.children[0]) - 1]
    block = "".join(line + page.newline for line in ([*lines, ""] if apart else lines))
    return _checked(page, page.text[:start] + block + page.text[start:], meant)


def moved(text: str, path: Path, way: Way, position: int, to: int) -> str:
    """Move an entry of a list to another position, with the lines that it stands on.

    Raises:
        ContentError: There is no such entry or position, or it cannot be done without harm.
    """
    step = 1 if to > position else -1
    while position != to:
        text = _swapped(text, path, way, min(position, position + step))
        position += step
    return text


def _swapped(text: str, path: Path, way: Way, first: int) -> str:
    """Let two neighbours in a list change places."""
    page = YamlPage(path, text.encode())
    listing = at(page.node, way)
    if not isinstance(listing, Listing) or first < 0 or first + 1 >= len(listing.children):
        raise refused(path)
    meant = typed(page.node)
    values = inside(meant, way)
    values[first], values[first + 1] = values[first + 1], values[first]
    outer = _outermost_flow(page, (*way, 0))
    if outer is not None:
        return _checked(page, _whole(page, outer, inside(meant, outer)), meant)
    one, two = (_span(page, listing, each) for each in (first, first + 1))
    ending = page.newline if not page.text[: two[1]].endswith(page.newline) else ""
    upper, between, lower = page.text[one[0] : one[1]], page.text[one[1] : two[0]], page.text[two[0] : two[1]] + ending
    return _checked(page, page.text[: one[0]] + lower + between + upper + page.text[two[1] :], meant)


def _in_place(page: YamlPage, way: Way, old: Node, value: Any) -> str:
    """Write a value in the place of one that stands on lines of its own; a comment behind a single value stays."""
    holder = at(page.node, way[:-1])
    start = page.start(old)
    if isinstance(holder, Listing):
        margin = len(page.line(page.dash_line(old)).partition("-")[0])
        first = page.starts[page.dash_line(old) - 1]
        lines = item(_like(page, holder, value), margin, _habit_of(page, old))
    elif isinstance(holder, Table):
        key = next(name for name, _ in holder.entries if name.text == way[-1])
        first = page.offset((key.mark.line, key.mark.column))
        margin = key.mark.column - 1
        lines = entry(key.text, _as_before(page, old, value), margin, _habit_of(page, old))
        lines = [lines[0][margin:], *lines[1:]]
    else:
        raise refused(page.path)
    comment = _comment(page, old, start)
    body = page.newline.join([lines[0] + comment, *lines[1:]])
    return page.text[:first] + body + page.text[page.stop(old) :]


def _comment(page: YamlPage, old: Node, start: int) -> str:
    """Return what stands behind a single value, or behind the sign of a block of text, on its line."""
    if not isinstance(old, Scalar):
        return ""
    header = page.header(old)
    end = header.end() if header else page.offset(old.end)
    rest = page.text[end : page.line_end(end)]
    return rest if rest.lstrip().startswith("#") and start <= end else ""


def _as_before(page: YamlPage, old: Node, value: Any) -> Any:
    """Return a value written as what stood there: a folded text folded, where it still is one paragraph."""
    if isinstance(value, Marked) and "\n" not in value.strip():
        header = page.header(old)
        if header and header[0].startswith(">"):
            return Prose(value)
    if isinstance(value, dict) and isinstance(old, Table) and page.is_flow(old):
        return OneLine(value)
    return value


def _like(page: YamlPage, listing: Listing, value: Any) -> Any:
    """Return a new entry written as its neighbours: on one line, where one of them stands so and it fits."""
    tables = [each for each in listing.children if isinstance(each, Table)]
    if isinstance(value, dict) and any(page.is_flow(each) for each in tables):
        simple = all(not isinstance(each, dict | list | tuple | Marked) for each in value.values())
        return OneLine(value) if simple else value
    return value


def _added(page: YamlPage, table: Node | None, key: str, value: Any, order: Sequence[str]) -> str:
    """Add a key to a table on lines of its own: before the first of those that go behind it."""
    if not isinstance(table, Table) or not table.entries:
        raise refused(page.path)
    later = set(order[order.index(key) + 1 :]) if key in order else set()
    place = next((each for each, (name, _) in enumerate(table.entries) if name.text in later), len(table.entries))
    margin = table.entries[0][0].mark.column - 1
    lines = entry(key, value, margin, _habit(page))
    if place:
        return page.inserted(page.stop(table.entries[place - 1][1]), lines)
    first = table.entries[0][0].mark
    start = page.offset((first.line, first.column))
    block = page.newline.join([lines[0][margin:], *lines[1:]]) + page.newline + " " * margin
    return page.text[:start] + block + page.text[start:]


def _whole(page: YamlPage, way: Way, value: Any) -> str:
    """Write a list or table anew that stands between brackets."""
    node = at(page.node, way)
    if node is None:
        raise refused(page.path)
    start, end = page.start(node), page.offset(node.end)
    line = in_flow(value)
    column = start - page.starts[node.mark.line - 1]
    if line is not None and column + len(line) <= _habit(page).width and value:
        return page.text[:start] + line + page.text[end:]
    kept = OneLine(value) if isinstance(value, dict) and not value else value
    return _in_place(page, way, node, kept)


def _outermost_flow(page: YamlPage, way: Way) -> Way | None:
    """Return the way to the outermost list or table between brackets that a way leads into, or nothing."""
    for length, node in enumerate(nodes_on(page.node, way[:-1])):
        if page.is_flow(node):
            return way[:length]
    return None


def _span(page: YamlPage, holder: Node, step: str | int) -> tuple[int, int]:
    """Return where the lines of an entry begin and end."""
    if isinstance(holder, Listing) and isinstance(step, int):
        child = holder.children[step]
        return page.starts[page.dash_line(child) - 1], page.after_break(page.stop(child))
    if isinstance(holder, Table):
        key, value = next(each for each in holder.entries if each[0].text == step)
        start = page.starts[key.mark.line - 1]
        if page.text[start : start + key.mark.column - 1].strip():
            raise refused(page.path)  # the first key stands on the line of a dash
        return start, page.after_break(page.stop(value))
    raise refused(page.path)


def _stands_apart(page: YamlPage, listing: Listing) -> bool:
    """Say whether blank lines stand between the entries of a list, as they do between changes."""
    if len(listing.children) == 1:
        return at(page.node, ("changes",)) is listing
    lines = [page.dash_line(each) for each in listing.children[1:]]
    return any(not page.line(number - 1).strip() for number in lines if number > 1)


def _set(value: Any, way: Way, new: Any) -> None:
    inside(value, way[:-1])[way[-1]] = new


def _checked(page: YamlPage, text: str, meant: Any) -> str:
    """Return a new text, if it says what was meant and nothing else; how lines are broken says nothing."""
    try:
        said = typed(parsed(text, page.path))
    except ContentError as exc:
        if all(each.rule in OF_WHAT_IS_SAID for each in exc.problems):
            raise
        raise refused(page.path) from None
    if _said(said) != _said(as_read(meant)):
        raise refused(page.path)
    return page.bom + text


def _said(value: Any) -> Any:
    match value:
        case str():
            return unwrapped(value)
        case list():
            return [_said(each) for each in value]
        case dict():
            return {key: _said(each) for key, each in value.items()}
    return None if value == "" else value


def _habit(page: YamlPage) -> Habit:
    return habit_of(list(islice(_folded(page), LOOKED_AT)))


def _habit_of(page: YamlPage, old: Node) -> Habit:
    """Return how wide a text of its own is written: as wide as its lines say, or else as wide as the file's."""
    usual = _habit(page)
    if not isinstance(old, Scalar):
        return usual
    first, *below = old.raw.split("\n")
    if not below:
        line = page.line(old.mark.line)
        return replace(usual, width=max(usual.width, len(line))) if line.endswith(old.raw) else usual
    margin = next((len(line) - len(line.lstrip()) for line in below if line.strip()), 0)
    lines = [line[margin:].rstrip() for line in below]
    while lines and not lines[-1]:
        lines.pop()
    longest = max(map(len, lines), default=0) + margin
    for width in (usual.width, *range(longest, longest + 14)):
        again = filled(" ".join(old.text.split()), width - margin) if first.startswith(">") else None
        if lines == (again or in_lines(old.text.strip("\n"), width - margin).split("\n")):
            return replace(usual, width=width)
    return usual


def _folded(page: YamlPage) -> Iterator[tuple[str, int, Sequence[str]]]:
    """Return the folded texts of a file, each with how far right it stands and its lines."""
    for each in scalars(page.node):
        lines = [line.strip() for line in each.raw.split("\n")[1:] if line.strip()]
        if each.raw.startswith(">") and len(lines) > 1:
            first = each.raw.split("\n")[1]
            yield " ".join(each.text.split()), len(first) - len(first.lstrip()), lines
