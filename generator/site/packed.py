"""Lists of words and of numbers written as shortly as a browser can read them back: what search sends to phones."""

from collections.abc import Iterable
from itertools import takewhile

REPEATED = 25
"""The most letters that a word can repeat of the one before: a capital counts no further."""

_BEYOND = "\U00010000"
"""The first of the letters that a browser counts as two."""

LETTERS = 26


def listed(words: Iterable[str]) -> str:
    """Return words or phrases without capitals as one text, as `listed` in search-read.js reads it.

    Each is a capital that says how many letters of the one before it begins with, A for none, and its other letters.
    """
    last, found = "", []
    for word in words:
        both = zip(last, word[:REPEATED], strict=False)
        length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] < _BEYOND, both))
        found.append(f"{chr(ord('A') + length)}{word[length:]}")
        last = word
    return "".join(found)


def steps(numbers: Iterable[int]) -> str:
    """Return rising numbers as one text, as `numbers` in search-read.js reads it.

    Each is its distance from the one before, with letters for digits, a for 0, of which only the last is no capital.
    """
    last, found = 0, []
    for number in numbers:
        found.append(_digits(number - last))
        last = number
    return "".join(found)


def _digits(number: int) -> str:
    before, last = divmod(number, LETTERS)
    return (_digits(before).upper() if before else "") + chr(ord("a") + last)
