"""The front sheet of a document: version, status, owner, sign-offs and history, as document control wants them."""

from typing import Literal

from pydantic import Field

from generator.model.base import Content, Date, DocumentId, Label, Line


class Change(Content):
    """One line of a document's change history."""

    version: Label = Field(description="The version this line is about.")
    on: Date = Field(description="When.")
    by: Label = Field(description="Who, by job title.")
    summary: Line = Field(description="What changed, in a sentence.")


class SignOff(Content):
    """One decision that lets a document be used."""

    event: Label = Field(description='What was decided: "approved", "ratified", "accessibility checked".')
    by: Label = Field(description="The person or group, by title.")
    on: Date | None = Field(None, description="When; left out while it is still to come.")


class FrontSheet(Content):
    """Document control: what an NHS reader looks for before trusting a document."""

    version: Label = Field(description='Whole numbers are approved, decimals are drafts: "0.1".')
    status: Literal["draft", "in review", "approved"] = Field(description="Where the document is in its life.")
    owner: Label = Field(description="Who keeps it right, by job title.")
    review_by: Date = Field(description="The day it must have been looked at again.")
    reference: Label | None = Field(None, description='Its number: "SOP-03".')
    approver: Label | None = Field(None, description="Who approves it, by job title or group.")
    effective_from: Date | None = Field(None, description="The day it comes into force.")
    supersedes: Label | None = Field(None, description="What it replaces.")
    sign_offs: tuple[SignOff, ...] = Field((), description="Decisions taken and still to take.")
    changes: tuple[Change, ...] = Field((), description="Change history, newest first.")
    related: tuple[DocumentId, ...] = Field((), description="Documents to read with it.")
