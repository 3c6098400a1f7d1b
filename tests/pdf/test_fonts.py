"""The fonts in PDFs: ours and no others, in every kind of PDF, no more of them than a text needs, and each once."""

import re
import subprocess
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import Site
from fontTools.ttLib import TTFont
from pdfs import chapter_of, drawn, opened, paper_of, sheet, words

from generator.pdf.headers_and_footers import Imprint
from generator.pdf.house_font import PLAIN
from generator.pdf.link import link
from generator.pdf.typeface import furniture_typeface
from generator.text.letters import FAMILIES, HOUSE, font_bytes

OURS = {family.name.replace(" ", "-") for family in FAMILIES}
NESTED = """1. One

    - two

        - three

            - four

                1. five

- six

    - seven
"""


def fonts_in(pdf: bytes) -> set[tuple[str, bool]]:
    """Return the name of each font, without what stands before the plus, and whether its letters come with it."""
    listed = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    rows = [line.split() for line in listed.splitlines()[2:]]
    return {(row[0].rpartition("+")[2].removesuffix("-Bold"), row[-5] == "yes") for row in rows}


def files_in(pdf: pikepdf.Pdf) -> dict[str, bytes]:
    """Return the fonts that come with a PDF, by their names in it."""
    found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each]
    return {str(each.FontName).rpartition("+")[2]: each.FontFile2.read_bytes() for each in found}


def glyphs_of(pdf: bytes) -> Iterator[int]:
    """Yield the number of every glyph that the pages draw."""
    with opened(pdf) as read:
        for page in read.pages:
            for digits in re.findall(r"(?<!<)<([0-9a-f]+)>", drawn(page)):
                yield from (int(digits[at : at + 4], 16) for at in range(0, len(digits), 4))


@pytest.mark.site
@pytest.mark.parametrize("name", ["paper", "at-home", "plans"])
def test_every_pdf_has_our_fonts_alone_and_every_letter(built: Callable[[str], Path], name: str) -> None:
    """No PDF of any kind asks for a font of the machine, takes one in, or draws the box that stands for no letter."""
    files = list(built(name).rglob("*.pdf"))
    found = {
        path.name: {font for font, comes in fonts_in(path.read_bytes()) if font not in OURS or not comes}
        for path in files
    }

    assert len(files) > 5
    assert {} == {path: fonts for path, fonts in found.items() if fonts}
    assert [] == [path.name for path in files if 0 in set(glyphs_of(path.read_bytes()))]


@pytest.mark.parametrize("layout", ["", "sheet", "large", "a5"])
def test_signs_before_items_are_ours_at_every_depth(layout: str) -> None:
    """What stands before an item of a list in a list, of either kind, is drawn with the house typeface."""
    pdf = chapter_of("a.md", "A", NESTED, layout).pdf

    assert {("Atkinson-Hyperlegible", True)} == fonts_in(pdf)
    assert 0 not in set(glyphs_of(pdf))
    assert all(word in words(pdf) for word in ("One", "two", "three", "four", "five", "six", "seven"))


def test_plain_english_takes_a_part_of_the_typeface() -> None:
    """A page in plain English has a few kilobytes of each weight; one more letter brings all letters, and they show."""
    plain, welsh = (chapter_of("a.md", "A", f"{text} **{text}**").pdf for text in ("You listen.", "Señor Niño."))

    with opened(plain) as small, opened(welsh) as large:
        sizes = [{name: len(font) for name, font in files_in(pdf).items()} for pdf in (small, large)]

    assert {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"} == sizes[0].keys() == sizes[1].keys()
    assert max(sizes[0].values()) < 11_000
    assert 20_000 < min(sizes[1].values()) <= max(sizes[1].values()) < 25_000
    assert len(plain) < 20_000
    assert "Señor Niño." in words(welsh)


@pytest.mark.parametrize("text", [PLAIN.strip(), "ñ œ ß ž ø ü Ç"])
def test_letters_are_drawn_as_the_typeface_has_them(text: str) -> None:
    """Every glyph that a page draws has the outline, and the width, that it has in the typeface itself."""
    pdf = chapter_of("a.md", "A", f"<p>{escape(text)} <b>{escape(text)}</b></p>").pdf
    used = set(glyphs_of(pdf))
    with opened(pdf) as read:
        files = files_in(read)

    assert len(used) >= len(set(text))
    for name, position in (("Atkinson-Hyperlegible", 0), ("Atkinson-Hyperlegible-Bold", 1)):
        with TTFont(BytesIO(files[name])) as own, TTFont(BytesIO(font_bytes(HOUSE, position))) as whole:
            assert [] == [glyph for glyph in used if outline(own, glyph) != outline(whole, glyph)]


def outline(font: TTFont, glyph: int) -> tuple[Any, ...]:
    """Return the points of a glyph, where its lines end, and how wide it is."""
    name, table = font.getGlyphName(glyph), font["glyf"]
    points, ends, _ = table[name].getCoordinates(table)
    return list(points), list(ends), font["hmtx"][name][0]


def test_a_book_has_each_font_once() -> None:
    """Chapters in plain English and in others come to one file of each weight, and one font, list of letters included."""
    bodies = ["You **listen**.", "You **knock**.", "Señor **Niño**", "You **wait**."]
    chapters = [chapter_of(f"{number}.md", f"Part {number}", body) for number, body in enumerate(bodies)]
    pdf = link(chapters, Imprint(title="A book", head="Us", foot="Foot"), furniture_typeface()).pdf

    with opened(pdf) as book:
        fonts = [each for each in book.objects if isinstance(each, pikepdf.Dictionary) and "/DescendantFonts" in each]
        files = {
            each.FontFile2.objgen
            for each in book.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
        }
    assert (2, 5) == (
        len(files),
        len(fonts),
    )  # regular and bold, of plain English and of all letters; and the furniture
    assert "Señor Niño" in words(pdf)


def test_a_foot_with_other_letters_has_them(tmp_path: Path) -> None:
    """What stands round a page in plain English is drawn whatever letters it has, and can be copied."""
    pdf = link(
        [chapter_of("a.md", "A", "You listen.")],
        Imprint(title="A", head="Señor Niño", foot="Foot"),
        furniture_typeface(),
    ).pdf

    assert "Señor Niño" in words(pdf)
    assert 0 not in set(glyphs_of(pdf))


def test_a_form_keeps_every_letter(site: Callable[..., Site]) -> None:
    """People type any letter into a form, so its fonts are whole and say which glyph is whose."""
    with opened(sheet(paper_of(site("paper"))["starter-pack-form"])) as form:
        files = files_in(form)

    assert files
    assert all("cmap" in TTFont(BytesIO(font)) for font in files.values())
