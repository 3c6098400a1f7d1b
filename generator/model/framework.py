"""What the product is measured by and speaks with: components, competencies, glossary, synonyms, signposting."""

from typing import Literal, Self

from pydantic import Field, model_validator

from generator.model.base import (
    EVERY_PATHWAY,
    ComponentNumber,
    Content,
    EditionName,
    Element,
    Email,
    Label,
    Language,
    Line,
    Lock,
    Markdown,
    Pathway,
    Place,
    Retired,
    Source,
    ValueName,
    WebAddress,
)
from generator.model.resource import ContactDetails


class Domain(Element):
    """One of the five columns of Table 2 of the ENRICH development paper."""

    number: Label = Field(description="1 to 5.")
    title: Label = Field(description="Its name.")


class Component(Content):
    """One of the 31 core components, in our words."""

    id: ComponentNumber = Field(description="Domain and row, counting filled cells only.")
    label: Label = Field(description="A few words.")
    text: Line = Field(description="What it asks for, in our words.")
    original: bool = Field(False, description="Whether it was an original core component, marked * in the paper.")
    kind: Literal["role", "content", "design", "local", "procedure", "organisation"] = Field(
        description="Where it is delivered: in the role, in training, by how training is made, locally, by procedure."
    )
    supervision: bool = Field(False, description='Whether the paper says "training (and supervision)".')


class Framework(Content):
    """Base of the files that stand alone in the national folder."""

    title: Label = Field(description="Its title.")
    introduction: Markdown = Field(description="What stands before the list.")
    lock: Lock = Field(Lock.FREE, description="How far a trust may change it.")
    lock_reason: Label | None = Field(None, description="Why it is locked.")


class Components(Framework):
    """The 31 core components and where they come from."""

    source: Source = Field(description="The table, credited.")
    domains: tuple[Domain, ...] = Field(min_length=1, description="The domains, in order.")
    components: tuple[Component, ...] = Field(min_length=1, description="The components, in order.")

    @model_validator(mode="after")
    def _components_have_domains(self) -> Self:
        numbers = {domain.number for domain in self.domains}
        lost = [component.id for component in self.components if component.id.partition(".")[0] not in numbers]
        if lost:
            raise ValueError(f"component {lost[0]} belongs to a domain that is not listed")
        return self


class Competency(Element):
    """Something a peer worker can do, from a value."""

    title: Label = Field(description="What it is called.")
    text: Line = Field(description="What it means.")
    behaviours: tuple[Line, ...] = Field(min_length=1, description="What you would see and hear.")


class CompetencyGroup(Element):
    """Competencies that grow from one value."""

    title: Label = Field(description="The value.")
    text: Line = Field(description="What it means.")
    competencies: tuple[Competency, ...] = Field(min_length=1, description="The competencies.")


class Competencies(Framework):
    """The values-based competencies of component 2.5."""

    sources: tuple[Source, ...] = Field((), description="Where the groups come from.")
    groups: tuple[CompetencyGroup, ...] = Field(min_length=1, description="The groups.")


class Term(Element):
    """A word a new peer worker will hear."""

    term: Label = Field(description="The word, as people say it.")
    meaning: Line = Field(description="What it means, in plain English.")
    also: tuple[Label, ...] = Field((), description="Other words for it, short forms, and plurals.")


class Glossary(Framework):
    """Words and their meanings."""

    terms: tuple[Term, ...] = Field(min_length=1, description="The words.")


class LocalValue(Content):
    """A fact that each trust must or may supply."""

    id: ValueName = Field(description="Its name in text: {{ local.crisis_line }}.")
    label: Label = Field(description="What people call it.")
    meaning: Line = Field(description="What it is, and where a trust finds it.")
    type: Literal["text", "phone", "email", "address", "web", "hours", "job-title", "number"] = Field(
        description="What kind of value."
    )
    example: Label = Field(description="An invented example.")
    pathways: tuple[Pathway, ...] = Field(
        EVERY_PATHWAY, min_length=1, description="The pathways it is needed for; both when left out."
    )
    required: bool = Field(False, description="Whether an edition cannot go live without it.")
    safety: bool = Field(False, description="Whether someone's safety may depend on it.")
    without: Label | None = Field(
        None,
        description="What texts say where a trust has none; only such a value may be left out of texts that use it.",
    )
    usual: bool = Field(
        False, description="Whether the example is what most trusts would truly write, so that it may stand as it is."
    )


