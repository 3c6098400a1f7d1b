"""Slips that show in the text of a YAML file itself, each named for what it is, whether or not a parser stops at it.

People who know Word and no YAML type a dash without its space, or leave the marks of a merge in a file. Some of that
can be read as YAML, and means something else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """What is wrong with a file, and where: line and column are counted from 1."""

    line: int
    column: int
    rule: str = "yaml"
    sentence: str
    hint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line that is no text of many lines: its number, its columns, whether it has a dash, its key and its value."""

    number: int
    written: str
    dash: int
    column: int
    key: str
    value: str
    after: int

    @property
    def opens_block(self) -> bool:
        """Whether a text of many lines stands below it."""
        return re.fullmatch(r"[|>][-+0-9]*(\s+#.*)?", self.value) is not None


_LINE = re.compile(
    r"(?P<lead> *)(?P<dashes>(?:- +|-$)*)(?:(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*') *:(?= |$) *)?(?P<value>.*)"
)
_OTHER_SPACE = re.compile("^ *[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][\\s]*(?:- |[\\w-]+:(?: |$))")


_SUSPECT = re.compile(
    "^ *(?:- +)*(?:-[A-Za-z_]|[–—‐‑−•·▪●○◦*+\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])|[：﹕∶]|^<{7}",  # noqa: RUF001
    re.MULTILINE,
)
"""What one of these slips has in it: most files have none, and are not looked at line by line."""


def lines_in(text: str) -> list[str]:
    """Return the lines of a text, as YAML counts them."""
    return re.split("\r\n|[\r\n\x85\u2028\u2029]", text)


def told_always(text: str) -> tuple[Slip, ...]:
    """Return what is surely a slip, whether or not the file can be read as YAML: it would mean something else."""
    if not _SUSPECT.search(text):
        return ()
    raw = lines_in(text)
    found: dict[str, Slip] = {}
    for number, written in enumerate(raw, 1):
        if re.match(r"<{7}( |$)", written):
            hint = "keep the lines you want; delete the others, and those that begin with <<<<<<<, ======= and >>>>>>>"
            sentence = "two versions of this file meet here, and nobody has chosen between them"
            return (Slip(line=number, column=1, rule="conflict", sentence=sentence, hint=hint),)
    for line in lines_of(raw):
        for name, form, sentence, hint in _ALWAYS:
            if name not in found and (match := form.match(line.written)):
                column = match.start("at") + 1 if "at" in form.groupindex else 1
                said, do = (each.format(*(match.groups("") or ("",))) for each in (sentence, hint))
                found[name] = Slip(line=line.number, column=column, sentence=said, hint=do)
    return tuple(found.values())


_ALWAYS = (
    (
        "space",
        _OTHER_SPACE,
        "this line begins with a space of another kind, as Word and web pages make them",
        "delete what stands before its first word, and type the spaces again with the space bar",
    ),
    (
        "dash",
        re.compile(r" *(?:- +)*(?P<at>-)([A-Za-z_]\w*):(?: |$)"),
        "a space is missing after the dash",
        'write "- {1}:"',
    ),
    (
        "bullet",
        re.compile(r" *(?P<at>[\u2013\u2014\u2010\u2011\u2212•·▪●○◦*+]) *(\w+):(?: |$)"),
        'an entry of a list begins with a hyphen and a space, and not with "{0}"',
        'write "- {1}:"',
    ),
    (
        "wide",
        re.compile(r" *(?:- +)*([A-Za-z_]\w*) ?(?P<at>[：﹕∶])"),  # noqa: RUF001 - those signs are what is looked for
        "this is a colon of another kind, which only looks like one",
        'type it again with your keyboard: "{0}: "',
    ),
)
"""Slips that the parser may take for something else: a name, their form, the sentence and the hint with its words."""


