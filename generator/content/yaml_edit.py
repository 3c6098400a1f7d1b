"""Small edits to an author's YAML that leave every other character of it as it was: comments, order and layout too.

Every edit is read back before it takes the file's place: if it would say anything but what was meant, the file stays
as it is and the edit is refused. So nothing written by hand can be damaged, in whatever style it is written.
"""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from generator.content.yaml_nodes import Scalar, Table, typed
from generator.content.yaml_page import Way, YamlPage, at, inside, margin_in, nodes_on, parsed, refused

ODD = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not read as it stands, or reads as the end of a line."""


def set_value(path: Path, way: Way, text: str) -> None:
    """Put a text in the place of a value, or at the end of the table that lacks it.

    Raises:
        ContentError: The file cannot be read, or cannot be edited there; it is as it was.
    """
    page = YamlPage(path)
    text = text.replace("\r\n", "\n").strip()
    meant = typed(page.node)
    *before, key = way
    table, old = at(page.node, before), at(page.node, way)
    if not isinstance(table, Table) or not isinstance(key, str):
        raise refused(path)
    inside(meant, before)[key] = text
    if old is not None:
        in_flow = any(page.is_flow(each) for each in nodes_on(page.node, before))
        margin = 0 if in_flow or not isinstance(old, Scalar) else margin_in(table)
        page.save(page.replaced(table, old, *_scalar(text, margin)), meant)
    elif page.is_flow(table):
        values = [page.offset(value.end) for _, value in table.entries]
        place = values[-1] if values else page.offset(table.end) - 1
        page.save(page.text[:place] + f"{', ' if values else ''}{key}: {quoted(text)}" + page.text[place:], meant)
    else:
        head, below = _scalar(text, margin_in(table))
        line = [" " * (table.entries[0][0].mark.column - 1) + f"{key}: {head}", *below]
        page.save(page.inserted(page.stop(table), line), meant)


def remove_entry(path: Path, key: str, position: int) -> None:
    """Take an entry out of the list under a key; the file goes with the last one.

    Raises:
        ContentError: The file cannot be read, or cannot be edited there; it is as it was.
    """
    page = YamlPage(path)
    children = page.block_list(key).children
    if position not in range(len(children)):
        raise refused(path)
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
    page = YamlPage(path)
    listing = page.block_list(key)
    margin = len(page.line(page.dash_line(listing.children[-1])).partition("-")[0])
    meant = typed(page.node)
    meant[key].append(typed(parsed("\n".join(lines) + "\n", path)))
    page.save(page.inserted(page.stop(listing), _hung(lines, margin)), meant)


def append_record(path: Path, key: str, fields: Sequence[str], start: str) -> None:
    """Add a record at the end of the list under a key, on one line of its own.

    Two people who each add one on the same day then have two lines, which git puts below each other (`merge=union`).

    Args:
        path: The file; where there is none, it begins with `start`.
        key: The key.
        fields: What the record says, each as `key: value`.
        start: What a new file begins with.

    Raises:
        ContentError: The file cannot be read, or cannot be edited there; it is as it was.
    """
    append_entry(path, key, f"{{{', '.join(fields)}}}", start)


def quoted(text: str) -> str:
    """Write a text between double quotes, as YAML and JSON both read it."""
    return ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _hung(lines: Sequence[str], margin: int) -> list[str]:
    """Put a dash before the first line of an entry, and the others below it."""
    first, *rest = lines
    return [" " * margin + f"- {first}", *(" " * (margin + 2) + line if line else "" for line in rest)]


def _scalar(text: str, margin: int) -> tuple[str, list[str]]:
    """Write a text so that YAML reads it back as it is: in quotes, or below its key where it has several lines."""
    if "\n" not in text or not margin or ODD.search(text):
        return quoted(text), []
    return "|-", [" " * margin + line if line else "" for line in text.split("\n")]
