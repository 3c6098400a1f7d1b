"""A procedure (standard operating procedure, SOP): who does what, by when, and what if not."""

from pydantic import Field

from generator.model.base import ComponentNumber, Content, Date, Element, Label, Line, Markdown, Reference, WebAddress
from generator.model.document import Document
from generator.model.front_sheet import FrontSheet


class Consulted(Content):
    """A person or group who was asked about the procedure, or is still to be."""

    who: Label = Field(description="The person or group, by title.")
    on: Date | None = Field(None, description="When; left out while it is still to come.")


class ProcedureFrontSheet(FrontSheet):
    """A front sheet with what trusts' document policies ask of a procedure."""

    reference: Label = Field(description='Its number: "SOP-03".')
    approver: Label = Field(description="Who approves it, by job title or group.")
    lead_director: Label | None = Field(None, description="The director who answers for it to the board, by job title.")
    consulted: tuple[Consulted, ...] = Field((), description="Who was asked about it before it was approved.")
    training_need: Line | None = Field(None, description="Who needs which training before they use it.")


class Definition(Element):
    """A word as this procedure uses it."""

    term: Label = Field(description="The word.")
    meaning: Line = Field(description="What it means here.")


class Duty(Element):
    """What one job is answerable for."""

    who: Label = Field(description="The job title.")
    duty: Line = Field(description="What they must see to.")


class Step(Element):
    """One thing that one person does."""

    stage: Label | None = Field(None, description="A heading, where a new stage starts.")
    title: Label | None = Field(None, description="What is done, in 2 to 6 words, as an instruction.")
    who: Label = Field(description="Who does it, by job title.")
    action: Markdown = Field(description="What they do, as an instruction.")
    within: Line | None = Field(None, description='By when: "Within 24 hours".')
    record: Line | None = Field(None, description="Where it is written down.")
    if_not: Line | None = Field(None, description="What to do if it cannot be done.")
    safety: bool = Field(False, description="Whether people's safety depends on it.")
    components: tuple[ComponentNumber, ...] = Field((), description="The core components it delivers.")
    resources: tuple[Reference, ...] = Field((), description="Forms and sheets it uses.")


class Escalation(Element):
    """What to do when something is wrong, and who to call."""

    trigger: Label = Field(description="What has happened.")
    do_now: Line = Field(description="What to do first.")
    call_first: Line = Field(description="Who to call first, in working hours.")
    call_next: Line = Field(description="Who to call if they do not answer.")
    out_of_hours: Line = Field(description="Who to call at night, weekends and bank holidays.")
    record: Line = Field(description="Where it is written down.")
    tell_afterwards: Line | None = Field(None, description="Who else must hear of it, and when.")


class Monitoring(Element):
    """How the trust knows the procedure is followed."""

    what: Line = Field(description="What is looked at.")
    standard: Line | None = Field(None, description='What must be found: "All, within 72 hours".')
    how: Line = Field(description="How: audit, survey, count.")
    who: Label = Field(description="Who leads, by job title.")
    often: Line = Field(description="How often.")
    reported_to: Line = Field(description="Who hears the findings and acts on them.")
    if_missed: Line | None = Field(None, description="What happens when the standard is missed, and who sees to it.")


class Law(Element):
    """A law, a code or a national framework that the procedure works under. It ages: it says when it was checked."""

    title: Label = Field(description='Its name and year: "Care Act 2014".')
    means: Line = Field(description="What it asks for here, in one line.")
    link: WebAddress | None = Field(None, description="Where to read it.")
    checked_on: Date = Field(description="The day someone last checked that it is in force and says this.")
    check_by: Date = Field(description="The day it must be checked again.")


class Procedure(Document):
    """A standard operating procedure."""

    front_sheet: ProcedureFrontSheet = Field(description="Document control.")
    purpose: Markdown = Field(description="What it is for.")
    scope: Markdown = Field(description="Who and what it covers, and what it does not.")
    definitions: tuple[Definition, ...] = Field((), description="Words as used here.")
    duties: tuple[Duty, ...] = Field(min_length=1, description="Who is answerable for what.")
    steps: tuple[Step, ...] = Field(min_length=1, description="What is done, in order.")
    escalation: tuple[Escalation, ...] = Field((), description="What to do when something is wrong.")
    supervision_prompt: Line | None = Field(None, description="A question to take to supervision.")
    monitoring: tuple[Monitoring, ...] = Field((), description="How the trust knows it is followed.")
    law: tuple[Law, ...] = Field((), description="Legislation and national frameworks, each for the nations it is of.")
