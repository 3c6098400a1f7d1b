"""One build at a time in a place: the second says who is at work there, and waits.

The lock is the kernel's (`flock`), so it ends with the process that holds it, however that ends.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from generator.system.disk import read_file

SECONDS_BETWEEN_TRIES = 0.1
SECONDS_BETWEEN_WORDS = 60.0

_held: set[int] = set()


@contextmanager
def locked(path: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock whose file is at `path`; wait until whoever holds it is done, and say who that is.

    Raises:
        OSError: The file cannot be made.
    """
    handle = _taken(path, say)
    _held.add(handle)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        _held.discard(handle)
        os.close(handle)


def let_go_in_a_worker() -> None:
    """Close what a worker has of its parent's locks, so that none outlives the parent."""
    for handle in _held:
        os.close(handle)
    _held.clear()


def _taken(path: Path, say: Callable[[str], None]) -> int:
    next_words = time.monotonic()
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(handle, path):
                os.ftruncate(handle, 0)
                os.write(handle, json.dumps({"pid": os.getpid(), "since": _now()}).encode())
                return handle
        except BlockingIOError:
            if time.monotonic() >= next_words:
                say(f"Another build is at work here{_holder(path)}. Waiting for it to end ...")
                next_words = time.monotonic() + SECONDS_BETWEEN_WORDS
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        time.sleep(SECONDS_BETWEEN_TRIES)


def _is_at(handle: int, path: Path) -> bool:
    """Say whether the file that was locked still has its name: who held it before may have deleted it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    """Say who holds a lock, where that can be read."""
    try:
        told = json.loads(read_file(path) or b"")
        return f" (process {int(told['pid'])}, since {datetime.fromisoformat(told['since']):%H:%M:%S})"
    except (ValueError, KeyError, TypeError):
        return ""


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
