"""What a PDF says it is, and whether two PDFs print the same: page for page, whatever program saved them."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
"""What a page may take from the group of pages it belongs to (ISO 32000-1, 7.7.3.4)."""

NOT_PRINTED = frozenset(
    (
        "/Parent",
        "/P",
        "/StructParent",
        "/StructParents",
        "/Metadata",
        "/LastModified",
        "/PieceInfo",
        "/Length",
        "/Filter",
    )
) | {"/DecodeParms"}
"""Keys that say how a part is kept or found, and change nothing on paper."""


def imprint_of(path: Path) -> tuple[str, str]:
    """Return the title of a PDF and the code of its copy, each empty where it has none, without control characters.

    Raises:
        ValueError: It cannot be read; the message says why, in words.
    """
    with _opened(path) as pdf:
        try:
            return _line(pdf.docinfo.get("/Title", "")), _line(pdf.docinfo.get("/Copy", ""))
        except Exception:  # noqa: BLE001 - a damaged file can fail in any way
            raise ValueError("this PDF is damaged") from None


def print_alike(one: Path, other: Path) -> bool:
    """Say whether two PDFs have the same pages: the same drawing, letters, pictures and notes, in the same order.

    Raises:
        ValueError: One cannot be read; the message says why, in words.
    """
    with _opened(one) as first, _opened(other) as second:
        try:
            pages = zip(first.pages, second.pages, strict=True) if len(first.pages) == len(second.pages) else None
            looks = _Looks(), _Looks()
            return pages is not None and all(looks[0].of(here) == looks[1].of(there) for here, there in pages)
        except Exception:  # noqa: BLE001 - a damaged file can fail in any way
            raise ValueError("this PDF is damaged") from None


def _opened(path: Path) -> Pdf:
    try:
        return Pdf.open(path, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise ValueError("this PDF needs a password, and none of ours does") from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise ValueError("this is not a PDF that can be read") from None


def _line(text: Any) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(text)).split())[:200]


class _Looks:
    """Fingerprints of the pages of one PDF; what several pages share is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, page: pikepdf.Page) -> bytes:
        """Return the fingerprint of all that a page prints."""
        shown = [_inherited(page.obj, key) for key in INHERITED]
        notes = [
            Dictionary({key: note[key] for key in ("/Subtype", "/Rect", "/F", "/AP") if key in note})
            for note in page.obj.get("/Annots", Array())
        ]
        parts = [*(self._value(each) for each in (*shown, page.obj.get("/UserUnit"), *notes)), *_drawing(page.obj)]
        return sha256(b"\0".join(parts)).digest()

    def _value(self, value: Any) -> bytes:
        place = value.objgen if isinstance(value, pikepdf.Object) and value.is_indirect else (0, 0)
        if place == (0, 0):
            return self._inside(value)
        if place not in self._known:
            self._known[place] = b"here"  # a part that holds itself
            self._known[place] = sha256(self._inside(value)).digest()
        return self._known[place]

    def _inside(self, value: Any) -> bytes:
        match value:
            case Stream():
                return self._table(value.stream_dict) + sha256(value.read_bytes()).digest()
            case Dictionary():
                return self._table(value)
            case Array():
                return b"[" + b" ".join(self._value(each) for each in value) + b"]"
            case String():
                return b"(" + bytes(value) + b")"
            case Name() | bool() | None:
                return str(value).encode()
            case _:
                return f"{float(value):.3f}".encode()

    def _table(self, table: Any) -> bytes:
        kept = sorted((key, value) for key, value in table.items() if key not in NOT_PRINTED)
        return b"<" + b" ".join(key.encode() + self._value(value) for key, value in kept) + b">"


def _inherited(page: Any, key: str) -> Any:
    """Return what a page says of itself, or what the groups it belongs to say for it."""
    for _ in range(50):  # groups stand in groups; a damaged file may go in a circle
        if key in page or "/Parent" not in page:
            return page.get(key)
        page = page.Parent
    return None


def _drawing(page: Any) -> Iterator[bytes]:
    """Return what is drawn, with all that only parts one token from the next taken together."""
    contents = page.get("/Contents", Array())
    streams = contents if isinstance(contents, Array) else [contents]
    yield b" ".join(b"\n".join(each.read_bytes() for each in streams).split())
