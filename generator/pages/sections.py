"""A page as search and lists see it: its sections, each with its heading and what it says in plain words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TypedDict

from generator.model.kinds import MENU_KINDS
from generator.pages.page import Page
from generator.text.direction import isolated
from generator.text.language import Language

TITLE_ONLY = frozenset({"home", "list", "search", "timetable", "publications", "components", "copies"}) | {
    "who-is-called"
}
"""Pages that repeat what others say: their titles are found, their words are not."""

ALONE = {"timetable": "what-to-bring"}
"""The one heading that is found on a page of which nothing else is: the things that no other page has together."""

OPENING_ONLY = frozenset(
    {"publication", "component", "day", "whats-new", "differences", "status", "overview", "readers", "reference"}
)
"""Pages found by what stands above their first heading."""

FACTS_ALONE = frozenset({"day"})
"""Pages whose result shows their facts and nothing else: when a day starts and ends, and how long it is."""

WHOLE = frozenset(kind.name for kind in MENU_KINDS if kind.one_side)
"""Pages of one side of paper, whose words all count for the page itself: a result leads to its top."""

FURNITURE = frozenset({"what-this-builds", "where-this-comes-from", "about-this-document", "document-control"})
FURNITURE |= {"the-plan", "activities", "in-this-pack", "close", "materials", "maps-to", "questions"}
"""Headings of what is about a document and not its matter, and of lists of what follows."""

_HEADING = re.compile(r"<h(?P<level>[1-6]) id=\"(?P<id>[a-z0-9-]+)\">(?P<words>.*?)</h(?P=level)>", re.DOTALL)
_ASIDE = r'<div class="hb-(?:meta|local|when|on-paper hb-used)">.*?</div>|<thead>.*?</thead>'
_TAG = re.compile(r"<[^>]*>")
_TAIL = re.compile(r'<h2 id="questions">|<div class="hb-tail')
_UNSHOWN = re.compile(
    r'<h1\b.*?</h1>|<svg\b.*?</svg>|<summary>.*?</summary>|<div class="hb-(?:front-sheet|small|on-paper)">.*?</div>',
    re.DOTALL,
)
"""What no result shows: it is said in another way, or is about the document."""

_FACTS = re.compile(r'(?<=<div class="hb-facts">\n<ul>\n).*?(?=\n</ul>)', re.DOTALL)
_AND = " · "
_BETWEEN = re.compile(r"</li>\s*<li[^>]*>")
_LABEL = re.compile(r"(<li[^>]*> ?<strong>[^<]*[^<.:?!…])\.?</strong>(?= )")
_BREAK = re.compile(r"</?(?:p|li|ul|ol|t[dhr]|table|h[1-6]|div|summary|details|blockquote|dt|dd|svg)\b[^>]*>|<br>")
_CALL = re.compile(r'<a href="tel:(?P<digits>[^"]+)">(?P<shown>[^<]+)</a>')
_NOTHING = re.compile(r"(?!)")
_CONTACT, _QUESTION = '<div class="hb-contact">', '<div class="hb-question">'
"""What a heading stands at the beginning of: somebody to call, or a question, whose wrong answers nobody may find."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a page that a link can lead to: its heading, where it stands, and what it says, in plain words.

    The first section of a page has no anchor, and the page's title. `is_contact` says that it is somebody to call.
    """

    anchor: str
    title: str
    text: str
    is_contact: bool = False
    lines: tuple[str, ...] = ()
    """What it says, paragraph by paragraph and cell by cell."""
    calls: tuple[tuple[str, str], ...] = ()
    """The numbers to call that it gives, each as shown and as dialled."""


def sections(page: Page, language: Language) -> Iterator[Section]:
    """Take a page apart at its headings; what stands above the first is the page's own section.

    Args:
        page: The page.
        language: What its headings are in.
    """
    name, aside, numbered = page.meta.kind or "page", _aside(language), _numbered(language)
    headings = list(_HEADING.finditer(page.html))
    first = headings[0].start() if headings else len(page.html)
    opening = "" if name in TITLE_ONLY else _plain(page.html[:first], aside).removeprefix(page.title).strip()
    text = page.description if opening.startswith(page.description) else f"{page.description} {opening}"
    shown = "" if name in TITLE_ONLY else page.html[:first]
    if name in WHOLE:
        rest = _TAIL.split(page.html[first:], maxsplit=1)[0]
        text, shown = f"{text} {_plain(rest, aside)}", f"{shown}{rest}"
    said = _shown(shown, aside)
    if name in FACTS_ALONE:
        said = {**said, "lines": tuple(line for line in said["lines"] if _AND in line)}
    yield Section(anchor="", title=page.title, text=text.strip() or page.title, **said)
    if not headings or name in (TITLE_ONLY | OPENING_ONLY | WHOLE) - ALONE.keys():
        return
    ends = [found.start() for found in headings[1:]] + [len(page.html)]
    for found, end in zip(headings, ends, strict=True):
        title = numbered.sub(r"\g<title>", _plain(found["words"], aside))
        before = page.html[: found.start()].rstrip()
        if name in ALONE and found["id"] != ALONE[name]:
            continue
        if found["id"] not in FURNITURE and len(title) > 1 and not before.endswith(_QUESTION):
            calls = before.endswith(_CONTACT)
            html = page.html[found.end() : end]
            said = _shown(html, aside)
            if calls:
                said = {**said, "lines": (_AND.join(said["lines"][:2]),)}
            yield Section(anchor=found["id"], title=title, text=_plain(html, aside), is_contact=calls, **said)


def _aside(language: Language) -> re.Pattern[str]:
    """Return a pattern of what is beside the matter, as pages in a language have it."""
    heading = f"<p><strong>{language.html('What you do')}</strong></p>"
    return re.compile(f"{_ASIDE}|{re.escape(heading)}", re.DOTALL)


def _numbered(language: Language) -> re.Pattern[str]:
    """Return a pattern of the heading of a step in a language, with its title alone as `title`."""
    number, title = "0", "\0"
    sentence = isolated(language.gettext("Step {number}. {title}", number=number, title=title))
    around = [re.escape(part).replace(number, "[0-9]+") for part in sentence.split(title)]
    return re.compile("^" + "(?P<title>.*)".join(around))


class _Shown(TypedDict):
    lines: tuple[str, ...]
    calls: tuple[tuple[str, str], ...]


@lru_cache(maxsize=20_000)
def _shown(html: str, aside: re.Pattern[str]) -> _Shown:
    """Return what a result shows of a piece of a page: its lines, and the numbers to call in it."""
    shown = _LABEL.sub(r"\1:</strong>", _UNSHOWN.sub("", aside.sub("", html)))
    shown = _FACTS.sub(lambda facts: _BETWEEN.sub(_AND, _LABEL.sub(r"\1:</strong>", facts[0])), shown)
    lines = (_plain(piece, _NOTHING) for piece in _BREAK.split(shown))
    calls = ((unescape(found["shown"]), found["digits"]) for found in _CALL.finditer(html))
    return {"lines": tuple(dict.fromkeys(line for line in lines if line)), "calls": tuple(dict.fromkeys(calls))}


@lru_cache(maxsize=20_000)
def _plain(html: str, aside: re.Pattern[str]) -> str:
    """Return what a piece of a page says, without tags, and without what is beside the matter."""
    words = unescape(_TAG.sub(" ", aside.sub("", html)))
    return isolated(" ".join(words.split()).replace(" .", ".").replace(" ,", ","))
