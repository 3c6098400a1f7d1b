"""Changes that name a national text by an id it had before."""

from collections.abc import Callable

import pytest
from conftest import Site, amended, node_at

from generator.content.node_paths import find
from generator.content.yaml_nodes import plain
from generator.editions.change import Amended

PROCEDURE, RESOURCE = "procedures/first-visit", "resources/starter-pack"
WAVE = {"id": "wave", "who": "Peer worker", "action": "Wave."}


@pytest.fixture
def renamed(site: Callable[..., Site], tmp_path) -> Callable[..., Amended]:
    """Return a function that changes a document; the step `meet` was `greet` before, and `local-places` were `places`."""
    here = site()
    here.change("national/procedures/first-visit.yml", "id: meet\n", "id: meet\n    aliases: [greet, hello]\n")
    here.change(
        "national/resources/starter-pack.yml", "id: local-places\n", "id: local-places\n    aliases: [places]\n"
    )
    national = here.library().national
    return lambda *changes, document=PROCEDURE: amended(national[document], tmp_path, *changes)


def said(result) -> list[tuple[str, str]]:
    """Return what is wrong, as level and rule."""
    return [(each.level.value, each.rule) for each in result.problems]


@pytest.mark.parametrize("former", ["greet", "hello"])
def test_a_change_to_a_former_id_is_made(renamed, former):
    """A change by an id that an element had before is made where it is now, and a warning names today's address."""
    result = renamed({"replace": f"steps.{former}.who", "with": "Two"})
    (problem,) = result.problems

    assert ("Two", ["steps.meet.who"], ()) == (
        plain(node_at(result.node, ("steps", "meet", "who"))),
        list(result.origins),
        result.stale,
    )
    assert (
        "warning",
        "renamed",
        f"steps.{former}.who of procedures/first-visit is now called steps.meet.who",
        "./handbook rebase writes the new name here",
    ) == (problem.level.value, problem.rule, problem.sentence, problem.hint)


def test_a_change_to_todays_id_is_no_warning(renamed):
    """A change by today's id has nothing to be told of."""
    assert [] == said(renamed({"replace": "steps.meet.who", "with": "Two"}))


def test_notes_and_removals_follow_a_former_id(renamed):
    """A note and a removal by a former id are kept under today's."""
    noted, removed = renamed({"note": "steps.greet", "text": "Smile."}), renamed({"remove": "steps.greet"})

    assert (["steps.meet"], None) == (list(noted.notes), find(removed.node, ("steps", "meet")))
    assert ["steps.meet"] == list(removed.origins)


def test_an_element_is_added_inside_what_has_another_name_now(renamed):
    """An addition by a former id of what it is added to stands in it, and has today's address."""
    lake = {"id": "lake", "name": "Lakes", "look_for": "Water."}
    result = renamed({"add": "items.places.categories", "value": lake}, document=RESOURCE)

    assert ([("warning", "renamed")], ["items.local-places.categories.lake"]) == (said(result), list(result.origins))


@pytest.mark.parametrize(("word", "order"), [("before", ["wave", "meet"]), ("after", ["meet", "wave"])])
def test_an_addition_stands_beside_a_former_id(renamed, word, order):
    """A neighbour may be named by an id it had before."""
    result = renamed({"add": "steps", word: "greet", "value": WAVE})
    ids = [each["id"] for each in plain(node_at(result.node, ("steps",)))]

    assert (order, []) == ([each for each in ids if each in order], said(result))


def test_one_text_by_two_names_is_changed_once(renamed):
    """Changes by the former and by today's id are to one text, and the second is refused."""
    result = renamed({"replace": "steps.greet.who", "with": "Two"}, {"replace": "steps.meet.who", "with": "Three"})

    assert [("warning", "renamed"), ("error", "amended-twice")] == said(result)


def test_a_former_id_is_not_free(renamed):
    """Nothing new may have an id that another element of the list had before."""
    result = renamed({"add": "steps", "value": {**WAVE, "id": "greet"}})

    assert ([("error", "duplicate-id")], {}) == (said(result), result.origins)


def test_todays_id_comes_before_a_former_one(site, tmp_path):
    """Where one element has an id that another had before, the id means the one that has it."""
    here = site()
    here.change("national/procedures/first-visit.yml", "id: meet\n", "id: meet\n    aliases: [tell-ward]\n")
    change = {"replace": "steps.tell-ward.who", "with": "Two"}
    result = amended(here.library().national[PROCEDURE], tmp_path, change)

    assert ([], ["steps.tell-ward.who"]) == (said(result), list(result.origins))


def test_a_former_id_that_nobody_had_is_unknown(renamed):
    """An id that no element has or had leads nowhere."""
    assert [("error", "unknown-target")] == said(renamed({"remove": "steps.welcome"}))
