"""Rules about what is printed: PDFs of one name, publications of nothing, words and tables too wide for a page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.editions.change import OriginKind
from generator.editions.edition import Edition
from generator.editions.places import mark
from generator.editions.publication_plan import plans, sheet_pages
from generator.editions.urls import STANDING_PAGES, paper_pdf, pdf_of
from generator.model.kinds import DOCUMENT_KINDS, PROGRAMME, PUBLICATION
from generator.model.publication import Publication
from generator.problems import Mark, Problem, error, warning
from generator.text.markup import EXTERNAL, TEXTS, tables, words

LONGEST_WORD = 40
"""Letters that fit a line in every layout, in a list too."""

LETTER = 0.5
"""The width of a letter of Atkinson Hyperlegible as a share of its size: a little more than the mean of all words."""
PADDING = 4.0
"""What a column needs besides its words, in millimetres."""
POINT = 25.4 / 72
"""A point, in millimetres."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """What a layout has for a table: its name for people, the size of letters in points, and millimetres across."""

    name: str
    size: float
    across: float


ROOMS: Mapping[str, Room] = {
    "large-print": Room(name="in large print", size=16, across=168),
    "booklet": Room(name="of the booklet", size=9.5, across=116),
    "pocket": Room(name="of the pocket set", size=8, across=91),
}
"""Layouts in which tables have a size of their own (print/large.css, a5.css, a6.css), less the edge of a box."""
USUAL = Room(name="of A4", size=10.5, across=168)


def same_file_name(edition: Edition) -> Iterator[Problem]:
    """`same-name`: two downloads would have the same PDF: documents, sheets that exist only on paper, publications."""
    first: dict[str, str] = {}
    for path, name, place in _downloads(edition):
        other = first.setdefault(path, name)
        if other != name:
            sentence = f"{other} has the same file name, so their PDFs would overwrite each other"
            yield error(place, "same-name", sentence, "rename one of the files")


def _downloads(edition: Edition) -> Iterator[tuple[str, str, Mark]]:
    """Return the path of every PDF, what it is in words, and the file that decides its name."""
    national = Mark(path="content/national/edition.yml")
    for page, source in sheet_pages(edition):
        entry = edition.entries.get(source)
        of = f" of {source}" if entry and entry.kind != PROGRAMME else ""  # two days of one name are `same_day`'s
        place = Mark(path=entry.node.mark.path) if entry else national
        yield paper_pdf(page), f"the sheet {page.rpartition('/')[2].removesuffix('.md')}{of}", place
    for entry in edition.entries.values():
        if entry.kind in DOCUMENT_KINDS:
            yield pdf_of(entry.id), entry.id, Mark(path=entry.node.mark.path)
    for plan in plans(edition):
        path = edition.entries[plan.publication].node.mark.path
        yield plan.path, f"the publication {plan.name}", Mark(path=path)


def empty_publication(edition: Edition) -> Iterator[Problem]:
    """`empty-publication`: a publication holds nothing for readers it is meant for, so it is not made.

    Of a trust only what it wrote itself is judged. Pages that some editions have and others do not are no mistake.
    """
    made = {plan.publication for plan in plans(edition)}
    for entry in edition.of_kind(PUBLICATION):
        publication = entry.model
        if not isinstance(publication, Publication) or edition.audience not in publication.audiences:
            continue
        is_own = edition.trust is None or entry.origin.kind is not OriginKind.NATIONAL
        named = {document for part in publication.parts for document in part.documents}
        if is_own and entry.id not in made and not named.intersection(STANDING_PAGES):
            sentence = f"this publication would hold nothing for {edition.audience.value}s, so it is not made"
            hint = f"name documents that they have, or take {edition.audience.value} out of its audiences"
            yield warning(mark(entry, "parts"), "empty-publication", sentence, hint)


def long_word(edition: Edition) -> Iterator[Problem]:
    """`long-word`: a word has no place to end a line in, and is too long for a line of print."""
    for entry in edition.entries.values():
        for tokens, text in entry.texts:
            for word in _long_words(text):
                sentence = f'"{word[:20]}…" has {len(word)} letters and may not fit a line of print'
                hint = "put a space or a hyphen into it; write an address as [words](address)"
                yield warning(mark(entry, *tokens), "long-word", sentence, hint)


@lru_cache(maxsize=TEXTS)
def _long_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that are too long for a line; an address that stands alone is none."""
    return () if text.startswith(EXTERNAL) else tuple(word for word in _pieces(words(text)) if len(word) > LONGEST_WORD)


def _pieces(text: str) -> list[str]:
    """Part text wherever a line may end; names of local values, which are code, may end one at each underline."""
    return re.split(r"[\s/_\u2013\u2014-]+", text)


def wide_table(edition: Edition) -> Iterator[Problem]:
    """`wide-table`: a table's columns need more room than a page has, in the layout with the least."""
    layouts: dict[str, set[str]] = {}
    for plan in plans(edition):
        for document in plan.documents:
            layouts.setdefault(document, set()).add(plan.layout)
    for entry in edition.entries.values():
        rooms = [USUAL, *(ROOMS[each] for each in sorted(layouts.get(entry.id, ())) if each in ROOMS)]
        for tokens, text in entry.texts:
            for columns in _columns(text):
                needs = {room: _width(columns, room) for room in rooms if _width(columns, room) > room.across}
                for room, width in list(needs.items())[:1]:
                    sentence = (
                        f"this table needs {width / 10:.0f} cm, and a page {room.name} has {room.across / 10:.0f}"
                    )
                    hint = "make two tables of it, or a list, or use shorter words"
                    yield warning(mark(entry, *tokens), "wide-table", sentence, hint)


def _width(columns: list[int], room: Room) -> float:
    """Return the least width of a table in millimetres, from the letters of the longest word of each column."""
    return sum(letters * LETTER * room.size * POINT + PADDING for letters in columns)


def _columns(text: str) -> Iterator[list[int]]:
    """Return the letters of the longest word of each column, for each table in authors' text."""
    for rows in tables(text):
        yield [max(max(map(len, _pieces(cell))) for cell in column) for column in zip(*rows, strict=True)]
