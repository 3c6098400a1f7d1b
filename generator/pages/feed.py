"""What is new in an edition as a feed (Atom, RFC 4287): the changes of its documents, and of the national edition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from generator.changes.whats_new import DocumentNews, News
from generator.editions.edition import Edition
from generator.editions.urls import STANDING_PAGES, page_of, url_of
from generator.model.document import Document
from generator.pages.page import Page

PATH = "feed.xml"
"""Where the feed stands below its edition."""

MOST = 50
"""How many entries a feed has at most, the newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing that is new: what it is called by for ever, its day, its words, and its page below the edition."""

    key: str
    day: date
    title: str
    words: str
    page: str


def feed(edition: Edition, news: News | None, pages: Sequence[Page], address: str, title: str) -> str:
    """Return the feed of an edition. It depends on what the edition says, and on no clock.

    Args:
        edition: The edition.
        news: What is new in the national edition, as its readers may see it.
        pages: The pages of the edition.
        address: Where the edition is published, with a closing slash, or nothing where that is not known.
        title: What the edition is called.
    """
    there = {page.path for page in pages}
    found = sorted(_items(edition, news), key=lambda each: (each.day, each.key), reverse=True)[:MOST]
    place = edition.folder or "national"
    first = _day(edition.national.edition)
    updated = max((each.day for each in found), default=first)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(edition.language.code)}>',
        f"<title>{_plain(title)}</title>",
        f"<id>{_id(place)}</id>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_plain(edition.trust.name if edition.trust else edition.national.publisher)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{address}{PATH}")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(address or "./")}/>',
    ]
    lines += [line for each in found for line in _entry(each, place, address, there)]
    return "\n".join([*lines, "</feed>"]) + "\n"


def _entry(item: Item, place: str, address: str, there: set[str]) -> Iterator[str]:
    page = item.page if item.page in there else STANDING_PAGES["home"]
    yield "<entry>"
    yield f"<title>{_plain(item.title)}</title>"
    yield f"<id>{_id(f'{place}#{item.key}')}</id>"
    yield f"<updated>{_moment(item.day)}</updated>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr((address + url_of(page)) or "./")}/>'
    yield f'<summary type="text">{_plain(item.words)}</summary>'
    yield "</entry>"


def _items(edition: Edition, news: News | None) -> Iterator[Item]:
    for entry in edition.entries.values():
        if isinstance(entry.model, Document):
            for each in entry.model.front_sheet.changes:
                words = f"{each.version}: {each.summary}"
                key = f"{entry.id}/{each.version}/{each.on}"
                yield Item(key=key, day=each.on, title=entry.model.title, words=words, page=page_of(entry.id))
        if entry.approved:
            said, title = entry.approved[0], getattr(entry.model, "title", entry.id)
            words = edition.language.gettext("Approved by {who}, version {version}", who=said.by, version=said.version)
            yield Item(
                key=f"{entry.id}/approved/{said.on}", day=said.on, title=title, words=words, page=page_of(entry.id)
            )
    yield from _national(edition, news) if news else ()


def _national(edition: Edition, news: News) -> Iterator[Item]:
    _, number = edition.language.gettext, edition.national.edition
    day, said = _day(number), _("National edition {edition}", edition=number)
    sorts: Mapping[str, tuple[DocumentNews, ...]] = {_("New"): news.new, _("Changed"): news.changed}
    for what, listed in sorts.items():
        for each in listed:
            words = "; ".join([f"{said}. {what}", *dict.fromkeys(change.words for change in each.changes)])
            key = f"{each.document}/edition/{number}"
            yield Item(key=key, day=day, title=each.title, words=words, page=page_of(each.document))
    out = _("Taken out")
    for title in news.gone:
        words = f"{said}. {out}"
        yield Item(key=f"gone/{number}/{title}", day=day, title=title, words=words, page=STANDING_PAGES["whats-new"])


def _day(edition: str) -> date:
    """Return the first day of the month that an edition is named for."""
    year, _, month = edition.partition(".")
    return date(int(year), int(month or 1), 1)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _id(key: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'peer-support-handbook/{key}')}"


def _plain(text: str) -> str:
    """Return a text as it may stand in XML, on one line."""
    return escape(" ".join("".join(letter for letter in text if letter.isprintable() or letter == "\n").split()))
