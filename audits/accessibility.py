"""Ask axe-core about every page of a built site: phone and desk, light and dark, with and without scripts.

Run it from the root after a build: `.venv/bin/python audits/accessibility.py [site] [--sample N]`. It ends with the
number of pages and of findings, and with 1 if there are any. Every page of three editions takes half an
hour on two cores.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browsing import MODES, chromium, serving, violations

AT_ONCE = 25
"""Pages that one browser looks at before it is started anew."""


def looked_at(task: tuple[list[str], bool]) -> tuple[int, list[str]]:
    """Return how many pages these are, and what axe-core finds on them, with scripts or without."""
    addresses, scripts = task
    with chromium() as browser:
        return len(addresses), violations(browser, addresses, MODES, scripts=scripts, whole=True)


def main() -> int:
    """Print every finding and the count of pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="a built site")
    parser.add_argument("--sample", type=int, default=1, help="only every Nth page")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="browsers at a time")
    given = parser.parse_args()
    pages = sorted(given.site.rglob("*.html"))[:: given.sample]
    found: list[str] = []
    with serving(given.site) as server, ProcessPoolExecutor(given.jobs) as pool:
        addresses = [server.address + page.relative_to(given.site).as_posix() for page in pages]
        starts = range(0, len(addresses), AT_ONCE)
        tasks = [(addresses[start : start + AT_ONCE], scripts) for scripts in (True, False) for start in starts]
        seen = 0
        for count, new in pool.map(looked_at, tasks):
            print(*new, sep="\n", end="\n" if new else "", flush=True)
            seen += count
            print(f"{seen} of {len(pages) * 2} pages, with scripts and then without", file=sys.stderr)
            found += new
    print(f"{len(pages)} pages, {len(MODES) * 2} ways of looking at each: {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
