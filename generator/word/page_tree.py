"""A page's HTML as a tree of what stands on paper: what is only for the site is taken out, as print does by style."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from lxml import html as parser

from generator.word.wordprocessing import Element, writable

HIDDEN = ("hb-on-paper", "hb-on-site", "hb-jump", "hb-today", "hb-glance", "hb-strip")
"""Classes of what print does not show (`templates/print/`); a test holds the two together."""

DRAWING = "drawing:"
"""Begins the address of a picture that stood in the page itself, by its number."""

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """A page as it stands on paper, and the drawings (SVG) in it, in order."""

    body: Element
    drawings: tuple[str, ...]


def tree_of(html: str) -> Tree:
    """Take a page apart."""
    drawings: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        drawings.append(found[0])
        said = _TITLE.search(found[0])
        words = escape(unescape(said[1]) if said else "")
        return f'<img src="{DRAWING}{len(drawings) - 1}" alt="{words}">'

    whole = f"<html><body>{_SVG.sub(set_aside, writable(html))}</body></html>"
    root = parser.document_fromstring(whole, parser=parser.HTMLParser(encoding="utf-8", huge_tree=True))
    for each in list(_hidden(root)):
        each.drop_tree()
    return Tree(body=root.find("body"), drawings=tuple(drawings))


def _hidden(root: Element) -> Iterator[Element]:
    for each in root.iter():
        if each.tag == "summary" or any(name in HIDDEN for name in classes(each)):
            yield each


def classes(element: Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()
