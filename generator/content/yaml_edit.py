"""Small edits to an author's YAML that leave every other character of it as it was: comments, order and layout too.

Every edit is read back before it takes the file's place: if it would say anything but what was meant, the file stays
as it is and the edit is refused. So nothing written by hand can be damaged, in whatever style it is written.
"""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.content.yaml_nodes import End, Listing, Node, Scalar, Table, read, typed
from generator.problems import ContentError, Mark, error
from generator.text.cleaning import cleaned

Way = Sequence[str | int]
"""The way to a value in a file: keys, and positions in lists."""

BOM = "\ufeff"
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML."""
_ODD = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not read as it stands, or reads as the end of a line."""
_FLOW = re.compile(r"(?:[&!]\S*\s+)*[\[{]")
_BLOCK = re.compile(r"(?:[&!]\S*\s+)*[|>](?P<how>[-+0-9]*)")
_DASH = re.compile(r" *-(?=\s|$)")


def set_value(path: Path, way: Way, text: str) -> None:
    """Put a text in the place of a value, or at the end of the table that lacks it.

    Raises:
        ContentError: The file cannot be read, or cannot be edited there; it is as it was.
    """
    page = _Page(path)
    text = text.replace("\r\n", "\n").strip()
    meant = typed(page.node)
    *before, key = way
    table, old = _at(page.node, before), _at(page.node, way)
    if not isinstance(table, Table) or not isinstance(key, str):
        raise _refused(path)
    _inside(meant, before)[key] = text
    if old is not None:
        in_flow = any(page.is_flow(each) for each in _passed(page.node, before))
        margin = 0 if in_flow or not isinstance(old, Scalar) else _margin(table)
        page.save(page.replaced(table, old, *_scalar(text, margin)), meant)
    elif page.is_flow(table):
        values = [page.offset(value.end) for _, value in table.entries]
        place = values[-1] if values else page.offset(table.end) - 1
        page.save(page.text[:place] + f"{', ' if values else ''}{key}: {quoted(text)}" + page.text[place:], meant)
    else:
        head, below = _scalar(text, _margin(table))
        line = [" " * (table.entries[0][0].mark.column - 1) + f"{key}: {head}", *below]
        page.save(page.inserted(page.stop(table), line), meant)


def remove_entry(path: Path, key: str, position: int) -> None:
    """Take an entry out of the list under a key; the file goes with the last one.

    Raises:
        ContentError: The file cannot be read, or cannot be edited there; it is as it was.
    """
    page = _Page(path)
    children = page.block_list(key).children
    if position not in range(len(children)):
        raise _refused(path)
    if len(children) == 1:
        path.unlink()
        return
    entry = children[position]
    first, last = page.starts[page.dash_line(entry) - 1], page.after_break(page.stop(entry))
    meant = typed(page.node)
    del meant[key][position]
    page.save(page.text[:first] + page.text[last:], meant)


