"""Lines of the furniture with letters that the house typeface lacks: set by the typesetter, and placed as drawings."""

from html import escape
from io import BytesIO
from typing import Any

from pikepdf import Name, Page, Pdf, parse_content_stream

from generator.pdf.embedded_fonts import number_glyphs
from generator.pdf.typesetter import pdf_of
from generator.text.direction import direction
from generator.text.language_codes import ENGLISH
from generator.text.letters import HOUSE, families_for

PIXEL = 0.75
"""A pixel of CSS, in points."""


def is_foreign(text: str) -> bool:
    """Return whether a line has letters that the house typeface lacks."""
    return families_for(escape(text)) != (HOUSE,)


class ForeignLines:
    """Sets such lines for one PDF, each once; used only while its furniture is drawn."""

    def __init__(self, out: Pdf, size: float, colour: str, lang: str = ENGLISH) -> None:
        """Set lines in letters of a size in points, and of a colour as CSS writes it; `lang` is their language."""
        self._out, self._size, self._colour, self._lang = out, size, colour, lang
        self._made: dict[tuple[str, float, bool], tuple[Any, float]] = {}

    def place(self, page: Page, text: str, x: float, y: float, width: float, *, right: bool) -> str:
        """Return what draws a line on a page, cut where it does not fit.

        Args:
            page: The page, which gets what the drawing needs.
            text: The line.
            x: The left edge of its room, in points.
            y: Its baseline.
            width: How wide its room is.
            right: Whether it stands at the right of it.
        """
        key = (text, round(width, 1), right)
        if key not in self._made:
            self._made[key] = self._set(*key)
        drawing, baseline = self._made[key]
        name = page.add_resource(drawing, Name.XObject)
        return f"q 1 0 0 1 {x:.2f} {y - baseline:.2f} cm {name} Do Q"

    def _set(self, text: str, width: float, right: bool) -> tuple[Any, float]:
        """Return a line as a drawing, and how far its baseline stands above the lower edge."""
        height = self._size * 3
        style = (
            f"@page {{ size: {width}pt {height}pt; margin: 0 }} body {{ margin: 0 }} "
            f"p {{ margin: 0; color: {self._colour}; font-size: {self._size}pt; line-height: {height}pt; "
            f"max-lines: 1; continue: discard; text-align: {'right' if right else 'left'} }}"
        )
        way = direction(text) or "ltr"
        body = f'<style>{style}</style><p dir="{way}">{escape(text)}</p>'
        html = f'<!doctype html><html lang="{self._lang}"><head><title>x</title></head><body>{body}</body></html>'
        with Pdf.open(BytesIO(pdf_of(html, (), families_for(escape(text)), is_tagged=False))) as opened:
            number_glyphs(opened)
            page = opened.pages[0]
            moved = [each.operands for each in parse_content_stream(page) if str(each.operator) == "Tm"]
            baseline = height - float(moved[0][5]) * PIXEL
            return self._out.copy_foreign(page.as_form_xobject()), baseline
