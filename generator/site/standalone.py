"""Pages of an edition for use outside its website, in a learning system or a book: their links and pictures are mended.

What is not taken along is named by its whole address where the site has one, and is plain words where it has none.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from generator.content.images import used_in
from generator.editions.urls import url_of
from generator.page_ids import with_ids
from generator.pages.page import Page, Rendered

_LINK = re.compile(r'<a\b(?P<before>[^>]*?)\shref="(?P<href>[^"]*)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")')
_ID = re.compile(r'(<[a-z][^>]*?\s(?:id|for|aria-labelledby|aria-describedby|headers)=")([^"]*)(")')
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """The pages that go together: each by its source path, with the file it stands in and what its ids begin with."""

    files: Mapping[str, tuple[str, str]]
    address: str
    """The address of the edition's site, with a closing slash, or nothing."""


def standing_alone(page: Page, taken: Taken) -> str:
    """Return the text of a page as it stands with others that were taken along."""
    file, prefix = taken.files[page.path]
    html = with_ids(page.html)
    if prefix:
        html = _ID.sub(lambda found: f"{found[1]}{_prefixed(found[2], prefix)}{found[3]}", html)
    html = _LINK.sub(lambda found: _link(found, page, taken, file), html)
    return _PICTURE.sub(lambda found: f"{found[1]}{_picture(found[2], page)}{found[3]}", html)


def pictures_of(pages: tuple[Page, ...], pictures: Mapping[str, Path]) -> Mapping[str, Path]:
    """Return the pictures that pages show, by the names they are taken along under."""
    return used_in([page.html for page in pages], pictures)


def page_at(rendered: Rendered, path: str) -> Page:
    """Return a page of an edition by its source path, on the site or only on paper."""
    return next(page for page in (*rendered.pages, *rendered.paper) if page.path == path)


def _prefixed(names: str, prefix: str) -> str:
    return " ".join(f"{prefix}{name}" for name in names.split())


def _link(found: re.Match[str], page: Page, taken: Taken, file: str) -> str:
    href = unescape(found["href"])
    path, _, anchor = href.partition("#")
    if _OUTSIDE.match(href):
        return found[0]
    target = page.path if not path else posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    if target in taken.files:
        other, prefix = taken.files[target]
        place = f"#{prefix}{anchor}" if anchor else f"#{prefix}page" if prefix else ""
        new = place if other == file and place else f"{other}{place}"
    elif taken.address:
        below = url_of(target) if target.endswith(".md") else target
        new = f"{taken.address}{below}{f'#{anchor}' if anchor else ''}"
    else:
        return f"<span>{found['words']}</span>"
    return f'<a{found["before"]} href="{escape(new)}"{found["after"]}>{found["words"]}</a>'


def _picture(source: str, page: Page) -> str:
    if _OUTSIDE.match(source):
        return source
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), source))
