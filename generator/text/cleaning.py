"""Authors' text without what nobody typed: marks from word processors are taken out, accents joined to their letters.

What could hide or turn round words is left, for `unprintable.py` to tell.
"""

import re
import unicodedata

SPACES_IN_FILES = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", " "))
"""What ends a line for YAML or for Python and in no editor, as spaces, so that places are those people see."""

_SPACES = dict.fromkeys("\x0b\x0c\x85\u1680\u2028\u2029\u205f" + "".join(map(chr, range(0x2000, 0x200B))), " ")
_INVISIBLE = dict.fromkeys("\xad\u034f\u180e\u200b\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069", "")
_LOOK_ALIKE = {"\u2007": "\xa0", "\u202f": "\xa0", "\u2010": "-", "\u2011": "-", "\u2012": "\u2013", "\u2015": "\u2014"}
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_WRITTEN = str.maketrans(_SPACES | _INVISIBLE | _LOOK_ALIKE | _LIGATURES)
"""Spaces of odd widths, marks without width, hyphens that look like ours, and the ligatures of old PDFs."""

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
"""A letter of a script that is read from right to left: Hebrew, Arabic and those that came from them."""
_DIRECTION_MARKS = re.compile(r"[\u061c\u200e\u200f]")
"""Marks that give the signs beside them a direction; text without letters from right to left needs none."""
_JOINERS = re.compile(
    r"(?<![\u0590-\u08ff\u0900-\u0dff\u2190-\u2bff\ufb50-\ufdff\ufe0f\ufe70-\ufefe\U0001f000-\U0001faff])[\u200c\u200d]"
)
"""Joiners that do not follow a letter or sign that can be joined."""
_IN_NUMBER = re.compile(r"(?<=\d)\xa0(?=[\d(])")
"""A space that keeps the groups of a number in one line; pages and print see to that themselves."""
_TAGS = re.compile(r"(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0000-\U000e0fff]")
"""The flag of England, Scotland or Wales, whose tags stay, or a tag on anything else, which nobody can see."""


_CONTROL_NAMES = {0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE"}
"""The names of the control characters one meets; Unicode gives them none."""


def cleaned(text: str) -> str:
    """Return text as its author meant it: composed (Unicode NFC), and without marks that no one can see.

    Line separators and odd spaces become spaces; soft hyphens, marks without width and embedded directions go. Joiners
    stay in scripts and signs that need them, and direction marks beside letters that are read from right to left.
    """
    if text.isascii() and not {"\x0b", "\x0c"}.intersection(text):
        return text
    text = _TAGS.sub(lambda found: found[1] or "", _JOINERS.sub("", text.translate(_WRITTEN)))
    if not is_right_to_left(text):
        text = _DIRECTION_MARKS.sub("", text)
    return unicodedata.normalize("NFC", _IN_NUMBER.sub(" ", text))


def is_right_to_left(text: str) -> bool:
    """Return whether there is a letter in it that is read from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def described(character: str) -> str:
    """Return a character for a message: itself where it can be seen, its code point and its name."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "") or _CONTROL_NAMES.get(ord(character), "")
    shown = f'"{character}" ' if character.isprintable() and not character.isspace() else ""
    return f"{shown}({code}{f' {name}' if name else ''})" if shown else f"{code}{f' {name}' if name else ''}"


def is_control(character: str) -> bool:
    """Return whether a character gives orders to a terminal or turns text round, which no author means.

    These are the control characters but tab and line ends (Unicode category Cc), and overrides of direction.
    """
    return character in "\u202d\u202e" or (unicodedata.category(character) == "Cc" and character not in "\t\n\r")
