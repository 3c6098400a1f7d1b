"""Minutes into clock times: the parts of a day with when each runs from and to."""

from dataclasses import dataclass, replace

from generator.editions.edition import Edition, Entry
from generator.model.kinds import PROGRAMME
from generator.model.programme import Day, HalfDay, LocalPart, Programme, SessionPart
from generator.model.session import Session

FULL_DAYS = ("core", "top-up")
"""Kinds of day for which a programme promises minutes; any other promises only what it says itself."""

LONGEST_HALF_DAY = 210
"""Minutes of a half-day with its breaks: from 9:30am to 1pm."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TimedPart:
    """A part of a day. `start` and `end` are minutes after midnight; `session` is an id, or nothing for a break."""

    id: str
    kind: str
    title: str
    start: int
    end: int
    session: str = ""
    what: str = ""

    @property
    def minutes(self) -> int:
        """How long it runs."""
        return self.end - self.start


@dataclass(frozen=True, kw_only=True, slots=True)
class TimedDay:
    """One day of a programme with clock times."""

    programme: Entry
    day: Day
    parts: tuple[TimedPart, ...]

    @property
    def content_minutes(self) -> int:
        """Minutes of training, without breaks."""
        return sum(part.minutes for part in self.parts if part.kind != "break")

    @property
    def sessions(self) -> tuple[str, ...]:
        """The ids of its sessions, in order."""
        return tuple(part.session for part in self.parts if part.session)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimedHalf:
    """One half-day of a programme. Its parts begin at minute 0, for no programme says when half-days are held."""

    half: HalfDay
    parts: tuple[TimedPart, ...]

    @property
    def minutes(self) -> int:
        """How long it takes, with its breaks."""
        return sum(part.minutes for part in self.parts)


def half_day_table(edition: Edition, entry: Entry) -> tuple[TimedHalf, ...]:
    """Return the half-days of a programme with what these readers have of them."""
    programme = entry.model
    known = _parts_by_id(edition, entry)
    halves = []
    for half in programme.half_days if isinstance(programme, Programme) else ():
        now, parts = 0, []
        for part in (known[name] for name in half.parts if name in known):
            parts.append(replace(part, start=now, end=now + part.minutes))
            now += part.minutes
        halves.append(TimedHalf(half=half, parts=tuple(parts)))
    return tuple(each for each in halves if each.parts)


def programmes_in_halves(edition: Edition) -> tuple[Entry, ...]:
    """Return the programmes of an edition that can be held in half-days too."""
    return tuple(entry for entry in edition.of_kind(PROGRAMME) if half_day_table(edition, entry))


def left_over(edition: Edition, entry: Entry) -> tuple[TimedPart, ...]:
    """Return what is in none of a programme's half-days and has to be: sessions of its core and top-up days."""
    taken = _taken(edition, entry)
    full = (timed for timed in _days_of(edition, entry) if timed.day.kind in FULL_DAYS)
    return tuple(part for timed in full for part in timed.parts if part.kind != "break" and part.id not in taken)


def kept_whole(edition: Edition, entry: Entry) -> tuple[TimedDay, ...]:
    """Return the days of a programme that stay as they are when it is held in half-days: those at work."""
    taken = _taken(edition, entry)
    days = _days_of(edition, entry)
    return tuple(
        timed for timed in days if timed.day.kind not in FULL_DAYS and taken.isdisjoint(part.id for part in timed.parts)
    )


def _taken(edition: Edition, entry: Entry) -> set[str]:
    return {part.id for half in half_day_table(edition, entry) for part in half.parts}


def _days_of(edition: Edition, entry: Entry) -> tuple[TimedDay, ...]:
    return tuple(timed for timed in timetable(edition) if timed.programme.id == entry.id)


def _parts_by_id(edition: Edition, entry: Entry) -> dict[str, TimedPart]:
    return {part.id: part for timed in _days_of(edition, entry) for part in timed.parts}


def timetable(edition: Edition) -> tuple[TimedDay, ...]:
    """Return every day of every programme of an edition that has anything in it for its readers, in order."""
    days = (
        TimedDay(programme=entry, day=day, parts=_timed(edition, entry.model, day))
        for entry in edition.of_kind(PROGRAMME)
        if isinstance(entry.model, Programme)
        for day in entry.model.days
    )
    return tuple(timed for timed in days if timed.parts)


def _timed(edition: Edition, programme: Programme, day: Day) -> tuple[TimedPart, ...]:
    own = day.start if day.start is not None else programme.start
    now = edition.trust.start if edition.trust and edition.trust.start is not None and day.start is None else own
    parts = []
    for part in day.parts:
        if isinstance(part, SessionPart):
            entry = edition.entries.get(part.session)
            if entry is None or not isinstance(entry.model, Session):
                continue
            title, minutes, session, what = entry.model.title, entry.model.minutes, part.session, ""
        else:
            title, minutes, session = part.title, part.minutes, ""
            what = part.what if isinstance(part, LocalPart) else ""
        parts.append(
            TimedPart(id=part.id, kind=part.kind, title=title, start=now, end=now + minutes, session=session, what=what)
        )
        now += minutes
    return tuple(parts)
