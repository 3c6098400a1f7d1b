"""Rows for the tables and lists of pages: a session's plan, who leads what, a day's materials, glossary letters."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

from generator.editions.edition import Edition, Entry
from generator.editions.print_run import added_up, needed
from generator.editions.timetable import TimedDay, TimedPart
from generator.model.base import Content
from generator.model.framework import FrameworkMap, Glossary, MappedEntry, MappedFramework
from generator.model.session import METHODS, Session
from generator.pages.page import Page
from generator.text.language import N_, Language


def who(edition: Edition) -> dict[str, str]:
    """Return what the people who run sessions are called."""
    _ = edition.language.gettext
    return {
        "experienced-peer": _("Peer trainer"),
        "clinician": _("Clinical trainer"),
        "coordinator": edition.trust.coordinator if edition.trust else _("Peer Worker Coordinator"),
        "visitor": _("Visitor"),
    }


CLOSING = N_("Closing the session")
"""What the end of a session is called."""

PAIR = ("experienced-peer", "clinician")
"""The two who always run a day together."""


def two_trainers(edition: Edition, timed: TimedDay) -> dict[str, Any]:
    """Return who leads what on a day: a column for each of the two trainers, and for others who lead something."""
    rows: list[dict[str, Any]] = []
    led: dict[str, int] = dict.fromkeys(PAIR, 0)
    for part in timed.parts:
        rows.append({"start": part.start, "minutes": part.minutes, "title": part.title, "leaders": None})
        entry = edition.entries.get(part.session)
        for title, start, minutes, leaders, is_played in _led(entry.model, part, edition.language) if entry else ():
            row = {"start": start, "minutes": minutes, "title": title, "leaders": leaders, "is_played": is_played}
            rows.append(row)
            for leader in leaders:
                led[leader] = led.get(leader, 0) + minutes
    return {"timed": timed, "columns": list(led), "rows": rows, "led": led}


def _led(
    session: Content, part: TimedPart, language: Language
) -> Iterator[tuple[str, int, int, tuple[str, ...], bool]]:
    """Return each activity of a session and its close: title, start, minutes, who leads it, and if it is a role play.

    Whoever leads the last activity closes the session.
    """
    now = part.start
    for each in session.activities if isinstance(session, Session) else ():
        yield each.title, now, each.expected, each.led_by, each.method == "role-play"
        now += each.expected
    if isinstance(session, Session):
        yield language.gettext(CLOSING), now, session.close.expected, session.activities[-1].led_by, False


def mapped(edition: Edition) -> dict[str, list[tuple[MappedFramework, list[MappedEntry]]]]:
    """Return what of each national framework a document teaches or sees to, by the document's id."""
    table = edition.entries.get("mapping")
    found: dict[str, list[tuple[MappedFramework, list[MappedEntry]]]] = {}
    for framework in table.model.frameworks if table and isinstance(table.model, FrameworkMap) else ():
        rows: dict[str, list[MappedEntry]] = {}
        for each in framework.entries:
            for document in dict.fromkeys(target.partition(".")[0] for target in each.delivered_by):
                rows.setdefault(document, []).append(each)
        for document, entries in rows.items():
            found.setdefault(document, []).append((framework, entries))
    return found


PER = {
    "room": N_("for the room"),
    "person": N_("for each person"),
    "pair": N_("for each pair"),
    "three": N_("for each group of three"),
    "small-group": N_("for each small group"),
    "trainer": N_("for each trainer"),
}
"""Who gets how many of a material, in words."""

PUBLICATION_GROUPS = {
    "handbook": N_("Handbooks"),
    "pack-each-day": N_("Packs for each day"),
    "pack": N_("Other packs"),
    "print-room-each-day": N_("For a print room, day by day"),
    "print-room": N_("For a print room"),
    "manual": N_("Manuals"),
    "booklet": N_("Booklets"),
    "pocket": N_("For a pocket"),
    "large-print": N_("In large print"),
    **{
        f"{layout}-each-day": N_("For each day")
        for layout in ("handbook", "manual", "booklet", "pocket", "large-print")
    },
}
"""What the downloads of a layout are listed under, those that each day has apart."""

