"""The fonts in a chapter, made fit for sharing and for every reader of PDF: what the typesetter embeds is not quite."""

import re
import zlib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from generator.pdf.house_font import embedded, letters_of, weight_of

_DRAWN = re.compile(rb"(?<!<)<([0-9A-Fa-f]+)>")
"""The glyphs that a line of a drawing shows, four hex digits each; the typesetter writes no text in another form."""
_DIGITS = 4


def mend_fonts(opened: Pdf) -> None:
    """Put our own extents of the house fonts in their place, and number the glyphs of others as they are drawn.

    The typesetter embeds these fonts with all that only a screen needs or, in a chapter with letters of others, the
    parts that are used; glyphs keep their numbers in either. A form keeps what it has, since people type into it.
    """
    number_glyphs(opened)
    house = [each for each in opened.objects if isinstance(each, Dictionary) and weight_of(each) is not None]
    if "/AcroForm" in opened.Root or not house:
        return
    glyphs = frozenset(_glyphs_drawn(opened))
    for descriptor in house:
        descriptor.FontFile2 = embedded(opened, weight_of(descriptor) or 0, glyphs)
    if letters := letters_of(glyphs):
        _name_letters(opened, {each.objgen for each in house}, letters)


def _name_letters(opened: Pdf, house: AbstractSet[Any], letters: bytes) -> None:
    """Let the house fonts tell which letter each glyph stands for by one short list."""
    shared = opened.make_stream(zlib.compress(letters, level=9), Filter=Name.FlateDecode)
    for font in opened.objects:
        is_drawn_by_number = isinstance(font, Dictionary) and "/DescendantFonts" in font and "/ToUnicode" in font
        if is_drawn_by_number and font.DescendantFonts[0].FontDescriptor.objgen in house:
            font.ToUnicode = shared


def number_glyphs(opened: Pdf) -> None:
    """Give the glyphs of every font the numbers under which they are drawn, where they have others."""
    for each in [one for one in opened.objects if isinstance(one, Dictionary) and "/FontFile3" in one]:
        _number_glyphs(opened, each)


def _glyphs_drawn(opened: Pdf) -> Iterator[int]:
    """Yield the numbers of all glyphs that any drawing shows, whichever font they are of."""
    for page in opened.pages:
        contents = page.obj.get("/Contents", Array())
        for each in contents if isinstance(contents, Array) else [contents]:
            yield from _glyphs_in(each)
    for each in opened.objects:
        if isinstance(each, Stream) and each.get("/Subtype") == Name.Form:
            yield from _glyphs_in(each)


def _glyphs_in(drawing: Any) -> Iterator[int]:
    for digits in set(_DRAWN.findall(drawing.read_bytes())):
        yield from (int(digits[at : at + _DIGITS], 16) for at in range(0, len(digits), _DIGITS))


def _number_glyphs(opened: Pdf, descriptor: Any) -> None:
    """Give each glyph of a font with numbers of its own (CID-keyed CFF) the number under which the page draws it.

    The page draws glyphs by their place in the font, and readers look them up by the numbers in the font's charset
    (ISO 32000-1, 9.7.4.2); only some of them make up for the difference.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only chapters in Chinese need it

    read = BytesIO(descriptor.FontFile3.read_bytes())
    with TTFont(read, recalcTimestamp=False, recalcBBoxes=False) as font:  # no glyph is drawn otherwise than it was
        top = font["CFF "].cff.topDictIndex[0]
        if not hasattr(top, "ROS"):
            return
        glyphs = top.CharStrings.charStrings
        names = {old: f"cid{place:05d}" if place else old for place, old in enumerate(top.charset)}
        top.CharStrings.charStrings = {names[old]: glyph for old, glyph in glyphs.items()}
        top.charset = list(names.values())
        packed = zlib.compress(font["CFF "].compile(font), level=9)
    descriptor.FontFile3 = opened.make_stream(packed, Filter=Name.FlateDecode, Subtype=Name.CIDFontType0C)
