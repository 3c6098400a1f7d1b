"""A preview as its users have it: the real command in a process of its own, a real address, real edits."""

import http.client
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.cli import main, terminal

LONG = 40.0
"""How long anything may take on a busy machine, in seconds; a test waits for it and no longer."""

OWN = ".temporary"
"""Where a preview keeps what it makes for itself: previews of other tests run at the same time."""


def free_port() -> int:
    """Return a port nobody listens at."""
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


def until(is_so: Callable[[], Any], within: float = LONG) -> Any:
    """Wait for something to be so, and give it; fail where it never is."""
    end = time.monotonic() + within
    while not (found := is_so()):
        assert time.monotonic() < end, f"it was not so within {within} seconds"
        threading.Event().wait(0.02)
    return found


def get(port: int, path: str = "/") -> tuple[int, str]:
    """Ask for a page as curl does, without tidying the path; status 0 where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    except OSError:
        return 0, ""
    finally:
        connection.close()


def _run(root: Path, words: list[str], log: Path) -> None:
    sys.stdout = sys.stderr = log.open("w", encoding="utf-8", buffering=1)
    terminal.ROOT = root
    tempfile.tempdir = str(root / OWN)
    os.environ["GITHUB_ACTIONS"] = "false"
    main.app(words, prog_name="handbook")


class Serving:
    """A running preview of a folder."""

    def __init__(self, root: Path, *words: str) -> None:
        """Start it at a free port; what it says goes into a file."""
        self.root, self.port, self.log = root, free_port(), root / "said.txt"
        where = [] if "--address" in words else ["--address", f"127.0.0.1:{self.port}"]
        command = ["serve", *words, *where]
        (root / OWN).mkdir(exist_ok=True)
        self.process = multiprocessing.get_context("fork").Process(target=_run, args=(root, command, self.log))
        self.process.start()

    def page(self, path: str = "/") -> str:
        """Return what stands at an address now."""
        return get(self.port, path)[1]

    def shows(self, words: str, path: str = "/") -> str:
        """Wait until a page holds some words, and give it."""
        return str(until(lambda: words in (found := self.page(path)) and found))

    def ready(self) -> "Serving":
        """Wait until the pages are there."""
        until(lambda: get(self.port)[0] == 200)
        return self

    def said(self) -> str:
        """Return what it said on the terminal so far."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def end(self, how: int = signal.SIGTERM) -> int | None:
        """End it, and give its exit code; nothing where it did not end within 3 seconds."""
        if self.process.is_alive() and self.process.pid:
            os.kill(self.process.pid, how)
        self.process.join(3)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        return code
