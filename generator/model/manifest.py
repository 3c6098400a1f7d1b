"""What is in an edition, for other programs: `manifest.json`, field by field."""

from typing import Literal

from pydantic import Field

from generator.model.base import Content

FORMAT: Literal[1] = 1
"""The version of the form of `manifest.json`. Another number: a field is gone or means something else."""


class ListedDocument(Content):
    """A document of the edition."""

    id: str = Field(description="Its id, which stays: the path of its file without suffix, sessions/active-listening.")
    kind: str = Field(description="session, role-play, resource, procedure, situation or guide.")
    title: str = Field(description="Its title, as plain text or with the Markdown its author wrote.")
    version: str = Field(description="Its version. Whole numbers are approved, decimals are drafts.")
    status: str = Field(description="draft, in review or approved.")
    review_by: str = Field(description="The day it must have been looked at again, as 2027-11-01.")
    origin: Literal["national", "amended", "local"] = Field(
        description="As the national edition has it, changed by the trust, or the trust's own."
    )
    components: tuple[str, ...] = Field(description="The numbers of the core components it delivers.")
    page: str = Field(description="Where its page is, from the folder of the manifest on.")
    pdf: str | None = Field(
        description="Where its PDF is, from the folder of the manifest on: what peers and trainers read alike stands "
        "once, ../downloads/ of the trainers' edition. Null without print."
    )
    word: str | None = Field(
        description="Where the same is to comment on in Word (.docx); null without print, and for kinds that have none."
    )
    pages: int | None = Field(description="How many pages its PDF has; null without print.")
    bytes: int | None = Field(description="How large its PDF is; null without print.")
    fingerprint: str = Field(description="Of what its page says: another one where a word changed.")
    copy_code: str | None = Field(
        alias="copy", description="The code at the foot of its PDF's pages; null without print, and for forms."
    )


class ListedPublication(Content):
    """A PDF put together from documents."""

    path: str = Field(description="Where it is, from the folder of the manifest on.")
    title: str = Field(description="Its title.")
    audience: Literal["peer", "trainer"] = Field(description="Who it is for.")
    pages: int = Field(description="How many pages it has.")
    bytes: int = Field(description="How large it is.")
    fingerprint: str = Field(description="Of all that made it: another one where it would be printed otherwise.")
    copy_code: str | None = Field(alias="copy", description="The code at the foot of its pages.")
    documents: tuple[str, ...] = Field(description="The ids of the documents in it, in order.")


class ListedSheet(Content):
    """A sheet that exists only on paper: a run sheet, cards, a form to fill in."""

    path: str = Field(description="Where it is, from the folder of the manifest on.")
    title: str = Field(description="Its title.")
    layout: str = Field(description="What kind of sheet: cards, wallet, certificate, form and the like.")
    pages: int = Field(description="How many pages it has.")
    bytes: int = Field(description="How large it is.")
    fingerprint: str = Field(description="Of all that made it.")
    copy_code: str | None = Field(alias="copy", description="The code at the foot of its pages; null for forms.")


class ListedWordFile(Content):
    """A document to comment on in Word (.docx). What is changed in it does not come back by itself."""

    path: str = Field(description="Where it is, from the folder of the manifest on.")
    title: str = Field(description="The title of the page it is made from.")
    page: str = Field(description="Where that page is.")
    bytes: int = Field(description="How large it is.")
    fingerprint: str = Field(description="Of all that made it.")
    copy_code: str = Field(alias="copy", description="The code at the foot of its pages: that of the PDF beside it.")


class ListedComponent(Content):
    """A core component of the intervention, and what delivers it here."""

    id: str = Field(description="Its number, domain.row: 2.6.")
    domain: str = Field(description="The name of its domain.")
    original: bool = Field(description="Whether it was in the first list of components.")
    covered_by: tuple[str, ...] = Field(description="The ids of the documents that deliver it; none is a gap.")


class Manifest(Content):
    """What is in one edition, for other programs. Fields may be added at any time; `format` changes if one goes."""

    format: Literal[1] = Field(FORMAT, description="The version of this form.")
    edition: str = Field(description="The national edition it is made from: year and month, 2026.11.")
    trust: str = Field(description="The code of the trust; empty for the national edition.")
    audience: Literal["peer", "trainer"] = Field(description="Who the edition is for.")
    people: int = Field(description="How many people what to bring and to print is counted for.")
    fingerprint: str = Field(description="Of what all its pages say: the same where nothing changed.")
    documents: tuple[ListedDocument, ...] = Field(description="Its documents, each with its page and PDF.")
    publications: tuple[ListedPublication, ...] = Field(description="Its handbooks and packs; none without print.")
    sheets: tuple[ListedSheet, ...] = Field(description="What exists only on paper; none without print.")
    word: tuple[ListedWordFile, ...] = Field(description="What is to comment on in Word; none without print.")
    components: tuple[ListedComponent, ...] = Field(description="The core components, each with what delivers it.")
