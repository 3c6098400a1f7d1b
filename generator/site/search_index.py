"""Pages into what the site's search looks through: every section with its words, as one small script file."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from generator.editions.urls import url_of
from generator.model.kinds import MENU_KINDS
from generator.pages.page import Page, Rendered
from generator.pages.search_hints import Call, SayingHint, SearchHints
from generator.site.packed import listed, steps
from generator.text.direction import isolated
from generator.text.search_words import ASKS_FOR, STOP, for_browsers
from generator.text.stems import WORD, folded, telling

PATH = "search/index.js"
"""Where the index stands in an edition's site. It is a script, because a page opened as a file may load no data."""

KINDS = {
    "help-now": ("Help now", "Help now"),
    **{kind.name: kind.result for kind in MENU_KINDS},
    "glossary": ("Glossary", "Glossary"),
    "contact": ("Contact", "Contacts"),
    "day": ("Timetable", "Timetable"),
    "publication": ("Download", "Downloads"),
    "page": ("Page", "Other pages"),
}
"""What results are called, one and many, in the order of the buttons that filter them."""

KIND_OF = {"timetable": "day", "publications": "publication", "copies": "publication"}
"""Kinds of page whose results go by the name of another."""

TITLE_ONLY = frozenset({"home", "list", "search", "timetable", "publications", "components", "copies"}) | {
    "who-is-called"
}
"""Pages that repeat what others say: their titles are found, their words are not."""

OPENING_ONLY = frozenset(
    {"publication", "component", "day", "whats-new", "differences", "status", "overview", "readers"}
)
"""Pages found by what stands above their first heading."""

WHOLE = frozenset(kind.name for kind in MENU_KINDS if kind.one_side)
"""Pages of one side of paper, whose words all count for the page itself: a result leads to its top."""

FURNITURE = frozenset({"what-this-builds", "where-this-comes-from", "about-this-document", "document-control"})
FURNITURE |= {"the-plan", "activities", "in-this-pack", "close", "who-runs-it", "materials", "maps-to"}
"""Headings of what is about a document and not its matter, and of lists of what follows."""

EXCERPT, PART = 88, 56
"""The most characters that a result shows of the opening of a page, and of a part of one, whose heading says more."""

COMMON, RARE = 0.4, 20
"""A word on more than this share of pages is only known to be one; one in no more sections than this leads to them."""

_HEADING = re.compile(r"<h(?P<level>[1-6]) id=\"(?P<id>[a-z0-9-]+)\">(?P<words>.*?)</h(?P=level)>", re.DOTALL)
_ASIDE = re.compile(
    r'<div class="hb-(?:meta|local|when)">.*?</div>|<thead>.*?</thead>|<p><strong>What you do</strong></p>', re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
_TAIL = '<div class="hb-tail'
_CONTACT = '<div class="hb-contact">'
_NUMBERING = re.compile(r"^Step [0-9]+\. ")
_FORM = re.compile(r"(?<![su])(?<!ie)s$|(?<!ment|ness)(?<!ity|ful)(?<!bb|dd|ff|gg|mm|nn|pp|rr|tt|ly)(?<!e)(?:ed|ing)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Part of a page that a result can lead to: its heading, where it stands, and what it says, in plain words.

    `page` counts pages from 0. The first section of a page has no anchor, and the page's title.
    """

    page: int
    anchor: str
    title: str
    kind: str
    text: str


def search_script(rendered: Rendered) -> str:
    """Return the index of an edition as a script that leaves it in `handbookIndex`."""
    pages = [(page, _kind(page)) for page in rendered.pages]
    found = [section for number, (page, kind) in enumerate(pages) for section in sections(number, page, kind)]
    kinds = list(KINDS)
    index = {
        "kinds": list(KINDS.values()),
        "pages": [[url_of(page.path), page.title, kinds.index(kind)] for page, kind in pages],
        "sections": [
            [each.page for each in found],
            [kinds.index(each.kind) for each in found],
            "\n".join(each.anchor if each.anchor != slug(each.title) else "" for each in found),
            "\n".join(each.title if each.anchor else "" for each in found),
            "\n".join(excerpt(each.text, PART if each.anchor else EXCERPT) for each in found),
        ],
        **_words(found, len(pages)),
        "language": for_browsers(),
        "asks": [[kinds.index(kind), pattern] for kind, pattern in ASKS_FOR.items()],
        **_hints(rendered.search, pages, found),
    }
    return f"self.handbookIndex = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"


def sections(number: int, page: Page, kind: str) -> Iterator[Section]:
    """Take a page apart at its headings; what stands above the first is the page's own section.

    Args:
        number: Which page of the edition it is, counted from 0.
        page: The page.
        kind: What its results are called, as in `KINDS`.
    """
    name = page.meta.kind or "page"
    headings = list(_HEADING.finditer(page.html))
    first = headings[0].start() if headings else len(page.html)
    opening = "" if name in TITLE_ONLY else _plain(page.html[:first]).removeprefix(page.title).strip()
    text = page.description if opening.startswith(page.description) else f"{page.description} {opening}"
    if name in WHOLE:
        text = f"{text} {_plain(page.html[first:].partition(_TAIL)[0])}"
    yield Section(page=number, anchor="", title=page.title, kind=kind, text=text.strip() or page.title)
    if not headings or name in TITLE_ONLY | OPENING_ONLY | WHOLE:
        return
    ends = [found.start() for found in headings[1:]] + [len(page.html)]
    for found, end in zip(headings, ends, strict=True):
        title = _NUMBERING.sub("", _plain(found["words"]))
        if found["id"] not in FURNITURE and len(title) > 1:
            own_kind = "contact" if page.html[: found.start()].rstrip().endswith(_CONTACT) else kind
            text = _plain(page.html[found.end() : end])
            yield Section(page=number, anchor=found["id"], title=title, kind=own_kind, text=text)


def excerpt(text: str, most: int = EXCERPT) -> str:
    """Return the opening of a text: whole sentences where they fit, or else whole words and three dots."""
    if len(text) <= most:
        return text
    cut = text[: most + 1]
    whole = max(cut.rfind(". "), cut.rfind("? "), cut.rfind("! "))
    return cut[: whole + 1] if whole > most // 2 else cut[: cut.rfind(" ")].rstrip(" ,;:.") + " …"


def _kind(page: Page) -> str:
    name = KIND_OF.get(page.meta.kind, page.meta.kind)
    return name if name in KINDS else "page"


@lru_cache(maxsize=20_000)
def _plain(html: str) -> str:
    """Return what a piece of a page says, without tags, and without what is beside the matter."""
    words = unescape(_TAG.sub(" ", _ASIDE.sub("", html)))
    return isolated(" ".join(words.split()).replace(" .", ".").replace(" ,", ","))


def slug(title: str) -> str:
    """Return the anchor that a title needs no other beside: search-read.js makes the same of it."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['\u2019]", "", title.lower())).strip("-")


