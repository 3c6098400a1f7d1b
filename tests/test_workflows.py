"""The workflows a trust's copy comes with: they name commands that exist, and take the national edition as they say."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import REPOSITORY
from test_fork import NATIONAL, OWN, Fork, commit, fork, git, next_edition
from typer.main import get_command

from generator import cli

__all__ = ["fork"]

WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
SCRIPT = REPOSITORY / ".github/take-national-edition.sh"


def take(where: Path, upstream: Path) -> str:
    """Run the script of the weekly workflow, and give what it tells the workflow."""
    said, message = where.parent / "output.txt", where.parent / "message.md"
    said.write_text("", encoding="utf-8")
    env = {"GITHUB_OUTPUT": str(said), "HOME": str(where.parent), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(
        ["bash", str(SCRIPT), str(upstream), str(message)], cwd=where, env=env, check=True, capture_output=True
    )
    return said.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_commands_that_exist(path: Path) -> None:
    """Every ./handbook command in a workflow, or in the script it runs, is one of the command line."""
    known = set(get_command(cli.app).commands)  # type: ignore[attr-defined]
    text = path.read_text(encoding="utf-8") + SCRIPT.read_text(encoding="utf-8")
    used = set(re.findall(r"\./handbook ([a-z]+)", text))

    assert yaml.safe_load(text.partition("#!")[0])["jobs"]
    assert used
    assert used <= known


def test_a_fork_takes_the_next_edition_on_a_branch(fork: Fork) -> None:
    """In a fork the weekly script merges the national edition into its branch and keeps the trust's folder."""
    next_edition(fork)
    told = take(fork.fork, fork.upstream)

    assert "changed=yes" == told
    assert "national-edition" == git(fork.fork, "branch", "--show-current").strip()
    assert (fork.fork / NATIONAL / "procedures/visits/first.yml").is_file()
    assert (fork.fork / OWN / "trust.yml").is_file()
    assert "" == git(fork.fork, "diff", "upstream/main", "--stat", "--", "content/national")


def test_a_copy_without_history_takes_it_too(fork: Fork, tmp_path: Path) -> None:
    """A copy made from the template, which shares no history, takes the edition once, and then merges like a fork."""
    copy = tmp_path / "copy"
    shutil.copytree(fork.fork, copy, ignore=shutil.ignore_patterns(".git"))
    git(copy, "init", "--quiet")
    commit(copy, "Copied from the template")
    next_edition(fork)
    first = take(copy, fork.upstream)
    own = (copy / OWN / "amend/procedures/first-visit.yml").read_text(encoding="utf-8")
    gone = not (copy / NATIONAL / "procedures/first-visit.yml").exists()
    git(copy, "checkout", "--quiet", "main")
    git(copy, "merge", "--quiet", "national-edition")
    fork.run(fork.upstream, "release", "2027.01")
    commit(fork.upstream, "Edition 2027.01")

    assert ("changed=yes", True) == (first, gone)
    assert "1 working day" in own
    assert "changed=yes" == take(copy, fork.upstream)
    assert (copy / NATIONAL / "editions/2027.01.json").is_file()
    assert (copy / OWN / "trust.yml").is_file()


def test_nothing_new_opens_nothing(fork: Fork) -> None:
    """When the copy has the national edition already, the script makes no branch and says so."""
    assert "changed=no" == take(fork.fork, fork.upstream)


def test_workflow_files_stay_as_they_are(fork: Fork) -> None:
    """A changed workflow file is left alone and named in the message, because a workflow's token may not change it."""
    path = Path(".github/workflows/publish.yml")
    (fork.upstream / path).parent.mkdir(parents=True)
    (fork.upstream / path).write_text("name: Publish\n", encoding="utf-8")
    commit(fork.upstream, "A workflow")
    told = take(fork.fork, fork.upstream)

    assert "changed=yes" == told
    assert "- .github/workflows/publish.yml" in (fork.fork.parent / "message.md").read_text(encoding="utf-8")
