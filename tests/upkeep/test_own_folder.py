"""A fork writes only in its own folder: what git says, and what it cannot say."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site

from generator.problems import ContentError, Problem
from generator.upkeep.fork_guard import changed_outside

OWN = "content/trusts/lowside/trust.yml"


def git(where: Path, *words: str) -> None:
    """Run git."""
    name = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *name, *words], cwd=where, check=True, capture_output=True)


@pytest.fixture
def fork(site: Callable[..., Site]) -> Site:
    """Return a repository with one commit on main, and a trust's branch of it."""
    here = site()
    git(here.root, "init", "--quiet")
    git(here.root, "add", "--all")
    git(here.root, "commit", "--quiet", "--message", "Edition 2026.11")
    git(here.root, "checkout", "--quiet", "-b", "ours")
    return here


def outside(here: Site, *codes: str) -> list[str]:
    """Return the files that differ and are not the trusts' own."""
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
    """Where git does not know what it is to compare with, that is told, and what to fetch."""
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


def test_two_histories_that_never_met_are_compared_by_their_files(fork):
    """A copy from a template, with no commit of the national edition in it, is compared with the edition most like it."""
    git(fork.root, "checkout", "--quiet", "--orphan", "anew")
    git(fork.root, "commit", "--quiet", "--message", "Begun anew")
    clean = outside(fork)
    fork.change("national/glossary.yml", "title: Glossary", "title: Words")
    git(fork.root, "commit", "--quiet", "--all", "--message", "Ours")
    git(fork.root, "checkout", "--quiet", "main")
    fork.change("national/signposting.yml", "title: Helplines", "title: All helplines")
    git(fork.root, "commit", "--quiet", "--all", "--message", "Edition 2026.12")
    git(fork.root, "checkout", "--quiet", "anew")

    assert ([], ["content/national/glossary.yml"]) == (clean, outside(fork))


def test_deleted_trusts_and_own_workflows_are_free(fork):
    """A copy may delete another trust's folder and have workflows of its own: no national edition touches either."""
    git(fork.root, "checkout", "--quiet", "main")
    fork.write("trusts/highside/trust.yml", "name: Highside\n")
    git(fork.root, "add", "--all")
    git(fork.root, "commit", "--quiet", "--message", "An example")
    git(fork.root, "checkout", "--quiet", "-B", "ours")
    git(fork.root, "rm", "--quiet", "-r", "content/trusts/highside")
    gone = outside(fork)
    git(fork.root, "commit", "--quiet", "--message", "Without the example")
    fork.write("../.github/workflows/ours.yml", "name: Ours\n")

    assert ([], []) == (gone, outside(fork))


def test_an_address_is_fetched(fork, tmp_path_factory):
    """The national edition may be named by where it is; whatever its branch is called, it is compared with."""
    national = tmp_path_factory.mktemp("national")
    git(national.parent, "clone", "--quiet", "--branch", "main", str(fork.root), str(national))
    git(national, "branch", "--move", "trunk")
    fork.change("national/glossary.yml", "title: Glossary", "title: Words")
    (problem,) = changed_outside(fork.root, str(national), ("lowside",))

    assert ("error", "content/national/glossary.yml") == (problem.level.value, problem.mark.path)
    assert re.search(r"git checkout [0-9a-f]{12} -- content/national/glossary.yml$", problem.hint)


def test_an_address_that_does_not_answer_stops_nobody(fork):
    """Where the national repository cannot be reached, that is a warning, without the password in its address."""
    (problem,) = changed_outside(fork.root, "https://me:hidden@127.0.0.1:1/national", ("lowside",))

    assert ("warning", "git") == (problem.level.value, problem.rule)
    assert "127.0.0.1:1/national" in problem.sentence
    assert "hidden" not in problem.sentence


def test_a_shallow_clone_is_told_what_helps(fork, tmp_path_factory):
    """A clone with only the newest commit is told the command that gets the rest."""
    shallow = tmp_path_factory.mktemp("shallow")
    git(shallow.parent, "clone", "--quiet", "--depth", "1", fork.root.as_uri(), str(shallow))

    assert "git fetch --unshallow" == refused(shallow).hint


def test_a_computer_without_git_is_said(fork, monkeypatch, tmp_path_factory):
    """Where git is not installed, that is said, and what to do."""
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    problem = refused(fork.root)

    assert ("install git first", True) == (problem.hint, problem.sentence.endswith("git is not installed"))
