"""Results kept by the hash of everything that made them, in files that can be deleted at any time.

Beside each result stands its own hash. What was cut off, altered or lost is noticed when it is asked for, and counts
as absent.
"""

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.system.disk import make_folder, read_file, read_record, write_file, write_record


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of parts, each kept apart from the next, in hex."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()


PROGRAM = Path(__file__).resolve().parents[1]
"""Where the wings of the program stand."""


@cache
def code_of(*wings: str) -> str:
    """Return the hash of all that stands in some wings of the program: a key made with it moves with any of it."""
    found = sorted(path for wing in wings for path in (PROGRAM / wing).rglob("*") if path.is_file())
    files = [path for path in found if path.parent.name != "__pycache__"]
    return digest(*(part for path in files for part in (path.relative_to(PROGRAM).as_posix(), path.read_bytes())))


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What is kept under a key: bytes, and facts about them, such as how many pages they have."""

    content: bytes
    facts: Mapping[str, Any]


class Cache:
    """Results by key, in a folder. A key is made from all that made the result, so nothing ever goes stale."""

    def __init__(self, folder: Path) -> None:
        """Keep results under `folder`, which is made when first needed."""
        self.folder = folder

    def path(self, key: str) -> Path:
        """Return where the result of a key is kept; its hash and facts stand beside it."""
        return self.folder / key[:2] / key[2:]

    def paths(self, key: str) -> tuple[Path, Path]:
        """Return where the result of a key and its record are kept."""
        return self.path(key), self._record(key)

    def find(self, key: str) -> Result | None:
        """Return the result of a key, and note that it is still used; nothing where it is not as it was put."""
        content = read_file(self.path(key))
        record = read_record(self._record(key))
        if content is None or record.get("sha256") != hashlib.sha256(content).hexdigest():
            return None
        self.touch(key)
        return Result(content=content, facts=record["facts"])

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under a key, or nothing."""
        found = self.find(key)
        return found.content if found else None

    def has(self, key: str) -> bool:
        """Say whether the result of a key is kept whole, and note that it is still used."""
        return self.find(key) is not None

    def touch(self, key: str) -> None:
        """Note that a result is still used, without a look at it; its file, which a site may share, stays as it is."""
        with suppress(OSError):
            os.utime(self._record(key))

    def put(self, key: str, content: bytes, **facts: Any) -> None:
        """Keep bytes under a key, with facts that JSON can hold; a reader never finds half of them.

        Raises:
            OSError: They cannot be written.
        """
        path = self.path(key)
        make_folder(path.parent, self.folder)
        write_file(path, content)
        write_record(self._record(key), {"sha256": hashlib.sha256(content).hexdigest(), "facts": facts})

    def _record(self, key: str) -> Path:
        return self.path(f"{key}.json")
