"""The glossary as a script, for pages that explain a word where it stands: its forms in text, and its meaning."""

import json
import re
from collections.abc import Iterator

from generator.editions.edition import Edition
from generator.model.framework import Glossary, Term
from generator.text.markup import words

PATH = "javascripts/words.js"
"""Where the script stands below an edition. It is no JSON file, which a page opened from a folder may not read."""

_SHORT_FORM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def words_script(edition: Edition) -> str:
    """Return the script; it names no word where the edition has no glossary."""
    entry = edition.entries.get("glossary")
    terms = entry.model.terms if entry and isinstance(entry.model, Glossary) else ()
    rows = [[each.id, list(forms(each)), words(each.meaning)] for each in terms]
    return f"window.handbookWords={json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n"


def forms(term: Term) -> tuple[str, ...]:
    """Return how a term may stand in text: itself, its plurals, and short forms in capital letters.

    Its other names are left out: many, such as “the bank” or “being open”, mean something else in most sentences.
    """
    return tuple(dict.fromkeys(_forms(term)))


def _forms(term: Term) -> Iterator[str]:
    yield term.term
    name = term.term.lower()
    plurals = (f"{name}s", f"{name}es", f"{name[:-1]}ies")
    for each in term.also:
        if each.lower() in plurals or _SHORT_FORM.fullmatch(each):
            yield each
