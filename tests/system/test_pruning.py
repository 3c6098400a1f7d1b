"""What is kept between builds stays within bounds: by size, by age, and of trusts that are still there."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from building import contents, forked, project, start, wait_until
from conftest import REPOSITORY, TODAY, Site, copy_site

from generator.build.build import Options, build, print_only
from generator.build.keeping import store_name
from generator.model.base import Audience
from generator.problems import ContentError
from generator.system.cache import Cache, digest
from generator.system.pruning import MEGABYTES, TAG, UNUSED_DAYS, VARIABLE, claim, is_within, limit, prune

DAY = 24 * 60 * 60
MOST = 10**9


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a folder that is marked as ours, with nothing in it."""
    folder = tmp_path / "cache"
    folder.mkdir()
    claim(folder)
    return folder


def put(folder: Path, name: str, days: float, size: int = 1000) -> str:
    """Keep so many bytes as if they had last been used so many days ago, and give their key."""
    cache, key = Cache(folder), digest(name)
    cache.put(key, b"x" * size, pages=2)
    for path in folder.glob(f"{key[:2]}/{key[2:]}*"):
        os.utime(path, (time.time() - days * DAY,) * 2)
    return key


def store(folder: Path, name: str, days: float = 0) -> Path:
    """Keep pages of an edition as a build does."""
    made = folder / "site-mkdocs" / name
    (made / "site" / "about").mkdir(parents=True)
    for path in ("site/index.html", "site/about/index.html", "website.zip", "website.json", "state.json"):
        (made / path).write_bytes(b"x" * 1000)
    os.utime(made / "state.json", (time.time() - days * DAY,) * 2)
    return made


def test_what_was_used_longest_ago_goes_until_the_rest_fits(kept: Path) -> None:
    """Over the bound, the oldest go and no more of them than must; what was used since stays, whenever it was made."""
    keys = [put(kept, f"{days}", days) for days in (5, 4, 3, 2)]
    Cache(kept).touch(keys[0])
    size = sum(path.stat().st_size for path in kept.glob("??/*"))

    found = prune(kept, size - 1)

    assert (1, False) == (found.gone, found.took_fresh)
    assert [True, False, True, True] == [Cache(kept).has(key) for key in keys]


def test_nothing_goes_within_the_bound(kept: Path) -> None:
    """As long as everything fits and was used, every file stays as it is."""
    put(kept, "one", 1)
    store(kept, "northmoor", 2)
    before = contents(kept)

    assert 0 == prune(kept, MOST).gone
    assert before == {name: each for name, each in contents(kept).items() if name != "size.json"}


def test_what_nobody_used_for_long_goes_though_it_would_fit(kept: Path) -> None:
    """Results and pages unused for longer than the days allowed go, with all that stands beside them."""
    old, fresh = put(kept, "old", UNUSED_DAYS + 1), put(kept, "fresh", UNUSED_DAYS - 1)
    pages, others = store(kept, "northmoor", UNUSED_DAYS + 1), store(kept, "national", UNUSED_DAYS - 1)

    assert 2 == prune(kept, MOST).gone
    assert (False, True) == (Cache(kept).has(old), Cache(kept).has(fresh))
    assert (False, True) == (pages.exists(), others.exists())


@pytest.mark.parametrize("ask", [Cache.has, Cache.touch, Cache.find, Cache.get])
def test_asking_for_a_result_keeps_it(kept: Path, ask: Callable[[Cache, str], object]) -> None:
    """A result that a build asked for is not deleted, however long ago it was made, nor what stands beside it."""
    key = put(kept, "used", UNUSED_DAYS + 1)

    ask(Cache(kept), key)

    assert (0, b"x" * 1000) == (prune(kept, MOST).gone, Cache(kept).get(key))


def test_a_site_that_shares_a_file_sees_nothing_of_its_use(kept: Path) -> None:
    """That a result is used is noted beside it: the file itself, which a site may share, keeps its time."""
    key = put(kept, "used", 3)
    before = Cache(kept).path(key).stat().st_mtime_ns

    Cache(kept).touch(key)

    assert before == Cache(kept).path(key).stat().st_mtime_ns


def test_what_a_build_just_used_is_told_when_it_goes(kept: Path) -> None:
    """Where not even what the build used fits, some of that goes too, and it is said."""
    put(kept, "new", 0)

    assert prune(kept, 10, since=time.time() - 60).took_fresh


def test_what_a_stop_left_goes_and_is_never_taken_for_a_result(kept: Path) -> None:
    """Half a result is none; what was being written, and one part without the other, goes in its time."""
    key = put(kept, "whole", 0)
    draft = Cache(kept).path(key).with_suffix(".123.new")
    draft.write_bytes(b"half")
    alone = put(kept, "alone", UNUSED_DAYS + 1)
    Cache(kept).path(f"{alone}.json").unlink()

    assert 2 == prune(kept, MOST).gone
    assert (True, False, False) == (Cache(kept).has(key), draft.exists(), Cache(kept).path(alone).exists())


