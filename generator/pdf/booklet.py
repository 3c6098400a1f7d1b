"""Small pages on sheets of A4, in the order that makes a booklet when they are printed on both sides, cut and folded.

The sheets keep the reading order of the pages: the structure tree is led over to them, so that someone who opens the
file rather than printing it hears it from the first page on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

SHORT, LONG = 595.28, 841.89
"""The edges of A4, in points."""

Side = tuple[int | None, ...]
"""The pages on one side of a sheet, counted from 0; nothing where a place stays empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fold:
    """How pages stand on sheets: the sheet's width and height, where each page goes (points), and in which order."""

    width: float
    height: float
    places: tuple[tuple[float, float], ...]
    order: Callable[[int], list[Side]]


def order(pages: int) -> list[Side]:
    """Return the left and right page of each side of each sheet of a booklet.

    Sides alternate front and back, and are turned over on the short edge.
    """
    total = -(-pages // 4) * 4
    sides: list[Side] = []
    for sheet in range(total // 4):
        first, last = 2 * sheet, total - 1 - 2 * sheet
        sides += [(last, first), (first + 1, last - 1)]
    return [tuple(_there(page, pages) for page in side) for side in sides]


def pocket_order(pages: int) -> list[Side]:
    """Return the pages of each side of sheets that are cut across: upper left and right, then lower left and right.

    Sides are turned over on the long edge. The upper halves, laid on the lower ones, are a booklet to fold.
    """
    total = -(-pages // 8) * 8
    halves = order(total)
    middle = len(halves) // 2
    sides = [upper + lower for upper, lower in zip(halves[:middle], halves[middle:], strict=True)]
    return [tuple(_there(page, pages) for page in side) for side in sides]


FOLDS: Mapping[str, Fold] = {
    "booklet": Fold(width=LONG, height=SHORT, places=((0, 0), (LONG / 2, 0)), order=order),
    "pocket": Fold(
        width=SHORT,
        height=LONG,
        places=((0, LONG / 2), (SHORT / 2, LONG / 2), (0, 0), (SHORT / 2, 0)),
        order=pocket_order,
    ),
}
"""Layouts of publications whose pages are smaller than a sheet: A5 on A4 turned sideways, and A6 on A4."""


def impose(pdf: bytes, fold: Fold) -> bytes:
    """Return a PDF of tagged pages on the sheets of a fold, without its links, which paper has no use for."""
    out = Pdf.open(BytesIO(pdf))
    pages = list(out.pages)
    parents = _parents(out)
    places: dict[Any, Place] = {}
    marks: list[Array] = []
    for side in fold.order(len(pages)):
        sheet = out.add_blank_page(page_size=(fold.width, fold.height))
        sheet.obj.Resources = Dictionary()
        sheet.obj.StructParents = len(marks)
        marks.append(Array())
        drawn: list[bytes] = []
        for at, (number, (x, y)) in enumerate(zip(side, fold.places, strict=True)):
            if number is not None:
                place = Place(sheet=sheet.obj, offset=len(marks[-1]))
                places[pages[number].obj.objgen] = place
                marks[-1].extend(parents[int(pages[number].obj.StructParents)])
                shift = f"q 1 0 0 1 {x:.2f} {y:.2f} cm\n".encode()
                drawn.append(shift + _moved(pages[number], sheet, at, place) + b"\nQ")
        sheet.obj.Contents = out.make_stream(b"\n".join(drawn))
    out.Root.StructTreeRoot.ParentTree.Nums = Array([each for pair in enumerate(marks) for each in pair])
    out.Root.StructTreeRoot.ParentTreeNextKey = len(marks)
    _rehang(out.Root.StructTreeRoot, places)
    _lead_on(out, places)
    del out.pages[: len(pages)]
    buffer = BytesIO()
    out.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a page went: its sheet, and how far the numbers of its marked content moved."""

    sheet: Any
    offset: int


NAMED_FIRST = ("Tf", "Do", "gs", "sh", "cs", "CS", "scn", "SCN")
"""Operators that name a resource (ISO 32000-1, annex A)."""


def _parents(out: Pdf) -> Mapping[int, Any]:
    numbers = list(out.Root.StructTreeRoot.ParentTree.Nums)
    return {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}


def _moved(page: pikepdf.Page, sheet: pikepdf.Page, at: int, place: Place) -> bytes:
    """Return a page's drawing for its place on a sheet: resources under names of their own, marks numbered on."""
    known = set()
    for kind, named in page.obj.Resources.items():
        if isinstance(named, Dictionary):
            kept = sheet.obj.Resources.get(kind, Dictionary())
            for name, value in named.items():
                known.add(name)
                kept[f"/S{at}{name[1:]}"] = value
            sheet.obj.Resources[kind] = kept
    instructions = []
    for instruction in pikepdf.parse_content_stream(page):
        values, operator = list(instruction.operands), instruction.operator
        if str(operator) in NAMED_FIRST:
            values = [Name(f"/S{at}{str(each)[1:]}") if _is_named(each, known) else each for each in values]
        if str(operator) == "BDC" and isinstance(values[1], Dictionary) and "/MCID" in values[1]:
            values[1] = Dictionary({**dict(values[1].items()), "/MCID": int(values[1].MCID) + place.offset})
        instructions.append((values, operator))
    return pikepdf.unparse_content_stream(instructions)


def _is_named(operand: Any, known: set[str]) -> bool:
    return isinstance(operand, Name) and str(operand) in known


def _there(page: int | None, pages: int) -> int | None:
    return page if page is not None and page < pages else None


def _rehang(root: Any, places: Mapping[Any, Place]) -> None:
    """Let every element of the structure find its text on the sheets instead of on its page."""
    stack: list[tuple[Any, Any]] = [(root, None)]
    while stack:
        element, page = stack.pop()
        page = element.get("/Pg", page)
        kids = element.get("/K", Array())
        kept = Array()
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                kept.append(kid + places[page.objgen].offset)
            elif kid.get("/Type") == Name.MCR:
                kept.append(_reference(places[kid.get("/Pg", page).objgen], int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR:
                element.S = Name.Span
            else:
                kept.append(kid)
                stack.append((kid, page))
        element.K = kept
        if page is not None:
            element.Pg = places[page.objgen].sheet


def _reference(place: Place, number: int) -> Dictionary:
    return Dictionary(Type=Name.MCR, Pg=place.sheet, MCID=number + place.offset)


def _lead_on(out: Pdf, places: Mapping[Any, Place]) -> None:
    """Let bookmarks lead to the sheet that a page stands on, and take the places away that only links need."""
    for item in _items(out.Root.get("/Outlines", Dictionary()).get("/First")):
        item.Dest = Array([places[item.Dest[0].objgen].sheet, Name.Fit])
    if "/Names" in out.Root:
        del out.Root.Names


def _items(node: Any) -> Iterator[Any]:
    while node is not None:
        yield node
        yield from _items(node.get("/First"))
        node = node.get("/Next")
