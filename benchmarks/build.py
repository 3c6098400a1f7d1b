"""Measure builds of the real content: from nothing, with nothing changed, and after one sentence changed.

Run it from the root: `.venv/bin/python benchmarks/build.py`. It works in a copy, so nothing of yours is touched. The
figures are seconds of one run, side by side; machines are noisy, so read ratios.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the script finds the program it stands beside

from generator.build.build import Options, Outcome, build  # noqa: E402 - it is found only now

SENTENCE = "national/sessions/my-role.yml"


def timed(name: str, work: Callable[[], Outcome]) -> None:
    """Print how long a build took, and what it made."""
    start = time.perf_counter()
    outcome = work()
    print(f"| {name} | {time.perf_counter() - start:.2f} | {dict(outcome.remade)} |")


def main() -> None:
    """Build a copy of the project in each of the ways that matter."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "templates", "generator"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("mkdocs.yml", "requirements.txt"):
            shutil.copy(ROOT / name, root / name)
        everything = Options(root=root, today=date.today(), site_dir=root / "site", jobs=2)
        national = replace(everything, codes=("national",), site_dir=root / "national")
        session = root / "content" / SENTENCE
        print("| build | seconds | made anew |\n|---|---|---|")
        timed("national edition from nothing", lambda: build(national))
        timed("two trusts besides", lambda: build(everything))
        timed("nothing changed", lambda: build(everything))
        text = session.read_text(encoding="utf-8")
        session.write_text(text.replace("purpose: >-\n  ", "purpose: >-\n  One more sentence. ", 1), encoding="utf-8")
        timed("one sentence changed, national edition", lambda: build(national))
        timed("the same, all editions", lambda: build(everything))


if __name__ == "__main__":
    main()
