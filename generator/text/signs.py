"""Signs in text that mean something elsewhere, or were meant to here, and do not: what to look for, and what to say."""

import re
from dataclasses import dataclass

from generator.problems import Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """Words in text that were meant to mean something, and do not.

    Named groups of `sign` may stand in the hint, in curly brackets.
    """

    sign: re.Pattern[str]
    sentence: str
    hint: str
    rule: str = "markdown"
    level: Level = Level.ERROR
    goes_on: bool = False
    """Whether it counts only on a later line of a paragraph."""


def _pattern(sign: str, sentence: str, hint: str, *, level: Level = Level.ERROR, goes_on: bool = False) -> Pattern:
    return Pattern(sign=re.compile(sign), sentence=sentence, hint=hint, level=level, goes_on=goes_on)


_LISTS = 'begin each line of a list with "- ", or with "1. ", "2. " and so on'
_NO_DEFINITION = "this defines a link or a footnote in a line of its own, which is not supported"

BEGINNINGS = (
    _pattern(
        r"[•·▪◦‣●○■□➢►❖\uf0a7\uf0b7]|o(?=[ \t\xa0]{1,8}[A-Z])",
        "this begins with a bullet of a word processor, so it is no list",
        _LISTS,
    ),
    _pattern(r"[\u2012-\u2015\u2212](?=\s)", "this begins with a long dash, so it is no list", _LISTS),
    _pattern(r"[-+](?=[^\W\d_])", "there is no space after the dash, so this is no list", _LISTS),
    _pattern(
        r"[0-9]{1,2}[.)](?=[^\W\d_])", "there is no space after the number, so this is no list", 'write "1. ", "2. " …'
    ),
    _pattern(
        r"[0-9]{1,2}[.)](?=\s)",
        "this number stands in the middle of a paragraph, so it begins no list",
        "leave an empty line above the list; for a number in a sentence, move it from the start of the line",
        level=Level.WARNING,
        goes_on=True,
    ),
    _pattern(
        r"#{2,}", "this is no heading", "write ###, a space, and the heading, with an empty line above and below it"
    ),
    _pattern(
        r"\[[ xX]?\](?=\s|$)",
        "lists to tick are not written like this",
        'use an item of the kind checklist, or begin the line with "- " alone',
    ),
    Pattern(
        sign=re.compile(r"\[[^\[\]]+\]:\s*\S"),
        sentence=_NO_DEFINITION,
        hint="write it where it is used: [words](address)",
        rule="link-form",
    ),
    _pattern(
        r"\*\[[^\[\]]+\]:\s",
        "short forms are not explained like this",
        "put the word into the glossary, or write it out",
    ),
    _pattern(
        r"\|(?=.*\|)|:?-{2,}:?\s*\|",
        "this is not read as a table",
        "a table has a head, then a line such as |---|---| with as many cells as the head has",
    ),
    _pattern(r"\[![A-Za-z]+\]", "boxes are not written like this", "write it as a paragraph or a quote (>)"),
    _pattern(
        r"(?:!!!|\?\?\?\+?|:::)\s?\S", "boxes are not written like this", "write it as a paragraph or a quote (>)"
    ),
    _pattern(r":\s+\S", "lists of meanings are not written like this", "write **word**: meaning", goes_on=True),
    _pattern(
        r"(?:--8<--|;--|\.\. [a-z-]+::|@import\s|\[TOC\]|\\(?:begin|newline)\b)",
        "this is an order to another program, and does nothing here",
        "take it out",
    ),
)
"""What is looked for where a line of text begins."""

ANYWHERE = (
    _pattern(r"\[\^[^\[\]\s]+\]", "footnotes are not supported", "say it in the sentence, or in brackets"),
    _pattern(
        r"(?P<words>!?\[[^\[\]]*\])\(\s*(?P<address>[^()<>]*?\s[^()<>]*?)\s*\)",
        "this is not read as a link or picture, because its address has a space",
        "put < and > round the address: {words}(<{address}>)",
    ),
    _pattern(
        r"\]\s\((?=https?:|mailto:|tel:|#|assets/|[a-z-]+/[a-z0-9-]+[)#])",
        "this is not read as a link, because there is a space between its brackets",
        "write [words](address)",
    ),
    _pattern(r"\]\(", "this is not read as a link", "write [words](address), with nothing between the brackets"),
    _pattern(
        r"\]\s?\[[^\[\]]*\]|!\[",
        "this is not read as a link or picture",
        "write [words](address), or ![what it shows](assets/name.png)",
    ),
    _pattern(r"\[\[[^\[\]]+\]\]", "links are not written like this", "write [words](address)"),
    _pattern(r"~~\S|(?<![\w~])~[^\s~](?:[^~]*[^\s~])?~(?![\w~])", "words are not struck out here", "take them out"),
    _pattern(r"==[^\s=](?:[^=]*[^\s=])?==", "words are not highlighted here", "write **words** for bold"),
    _pattern(r"\*\*", "these stars mark nothing", "write **words**, with no space inside the stars; for a star, \\*"),
    _pattern(
        r"\{\s?(?::|[#.](?=\S))[^{}]*\}",
        "settings in curly brackets are not read",
        "take them out; for a bracket, write \\{",
    ),
    _pattern(r"<(?=[a-zA-Z][a-zA-Z0-9+.-]*:)", "this is not read as an address", "write [words](<address>)"),
    _pattern(r"&#?\w{2,30};", "there is no sign of this name", "type the sign itself; for an &, write &amp;"),
    _pattern(r"(?<![\w:]):[a-z][a-z0-9_+-]*[a-z]:(?![\w:])", "signs are not written like this", "type the sign itself"),
)
"""What is looked for anywhere in text; of several at one place the first is told."""
