"""What `generator/site/packed.py` writes, read as a browser reads it."""

import re


def unlisted(packed: str) -> list[str]:
    """Return the words or phrases of a text that `listed` wrote."""
    last, found = "", []
    for each in re.findall("[A-Z][^A-Z]*", packed):
        last = last[: ord(each[0]) - ord("A")] + each[1:]
        found.append(last)
    return found


def rising(packed: str) -> list[int]:
    """Return the numbers of a text that `steps` wrote."""
    last, found = 0, []
    for each in re.findall("[A-Z]*[a-z]", packed):
        last += sum((ord(letter) % 32 - 1) * 26**place for place, letter in enumerate(reversed(each)))
        found.append(last)
    return found
