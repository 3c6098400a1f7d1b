"""What authors type that is not offered, or not read as they mean it: each with its place in the text and the mend.

Nothing of this kind is ever shown as typed without a word: what other programs call Markdown, what Word leaves behind,
and what the rules of CommonMark turn into something else than the eye sees.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.rules_block.table import escapedSplit

from generator.problems import Level
from generator.text.markup import FIRST, LONGEST, LOWEST, TEXTS, Token, is_plain, parsed, parsed_line
from generator.text.signs import ANYWHERE, BEGINNINGS

TOO_DEEP = 30
"""Levels of lists, quotes and emphasis within each other that no reader could follow."""

PLACE_FOR_VALUE = re.compile(r"\{\{.*?\}\}")
"""A local value in text as written."""

TO_FILL_IN = re.compile(
    r"\[\[[^\[\]\n]{0,80}\]\]|<<[^<>\n]{1,80}>>|<\w+(?: [\w,'\u2019-]+){1,12}>|<(?:x|name|date|number)>"
    r"|\[(?:insert|add|enter|type|fill in|your|name of|trust name|date|tbc)\b[^\[\]\n]{0,80}\](?!\()|\bX{3,}\b",
    re.IGNORECASE,
)
"""A place that somebody left to be filled in: told as such, and not for its signs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """Something in authors' text that does not come out as meant. `at` counts the letters of the text before it."""

    at: int
    level: Level
    rule: str
    sentence: str
    hint: str


@lru_cache(maxsize=TEXTS)
def text_slips(text: str, under: int = FIRST - 1) -> tuple[Slip, ...]:
    """Return what is wrong with a text of several paragraphs, in order.

    Args:
        text: The text as its author wrote it, places for local values too.
        under: The level of the heading it stands under: its own headings have what is below that.
    """
    plain = _without_values(text)
    if _is_sound(plain):
        return ()
    return _too_long(text) or tuple(sorted(_Reading(plain, under).slips(), key=lambda slip: slip.at))


@lru_cache(maxsize=TEXTS)
def line_slips(text: str) -> tuple[Slip, ...]:
    """Return what is wrong with a text of one paragraph, in order: nothing in it may need a line of its own.

    A number at its beginning is a part of the words: "3. What would you do?"
    """
    plain = _without_values(text)
    if _is_sound(plain):
        return ()
    if long := _too_long(text):
        return long
    if number := _NUMBERED.match(plain):
        plain = "x" * number.end() + plain[number.end() :]
    for token in parsed(plain):
        if token.level == 0 and token.nesting >= 0 and token.type not in ("paragraph_open", "inline"):
            sentence = f"{_BLOCKS.get(token.type, 'this')} cannot stand in a text of one line"
            hint = "write it as words; put \\ before a sign that should stand as it is"
            return (_slip(_start(plain, token), sentence, hint),)
    return text_slips(plain)


@lru_cache(maxsize=TEXTS)
def label_slips(text: str) -> tuple[Slip, ...]:
    """Return what is wrong with a title, a name or a number, which are shown as written: nothing in them is a mark."""
    found = [*_too_long(text)]
    plain = _without_values(text)
    for token in () if _is_sound(plain) else parsed_line(plain):
        if token.type in ("link_open", "image"):
            at = max(text.find("["), text.find("<")) if token.markup == "autolink" else text.find("[")
            sentence = "a link cannot stand in a title, a name or a number"
            found.append(_slip(max(at, 0), sentence, "write the words alone", rule="label"))
        elif token.type in ("em_open", "strong_open", "code_inline") or token.info == "entity":
            at = max(text.find(token.markup), 0)
            sentence = (
                f"{token.markup} is shown as it stands here: titles, names and numbers have no bold or other marks"
            )
            found.append(_slip(at, sentence, "write the words alone", rule="label", level=Level.WARNING))
    return tuple(found)


def _too_long(text: str) -> tuple[Slip, ...]:
    """Return the problem of a text that is too long to be read to its end, if it is."""
    if len(text) <= LONGEST:
        return ()
    sentence = f"this text has {len(text):,} letters, and {LONGEST:,} are the most that can be read"
    return (_slip(0, sentence, "make several texts of it"),)


def _is_sound(text: str) -> bool:
    """Say whether there is nothing in a text to look at: words alone, which begin with a letter or a quotation mark."""
    return is_plain(text) and _SOUND.match(text) is not None and ":" not in text


def _without_values(text: str) -> str:
    """Return text with an address for each local value and a word for each gap; all else stands where it stood."""
    if "{{" in text:
        text = PLACE_FOR_VALUE.sub(lambda found: "https://".ljust(len(found[0]), "x"), text)
    return TO_FILL_IN.sub(lambda found: "x" * len(found[0]), text)


