"""A preview in the browser: a small web server, what it shows, and when it has to be made anew.

It gives out one folder and nothing else. While something is wrong, the problems stand where the page would be; every
page asks whether there is something newer and loads itself again.
"""

import gc
import mimetypes
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from generator.build.preview import Preview, Wanted
from generator.cli.showing import QuietServer
from generator.problem_formats import as_html
from generator.problems import Level, Problem

ASK, SCRIPT = "/-/version", "/-/reload.js"
"""Where a page asks for the version of what is shown, and the script with which it does."""

WORKER = "/worker.js"

_RELOAD = """\
(() => {
  const shown = document.currentScript.dataset.version;
  const ask = async () => {
    try {
      const answer = await fetch("/-/version?shown=" + encodeURIComponent(shown), {cache: "no-store"});
      if (answer.ok && (await answer.text()) !== shown) { location.reload(); return; }
      setTimeout(ask, 50);
    } catch { setTimeout(ask, 1000); }
  };
  ask();
})();
"""

_NO_WORKER = """\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", () => self.registration.unregister());
"""
"""Takes the place of a worker that a finished site left in the browser at this address: it would show old pages."""

PATIENCE = 25.0
"""How long a page waits for news in one request, in seconds."""

LOOK_EVERY = 0.15
"""How often files are looked at, in seconds; what is being saved settles in that time too."""

Snapshot = dict[str, tuple[int, int, int, int]]


class Screen:
    """What the browser is to show now: a folder, or problems, or that it is not ready yet. Safe between threads."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        self._news = threading.Condition()
        self._run, self._count = secrets.token_hex(4), 0
        self._folder: Path | None = None
        self._problems: tuple[Problem, ...] = ()

    def show(self, folder: Path | None, problems: tuple[Problem, ...] = ()) -> None:
        """Show a folder, or `problems` in the place of its pages, and tell every page that waits."""
        with self._news:
            self._folder, self._problems = folder, problems
            self._count += 1
            self._news.notify_all()

    def now(self) -> tuple[str, Path | None, tuple[Problem, ...]]:
        """Return the version of what is shown, the folder and the problems."""
        with self._news:
            return self._version, self._folder, self._problems

    def after(self, version: str) -> str:
        """Return the version once it is another than the one given, or the same after a while."""
        with self._news:
            self._news.wait_for(lambda: self._version != version, timeout=PATIENCE)
            return self._version

    @property
    def _version(self) -> str:
        return f"{self._run}-{self._count}"


class _Handler(BaseHTTPRequestHandler):
    screen: ClassVar[Screen]
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "handbook", ""
    timeout = 60

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        path = unquote(address.path, errors="replace")
        if path == ASK:
            shown = unquote(address.query.partition("=")[2])
            self._answer(HTTPStatus.OK, self.screen.after(shown).encode(), "text/plain; charset=utf-8")
        elif path in (SCRIPT, WORKER):
            script = _RELOAD if path == SCRIPT else _NO_WORKER
            self._answer(HTTPStatus.OK, script.encode(), "text/javascript; charset=utf-8")
        else:
            self._page(path, address.path)

    do_HEAD = do_GET  # noqa: N815 - the name is the library's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: the terminal is for what is wrong with the content."""

    def _page(self, path: str, raw: str) -> None:
        version, folder, problems = self.screen.now()
        is_page = path.endswith(("/", ".html")) or "." not in path.rpartition("/")[2]
        if is_page and (problems or folder is None):
            status = HTTPStatus.OK if problems else HTTPStatus.SERVICE_UNAVAILABLE
            self._answer(status, as_html(problems), "text/html", version)
            return
        found = _file_in(folder, path) if folder else None
        if found is not None and found.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", "/" + raw.strip("/") + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        found = found or (_file_in(folder, "/404.html") if folder else None)
        try:
            content = found.read_bytes() if found else b"There is nothing here.\n"
        except OSError:
            status, content = HTTPStatus.NOT_FOUND, b"There is nothing here.\n"
        kind = mimetypes.guess_type(found.name)[0] if found else None
        self._answer(status, content, kind or "text/plain", version)

    def _answer(self, status: HTTPStatus, content: bytes, kind: str, version: str = "") -> None:
        if kind == "text/html":
            kind += "; charset=utf-8"
            content = _asking(content, version)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class Server(QuietServer):
    """Listens at one address, and shows a screen to whoever asks there."""

    def __init__(self, host: str, port: int, screen: Screen) -> None:
        """Listen at once.

        Raises:
            OSError: Nobody can listen at this address.
        """
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        super().__init__((host, port), type("Handler", (_Handler,), {"screen": screen}))
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{self.server_address[1]}/"


ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, a polite end, and a terminal that is closed."""


@contextmanager
def until_ended() -> Iterator[None]:
    """Do what is in the block until a signal asks to end; it ends there, and what comes after goes on."""
    before = {each: signal.signal(each, _interrupt) for each in ENDING}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def keep_up(wanted: Wanted, screen: Screen, tell: Callable[[tuple[Problem, ...]], None]) -> None:
    """Show an edition on a screen, and show it anew whenever something it is made from was saved, until interrupted.

    Args:
        wanted: The edition.
        screen: What it is shown on.
        tell: Hears all that is wrong, each time the edition was made anew or could not be.

    Raises:
        KeyboardInterrupt: Somebody asked to end; what was made for the preview is gone.
    """
    places = (*(wanted.root / name for name in ("content", "templates", "mkdocs.yml")), *wanted.trust_folders)
    with TemporaryDirectory(prefix="handbook-preview-") as work:
        preview = Preview(wanted, Path(work))
        try:
            seen = snapshot(places)
            _show(preview, screen, tell)
            gc.freeze()  # what was read stays: looking through it again after a save takes half a second
            while True:
                settled(places, seen)
                seen = snapshot(places)
                _show(preview, screen, tell)
        finally:
            for each in ENDING:  # a second signal shall not disturb the clearing up
                signal.signal(each, signal.SIG_IGN)


def _show(preview: Preview, screen: Screen, tell: Callable[[tuple[Problem, ...]], None]) -> None:
    problems = preview.update(lambda: screen.show(preview.site))
    _, folder, wrong = screen.now()
    if errors := tuple(each for each in problems if each.level is Level.ERROR):
        screen.show(folder, errors)
    elif wrong:
        screen.show(folder)
    tell(problems)


def host_and_port(address: str) -> tuple[str, int]:
    """Take an address such as `127.0.0.1:8000` or `[::1]:8000` apart.

    Raises:
        ValueError: It is not written so, or the number is no port.
    """
    host, colon, port = address.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004
        raise ValueError(address)
    if host.startswith("[") and host.endswith("]"):
        host = str(ip_address(host[1:-1]))
    elif ":" in host or not host.isascii() or not host.isprintable() or " " in host:
        raise ValueError(address)
    return host, int(port)


def is_private(host: str) -> bool:
    """Say whether only this machine can reach an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def snapshot(places: tuple[Path, ...]) -> Snapshot:
    """Return what every file and folder below some places looks like from outside, to notice what was saved since."""
    return {path: (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino) for path, seen in _seen(places)}


