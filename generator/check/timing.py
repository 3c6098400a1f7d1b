"""Rules about time: activities add up to their session, sessions to their day, and no day overruns."""

from collections.abc import Iterator
from datetime import date

from generator.check.branding import trust_mark
from generator.content.fingerprints import fingerprint
from generator.content.node_paths import find, id_of
from generator.content.yaml_nodes import Listing, Scalar
from generator.editions.change import NOTHING, OriginKind
from generator.editions.edition import Edition, Entry
from generator.editions.locks import lock_at
from generator.editions.places import blamed, change_to, mark
from generator.editions.timetable import FULL_DAYS, LONGEST_HALF_DAY, TimedDay, half_day_table, left_over, timetable
from generator.model.base import Lock, span
from generator.model.kinds import PROGRAMME, SESSION
from generator.model.programme import Day, Programme, SessionPart
from generator.model.session import Session
from generator.problems import Mark, Problem, did_you_mean, error, warning

LATEST_END = 24 * 60

COURSE_YEARS = range(2000, 2101)
"""The years in which a course may be held."""

GRACE = 15
"""Minutes that a day can end late, once, without anybody missing a bus or a child at school."""


def session_minutes(edition: Edition) -> Iterator[Problem]:
    """`session-minutes`: the minutes of a session's activities and its close do not add up to its own."""
    for entry in edition.of_kind(SESSION):
        if isinstance(entry.model, Session):
            total = sum(activity.expected for activity in entry.model.activities) + entry.model.close.expected
            total += _minutes_of_others(entry)
            if total != entry.model.minutes:
                sentence = (
                    f"the activities and the close take {total} minutes, but the session says {entry.model.minutes}"
                )
                place = blamed(entry, ("minutes", "activities", "close"), "minutes")
                yield error(place, "session-minutes", sentence, f"set minutes to {total}, or change an activity")


def day_minutes(edition: Edition) -> Iterator[Problem]:
    """`day-minutes`: a day's sessions do not fill the minutes that are promised, or run past midnight."""
    for timed in timetable(edition):
        promised = _promised(timed)
        if promised is not None and _is_whole(edition, timed) and timed.content_minutes != promised:
            yield _unbalanced(edition, timed, promised)
        if timed.parts and timed.parts[-1].end >= LATEST_END:
            sentence = f"{timed.day.title} runs past midnight"
            yield error(_place(edition, timed), "day-minutes", sentence, "start earlier or take something out")


def may_overrun(edition: Edition) -> Iterator[Problem]:
    """`may-overrun`: with a group that needs the longest, a day would end late by more than it can bear.

    It bears a quarter of an hour, and what can be left out that day, which activities say by `drop`. Breaks and lunch
    are not for the taking. A trust is told of the days that it changed itself.
    """
    for timed in timetable(edition):
        late, spare = _overrun(edition, timed)
        is_own = edition.trust is None or timed.programme.origin.kind is OriginKind.LOCAL
        if late > spare + GRACE and (is_own or _change(edition, timed)):
            sentence = f"{timed.day.title} ends up to {late} minutes late when everything takes its longest"
            sentence += f"; {spare} minutes of it can be left out"
            hint = "give activities a number in drop, make one of them shorter, or move a session to another day"
            yield warning(_place(edition, timed), "may-overrun", sentence, hint)


def _overrun(edition: Edition, timed: TimedDay) -> tuple[int, int]:
    """Return the minutes that a day may run over, and those that can be left out of it."""
    sessions = [edition.entries[each].model for each in timed.sessions]
    activities = [each for session in sessions if isinstance(session, Session) for each in session.activities]
    closes = [session.close.minutes for session in sessions if isinstance(session, Session)]
    ranges = [span(each) for each in (*(activity.minutes for activity in activities), *closes)]
    spare = sum(each.expected for each in activities if each.drop)
    return sum(each.most - each.expect for each in ranges), spare


def promise(edition: Edition) -> Iterator[Problem]:
    """`day-minutes`: a trust changes what the national programme promises for every day, not what one day does."""
    for entry in edition.of_kind(PROGRAMME):
        if "content_minutes" in entry.origins:
            sentence = "the minutes that the national programme promises hold for each day, and stay"
            hint = "take this change out; a day can promise other minutes of its own: replace: days.DAY.content_minutes"
            yield error(entry.origins["content_minutes"].mark, "day-minutes", sentence, hint)


