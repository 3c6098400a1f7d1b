"""Files for a print room: what the list says, page by page; no sheet on another's leaf; copies that weigh nothing."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import REPOSITORY, Site
from pdfs import chapter_of, complaints, drawn, opened, read_aloud, words

from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.pdf.chapter import typeset
from generator.pdf.headers_and_footers import Imprint
from generator.pdf.link import link
from generator.pdf.piles import Stack, length, piled
from generator.pdf.publications import books, make, sheets
from generator.pdf.typeface import furniture_typeface
from generator.system.cache import Cache

IMPRINT = Imprint(title="Piles", head="Hillside", foot="Uncontrolled when printed.", are_sheets=True)
FILE = """title: Print-room file
summary: What people need on one day.
audiences: [trainer]
layout: print-room
each_day: true
parts:
  - {id: plain, title: On plain paper, kinds: [handed-out]}
  - {id: large, title: On A3, kinds: [large-sheets]}
  - {id: thick, title: On thick paper, kinds: [card-sheets]}
"""
MATERIALS = """materials:
  - {id: cards, name: Listening cards, per: pair, resource: resources/starter-pack.listening-card, cut: true}
  - {id: to-keep, name: A card to keep, per: person, resource: resources/starter-pack.listening-card}
  - {id: wall, name: A card for the wall, amount: 2, resource: resources/starter-pack.listening-card, large: true}
  - {id: notes, name: Notes, per: three, resource: resources/starter-pack.my-notes}
  - {id: roles, name: Role cards, per: three, resource: role-plays/first-chat}
