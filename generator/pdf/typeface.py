"""The typeface of the furniture: widths and glyphs of Atkinson Hyperlegible, and how to refer to it in a PDF."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.pdf.house_font import embedded, to_unicode
from generator.text.letters import house_fonts

LAST_BASIC_CHARACTER = 0xFFFF
"""The last character whose number fits the four hex digits of a ToUnicode map (ISO 32000-1, 9.10.3)."""


class Typeface:
    """One font file, measured. Sizes and widths are in points."""

    def __init__(self, path: Path) -> None:
        """Read the widths and the glyph of each character."""
        with TTFont(path) as font:
            self._glyph_of = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
            scale = 1000 / font["head"].unitsPerEm
            advances = font["hmtx"].metrics
            self._advance: dict[int, float] = {font.getGlyphID(name): advances[name][0] * scale for name in advances}
            os2, hhea = font["OS/2"], font["hhea"]
            self._ascent, self._descent = hhea.ascent * scale, hhea.descent * scale
            self._cap_height = os2.sCapHeight * scale
            box = font["head"]
            self._box = [value * scale for value in (box.xMin, box.yMin, box.xMax, box.yMax)]

    def width(self, text: str, size: float) -> float:
        """Return the width of text set in one line."""
        return self._line(text)[0] * size / 1000

    def fitted(self, text: str, size: float, width: float) -> str:
        """Return text cut to fit a width, with … where something was cut."""
        if self.width(text, size) <= width:
            return text
        while text and self.width(f"{text}…", size) > width:
            text = text[:-1].rstrip()
        return f"{text}…"

    def glyphs(self, text: str) -> str:
        """Return text as the hex string of glyph numbers that a PDF draws."""
        return self._line(text)[1]

    def embed(self, pdf: Pdf, lines: Iterable[str]) -> Any:
        """Make the font in a PDF, with what some lines of text need of it."""
        letters = {*map(ord, "".join(lines)), ord("?")} & self._glyph_of.keys()
        used = {self._glyph_of[code] for code in letters}
        named = {self._glyph_of[code]: code for code in sorted(letters, reverse=True) if code <= LAST_BASIC_CHARACTER}
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/Furniture+Atkinson-Hyperlegible"),
            Flags=4,
            FontBBox=Array([round(value) for value in self._box]),
            ItalicAngle=0,
            Ascent=round(self._ascent),
            Descent=round(self._descent),
            CapHeight=round(self._cap_height),
            StemV=80,
            FontFile2=embedded(pdf, 0, used),
        )
        widths = Array([each for glyph in sorted(used) for each in (glyph, Array([round(self._advance[glyph])]))])
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/Furniture+Atkinson-Hyperlegible"),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=pdf.make_indirect(descriptor),
            W=widths,
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/Furniture+Atkinson-Hyperlegible"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(to_unicode(named)),
        )
        return pdf.make_indirect(font)

    @lru_cache(maxsize=1000)  # noqa: B019 - there is one typeface in a process, and most of its lines stand on every page
    def _line(self, text: str) -> tuple[float, str]:
        """Return the width of a line in thousandths of its size, and its glyphs."""
        unknown = self._glyph_of[ord("?")]
        glyphs = [self._glyph_of.get(ord(character), unknown) for character in text]
        return sum(self._advance[glyph] for glyph in glyphs), "".join(f"{glyph:04x}" for glyph in glyphs)


@cache
def furniture_typeface() -> Typeface:
    """Return the regular weight of the house typeface."""
    return Typeface(house_fonts()["fonts/AtkinsonHyperlegible-Regular.ttf"])
