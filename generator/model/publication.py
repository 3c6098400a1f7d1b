"""A publication: a PDF put together from chapters, declared as data so that a trust can add its own."""

from typing import Literal

from pydantic import Field

from generator.model.base import (
    Audience,
    Content,
    DocumentId,
    Element,
    Id,
    Label,
    Line,
    Lock,
    Markdown,
)

PartKind = Literal[
    "timetable",
    "sessions",
    "role-plays",
    "resources",
    "procedures",
    "situations",
    "guides",
    "framework",
    "run-sheets",
    "quick-plans",
    "role-cards",
    "observer-sheets",
    "materials",
    "print-lists",
    "short-procedures",
    "pocket-situations",
    "public-help",
    "handed-out",
    "large-sheets",
    "card-sheets",
]
"""Kinds of document, and sheets that exist only on paper.

What is short, for a pocket or for anybody is for peers too.

The last three are what sessions ask to be printed: on both sides, enlarged on one side, on one side of thick paper.
"""


class Part(Element):
    """A run of chapters under one heading of the contents."""

    title: Label = Field(description="The heading.")
    audiences: tuple[Audience, ...] = Field(
        tuple(Audience), min_length=1, description="Whose editions have this part; both when left out."
    )
    kinds: tuple[PartKind, ...] = Field((), description="Every document of these kinds.")
    days: tuple[Id, ...] = Field((), description="Only what these days use; every day when left out.")
    without_days: tuple[Id, ...] = Field((), description="Only what days other than these use.")
    documents: tuple[DocumentId, ...] = Field((), description="These documents, in this order.")
    without: tuple[DocumentId, ...] = Field((), description="Not these, though they are of one of the kinds.")
    first_use: bool = Field(
        False, description="Where there is one PDF for each day: only what no day before it uses, since it was kept."
    )


class Publication(Content):
    """A PDF and what goes in it."""

    title: Label = Field(description="Its title.")
    cover_title: Label | None = Field(None, description="Its title on the cover, where that is shorter.")
    subtitle: Label | None = Field(None, description="A line under the title on the cover.")
    summary: Line = Field(description="What it is and who it is for.")
    audiences: tuple[Audience, ...] = Field(min_length=1, description="Whose editions have it.")
    layout: Literal["handbook", "manual", "pack", "large-print", "booklet", "pocket", "print-room"] = Field(
        description="Parts of a handbook start on the right; large print is 18 point; a booklet is A5, a pocket set "
        "A6, to fold; for a print room each sheet stands as often as people need it."
    )
    each_day: bool = Field(False, description="One PDF for each day of the programme.")
    cover_note: Markdown | None = Field(None, description="A few words for the cover.")
    parts: tuple[Part, ...] = Field(min_length=1, description="What goes in, in order.")
    lock: Lock = Field(Lock.FREE, description="How far a trust may change it.")
    lock_reason: Label | None = Field(None, description="Why it is locked.")
