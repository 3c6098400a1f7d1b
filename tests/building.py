"""Real builds for tests: the command line in a process of its own, over a small site in a folder of its own."""

import hashlib
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from conftest import REPOSITORY, copy_site

from generator.cli import main, terminal

SESSION = Path("content/national/sessions/listening-well.yml")
SECONDS = 120
"""How long anything here is waited for."""


def project(root: Path, name: str = "minimal") -> Path:
    """Put a small site and the program itself, as it is compiled, into a folder, and give it: commands there work in it."""
    copy_site(name, root)
    drafts = shutil.ignore_patterns("*.pyc.*")  # others may be compiling at this moment
    shutil.copytree(REPOSITORY / "generator", root / "generator", ignore=drafts)
    return root


def edit(root: Path, words: str) -> None:
    """Have the session's summary say something else."""
    path = root / SESSION
    lines = [f"summary: {words}" if line.startswith("summary:") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def start(root: Path, *words: str, **given: Any) -> subprocess.Popen[str]:
    """Start a command of the program in a folder, in a session of its own; what it says is one stream."""
    command = [sys.executable, "-m", "generator.cli", *words]
    env = {**os.environ, "PYTHONPATH": str(root), "GITHUB_ACTIONS": "false", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        command,
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **given,
    )


def run(root: Path, *words: str, **given: Any) -> tuple[int, str]:
    """Run a command of the program in a folder; give its exit code and what it said."""
    with start(root, *words, **given) as process:
        said, _ = process.communicate(timeout=SECONDS)
    return process.returncode, said


def forked(root: Path, *words: str, before: Callable[[], None] = lambda: None) -> tuple[int | None, str]:
    """Run a command over a site as `run` does, in a copy of this process: where how the program starts is not tested.

    `before` is called there first. Without an exit code it did not end.
    """
    with tempfile.NamedTemporaryFile() as log:
        process = multiprocessing.get_context("fork").Process(target=_child, args=(root, words, log.name, before))
        process.start()
        process.join(SECONDS)
        code = process.exitcode
        process.kill()
        process.join()
        return code, Path(log.name).read_text(encoding="utf-8")


def _child(root: Path, words: Sequence[str], log: str, before: Callable[[], None]) -> None:
    said = os.open(log, os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(said, stream)
    sys.stdout, sys.stderr = (open(stream, "w", encoding="utf-8", closefd=False, buffering=1) for stream in (1, 2))  # noqa: SIM115 - for the process
    os.environ["GITHUB_ACTIONS"] = "false"
    os.chdir(root)
    terminal.ROOT = root
    before()
    main.app(list(words), prog_name="handbook")


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its path; what cannot be read, such as a pipe, by its kind."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else f"{path.lstat().st_mode:o}"
        for path in sorted(folder.rglob("*"))
        if not path.is_dir() or path.is_symlink()
    }


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    pause, end = threading.Event(), time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "this did not come about"
        pause.wait(0.02)


def children(pid: int) -> list[int]:
    """Return the ids of the processes that a process started and that still run."""
    found = subprocess.run(["ps", "-o", "pid=,stat=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "Z" not in line.split()[1]]


def is_running(pid: int) -> bool:
    """Say whether a process runs."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and "Z" not in found.stdout


def left_over(root: Path) -> list[str]:
    """Return the names of what a build keeps beside a site while it works."""
    return sorted(path.name for path in root.glob(".site-*"))


def kill(process: subprocess.Popen[str]) -> None:
    """End a process at once, and alone: not what it started."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=SECONDS)
