"""What stands round the text of a page: running head, foot, page numbers, and whether this copy is current.

It is drawn with a font the chapters already carry and marked as a pagination artifact (ISO 32000-1, 14.8.2.2.2), so
that a screen reader passes over it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from pikepdf import Dictionary, Name, Page, Pdf

from generator.pdf.drawn_lines import ForeignLines, is_foreign
from generator.pdf.typeface import Typeface

SIZE, LARGE, GAP = 8.5, 16.0, 12.0
"""Furniture, in points: the size of its letters, that in large print, and the least space between two texts."""
LINE_HEIGHT = 11 / 8.5
"""The distance of its lines as a share of the size of its letters."""
HEAD_DOWN, FOOT_UP = 36.0, 38.0
"""From the upper edge to the head's baseline, and from the lower edge to that of the foot's first line, in points."""
MARGIN_SHARE = 51 / 595.28
"""The side margin as a share of the page's width: 18 mm on A4."""
GREY = "0.27 0.27 0.27 rg"
WORDS_OF_A_HEAD = 7
SHARE_OF_HEAD = 0.45
"""How much of the head the trust's name may take."""
QR_SIZE = 48.0
"""The side of the code on a cover, in points: 17 mm."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A typeset chapter in its place: its address, title, heading in the contents, and what its furniture says."""

    path: str
    title: str
    pdf: bytes
    part: str = ""
    head: str = ""
    foot: str = ""
    furniture: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """What is true of the whole publication: title, what stands right in the head, and the second line of the foot."""

    title: str
    head: str
    foot: str
    site: str = ""
    copy: str = ""
    """What people compare to see whether a copy is current."""
    check: str = ""
    """Where a reader can see whether this copy is current; nothing where no site is known."""
    on_the_right: bool = False
    """Whether chapters start on a right-hand page."""
    size: float = SIZE
    """The size of letters in the furniture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A short text to draw on a page of a publication, in points from the page's lower left corner."""

    page: int
    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Where a chapter stands in a publication: its first page, counted from 0, and how many pages it has."""

    start: int
    pages: int


def furnish(
    out: Pdf,
    chapters: Sequence[Chapter],
    spans: Sequence[Span],
    stamps: Sequence[Stamp],
    imprint: Imprint,
    typeface: Typeface,
) -> None:
    """Draw the running head and foot on every page of every chapter that has them, the stamps, and the cover's code."""
    file = next((font.DescendantFonts[0].FontDescriptor.FontFile2 for font in fonts_of(out) if _is_regular(font)), None)
    font = typeface.embed(out, file)
    total = len(out.pages)
    foreign = ForeignLines(out, imprint.size, "#454545")
    stamped: dict[int, list[str]] = {}
    for each in stamps:
        stamped.setdefault(each.page, []).append(_text(typeface, each.text, each.x, each.y))
    for chapter, span in zip(chapters, spans, strict=True):
        for position in range(span.pages):
            page = out.pages[span.start + position]
            drawing = ""
            if chapter.furniture:
                own = f"{position + 1}/{span.pages} · " if span.pages < total else ""
                number = f"{own}Page {span.start + position + 1} of {total}"
                drawing = _furniture(page, chapter, imprint, typeface, foreign, number)
            elif imprint.check and position == 0:
                drawing = _code(page, imprint, typeface)
            if lines := stamped.get(span.start + position):
                drawing += f"\n{_artifact('Footer', lines, imprint.size)}"
            if drawing:
                page.contents_add(drawing.encode("ascii"), prepend=True)
                page.add_resource(font, Name.Font, Name("/Furniture"), replace_existing=True)


def fonts_of(out: Pdf) -> Iterator[Any]:
    """Return every font of a PDF once."""
    seen = set()
    for page in out.pages:
        for font in page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary()).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def _is_regular(font: Any) -> bool:
    return str(font.BaseFont).endswith("+Atkinson-Hyperlegible")


