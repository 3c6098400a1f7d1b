"""Which kind of file a text reads as, by its keys: a procedure in the folder of sessions is told as what it is."""

from generator.content.yaml_nodes import Node, Table
from generator.model.base import Content
from generator.model.kinds import AMENDMENT, APPROVALS, DECISIONS, FOLDER_KINDS, TRUST, Kind

ASKED = (*FOLDER_KINDS, AMENDMENT, TRUST, APPROVALS, DECISIONS)
"""The kinds that a file in the wrong place may be of."""


def reads_as(node: Node, at_most: int = 1) -> Kind | None:
    """Return the kind that a file's keys fit, with `at_most` of them missing; nothing where none or several fit."""
    if not isinstance(node, Table):
        return None
    keys = {key.text for key, _ in node.entries}
    lacks = sorted(((_lack(keys, kind.model), kind.name, kind) for kind in ASKED), key=lambda each: each[:2])
    (fewest, _, kind), (second, _, _) = lacks[:2]
    return kind if fewest <= at_most and fewest < second else None


def lack(node: Node, kind: Kind) -> int:
    """Return how many keys of a file are missing for a kind, or are none of it."""
    return _lack({key.text for key, _ in node.entries} if isinstance(node, Table) else set(), kind.model)


def _lack(keys: set[str], model: type[Content]) -> int:
    fields = {field.alias or name: field.is_required() for name, field in model.model_fields.items()}
    unknown = sum(key not in fields for key in keys)
    missing = sum(required and name not in keys for name, required in fields.items())
    return unknown + missing
