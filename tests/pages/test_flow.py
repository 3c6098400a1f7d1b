"""A procedure's steps as a picture: what it shows, what it says in words, and that authors' text stays text."""

from xml.etree.ElementTree import fromstring

import pytest

from generator.model.procedure import Procedure, Step
from generator.pages import flowchart
from generator.pages.flowchart import ACROSS, BELOW, BOX, WIDTH, stages
from generator.text.language import Language
from generator.text.markup import Html

NAME = "{http://www.w3.org/2000/svg}"


def procedure(*steps: dict[str, object]) -> Procedure:
    """Return a procedure with these steps, and nothing else that a picture needs."""
    full = [
        {"id": f"step-{number}", "who": "Peer worker", "action": "Do it.", **step}
        for number, step in enumerate(steps, 1)
    ]
    return drawn(*(Step.model_validate(step) for step in full))


def drawn(*steps: Step) -> Procedure:
    """Return a procedure that has steps alone."""
    return Procedure.model_construct(steps=steps)  # type: ignore[call-arg] # steps alone


def flow(given: Procedure) -> tuple[Html, ...]:
    """Return the pictures of a procedure, in English."""
    return flowchart.flow(given, Language())


def texts(picture: str) -> list[str]:
    """Return the words that a picture shows, line by line."""
    return [each.text or "" for each in fromstring(picture).iter(f"{NAME}text")]


def test_stages_hold_their_steps_with_their_numbers():
    """Steps are numbered through the procedure, and a stage begins where a step names one."""
    given = procedure({"stage": "Before"}, {}, {"stage": "After"}, {})

    found = [(each.title, [number for number, _ in each.steps]) for each in stages(given)]

    assert [("Before", [1, 2]), ("After", [3, 4])] == found


def test_steps_before_any_stage_are_shown_without_a_heading():
    """A procedure without stages is one picture of all its steps."""
    pictures = flow(procedure({"title": "Ring the ward"}, {"title": "Go"}))

    assert [["1. Ring the ward", "Peer worker", "2. Go", "Peer worker"]] == [texts(each) for each in pictures]


def test_a_step_without_a_title_is_named_by_who_does_it():
    """Who does a step is said once, as its name, where it has no title."""
    assert ["1. Peer worker"] == texts(flow(procedure({}))[0])


def test_its_title_says_in_words_what_it_shows():
    """A picture's title tells each step, who does it and in what order, for those who do not see it."""
    picture = flow(procedure({"stage": "Before", "title": "Ring the ward"}, {"title": "Go", "who": "Nurse"}))[0]

    expected = "Before: step 1, Ring the ward, by Peer worker; then step 2, Go, by Nurse."

    assert expected == fromstring(picture).findtext(f"{NAME}title")


@pytest.mark.parametrize(
    "hostile", ['</text><script>alert("x")</script>', "<image href='file:///etc/passwd'/>", "a & b"]
)
def test_what_an_author_writes_is_text_and_nothing_else(hostile: str):
    """Markup in a stage, a title or a job title makes no element."""
    step = Step.model_construct(  # type: ignore[call-arg] # nothing refused it
        id="step", stage=hostile, title=hostile, who=hostile, safety=False
    )
    picture = fromstring(flow(drawn(step))[0])

    assert {"svg", "title", "rect", "text"} == {each.tag.removeprefix(NAME) for each in picture.iter()}


def test_a_safety_step_has_a_thick_edge():
    """A step on which safety depends is told apart by more than colour."""
    picture = fromstring(flow(procedure({}, {"safety": True}))[0])

    assert ["1", "3"] == [each.get("stroke-width") for each in picture.iter(f"{NAME}rect")]


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (ACROSS, 1), (ACROSS + 1, 2), (2 * ACROSS + 1, 3)])
def test_every_box_stands_inside_the_picture_and_apart(count: int, rows: int):
    """However many steps a stage has, its boxes stand in rows that fit the picture and do not touch."""
    picture = fromstring(flow(procedure(*[{}] * count))[0])
    boxes = list(picture.iter(f"{NAME}rect"))
    places = [(float(each.get("x", "")), float(each.get("y", ""))) for each in boxes]
    lowest = max(float(each.get("y", "")) + float(each.get("height", "")) for each in boxes)

    assert rows == len({top for _, top in places})
    assert count == len(set(places))
    assert max(left for left, _ in places) + BOX <= WIDTH
    assert lowest + BELOW <= float(picture.get("height", ""))


def test_an_arrow_leads_from_each_step_to_the_next_and_on_to_the_next_stage():
    """There is an arrow between all neighbours and out of every stage but the last."""
    pictures = flow(procedure({"stage": "Before"}, {}, {}, {}, {"stage": "After"}, {}))

    assert [4, 1] == [len(list(fromstring(each).iter(f"{NAME}polyline"))) for each in pictures]


def test_long_words_are_wrapped_and_none_is_lost():
    """A long title is broken into lines that fit the box."""
    lines = texts(flow(procedure({"title": "Tell the clinicians who know them and agree what next"}))[0])

    assert "1. Tell the clinicians who know them and agree what next" == " ".join(lines[:-1])
