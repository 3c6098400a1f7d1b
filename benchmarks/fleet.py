"""Measure builds of many trusts: from nothing, then after one value, one national sentence, and the next day.

Run it from the root: `.venv/bin/python benchmarks/fleet.py 5 --only site --jobs 2`. It works in a copy with so many
trusts, made from the first example, each with telephone numbers of its own. It prints seconds and processor seconds of
one run, the most memory that the whole tree of processes took, and bytes on disk; machines are noisy, so read ratios.
With `--cluster 4` four workers of a Dask cluster on this machine do the work, each in a folder of its own.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from measuring import MEGABYTE, copy_of_project, folder_of_measurement, one_more_sentence, size, timed

from generator.build.build import Outcome, build
from generator.build.options import Options

EXAMPLE = "northmoor"


def project(root: Path, trusts: int) -> None:
    """Put a copy of the project with so many trusts into a folder."""
    copy_of_project(root)
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


def row(name: str, work: Callable[[], Outcome]) -> None:
    """Print what a build took, and what it made."""
    took = timed(work)
    made = f"{len(took.result.editions)} made, {len(took.result.kept)} kept"
    print(f"| {name} | {took.seconds:.1f} | {took.processor:.1f} | {took.memory / MEGABYTE:.0f} | {made} |", flush=True)


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """Return the address of a scheduler with so many workers, each a process in a folder of its own; "" for none."""
    if not workers:
        yield ""
        return
    ready, begun = folder / "scheduler.json", []
    start = [sys.executable, "-m"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
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


def main() -> None:
    """Build a fleet in each of the ways that matter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trusts", type=int)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--cluster", type=int, default=0)
    asked = parser.parse_args()
    with folder_of_measurement() as folder:
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
            row(f"{asked.trusts} trusts and the national edition, from nothing", lambda: build(given))
            row("nothing changed", lambda: build(given))
            row("the next day", lambda: build(replace(given, today=given.today + timedelta(days=1))))
            values = root / "content/trusts/trust-001/values.yml"
            values.write_text(values.read_text(encoding="utf-8").replace("01632 961", "01632 962"), encoding="utf-8")
            row("one value of one trust", lambda: build(given))
            one_more_sentence(root)
            row("one national sentence", lambda: build(given))
        seen: set[int] = set()
        print(f"\nsite {size(root / 'site', seen):.0f} MB; kept besides {size(root / '.cache', seen):.0f} MB")


if __name__ == "__main__":
    main()
