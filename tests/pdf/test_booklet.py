"""Booklets: the right pages on each side of each sheet, nothing lost, and still read in order."""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from pdfs import chapter_of, drawn, opened, read_aloud, words
from PIL import Image, ImageChops

from generator.pdf.booklet import FOLDS, Side, impose, order, pocket_order
from generator.pdf.headers_and_footers import Imprint
from generator.pdf.link import link
from generator.pdf.typeface import furniture_typeface

IMPRINT = Imprint(title="A booklet", head="Hillside", foot="Uncontrolled when printed.")
ROOM = '<div class="hb-room hb-medium"></div>'
TABLE = "| Time | What |\n|---|---|\n| 9am | Tea |"
PICTURE_DOTS = 420, 594
"""The dots of an A5 page at 72 to the inch, without those that a rounded edge may cut."""


def folded(sides: list[Side]) -> list[int | None]:
    """Return the pages of a booklet as a reader turns them, from its sheets laid into each other and folded."""
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    there = [page for (_, right), (left, _) in sheets for page in (right, left)]
    back = [page for (left, _), (_, right) in reversed(sheets) for page in (right, left)]
    return there + back


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (2, 1), (4, 1), (5, 2), (8, 2), (13, 4)])
def test_a_folded_booklet_reads_from_first_to_last(pages, sheets):
    """Printed on both sides and folded, the pages come in order, and what is left empty comes after them."""
    expected = (sheets * 2, [*range(pages), *[None] * (sheets * 4 - pages)])

    assert expected == (len(order(pages)), folded(order(pages)))


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (8, 1), (9, 2), (17, 3), (74, 10)])
def test_a_pocket_set_reads_from_first_to_last(pages, sheets):
    """Cut across, with the upper halves laid on the lower ones, and folded: what is left empty comes last."""
    sides = pocket_order(pages)
    expected = (sheets * 2, [*range(pages), *[None] * (sheets * 8 - pages)])

    assert expected == (len(sides), folded([*(side[:2] for side in sides), *(side[2:] for side in sides)]))


def test_both_sides_of_a_leaf_follow_each_other():
    """Turned over on the long edge, what stands behind a right-hand page is the page that comes after it."""
    front, back = pocket_order(8)
    expected = [(0, 1), (2, 3)]

    assert expected == [(front[1], back[0]), (front[3], back[2])]


def test_nothing_makes_no_sheets():
    """Without pages there is nothing to print."""
    expected: list[object] = []

    assert expected == order(0)


@pytest.fixture(scope="module")
def pages() -> bytes:
    """Return two linked chapters on A5 pages: text, lines to write on, a table, a list, links, and a page of lines only."""
    first = f"## Write\n\n{ROOM}\n\nCafé, “tea”. [Second](b.md)\n\n{TABLE}\n\n- one\n- two\n"
    page = '<div class="hb-room hb-page"></div>'
    chapters = [
        chapter_of("a.md", "First", f"{first}\n{first.replace('Write', 'Draw')}", "a5"),
        chapter_of("b.md", "Second", f"{page}\n\n{page}\n\nThe end.", "a5"),
    ]
    return link(chapters, IMPRINT, furniture_typeface()).pdf


@pytest.fixture(scope="module")
def booklet(pages: bytes) -> bytes:
    """Return them as a booklet."""
    return impose(pages, FOLDS["booklet"])


