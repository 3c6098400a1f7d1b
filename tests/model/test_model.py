"""The content types: clock times, lengths, and what every type says about itself."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.base import TRAINER_ONLY, Audience, Content
from generator.model.kinds import EVERY_KIND
from generator.model.programme import ClockTime
from generator.model.role_play import Role, RolePlay, Timings
from generator.model.session import METHODS, Activity, Close, Method, Session
from generator.text.language import clock

CLOCK = TypeAdapter(ClockTime)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("9:30am", 570),
        ("9:30 AM", 570),
        (" 1pm ", 780),
        ("12am", 0),
        ("12:05am", 5),
        ("12pm", 720),
        ("midday", 720),
        ("12:15pm", 735),
        ("11:59pm", 1439),
    ],
)
def test_clock_time_is_read_as_people_write_it(written, minutes):
    """A clock time is minutes after midnight, with am and pm, midday, and noon and midnight in their places."""
    assert minutes == CLOCK.validate_python(written)


@pytest.mark.parametrize("written", ["9:30", "13pm", "0am", "9:60am", "9:5:1am", "am", "half nine", "-1am", "9.30am"])
def test_what_is_no_clock_time_is_refused(written):
    """Anything else is refused, and the author is shown how to write one."""
    with pytest.raises(ValidationError, match="this must be a clock time such as 9:30am or 1pm") as raised:
        CLOCK.validate_python(written)

    assert [written] == [details["input"] for details in raised.value.errors()]


def test_clock_time_may_be_minutes_already():
    """A clock time that is minutes already, as when a model is made from another, stays as it is."""
    expected = 570

    assert expected == CLOCK.validate_python(expected)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "12am"), (5, "12:05am"), (570, "9:30am"), (720, "midday"), (721, "12:01pm"), (780, "1pm"), (1439, "11:59pm")],
)
def test_clock_time_is_said_in_nhs_style(minutes, said):
    """Minutes after midnight are said without needless noughts, and noon is midday."""
    assert said == clock(minutes)


@given(st.integers(min_value=0, max_value=24 * 60 - 1))
def test_every_clock_time_comes_back_as_it_was(minutes):
    """What is said of any minute of the day is read as the same minute."""
    assert minutes == CLOCK.validate_python(clock(minutes))


def test_a_role_play_takes_the_sum_of_its_parts():
    """A role play's whole length is its four parts together, 25 minutes unless it says otherwise."""
    expected = (25, 35)

    assert expected == (Timings().total, Timings(play=17).total)


def test_every_method_has_words():
    """Every word for how people work has its words for the page."""
    assert set(get_args(Method)) == set(METHODS)


def models(model: type[Content]) -> set[type[Content]]:
    """Return a model and every model inside it."""
    found = {model}
    for field in model.model_fields.values():
        found |= {each for part in parts(field.annotation) for each in models(part)}
    return found


def parts(annotation: object) -> set[type[Content]]:
    """Return the models that stand in a type."""
    if isinstance(annotation, type) and issubclass(annotation, Content):
        return {annotation}
    return {each for inside in get_args(annotation) for each in parts(inside)}


EVERY_MODEL = {model for kind in EVERY_KIND for model in models(kind.model)}


def test_every_field_is_described():
    """Every key an author may write says what it is for, so that the reference and the editor can say it."""
    expected: list[object] = []
    silent = [
        f"{model.__name__}.{name}"
        for model in EVERY_MODEL
        for name, field in model.model_fields.items()
        if not field.description and name != "kind"
    ]

    assert expected == silent


def test_every_model_is_frozen_and_knows_its_keys():
    """No model can be changed once it is made, and none takes a key it does not know."""
    expected = {(True, "forbid")}

    assert expected == {(model.model_config.get("frozen"), model.model_config.get("extra")) for model in EVERY_MODEL}


def test_what_only_trainers_may_read_is_marked():
    """These fields, and no others, exist in trainers' editions alone."""
    expected = {
        (Session, "preparation"),
        (Activity, "facilitator"),
        (Activity, "prompts"),
        (Activity, "watch_for"),
        (Close, "facilitator"),
        (Role, "more"),
        (RolePlay, "watch_for"),
    }
    marked = {
        (model, name)
        for model in EVERY_MODEL
        for name, field in model.model_fields.items()
        if TRAINER_ONLY in field.metadata and name != "private"
    }
    private = {(model, name) for model in EVERY_MODEL for name in model.model_fields if name == "private"}

    assert (expected, True) == (
        marked,
        all(TRAINER_ONLY in model.model_fields[name].metadata for model, name in private),
    )


def test_trainers_are_who_the_mark_is_for():
    """What is marked as only for trainers is for the audience of trainers."""
    assert Audience.TRAINER is TRAINER_ONLY.audience
