"""A page as the file that an engine reads, and links of pages that lead nowhere."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from html import unescape
from posixpath import dirname, normpath
from typing import Any

from generator.editions.urls import relative, url_of
from generator.page_ids import contents, ids, with_ids
from generator.pages.page import Page, PageMeta, Rendered

_NOT_YAML = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


_ADDRESS = re.compile(
    r'(?P<before><(?:a|img)\b[^>]*\s(?:href|src)=")(?![a-z+]+:|[#/])(?P<path>[^"#]*)(?P<sharp>#?)(?P<anchor>[^"]*)"'
)
"""An address in a page that is below the edition, and not only a place on the page."""


_LINK = re.compile(r'<a\b[^>]*\shref="(?![a-z+]+:|/)(?P<path>[^"#]*)#?(?P<anchor>[^"]*)"')


def page_source(page: Page) -> str:
    """Return a page as a Markdown file with front matter, which every engine reads.

    Its text is one block of HTML, in which no engine finds any Markdown; addresses in it are as seen from the file.
    """
    lines = [f"{name}: {_as_yaml(given)}" for name, given in known_of(page).items()]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{written(page)}\n"


def written(page: Page) -> str:
    """Return the HTML of a page as one block, with an id on each heading."""
    return f'<div class="hb-written">\n{with_ids(page.html)}</div>'


def known_of(page: Page) -> dict[str, Any]:
    """Return what a theme gets of a page beside its HTML: title, description, contents, and what is known of it."""
    listed = contents(with_ids(page.html))
    return {"title": page.title, "description": page.description, "contents": listed, **front_matter(page.meta)}


def front_matter(meta: PageMeta) -> dict[str, Any]:
    """Return what is known of a page as a theme gets it, without what is empty."""
    shown = asdict(meta, dict_factory=lambda fields: {name: given for name, given in fields if given != ""})
    return {name: given for name, given in shown.items() if given not in (None, ())}


def _as_yaml(given: Any) -> str:
    """Write a value as JSON on one line, which is YAML where nothing in it ends a line or cannot be read."""
    text = json.dumps(given, ensure_ascii=False)
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def seen_from_page(page: Page) -> Page:
    """Return a page with its addresses as seen from where it is published; mkdocs leaves those in HTML as they are."""
    here, home = dirname(page.path), url_of(page.path)

    def seen(found: re.Match[str]) -> str:
        path, sharp, anchor = found["path"], found["sharp"], found["anchor"]
        target = normpath(f"{here}/{path}") if here else normpath(path)
        where = relative(url_of(target) or ".", home + "x")
        slash = "/" if path.endswith(("/", ".md")) and not where.endswith("/") else ""
        return f'{found["before"]}{where}{slash}{sharp}{anchor}"'

    return replace(page, html=_ADDRESS.sub(seen, page.html))


def dead_links(rendered: Rendered) -> Iterator[str]:
    """Tell of every link on a page of an edition that leads to no page, or to no place on it."""
    places = {page.path: {*ids(with_ids(page.html))} for page in rendered.pages}
    for page in rendered.pages:
        for found in _LINK.finditer(page.html):
            path, anchor = unescape(found["path"]), unescape(found["anchor"])
            target = normpath(f"{dirname(page.path)}/{path}").removeprefix("/") if path else page.path
            if target.endswith(".md") and target not in places:
                yield f"{page.path} has a link to {target}, which is not among the pages"
            elif anchor and anchor not in places.get(target, {anchor}):
                yield f"{page.path} has a link to {target}#{anchor}, and there is no such place on that page"
