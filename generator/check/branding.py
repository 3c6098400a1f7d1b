"""Rules about a trust's look: colours that people can read, and a logo that is light enough for a phone."""

from collections.abc import Iterator
from math import ceil

from generator.colours import LEAST_CONTRAST, PALE, WHITE, contrast
from generator.content.yaml_nodes import mark_at
from generator.editions.edition import Edition
from generator.problems import Mark, Problem, error

LARGEST_LOGO = 40_000
"""In bytes: every page loads it, on a poor connection too."""


def unreadable_colour(edition: Edition) -> Iterator[Problem]:
    """`contrast`: a trust's first colour is too light for white text, or its second one for links and buttons.

    Links stand on white and on pale panels, so the second colour is measured against the darker of the two. Its shade
    for the dark look is made from it and always readable.
    """
    colours = edition.trust.colours if edition.trust else None
    for name, ground, words in (("primary", WHITE, "with white"), ("accent", PALE, f"with the pale panels ({PALE})")):
        colour = getattr(colours, name, None)
        if colour and (found := contrast(colour, ground)) < LEAST_CONTRAST:
            sentence = f"the {name} colour {colour} has a contrast of only {found:.2f} to 1 {words}"
            place = trust_mark(edition, "colours", name)
            yield error(place, "contrast", sentence, f"choose a darker one: {LEAST_CONTRAST} to 1 is the least")


def heavy_logo(edition: Edition) -> Iterator[Problem]:
    """`logo`: a trust's logo is too heavy to load on every page, or its words are not what it says."""
    trust = edition.trust
    if trust is None:
        return
    picture = edition.assets.get(f"assets/{trust.logo}")
    if picture and (size := picture.stat().st_size) > LARGEST_LOGO:
        sentence = f'the logo "{trust.logo}" is {ceil(size / 1000)} kB; at most {LARGEST_LOGO // 1000} kB'
        yield error(trust_mark(edition, "logo"), "logo", sentence, "save it smaller: it is shown 48 pixels high")
    words = (trust.logo_words or "").strip().lower()
    if words and not trust.logo:
        sentence = "logo_words says what a logo says, and there is no logo"
        yield error(trust_mark(edition, "logo_words"), "logo", sentence, "add logo, or take logo_words out")
    if words.startswith(("logo", "picture", "image", "photo")) or words.endswith((".png", ".jpg", ".jpeg", ".webp")):
        sentence = f'"{trust.logo_words}" is read out in place of the logo, so it must be the words in the logo'
        yield error(trust_mark(edition, "logo_words"), "logo", sentence, f'for example: "{trust.name}"')


def trust_mark(edition: Edition, *path: str) -> Mark:
    """Return the place of what stands at `path` in a trust's own file, or of the file."""
    return mark_at(edition.trust_node, path) if edition.trust_node else Mark(path="")
