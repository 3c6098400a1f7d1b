"""What a trust writes: who it is, its local values, and its amendments to national documents."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from generator.model.base import (
    EVERY_PATHWAY,
    Content,
    Date,
    DocumentId,
    EditionName,
    Email,
    Id,
    Label,
    Line,
    Markdown,
    Nation,
    Pathway,
    WebAddress,
)
from generator.model.programme import ClockTime

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Address = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_.-]*)?$")]
"""A place in a document: field, then id, then field: `steps.arrange-visit.within`."""
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
"""The first 12 hex digits of the SHA-256 of the national value, as canonical JSON."""

ContactName = Annotated[str, StringConstraints(pattern=r"^[a-z-]+(/[a-z0-9-]+)*\.[a-z0-9-]+$")]
"""A contact in a document: `signposting.samaritans`."""


WHOLE = "document"
"""What a change takes out that takes out a whole national document: `remove: document`."""

LEAST_PEOPLE, MOST_PEOPLE = 2, 12
"""The largest group of a course (domain report, section 8)."""


class Colours(Content):
    """Two colours: the first for bars and headings, the second for links and buttons."""

    primary: Colour = Field(description="Behind white text: #1d5c63.")
    accent: Colour = Field(description="Links and buttons, on white and on pale panels: #8a3b12.")


class Trust(Content):
    """An NHS trust, health board or partner that localises."""

    name: Label = Field(description="Its name as people say it.")
    short_name: Label | None = Field(None, description="A shorter name for tight places.")
    nation: Nation = Field(description="Decides helplines.")
    pathways: tuple[Pathway, ...] = Field(EVERY_PATHWAY, min_length=1, description="The settings support starts from.")
    coordinator: Label = Field(description="The job title of the Peer Worker Coordinator here.")
    edition: EditionName | None = Field(None, description='The national edition last adopted: "2026.11".')
    start: ClockTime | None = Field(None, description="When training days start here.")
    dates: dict[Id, Date] = Field(
        default_factory=dict, description="When the next course is held: the id of each day, and its date."
    )
    dates_revision: int = Field(
        0,
        ge=0,
        le=39,
        description="Count this up by one when you move a day to an earlier date or hour, or hold one after all: "
        "people's calendars take a change only by a number that grows. A day that moves to later needs nothing.",
    )
    cancelled: tuple[Id, ...] = Field(
        (), description="Days that are not held after all. Keep their dates: calendars that have them take them out."
    )
    people: int = Field(
        MOST_PEOPLE,
        ge=LEAST_PEOPLE,
        le=MOST_PEOPLE,
        description="How many people a course here usually has: what to bring and to print is counted for so many.",
    )
    example: bool = Field(False, description="An invented trust, and said so on every page.")
    colours: Colours | None = Field(None, description="The trust's colours.")
    logo: Label | None = Field(None, description="A picture in the trust's assets folder, at most 40 kB.")
    logo_words: Label | None = Field(
        None, description="The words in the logo, read out in its place; the trust's name when left out."
    )
    address: WebAddress | None = Field(None, description="The address of the trust's published site.")
    report_to: Email | WebAddress | None = Field(
        None,
        description="Where readers report a problem with a page: an email address, or an address that ends in /issues.",
    )
    repository: WebAddress | None = Field(
        None,
        description="The address of the repository this copy is kept in, such as https://github.com/OWNER/NAME: "
        "trainers' pages then have links to suggest a change and to amend a text.",
    )

    @property
    def held(self) -> dict[Id, date]:
        """The days of the next course that are held, by id, with their dates."""
        return {day: on for day, on in self.dates.items() if day not in self.cancelled}


class Approval(Content):
    """Who said a local change may stand, and when."""

    by: Label = Field(description="Job title or group.")
    on: Date = Field(description="When.")


class Reasoned(Content):
    """What every amendment carries."""

    reason: Line = Field(description="Why this trust differs, in a sentence. Readers see it beside the text.")
    approved: Approval | None = Field(None, description="Who approved it, and when. Readers see it too.")


class Replace(Reasoned):
    """Put a local value in the place of a national one."""

    replace: Address = Field(description="The place in the document.")
    with_: Any = Field(alias="with", description="The new value.")
    base: Fingerprint | None = Field(None, description="The national text this was written against.")


class Add(Reasoned):
    """Add an element to a list."""

    add: Address = Field(description="The list: steps, activities, items.categories ….")
    value: Any = Field(description="The new element, with an id of its own.")
    after: Id | None = Field(None, description="The element it follows; the end of the list when left out.")
    before: Id | None = Field(None, description="The element it comes before, instead of after.")

    @model_validator(mode="after")
    def _one_neighbour(self) -> Self:
        if self.after and self.before:
            raise ValueError("this says both after and before; keep one")
        return self


class Remove(Reasoned):
    """Take an element, an optional field or the whole document away."""

    remove: Address = Field(description="The place in the document; `document` for all of it.")
    base: Fingerprint | None = Field(None, description="The national text this was written against.")


class NoteBeside(Reasoned):
    """Put a local note beside an element, leaving it as it is."""

    note: Address = Field(description="The element.")
    text: Markdown = Field(description="The note. On a field only trainers have, only trainers see it.")
    base: Fingerprint | None = Field(None, description="The national text this was written against.")


OPERATIONS = ("replace", "add", "remove", "note")


def _operation(change: Any) -> str | None:
    keys = change if isinstance(change, dict) else {}
    return next((word for word in OPERATIONS if word in keys), None)


Amendment = Annotated[
    Annotated[Replace, Tag("replace")]
    | Annotated[Add, Tag("add")]
    | Annotated[Remove, Tag("remove")]
    | Annotated[NoteBeside, Tag("note")],
    Discriminator(_operation),
]


class Decision(Content):
    """What a person decided when the national text moved beneath a local change."""

    amends: DocumentId = Field(description="The national document.")
    change: Address = Field(description="The place in the document.")
    choice: Literal["keep", "take", "edit", "decline"] = Field(
        description="Keep ours, take theirs, write a new text, or put it off until the next edition."
    )
    by: Label = Field(description="Who decided, by job title or group.")
    on: Date = Field(description="When.")
    edition: EditionName = Field(description="The national edition it was decided in.")
    base: Fingerprint | None = Field(None, description="The national text as it was then; none where it was gone.")


class Decisions(Content):
    """Every decision of one trust about national texts that moved; `./handbook rebase` adds to it."""

    decisions: tuple[Decision, ...] = Field((), description="The decisions, oldest first.")


class DocumentApproval(Content):
    """A trust's leave to use one document as it stands in its edition."""

    document: DocumentId = Field(description="The document.")
    version: Label = Field(description='The number of the approved text: "1.0".')
    by: Label = Field(description="The group or person, by title.")
    on: Date = Field(description="When.")
    review_by: Date = Field(description="The day it must have been looked at again.")
    minutes: Label | None = Field(None, description='Where the minutes say so: "CG 2026-11, item 4".')
    conditions: Line | None = Field(None, description="What it was approved on condition of.")
    text: Fingerprint = Field(description="The text that was approved; `./handbook approve` fills it in.")


