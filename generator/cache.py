"""Results kept by the hash of everything that made them, in files that can be deleted at any time."""

import hashlib
import os
import tempfile
import time
from pathlib import Path

UNUSED_DAYS = 30
"""How long a result is kept that no build uses."""


def digest(*parts: str | bytes) -> str:
    """Give the SHA-256 of parts, each kept apart from the next, in hex."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()


class Cache:
    """Bytes by key, in a folder. A key is made from all that made the bytes, so nothing ever goes stale."""

    def __init__(self, folder: Path) -> None:
        """Keep results under `folder`, which is made when first needed."""
        self.folder = folder

    def path(self, key: str, suffix: str = "") -> Path:
        """Give where the result of a key is kept."""
        return self.folder / key[:2] / f"{key[2:]}{suffix}"

    def has(self, key: str, suffix: str = "") -> bool:
        """Say whether the result of a key is kept, and note that it is still used."""
        places = {self.path(key), self.path(key, suffix)}
        if not all(path.is_file() for path in places):
            return False
        for path in places:
            os.utime(path)
        return True

    def prune(self) -> int:
        """Delete the results that no build has used for so many days; give how many files that were."""
        oldest = time.time() - UNUSED_DAYS * 24 * 60 * 60
        old = [path for path in self.folder.glob("[0-9a-f][0-9a-f]/*") if path.stat().st_mtime < oldest]
        for path in old:
            path.unlink()
        return len(old)

    def get(self, key: str) -> bytes | None:
        """Give the bytes kept under a key, or nothing."""
        try:
            return self.path(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, result: bytes) -> None:
        """Keep bytes under a key; a reader never sees half of them."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(result)
        Path(file.name).replace(path)
