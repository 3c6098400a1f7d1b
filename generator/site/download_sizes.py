"""How large downloads are, written into the finished pages: a site is built before its PDFs are."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path

from generator.editions.urls import url_of
from generator.text.language import Language
from generator.text.markup import Html

PLACE = re.compile(r'(<span class="hb-size" data-file="(?P<file>[^"]+)">)[^<]*(?=</span>)')
"""Where a page leaves room for the size of a file, given by its path below the edition."""


Counts = Mapping[str, tuple[int | None, int]]
"""Pages and bytes of each download, by its path below the edition; what is for Word has no pages of its own."""


def write_sizes(folder: Path, pages: Iterable[str], counts: Counts, language: Language) -> None:
    """Write the sizes of downloads into the pages of a finished edition.

    Args:
        folder: Where the edition stands.
        pages: The source paths of its pages.
        counts: How large each download is; what is not there keeps the words it has.
        language: What they are told in.
    """
    for page in pages:
        file = folder / url_of(page) / "index.html"
        if not file.is_file():
            continue
        html = file.read_text(encoding="utf-8")
        filled = PLACE.sub(lambda found: found[1] + _words(counts, found, language), html)
        if filled != html:
            file.write_text(filled, encoding="utf-8")


MEGABYTE, KILOBYTE = 1_000_000, 1_000
"""In bytes."""


def size(pages: int | None, length: int, language: Language) -> Html:
    """Say how large a file is: `PDF, 12 pages, 340 KB`, or without pages `Word, 40 KB`. `length` is in bytes."""
    if length < MEGABYTE:
        weight = language.html("{number} KB", number=max(1, round(length / KILOBYTE)))
    else:
        weight = language.html("{number} MB", number=f"{length / MEGABYTE:.1f}")
    if pages is None:
        return language.html("Word, {size}", size=weight)
    return language.html_for("PDF, {n} page, {size}", "PDF, {n} pages, {size}", pages, size=weight)


def _words(counts: Counts, found: re.Match[str], language: Language) -> str:
    counted = counts.get(unescape(found["file"]))
    return str(size(*counted, language)) if counted else found[0].removeprefix(found[1])
