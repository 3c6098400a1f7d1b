"""Facts: what texts must say alike wherever they say it, written once and quoted by name."""

from typing import Self

from pydantic import Field, model_validator

from generator.model.base import Content, Label, Line, Lock, ValueName
from generator.model.framework import Framework


class Fact(Content):
    """A time limit, an order of calls or another thing that is said in many places and may never be said otherwise."""

    id: ValueName = Field(description="Its name in text: {{ fact.first_answer }}.")
    text: Label = Field(description='The words that stand in its place: "within 30 minutes". Local values may too.')
    meaning: Line = Field(description="What it is, and what it holds for.")
    source: Line | None = Field(None, description="Where it comes from: a publication, or who decided it.")
    by_hand: tuple[Label, ...] = Field(
        (), description="Words that say it by hand; where they stand in another text, check asks for the fact."
    )
    lock: Lock | None = Field(None, description="How far a trust may change it; not at all when left out.")
    lock_reason: Label | None = Field(None, description="Why it is locked, said to a trust that tries.")


class Facts(Framework):
    """Every fact. They are locked, unless one says otherwise."""

    lock: Lock = Field(Lock.LOCKED, description="How far a trust may change them; not at all when left out.")
    facts: tuple[Fact, ...] = Field(min_length=1, description="The facts.")

    @model_validator(mode="after")
    def _stand_for_themselves(self) -> Self:
        nested = [fact.id for fact in self.facts if "fact." in fact.text and "{{" in fact.text]
        if nested:
            raise ValueError(f'the fact "{nested[0]}" quotes a fact; write its words out')
        return self
