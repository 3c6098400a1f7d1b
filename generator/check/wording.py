"""Rules about words: none that hurt or mislead, sentences and reading age people can manage, acronyms explained."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from generator.editions.change import OriginKind
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own, mark
from generator.model.document import Document
from generator.model.framework import Glossary, Wording
from generator.model.texts import Tokens
from generator.problems import Problem, warning
from generator.text.markup import TEXTS, blocks, words

LONGEST_SENTENCE = 25
"""Words in a sentence; the house style asks for 20 (NHS digital service manual, how we write)."""

OLDEST_READER = 14
"""The reading age a document may ask for where its topic is hard (NHS digital service manual, how we write)."""

PROSE = frozenset(
    {"title", "summary", "purpose", "text", "introduction", "participant", "facilitator", "action", "scope"}
)
"""Fields in whole sentences, from which a document's reading age is taken."""

CREDITS = frozenset({"source", "sources"})
"""Names of publications, which stand as their authors wrote them."""

RECORDS = frozenset({("front_sheet", "approver"), ("front_sheet", "sign_offs")})
"""Where a front sheet says who decided what, with the number of its minutes, as it was written down."""

WORDS_OF_OTHERS = frozenset({"wording", "synonyms"})
"""Files that hold the very words that other texts avoid: those that hurt, and those that people search with."""

_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"”'*)]*\s+")
_ACRONYM = re.compile(r"(?<![\w])[A-Z][A-Z&]{1,5}s?\b")
_ROMAN_OR_UNIT = frozenset({"OK", "TV", "PDF", "PDFs", "UK", "II", "III", "IV", "AM", "PM", "NO", "ID", "SHOUT"})


def banned_wording(edition: Edition) -> Iterator[Problem]:
    """`banned-wording`: a text uses words that hurt people or say what is not so (the list is content, wording.yml)."""
    framework = edition.entries.get("wording")
    groups = framework.model.banned if framework and isinstance(framework.model, Wording) else ()
    banned = tuple((words, group) for group in groups for words in group.words)
    found_in = _finder(tuple(words for words, _ in banned))
    for entry in edition.entries.values():
        if entry.id in WORDS_OF_OTHERS:
            continue
        for tokens, text in own_texts(edition, entry):
            for position in found_in(text):
                words, group = banned[position]
                sentence = f'this says "{words}". {group.reason}'
                yield warning(mark(entry, *tokens), "banned-wording", sentence, f"instead: {group.instead}")


@lru_cache(maxsize=8)
def _finder(words: tuple[str, ...]) -> Callable[[str], tuple[int, ...]]:
    """Return what tells which of some words a text has, by their positions, and remembers it."""
    patterns = [(each.lower(), re.compile(rf"(?<!\w){re.escape(each.lower())}(?!\w)")) for each in words]

    @lru_cache(maxsize=TEXTS)
    def found_in(text: str) -> tuple[int, ...]:
        said = text.lower()
        having = (each in said and pattern.search(said) for each, pattern in patterns)
        return tuple(position for position, has in enumerate(having) if has)

    return found_in


def own_texts(edition: Edition, entry: Entry) -> Iterator[tuple[Tokens, str]]:
    """Return the texts of an entry that its edition's owner wrote."""
    return ((tokens, text) for tokens, text in entry.texts if is_own(edition, entry, tokens))


def long_sentence(edition: Edition) -> Iterator[Problem]:
    """`long-sentence`: a sentence has more than 25 words."""
    for entry in edition.entries.values():
        for tokens, text in own_texts(edition, entry):
            if tokens[-1] not in PROSE:
                continue
            longest = max((len(sentence.split()) for sentence in sentences(text)), default=0)
            if longest > LONGEST_SENTENCE:
                said = f"a sentence here has {longest} words; more than {LONGEST_SENTENCE} is hard to read"
                yield warning(mark(entry, *tokens), "long-sentence", said, "make two sentences of it")


def reading_age_too_high(edition: Edition) -> Iterator[Problem]:
    """`reading-age`: a document asks for a reading age above 14."""
    for entry in edition.entries.values():
        if edition.trust and entry.origin.kind is not OriginKind.LOCAL:
            continue
        if isinstance(entry.model, Document) and (age := reading_age(entry)) > OLDEST_READER:
            sentence = f"this document asks for a reading age of about {age:.0f}"
            hint = f"shorter sentences and everyday words bring it down; {OLDEST_READER} is the most"
            yield warning(mark(entry, "title"), "reading-age", sentence, hint)


def unexplained_acronym(edition: Edition) -> Iterator[Problem]:
    """`acronym`: a short form in capitals is not in the glossary."""
    glossary = edition.entries.get("glossary")
    terms = glossary.model.terms if glossary and isinstance(glossary.model, Glossary) else ()
    place = f"trusts/{edition.code}/amend/glossary.yml" if edition.trust else "national/glossary.yml"
    known = {word for term in terms for also in (term.term, *term.also) for word in re.findall(r"[A-Z&]+s?", also)}
    for entry in edition.entries.values():
        seen: set[str] = set()
        if entry.id in WORDS_OF_OTHERS:
            continue
        for tokens, text in own_texts(edition, entry):
            if tokens[0] in CREDITS or tokens[-1] == "reference" or tokens[:2] in RECORDS:
                continue
            for word in _acronyms(text):
                if {word, word.rstrip("s")}.isdisjoint(known | _ROMAN_OR_UNIT | seen):
                    seen.add(word)
                    sentence = f'"{word}" is not in the glossary'
                    hint = f"write it out, or add it to the glossary, in content/{place}"
                    yield warning(mark(entry, *tokens), "acronym", sentence, hint)


@lru_cache(maxsize=TEXTS)
def _acronyms(text: str) -> tuple[str, ...]:
    return tuple(_ACRONYM.findall(words(text)))


@lru_cache(maxsize=TEXTS)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of authors' text, with paragraphs, list entries and cells of tables apart."""
    said = (" ".join(each.split()) for block in blocks(text) for each in _SENTENCE_END.split(block))
    return tuple(each for each in said if each)


def reading_age(entry: Entry) -> float:
    """Return the reading age in years that a document's prose asks for.

    It is the Automated Readability Index (Smith and Senter, 1967), a school grade from letters a word and words a
    sentence, plus five. Such figures help to set priorities and prove nothing (NHS digital service manual).
    """
    whole = [sentence for _, text in _prose(entry) for sentence in sentences(text)]
    words = [word for sentence in whole for word in re.findall(r"[\w']+", sentence)]
    if not words:
        return 0
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(whole) - 21.43 + 5


def _prose(entry: Entry) -> Iterator[tuple[Tokens, str]]:
    return ((tokens, text) for tokens, text in entry.texts if tokens[-1] in PROSE)