def lost_day(edition: Edition) -> Iterator[Problem]:
    """`lost-day`: a trust takes a whole day of training out, and no other day of its own makes up for it."""
    days = timetable(edition) if edition.trust else ()
    for entry in edition.of_kind(PROGRAMME):
        if not isinstance(entry.model, Programme) or not isinstance(entry.national, Programme):
            continue
        promised = entry.national.content_minutes or 0
        full = {day.id: day for day in entry.national.days if day.kind in FULL_DAYS}
        kept = {day.id for day in entry.model.days}
        gone = [day for name, day in full.items() if name not in kept]
        more = sum(max(timed.content_minutes - promised, 0) for timed in days if timed.day.id in full)
        more += sum(timed.content_minutes for timed in days if timed.day.kind in FULL_DAYS and _is_new(timed))
        change = next((found for day in gone if (found := change_to(entry, ("days", day.id)))), None)
        if change and (missing := len(gone) * promised - more) > 0:
            titles = ", ".join(day.title for day in gone)
            sentence = f"{titles}: taken out, and with it {missing} minutes of the training that is promised"
            hint = "keep it, or give its time and its sessions to other days, of your own or of the programme"
            yield warning(change.mark, "lost-day", sentence, hint)


def half_days(edition: Edition) -> Iterator[Problem]:
    """`half-days`: a half-day is too long, names a part that no day has, or one twice; or a session is in none.

    What a trust's changes to the days do to the national half-days is nobody's mistake: the page says what is in none.
    """
    for entry in edition.of_kind(PROGRAMME):
        programme = entry.model
        is_own = edition.trust is None or entry.origin.kind is OriginKind.LOCAL
        if isinstance(programme, Programme) and (is_own or change_to(entry, ("half_days",))):
            yield from _wrong_parts(entry, programme)
            for timed in half_day_table(edition, entry):
                if timed.minutes > LONGEST_HALF_DAY:
                    sentence = f"{timed.half.title} takes {timed.minutes} minutes; {LONGEST_HALF_DAY} are the most"
                    place = mark(entry, "half_days", timed.half.id, "parts")
                    yield error(place, "half-days", sentence, "move a session to another half-day")
            missing = [part.title for part in left_over(edition, entry) if part.kind == "session"]
            if programme.half_days and missing:
                sentence = f"these sessions are in no half-day: {'; '.join(missing)}"
                yield error(mark(entry, "half_days"), "half-days", sentence, "put each into one")


def _wrong_parts(entry: Entry, programme: Programme) -> Iterator[Problem]:
    """Return the parts of half-days that no day has, here or nationally, and those that are named twice."""
    programmes = [each for each in (programme, entry.national) if isinstance(each, Programme)]
    known = {part.id for each in programmes for day in each.days for part in day.parts}
    seen: set[str] = set()
    for half in programme.half_days:
        for position, name in enumerate(half.parts):
            place = mark(entry, "half_days", half.id, "parts", position)
            if name not in known:
                yield error(place, "half-days", f'no day has a part "{name}"', did_you_mean(name, known))
            elif name in seen:
                yield error(place, "half-days", f'"{name}" is in two half-days, or twice in one', "take one out")
            seen.add(name)


def _is_new(timed: TimedDay) -> bool:
    """Say whether a day is one that the national programmes do not have."""
    national = timed.programme.national
    is_national = timed.programme.origin.kind is not OriginKind.LOCAL and isinstance(national, Programme)
    return not is_national or timed.day.id not in {day.id for day in getattr(national, "days", ())}


def _promised(timed: TimedDay) -> int | None:
    """Return the minutes that a day promises itself, or else its programme: a national one as it does nationally."""
    programme = timed.programme.national
    if timed.day.content_minutes is not None or not isinstance(programme, Programme):
        return timed.day.content_minutes
    nationally: dict[str, Day] = {day.id: day for day in programme.days}
    kind = nationally.get(timed.day.id, timed.day).kind
    return programme.content_minutes if kind in FULL_DAYS else None


