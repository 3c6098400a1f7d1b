"""The house typeface as print embeds it: outlines and widths, of all its letters or of those of plain English alone.

What a PDF has no use for is left out: how letters are joined, placed and called, and how a coarse screen draws them.
There are two extents of each weight and no more, so that many documents, and many chapters of a book, hold the same
bytes, which the linker keeps once.
"""

import zlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from io import BytesIO
from typing import Any

from pikepdf import Name, Pdf

from generator.text.letters import HOUSE, font_bytes

_SIGNS = "\N{NO-BREAK SPACE}£×é·•–—‘’“”…‹›"  # noqa: RUF001 - these very signs are meant
PLAIN = "".join(map(chr, range(0x20, 0x7F))) + _SIGNS
"""Letters and signs of plain English. A document with any other has the typeface with all its letters."""

_KEPT = frozenset(("GlyphOrder", "head", "hhea", "maxp", "hmtx", "loca", "glyf"))
"""The tables that a PDF needs of a TrueType font whose glyphs are drawn by number (ISO 32000-1, 9.9)."""


_WEIGHTS = {f"{HOUSE.name}{weight}".replace(" ", "-"): position for position, weight in enumerate(("", " Bold"))}
"""Which of the house fonts a PDF means by a name, without the letters and the plus before it."""


def weight_of(descriptor: Any) -> int | None:
    """Return the weight of the house font that a font's descriptor embeds: 0 is regular, 1 bold; nothing for others."""
    if "/FontFile2" not in descriptor:
        return None
    return _WEIGHTS.get(str(descriptor.get("/FontName", "")).rpartition("+")[2])


def embedded(pdf: Pdf, position: int, glyphs: AbstractSet[int]) -> Any:
    """Return a stream of a PDF with the house font of a weight, in the smaller extent that has some glyphs.

    Args:
        pdf: Where it goes.
        position: The weight: 0 is regular, 1 is bold.
        glyphs: The numbers of the glyphs that are drawn; they are the same in both extents.
    """
    content = _font(position, is_plain=glyphs <= _plain_glyphs())
    return pdf.make_stream(_packed(content), Filter=Name.FlateDecode, Length1=len(content))


def letters_of(glyphs: AbstractSet[int]) -> bytes:
    """Return which letter each glyph of the smaller extent stands for, or nothing where it lacks some of the glyphs."""
    return _plain_letters() if glyphs <= _plain_glyphs() else b""


def to_unicode(letters: Mapping[int, int]) -> bytes:
    """Return the list by which a PDF tells letters (ISO 32000-1, 9.10.3), from the numbers of glyphs and of letters."""
    rows = [f"<{glyph:04x}> <{code:04x}>" for glyph, code in sorted(letters.items())]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
        "/CMapName /House def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


@cache
def _plain_letters() -> bytes:
    with _opened(0) as font:
        cmap = font.getBestCmap()
        return to_unicode({font.getGlyphID(cmap[ord(letter)]): ord(letter) for letter in reversed(PLAIN)})


@cache
def _packed(content: bytes) -> bytes:
    return zlib.compress(content, level=9)


@cache
def _plain_glyphs() -> frozenset[int]:
    """Return the numbers of the glyphs that the smaller extent is sure to have; both weights number them alike."""
    with _opened(0) as font:
        cmap = font.getBestCmap()
        return frozenset(font.getGlyphID(cmap[ord(letter)]) for letter in PLAIN) | {0}


@cache
def _font(position: int, *, is_plain: bool) -> bytes:
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - a build in which nothing is typeset need not wait

    with _opened(position) as font:
        for table in set(font.keys()) - _KEPT:
            del font[table]
        options = Options(
            retain_gids=True, hinting=False, notdef_outline=True, layout_features=[], recalc_timestamp=False
        )
        subsetter = Subsetter(options)
        subsetter.populate(gids=_plain_glyphs() if is_plain else range(len(font.getGlyphOrder())))
        subsetter.subset(font)
        written = BytesIO()
        font.save(written, reorderTables=False)
        return written.getvalue()


def _opened(position: int) -> Any:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    return TTFont(BytesIO(font_bytes(HOUSE, position)), recalcTimestamp=False)
