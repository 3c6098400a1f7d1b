"""A guide: a role description, a person specification, an information sheet and the like."""

from pydantic import Field

from generator.model.base import EVERY_AUDIENCE, Audience, Element, Label, Markdown
from generator.model.document import Document


class Section(Element):
    """A heading and what stands under it."""

    title: Label = Field(description="The heading.")
    text: Markdown = Field(description="What stands under it.")
    audiences: tuple[Audience, ...] = Field(EVERY_AUDIENCE, min_length=1, description="Who may see it.")


class Guide(Document):
    """A document in prose."""

    for_people_supported: bool = Field(
        False, description="Whether it is handed to people who use the service, so accessible information rules apply."
    )
    introduction: Markdown | None = Field(None, description="What stands before the first heading.")
    sections: tuple[Section, ...] = Field(min_length=1, description="Its sections, in order.")
