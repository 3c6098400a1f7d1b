"""Who has read the content, and who still has to before anybody uses it."""

from pydantic import Field

from generator.model.base import Date, DocumentId, Element, Label, Line
from generator.model.framework import Framework


class NeededReader(Element):
    """Somebody whose eyes the content still needs."""

    who: Label = Field(description="Who, by profession or job title: a pharmacist.")
    reads: Line = Field(description="What they read.")
    why: Line = Field(description="What only they can tell, and what may be wrong until then.")
    documents: tuple[DocumentId, ...] = Field((), description="The documents they read.")


class Reading(Element):
    """Somebody who has read it, and what they said."""

    who: Label = Field(description="Who, by profession or job title.")
    on: Date = Field(description="When.")
    said: Line = Field(description="What they said of it, and what was done about it.")


class Readings(Framework):
    """Who still has to read the content, and who has."""

    needed: tuple[NeededReader, ...] = Field((), description="Who still has to read what, and why.")
    read: tuple[Reading, ...] = Field((), description="Who has read it; empty until somebody has.")