class Approvals(Content):
    """Every document a trust has approved; `./handbook approve` adds to it."""

    approvals: tuple[DocumentApproval, ...] = Field((), description="The approvals.")


class Signature(Content):
    """One decision about a document as it stands, beside its approval: ratified, checked, agreed."""

    document: DocumentId = Field(description="The document.")
    event: Label = Field(description='What was decided, as its front sheet names it: "ratified".')
    by: Label = Field(description="The group or person, by title.")
    on: Date = Field(description="When.")
    minutes: Label | None = Field(None, description='Where the minutes say so: "Board 2026-12, item 2".')
    text: Fingerprint = Field(description="The text it was decided about; `./handbook sign` fills it in.")


class Signatures(Content):
    """Every decision of a trust that stands on a front sheet; `./handbook sign` adds to it."""

    signatures: tuple[Signature, ...] = Field((), description="The decisions.")


class Confirmation(Content):
    """A trust's word that the details of a national contact are right: someone called and heard so."""

    contact: ContactName = Field(description="The document, a dot, and the contact's id: signposting.samaritans.")
    by: Line = Field(description="Who called, by job title. Readers see it beside the day.")
    on: Date = Field(description="When.")
    details: Fingerprint = Field(description="The details that were confirmed; `./handbook confirm` fills it in.")


class Confirmations(Content):
    """Every national contact that a trust called itself; `./handbook confirm` adds to it."""

    confirmations: tuple[Confirmation, ...] = Field((), description="The confirmations.")


class AmendmentFile(Content):
    """One trust's changes to one national document."""

    amends: DocumentId = Field(description="The national document.")
    changes: tuple[Amendment, ...] = Field(min_length=1, description="The changes, in order.")


Change = Replace | Add | Remove | NoteBeside


def address_of(change: Change) -> str:
    """Return the place in the document that a change is about."""
    match change:
        case Replace():
            return change.replace
        case Add():
            return change.add
        case Remove():
            return change.remove
        case NoteBeside():
            return change.note


def tokens_of(change: Change) -> tuple[str, ...]:
    """Return the place in the document that a change is about, taken apart: nothing for the whole document."""
    address = address_of(change)
    return () if isinstance(change, Remove) and address == WHOLE else tuple(address.split("."))


def operation_of(change: Change) -> str:
    """Return the word for what a change does: replace, add, remove or note."""
    return {Replace: "replace", Add: "add", Remove: "remove", NoteBeside: "note"}[type(change)]