class LocalValues(Framework):
    """Every local value."""

    values: tuple[LocalValue, ...] = Field(min_length=1, description="The values.")


class SignpostingContact(ContactDetails):
    """A helpline that ships with every edition of its nations."""


class Signposting(Framework):
    """Who to call now, by nation."""

    contacts: tuple[SignpostingContact, ...] = Field(min_length=1, description="The services, most urgent first.")


class Saying(Element):
    """Words that people search with, and what they mean by them."""

    say: tuple[Label, ...] = Field(
        min_length=1, description="Words and phrases as people say or type them: feelings, slang, whole questions."
    )
    hurtful: tuple[Label, ...] = Field(
        (),
        description="Words that hurt, which people search with too. No browser gets them in clear, and a trust may "
        "take them out.",
    )
    means: tuple[Label, ...] = Field((), description="Single words to look for besides those that were typed.")
    finds: tuple[Place, ...] = Field((), description="What answers them, best first.")
    urgent: bool = Field(
        False, description="Whether somebody who says this may be in danger; who to call then stands above all results."
    )

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not (self.means or self.finds or self.urgent):
            raise ValueError('this needs "means" or "finds", or nothing comes of it')
        return self


class Synonyms(Framework):
    """The words people say for what the handbook holds, so that search understands them."""

    entries: tuple[Saying, ...] = Field(min_length=1, description="The words, by what they are about.")


class BannedWords(Element):
    """Words that are not used, with what to say instead."""

    words: tuple[Label, ...] = Field(min_length=1, description="The words, each as it stands in a sentence.")
    instead: Label = Field(description="What to say instead.")
    reason: Label = Field(description="Why.")


class Wording(Framework):
    """The words that no text uses."""

    sources: tuple[Source, ...] = Field((), description="Where the advice comes from.")
    banned: tuple[BannedWords, ...] = Field(min_length=1, description="The words.")


class MappedEntry(Element):
    """One thing that a national framework asks for, and where it is taught or done here."""

    number: Label | None = Field(None, description="Its number there, where it has one.")
    name: Label = Field(description="What it is, in our words or under its own short name.")
    delivered_by: tuple[Place, ...] = Field((), description="The documents that teach it or see to it, best first.")
    not_here: Line | None = Field(None, description="Why nothing here delivers it, where nothing does.")

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if not (self.delivered_by or self.not_here):
            raise ValueError('this points nowhere: name documents under "delivered_by", or say why none in "not_here"')
        return self


class MappedFramework(Element):
    """A national framework or standard, and where what it asks for is taught here."""

    title: Label = Field(description="Its name.")
    about: Markdown = Field(description="What it is, who wrote it, and how far this mapping goes.")
    source: Source = Field(description="Where to read it.")
    entries: tuple[MappedEntry, ...] = Field(min_length=1, description="What it asks for, in its order.")


class FrameworkMap(Framework):
    """How the training maps to national frameworks."""

    frameworks: tuple[MappedFramework, ...] = Field(min_length=1, description="The frameworks.")


class NationalEdition(Content):
    """What the national edition says of itself."""

    edition: EditionName = Field(description='Year and month: "2026.11".')
    title: Label = Field(description="The product's name.")
    publisher: Label = Field(description="Who publishes it.")
    notice: Label = Field(description="What a reader must know before using it.")
    licence: Line = Field(description="The licence of the content, in a sentence.")
    retired: tuple[Retired, ...] = Field(
        (),
        description="What earlier editions had and is gone for good, without an heir: "
        "procedures/endings, or procedures/endings#steps.last-meeting.",
    )
    address: WebAddress | None = Field(
        None,
        description="The address at which the national site is published: trusts' sites ask it for a newer edition.",
    )
    repository: WebAddress | None = Field(
        None,
        description="The address of the repository this copy is kept in, such as https://github.com/OWNER/NAME: "
        "trainers' pages then have links to suggest a change and to amend a text.",
    )
    report_to: Email | WebAddress | None = Field(
        None,
        description="Where readers report a problem with a page: an email address, or an address that ends in /issues.",
    )
    language: Language | None = Field(
        None,
        description="The language it is written in, by its code; British English when left out. What the "
        "program itself says stands in the catalogue of that language, national/words/cy.po for Welsh.",
    )