def _slip(at: int, sentence: str, hint: str, *, rule: str = "markdown", level: Level = Level.ERROR) -> Slip:
    return Slip(at=at, level=level, rule=rule, sentence=sentence, hint=hint)


_SOUND = re.compile(r"[^\W\d_]|[\"'\u201c\u2018(]")

_TAG = re.compile(r"<[^>\n]{0,40}>?")

_NUMBERED = re.compile(r"[0-9]+[.)]")

_BLOCKS = {
    "bullet_list_open": "a list",
    "ordered_list_open": "a list",
    "blockquote_open": "a quote",
    "heading_open": "a heading",
    "table_open": "a table",
    "hr": "a line across",
    "fence": "code",
    "code_block": "code",
    "html_block": "HTML",
}


def _start(text: str, token: Token) -> int:
    """Return how many letters stand before the first line of a block."""
    lines = text.splitlines(keepends=True)
    first = token.map[0] if token.map else 0
    return sum(len(line) for line in lines[:first])


class _Reading:
    """One reading of a text from its beginning to its end, for what does not come out as meant."""

    def __init__(self, text: str, under: int) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._under = under
        self._tokens = parsed(text)
        self._cursor = 0
        self._heading = FIRST - 1

    def slips(self) -> Iterator[Slip]:
        """Read the text, block by block."""
        readers: dict[str, Callable[[int, Token], Iterator[Slip]]] = {
            "heading_open": self._of_heading,
            "html_block": self._of_html,
            "code_block": self._of_code,
            "fence": self._of_fence,
            "tr_open": self._of_row,
            "bullet_list_open": self._of_list,
            "ordered_list_open": self._of_list,
            "inline": self._of_words,
        }
        for position, token in enumerate(self._tokens):
            if token.type in readers:
                yield from readers[token.type](position, token)
            if token.level >= TOO_DEEP:
                sentence = "lists, quotes and bold stand inside each other too deeply here"
                yield _slip(self._at(token), sentence, "make it plainer")
                return

    def _at(self, token: Token) -> int:
        """Return where a block begins: at its first sign, and not at the space before it."""
        line = token.map[0] if token.map else 0
        return self._starts[line] + len(self._lines[line]) - len(self._lines[line].lstrip())

    def _of_heading(self, position: int, token: Token) -> Iterator[Slip]:
        level, words = int(token.tag[1]), self._tokens[position + 1].content.strip()
        lowest = LOWEST - self._under + FIRST - 1
        at, hint = self._at(token), f"write ### {words}".strip()
        if not token.markup.startswith("#"):
            sentence = f"a line of {token.markup} under words makes a heading of the page of them"
            yield _slip(at, sentence, f"{hint}; above a line across (---) leave an empty line", rule="heading")
        elif not words:
            yield _slip(at, "this heading has no words", "take it out", rule="heading")
        elif level < FIRST:
            sentence = f"a heading in a text begins with ###; {token.markup} is kept for the page itself"
            yield _slip(at, sentence, hint, rule="heading")
        elif level > min(lowest, self._heading + 1):
            deepest = min(lowest, self._heading + 1)
            sentence = f"a heading here can have at most {'#' * deepest}, one more than the heading above it"
            yield _slip(at, sentence, f"write {'#' * deepest} {words}", rule="heading")
        self._heading = max(level, FIRST)

    def _of_html(self, _: int, token: Token) -> Iterator[Slip]:
        yield _html(self._at(token), token.content)

    def _of_code(self, _: int, token: Token) -> Iterator[Slip]:
        hint = "take the spaces away; put lines that belong to a list below the first letter of its entry"
        sentence = "four spaces at the start of a line make computer code of it"
        yield _slip(self._at(token), sentence, hint, level=Level.WARNING)

    def _of_fence(self, _: int, token: Token) -> Iterator[Slip]:
        _, end = token.map or (0, 1)
        last = self._lines[min(end, len(self._lines)) - 1].strip(" >")
        if not (last.startswith(token.markup) and not last.strip(token.markup[0])) or end - (token.map or (0,))[0] < 2:  # noqa: PLR2004 - its first line and its last
            sentence = f"this code has no end: there is no line {token.markup} below it"
            yield _slip(
                self._at(token), sentence, f"write {token.markup} in a line of its own after it, or take it out"
            )

    def _of_row(self, position: int, token: Token) -> Iterator[Slip]:
        """Look for cells that a row has and the head of its table has not: they would be lost."""
        line = token.map[0] if token.map else 0
        cells = escapedSplit(self._lines[line].strip(" >"))
        cells = cells[not cells[0].strip() :]
        cells = cells[: len(cells) - (not cells[-1].strip())] if cells else cells
        shown = 0
        for each in self._tokens[position + 1 :]:
            if each.type == "tr_close":
                break
            shown += each.type in ("td_open", "th_open")
        if len(cells) > shown:
            sentence = f"this row has {len(cells)} cells and its table {shown}: what is in the last would be lost"
            yield _slip(self._at(token), sentence, "write \\| for a stroke within a cell")

    def _of_list(self, position: int, token: Token) -> Iterator[Slip]:
        before = self._tokens[position - 1] if position else None
        if before and before.type.endswith("list_close"):
            opened = next(
                each
                for each in reversed(self._tokens[:position])
                if each.level == before.level and each.type.endswith("list_open")
            )
            if self._indent(token) > self._indent(opened):
                sentence = "this line is indented, but not enough to stand within the entry above it"
                yield _slip(
                    self._at(token), sentence, "begin it below the first letter of that entry", level=Level.WARNING
                )
        if token.type == "ordered_list_open":
            yield from self._of_numbers(position, token)

    def _of_numbers(self, position: int, token: Token) -> Iterator[Slip]:
        """Look for numbers that come out as others: a list counts on from its first."""
        entries = []
        for each in self._tokens[position + 1 :]:
            if each.level == token.level and each.type == "ordered_list_close":
                break
            if each.level == token.level + 1 and each.type == "list_item_open":
                entries.append(each)
        first = int(entries[0].info)
        for count, each in enumerate(entries):
            if int(each.info) not in (first, first + count):
                sentence = (
                    f"this is number {each.info}, and comes out as {first + count}: a list counts on from its first"
                )
                hint = "number the entries one by one, or write the number as a part of the words"
                yield _slip(self._at(each), sentence, hint, level=Level.WARNING)
                return

    def _indent(self, token: Token) -> int:
        line = self._lines[token.map[0]] if token.map else ""
        return len(line) - len(line.lstrip())

    def _of_words(self, position: int, token: Token) -> Iterator[Slip]:
        """Look through the words of a block, of each line's beginning first."""
        self._cursor = max(self._cursor, self._starts[token.map[0]] if token.map else 0)
        in_table = self._tokens[position - 1].tag in ("td", "th")
        begins, goes_on, html_told = not in_table, False, False
        escaped = False
        told: set[str] = set()
        for each in token.children or ():
            found = self._text.find(each.content, self._cursor) if each.content else -1
            here = found if found >= 0 else self._cursor
            if each.type == "text":
                words = each.content.replace("]", " ", 1) if escaped else each.content
                found_here = _signs(words, here, begins=begins, goes_on=goes_on)
                yield from (slip for slip in found_here if slip.sentence not in told)
                told |= {slip.sentence for slip in found_here}
            elif each.type == "html_inline" and not html_told:
                html_told = True
                yield _html(here, each.content)
            elif each.type == "link_open" and not each.attrs["href"]:
                yield _slip(
                    here, "this link leads nowhere", "write an address between the brackets, or the words alone"
                )
            self._cursor = here + len(each.content) if found >= 0 else self._cursor
            escaped = each.type == "text_special" and each.content == "["
            is_break = each.tag == "br"
            begins, goes_on = (is_break and not in_table) or (begins and not each.content), is_break
            if each.level >= TOO_DEEP:
                yield _slip(here, "bold and links stand inside each other too deeply here", "make it plainer")
                return


def _signs(words: str, at: int, *, begins: bool, goes_on: bool) -> tuple[Slip, ...]:
    """Look for signs that were meant to mean something, at the beginning of a line and anywhere; tell of the first."""
    first = len(words) - len(words.lstrip())
    beginnings = [each for each in BEGINNINGS if begins and (goes_on or not each.goes_on)]
    found = [(match, each) for each in beginnings if (match := each.sign.match(words, first))]
    found = found or [(match, each) for each in ANYWHERE if (match := each.sign.search(words))]
    return tuple(
        _slip(
            at + match.start(),
            each.sentence,
            each.hint.format(**match.groupdict()) if match.groupdict() else each.hint,
            rule=each.rule,
            level=each.level,
        )
        for match, each in sorted(found, key=lambda pair: pair[0].start())[:1]
    )


def _html(at: int, written: str) -> Slip:
    found = _TAG.search(written)
    tag = found[0] if found else ""
    hint = "write the words alone; for bold write **words**, for a sign such as < write \\<"
    if re.match(r"</?br\b", tag, re.IGNORECASE):
        hint = "end the line with a \\ for a new line, or leave an empty line for a new paragraph"
    return _slip(at, f"HTML cannot be used here: {tag}", hint)
