"""Say of every publication and document of a built site how well it uses its paper.

Run it from the root, on a finished site: `.venv/bin/python audits/paper.py site`. It prints of each publication its
pages, the words on one, and the share of its paper below the last line of a page; and then, of documents, every page
that ends with a heading, and every page but a document's last that is more than half empty. It ends with 1 where there
is such a page. Lines to write on are no empty paper, and a form to fill in on a screen is not looked at.
"""

import json
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

DOTS = 40
"""Dots an inch in which a page is looked at: a thin line to write on is then still grey."""

INK = 240
"""What is darker than this, of 255, is not paper."""

MARGIN = 0.07
"""The share of a page's height, above and below, that heads and feet take."""

ROOM = 0.06
"""The share of a page's height below its last word that is more than the word itself: lines to write on, a picture."""

HEADINGS = frozenset(f"/H{level}" for level in range(1, 7))


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """How a PDF uses its paper: its pages, its words, the share of it that is empty, and what is wrong with a page."""

    path: Path
    pages: int
    words: int
    empty: float
    faults: tuple[str, ...]


def looked_at(path: Path) -> Paper:
    """Look at every page of a PDF."""
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    with pikepdf.open(path) as pdf:
        is_form = "/AcroForm" in pdf.Root
        ends = [] if is_form else list(_ends_with_a_heading(pdf))
        count = len(pdf.pages)
    shares = list(_filled(path))
    alone = [each for each in ends if each < count and shares[each - 1] - _last_word(path, each) < ROOM]
    faults = [f"page {number} ends with a heading" for number in alone]
    if not is_form:
        faults += [f"page {at} is {1 - share:.0%} empty" for at, share in enumerate(shares[:-1], 1) if share < 1 / 2]
    empty = 1 - sum(shares) / count
    return Paper(path=path, pages=count, words=len(text.split()), empty=empty, faults=tuple(faults))


def _filled(path: Path) -> Iterator[float]:
    """Return of each page how far down it is filled, as a share of what lies between head and foot."""
    command = ["pdftoppm", "-r", str(DOTS), "-gray", str(path)]
    pictures = subprocess.run(command, capture_output=True, check=True).stdout
    at = 0
    while at < len(pictures):
        _, size, _, rest = pictures[at:].split(b"\n", 3)
        width, height = map(int, size.split())
        rows = [rest[row * width : (row + 1) * width] for row in range(height)]
        at = len(pictures) - len(rest) + width * height
        first, last = round(height * MARGIN), round(height * (1 - MARGIN))
        inked = [row for row in range(first, last) if min(rows[row]) < INK]
        yield (max(inked) - first) / (last - first) if inked else 0.0


def _last_word(path: Path, number: int) -> float:
    """Return how far down the last word of a page stands, as a share of what lies between head and foot."""
    command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), str(path), "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    height = float(re.findall(r'height="([\d.]+)"', said)[0])
    first, last = height * MARGIN, height * (1 - MARGIN)
    ends = [float(each) for each in re.findall(r'yMax="([\d.]+)"', said)]
    return (max((each for each in ends if each < last), default=first) - first) / (last - first)


def _ends_with_a_heading(pdf: pikepdf.Pdf) -> Iterator[int]:
    """Return the number of each page whose last words, in the order in which they are drawn, are a heading."""
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, 1):
        begun = [each.operands[1] for each in pikepdf.parse_content_stream(page) if str(each.operator) == "BDC"]
        marked = [int(each["/MCID"]) for each in begun if isinstance(each, pikepdf.Dictionary) and "/MCID" in each]
        element: Any = None
        if marked and "/StructParents" in page.obj:
            element = parents[int(page.obj.StructParents)][marked[-1]]
        while element is not None and "/S" in element:
            if str(element.S) in HEADINGS:
                yield number
                break
            element = element.get("/P")


def main() -> int:
    """Look at every PDF of a site, and return 1 where paper is wasted."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--edition", default="", help="only this folder of the site, such as trainer")
    given = parser.parse_args()
    folder = given.site / given.edition
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    books = {folder / each["path"] for each in listed["publications"]}
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(looked_at, sorted((folder / "downloads").glob("*.pdf"))))
    for each in found:
        if each.path in books:
            said = f"{each.pages:5d} pages, {each.words / each.pages:4.0f} words a page, {each.empty:4.0%} empty"
            print(f"{said}: {each.path.name}")
    wasted = [f"{each.path.name}: {fault}" for each in found if each.path not in books for fault in each.faults]
    print(*wasted, f"{len(wasted)} pages are half empty or end with a heading", sep="\n")
    return 1 if wasted else 0


if __name__ == "__main__":
    sys.exit(main())
