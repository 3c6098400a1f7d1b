"""What falls due as calendar entries (iCalendar, RFC 5545): a whole day for each kind, and a reminder before it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.editions.due_dates import APPROVAL, CONTACT, FIRST_APPROVAL, RULE, Due
from generator.editions.edition import Edition
from generator.editions.next_due import together
from generator.site.icalendar import escaped, folded


def due_calendar(found: Sequence[tuple[Edition, Sequence[Due]]], today: date) -> str:
    """Return one entry for each kind of thing that falls due on a day in an edition.

    An entry has the same UID whenever it is asked for, so that a calendar takes new words for what it has already.

    Args:
        found: Editions, each with what falls due in it.
        today: The day it is asked on, which the entries bear as their stamp.
    """
    spoken = found[0][0].language.code.partition("-")[0].upper() if found else "EN"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Peer support handbook//{spoken}", "CALSCALE:GREGORIAN"]
    lines += [
        line for edition, listed in found for each in together(listed) for line in _event(edition, each.dues, today)
    ]
    return "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in folded(line)) + "\r\n"


def title_of(edition: Edition, each: Due) -> str:
    """Return what has to be done, in a line."""
    _, title = edition.language.gettext, each.title
    if each.what == CONTACT:
        return _("Check the details of {title}", title=title)
    if each.what == RULE:
        return _("Check the law and rights: {title}", title=title)
    if each.what == FIRST_APPROVAL:
        return _("Approve for the first time: {title}", title=title)
    return _("Approve again: {title}", title=title) if each.what == APPROVAL else _("Review: {title}", title=title)


def _event(edition: Edition, dues: Sequence[Due], today: date) -> Iterator[str]:
    """Return the entry of things of one kind and one day, each of which stands in its description."""
    first, place = dues[0], edition.code or "national"
    more = len(dues) - 1
    title = title_of(edition, first)
    if more:
        title = edition.language.ngettext("{title}, and {n} more", "{title}, and {n} more", more, title=title)
    said = "\n".join(f"{title_of(edition, each)}. {each.who}. {each.mark.path}:{each.mark.line}" for each in dues)
    yield "BEGIN:VEVENT"
    yield f"UID:due-{first.what}-{first.day:%Y%m%d}@{place}.peer-support-handbook"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{first.day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(title)}"
    yield f"DESCRIPTION:{escaped(said)}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P14D")
    yield f"DESCRIPTION:{escaped(title)}"
    yield from ("END:VALARM", "END:VEVENT")
