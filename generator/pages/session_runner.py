"""What the site knows of a course while it runs: dated days, a session's activities, and its neighbours."""

from typing import Any

from generator.editions.edition import Edition
from generator.editions.timetable import TimedDay, TimedPart
from generator.editions.urls import day_page, page_of, url_of
from generator.model.base import Audience
from generator.model.session import Session
from generator.pages.page_rows import plan_lines, who

Shown = dict[str, Any]
"""A part of a page's `meta`: text, numbers, and lists and tables of them. Addresses are below the edition."""


def course(edition: Edition, days: tuple[TimedDay, ...]) -> list[Shown]:
    """Give the days of the next course that have a date, in order of date, with their parts.

    Dates are year-month-day; times are minutes after midnight.
    """
    dates = edition.trust.held if edition.trust else {}
    dated = sorted((dates[timed.day.id], timed) for timed in days if timed.day.id in dates) if dates else []
    return [
        {"date": on.isoformat(), **_link(timed.day.title, day_page(timed.day.id)), "parts": _parts(timed)}
        for on, timed in dated
    ]


def session_meta(edition: Edition, session: Session, timed: TimedDay | None, part: TimedPart | None) -> Shown:
    """Give what the page of a session has besides its text.

    That is its day, the sessions before and after it there, and, for trainers, the activities to run it by.
    """
    meta: Shown = {}
    if timed and part:
        meta["day"] = _link(timed.day.title, day_page(timed.day.id))
        others = [each for each in timed.parts if each.session]
        position = others.index(part)
        if position:
            meta["before"] = _link(others[position - 1].title, page_of(others[position - 1].session))
        if position + 1 < len(others):
            meta["after"] = _link(others[position + 1].title, page_of(others[position + 1].session))
    if edition.audience is Audience.TRAINER:
        rows = plan_lines(session, part, who(edition))
        activities = [
            {
                "id": row["id"],
                "title": row["title"],
                "minutes": row["minutes"],
                "how": row["how"],
                "led_by": row["led_by"],
                "ends": row["start"] + row["minutes"] if part else None,
            }
            for row in rows
        ]
        meta["run"] = {"title": session.title, "activities": activities}
    return meta


def _parts(timed: TimedDay) -> list[Shown]:
    return [
        {
            "start": each.start,
            "end": each.end,
            **(_link(each.title, page_of(each.session)) if each.session else {"title": each.title}),
        }
        for each in timed.parts
    ]


def _link(title: str, page: str) -> dict[str, str]:
    return {"title": title, "url": url_of(page)}
