"""Each font of a publication kept once: what chapters say of one is the same in all, and so are its letters mostly."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Pdf

from generator.pdf.house_font import weight_of
from generator.system.cache import digest

_FILES = ("/FontFile2", "/FontFile3")


def share_fonts(out: Pdf) -> None:
    """Let all pages use one font where several are alike; of a house font in two extents the larger serves all."""
    tables = list(_tables(out))
    fonts = {font.objgen: font for table in tables for font in table.values()}
    streams: dict[str, Any] = {}
    for font in fonts.values():
        if "/ToUnicode" in font:
            font.ToUnicode = streams.setdefault(digest(font.ToUnicode.read_raw_bytes()), font.ToUnicode)
    descriptors = [each for font in fonts.values() for each in _descriptors(font)]
    for descriptor in sorted(descriptors, key=_length, reverse=True):
        for name in _FILES:
            if name in descriptor:
                descriptor[name] = streams.setdefault(_file_key(descriptor, name), descriptor[name])
    kept: dict[str, Any] = {}
    same = {place: kept.setdefault(_said(font), font) for place, font in fonts.items()}
    for table in tables:
        for name, font in list(table.items()):
            table[name] = same[font.objgen]


def _tables(out: Pdf) -> Iterator[Any]:
    """Yield every table of fonts that pages refer to, once."""
    seen = set()
    for page in out.pages:
        table = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        if not table.is_indirect or table.objgen not in seen:
            seen.add(table.objgen)
            yield table


def _descriptors(font: Any) -> Iterator[Any]:
    for descendant in font.get("/DescendantFonts", ()):
        if "/FontDescriptor" in descendant:
            yield descendant.FontDescriptor


def _length(descriptor: Any) -> int:
    return int(descriptor.FontFile2.get("/Length1", 0)) if "/FontFile2" in descriptor else 0


def _file_key(descriptor: Any, name: str) -> str:
    """Return what is the same of two font files of which one will do."""
    weight = weight_of(descriptor)
    return digest(descriptor[name].read_raw_bytes()) if weight is None else str(weight)


def _said(font: Any) -> str:
    """Return what is the same of two fonts of which one will do; their files and maps of letters are shared already."""
    descendants = [_without(each, "/FontDescriptor") for each in font.get("/DescendantFonts", ())]
    return digest(
        _without(font, "/DescendantFonts"), *descendants, *(each.unparse(resolved=True) for each in _descriptors(font))
    )


def _without(table: Any, name: str) -> bytes:
    return Dictionary({key: value for key, value in table.items() if key != name}).unparse()
