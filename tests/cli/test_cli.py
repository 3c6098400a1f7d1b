"""The command line: what it prints, and the exit code it leaves."""

import json
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import REPOSITORY, Site
from typer.testing import CliRunner, Result

from generator.cli import main, terminal


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that runs a command over a small site."""

    def at(site: Site, *words: str, github: bool = False) -> Result:
        monkeypatch.setattr(terminal, "ROOT", site.root)
        monkeypatch.setenv("GITHUB_ACTIONS", "true" if github else "false")
        return CliRunner().invoke(main.app, list(words))

    return at


def test_check_is_quiet_about_good_content(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """Checking content with nothing wrong exits 0."""
    result = run(site(), "check")

    assert (0, "No problems.\n") == (result.exit_code, result.stdout)


def test_check_shows_problems_and_exits_1(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """An error is shown with its place, and the exit code is 1."""
    result = run(site("unknown-reference"), "check", "national")

    assert 1 == result.exit_code
    assert "[unknown-reference]" in result.stdout


def test_check_lets_warnings_pass_unless_strict(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """A warning exits 0, and 1 with --strict."""
    made = site("stale-amendment")

    assert (0, 1) == (run(made, "check").exit_code, run(made, "check", "--strict").exit_code)


def test_check_gives_json(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """--format json is an object that other programs can read."""
    found = json.loads(run(site("unknown-reference"), "check", "--format", "json").stdout)

    assert {"problems", "errors", "warnings", "notices"} == set(found)
    assert found["errors"] >= 1


def test_check_annotates_in_github_actions(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """In GitHub Actions the form for annotations is chosen by itself."""
    assert "\n::error file=content/national/" in run(site("unknown-reference"), "check", github=True).stdout


def test_check_without_an_edition_says_so(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """With no edition.yml there is one located problem and no traceback."""
    made = site()
    (made.content / "national" / "edition.yml").unlink()
    result = run(made, "check")

    assert 1 == result.exit_code
    assert "content/national/edition.yml:1:1: error: this file is missing [missing-file]" in result.stdout


def test_check_names_an_unknown_trust(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """A code that is no trust's is a problem with the codes there are, and the command was wrong: exit 2."""
    result = run(site(), "check", "nowhere")

    assert 2 == result.exit_code
    assert 'there is no trust "nowhere" [unknown-trust]' in result.stdout