def _words(found: list[Section], pages: int) -> dict[str, Any]:
    """Return words with their sections, then those of many sections with pages, then those of most pages."""
    places: dict[str, list[int]] = {}
    for place, section in enumerate(found):
        for word in _words_in(section.text):
            places.setdefault(word, []).append(place)
    gathered: dict[str, set[int]] = {}
    for word, listed_here in places.items():
        gathered.setdefault(_shortest(word, places), set()).update(listed_here)
    rare: dict[str, list[int]] = {}
    often: dict[str, list[int]] = {}
    common = []
    for word, kept in sorted(gathered.items()):
        on_pages = sorted({found[place].page for place in kept})
        if len(on_pages) > pages * COMMON:
            common.append(word)
        elif len(kept) > RARE:
            often[word] = on_pages
        else:
            rare[word] = sorted(kept)
    words = [[listed(each), " ".join(map(steps, each.values()))] for each in (rare, often)]
    return {"words": words, "common": listed(common)}


@lru_cache(maxsize=20_000)
def _words_in(text: str) -> frozenset[str]:
    """Return the words of a text that tell something: the same of each save, but for the sections that changed."""
    return frozenset(WORD.findall(folded(text))) - STOP


def _shortest(word: str, known: Mapping[str, Any]) -> str:
    """Return the word that another is a plain form of, where it stands somewhere too: search takes them for one."""
    form = _FORM.search(word)
    base = word[: form.start()] if form else word
    return base if base in known and len(base) > 2 else word  # noqa: PLR2004 - shorter ones are other words


def _hints(known: SearchHints, pages: list[tuple[Page, str]], found: list[Section]) -> dict[str, Any]:
    """Return the words people say with the numbers of the sections that answer them, and who to call."""
    urls = [url_of(page.path) for page, _ in pages]
    places = {f"{urls[each.page]}#{each.anchor}".rstrip("#"): place for place, each in enumerate(found)}
    return {
        "sayings": [_saying(each, places) for each in known.sayings],
        "numbers": {key: urls.index(url) for key, url in known.numbers.items() if url in urls},
        "own": [number for number, url in enumerate(urls) if url in known.own],
        "calls": [_call(each) for each in known.calls],
        "coordinator": _call(known.coordinator) if known.coordinator else [],
    }


def _saying(said: SayingHint, places: Mapping[str, int]) -> list[Any]:
    finds = [places.get(to, places.get(to.partition("#")[0])) for to in said.finds]
    words = sorted(map(folded, said.say)) if said.urgent else _alike(map(telling, said.say))
    row = [listed(words), said.means, [place for place in finds if place is not None], int(said.urgent)]
    return [*row, said.veiled] if said.veiled else row


def _call(call: Call) -> list[str]:
    return [call.name, call.number, call.digits, *filter(None, [call.due])]


def _alike(phrases: Iterable[str]) -> list[str]:
    """Return phrases in such an order, each with its words in such an order, that many begin as the one before does."""
    said = [phrase.split() for phrase in phrases]
    often = Counter(word for phrase in said for word in phrase)
    return sorted({" ".join(sorted(phrase, key=lambda word: (-often[word], word))) for phrase in said})
