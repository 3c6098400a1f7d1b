"""What differs between files and a commit, in words: what was saved since, and what was put on record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.content.yaml_nodes import plain, said_in
from generator.editor.files import Edit
from generator.editor.history import Saved
from generator.problems import ContentError

UNDONE = "Undone: "
"""How the saved changes begin that take another one back."""

RECORDS = ("approvals.yml", "signatures.yml", "confirmations.yml", "decisions.yml")
"""Files that say themselves what was done, by whom; `./handbook` adds to them as the editor does."""

MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A file in two states, older and newer; nothing where there is none."""

    path: Path
    old: bytes | None
    new: bytes | None


def in_words(saved: Sequence[Saved], changes: Sequence[Change], titles: Mapping[str, str], root: Path) -> list[str]:
    """Return what leads from the older state of some files to the newer, each thing once, oldest first.

    Args:
        saved: What was saved in the editor, the newest first.
        changes: The files.
        titles: The titles of documents, by their ids.
        root: The folder of the project, from which files are named that somebody else wrote.
    """
    kept = list(reversed(saved))
    found, others = set[int](), list[str]()
    for each in changes:
        if each.path.name in RECORDS:
            others += _recorded(each, titles)
        elif (between := _between(kept, each)) is not None:
            found |= {one.number for one in between}
        else:
            shown = each.path.relative_to(root).as_posix() if each.path.is_relative_to(root) else each.path.name
            others.append(f"Written outside this editor: {shown}")
    return list(dict.fromkeys([*_told([each for each in kept if each.number in found]), *others]))


def _between(kept: Sequence[Saved], change: Change) -> list[Saved] | None:
    """Return what was saved of a file between two of its states; nothing where what was saved does not lead there."""
    chain = [(each, edit) for each in kept for edit in each.edits if edit.path == change.path]
    if not chain:
        return None
    start, end = _state(chain, change.old), _state(chain, change.new)
    return [each for each, _ in chain[start:end]] if start is not None and end is not None and start < end else None


def _state(chain: Sequence[tuple[Saved, Edit]], content: bytes | None) -> int | None:
    """Return after how many changes a file last said something; nothing where it never did."""
    states = [chain[0][1].before, *(edit.after for _, edit in chain)]
    return next((place for place in reversed(range(len(states))) if states[place] == content), None)


def _told(found: Sequence[Saved]) -> Iterator[str]:
    """Return changes in words; of one that was taken back among them, neither it nor that."""
    gone = {each.what for each in found if each.undone}
    for each in found:
        if not each.undone and each.what.removeprefix(UNDONE) not in (gone if each.what.startswith(UNDONE) else ()):
            yield each.what


def _recorded(change: Change, titles: Mapping[str, str]) -> list[str]:
    """Return what was put on record: what was decided, by whom, and about which documents."""
    before = _rows(change.old)
    said: dict[str, list[str]] = {}
    for row in _rows(change.new):
        if row in before:
            continue
        name = str(row.get("document") or row.get("contact") or row.get("amends") or "")
        said.setdefault(f"{_deed(row)} by {row.get('by')}", []).append(titles.get(name, name))
    return [
        f"{deed}: {', '.join(names) if len(names) <= MOST_NAMED else f'{len(names)} documents'}"
        for deed, names in said.items()
    ] or [f"Changed by hand: {change.path.name}"]


def _deed(row: Mapping[str, Any]) -> str:
    if "contact" in row:
        return "Called"
    if "choice" in row:
        return "Decided"
    event = str(row.get("event") or "approved")
    return f"{event[:1].upper()}{event[1:]}"


def _rows(content: bytes | None) -> list[Mapping[str, Any]]:
    """Return the records of a file; none where it cannot be read."""
    try:
        said = plain(said_in((content or b"").decode("utf-8"), "")[0])
    except (ContentError, UnicodeDecodeError):
        return []
    listed = next(iter(said.values()), None) if isinstance(said, dict) else None
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
