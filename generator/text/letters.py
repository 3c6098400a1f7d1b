"""The letters that can be printed: the fonts that come with the program, what each of them has, and what a text needs.

Print is set with these and no others (`print/typesetter.py`), and `check` asks the same list, so that what it passes
can be set. A font is read when a text has a letter that none before it has: English asks for the first one only.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from generator.text.cleaning import is_control


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """A family of fonts in an installed package.

    `files` are the names of its files below the package, or of modules that hold the bytes of one: the first for all
    weights or for regular letters alone, a second one for bold letters.
    """

    name: str
    package: str
    files: tuple[str, ...]


def _noto(script: str) -> Family:
    file = f"NotoSans{script.replace(' ', '')}[wght].ttf"
    return Family(name=f"Noto Sans {script}".strip(), package="manimgx_fonts", files=(file,))


HOUSE = Family(
    name="Atkinson Hyperlegible",
    package="fontpkg_atkinson_hyperlegible",
    files=("files/AtkinsonHyperlegible-Regular.ttf", "files/AtkinsonHyperlegible-Bold.ttf"),
)
"""What everything is set in that it has the letters for."""

FAMILIES: tuple[Family, ...] = (
    HOUSE,
    _noto(""),
    Family(name="Amiri", package="fontpkg_amiri", files=("files/Amiri-Regular.ttf", "files/Amiri-Bold.ttf")),
    *map(_noto, ("Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada", "Malayalam")),
    *map(_noto, ("Sinhala", "Oriya", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Armenian", "Georgian")),
    Family(name="Noto Sans Symbols 2", package="pymupdf_fonts", files=("NotoSansSymbols2_Regular",)),
    _noto("Symbols"),
    Family(name="Noto Emoji", package="manimgx_fonts", files=("NotoEmoji[wght].ttf",)),
    Family(name="Noto Sans SC", package="pylopdf_fonts_zh_cn", files=("NotoSansSC-Regular.otf",)),
)
"""The families, in the order in which they are asked for a letter; Chinese last: others draw the signs it has better.

Arabic and Urdu are set in Amiri, because Noto draws letters and their dots apart, so that text copied out of a PDF, or
read out, would be wrong.
"""

_PLAIN = re.compile(r"[\t\n\r -%'-~]*")
"""Text that every font has the letters for, without an ampersand, which may begin the name of any letter."""
_NEED_NO_FONT = frozenset("\t\n\r ")
_NEVER = frozenset("\u2028\u2029\ufff9\ufffa\ufffb\ufffc\ufffd")
"""What stands for something that was lost, or ends a line without one, though a font has it."""


@cache
def font_bytes(family: Family, position: int = 0) -> bytes:
    """Return a font file of a family; `position` is that in its `files`."""
    name = family.files[position]
    if "." in name:
        return _place(family, name).read_bytes()
    held: bytes = import_module(f"{family.package}.{name}").fontbuffer
    return held


@cache
def house_fonts() -> dict[str, Path]:
    """Return the files of the house typeface, by the name that style sheets and the site use."""
    return {f"fonts/{Path(name).name}": _place(HOUSE, name) for name in HOUSE.files}


def font_files(family: Family) -> tuple[Path, ...]:
    """Return the files of a family, for what opens fonts itself; those that a module holds are not among them."""
    return tuple(_place(family, name) for name in family.files if "." in name)


@cache
def letters_of(family: Family) -> frozenset[int]:
    """Return the code points that a family has a glyph for, in every weight."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - takes a while, and most commands ask nothing

    maps = []
    for position in range(len(family.files)):
        with TTFont(BytesIO(font_bytes(family, position)), lazy=True) as font:
            maps.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*maps)


@cache
def family_of(letter: str) -> Family | None:
    """Return the first family that has a letter, or nothing where none can set it."""
    if letter in _NEVER or is_control(letter) or unicodedata.category(letter) == "Co":
        return None
    code = ord(letter)
    return next((family for family in FAMILIES if code in letters_of(family)), None)


def families_for(text: str) -> tuple[Family, ...]:
    """Return the families that a text needs, in order, the house typeface first; entities such as &hearts; count."""
    plain = _PLAIN.fullmatch(text) is not None
    used = set() if plain else {family_of(letter) for letter in set(unescape(text)) - _NEED_NO_FONT}
    return tuple(family for family in FAMILIES if family is HOUSE or family in used)


def unprintable(text: str) -> tuple[str, ...]:
    """Return the letters of a text that no family has, in order, each once; entities such as &hearts; count."""
    if _PLAIN.fullmatch(text):
        return ()
    letters = dict.fromkeys(unescape(text))
    return tuple(each for each in letters if each not in _NEED_NO_FONT and family_of(each) is None)


def _place(family: Family, name: str) -> Path:
    """Return where a file of a package is, without importing the package."""
    found = find_spec(family.package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"the package {family.package} is not installed; ./handbook installs what is missing")
    return Path(found.origin).parent / name
