"""What all content types share: the frozen base, the text types, and the marks that say who may read a field."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from typing_extensions import TypeAliasType

from generator.text.language import N_
from generator.text.language_codes import LANGUAGES


class Content(BaseModel):
    """Anything that comes from an author's file: frozen, and with no key we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False, defer_build=True)


class Audience(Enum):
    """Who an edition is for."""

    PEER = "peer"
    """People being trained as peer support workers, and staff."""
    TRAINER = "trainer"
    """The people who run the training: they see everything."""


class Pathway(Enum):
    """The setting support starts from."""

    WARD = "ward"
    """Support starts on an inpatient ward."""
    CRISIS_TEAM = "crisis-team"
    """Support starts with a crisis resolution or home treatment team."""


class Lock(Enum):
    """How far a trust may change an element; it holds for everything inside that element too."""

    LOCKED = "locked"
    """No change at all."""
    EXTEND = "extend"
    """A trust may add to it and put notes beside it, never replace or remove."""
    TIGHTEN = "tighten"
    """As extend, and a trust may make a length of time shorter, never longer."""
    FREE = "free"
    """A trust may change it, with a reason."""


@dataclass(frozen=True)
class OnlyFor:
    """Marks a field that exists only in the editions of one audience."""

    audience: Audience


TRAINER_ONLY = OnlyFor(Audience.TRAINER)


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


Nation = Literal["england", "wales", "scotland", "northern-ireland"]
NATIONS: dict[Nation, str] = {
    "england": N_("England"),
    "wales": N_("Wales"),
    "scotland": N_("Scotland"),
    "northern-ireland": N_("Northern Ireland"),
}
EVERY_NATION = tuple(NATIONS)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A name that never changes: small letters, digits and hyphens."""

ValueName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""The name of a local value: small letters, digits and underscores."""

DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z-]+(/[a-z0-9-]+)*$", max_length=200)]
"""A document's path below its folder, without suffix: `sessions/active-listening`."""

Reference = Annotated[str, StringConstraints(pattern=r"^[a-z-]+(/[a-z0-9-]+)+(\.[a-z0-9-]+)?$", max_length=300)]
"""A document, or one item inside it: `resources/day-1-handouts` or `resources/day-1-handouts.value-cards`."""

Place = Annotated[str, StringConstraints(pattern=r"^[a-z-]+(/[a-z0-9-]+)*(\.[a-z0-9-]+)?$", max_length=300)]
"""A document, a page that is no document's, or an element of one: `procedures/endings`, `help-now`, `glossary.ward`."""

Retired = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z-]+(/[a-z0-9-]+)*(#[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*)?$", max_length=300),
]
"""What is gone for good: a document, or the address of something in one: `procedures/endings#steps.last-meeting`."""

EditionName = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.(0[1-9]|1[0-2])$")]
"""A national edition: year and month."""

WebAddress = Annotated[str, StringConstraints(pattern=r"""^https://[^\s<>"'`\[\]{}|\\^]+$""", max_length=2000)]
"""An address on the web, without anything that could end it early in a page."""

Email = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=254)
]


def _iso_date(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("this must be a date such as 2027-11-01")
    if isinstance(text, str) and not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        raise ValueError(f"this must be a day between {FIRST_YEAR} and {LAST_YEAR}")
    return text


FIRST_YEAR, LAST_YEAR = 2000, 2100
"""The years that a day here can be in: one outside them is a slip of the keyboard."""


Date = Annotated[date, BeforeValidator(_iso_date)]
"""A day, written year, month, day."""


def _language(code: object) -> object:
    if isinstance(code, str) and code not in LANGUAGES:
        near = next((each for each, name in LANGUAGES.items() if code.lower() in {each.lower(), name.lower()}), "ur")
        raise ValueError(f"this must be the code of a language that can be printed, such as {near} ({LANGUAGES[near]})")
    return code


Language = TypeAliasType(
    "Language", Annotated[str, BeforeValidator(_language), Field(json_schema_extra={"enum": list(LANGUAGES)})]
)
"""The code of a language (BCP 47): ur for Urdu."""

LANGUAGE = "The language its texts are in, by its code, such as ur for Urdu; as what it stands in when left out."


class Form(Enum):
    """How a text is written, and so how it is read."""

    LABEL = "label"
    """Exactly as it is shown: titles, names, numbers. Nothing in it means anything but itself."""
    LINE = "line"
    """One paragraph of Markdown."""
    TEXT = "text"
    """Markdown: one paragraph or more, with lists, tables and headings."""


Label = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=2000), Form.LABEL]
"""A title, a name or a number, shown exactly as written. Local values may stand in it."""

Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=2000), Form.LINE]
"""Text of one paragraph. Bold, links and local values may stand in it."""

