"""Elements of WordprocessingML (ISO/IEC 29500), made small: each by its name, with attributes and what stands in it."""

import re
from functools import cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

Element = Any
"""An element of lxml, which has no types of its own."""

TWIPS = 56.7
"""Twentieths of a point in a millimetre: what Word counts widths and indents in."""

_PREFIX = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold: signs that give orders, halves of letters, and what is no letter (XML 1.0, production 2)."""


def writable(text: str) -> str:
    """Return a text without what would break the file."""
    return _UNWRITABLE.sub("", text)


def made(name: str, /, *inside: Element | None, **attributes: str | int) -> Element:
    """Make an element; what is nothing is left out of it."""
    element = oxml_parser.makeelement(_qualified(name), nsmap=_PREFIX)
    for key, value in attributes.items():
        element.set(_qualified(key), str(value) if isinstance(value, int) else writable(value))
    element.extend([each for each in inside if each is not None])
    return element


@cache
def _qualified(name: str) -> str:
    """Return a name with its namespace, which is Word's own where none is given."""
    return str(qn(name if ":" in name else f"w:{name}"))


def text(words: str) -> Element:
    """Make the text of a run, with every space in it."""
    element = made("t")
    element.text = writable(words)
    element.set(_SPACE, "preserve")
    return element


def language(code: str, way: str) -> Element | None:
    """Say what language words are in (BCP 47), if it is not the document's: Word keeps three, by the kind of script."""
    if not code:
        return None
    if way == "rtl":
        return made("lang", bidi=code)
    return made("lang", val=code, eastAsia=code)


def field(instruction: str) -> Element:
    """Make a number that Word works out, such as `PAGE`."""
    return made("fldSimple", made("r", text("1")), instr=instruction)
