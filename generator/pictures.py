"""Pictures in an assets folder, by the name authors write; what print could not use or should not open is refused.

Only pixels are taken. A drawing (SVG) can hold programs, and links to files and other machines, so it is not.
"""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.problems import Mark, Problem, error

FORMS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""The forms a picture may have, by how its file's name ends; the word is Pillow's."""

MAX_BYTES = 2_000_000
MAX_SIDE = 4000
"""The most pixels along one side; a page of A4 has 2480 across at 300 to the inch."""


def pictures(folder: Path, shown: Callable[[Path], str]) -> tuple[dict[str, Path], tuple[Problem, ...]]:
    """Find the pictures below a folder.

    Args:
        folder: The folder, which need not exist.
        shown: Gives a file's path as people type it.

    Returns:
        The pictures by the name an author writes, `assets/map.png`, and what is wrong with the others.
    """
    found, problems = {}, []
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name.startswith("."):
            continue
        wrong = [error(Mark(path=shown(path)), "picture", sentence, hint) for sentence, hint in _faults(path)]
        problems += wrong
        if not wrong:
            found[f"assets/{path.relative_to(folder).as_posix()}"] = path
    return found, tuple(problems)


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a picture, if anything is: a sentence and a hint."""
    suffix = path.suffix.lower()
    if suffix == ".svg":
        yield "a drawing (.svg) can hold programs and links, so it is not taken", "save it as .png, 1600 pixels wide"
    elif path.is_symlink() or not path.is_file() or suffix not in FORMS:
        yield "only pictures belong here, as .png, .jpg or .webp", "save it in one of these forms"
    elif path.stat().st_size > MAX_BYTES:
        yield "this picture is larger than 2 MB", "save it smaller: 1600 pixels wide is enough for print"
    else:
        yield from _faults_inside(path, FORMS[suffix])


def _faults_inside(path: Path, form: str) -> Iterator[tuple[str, str]]:
    # Imported here because most folders hold no picture, and a build with nothing to do should not wait for it.
    from PIL import Image, ImageFile, UnidentifiedImageError  # noqa: PLC0415

    smaller = "save it smaller: 1600 pixels wide is enough for print"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(path, formats=[form])
        with picture:
            width, height = picture.size
            if max(width, height) > MAX_SIDE:
                yield f"this picture has {width} by {height} pixels; {MAX_SIDE} along a side are the most", smaller
            else:
                ImageFile.LOAD_TRUNCATED_IMAGES = False  # the typesetter sets it, and would show half a picture
                picture.load()
    except UnidentifiedImageError:
        yield f"this file is no {path.suffix} picture, whatever its name says", "save it again in that form"
    except Image.DecompressionBombError:
        yield f"this picture has too many pixels; {MAX_SIDE} along a side are the most", smaller
    except (OSError, SyntaxError, ValueError):
        yield "this picture is broken off or damaged", "save it again"
