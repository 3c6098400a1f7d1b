"""A fork writes only in its own folder: what git says, and what it cannot say."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site

from generator.fork import changed_outside
from generator.problems import ContentError, Problem

OWN = "content/trusts/lowside/trust.yml"


def git(where: Path, *words: str) -> None:
    """Run git."""
    name = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *name, *words], cwd=where, check=True, capture_output=True)


@pytest.fixture
def fork(site: Callable[..., Site]) -> Site:
    """Give a repository with one commit on main, and a trust's branch of it."""
    here = site()
    git(here.root, "init", "--quiet")
    git(here.root, "add", "--all")
    git(here.root, "commit", "--quiet", "--message", "Edition 2026.11")
    git(here.root, "checkout", "--quiet", "-b", "ours")
    return here


def outside(here: Site, *codes: str) -> list[str]:
    """Give the files that differ and are not the trusts' own."""
    return [each.mark.path for each in changed_outside(here.root, "main", codes or ("lowside",))]


def refused(root: Path, upstream: str = "main") -> Problem:
    """Compare what cannot be compared, and give the reason."""
    with pytest.raises(ContentError) as caught:
        changed_outside(root, upstream, ("lowside",))
    (problem,) = caught.value.problems
    return problem


def test_a_fork_that_changed_nothing_is_clean(fork):
    """Straight after the branch there is nothing to say."""
    assert [] == outside(fork)


def test_the_own_folder_is_free(fork):
    """Whatever a trust does in its own folder, committed or not, is its own."""
    fork.write("trusts/lowside/trust.yml", "name: Lowside\n")
    git(fork.root, "add", "--all")
    git(fork.root, "commit", "--quiet", "--message", "Ours")
    fork.write("trusts/lowside/values.yml", "crisis_line: 1\n")

    assert [] == outside(fork)


def test_every_way_of_changing_a_file_is_found(fork):
    """A file that is changed, new, gone or moved is found, committed or not, whatever signs are in its name."""
    fork.change("national/glossary.yml", "title: Glossary", "title: Words")
    git(fork.root, "commit", "--quiet", "--all", "--message", "Ours")
    (fork.content / "national/signposting.yml").unlink()
    (fork.content / "national/components.yml").rename(fork.content / "trusts.yml")
    fork.write("trusts/highside/trust.yml", "name: Highside\n")
    fork.write("trusts/lowside-too/ein Ordner/ö.yml", "name: Low\n")
    expected = [
        "content/national/components.yml",
        "content/national/glossary.yml",
        "content/national/signposting.yml",
        "content/trusts.yml",
        "content/trusts/highside/trust.yml",
        "content/trusts/lowside-too/ein Ordner/ö.yml",
    ]

    assert expected == outside(fork)
    assert expected[:4] == outside(fork, "highside", "lowside-too")


def test_what_the_national_edition_did_since_is_not_ours(fork):
    """Commits that the fork has not taken yet are no changes of the fork."""
    git(fork.root, "checkout", "--quiet", "main")
    fork.change("national/glossary.yml", "title: Glossary", "title: Words")
    git(fork.root, "commit", "--quiet", "--all", "--message", "Edition 2026.12")
    git(fork.root, "checkout", "--quiet", "ours")

    assert [] == outside(fork)


def test_the_hint_says_how_to_put_it_back(fork):
    """Each problem is an error at its file, with where to write instead and the command that undoes it."""
    fork.change("national/glossary.yml", "title: Glossary", "title: Words")
    (problem,) = changed_outside(fork.root, "main", ("lowside",))
    (nobody,) = changed_outside(fork.root, "main", ())
    expected = (
        "write in content/trusts/lowside/ only; to put it back: git checkout main -- content/national/glossary.yml"
    )

    assert ("error", "outside-own-folder", expected) == (problem.level.value, problem.rule, problem.hint)
    assert nobody.hint.startswith("write in content/trusts/CODE/ only;")


def test_an_unknown_name_for_the_national_edition_is_said(fork):
    """Where git does not know what it is to compare with, its own words are told, and what to fetch."""
    problem = refused(fork.root, "upstream/main")

    assert ("git", "fetch the national edition first: git fetch upstream") == (problem.rule, problem.hint)
    assert problem.sentence.endswith("upstream/main")


def test_a_folder_that_is_no_repository_is_said(site, monkeypatch):
    """A copy of the files without git's history cannot be compared."""
    here = site()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.root.parent))

    assert ("git", "fetch the national edition first: git fetch upstream") == (
        refused(here.root).rule,
        refused(here.root).hint,
    )


def test_two_histories_that_never_met_are_said(fork):
    """A fork that was begun anew, with no commit of the national edition in it, cannot be compared."""
    git(fork.root, "checkout", "--quiet", "--orphan", "anew")
    git(fork.root, "commit", "--quiet", "--message", "Begun anew")

    assert refused(fork.root).sentence.endswith("the two have no history in common")


def test_a_computer_without_git_is_said(fork, monkeypatch, tmp_path_factory):
    """Where git is not installed, that is said, and what to do."""
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    problem = refused(fork.root)

    assert ("install git first", True) == (problem.hint, problem.sentence.endswith("git is not installed"))
