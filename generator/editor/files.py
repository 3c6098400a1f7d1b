"""Authors' files as the editor reads and writes them: in their folder, no links, whole, over nobody's change."""

import hashlib
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.problems import ContentError, Mark, error
from generator.system.disk import write_file


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One file before and after a change; nothing where there is none."""

    path: Path
    before: bytes | None
    after: bytes | None


class ChangedMeanwhileError(Exception):
    """Raised where a file is no longer as it was read: somebody else wrote it."""

    def __init__(self, edit: Edit, found: bytes | None) -> None:
        """Keep what was to be written, and what stands there."""
        self.edit, self.found = edit, found
        super().__init__(str(edit.path))


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Where the editor may write: some folders, and nothing outside them."""

    root: Path
    folders: tuple[Path, ...]

    def shown(self, path: Path) -> str:
        """Return a path as people type it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def refuse(self, path: Path) -> None:
        """Stop at a path that leads out of the folders, over a link, or to what is no plain file.

        Raises:
            ContentError: The editor does not write there.
        """
        mark = Mark(path=self.shown(path))
        home = next((each for each in self.folders if path.is_relative_to(each)), None)
        if home is None or ".." in path.parts:
            hint = "the editor writes only in the folder of what you edit"
            raise ContentError([error(mark, "outside", "this file lies outside what may be written here", hint)])
        for each in (home, *reversed([one for one in path.parents if one.is_relative_to(home)]), path):
            if each.is_symlink():
                hint = "put the file or folder itself here"
                sentence = "this is a link to another file or folder, which is not followed"
                raise ContentError([error(Mark(path=self.shown(each)), "link-file", sentence, hint)])
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            raise ContentError([error(mark, "special-file", "this is no plain file, so it is not written", "")])

    def read(self, path: Path) -> bytes | None:
        """Return the bytes of a file, or nothing where there is none.

        Raises:
            ContentError: It is not one that the editor may write.
        """
        self.refuse(path)
        return path.read_bytes() if path.exists() else None

    def write(self, edits: Sequence[Edit]) -> None:
        """Write some files, all or none of them.

        Raises:
            ContentError: One of them is not the editor's to write.
            ChangedMeanwhileError: One of them is not as it was read; then none is written.
        """
        for each in edits:
            found = self.read(each.path)
            if found != each.before:
                raise ChangedMeanwhileError(each, found)
        done: list[Edit] = []
        try:
            for each in edits:
                self._put(each.path, each.after)
                done.append(each)
        except OSError:
            for each in reversed(done):
                self._put(each.path, each.before)
            raise

    def _put(self, path: Path, content: bytes | None) -> None:
        if content is not None:
            write_file(path, content)
            return
        path.unlink(missing_ok=True)
        home = next(each for each in self.folders if path.is_relative_to(each))
        for folder in path.parents:  # folders that held only this are not left behind
            if folder == home or not folder.is_relative_to(home) or any(folder.iterdir()):
                break
            folder.rmdir()


def fingerprint_of(content: bytes | None) -> str:
    """Return what tells the bytes of a file from any others; nothing where there is no file."""
    return hashlib.sha256(content).hexdigest() if content is not None else ""


def as_edits(before: Iterable[tuple[Path, bytes]], after: Iterable[tuple[Path, bytes]]) -> tuple[Edit, ...]:
    """Return what differs between the files of a folder before and after something wrote there."""
    old, new = dict(before), dict(after)
    paths = sorted({*old, *new})
    return tuple(
        Edit(path=path, before=old.get(path), after=new.get(path)) for path in paths if old.get(path) != new.get(path)
    )
