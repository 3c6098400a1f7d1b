"""Lengths of time in words, such as `within: 24 hours`, into minutes, so that shorter can be told from longer."""

import re

HOUR = 60
DAY = 24 * HOUR
UNITS = {"minute": 1, "hour": HOUR, "day": DAY, "week": 7 * DAY, "month": 30 * DAY, "year": 365 * DAY}
"""In minutes. A working day counts as a day, and a month as 30."""

AT_ONCE = ("at once", "straight away", "immediately", "now")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_LENGTH = re.compile(
    r"(?:within )?(?P<number>[0-9]{1,6}|[a-z]+) (?:working )?(?P<unit>minute|hour|day|week|month|year)s?"
)
_START = re.compile(r" (?:of|from|after|since) .*", re.DOTALL)
"""What a length of time is counted from: "7 days of leaving the ward"."""


def is_as_short(new: str, old: str) -> bool:
    """Say whether a length of time is no longer than another, both counted from the same thing, in the same words.

    Working time is never as short as time by the clock: over a weekend it is far longer.
    """
    now, then = (_START.sub("", text) for text in (new, old))
    if "working" in now.lower() and "working" not in then.lower():
        return False
    if new[len(now) :].split() != old[len(then) :].split():
        return False
    allowed, before = minutes_in(now), minutes_in(then)
    return allowed is not None and before is not None and allowed <= before


def minutes_in(text: str) -> int | None:
    """Return the minutes a text allows, or nothing where it is no plain length of time.

    "At once" is 0, "24 hours" is 1,440, "the same day" is a day. "The first meeting" is no length of time.
    """
    words = " ".join(text.lower().split()).rstrip(".")
    if words in AT_ONCE:
        return 0
    if words in ("the same day", "the same working day"):
        return DAY
    found = _LENGTH.fullmatch(words)
    if found is None:
        return None
    number = found["number"]
    amount = int(number) if number.isdigit() else NUMBERS.index(number) if number in NUMBERS else None
    return None if amount is None else amount * UNITS[found["unit"]]
