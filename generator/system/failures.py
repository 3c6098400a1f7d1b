"""What the machine refuses, in plain words: no room on the disk, a place not to be written, a file that vanished."""

import errno
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

from generator.problems import ContentError, Mark, Problem, error

_RULE = "machine"
_MEMORY = ("there is not enough memory for this", "close other programs, or build with --jobs 1")
_NOT_ALLOWED = ("this machine does not allow us to use this", "see who owns it, and who may read and write it")
_TOO_MANY_FILES = ("too many files are open at once", "allow more with: ulimit -n 1024")
_NO_ROOM = ("there is no room left on the disk", "make room, and run this again")
_GONE = ("this was not there when it was needed", "run this again when nobody is moving files")

_WORDS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: ("this file would be larger than this machine allows", "allow more with: ulimit -f unlimited"),
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENFILE: _TOO_MANY_FILES,
    errno.ENOMEM: _MEMORY,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: ("this place can be read and not written", "choose another place"),
    errno.ENOENT: _GONE,
    errno.ESTALE: _GONE,
    errno.EEXIST: ("something stands here already where a new file or folder should be", "move it away"),
    errno.ENOTEMPTY: ("this folder came to hold something while we worked", "run this again"),
    errno.EISDIR: ("a folder stands here where a file should be", "move it away"),
    errno.ENOTDIR: ("a file stands in this path where a folder should be", "move it away"),
    errno.ELOOP: ("links lead to each other here, or there is one where none may be", "put the file itself here"),
    errno.ENAMETOOLONG: ("this name is too long for this machine", "choose a shorter one"),
    errno.EBUSY: ("this is in use as a place where a disk is joined on", "name a folder inside it"),
    errno.EXDEV: ("this lies on another disk than what is beside it", "name a folder inside it"),
    errno.EIO: (
        "the disk could not be read or written",
        "it may be failing: see that your files are kept elsewhere too",
    ),
}


@contextmanager
def in_plain_words(root: Path, place: Path) -> Iterator[None]:
    """Turn what the machine refuses within the block into a problem.

    Args:
        root: Paths below it are shown as people type them from there.
        place: What is named where the machine does not say which file it means.

    Raises:
        ContentError: A file, memory or a worker failed us.
    """
    try:
        yield
    except BrokenExecutor as exc:
        sentence = "a worker ended before its work was done; most often because memory ran out"
        raise ContentError([error(_mark(place, root), _RULE, sentence, _MEMORY[1])]) from exc
    except MemoryError as exc:
        raise ContentError([error(_mark(place, root), _RULE, *_MEMORY)]) from exc
    except OSError as exc:
        raise ContentError([problem_of(exc, root, place)]) from exc


def problem_of(exc: OSError, root: Path, place: Path) -> Problem:
    """Return what the machine refused as a problem; `root` and `place` are those of `in_plain_words`."""
    named = Path(str(exc.filename)) if exc.filename is not None else place
    sentence, hint = _WORDS.get(exc.errno or 0, (f"this machine says: {exc.strerror or exc}", ""))
    return error(_mark(named, root), _RULE, sentence, hint)


def _mark(path: Path, root: Path) -> Mark:
    return Mark(path=path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path))
