"""Rows for the tables and lists of pages: a session's plan, a day's materials, glossary letters, local differences."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from pydantic import BaseModel

from generator.amend import OriginKind
from generator.markup import words_only
from generator.model.framework import Glossary
from generator.model.session import METHODS, Session
from generator.resolve import Edition, Entry
from generator.templates import long_date
from generator.timetable import TimedPart


def who(edition: Edition) -> dict[str, str]:
    """Give what the people who run sessions are called."""
    return {
        "experienced-peer": "Experienced peer worker",
        "clinician": "Clinical co-facilitator",
        "coordinator": edition.trust.coordinator if edition.trust else "Peer Worker Coordinator",
        "visitor": "Visitor",
    }


GROUP_SIZES = {"room": 12, "person": 1, "pair": 2, "three": 3, "small-group": 4}
"""How many of 12 participants share one of a material."""


PARTICIPANTS, TRAINERS = 12, 3
"""The largest group and its trainers (domain report, section 8)."""


def plan_lines(session: Session, part: TimedPart | None, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the rows of a session's plan: each activity and the close, with the minute or the clock time it starts."""
    rows: list[dict[str, Any]] = []
    now = part.start if part else 0
    for each in session.activities:
        leaders = " and ".join(names[leader].lower() for leader in each.led_by)
        leaders = leaders[:1].upper() + leaders[1:]
        rows.append(
            {
                "id": each.id,
                "title": each.title,
                "minutes": each.minutes,
                "start": now,
                "how": METHODS[each.method],
                "led_by": leaders,
            }
        )
        now += each.minutes
    leaders = rows[-1]["led_by"] if rows else ""
    close = {"id": "close", "title": "Closing the session", "minutes": session.close.minutes, "start": now}
    return [*rows, {**close, "how": "Whole group", "led_by": leaders}]


def materials(sessions: list[Entry]) -> list[dict[str, Any]]:
    """Add up what a day's sessions use up, and of everything else give the most that one session needs."""
    rolled: dict[str, dict[str, Any]] = {}
    for entry in sessions:
        for each in entry.model.materials if isinstance(entry.model, Session) else ():
            total = TRAINERS * each.amount if each.per == "trainer" else each.amount
            if each.per in ("person", "pair", "three", "small-group"):
                total = each.amount * ceil(PARTICIPANTS / GROUP_SIZES[each.per])
            row = rolled.setdefault(each.name.lower(), {"name": each.name, "total": 0, "sessions": []})
            row["total"] = row["total"] + total if each.used_up or each.resource else max(row["total"], total)
            row["sessions"].append(getattr(entry.model, "title", entry.id))
    return [{**row, "sessions": "; ".join(dict.fromkeys(row["sessions"]))} for _, row in sorted(rolled.items())]


def letters(glossary: Glossary) -> list[tuple[str, list[Any]]]:
    """Sort a glossary's terms under the letters they begin with."""
    found: dict[str, list[Any]] = {}
    for term in sorted(glossary.terms, key=lambda each: each.term.lower()):
        found.setdefault(term.term[0].upper(), []).append(term)
    return list(found.items())


DONE = {"replace": "Changed", "add": "Added", "remove": "Taken out", "note": "Note beside"}


def changes_of(entry: Entry) -> list[dict[str, str]]:
    """Give every local change to a document, in words: what was done, where, why, and by whose leave."""
    changes = [(address, origin, "") for address, origin in entry.origins.items()]
    changes += [(address, note.origin, note.text) for address, notes in entry.notes.items() for note in notes]
    return [
        {
            "done": DONE[origin.operation],
            "where": _in_words(entry, address).rstrip("."),
            "reason": origin.reason,
            "note": note,
            "approved": f"{origin.approved.by}, {long_date(origin.approved.on)}" if origin.approved else "",
        }
        for address, origin, note in changes
    ]


def differences(edition: Edition) -> list[dict[str, str]]:
    """List what is local in an edition, document by document."""
    rows = []
    for entry in edition.entries.values():
        named = {"id": entry.id, "title": getattr(entry.model, "title", entry.id)}
        if entry.origin.kind is OriginKind.LOCAL:
            rows.append(
                {**named, "done": "Written locally", "where": "", "reason": "", "approved": "See its front sheet"}
            )
        rows += [{**named, **change} for change in changes_of(entry)]
    return rows


def _in_words(entry: Entry, address: str) -> str:
    """Say an address as readers would: the titles of elements, and the names of fields."""
    words = []
    places: list[Any] = [entry.model, entry.national]
    for token in address.split("."):
        inside = [_step_in(place, token) for place in places]
        found = next((place for place in inside if place is not None), None)
        listed = isinstance(found, tuple) and bool(found) and isinstance(found[0], BaseModel)
        if not listed or token == address:
            words.append(_name_of(found, token))
        places = inside
    return ", ".join(words)


def _step_in(place: Any, token: str) -> Any:
    if isinstance(place, tuple):
        return next((each for each in place if getattr(each, "id", None) == token), None)
    return getattr(place, token, None)


def _name_of(element: Any, token: str) -> str:
    names = ("title", "name", "term", "trigger", "label", "text", "action", "who")
    found = next((getattr(element, name) for name in names if isinstance(getattr(element, name, None), str)), "")
    words = words_only(found) or token.replace("-", " ").replace("_", " ")
    return words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


LONGEST_NAME = 60
