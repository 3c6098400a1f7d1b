"""A page's tree into the paragraphs and tables of a document for Word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from generator.word.drawings import Picture, size_of
from generator.word.look import BULLETS, INDENT, LETTERS, LEVELS, NUMBERS, colour, twips
from generator.word.page_tree import classes
from generator.word.spans import Leads, Span, Voice, heard, runs, spans_of, tidied
from generator.word.tables import table_of
from generator.word.wordprocessing import Element, made, text

BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "li", "table", "blockquote", "pre", "details", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)
"""Tags of what stands by itself; all others stand within a line."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

STYLES = {"hb-summary": "Summary", "hb-small": "Small", "hb-flow": "Picture"}
"""Styles of what stands in boxes of these classes, by their ids."""

ENTRIES = frozenset({"ListBullet", "ListNumber"})
"""Styles of the first paragraph of an entry in a list; others in it go on."""

BARS = {
    "hb-step": ("single", 24, "primary"),
    "hb-safety": ("single", 48, "care"),
    "hb-escalation": ("single", 12, "care"),
    "hb-front-sheet": ("single", 24, "primary"),
    "hb-local": ("double", 12, "private"),
    "hb-was": ("single", 18, "rule"),
    "hb-now": ("single", 18, "private"),
}
"""The bar beside a box, by its class: its line, its width in eighths of a point, its colour.

Each of these boxes also says in words what it is.
"""

AFTER_TABLE = "160"
"""The space between a table and the paragraph after it, in twips."""

BAR_ROOM = 3
"""How far what stands in a box is moved in, in millimetres."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What a paragraph stands in: how words sound, its style, the bar beside it, and its depth in lists, from 1."""

    voice: Voice
    style: str = ""
    bar: tuple[str, int, str] | None = None
    depth: int = 0
    align: str = ""
    is_kept: bool = False
    """Whether it stays on the page of what follows it."""


