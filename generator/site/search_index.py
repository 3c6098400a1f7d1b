"""Pages into what the site's search looks through: every section with its words, as one small script file."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.editions.urls import STANDING_PAGES, url_of
from generator.model.kinds import MENU_KINDS
from generator.pages.page import Page, Rendered
from generator.pages.pictures import CONTACT_ICON, OTHER_ICON, PAGE_ICONS
from generator.pages.search_hints import Call, SayingHint, SearchHints
from generator.pages.sections import Section, sections
from generator.site.packed import listed, steps
from generator.text.language import N_
from generator.text.search_words import SearchWords, search_words
from generator.text.stems import WORD, folded, telling

PATH = "search/index.js"
"""Where the index stands in an edition's site. It is a script, because a page opened as a file may load no data."""

KINDS = {
    "help-now": (N_("Help now"), N_("Help now")),
    **{kind.name: kind.result for kind in MENU_KINDS},
    "glossary": (N_("Glossary"), N_("Glossary")),
    "contact": (N_("Contact"), N_("Contacts")),
    "day": (N_("Timetable"), N_("Timetable")),
    "publication": (N_("Download"), N_("Downloads")),
    "page": (N_("Page"), N_("Other pages")),
}
"""What results are called, one and many, in the order of the buttons that filter them."""

ICONS = {
    "help-now": PAGE_ICONS["help-now"],
    **{kind.name: kind.icon for kind in MENU_KINDS},
    "glossary": PAGE_ICONS["glossary"],
    "contact": CONTACT_ICON,
    "day": PAGE_ICONS["timetable"],
    "publication": PAGE_ICONS["downloads"],
    "page": OTHER_ICON,
}
"""The picture of each kind of result."""

KIND_OF = {"timetable": "day", "publications": "publication", "copies": "publication"}
"""Kinds of page whose results go by the name of another."""

LINES = "search/lines/"
"""Where the lines of each page stand, in scripts that are fetched when a result of that page can be seen."""

TOGETHER = 6
"""How many sections of a page one script holds: search-results.js counts as many."""

EXCERPT = 88
"""The most characters of the opening of a page that the index holds: a result shows them until its line is there."""

COMMON, RARE = 0.4, 20
"""A word on more than this share of pages is only known to be one; one in no more sections than this leads to them."""

_WAYS = frozenset(
    {STANDING_PAGES["timetable"], STANDING_PAGES["glossary"], *(f"{kind.folder}/index.md" for kind in MENU_KINDS)}
)
"""Pages that lead on where nothing is found."""

