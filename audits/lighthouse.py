"""Measure pages with Lighthouse as a middling phone on a slow connection would see them. Needs Chromium, Node and npx.

Run it from the root after a build: `.venv/bin/python audits/lighthouse.py [site] [PATH ...]`. The site is served
packed, as real web servers do. The figures are of one run on this machine: a busy one makes pages look slower.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browsing import serving

VERSION = "13.5.0"
PATHS = (
    "northmoor/",
    "northmoor/sessions/active-listening/",
    "northmoor/procedures/first-contact/",
    "northmoor/search/",
)
KINDS = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def measured(address: str, report: Path) -> dict[str, Any]:
    """Return what Lighthouse says of one page with its mobile profile."""
    command = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json", f"--output-path={report}"]
    chromium = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    subprocess.run([*command, f"--chrome-flags={FLAGS}"], check=True, env={**os.environ, "CHROME_PATH": chromium})
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def main() -> None:
    """Print a row of scores and times for each page, and what cost points."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    print("| page |", " | ".join([*KINDS, *TIMES, "bytes"]), "|")
    with serving(site) as server, tempfile.TemporaryDirectory() as folder:
        for path in sys.argv[2:] or PATHS:
            told = measured(server.address + path, Path(folder) / "report.json")
            scores = [f"{told['categories'][kind]['score'] * 100:.0f}" for kind in KINDS]
            audits = told["audits"]
            row = [
                *scores,
                *(audits[each]["displayValue"] for each in TIMES),
                audits["total-byte-weight"]["displayValue"],
            ]
            print(f"| {path} |", " | ".join(row), "|", flush=True)
            weighed = {
                each["id"] for kind in KINDS[1:] for each in told["categories"][kind]["auditRefs"] if each["weight"]
            }
            for name in sorted(weighed):
                if audits[name]["score"] not in (None, 1):
                    print(f"  {name}: {audits[name]['title']}")


if __name__ == "__main__":
    main()
