"""The days of a course as calendar entries (iCalendar, RFC 5545), where a trust has given their dates."""

from collections.abc import Iterator
from datetime import date

from generator.markup import words_only
from generator.resolve import Edition
from generator.timetable import TimedDay, timetable

HOUR = 60
LONGEST_LINE = 70
"""Letters of a line before it is folded; RFC 5545 (3.1) allows 75 bytes."""


def calendar(edition: Edition) -> str:
    """Give one entry for each session and break of each day that has a date; nothing where no day has one."""
    dates = edition.trust.dates if edition.trust else {}
    days = [(day, dates[day.day.id]) for day in timetable(edition) if day.day.id in dates]
    if not days:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Peer support handbook//EN", "CALSCALE:GREGORIAN"]
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
        yield f"SUMMARY:{_escaped(words_only(part.title))}"
        yield f"DESCRIPTION:{_escaped(words_only(day.day.title))}"
        yield "END:VEVENT"


def _moment(day: date, minutes: int) -> str:
    return f"{day:%Y%m%d}T{minutes // HOUR:02}{minutes % HOUR:02}00"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    yield line[:LONGEST_LINE]
    for start in range(LONGEST_LINE, len(line), LONGEST_LINE - 1):
        yield f" {line[start : start + LONGEST_LINE - 1]}"
