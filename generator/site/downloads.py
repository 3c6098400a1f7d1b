"""How large downloads are and where they stand, written into finished pages: a site is built before its PDFs are."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from html import unescape
from pathlib import Path

from generator.editions.urls import url_of
from generator.system.disk import write_file
from generator.text.language import Language
from generator.text.markup import Html

PLACE = re.compile(r'(<span class="hb-size" data-file="(?P<file>[^"]+)">)[^<]*(?=</span>)')
"""Where a page leaves room for the size of a file, given by its path below the edition."""


ADDRESS = re.compile(r'(?<=href=")(?:\.{1,2}/)*(?P<file>downloads/[^"/]+\.(?:pdf|docx))(?=")')
"""Where a page leads to a download of its edition, or to the same one of the edition above it."""

Counts = Mapping[str, tuple[int | None, int]]
"""Pages and bytes of each download, by its path below the edition; what is for Word has no pages of its own."""


def complete_downloads(
    folder: Path, pages: Iterable[str], counts: Counts, language: Language, above: str = "", missing: str = ""
) -> None:
    """Write into the pages of a finished edition how large its downloads are, and the way to each.

    Args:
        folder: Where the edition stands.
        pages: The source paths of its pages.
        counts: How large each download is.
        language: What they are told in.
        above: The way to the edition with which it shares downloads, `../`; nothing where it shares none.
        missing: What is said of a download that is not there; where that is nothing, it keeps the words it has.
    """
    for page in pages:
        file = folder / url_of(page) / "index.html"
        if not file.is_file():
            continue
        html = file.read_text(encoding="utf-8")
        up = "../" * url_of(page).count("/")
        filled = PLACE.sub(lambda found: found[1] + _words(counts, found, language, missing), html)
        filled = ADDRESS.sub(partial(_address, folder, up, above), filled)
        if filled != html:
            write_file(file, filled.encode())


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


def _words(counts: Counts, found: re.Match[str], language: Language, missing: str) -> str:
    if counted := counts.get(unescape(found["file"])):
        return str(size(*counted, language))
    return missing or found[0].removeprefix(found[1])


def _address(folder: Path, up: str, above: str, found: re.Match[str]) -> str:
    """Return the way to a download from a page on; where it is nowhere, as if it stood in the edition itself."""
    stands_above = above and not (folder / found["file"]).is_file() and (folder / above / found["file"]).is_file()
    return f"{up}{above if stands_above else ''}{found['file']}"
