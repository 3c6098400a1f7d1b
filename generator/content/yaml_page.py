"""An author's YAML as text: where each value begins and ends in it, so that one can be changed and nothing else."""

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
_FLOW = re.compile(r"(?:[&!]\S*\s+)*[\[{]")
_BLOCK = re.compile(r"(?:[&!]\S*\s+)*[|>](?P<how>[-+0-9]*)")
_DASH = re.compile(r" *-(?=\s|$)")


class YamlPage:
    """A file's text as it stands, and what it says: where each value begins and ends in it."""

    def __init__(self, path: Path, raw: bytes | None = None) -> None:
        """Read a file, or what is to stand in it where that is given.

        Raises:
            ContentError: It cannot be read.
        """
        self.path = path
        self.node = read(path, path.name) if raw is None else parsed(raw, path)
        whole = (path.read_bytes() if raw is None else raw).decode("utf-8")
        self.bom = BOM if whole.startswith(BOM) else ""
        self.text = whole.removeprefix(BOM)
        breaks = list(_BREAK.finditer(self.text))
        self.starts = [0, *(each.end() for each in breaks)]
        self.newline = breaks[0][0] if breaks else "\n"

    def offset(self, place: End) -> int:
        """Return how many characters stand before a place."""
        line, column = place
        return self.starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Return a line by its number."""
        start = self.starts[number - 1]
        return self.text[start : self.line_end(start)]

    def line_end(self, offset: int) -> int:
        """Return where the line ends that an offset stands on, before its line break."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def after_break(self, offset: int) -> int:
        """Return where the line after a line break begins."""
        found = _BREAK.match(self.text, offset)
        return found.end() if found else offset

    def is_flow(self, node: Node) -> bool:
        """Say whether a list or table stands between brackets."""
        return not isinstance(node, Scalar) and bool(_FLOW.match(self.text, self.start(node)))

    def start(self, node: Node) -> int:
        """Return where a value begins."""
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
        """Return the list under a key, one entry below the other."""
        listing = at(self.node, (key,))
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
            space = " " * max(0, margin_in(table) - old.mark.column + 1)
        lines = "".join(self.newline + line for line in below)
        return self.text[:start] + space + head + rest + lines + self.text[self.stop(old) :]

    def inserted(self, stop: int, lines: Sequence[str]) -> str:
        """Put lines below the line that ends at an offset."""
        end = self.text[stop:] or self.newline
        return self.text[:stop] + "".join(self.newline + line for line in lines) + end

    def save(self, text: str, meant: Any) -> None:
        """Write the file, if the new text says what was meant and nothing else."""
        try:
            said = typed(parsed(text, self.path))
        except ContentError:
            raise refused(self.path) from None
        if said != as_read(meant):
            raise refused(self.path)
        self.path.write_bytes((self.bom + text).encode("utf-8"))


def as_read(meant: Any) -> Any:
    """Return a value as reading gives it: without marks in its texts that nobody can see."""
    match meant:
        case str():
            return cleaned(meant)
        case list():
            return [as_read(each) for each in meant]
        case dict():
            return {key: as_read(each) for key, each in meant.items()}
    return meant


def refused(path: Path) -> ContentError:
    """Return the problem of a file that cannot be changed here."""
    sentence = "this file is written in a way that cannot be changed here without harm, so it was left as it was"
    return ContentError([error(Mark(path=path.name), "shape", sentence, "make the change by hand")])


def parsed(text: str | bytes, path: Path) -> Node:
    """Read a text as a file of the name of a path would be read."""
    with TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return read(trial, path.name)


def margin_in(table: Table) -> int:
    """Return how many spaces stand before what stands below a key of a table."""
    return table.entries[0][0].mark.column + 1


def nodes_on(node: Node, way: Way) -> Sequence[Node]:
    """Return everything from a node to the value that a way leads to; nothing where it leads nowhere."""
    found: list[Node] = [node]
    for step in way:
        inside: Node | None = None
        if isinstance(node, Table) and isinstance(step, str):
            inside = node.get(step)
        elif isinstance(node, Listing) and isinstance(step, int) and step in range(len(node.children)):
            inside = node.children[step]
        if inside is None:
            return ()
        node = inside
        found.append(node)
    return found


def at(node: Node, way: Way) -> Node | None:
    """Return what a way leads to, or nothing."""
    found = nodes_on(node, way)
    return found[-1] if found else None


def inside(value: Any, way: Way) -> Any:
    """Return what a way leads to in plain values."""
    for step in way:
        value = value[step]
    return value
