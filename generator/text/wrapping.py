"""Where the lines of a paragraph are broken says nothing: texts as they read with each paragraph on one line."""

import re
from functools import lru_cache

from generator.text.markup import parsed

_LINES = re.compile(r"\r\n|\r|\n")
_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")
"""A backslash that ends a line and is not itself escaped: a line break that is meant."""

MEANT = "\v"
"""What stands for a line break that is meant, in what is hashed; no author's text holds it."""


@lru_cache(maxsize=20_000)
def unwrapped(text: str) -> str:
    r"""Return a text as `fingerprint` counts it: Markdown with each paragraph on one line.

    A line that goes on with a paragraph, or with a heading, as CommonMark reads it, is joined to it by one space. All
    else is kept: what is a paragraph, a list, a heading, a quotation or a table, code as it stands, and a break written
    as `\` at the end of a line. Spaces at the ends of lines, line ends of other systems, blank lines before and after,
    and more than one between mean nothing.
    """
    lines = [line.rstrip() for line in _LINES.split(text)]
    whole = "\n".join(lines).strip("\n")
    if "\n" not in whole:
        return whole
    lines = whole.split("\n")
    goes_on, as_it_stands = _blocks(whole)
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number in goes_on:
            kept[-1] += (MEANT if _BREAK.search(kept[-1]) else " ") + goes_on[number]
        elif line or number in as_it_stands or kept[-1]:
            kept.append(line)
    return "\n".join(kept)


def _blocks(text: str) -> tuple[dict[int, str], set[int]]:
    """Return the lines that go on with what stands above, by number, without their indents; and the lines of code."""
    goes_on: dict[int, str] = {}
    as_it_stands: set[int] = set()
    opened = ""
    for token in parsed(text):
        first, end = token.map or (0, 0)
        if token.type == "inline" and opened in {"paragraph_open", "heading_open"}:
            goes_on |= {first + number: line.strip() for number, line in enumerate(token.content.split("\n")) if number}
        elif token.type in {"fence", "code_block"}:
            as_it_stands |= set(range(first, end))
        opened = token.type
    return goes_on, as_it_stands