def test_only_what_builds_made_is_deleted(kept: Path, tmp_path: Path) -> None:
    """Whatever else stands in the folder, under any name, stays, and so does what a link leads to."""
    key = put(kept, "old", UNUSED_DAYS + 1)
    mine = tmp_path / "mine"
    put(mine, "theirs", UNUSED_DAYS + 1)
    (kept / "ff").symlink_to(mine / next(mine.iterdir()).name)
    (kept / "site-mkdocs").mkdir()
    (kept / "site-mkdocs" / "linked").symlink_to(mine)
    loose = [
        kept / key[:2] / "notes.txt",
        kept / "notes" / "a.txt",
        store(kept, "gone", UNUSED_DAYS + 1) / "notes.txt",
    ]
    for path in loose:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
        os.utime(path, (0, 0))
    theirs = contents(mine)

    prune(kept, 0)

    assert ["mine"] * 3 == [path.read_text(encoding="utf-8") for path in loose]
    assert theirs == contents(mine)
    assert ["notes.txt"] == [path.name for path in (kept / "site-mkdocs" / "gone").iterdir()]


@pytest.mark.parametrize("name", ["notes.txt", "pip", "abc"])
def test_a_folder_that_is_not_ours_is_never_touched(tmp_path: Path, name: str) -> None:
    """A folder in which anything stood that no build put there is not marked, and nothing in it is deleted."""
    (tmp_path / name).touch()
    put(tmp_path, "old", UNUSED_DAYS + 1)
    before = contents(tmp_path)
    claim(tmp_path)

    assert 0 == prune(tmp_path, 0).gone
    assert before == contents(tmp_path)


def test_a_folder_from_before_there_was_a_mark_is_ours(tmp_path: Path) -> None:
    """Where there are only names that builds give, the folder is marked, as other programs mark theirs."""
    put(tmp_path, "old", UNUSED_DAYS + 1)
    store(tmp_path, "national")
    (tmp_path / "lock").touch()

    claim(tmp_path)

    assert (tmp_path / TAG).read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    assert 1 == prune(tmp_path, MOST).gone


def test_the_environment_says_how_much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole number is megabytes; without one it is the number that the README names; anything else is a problem."""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert MEGABYTES * 10**6 == limit()
    monkeypatch.setenv(VARIABLE, " 50 ")
    assert 50_000_000 == limit()
    for said in ("-1", "2 GB", "1.5", "²"):
        monkeypatch.setenv(VARIABLE, said)
        with pytest.raises(ContentError) as raised:
            limit()
        (problem,) = raised.value.problems
        assert (VARIABLE, f'"{said}" is no number of megabytes') == (problem.mark.path, problem.sentence)
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert f"{MEGABYTES:,} MB" in readme
    assert VARIABLE in readme


ASKING = """
import sys
from pathlib import Path
from generator.system.pruning import is_within

touched = []
sys.addaudithook(lambda event, given: touched.append(event) if event in ("open", "os.scandir", "os.listdir") else None)
assert is_within(Path(sys.argv[1]), int(sys.argv[2]))
print(*touched)
"""


def test_to_ask_whether_all_fits_costs_nothing(kept: Path) -> None:
    """Where nothing changed, only what was counted the last time is compared: one file is opened, no folder looked at."""
    for number in range(20):
        put(kept, f"{number}", 1, size=1)
    assert not is_within(kept, MOST)

    prune(kept, MOST)

    asked = [sys.executable, "-c", ASKING, str(kept), str(MOST)]
    assert "open\n" == subprocess.run(asked, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout
    assert not is_within(kept, 10)


@pytest.mark.site
def test_every_command_that_uses_the_cache_prunes_it(
    site: Callable[..., Site], built: Callable[[str], Path], tmp_path: Path
) -> None:
    """Building all, an edition or only the site, and mkdocs' own build: each lets go of what is old and keeps its own."""
    here = site()
    whole = Options(root=here.root, today=TODAY, site_dir=here.root / "site", jobs=1)
    cache = here.root / ".cache"
    shutil.copytree(built("minimal").parent / ".cache", cache)
    for turn, options in enumerate((replace(whole, only="site"), replace(whole, codes=("national",)), whole)):
        here.change("national/edition.yml", "title: ", f"title: {turn} ")
        old = put(cache, "old", UNUSED_DAYS + 1)
        build(options)
        assert not Cache(cache).has(old)
    made = {path.name for path in cache.glob("??/*")}

    old = put(cache, "old", UNUSED_DAYS + 1)
    print_only(here.root, here.edition(), here.render(), tmp_path / "out")

    assert not Cache(cache).has(old)
    assert made <= {path.name for path in cache.glob("??/*")}


