"""What every document has, whatever its kind."""

from typing import Self

from pydantic import Field, model_validator

from generator.model.base import (
    EVERY_AUDIENCE,
    EVERY_PATHWAY,
    Audience,
    ComponentNumber,
    Content,
    DocumentId,
    Element,
    Id,
    Label,
    Language,
    Line,
    Lock,
    Pathway,
    Source,
)
from generator.model.front_sheet import FrontSheet


class Question(Element):
    """A question by which readers see for themselves whether they understood; it has one right answer."""

    ask: Line = Field(description="The question, spoken to the reader as you.")
    right: Line = Field(description="The one answer that is right.")
    wrong: tuple[Line, ...] = Field(
        min_length=1, max_length=4, description="Answers that are wrong, each as likely as the right one looks."
    )
    why: Line = Field(description="Why the right one is right, in a sentence or two, as the document says it.")

    @model_validator(mode="after")
    def _has_one_right_answer(self) -> Self:
        if self.right in self.wrong:
            raise ValueError("the right answer stands among the wrong ones")
        return self


class Document(Content):
    """What every document has."""

    title: Label = Field(description="Its title, in sentence case.")
    summary: Line = Field(description="One or two sentences for lists and search results.")
    front_sheet: FrontSheet = Field(description="Version, status, owner, review date.")
    audiences: tuple[Audience, ...] = Field(
        EVERY_AUDIENCE, min_length=1, description="Who may see it; everyone when left out."
    )
    pathways: tuple[Pathway, ...] = Field(
        EVERY_PATHWAY, min_length=1, description="The pathways it is for; both when left out."
    )
    components: tuple[ComponentNumber, ...] = Field((), description="The core components it delivers.")
    competencies: tuple[Id, ...] = Field((), description="The competencies it builds.")
    lang: Language | None = Field(None, description="The language it is in, by its code: ur for Urdu.")
    lock: Lock = Field(Lock.FREE, description="How far a trust may change it.")
    lock_reason: Label | None = Field(None, description="Why it is locked.")
    aliases: tuple[DocumentId, ...] = Field(
        (), description="Ids it had before; links and amendments to them still work."
    )
    questions: tuple[Question, ...] = Field(
        (), max_length=8, description="A short check of understanding, for readers themselves."
    )
    sources: tuple[Source, ...] = Field((), description="Where its facts come from.")
