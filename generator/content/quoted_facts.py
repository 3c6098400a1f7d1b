"""Facts in the texts that quote them: what a text says holds what its facts say, so that it moves when they do."""

import re
from collections.abc import Mapping
from dataclasses import replace

from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.model.base import Content
from generator.model.facts import Facts

FACTS = "facts"
"""The id of the file of facts."""

PLACE_FOR_FACT = re.compile(r"\{\{\s*fact\.([a-z0-9_]+)\s*\}\}")
"""A fact in text: {{ fact.first_answer }}."""


def facts_of(model: Content | None) -> Mapping[str, str]:
    """Return the words of each fact, by its name; none where there is no file of them."""
    return {each.id: each.text for each in model.facts} if isinstance(model, Facts) else {}


def as_written(node: Node) -> Node:
    """Return a node as its author wrote it, with the names of facts and not their words."""
    match node:
        case Scalar():
            return replace(node, quoting="")
        case Listing():
            return replace(node, children=tuple(as_written(each) for each in node.children))
        case Table():
            return replace(node, entries=tuple((key, as_written(value)) for key, value in node.entries))


def with_facts(node: Node, facts: Mapping[str, str]) -> Node:
    """Return a node in which each text that quotes a fact knows what it says, the same object where none does.

    The text stays as it was written, and so do its places in the file. What it says is what fingerprints, the ledger
    and comparisons count (`Scalar.said`): a local change, an approval and the list of news learn that a fact moved.
    """
    match node:
        case Scalar():
            said = PLACE_FOR_FACT.sub(lambda found: facts.get(found[1], found[0]), node.text)
            return node if said == node.text else replace(node, quoting=said)
        case Listing():
            children = tuple(with_facts(each, facts) for each in node.children)
            changed = any(new is not old for new, old in zip(children, node.children, strict=True))
            return replace(node, children=children) if changed else node
        case Table():
            entries = tuple((key, with_facts(value, facts)) for key, value in node.entries)
            changed = any(new is not old for (_, new), (_, old) in zip(entries, node.entries, strict=True))
            return replace(node, entries=entries) if changed else node
