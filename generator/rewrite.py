"""Small edits to an author's YAML that leave every other character of it as it was: comments, order and layout too."""

import json
from collections.abc import Sequence
from pathlib import Path

from generator.problems import ContentError, Mark, error
from generator.source import End, Listing, Node, Scalar, Table, child, read

Way = Sequence[str | int]
"""The way to a value in a file: keys, and positions in lists."""


def set_value(path: Path, way: Way, text: str) -> None:
    """Put a text in the place of a value, or at the end of the table that lacks it.

    Raises:
        ContentError: The file cannot be read.
    """
    lines = _lines(path)
    node = read(path, path.name)
    *before, key = way
    table, old = child(node, before), _at(node, way)
    if old is not None:
        start = (old.mark.line, old.mark.column)
        column = table.mark.column if isinstance(table, Table) else 1
        _put(path, _replaced(lines, start, old.end, _scalar(text, column + 1 if _is_block(lines, old) else 0)))
    elif isinstance(table, Table) and _is_flow(lines, table):
        line, column = table.end
        _put(path, _replaced(lines, (line, column - 1), (line, column - 1), f", {key}: {_scalar(text, 0)}"))
    else:
        line, _ = table.end
        margin = " " * (table.mark.column - 1)
        _put(path, [*lines[:line], f"{margin}{key}: {_scalar(text, table.mark.column + 1)}\n", *lines[line:]])


def remove_entry(path: Path, key: str, position: int) -> None:
    """Take an entry out of the list under a key; the file goes with the last one.

    Raises:
        ContentError: The file cannot be read, or its list stands on one line, where entries cannot be told apart.
    """
    lines = _lines(path)
    listing = _block_list(path, lines, key)
    if len(listing.children) == 1:
        path.unlink()
        return
    entry = listing.children[position]
    first, last = entry.mark.line, max(entry.end[0] - (entry.end[1] == 1), entry.mark.line)
    _put(path, [*lines[: first - 1], *lines[last:]])


def append_entry(path: Path, key: str, entry: str, start: str) -> None:
    """Add an entry, a block of lines, at the end of the list under a key.

    Args:
        path: The file; where there is none, it begins with `start`, which ends in the line with the key.
        key: The key.
        entry: The lines, without their dash and indentation.
        start: What a new file begins with.

    Raises:
        ContentError: The file cannot be read, or its list stands on one line.
    """
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(start + _hung(entry, 2), encoding="utf-8")
        return
    lines = _lines(path)
    listing = _block_list(path, lines, key)
    line, column = listing.end
    last = line - (column == 1)
    margin = listing.mark.column - 1
    _put(path, [*lines[:last], _hung(entry, margin), *lines[last:]])


def _hung(entry: str, margin: int) -> str:
    first, *rest = entry.strip("\n").split("\n")
    inside = "".join(f"{' ' * (margin + 2)}{line}\n" if line else "\n" for line in rest)
    return f"{' ' * margin}- {first}\n{inside}"


def quoted(text: str) -> str:
    """Write a text between double quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def _scalar(text: str, margin: int) -> str:
    """Write a text so that YAML reads it back as it is: in quotes, or below its key where it has several lines."""
    if "\n" not in text.strip() or not margin:
        return quoted(text.strip())
    return "|-\n" + "\n".join(f"{' ' * margin}{line}".rstrip() for line in text.strip().split("\n"))


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _put(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(lines), encoding="utf-8")


def _replaced(lines: list[str], start: End, end: End, text: str) -> list[str]:
    """Put a text between two places; a block scalar's end is the beginning of a line, which stays a line."""
    (first, left), (last, right) = start, end
    if right == 1 and last > first:
        last, right = last - 1, len(lines[last - 2])
    before, after = lines[first - 1][: left - 1], lines[last - 1][right - 1 :]
    head, below, rest = text.partition("\n")
    return [*lines[: first - 1], f"{before}{head}{after.rstrip()}{below}{rest}\n", *lines[last:]]


def _at(node: Node, way: Way) -> Node | None:
    for step in way:
        if isinstance(node, Table) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.children):
            found = node.children[step]
        else:
            found = None
        if found is None:
            return None
        node = found
    return node


def _is_flow(lines: list[str], node: Node) -> bool:
    return lines[node.mark.line - 1][node.mark.column - 1 : node.mark.column] in ("{", "[")


def _is_block(lines: list[str], node: Node) -> bool:
    """Say whether a text stands on lines of its own below its key, or could."""
    return isinstance(node, Scalar) and "{" not in lines[node.mark.line - 1][: node.mark.column - 1]


def _block_list(path: Path, lines: list[str], key: str) -> Listing:
    node = read(path, path.name)
    listing = node.get(key) if isinstance(node, Table) else None
    if not isinstance(listing, Listing) or _is_flow(lines, listing):
        mark = Mark(path=path.name)
        sentence = f'the list under "{key}" does not stand one entry below the other'
        raise ContentError([error(mark, "shape", sentence, "put each entry on lines of its own, after a dash")])
    return listing
