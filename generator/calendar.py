"""The days of a course as calendar entries (iCalendar, RFC 5545), where a trust has given their dates."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from generator.resolve import Edition
from generator.timetable import TimedDay, timetable

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
    """Give one entry for each session and break of each day that has a date; nothing where no day has one."""
    dates = edition.trust.dates if edition.trust else {}
    days = [(day, dates[day.day.id]) for day in timetable(edition) if day.day.id in dates]
    if not days:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Peer support handbook//EN", "CALSCALE:GREGORIAN"]
    lines += ZONE.splitlines()
    lines += [line for day, held in days for line in _events(edition, day, held)]
    return "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)) + "\r\n"


def _events(edition: Edition, day: TimedDay, held: date) -> Iterator[str]:
    stamp = edition.national.edition.replace(".", "") + "01T000000Z"
    for part in day.parts:
        yield "BEGIN:VEVENT"
        yield f"UID:{day.day.id}-{part.id}-{held:%Y%m%d}@{edition.code}.peer-support-handbook"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART;TZID=Europe/London:{_moment(held, part.start)}"
        yield f"DTEND;TZID=Europe/London:{_moment(held, part.end)}"
        yield f"SUMMARY:{_escaped(part.title)}"
        yield f"DESCRIPTION:{_escaped(day.day.title)}"
        yield "END:VEVENT"


def _moment(day: date, minutes: int) -> str:
    return f"{datetime.combine(day, time.min) + timedelta(minutes=minutes):%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line that is too long, between letters; what goes on begins with a space."""
    part = ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += letter
    yield part