def _seen(places: tuple[Path, ...]) -> Iterator[tuple[str, os.stat_result]]:
    left = [*places]
    while left:
        path = left.pop()
        try:
            yield str(path), path.stat()
            with os.scandir(path) as inside:
                for each in inside:
                    if each.is_dir(follow_symlinks=False):
                        left.append(Path(each.path))
                    else:
                        yield each.path, each.stat(follow_symlinks=False)
        except OSError:
            continue


def settled(places: tuple[Path, ...], seen: Snapshot) -> None:
    """Wait until something below some places looks other than it did, and no longer changes."""
    now, before = snapshot(places), seen
    while now == seen or now != before:
        threading.Event().wait(LOOK_EVERY)
        before, now = now, snapshot(places)


def _file_in(folder: Path, path: str) -> Path | None:
    """Return the file a path leads to in a folder, the folder to be asked for with a slash, or nothing."""
    if "\0" in path or "\\" in path:
        return None
    place = folder.joinpath(*(part for part in path.split("/") if part not in ("", ".", "..")))
    try:
        place = place / "index.html" if path.endswith("/") else place
        is_there = place.is_file() or (place.is_dir() and (place / "index.html").is_file())
        return place if is_there and place.resolve().is_relative_to(folder.resolve()) else None
    except OSError:
        return None


def _asking(content: bytes, version: str) -> bytes:
    """Put the script that asks for news at the end of a page; the policy of our pages allows one from this server."""
    before, body, after = content.rpartition(b"</body>")
    script = f'<script src="{SCRIPT}" data-version="{version}"></script>'.encode()
    return before + script + body + after if body else content + script
