"""What is printed for a day: how often each sheet, whose it is, and what has a file of its own."""

from collections.abc import Callable

import pytest
from conftest import Site

from generator.editions.print_run import Afterwards, Making, added_up, print_run, whole_packs
from generator.editions.timetable import timetable
from generator.model.base import Audience

OWN = "materials:\n  - {id: cards, name: Listening cards, per: pair, resource: resources/starter-pack.listening-card}\n"
SHEETS = """materials:
  - {id: own, name: A card to keep, per: person, resource: resources/starter-pack.listening-card}
  - {id: again, name: The card once more, per: person, resource: resources/starter-pack.listening-card}
  - {id: spare, name: Spare cards, amount: 2, resource: resources/starter-pack.listening-card}
  - {id: shared, name: One for each pair, per: pair, resource: resources/starter-pack.listening-card}
  - {id: course, name: Timetable, per: person, resource: programmes/core}
  - {id: paper, name: Certificate, per: person, resource: resources/starter-pack.certificate}
  - {id: observers, name: Observer sheet, per: three, resource: resources/observer-sheet.seen}
  - {id: book, name: The whole pack, per: person, resource: resources/starter-pack}
  - {id: pens, name: Pens, amount: 20}
"""
OBSERVER = """title: Observer sheet
summary: For watching any scene.
front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}
components: ["2.1"]
items:
  - {id: seen, kind: worksheet, title: What I saw, spaces: [{id: best, ask: What was best?, room: line}]}
"""


@pytest.fixture
def here(site: Callable[..., Site]) -> Site:
    """Return a small site whose session asks for sheets of every kind."""
    made = site("paper")
    made.write("national/resources/observer-sheet.yml", OBSERVER)
    made.change("national/sessions/listening-well.yml", OWN, SHEETS)
    return made


def test_people_get_their_own_once_and_share_the_rest(here: Site) -> None:
    """What each person keeps counts once however often it is asked for; what groups and the room need is added."""
    edition = here.edition("", Audience.TRAINER)
    piles = {pile.page: pile for pile in print_run(edition, timetable(edition)[:1])}
    expected = {
        "paper/starter-pack-listening-card-sheet.md": (12 + 2 + 6, Making.HANDED_OUT, Afterwards.KEPT),
        "programme/index.md": (12, Making.HANDED_OUT, Afterwards.KEPT),
        "paper/starter-pack-certificate-page.md": (12, Making.CARDS, Afterwards.KEPT),
        "paper/first-chat-observer.md": (4, Making.HANDED_OUT, Afterwards.KEPT),
    }

    assert expected == {page: (pile.copies, pile.making, pile.afterwards) for page, pile in piles.items()}


def test_a_pack_asked_for_whole_has_a_file_of_its_own(here: Site) -> None:
    """A whole pack is named with its number, and is no sheet."""
    edition = here.edition("", Audience.TRAINER)

    assert (("resources/starter-pack", 12),) == whole_packs(edition, timetable(edition)[:1])


def test_a_day_without_sessions_prints_nothing(here: Site) -> None:
    """Where nothing is asked for there are no piles."""
    edition = here.edition("", Audience.TRAINER)

    assert () == print_run(edition, timetable(edition)[1:])


def test_amounts_add_up() -> None:
    """What is used anew each time is added, and what serves again is needed as often as the most that asks for it."""
    assert [0, 5, 12] == [
        added_up(each) for each in ([], [(2, False), (3, False)], [(8, True), (10, True), (2, False)])
    ]


def test_a_sheet_that_only_trainers_have_is_printed_for_them(site: Callable[..., Site]) -> None:
    """Trainers' material leads to trainers' sheet, and an activity uses it; peers hear of neither, and nothing is wrong."""
    here = site("paper")
    here.change(
        "national/resources/starter-pack.yml",
        "    title: My notes\n",
        "    title: My notes\n    audiences: [trainer]\n",
    )
    theirs = "name: The reading, amount: 2, audiences: [trainer], resource: resources/starter-pack.my-notes"
    here.change("national/sessions/listening-well.yml", OWN, f"materials:\n  - {{id: cards, {theirs}}}\n")
    trainers, peers = here.edition("", Audience.TRAINER), here.edition()
    printed = {pile.page: pile.copies for pile in print_run(trainers, timetable(trainers)[:1])}

    assert {"paper/starter-pack-my-notes-sheet.md": 2} == printed
    assert () == print_run(peers, timetable(peers)[:1])
    assert () == here.check()