class Writer:
    """Writes one page; used only once. `pictures` are those of the page, by the address it has for them."""

    def __init__(self, document: Any, pictures: Mapping[str, Picture], leads: Leads, places: Sequence[str]) -> None:
        """Write into a document; `places` are the ids that links on the page lead to."""
        self._part = document.part
        self._lists = document.part.numbering_part.element
        self._pictures = pictures
        self._leads = leads
        self._places = {place: f"hb{number}" for number, place in enumerate(dict.fromkeys(places), 1)}
        self._marks: list[str] = []
        self._number: Element | None = None
        self._levels: list[int] = []
        self._count = 0

    def blocks(self, element: Element, around: Around) -> list[Element]:
        """Return the blocks of what an element holds; two tables never touch, and a paragraph comes last."""
        found: list[Element] = []
        for block in self._flow(element, around):
            if found:
                found += _between(found[-1], block)
            found.append(block)
        return found if found and not _is_table(found[-1]) else [*found, made("p")]

    def _flow(self, element: Element, around: Around) -> Iterator[Element]:
        """Return the words that stand in an element by themselves as paragraphs, and the blocks between them."""
        line = [Span(words=element.text or "", voice=around.voice)]
        for child in element:
            if child.tag in BLOCKS:
                yield from self._lined(line, around)
                yield from self._block(child, around)
                line = []
            else:
                line += spans_of(child, around.voice, self._leads)
            line.append(Span(words=child.tail or "", voice=around.voice))
        yield from self._lined(line, around)

    def _lined(self, line: Sequence[Span], around: Around) -> Iterator[Element]:
        if said := tidied(line):
            yield self._paragraph(said, around)

    def _block(self, element: Element, around: Around) -> Iterator[Element]:
        self._mark(element)
        around = replace(around, voice=heard(element, around.voice))
        tag = element.tag
        if tag in HEADINGS:
            level = self._level(int(tag[1]))
            yield from self._flow(element, replace(around, style=f"Heading{level}", is_kept=False))
        elif tag in {"ul", "ol"}:
            yield from self._list(element, around)
        elif tag == "table":
            yield from self._unsaid(around)
            yield table_of(element, lambda cell: self._cell(cell, around), around.voice.way)
        elif tag == "pre":
            yield self._preformatted(element, around)
        elif tag == "blockquote":
            yield from self._flow(element, replace(around, style="Quote", depth=around.depth + 1))
        elif tag != "hr":
            yield from self._flow(element, _within(element, around))

    def _level(self, own: int) -> int:
        """Return how deep a heading stands: one more than what it stands under, however the page has counted."""
        self._levels = [each for each in self._levels if each < own] + [own]
        return len(self._levels)

    def _list(self, element: Element, around: Around) -> Iterator[Element]:
        around = replace(around, depth=around.depth + 1)
        number = BULLETS
        if element.tag == "ol":
            form = LETTERS if "hb-choices" in classes(element) else NUMBERS
            number = self._numbers(form, min(around.depth, LEVELS) - 1, int(element.get("start") or 1))
        style = "ListBullet" if element.tag == "ul" else "ListNumber"
        for item in element.iterchildren("li"):
            yield from self._unsaid(around)
            self._mark(item)
            self._number = _numbered(number, around.depth)
            inside = replace(around, style=style, voice=heard(item, around.voice))
            yield from self._flow(item, inside)
            yield from self._unsaid(inside)

    def _unsaid(self, around: Around) -> Iterator[Element]:
        """Return an empty paragraph for the number of an item that says nothing itself."""
        if self._number is not None:
            yield self._paragraph([], around)

    def _numbers(self, form: int, level: int, start: int) -> int:
        """Begin a list with numbers or letters of its own, at any number, and return what its entries refer to."""
        number = len(self._lists)
        again = made("lvlOverride", made("startOverride", val=start), ilvl=level)
        self._lists.append(made("num", made("abstractNumId", val=form), again, numId=number))
        return number

    def _cell(self, cell: Element, around: Around) -> list[Element]:
        align = next((each.removeprefix("hb-") for each in classes(cell) if each in {"hb-right", "hb-middle"}), "")
        voice = replace(heard(cell, around.voice), bold=cell.tag == "th")
        inside = Around(voice=voice, style="TableText", align=align.replace("middle", "center"))
        if cell.getprevious() is None:
            self._mark(cell.getparent())
        return self.blocks(cell, inside)

    def _preformatted(self, element: Element, around: Around) -> Element:
        lines = element.text_content().strip("\n").split("\n")
        inside = [each for line in lines for each in (made("br"), text(line))][1:]
        return made("p", self._shape(around), made("r", made("rPr", made("rStyle", val="Code")), *inside))

    def _mark(self, element: Element) -> None:
        """Have the next paragraph be the place that links to an element lead to, if any do."""
        if mark := self._places.get(element.get("id") or ""):
            self._marks.append(mark)

    def _paragraph(self, spans: Sequence[Span], around: Around) -> Element:
        marks, self._marks = self._marks, []
        shape = self._shape(around)
        return made("p", shape, *self._bookmarks(marks), *runs(spans, self._linked, self._shown))

    def _bookmarks(self, marks: Sequence[str]) -> Iterator[Element]:
        for mark in marks:
            self._count += 1
            yield made("bookmarkStart", id=self._count, name=mark)
            yield made("bookmarkEnd", id=self._count)

    def _shape(self, around: Around) -> Element:
        """Return how a paragraph stands; the number of an entry goes to the first one in it."""
        number, self._number = self._number, None
        way = around.voice.way
        style = "ListContinue" if around.style in ENTRIES and number is None else around.style
        return made(
            "pPr",
            made("pStyle", val=style) if style else None,
            made("keepNext") if around.is_kept else None,
            number,
            _bar(around.bar, way),
            made("bidi", val=int(way == "rtl")),
            _indent(around, is_entry=number is not None),
            made("jc", val=around.align) if around.align else None,
        )

    def _linked(self, link: str) -> dict[str, str]:
        if link.startswith("#"):
            return {"anchor": self._places[link[1:]]}
        return {"r:id": self._part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}

    def _shown(self, span: Span) -> Element:
        """Make the picture of a span, with what it shows in words."""
        picture = self._pictures[span.picture]
        dots = self._part.package.get_or_add_image_part(BytesIO(picture.content)).image
        width = size_of(dots.px_width, dots.px_height, is_drawing=picture.is_drawing)
        inline = self._part.new_pic_inline(BytesIO(picture.content), width=Mm(width))
        self._count += 1
        inline.docPr.set("id", str(self._count))
        inline.docPr.set("descr", span.words)
        return made("drawing", inline)


def _within(element: Element, around: Around) -> Around:
    """Return what stands round the blocks in a box, by its classes."""
    names = classes(element)
    style = next((STYLES[name] for name in names if name in STYLES), around.style)
    bar = next((BARS[name] for name in reversed(names) if name in BARS), around.bar)
    return replace(around, style=style, bar=bar, is_kept=around.is_kept or "hb-step-head" in names)


def _numbered(number: int, depth: int) -> Element:
    return made("numPr", made("ilvl", val=min(depth, LEVELS) - 1), made("numId", val=number))


def _bar(bar: tuple[str, int, str] | None, way: str) -> Element | None:
    if bar is None:
        return None
    line, width, name = bar
    side = "right" if way == "rtl" else "left"
    return made("pBdr", made(side, val=line, sz=width, space=6, color=colour(name)))


def _indent(around: Around, *, is_entry: bool) -> Element | None:
    """Return how far a paragraph stands in: for the bar of its box, and for each list round it."""
    left = INDENT * around.depth + (twips(BAR_ROOM) if around.bar else 0)
    return made("ind", left=left, hanging=INDENT if is_entry else 0) if left else None


def _between(before: Element, block: Element) -> list[Element]:
    """Keep what leads to a table on its page, and what follows one off it; return what has to stand between two."""
    if _is_table(before) and _is_table(block):
        return [made("p")]
    if _is_table(block):
        before.get_or_add_pPr().get_or_add_keepNext()
    elif _is_table(before):
        block.get_or_add_pPr().get_or_add_spacing().set(qn("w:before"), AFTER_TABLE)
    return []


def _is_table(block: Element) -> bool:
    return bool(block.tag.endswith("}tbl"))
