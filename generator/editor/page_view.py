"""A page as its readers see it, with what may be done to each part beside its heading."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generator.editions.urls import page_of, url_of
from generator.editor.parts import Desk, Part
from generator.editor.workspace import State
from generator.model.base import Audience
from generator.model.kinds import DOCUMENT_KINDS
from generator.page_ids import with_ids
from generator.pages.page import Page
from generator.site.page_files import seen_from_page

AUDIENCES: Mapping[str, Audience] = {each.value: each for each in Audience}

_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*\bid=\"(?P<id>[^\"]*)\"[^>]*>.*?</h(?P=level)>", re.DOTALL)

PLACES: Mapping[str, str] = {
    "why-this-session": "",
    "who-runs-it": "facilitators",
    "document-control": "front_sheet",
    "about-this-document": "front_sheet",
    "purpose": "",
    "scope": "",
    "aim": "",
    "scene": "",
    "looks-like": "",
    "helps-to-know": "",
    "say": "",
    "do": "",
    "not-yours": "",
    "preparation": "",
    "supervision": "",
    "de-role": "",
    "observer": "",
}
"""Headings that pages make themselves, each with the address of the part whose words stand under it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A page to look at: its title, its text with what may be done to it, and the document it shows."""

    title: str
    html: str
    document: str
    shown: frozenset[str]
    """The addresses of the parts that have their buttons on the page itself."""


def page_at(state: State, audience: Audience, url: str) -> Page | None:
    """Return the page at an address below an edition, or nothing."""
    if page := state.document_page(audience, url.strip("/")):
        return page
    pages = state.rendered(audience).pages
    return next((each for each in pages if url_of(each.path).strip("/") == url.strip("/")), None)


def address_of(document: str, audience: str = Audience.TRAINER.value) -> str:
    """Return where a document is seen in the editor."""
    return f"/see/{audience}/{quote(url_of(page_of(document)))}"


def has_page(state: State, document: str) -> bool:
    """Say whether a document has a page of its own."""
    entry = state.entry(document)
    return entry is not None and entry.kind in DOCUMENT_KINDS


def seen(page: Page, desk: Desk | None, tools: Callable[[Part, str], str]) -> Seen:
    """Return a page with the tools of each part below its heading.

    Args:
        page: The page.
        desk: The document that it shows, where it may be edited.
        tools: Gives the tools of a part as HTML, for the heading of an id; none for the heading of the page.
    """
    html = with_ids(seen_from_page(page).html)
    shown: set[str] = set()
    if desk is not None:
        by_name = _by_heading(desk)

        def with_tools(found: re.Match[str]) -> str:
            part = by_name.get("" if found["level"] == "1" else found["id"])
            if part is None or part.address in shown:
                return found[0]
            shown.add(part.address)
            return found[0] + tools(part, "" if found["level"] == "1" else found["id"])

        html = _HEADING.sub(with_tools, html)
    return Seen(title=page.title, html=html, document=page.entry, shown=frozenset(shown))


def _by_heading(desk: Desk) -> Mapping[str, Part]:
    """Return the parts of a document by the id of the heading that they stand under."""
    named = {name: desk.by_address[address] for name, address in PLACES.items() if address in desk.by_address}
    return named | dict(_named(desk))


def _named(desk: Desk) -> Iterator[tuple[str, Part]]:
    for part in desk.parts:
        yield (part.tokens[-1] if part.tokens else ""), part