def append_entry(path: Path, key: str, entry: str, start: str) -> None:
    """Add an entry, a block of lines, at the end of the list under a key.

    Args:
        path: The file; where there is none, it begins with `start`, which ends in the line with the key.
        key: The key.
        entry: The lines, without their dash and indentation.
        start: What a new file begins with.

    Raises:
        ContentError: The file cannot be read, or cannot be edited there; it is as it was.
    """
    lines = entry.strip("\n").split("\n")
    if not os.path.lexists(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(start + "\n".join(_hung(lines, 2)) + "\n", encoding="utf-8")
        return
    page = _Page(path)
    listing = page.block_list(key)
    margin = len(page.line(page.dash_line(listing.children[-1])).partition("-")[0])
    meant = typed(page.node)
    meant[key].append(typed(_parsed("\n".join(lines) + "\n", path)))
    page.save(page.inserted(page.stop(listing), _hung(lines, margin)), meant)


def quoted(text: str) -> str:
    """Write a text between double quotes, as YAML and JSON both read it."""
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


class _Page:
    """A file's text as it stands, and what it says; used only inside this module."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.node = read(path, path.name)
        whole = path.read_bytes().decode("utf-8")
        self.bom = BOM if whole.startswith(BOM) else ""
        self.text = whole.removeprefix(BOM)
        breaks = list(_BREAK.finditer(self.text))
        self.starts = [0, *(each.end() for each in breaks)]
        self.newline = breaks[0][0] if breaks else "\n"

    def offset(self, place: End) -> int:
        line, column = place
        return self.starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        start = self.starts[number - 1]
        return self.text[start : self.line_end(start)]

    def line_end(self, offset: int) -> int:
        """Return where the line ends that an offset stands on, before its line break."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def after_break(self, offset: int) -> int:
        found = _BREAK.match(self.text, offset)
        return found.end() if found else offset

    def is_flow(self, node: Node) -> bool:
        return not isinstance(node, Scalar) and bool(_FLOW.match(self.text, self.start(node)))

    def start(self, node: Node) -> int:
        return self.offset((node.mark.line, node.mark.column))

    def last(self, node: Node) -> Node:
        """Return the value that a block ends with: itself, where it is none."""
        while not isinstance(node, Scalar) and not self.is_flow(node):
            node = node.children[-1] if isinstance(node, Listing) else node.entries[-1][1]
        return node

    def header(self, node: Node) -> re.Match[str] | None:
        """Return the sign that a block of text begins with: nothing for any other value."""
        is_text = isinstance(node, Scalar) and node.quoted
        return _BLOCK.match(self.text, self.start(node)) if is_text else None

    def stop(self, node: Node) -> int:
        """Return where the last line of a node ends, without the blank lines that follow it and say nothing."""
        last = self.last(node)
        header = self.header(last)
        if header is None:
            return self.line_end(self.offset(last.end))
        line = last.end[0] - (last.end[1] == 1)
        while line > last.mark.line and not self.line(line) and "+" not in header["how"]:
            line -= 1
        return self.line_end(self.starts[line - 1])

    def dash_line(self, entry: Node) -> int:
        """Return the line of the dash before an entry of a list: its first line, or one above."""
        found = [
            line
            for line in range(entry.mark.line, 0, -1)
            if (dash := _DASH.match(self.line(line))) and (line, dash.end()) < (entry.mark.line, entry.mark.column)
        ]
        return found[0]

    def block_list(self, key: str) -> Listing:
        listing = _at(self.node, (key,))
        if not isinstance(listing, Listing) or self.is_flow(listing):
            mark = Mark(path=self.path.name, line=listing.mark.line if listing else 1)
            sentence = f'the list under "{key}" does not stand one entry below the other'
            raise ContentError([error(mark, "shape", sentence, "put each entry on lines of its own, after a dash")])
        return listing

    def replaced(self, table: Table, old: Node, head: str, below: Sequence[str]) -> str:
        """Put a text in the place of a value; what stands after it on its line, such as a comment, stays there."""
        start, last = self.start(old), self.last(old)
        header = self.header(last)
        end = header.end() if header else self.offset(last.end)
        rest = self.text[end : self.line_end(end)]
        space = " " if self.text[start - 1 : start] == ":" else ""
        if last is not old:  # a list may stand as far left as its key, and a text may not
            space = " " * max(0, _margin(table) - old.mark.column + 1)
        lines = "".join(self.newline + line for line in below)
        return self.text[:start] + space + head + rest + lines + self.text[self.stop(old) :]

    def inserted(self, stop: int, lines: Sequence[str]) -> str:
        """Put lines below the line that ends at an offset."""
        end = self.text[stop:] or self.newline
        return self.text[:stop] + "".join(self.newline + line for line in lines) + end

    def save(self, text: str, meant: Any) -> None:
        """Write the file, if the new text says what was meant and nothing else."""
        try:
            said = typed(_parsed(text, self.path))
        except ContentError:
            raise _refused(self.path) from None
        if said != _as_read(meant):
            raise _refused(self.path)
        self.path.write_bytes((self.bom + text).encode("utf-8"))


def _as_read(meant: Any) -> Any:
    """Return a value as reading gives it: without marks in its texts that nobody can see."""
    match meant:
        case str():
            return cleaned(meant)
        case list():
            return [_as_read(each) for each in meant]
        case dict():
            return {key: _as_read(each) for key, each in meant.items()}
    return meant


def _refused(path: Path) -> ContentError:
    sentence = "this file is written in a way that cannot be changed here without harm, so it was left as it was"
    return ContentError([error(Mark(path=path.name), "shape", sentence, "make the change by hand")])


def _parsed(text: str, path: Path) -> Node:
    with TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_bytes(text.encode("utf-8"))
        return read(trial, path.name)


def _hung(lines: Sequence[str], margin: int) -> list[str]:
    """Put a dash before the first line of an entry, and the others below it."""
    first, *rest = lines
    return [" " * margin + f"- {first}", *(" " * (margin + 2) + line if line else "" for line in rest)]


def _scalar(text: str, margin: int) -> tuple[str, list[str]]:
    """Write a text so that YAML reads it back as it is: in quotes, or below its key where it has several lines."""
    if "\n" not in text or not margin or _ODD.search(text):
        return quoted(text), []
    return "|-", [" " * margin + line if line else "" for line in text.split("\n")]


def _margin(table: Table) -> int:
    return table.entries[0][0].mark.column + 1


def _passed(node: Node, way: Way) -> Sequence[Node]:
    """Return everything from a node to the value that a way leads to; nothing where it leads nowhere."""
    passed: list[Node] = [node]
    for step in way:
        if isinstance(node, Table) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Listing) and isinstance(step, int) and step in range(len(node.children)):
            found = node.children[step]
        else:
            found = None
        if found is None:
            return ()
        node = found
        passed.append(node)
    return passed


def _at(node: Node, way: Way) -> Node | None:
    passed = _passed(node, way)
    return passed[-1] if passed else None


def _inside(value: Any, way: Way) -> Any:
    for step in way:
        value = value[step]
    return value
