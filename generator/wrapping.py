"""Where the lines of a paragraph are broken says nothing: texts as they read with each paragraph on one line."""

import re

_LINES = re.compile(r"\r\n|\r|\n")
_OWN_LINE = re.compile(r"\s*(?:[-*+](?:\s|$)|[0-9]{1,9}[.)](?:\s|$)|#|>|(?:=+|-+|_+|\*+)\s*$)")
"""What begins a block of its own: an entry of a list, a heading or what underlines one, a quotation, a rule."""
_FENCE = re.compile(r"\s*(?:`{3}|~{3})")


def unwrapped(text: str) -> str:
    r"""Return Markdown with each paragraph on one line, as `fingerprint` counts it.

    A line that goes on with a paragraph is joined to it by one space. What CommonMark gives a meaning is kept: blank
    lines (several count as one), entries of lists, headings, quotations, rows of tables, code between fences, how far a
    block is indented, and a break written as `\` at the end of a line. Spaces at the ends of lines, line ends of other
    systems, and blank lines before and after mean nothing. Where it is not sure that a line goes on, the break is kept.
    """
    kept: list[str] = []
    in_code = False
    for line in (each.rstrip() for each in _LINES.split(text)):
        is_fence = _FENCE.match(line) is not None
        if in_code or is_fence or not line or not kept or not _goes_on(kept[-1], line):
            if line or in_code or (kept and kept[-1]):
                kept.append(line)
        else:
            kept[-1] = f"{kept[-1]} {line.lstrip()}"
        in_code ^= is_fence
    return "\n".join(kept).rstrip("\n")


def _goes_on(before: str, line: str) -> bool:
    """Say whether a line goes on with the paragraph that the one before it holds."""
    stands_alone = not before or "|" in before or before.endswith("\\") or _FENCE.match(before)
    is_heading = before.lstrip().startswith("#")
    return not (stands_alone or is_heading or "|" in line or _OWN_LINE.match(line))
