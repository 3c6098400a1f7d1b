"""Ask axe-core about every page of a built site: phone and desk, light and dark, with and without scripts.

Run it from the root after a build: `.venv/bin/python checks/accessibility.py [site] [--sample N]`. It ends with the
number of pages and of findings, and with 1 if there are any. Every page of three editions takes over an hour.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browsing import MODES, chromium, serving, violations


def main() -> int:
    """Print every finding and the count of pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="a built site")
    parser.add_argument("--sample", type=int, default=1, help="only every Nth page")
    given = parser.parse_args()
    pages = sorted(given.site.rglob("*.html"))[:: given.sample]
    found: list[str] = []
    with serving(given.site) as server, chromium() as browser:
        addresses = [server.address + page.relative_to(given.site).as_posix() for page in pages]
        for scripts in (True, False):
            for start in range(0, len(addresses), 25):
                new = violations(browser, addresses[start : start + 25], scripts=scripts)
                print(*new, sep="\n", end="\n" if new else "", flush=True)
                seen = start + len(addresses[start : start + 25])
                print(f"{'with' if scripts else 'without'} scripts: {seen} of {len(pages)} pages", file=sys.stderr)
                found += new
    print(f"{len(pages)} pages, {len(MODES) * 2} ways of looking at each: {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