def pictures(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Draw every page of a PDF in grey."""
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-", str(folder / "page")], input=pdf, check=True)
    return [Image.open(path).copy() for path in sorted(folder.iterdir())]


def test_each_half_of_a_sheet_looks_like_its_page(pages: bytes, booklet: bytes, tmp_path: Path) -> None:
    """Every page is drawn on its half as it was, lines to write on too; the other halves are empty."""
    single, sheets = pictures(pages, tmp_path / "pages"), pictures(booklet, tmp_path / "sheets")
    empty = Image.new("L", single[0].size, 255)
    expected: list[object] = []
    width, height = PICTURE_DOTS

    found = []
    for (left, right), sheet in zip(order(len(single)), sheets, strict=True):
        for number, start in ((left, 0), (right, 421)):
            page = (empty if number is None else single[number]).crop((0, 0, width, height))
            unlike = ImageChops.difference(sheet.crop((start, 0, start + width, height)), page)
            if sum(unlike.histogram()[128:]) > 100:
                found.append((number, unlike.getbbox()))

    assert expected == found


def test_every_word_is_there_in_the_order_of_reading(pages: bytes, booklet: bytes) -> None:
    """A screen reader says the words of the sheets as it says those of the pages, and none are lost to the eye."""
    expected = read_aloud(pages)

    assert len(expected) > 20
    assert expected == read_aloud(booklet)
    assert sorted(words(pages).split()) == sorted(words(booklet).split())


def test_sheets_are_a4_turned_sideways(booklet: bytes) -> None:
    """Each side of each sheet is A4 across."""
    with opened(booklet) as pdf:
        sizes = {(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in pdf.pages}
    expected = {(842, 595)}

    assert expected == sizes


def test_every_mark_has_its_place_in_the_structure(booklet: bytes) -> None:
    """The marks on a sheet are numbered on without a gap or a double, and each has an element that has it."""
    with opened(booklet) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        found = []
        for page in pdf.pages:
            marks = [
                int(each.operands[1].MCID)
                for each in pikepdf.parse_content_stream(page)
                if str(each.operator) == "BDC" and "/MCID" in each.operands[1]
            ]
            elements = parents[int(page.obj.StructParents)]
            held = [
                number
                for number, element in enumerate(elements)
                for kid in element.K
                if kid == number and element.Pg.objgen == page.obj.objgen
            ]
            found.append((sorted(marks), sorted(held), len(elements)))
    expected = [(list(range(length)), list(range(length)), length) for _, _, length in found]

    assert expected == found


def test_links_are_gone_and_what_was_linked_is_said(booklet: bytes) -> None:
    """Paper has no links: there is no annotation and no link element, and the linked words are still read."""
    with opened(booklet) as pdf:
        links = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Link"]
        notes = [page for page in pdf.pages if "/Annots" in page.obj]
    expected: tuple[list[object], list[object], bool] = ([], [], True)

    assert expected == (links, notes, "Second" in read_aloud(booklet)[:12])


def test_bookmarks_lead_to_the_sheet_of_their_page(pages: bytes, booklet: bytes) -> None:
    """A bookmark opens the side of a sheet on which its page stands."""
    with opened(pages) as pdf:
        before = [(str(each.title), pdf.pages.index(_page_of(each))) for each in _bookmarks(pdf)]
        count = len(pdf.pages)
    sheet_of = {page: side for side, pair in enumerate(order(count)) for page in pair}
    with opened(booklet) as pdf:
        after = [(str(each.title), pdf.pages.index(_page_of(each))) for each in _bookmarks(pdf)]
    expected = [(title, sheet_of[page]) for title, page in before]

    assert ["First", "Write", "Draw", "Second"] == [title for title, _ in after]
    assert expected == after


def _page_of(bookmark: pikepdf.OutlineItem) -> pikepdf.Page:
    assert isinstance(bookmark.destination, pikepdf.Array)
    return pikepdf.Page(bookmark.destination[0])


def _bookmarks(pdf: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    with pdf.open_outline() as outline:
        return [each for top in outline.root for each in (top, *top.children)]


def test_a_booklet_of_one_page_is_a_sheet(tmp_path: Path) -> None:
    """One page stands on the right of the front, and the back is an empty page that is tagged like any other."""
    booklet = impose(
        link([chapter_of("a.md", "One", "Words.", "a5")], IMPRINT, furniture_typeface()).pdf, FOLDS["booklet"]
    )
    (tmp_path / "one.pdf").write_bytes(booklet)
    checked = subprocess.run(["qpdf", "--check", str(tmp_path / "one.pdf")], capture_output=True, check=False)
    with opened(booklet) as pdf:
        back = drawn(pdf.pages[1])
    expected = (0, True, "", "")

    assert expected == (checked.returncode, "Words." in words(booklet, 1), words(booklet, 2), back)


def test_the_same_pages_make_the_same_bytes(pages: bytes, booklet: bytes) -> None:
    """Folding again gives the same file, byte for byte."""
    expected = booklet

    assert expected == impose(pages, FOLDS["booklet"])
