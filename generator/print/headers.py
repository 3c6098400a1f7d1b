"""The table headers of a chapter: which way each heads, and ids that no other chapter has."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String


def complete_headers(pdf: bytes, prefix: str) -> bytes:
    """Say of every table header which way it heads, and put a prefix before its id and wherever that is referred to.

    The typesetter names headers but writes no scope (WeasyPrint issue 2508), which some readers rely on. A PDF without
    tables is given back as it is.
    """
    with Pdf.open(BytesIO(pdf)) as opened:
        ids: dict[str, Any] = {}
        found = False
        for element in _elements(opened.Root.StructTreeRoot):
            if "/ID" in element:
                element.ID = String(f"{prefix}-{element.ID!s}")
                ids[str(element.ID)] = element
            if element.get("/S") == Name.TH:
                found = True
                element.A = Array([*_attribute_sets(element), Dictionary(O=Name.Table, Scope=Name.Column)])
            for attributes in _attribute_sets(element):
                if "/Headers" in attributes:
                    attributes.Headers = Array([String(f"{prefix}-{name!s}") for name in attributes.Headers])
        if not found:
            return pdf
        names = Array([each for name in sorted(ids) for each in (String(name), ids[name])])
        opened.Root.StructTreeRoot.IDTree = Dictionary(Names=names)
        buffer = BytesIO()
        opened.save(buffer, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return buffer.getvalue()


def ids_of(tree: Any) -> Iterator[tuple[str, Any]]:
    """Give the ids of table headers in a structure tree, each with its element."""
    names = list(tree.get("/IDTree", Dictionary()).get("/Names", ()))
    for position in range(0, len(names), 2):
        yield str(names[position]), names[position + 1]


def _elements(root: Any) -> Iterator[Any]:
    stack = [root]
    while stack:
        element = stack.pop()
        if element.get("/Type") == Name.StructElem:
            yield element
        kids = element.get("/K", ())
        stack += [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _attribute_sets(element: Any) -> Iterator[Any]:
    found = element.get("/A", ())
    for each in found if isinstance(found, Array) else [found]:
        if isinstance(each, Dictionary):
            yield each
