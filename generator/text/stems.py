"""Words as the search sees them: folded, without those that tell nothing, and cut to what their forms share."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import normalize

ENGINE = Path(__file__).resolve().parents[2] / "templates/site/static/javascripts/search-engine.js"
"""The search that runs in the browser; forms of words that no rule makes stand there alone."""

_STOP = """
a an the and or but if so of to in on at by for with from as into about than then that this these those there here
it its is am are was were be been being do does did doing done have has had having will would shall should could can
may might must im ive id youre youve hes shes theyre weve thats theres i me my mine myself you your yours u ur he
him his she her hers we us our they them their what whats which who whos whom whose wheres why how hows
just really very too also some any every each such not no dont doesnt didnt isnt arent wasnt wont wouldnt shouldnt
couldnt please ok okay hi hello hey lol yeah well oh gonna gotta cos coz because bit lot got get gets getting
one ones thing things stuff somebody someone anybody anyone everybody person people guy bloke patient client service
user keep keeps kept s t m re ve ll d wot wat wen wud cud shud hav dnt pls plz dunno wats
idk tbh omg ffs tips ppl sum1 any1 thx ta da dat dis
"""
STOP = frozenset(_STOP.split())
"""Words that tell nothing about what is wanted; the search leaves them out of what people type, too."""

WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"['`\u2019\u0300-\u036f]")
"""What does not part words: marks over and beside letters."""
_JOINED = re.compile(
    r"\b(?!(?:on|up|in|to|of|at|go|no|my|we|by|do|it|is|or|as|me|us|he|be|an|if|so)[-\u2010])([a-z]{1,2})[-\u2010](?=[a-z])"
)
"""The hyphen of Wi-Fi, e-mail and co-ordinator, which parts no words; that of on-call does."""
_MUST = re.compile(
    r"\b(?P<asks>(?:what|who|when|which|where) )?"
    r"(?:do(?:es)? (?:i|we|u|you|they|he|she) (?:really |actually )?(?:have|need) to|must (?:i|we))\b"
)
_FORMS = re.compile(r"var FORMS = \{(?P<rows>.*?)\};", re.DOTALL)
_ROW = re.compile(r"\"?(?P<form>[a-z0-9]+)\"?: \"(?P<word>[a-z]+)\"")
_CUTS = ((re.compile(r"ies$|ied$"), "y"), (re.compile(r"(ss|sh|ch|x|z)es$"), r"\1"), (re.compile(r"([^su])s$"), r"\1"))
_ENDS = re.compile(r"(ness|ment|ity|fully|ful)$")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
SHORT, LONG, LONGER = 4, 5, 6
"""Lengths of words that decide which endings are cut."""


def folded(text: str) -> str:
    """Return a text in small letters without apostrophes and accents; what people type is made the same."""
    return _JOINED.sub(r"\1", _SIGNS.sub("", normalize("NFKD", text).lower()))


def telling(words: str) -> str:
    """Return a saying without what tells nothing, unless nothing else is in it."""
    every = WORD.findall(_MUST.sub(lambda said: said[0] if said["asks"] else "haveto", folded(words)))
    return " ".join([word for word in every if word not in STOP] or every)


@cache
def forms() -> Mapping[str, str]:
    """Return the forms of words that no rule makes, each with its word: left for leave."""
    found = _FORMS.search(ENGINE.read_text(encoding="utf-8"))
    return {row["form"]: row["word"] for row in _ROW.finditer(found["rows"])} if found else {}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the part of a word that its forms share, as the search in the browser cuts it."""
    base = forms().get(word) or forms().get(re.sub(r"s$", "", word)) or word
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


def stems(text: str) -> frozenset[str]:
    """Return what the words of a text come down to, without those that tell nothing."""
    return frozenset(stem(word) for word in telling(text).split())


def veiled(words: str, *, whole: bool = False) -> str:
    """Return words that hurt as a browser gets them: of each stem a number that says nothing, in base 36.

    It is FNV-1a of 32 bits, which a page opened as a file can work out too.

    Args:
        words: The words.
        whole: Whether those that tell nothing count too, as they do in phrases of danger.
    """
    kept = WORD.findall(folded(words)) if whole else telling(words).split()
    return " ".join(base_36(_fnv(stem(word))) for word in kept)


def _fnv(word: str) -> int:
    code = 0x811C9DC5
    for letter in word:
        code = (code ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return code


def base_36(number: int) -> str:
    """Return a number in digits and letters."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (base_36(number // 36) if number >= len(digits) else "") + digits[number % len(digits)]
