"""A chapter without what weighs and says nothing: elements round a piece of a line or a box, and needless digits."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

_PIECES = frozenset(("/Span", "/NonStruct"))
_SAYS_NOTHING = frozenset(("/K", "/P", "/Pg", "/S", "/Type"))
_HOLDS_TEXT = frozenset(
    ("/P", "/Span", "/Link", "/LBody", "/Lbl", "/TD", "/TH", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption")
)
"""What may hold text itself (ISO 32000-1, 14.8.4.3): what is said in it needs no element of its own."""

_BLOCKS = frozenset(("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/Table", "/Figure"))
"""What stands by itself, so that it is heard alike within a box and without."""

_GOES_EMPTY = (_HOLDS_TEXT - {"/TD", "/TH"}) | {"/L", "/LI", "/Div", "/NonStruct"}
"""What says nothing where nothing stands in it; a cell does, since others are counted from it."""

_NO_KERN = re.compile(rb">0(?:(?=\])|<)")
_LARGE = re.compile(rb"(?<![\w.])(\d{2,}\.\d{2})\d+")
_SMALL = re.compile(rb"(?<![\w.])(\d\.\d{3})\d+")
"""A place on the page is told to a hundredth of a pixel, and what is smaller, such as a colour, to a thousandth."""


def lighten(opened: Pdf) -> None:
    """Take out of a chapter what no reader and no printer can tell from its absence."""
    _join_pieces(opened)
    _open_boxes(opened)
    _without_empty(opened)
    for page in opened.pages:
        contents = page.obj.get("/Contents", Array())
        for stream in contents if isinstance(contents, Array) else [contents]:
            stream.write(zlib.compress(_shorter(stream.read_bytes()), level=9), filter=Name.FlateDecode)


def _shorter(drawing: bytes) -> bytes:
    """Return a drawing with strings in one piece where nothing moves between them, and numbers with fewer digits."""
    if b"(" in drawing:  # a text in which digits may mean something
        return drawing
    joined = _NO_KERN.sub(lambda found: b">" if found[0] == b">0" else b"", drawing)
    return _SMALL.sub(rb"\1", _LARGE.sub(rb"\1", joined))


def _join_pieces(opened: Pdf) -> None:
    """Give the text of each element that only stands round a piece of a line to the element that it stands in."""
    tree = opened.Root.StructTreeRoot
    pairs = list(tree.ParentTree.Nums)
    owners = {int(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}
    for element in _from_within(tree):
        kids = _kids(element)
        kept = [each for kid in kids for each in (_kids(kid) if _is_piece(kid, element) else [kid])]
        if len(kept) == len(kids) and all(one is other for one, other in zip(kept, kids, strict=True)):
            continue
        element.K = Array(kept)
        for mark in kept:
            if isinstance(mark, int):
                owners[int(element.Pg.StructParents)][mark] = element


def _open_boxes(opened: Pdf) -> None:
    """Take each box (`Div`) that says nothing itself from round the paragraphs, lists and tables in it."""
    for element in _from_within(opened.Root.StructTreeRoot):
        kids = _kids(element)
        boxes = [kid for kid in kids if _is_box(kid)]
        if not boxes:
            continue
        for box in boxes:
            for kid in _kids(box):
                kid.P = element
        element.K = Array([each for kid in kids for each in (_kids(kid) if _is_box(kid) else [kid])])


def _without_empty(opened: Pdf) -> None:
    """Take out what the typesetter left at the end of a page of a heading or list that it then put on the next."""
    for element in _from_within(opened.Root.StructTreeRoot):
        kids = _kids(element)
        kept = [kid for kid in kids if not _is_empty(kid)]
        if len(kept) < len(kids):
            element.K = Array(kept)


def _is_empty(kid: Any) -> bool:
    return (
        isinstance(kid, Dictionary)
        and str(kid.get("/S", "")) in _GOES_EMPTY
        and kid.keys() <= _SAYS_NOTHING
        and not _kids(kid)
    )


def _is_box(kid: Any) -> bool:
    return (
        isinstance(kid, Dictionary)
        and kid.get("/S") == Name.Div
        and kid.keys() <= _SAYS_NOTHING
        and all(isinstance(each, Dictionary) and str(each.get("/S", "")) in _BLOCKS for each in _kids(kid))
    )


def _from_within(tree: Any) -> Iterator[Any]:
    """Yield every element of a structure, those within another before it."""
    found: list[Any] = []
    stack = [tree]
    while stack:
        element = stack.pop()
        found.append(element)
        stack += [kid for kid in _kids(element) if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem]
    yield from reversed(found[1:])


def _is_piece(kid: Any, element: Any) -> bool:
    """Say whether an element says no more than that its text stands in the one it stands in, on the same page."""
    if not isinstance(kid, Dictionary) or str(kid.get("/S", "")) not in _PIECES or not kid.keys() <= _SAYS_NOTHING:
        return False
    if not _holds_text(element) or "/Pg" not in element or "/Pg" not in kid:
        return False
    return kid.Pg.objgen == element.Pg.objgen and all(isinstance(mark, int) for mark in _kids(kid))


def _holds_text(element: Any) -> bool:
    while element.get("/S") == Name.NonStruct:
        element = element.P
    return str(element.get("/S", "")) in _HOLDS_TEXT


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", ())
    return list(kids) if isinstance(kids, Array) else [kids]
