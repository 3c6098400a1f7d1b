"""Pictures that say nothing of their own, such as the sign of a way of working, out of what a screen reader says."""

import re
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Name, NumberTree, Pdf

_FIGURE = re.compile(rb"/Figure\s*<<\s*/MCID (?P<mark>\d+)\s*>>\s*BDC")


def out_of_reading(opened: Pdf, elements: Iterable[Any]) -> None:
    """Make artifacts of the pictures without an alternative text (PDF/UA-1, 7.3).

    A picture that says something has words, which `check` asks for; the typesetter tags the others as figures too.
    Where one stands in a link, the place to press on it belongs to the link.
    """
    marks: dict[Any, tuple[Any, set[int]]] = {}
    parents = NumberTree(opened.Root.StructTreeRoot.ParentTree)
    for each in elements:
        if each.get("/S") == Name.Figure and "/Alt" not in each:
            own = _kids(each)
            links = [kid for kid in own if not isinstance(kid, int)]
            drawn = (int(kid) for kid in own if isinstance(kid, int))
            marks.setdefault(each.Pg.objgen, (each.Pg, set()))[1].update(drawn)
            each.P.K = Array(flattened for kid in _kids(each.P) for flattened in (links if _is(kid, each) else [kid]))
            for link in links:
                parents[int(link.Obj.StructParent)] = each.P
    for page, own_marks in marks.values():
        _make_artifacts(opened, page, own_marks)


def _kids(element: Any) -> list[Any]:
    return list(element.K) if isinstance(element.K, Array) else [element.K]


def _is(kid: Any, element: Any) -> bool:
    return not isinstance(kid, int) and kid.objgen == element.objgen


def _make_artifacts(opened: Pdf, page: Any, marks: set[int]) -> None:
    """Draw the figures with these marks on a page as artifacts, which belong to no element."""

    def begun(found: re.Match[bytes]) -> bytes:
        return b"/Artifact BMC" if int(found["mark"]) in marks else found[0]

    for stream in page.Contents if isinstance(page.Contents, Array) else [page.Contents]:
        stream.write(_FIGURE.sub(begun, stream.read_bytes()))
    parents = NumberTree(opened.Root.StructTreeRoot.ParentTree)[int(page.StructParents)]
    for mark in marks:
        parents[mark] = None
