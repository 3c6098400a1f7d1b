"""Texts from elsewhere as they may stand in a request: as blocks of code, in which nothing can do anything."""

import re

MOST_LINES, MOST_LETTERS, MOST_STATUS = 40, 8_000, 20_000
"""How much of a list, of a block, and of a status goes into a request: GitHub takes 65,536 letters in all."""


def block(text: str, most: int = MOST_LETTERS) -> str:
    """Return text as a block of code in Markdown: no name is called, no link leads anywhere, nothing is hidden.

    Letters that are not seen (control characters, marks of direction) are dropped, and what is too long is cut.
    """
    seen = [letter for letter in text.replace("\t", "    ") if letter == "\n" or letter.isprintable()]
    plain = "".join(seen).strip("\n")
    cut = plain if len(plain) <= most else f"{plain[:most]}\n(The rest is left out here.)"
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", cut)), default=0))
    return f"{fence}text\n{cut}\n{fence}"


def listed(names: list[str]) -> str:
    """Return a list of names as a block, each on one line, the first of very many."""
    lines = [f"- {' '.join(_readable(name).split())[:200]}" for name in names[:MOST_LINES]]
    more = [f"- and {len(names) - MOST_LINES} more"] if len(names) > MOST_LINES else []
    return block("\n".join([*lines, *more]))


def _readable(text: str) -> str:
    """Return text with a question mark for each letter that is not seen, or that is no letter at all."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
