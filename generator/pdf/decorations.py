"""Pictures that say nothing of their own, such as the sign of a way of working, out of what a screen reader says."""

import re
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Name, NumberTree, Pdf


def out_of_reading(opened: Pdf, elements: Iterable[Any]) -> bool:
    """Make artifacts of the pictures without an alternative text (PDF/UA-1, 7.3), and say whether there were any.

    A picture that says something has words, which `check` asks for; the typesetter tags the others as figures too.
    """
    found = [each for each in elements if each.get("/S") == Name.Figure and "/Alt" not in each]
    for figure in found:
        marks = figure.K if isinstance(figure.K, Array) else [figure.K]
        for mark in map(int, marks):
            _make_artifact(opened, figure.Pg, mark)
        kids = figure.P.K if isinstance(figure.P.K, Array) else [figure.P.K]
        figure.P.K = Array([kid for kid in kids if isinstance(kid, int) or kid.objgen != figure.objgen])
    return bool(found)


def _make_artifact(opened: Pdf, page: Any, mark: int) -> None:
    begins = re.compile(rb"/Figure\s*<<\s*/MCID %d\s*>>\s*BDC" % mark)
    streams = page.Contents if isinstance(page.Contents, Array) else [page.Contents]
    for stream in streams:
        stream.write(begins.sub(b"/Artifact BMC", stream.read_bytes()))
    NumberTree(opened.Root.StructTreeRoot.ParentTree)[int(page.StructParents)][mark] = None
