"""The glossary as scripts, for pages that explain a word where it stands: its forms in text, and what it means."""

import json
import re
from collections.abc import Iterator, Mapping

from generator.editions.edition import Edition
from generator.model.framework import Glossary, Term
from generator.text.markup import words

WORDS, MEANINGS = "javascripts/words.js", "javascripts/meanings.js"
"""Where the scripts stand below an edition. They are no JSON files, which a page opened from a folder may not read."""

_SHORT_FORM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def glossary_scripts(edition: Edition) -> Mapping[str, str]:
    """Return the scripts by their paths; they name no word where the edition has no glossary.

    A page asks for the words by itself, and for what they mean, which is five times as much, when somebody asks it.
    """
    entry = edition.entries.get("glossary")
    terms = entry.model.terms if entry and isinstance(entry.model, Glossary) else ()
    return {
        WORDS: _script("handbookWords", [[each.id, list(forms(each))] for each in terms]),
        MEANINGS: _script("handbookMeanings", {each.id: words(each.meaning) for each in terms}),
    }


def _script(name: str, value: object) -> str:
    return f"window.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


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
