"""Linked sheets into a file for a print room: each as many times as it is needed, and never two on one leaf.

The first copy of a sheet is tagged as it was. The further copies are one figure, whose words say what they are, so
that nobody who listens to the file hears a sheet twelve times. Copies share what is drawn, so that each weighs nearly
nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, OutlineItem, Pdf

EDGE = 34.0
"""What every sheet leaves white round its words, in points."""
MARKS = frozenset(("BMC", "BDC", "EMC"))
"""Operators that mark what is drawn (ISO 32000-1, 14.6)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stack:
    """A sheet in a linked file and its copies: its first page there, counted from 0, and how many pages it has.

    `title` is that of its bookmark, and `part` of the one above it; `again` says what further copies are. Where it is
    not printed on both sides, every back stays empty.
    """

    start: int
    pages: int
    copies: int
    on_both_sides: bool
    title: str
    part: str = ""
    again: str = ""


def length(pages: int, copies: int, *, on_both_sides: bool) -> int:
    """Return the pages of all copies of a sheet with its empty backs; a leaf has two."""
    return copies * (pages + pages % 2 if on_both_sides else 2 * pages)


def piled(pdf: bytes, stacks: Sequence[Stack]) -> bytes:
    """Return a linked PDF with every sheet as often as it is needed, in the order of the stacks.

    Every page must be in a stack; one that is in several is tagged in the first.
    """
    out = Pdf.open(BytesIO(pdf))
    copier = _Copier(out)
    every = [list(copier.pages(stack)) for stack in stacks]
    tree = out.Root.Pages
    tree.Kids = Array([page for pages in every for page in pages])
    tree.Count = len(tree.Kids)
    for page in tree.Kids:
        page.Parent = tree
    copier.finish()
    _bookmark(out, stacks, [pages[0] for pages in every])
    buffer = BytesIO()
    out.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


class _Copier:
    """Gives the pages of one stack after another, and puts what is new on them into the structure tree."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._sheets = list(out.pages)
        self._root = out.Root.StructTreeRoot
        self._chapters = {_first_page(kid): kid for kid in self._root.K[0].K}
        self._drawn: dict[int, Any] = {}
        self._given: set[int] = set()
        self._parents: list[Any] = []
        self._order: list[Any] = []

    def pages(self, stack: Stack) -> Iterator[Any]:
        """Give the pages of every copy, with the empty backs that keep the next one off a leaf."""
        copies: list[Any] = []
        numbers = range(stack.start, stack.start + stack.pages)
        if stack.start not in self._given and (chapter := self._chapters.get(self._sheets[stack.start].obj.objgen)):
            self._order.append(chapter)
        for _ in range(stack.copies):
            for number in numbers:
                if number in self._given:
                    copies.append(self._copy(number))
                    yield copies[-1]
                else:
                    self._given.add(number)
                    yield self._sheets[number].obj
                if not stack.on_both_sides or (stack.pages % 2 and number == numbers[-1]):
                    yield self._page(number, Resources=Dictionary())
        if copies:
            self._order.append(self._figure(copies, stack.again))

    def finish(self) -> None:
        """Write the structure of the whole file: every sheet, and after it its further copies."""
        document, key = self._root.K[0], int(self._root.ParentTreeNextKey)
        document.K = Array(self._order)
        for figure in self._order:
            figure.P = document
        for place, figure in enumerate(self._parents):
            self._root.ParentTree.Nums.append(key + place)
            self._root.ParentTree.Nums.append(Array([figure]))
        self._root.ParentTreeNextKey = key + len(self._parents)

    def _copy(self, number: int) -> Any:
        """Return a further copy of a page, which shares what it shows with every other."""
        shown = self._sheets[number]
        if number not in self._drawn:
            shown.obj.Resources = self._out.make_indirect(shown.obj.Resources)
            self._drawn[number] = self._out.make_stream(_as_figure(shown))
        return self._page(number, Resources=shown.obj.Resources, Contents=self._drawn[number])

    def _figure(self, copies: Sequence[Any], words: str) -> Any:
        """Return the element of the structure that all further copies of a sheet are."""
        parts = [Dictionary(Type=Name.MCR, Pg=page, MCID=0) for page in copies]
        left, bottom, right, top = (float(edge) for edge in copies[0].MediaBox)
        box = Dictionary(O=Name.Layout, BBox=[left + EDGE, bottom + EDGE, right - EDGE, top - EDGE])
        figure = self._out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Figure, Pg=copies[0], K=Array(parts), Alt=words, A=box)
        )
        for page in copies:
            page.StructParents = int(self._root.ParentTreeNextKey) + len(self._parents)
            self._parents.append(figure)
        return figure

    def _page(self, number: int, **shown: Any) -> Any:
        """Return a new page of the size of another."""
        size = self._sheets[number].obj.MediaBox
        return self._out.make_indirect(Dictionary(Type=Name.Page, MediaBox=size, **shown))


def _first_page(element: Any) -> tuple[int, int]:
    """Return the page that the first words of an element stand on, by its number in the file."""
    while "/Pg" not in element:
        element = element.K[0]
    page: tuple[int, int] = element.Pg.objgen
    return page


def _as_figure(page: pikepdf.Page) -> bytes:
    """Return what a page draws, marked as one piece in place of all its marks, but for its head and foot."""
    drawn = list(pikepdf.parse_content_stream(page))
    start = 0
    while start < len(drawn) and _begins_furniture(drawn[start]):
        start += next(length for length, each in enumerate(drawn[start:], 1) if str(each.operator) == "EMC")
    shown = [each for each in drawn[start:] if str(each.operator) not in MARKS]
    begin = ([Name.Figure, Dictionary(MCID=0)], Operator("BDC"))
    return pikepdf.unparse_content_stream([*drawn[:start], begin, *shown, ([], Operator("EMC"))])


def _begins_furniture(drawn: Any) -> bool:
    """Say whether the running head or foot begins here, which the linker draws before everything else."""
    return str(drawn.operator) == "BDC" and drawn.operands[0] == Name.Artifact and "/Subtype" in drawn.operands[1]


def _bookmark(out: Pdf, stacks: Sequence[Stack], pages: Sequence[Any]) -> None:
    """Write a bookmark for each stack, below that of its part."""
    if "/Outlines" in out.Root:
        del out.Root.Outlines
    with out.open_outline() as outline:
        part: OutlineItem | None = None
        for stack, page in zip(stacks, pages, strict=True):
            place = Array([page, Name.Fit])
            if stack.part and (part is None or part.title != stack.part):
                part = OutlineItem(stack.part, place)
                outline.root.append(part)
            (part.children if part and stack.part else outline.root).append(OutlineItem(stack.title, place))
