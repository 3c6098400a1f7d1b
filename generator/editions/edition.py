"""An edition: the national documents as one trust and one audience have them, with where each text came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.content.fingerprints import fingerprint, fingerprints
from generator.content.ledger import Ledger
from generator.content.node_paths import edited
from generator.content.quoted_facts import FACTS, facts_of
from generator.content.records import Records
from generator.content.yaml_nodes import Listing, Node, Scalar, scalars
from generator.editions.change import Note, Origin, Stale
from generator.editions.visibility import Readers
from generator.model.base import EVERY_NATION, Audience, Content, Form, Pathway
from generator.model.framework import LocalValue, NationalEdition
from generator.model.kinds import Kind
from generator.model.texts import Tokens, texts_in, written_in
from generator.model.trust import MOST_PEOPLE, WHOLE, DocumentApproval, Trust
from generator.problems import Mark
from generator.text.language import Language


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file as an edition has it, with the origin of each address that is not plainly national.

    `national` is what it was before the trust's amendments, as these readers would have had it. `approved` is the
    trust's approval of it as it is, `lapsed` that of a text that has changed since, each with its place.
    """

    id: str
    kind: Kind
    model: Content
    national: Content
    node: Node
    origin: Origin
    origins: Mapping[str, Origin]
    notes: Mapping[str, tuple[Note, ...]]
    approved: tuple[DocumentApproval, Mark] | None = None
    lapsed: tuple[DocumentApproval, Mark] | None = None

    @cached_property
    def texts(self) -> tuple[tuple[Tokens, str], ...]:
        """Every text of it that its readers can see, with the way to it."""
        return tuple(texts_in(self.model))

    @cached_property
    def written(self) -> tuple[tuple[Tokens, str, Form], ...]:
        """Every text of it that people read, with the way to it and how it is written."""
        return tuple(written_in(self.model))

    @cached_property
    def scalars(self) -> tuple[Scalar, ...]:
        """Every scalar value of its file, in the order written."""
        return tuple(scalars(self.node))

    @property
    def text(self) -> str:
        """The fingerprint of what it says, without its front sheet and former names: what an approval is bound to.

        Of a document that the trust took out, it is that of taking out this text: no approval of the text itself.
        """
        return fingerprint(self._approved_node)

    def is_as_approved(self, text: str) -> bool:
        """Say whether `text` is a fingerprint of what it says, however its lines are wrapped."""
        return text in fingerprints(self._approved_node)

    @property
    def _approved_node(self) -> Node:
        said = edited(self.node, ("front_sheet",), lambda _: None)
        said = edited(said, ("aliases",), lambda _: None)
        if not self.is_taken_out:
            return said
        return Listing(children=(Scalar(text=WHOLE, quoted=True, mark=said.mark), said), mark=said.mark)

    @property
    def is_taken_out(self) -> bool:
        """Whether the trust takes the whole document out of its edition."""
        return WHOLE in self.origins

    def origins_at(self, address: str) -> tuple[Origin, ...]:
        """Return the origins of an element: its own, and those of its fields."""
        depth = address.count(".") + 1
        return tuple(
            origin
            for place, origin in self.origins.items()
            if place == address or (place.startswith(f"{address}.") and place.count(".") == depth)
        )

    def notes_at(self, address: str) -> tuple[Note, ...]:
        """Return the trust's notes beside an element."""
        return self.notes.get(address, ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The resolved content of one trust, or of none, for one audience.

    `values` are the local values the trust gave. `known` holds the id of every file, also of those its readers do not
    have because they are for another audience or pathway, or could not be read; `other_audience` those for another
    audience. `assets` are the pictures, by the name to write in text; `withheld` the entries that these readers would
    have nationally, and from whom a trust's change keeps them. `trust_node` is what `trust.yml` says; `value_places`
    where each local value stands in `values.yml`, or where its name waits for one; `called` when a number among
    them was last called. `stale` are the trust's changes
    whose national text has moved since they were written, and `records` what the trust decided, approved and
    confirmed. `aliases` are the ids that documents had before, each with the one it has now. `broken` holds the ids
    of files that could not be read, or not wholly. `language` is what the edition says of itself in,
    and `people` how many what to bring and to print is counted for.
    """

    national: NationalEdition
    code: str
    trust: Trust | None
    audience: Audience
    pathways: tuple[Pathway, ...]
    entries: Mapping[str, Entry]
    declared_values: Mapping[str, LocalValue]
    values: Mapping[str, str]
    values_mark: Mark
    value_places: Mapping[str, Mark]
    called: Mapping[str, date]
    trust_node: Node | None
    values_read: bool
    withheld: tuple[Entry, ...]
    stale: tuple[Stale, ...]
    records: Records
    ledger: Ledger
    known: frozenset[str]
    other_audience: frozenset[str]
    assets: Mapping[str, Path]
    aliases: Mapping[str, str]
    broken: frozenset[str] = frozenset()
    language: Language = field(default_factory=Language)
    people: int = MOST_PEOPLE

    @property
    def facts(self) -> Mapping[str, str]:
        """The words of each fact, by its name."""
        return facts_in(self.entries.values())

    @property
    def taken_out(self) -> tuple[Entry, ...]:
        """The national documents that the trust takes out as a whole."""
        return tuple(each for each in self.withheld if each.is_taken_out)

    @property
    def with_taken_out(self) -> tuple[Entry, ...]:
        """Every entry, and those that the trust takes out: why, and by whose leave, are the trust's words too."""
        return (*self.entries.values(), *self.taken_out)

    @property
    def folder(self) -> str:
        """Where the edition stands in `site/`, with a closing slash, or nothing for the national peer edition."""
        return edition_folder(self.code, self.audience)

    def is_known(self, name: str) -> bool:
        """Say whether there is a file of this name, or one that could not be read, itself or with its folder."""
        return name in self.known or name in self.broken or f"{name.partition('/')[0]}/" in self.broken

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return every entry of one kind, in order of id."""
        return tuple(entry for entry in self.entries.values() if entry.kind == kind)


def edition_folder(code: str, audience: Audience) -> str:
    """Return where an edition stands in `site/`, with a closing slash, or nothing for the national peer edition."""
    parts = [code, "trainer" if audience is Audience.TRAINER else ""]
    return "".join(f"{part}/" for part in parts if part)


def readers_of(edition: Edition) -> Readers:
    """Return who an edition is for."""
    nations = (edition.trust.nation,) if edition.trust else EVERY_NATION
    return Readers(audience=edition.audience, pathways=edition.pathways, nations=nations)


def facts_in(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return the words of each fact, as a trust that may change one has them."""
    return next((facts_of(entry.model) for entry in entries if entry.id == FACTS), {})