def odd_character(text: str) -> Slip | None:
    """Return the first control character of a text, which no text file holds, or nothing."""
    found = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text)
    if found is None:
        return None
    line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
    sentence = f"there is a control character here (U+{ord(found[0]):04X}), which no text holds"
    hint = "delete what stands here, and type it again; it may not be seen"
    return Slip(line=line, column=column, sentence=sentence, hint=hint)


def cut_off(text: str, start: tuple[int, int], raw: Sequence[str], end: tuple[int, int]) -> Slip | None:
    """Return the slip of a # that ends a plain text and was hardly meant for a comment.

    A comment has a space after its #; behind more than one word it has two spaces before it, too. Where it has only the
    first, the slip's rule is "comment": a list of values whose examples stand behind a # is full of those.

    Args:
        text: The text as YAML reads it.
        start: Where it begins.
        raw: The lines of its file.
        end: Where it ends.
    """
    line, column = start
    rest = raw[end[0] - 1][end[1] - 1 :] if end[0] <= len(raw) else ""
    if "#" not in rest or not re.match(r" #|\s+#\S" if " " in text else r"\s+#\S", rest):
        return None
    if text:
        sentence = "everything from the # on is a comment to YAML, and is left out of the text"
        hint = "put quotes around the whole text; set a comment off with two spaces before its #"
    else:
        sentence = "everything from the # on is a comment to YAML, so nothing is written here"
        hint = f"put quotes around the whole text: {in_quotes(rest.strip())}"
    rule = "cut-off" if re.match(r"\s+#\S", rest) else "comment"
    return Slip(line=line, column=column, rule=rule, sentence=sentence, hint=hint)


def swallowed(raw: Sequence[str], first: int, last: int) -> Slip | None:
    """Return the slip of a line that was to be an entry of a list, and goes on the plain text above it instead."""
    for number in range(first + 1, min(last, len(raw)) + 1):
        if re.match(r"\s*(- |-[A-Za-z]|[•·▪●○◦] ?)", raw[number - 1]):
            column = len(raw[number - 1]) - len(raw[number - 1].lstrip()) + 1
            sentence = "this line goes on the text above it, and is no entry of a list"
            hint = 'each entry begins with "- ", and all of a list in one column'
            return Slip(line=number, column=column, sentence=sentence, hint=hint)
    return None


def twice(key: str, start: tuple[int, int], lines: Mapping[str, int]) -> Slip:
    """Return the slip of a key that stands a second time in a table, whose keys so far are given with their lines."""
    sentence = f'the key "{key}" is written twice; it stands already on line {lines[key]}'
    in_list = start[1] > 1 and key == next(iter(lines))
    hint = f'if a new entry of the list begins here, write "- {key}: …"; if not, keep one' if in_list else ""
    line, column = start
    return Slip(line=line, column=column, rule="duplicate-key", sentence=sentence, hint=hint or "keep one of them")


def in_quotes(text: str) -> str:
    """Return a text as an author would put it in quotes."""
    if "'" not in text:
        return f"'{text}'"
    return f'"{text}"' if not re.search(r'["\\]', text) else "'" + text.replace("'", "''") + "'"


def lines_of(raw: Sequence[str]) -> Iterator[Line]:
    """Return the lines that have a place in the file's structure: no comments, no text that stands below | or >."""
    below, column = -1, 0
    for number, written in enumerate(raw, 1):
        indent = len(written) - len(written.lstrip(" "))
        if not written.strip():
            continue
        if below >= 0 and indent > below and indent >= column:
            column = column or indent
            continue
        below, column = -1, 0
        if written.lstrip().startswith("#") or (match := _LINE.fullmatch(written)) is None:
            continue
        dashes = len(match["dashes"])
        line = Line(
            number=number,
            written=written,
            dash=indent + 1 if dashes else 0,
            column=indent + dashes + 1,
            key=(match["key"] or "").strip("\"'"),
            value=match["value"].strip(),
            after=match.start("value") + 1,
        )
        if line.opens_block:
            below = max(indent, match.start("key") if match["key"] and dashes else indent)
        yield line
