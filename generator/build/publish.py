"""The finished site put in the place of the old one in a single step, so that a stop at any moment leaves one of both.

A site is put together in a folder beside the old one. On Linux the kernel exchanges the two (`renameat2`); where that
cannot be, the old one is moved aside first, and the next build puts it back if this one was stopped in between.
"""

import ctypes
import errno
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path

from generator.build import site_folder
from generator.build.options import PRINT
from generator.build.site_folder import MARK, is_site, owner_of, strangers
from generator.problems import ContentError, Mark, error
from generator.system.disk import file_names, link_or_copy, remove
from generator.system.process_locks import locked

Say = Callable[[str], None]
"""Hears a sentence that a person should read."""

_ONE_STEP, _HERE, _EXCHANGE = "renameat2", -100, 2
"""What exchanges two names on Linux, with AT_FDCWD and RENAME_EXCHANGE."""
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""What file systems answer that cannot exchange two names."""
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
"""Whatever the builder's umask is, a web server reads what is published."""
_PRINTED = frozenset({"downloads", "manifest.json"})
"""What of an edition belongs to print."""
_RESERVE = 16
"""How many open files are kept back, so that a build for which they ran out can still clear up."""
_NAMED = 3
"""How many of somebody's files are named when they are set aside."""


@contextmanager
def reserved(site_dir: Path, say: Say) -> Iterator[None]:
    """Keep a site to this build, and put right what a stopped one left there.

    Raises:
        ContentError: Nothing can be written beside it, or what stands there is somebody's own.
        OSError: Something cannot be moved or taken away.
    """
    made = [each for each in site_dir.parents if not each.exists()]
    try:
        with ExitStack() as stack:
            try:
                for each in reversed(made):
                    each.mkdir(_FOLDER_MODE, exist_ok=True)
                stack.enter_context(locked(site_dir.with_name(f".{site_dir.name}-lock"), say))
            except OSError as exc:
                sentence = f"nothing can be written beside this folder: {exc.strerror}"
                hint = "choose another with --site-dir, or make room and see who may write there"
                raise ContentError([error(Mark(path=str(site_dir)), "site-dir", sentence, hint)]) from exc
            _repair(site_dir, say)
            yield
    finally:
        for each in made:
            with suppress(OSError):
                each.rmdir()


@contextmanager
def staged(site_dir: Path, say: Say) -> Iterator[Path]:
    """Return an empty folder to put a site together in; it is gone after the block, unless it was put in its place.

    Raises:
        OSError: The folder cannot be made.
    """
    staging = _staging(site_dir)
    reserve = [os.open(os.devnull, os.O_RDONLY) for _ in range(_RESERVE)]
    try:
        staging.mkdir()
        site_folder.mark(staging)
        yield staging
    finally:
        for handle in reserve:
            os.close(handle)
        with suppress(OSError):
            _discard(staging, site_dir, say)


def keep(
    site_dir: Path, staging: Path, codes: Collection[str], *, made: Collection[str], stay: Collection[str], only: str
) -> None:
    """Begin from the site as it stands, without what is about to be made.

    Nothing is copied: the files get a second name (a hard link), and nothing writes into them. What is written anew of
    the editions that are made gets a file of its own.

    Args:
        site_dir: The site as it stands.
        staging: Where the new one is put together.
        codes: Every trust that has a folder of its own there.
        made: The trusts whose editions are made; "" is the national one.
        stay: Those whose editions stay as they are.
        only: SITE or PRINT, of which the other is kept of what is made; nothing where all of an edition is made.

    Raises:
        OSError: A file can be neither linked nor copied.
    """
    left = {MARK, *strangers(site_dir)}
    for name in file_names(site_dir):
        code = owner_of(name, codes)
        inside = name.removeprefix(f"{code}/") if code else name
        is_print = inside.removeprefix("trainer/").partition("/")[0] in _PRINTED
        stays = is_print != (only == PRINT) if only and code in made else code in stay
        if stays and name not in left:
            link_or_copy(site_dir / name, staging / name)


def put_in_place(staging: Path, site_dir: Path, say: Say) -> None:
    """Put the finished site in the place of the old one, of which nothing is left but what somebody else put there.

    A stop in the middle of it leaves one of both, whole, and the next build takes the other away.

    Raises:
        OSError: It cannot be done; the old site stands.
    """
    site_folder.mark(staging, (name for name in file_names(staging) if name != MARK))
    _make_readable(staging)
    if site_dir.exists():
        replace(staging, site_dir)
    else:
        staging.rename(site_dir)
    for left in (staging, _former(site_dir)):
        with suppress(OSError):  # the new site stands; what cannot be taken away now, the next build tries again
            _discard(left, site_dir, say)


def replace(new: Path, site_dir: Path) -> None:
    """Put a folder in the place of another, which gets its name or, where that takes two steps, is moved aside.

    Raises:
        OSError: It cannot be done; both are as they were.
    """
    if _exchange(new, site_dir):
        return
    former = _former(site_dir)
    site_dir.rename(former)
    try:
        new.rename(site_dir)
    except OSError:
        former.rename(site_dir)
        raise


def _staging(site_dir: Path) -> Path:
    return site_dir.with_name(f".{site_dir.name}-new")


def _former(site_dir: Path) -> Path:
    return site_dir.with_name(f".{site_dir.name}-old")


def _repair(site_dir: Path, say: Say) -> None:
    """Put right what a stopped build left: a site that was moved aside comes back, and what was unfinished goes."""
    staging, former = _staging(site_dir), _former(site_dir)
    for left in (staging, former):
        if (left.exists() or left.is_symlink()) and not _is_ours(left):
            sentence = "a build needs this name for its own work, and no build made what stands here"
            raise ContentError([error(Mark(path=str(left)), "site-dir", sentence, "rename it or move it away")])
    if is_site(former) and not site_dir.exists():
        former.rename(site_dir)
    for left in (staging, former):
        _discard(left, site_dir, say)


def _is_ours(left: Path) -> bool:
    """Say whether a build made a folder, or was stopped when it had only begun to mark it."""
    if left.is_symlink() or not left.is_dir():
        return False
    return is_site(left) or all(each.name.startswith(MARK) for each in left.iterdir())


def _discard(left: Path, site_dir: Path, say: Say) -> None:
    """Take a site away where there is one, and set aside what no build put there."""
    if not left.exists():
        return
    if others := strangers(left):
        names = (site_dir.with_name(f"{site_dir.name}-kept-{number}") for number in count(1))
        kept = next(each for each in names if not each.exists() and not each.is_symlink())
        for name in others:
            (kept / name).parent.mkdir(parents=True, exist_ok=True)
            (left / name).rename(kept / name)
        shown = ", ".join(others[:_NAMED]) + (f" and {len(others) - _NAMED} more" if others[_NAMED:] else "")
        say(f"What no build put into {site_dir.name}/ was set aside in {kept.name}/: {shown}.")
    for each in left.glob("*"):
        if each.name != MARK:  # which goes last, so that the rest of a folder is known for ours
            remove(each)
    remove(left)


def _make_readable(folder: Path) -> None:
    for here, _, files in os.walk(folder):
        Path(here).chmod(_FOLDER_MODE)
        for path in (Path(here) / name for name in files):
            if path.stat().st_mode & 0o777 != _FILE_MODE:
                path.chmod(_FILE_MODE)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; say whether this machine and file system can."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), _ONE_STEP, None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    if (number := ctypes.get_errno()) in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
