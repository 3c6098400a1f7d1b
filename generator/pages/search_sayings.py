"""What search knows of an edition besides its pages: the words people say, and who to call when those are urgent."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from unicodedata import normalize

from generator.editions.contacts import local_contacts
from generator.editions.coverage import components
from generator.editions.due_dates import overdue
from generator.editions.edition import Edition
from generator.editions.urls import component_page, day_page, is_known, page_of, url_of
from generator.model.base import NATIONS, Document
from generator.model.framework import Signposting, Synonyms
from generator.model.programme import Programme
from generator.text.phones import dialled
from generator.text.stems import veiled

MOST_CALLS = 5
"""How many numbers to call stand above urgent results: more than fit a phone's screen are no help."""

DAYS, COMPONENTS = "programmes", "components"
"""What has pages for its elements, and not for itself."""


def search_sayings(edition: Edition, today: date) -> Mapping[str, Any]:
    """Return what search needs to know of an edition that its pages do not say.

    Returns:
        `sayings`: for each, the words people say, those that hurt as `veiled` writes them, the words to look for, the
        addresses that answer them, and whether they are urgent. `own`: the addresses of what only these readers have.
        `calls`: names, numbers as shown and as dialled, most urgent first, each with what is to be said of it where it
        had to be checked before `today`. `coordinator`: who to ask where nothing is found, and their number. `numbers`:
        the addresses of what has a number of its own, by its names as `number_key` writes them.
    """
    entry = edition.entries.get("synonyms")
    said = entry.model.entries if entry and isinstance(entry.model, Synonyms) else ()
    sayings = []
    for each in said:
        finds = [address for target in each.finds if (address := _address(target, edition)) is not None]
        if finds or each.means or each.urgent:
            words = {
                "say": list(each.say),
                "veiled": [veiled(one, whole=each.urgent) for one in each.hurtful],
                "means": list(each.means),
            }
            sayings.append({**words, "finds": finds, "urgent": each.urgent})
    return {
        "sayings": sayings,
        "own": list(_own(edition)),
        "calls": list(_calls(edition, today))[:MOST_CALLS],
        "coordinator": _coordinator(edition),
        "numbers": dict(sorted(_numbers(edition), reverse=True)),
    }


_PARTS = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)*")
_TITLE = re.compile(r"[^0-9:]*[0-9]+(?![0-9.])")
"""The beginning of a title up to its number: "Day 4" of "Day 4: Safety"."""


def number_key(text: str) -> str:
    """Return a name with a number as search compares it, "sop3" for SOP-03, or nothing where it holds no number."""
    parts = [part.lstrip("0") or "0" for part in _PARTS.findall(normalize("NFKD", text).lower())]
    return "".join(parts) if any(part[0].isdigit() for part in parts) else ""


def _numbers(edition: Edition) -> Iterator[tuple[str, str]]:
    """Return what has a number of its own, by each of its names.

    That is a document by its reference, and by its kind where the reference holds one number; a component by its
    number; and a day by its id, and by the beginning of its title.
    """
    for each in components(edition):
        yield from ((key, url_of(component_page(each.id))) for key in (each.id, number_key(f"component {each.id}")))
    for name, entry in edition.entries.items():
        model = entry.model
        reference = (model.front_sheet.reference or "") if isinstance(model, Document) else ""
        found = re.findall(r"[0-9]+", reference)
        names = [reference, *(f"{entry.kind.name} {number}" for number in found if len(found) == 1)]
        yield from ((key, url_of(page_of(name))) for each in names if (key := number_key(each)))
        for day in model.days if isinstance(model, Programme) else ():
            title = _TITLE.match(day.title)
            names = [day.id, title[0] if title else ""]
            yield from ((key, url_of(day_page(day.id))) for each in names if (key := number_key(each)))


def place_of(target: str) -> tuple[str, str]:
    """Return the page's source path, and the anchor on it, for a document's id, a page's name, or an element of one."""
    document, _, element = target.partition(".")
    if element and document.partition("/")[0] == DAYS:
        return day_page(element), ""
    if element and document == COMPONENTS:
        return component_page(element.replace("-", ".")), ""
    return page_of(document), element


def _own(edition: Edition) -> Iterator[str]:
    for name, entry in sorted(edition.entries.items()):
        if getattr(entry.model, "audiences", ()) == (edition.audience,):
            yield url_of(page_of(name))


def _address(target: str, edition: Edition) -> str | None:
    """Return the address of what answers a saying; nothing where these readers have no such document."""
    if not is_known(target.partition(".")[0], edition):
        return None
    page, anchor = place_of(target)
    return url_of(page) + (f"#{anchor}" if anchor else "")


def _calls(edition: Edition, today: date) -> Iterator[dict[str, str]]:
    """Return who to call: the emergency services, the trust's own line, then services for its nation or for all."""
    entry = edition.entries.get("signposting")
    contacts = entry.model.contacts if entry and isinstance(entry.model, Signposting) else ()
    nation = edition.trust.nation if edition.trust else None
    wanted = [each for each in contacts if (nation in each.nations if nation else set(each.nations) == set(NATIONS))]
    lines = [{**_call(each.title, each.phone), **_due(overdue(each, today))} for each in wanted if each.phone]
    own = [_call(each.label, each.number) for each in local_contacts(edition)[:1]]
    yield from (*lines[:1], *own, *lines[1:])


def _due(said: str) -> dict[str, str]:
    return {"due": said} if said else {}


def _call(name: str, number: str) -> dict[str, str]:
    return {"name": name, "number": number, "digits": dialled(number)}


def _coordinator(edition: Edition) -> dict[str, str]:
    number = edition.values.get("coordinator_phone", "")
    return _call(edition.trust.coordinator if edition.trust else "Peer Worker Coordinator", number)
