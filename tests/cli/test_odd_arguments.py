"""Every command with arguments nobody foresaw: a sentence and exit 1 or 2, or it simply works; never a traceback."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import pytest
from building import project
from conftest import copy_site
from typer.testing import CliRunner, Result

from generator.cli import main, terminal

ODD = {
    "empty": "",
    "blank": "   ",
    "dots": "..",
    "climbing": "../../../../etc/passwd",
    "absolute": "/etc/passwd",
    "spaces": "a name with spaces",
    "quotes": "a'b\"c`d$(e)",
    "long": "a" * 5_000,
    "control": "a\x1b[31mb\x07\rc",
    "lines": "a\nb\n\nc",
    "separators": "a\u2028b\u202ec\u0000"[:-1],
    "emoji": "🙂",
    "hash": "procedures/first-visit#",
    "dotted": "procedures/first-visit#steps....",
    "number": "-1",
    "null": "null",
    "glob": "*",
    "backslash": "..\\..\\x",
    "percent": "%2e%2e%2f",
    "braces": "{{ trust.name }}",
}
"""Odd words, by what is odd about them."""

COMMANDS = (
    ["build", "{}", "--only", "site"],
    ["build", "nowhere", "--scheduler", "{}"],
    ["build", "--trust", "{}", "nowhere"],
    ["build", "--only", "{}"],
    ["build", "--jobs", "{}"],
    ["check", "{}"],
    ["check", "--format", "{}"],
    ["check", "--trust", "{}"],
    ["check", "--upstream", "{}"],
    ["serve", "{}x"],
    ["serve", "--address", "{}"],
    ["status", "{}"],
    ["status", "--trust", "{}"],
    ["diff", "{}"],
    ["overview", "--trust", "{}"],
    ["explain", "{}"],
    ["explain", "procedures/first-visit#{}"],
    ["amend", "{}", "procedures/first-visit#title"],
    ["amend", "hillside", "{}"],
    ["amend", "hillside", "procedures/first-visit#{}"],
    ["amend", "hillside", "procedures/first-visit#title", "--operation", "{}"],
    ["approve", "hillside", "{}", "--by", "A group"],
    ["approve", "{}", "procedures/first-visit", "--by", "A group"],
    ["approve", "hillside", "procedures/first-visit", "--by", "A group", "--on", "{}-"],
    ["new", "trust", "{}", "--name", "T", "--nation", "wales", "--pathways", "ward", "--coordinator", "C"],
    ["new", "trust", "lowside", "--name", "T", "--nation", "{}", "--pathways", "ward", "--coordinator", "C"],
    ["new", "session", "{}"],
    ["new", "session", "walk", "--for", "{}"],
    ["new", "{}", "walk"],
    ["release", "{}"],
    ["rebase", "{}"],
    ["verify", "{}"],
    ["verify", "mkdocs.yml", "--site-dir", "{}"],
    ["{}"],
)
"""Every command, with the place of the odd word."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a small site with a trust, and stand in it."""
    root = tmp_path_factory.mktemp("odd")
    copy_site("trust-amends", root)
    before = Path.cwd()
    os.chdir(root)
    yield root
    os.chdir(before)


