"""What a page weighs on its way to a phone, and what a trust weighs on a server: each within its budget."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from posixpath import dirname, join, normpath
from zipfile import ZipFile

import pytest
from browsing import Server, serving
from playwright.sync_api import Page

pytestmark = [pytest.mark.site, pytest.mark.content]

BUDGET = 100_000
"""Bytes of a first visit, packed as web servers pack them."""

NEEDED = re.compile(
    r'(?:(?:<script\b|<img\b)[^>]*? src|<link\b[^>]*? href|data-words)="([^":]+\.(?:js|css|svg|png|jpg|webp))"'
)
"""What a page asks for by itself, the words of the glossary included; the search index comes with the first search."""

FONTS = ("fonts/AtkinsonHyperlegible-Regular.woff2", "fonts/AtkinsonHyperlegible-Bold.woff2")


def weight(file: Path) -> int:
    """Return the bytes of a file on its way."""
    content = file.read_bytes()
    return len(content) if file.suffix == ".woff2" else len(gzip.compress(content, mtime=0))


def first_visit(edition: Path, page: Path) -> int:
    """Return the bytes of a page with everything it asks for when nothing is on the device yet."""
    here = page.relative_to(edition).as_posix()
    found = NEEDED.findall(page.read_text(encoding="utf-8"))
    needed = {normpath(join(dirname(here), each)) for each in found}
    return weight(page) + sum(weight(edition / each) for each in (*needed, *FONTS))


def test_no_page_is_heavier_than_its_budget(real: Path) -> None:
    """The home page, and each page of the national edition for peers and for trainers, is within the budget."""
    peers = [path for path in real.rglob("index.html") if "trainer" not in path.relative_to(real).parts]
    trainers = list((real / "trainer").rglob("index.html"))
    weights = {path: first_visit(real, path) for path in peers}
    weights |= {path: first_visit(real / "trainer", path) for path in trainers}

    assert len(weights) > 200
    assert {} == {path: size for path, size in weights.items() if size > BUDGET}


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "sessions/active-listening/", "procedures/safety-and-escalation/"])
def test_a_browser_asks_for_no_more(page: Page, real: Path, path: str) -> None:
    """What Chromium fetches to show a page, and to explain its words, is what was counted, from here alone."""
    with serving(real) as server:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server.address + path, wait_until="networkidle")
        sent = sum(weight(file(server, url)) for url in set(asked) if "worker.js" not in url)

    assert [] == [url for url in asked if not url.startswith((server.address, "data:"))]
    assert sent <= first_visit(real, real / path / "index.html") <= BUDGET


def file(server: Server, url: str) -> Path:
    """Return the file behind an address, nothing of the server's for a picture within a style sheet."""
    if url.startswith("data:"):
        return Path("/dev/null")
    found = server.folder / url.removeprefix(server.address)
    return found / "index.html" if found.is_dir() else found


WITHOUT_PRINT = 26_000_000
"""Bytes of an edition for peers and for trainers, with everything but PDFs: what leaves room for those in 60 MB a trust.

What a whole trust weighs, PDFs and all, `audits/weight.py` says of a site that was built, and ends with 1 above that.
"""
DOWNLOAD, PAGE = 15_000, 10_000
"""Bytes of a PDF, mostly for fonts, and for each of its pages; a font that is whole would be three times the first."""


def test_what_is_not_printed_leaves_room_for_what_is(real: Path) -> None:
    """The real pages, search, fonts and copies to unzip of an edition for both audiences are within their part."""
    sizes = {path.relative_to(real).as_posix(): path.stat().st_size for path in real.rglob("*") if path.is_file()}

    assert len(sizes) > 500
    assert sum(sizes.values()) <= WITHOUT_PRINT


def test_printed_pages_are_light(built: Callable[[str], Path]) -> None:
    """No PDF of a small site but a form weighs more than its pages and a part of each font may."""
    listed = [json.loads(path.read_text(encoding="utf-8")) for path in built("paper").rglob("manifest.json")]
    rows = [each for one in listed for part in ("documents", "publications", "sheets") for each in one[part]]
    plain = [each for each in rows if each.get("layout") != "form"]
    heavy = {each.get("path") or each["pdf"] for each in plain if each["bytes"] > DOWNLOAD + PAGE * each["pages"]}

    assert len(plain) > 30
    assert set() == heavy


def test_no_download_stands_twice_in_an_edition(built: Callable[[str], Path]) -> None:
    """Of each edition no file holds the PDFs a second time, and the copy to unzip holds none."""
    for folder in (each.parent for each in built("paper").rglob("manifest.json")):
        pdfs = sum(path.stat().st_size for path in (folder / "downloads").glob("*.pdf"))
        others = sum(
            path.stat().st_size for path in (folder / "downloads").iterdir() if path.suffix not in (".pdf", ".docx")
        )
        with ZipFile(folder / "offline" / "website.zip") as packed:
            assert [] == [name for name in packed.namelist() if name.endswith(".pdf")]
        assert others < 0.05 * pdfs
