"""The fonts in a chapter, made fit for sharing and for every reader of PDF: what the typesetter embeds is not quite."""

import zlib
from io import BytesIO
from typing import Any

from pikepdf import Dictionary, Name, Pdf

from generator.text.letters import HOUSE, font_bytes

_WHOLES = {f"{HOUSE.name}{weight}".replace(" ", "-"): position for position, weight in enumerate(("", " Bold"))}
"""Which of the house fonts a PDF means by a name, without the letters and the plus before it."""


def with_fonts_mended(opened: Pdf) -> bool:
    """Put whole house fonts in the place of parts of them, and number the glyphs of others as they are drawn.

    A chapter with letters of other fonts has parts of all; glyphs keep their numbers, so the whole fits in their place.

    Returns:
        Whether anything was to be done.
    """
    found = with_glyphs_numbered(opened)
    for descriptor in opened.objects:
        if isinstance(descriptor, Dictionary) and "/FontFile2" in descriptor:
            found |= _make_whole(opened, descriptor)
    return found


def with_glyphs_numbered(opened: Pdf) -> bool:
    """Return whether the glyphs of any font had to be numbered as they are drawn; now they are."""
    fonts = [each for each in opened.objects if isinstance(each, Dictionary) and "/FontFile3" in each]
    return bool(sum(_number_glyphs(opened, each) for each in fonts))


def _make_whole(opened: Pdf, descriptor: Any) -> bool:
    """Embed a house font whole, in the bytes the typesetter makes of it, so that the linker finds them equal."""
    position = _WHOLES.get(str(descriptor.FontName).rpartition("+")[2])
    if position is None:
        return False
    whole = font_bytes(HOUSE, position)
    if int(descriptor.FontFile2.Length1) == len(whole):
        return False
    packed = zlib.compress(whole, level=9)
    descriptor.FontFile2 = opened.make_stream(packed, Filter=Name.FlateDecode, Length1=len(whole))
    return True


def _number_glyphs(opened: Pdf, descriptor: Any) -> bool:
    """Return each glyph of a font with numbers of its own (CID-keyed CFF) the number under which the page draws it.

    The page draws glyphs by their place in the font, and readers look them up by the numbers in the font's charset
    (ISO 32000-1, 9.7.4.2); only some of them make up for the difference.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only chapters in Chinese need it

    with TTFont(BytesIO(descriptor.FontFile3.read_bytes()), recalcTimestamp=False) as font:
        top = font["CFF "].cff.topDictIndex[0]
        if not hasattr(top, "ROS"):
            return False
        glyphs = top.CharStrings.charStrings
        names = {old: f"cid{place:05d}" if place else old for place, old in enumerate(top.charset)}
        top.CharStrings.charStrings = {names[old]: glyph for old, glyph in glyphs.items()}
        top.charset = list(names.values())
        packed = zlib.compress(font["CFF "].compile(font), level=9)
    descriptor.FontFile3 = opened.make_stream(packed, Filter=Name.FlateDecode, Subtype=Name.CIDFontType0C)
    return True
