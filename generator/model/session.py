"""A session plan: what a trainer does, minute by minute, and what participants see and get."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.base import (
    EVERY_AUDIENCE,
    TRAINER_ONLY,
    Audience,
    CloseLength,
    ComponentNumber,
    Content,
    ContentNote,
    Element,
    Id,
    Label,
    Length,
    Line,
    Markdown,
    Reference,
    span,
)
from generator.model.document import Document
from generator.text.language import N_

METHODS = {
    "input": N_("Short talk"),
    "demonstration": N_("Demonstration"),
    "whole-group": N_("Whole group"),
    "pairs": N_("Pairs"),
    "threes": N_("Groups of three"),
    "small-groups": N_("Small groups"),
    "one-to-one": N_("One to one"),
    "role-play": N_("Role play"),
    "reflection": N_("On your own"),
    "round": N_("Round"),
    "carousel": N_("Carousel"),
    "card-sort": N_("Card sort"),
    "spectrum-line": N_("Spectrum line"),
    "quiz": N_("Quiz"),
    "grounding": N_("Grounding exercise"),
    "walk-round": N_("Walk round"),
}
"""How people work in an activity: the word in YAML, and the words on the page."""

Method = Literal[
    "input",
    "demonstration",
    "whole-group",
    "pairs",
    "threes",
    "small-groups",
    "one-to-one",
    "role-play",
    "reflection",
    "round",
    "carousel",
    "card-sort",
    "spectrum-line",
    "quiz",
    "grounding",
    "walk-round",
]


class Facilitator(Element):
    """One of the people who run the session. Component 2.3: training is co-delivered by experienced peer workers."""

    who: Literal["experienced-peer", "clinician", "coordinator", "visitor"] = Field(
        description="What this person brings: their own experience as a peer worker, clinical training, or a visit."
    )
    part: Line = Field(description="What they do in this session.")


class Material(Element):
    """Something to bring or print. Amounts are rolled up into the list for the day and the course."""

    name: Label = Field(description='What it is: "Flipchart paper".')
    amount: Annotated[int, Field(ge=1, le=500)] = Field(1, description="How many, for each of `per`.")
    per: Literal["room", "person", "pair", "three", "small-group", "trainer"] = Field(
        "room", description="Who gets that many."
    )
    resource: Reference | None = Field(None, description="The handout or sheet it is, where we supply it.")
    used_up: bool = Field(False, description="Paper and the like: each session needs its own, so amounts add up.")
    cut: bool = Field(False, description="Whether the sheet is cut up: printed on one side, and best on thick paper.")
    large: bool = Field(False, description="Whether the sheet is to be seen from afar: printed on one side, on A3.")
    essential: bool = Field(
        False, description="Whether the session cannot be run without it: the least that a trainer in a hurry brings."
    )
    audiences: tuple[Audience, ...] = Field(
        EVERY_AUDIENCE, min_length=1, description="Who may see it: a sheet that only trainers have is for them alone."
    )


class Prompt(Content):
    """A question to ask out loud, and what good answers sound like."""

    ask: Line = Field(description="The question, in the words to say.")
    listen_for: tuple[Line, ...] = Field((), description="What good answers sound like.")


class Activity(Element):
    """One block of a session."""

    title: Label = Field(description="What it is called on the page.")
    minutes: Length = Field(description="How long it takes, in minutes: 50, or {least: 45, expect: 50, most: 60}.")
    drop: Annotated[int, Field(ge=1, le=9)] | None = Field(
        None, description="When time is short: 1 is left out first, then 2. Without a number it is never left out."
    )
    method: Method = Field(description="How people work.")
    led_by: tuple[Literal["experienced-peer", "clinician", "coordinator", "visitor"], ...] = Field(
        min_length=1, description="Who leads this block."
    )
    participant: Markdown = Field(description="What participants read and do, spoken to them as you.")
    facilitator: Annotated[Markdown, TRAINER_ONLY] = Field(
        description="What the trainer does and says, step by step. Never shown to participants."
    )
    prompts: Annotated[tuple[Prompt, ...], TRAINER_ONLY] = Field((), description="Questions to ask, in words.")
    watch_for: Annotated[tuple[Line, ...], TRAINER_ONLY] = Field((), description="What may go wrong, and what to do.")
    materials: tuple[Id, ...] = Field((), description="Ids from the session's materials used here.")
    role_plays: tuple[Reference, ...] = Field((), description="Role plays run here.")
    resources: tuple[Reference, ...] = Field((), description="Handouts and sheets used here.")
    components: tuple[ComponentNumber, ...] = Field(
        (), description="The core components it delivers, where the session delivers them here and nowhere else."
    )

    @property
    def expected(self) -> int:
        """The minutes it is expected to take, which are what counts in sums."""
        return span(self.minutes).expect


class Close(Content):
    """How the session ends, with nobody left upset."""

    minutes: CloseLength = Field(
        description="How long it takes; counted in the session's minutes. A range is possible."
    )
    participant: Markdown = Field(description="What participants read and do.")
    facilitator: Annotated[Markdown, TRAINER_ONLY] = Field(description="What the trainer does and says.")

    @property
    def expected(self) -> int:
        """The minutes it is expected to take, which are what counts in sums."""
        return span(self.minutes).expect


class Session(Document):
    """A session plan. The minutes of its activities and its close add up to its minutes."""

    purpose: Line = Field(description="Why this session is there, in one or two sentences.")
    outcomes: tuple[Line, ...] = Field(
        min_length=1, description="What people can do afterwards; each completes “You can …”."
    )
    minutes: Annotated[int, Field(ge=5, le=420)] = Field(description="How long the session takes, in minutes.")
    facilitators: tuple[Facilitator, ...] = Field(min_length=1, description="Who runs it.")
    room: Line | None = Field(None, description="How to set the room out.")
    content_note: ContentNote | None = Field(None, description="For hard topics: what is coming and how to step out.")
    materials: tuple[Material, ...] = Field((), description="What to bring and print.")
    bring: tuple[Line, ...] = Field((), description="What participants bring with them, if anything.")
    preparation: Annotated[tuple[Line, ...], TRAINER_ONLY] = Field((), description="What to do before people arrive.")
    activities: tuple[Activity, ...] = Field(min_length=1, description="The blocks, in order.")
    close: Close = Field(description="How it ends.")
    supervision_prompt: Line | None = Field(
        None, description="A question to take to supervision. Components 2.1, 2.2, 2.6, 2.10 and 2.13 need one."
    )

    @property
    def references(self) -> tuple[str, ...]:
        """The role plays, handouts and sheets it uses, as written."""
        used = [each.resource for each in self.materials if each.resource]
        return (*used, *(each for activity in self.activities for each in (*activity.role_plays, *activity.resources)))
