"""What workers do first: read one edition's files, check them for peers and trainers, and make the pages of both."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build.keeping import PREPARED
from generator.build.prepared import Prepared, prepared
from generator.changes.edition_reports import changes_of_trust, reports
from generator.changes.local_changes import TrustChanges
from generator.check.rules import check
from generator.check.turning_days import next_turn
from generator.content.library import Library
from generator.content.load import load
from generator.editions.edition import Edition
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.problems import Problem, in_order, stops
from generator.system.disk import write_file


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """Where authors' files are: the project's folder, and folders of trusts that lie elsewhere."""

    root: Path
    trust_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is asked about the editions of a trust, or the national ones: from which files, as of which day.

    `people` is how many what to bring is counted for, where not as many as the trust says; `trusts` are those that
    the national edition tells of. What both audiences' editions are made from is put into the folder `into`.
    """

    sources: Sources
    code: str
    today: date
    people: int | None = None
    trusts: tuple[TrustChanges, ...] = ()
    into: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """What is known of the editions of a trust: what is wrong, and on which day that, or a page, will be otherwise."""

    code: str
    problems: tuple[Problem, ...]
    until: date


def read(sources: Sources, codes: Sequence[str] | None = None) -> Library:
    """Read the national files and those of some trusts, or of all; a process that read them before reads what changed.

    Raises:
        ContentError: There is no usable national edition.
    """
    return load(sources.root / "content", sources.trust_folders, only=codes)


def changes_of(asked: Asked) -> TrustChanges:
    """Return what a trust changes of the national edition.

    Raises:
        ContentError: Its files cannot be used.
    """
    return changes_of_trust(read(asked.sources, (asked.code,)), asked.code)


def examine(asked: Asked) -> Examined:
    """Check the editions of a trust, and write down their pages unless something stops them.

    Raises:
        ContentError: There is no usable national edition.
        OSError: What they are made from cannot be written down.
    """
    return write_down(asked, examined(asked))


def write_down(asked: Asked, found: tuple[Examined, Sequence[Prepared]]) -> Examined:
    """Write down the editions that were found, and return what is known of them.

    Raises:
        OSError: They cannot be written down.
    """
    known, editions = found
    if asked.into:
        for each in editions:
            write_file(_path(asked.into, each.code, each.audience), pickle.dumps(each))
    return known


def examined(asked: Asked) -> tuple[Examined, tuple[Prepared, ...]]:
    """Check the editions of a trust, and make their pages where somebody wants them and nothing stops them.

    Raises:
        ContentError: There is no usable national edition.
    """
    library = read(asked.sources, (asked.code,))
    if asked.code and asked.code not in library.trusts:
        return Examined(code=asked.code, problems=library.problems, until=date.max), ()
    editions, problems = checked(library, asked.code, asked.today)
    known = in_order([*library.problems, *problems])
    is_wanted = asked.into is not None and not stops(known, strict=False)
    made = tuple(_prepared(asked, library, each, known) for each in editions) if is_wanted else ()
    until = min(next_turn(each, asked.today) for each in editions)
    return Examined(code=asked.code, problems=known, until=until), made


def checked(library: Library, code: str, today: date) -> tuple[Sequence[Edition], Sequence[Problem]]:
    """Return the editions of a trust, or the national ones, for each audience, and what is wrong in them."""
    editions, problems = [], []
    for audience in Audience:
        edition, found = resolve(library, code, audience)
        problems += [*found, *check(edition, today)]
        editions.append(edition)
    return editions, problems


def look(folder: Path, code: str, audience: Audience) -> Prepared:
    """Return an edition that was examined."""
    content = _path(folder, code, audience).read_bytes()
    found: Prepared = pickle.loads(content)  # noqa: S301 - this build wrote it, in a folder of its own
    return found


def take(folder: Path, code: str, audience: Audience) -> Prepared:
    """Return an edition that was examined, and let go of what was written down of it."""
    found = look(folder, code, audience)
    _path(folder, code, audience).unlink()
    return found


def _prepared(asked: Asked, library: Library, edition: Edition, problems: Sequence[Problem]) -> Prepared:
    edition = replace(edition, people=asked.people or edition.people)
    told = reports(library, edition, problems, asked.today, asked.trusts)
    return prepared(edition, render(edition, Templates(asked.sources.root / "templates" / "pages"), told))


def _path(folder: Path, code: str, audience: Audience) -> Path:
    return folder / f"{code or 'national'}.{audience.value}{PREPARED}"
