"""Links on a page that the program writes from addresses: to the place where there is one, or else to the page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from posixpath import dirname, normpath

from generator.page_ids import ids, with_ids
from generator.pages.page import Page
from generator.text.markup import Html

_PLACE = re.compile(r'(?<=href=")(?P<page>[^"#]+\.md)#(?P<place>[^"]+)(?=")')


def with_known_places(page: Page, others: Sequence[Page]) -> Page:
    """Return a page whose links lead to a place only where the other page has it; not every element has a heading."""
    pages = {each.path: each for each in others}
    known: dict[str, frozenset[str]] = {}

    def led(found: re.Match[str]) -> str:
        path = normpath(f"{dirname(page.path)}/{unescape(found['page'])}").removeprefix("/")
        if path not in known:
            known[path] = _places(pages, path)
        return found[0] if unescape(found["place"]) in known[path] else found["page"]

    return replace(page, html=Html(_PLACE.sub(led, page.html)))


def _places(pages: Mapping[str, Page], path: str) -> frozenset[str]:
    return frozenset(ids(with_ids(pages[path].html))) if path in pages else frozenset()
