"""Rules about words said in many places: facts typed by hand, and what people search with on the pages it finds."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from generator.check.wording import WORDS_OF_OTHERS
from generator.content.quoted_facts import FACTS
from generator.content.yaml_nodes import Node, Scalar, Table, mark_within, scalars
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own, mark
from generator.model.base import Form
from generator.model.facts import Fact, Facts
from generator.model.framework import Synonyms
from generator.problems import Problem, warning
from generator.text.markup import TEXTS, words
from generator.text.search_words import SearchWords, search_words
from generator.text.stems import stems

UNFILLED = WORDS_OF_OTHERS | {FACTS, "local-values"}
"""Files in which no fact can be quoted, or that hold words as other people say them."""


def fact_by_hand(edition: Edition) -> Iterator[Problem]:
    """`fact-by-hand`: a national text says in words of its own what a fact says, and would not move with it."""
    entry = edition.entries.get(FACTS)
    facts = entry.model.facts if entry and isinstance(entry.model, Facts) and edition.trust is None else ()
    typed = [(_pattern(phrase), phrase, fact) for fact in facts for phrase in fact.by_hand]
    says_any = _finder(tuple(phrase for _, phrase, _ in typed))
    for each in edition.entries.values() if typed else ():
        if each.id not in UNFILLED:
            for scalar in scalars(_without_front_sheet(each.node)):
                if says_any(scalar.text):
                    yield from _by_hand(scalar, typed)


def _by_hand(scalar: Scalar, typed: list[tuple[re.Pattern[str], str, Fact]]) -> Iterator[Problem]:
    for pattern, phrase, fact in typed:
        if found := pattern.search(scalar.text):
            sentence = f'"{phrase}" is said here by hand, and is a fact: {fact.meaning}'
            hint = f"quote it, so that no text can say otherwise: {{{{ fact.{fact.id} }}}}"
            yield warning(mark_within(scalar, found.start()), "fact-by-hand", sentence, hint)


@lru_cache(maxsize=8)
def _finder(phrases: tuple[str, ...]) -> Callable[[str], bool]:
    """Return what tells whether a text says any of some phrases, and remembers it: trainers read what peers do."""
    pattern = _pattern(*phrases)
    return lru_cache(maxsize=TEXTS)(lambda text: pattern.search(text) is not None)


def _pattern(*phrases: str) -> re.Pattern[str]:
    """Return what finds any of some phrases in either case, however lines are wrapped, and not within other words."""
    said = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)


def _without_front_sheet(node: Node) -> Node:
    """Return a document without its control: a history tells what was so before."""
    kept = tuple(entry for entry in node.entries if entry[0].text != "front_sheet") if isinstance(node, Table) else ()
    return Table(entries=kept, mark=node.mark)


def synonym_target(edition: Edition) -> Iterator[Problem]:
    """`synonym-target`: what people say is to find a page that says none of their words, in any form of them.

    Only pages of files are looked at; who to call and how to use the site are found by whoever needs them.
    """
    entry, known = edition.entries.get("synonyms"), search_words(edition.language.code)
    on_page = cache(lambda name: _stems_of(edition.entries[name], known) if name in edition.entries else None)
    for saying in entry.model.entries if entry and isinstance(entry.model, Synonyms) else ():
        if entry is None or not is_own(edition, entry, ("entries", saying.id)):
            continue
        said = frozenset[str]().union(*(stems(each, known) for each in (*saying.say, *saying.hurtful)))
        for position, target in enumerate(saying.finds):
            there = on_page(target.partition(".")[0])
            if there is not None and said.isdisjoint(there):
                sentence = f'"{saying.id}" finds {target}, which says none of its words'
                hint = f"put one of them on that page, where it fits: {', '.join(saying.say[:5])}"
                yield warning(mark(entry, "entries", saying.id, "finds", position), "synonym-target", sentence, hint)


def _stems_of(entry: Entry, known: SearchWords) -> frozenset[str]:
    """Return what the words of a page come down to."""
    return frozenset[str]().union(
        *(_stems(text if form is Form.LABEL else words(text), known) for _, text, form in entry.written)
    )


@lru_cache(maxsize=TEXTS)
def _stems(text: str, known: SearchWords) -> frozenset[str]:
    return stems(text, known)
