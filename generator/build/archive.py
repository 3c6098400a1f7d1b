"""An edition as it was issued, as one dated file for the records: site, PDFs, sources, and a hash of each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from generator.build.site_folder import MARK, owner_of
from generator.system.disk import file_names
from generator.system.git import GitError, Repository

RECORD = "ARCHIVE.json"
"""The file in an archive that says what is in it."""

FORMAT = "handbook-archive-1"
NATIONAL_SOURCES = ("content/national", "templates", "mkdocs.yml", "requirements.txt")
"""What an edition is made from besides a trust's own folder, below the folder of the project."""

_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """What is archived: which edition, of which day, from where."""

    root: Path
    site_dir: Path
    code: str
    codes: tuple[str, ...]
    """The codes of all trusts, whose folders in the site are not the national edition's."""
    folder: Path | None
    """The trust's own folder, or nothing for the national edition."""
    edition: str
    program: str
    today: date

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"handbook-{self.code or 'national'}-{self.edition}-{self.today.isoformat()}.zip"


def archive(issued: Issued, target: Path) -> str:
    """Write an archive, and return the hash of the whole file.

    Args:
        issued: What is archived; its site stands as a build made it.
        target: The new file.

    Raises:
        FileExistsError: There is such a file already: what was issued is never written over.
        OSError: A file cannot be read or written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    listed: dict[str, dict[str, str | int]] = {}
    with target.open("xb") as file:
        try:
            with ZipFile(file, "w", ZIP_DEFLATED) as packed:
                for name, path in _files(issued):
                    content = path.read_bytes()
                    listed[name] = {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
                    packed.writestr(_entry(name), content)
                packed.writestr(_entry(RECORD), _record(issued, listed))
        except OSError:
            target.unlink(missing_ok=True)
            raise
    return _hash(target)


def faults(path: Path) -> tuple[str, ...]:
    """Return what is wrong with an archive, a sentence each; nothing where every file is as it was put there."""
    try:
        with ZipFile(path) as packed:
            return tuple(_faults(packed))
    except (BadZipFile, ValueError, KeyError, EOFError, NotImplementedError, RuntimeError) as exc:
        return (f"it is no archive, or is damaged: {exc}",)


def record(path: Path) -> dict[str, Any]:
    """Return what a sound archive says of itself."""
    with ZipFile(path) as packed:
        told: dict[str, Any] = json.loads(packed.read(RECORD))
    return told


def about(path: Path) -> str:
    """Return which edition a sound archive holds, of which day, with the hash of the whole file."""
    told = record(path)
    number = len(told["files"])
    return (
        f"{told['trust'] or 'national'}, edition {told['edition']}, issued {told['on']}, {number} files. {_hash(path)}"
    )


def _faults(packed: ZipFile) -> Iterator[str]:
    told = json.loads(packed.read(RECORD))
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("files"), dict):
        yield f"its {RECORD} is none of ours"
        return
    names = [each.filename for each in packed.infolist() if each.filename != RECORD]
    yield from (f"{name} is missing" for name in sorted(told["files"].keys() - set(names)))
    yield from (f"{name} was put in afterwards" for name in sorted(set(names) - told["files"].keys()))
    yield from (f"{name} stands in it twice" for name in sorted({each for each in names if names.count(each) > 1}))
    for name in sorted(told["files"].keys() & set(names)):
        if not _is_as_listed(packed, name, told["files"][name]):
            yield f"{name} is not as it was"


def _is_as_listed(packed: ZipFile, name: str, listed: Mapping[str, str | int]) -> bool:
    """Compare a file with its hash, without ever reading more of it than it is to have."""
    left, found = int(listed["bytes"]), sha256()
    try:
        with packed.open(name) as file:
            while piece := file.read(min(_PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    return False
                found.update(piece)
    except BadZipFile:
        return False
    return left == 0 and found.hexdigest() == listed["sha256"]


def _files(issued: Issued) -> Iterator[tuple[str, Path]]:
    for name in sorted(file_names(issued.site_dir)):
        if name != MARK and owner_of(name, issued.codes) == issued.code:
            yield f"site/{name}", issued.site_dir / name
    for source in NATIONAL_SOURCES:
        yield from _below(issued.root / source, f"sources/{source}")
    if issued.folder:
        yield from _below(issued.folder, f"sources/content/trusts/{issued.code}")


def _below(place: Path, name: str) -> Iterator[tuple[str, Path]]:
    if place.is_file() and not place.is_symlink():
        yield name, place
    elif place.is_dir():
        for path in sorted(place.rglob("*")):
            below = path.relative_to(place)
            if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in below.parts):
                yield f"{name}/{below.as_posix()}", path


def _record(issued: Issued, listed: Mapping[str, Mapping[str, str | int]]) -> str:
    try:
        repository = Repository(folder=issued.root)
        commit, changed = repository.commit_of("HEAD"), bool(repository.one("status", "--porcelain"))
    except GitError:
        commit, changed = "", False
    told = {
        "format": FORMAT,
        "trust": issued.code,
        "edition": issued.edition,
        "on": issued.today.isoformat(),
        "program": issued.program,
        "commit": commit,
        "changed_since_commit": changed,
        "files": listed,
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        found = sha256()
        while piece := file.read(_PIECE):
            found.update(piece)
    return f"SHA-256 {found.hexdigest()}"
