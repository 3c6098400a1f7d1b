"""What a page weighs on its way to a phone: every page within its budget, and nothing asked of anyone else."""

import gzip
import re
from pathlib import Path
from posixpath import dirname, join, normpath

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
    needed = {normpath(join(dirname(here), each)) for each in NEEDED.findall(page.read_text(encoding="utf-8"))}
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
