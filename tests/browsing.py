"""A built site as a browser meets it: a small server that can fail, and headless Chromium, for every test that looks."""

import functools
import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
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
        """Give the file of an address, in the folder served at this moment."""
        self.directory = str(self.server.folder)
        return super().translate_path(path)

    def do_GET(self) -> None:
        """Answer, unless the connection is down or the page is behind a sign-in."""
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the machine's Chromium, without a window."""
    path = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*flags, "--disable-component-update"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a new page on a phone."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()
