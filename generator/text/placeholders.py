"""What people write where they have no answer yet: words alone, with no knowledge of where they stand."""

import re
from unicodedata import normalize

_WORDS = """
tbc tba tbd na todo fixme pending awaiting awaited later soon insert placeholder lorem test testing example sample
blank empty ditto same unknown unsure dunno idk undefined nan none no nope nil null nothing yes yep yeah y n true
false on off ok okay nobody someone somebody anybody anyone anon various xx foo bar foobar tick not asdf qwerty abc
name names phone number telephone email address value text title hours cost
"""
_PHRASES = """
to do, to follow, coming soon, watch this space, no one, no reason, no answer, no idea, no value, no name, no
number, not known, not applicable, not sure, not set, not yet, not decided, not given, not provided, none given, do
not know, i do not know, dont know, i dont know, as above, as below, as before, see above, see below, phone number,
telephone number, email address, job title, lorem ipsum, needs adding, to add, your name, your trust, your number,
your phone number, your email, your email address, your address, your job title, n a, ref, yes please, please ask
"""
NO_ANSWER = frozenset(_WORDS.split()) | {" ".join(each.split()) for each in _PHRASES.split(",")}
"""Whole texts that say nothing, in small letters and without signs."""

_FOR_NOW = re.compile(r" (yet|at present|for now|at the moment|currently|as yet|here|so far|today)$")
_TO_COME = "to be (?:confirmed|decided|agreed|advised|announced|determined|added|arranged|completed|inserted)"
_SAYS_SO = re.compile(
    rf"\b(?:tbc|tba|tbd)\b|\blorem ipsum\b|^{_TO_COME}\b|\b{_TO_COME}[\s.!?)]*$|\({_TO_COME}\b"
    r"|^(?:todo|fixme)\b|\bx{3,}\b|_{3,}|\.{4,}|^(?:see|on|check|look on)(?: our| the| trust| staff)* intranet\W*$"
    r"|^(?:please )?(?:insert|enter|type|add|fill in|complete|your)\b.*\bhere\W*$"
    r"|^(?:please )?(?:insert|enter|fill in) (?:a|the|your|name|number|phone|email|address|title|value|text|details)\b"
    r"|^please (?:add|complete|confirm|provide|update|fill)\b"
    r"|^(?:the )?same(?: \w+)? as\b|^#(?:n/?a|ref|value|name)\b|^[\[<{].*[\]>}]$",
    re.DOTALL,
)
"""Words in a text, or a text as a whole, that say that the answer is still to come or stands elsewhere."""


def is_no_answer(text: str) -> bool:
    """Say whether a text is no answer to any question: empty, a sign, "tbc", "yes", "same as above".

    What only holds such words says something: None Such House, True North, "nobody is there at night".
    """
    said = " ".join(normalize("NFKC", text).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    words = " ".join(re.sub(r"[^\w\s]|_", " ", said.replace("'", "")).split())
    while words != (shorter := _FOR_NOW.sub("", words)):
        words = shorter
    letters = set(words.replace(" ", ""))
    is_one_sign = len(letters) == 1 < len(words) and not letters <= set("123456789")
    return not letters or letters == {"0"} or is_one_sign or words in NO_ANSWER or _SAYS_SO.search(said) is not None
