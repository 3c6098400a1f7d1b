"""Situations, as the readers of an edition have them, and who is called, when, as all documents say it."""

import json
from datetime import date

import pytest
from conftest import REPOSITORY, TODAY, Site
from packing import unlisted
from typer.testing import CliRunner

from generator.changes.readiness import status
from generator.cli.formats import status_json, status_text
from generator.cli.main import app
from generator.editions.calls import OTHER, cards, topics
from generator.editions.coverage import coverage, delivered
from generator.editions.due_dates import rules_due
from generator.editions.publication_plan import plans
from generator.model.base import Audience
from generator.pages.templates import Templates
from generator.site.manifest import contents, manifest
from generator.site.search_index import search_script
from generator.upkeep.scaffold import new_document

VOICES = "situations/hearing-voices"
FILE = f"national/{VOICES}.yml"
LATER = date(2027, 6, 1)


def index_of(here: Site) -> dict:
    """Return the index of search of a site's peer edition."""
    return json.loads(search_script(here.render()).removeprefix("self.handbookIndex = ").rstrip(";\n"))


def test_readers_have_the_rules_of_their_nation(site):
    """A trust's page has the rules of its nation alone; the national one has all, each with the nations it holds in."""
    here = site("situations")
    pages = {
        code: next(page.html for page in here.render(code).pages if page.path == f"{VOICES}.md")
        for code in ("hillside", "")
    }

    assert "Another right" not in pages["hillside"]
    assert "Your right to a review</h3>" in pages["hillside"]
    assert "Another right (England, Scotland)</h3>" in pages[""]


def test_a_situation_of_other_nations_is_not_there(site):
    """A page that is for other nations is not in a trust's edition, and a link to it is no link to nothing."""
    here = site("situations")
    here.change(FILE, "looks_like:\n", "nations: [scotland]\nlooks_like:\n")

    assert VOICES in here.edition("").entries
    assert VOICES not in here.edition("hillside").entries


def test_search_finds_a_situation_by_what_it_looks_like(site):
    """The index knows its kind, its title, and the words of what it looks like, and takes its one side for one part."""
    index = index_of(site("situations"))
    kinds = [one for one, *_ in index["kinds"]]
    page = next(place for place, each in enumerate(index["pages"]) if each[1] == "Hearing voices")
    words = {word for packed, _ in index["words"] for word in unlisted(packed)} | set(unlisted(index["common"]))
    pages, _, anchors, _, _ = index["sections"]
    own = [anchor for at, anchor in zip(pages, anchors.split("\n"), strict=True) if at == page]

    assert "Situation" == kinds[index["pages"][page][2]]
    assert "hear" in words
    assert [""] == own


def test_navigation_has_situations_beside_procedures(site):
    """What you may meet stands in the navigation after procedures, with every situation."""
    titles = [item.title for item in site("situations").render().nav]

    assert 1 == titles.index("What you may meet") - titles.index("Procedures")


def test_a_situation_is_in_the_manifest_and_in_print(site):
    """Programs and the booklet have it."""
    here = site("situations")
    edition = here.edition("")
    listed = json.loads(manifest(contents(edition), here.render(), (), {}))["documents"]
    booklet = next(plan for plan in plans(edition) if plan.name == "pocket")

    assert ["situation"] == [each["kind"] for each in listed if each["id"] == VOICES]
    assert f"{VOICES}.md" in booklet.pages


def test_what_a_situation_names_is_helped_and_not_delivered(site):
    """A component that a situation names is listed with it as what peers read, and not delivered by it alone."""
    here = site("situations")
    here.change(FILE, 'components: ["1.1"]', 'components: ["4.1"]')
    edition = here.edition("")

    assert VOICES in [entry.id for entry in coverage(edition)["4.1"]]
    assert VOICES not in [entry.id for entry in delivered(edition)["4.1"]]


def test_rules_to_check_again_are_told(site):
    """A status names a rule whose day is past, and so does what other programs read."""
    here = site("situations")
    library, edition = here.library(), here.edition("hillside", Audience.TRAINER)
    found = status(library, edition, (), TODAY)

    assert [f"{VOICES}.welsh-law"] == [each.name for each in rules_due(edition, TODAY)]
    national = status(library, here.edition("", Audience.TRAINER), (), LATER)
    assert "2 laws or rights had to be checked again" in national.obstacles
    assert "Law and rights to check again:" in status_text(national)
    assert "Left to the national editors, and late" in status_text(found)
    assert ["rule"] == [each["what"] for each in status_json(found)["due"]]
    assert 2 == len(rules_due(here.edition(""), LATER))


