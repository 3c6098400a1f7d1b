"""What is new for a trust is what its copy did not have when it adopted, whatever the last edition was called."""

import json
import shutil
from pathlib import Path

import pytest
from test_fork import NATIONAL, OWN, TRUST, Fork, commit, fork, git, merge, next_edition

__all__ = ["fork"]

ROLE = "guides/role-description.yml"


def add_guide(fork: Fork, name: str) -> None:
    """Add a guide to the national edition."""
    text = (fork.upstream / NATIONAL / ROLE).read_text(encoding="utf-8")
    (fork.upstream / NATIONAL / f"guides/{name}.yml").write_text(text.replace("title: Role", f"title: {name}"), "utf-8")


@pytest.fixture
def between(fork: Fork) -> Fork:
    """Return a fork whose trust began in a copy that was made between two editions, and took the later one."""
    add_guide(fork, "early")
    commit(fork.upstream, "Not released yet")
    merge(fork)
    shutil.rmtree(fork.fork / OWN)
    commit(fork.fork, "Gone")
    (fork.fork / OWN).mkdir(parents=True)
    (fork.fork / OWN / "trust.yml").write_text(TRUST, encoding="utf-8")
    (fork.fork / OWN / "values.yml").write_text("crisis_line: 0300 123 4567\nteam_base: Elm House\n", encoding="utf-8")
    commit(fork.fork, "Begun")
    next_edition(fork)
    merge(fork)
    return fork


def new_documents(fork: Fork, where: Path) -> tuple[list[str], list[str]]:
    """Return what status and news call new documents."""
    status = json.loads(fork.run(where, "status", "millbank", "--format", "json").stdout)
    (news,) = json.loads(fork.run(where, "news", "millbank", "--format", "json").stdout)
    return status["adoption"]["new_documents"], [each["document"] for each in news["matters"] if each["kind"] == "new"]


def test_what_the_copy_had_when_it_was_begun_is_not_new(between: Fork) -> None:
    """A document that came before the trust began, and after the last edition, is no news; a later one is."""
    assert (["guides/second-guide"], ["guides/second-guide"]) == new_documents(between, between.fork)


def test_where_nobody_knows_what_the_copy_had_the_editions_are_compared(between: Fork, tmp_path: Path) -> None:
    """A clone with the newest commits alone knows no more than what the editions say: too much is told, and nothing lost."""
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", between.fork.as_uri(), str(shallow))

    assert ["guides/early", "guides/second-guide"] == new_documents(between, shallow)[0]


def test_by_hand_it_is_written_down_what_an_edition_changes(fork: Fork, tmp_path: Path) -> None:
    """`take-national --message` tells what status will say on the branch, without the new program being run."""
    next_edition(fork)
    said = tmp_path / "said.md"
    done = fork.run(fork.fork, "take-national", str(fork.upstream), "--message", str(said))
    text = said.read_text(encoding="utf-8")

    assert 0 == done.exit_code
    assert "could not be worked out" not in text
    assert "Millbank Trust, edition 2026.12: NOT READY to go live." in text
    assert "changed beneath: 2" in text or "changed beneath: 1" in text
    assert "main" == git(fork.fork, "branch", "--show-current").strip()


def test_content_that_this_program_cannot_read_is_said_to_be_so(fork: Fork, tmp_path: Path) -> None:
    """Where the new content has what only the new program knows, the text says where it is told."""
    (fork.upstream / NATIONAL / "edition.yml").write_text("unheard: of\n", encoding="utf-8")
    commit(fork.upstream, "Of another program")
    said = tmp_path / "said.md"
    fork.run(fork.fork, "take-national", str(fork.upstream), "--message", str(said))

    assert "run `./handbook status` on this branch" in said.read_text(encoding="utf-8")
