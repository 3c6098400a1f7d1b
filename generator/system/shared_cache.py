"""Results that machines share: kept here as always, and in a store that fsspec reaches, such as a folder or S3."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.system.cache import Cache, Result
from generator.system.disk import make_folder, write_file


class StoreError(Exception):
    """Raised where a store cannot be used: a sentence that says why."""


class SharedCache(Cache):
    """Looks in the store for what is not kept here, and puts there what is made here."""

    def __init__(self, folder: Path, address: str) -> None:
        """Keep results under `folder`, and in the store at an address: a path, or a URL that fsspec knows.

        Raises:
            ModuleNotFoundError: The optional package `fsspec`, or the one for this kind of store, is not installed.
            StoreError: The store cannot be reached, or there is no such kind.
        """
        from fsspec.core import url_to_fs  # noqa: PLC0415 - optional, and only for those who share results

        super().__init__(folder)
        self._address = address
        with self._in_words():
            self._store, self._top = url_to_fs(address)
            self._store.makedirs(self._top, exist_ok=True)

    def find(self, key: str) -> Result | None:
        """Return the result of a key, from here or from the store; what arrives altered counts as absent.

        Raises:
            StoreError: The store does not answer.
        """
        if (found := super().find(key)) is not None:
            return found
        with self._in_words():
            try:
                arrived = [(path, self._store.cat_file(self._at(path))) for path in self.paths(key)]
            except FileNotFoundError:
                return None
        for path, content in arrived:
            make_folder(path.parent, self.folder)
            write_file(path, content)
        return super().find(key)

    def put(self, key: str, content: bytes, **facts: Any) -> None:
        """Keep bytes under a key, here and in the store; its record goes last, so that nobody finds half of them.

        Raises:
            OSError: They cannot be written here.
            StoreError: The store does not take them.
        """
        super().put(key, content, **facts)
        with self._in_words():
            for path in self.paths(key):
                self._store.makedirs(self._at(path.parent), exist_ok=True)
                self._store.pipe_file(self._at(path), path.read_bytes())

    def _at(self, path: Path) -> str:
        return f"{self._top}/{path.relative_to(self.folder).as_posix()}"

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except ModuleNotFoundError:
            raise
        except Exception as exc:  # each kind of store has exceptions of its own
            raise StoreError(f"the store {self._address} cannot be used: {exc}") from exc