def _is_whole(edition: Edition, timed: TimedDay) -> bool:
    """Say whether these readers have every session of a day that is theirs nationally, or is kept from them here."""
    known = {*edition.entries, *(each.id for each in edition.withheld)}
    return all(part.session in known for part in timed.day.parts if isinstance(part, SessionPart))


def _unbalanced(edition: Edition, timed: TimedDay, promised: int) -> Problem:
    programme, day, found = timed.programme, timed.day, timed.content_minutes
    if edition.trust is None or programme.origin.kind is OriginKind.LOCAL:
        sentence = f"{day.title} has {found} minutes of sessions; the programme promises {promised}"
        hint = "change the length of a session, or content_minutes"
        return error(_place(edition, timed), "day-minutes", sentence, hint)
    sentence = f"{day.title} now has {found} minutes of training, and {promised} are promised"
    hint = (
        f"put {promised - found} minutes of your own in the place of what is gone (add: days.{day.id}.parts)"
        if found < promised
        else f"take {found - promised} minutes out of it again"
    )
    way = ("days", day.id, "content_minutes")
    there, said = find(programme.node, way), programme.origins.get(".".join(way))
    if said:
        hint += f"; or let this day promise {found}, where you say what it does, on line {said.mark.line}"
    elif lock_at(programme.kind, programme.node, way)[0] is Lock.FREE:
        hint += f"; or, with a reason, let this day promise {found}: replace: {'.'.join(way)}, with: {found}"
        hint += f", base: {fingerprint(there) if there else NOTHING}"
    return error(_place(edition, timed), "day-minutes", sentence, hint)


def _place(edition: Edition, timed: TimedDay) -> Mark:
    """Return where a trust changed a day, a session's minutes or who has the session; else where the day stands."""
    return _change(edition, timed) or mark(timed.programme, "days", timed.day.id, "parts")


def _change(edition: Edition, timed: TimedDay) -> Mark | None:
    """Return where a trust changed a day, a session's minutes or who has the session, or nothing."""
    kept = {each.id: each for each in edition.withheld}
    parts = [part.session for part in timed.day.parts if isinstance(part, SessionPart)]
    changes = [change_to(timed.programme, ("days", timed.day.id))]
    changes += [change_to(edition.entries[each], ("minutes",)) for each in parts if each in edition.entries]
    changes += [change_to(kept[each], ()) for each in parts if each in kept]
    return next((each.mark for each in changes if each), None)


def _minutes_of_others(entry: Entry) -> int:
    """Return the minutes of the activities that are for another pathway or nation, in the national text too."""
    sessions = [each for each in (entry.model, entry.national) if isinstance(each, Session)]
    seen = {activity.id for session in sessions for activity in session.activities}
    listed = find(entry.node, ("activities",))
    others = [each for each in listed.children if id_of(each) not in seen] if isinstance(listed, Listing) else []
    expected = (find(each, ("minutes", "expect")) for each in others)
    written = [*(find(each, ("minutes",)) for each in others), *expected]
    return sum(int(each.text) for each in written if isinstance(each, Scalar) and each.text.isdigit())


def course_dates(edition: Edition) -> Iterator[Problem]:
    """`course-dates`: two days of a course on one date, or a year that cannot be."""
    trust = edition.trust
    if trust is None:
        return
    for day in trust.cancelled:
        if day not in trust.dates:
            sentence = f'there is no date for the day "{day}" that is cancelled'
            hint = did_you_mean(day, trust.dates) or "keep its date, so that calendars that have it can take it out"
            yield error(trust_mark(edition, "cancelled"), "course-dates", sentence, hint)
    first: dict[date, str] = {}
    for day, held in trust.dates.items():
        place = trust_mark(edition, "dates", day)
        if held.year not in COURSE_YEARS:
            years = f"{COURSE_YEARS[0]} and {COURSE_YEARS[-1]}"
            sentence = f"{day} is in the year {held.year}; a course is held between {years}"
            yield error(place, "course-dates", sentence, "write the year, month and day: 2027-03-01")
        if day in trust.held and first.setdefault(held, day) != day:
            sentence = f"{day} and {first[held]} are both on {held}"
            yield error(place, "course-dates", sentence, "give each day of the course a date of its own")
