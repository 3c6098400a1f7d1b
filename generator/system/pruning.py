"""What is kept between builds, within bounds: what was used longest ago goes first, by age and by size.

Only a folder that a build made and marked is pruned, and in it only what has the names that builds give. Each thing
counts as absent as soon as the first of its files is gone, so a stop at any moment leaves nothing half.
"""

import os
import re
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems import ContentError, Mark, error
from generator.system.disk import UNFINISHED, read_file, read_record, remove, write_file, write_record

VARIABLE, MEGABYTES = "HANDBOOK_CACHE_MB", 2000
"""What says how many megabytes may be kept, and how many are where it says nothing."""
UNUSED_DAYS = 30
"""How long is kept what no build uses."""

TAG = "CACHEDIR.TAG"
"""The file that marks a folder as one that can be deleted at any time; programs that save copies pass over it."""
_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"
"""How every such file begins: bford.info/cachedir."""
_SAID = b"\n# What ./handbook build keeps from one time to the next. It can be deleted whenever no build is at work.\n"

_SIZE, LOCK, BUILDS, TRUSTS, WORKROOM = "size.json", "lock", "builds", "trusts.json", "work"
_RESULTS, _STORES = re.compile(r"[0-9a-f]{2}"), re.compile(r"site-[a-z]+")
_RESULT = re.compile(r"(?P<key>[0-9a-f]{62})(\.json)?")
_DRAFT = re.compile(rf".+\.[0-9]+{re.escape(UNFINISHED)}")
_STATE = "state.json"
_OF_A_STORE = (_STATE, "website.json", "website.zip", "site")
"""What stands in a store of pages; the first is what says whether the rest is whole, and goes first."""
_MILLION, _DAY = 1_000_000, 24 * 60 * 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One thing that is kept, which goes as a whole: its files in the order in which they go, how large, when used."""

    paths: tuple[Path, ...]
    size: int
    used: float
    store: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pruned:
    """What pruning came to: how many things went, and whether some were used just now and went for want of room."""

    gone: int = 0
    took_fresh: bool = False


def limit() -> int:
    """Return how many bytes may be kept.

    Raises:
        ContentError: What the environment says is no number of megabytes.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return MEGABYTES * _MILLION
    if not (said.isascii() and said.isdigit()):
        sentence, hint = f'"{said}" is no number of megabytes', f"give a whole number: {VARIABLE}={MEGABYTES}"
        raise ContentError([error(Mark(path=VARIABLE), "cache", sentence, hint)])
    return int(said) * _MILLION


def claim(folder: Path) -> None:
    """Mark a folder as ours, unless anything stands in it that no build put there.

    Raises:
        OSError: It cannot be read or written.
    """
    if not (folder / TAG).exists() and all(_is_ours(each.name) for each in folder.iterdir()):
        write_file(folder / TAG, _SIGNATURE + _SAID)


def is_within(folder: Path, most: int) -> bool:
    """Say whether what was kept when it was last looked at is no more than may be kept; without a look at all of it."""
    size = read_record(folder / _SIZE).get("bytes")
    return isinstance(size, int) and size <= most


def stores_in(folder: Path) -> set[str]:
    """Return the names of the stores of pages that are kept."""
    with os.scandir(folder) as found:
        return {each.name for one in found if _STORES.fullmatch(one.name) for each in _folders(one.path)}


def prune(folder: Path, most: int, *, since: float = 0, stores: Collection[str] | None = None) -> Pruned:
    """Delete what was not used for too long, what a stop left unfinished, and then what was used longest ago.

    Nobody else may be at work in the folder. One that no build marked is left alone.

    Args:
        folder: Where results and stores are kept.
        most: How many bytes may be kept.
        since: When the build began that is just done.
        stores: The names of the stores that somebody may still want; where none are given, all.
    """
    if not (read_file(folder / TAG) or b"").startswith(_SIGNATURE):
        return Pruned()
    oldest = time.time() - UNUSED_DAYS * _DAY
    kept, gone = [], 0
    for each in _all(folder):
        is_unwanted = stores is not None and each.store is not None and each.store.name not in stores
        if each.used < oldest or is_unwanted:
            _delete(each)
            gone += 1
        else:
            kept.append(each)
    total, took_fresh = sum(each.size for each in kept), False
    for each in sorted(kept, key=lambda one: one.used):
        if total <= most:
            break
        _delete(each)
        total, gone, took_fresh = total - each.size, gone + 1, took_fresh or bool(since and each.used >= since)
    write_record(folder / _SIZE, {"bytes": total})
    return Pruned(gone=gone, took_fresh=took_fresh)


def _is_ours(name: str) -> bool:
    fixed = name in (TAG, _SIZE, LOCK, BUILDS, TRUSTS, WORKROOM)
    return fixed or bool(_RESULTS.fullmatch(name) or _STORES.fullmatch(name) or _DRAFT.fullmatch(name))


def _all(folder: Path) -> Iterator[Kept]:
    with os.scandir(folder) as found:
        inside = [each for each in found if each.is_dir(follow_symlinks=False)]
    for each in inside:
        if _RESULTS.fullmatch(each.name):
            yield from _results(Path(each.path))
        elif _STORES.fullmatch(each.name):
            yield from map(_store, (Path(one.path) for one in _folders(each.path)))
        elif each.name == BUILDS:
            yield from _loose(Path(each.path))


def _folders(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as found:
        return [each for each in found if each.is_dir(follow_symlinks=False)]


def _results(folder: Path) -> Iterator[Kept]:
    """Yield the results in a folder, each with its record, which goes first."""
    files: dict[str, list[tuple[str, int, float]]] = {}
    with os.scandir(folder) as found:
        for each in found:
            match = _RESULT.fullmatch(each.name)
            if (match or _DRAFT.fullmatch(each.name)) and each.is_file(follow_symlinks=False):
                seen = each.stat(follow_symlinks=False)
                row = (each.path, seen.st_size, seen.st_mtime if match else 0)
                files.setdefault(match["key"] if match else each.name, []).append(row)
    for rows in files.values():
        paths = tuple(Path(path) for path, _, _ in sorted(rows, reverse=True))
        yield Kept(paths=paths, size=sum(size for _, size, _ in rows), used=max(used for _, _, used in rows))


def _store(folder: Path) -> Kept:
    """Return a store of pages as one thing."""
    size = sum(each.stat(follow_symlinks=False).st_size for each in _files(str(folder)))
    state = folder / _STATE
    used = (state if state.is_file() else folder).stat().st_mtime
    drafts = (each for each in folder.iterdir() if _DRAFT.fullmatch(each.name))
    return Kept(paths=(*(folder / name for name in _OF_A_STORE), *drafts), size=size, used=used, store=folder)


def _files(path: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(path) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                yield from _files(each.path)
            else:
                yield each


def _loose(folder: Path) -> Iterator[Kept]:
    """Yield what builds wrote down of themselves."""
    for each in folder.glob("*.json"):
        seen = each.lstat()
        yield Kept(paths=(each,), size=seen.st_size, used=seen.st_mtime)


def _delete(each: Kept) -> None:
    for path in each.paths:
        remove(path)
    if each.store is not None and not any(each.store.iterdir()):
        each.store.rmdir()
