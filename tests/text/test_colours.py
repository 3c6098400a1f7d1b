"""Colours as people see them."""

import pytest

from generator.colours import DARK, LEAST_CONTRAST, WHITE, contrast, readable


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_the_guidelines(one, other, expected):
    """The contrast of two colours is that of WCAG, whichever comes first."""
    assert expected == pytest.approx(contrast(one, other), abs=0.005)


@pytest.mark.parametrize("colour", ["#8a3b12", "#000000", "#23504a", "#0000ff"])
def test_a_dark_colour_has_a_shade_for_the_night(colour):
    """The shade can be read on the dark ground, and one with a hundredth less white could not."""
    shade = readable(colour, DARK)

    assert contrast(shade, DARK) >= LEAST_CONTRAST
    assert contrast(colour, DARK) < contrast(shade, DARK) < LEAST_CONTRAST + 0.25


def test_a_light_colour_stays_as_it_is():
    """A colour that can be read on a dark ground already is not changed."""
    assert "#ffdd57" == readable("#ffdd57", DARK)


def test_on_white_there_is_no_lighter_shade():
    """Where no shade can be read, white is the end of the search."""
    assert WHITE == readable("#777777", WHITE)