def test_a_new_situation_is_sound(site):
    """What `./handbook new situation` writes can be read, and its unfinished parts are told."""
    here = site()
    templates = Templates(REPOSITORY / "templates" / "new")
    path = new_document(here.library(), "", templates, "situation", "a-new-one", TODAY)
    rules = {problem.rule for problem in here.check() if problem.mark.path.endswith(path.name)}

    assert {"unfinished"} == rules
    assert "situation" in CliRunner().invoke(app, ["new", "--help"]).output


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("They talk of wanting to die", "Someone may end their life"),
        ("You hear that someone has died", "Someone has died"),
        ("They took an overdose", "Danger, injury and overdose"),
        ("You are worried about a child", "A child or an adult may be harmed"),
        ("Nobody answers", "Nobody answers, or the answer is not enough"),
        ("They walked out", "Someone is missed, missing or cannot be reached"),
        ("A colleague is upset", "You, another peer worker or a trainee"),
        ("It rains", OTHER),
    ],
)
def test_a_call_is_told_with_its_like(site, said, topic):
    """A call stands with others about the same kind of thing, by what has happened, and else at the end."""
    here = site("situations")
    here.change(FILE, "when: They are upset", f"when: {said}")

    assert [topic] == [each.title for each in topics(here.edition("")) if said in [one.happened for one in each.calls]]


def test_every_call_is_told(site):
    """Rows, safety steps with a time and turns of situations are calls; a step's sentences about calls are quoted."""
    here = site("situations")
    step = "    safety: true\n    lock: locked\n"
    here.change("national/procedures/first-visit.yml", step, f"    within: Before you go\n{step}")
    calls = {each.element: each for topic in topics(here.edition("")) for each in topic.calls}

    assert {"no-answer", "leave-word", "command", "upset"} == set(calls)
    assert ("By when", "Before you go") == calls["leave-word"].rows[0]
    assert "If you feel unsafe, call" in dict(calls["leave-word"].rows)["It says of calls"]


def test_cards_to_carry_stand_first(site):
    """What is printed at wallet size is shown whole."""
    here = site("paper")
    titles = [item.title for _, item in cards(here.edition("", Audience.TRAINER))]
    page = next(page for page in here.render("", Audience.TRAINER).pages if page.path == "who-is-called.md")

    assert titles
    assert [] == [title for title in titles if f">{title}</h3>" not in page.html]


def test_peers_have_no_page_of_all_calls(site):
    """Who is called, when, is for trainers."""
    assert "who-is-called.md" not in [page.path for page in site("situations").render().pages]


def test_who_has_read_it_is_told(site):
    """Somebody who has read it stands on the page with the day and what they said, and about leads there."""
    here = site("situations")
    here.change(
        "national/readers.yml",
        "needed:\n",
        "read:\n  - {id: nurse, who: A nurse, on: 2026-11-20, said: Good.}\nneeded:\n",
    )
    pages = {page.path: page.html for page in here.render().pages}

    assert ">A nurse, 20 November 2026</h3>" in pages["who-has-read-this.md"]
    assert "Nobody yet.</strong>" not in pages["who-has-read-this.md"]
    assert 'href="who-has-read-this.md"' in pages["about.md"]


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        (FILE, "check_by: 2026-11-20", "check_by: 2026-05-20", "date-order"),
        (FILE, "checked_on: 2026-11-20", "checked_on: 2026-12-24", "future-date"),
        (
            "national/readers.yml",
            "needed:\n",
            "read:\n  - {id: nurse, who: A nurse, on: 2026-12-24, said: Good.}\nneeded:\n",
            "future-date",
        ),
    ],
)
def test_days_that_cannot_be_are_told(site, file, old, new, rule):
    """A rule is checked again after it was checked, and nothing was checked or read on a day still to come."""
    here = site("situations")
    here.change(file, old, new)

    assert rule in [each.rule for each in here.check() if each.mark.path.endswith(file)]
