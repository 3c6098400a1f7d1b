"""A programme: days, their sessions in order, breaks and start times. Clock times are computed, never written."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.model.base import DocumentId, Element, Id, Label, Line, Minutes
from generator.model.document import Document
from generator.text.language import HOUR, NOON


def _clock(text: object) -> object:
    """Read 9:30am, 12pm or midday as minutes after midnight."""
    if not isinstance(text, str):
        return text
    word = text.strip().lower().replace(" ", "")
    if word == "midday":
        return NOON
    half = word[-2:]
    hours, _, minutes = word[:-2].partition(":")
    if half not in ("am", "pm") or not hours.isdigit() or not (minutes or "00").isdigit():
        raise ValueError("this must be a clock time such as 9:30am or 1pm")
    hour, minute = int(hours), int(minutes or 0)
    if not (1 <= hour <= NOON // HOUR and minute < HOUR):
        raise ValueError("this must be a clock time such as 9:30am or 1pm")
    return hour * HOUR % NOON + (NOON if half == "pm" else 0) + minute


ClockTime = Annotated[int, BeforeValidator(_clock, json_schema_input_type=str), Field(ge=0, lt=24 * 60)]
"""A time of day, as minutes after midnight; written 9:30am."""


class SessionPart(Element):
    """A session in its place in the day; its minutes come from the session."""

    kind: Literal["session"]
    session: DocumentId = Field(description="The session's id.")


class BreakPart(Element):
    """A break, lunch or travel: time that is not training."""

    kind: Literal["break"]
    title: Label = Field(description='"Break" or "Lunch".')
    minutes: Minutes = Field(description="How long, in minutes.")


class LocalPart(Element):
    """A place kept for the trust's own training, such as its induction. Components 2.7 and 2.9."""

    kind: Literal["local"]
    title: Label = Field(description="What goes here.")
    minutes: Minutes = Field(description="How long, in minutes.")
    what: Line = Field(description="What the trust puts here, and why.")


DayPart = Annotated[SessionPart | BreakPart | LocalPart, Field(discriminator="kind")]


class Day(Element):
    """One day of training."""

    title: Label = Field(description='"Day 1: Starting out".')
    kind: Literal["core", "top-up", "site-visit", "local"] = Field(description="What kind of day.")
    aim: Line = Field(description="What the day is for.")
    when: Line | None = Field(None, description='When it is held: "4 to 6 weeks after the first case".')
    start: ClockTime | None = Field(None, description="Start time, where it differs from the programme's.")
    content_minutes: Minutes | None = Field(
        None, description="Minutes of training this day promises, where it differs from the programme's; checked."
    )
    parts: tuple[DayPart, ...] = Field(min_length=1, description="Sessions and breaks, in order.")


class HalfDay(Element):
    """One meeting of a course that is held in half-days, week by week, from the same parts as the days."""

    title: Label = Field(description='"Half-day 1: Meeting each other".')
    parts: tuple[Id, ...] = Field(
        min_length=1, description="The ids of its sessions and breaks, as they stand in the days, in order."
    )
    note: Line | None = Field(None, description="What to mind when this one is held apart from the rest of its day.")


class Programme(Document):
    """Days of training, in order."""

    start: ClockTime = Field(description="When a day starts, unless it says otherwise: 9:30am.")
    content_minutes: Minutes | None = Field(
        None,
        description="Minutes of training in each core and top-up day, without breaks; a day may have its own. Checked.",
    )
    days: tuple[Day, ...] = Field(min_length=1, description="The days, in order.")
    half_days: tuple[HalfDay, ...] = Field(
        (), description="The same course as weekly half-days: every session of core and top-up days once. Checked."
    )
