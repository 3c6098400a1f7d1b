"""What the editor remembers beside the content: what was saved, so that it can be undone, and forms that are half done.

It stands in `.drafts/`, which git ignores, as one small file for each: damage to one loses that one.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.editor.files import Edit
from generator.problems import ContentError, Mark, error
from generator.system.disk import read_record, write_record

FOLDER = ".drafts"

MOST_KEPT = 200
"""How many saved changes can be undone; the oldest go first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """One change that was saved: its number, when, what it was in words, where it is seen, and its files."""

    number: int
    when: str
    what: str
    address: str
    edits: tuple[Edit, ...]
    undone: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HalfDone:
    """A form that somebody began: where it is, what it is about, when and by whom it was kept, and what it says."""

    address: str
    title: str
    when: str
    fields: Mapping[str, tuple[str, ...]]
    by: str = ""


class History:
    """Keeps saved changes and half-finished forms of one edition."""

    def __init__(self, root: Path, name: str, who: str = "") -> None:
        """Keep them for the edition of a name, below the folder of the project, as what this person did.

        Raises:
            ContentError: The folder for them is a link.
        """
        self._root = root
        self.who = who
        self._folder = root / FOLDER / name
        for each in (root / FOLDER, self._folder):
            if each.is_symlink():
                mark = Mark(path=f"{FOLDER}")
                sentence = "this is a link to another folder, which is not followed"
                raise ContentError([error(mark, "link-file", sentence, "take it out: the editor makes its own")])

    def keep(self, what: str, address: str, edits: Sequence[Edit], now: datetime) -> Saved:
        """Remember a change that was saved."""
        known = self._numbers()
        number = (known[-1] if known else 0) + 1
        saved = Saved(number=number, when=_minute(now), what=what, address=address, edits=tuple(edits))
        self._write(saved)
        for old in known[: max(0, len(known) + 1 - MOST_KEPT)]:
            self._place(old).unlink(missing_ok=True)
        return saved

    def saved(self) -> tuple[Saved, ...]:
        """Return what was saved, the newest first."""
        found = (self.of(number) for number in reversed(self._numbers()))
        return tuple(each for each in found if each)

    def of(self, number: int) -> Saved | None:
        """Return one saved change, or nothing where it is not kept or not whole."""
        kept = read_record(self._place(number))
        with suppress(KeyError, TypeError, ValueError):
            edits = tuple(
                Edit(path=self._root / one["path"], before=_raw(one["before"]), after=_raw(one["after"]))
                for one in kept["edits"]
            )
            return Saved(
                number=number,
                when=kept["when"],
                what=kept["what"],
                address=kept["address"],
                edits=edits,
                undone=bool(kept["undone"]),
            )
        return None

    def mark_undone(self, saved: Saved) -> None:
        """Remember that a change was undone."""
        self._write(replace(saved, undone=True))

    def begin(self, address: str, title: str, fields: Mapping[str, tuple[str, ...]], now: datetime) -> None:
        """Keep a form that is half done; there is one for each address."""
        value = {"address": address, "title": title, "when": _minute(now), "by": self.who}
        value["fields"] = json.dumps(dict(fields))
        write_record(self._form(address), value)

    def half_done(self, address: str) -> HalfDone | None:
        """Return the form that was begun at an address, or nothing."""
        return _half_done(read_record(self._form(address)))

    def all_half_done(self) -> tuple[HalfDone, ...]:
        """Return every form that was begun and not saved, the newest first."""
        found = (_half_done(read_record(path)) for path in (self._folder / "forms").glob("*.json"))
        return tuple(sorted((each for each in found if each), key=lambda each: each.when, reverse=True))

    def forget(self, address: str) -> None:
        """Forget a form that was begun."""
        self._form(address).unlink(missing_ok=True)

    def _write(self, saved: Saved) -> None:
        edits = [
            {"path": self._relative(each.path), "before": _text(each.before), "after": _text(each.after)}
            for each in saved.edits
        ]
        value = {"when": saved.when, "what": saved.what, "address": saved.address, "undone": saved.undone}
        write_record(self._place(saved.number), {**value, "edits": edits})

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.as_posix()

    def _place(self, number: int) -> Path:
        return self._folder / "saved" / f"{number:06}.json"

    def _form(self, address: str) -> Path:
        return self._folder / "forms" / f"{hashlib.sha256(address.encode()).hexdigest()[:24]}.json"

    def _numbers(self) -> list[int]:
        names = (path.stem for path in (self._folder / "saved").glob("*.json"))
        return sorted(int(name) for name in names if name.isdigit())


def _half_done(kept: Mapping[str, object]) -> HalfDone | None:
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        fields = {str(name): tuple(map(str, given)) for name, given in json.loads(str(kept["fields"])).items()}
        by = str(kept.get("by", ""))
        return HalfDone(
            address=str(kept["address"]), title=str(kept["title"]), when=str(kept["when"]), fields=fields, by=by
        )
    return None


def _minute(now: datetime) -> str:
    return now.isoformat(sep=" ", timespec="seconds")


def _text(content: bytes | None) -> str | None:
    return b64encode(content).decode() if content is not None else None


def _raw(text: str | None) -> bytes | None:
    return b64decode(text) if text is not None else None
