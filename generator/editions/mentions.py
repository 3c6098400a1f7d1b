"""Texts that speak of a document: that say its title, or link to it."""

import re
from collections.abc import Iterator

from generator.editions.edition import Edition, Entry
from generator.model.kinds import DOCUMENT_KINDS, PROGRAMME
from generator.model.texts import Tokens
from generator.text.markup import links


def speaking_of(edition: Edition, gone: Entry) -> Iterator[tuple[Entry, Tokens]]:
    """Return each text of an edition's documents that speaks of one that was taken out, with the way to it.

    Where another document has the same title, only links count.
    """
    title = str(getattr(gone.model, "title", "")).strip('"“”')
    others = {str(getattr(each.model, "title", "")).strip('"“”') for each in edition.entries.values()}
    named = re.compile(rf"(?<!\w){re.escape(title)}(?!\w)") if title and title not in others else None
    for entry in edition.entries.values():
        if entry.kind not in (*DOCUMENT_KINDS, PROGRAMME):
            continue
        for way, text, _ in entry.written:
            if (named and named.search(text)) or has_link(text, gone.id):
                yield entry, way


def has_link(text: str, document: str) -> bool:
    """Say whether a text links to a document, or to a place in it."""
    return document in text and any(link.document == document for link in links(text))
