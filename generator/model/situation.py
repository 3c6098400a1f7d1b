"""A situation: what a peer worker may meet, with what to say and do, what is not theirs, and who to turn to."""

from pydantic import Field

from generator.model.base import EVERY_NATION, ContentNote, Date, Element, Label, Line, Markdown, Nation
from generator.model.document import Document


class TurnTo(Element):
    """Somebody to turn to, and when."""

    when: Line = Field(description='What has happened: "They say they may not be safe".')
    who: Line = Field(description="Who to turn to, by job title or local value: {{ local.crisis_line }}.")
    by: Line | None = Field(None, description='By when: "before you part".')


class NationRule(Element):
    """A law, a right or a service that differs by nation. Rules age, so each is dated."""

    title: Label = Field(description="What it is about, in a few words.")
    text: Markdown = Field(description="What holds there, in plain words.")
    checked_on: Date = Field(description="The day someone last checked it.")
    check_by: Date = Field(description="The day it must be checked again.")


class Situation(Document):
    """A situation on one page: how it looks, words to say, what to do, what is not theirs, who to turn to."""

    nations: tuple[Nation, ...] = Field(
        EVERY_NATION, min_length=1, description="The nations the page is for; all four when left out."
    )
    content_note: ContentNote | None = Field(None, description="For hard topics: what is coming and how to step out.")
    looks_like: tuple[Line, ...] = Field(min_length=1, description="What you may see, hear or notice.")
    helps_to_know: Markdown = Field(description="What helps to know, in at most about 120 words.")
    say: tuple[Line, ...] = Field(min_length=1, description="Words to say out loud.")
    do: tuple[Line, ...] = Field(min_length=1, description="What to do, each as an instruction.")
    not_yours: tuple[Line, ...] = Field(min_length=1, description="What is not a peer worker's to do or to carry.")
    who: tuple[TurnTo, ...] = Field(min_length=1, description="Who to turn to, the most urgent first.")
    rules: tuple[NationRule, ...] = Field((), description="Law, rights and services that differ by nation, dated.")
    supervision_prompt: Line | None = Field(None, description="A question to take to supervision.")
