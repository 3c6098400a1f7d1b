"""What falls due as calendar entries (iCalendar, RFC 5545): a whole day each, with a reminder a fortnight before."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.editions.due_dates import APPROVAL, CONTACT, FIRST_APPROVAL, RULE, Due
from generator.editions.edition import Edition
from generator.site.icalendar import escaped, folded


def due_calendar(found: Sequence[tuple[Edition, Sequence[Due]]], today: date) -> str:
    """Return one entry for each thing that falls due in some editions.

    An entry has the same UID whenever it is asked for, so that a calendar takes a new day for what it has already.

    Args:
        found: Editions, each with what falls due in it.
        today: The day it is asked on, which the entries bear as their stamp.
    """
    spoken = found[0][0].language.code.partition("-")[0].upper() if found else "EN"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Peer support handbook//{spoken}", "CALSCALE:GREGORIAN"]
    lines += [line for edition, listed in found for each in listed for line in _event(edition, each, today)]
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


def _event(edition: Edition, each: Due, today: date) -> Iterator[str]:
    place = edition.code or "national"
    yield "BEGIN:VEVENT"
    yield f"UID:due-{_kind(each)}-{each.name.replace('/', '-')}@{place}.peer-support-handbook"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(title_of(edition, each))}"
    yield f"DESCRIPTION:{escaped(f'{each.who}. {each.mark.path}:{each.mark.line}')}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P14D")
    yield f"DESCRIPTION:{escaped(title_of(edition, each))}"
    yield from ("END:VALARM", "END:VEVENT")


def _kind(each: Due) -> str:
    """Return what an entry is called by: a review that became an approval's is still the same entry."""
    return "review" if each.what in (APPROVAL, FIRST_APPROVAL) else each.what
