"""The files below a folder: links are never followed, pipes and devices never opened, and each of them is told."""

import os
import stat
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from generator.problems import Mark, Problem, error
from generator.system.file_names import is_leftover, is_yaml, original

DEEPEST = 8
"""How deeply folders may stand in each other; documents need 2."""

MOST = 20_000
"""The most files and folders that are looked at below one folder."""

Shown = Callable[[Path], str]
"""Gives a file's path as people type it."""


def files_in(folder: Path, shown: Shown, aside: Collection[str] = ()) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Find the plain files below a folder, in order, without what editors and systems leave there.

    Args:
        folder: The folder, which need not exist.
        shown: Gives a file's path as people type it.
        aside: What stands in the folder itself and is read by others.

    Returns:
        The files, and what else stands there: links, pipes and devices, folders that cannot be read, and copies that
        may hold a change which nobody would read.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    waiting = [(folder, 0)] if os.path.lexists(folder) else []
    looked_at = 0
    while waiting:
        path, depth = waiting.pop()
        looked_at += 1
        wrong = tuple(_faults(path, depth, shown)) if looked_at <= MOST else (_too_many(folder, shown),)
        problems += wrong
        if looked_at > MOST:
            break
        if wrong:
            continue
        if path.is_dir():
            inside, unread = listing(path, shown)
            problems += unread
            waiting += [(each, depth + 1) for each in inside if not _is_passed_over(each, depth, aside)]
        elif depth:
            found.append(path)
        else:
            problems.append(error(Mark(path=shown(path)), "stray-file", "a folder belongs here, and this is a file"))
    return tuple(sorted(found)), tuple(problems)


def listing(folder: Path, shown: Shown) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return what stands in a folder itself, in order, or why that cannot be known; nothing where there is none."""
    try:
        return tuple(sorted(folder.iterdir())), ()
    except FileNotFoundError:
        return (), ()
    except OSError as exc:
        sentence = f"this folder cannot be read: {exc.strerror}"
        return (), (error(Mark(path=shown(folder)), "unreadable", sentence, "allow it to be read, or take it out"),)


def odd_kind(path: Path) -> tuple[str, str, str] | None:
    """Say what a path is, where it is neither a plain file nor a folder: the rule's name, a sentence and a hint."""
    try:
        mode = path.lstat().st_mode
    except OSError as exc:
        return "unreadable", f"this cannot be read: {exc.strerror}", "allow it to be read, or take it out"
    if stat.S_ISLNK(mode):
        sentence = "this is a link to another file or folder, which is not followed"
        return "link-file", sentence, "put the file or folder itself here"
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        what = "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"
        return "special-file", f"this is {what} and no file, so it is not opened", "take it out of the content"
    return None


def _is_passed_over(path: Path, depth: int, aside: Collection[str]) -> bool:
    """Say whether nobody means this to be read; a hidden document among others is told, since somebody wrote it."""
    hidden_document = depth and path.name[:1] == "." and path.name[1:2].isalnum() and is_yaml(path.name)
    return (is_leftover(path.name) and not hidden_document) or (depth == 0 and path.name in aside)


def _faults(path: Path, depth: int, shown: Shown) -> Iterator[Problem]:
    mark = Mark(path=shown(path))
    if (odd := odd_kind(path)) is not None:
        yield error(mark, *odd)
    elif depth > DEEPEST:
        yield error(mark, "stray-file", "folders stand inside each other too deeply here", "move this further up")
    elif depth and is_yaml(path.name) and path.is_dir():
        sentence = "this is a folder, though it is called like a file"
        yield error(mark, "stray-file", sentence, "rename it, or put the file itself here")
    elif path.name.startswith(".") and depth:
        sentence = "a file whose name begins with a dot is hidden, and is not read"
        yield error(mark, "stray-file", sentence, f"rename it to {path.name[1:]}, or delete it")
    elif depth and path.is_file() and (of := original(path.name)):
        sentence = f"this looks like a copy of {of} that a program made; what was changed in it would be lost"
        yield error(mark, "leftover", sentence, f"compare it with {of}, carry over what is missing, then delete it")


def _too_many(folder: Path, shown: Shown) -> Problem:
    sentence = f"there are more than {MOST} files and folders in here"
    return error(Mark(path=shown(folder)), "too-large", sentence, "take out what is no content")