_FORM = re.compile(r"(?<![su])(?<!ie)s$|(?<!ment|ness)(?<!ity|ful)(?<!bb|dd|ff|gg|mm|nn|pp|rr|tt|ly)(?<!e)(?:ed|ing)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A section of a page with what its results are called; `page` counts the pages of the edition from 0."""

    page: int
    kind: str
    section: Section


def search_script(rendered: Rendered) -> str:
    """Return the index of an edition as a script that leaves it in `handbookIndex`."""
    language = rendered.language
    pages = [(page, _kind(page)) for page in rendered.pages]
    found = [
        Found(page=number, kind="contact" if each.is_contact else kind, section=each)
        for number, (page, kind) in enumerate(pages)
        for each in sections(page, language)
    ]
    known = search_words(language.code)
    kinds, parts = list(KINDS), [each.section for each in found]
    index = {
        "kinds": [[language.gettext(one), language.gettext(many), ICONS[kind]] for kind, (one, many) in KINDS.items()],
        "pages": [
            [url_of(page.path), page.title, kinds.index(kind), *filter(None, [page.meta.number])]
            for page, kind in pages
        ],
        "sections": [
            [each.page for each in found],
            [kinds.index(each.kind) for each in found],
            "\n".join(each.anchor if each.anchor != slug(each.title) else "" for each in parts),
            "\n".join(each.title if each.anchor else "" for each in parts),
            "\n".join("" if each.anchor else excerpt(each.text) for each in parts),
        ],
        **_words(found, len(pages), known),
        "language": known.for_browsers(),
        "asks": [[kinds.index(kind), pattern] for kind, pattern in known.asks_for.items()],
        **_hints(rendered.search, pages, found, known),
        "ways": [[page.title, url_of(page.path)] for page in rendered.pages if page.path in _WAYS],
        "contact": kinds.index("contact"),
    }
    return f"self.handbookIndex = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"


def line_scripts(rendered: Rendered) -> Iterator[tuple[str, str]]:
    """Return the lines of each page as scripts of a few sections, with where they stand: lines, and whom to call."""
    for page in rendered.pages:
        rows = [[each.lines, each.calls] if each.calls else [each.lines] for each in sections(page, rendered.language)]
        for number, start in enumerate(range(0, len(rows), TOGETHER)):
            name = f"{url_of(page.path) or 'index/'}{number}"
            said = json.dumps(rows[start : start + TOGETHER], ensure_ascii=False, separators=(",", ":"))
            yield f"{LINES}{name}.js", f"handbook.lines[{json.dumps(name)}]={said};\n"


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


def slug(title: str) -> str:
    """Return the anchor that a title needs no other beside: search-read.js makes the same of it."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['\u2019]", "", title.lower())).strip("-")


def _words(found: list[Found], pages: int, known: SearchWords) -> dict[str, Any]:
    """Return words with their sections, then those of many sections with pages, then those of most pages."""
    places: dict[str, list[int]] = {}
    for place, each in enumerate(found):
        for word in _words_in(each.section.text, known):
            places.setdefault(word, []).append(place)
    gathered: dict[str, set[int]] = {}
    for word, listed_here in places.items():
        gathered.setdefault(_shortest(word, places) if known.cuts else word, set()).update(listed_here)
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
def _words_in(text: str, known: SearchWords) -> frozenset[str]:
    """Return the words of a text that tell something: the same of each save, but for the sections that changed."""
    return frozenset(WORD.findall(folded(text, known))) - known.stop


def _shortest(word: str, known: Mapping[str, Any]) -> str:
    """Return the word that another is a plain form of, where it stands somewhere too: search takes them for one."""
    form = _FORM.search(word)
    base = word[: form.start()] if form else word
    return base if base in known and len(base) > 2 else word  # noqa: PLR2004 - shorter ones are other words


def _hints(hints: SearchHints, pages: list[tuple[Page, str]], found: list[Found], known: SearchWords) -> dict[str, Any]:
    """Return the words people say with the numbers of the sections that answer them, and who to call."""
    urls = [url_of(page.path) for page, _ in pages]
    places = {f"{urls[each.page]}#{each.section.anchor}".rstrip("#"): place for place, each in enumerate(found)}
    return {
        "sayings": [_saying(each, places, known) for each in hints.sayings],
        "numbers": {key: urls.index(url) for key, url in hints.numbers.items() if url in urls},
        "own": [number for number, url in enumerate(urls) if url in hints.own],
        "calls": [_call(each) for each in hints.calls],
        "coordinator": _call(hints.coordinator) if hints.coordinator else [],
        "out_of_hours": [*_call(hints.out_of_hours[0]), hints.out_of_hours[1]] if hints.out_of_hours else [],
    }


def _saying(said: SayingHint, places: Mapping[str, int], known: SearchWords) -> list[Any]:
    finds = [places.get(to, places.get(to.partition("#")[0])) for to in said.finds]
    change = folded if said.urgent else telling
    phrases = [change(each, known) for each in said.say]
    words = sorted(phrases) if said.urgent else _alike(phrases)
    row = [listed(words), said.means, [place for place in finds if place is not None], int(said.urgent)]
    return [*row, said.veiled] if said.veiled else row


def _call(call: Call) -> list[str]:
    return [call.name, call.number, call.digits, *filter(None, [call.due])]


def _alike(phrases: Iterable[str]) -> list[str]:
    """Return phrases in such an order, each with its words in such an order, that many begin as the one before does."""
    said = [phrase.split() for phrase in phrases]
    often = Counter(word for phrase in said for word in phrase)
    return sorted({" ".join(sorted(phrase, key=lambda word: (-often[word], word))) for phrase in said})
