"""What an author most likely did where a file cannot be read as YAML, from the text around that place.

The parser says where it stopped, in its own words. People who know Word and no YAML need to know what they typed,
where, and what to type instead. Each kind of slip is one short function or one row of a table; the
first that fits is told.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.content.yaml_slips import Line, Slip, in_quotes, lines_in, lines_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """Where the parser stopped, where what it was reading began (0 where it does not say), and its words."""

    line: int
    column: int
    began: tuple[int, int]
    said: str
    while_doing: str


CURLY = "\u201c\u201d\u201e\u2018"
"""The quotes that Word makes of straight ones."""
_SHUT = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}

Look = Callable[[Sequence[Line], Sequence[str], Stop], Slip | None]


def told(text: str, stop: Stop) -> Slip:
    """Return what an author most likely did where the parser stopped."""
    raw = lines_in(text)
    lines = tuple(lines_of(raw))
    found = next((slip for look in _LOOKS if (slip := look(lines, raw, stop))), None)
    if found:
        return found
    hint = "look at the indentation of this line and the one above, and for a missing quote or bracket"
    sentence = f"this is not readable as YAML: {stop.said}"
    return Slip(line=stop.line, column=stop.column, sentence=sentence, hint=hint)


def _near(lines: Sequence[Line], stop: Stop) -> tuple[Line, ...]:
    """Return the lines that may be at fault, likeliest first: where the parser stopped, where it began, before it."""
    here = next((each for each in lines if each.number == stop.line), None)
    began = next((each for each in lines if stop.began[0] and each.number == stop.began[0]), None)
    before = [each for each in lines if each.number < stop.line][-2:]
    return tuple(dict.fromkeys(each for each in (here, began, *reversed(before)) if each))


def _tab(_lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    written = raw[stop.line - 1] if stop.line <= len(raw) else ""
    before = written[: stop.column]
    if "\t" not in before and not re.match(r" *\t", written):
        return None
    hint = "use spaces; YAML does not allow tabs for indentation"
    return Slip(line=stop.line, column=stop.column, rule="tab", sentence="there is a tab here", hint=hint)


def _documents(lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    written = raw[max(0, stop.line - 2) : stop.line]
    if "found another document" in stop.said or any(each.startswith("...") for each in written):
        sentence, hint = "a second document starts here", "take out the line --- or ..."
        return Slip(line=stop.line, column=stop.column, sentence=sentence, hint=hint)
    first = next((each for each in lines if not each.written.startswith(("---", "%"))), None)
    if "<document start>" in stop.said and first and first.written.startswith(" "):
        sentence = "the first line begins with spaces, and this one does not"
        hint = f'take out the spaces before "{first.key or first.value}" on line {first.number}'
        return Slip(line=stop.line, column=stop.column, sentence=sentence, hint=hint)
    return None


def _unclosed_quote(lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    """Find a quote that is not closed: it swallows what follows, up to the next quote, which then opens nothing."""
    until = 0
    for line in lines:
        if line.number > stop.line or line.number < until or line.value[:1] not in _SHUT:
            continue
        quote = line.value[0]
        if _SHUT[quote].match(line.value):
            continue
        shuts = next((n for n in range(line.number, len(raw)) if quote in raw[n]), None)
        before, _, rest = raw[shuts].partition(quote) if shuts is not None else ("", "", "")
        if shuts is None or re.fullmatch(r"\s*(?:- +)*(?:[\w.-]+:\s+)?", before):
            hint = f"close it at the end of the text: {quote}{line.value[1:].strip() or 'text'}{quote}"
            sentence = f"a quote ({quote}) opens here and is never closed"
            return Slip(line=line.number, column=line.after, sentence=sentence, hint=hint)
        if rest.strip() and stop.line == shuts + 1:
            sentence = f"a quote ({quote}) opens here and ends on line {shuts + 1}, in the middle of it"
            hint = f"put other quotes round the text, or none: {in_quotes(line.value)}"
            return Slip(line=line.number, column=line.after, sentence=sentence, hint=hint)
        until = shuts + 2
    return None


def _after_quote(lines: Sequence[Line], _raw: Sequence[str], stop: Stop) -> Slip | None:
    for line in _near(lines, stop):
        shut = _SHUT[line.value[0]].match(line.value) if line.value[:1] in _SHUT else None
        rest = line.value[shut.end() :] if shut else ""
        if shut is None or not rest.strip() or re.match(r"\s+#|\s*[:,\]}]", rest):
            continue
        if shut[0][0] == "'" and rest[0].isalpha():
            whole = line.value.removeprefix("'").removesuffix("'")
            sentence = "the text goes on after an apostrophe that ends its quotes"
            hint = f"put double quotes round the text: {in_quotes(whole)}"
        else:
            sentence = "the text goes on after its closing quote"
            hint = f"put quotes round the whole text: {in_quotes(line.value)}"
        column = line.after + shut.end()
        return Slip(line=line.number, column=column, sentence=sentence, hint=hint)
    return None


def _first_sign(lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    """Find a text that begins with a sign that means something to YAML."""
    for line in _near(lines, stop):
        sign, value = line.value[:1], line.value
        if value.startswith("{{"):
            sentence = "text that begins with a local value must stand in quotes"
            return Slip(
                line=line.number, column=line.after, sentence=sentence, hint=f"put quotes around it: {in_quotes(value)}"
            )
        if sign in ("|", ">") and not line.opens_block:
            sentence = f"after {sign} the text begins on the next line"
            hint = f"move it to a line of its own below, further right; or leave out the {sign}"
            return Slip(line=line.number, column=line.after, sentence=sentence, hint=hint)
        if sign and sign in "@`%*&!,]}" and not (sign in "*&!" and re.fullmatch(r"[*&!]\S+", value)):
            hint = f"put quotes around the whole text: {in_quotes(value)}"
            return Slip(line=line.number, column=line.after, sentence=f"text cannot start with {sign}", hint=hint)
        if line.key and value.startswith(("- ", "? ")) and line.number == stop.line:
            sentence = f'"{value[0]}" cannot stand after the colon'
            hint = f'an entry of a list begins a line of its own below "{line.key}"; text must stand in quotes'
            return Slip(line=line.number, column=line.after, sentence=sentence, hint=hint)
        if sign in ("[", "{") and (sign == "{" or "](" in value or line.number == stop.line):
            return _bracket(line, raw, stop)
    return None


def _bracket(line: Line, raw: Sequence[str], stop: Stop) -> Slip:
    sign, shuts = line.value[0], {"[": "]", "{": "}"}[line.value[0]]
    if shuts not in line.value and not any(shuts in each for each in raw[line.number : stop.line]):
        sentence = f"a bracket {sign} opens here and is never closed"
        hint = f"write {shuts} after the last entry; or put quotes around it, if it is text"
    elif "expected ','" in stop.said and stop.line == line.number and re.match(r"[\[{] *[\w.-]+ *[:,]", line.value):
        sentence = f"an entry between {sign} and {shuts} ends here without a comma"
        hint = "put a comma between entries; put quotes around text that holds a comma, a colon or a bracket"
        return Slip(line=stop.line, column=stop.column, sentence=sentence, hint=hint)
    else:
        sentence = f"text cannot start with {sign}"
        hint = f"put quotes around the whole text: {in_quotes(line.value)}"
    return Slip(line=line.number, column=line.after, sentence=sentence, hint=hint)


_NO_KEY = (
    (re.compile(r"([A-Za-z_]\w*):(\S.*)"), "a space is missing after the colon", 'write "{0}: {1}"'),
    (re.compile(r"([A-Za-z_]\w*) *= *(.*)"), "there is = where a colon belongs", 'write "{0}: {1}"'),
    (re.compile(r"([A-Za-z_]\w*) *; *(.*)"), "there is a semicolon where a colon belongs", 'write "{0}: {1}"'),
    (re.compile(r"(): +(.*)"), "there is no key before the colon", 'write what "{1}" is, for example title: {1}'),
)
"""How a line looks that was meant to be a key and its value."""


def _no_key(lines: Sequence[Line], _raw: Sequence[str], stop: Stop) -> Slip | None:
    """Find a line that was to be a key and its value, and is plain text to YAML."""
    for line in _near(lines, stop):
        if line.key or "://" in line.value:
            continue
        for form, sentence, hint in _NO_KEY:
            if match := form.fullmatch(line.value):
                return Slip(line=line.number, column=line.column, sentence=sentence, hint=hint.format(*match.groups()))
    if "could not find expected ':'" in stop.said or "mapping values" in stop.said:
        for line in _near(lines, stop):
            if not line.key and line.value and not line.dash and line.number in (stop.began[0], stop.line - 1, 1):
                sentence = "this line has no key and no dash, so it belongs to nothing"
                hint = "a key has a colon after it; text that goes on stands further right than its key"
                return Slip(line=line.number, column=line.column, sentence=sentence, hint=hint)
    return None


def _backslash(_lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    if "hex" not in stop.said and "escape" not in stop.said:
        return None
    sentence = "a backslash between double quotes means something of its own"
    hint = "use single quotes, in which a backslash is a backslash"
    column = raw[stop.line - 1].rfind("\\", 0, stop.column) + 1 if stop.line <= len(raw) else 0
    return Slip(line=stop.line, column=max(1, column), sentence=sentence, hint=hint)


def _colon_in_text(lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    """Find a colon after the one that ends the key: in a text, or in front of a second key."""
    written = raw[stop.line - 1] if stop.line <= len(raw) else ""
    line = next((each for each in lines if each.number == stop.line), None)
    if "mapping values" not in stop.said or line is None or (line.key and stop.column < line.after):
        return None
    word = re.search(r"(?:^|\s)([a-z_]\w*)$", written[: stop.column - 1])
    sentence = "there is a colon where none can stand"
    hint = "put quotes around text that holds a colon and a space"
    if curly := next((sign for sign in CURLY if line.value.startswith(sign)), ""):
        hint += f'; {curly} is a letter to YAML, type straight quotes: "'
    elif word and line.key:
        hint += f'; if "{word[1]}" is a key, start a new line for it'
    return Slip(line=stop.line, column=stop.column, sentence=sentence, hint=hint)


def _column(lines: Sequence[Line], _raw: Sequence[str], stop: Stop) -> Slip | None:
    """Find a line that stands further left or right than those it belongs to."""
    at = next((position for position, each in enumerate(lines) if each.number == stop.line), None)
    if at is None:
        return None
    line, before = lines[at], lines[at - 1] if at else None
    keys, dashes = _open(lines[:at])
    if before and line.key and not line.dash and line.column not in keys:
        earlier, _ = _open(lines[: at - 1])
        if line.column in earlier and before.key and before.value and not before.dash:
            return _moved(before, line.column, lines[: at - 1])
    if line.dash and line.dash in keys and line.dash not in dashes:
        sentence = "an entry of a list stands here among keys"
        hint = "take out the dash; or put the entry below its key, two columns further right"
        return Slip(line=line.number, column=line.dash, sentence=sentence, hint=hint)
    if not line.dash and line.column in dashes:
        first = next((each.key for each in reversed(lines[:at]) if each.dash == line.column), "")
        if line.key and line.key == first:
            hint = f'write "- {line.key}: …", as in the entry above'
            sentence = "a dash is missing: a new entry of the list begins here"
            return Slip(line=line.number, column=line.column, sentence=sentence, hint=hint)
    return _misplaced(line, lines[:at], keys, dashes)


def _misplaced(line: Line, before: Sequence[Line], keys: set[int], dashes: set[int]) -> Slip | None:
    """Find what is wrong with a line by the columns that keys and dashes before it stand in."""
    if not line.dash and not keys:
        sentence, hint = "a key stands here among the entries of a list", "give the list a key of its own, above it"
        return Slip(line=line.number, column=line.column, sentence=sentence, hint=hint)
    if line.dash and (other := _first_without_dash(line, before)):
        sentence = "a dash is missing before the first entry of this list"
        hint = f'write "- {other.key}: …" here too, as on line {line.number}'
        return Slip(line=other.number, column=other.column, sentence=sentence, hint=hint)
    here = line.dash or line.column
    wanted = sorted((dashes if line.dash else keys) or keys, key=lambda each: (abs(each - here), -each))
    return _moved(line, wanted[0], before) if wanted else None


def _first_without_dash(line: Line, before: Sequence[Line]) -> Line | None:
    """Return the entry of a list that stands above one with a dash, begins with the same key, and has none itself."""
    pairs = tuple(pairwise(before))
    same = (
        below for above, below in pairs if below.key == line.key and not below.dash and above.key and not above.value
    )
    return next((each for each in same if each.column == line.column), None)


def _open(lines: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Return the columns in which the next line may go on: those of keys, and those of dashes."""
    keys: set[int] = set()
    dashes: set[int] = set()
    for line in lines:
        starts = line.dash or line.column
        keys = {each for each in keys if each <= starts} if line.key or line.dash else keys
        dashes = {each for each in dashes if each <= starts} if line.key or line.dash else dashes
        if line.dash:
            dashes.add(line.dash)
        if line.key:
            keys.add(line.column)
    return keys, dashes


