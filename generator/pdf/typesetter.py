"""HTML and style sheets into a tagged PDF, with the fonts that come with the program and none of the machine's."""

import atexit
import ctypes.util
import gc
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.system.cache import code_of, digest
from generator.system.log_capture import complaints
from generator.text.letters import FAMILIES, HOUSE, Family, font_bytes

FONT_SETTINGS = Path(__file__).with_name("fonts.conf")
"""What fontconfig, by which the typesetter finds fonts, reads in place of the machine's settings."""

_BASE = "sheet:///"
"""Begins the address of every file that a sheet may use."""


class TypesettingError(Exception):
    """Raised when a page cannot be typeset without loss; it says what the typesetter said."""


def pdf_of(
    html: str,
    styles: tuple[str, ...],
    families: tuple[Family, ...] = (HOUSE,),
    pictures: Mapping[str, bytes] | None = None,
    *,
    is_form: bool = False,
    is_tagged: bool = True,
) -> bytes:
    """Typeset a document as a tagged PDF (PDF/UA-1), with the house fonts whole so that the linker can share them.

    Args:
        html: The whole document.
        styles: The text of its style sheets.
        families: The families that its letters need, the house typeface first; letters of others are embedded as used.
        pictures: Its pictures, by the name in the address of each, `sheet:///NAME`.
        is_form: Whether its fields can be filled in on a screen.
        is_tagged: Whether it is a document, and not a drawing to put into one.

    Raises:
        TypesettingError: The typesetter complained; a chapter with something missing is worse than none.
    """
    weasyprint = _weasyprint()
    with complaints("weasyprint") as said, _no_collection(), _no_time():
        font_config, sheet = _parsed((*styles, font_styles(families)))
        document = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=_fetcher(pictures or {}))
        pdf: bytes = document.write_pdf(
            stylesheets=[sheet],
            font_config=font_config,
            pdf_variant="pdf/ua-1" if is_tagged else None,
            full_fonts=families == (HOUSE,),
            pdf_forms=is_form,
            uncompressed_pdf=True,  # `complete` packs what it keeps, and would unpack it first
        )
    if said:
        raise TypesettingError("; ".join(said))
    return pdf


def font_styles(families: tuple[Family, ...]) -> str:
    """Return the style sheet that loads families of fonts and sets everything in them, in their order."""
    faces = [
        f'@font-face {{ font-family: "{family.name}"; {_weight(family, position)}'
        f'src: url("{_address(family, position)}"); }}'
        for family in families
        for position in range(len(family.files))
    ]
    names = ", ".join(f'"{family.name}"' for family in families)
    return "\n".join([*faces, f"html, code, kbd, pre, samp, input, textarea {{ font-family: {names}; }}"])


@cache
def typesetter_key(families: tuple[Family, ...]) -> str:
    """Return the hash of what typesets a document: the code, the libraries under it, and the fonts."""
    versions = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "fonttools")]
    fonts = [font_bytes(family, position) for family in families for position in range(len(family.files))]
    return digest(code_of("text", "pdf"), *versions, font_styles(families), *fonts)


def _weight(family: Family, position: int) -> str:
    """Return what says that a file holds one weight; a file that holds all of them says so itself."""
    return f"font-weight: {('normal', 'bold')[position]}; " if len(family.files) > 1 else ""


def _address(family: Family, position: int) -> str:
    return f"{_BASE}fonts/{FAMILIES.index(family)}/{position}"


@cache
def _weasyprint() -> Any:
    """Import the typesetter, which takes half a second that a build without print need not spend.

    The settings are those of this process, before the library reads them. It warns that they name no fonts.
    """
    os.environ["FONTCONFIG_FILE"] = str(FONT_SETTINGS)
    os.environ.pop("FONTCONFIG_SYSROOT", None)
    with warnings.catch_warnings(), _libraries_by_their_names():
        warnings.simplefilter("ignore")
        import weasyprint  # noqa: PLC0415
    return weasyprint


@contextmanager
def _libraries_by_their_names() -> Iterator[None]:
    """Have libraries that Linux finds by their whole names, such as `libpango-1.0.so.0`, looked for by no other.

    The typesetter tries short names first, and Python starts ldconfig, gcc and ld for each: 80 programs for nothing.
    """
    look = ctypes.util.find_library
    if sys.platform == "linux" and _is_there("libpango-1.0.so.0"):
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = look


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    """Return what opens files for the typesetter: those of a sheet, and nothing else on this machine or any other."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class _OnlyGivenFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            if (name := url.removeprefix(_BASE)) in pictures:
                return URLFetcherResponse(url, pictures[name])
            for family in FAMILIES:
                for position in range(len(family.files)):
                    if url == _address(family, position):
                        return URLFetcherResponse(url, font_bytes(family, position))
            raise ValueError(f"{url} is not one of the files this page may use")

    return _OnlyGivenFiles()


@cache
def _parsed(styles: tuple[str, ...]) -> tuple[Any, Any]:
    """Parse style sheets and load their fonts, once in a process: there are few sets, and many documents for each.

    They become one sheet, since every element is held against each sheet anew.
    """
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fetcher, font_config = _fetcher({}), FontConfiguration()
    whole = "\n".join(styles)
    return font_config, CSS(string=whole, font_config=font_config, url_fetcher=fetcher, base_url=_BASE)


atexit.register(_parsed.cache_clear)  # fonts go while WeasyPrint still stands: it complains of those that outlive it


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave rings of objects alone meanwhile: looking for them takes an eighth of the time, and a chapter is small."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _no_time() -> Iterator[None]:
    """Let parts of fonts say that they were made at no time, so that the same text makes the same bytes on any day."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH")
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
