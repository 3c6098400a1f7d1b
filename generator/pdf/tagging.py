"""What the typesetter leaves out of a chapter: which way table headers head, bodies of list items, print flags."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from generator.pdf.decorations import out_of_reading
from generator.pdf.embedded_fonts import mend_fonts
from generator.pdf.lighter import lighten

PRINT = 4
"""The flag of an annotation that is printed as it is shown (ISO 32000-1, 12.5.3)."""

POINTS = 0.75
"""The points of a pixel of CSS."""


def complete(pdf: bytes, prefix: str) -> bytes:
    """Complete the tags of a chapter, and give its table headers ids that no other chapter has.

    The typesetter names headers but writes no scope (WeasyPrint issue 2508), which some readers rely on; it gives list
    items no body where they are whole paragraphs; it says in pixels where a picture stands; and it does not say that
    links and fields are printed. Fonts are mended too (`embedded_fonts.py`), and what weighs and says nothing is taken
    out (`lighter.py`). The prefix goes before the id of every header and wherever that is referred to.
    """
    with Pdf.open(BytesIO(pdf)) as opened:
        ids: dict[str, Any] = {}
        _print_annotations(opened)
        mend_fonts(opened)
        out_of_reading(opened, list(_elements(opened.Root.StructTreeRoot)))
        for element in _elements(opened.Root.StructTreeRoot):
            if "/ID" in element:
                element.ID = String(f"{prefix}-{element.ID!s}")
                ids[str(element.ID)] = element
            if element.get("/S") == Name.TH:
                element.A = Array([*_attribute_sets(element), Dictionary(O=Name.Table, Scope=Name.Column)])
            for attributes in _attribute_sets(element):
                if "/Headers" in attributes:
                    attributes.Headers = Array([String(f"{prefix}-{name!s}") for name in attributes.Headers])
                if "/BBox" in attributes:
                    attributes.BBox = _in_points(attributes.BBox, float(element.Pg.MediaBox[3]))
            if element.get("/S") == Name.LI:
                _give_body(opened, element)
        lighten(opened)
        if ids:
            names = Array([each for name in sorted(ids) for each in (String(name), ids[name])])
            opened.Root.StructTreeRoot.IDTree = Dictionary(Names=names)
        buffer = BytesIO()
        opened.save(buffer, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return buffer.getvalue()


def ids_of(tree: Any) -> Iterator[tuple[str, Any]]:
    """Return the ids of table headers in a structure tree, each with its element."""
    names = list(tree.get("/IDTree", Dictionary()).get("/Names", ()))
    for position in range(0, len(names), 2):
        yield str(names[position]), names[position + 1]


def _print_annotations(opened: Pdf) -> None:
    """Let links and fields be printed."""
    for page in opened.pages:
        for each in page.obj.get("/Annots", ()):
            each.F = int(each.get("/F", 0)) | PRINT


def _in_points(box: Any, height: float) -> Array:
    """Return the place of a picture in points from the lower left, which is given in pixels from the upper left."""
    left, top, right, bottom = (float(value) * POINTS for value in box)
    return Array([left, height - bottom, right, height - top])


def _give_body(opened: Pdf, item: Any) -> None:
    """Put what a list item says besides its bullet into a body, if it has none.

    An item with nothing in it, or with an empty body, is left where a list goes on over the page: it is taken out.
    """
    kids = [kid for kid in _kids(item) if kid.get("/Type") == Name.StructElem and not _is_empty_body(kid)]
    said = [kid for kid in kids if kid.get("/S") != Name.Lbl]
    if any(kid.get("/S") == Name.LBody for kid in said):
        return
    if not kids:
        item.P.K = Array([kid for kid in item.P.K if kid.objgen != item.objgen])
        return
    body = opened.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(said)))
    for kid in said:
        kid.P = body
    item.K = Array([*(kid for kid in kids if kid.get("/S") == Name.Lbl), body])


def _is_empty_body(element: Any) -> bool:
    return element.get("/S") == Name.LBody and len(element.get("/K", Array())) == 0


def _elements(root: Any) -> Iterator[Any]:
    stack = [root]
    while stack:
        element = stack.pop()
        if element.get("/Type") == Name.StructElem:
            yield element
        stack += _kids(element)


def _kids(element: Any) -> list[Any]:
    """Return what stands directly in an element of the structure, but for marks on the page, which are numbers."""
    kids = element.get("/K", ())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _attribute_sets(element: Any) -> Iterator[Any]:
    found = element.get("/A", ())
    for each in found if isinstance(found, Array) else [found]:
        if isinstance(each, Dictionary):
            yield each
