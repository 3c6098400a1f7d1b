"""How texts stand side by side in print, or one below the other; and a heading with its facts on one line."""

from collections.abc import Sequence

SHARES = {
    0.35: "hb-share-35",
    0.4: "hb-share-40",
    0.45: "hb-share-45",
    0.5: "hb-share-50",
    0.55: "hb-share-55",
    0.6: "hb-share-60",
    0.65: "hb-share-65",
}
"""How much of the width the first of two texts takes, and the class that says so."""

BELOW = "hb-share-none"
"""The class of two texts that take fewer lines one below the other, each as wide as the page."""

LINE = 100
"""About how many letters a line has that goes across the whole width in print."""

INDENT = 12
"""About how many letters' room a line of a list gives to its sign, to the edges of its box, and to a word that did not
fit."""

ROOM = 106
"""About how many letters of facts a line has that goes across the whole width in print, with some to spare."""

HEADING = 1.4
"""How many of them are about as wide as one letter of a heading."""

BETWEEN = 5
"""How many of them are about as wide as the sign between two facts, a picture and what leads to a fact."""


def share(left: Sequence[str], right: Sequence[str]) -> str:
    """Return the class of the share with which two texts, each given by its paragraphs, take the fewest lines.

    Where one is so long beside the other that half of the width would stay empty, they stand one below the other.
    """
    taken = {name: max(_lines(left, part), _lines(right, 1 - part)) for part, name in SHARES.items()}
    if _lines(left, 1) + _lines(right, 1) < min(taken.values()):
        return BELOW
    return min(taken, key=lambda name: (taken[name], abs(int(name[-2:]) - 50)))


def _lines(paragraphs: Sequence[str], part: float) -> int:
    room = int(LINE * part) - INDENT
    return sum(-(-len(each) // room) for each in paragraphs)


def beside(heading: str, facts: Sequence[str]) -> str:
    """Return the class of an activity whose facts fit on the line of its heading, which has larger letters."""
    taken = len(heading) * HEADING + sum(len(each) + BETWEEN for each in facts)
    return "hb-beside" if taken < ROOM else ""
