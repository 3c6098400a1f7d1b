"""What is told about an edition as a whole, on pages of its own: is it ready, what is new, who differs where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from posixpath import dirname

from generator.changes.local_changes import Amended, overview
from generator.changes.readiness import Status, status
from generator.changes.whats_new import News, news
from generator.content.library import Library
from generator.editions.edition import Edition
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.model.trust import Trust
from generator.problems import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Reports:
    """Reports on one edition; nothing where its readers have no such page. `today` is the day they are made on."""

    today: date
    status: Status | None = None
    news: News | None = None
    overview: tuple[Amended, ...] = ()
    editions: tuple[tuple[str, Trust], ...] = ()
    """Every trust with an edition of its own, with its code."""


def reports(library: Library, edition: Edition, problems: Sequence[Problem], today: date) -> Reports:
    """Make the reports on an edition.

    Args:
        library: What was read.
        edition: The edition.
        problems: What `check` found, in this edition and others.
        today: The day they are made on.
    """
    fresh = news(library, edition)
    editions = () if edition.trust else tuple((code, library.trusts[code].trust) for code in published(library))
    if edition.audience is not Audience.TRAINER:
        return Reports(today=today, news=fresh, editions=editions)
    found = status(library, edition, own_problems(library, edition, problems), today)
    amended = () if edition.trust else overview_of(library)
    return Reports(today=today, status=found, news=fresh, overview=amended, editions=editions)


def published(library: Library) -> tuple[str, ...]:
    """Return the codes of the trusts that a whole build makes editions for: no example as soon as one is real."""
    real = tuple(code for code, folder in library.trusts.items() if not folder.trust.example)
    return real or tuple(library.trusts)


def own_problems(library: Library, edition: Edition, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the files that this edition's owner writes: the trust's, or the national ones."""
    folders = {code: dirname(trust.file.path) for code, trust in library.trusts.items()}
    if edition.trust:
        return tuple(each for each in problems if each.mark.path.startswith(f"{folders[edition.code]}/"))
    of_trusts = tuple(f"{folder}/" for folder in (f"{library.content.name}/trusts", *folders.values()))
    return tuple(each for each in problems if not each.mark.path.startswith(of_trusts))


def overview_of(library: Library) -> tuple[Amended, ...]:
    """Return every national text that any trust changes."""
    return overview(resolve(library, code, Audience.TRAINER)[0] for code in library.trusts)
