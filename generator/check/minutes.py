"""Rules about time: activities add up to their session, sessions to their day."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.check.look import trust_mark
from generator.check.places import blamed, mark
from generator.model.kinds import PROGRAMME, SESSION
from generator.model.programme import Programme, SessionPart
from generator.model.session import Session
from generator.problems import Problem, error, warning
from generator.resolve import Edition, Entry
from generator.source import Listing
from generator.timetable import timetable
from generator.tree import find

LATEST_END = 24 * 60

COURSE_YEARS = range(2000, 2101)
"""The years in which a course may be held."""


def session_minutes(edition: Edition) -> Iterator[Problem]:
    """`session-minutes`: the minutes of a session's activities and its close do not add up to its own."""
    for entry in edition.of_kind(SESSION):
        if isinstance(entry.model, Session):
            if len(entry.model.activities) < _written(entry):
                continue  # the other pathway's activities are gone; the national edition has checked the whole
            total = sum(activity.minutes for activity in entry.model.activities) + entry.model.close.minutes
            if total != entry.model.minutes:
                sentence = (
                    f"the activities and the close take {total} minutes, but the session says {entry.model.minutes}"
                )
                place = blamed(entry, ("minutes", "activities", "close"), "minutes")
                yield error(place, "session-minutes", sentence, f"set minutes to {total}, or change an activity")


def day_minutes(edition: Edition) -> Iterator[Problem]:
    """`day-minutes`: a day's sessions do not fill the minutes its programme promises, or run past midnight."""
    for timed in timetable(edition):
        programme = timed.programme.model
        promised = programme.content_minutes if isinstance(programme, Programme) else None
        place = mark(timed.programme, "days", timed.day.id, "parts")
        full_day = timed.day.kind in ("core", "top-up")
        complete = all(part.session in edition.entries for part in timed.day.parts if isinstance(part, SessionPart))
        if promised is not None and full_day and complete and timed.content_minutes != promised:
            sentence = (
                f"{timed.day.title} has {timed.content_minutes} minutes of sessions; the programme promises {promised}"
            )
            yield error(place, "day-minutes", sentence, "change the length of a session, or content_minutes")
        if timed.parts and timed.parts[-1].end >= LATEST_END:
            yield error(
                place, "day-minutes", f"{timed.day.title} runs past midnight", "start earlier or take something out"
            )


def _written(entry: Entry) -> int:
    """Give how many activities the file has, for every pathway and nation."""
    activities = find(entry.node, ("activities",))
    return len(activities.children) if isinstance(activities, Listing) else 0


def course_dates(edition: Edition) -> Iterator[Problem]:
    """`course-dates`: two days of a course on one date, days out of order, or a year that cannot be."""
    dates = edition.trust.dates if edition.trust else {}
    seen: dict[date, str] = {}
    for day, held in dates.items():
        place = trust_mark(edition, "dates", day)
        if held in seen:
            sentence = f"{day} and {seen[held]} are both on {held}"
            yield error(place, "course-dates", sentence, "give each day of the course a date of its own")
        if held.year not in COURSE_YEARS:
            years = f"{COURSE_YEARS[0]} and {COURSE_YEARS[-1]}"
            sentence = f"{day} is in the year {held.year}; a course is held between {years}"
            yield error(place, "course-dates", sentence, "write the year, month and day: 2027-03-01")
        seen.setdefault(held, day)
    for entry in edition.of_kind(PROGRAMME):
        days = entry.model.days if isinstance(entry.model, Programme) else ()
        held_days = [day.id for day in days if day.id in dates]
        for before, after in pairwise(held_days):
            if dates[after] < dates[before]:
                sentence = f"{after} is on {dates[after]}, before {before} on {dates[before]}"
                hint = (
                    "look whether the two dates were swapped; if they are right, the programme may have another order"
                )
                yield warning(trust_mark(edition, "dates", after), "course-dates", sentence, hint)
