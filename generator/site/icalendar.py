"""The days of a course as calendar entries (iCalendar, RFC 5545), where a trust has given their dates."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from generator.editions.edition import Edition
from generator.editions.timetable import TimedDay, timetable
from generator.model.trust import Trust

LONGEST_LINE = 75
"""Bytes of a line before it is folded, without its end (RFC 5545, 3.1)."""

ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""
"""What the times are told in; a zone that is named must be in the file (RFC 5545, 3.2.19)."""


def calendar(edition: Edition) -> str:
    """Return one entry for each session and break of each day that has a date; nothing where no day has one."""
    trust = edition.trust
    days = [(day, trust.dates[day.day.id]) for day in timetable(edition) if day.day.id in trust.dates] if trust else []
    if trust is None or not days:
        return ""
    spoken = edition.language.code.partition("-")[0].upper()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Peer support handbook//{spoken}", "CALSCALE:GREGORIAN"]
    lines += ZONE.splitlines()
    lines += [line for day, held in days for line in _events(edition, trust, day, held)]
    return "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in folded(line)) + "\r\n"


FIRST_DAY = date(2000, 1, 1)
"""The day that moves are counted from; no course was held before."""

STEP = 5
"""Minutes that make a moved hour count."""

A_CENTURY = 36_600 * 24 * 60 // STEP * 2
"""More steps than any day of a course can be away from another, each twice: for an entry as planned, or called off."""

REVISIONS = 2**31 // A_CENTURY - 1
"""How many times dates can be revised, and national editions come out, before a calendar's numbers are used up."""


def sequence(revision: int, held: date, start: int, *, is_cancelled: bool = False) -> int:
    """Return the SEQUENCE of an entry (RFC 5545, 3.8.7.4), which a calendar takes a change by: it must count up.

    A build knows nothing of those before it, so the number follows from what it says: the time from the year 2000 to
    its start, which counts up when it moves to later. A move to earlier takes a higher revision of the dates, or a new
    national edition. The number of a day called off is the next one.

    Args:
        revision: What the trust counts up (`dates_revision`), and how many national editions there were.
        held: The day.
        start: When the part begins, in minutes after midnight.
        is_cancelled: Whether the day is called off.
    """
    steps = ((held - FIRST_DAY).days * 24 * 60 + start) // STEP
    return min(revision, REVISIONS) * A_CENTURY + 2 * steps + is_cancelled


def _stamp(edition: Edition, revision: int, held: date, start: int, *, is_cancelled: bool) -> str:
    """Return when an entry was last changed (DTSTAMP), in its order: from the month of the edition on, as it moves."""
    year, _, month = edition.national.edition.partition(".")
    moved = timedelta(days=30 * revision, seconds=70 * (held - FIRST_DAY).days + start // 21 + is_cancelled)
    return f"{datetime(int(year), int(month or 1), 1) + moved:%Y%m%dT%H%M%SZ}"  # noqa: DTZ001 - said to be UTC by the Z


def _events(edition: Edition, trust: Trust, day: TimedDay, held: date) -> Iterator[str]:
    is_cancelled = day.day.id in trust.cancelled
    revision = trust.dates_revision + len(edition.ledger.releases)
    for part in day.parts:
        stamp = _stamp(edition, trust.dates_revision, held, part.start, is_cancelled=is_cancelled)
        yield "BEGIN:VEVENT"
        yield f"UID:{day.programme.id.rpartition('/')[2]}-{day.day.id}-{part.id}@{edition.code}.peer-support-handbook"
        yield f"SEQUENCE:{sequence(revision, held, part.start, is_cancelled=is_cancelled)}"
        yield f"DTSTAMP:{stamp}"
        yield f"LAST-MODIFIED:{stamp}"
        yield f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}"
        yield f"DTSTART;TZID=Europe/London:{_moment(held, part.start)}"
        yield f"DTEND;TZID=Europe/London:{_moment(held, part.end)}"
        yield f"SUMMARY:{escaped(part.title)}"
        yield f"DESCRIPTION:{escaped(day.day.title)}"
        yield "END:VEVENT"


def _moment(day: date, minutes: int) -> str:
    return f"{datetime.combine(day, time.min) + timedelta(minutes=minutes):%Y%m%dT%H%M%S}"


def escaped(text: str) -> str:
    """Return a text as it may stand in a calendar (RFC 5545, 3.3.11)."""
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", " ", text)
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Break a line that is too long, between letters; what goes on begins with a space (RFC 5545, 3.1)."""
    part = ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += letter
    yield part
