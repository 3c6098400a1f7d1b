"""Which way text is read, and numbers that keep their order in text that is read from right to left.

In such text the groups of a telephone number, 0191 496 0000, would be shown in the opposite order: 0000 496 0191. So a
number is isolated wherever it may stand beside such letters (Unicode Bidirectional Algorithm, UAX 9): in HTML by an
element, and where there are only words by two marks that nobody sees.
"""

import re
import unicodedata
from html import escape

from generator.text.cleaning import is_right_to_left

OPENS, CLOSES = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
"""The marks round words that are read from left to right among others."""

_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]"
_NUMBER = r"(?<!\w)[+(]*\d(?:[ \xa0().\-\u2013/:]{0,2}\d)*"
_NUMBERS = re.compile(f"{OPENS}[^{CLOSES}]*{CLOSES}|{_NUMBER}")
"""A number with all its groups, as people write telephone numbers, dates and times; or what is isolated already."""
_PHRASES = re.compile(f"{_RTL}(?:[^A-Za-z\u00c0-\u024f]*{_RTL})?")
"""Words that are read from right to left, up to the last such letter before other ones."""


def direction(text: str) -> str:
    """Return `rtl` for text most of whose letters are read from right to left, and `ltr` for other text with any.

    Nothing is returned for text without any such letter, which needs no word about it.
    """
    if not is_right_to_left(text):
        return ""
    ways = [unicodedata.bidirectional(letter) for letter in text]
    return "rtl" if sum(way in {"R", "AL"} for way in ways) >= ways.count("L") else "ltr"


def isolated(text: str) -> str:
    """Return plain words in which every number keeps its order, also among letters that are read from right to left."""
    if not is_right_to_left(text):
        return text
    return _NUMBERS.sub(lambda found: found[0] if found[0][0] == OPENS else f"{OPENS}{found[0]}{CLOSES}", text)


def isolated_html(text: str, way: str) -> str:
    """Return words as HTML in which every number keeps its order.

    Args:
        text: The words.
        way: The direction of what they stand in, `rtl` or `ltr`; nothing where no letter there is read from the right.
    """
    if not way:
        return escape(text)
    if way == "rtl":
        return _with_numbers(text)
    pieces, end = [], 0
    for found in _PHRASES.finditer(text):
        pieces += [_with_numbers(text[end : found.start()]), f'<bdi dir="rtl">{_with_numbers(found[0])}</bdi>']
        end = found.end()
    return "".join([*pieces, _with_numbers(text[end:])])


def _with_numbers(text: str) -> str:
    pieces, end = [], 0
    for found in _NUMBERS.finditer(text):
        pieces += [escape(text[end : found.start()]), f'<bdi dir="ltr">{escape(found[0].strip(OPENS + CLOSES))}</bdi>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])])
