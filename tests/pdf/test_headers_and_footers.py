"""Round the text of a page: numbers that are right, chapters that start on the right, and the code on the cover."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import segno
from pdfs import PRINT, chapter_of, drawn, opened, page, read_aloud, styles_of, words

from generator.pages.templates import Templates
from generator.pdf.chapter import COVER_STYLE_SHEETS, chapter, cover_sheet, read_styles, typeset
from generator.pdf.headers_and_footers import FOOT_UP, LARGE, MARGIN_SHARE, QR_SIZE, SIZE, Chapter, Imprint
from generator.pdf.link import link, page_count, starts_of
from generator.pdf.typeface import furniture_typeface
from generator.text.language import Language

ADDRESS = "https://handbook.example.org/hillside/copies/#c0123456789"
NEW_PAGE = '<div style="break-before: page"></div>'
PLAIN = Imprint(title="A book", head="Hillside", foot="Copy 0123456789.")


def linked(chapters: list[Chapter], *, on_the_right: bool = False, check: str = "", size: float = SIZE) -> bytes:
    """Link chapters into a book."""
    imprint = replace(PLAIN, on_the_right=on_the_right, check=check, size=size)
    return link(chapters, imprint, furniture_typeface()).pdf


@pytest.mark.parametrize(
    ("counts", "anywhere", "on_the_right"),
    [
        ([], [], []),
        ([1], [0], [0]),
        ([1, 1, 1], [0, 1, 2], [0, 2, 4]),
        ([2, 3, 1, 2], [0, 2, 5, 6], [0, 2, 6, 8]),
    ],
)
def test_chapters_follow_each_other_or_start_on_the_right(counts, anywhere, on_the_right):
    """Where parts start on the right, each begins on an odd page, after at most one empty one."""
    parts = [str(number) for number in range(len(counts))]
    expected = (anywhere, on_the_right)

    assert expected == (starts_of(counts, parts, on_the_right=False), starts_of(counts, parts, on_the_right=True))


def test_chapters_of_one_part_follow_each_other():
    """Within a part no page is left empty."""
    assert [0, 2, 5, 6] == starts_of([1, 3, 1, 1], ["", "a", "a", "b"], on_the_right=True)


@pytest.fixture(scope="module")
def chapters() -> list[Chapter]:
    """Return a chapter of one page that refers to one of three pages, and to what is not there; and one after it."""
    reference = "{ .hb-ref }"
    first = f"- [Second](two.md){reference}\n- [Deep](two.md#deep){reference}\n- [Odd](two.md#gone){reference}\n"
    first += f"- [Gone](three.md){reference}\n- [Plain](two.md)\n"
    made = [
        chapter_of("one.md", "First", first),
        chapter_of("two.md", "Second", f"Words.\n\n{NEW_PAGE}\n\nMore.\n\n{NEW_PAGE}\n\n## Deep {{ #deep }}\n\nLast."),
        chapter_of("last.md", "Third", "The end."),
    ]
    return [replace(each, part=each.title) for each in made]


def test_references_have_the_number_of_the_page_they_lead_to(chapters):
    """A reference in a book says the page of the chapter, or of the place in it; one that leads nowhere says nothing."""
    text = words(linked(chapters), 1)
    expected = ["Second page 2", "Deep page 4", "Odd page 2", "Gone", "Plain"]

    assert expected == re.findall(r"(?:Second|Deep|Odd|Gone|Plain)(?: page \d+)?", text)


def test_references_count_the_pages_left_empty(chapters):
    """Where chapters start on the right, references say the pages as they are then."""
    text = words(linked(chapters, on_the_right=True), 1)
    expected = ["Second page 3", "Deep page 5", "Odd page 3", "Gone", "Plain"]

    assert expected == re.findall(r"(?:Second|Deep|Odd|Gone|Plain)(?: page \d+)?", text)


def test_a_document_alone_has_no_numbers_of_other_pages(chapters):
    """Printed by itself, a document says what it refers to and no page, and its empty links are gone."""
    pdf = linked(chapters[:1])
    with opened(pdf) as read:
        left = [each for page in read.pages for each in page.obj.get("/Annots", ())]
    expected: tuple[bool, bool, list[object]] = (False, True, [])

    assert expected == ("page 2" in words(pdf), "Second" in words(pdf), left)


def test_numbers_beside_references_are_not_read_out(chapters):
    """A screen reader says the words of a reference; the page number, which its link makes needless, is passed over."""
    said = read_aloud(linked(chapters))
    expected = ("First", False, True)

    assert expected == (said[0], "page" in said, "Deep" in said)


@pytest.mark.parametrize(("style", "size"), [("", SIZE), ("a5", SIZE), ("large", LARGE)])
def test_a_number_of_three_figures_fits_beside_its_reference(style, size):
    """The room left beside a reference holds the word and a number of three figures in each style."""
    pdf = chapter_of("one.md", "One", "[Two](two.md){ .hb-ref }", style).pdf
    with opened(pdf) as read:
        (room,) = [each.Rect for each in read.pages[0].Annots if str(each.A.URI).endswith("?page")]
    expected = True

    assert expected == (float(room[2]) - float(room[0]) >= 2 + furniture_typeface().width("page 128", size))


def test_every_page_says_which_of_how_many_it_is(chapters):
    """In a book each page has its number in the chapter and in the book, and an empty page, which is counted, has none."""
    pdf = linked(chapters, on_the_right=True)
    expected = [
        "1/1 · Page 1 of 7",
        "",
        *[f"{each}/3 · Page {each + 2} of 7" for each in (1, 2, 3)],
        "",
        "1/1 · Page 7 of 7",
    ]

    found = [re.findall(r"\d/\d · Page \d of \d", words(pdf, number)) for number in range(1, page_count(pdf) + 1)]
    assert expected == ["".join(each) for each in found]


def test_a_document_alone_says_its_pages_once(chapters):
    """A document by itself says page x of y, and no second number."""
    pdf = linked(chapters[1:2])
    expected = [("Page 1 of 3", False), ("Page 2 of 3", False), ("Page 3 of 3", False)]

    found = [words(pdf, number) for number in (1, 2, 3)]
    assert expected == [(re.findall(r"Page \d of \d", text)[0], "·" in text) for text in found]


def test_an_empty_page_has_nothing_on_it(chapters):
    """The page left empty before a chapter is as large as the others, and has no text, head or foot."""
    with opened(linked(chapters, on_the_right=True)) as pdf:
        empty = pdf.pages[1]
        expected = ("", [float(value) for value in pdf.pages[0].mediabox], False)

        assert expected == (drawn(empty), [float(value) for value in empty.mediabox], "/StructParents" in empty.obj)


@pytest.mark.site
@pytest.mark.parametrize("name", ["downloads/handbook.pdf", "trainer/downloads/handbook.pdf"])
def test_parts_of_a_handbook_start_on_odd_pages_and_contents_agree(built, name):
    """Each part of a handbook starts on a right-hand page, and its contents say the page of each chapter."""
    pdf = (built("paper") / "hillside" / name).read_bytes()
    with opened(pdf) as read:
        index = {each.obj.objgen: number for number, each in enumerate(read.pages, 1)}
        pairs = list(read.Root.Names.Dests.Names)
        titles = [str(each.get("/Contents", "")) for each in read.pages[1].Annots]
        targets = [str(each.Dest) for each in read.pages[1].Annots]
        with read.open_outline() as outline:
            firsts = [part.children[0] for part in outline.root if part.children]
            pages = [index[first.destination[0].objgen] for first in firsts]  # type: ignore[index]
    starts = {str(pairs[i]): index[pairs[i + 1][0].objgen] for i in range(0, len(pairs), 2)}
    listed = words(pdf, 2)
    expected: list[object] = []

    assert len(pages) > 2
    assert expected == [page for page in pages if page % 2 == 0]
    assert expected == [
        (title, starts[path])
        for title, path in zip(titles, targets, strict=True)
        if f"{title} {starts[path]}" not in listed
    ]
    assert len(titles) > 8


@pytest.fixture(scope="module")
def cover() -> Chapter:
    """Return a cover of two pages, as front matter is linked."""
    body = f"Cover.\n\n{NEW_PAGE}\n\nContents."
    return chapter_of("contents", "A book", body, furniture=False)


def squares(page: pikepdf.Page) -> list[tuple[float, ...]]:
    """Return the black squares that an artifact at the foot of a page is drawn with: left, bottom, width, height."""
    found = re.findall(r"^/Artifact .*?BDC\nq 0 g\n(.*?)\nf Q\nEMC$", drawn(page), re.MULTILINE | re.DOTALL)
    return [tuple(float(part) for part in line.split()[:4]) for code in found for line in code.splitlines()]


def test_the_code_on_a_cover_is_the_address(cover, chapters):
    """Read from the drawing, square by square, the code is the one that segno gives for the address."""
    with opened(linked([cover, *chapters], check=ADDRESS)) as pdf:
        read = squares(pdf.pages[0])
    rows = [[bool(dark) for dark in row] for row in segno.make_qr(ADDRESS, error="m").matrix]
    side = QR_SIZE / len(rows)
    left, low = min(each[0] for each in read), min(each[1] for each in read)
    found = [[False] * len(rows) for _ in rows]
    for each in read:
        found[len(rows) - 1 - round((each[1] - low) / side)][round((each[0] - left) / side)] = True
    expected = rows

    assert {(round(side, 2), round(side, 2))} == {each[2:] for each in read}
    assert expected == found


def test_the_code_has_its_address_beside_it_and_light_round_it(cover, chapters):
    """Someone without a camera can type the address, and its words leave the light edge that a camera needs."""
    pdf = linked([cover, *chapters], check=ADDRESS)
    with opened(pdf) as read:
        code = squares(read.pages[0])
        at = re.search(r"q BT .*?\n1 0 0 1 ([\d.]+) ", drawn(read.pages[0]), re.DOTALL)
    rows = len(segno.make_qr(ADDRESS, error="m").matrix)
    expected = True

    assert at is not None
    assert f"Is this copy current? {ADDRESS.removeprefix('https://')}" in words(pdf, 1).replace("/ copies/", "/copies/")
    assert expected == (float(at[1]) - max(each[0] + each[2] for each in code) >= 4 * QR_SIZE / rows)


def test_the_code_stands_on_the_cover_alone(cover, chapters):
    """Neither the contents nor any page with a foot has the code."""
    with opened(linked([cover, *chapters], check=ADDRESS)) as pdf:
        found = [number for number, each in enumerate(pdf.pages) if squares(each)]
    expected = [0]

    assert expected == found


def test_a_page_carries_the_code_that_opens_it(chapters):
    """The first page of what stands on the site has the code of its address, in the margin; the pages after it have none."""
    site, url = "https://handbook.example.org/hillside/", "procedures/first-visit/"
    placed = [replace(chapters[0], url=""), replace(chapters[1], url=url)]
    with opened(link(placed, replace(PLAIN, site=site), furniture_typeface()).pdf) as pdf:
        found = [squares(page) for page in pdf.pages]
        right = float(pdf.pages[0].mediabox[2])
    rows = segno.make_qr(site + url, error="l").matrix
    first = next(each for each in found if each)
    margin = right * MARGIN_SHARE

    assert [False, True, False, False] == [bool(each) for each in found]
    assert sum(map(sum, rows)) == len(first)
    assert all(right - margin < left and left + width < right for left, _, width, _ in first)


def test_without_an_address_there_is_no_code(cover, chapters):
    """Where no site is known, the cover promises nothing."""
    pdf = linked([cover, *chapters])
    with opened(pdf) as read:
        found = [squares(each) for each in read.pages if squares(each)]
    expected: tuple[list[object], bool] = ([], False)

    assert expected == (found, "copy current" in words(pdf))


@pytest.mark.site
def test_only_a_trust_with_an_address_has_codes(built: Callable[[str], Path]) -> None:
    """The covers of a trust with a site have the code of their own copy; those of the national edition have none."""
    site = built("paper")
    expected = {"": [], "hillside": ["copies"], "hillside/trainer": ["trainer/copies"]}

    found = {}
    for folder in expected:
        pdf = (site / folder / "downloads" / "handbook.pdf").read_bytes()
        with opened(pdf) as read:
            copy = str(read.docinfo["/Copy"])
            has_code = bool(squares(read.pages[0]))
        found[folder] = re.findall(
            rf"handbook\.example\.org/hillside/(\S+)/#c{copy}", words(pdf, 1).replace("/ copies/", "/copies/")
        )
        assert has_code == bool(found[folder])
    assert expected == found


@pytest.mark.parametrize("size", [SIZE, LARGE])
def test_a_long_address_ends_within_the_page(cover, chapters, size):
    """An address too long for its line is cut with a sign that it was, and does not run off the paper."""
    long = f"https://handbook.example.org/{'a-very-long-name/' * 12}copies/#c0123456789"
    pdf = linked([cover, *chapters], check=long, size=size)
    boxes = _boxes(pdf)
    expected = True

    assert expected == any(text.endswith("…") for _, _, text in boxes)
    assert expected == all(right < 595.28 - 40 for right, _, _ in boxes)


def _boxes(pdf: bytes) -> list[tuple[float, float, str]]:
    """Return the right and lower edge of each word of the first page, in points from its upper left corner."""
    command = ["pdftotext", "-bbox", "-l", "1", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return [
        (float(right), float(low), text)
        for right, low, text in re.findall(r'xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>', said)
    ]


@pytest.mark.parametrize(("style", "height"), [("", 841.89), ("large", 841.89), ("a5", 595.28)])
def test_a_full_cover_leaves_room_for_the_code(style, height):
    """However much stands on a cover, none of it comes where the code is drawn."""
    values = {
        "title": "A book",
        "subtitle": "Of all",
        "cover_note": "Keep this book safe. " * 200,
        "parts": [],
        "edition": "2026.11",
        "trust_name": "Hillside",
        "example": True,
        "for_trainers": False,
        "notice": "A notice.",
        "lines": [{"title": "Line", "how": "Call."}] * 5,
        "numbers": {},
        "scheme": "handbook:",
        "page": "",
        "pages_total": 3,
        "_": Language().html,
        "ngettext": Language().html_for,
    }
    sheets = (*COVER_STYLE_SHEETS, f"{style}.css") if style else COVER_STYLE_SHEETS
    pdf = typeset(
        cover_sheet("A book", Templates(PRINT).render("cover.html.jinja", values), read_styles(PRINT, sheets))
    )
    lowest = max(low for _, low, _ in _boxes(pdf))
    expected = True

    assert lowest > height / 2
    assert expected == (lowest < height - FOOT_UP - QR_SIZE)


def test_a_long_title_is_cut_in_the_head():
    """A running head has the first seven words of a title, so that it does not read like text."""
    title = "One two three four five six seven eight nine"
    pdf = linked([chapter_of("one.md", "Short", "Words.", head=title)])
    expected = "One two three four five six seven … Hillside"

    assert words(pdf).startswith(expected)


def test_a_chapter_with_bold_alone_still_has_its_furniture():
    """A chapter in which no regular letter stands gets the typeface of the furniture by itself."""
    made = page("one.md", "One", "")
    bold = Chapter(path="one.md", title="One", pdf=typeset(chapter(made, styles_of(""), {})), head="One")
    expected = "One Hillside One Copy 0123456789. Page 1 of 1"

    assert sorted(expected.split()) == sorted(words(linked([bold])).split())


@pytest.mark.site
def test_large_print_has_nothing_small(built):
    """No word in large print is smaller than 16 point, on the cover, in the contents and at head and foot too."""
    with pikepdf.open(built("paper") / "hillside" / "downloads/large-print.pdf") as pdf:
        found = {round(size, 1) for page in pdf.pages for size in _sizes(page)}
    expected: list[object] = []

    assert len(found) > 3
    assert expected == [size for size in sorted(found) if size < 15.9]


def _sizes(page: pikepdf.Page) -> list[float]:
    """Return the size of each text on a page, from its font's size and the matrices it stands in."""
    scales, scale, text, size, found = [], 1.0, 1.0, 0.0, []
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "q":
                scales.append(scale)
            case "Q":
                scale = scales.pop()
            case "cm":
                scale *= abs(float(operands[3]))
            case "Tm":
                text = abs(float(operands[3]))
            case "Tf":
                size = float(operands[1])
            case "Tj" | "TJ":
                found.append(scale * text * size)
    return found
