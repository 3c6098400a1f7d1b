"""A resource pack: handouts, worksheets, contacts, checklists and directories."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.base import (
    EVERY_AUDIENCE,
    Audience,
    Content,
    Date,
    Element,
    Email,
    Id,
    Label,
    Line,
    Markdown,
    WebAddress,
)
from generator.model.document import Document


class ContactDetails(Element):
    """A service and how to reach it. Stored numbers age: each says when it was checked and when to check it again."""

    title: Label = Field(description="The service's name.")
    how: Line = Field(description='What to do, in words: "Call 111 and choose the mental health option".')
    phone: Label | None = Field(None, description="The number to call, grouped as people say it: 116 123.")
    text_number: Label | None = Field(None, description="The number to text.")
    text_word: Label | None = Field(None, description='The word to text, where it must be one: "SHOUT".')
    email: Email | None = Field(None, description="The email address.")
    web: WebAddress | None = Field(None, description="The website.")
    hours: Line | None = Field(None, description='When it answers: "24 hours a day, every day".')
    cost: Line | None = Field(None, description='"Free" where it is.')
    limits: Line | None = Field(None, description="What it is not for, or what people should know first.")
    checked_on: Date = Field(description="The day someone last checked these details.")
    check_by: Date = Field(description="The day they must be checked again.")
    checked_by: Line | None = Field(None, description="Who last checked them, by job title; shown beside the day.")
    safety: bool = Field(False, description="Whether someone in danger may depend on it.")


class Item(Element):
    """One part of a resource pack."""

    title: Label = Field(description="What it is called.")
    audiences: tuple[Audience, ...] = Field(EVERY_AUDIENCE, min_length=1, description="Who may see it.")


class Handout(Item):
    """Something to read or keep."""

    kind: Literal["handout"]
    text: Markdown = Field(description="What it says.")
    wallet: bool = Field(False, description="Whether it is printed at wallet size too, to cut out and fold.")
    one_side: bool = Field(
        False, description="Whether it is to be seen whole, so that smaller letters put it on one side of A4."
    )
    cut: bool = Field(False, description="Whether it is cut up, so that its tables have lines to cut along.")


class Space(Element):
    """A question on a worksheet, with room to write or draw."""

    ask: Line = Field(description="The question or the start of a sentence.")
    help: Line | None = Field(None, description="A word of help under it.")
    room: Literal["line", "short", "medium", "long", "page"] = Field(
        "medium", description="How much room: one line, 3 lines, 6 lines, 12 lines or a page."
    )
    draw: bool = Field(False, description="A box without lines, for drawing or sticking things in.")


class Worksheet(Item):
    """Questions with room to write or draw."""

    kind: Literal["worksheet"]
    text: Markdown | None = Field(None, description="A few words before the questions.")
    spaces: tuple[Space, ...] = Field(min_length=1, description="The questions.")
    certificate: bool = Field(
        False, description="Whether it is printed as a certificate too, on a page turned sideways."
    )


class Contact(ContactDetails):
    """A service to call on."""

    kind: Literal["contact"]
    audiences: tuple[Audience, ...] = Field(EVERY_AUDIENCE, min_length=1, description="Who may see it.")


class Tick(Element):
    """A line to tick."""

    text: Line = Field(description="What to tick.")


class Checklist(Item):
    """Lines to tick off."""

    kind: Literal["checklist"]
    text: Markdown | None = Field(None, description="A few words before the list.")
    ticks: tuple[Tick, ...] = Field(min_length=1, description="The lines.")


class Entry(Element):
    """A place or group in the directory, filled by a trust."""

    name: Label = Field(description="Its name.")
    what: Line = Field(description="What happens there, in plain words.")
    where: Line | None = Field(None, description="Where it is.")
    how: Line = Field(description="How to get in touch or turn up.")
    cost: Line | None = Field(None, description="What it costs.")
    access: Line | None = Field(None, description="Steps, hearing loop, buses, who is welcome.")
    checked_on: Date = Field(description="The day someone last checked.")
    check_by: Date = Field(description="The day to check again.")
    checked_by: Line | None = Field(None, description="Who last checked, by job title; shown beside the day.")


class Category(Element):
    """A kind of place to look for."""

    name: Label = Field(description="Its name.")
    look_for: Line = Field(description="What to look for, for those who fill it.")
    entries: tuple[Entry, ...] = Field((), description="Filled by the trust.")


class Directory(Item):
    """Categories of local places and groups, which each trust fills with its own people."""

    kind: Literal["directory"]
    text: Markdown | None = Field(None, description="A few words before the categories.")
    categories: tuple[Category, ...] = Field(min_length=1, description="The categories.")


class EasyLine(Content):
    """One idea, with a picture beside it."""

    heading: Label | None = Field(None, description="A heading above this line, where something new begins.")
    picture: Id = Field(description="The name of a picture of the icon set that comes with the program: phone.")
    text: Line = Field(description="One short sentence with one idea, in everyday words.")


class EasyRead(Item):
    """An Easy Read sheet: large print, one idea a line, a picture beside each."""

    kind: Literal["easy-read"]
    text: Markdown | None = Field(None, description="A few words before the lines, for whoever reads it with somebody.")
    lines: tuple[EasyLine, ...] = Field(min_length=1, description="The lines, in order.")
    tested: bool = Field(
        False, description="Whether people with a learning disability have tested it; until then the sheet says so."
    )


ResourceItem = Annotated[Handout | Worksheet | Contact | Checklist | Directory | EasyRead, Field(discriminator="kind")]


class Resource(Document):
    """A resource pack."""

    items: tuple[ResourceItem, ...] = Field(min_length=1, description="What is in the pack, in order.")
    fillable: bool = Field(False, description="Whether its worksheets are a PDF to fill in on a screen too.")
