"""What a trust's changes left behind in a document: where each text came from, notes beside it, and what went stale."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from generator.content.fingerprints import fingerprint, fingerprints
from generator.content.yaml_nodes import Node, Scalar
from generator.model.trust import (
    Approval,
    NoteBeside,
    Remove,
    Replace,
)
from generator.problems import Mark, Problem


class OriginKind(Enum):
    """Where a text comes from."""

    NATIONAL = "national"
    """As the national edition has it."""
    AMENDED = "amended"
    """Changed by the trust."""
    LOCAL = "local"
    """Written by the trust."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where an element came from, and for a local change why and by whose leave."""

    kind: OriginKind
    mark: Mark
    operation: str = ""
    reason: str = ""
    approved: Approval | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A trust's note beside an element."""

    text: str
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Amended:
    """A file after amendment: its nodes, and the origin and notes of each address that is not plainly national."""

    node: Node
    origins: Mapping[str, Origin]
    notes: Mapping[str, tuple[Note, ...]]
    stale: tuple["Stale", ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """A change whose national text has moved on since it was written.

    `now` is the national text as it stands, or nothing where it is gone; `ways` are its addresses, today's and former
    ones, taken apart; `mark` is where the change stands.
    """

    document: str
    address: str
    ways: tuple[tuple[str, ...], ...]
    change: Replace | Remove | NoteBeside
    mark: Mark
    now: Node | None

    @property
    def base(self) -> str:
        """The base that would make the change fresh: the fingerprint of the national text as it stands."""
        return fingerprint(self.now) if self.now else NOTHING

    @property
    def bases(self) -> tuple[str, ...]:
        """Every base that is of the national text as it stands."""
        return fingerprints(self.now) if self.now else (NOTHING,)


NOTHING = fingerprint(Scalar(text="", quoted=False, mark=Mark(path="")))
"""The fingerprint of a text that the national edition leaves out."""
