"""Lengths of time in words: how long they are, and which of two is no longer."""

import pytest

from generator.text.durations import DAY, HOUR, is_as_short, minutes_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At once", 0),
        ("straight away.", 0),
        ("Immediately", 0),
        ("now", 0),
        ("0 minutes", 0),
        ("no days", 0),
        ("30 minutes", 30),
        ("1 hour", HOUR),
        ("24 hours", DAY),
        ("Within 24 hours.", DAY),
        ("  within\n  24   Hours ", DAY),
        ("one day", DAY),
        ("The same day", DAY),
        ("the same working day", DAY),
        ("2 working days", 2 * DAY),
        ("ten working days", 10 * DAY),
        ("1 week", 7 * DAY),
        ("3 months", 90 * DAY),
        ("1 year", 365 * DAY),
        ("999999 minutes", 999_999),
    ],
)
def test_a_length_of_time_in_minutes(text, expected):
    """Numbers in digits or words, units with or without their s, and the words for at once are understood."""
    assert expected == minutes_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "soon", "at the first meeting", "a day", "an hour", "eleven days", "1.5 hours", "1,440 minutes"),
        *("two", "2", "days", "2days", "2 fortnights", "24 hours or so", "up to 24 hours", "24 hours, at weekends too"),
        *("2-3 days", "by 5pm", "\u0662 days", "\u00b2 days", "not at once", "1 daysss", "within 1", "-1 days"),
        "9" * 5000 + " days",
    ],
)
def test_what_is_no_plain_length_of_time_is_none(text):
    """Words that leave open how long is meant are never guessed at, and no number is too long to be refused."""
    assert minutes_in(text) is None


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("24 hours", "2 working days"),
        ("24 hours", "1 day"),
        ("At once", "no days"),
        ("1 working day", "2 working days"),
        ("1 day", "1 working day"),
        ("12 hours of the call", "1 day of  the call"),
        ("4 weeks", "1 month"),
    ],
)
def test_shorter_or_equal(new, old):
    """A time that is shorter, or as long in other words, from the same beginning is as short."""
    assert is_as_short(new, old)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("25 hours", "1 day"),
        ("1 month", "4 weeks"),
        ("12 hours", "soon"),
        ("soon", "12 hours"),
        ("12 hours of discharge", "1 day"),
        ("12 hours", "1 day after the call"),
        ("12 hours of discharge", "1 day of the call"),
        ("1 working day", "24 hours"),
        ("1 Working day", "1 week"),
        ("the same working day", "the same day"),
        ("1 working day of the call", "1 day of the call"),
        ("['1 hour']", "1 day"),
    ],
)
def test_longer_or_not_to_be_compared(new, old):
    """A longer time, another beginning, working time for time by the clock, or what is no time is not as short."""
    assert not is_as_short(new, old)
