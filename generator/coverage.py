"""Which documents deliver which of the 31 core components."""

from collections.abc import Mapping

from generator.model.base import Document
from generator.model.framework import Component, Components
from generator.model.kinds import DELIVERING, DOCUMENT_KINDS
from generator.resolve import Edition, Entry


def components(edition: Edition) -> tuple[Component, ...]:
    """Give the components the edition is measured by, in order."""
    entry = edition.entries.get("components")
    return entry.model.components if entry and isinstance(entry.model, Components) else ()


def coverage(edition: Edition) -> Mapping[str, tuple[Entry, ...]]:
    """Give, for each component's number, the documents that name it, sessions and procedures first."""
    documents = [entry for kind in DOCUMENT_KINDS for entry in edition.of_kind(kind)]
    documents.sort(key=lambda entry: entry.kind not in DELIVERING)
    return {
        component.id: tuple(entry for entry in documents if component.id in _named(entry))
        for component in components(edition)
    }


def delivered(edition: Edition) -> Mapping[str, tuple[Entry, ...]]:
    """Give, for each component's number, the sessions and procedures that deliver it."""
    return {
        number: tuple(entry for entry in entries if entry.kind in DELIVERING)
        for number, entries in coverage(edition).items()
    }


def _named(entry: Entry) -> tuple[str, ...]:
    return entry.model.components if isinstance(entry.model, Document) else ()
