"""Two texts side by side: each gets the width with which both end at about the same height."""

from math import ceil

import pytest

from generator.pages.side_by_side import BELOW, INDENT, SHARES, beside, share
from generator.pages.side_by_side import LINE as LINE_LENGTH

LINE = "Some thirty letters of a text. "


@pytest.mark.parametrize(("left", "right", "expected"), [(3, 3, 0), (0, 0, 0), (2, 5, -1), (5, 2, 1)])
def test_the_longer_text_is_the_wider(left, right, expected):
    """Texts of one length share the width evenly; of others the longer has more, but never all."""
    found = int(share([LINE * 6] * left, [LINE * 6] * right)[-2:]) - 50
    assert expected == (found > 0) - (found < 0)


def test_no_other_share_takes_fewer_lines():
    """Of many pairs each gets a share in which its higher text is lowest."""
    for left in range(1, 9):
        for right in range(1, 9):
            texts = [LINE * 3] * left, [LINE * 3] * right
            best = min(_height(*texts, int(name[-2:])) for name in SHARES.values())
            assert best == _height(*texts, int(share(*texts)[-2:]))


def test_a_short_text_beside_a_very_long_one_stands_above_it():
    """Where half of the width would stay empty both are as wide as the page, one below the other."""
    assert BELOW == share(["A few words."], [LINE * 20] * 6)
    assert BELOW == share([LINE * 20] * 6, ["A few words."])


def _height(left: list[str], right: list[str], percent: int) -> int:
    rooms = (LINE_LENGTH * percent // 100 - INDENT, LINE_LENGTH * (100 - percent) // 100 - INDENT)
    return max(sum(ceil(len(each) / room) for each in text) for text, room in zip((left, right), rooms, strict=True))


@pytest.mark.parametrize(
    ("heading", "facts", "expected"),
    [
        ("Four ways in", ["7 minutes", "Short talk", "Peer trainer", "1:10pm"], "hb-beside"),
        (
            "Four ways in",
            ["7 minutes", "Short talk", "Peer trainer and clinical trainer and coordinator", "1:10pm"] * 2,
            "",
        ),
        ("A heading that has the whole of the line, or as good as the whole, for itself", ["7 minutes"], ""),
    ],
    ids=["both short", "many facts", "a long heading"],
)
def test_facts_stand_beside_a_heading_where_both_fit(heading, facts, expected):
    """A long heading, or many facts, take a line each."""
    assert expected == beside(heading, facts)