def _moved(line: Line, column: int, before: Sequence[Line]) -> Slip:
    here = line.dash or line.column
    above = next((each for each in reversed(before) if column in (each.dash, each.column)), None)
    side = "right" if here > column else "left"
    sentence = f"this line stands too far to the {side}: it begins in column {here}"
    name = f', below "{above.key or above.value}" of line {above.number}' if above else ""
    if above and above.opens_block and side == "left":
        sentence = "this line stands further left than the text it belongs to"
    return Slip(line=line.number, column=here, sentence=sentence, hint=f"begin it in column {column}{name}")


def _open_bracket(lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    """Find a bracket that is not closed, or one that closes nothing."""
    if "flow" in stop.while_doing and stop.began[0]:
        line = next((each for each in lines if each.number == stop.began[0]), None)
        sign = "".join(raw[stop.began[0] - 1 : stop.began[0]])[stop.began[1] - 1 :][:1]
        if line and sign in ("[", "{"):
            shuts = {"[": "]", "{": "}"}[sign]
            sentence = f"a bracket {sign} opens here and is never closed"
            hint = f"write {shuts} after the last entry; or put quotes around it, if it is text"
            return Slip(line=stop.began[0], column=stop.began[1], sentence=sentence, hint=hint)
    written = raw[stop.line - 1][stop.column - 1 :] if stop.line <= len(raw) else ""
    if written[:1] in ("]", "}"):
        return Slip(
            line=stop.line, column=stop.column, sentence="this bracket closes nothing", hint="take it out, or open it"
        )
    return None


def _text_too_far_left(lines: Sequence[Line], raw: Sequence[str], stop: Stop) -> Slip | None:
    """Find a text below | whose later lines stand further left than its first."""
    for line, following in pairwise((*lines, None)):
        last = following.number if following else len(raw) + 1
        if line is None or not line.opens_block or following is None:
            continue
        if following.number not in (stop.line, stop.began[0]):
            continue
        below = [each for each in raw[line.number : last - 1] if each.strip()]
        column = len(below[0]) - len(below[0].lstrip(" ")) + 1 if below else line.column + 2
        if not following.key and not following.dash:
            sentence = "this line stands further left than the text it belongs to"
            hint = f'begin it in column {column}, as the text of "{line.key}" above'
            return Slip(line=following.number, column=following.column, sentence=sentence, hint=hint)
    return None


_LOOKS: tuple[Look, ...] = (
    _tab,
    _documents,
    _backslash,
    _unclosed_quote,
    _after_quote,
    _first_sign,
    _open_bracket,
    _text_too_far_left,
    _no_key,
    _colon_in_text,
    _column,
)
"""What is looked for, the surest first."""
