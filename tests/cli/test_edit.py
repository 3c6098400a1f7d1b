"""The command that opens the editor: the real one, in a process of its own."""

import re
import signal
import subprocess
import sys
import urllib.request

from conftest import REPOSITORY, put_program
from serving import until


def test_the_command_says_its_address_and_ends_in_peace(site, tmp_path):
    """It listens on this machine alone, says an address that works, and Ctrl-C ends it without a traceback."""
    here = site()
    put_program(here.folder)
    code = (
        "import sys; from pathlib import Path; from generator.cli import main, terminal;"
        f"terminal.ROOT = Path({str(here.folder)!r}); main.app(['edit', '--no-browser'])"
    )
    told = tmp_path / "told"
    with told.open("wb") as output:
        running = subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY, stdout=output, stderr=output)
    try:
        address = until(lambda: re.search(r"http://127\.0\.0\.1:\d+/enter\?word=\S+", told.read_text()))[0]
        page = urllib.request.urlopen(address).read().decode()
        running.send_signal(signal.SIGINT)
        running.wait(timeout=30)
    finally:
        running.kill()
    said = told.read_text()

    assert "Open the editor" in page
    assert "The editor has ended" in said
    assert "Traceback" not in said


def test_a_code_that_cannot_be_one_is_refused(site, run):
    """Nothing is served for a name that no trust can have."""
    done = run(site(), "edit", "../outside", "--no-browser")

    assert (1, True) == (done.exit_code, "cannot be a trust's code" in done.stdout)
