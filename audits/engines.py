"""Run the tests that look at built sites with each engine, and tell what passes with one and fails with another.

Run it from the root: `.venv/bin/python audits/engines.py [TEST ...]`. Without a test, all that build a site are run.
It takes a quarter of an hour for each engine on two cores that do nothing else. It ends with 1 where an engine fails
what another passes.
"""

import re
import subprocess
import sys
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.site.site_engines import ENGINES

WHERE = ("tests/site", "tests/pages", "tests/whole")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
COUNTED = re.compile(r"(\d+) passed")


def failures(engine: str, tests: list[str]) -> set[str]:
    """Return the tests that fail on sites built with an engine, and say how many passed, and how long it took."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist=loadfile", "-m", "site", "--engine", engine]
    began = monotonic()
    done = subprocess.run([*command, *tests], cwd=ROOT, capture_output=True, text=True, check=False)
    failed, passed = set(FAILED.findall(done.stdout)), COUNTED.search(done.stdout)
    if not passed:
        raise SystemExit(f"{engine}: no test passed\n{done.stdout}{done.stderr}")
    print(f"{engine}: {passed[1]} passed, {len(failed)} failed, {monotonic() - began:.0f} s", flush=True)
    return failed


def main() -> int:
    """Print what each engine fails that another passes; return 1 where there is any."""
    tests = sys.argv[1:] or list(WHERE)
    found = {engine: failures(engine, tests) for engine in ENGINES}
    by_all = set.intersection(*found.values())
    for engine, failed in found.items():
        print(*(f"{engine} alone: {test}" for test in sorted(failed - by_all)), sep="\n")
    return 1 if any(failed - by_all for failed in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
