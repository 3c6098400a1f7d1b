"""A short check of understanding: on the page for readers themselves, changeable by a trust, and refused where it is no question."""

import pytest
from conftest import Site

from generator.pages.sections import sections
from generator.text.language import Language

QUESTIONS = """\
questions:
  - id: who-goes-first
    ask: Who goes first?
    right: You do.
    wrong: [Nobody does., They do.]
    why: You listen before you speak.
"""
PAGE = "guides/role-description.md"


@pytest.fixture
def asking(site) -> Site:
    """Return a small site whose guide asks a question."""
    here: Site = site("trust-amends")
    path = here.content / "national/guides/role-description.yml"
    path.write_text(path.read_text(encoding="utf-8") + QUESTIONS, encoding="utf-8")
    return here


def test_a_page_asks_and_folds_the_answers_below(asking: Site) -> None:
    """The answers stand in the order of the alphabet, the right one and why below them, folded."""
    html = asking.page(PAGE)
    question, answers = html.index("1. Who goes first?"), html.index("Show the answers")

    assert html.index("Nobody does.") < html.index("They do.") < html.index("You do.")
    assert question < html.index("You do.") < answers < html.index("You listen before you speak.")
    assert 1 == html.count('data-answer="right"')
    assert '<h3 id="who-goes-first">' in html


def test_no_search_finds_a_wrong_answer(asking: Site) -> None:
    """Neither questions nor answers are searched: a wrong answer may never look like advice."""
    asking.change("national/guides/role-description.yml", "They do.", "Quinces do.")
    page = next(each for each in asking.render().pages if each.path == PAGE)
    found = " ".join(f"{each.title} {each.text}" for each in sections(page, Language()))

    assert "You listen." in found
    assert not {"Quinces", "first?", "before"} & set(found.split())


def test_a_trust_adds_a_question_and_a_link_may_lead_to_one(asking: Site) -> None:
    """A question is an element like any other: a trust adds one, it is marked, and references lead to it."""
    asking.write(
        "trusts/hillside/amend/guides/role-description.yml",
        "amends: guides/role-description\nchanges:\n  - add: questions\n    reason: Ours is on Elm ward.\n"
        "    value: {id: which-ward, ask: Which ward?, right: Elm ward., wrong: [Ash ward.], why: It is on the door.}\n",
    )
    asking.change(
        "national/sessions/listening-well.yml",
        "purpose: ",
        "purpose: See [this](guides/role-description#who-goes-first). ",
    )
    html = asking.page(PAGE, "hillside")

    assert "2. Which ward?" in html
    assert "Ours is on Elm ward." in html
    assert [] == [each for each in asking.check() if each.rule == "unknown-reference"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[Nobody does., They do.]", "[You do.]", "the right answer stands among the wrong ones"),
        ("[Nobody does., They do.]", "[]", "at least 1"),
        ("    why: You listen before you speak.\n", "", "why"),
    ],
)
def test_what_is_no_question_is_told_where_it_stands(asking: Site, old: str, new: str, said: str) -> None:
    """A right answer among the wrong, no wrong one, and no reason are problems of that question."""
    asking.change("national/guides/role-description.yml", old, new)
    found = [each for each in asking.check() if "role-description" in each.mark.path]

    assert 1 == len(found)
    assert said in found[0].sentence
    assert found[0].mark.line > 10
