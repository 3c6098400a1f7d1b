"""Builds killed at random moments: a short run of the audit that does it by the thousand."""

import subprocess
import sys

import pytest
from conftest import REPOSITORY


@pytest.mark.site
@pytest.mark.parametrize("make", ["site", "print"])
def test_a_kill_at_any_moment_leaves_the_old_site_or_the_new(make: str) -> None:
    """Six builds are killed at random moments, and no site is half of one and half of the other."""
    command = [sys.executable, str(REPOSITORY / "audits" / "kill_builds.py"), "--kills", "6", "--make", make]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert (0, True) == (done.returncode, ", 0 found wrong." in done.stdout), done.stdout + done.stderr
