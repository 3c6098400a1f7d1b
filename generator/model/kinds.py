"""The kinds of file there are, and the folder that makes a file one of them."""

from dataclasses import dataclass, field, replace

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
from generator.model.trust import AmendmentFile, Approvals, Confirmations, Decisions, Signatures, Trust
from generator.text.language import N_, NN_, Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of file: its name, the words people use for it, its model, and how its pages are listed and found.

    `menu` is what its pages are called in the menu and `found_as` what a search result is, one and many; where they
    are left out it is `title` and `titles`. `own_ids` are the ids that its pages use themselves, and `made_ids` a
    pattern of those they make: no author's element may have them. The words of a kind that is `one_side` of paper
    count for its page as a whole, so that a search leads to its top. `counted` says
    how many there are, one and many. `icon` is the name of its picture in the icon set. For a kind that `begins`, `new`
    has a first file.
    """

    name: str
    folder: str
    model: type[Content]
    title: str
    titles: str
    menu: str = ""
    found_as: tuple[str, str] | None = None
    counted: tuple[str, str] = ("{n}", "{n}")
    own_ids: frozenset[str] = field(default=frozenset(), repr=False)
    made_ids: str = ""
    icon: str = "file-document"
    one_side: bool = False
    begins: bool = False

    @property
    def menu_title(self) -> str:
        """What its pages are called in the menu."""
        return self.menu or self.titles

    @property
    def result(self) -> tuple[str, str]:
        """What its pages are called among what a search found: one, and many."""
        return self.found_as or (self.title, self.titles)

    def called_in(self, language: Language) -> "Kind":
        """Return it with the words that people use for it in a language, to be shown and for nothing else."""
        (one, many), menu = map(language.gettext, self.result), language.gettext(self.menu_title)
        title, titles = language.gettext(self.title), language.gettext(self.titles)
        return replace(self, title=title, titles=titles, menu=menu, found_as=(one, many))


SESSION = Kind(
    name="session",
    icon="school",
    folder="sessions",
    model=Session,
    title=N_("Session"),
    titles=N_("Sessions"),
    counted=NN_("{n} session", "{n} sessions"),
    own_ids=frozenset(
        {
            *("activities", "bring", "close", "handouts", "materials", "preparation", "supervision"),
            *("the-plan", "who-runs-it", "why-this-session"),
        }
    ),
    begins=True,
)
ROLE_PLAY = Kind(
    name="role-play",
    icon="drama-masks",
    folder="role-plays",
    model=RolePlay,
    title=N_("Role play"),
    titles=N_("Role plays"),
    counted=NN_("{n} role play", "{n} role plays"),
    own_ids=frozenset({"aim", "de-role", "debrief", "lines", "observer", "roles", "scene", "variants"}),
    begins=True,
)
RESOURCE = Kind(
    name="resource",
    icon="file-document-edit",
    folder="resources",
    model=Resource,
    title=N_("Resource"),
    titles=N_("Resources"),
    counted=NN_("{n} resource", "{n} resources"),
    menu=N_("Handouts and worksheets"),
    found_as=(N_("Handout"), N_("Handouts")),
    own_ids=frozenset({"in-this-pack"}),
    begins=True,
)
PROCEDURE = Kind(
    name="procedure",
    icon="clipboard-list",
    folder="procedures",
    model=Procedure,
    title=N_("Procedure"),
    titles=N_("Procedures"),
    counted=NN_("{n} procedure", "{n} procedures"),
    own_ids=frozenset(
        {
            *("definitions", "document-control", "duties", "escalation", "flow", "law", "monitoring", "purpose"),
            *("scope", "steps", "supervision"),
        }
    ),
    made_ids="stage-.*",
    begins=True,
)
GUIDE = Kind(
    name="guide",
    icon="book-open-variant",
    folder="guides",
    model=Guide,
    title=N_("Guide"),
    titles=N_("Guides"),
    counted=NN_("{n} guide", "{n} guides"),
)
SITUATION = Kind(
    name="situation",
    icon="chat-question",
    folder="situations",
    model=Situation,
    title=N_("Situation"),
    titles=N_("What you may meet"),
    counted=NN_("{n} situation", "{n} situations"),
    own_ids=frozenset({"do", "helps-to-know", "looks-like", "not-yours", "rules", "say", "supervision", "who"}),
    one_side=True,
    begins=True,
)
PROGRAMME = Kind(
    name="programme",
    folder="programmes",
    model=Programme,
    title=N_("Programme"),
    titles=N_("Programmes"),
    own_ids=frozenset({"at-a-glance", "course", "what-to-bring"}),
)
PUBLICATION = Kind(
    name="publication", folder="publications", model=Publication, title="Publication", titles="Publications"
)

DOCUMENT_KINDS = (SESSION, ROLE_PLAY, RESOURCE, PROCEDURE, SITUATION, GUIDE)
"""Kinds whose files are documents with a page and a PDF of their own."""

MENU_KINDS = (PROCEDURE, SITUATION, SESSION, ROLE_PLAY, RESOURCE, GUIDE)
"""The same kinds as the menu and the buttons that filter what a search found have them: what is for work first."""

BEGUN = tuple(kind for kind in DOCUMENT_KINDS if kind.begins)
"""Kinds of which `new` begins a file."""

FOLDER_KINDS = (*DOCUMENT_KINDS, PROGRAMME, PUBLICATION)
"""Kinds that have a folder, one file for each."""

FRAMEWORK = "framework"


def _framework(name: str, model: type[Framework], own_ids: frozenset[str] = frozenset(), made_ids: str = "") -> Kind:
    title = name.replace("-", " ").capitalize()
    return Kind(name=name, folder="", model=model, title=title, titles=FRAMEWORK, own_ids=own_ids, made_ids=made_ids)


FRAMEWORK_KINDS = (
    _framework("components", Components, frozenset({"at-a-glance"}), made_ids="component-.*"),
    _framework("competencies", Competencies),
    _framework("facts", Facts),
    _framework("glossary", Glossary, made_ids="letter-."),
    _framework("local-values", LocalValues),
    _framework("readers", Readings, frozenset({"needed", "read"})),
    _framework(
        "signposting",
        Signposting,
        frozenset(
            {
                *("at-work", "coordinator-phone", "crisis-cafe", "crisis-line", "danger-now", "deputy-phone", "local"),
                *("out-of-hours-phone", "signposting"),
            }
        ),
    ),
    _framework("synonyms", Synonyms),
    _framework("wording", Wording),
    _framework("mapping", FrameworkMap),
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
SIGNATURES = Kind(name="signatures", folder="", model=Signatures, title="Signatures", titles="Signatures")

RECORDS = (DECISIONS, APPROVALS, SIGNATURES, CONFIRMATIONS)
"""Kinds that are one file each in a trust's folder, in which people put down what they decided, with who and when."""

EVERY_KIND = (*FOLDER_KINDS, *FRAMEWORK_KINDS, EDITION, TRUST, AMENDMENT, *RECORDS)
