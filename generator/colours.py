"""Every colour of the house, by what it is for; how far two stand apart, and the nearest shade that can be read.

The site's style sheets, those of printed pages, and pictures name a colour and take it from here.
"""

from collections.abc import Mapping

LEAST_CONTRAST = 4.5
"""The contrast of text with its ground that WCAG 2.2 AA asks for (success criterion 1.4.3)."""

DAY: Mapping[str, str] = {
    "primary": "#17525a",
    "accent": "#17525a",
    "accent-dark": "#8fd3dc",
    "link": "var(--hb-accent)",
    "ink": "#1f2a30",
    "quiet": "#43545a",
    "ground": "#fdfcf9",
    "card": "#ffffff",
    "soft": "#eef3f3",
    "code": "#f5f5f5",
    "paper": "#faf7f0",
    "paper-edge": "#cfc4a8",
    "care": "#8a4b14",
    "private": "#5d3a6e",
    "line": "#7f9195",
    "rule": "#9fb0b3",
    "edge": "#d8e0e0",
    "table-line": "#0000001f",
    "table-shade": "#00000009",
    "white": "#ffffff",
    "black": "#000000",
    "on-dark": "#ffffff",
    "on-dark-quiet": "#ffffff99",
    "on-dark-shade": "#ffffff26",
    "on-pale": "#1f2a30",
    "care-on-pale": "#8a4b14",
    "notice": "#fff3d6",
    "marked": "#ffe9a8",
    "marked-line": "#ffdd5788",
    "focus": "#ffdd57",
    "danger": "#7a1f14",
    "danger-dark": "#521109",
    "danger-pale": "#fbeae7",
    "danger-edge": "#7a1f14",
    "foot": "#24343a",
    "shadow": "#00000055",
    "shadow-pale": "#1f2a3012",
    "veil": "#00000099",
    "small-print": "#454545",
    "way-hear": "#dbe9f6",
    "way-all": "#fbe6c4",
    "way-few": "#d6eeda",
    "way-act": "#f5dbe7",
    "way-quiet": "#e5def4",
}
"""By day and on paper. A trust may have a primary and an accent of its own; `accent-dark` is its accent by night."""

NIGHT: Mapping[str, str] = {
    "link": "var(--hb-accent-dark)",
    "ink": "#eef2f3",
    "quiet": "#c9d3d6",
    "ground": "#1b2428",
    "card": "#222d32",
    "soft": "#26353a",
    "code": "#26353a",
    "paper": "#2c2b26",
    "care": "#f0b37a",
    "private": "#d2b3e2",
    "line": "#93a5a9",
    "danger-edge": "#f2a093",
    "edge": "#3d4d53",
    "table-line": "#ffffff2e",
    "table-shade": "#ffffff0d",
    "way-hear": "#20405c",
    "way-all": "#553f16",
    "way-few": "#1f4d2c",
    "way-act": "#5a2640",
    "way-quiet": "#40346b",
}
"""What is another colour on a dark screen."""

CREAM: Mapping[str, str] = {"ground": "#fbf3e0", "soft": "#f1e7cd", "paper": "#fdf9ee"}
"""What is another colour for a reader who chose a cream ground."""

WHITE, PALE, DARK = DAY["white"], DAY["soft"], NIGHT["soft"]
"""Grounds of the site: white, the darkest one that text stands on by day, and the lightest by night."""

LINEAR = 0.04045
"""Below this, a part of an sRGB colour is in proportion to its light (IEC 61966-2-1)."""


def site_colours() -> str:
    """Return a style sheet that gives every colour its name on the site, by day, by night and on cream."""
    night, cream = _block('[data-scheme="dark"]', NIGHT), _block('[data-look="cream"] [data-scheme="light"]', CREAM)
    return f"{print_colours()}@media screen{{{night}{cream}}}\n"


def print_colours() -> str:
    """Return a style sheet that gives every colour its name on paper, which is always that of the day."""
    return f"{_block(':root', DAY)}\n"


def _block(chosen: str, colours: Mapping[str, str]) -> str:
    return f"{chosen}{{{';'.join(f'--hb-{name}:{colour}' for name, colour in colours.items())}}}"


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
