"""A session's plan on one side: what a trainer with an hour to prepare needs, and whether it fits the paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from generator.model.session import METHODS, Activity, Material, Session
from generator.text.language import Language
from generator.text.markup import blocks, words

FEWEST_WORDS, MOST_WORDS = 8, 24
"""Words that tell enough, and those that a row has room for; the session plan has the rest."""

ACROSS, BESIDE, NAMED = 98, 58, 34
"""Letters on a line of the page, of the column of what to say or do, and of that of activities, at the usual size."""

USUAL, DENSE = 50, 66
"""Lines that one side of A4 holds at the usual size, and at the smaller one."""

_MINUTES = re.compile(r"^\(\d+ minutes?\)\s*")
_QUOTED = re.compile(r"[“”\"]")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”')]))\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One activity: `start` is its minute, or its time of day where the session has one.

    `how` says how people work, `say` what to do or say first, and `ask` is the first question, if it has one.
    """

    title: str
    start: int
    minutes: int
    how: str
    say: str
    ask: str = ""

    @property
    def lines(self) -> int:
        """About how many lines it takes at the usual size."""
        return max(_wrapped(f"{self.title}, {self.how}", NAMED), _wrapped(f"{self.say} Ask: “{self.ask}”", BESIDE))


@dataclass(frozen=True, kw_only=True, slots=True)
class Drop:
    """An activity to leave out, the minutes that it wins, and those won by then."""

    title: str
    minutes: int
    won: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QuickPlan:
    """What stands on the one side."""

    session: Session
    rows: tuple[Row, ...]
    drops: tuple[Drop, ...]
    kit: tuple[Material, ...]
    close: Row

    @property
    def lines(self) -> int:
        """About how many lines it takes at the usual size."""
        said = [self.session.purpose, *(each.title for each in self.drops), *_noted(self.session)]
        across = sum(_wrapped(words(text), ACROSS) for text in said) + _wrapped(self._kit_in_words, ACROSS)
        beside = sum(max(2, each.lines) for each in (*self.rows, self.close))
        headings = 2 * (4 + bool(self.drops))
        return ceil(across + 1.15 * beside + headings)

    @property
    def is_dense(self) -> bool:
        """Whether it fits at the smaller size alone."""
        return self.lines > USUAL

    @property
    def fits(self) -> bool:
        """Whether it fits one side of A4."""
        return self.lines <= DENSE

    @property
    def _kit_in_words(self) -> str:
        return "; ".join(f"{each.name}, 1 for each person" for each in self.kit) or "-"


def quick_plan(session: Session, language: Language, start: int = 0) -> QuickPlan:
    """Return a session on one side.

    Args:
        session: The session, as trainers have it.
        language: What it is told in.
        start: When it starts, in minutes after midnight; 0 counts its minutes.
    """
    rows = []
    now = start
    for each in session.activities:
        how, say = language.gettext(METHODS[each.method]), first_sentence(each.facilitator or each.participant)
        ask = words(each.prompts[0].ask).strip('“”" ') if each.prompts else ""
        rows.append(Row(title=each.title, start=now, minutes=each.expected, how=how, say=say, ask=ask))
        now += each.expected
    close, title = session.close, language.gettext("Close")
    return QuickPlan(
        session=session,
        rows=tuple(rows),
        drops=tuple(_drops(session.activities)),
        kit=tuple(each for each in session.materials if each.essential),
        close=Row(title=title, start=now, minutes=close.expected, how="", say=first_sentence(close.facilitator)),
    )


def first_sentence(text: str) -> str:
    """Return how authors' text begins, in plain words: its first sentence, with the next where that says too little.

    Minutes in brackets before it are left out, no quotation is left open, and what is too long for a row is cut.
    """
    whole = [each for block in blocks(text) for each in _SENTENCE_END.split(" ".join(block.split()))]
    said = ""
    for each in whole:
        said = f"{said} {_MINUTES.sub('', each)}".strip()
        if len(said.split()) >= FEWEST_WORDS and not _is_open(said):
            break
    kept = said.split()
    if len(kept) <= MOST_WORDS:
        return said
    cut = " ".join(kept[:MOST_WORDS]).rstrip(",;:") + " …"
    return f"{cut}”" if _is_open(cut) else cut


def _is_open(text: str) -> bool:
    """Say whether a quotation that begins in a text does not end in it."""
    return len(_QUOTED.findall(text)) % 2 == 1


def _drops(activities: Sequence[Activity]) -> Iterator[Drop]:
    """Return what to leave out, first things first, with the minutes that are won as one goes on."""
    won = 0
    for each in sorted((each for each in activities if each.drop), key=lambda each: each.drop or 0):
        won += each.expected
        yield Drop(title=each.title, minutes=each.expected, won=won)


def _noted(session: Session) -> tuple[str, ...]:
    note = session.content_note
    return (f"Before you begin. {note.about}", note.opt_out, note.support) if note else ()


def _wrapped(text: str, across: int) -> int:
    return max(1, ceil(len(text) / across))
