"""Ids on pages: those that pages use themselves and no author may, headings without one, and what stands on a page."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from typing import Any
from unicodedata import normalize

FRAME = frozenset(
    {
        *("hb-close", "hb-course", "hb-menu", "hb-nav", "hb-reading", "hb-reading-open", "hb-reading-title", "hb-run"),
        *("hb-text", "hb-toc", "hb-search-here", "__search"),
    }
)
"""What stands round the text of every page, and is known by these names to scripts and styles."""

EVERY_TEXT = frozenset(
    {
        *("about-this-document", "local-changes", "maps-to", "questions", "what-this-builds"),
        "where-this-comes-from",
    }
)
"""The ids that stand in the text of the pages of any kind."""

EVERY_MADE = r"hb-.*"
"""A pattern of the ids that are made on pages of any kind."""

_HEADING = re.compile(r"<h(?P<level>[1-6])(?: id=\"(?P<id>[^\"]*)\")?>(?P<words>.*?)</h(?P=level)>", re.DOTALL)
_ID = re.compile(r"<[a-z][^>]*\sid=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>")


def reserved(own: frozenset[str], made: str) -> Callable[[str], bool]:
    """Return what tells whether an id is one that pages of a kind use themselves.

    Args:
        own: The ids in the text of its pages.
        made: A pattern of those that its pages make, or nothing.
    """
    names = FRAME | EVERY_TEXT | own
    patterns = "|".join(filter(None, (EVERY_MADE, made)))
    return lambda name: name in names or re.fullmatch(patterns, name) is not None


def ids(html: str) -> tuple[str, ...]:
    """Return every id on a page, in order; one that stands twice stands twice."""
    return tuple(_ID.findall(html))


def with_ids(html: str) -> str:
    """Return a page whose every heading has an id: one without gets it from its words, and never one that is taken."""
    taken = {*ids(html), *FRAME}

    def named(found: re.Match[str]) -> str:
        if found["id"]:
            return found[0]
        name = _free(_slug(plain(found["words"])), taken)
        taken.add(name)
        return f'<h{found["level"]} id="{name}">{found["words"]}</h{found["level"]}>'

    return _HEADING.sub(named, html)


def with_former_ids(html: str, former: Mapping[str, Iterable[str]]) -> str:
    """Return a page on which the ids that elements had before still lead to their headings.

    Args:
        html: The page.
        former: The ids that each element had before, by the one it has now.
    """
    for name, others in former.items():
        spans = "".join(f'<span id="{other}"></span>' for other in others)
        html = re.sub(rf'(<h[1-6] id="{re.escape(name)}">)', lambda found, spans=spans: found[1] + spans, html, count=1)  # type: ignore[misc]
    return html


def contents(html: str) -> list[dict[str, Any]]:
    """Return what stands on a page: its second level of headings, each with the third below it; `id` and `title`."""
    found: list[dict[str, Any]] = []
    for heading in _HEADING.finditer(html):
        row = {"id": heading["id"], "title": plain(heading["words"])}
        if heading["level"] == "2":
            found.append({**row, "children": []})
        elif heading["level"] == "3" and found:
            found[-1]["children"].append(row)
    return found


def plain(html: str) -> str:
    """Return the words of a piece of HTML, on one line."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def _slug(words: str) -> str:
    """Return words as an id: small letters, digits and hyphens."""
    letters = normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", letters).strip().lower())


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken; the underline in it stands in no id that an author can write."""
    number, free = 0, name
    while not free or free in taken:
        number += 1
        free = f"{name}_{number}"
    return free