Markdown = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), Form.TEXT]
"""Text of one or more paragraphs, with lists, tables, links and headings from ### down (CommonMark); no HTML."""

ComponentNumber = Annotated[str, StringConstraints(pattern=r"^[1-5]\.[0-9]{1,2}$")]
"""A core component, domain.row (`"2.6"`), as counted in Table 2 of the ENRICH development paper."""

Minutes = Annotated[int, Field(ge=0, le=600)]
"""A length of time in whole minutes."""


ShortTime = Annotated[int, Field(ge=1, le=240)]
"""How long one activity takes, in whole minutes."""


class MinutesRange(Content):
    """A length of time that differs from group to group. What is expected counts wherever minutes are added up."""

    least: ShortTime = Field(description="The shortest it can be done well in.")
    expect: ShortTime = Field(description="What it takes most often; this is what counts.")
    most: ShortTime = Field(description="What it takes with a group that needs longer.")

    @model_validator(mode="after")
    def _grows(self) -> Self:
        if not self.least <= self.expect <= self.most:
            raise ValueError("least, expect and most must grow: 45, 50, 60")
        return self


def _one_or_range(length: Any) -> str:
    return "range" if isinstance(length, (dict, MinutesRange)) else "minutes"


Length = Annotated[
    Annotated[ShortTime, Tag("minutes")] | Annotated[MinutesRange, Tag("range")], Discriminator(_one_or_range)
]
"""How long an activity takes: whole minutes (`50`), or `{least: 45, expect: 50, most: 60}`."""

CloseLength = Annotated[
    Annotated[Minutes, Tag("minutes")] | Annotated[MinutesRange, Tag("range")], Discriminator(_one_or_range)
]
"""How long the end of a session takes, which may be no time at all."""


def span(length: int | MinutesRange) -> MinutesRange:
    """Return a length as a range, in which one number is the least, the expected and the most."""
    if isinstance(length, MinutesRange):
        return length
    return MinutesRange.model_construct(least=length, expect=length, most=length)  # the close may take no time at all


EVERY_PATHWAY = tuple(Pathway)
EVERY_AUDIENCE = tuple(Audience)


class Element(Content):
    """Anything inside a document that has its own id, so that a trust can point at it."""

    id: Id = Field(description="The name of this element, unique in its document. It never changes.")
    pathways: tuple[Pathway, ...] = Field(
        EVERY_PATHWAY, min_length=1, description="The pathways this is for; both when left out."
    )
    nations: tuple[Nation, ...] = Field(
        EVERY_NATION, min_length=1, description="The nations this is true in; all four when left out."
    )
    aliases: tuple[Id, ...] = Field((), description="Ids it had before; amendments and links to them still work.")
    lang: Language | None = Field(None, description=LANGUAGE)
    lock: Lock | None = Field(None, description="How far a trust may change this; as its parent when left out.")
    lock_reason: Label | None = Field(None, description="Why it is locked, said to a trust that tries.")


class Source(Content):
    """A publication or page that a fact comes from, credited by name and link."""

    name: Label = Field(description="Author, title and year.")
    link: WebAddress = Field(description="Where to read it.")


class ContentNote(Content):
    """A warning, before a hard topic, of what is coming and how to step out."""

    about: Line = Field(description="What is coming, in plain words.")
    opt_out: Line = Field(description="How to step out or take another part, without giving a reason.")
    support: Line = Field(description="Who is there for anyone who finds it hard.")
