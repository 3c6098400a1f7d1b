"""What measurements share: a copy of the project to work in, a sentence to change, and what a piece of work took."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that a script finds the program it stands beside

MEGABYTE = 1_000_000
SENTENCE = ("content/national/sessions/my-role.yml", "purpose: >-\n  ")
"""A file, and what stands in it before a text."""


def copy_of_project(root: Path) -> Path:
    """Put the content, the templates and the program into a folder, with nothing built, and give it."""
    for name in ("content", "templates", "generator"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, root / name)
    return root


def change(path: Path, before: str, after: str) -> None:
    """Put words behind those that stand in a file, where they stand first."""
    text = path.read_text(encoding="utf-8")
    if before not in text:
        raise ValueError(f"{path} has no {before!r} any more")
    path.write_text(text.replace(before, before + after, 1), encoding="utf-8")


def one_more_sentence(root: Path) -> None:
    """Put one more sentence into a national session."""
    name, before = SENTENCE
    change(root / name, before, "One more sentence. ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Took:
    """What a piece of work took: seconds, seconds of processor time, and the most memory of all processes, in bytes."""

    seconds: float
    processor: float
    memory: int
    result: Any


def timed(work: Callable[[], Any]) -> Took:
    """Do a piece of work in this process and its children, and say what it took."""
    start, began = time.perf_counter(), _processor()
    with _watched() as most:
        result = work()
    took, used = time.perf_counter() - start, _processor() - began
    return Took(seconds=took, processor=used, memory=most[-1], result=result)


def run(words: list[str], folder: Path) -> Took:
    """Run a command in a folder, and say what it took.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "cwd": folder}
    return timed(lambda: subprocess.run(words, check=True, **quiet))


def folder_of_measurement() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that goes when the measurement ends."""
    return tempfile.TemporaryDirectory(prefix="measurement-")


def size(folder: Path, seen: set[int]) -> float:
    """Return how many megabytes a folder takes on disk that were not seen before under another name."""
    total = 0
    for path in folder.rglob("*"):
        found = path.lstat()
        if path.is_file() and found.st_ino not in seen:
            seen.add(found.st_ino)
            total += found.st_size
    return total / MEGABYTE


def _processor() -> float:
    """Return the seconds of processor time of this process, its ended children, and what it started that still runs."""
    running = 0.0
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            running += sum(each.cpu_times()[:2])
    return running + sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Give a list whose last number is the most memory that this process and its children took together, in bytes."""
    most, ended, here = [0], threading.Event(), psutil.Process(os.getpid())

    def look() -> None:
        while not ended.wait(0.2):
            found = 0
            for each in (here, *here.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    found += each.memory_info().rss
            most.append(max(most[-1], found))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()
