"""What every document has, whatever its kind."""

from pydantic import Field

from generator.model.base import (
    EVERY_AUDIENCE,
    EVERY_PATHWAY,
    Audience,
    ComponentNumber,
    Content,
    DocumentId,
    Id,
    Label,
    Language,
    Line,
    Lock,
    Pathway,
    Source,
)
from generator.model.front_sheet import FrontSheet


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
    sources: tuple[Source, ...] = Field((), description="Where its facts come from.")
