"""Ask the Nu HTML checker about every page of a built site; any error ends with 1. Needs Java 17 and npm.

Run it from the root after a build: `.venv/bin/python audits/valid_html.py [site]`. The checker comes from npm as
`vnu-jar`, at the version below, and is kept in `.cache/`. Its warnings are left out: it reads pages as files, and so
takes our own style sheets for those of another site.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = "26.9.27"


def checker() -> Path:
    """Return the checker's jar, fetched with npm the first time."""
    folder = ROOT / ".cache" / f"vnu-{VERSION}"
    if not folder.is_dir():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), f"vnu-jar@{VERSION}"], check=True)
    return next(folder.rglob("vnu.jar"))


def main() -> int:
    """Print every error, and how many pages were read."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    pages = sum(1 for _ in site.rglob("*.html"))
    command = ["java", "-jar", str(checker()), "--errors-only", "--skip-non-html", "--format", "json", str(site)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)["messages"]
    for each in told:
        print(f"{each['url']}:{each.get('lastLine', 1)}: {each['message']}")
    print(f"{pages} pages: {len(told)} errors")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
