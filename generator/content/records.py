"""What a trust put on record: decisions, approvals and confirmations, each with the place where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.content.library import File
from generator.content.yaml_nodes import mark_at
from generator.model.trust import (
    Approvals,
    Confirmation,
    Confirmations,
    Decision,
    Decisions,
    DocumentApproval,
    Signature,
    Signatures,
)
from generator.problems import Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """What people of a trust decided, approved, signed and confirmed, in the order written, each with its place."""

    decisions: tuple[tuple[Decision, Mark], ...] = ()
    approvals: tuple[tuple[DocumentApproval, Mark], ...] = ()
    signatures: tuple[tuple[Signature, Mark], ...] = ()
    confirmations: tuple[tuple[Confirmation, Mark], ...] = ()


def records(files: Iterable[File]) -> Records:
    """Return what the files of a trust's records say; nothing for a file that is not there."""
    decisions: list[tuple[Decision, Mark]] = []
    approvals: list[tuple[DocumentApproval, Mark]] = []
    signatures: list[tuple[Signature, Mark]] = []
    confirmations: list[tuple[Confirmation, Mark]] = []
    for file in files:
        match file.model:
            case Decisions(decisions=listed):
                decisions += [(each, _mark(file, place)) for place, each in enumerate(listed)]
            case Approvals(approvals=approved):
                approvals += [(each, _mark(file, place)) for place, each in enumerate(approved)]
            case Signatures(signatures=signed):
                signatures += [(each, _mark(file, place)) for place, each in enumerate(signed)]
            case Confirmations(confirmations=confirmed):
                confirmations += [(each, _mark(file, place)) for place, each in enumerate(confirmed)]
    return Records(
        decisions=tuple(decisions),
        approvals=tuple(approvals),
        signatures=tuple(signatures),
        confirmations=tuple(confirmations),
    )


def _mark(file: File, position: int) -> Mark:
    return mark_at(file.node, (file.kind.name, position))
