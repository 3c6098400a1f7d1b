"""Pictures that say nothing of their own, such as the sign of a way of working, out of what a screen reader says."""

import re
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Name, NumberTree, Pdf

_FIGURE = re.compile(rb"/Figure\s*<<\s*/MCID (?P<mark>\d+)\s*>>\s*BDC")


def out_of_reading(opened: Pdf, elements: Iterable[Any]) -> None:
    """Make artifacts of the pictures without an alternative text (PDF/UA-1, 7.3).

    A picture that says something has words, which `check` asks for; the typesetter tags the others as figures too.
    One that stands in a link has a place to press of its own, which stays and is the link's.
    """
    marks: dict[Any, tuple[Any, set[int]]] = {}
    for each in elements:
        if each.get("/S") == Name.Figure and "/Alt" not in each:
            own = _kids(each)
            marks.setdefault(each.Pg.objgen, (each.Pg, set()))[1].update(kid for kid in own if isinstance(kid, int))
            kept = [kid for kid in _kids(each.P) if isinstance(kid, int) or kid.objgen != each.objgen]
            each.P.K = Array(kept)
            _press_as_the_link(opened, each)
        elif each.get("/S") == Name.Span and each.P.get("/S") == Name.Link:
            _press_as_the_link(opened, each)
    for page, own_marks in marks.values():
        _make_artifacts(opened, page, own_marks)


def _make_artifacts(opened: Pdf, page: Any, marks: set[int]) -> None:
    """Draw the figures with these marks on a page as artifacts, which belong to no element."""

    def begun(found: re.Match[bytes]) -> bytes:
        return b"/Artifact BMC" if int(found["mark"]) in marks else found[0]

    for stream in page.Contents if isinstance(page.Contents, Array) else [page.Contents]:
        stream.write(_FIGURE.sub(begun, stream.read_bytes()))
    parents = _parents(opened)[int(page.StructParents)]
    for mark in marks:
        parents[mark] = None


def _press_as_the_link(opened: Pdf, part: Any) -> None:
    """Give the places to press of a part of a link to the link itself (PDF/UA-1, 7.18.5)."""
    places = [kid for kid in _kids(part) if not isinstance(kid, int) and kid.get("/Type") == Name.OBJR]
    part.K = Array([kid for kid in _kids(part) if isinstance(kid, int) or kid.get("/Type") != Name.OBJR])
    part.P.K = Array([*_kids(part.P), *places])
    for place in places:
        _parents(opened)[int(place.Obj.StructParent)] = part.P


def _parents(opened: Pdf) -> NumberTree:
    return NumberTree(opened.Root.StructTreeRoot.ParentTree)


def _kids(element: Any) -> list[Any]:
    return list(element.K) if isinstance(element.K, Array) else [element.K]
