"""Two texts side by side: each gets the width with which both end at about the same height."""

import pytest

from generator.pages.side_by_side import SHARES, share

LINE = "Ninety letters make nearly a whole line of this, so that half a width takes two lines of it"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [(1, 1, "hb-share-50"), (0, 0, "hb-share-50"), (2, 8, "hb-share-30"), (9, 3, "hb-share-70")],
)
def test_the_longer_text_is_the_wider(left, right, expected):
    """Texts of one length share the width evenly; of others the longer has more, but never all."""
    assert expected == share([LINE] * left, [LINE] * right)


def test_no_other_share_takes_fewer_lines():
    """Of many pairs each gets the share in which its higher text is lowest, the most even where several are."""
    for left in range(1, 9):
        for right in range(1, 9):
            found = int(share([LINE] * left, [LINE] * right)[-2:])
            assert (found < 50) <= (left < right)
            assert (found > 50) <= (left > right)
    assert list(SHARES.values()) == sorted(SHARES.values())
