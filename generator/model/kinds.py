"""The kinds of file there are, and the folder that makes a file one of them."""

from dataclasses import dataclass

from generator.model.base import Content
from generator.model.facts import Facts
from generator.model.framework import (
    Competencies,
    Components,
    Framework,
    FrameworkMap,
    Glossary,
    LocalValues,
    NationalEdition,
    Signposting,
    Synonyms,
    Wording,
)
from generator.model.guide import Guide
from generator.model.procedure import Procedure
from generator.model.programme import Programme
from generator.model.publication import Publication
from generator.model.readers import Readings
from generator.model.resource import Resource
from generator.model.role_play import RolePlay
from generator.model.session import Session
from generator.model.situation import Situation
from generator.model.trust import AmendmentFile, Approvals, Confirmations, Decisions, Trust


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of file: its name, the words people use for it, and its model."""

    name: str
    folder: str
    model: type[Content]
    title: str
    titles: str


SESSION = Kind(name="session", folder="sessions", model=Session, title="Session", titles="Sessions")
ROLE_PLAY = Kind(name="role-play", folder="role-plays", model=RolePlay, title="Role play", titles="Role plays")
RESOURCE = Kind(name="resource", folder="resources", model=Resource, title="Resource", titles="Resources")
PROCEDURE = Kind(name="procedure", folder="procedures", model=Procedure, title="Procedure", titles="Procedures")
GUIDE = Kind(name="guide", folder="guides", model=Guide, title="Guide", titles="Guides")
SITUATION = Kind(name="situation", folder="situations", model=Situation, title="Situation", titles="What you may meet")
PROGRAMME = Kind(name="programme", folder="programmes", model=Programme, title="Programme", titles="Programmes")
PUBLICATION = Kind(
    name="publication", folder="publications", model=Publication, title="Publication", titles="Publications"
)

DOCUMENT_KINDS = (SESSION, ROLE_PLAY, RESOURCE, PROCEDURE, SITUATION, GUIDE)
"""Kinds whose files are documents with a page and a PDF of their own."""

FOLDER_KINDS = (*DOCUMENT_KINDS, PROGRAMME, PUBLICATION)
"""Kinds that have a folder, one file for each."""

FRAMEWORK = "framework"

_FRAMEWORKS: dict[str, type[Framework]] = {
    "components": Components,
    "competencies": Competencies,
    "facts": Facts,
    "glossary": Glossary,
    "local-values": LocalValues,
    "readers": Readings,
    "signposting": Signposting,
    "synonyms": Synonyms,
    "wording": Wording,
    "mapping": FrameworkMap,
}

FRAMEWORK_KINDS = tuple(
    Kind(name=name, folder="", model=model, title=name.replace("-", " ").capitalize(), titles=FRAMEWORK)
    for name, model in _FRAMEWORKS.items()
)
"""Kinds that are one file each, standing in `national/` itself."""

EDITION = Kind(name="edition", folder="", model=NationalEdition, title="Edition", titles="Editions")
TRUST = Kind(name="trust", folder="", model=Trust, title="Trust", titles="Trusts")
AMENDMENT = Kind(name="amendment", folder="", model=AmendmentFile, title="Amendment", titles="Amendments")
DECISIONS = Kind(name="decisions", folder="", model=Decisions, title="Decisions", titles="Decisions")
APPROVALS = Kind(name="approvals", folder="", model=Approvals, title="Approvals", titles="Approvals")
CONFIRMATIONS = Kind(
    name="confirmations", folder="", model=Confirmations, title="Confirmations", titles="Confirmations"
)

RECORDS = (DECISIONS, APPROVALS, CONFIRMATIONS)
"""Kinds that are one file each in a trust's folder, in which people put down what they decided, with who and when."""

EVERY_KIND = (*FOLDER_KINDS, *FRAMEWORK_KINDS, EDITION, TRUST, AMENDMENT, *RECORDS)