@pytest.fixture
def run(here: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that runs a command there."""
    monkeypatch.setattr(terminal, "ROOT", here)
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    return lambda *words: CliRunner().invoke(main.app, list(words))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_odd_words_end_in_a_sentence(run: Callable[..., Result], here: Path, words: list[str]) -> None:
    """Whatever word stands there, the command ends with 0, 1 or 2, says why, and writes nothing outside its folders."""
    around = set(here.parent.iterdir())
    for name, odd in ODD.items():
        result = run(*(word.replace("{}", odd) for word in words))
        said = result.stdout + result.stderr

        assert result.exit_code in (0, 1, 2), (name, said[-400:])
        assert "Traceback" not in said, (name, said[-400:])
        assert "The program itself went wrong" not in said, (name, said[-400:])
        assert said.strip() or not result.exit_code, name
    assert around == set(here.parent.iterdir())


def test_bytes_that_are_no_text_are_a_wrong_command(run: Callable[..., Result]) -> None:
    """A word that is not UTF-8, in any place, is told as it was given, and exit 2."""
    for words in (["explain", "\udcff"], ["verify", "a\udce9.pdf"], ["new", "trust", "x", "--name", "\udc80"]):
        result = run(*words)
        assert (2, True) == (result.exit_code, "is not text in UTF-8" in result.stderr), words


class Done:
    """What a command in a process of its own came to."""

    def __init__(self, code: int | None, said: str) -> None:
        """Keep the exit code, and what was said on standard error."""
        self.code, self.said = code, said


def _opened(number: int) -> TextIO | None:
    try:
        return open(number, "w", encoding="utf-8", closefd=False)
    except OSError:
        return None


def _child(root: Path, words: list[str], streams: Callable[[], None]) -> None:
    terminal.ROOT = root
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the process
    streams()
    sys.stdout, sys.stderr = _opened(1), _opened(2)
    main.app(words, prog_name="handbook")


def forked(root: Path, words: list[str], streams: Callable[[], None] = lambda: None) -> Done:
    """Run a command in a process of its own, whose streams are made odd before it begins."""
    log = root.parent / "said.txt"

    def prepared() -> None:
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        streams()

    process = multiprocessing.get_context("fork").Process(target=_child, args=(root, words, prepared))
    process.start()
    process.join(60)
    return Done(process.exitcode, log.read_text(encoding="utf-8"))


def nobody_reads() -> None:
    """Make standard output a pipe whose reader went away, as after `| head`."""
    reading, writing = os.pipe()
    os.close(reading)
    os.dup2(writing, 1)


def full() -> None:
    """Make standard output a disk that is full."""
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)


@pytest.mark.parametrize(("streams", "code", "expected"), [
    (nobody_reads, 1, ""),
    (full, 1, "The machine refused: no space left on device.\n"),
])  # fmt: skip
@pytest.mark.parametrize("words", [["overview"], ["explain", "procedures/first-visit"], ["check"]])
def test_output_that_goes_nowhere_is_no_traceback(
    here: Path, words: list[str], streams: Callable[[], None], code: int, expected: str
) -> None:
    """A reader that went away, a full disk and no output at all end quietly or with a sentence."""
    done = forked(here, words, streams)

    assert (code, expected) == (done.code, done.said)


@pytest.mark.parametrize("words", [["overview"], ["check"]])
def test_a_command_without_any_output_still_works(tmp_path: Path, words: list[str]) -> None:
    """Where both outputs are closed, as under some schedulers, a command ends well."""
    command = [sys.executable, "-m", "generator.cli", *words]
    shell = ["/bin/sh", "-c", 'exec "$@" >&- 2>&-', "sh", *command]

    assert 0 == subprocess.run(shell, cwd=project(tmp_path), check=False).returncode


@pytest.mark.parametrize("words", [
    ["check"],
    ["build"],
    ["status"],
    ["diff", "hillside"],
    ["overview"],
    ["explain", "procedures/first-visit"],
    ["amend", "hillside", "procedures/first-visit#title"],
    ["approve", "hillside", "procedures/first-visit", "--by", "A group"],
    ["new", "session", "walk"],
    ["rebase", "hillside"],
    ["release", "2030.01"],
    ["schema"],
    ["serve"],
])  # fmt: skip
@pytest.mark.parametrize("content", ["nothing", "a file", "an empty folder"])
def test_without_content_every_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], content: str
) -> None:
    """Where there is no content, or no folder of that name, each command names the file that is missing, and exits 1."""
    monkeypatch.setattr(terminal, "ROOT", tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    if content == "a file":
        (tmp_path / "content").write_text("Words.", encoding="utf-8")
    elif content == "an empty folder":
        (tmp_path / "content").mkdir()
    result = CliRunner().invoke(main.app, words)

    assert 1 == result.exit_code
    assert "content/national/edition.yml:1:1: error: this file is missing" in result.stdout


def test_a_folder_that_cannot_be_written_is_a_sentence(run: Callable[..., Result], here: Path) -> None:
    """What the machine refuses is told with the file it refused, and exit 1."""
    (here / "taken").write_text("Words.", encoding="utf-8")
    result = run("schema", "--folder", str(here / "taken" / "schemas"))

    assert 1 == result.exit_code
    assert "taken" in result.stdout
    assert ":1:1: error: the machine refused this file or folder: " in result.stdout


def test_a_fault_of_the_program_is_told_as_one(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program itself fails, it says so and where, and that it is to be reported, without a traceback."""
    monkeypatch.setattr("generator.cli.editions.overview_of", lambda _: 1 / 0)
    result = run("overview")

    assert 1 == result.exit_code
    assert "The program itself went wrong, not what you wrote: ZeroDivisionError" in result.stderr
    assert "It happened in generator/" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_interrupted_command_says_so(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with the exit code of one, without a traceback."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.cli.editions.overview_of", interrupted)
    result = run("overview")

    assert (130, False) == (result.exit_code, "Traceback" in result.stderr)


def test_the_real_command_with_odd_bytes_and_an_odd_terminal(tmp_path: Path) -> None:
    """The command itself, with bytes for words, one column, no colours and no letters but ASCII, says a sentence."""
    root = project(tmp_path, "trust-amends")
    odd = {"PYTHONPATH": str(root), "COLUMNS": "1", "NO_COLOR": "1", "LC_ALL": "C"}
    words: list[str | bytes] = [sys.executable, "-m", "generator.cli"]
    environment = {**os.environ, **odd, "PYTHONIOENCODING": "ascii"}

    def done(*more: str | bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*words, *more], stdin=subprocess.DEVNULL, capture_output=True, env=environment, cwd=root, check=False
        )

    bytes_for_words = done("explain", b"\xff\xfe")
    no_letters = done("explain", "procedures/first-visit#steps.\u00e9")
    nobody_there = done("new", "trust", "lowside")

    assert (2, 1, 1) == (bytes_for_words.returncode, no_letters.returncode, nobody_there.returncode)
    assert b"is not text in UTF-8" in bytes_for_words.stderr
    assert b'has no "steps.\\xe9"' in no_letters.stdout
    for each in (bytes_for_words, no_letters, nobody_there):
        assert b"Traceback" not in each.stderr
        assert each.stderr + each.stdout
