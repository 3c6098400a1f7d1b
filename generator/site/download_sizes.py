"""How large downloads are, written into the finished pages: a site is built before its PDFs are."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path

from generator.editions.urls import url_of

PLACE = re.compile(r'(<span class="hb-size" data-file="(?P<file>[^"]+)">)[^<]*(?=</span>)')
"""Where a page leaves room for the size of a file, given by its path below the edition."""


def write_sizes(folder: Path, pages: Iterable[str], counts: Mapping[str, tuple[int, int]]) -> None:
    """Write the sizes of downloads into the pages of a finished edition.

    Args:
        folder: Where the edition stands.
        pages: The source paths of its pages.
        counts: Pages and bytes of each download, by its path; what is not there keeps the words it has.
    """
    for page in pages:
        file = folder / url_of(page) / "index.html"
        if not file.is_file():
            continue
        html = file.read_text(encoding="utf-8")
        filled = PLACE.sub(lambda found: found[1] + _words(counts, found), html)
        if filled != html:
            file.write_text(filled, encoding="utf-8")


MEGABYTE, KILOBYTE = 1_000_000, 1_000
"""In bytes."""


def size(pages: int, length: int) -> str:
    """Say how large a PDF is: `PDF, 12 pages, 340 KB`. `length` is in bytes."""
    weight = f"{max(1, round(length / KILOBYTE))} KB" if length < MEGABYTE else f"{length / MEGABYTE:.1f} MB"
    return f"PDF, {pages} {'page' if pages == 1 else 'pages'}, {weight}"


def _words(counts: Mapping[str, tuple[int, int]], found: re.Match[str]) -> str:
    counted = counts.get(unescape(found["file"]))
    return size(*counted) if counted else found[0].removeprefix(found[1])
