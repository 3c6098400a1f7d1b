"""All content as it was in a commit: taken out of git into a folder that goes again, and read."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.content.library import Library
from generator.content.load import load
from generator.system.git import GitError, Repository


@contextmanager
def library_at(repository: Repository, commit: str) -> Iterator[Library]:
    """Give the content of a commit, for as long as it is looked at.

    Raises:
        GitError: git cannot give it.
        ContentError: It cannot be read.
    """
    with TemporaryDirectory() as folder:
        packed = Path(folder) / "content.tar"
        repository.run("archive", "--format=tar", f"--output={packed}", commit, "--", "content")
        try:
            with tarfile.open(packed) as archive:
                archive.extractall(folder, filter="data")
        except tarfile.TarError as exc:
            raise GitError(f"the content of {commit} cannot be taken out: {exc}") from None
        yield load(Path(folder) / "content")
