"""A built site as a browser meets it: a small server that can fail, and headless Chromium, for every test that looks."""

import functools
import gzip
import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml")
"""What a web server packs on its way; WOFF2, PDF and zip are packed already."""


class Server(http.server.ThreadingHTTPServer):
    """Serves one folder, packed as real servers do, and can lose its connection or ask for a sign-in."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        """Serve `folder` at a free port of this machine."""
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler))
        self.folder = folder
        self.is_down = False
        self.behind_sign_in = ""

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Answers one request, without a word on the terminal."""

    server: Server

    def translate_path(self, path: str) -> str:
        """Return the file of an address, in the folder served at this moment."""
        self.directory = str(self.server.folder)
        return super().translate_path(path)

    def do_GET(self) -> None:
        """Answer, unless the connection is down or the page is behind a sign-in; a browser may hang up meanwhile."""
        with suppress(ConnectionError):
            self._answer()

    def _answer(self) -> None:
        hidden = self.server.behind_sign_in
        if self.server.is_down:
            self.close_connection = True
        elif hidden and self.path.startswith(hidden):
            self.send_error(HTTPStatus.UNAUTHORIZED)
        elif self.path.partition("?")[0].endswith((*PACKED, "/")) and self._file().is_file():
            self._packed(self._file())
        else:
            super().do_GET()

    def _file(self) -> Path:
        file = Path(self.translate_path(self.path))
        return file / "index.html" if file.is_dir() else file

    def _packed(self, file: Path) -> None:
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder while the block runs."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the machine's Chromium, without a window and with the machine's fonts, while the block runs.

    A build in this process keeps its own to the bundled ones (FONTCONFIG_FILE), with which Chromium cannot live.
    """
    path = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    env: dict[str, str | float | bool] = {key: value for key, value in os.environ.items() if key != "FONTCONFIG_FILE"}
    with sync_playwright() as playwright:
        launch = playwright.chromium.launch
        started = launch(executable_path=path, args=[*flags, "--disable-component-update"], env=env)
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium to the tests of a module."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a new page on a phone."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules of axe whose findings depend on colours and width; all others are asked once for each page."""

ASK = """options => axe.run(options).then(told => told.violations.flatMap(
    rule => rule.nodes.map(node => rule.id + ": " + node.html.slice(0, 160))))"""
"""Asks axe-core, once it is in the page, and gives a line for each element it finds fault with."""

EACH_FORM = """known => {
    const said = new Set(["id", "href", "src", "content", "value", "datetime", "title", "alt", "for", "name", "d", "x",
        "y", "x1", "x2", "y1", "y2", "width", "height", "viewBox", "points", "transform", "aria-label", "data-look"]);
    const own = each => [each.tagName, ...[...each.attributes].filter(one => !said.has(one.name)).map(
        one => one.name + "=" + one.value).sort(), each.id.startsWith("hb-") ? each.id : "",
        each.previousElementSibling ? "after" : "", each.nextElementSibling ? "before" : ""].join(" ");
    const hash = (text, from) => {  // FNV-1a, twice
        let high = from[0], low = from[1];
        for (let at = 0; at < text.length; at++) {
            high = Math.imul(high ^ text.charCodeAt(at), 16777619);
            low = Math.imul(low ^ text.charCodeAt(at), 2654435761);
        }
        return [high, low];
    };
    const chains = new Map(), seen = new Set(known), found = [];
    for (const each of document.querySelectorAll("*")) {
        const chain = hash(">" + own(each), chains.get(each.parentElement) || [2166136261, 40503]);
        const form = chain.join(" ");
        chains.set(each, chain);
        const isNew = !seen.has(form) && each.checkVisibility();
        if (isNew) { seen.add(form); found.push(form); }
        each.toggleAttribute("data-look", isNew);
    }
    axe.configure({rules: [{id: "color-contrast", selector: "[data-look]"}]});
    return found;
}"""
"""Has axe-core measure the contrast of one element of each form that is not known yet, and gives these forms.

Elements are of one form when nothing that a style sheet asks for sets them apart: tags and attributes up to the root.
"""

DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
"""Waits until a page has been drawn at its new width, and what watches for that has answered."""

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MODES = [(size, scheme) for size in (PHONE, DESK) for scheme in SCHEMES]
"""Every way of looking at a page."""

EACH_ONCE = [(PHONE, SCHEMES[0]), (DESK, SCHEMES[1])]
"""Each width and each scheme once: no colour depends on the width."""


_CONTENT_ATTRIBUTES = frozenset({"id", "class", "href", "src", "content", "value", "datetime", "title", "style"})
"""Attributes whose being there says nothing new of an element."""


def telling_pages(folder: Path, besides: Path | None = None) -> list[str]:
    """Return the paths of few short pages of a site on which every form of element of all its pages stands.

    Elements are of one form when they have the same tag, classes, attributes and kind of parent, both hold words or
    both none, and, of headings, the heading before is of the same level. Forms that the site `besides` has are left.
    """
    pages = _pages(folder)
    left, chosen = set().union(*(forms for forms, _ in pages.values())), []
    if besides:
        left = left.difference(*(forms for forms, _ in _pages(besides).values()))
    while left:
        chosen.append(max(sorted(pages), key=lambda path: len(pages[path][0] & left) / pages[path][1]))
        left -= pages[chosen[-1]][0]
    return chosen


@functools.cache
def _pages(folder: Path) -> dict[str, tuple[set[tuple[object, ...]], int]]:
    """Return of each page the forms of its elements, and how many elements it has."""
    found = {}
    for path in folder.rglob("*.html"):
        page = html.parse(path).getroot()
        found[path.relative_to(folder).as_posix()] = _forms(page), sum(1 for _ in page.iter())
    return found


def _forms(page: html.HtmlElement) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    before = ""
    for each in page.iter("*"):
        parent = each.getparent()
        inside = () if parent is None else (parent.tag, parent.get("class", ""))
        attributes = tuple(sorted(set(each.keys()) - _CONTENT_ATTRIBUTES))
        found.add((each.tag, each.get("class", ""), attributes, inside, any(text.strip() for text in each.itertext())))
        if re.fullmatch("h[1-6]", each.tag):
            found.add((before, each.tag))
            before = each.tag
    return found


def violations(
    browser: Browser,
    addresses: Iterable[str],
    modes: Sequence[tuple[ViewportSize, Scheme]],
    *,
    scripts: bool = True,
    whole: bool = False,
) -> list[str]:
    """Return what axe-core finds wrong on pages, looked at in some ways, with our scripts or without.

    Each finding is a line: address, width, colours, rule, and the element it is about. Contrast, which takes nine
    tenths of the time, is measured for one element of each form, unless pages are to be looked at whole.
    """
    context = browser.new_context(service_workers="block", reduced_motion="reduce")
    if not scripts:
        context.route("**/*.js", lambda route: route.abort())
    page, axe, found = context.new_page(), Axe().axe_script, []
    known: list[list[str]] = [[] for _ in modes]
    for address in addresses:
        page.goto(address)
        page.evaluate(axe)
        for position, (size, scheme) in enumerate(modes):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            page.evaluate(DRAWN)
            if not whole:
                known[position] += page.evaluate(EACH_FORM, known[position])
            rules = {"runOnly": LOOKS} if position else {}
            told = page.evaluate(ASK, {"resultTypes": ["violations"], **rules})
            found += [f"{address} {size['width']} {scheme} {each}" for each in told]
    context.close()
    return found
