"""Which folder a build may replace: one that a build made, an empty one, or none yet; never anybody's own."""

import json
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.problems import ContentError, Mark, error
from generator.system.disk import file_names, read_file, write_file

MARK = ".handbook-site"
"""The file that says that a build made a folder, and which files of it."""

_SAID = "Made by ./handbook build, which replaces this folder whole. What you put here yourself is set aside."
_PARTS = ("content", "templates", "generator", "docs", "schemas", "tests", "audits", "benchmarks", "checks")
"""The folders of the project; so is every one whose name begins with a dot."""
_HOMES = ("/home", "/Users", "/root")
_NO_ONES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in every folder they show."""
_FORMER_MARK = frozenset({"edition", "trust", "audience", "fingerprint", "documents"})
"""What a manifest at the top of a site holds; sites were known by it before there was a mark."""

_ELSEWHERE = "choose another with --site-dir, such as --site-dir site"


def replaceable(site_dir: Path, root: Path, sources: Iterable[Path] = ()) -> Path:
    """Return the real path of a folder that a finished site may be put in the place of.

    Args:
        site_dir: The folder asked for.
        root: The project's folder.
        sources: Folders outside it that hold content.

    Raises:
        ContentError: It is somebody's, or nothing can be put there; it says which, and what to do.
    """
    mark = Mark(path=str(site_dir.relative_to(root) if site_dir.is_relative_to(root) else site_dir))
    try:
        place = site_dir.resolve() if site_dir.name in ("", "..") else site_dir.parent.resolve() / site_dir.name
        refusal = next(_refusals(place, root.resolve(), [each.resolve() for each in sources]), None)
    except (OSError, RuntimeError) as exc:
        refusal = (f"this folder cannot be reached: {exc}", _ELSEWHERE)
    if refusal:
        raise ContentError([error(mark, "site-dir", *refusal)])
    return place


def is_site(folder: Path) -> bool:
    """Say whether a build made a folder."""
    return _listed(folder) is not None or _has_former_mark(folder)


def mark(folder: Path, names: Iterable[str] = ()) -> None:
    """Write the mark of a build into a folder; without names, everything in it is the build's, which is still at work.

    Raises:
        OSError: It cannot be written.
    """
    told = {"about": _SAID, "files": sorted(names)}
    write_file(folder / MARK, (json.dumps(told, ensure_ascii=False, indent=0) + "\n").encode())


def codes_in(folder: Path, codes: Iterable[str]) -> frozenset[str]:
    """Return the codes that have, or may have, a folder of their own in a site: the known ones, and those found."""
    return frozenset({*codes, *(path.parent.name for path in folder.glob("*/manifest.json"))} - {"trainer"})


def owner_of(name: str, codes: Collection[str]) -> str:
    """Return the code of the trust that a file of a site belongs to, and nothing for the national edition.

    Args:
        name: The path of the file in the site.
        codes: The codes that have a folder of their own there.
    """
    first, slash, _ = name.partition("/")
    return first if slash and first in codes else ""


def strangers(folder: Path) -> list[str]:
    """Return the paths of the files in a site that no build put there, as far as its mark can tell."""
    listed = _listed(folder)
    if not listed:
        return []
    found = set(file_names(folder)) - {MARK, *listed}
    return sorted(name for name in found if name.rpartition("/")[2] not in _NO_ONES)


def _refusals(place: Path, root: Path, sources: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield what stands against a folder, the plainest first: a sentence and a hint."""
    if place.is_symlink():
        hint = f"name the folder itself: --site-dir {os.path.realpath(place)}"
        yield "this is a link, and a site is put in the place of a folder", hint
    if root.is_relative_to(place) or any(each.is_relative_to(place) for each in sources):
        yield "the project lies in this folder, and would be replaced with it", _ELSEWHERE
    if _is_a_home(place):
        yield "this is no folder for a site: what people keep lies in it", _ELSEWHERE
    if part := _part_of_the_project(place, root, sources):
        yield f"this is a part of the project ({part})", _ELSEWHERE
    if above := next((each for each in place.parents if is_site(each)), None):
        yield f"this lies in a site that a build made ({above.name}), which is replaced whole", _ELSEWHERE
    if place.exists() and not place.is_dir():
        yield "this is a file or a device, and no folder", _ELSEWHERE
    if place.is_mount():
        hint = f"name a folder inside it: --site-dir {place / 'site'}"
        yield "a disk is joined on here, so nothing can be put in the place of this folder", hint
    if place.is_dir() and any(place.iterdir()) and not is_site(place):
        hint = "choose another with --site-dir; if a build made this one long ago, rename or delete it yourself"
        yield "this folder holds files, and no build made it", hint
    near = place if place.exists() else next(each for each in place.parents if each.exists())
    if not near.is_dir() or not os.access(near, os.W_OK | os.X_OK):
        hint = "see who may write there, or choose another with --site-dir"
        yield f"nothing may be written in {near}", hint


def _is_a_home(place: Path) -> bool:
    """Say whether a place is somebody's home, or where homes are, or the top of everything."""
    tops = [Path(each) for each in (place.anchor, *_HOMES, os.path.realpath(Path("~").expanduser()))]
    return any(each.is_relative_to(place) for each in tops) or str(place.parent) in _HOMES[:2]


def _part_of_the_project(place: Path, root: Path, sources: list[Path]) -> str:
    """Name the part of the project that a place is or lies in; a folder of another name for it counts too."""
    if place.is_relative_to(root) and place.relative_to(root).parts[0].startswith("."):
        return place.relative_to(root).parts[0]
    if ".git" in place.parts:
        return ".git"
    above = [each for each in (place, *place.parents) if each.exists()]
    for part in (*(root / name for name in _PARTS), *sources):
        if place.is_relative_to(part) or (part.exists() and any(each.samefile(part) for each in above)):
            return part.name
    return ""


def _listed(folder: Path) -> list[str] | None:
    """Return what a folder's mark lists; nothing where it has none."""
    told = _json(folder / MARK)
    files = told.get("files")
    return files if isinstance(files, list) and all(isinstance(each, str) for each in files) else None


def _has_former_mark(folder: Path) -> bool:
    return set(_json(folder / "manifest.json")) >= _FORMER_MARK


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_file(path) or b"")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
