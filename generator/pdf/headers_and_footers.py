"""What stands round the text of a page: running head, foot, page numbers, and whether this copy is current.

It is drawn with a font the chapters already carry and marked as a pagination artifact (ISO 32000-1, 14.8.2.2.2), so
that a screen reader passes over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from pikepdf import Name, Page, Pdf

from generator.colours import DAY
from generator.pdf.drawn_lines import ForeignLines, is_foreign
from generator.pdf.typeface import Typeface
from generator.text.language import N_
from generator.text.language_codes import ENGLISH

SIZE, LARGE, GAP = 8.5, 16.0, 12.0
"""Furniture, in points: the size of its letters, that in large print, and the least space between two texts."""
LINE_HEIGHT = 11 / 8.5
"""The distance of its lines as a share of the size of its letters."""
HEAD_DOWN, FOOT_UP = 33.0, 35.0
"""From the upper edge to the head's baseline, and from the lower edge to that of the foot's first line, in points."""
MARGIN_SHARE = 45.35 / 595.28
"""The side margin as a share of the page's width: 16 mm on A4, as the text's."""
GREY = "0.27 0.27 0.27 rg"
WORDS_OF_A_HEAD = 7
SHARE_OF_HEAD = 0.45
"""How much of the head the trust's name may take."""
QR_SIZE = 48.0
"""The side of the code on a cover, in points: 17 mm."""
OPENING, FROM_EDGE = 30.0, 10.0
"""The side of the code that opens a page, in the margin beside its first lines, and how far it is from the edge."""
WIDE_ENOUGH = 500.0
"""The width of a page, in points, whose margin has room for that code."""
ABOUT = 0.65
"""About how wide a letter is that the house typeface lacks, as a share of its size."""

PAGE_OF, SEE_PAGE, QUESTION = N_("Page {page} of {total}"), N_("page {page}"), N_("Is this copy current?")
"""What stands at the foot of a page, beside a reference to one, and beside the code on a cover."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A typeset chapter in its place: its address, title, heading in the contents, and what its furniture says."""

    path: str
    title: str
    pdf: bytes
    part: str = ""
    day: str = ""
    """The day of a session among those of several days, which has a bookmark between the part and the session."""

    head: str = ""
    foot: str = ""
    furniture: bool = True
    url: str = ""
    """The address of its page below the site of the edition; nothing for what exists only on paper."""


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
    are_sheets: bool = False
    """Whether each chapter is a sheet by itself, whose pages are counted alone."""
    size: float = SIZE
    """The size of letters in the furniture."""
    lang: str = ENGLISH
    page_of: str = PAGE_OF
    see_page: str = SEE_PAGE
    question: str = QUESTION
    """The language of the publication (BCP 47), and what is said in it of pages and copies, numbers left open."""


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
    total = len(out.pages)
    pen = _Pen(out, imprint, typeface)
    stamped: dict[int, list[_Line]] = {}
    for each in stamps:
        page = out.pages[each.page]
        stamped.setdefault(each.page, []).append(pen.line(page, each.text, each.x, each.y, _size(page)[0]))
    drawings = {}
    for chapter, span in zip(chapters, spans, strict=True):
        for position in range(span.pages):
            page, drawing = out.pages[span.start + position], ""
            if chapter.furniture:
                own = f"{position + 1}/{span.pages} · " if span.pages < total and not imprint.are_sheets else ""
                first, of = (0, span.pages) if imprint.are_sheets else (span.start, total)
                number = own + imprint.page_of.format(page=first + position + 1, total=of)
                drawing = _furniture(page, chapter, imprint, pen, number)
                if imprint.site and chapter.url and not position:
                    drawing += _opening(page, imprint.site + chapter.url)
            elif imprint.check and position == 0:
                drawing = _code(page, imprint, pen)
            if lines := stamped.get(span.start + position):
                drawing += f"\n{_artifact('Footer', lines, imprint.size)}"
            if drawing:
                drawings[span.start + position] = drawing
    font = typeface.embed(out, pen.drawn)
    for place, drawing in drawings.items():
        out.pages[place].contents_add(drawing.encode("ascii"), prepend=True)
        out.pages[place].add_resource(font, Name.Font, Name("/Furniture"), replace_existing=True)