@pytest.mark.site
def test_what_belongs_to_a_trust_that_is_gone_goes(tmp_path: Path) -> None:
    """The pages of a trust go with its folder, here or elsewhere; a build that knows nothing of one elsewhere keeps them."""
    root, elsewhere = tmp_path / "here", tmp_path / "elsewhere" / "riverside"
    copy_site("trust-amends", root)
    shutil.copytree(root / "content" / "trusts" / "hillside", elsewhere)
    options = Options(root=root, today=TODAY, site_dir=root / "site", jobs=1, only="site")
    pages = root / ".cache" / "site-mkdocs"
    build(replace(options, trust_folders=(elsewhere,)))
    build(replace(options, codes=("national",)))
    found = [sorted(path.name for path in pages.iterdir())]

    shutil.rmtree(root / "content" / "trusts" / "hillside")
    build(replace(options, codes=("national",)))
    found.append(sorted(path.name for path in pages.iterdir()))
    shutil.rmtree(elsewhere)
    (root / "mkdocs.yml").touch()
    (root / "content" / "national" / "edition.yml").touch()
    build(replace(options, codes=("national",), jobs=2))
    found.append(sorted(path.name for path in pages.iterdir()))

    own = ["national", "national.trainer"]
    there = ["riverside", "riverside.trainer"]
    assert [sorted([*own, "hillside", "hillside.trainer", *there]), sorted([*own, *there]), own] == found


@pytest.mark.site
def test_a_bound_that_is_too_small_is_kept_and_said(
    tmp_path: Path, built: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that needs more than may be kept leaves a whole site, keeps within the bound, and says what to set."""
    monkeypatch.setenv(VARIABLE, "1")
    root = tmp_path
    copy_site("minimal", root)
    shutil.copytree(built("minimal").parent / ".cache", root / ".cache")

    code, said = forked(root, "build", "--jobs", "1")

    kept = sum(path.stat().st_size for path in (root / ".cache").rglob("*") if path.is_file())
    assert (0, True) == (code, kept < 1_010_000)
    assert f"Set {VARIABLE} to a larger number to keep it all." in " ".join(said.split())
    assert (root / "site" / "downloads" / "handbook.pdf").is_file()
    monkeypatch.setenv(VARIABLE, "0.5")
    code, said = forked(root, "build", "--jobs", "1")
    assert (1, True) == (code, said.startswith(VARIABLE) and '"0.5" is no number of megabytes' in said)


@pytest.mark.site
def test_nothing_goes_that_a_build_in_another_process_needs(
    tmp_path: Path, built: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds at once with room for next to nothing: the second waits, and each leaves its site whole."""
    monkeypatch.setenv(VARIABLE, "0")
    root = project(tmp_path / "one", "trust-amends")
    first = start(root, "build", "national", "--jobs", "2")
    wait_until((root / ".cache" / "lock").exists)
    second = start(root, "build", "hillside", "--jobs", "1")
    ends = [process.communicate(timeout=240)[0] for process in (first, second)]
    monkeypatch.delenv(VARIABLE)
    alone = tmp_path / "two"
    copy_site("trust-amends", alone)
    shutil.copytree(built("trust-amends").parent / ".cache", alone / ".cache")
    forked(alone, "build")

    assert [0, 0] == [first.returncode, second.returncode], ends
    assert "Waiting for it to end" in ends[1]
    assert contents(alone / "site") == contents(root / "site")


PRUNING = """
import os, sys
from pathlib import Path
from generator.system import pruning

left = int(sys.argv[2])
real = pruning.remove

def remove(path):
    global left
    if left == 0:
        os.kill(os.getpid(), 9)
    left -= 1
    real(path)

pruning.remove = remove
pruning.prune(Path(sys.argv[1]), 0)
"""


@pytest.mark.parametrize("deleted", range(8))
def test_a_kill_in_the_middle_leaves_nothing_half(kept: Path, deleted: int) -> None:
    """Killed after any file, what is left is whole or counts as absent, and the next time takes the rest away."""
    keys = [put(kept, name, 2) for name in ("one", "two")]
    pages = store(kept, "national", 1)

    done = subprocess.run([sys.executable, "-c", PRUNING, str(kept), str(deleted)], cwd=REPOSITORY, check=False)

    assert -signal.SIGKILL == done.returncode
    assert all(Cache(kept).has(key) or Cache(kept).get(key) is None for key in keys)
    assert not (pages / "state.json").exists() or len(contents(pages)) == 5
    prune(kept, 0)
    assert {TAG, "size.json"} == set(contents(kept))


def test_no_two_editions_share_a_store() -> None:
    """Pages stand under a trust and an audience, so that none goes with another's trust."""
    assert {"national", "national.trainer", "a", "a.trainer"} == {
        store_name(code, audience) for code in ("", "a") for audience in Audience
    }
