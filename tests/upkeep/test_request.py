"""The pull request's text holds what came without obeying it, and its upkeep says in a sentence what went wrong."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from copies import BRANCH, git
from hosted import Host
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.system.git import GitError, Repository
from generator.upkeep.national_branch import State
from generator.upkeep.request import body, read_status
from generator.upkeep.request_text import MOST_LINES, MOST_STATUS, block, listed
from generator.upkeep.weekly_job import main


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """Return a host with an empty repository."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    made = Host(tmp_path, "origin.git")
    yield made
    made.close()


@pytest.fixture
def ask(host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Return a function that runs the command as the workflow does, and gives its exit code and what it printed."""
    git(tmp_path, "init", "--quiet", "clone")

    def run(state: str, *words: str, may: str = "write") -> tuple[int, str]:
        monkeypatch.setenv("PATH", f"{host.bin}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("GH_TOKEN", host.token({"pull-requests": may}))
        monkeypatch.setenv("STATE", state)
        monkeypatch.setenv("NOTES", "Some notes.")
        code = main(["request-national", *words], tmp_path / "clone")
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@given(st.text(alphabet="`~ab@<!->\n\t\r\x1b\u202e\u2028 []()#*", max_size=80))
def test_a_block_is_one_block_of_code_whatever_it_holds(text: str) -> None:
    """CommonMark reads a block as one block of code: nothing in it begins or ends anything."""
    tokens = MarkdownIt("commonmark").parse(f"Before.\n\n{block(text)}\n\nAfter.")
    kinds = [token.type for token in tokens if token.type != "inline"]

    assert ["paragraph_open", "paragraph_close", "fence", "paragraph_open", "paragraph_close"] == kinds
    assert [] == re.findall("[\x1b\u202e\u2028\r\t]", block(text))


def test_long_texts_and_lists_are_cut() -> None:
    """A status of any length, and any number of names, fit into a request, and say that they were cut."""
    told = body(State.WAITING, listed([f"name-{number}" for number in range(1000)]), "word " * 100_000)

    assert len(told) < 60_000
    assert "(The rest is left out here.)" in told
    assert f"- and {1000 - MOST_LINES} more" in told


def test_a_status_is_read_from_a_plain_file_only(tmp_path: Path) -> None:
    """A link, a folder, a pipe and a missing file give nothing; a file of any bytes gives its beginning."""
    (tmp_path / "link").symlink_to("/proc/self/environ")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"\xff\xfeready " + b"x" * 1_000_000)
    found = [read_status(tmp_path / name) for name in ("link", "pipe", ".", "missing")]

    assert ["", "", "", ""] == found
    assert read_status(tmp_path / "file").startswith("\ufffd\ufffdready xx")
    assert len(read_status(tmp_path / "file")) <= 4 * MOST_STATUS


def test_a_request_is_opened_and_then_kept_up_to_date(host: Host, ask, tmp_path: Path) -> None:
    """The first time a request is made; after that, its text is written anew."""
    (tmp_path / "status.txt").write_text("Not ready.", encoding="utf-8")
    first = ask("waiting", "--status", str(tmp_path / "status.txt"))
    second = ask("waiting")
    (request,) = host.requests()

    assert [(0, "A request is open.\n"), (0, "Request 1 says what there is to decide.\n")] == [first, second]
    assert "could not be worked out here" in request["body"]
    assert request["body"].endswith("Some notes.\n")


def test_a_strangers_request_is_left_alone(host: Host, ask) -> None:
    """A request from a fork whose branch has the same name is no answer: it is neither changed nor counted."""
    theirs = {"number": 1, "state": "OPEN", "branch": BRANCH, "headRefOid": "0" * 40, "body": "Theirs"}
    host.save("requests.json", [{**theirs, "isCrossRepository": True}])
    done = ask("waiting")

    assert (0, "A request is open.\n") == done
    assert ["Theirs", True] == [host.requests()[0]["body"], "Some notes." in host.requests()[1]["body"]]


def test_a_closed_request_is_asked_again_for_another_edition_only(host: Host, ask, tmp_path: Path, monkeypatch) -> None:
    """What was turned down stays so while the branch brings the same edition, also when other commits came onto it."""
    clone = tmp_path / "clone"
    commits: list[str] = []
    for message in ("National edition 1", "Another commit", "National edition 2"):
        tree = git(clone, "mktree")
        ending = f"\n\nIts files are {tree}" if message.startswith("National") else ""
        parent = ["-p", commits[-1]] if commits else []
        commits.append(git(clone, "commit-tree", tree, *parent, "-m", message + ending))
    closed = {"number": 1, "state": "CLOSED", "branch": BRANCH, "headRefOid": commits[0], "body": "Closed"}
    host.save("requests.json", [{**closed, "isCrossRepository": False}])
    said = []
    for commit in (commits[1], commits[2], "f" * 40):
        monkeypatch.setenv("COMMIT", commit)
        said.append(ask("waiting")[1])
        host.settle("CLOSED")

    assert ["The request for this was closed.", "A request is open.", "A request is open."] == [
        each.partition(" There is")[0].strip() for each in said
    ]


def test_being_stuck_with_nobody_to_tell_is_an_error(host: Host, ask) -> None:
    """Where it cannot go on and no request is open, the command ends with 1 and says so."""
    code, said = ask("stuck")

    assert (1, []) == (code, host.requests())
    assert "no request is open that could say so" in said


def test_what_the_host_refuses_is_a_sentence(host: Host, ask) -> None:
    """Without leave to make requests, the run ends with the host's reason; nothing is made."""
    assert (1, "GitHub refused the request: HTTP 403: Resource not accessible by integration.\n") == ask(
        "waiting", may="read"
    )
    assert [] == host.requests()


def test_a_machine_without_the_hosts_command_is_told(ask, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where gh is not installed, that is said."""
    (host.bin / "gh").unlink()
    monkeypatch.setenv("PATH", "/nowhere")

    assert (1, "GitHub's command gh is not installed.\n") == ask("waiting")


def test_without_what_the_workflow_hands_over_there_is_nothing_to_ask(ask) -> None:
    """A person who tries the workflow's own step is told what to use."""
    assert all(code == 1 and "use ./handbook take-national" in said for code, said in (ask(""), ask("unheard-of")))


def test_wrong_words_end_with_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A command without its address, or with an unknown option, says how it is used."""
    codes = [main(words, tmp_path) for words in ([], ["take-national"], ["request-national", "--no"])]

    assert [2, 2, 2] == codes
    assert "usage: ./handbook" in capsys.readouterr().err


def test_git_that_is_missing_or_silent_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git is not installed, too old, or ends without a word, the error is a sentence all the same."""
    git(tmp_path, "init", "--quiet")
    with pytest.raises(GitError, match="too old"):
        Repository(folder=tmp_path).run("merge-tree", "--a-word-of-some-later-git")
    with pytest.raises(GitError, match="git gave no reason"):
        Repository(folder=tmp_path).run("config", "--get", "no.such")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        Repository(folder=tmp_path).run("status")
