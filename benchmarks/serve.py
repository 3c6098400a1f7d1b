"""Measure how long a saved change takes to be on the screen, with the real server and the whole real content.

Run it from the root: `.venv/bin/python benchmarks/serve.py [TIMES]`. It works in a copy: nothing of yours is touched.
The figures are seconds from the save until the page is given out with the change in it, on the clock, and of one
processor: machines are noisy, and on a quiet one the first is the second and what it takes to notice, 0.3 s.
"""

import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent

CHANGES = (
    (
        "a sentence of a session, for peers",
        "",
        "peer",
        "national/sessions/my-role.yml",
        "purpose: >-\n",
        "/sessions/my-role/",
    ),
    ("a sentence, for trainers", "", "trainer", "national/sessions/my-role.yml", "purpose: >-\n", "/sessions/my-role/"),
    (
        "a title, which stands in every page's menu",
        "",
        "peer",
        "national/sessions/my-role.yml",
        'title: "',
        "/sessions/my-role/",
    ),
    ("a trust's name, which stands on every page", "northmoor", "peer", "trusts/northmoor/trust.yml", "name: ", "/"),
)
"""What is changed: in words, whose edition is shown, to whom, the file, what the new words come after, and the page."""


def get(port: int, path: str) -> str:
    """Return a page, or nothing where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except OSError:
        return ""
    finally:
        connection.close()


def shown(port: int, path: str, words: str) -> float:
    """Return when a page first held some words."""
    while words not in get(port, path):
        threading.Event().wait(0.01)
    return time.perf_counter()


def measure(
    root: Path, code: str, audience: str, file: Path, after: str, page: str, times: int
) -> list[tuple[float, float]]:
    """Return the seconds on the clock and of a processor that each of some saves took, the one before it quite done."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "generator.cli", "serve", *([code] if code else []), "--audience", audience]
    words += ["--address", f"127.0.0.1:{port}"]
    said = root / "said.txt"
    text = file.read_text(encoding="utf-8")
    with (
        said.open("w") as log,
        subprocess.Popen(words, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stderr=log) as process,
    ):
        shown(port, page, "hb-edition")
        taken, server = [], psutil.Process(process.pid)
        for number in range(times):
            while said.read_text().count("Up to date") <= number:
                threading.Event().wait(0.05)
            start, used = time.perf_counter(), sum(server.cpu_times()[:2])
            new = f"Saved{number}"
            file.write_text(
                text.replace(after, after + ("  " if after.endswith("\n") else "") + new + " ", 1), encoding="utf-8"
            )
            taken.append((shown(port, page, new) - start, sum(server.cpu_times()[:2]) - used))
        process.send_signal(signal.SIGINT)
    file.write_text(text, encoding="utf-8")
    return taken


def main() -> None:
    """Measure each kind of change in a copy of the project."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "templates", "generator"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("mkdocs.yml", "requirements.txt"):
            shutil.copy(ROOT / name, root / name)
        print("| change | seconds, median | longest | of a processor, median |\n|---|---|---|---|")
        for words, code, audience, file, after, page in CHANGES:
            taken = measure(root, code, audience, root / "content" / file, after, page, times)
            clock, processor = zip(*taken, strict=True)
            row = (statistics.median(clock), max(clock), statistics.median(processor))
            print(f"| {words} | {' | '.join(f'{each:.2f}' for each in row)} |", flush=True)


if __name__ == "__main__":
    main()
