"""The folder of what is kept between builds: one at a time works in it, and brings it within bounds at the end."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.base import Audience
from generator.system import pruning
from generator.system.disk import read_record, write_record
from generator.system.process_locks import locked

_TICK = 1.0
"""By how many seconds the times of files may lag behind the clock."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeping:
    """A folder that is reserved for a build, since when, and how many bytes may stay in it."""

    folder: Path
    most: int
    say: Callable[[str], None]
    since: float = field(default_factory=lambda: time.time() - _TICK)

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

    def tidy_if_too_much(self) -> None:
        """Let go of what is too much, where more was there the last time than may be now; asking costs nothing."""
        if not pruning.is_within(self.folder, self.most):
            self.tidy()

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
        yield Keeping(folder=folder, most=most, say=say)


def store_name(code: str, audience: Audience) -> str:
    """Return the name of the store of an edition's pages; no code holds a full stop, so no two editions share one."""
    return f"{code or 'national'}{'' if audience is Audience.PEER else '.trainer'}"


def _stores(codes: Iterable[str]) -> set[str]:
    return {store_name(code, audience) for code in ("", *codes) for audience in Audience}
