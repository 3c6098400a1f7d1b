"""Rules about a trust's look: colours that people can read."""

from collections.abc import Iterator
from dataclasses import replace

from generator.problems import Mark, Problem, error
from generator.resolve import Edition

LEAST_CONTRAST = 4.5
"""The contrast of text with its ground that WCAG 2.2 AA asks for (success criterion 1.4.3)."""

LINEAR = 0.04045
"""Below this, a part of an sRGB colour is in proportion to its light (IEC 61966-2-1)."""


def unreadable_colour(edition: Edition) -> Iterator[Problem]:
    """`contrast`: a trust's colour is too light to read white text on, or to read on white."""
    colours = edition.trust.colours if edition.trust else None
    for name in ("primary", "accent") if colours else ():
        colour = getattr(colours, name)
        found = contrast_with_white(colour)
        if found < LEAST_CONTRAST:
            sentence = f"the {name} colour {colour} has a contrast of only {found:.1f} to 1 with white"
            yield error(
                trust_mark(edition), "contrast", sentence, f"choose a darker one: {LEAST_CONTRAST} to 1 is the least"
            )


def trust_mark(edition: Edition) -> Mark:
    """Give the place of a trust's own file."""
    return replace(edition.values_mark, path=edition.values_mark.path.replace("values.yml", "trust.yml"))


def contrast_with_white(colour: str) -> float:
    """Give the contrast ratio of a colour, as #rrggbb, with white (WCAG 2.2, relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
