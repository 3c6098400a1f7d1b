"""Lists written shortly for the search: what comes back is what went in."""

import pytest
from packing import rising, unlisted

from generator.site.packed import listed, steps


def test_words_repeat_the_one_before():
    """Each word says how many letters it shares with the one before."""
    assert "AactCedAbus" == listed(["act", "aced", "bus"])


def test_numbers_are_steps_in_letters():
    """Each number is its distance from the last; only the last letter of one is small."""
    assert "adBaBAa" == steps([0, 3, 29, 29 + 26 * 26])


@pytest.mark.parametrize(
    "words", [[], ["a"], ["", "b"], ["x" * 40, "x" * 41], ["\U00020000a", "\U00020000b"], ["he is", "he is 72"]]
)
def test_words_come_back(words):
    """No words, long ones and rare letters come back as they were."""
    assert words == unlisted(listed(words))


@pytest.mark.parametrize("numbers", [[], [0], [5], [0, 1, 27, 702, 703, 2_000, 40_000]])
def test_numbers_come_back(numbers):
    """Small and large numbers come back as they were."""
    assert numbers == rising(steps(numbers))
