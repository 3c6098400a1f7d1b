"""What the site knows of a course while it runs: dated days, a session's activities, and its neighbours."""

from dataclasses import replace

from generator.editions.edition import Edition
from generator.editions.timetable import TimedDay, TimedPart
from generator.editions.urls import day_page, page_of, room_url, url_of
from generator.model.base import Audience
from generator.model.session import Session
from generator.pages.page import DatedDay, DayPart, Link, Page, Run, RunActivity
from generator.pages.page_rows import plan_lines
from generator.pages.room import BREAK, break_after, is_for_room


def course(edition: Edition, days: tuple[TimedDay, ...]) -> tuple[DatedDay, ...]:
    """Return the days of the next course that have a date, in order of date, with their parts."""
    dates = edition.trust.held if edition.trust else {}
    dated = sorted((dates[timed.day.id], timed) for timed in days if timed.day.id in dates) if dates else []
    return tuple(
        DatedDay(
            date=on.isoformat(),
            title=timed.day.title,
            url=url_of(day_page(timed.day.id)),
            parts=tuple(_part(each) for each in timed.parts),
        )
        for on, timed in dated
    )


def with_session(
    page: Page, edition: Edition, session: Session, timed: TimedDay | None, part: TimedPart | None
) -> Page:
    """Return the page of a session with what it has besides its text.

    That is its day, the sessions before and after it there, and, for trainers, the activities to run it by.
    """
    meta = page.meta
    if timed and part:
        others = [each for each in timed.parts if each.session]
        position = others.index(part)
        before, after = others[position - 1 : position] if position else [], others[position + 1 : position + 2]
        meta = replace(
            meta,
            day=Link(title=timed.day.title, url=url_of(day_page(timed.day.id))),
            before=_session_link(before[0]) if before else None,
            after=_session_link(after[0]) if after else None,
        )
    if edition.audience is Audience.TRAINER:
        meta = replace(meta, run=_run(edition, page.entry, session, part, break_after(timed, part)))
    return replace(page, meta=meta)


def _run(edition: Edition, name: str, session: Session, part: TimedPart | None, pause: TimedPart | None) -> Run:
    activities = [
        RunActivity(
            id=row["id"],
            title=row["title"],
            minutes=row["minutes"],
            how=row["how"],
            led_by=row["led_by"],
            ends=row["start"] + row["minutes"] if part else None,
        )
        for row in plan_lines(session, part, edition)
    ]
    if pause:
        minutes, ends = pause.minutes, pause.end
        activities.append(RunActivity(id=BREAK, title=pause.title, minutes=minutes, how="", led_by="", ends=ends))
    room = room_url(name) if is_for_room(edition, session) else ""
    return Run(title=session.title, activities=tuple(activities), room=room)


def _part(part: TimedPart) -> DayPart:
    url = url_of(page_of(part.session)) if part.session else ""
    return DayPart(start=part.start, end=part.end, title=part.title, url=url)


def _session_link(part: TimedPart) -> Link:
    return Link(title=part.title, url=url_of(page_of(part.session)))
