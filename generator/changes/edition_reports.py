"""What is told about an edition as a whole, on pages of its own: is it ready, what is new, who differs where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from posixpath import dirname

from generator.changes.local_changes import Amended, TrustChanges, changes_by, overview
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
    trusts: tuple[TrustChanges, ...] = ()
    """Every trust with an edition of its own."""


def reports(
    library: Library,
    edition: Edition,
    problems: Sequence[Problem],
    today: date,
    trusts: Sequence[TrustChanges] | None = None,
) -> Reports:
    """Make the reports on an edition.

    Args:
        library: What was read.
        edition: The edition.
        problems: What `check` found, in this edition and others.
        today: The day they are made on.
        trusts: Every trust, which the national edition tells of; where none are given, those of the library.
    """
    fresh = news(library, edition)
    listed = () if edition.trust else changes_of_trusts(library) if trusts is None else tuple(trusts)
    named = published({each.code: each.trust for each in listed})
    with_editions = tuple(each for each in listed if each.code in named)
    if edition.audience is not Audience.TRAINER:
        return Reports(today=today, news=fresh, trusts=with_editions)
    found = status(library, edition, own_problems(library, edition, problems), today)
    return Reports(today=today, status=found, news=fresh, overview=overview(listed), trusts=with_editions)


def published(trusts: Mapping[str, Trust]) -> tuple[str, ...]:
    """Return the codes of the trusts that a whole build makes editions for: no example as soon as one is real."""
    real = tuple(code for code, trust in trusts.items() if not trust.example)
    return real or tuple(trusts)


def own_problems(library: Library, edition: Edition, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the files that this edition's owner writes: the trust's, or the national ones."""
    folders = {code: dirname(trust.file.path) for code, trust in library.trusts.items()}
    if edition.trust:
        return tuple(each for each in problems if each.mark.path.startswith(f"{folders[edition.code]}/"))
    of_trusts = tuple(f"{folder}/" for folder in (f"{library.content.name}/trusts", *folders.values()))
    return tuple(each for each in problems if not each.mark.path.startswith(of_trusts))


def changes_of_trust(library: Library, code: str) -> TrustChanges:
    """Return every change that a trust makes to national texts, as its trainers have it."""
    edition, _ = resolve(library, code, Audience.TRAINER)
    return changes_by(edition, library.trusts[code].trust)


def changes_of_trusts(library: Library) -> tuple[TrustChanges, ...]:
    """Return every trust with its changes; what was read has to hold them all."""
    return tuple(changes_of_trust(library, code) for code in library.trusts)


def overview_of(library: Library) -> tuple[Amended, ...]:
    """Return every national text that trusts change; what was read has to hold them all."""
    return overview(changes_of_trusts(library))