ASKED = {
    "peer-worker": N_("The peer worker"),
    "person": N_("The person"),
    "third": N_("The third role"),
    "observer": N_("The observer"),
    "group": N_("Everyone"),
}
"""Who a debrief question goes to, in words."""


def plan_lines(session: Session, part: TimedPart | None, edition: Edition) -> list[dict[str, Any]]:
    """Return the rows of a session's plan: each activity and the close, with the minute or the clock time it starts."""
    _ = edition.language.gettext
    names = who(edition)
    rows: list[dict[str, Any]] = []
    now = part.start if part else 0
    for each in session.activities:
        leaders = _all_of((names[leader].lower() for leader in each.led_by), edition.language)
        leaders = leaders[:1].upper() + leaders[1:]
        rows.append(
            {
                "id": each.id,
                "title": each.title,
                "minutes": each.expected,
                "length": each.minutes,
                "start": now,
                "how": _(METHODS[each.method]),
                "led_by": leaders,
            }
        )
        now += each.expected
    leaders = rows[-1]["led_by"] if rows else ""
    close = {"id": "close", "title": _(CLOSING), "minutes": session.close.expected, "start": now}
    close["length"] = session.close.minutes
    return [*rows, {**close, "how": _(METHODS["whole-group"]), "led_by": leaders}]


def _all_of(names: Iterable[str], language: Language) -> str:
    """Return names as one phrase."""
    return reduce(lambda before, name: language.gettext("{before} and {name}", before=before, name=name), names)


def materials(sessions: list[Entry], people: int) -> list[dict[str, Any]]:
    """Add up what sessions use up and what sheets they share, and of everything else give the most that one needs."""
    rolled: dict[str, dict[str, Any]] = {}
    for entry in sessions:
        for each in entry.model.materials if isinstance(entry.model, Session) else ():
            row = rolled.setdefault(each.name.lower(), {"name": each.name, "amounts": [], "sessions": []})
            again = not each.used_up and (each.per == "person" or not each.resource)
            row["amounts"].append((needed(each, people), again))
            row["sessions"].append(getattr(entry.model, "title", entry.id))
    return [
        {"name": row["name"], "total": added_up(row["amounts"]), "sessions": "; ".join(dict.fromkeys(row["sessions"]))}
        for _, row in sorted(rolled.items())
    ]


def pages_by_letter(pages: Sequence[Page], language: Language) -> list[tuple[str, list[dict[str, str]]]]:
    """Sort pages under the letters their titles begin with; those that begin with a number come first."""
    found: dict[str, list[dict[str, str]]] = {}
    numbers = language.gettext("0 to 9")
    for page in sorted(pages, key=_place_in_list):
        first = page.title.strip("“”\"'")[0].upper()
        row = {"title": page.title, "path": page.path, "kind": page.meta.kind_title.lower()}
        found.setdefault(first if first.isalpha() else numbers, []).append(row)
    return list(found.items())


def _place_in_list(page: Page) -> list[tuple[bool, int, str]]:
    """Say where a page stands in a list from A to Z: quotation marks do not count, and 2.10 comes after 2.9."""
    parts = re.split(r"(\d+)", page.title.strip("“”\"'").lower())
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts if part]


def letters(glossary: Glossary) -> list[tuple[str, list[Any]]]:
    """Sort a glossary's terms under the letters they begin with."""
    found: dict[str, list[Any]] = {}
    for term in sorted(glossary.terms, key=lambda each: each.term.lower()):
        found.setdefault(term.term[0].upper(), []).append(term)
    return list(found.items())


_ROLE = re.compile(r"\*\*(?P<name>[^*]+?)\.\*\*\s+")
"""Begins what an actor alone is told in a brief for several: the role's name in bold, with a full stop."""


def slips(private: str) -> list[tuple[str, str]]:
    """Return the parts of a private brief for several actors: the name of each role and its words, to be cut apart.

    What stands before the first name is for all of them, and has no name; so has a brief that names nobody.
    """
    found: list[tuple[str, str]] = []
    for paragraph in private.strip().split("\n\n"):
        if named := _ROLE.match(paragraph):
            found.append((named["name"], paragraph[named.end() :]))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n\n{paragraph}")
        else:
            found.append(("", paragraph))
    return found
