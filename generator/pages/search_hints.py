"""What search knows of an edition besides its pages: the words people say, and who to call when those are urgent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from generator.editions.contacts import local_contacts, services
from generator.editions.coverage import components
from generator.editions.due_dates import overdue
from generator.editions.edition import Edition
from generator.editions.urls import component_page, day_page, is_known, page_of, url_of
from generator.model.document import Document
from generator.model.framework import Saying, Synonyms
from generator.model.programme import Programme
from generator.text.phones import dialled
from generator.text.search_words import search_words
from generator.text.stems import veiled

MOST_CALLS = 5
"""How many numbers to call stand above urgent results: more than fit a phone's screen are no help."""

DAYS, COMPONENTS = "programmes", "components"
"""What has pages for its elements, and not for itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SayingHint:
    """What people say: their words, those that hurt as `veiled` writes them, and what they are to lead to.

    `means` are words to look for besides, `finds` the addresses that answer it, best first.
    """

    say: tuple[str, ...]
    veiled: tuple[str, ...]
    means: tuple[str, ...]
    finds: tuple[str, ...]
    urgent: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """Somebody to call: the number as shown and as dialled, and what is said where it had to be checked by now."""

    name: str
    number: str
    digits: str
    due: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHints:
    """What search needs to know of an edition that its pages do not say.

    `own` are the addresses of what only these readers have, `calls` who to call, most urgent first, `coordinator` who
    to ask where nothing is found, `out_of_hours` who answers peer workers at night, `numbers` the addresses of what
    has a number, by its names as `number_key` has them.
    """

    sayings: tuple[SayingHint, ...] = ()
    own: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    coordinator: Call | None = None
    out_of_hours: tuple[Call, str] | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)


def search_hints(edition: Edition, today: date) -> SearchHints:
    """Return what search needs to know of an edition; `today` decides which numbers had to be checked by now."""
    entry = edition.entries.get("synonyms")
    said = entry.model.entries if entry and isinstance(entry.model, Synonyms) else ()
    return SearchHints(
        sayings=tuple(saying for each in said if (saying := _saying(each, edition))),
        own=tuple(_own(edition)),
        calls=tuple(_calls(edition, today))[:MOST_CALLS],
        coordinator=_coordinator(edition),
        out_of_hours=_out_of_hours(edition),
        numbers=dict(sorted(_numbers(edition), reverse=True)),
    )


def _saying(said: Saying, edition: Edition) -> SayingHint | None:
    """Return a saying as these readers have it; nothing where it leads them nowhere."""
    finds = tuple(address for target in said.finds if (address := _address(target, edition)) is not None)
    if not (finds or said.means or said.urgent):
        return None
    known = search_words(edition.language.code)
    hurtful = tuple(veiled(one, known, whole=said.urgent) for one in said.hurtful)
    return SayingHint(say=said.say, veiled=hurtful, means=said.means, finds=finds, urgent=said.urgent)


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
    say = edition.language.gettext
    for each in components(edition):
        called = say("component {number}", number=each.id)
        yield from ((key, url_of(component_page(each.id))) for key in (each.id, number_key(called)))
    for name, entry in edition.entries.items():
        model = entry.model
        reference = (model.front_sheet.reference or "") if isinstance(model, Document) else ""
        found = re.findall(r"[0-9]+", reference)
        names = [reference, *(f"{say(entry.kind.title)} {number}" for number in found if len(found) == 1)]
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


def _calls(edition: Edition, today: date) -> Iterator[Call]:
    """Return who to call: the emergency services, the trust's own line, then services for its nation or for all."""
    phoned = [(each, each.phone) for each in services(edition) if each.phone]
    lines = [_call(each.title, phone, overdue(each, today, edition.language)) for each, phone in phoned]
    own = [_call(each.label, each.number) for each in local_contacts(edition)[:1]]
    yield from (*lines[:1], *own, *lines[1:])


def _call(name: str, number: str, due: str = "") -> Call:
    return Call(name=name, number=number, digits=dialled(number), due=due)


def _coordinator(edition: Edition) -> Call:
    title = edition.trust.coordinator if edition.trust else edition.language.gettext("Peer Worker Coordinator")
    return _call(title, edition.values.get("coordinator_phone", ""))


def _out_of_hours(edition: Edition) -> tuple[Call, str] | None:
    """Return who answers peer workers out of hours, with the hours where they are said, if the trust has somebody."""
    found = next((each for each in local_contacts(edition) if each.name == "out_of_hours_phone"), None)
    return (_call(found.who or found.label, found.number), found.hours) if found else None
