"""Two builds at once, in processes of their own: one waits for the other and says for whom, and nothing is lost."""

import fcntl
import json
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from building import contents, edit, kill, left_over, project, run, start, wait_until
from conftest import preview

from generator.build.build import print_only
from generator.model.base import Audience
from generator.system import process_locks
from generator.system.process_locks import locked

pytestmark = pytest.mark.site

WAITS = re.compile(
    r"Another build is at work here \(process (\d+), since \d\d:\d\d:\d\d\)\. Waiting for it to end \.\.\."
)


def both(root: Path, one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[int, str]]:
    """Run two commands, the second as soon as the first is at work; give how each ended and what it said."""
    first = start(root, *one)
    wait_until((root / ".cache" / "lock").exists)
    second = start(root, *other)
    said = [process.communicate(timeout=120)[0] for process in (first, second)]
    found = WAITS.search(said[1])
    assert found, said[1]
    assert first.pid == int(found[1])
    return [(process.returncode, text) for process, text in zip((first, second), said, strict=True)]


def test_two_builds_of_different_editions_both_stand(tmp_path: Path) -> None:
    """Of two editions built at once neither is lost, and each is as when it is built alone."""
    root = project(tmp_path / "one", "trust-amends")
    ends = both(root, ("build", "national", "--only", "site"), ("build", "hillside", "--only", "site"))
    alone = project(tmp_path / "two", "trust-amends")
    run(alone, "build", "--only", "site")

    assert [0, 0] == [code for code, _ in ends]
    assert contents(alone / "site") == contents(root / "site")
    assert [] == left_over(root)


def test_the_same_build_twice_is_done_once(tmp_path: Path) -> None:
    """The second of two equal builds finds that there is nothing left to do."""
    root = project(tmp_path)

    (_, first), (code, second) = both(root, ("build", "--only", "site"), ("build", "--only", "site", "--jobs", "2"))

    assert "Built 1 edition" in first
    assert (0, True) == (code, "Built 1 edition" in second or "Nothing has changed" in second)
    assert not re.search("Traceback", first + second)


def test_two_sites_of_one_project_share_its_cache_in_turn(tmp_path: Path) -> None:
    """Two builds into two folders wait for each other too, because both work in the same cache."""
    root = project(tmp_path)

    ends = both(root, ("build", "--site-dir", "one"), ("build", "--site-dir", "two"))

    assert [0, 0] == [code for code, _ in ends]
    assert contents(root / "one") == contents(root / "two")


def test_two_projects_put_one_site_in_place_in_turn(tmp_path: Path) -> None:
    """Two projects that publish into the same folder wait for each other: the second leaves its site, whole."""
    roots = [project(tmp_path / name) for name in ("one", "two")]
    edit(roots[1], "Other words.")
    first = start(roots[0], "build", "--only", "site", "--site-dir", str(tmp_path / "site"))
    wait_until((tmp_path / ".site-lock").exists)
    code, said = run(roots[1], "build", "--only", "site", "--site-dir", str(tmp_path / "site"))
    first.communicate(timeout=120)
    run(roots[1], "build", "--only", "site")

    assert (0, 0, True) == (first.returncode, code, bool(WAITS.search(said)))
    assert contents(roots[1] / "site") == contents(tmp_path / "site")


def test_a_build_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    """The lock ends with the process that held it, though its file stays; the next build takes it and clears up."""
    root = project(tmp_path)
    first = start(root, "build", "--only", "site")
    wait_until((root / ".site-new").exists)
    kill(first)
    assert [".site-lock", ".site-new"] == left_over(root)

    code, said = run(root, "build", "--only", "site")

    assert (0, False) == (code, bool(WAITS.search(said)))
    assert ([], False) == (left_over(root), (root / ".cache" / "lock").exists())


def test_the_mkdocs_door_waits_too(tmp_path: Path, site: Callable[..., object]) -> None:
    """What mkdocs has printed waits for a build that works in the same cache, and says so."""
    root = project(tmp_path / "project")
    edition, rendered = preview(root, "", Audience.PEER)
    first = start(root, "build", "--only", "site")
    wait_until((root / ".cache" / "lock").exists)
    said: list[str] = []

    print_only(root, edition, rendered, tmp_path / "out", said.append)
    first.communicate(timeout=120)

    assert [str(first.pid)] == [WAITS.search(each)[1] for each in said]  # type: ignore[index]
    assert (tmp_path / "out/downloads/handbook.pdf").is_file()


def test_whoever_waits_goes_on_saying_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is long in coming is spoken of again and again, also where its holder left no word."""
    monkeypatch.setattr(process_locks, "SECONDS_BETWEEN_WORDS", 0.2)
    path = tmp_path / "lock"
    said: list[str] = []
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)

    def hear(words: str) -> None:
        said.append(words)
        if len(said) == 3:
            os.close(handle)

    with locked(path, hear):
        held = json.loads(path.read_text(encoding="utf-8"))

    assert ["Another build is at work here. Waiting for it to end ..."] * 3 == said
    assert os.getpid() == held["pid"]
    assert not path.exists()


def test_a_lock_is_never_held_by_two(tmp_path: Path) -> None:
    """Many who want one lock, which is deleted each time it is given back, have it one after another."""
    path, inside, most = tmp_path / "lock", [0], [0]

    def work() -> None:
        for _ in range(20):
            with locked(path, lambda _: None):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (1, 0, False) == (most[0], inside[0], path.exists())


def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path: Path) -> None:
    """Whatever a link with the lock's name leads to stays as it is."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (tmp_path / "lock").symlink_to(tmp_path / "mine")

    with pytest.raises(OSError, match="lock"), locked(tmp_path / "lock", print):
        pass

    assert "mine" == (tmp_path / "mine").read_text(encoding="utf-8")
