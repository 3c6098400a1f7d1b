"""Measure builds of many trusts: from nothing, then after one value, one national sentence, and the next day.

Run it from the root: `.venv/bin/python benchmarks/fleet.py 5 --only site --jobs 2`. It works in a copy with so many
trusts, made from the first example, each with telephone numbers of its own. It prints seconds and processor seconds of
one run, the most memory that the whole tree of processes took, and bytes on disk; machines are noisy, so read ratios.
With `--cluster 4` four workers of a Dask cluster on this machine do the work, each in a folder of its own.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the script finds the program it stands beside

from generator.build.build import Options, Outcome, build  # noqa: E402 - it is found only now

SENTENCE = "national/sessions/my-role.yml"
EXAMPLE = "northmoor"
MEGABYTE = 1_000_000


def project(root: Path, trusts: int) -> None:
    """Put a copy of the project with so many trusts into a folder."""
    for name in ("content", "templates", "generator"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, root / name)
    example = root / "content/trusts" / EXAMPLE
    for number in range(1, trusts + 1):
        folder = example.with_name(f"trust-{number:03}")
        shutil.copytree(example, folder)
        values = folder / "values.yml"
        values.write_text(
            values.read_text(encoding="utf-8").replace("01632 960", f"01632 96{number % 10}"), encoding="utf-8"
        )
    for each in (example, example.with_name("strathcarrow")):
        shutil.rmtree(each)


@contextmanager
def watched() -> Iterator[list[int]]:
    """Give a list whose last number is the most memory that this process and its children took together, in bytes."""
    most, ended, here = [0], threading.Event(), psutil.Process()

    def look() -> None:
        while not ended.wait(0.2):
            found = 0
            for each in (here, *here.children(recursive=True)):
                try:
                    found += each.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            most.append(max(most[-1], found))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    yield most
    ended.set()
    thread.join()


def processor() -> float:
    """Return the seconds of processor time that this process and its ended children took."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(name: str, work: Callable[[], Outcome]) -> None:
    """Print what a build took, and what it made."""
    start, began = time.perf_counter(), processor()
    with watched() as most:
        outcome = work()
    took, used = time.perf_counter() - start, processor() - began
    made = f"{len(outcome.editions)} made, {len(outcome.kept)} kept"
    print(f"| {name} | {took:.1f} | {used:.1f} | {most[-1] / MEGABYTE:.0f} | {made} |", flush=True)


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """Return the address of a scheduler with so many workers, each a process in a folder of its own; "" for none."""
    if not workers:
        yield ""
        return
    ready, begun = folder / "scheduler.json", []
    start = [sys.executable, "-m"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    words = ["distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(ready)]
    begun.append(subprocess.Popen([*start, *words], **quiet))
    while not ready.exists() or '"address"' not in ready.read_text(encoding="utf-8"):
        time.sleep(0.1)
    address = ready.read_text(encoding="utf-8").partition('"address": "')[2].partition('"')[0]
    for number in range(workers):
        place = str(folder / f"worker-{number}")
        words = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        begun.append(subprocess.Popen([*start, *words, "--local-directory", place], **quiet))
    try:
        yield address
    finally:
        for each in begun:
            each.kill()


def size(folder: Path, seen: set[int]) -> float:
    """Return how many megabytes a folder takes on disk that were not seen before under another name."""
    total = 0
    for path in folder.rglob("*"):
        found = path.lstat()
        if path.is_file() and found.st_ino not in seen:
            seen.add(found.st_ino)
            total += found.st_size
    return total / MEGABYTE


def main() -> None:
    """Build a fleet in each of the ways that matter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trusts", type=int)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--cluster", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        root.mkdir()
        project(root, asked.trusts)
        with cluster(asked.cluster, Path(folder)) as address:
            given = Options(
                root=root,
                today=date.today(),
                site_dir=root / "site",
                only=asked.only,
                jobs=asked.jobs,
                scheduler=address,
            )
            print("| build | seconds | processor | MB of memory | editions |\n|---|---|---|---|---|")
            timed(f"{asked.trusts} trusts and the national edition, from nothing", lambda: build(given))
            timed("nothing changed", lambda: build(given))
            timed("the next day", lambda: build(replace(given, today=given.today + timedelta(days=1))))
            values = root / "content/trusts/trust-001/values.yml"
            values.write_text(values.read_text(encoding="utf-8").replace("01632 961", "01632 962"), encoding="utf-8")
            timed("one value of one trust", lambda: build(given))
            session = root / "content" / SENTENCE
            text = session.read_text(encoding="utf-8")
            session.write_text(
                text.replace("purpose: >-\n  ", "purpose: >-\n  One more sentence. ", 1), encoding="utf-8"
            )
            timed("one national sentence", lambda: build(given))
        seen: set[int] = set()
        print(f"\nsite {size(root / 'site', seen):.0f} MB; kept besides {size(root / '.cache', seen):.0f} MB")


if __name__ == "__main__":
    main()
