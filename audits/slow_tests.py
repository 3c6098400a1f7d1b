"""Which tests `./handbook test --quick` leaves out: those that take long, by what a whole run measured.

    ./handbook test -n 2 --durations=0 > durations.txt
    .venv/bin/python audits/slow_tests.py durations.txt

Writes tests/slow.txt: each test whose cases take longer than a twelfth of a second on average. A test that is in no
measurement yet is quick until the next one.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONG = 1 / 12
"""In seconds, for one case of a test with its fixtures."""

_LINE = re.compile(r"\s*(?P<seconds>[0-9.]+)s (?:call|setup|teardown)\s+(?P<test>tests/\S+?)(?P<case>\[.*)?$")


def slow(report: str) -> list[str]:
    """Return the tests of a report of durations that take long, sorted."""
    cases: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in report.splitlines():
        if found := _LINE.match(line):
            cases[found["test"]][found["case"] or ""] += float(found["seconds"])
    return sorted(test for test, taken in cases.items() if sum(taken.values()) / len(taken) > LONG)


if __name__ == "__main__":
    tests = slow(Path(sys.argv[1]).read_text(encoding="utf-8"))
    (ROOT / "tests" / "slow.txt").write_text("\n".join(tests) + "\n", encoding="utf-8")
    print(f"tests/slow.txt names {len(tests)} tests.")