"""
OWN = "materials:\n  - {id: cards, name: Listening cards, per: pair, resource: resources/starter-pack.listening-card}\n"


@pytest.fixture(scope="module")
def linked() -> bytes:
    """Return two sheets as the linker joins them: one of a page, with a table, and one of two pages."""
    table = "| Time | What |\n|---|---|\n| 9am | Tea |"
    page = '<div class="hb-room hb-page"></div>'
    chapters = [chapter_of("a.md", "First", table), chapter_of("b.md", "Second", f"{page}\n\n{page}\n\nThe end.")]
    return link(chapters, IMPRINT, furniture_typeface()).pdf


def stacks(copies: int, *, on_both_sides: bool = True) -> list[Stack]:
    """Return a stack of each of the two sheets."""
    return [
        Stack(start=start, pages=pages, copies=copies, on_both_sides=on_both_sides, title=title, again=f"more {title}")
        for start, pages, title in ((0, 1, "First"), (1, 2, "Second"))
    ]


def titles(pdf: bytes) -> list[str]:
    """Return what heads each page, or nothing for an empty one."""
    with opened(pdf) as file:
        count = len(file.pages)
    return [next((name for name in ("First", "Second") if name in words(pdf, n)), "") for n in range(1, count + 1)]


def test_every_copy_begins_on_a_leaf_of_its_own(linked: bytes) -> None:
    """On both sides a sheet of an odd number of pages has an empty back; on one side every page has."""
    both = ["First", "", "First", "", "Second", "Second", "Second", "Second"]
    one = ["First", "", "First", "", *["Second", ""] * 4]

    assert (both, one) == (
        titles(piled(linked, stacks(2))),
        titles(piled(linked, stacks(2, on_both_sides=False))),
    )


@pytest.mark.parametrize(
    ("pages", "on_both_sides", "expected"), [(1, True, 6), (2, True, 6), (3, True, 12), (3, False, 18)]
)
def test_the_length_of_a_pile_is_known_before_it_is_made(pages: int, on_both_sides: bool, expected: int) -> None:
    """Three copies take so many pages, empty backs counted."""
    assert expected == length(pages, 3, on_both_sides=on_both_sides)


def test_copies_show_the_same_and_are_heard_once(linked: bytes) -> None:
    """A copy has every word of the first and its head and foot; a screen reader hears the sheet, and then of copies."""
    pdf = piled(linked, stacks(3))
    heard = read_aloud(linked)

    assert words(pdf, 1) == words(pdf, 3) == words(pdf, 5)
    assert heard == [word for word in read_aloud(pdf) if word in heard][: len(heard)]
    with opened(pdf) as file:
        figures = [str(each.Alt) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert ["more First", "more Second"] == sorted(figures)
        assert drawn(file.pages[2]) == drawn(file.pages[4])


def test_copies_weigh_next_to_nothing(linked: bytes) -> None:
    """Each further copy of a page adds some thirty bytes, and not a page."""
    two, many = piled(linked, stacks(2)), piled(linked, stacks(32))

    assert len(many) - len(two) < 30 * 3 * 30


def test_no_checker_finds_an_error_in_piles(linked: bytes, tmp_path: Path) -> None:
    """However few or many copies there are, the file is whole and holds to PDF/UA."""
    for copies in (1, 2, 12):
        path = tmp_path / f"{copies}.pdf"
        path.write_bytes(piled(linked, stacks(copies)))
        checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
        assert (0, []) == (checked.returncode, list(complaints(path)))


def test_a_sheet_in_two_piles_is_read_in_the_first(linked: bytes) -> None:
    """A sheet that is printed in two ways is made from the same pages, and every pile has its bookmark."""
    again = Stack(start=0, pages=1, copies=2, on_both_sides=False, title="First, large", part="On A3", again="large")
    pdf = piled(linked, [*stacks(1), again])

    assert ["First", "", "Second", "Second", "First", "", "First", ""] == titles(pdf)
    with opened(pdf) as file, file.open_outline() as outline:
        assert ["First", "Second", "On A3"] == [each.title for each in outline.root]
        assert ["First, large"] == [each.title for each in outline.root[2].children]


def test_the_same_sheets_make_the_same_bytes(linked: bytes) -> None:
    """Piling again gives the same file, byte for byte."""
    assert piled(linked, stacks(2)) == piled(linked, stacks(2))


@pytest.fixture
def room(site: Callable[..., Site]) -> Site:
    """Return a small site with a file for a print room, whose session needs sheets of every kind."""
    made = site("paper")
    made.write("national/publications/print-room.yml", FILE)
    made.change("national/sessions/listening-well.yml", OWN, MATERIALS)
    return made


def file_of(rendered: Rendered, folder: Path) -> bytes:
    """Make the file of the first day for a print room."""
    styles, cache = REPOSITORY / "templates" / "print", Cache(folder)
    made = sheets(rendered, styles, {})
    book = next(each for each in books(rendered, made, styles, cache) if "print-room-day-1" in each.path)
    for each in made.values():
        if each.key in {place.key for place in book.places}:
            cache.put(each.key, typeset(each))
    return make(book).pdf


def needed_by(people: int) -> dict[tuple[str, str], int]:
    """Return how many copies of each sheet so many people need."""
    card, notes = "paper/starter-pack-listening-card-sheet.md", "paper/starter-pack-my-notes-sheet.md"
    return {
        ("handed-out", card): people,
        ("handed-out", notes): -(-people // 3),
        ("large-sheets", card): 2,
        ("card-sheets", card): -(-people // 2),
        ("card-sheets", "paper/first-chat-cards.md"): -(-people // 3),
    }


@pytest.mark.parametrize("people", [12, 7])
def test_the_file_holds_what_its_list_says(room: Site, tmp_path: Path, people: int) -> None:
    """Each sheet stands on as many pages as the list says, where the list says, and so often as its pile has copies."""
    trust = "trusts/hillside/trust.yml"
    room.write(trust, (room.content / trust).read_text(encoding="utf-8") + f"people: {people}\n")
    rendered = room.render("hillside", Audience.TRAINER)
    plan = next(each for each in rendered.plans if each.name == "print-room-day-1")
    pdf = file_of(rendered, tmp_path)
    counted = {pile.page: 0 for pile in plan.piles}
    pages = {page.path: page.title for page in rendered.paper}
    with opened(pdf) as file:
        count = len(file.pages)
        empty = sum("/Contents" not in page.obj for page in file.pages)
    for number in range(1, count + 1):
        head = words(pdf, number)
        for path in counted:
            counted[path] += head.startswith(pages[path]) and "Page 1 of" in head
    expected = dict.fromkeys(counted, 0)
    for pile in plan.piles:
        expected[pile.page] += pile.copies

    assert expected == counted
    assert empty > 0 == count % 2
    assert needed_by(people) == {(str(pile.making), pile.page): pile.copies for pile in plan.piles}


def test_the_list_says_where_each_pile_stands(room: Site, tmp_path: Path) -> None:
    """The first page tells copies, pages and leaves of each pile, and for how many people it all is."""
    pdf = file_of(room.render("", Audience.TRAINER), tmp_path)
    (tmp_path / "made.pdf").write_bytes(pdf)
    said = words(pdf, 1)

    assert "every sheet that 12 people need" in said
    for row in ("12 Listening card 3 to 26 12 People keep it", "4 My notes 27 to 34 4 People keep it"):
        assert row in said
    assert [] == list(complaints(tmp_path / "made.pdf"))