def _size(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _furniture(
    page: Page, chapter: Chapter, imprint: Imprint, typeface: Typeface, foreign: ForeignLines, number: str
) -> str:
    """Return the drawing of one page's furniture as two artifacts."""
    page_width, height = _size(page)
    margin, size = page_width * MARGIN_SHARE, imprint.size
    width, right = page_width - 2 * margin, page_width - margin
    share, top = width * SHARE_OF_HEAD, height - HEAD_DOWN
    head_right, head_left = imprint.head, _brief(chapter.head)
    drawings = []
    if is_foreign(head_right):
        drawings.append(foreign.place(page, head_right, right - share, top, share, right=True))
        taken, head_right = share, ""
    else:
        head_right = typeface.fitted(head_right, size, share)
        taken = typeface.width(head_right, size)
    if is_foreign(head_left):
        drawings.append(foreign.place(page, head_left, margin, top, width - taken - GAP, right=False))
        head_left = ""
    head_left = typeface.fitted(head_left, size, width - taken - GAP)
    foot_width = width - typeface.width(number, size) - GAP
    head = [
        _text(typeface, head_left, margin, top),
        _right(typeface, head_right, right, top, size),
    ]
    foot = [
        _text(typeface, typeface.fitted(chapter.foot, size, foot_width), margin, FOOT_UP),
        _text(typeface, typeface.fitted(imprint.foot, size, width), margin, FOOT_UP - LINE_HEIGHT * size),
        _right(typeface, number, right, FOOT_UP, size),
    ]
    return f"{_artifact('Header', head, size, drawings)}\n{_artifact('Footer', foot, size)}"


def _brief(title: str) -> str:
    """Return a title for a running head: its first words, because a whole sentence there reads like text."""
    words = title.split()
    return title if len(words) <= WORDS_OF_A_HEAD else f"{' '.join(words[:WORDS_OF_A_HEAD])} …"


def _code(page: Page, imprint: Imprint, typeface: Typeface) -> str:
    """Return the drawing of a QR code at the foot of a cover, with the address it leads to beside it."""
    page_width, _ = _size(page)
    margin, size = page_width * MARGIN_SHARE, imprint.size
    rows = [list(row) for row in segno.make_qr(imprint.check, error="m").matrix]
    side = QR_SIZE / len(rows)
    squares = [
        f"{margin + column * side:.2f} {FOOT_UP + (len(rows) - 1 - line) * side:.2f} {side:.2f} {side:.2f} re"
        for line, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    ]
    beside = margin + QR_SIZE + GAP
    site, page_name, code = imprint.check.removeprefix("https://").partition("copies/")
    said = ("Is this copy current?", site, f"{page_name}{code}")  # in three lines: one long one reads like a sentence
    words = [
        _text(
            typeface,
            typeface.fitted(text, size, page_width - margin - beside),
            beside,
            FOOT_UP + (2 - line) * size * LINE_HEIGHT,
        )
        for line, text in enumerate(said)
    ]
    drawn = "\n".join(squares)
    squared = f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq 0 g\n{drawn}\nf Q\nEMC"
    return f"{squared}\n{_artifact('Footer', words, size)}"


def _artifact(kind: str, lines: Sequence[str], size: float, drawings: Sequence[str] = ()) -> str:
    drawn = "\n".join(line for line in lines if line)
    text = f"q BT {GREY} /Furniture {size} Tf\n{drawn}\nET Q"
    return "\n".join([f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC", text, *drawings, "EMC"])


def _text(typeface: Typeface, text: str, x: float, y: float) -> str:
    return f"1 0 0 1 {x:.2f} {y:.2f} Tm <{typeface.glyphs(text)}> Tj" if text else ""


def _right(typeface: Typeface, text: str, right: float, y: float, size: float) -> str:
    return _text(typeface, text, right - typeface.width(text, size), y)
