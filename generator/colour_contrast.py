"""Colours as people see them: how far two stand apart, and the nearest shade that can be read on a ground."""

LEAST_CONTRAST = 4.5
"""The contrast of text with its ground that WCAG 2.2 AA asks for (success criterion 1.4.3)."""

WHITE, PALE, DARK = "#ffffff", "#eef3f3", "#26353a"
"""Grounds of the site: white, the darkest one that text stands on by day, and the lightest by night (look.css)."""

LINEAR = 0.04045
"""Below this, a part of an sRGB colour is in proportion to its light (IEC 61966-2-1)."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, each as #rrggbb, from 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str) -> str:
    """Return a colour, mixed with as little white as lets it be read on a dark ground."""
    for share in range(101):
        mixed = _with_white(colour, share)
        if contrast(mixed, ground) >= LEAST_CONTRAST:
            return mixed
    return WHITE


def _light(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _with_white(colour: str, share: int) -> str:
    """Mix a colour with white; `share` is the white in it, in hundredths."""
    mixed = (round(255 * (part + (1 - part) * share / 100)) for part in _parts(colour))
    return "#" + "".join(f"{part:02x}" for part in mixed)
