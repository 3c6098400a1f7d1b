"""Files written whole or not at all, what is ours taken away, and records in which any damage is noticed."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

UNFINISHED = ".new"
"""How the name of a file ends that is being written; what a stopped build leaves of these is deleted by the next."""


def read_file(path: Path) -> bytes | None:
    """Return the bytes of a file, or nothing where no file can be read: a folder, a pipe or a broken link is none."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old one or the whole new one; a folder in its place is taken away.

    Raises:
        OSError: It cannot be written; the old one stands, and the error names the file that was meant.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        if path.is_dir():
            remove(path)
        draft.replace(path)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise OSError(exc.errno, exc.strerror, str(path)) from exc


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name (a hard link), or copy it where that cannot be; a file that has the name gives way.

    Nothing may write into either of them from then on: what changes is written as a new file (`write_file`).

    Raises:
        OSError: Neither can be done.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def unshare(folder: Path) -> None:
    """Give every file below a folder bytes of its own, so that it can be written into: its other names keep theirs.

    Raises:
        OSError: A file can be neither read nor written.
    """
    for name in file_names(folder):
        path = folder / name
        if not path.is_symlink() and path.stat().st_nlink > 1:
            write_file(path, path.read_bytes())


def remove(path: Path) -> None:
    """Take away a file, a folder with all that is in it, or a link; what a link leads to stays.

    Raises:
        OSError: Something cannot be taken away.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def make_folder(path: Path, within: Path) -> None:
    """Make a folder below one of ours, where anything else that stands in its way is taken away.

    Raises:
        OSError: It cannot be made.
    """
    for each in reversed([path, *path.parents]):
        if each != within and each.is_relative_to(within) and not each.is_dir():
            remove(each)
    path.mkdir(parents=True, exist_ok=True)


def file_names(folder: Path) -> Iterator[str]:
    """Yield the path of everything below a folder that is no folder; links count as files and are not followed."""
    for here, folders, files in os.walk(folder):
        base = Path(here)
        for name in (*files, *(each for each in folders if (base / each).is_symlink())):
            yield (base / name).relative_to(folder).as_posix()


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, in hex, by its path; what cannot be read has an empty one."""
    found = {}
    for name in file_names(folder):
        content = None if (folder / name).is_symlink() else read_file(folder / name)
        found[name] = "" if content is None else hashlib.sha256(content).hexdigest()
    return found


def read_record(path: Path) -> dict[str, Any]:
    """Return what `write_record` wrote; nothing where that cannot be read or was altered in any way."""
    try:
        kept = json.loads((read_file(path) or b"").decode())
        value, told = kept["value"], kept["sha256"]
        return value if isinstance(value, dict) and told == _seal(value) else {}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def write_record(path: Path, value: Mapping[str, Any]) -> None:
    """Write values that JSON can hold, whole, with their hash.

    Raises:
        OSError: The record cannot be written.
    """
    write_file(path, json.dumps({"sha256": _seal(value), "value": value}).encode())


def _seal(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
