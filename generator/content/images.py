"""Pictures in an assets folder, by the name authors write; what print could not use or should not open is refused.

Only pixels are taken. A drawing (SVG) can hold programs, and links to files and other machines, so it is not.
"""

import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.content.image_bytes import published
from generator.problems import Mark, Problem, did_you_mean, error
from generator.system.folders import files_in

FORMS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""The forms a picture may have, by how its file's name ends; the word is Pillow's."""

MAX_BYTES = 2_000_000
MAX_SIDE = 4000
"""The most pixels along one side; a page of A4 has 2480 across at 300 to the inch."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_OTHERS = ("MPO", "GIF", "BMP", "TIFF", "ICO", "AVIF", "PNG", "JPEG", "WEBP")
"""Forms of pictures that are told by name where a file has another than it says."""
_OF_THE_SITE = ("javascripts", "stylesheets", "images/favicon")
"""How names in the site's folder `assets` begin that are no pictures of content."""
_SAVE_AGAIN = "open it, and save it as .png or .jpg"


def pictures(
    folder: Path, shown: Callable[[Path], str]
) -> tuple[dict[str, Path], tuple[str, ...], tuple[Problem, ...]]:
    """Find the pictures below a folder.

    Args:
        folder: The folder, which need not exist.
        shown: Gives a file's path as people type it.

    Returns:
        The pictures by the name an author writes, `assets/map.png`; the names of the others; and what is wrong with
        those.
    """
    files, strays = files_in(folder, shown)
    found, refused, problems = {}, [], [*strays]
    first: dict[str, str] = {}
    for path in files:
        inside = path.relative_to(folder).as_posix()
        wrong = [error(Mark(path=shown(path)), "picture", *fault) for fault in (*_name_faults(inside), *_faults(path))]
        if (other := first.setdefault(inside.casefold(), inside)) != inside:
            sentence = f'"{inside}" and "{other}" are one file on Windows and macOS'
            wrong.append(error(Mark(path=shown(path)), "picture", sentence, "give one of them another name"))
        problems += wrong
        if wrong:
            refused.append(f"assets/{inside}")
        else:
            found[f"assets/{inside}"] = path
    return found, tuple(refused), tuple(problems)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the hint `did you mean "…"?` for a picture's name; one that differs in case alone comes first."""
    known = list(known)
    alike = next((each for each in known if _plain(each) == _plain(name)), "")
    return f'did you mean "{alike}"?' if alike else did_you_mean(name, known)


def used_in(texts: Iterable[str], pictures: Mapping[str, Path]) -> dict[str, Path]:
    """Return the pictures that some texts name; what no page shows is not published."""
    texts = tuple(texts)
    return {name: path for name, path in pictures.items() if any(name in text for text in texts)}


def of_file(path: Path) -> bytes:
    """Return a picture as it is published: upright, and without what stands beside its pixels.

    Raises:
        OSError: It cannot be read any more.
    """
    return published(path.read_bytes())


def _name_faults(name: str) -> Iterator[tuple[str, str]]:
    """Return what is wrong with a name: it stands in links, addresses and pages, and on machines of every kind."""
    parts = PurePosixPath(name).parts
    if name.startswith(_OF_THE_SITE):
        yield "the site has files of its own of this name", f'rename it to "picture-{parts[0]}"'
    if not all(_NAME.fullmatch(part) for part in parts):
        letters = "a picture's name may have letters from a to z, digits, hyphens, underscores and dots"
        yield letters, f'rename it to "{"/".join(_mended(part) for part in parts)}", also where a text names it'


def _mended(name: str) -> str:
    """Return a name without accents, and with hyphens for what a name may not have."""
    stem, dot, suffix = name.rpartition(".")
    bare = unicodedata.normalize("NFKD", stem if dot else name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^A-Za-z0-9_.]+", "-", bare).strip("-.") or "picture"
    return f"{made}{dot}{suffix}" if dot else made


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKD", name)).casefold().replace(".jpeg", ".jpg")


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    """Return what is wrong with a picture, if anything is: a sentence and a hint."""
    suffix = path.suffix.lower()
    if suffix == ".svg":
        yield "a drawing (.svg) can hold programs and links, so it is not taken", "save it as .png, 1600 pixels wide"
    elif not path.is_file() or suffix not in FORMS:
        yield "only pictures belong here, as .png, .jpg or .webp", _SAVE_AGAIN
    elif path.stat().st_size > MAX_BYTES:
        yield "this picture is larger than 2 MB", "save it smaller: 1600 pixels wide is enough for print"
    elif not path.stat().st_size:
        yield "this file is empty", "save the picture again"
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
            elif getattr(picture, "is_animated", False) and picture.format != "MPO":
                yield "this picture moves, which no paper can show", "save one still picture of it"
            else:
                ImageFile.LOAD_TRUNCATED_IMAGES = False  # the typesetter sets it, and would show half a picture
                picture.load()
                of_file(path)
    except UnidentifiedImageError:
        yield f"this file is no {path.suffix} picture, whatever its name says", _real_form(path)
    except Image.DecompressionBombError:
        yield f"this picture has too many pixels; {MAX_SIDE} along a side are the most", smaller
    except (OSError, SyntaxError, ValueError):
        yield "this picture is broken off or damaged", "save it again"


def _real_form(path: Path) -> str:
    """Return what to do with a file of another form than its name says."""
    from PIL import Image  # noqa: PLC0415

    try:
        Image.init()
        with Image.open(path, formats=[form for form in _OTHERS if form in Image.OPEN]) as real:
            name = "JPEG" if real.format == "MPO" else str(real.format)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "save it again in that form"
    suffix = next((suffix for suffix, form in FORMS.items() if form == name), "")
    return f"it is a {name} picture: {f'rename it to {path.stem}{suffix}' if suffix else _SAVE_AGAIN}"
