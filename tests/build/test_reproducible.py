"""The same content makes the same files, wherever, whenever and in whatever order of hashes it is built."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import REPOSITORY, copy_site

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from generator.build.build import Options, build
root, day = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
build(Options(root=root, today=day, site_dir=root / "site", jobs=int(sys.argv[3])))
"""


def built(root: Path, day: str, jobs: str, **environment: str) -> dict[str, str]:
    """Build the site with sheets and forms in a folder, in a process of its own; give the hash of each file."""
    copy_site("paper", root)
    command = [sys.executable, "-c", PROGRAM, str(root), day, jobs]
    subprocess.run(command, cwd=REPOSITORY, env={**os.environ, **environment}, check=True, capture_output=True)
    files = sorted(path for path in (root / "site").rglob("*") if path.is_file())
    return {path.relative_to(root / "site").as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.site
def test_two_builds_are_the_same_byte_for_byte(tmp_path):
    """Another folder, another day, another zone, another seed for hashes and more jobs: every file is the same."""
    expected = built(tmp_path / "one", "2026-11-21", "1", PYTHONHASHSEED="1", TZ="Europe/London")
    actual = built(tmp_path / "two" / "deeper", "2026-11-23", "2", PYTHONHASHSEED="2", TZ="Asia/Tokyo")

    assert {"downloads/handbook.pdf", "hillside/downloads/handbook.pdf", "index.html"} <= set(expected)
    assert [] == sorted(path for path in {*expected, *actual} if expected.get(path) != actual.get(path))
