"""The folder of what is kept between builds: one at a time works in it, and brings it within bounds at the end."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.base import Audience
from generator.system import pruning
from generator.system.disk import read_record, remove, write_record
from generator.system.process_locks import locked
from generator.system.pruning import WORKROOM

PREPARED = ".prepared"
"""How the files end in which a build writes down for itself what its workers prepared."""
_TICK = 1.0
"""By how many seconds the times of files may lag behind the clock."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeping:
    """A folder that is reserved for a build, since when, and how many bytes may stay in it."""

    folder: Path
    most: int
    say: Callable[[str], None]
    since: float = field(default_factory=lambda: time.time() - _TICK)

    @property
    def workroom(self) -> Path:
        """Where one build writes things down for itself, in files that end in PREPARED; none outlasts the build."""
        return self.folder / WORKROOM

    def tidy(self, codes: Iterable[str] | None = None, outside: Iterable[Path] = ()) -> None:
        """Let go of what is too much, too old, or of a trust whose folder is gone.

        Args:
            codes: Every trust there is in the project; where that is not known, no trust counts as gone.
            outside: The folders of trusts that lie elsewhere, which builds without them need not know.

        Raises:
            OSError: Something cannot be read or deleted.
        """
        stores = None if codes is None else _stores((*codes, *self._elsewhere(outside)))
        if pruning.prune(self.folder, self.most, since=self.since, stores=stores).took_fresh:
            most = f"{self.most // 1_000_000} MB"
            self.say(
                f"This build used more than the {most} that may be kept in {self.folder.name}: the next one makes "
                f"a part of it again. Set {pruning.VARIABLE} to a larger number to keep it all."
            )

    def tidy_if_needed(self, codes: Iterable[str], outside: Iterable[Path] = ()) -> None:
        """Let go of what is too much, or of a trust that is gone, where there is any; asking costs next to nothing.

        Args:
            codes: Every trust there is in the project.
            outside: The folders of trusts that lie elsewhere, which builds without them need not know.

        Raises:
            OSError: Something cannot be read or deleted.
        """
        known = _stores((*codes, *self._elsewhere(outside)))
        if not pruning.is_within(self.folder, self.most) or not pruning.stores_in(self.folder) <= known:
            self.tidy(codes, outside)

    def _elsewhere(self, outside: Iterable[Path]) -> Iterable[str]:
        """Return the codes of trusts that any build found elsewhere, and whose folders are still there."""
        record = self.folder / pruning.TRUSTS
        before = read_record(record)
        found = {code: str(path) for code, path in before.items() if Path(str(path)).is_dir()}
        found |= {path.name: str(path.resolve()) for path in outside}
        if found != before:
            write_record(record, found)
        return found


@contextmanager
def reserved(folder: Path, say: Callable[[str], None]) -> Iterator[Keeping]:
    """Keep a folder to this build; it is made where there is none.

    Raises:
        ContentError: What the environment says of its size is no number.
        OSError: It cannot be made.
    """
    most = pruning.limit()
    folder.mkdir(exist_ok=True)
    with locked(folder / pruning.LOCK, say):
        pruning.claim(folder)
        keeping = Keeping(folder=folder, most=most, say=say)
        keeping.workroom.mkdir(exist_ok=True)
        try:
            _clear(keeping.workroom)
            yield keeping
        finally:
            _clear(keeping.workroom)
            with suppress(OSError):
                keeping.workroom.rmdir()


def _clear(workroom: Path) -> None:
    """Take away what builds wrote down for themselves, and nothing else."""
    for each in workroom.glob(f"*{PREPARED}"):
        remove(each)


def store_name(code: str, audience: Audience) -> str:
    """Return the name of the store of an edition's pages; no code holds a full stop, so no two editions share one."""
    return f"{code or 'national'}{'' if audience is Audience.PEER else '.trainer'}"


def _stores(codes: Iterable[str]) -> set[str]:
    return {store_name(code, audience) for code in ("", *codes) for audience in Audience}
