"""All that authors wrote, read and valid: the national files, and each trust's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.content.ledger import Ledger
from generator.content.yaml_nodes import Node, Scalar
from generator.model.base import Content
from generator.model.framework import LocalValue, LocalValues, NationalEdition
from generator.model.kinds import (
    Kind,
)
from generator.model.trust import Trust
from generator.problems import Mark, Problem
from generator.text.language import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One valid file: what it says, and where each part of it stands."""

    id: str
    kind: Kind
    path: str
    node: Node
    model: Content


@dataclass(frozen=True, kw_only=True, slots=True)
class TrustFolder:
    """All that one trust wrote.

    `values_read` is false where its values are there but cannot be read; `value_places` says where each value
    stands, or where its name waits for one; `called` when a number among them was last called.
    """

    code: str
    folder: Path
    file: File
    trust: Trust
    values: Mapping[str, Scalar]
    values_read: bool
    value_places: Mapping[str, Mark]
    called: Mapping[str, date]
    amendments: tuple[File, ...]
    added: Mapping[str, File]
    records: tuple[File, ...]
    assets: Mapping[str, Path]
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """Everything read: the national edition, the trusts, and what is wrong so far.

    `broken` holds the ids of files that could not be used, or not wholly, so that what only follows from that is not
    reported too: a reference to one as unknown, a value that its list would have named.
    """

    content: Path
    edition: NationalEdition
    national: Mapping[str, File]
    ledger: Ledger
    trusts: Mapping[str, TrustFolder]
    assets: Mapping[str, Path]
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    language: Language = field(default_factory=Language)
    """What the pages say of themselves is said in it."""

    @property
    def declared_values(self) -> Mapping[str, LocalValue]:
        """The local values that trusts must or may supply, by name."""
        found = self.national.get("local-values")
        return (
            {value.id: value for value in found.model.values} if found and isinstance(found.model, LocalValues) else {}
        )
