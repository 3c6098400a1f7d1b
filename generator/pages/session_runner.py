"""What the site knows of a course while it runs: dated days, a session's activities, and its neighbours."""

from collections.abc import Iterable
from dataclasses import replace

from generator.editions.edition import Edition
from generator.editions.publication_plan import Plan
from generator.editions.timetable import TimedDay, TimedPart
from generator.editions.urls import day_page, page_of, room_url, url_of
from generator.model.base import Audience
from generator.model.session import Session
from generator.pages.page import DatedDay, DayPart, Link, Page, Run, RunActivity
from generator.pages.page_rows import plan_lines
from generator.pages.room import BREAK, break_after, is_for_room


def course(edition: Edition, days: tuple[TimedDay, ...], plans: Iterable[Plan] = ()) -> tuple[DatedDay, ...]:
    """Return the days of the next course that have a date, in order of date, with their parts and what is printed."""
    dates = edition.trust.held if edition.trust else {}
    packs = [(plan.days, Link(title=plan.title, url=plan.path)) for plan in plans]
    dated = sorted((dates[timed.day.id], timed) for timed in days if timed.day.id in dates) if dates else []
    return tuple(
        DatedDay(
            date=on.isoformat(),
            title=timed.day.title,
            url=url_of(day_page(timed.day.id)),
            parts=tuple(_part(each) for each in timed.parts),
            packs=tuple(link for days_of, link in packs if days_of == (timed.day.id,)),
            brings=bool(brought(edition, timed)),
        )
        for on, timed in dated
    )


def brought(edition: Edition, timed: TimedDay) -> tuple[str, ...]:
    """Return what people bring with them to a day, each thing once."""
    sessions = (edition.entries[name].model for name in timed.sessions)
    return tuple(dict.fromkeys(each for model in sessions if isinstance(model, Session) for each in model.bring))


def with_neighbours(page: Page, days: tuple[TimedDay, ...], timed: TimedDay) -> Page:
    """Return the page of a day with the days of its programme before and after it."""
    before, after = _days_beside(days, timed)
    return replace(page, meta=replace(page.meta, before=before, after=after))


def _days_beside(days: tuple[TimedDay, ...], timed: TimedDay) -> tuple[Link | None, Link | None]:
    same = [each for each in days if each.programme.id == timed.programme.id]
    place = same.index(timed)
    before, after = same[place - 1] if place else None, same[place + 1] if place + 1 < len(same) else None
    return (_day_link(before) if before else None, _day_link(after) if after else None)


def with_session(
    page: Page,
    edition: Edition,
    session: Session,
    place: tuple[TimedDay, TimedPart] | None,
    days: tuple[TimedDay, ...],
) -> Page:
    """Return the page of a session with what it has besides its text.

    That is its day, what comes before and after it in the timetable, and, for trainers, the activities to run it by.
    Before the first session of a day comes the day before, and after the last the day after.
    """
    meta = page.meta
    timed, part = place or (None, None)
    if timed and part:
        others = [each for each in timed.parts if each.session]
        position = others.index(part)
        before, after = others[position - 1 : position] if position else [], others[position + 1 : position + 2]
        day_before, day_after = _days_beside(days, timed)
        meta = replace(
            meta,
            day=_day_link(timed),
            before=_session_link(before[0]) if before else day_before,
            after=_session_link(after[0]) if after else day_after,
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


def _day_link(timed: TimedDay) -> Link:
    return Link(title=timed.day.title, url=url_of(day_page(timed.day.id)))
