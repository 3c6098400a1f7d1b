"""Words as the search sees them: folded, without those that tell nothing, and cut to what their forms share."""

import re
from functools import lru_cache
from unicodedata import normalize

from generator.text.search_words import SearchWords

WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"['`\u2019\u0300-\u036f]")
"""What does not part words: marks over and beside letters."""
_CUTS = ((re.compile(r"ies$|ied$"), "y"), (re.compile(r"(ss|sh|ch|x|z)es$"), r"\1"), (re.compile(r"([^su])s$"), r"\1"))
_ENDS = re.compile(r"(ness|ment|ity|fully|ful)$")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
SHORT, LONG, LONGER = 4, 5, 6
"""Lengths of words that decide which endings are cut."""


def folded(text: str, known: SearchWords) -> str:
    """Return a text in small letters without apostrophes and accents; what people type is made the same."""
    return known.joined.sub(r"\1", _SIGNS.sub("", normalize("NFKD", text).lower()))


def telling(words: str, known: SearchWords) -> str:
    """Return a saying without what tells nothing, unless nothing else is in it."""
    every = WORD.findall(known.have_to.sub(lambda said: said[0] if said[1] else "haveto", folded(words, known)))
    return " ".join([word for word in every if word not in known.stop] or every)


@lru_cache(maxsize=50_000)
def stem(word: str, known: SearchWords) -> str:
    """Return the part of a word that its forms share, as the search in the browser cuts it."""
    if not known.cuts:
        return known.forms.get(word, word)
    base = known.forms.get(word) or known.forms.get(re.sub(r"s$", "", word)) or word
    if len(base) < SHORT or re.search(r"[0-9]", base):
        return base
    for ending, rest in _CUTS:
        base = ending.sub(rest, base)
    base = _ENDS.sub("", base) if len(base) > LONGER else base
    base = re.sub(r"ly$", "", base) if len(base) > LONG else base
    cut = re.sub(r"(ing|ed)$", "", base)
    if cut != base and len(cut) >= SHORT - 1 and re.search(r"[aeiouy]", cut):
        base = _DOUBLE.sub(r"\1", cut)
    return re.sub(r"y$", "i", re.sub(r"e$", "", base)) if len(base) >= SHORT else base


def stems(text: str, known: SearchWords) -> frozenset[str]:
    """Return what the words of a text come down to, without those that tell nothing."""
    return frozenset(stem(word, known) for word in telling(text, known).split())


def veiled(words: str, known: SearchWords, *, whole: bool = False) -> str:
    """Return words that hurt as a browser gets them: of each stem a number that says nothing, in base 36.

    It is FNV-1a of 32 bits, which a page opened as a file can work out too.

    Args:
        words: The words.
        known: What the search knows of their language.
        whole: Whether those that tell nothing count too, as they do in phrases of danger.
    """
    kept = WORD.findall(folded(words, known)) if whole else telling(words, known).split()
    return " ".join(base_36(_fnv(stem(word, known))) for word in kept)


def _fnv(word: str) -> int:
    code = 0x811C9DC5
    for letter in word:
        code = (code ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return code


def base_36(number: int) -> str:
    """Return a number in digits and letters."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (base_36(number // 36) if number >= len(digits) else "") + digits[number % len(digits)]
