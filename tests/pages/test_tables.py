"""Rows for the tables and lists of pages."""

from generator.editions.timetable import timetable
from generator.model.base import Audience
from generator.model.framework import Glossary
from generator.model.session import Session
from generator.pages.page import Page, PageMeta
from generator.pages.page_rows import letters, materials, pages_by_letter, plan_lines, who
from generator.text.language import Language

SECOND = """
title: Second session
summary: It shares some materials.
front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}
purpose: So that there is another.
outcomes: [see it]
minutes: 5
facilitators: [{id: peer, who: experienced-peer, part: Leads.}]
materials:
  - {id: pens, name: pens, amount: 30}
  - {id: notes, name: Notes, per: person}
  - {id: bells, name: Bells, amount: 2, per: trainer}
  - {id: sets, name: Sets, per: three}
  - {id: boards, name: Boards, per: small-group}
activities:
  - {id: look, title: Look, minutes: 5, method: input, led_by: [coordinator], participant: You look., facilitator: Look.}
close: {minutes: 0, participant: You go., facilitator: Wave.}
"""


def listening(edition) -> Session:
    """Return the session of the minimal site."""
    return edition.entries["sessions/listening-well"].model


def test_people_have_the_names_a_trust_gives_them(site):
    """The coordinator has the job title that the trust uses, or the national one."""
    here = site("trust-amends")
    expected = ("Peer Support Lead", "Peer Worker Coordinator")

    assert expected == (who(here.edition("hillside"))["coordinator"], who(here.edition())["coordinator"])


def test_a_plan_on_a_day_has_clock_times(site):
    """On a day, each row starts at its time of day, and the close comes last."""
    edition = site().edition()
    (day,) = timetable(edition)
    rows = plan_lines(listening(edition), day.parts[0], edition)
    expected = [("warm-up", 570, 10), ("listening-pairs", 580, 15), ("close", 595, 5)]

    assert expected == [(row["id"], row["start"], row["minutes"]) for row in rows]


def test_a_plan_on_no_day_counts_from_nothing(site):
    """On no day, each row starts as many minutes in as come before it."""
    edition = site().edition()
    expected = [0, 10, 25]

    assert expected == [row["start"] for row in plan_lines(listening(edition), None, edition)]


def test_a_plan_says_how_and_who(site):
    """A row has its way of working in words, and who leads it as one phrase."""
    edition = site().edition()
    rows = plan_lines(listening(edition), None, edition)
    expected = [
        ("Round", "Peer trainer"),
        ("Pairs", "Peer trainer and clinical trainer"),
        ("Whole group", "Peer trainer and clinical trainer"),
    ]

    assert expected == [(row["how"], row["led_by"]) for row in rows]


def test_a_plan_without_activities_is_its_close(site):
    """Where no activity is left for these readers, the close stands alone."""
    edition = site().edition()
    rows = plan_lines(listening(edition).model_copy(update={"activities": ()}), None, edition)
    expected = [("close", "")]

    assert expected == [(row["id"], row["led_by"]) for row in rows]


def test_materials_are_rolled_up_for_a_room(site):
    """Each material is counted for 12 people and 3 trainers, the most that one session needs, with its sessions."""
    here = site()
    here.write("national/sessions/second.yml", SECOND)
    edition = here.edition()
    sessions = [edition.entries["sessions/listening-well"], edition.entries["sessions/second"]]
    expected = [
        ("Bells", 6, "Second session"),
        ("Boards", 3, "Second session"),
        ("Listening cards", 6, "Listening well"),
        ("Notes", 12, "Second session"),
        ("Pens", 30, "Listening well; Second session"),
        ("Sets", 4, "Second session"),
    ]

    assert expected == [(row["name"], row["total"], row["sessions"]) for row in materials(sessions, 12)]


def test_materials_and_copies_are_counted_for_as_many_as_a_trust_has(hillside):
    """A trust that says how many people it usually has gets amounts for so many, on the day, the list and what to print."""
    trust = "trusts/hillside/trust.yml"
    hillside.write(trust, (hillside.content / trust).read_text(encoding="utf-8") + "people: 7\n")
    made = hillside.render("hillside", Audience.TRAINER)
    paper = {page.path: page.html for page in made.paper}
    day = next(page.html for page in made.pages if page.path == "programme/day-1.md")

    session = hillside.edition("hillside").entries["sessions/listening-well"]

    assert 4 == {row["name"]: row["total"] for row in materials([session], 7)}["Listening cards"]
    assert "For 7 people in the room and 3 trainers." in paper["paper/materials.md"]
    assert "For 7 people and 3 trainers." in paper["paper/print-list-day-1.md"]
    assert "For 7 people in the room." in day


def test_what_is_no_session_has_no_materials(site):
    """Other documents bring nothing to a list of materials."""
    expected: list[object] = []

    assert expected == materials([site().edition().entries["glossary"]], 12)


def test_words_are_grouped_by_their_first_letter(site):
    """Terms stand under their letters, in order, whatever case they are written in."""
    here = site()
    here.change("national/glossary.yml", "term: ward\n", "term: Crisis\n")
    glossary = here.edition().entries["glossary"].model
    expected = [("C", ["Crisis", "crisis team"])]

    assert isinstance(glossary, Glossary)
    assert expected == [(letter, [term.term for term in terms]) for letter, terms in letters(glossary)]


def test_pages_stand_under_the_letter_they_begin_with():
    """Quotation marks do not count, and titles that begin with a number come first, 10 after 9."""
    titles = ("2.10 Milk", "apples", "“Bread”", "2.9 Cheese", "Almonds")
    pages = [
        Page(path=f"{title}.md", title=title, description="", html="", entry="", meta=PageMeta()) for title in titles
    ]
    expected = [("0 to 9", ["2.9 Cheese", "2.10 Milk"]), ("A", ["Almonds", "apples"]), ("B", ["“Bread”"])]

    assert expected == [(letter, [row["title"] for row in rows]) for letter, rows in pages_by_letter(pages, Language())]
