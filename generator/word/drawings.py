"""Pictures as Word shows them: a drawing of ours as pixels, and how large each picture stands on the page."""

from dataclasses import dataclass
from importlib.metadata import version

from generator.system.cache import Cache, digest
from generator.text.letters import HOUSE, families_for, font_files
from generator.word.look import TEXT_WIDTH

ZOOM = 1.6
"""Dots for each unit of a drawing: some 125 to the inch where it is as wide as the text."""

TALLEST = 130
"""How tall a picture may be, in millimetres; print holds it to the same."""

PER_INCH, MILLIMETRES = 96, 25.4
"""Dots to the inch of a picture that does not say, as browsers have it; and millimetres."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture to put into a document: its bytes (PNG or JPEG), and whether it is a drawing of ours."""

    content: bytes
    is_drawing: bool = False


def drawn(svg: str, cache: Cache) -> bytes:
    """Return a drawing as pixels (PNG), from the cache where it was drawn before: editions share most of them."""
    families = families_for(svg)
    key = digest("drawing", drawing_key(), repr(families), svg)
    if (kept := cache.get(key)) is not None:
        return kept
    import resvg_py  # noqa: PLC0415 - nothing but a flowchart needs it

    content = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=ZOOM,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for family in families for path in font_files(family)],
            font_family=HOUSE.name,
            resources_dir=None,
        )
    )
    cache.put(key, content)
    return content


def drawing_key() -> str:
    """Return what decides how a drawing is drawn, besides itself."""
    return f"resvg {version('resvg_py')} {ZOOM}"


def size_of(width: int, height: int, *, is_drawing: bool) -> float:
    """Return how wide a picture stands on the page, in millimetres, by its dots: a drawing as wide as the text."""
    natural = TEXT_WIDTH if is_drawing else width / PER_INCH * MILLIMETRES
    return min(natural, TEXT_WIDTH, TALLEST * width / height)