def _size(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A line as it is drawn: as text in the house typeface, or as a drawing; and how much of its room it takes."""

    text: str = ""
    drawing: str = ""
    taken: float


class _Pen:
    """Draws lines on the pages of one PDF: in the house typeface, or set by the typesetter where it lacks letters."""

    def __init__(self, out: Pdf, imprint: Imprint, typeface: Typeface) -> None:
        self._typeface, self._size = typeface, imprint.size
        self._foreign = ForeignLines(out, imprint.size, DAY["small-print"], imprint.lang)
        self.drawn: set[str] = set()

    def line(self, page: Page, text: str, x: float, y: float, width: float, *, right: bool = False) -> _Line:
        """Return a line, cut where it does not fit. `x` is the left edge of its room, or where it ends on the right."""
        if is_foreign(text):
            left = x - width if right else x
            return _Line(drawing=self._foreign.place(page, text, left, y, width, right=right), taken=width)
        text = self._typeface.fitted(text, self._size, width)
        taken = self._typeface.width(text, self._size)
        self.drawn.add(text)
        return _Line(text=_text(self._typeface, text, x - taken if right else x, y), taken=taken)


def _furniture(page: Page, chapter: Chapter, imprint: Imprint, pen: _Pen, number: str) -> str:
    """Return the drawing of one page's furniture as two artifacts."""
    page_width, height = _size(page)
    margin, size = page_width * MARGIN_SHARE, imprint.size
    width, right = page_width - 2 * margin, page_width - margin
    top = height - HEAD_DOWN
    head_right = pen.line(page, imprint.head, right, top, width * SHARE_OF_HEAD, right=True)
    head_left = pen.line(page, _brief(chapter.head), margin, top, width - head_right.taken - GAP)
    room = min(width, len(number) * ABOUT * size) if is_foreign(number) else width
    numbered = pen.line(page, number, right, FOOT_UP, room, right=True)
    foot = [
        pen.line(page, chapter.foot, margin, FOOT_UP, width - numbered.taken - GAP),
        pen.line(page, imprint.foot, margin, FOOT_UP - LINE_HEIGHT * size, width),
        numbered,
    ]
    return f"{_artifact('Header', [head_left, head_right], size)}\n{_artifact('Footer', foot, size)}"


def _brief(title: str) -> str:
    """Return a title for a running head: its first words, because a whole sentence there reads like text."""
    words = title.split()
    return title if len(words) <= WORDS_OF_A_HEAD else f"{' '.join(words[:WORDS_OF_A_HEAD])} …"


def _code(page: Page, imprint: Imprint, pen: _Pen) -> str:
    """Return the drawing of a QR code at the foot of a cover, with the address it leads to beside it."""
    page_width, _ = _size(page)
    margin, size = page_width * MARGIN_SHARE, imprint.size
    beside = margin + QR_SIZE + GAP
    site, page_name, code = imprint.check.removeprefix("https://").partition("copies/")
    said = (imprint.question, site, f"{page_name}{code}")  # in three lines: one long one reads like a sentence
    room = page_width - margin - beside
    lines = [
        pen.line(page, text, beside, FOOT_UP + (2 - line) * size * LINE_HEIGHT, room) for line, text in enumerate(said)
    ]
    squared = _squares(imprint.check, "m", margin, FOOT_UP, QR_SIZE)
    return f"{squared}\n{_artifact('Footer', lines, size)}"


def _opening(page: Page, address: str) -> str:
    """Return the drawing of the code that opens the page on a phone, which can read it aloud; nothing without room."""
    page_width, height = _size(page)
    if page_width < WIDE_ENOUGH:
        return ""
    left, up = page_width - FROM_EDGE - OPENING, height - page_width * MARGIN_SHARE - OPENING
    return f"\n{_squares(address, 'l', left, up, OPENING)}"


def _squares(text: str, level: str, left: float, up: float, size: float) -> str:
    """Return the drawing of a QR code as an artifact, by its lower left corner and its side."""
    rows = [list(row) for row in segno.make_qr(text, error=level).matrix]
    side = size / len(rows)
    drawn = "\n".join(
        f"{left + column * side:.2f} {up + (len(rows) - 1 - line) * side:.2f} {side:.2f} {side:.2f} re"
        for line, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    )
    return f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq 0 g\n{drawn}\nf Q\nEMC"


def _artifact(kind: str, lines: Sequence[_Line], size: float) -> str:
    drawn = "\n".join(line.text for line in lines if line.text)
    text = f"q BT {GREY} /Furniture {size} Tf\n{drawn}\nET Q"
    drawings = [line.drawing for line in lines if line.drawing]
    return "\n".join([f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC", text, *drawings, "EMC"])


def _text(typeface: Typeface, text: str, x: float, y: float) -> str:
    return f"1 0 0 1 {x:.2f} {y:.2f} Tm <{typeface.glyphs(text)}> Tj" if text else ""
