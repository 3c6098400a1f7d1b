"""Pictures for Easy Read, from the icon set that comes with mkdocs-material: Material Design Icons, Apache 2.0."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.colours import DAY
from generator.text.language import N_
from generator.text.markup import Html

CREDIT = N_("Pictures: Material Design Icons by Pictogrammers and their contributors, Apache License 2.0.")

_SHAPE = re.compile(r'<path d="(?P<d>[-\d.,\sa-zA-Z]+)"/>')
_BOX = "0 0 24 24"
_INK = DAY["primary"]


def is_known(name: str) -> bool:
    """Say whether the set has a picture of this name."""
    return bool(shapes(name))


@cache
def names() -> tuple[str, ...]:
    """Return the names of all pictures, in order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.svg")))


def drawing(name: str) -> Html:
    """Return a picture as SVG to stand in a page; the words beside it say all that it says, so it has no name."""
    paths = "".join(f'<path d="{shape}"/>' for shape in shapes(name))
    box = f'viewBox="{_BOX}" width="24" height="24" fill="{_INK}"'
    return Html(f'<svg class="hb-icon" {box} aria-hidden="true">{paths}</svg>')


@cache
def shapes(name: str) -> tuple[str, ...]:
    """Return the outlines of a picture, which are numbers and letters and nothing that could run."""
    file = _folder() / f"{name}.svg"
    text = file.read_text(encoding="utf-8") if re.fullmatch(r"[a-z0-9-]+", name) and file.is_file() else ""
    return tuple(found["d"] for found in _SHAPE.finditer(text))


@cache
def _folder() -> Path:
    spec = find_spec("material")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places or ()))) / "templates" / ".icons" / "material"
