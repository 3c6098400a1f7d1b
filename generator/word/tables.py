"""A table for Word: its head is said again on every page, and no row is broken over two."""

from collections.abc import Callable, Sequence

from generator.word.look import TEXT_WIDTH, colour, twips
from generator.word.wordprocessing import Element, made

NARROWEST, WIDEST = 8, 60
"""How few and how many letters a column counts for when the width of a page is shared out."""


def table_of(table: Element, blocks: Callable[[Element], Sequence[Element]], way: str) -> Element:
    """Make a table.

    Args:
        table: The table in the page's HTML.
        blocks: Makes the blocks of a cell.
        way: The direction of what it stands in: in `rtl` its first column is on the right.
    """
    rows = [(row, [cell for cell in row if cell.tag in {"td", "th"}]) for row in table.iter("tr")]
    widths = _widths([[cell.text_content() for cell in cells] for _, cells in rows])
    about = made(
        "tblPr",
        made("tblStyle", val="TableGrid"),
        made("bidiVisual") if way == "rtl" else None,
        made("tblW", w=sum(widths), type="dxa"),
        _borders(),
        made("tblLayout", type="fixed"),
        _margins(),
        made("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    grid = made("tblGrid", *(made("gridCol", w=width) for width in widths))
    return made("tbl", about, grid, *(_row(row, cells, widths, blocks) for row, cells in rows))


def _row(
    row: Element, cells: Sequence[Element], widths: Sequence[int], blocks: Callable[[Element], Sequence[Element]]
) -> Element:
    is_head = row.getparent().tag == "thead"
    about = made("trPr", made("cantSplit"), made("tblHeader") if is_head else None)
    return made("tr", about, *(_cell(*each, blocks, is_head=is_head) for each in zip(cells, widths, strict=False)))


def _cell(cell: Element, width: int, blocks: Callable[[Element], Sequence[Element]], *, is_head: bool) -> Element:
    shade = made("shd", val="clear", color="auto", fill=colour("soft")) if is_head else None
    return made("tc", made("tcPr", made("tcW", w=width, type="dxa"), shade), *blocks(cell))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Share out the width of the text by what the cells of each column say, at least as wide as its longest word."""
    columns = max((len(row) for row in rows), default=0)
    shares = []
    for column in range(columns):
        cells = [row[column] for row in rows if column < len(row)]
        word = max((len(word) for cell in cells for word in cell.split()), default=0)
        shares.append(max(NARROWEST, word, min(WIDEST, sum(map(len, cells)) / len(cells))))
    return [round(twips(TEXT_WIDTH) * share / sum(shares)) for share in shares]


def _borders() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return made("tblBorders", *(made(side, val="single", sz=4, space=0, color=colour("rule")) for side in sides))


def _margins() -> Element:
    sides = {"top": 40, "left": 100, "bottom": 40, "right": 100}
    return made("tblCellMar", *(made(side, w=width, type="dxa") for side, width in sides.items()))
