"""When a sentence's call holds: by day, out of hours or both, as its words tell."""

import re

from generator.text.markup import words

_CALLS = re.compile(
    r"\b(?:call|ring|tell|phone|999|111|112|alarm|crisis line|on call|duty|safeguarding|nurse in charge|A&E)\b",
    re.IGNORECASE,
)
"""Words of a sentence that says whom to call."""

_FORBIDS = re.compile(r"(?:do not|never|not)\b", re.IGNORECASE)
_NIGHT = re.compile(r"out of hours|at night", re.IGNORECASE)
_ANY_HOUR = re.compile(r"any hour|day or night|no team, or out of hours", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:then|elsewhere|closed|on a ward|on leave)\b(?! by day)", re.IGNORECASE)
"""How a sentence begins that goes on with the calls of the one before it."""

_SENTENCE_END = re.compile(r"(?<=[.?!])[\"”]?\s+(?=[A-Z0-9\"“])")


def of_calls(text: str) -> str:
    """Return the sentences of a text that say whom to call, in plain words."""
    return " ".join(each for each in _SENTENCE_END.split(words(text)) if _CALLS.search(each))


def to_call(text: str) -> str:
    """Return the sentences of a text that ask for a call, and none that forbid one."""
    return " ".join(each for each in _SENTENCE_END.split(of_calls(text)) if not _FORBIDS.match(each))


def by_hours(text: str, *, late: bool = False) -> tuple[str, str]:
    """Return what a text says of calls by day, and what it says of them out of hours, in plain words.

    Args:
        text: What an author wrote.
        late: Whether all of it is about calls out of hours.
    """
    day, night, is_late = [""], [""], late
    for each in _SENTENCE_END.split(words(text)):
        early, *rest = _NIGHT.split(each, maxsplit=1)
        is_late = late or bool(rest) or (is_late and bool(_GOES_ON.match(each)))
        if _ANY_HOUR.search(each):
            day.append(each)
            night.append(each)
        elif rest and not late:
            day.append(early)
            night.append(rest[0])
        else:
            (night if is_late else day).append(each)
    return " ".join(day).strip(), " ".join(night).strip()