def test_check_of_a_broken_trust_shows_what_is_wrong(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """A trust whose own file cannot be used is not called unknown; what is wrong with it is shown."""
    result = run(site("trust-without-trust-yml"), "check", "hillside")

    assert (1, False) == (result.exit_code, "unknown-trust" in result.stdout)
    assert "content/trusts/hillside/trust.yml:1:1: error: this file is missing [missing-file]" in result.stdout


def test_check_names_a_trusts_folder_that_is_not_there(
    site: Callable[..., Site], run: Callable[..., Result], tmp_path: Path
) -> None:
    """A folder given with --trust that is not there is a problem at that folder, not a traceback."""
    result = run(site(), "check", "--trust", str(tmp_path / "lowside"))

    assert 1 == result.exit_code
    assert "lowside:1:1: error: there is no such folder [missing-file]\n  hint: check --trust\n" in result.stdout


def test_a_wrong_option_exits_2(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """A command that cannot be understood exits 2."""
    assert 2 == run(site(), "check", "--nonsense").exit_code


@pytest.mark.site
def test_build_says_what_it_made_and_then_that_nothing_changed(
    site: Callable[..., Site], run: Callable[..., Result]
) -> None:
    """A build says what it made; the same again says that nothing changed."""
    made = site()
    first = run(made, "build", "--jobs", "1")
    second = run(made, "build", "--jobs", "1")

    assert (0, 0) == (first.exit_code, second.exit_code)
    assert "Built 1 edition for 2 audiences in site/." in first.stderr
    assert "Nothing has changed since the last build." in second.stderr


@pytest.mark.site
def test_build_counts_warnings(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """A build with warnings counts them, and in GitHub Actions annotates them."""
    made = site("stale-amendment")
    words = ("build", "--only", "site", "--jobs", "1")

    assert "0 errors, 3 warnings." in run(made, *words).stderr
    assert "::warning file=" in run(made, *words, github=True).stdout


@pytest.mark.site
def test_build_of_bad_content_exits_1(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """A build stopped by a mistake says where it is, that nothing was built, and that a site from before still stands."""
    made = site()
    run(made, "build")
    copy = REPOSITORY / "tests/sites/unknown-reference/content"
    shutil.copytree(copy, made.root / "content", dirs_exist_ok=True)
    last = run(made, "build")
    shutil.rmtree(made.root / "site")
    first = run(made, "build")

    assert (1, 1) == (first.exit_code, last.exit_code)
    assert first.stderr.endswith("Nothing was built.\n")
    assert last.stderr.endswith("Nothing was built. The last good site is as it was.\n")


@pytest.mark.site
def test_build_takes_a_trust_from_outside(
    site: Callable[..., Site], run: Callable[..., Result], tmp_path: Path
) -> None:
    """A trust's folder that lies outside the repository is built like one inside it."""
    made = site("trust-amends")
    outside = tmp_path / "elsewhere" / "hillside"
    outside.parent.mkdir()
    (made.content / "trusts" / "hillside").rename(outside)
    target = tmp_path / "out"
    result = run(
        made, "build", "hillside", "--trust", str(outside), "--only", "site", "--site-dir", str(target), "--jobs", "1"
    )

    assert 0 == result.exit_code
    assert (target / "hillside" / "index.html").is_file()
    assert not (target / "index.html").exists()
    assert "Begin at out/hillside/index.html." in result.stderr


def test_schema_writes_a_schema_for_every_kind(
    site: Callable[..., Site], run: Callable[..., Result], tmp_path: Path
) -> None:
    """The schemas stand in the folder named, and a second run changes none."""
    made = site()
    first = run(made, "schema", "--folder", str(tmp_path / "schemas"))
    second = run(made, "schema", "--folder", str(tmp_path / "schemas"))

    assert "27 schemas changed" in first.stderr
    assert "0 schemas changed" in second.stderr


@pytest.mark.parametrize(("words", "codes", "ran"), [
    (["test"], [0, 0, 0, 0, 0], ["ruff", "ruff", "mypy", "mypy", "pytest"]),
    (["test", "--quick"], [0, 0, 0], ["ruff", "ruff", "pytest"]),
    (["test", "--coverage", "tests/test_cli.py"], [0], ["pytest"]),
    (["test"], [0, 1], ["ruff", "ruff"]),
    (["test", "tests/test_cli.py"], [0], ["pytest"]),
])  # fmt: skip
def test_test_runs_every_check_and_stops_at_the_first_that_fails(
    site: Callable[..., Site],
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    codes: list[int],
    ran: list[str],
) -> None:
    """The test command runs style, types and tests; with words of its own, only the tests they name."""
    left, seen = list(codes), []

    def done(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        seen.append(command[2])
        return subprocess.CompletedProcess(command, left.pop(0))

    monkeypatch.setattr(subprocess, "run", done)
    result = run(site(), *words)

    assert ran == seen
    assert codes[-1] == result.exit_code


@pytest.mark.parametrize("words", [["tests/cli"], ["--quick", "tests/cli"], ["--coverage", "tests/cli"]])
def test_words_of_the_test_command_reach_pytest_whatever_else_is_asked(site, run, monkeypatch, words):
    """What to run is not lost beside --quick or --coverage."""
    seen = []

    def done(command, **_):
        seen.append(command[2:])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", done)
    run(site(), "test", *words)

    assert ("pytest", "tests/cli") == (seen[-1][0], seen[-1][-1])
    assert ("--coverage" in words) == ("--cov" in seen[-1])


def test_every_command_has_help_with_an_example() -> None:
    """--help of each command explains it and gives an example."""
    helps = {
        name: CliRunner().invoke(main.app, [name, "--help"]).stdout
        for name in ("build", "check", "serve", "schema", "test")
    }

    assert [] == [name for name, text in helps.items() if "Example: ./handbook" not in text]


def test_version_names_program_and_edition(site: Callable[..., Site], run: Callable[..., Result]) -> None:
    """`--version` tells which program and which national edition are here, also where that cannot be read."""
    made = site()
    good = run(made, "--version")
    (made.content / "national" / "edition.yml").unlink()
    bad = run(made, "--version")

    assert (0, 0) == (good.exit_code, bad.exit_code)
    assert f"program {version('peer-support-handbook')}, national edition 2026.11.\n" in good.stdout
    assert "national edition that cannot be read.\n" in bad.stdout
