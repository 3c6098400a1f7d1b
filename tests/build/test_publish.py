"""A finished site in the place of the old one: in one step, whole, readable, with nothing of anybody else's lost."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from building import contents, edit, left_over
from conftest import REPOSITORY, TODAY, Site

from generator.build import publish
from generator.build.build import Options, build
from generator.build.site_folder import MARK, mark
from generator.problems import ContentError

pytestmark = pytest.mark.site

NO_SUCH_FLAG = 1 << 20
"""A way of renaming that no kernel knows: it answers as on a file system that cannot exchange names."""

KILLED_BETWEEN = f"""
import os, signal, sys
from datetime import date
from pathlib import Path
from generator.build import publish
from generator.build.build import Options, build
publish._EXCHANGE = {NO_SUCH_FLAG}
rename = Path.rename
def fatal(self, target):
    if self.name == ".site-new":
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.rename = fatal
root = Path(sys.argv[1])
build(Options(root=root, today=date(2026, 11, 21), site_dir=root / "site", jobs=1, only="site"))
"""


def options(root: Path, **given: Any) -> Options:
    """Return the options of a build of the pages alone, in this process."""
    return replace(Options(root=root, today=TODAY, site_dir=root / "site", jobs=1, only="site"), **given)


def finished(root: Path, words: str) -> Path:
    """Put together a site with one page and its mark, beside the old one."""
    folder = root / ".site-new"
    folder.mkdir()
    mark(folder)
    (folder / "index.html").write_text(words, encoding="utf-8")
    return folder


def reads(page: Path, stop: threading.Event) -> Iterator[str]:
    """Read a page over and over, as a web server does."""
    while not stop.is_set():
        try:
            yield page.read_text(encoding="utf-8")
        except OSError as exc:
            yield str(exc)


def test_there_is_no_moment_without_a_site(tmp_path: Path) -> None:
    """While one site after another is put in place, whoever reads it finds one of them, every time."""
    publish.put_in_place(finished(tmp_path, "0"), tmp_path / "site", print)
    stop = threading.Event()
    seen: list[str] = []
    reader = threading.Thread(target=lambda: seen.extend(reads(tmp_path / "site" / "index.html", stop)))
    reader.start()

    for number in range(1, 300):
        publish.put_in_place(finished(tmp_path, str(number)), tmp_path / "site", print)
    stop.set()
    reader.join()

    assert len(seen) > 300
    assert {str(number) for number in range(300)} >= set(seen)
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_where_names_cannot_be_exchanged_it_takes_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that refuses the one step, the new site takes the old one's place all the same."""
    monkeypatch.setattr(publish, "_EXCHANGE", NO_SUCH_FLAG)
    for words in ("old", "new"):
        publish.put_in_place(finished(tmp_path, words), tmp_path / "site", print)

    assert "new" == (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_a_machine_without_the_one_step_takes_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system's library has no such function, the new site takes the old one's place all the same."""
    monkeypatch.setattr(publish, "_ONE_STEP", "no_such_function")
    for words in ("old", "new"):
        publish.put_in_place(finished(tmp_path, words), tmp_path / "site", print)

    assert "new" == (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_a_site_that_cannot_be_replaced_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new site is gone before it could be put in place, in one step or two, the old one is as it was."""
    publish.put_in_place(finished(tmp_path, "old"), tmp_path / "site", print)
    for flag in (publish._EXCHANGE, NO_SUCH_FLAG):
        monkeypatch.setattr(publish, "_EXCHANGE", flag)
        with pytest.raises(FileNotFoundError):
            publish.replace(tmp_path / ".site-new", tmp_path / "site")

    assert "old" == (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_a_kill_between_two_steps_loses_no_edition(site: Callable[..., Site]) -> None:
    """Killed when the old site was moved aside and the new one not yet moved in, the next build of a part has them all."""
    made = site("trust-amends")
    build(options(made.root))
    before = contents(made.root / "site")
    edit(made.root, "Other words.")
    command = [sys.executable, "-c", KILLED_BETWEEN, str(made.root)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (-9, False, [".site-lock", ".site-new", ".site-old"]) == (
        done.returncode,
        (made.root / "site").exists(),
        left_over(made.root),
    ), done.stderr

    build(options(made.root, codes=("hillside",)))

    after = contents(made.root / "site")
    assert set(before) == set(after)
    assert {"hillside", MARK} >= {path.partition("/")[0] for path in after if before[path] != after[path]}
    assert [] == left_over(made.root)


@pytest.mark.parametrize("asked", [{"codes": ("hillside",)}, {"codes": ("national",)}])
def test_a_part_keeps_other_editions_without_a_copy(site: Callable[..., Site], asked: dict[str, object]) -> None:
    """Building one edition leaves the very files of the others, their print too, and takes no room for them twice."""
    made = site("trust-amends")
    build(options(made.root, only=""))
    edit(made.root, "Other words.")
    folder = made.root / "site"
    before = {path.relative_to(folder): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}
    said = contents(folder)

    build(options(made.root, only="", **asked))

    after = {path.relative_to(folder): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}
    same = {path for path in after if before[path] == after[path]}
    others = {path for path in after if (path.parts[0] == "hillside") != (asked["codes"] == ("hillside",))}
    assert set(before) == set(after)
    assert others - {Path(MARK)} <= same
    assert not same & {Path(path) for path, text in contents(folder).items() if text != said[path]}
    assert len(same) > 50


def test_a_part_keeps_what_else_there_is_of_an_edition_untouched(site: Callable[..., Site]) -> None:
    """Print built alone writes sizes into the pages that stay, and never into a file of the site that is replaced."""
    made = site()
    build(options(made.root))
    keep = made.root / "elsewhere"
    shutil.copytree(made.root / "site", keep, copy_function=os.link)
    before = contents(keep)

    build(options(made.root, only="print"))

    assert before == contents(keep)
    assert "PDF, " in (made.root / "site/publications/index.html").read_text(encoding="utf-8")


def test_an_edition_without_its_manifest_is_kept_too(site: Callable[..., Site]) -> None:
    """A damaged edition of a trust is no part of the national one, and is not lost with it."""
    made = site("trust-amends")
    build(options(made.root))
    (made.root / "site/hillside/manifest.json").unlink()

    build(options(made.root, codes=("national",)))

    assert (made.root / "site/hillside/index.html").is_file()


def test_a_web_server_can_read_everything(site: Callable[..., Site]) -> None:
    """Whatever the builder's umask is, folders can be entered and files read by all, as they can after another build."""
    made = site()
    before = os.umask(0o077)
    try:
        build(options(made.root, site_dir=made.root / "deep" / "site", only=""))
        edit(made.root, "Other words.")
        build(options(made.root, site_dir=made.root / "deep" / "site"))
    finally:
        os.umask(before)
    places = [made.root / "deep", made.root / "deep" / "site", *(made.root / "deep" / "site").rglob("*")]
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in places[1:]}

    assert {(True, 0o755), (False, 0o644)} == modes


def test_what_somebody_put_into_a_site_is_set_aside(site: Callable[..., Site]) -> None:
    """Files, folders and links of somebody's own leave the site, are kept beside it, and are named; litter is not."""
    made = site()
    said: list[str] = []
    build(options(made.root, only=""))
    folder = made.root / "site"
    (folder / "guides" / "mine").mkdir()
    (folder / "guides" / "mine" / "notes.txt").write_text("kept", encoding="utf-8")
    (folder / "linked").symlink_to(made.content)
    (folder / ".DS_Store").touch()
    for name in "abc":
        (folder / name).touch()
    build(options(made.root, only=""), say=said.append)
    (folder / "again").touch()

    build(options(made.root, codes=("national",)), say=said.append)

    assert [
        "What no build put into site/ was set aside in site-kept-1/: a, b, c and 2 more.",
        "What no build put into site/ was set aside in site-kept-2/: again.",
    ] == said
    assert "kept" == (made.root / "site-kept-1/guides/mine/notes.txt").read_text(encoding="utf-8")
    assert made.content == (made.root / "site-kept-1/linked").readlink()
    assert [] == [name for name in ("a", "again", "guides/mine", "linked", ".DS_Store") if (folder / name).exists()]
    assert (made.content / "national" / "edition.yml").is_file()


def test_what_somebody_put_where_a_site_is_coming_is_not_replaced(site: Callable[..., Site]) -> None:
    """A folder that comes to hold somebody's files while a build is at work is refused at the end, and stays."""
    made = site()

    def meanwhile(words: str, _: float) -> None:
        if words.startswith("Building"):
            (made.root / "site").mkdir(exist_ok=True)
            (made.root / "site" / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        build(options(made.root), meanwhile)

    assert ["site-dir"] == [each.rule for each in caught.value.problems]
    assert {"mine.txt"} == set(contents(made.root / "site"))
    assert [] == left_over(made.root)


@pytest.mark.parametrize("name", [".site-new", ".site-old"])
def test_what_somebody_keeps_under_our_names_is_refused(site: Callable[..., Site], name: str) -> None:
    """A folder of the name that a build works in is never taken away unless a build made it."""
    made = site()
    (made.root / name).mkdir()
    (made.root / name / "mine.txt").touch()

    with pytest.raises(ContentError) as caught:
        build(options(made.root))

    assert [str(made.root / name)] == [each.mark.path for each in caught.value.problems]
    assert (made.root / name / "mine.txt").is_file()


@pytest.mark.parametrize("names", [(), (MARK,), (f"{MARK}.123.new",)])
def test_a_kill_at_the_first_or_last_moment_is_put_right(site: Callable[..., Site], names: tuple[str, ...]) -> None:
    """A folder in which a build was killed before its mark was written, or when nothing else was left, goes."""
    made = site()
    for folder in (".site-new", ".site-old"):
        (made.root / folder).mkdir()
        for name in names:
            (made.root / folder / name).write_text(
                '{"files": ["index.html"]}' if name == MARK else "{", encoding="utf-8"
            )

    build(options(made.root))

    assert [] == left_over(made.root)


def test_what_is_taken_away_is_known_for_ours_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark of an old site is the last of its files to go."""
    publish.put_in_place(finished(tmp_path, "old"), tmp_path / "site", print)
    staging, marked = finished(tmp_path, "new"), []
    remove = publish.remove

    def watched(path: Path) -> None:
        marked.append((staging / MARK).is_file())
        remove(path)

    monkeypatch.setattr(publish, "remove", watched)

    publish.put_in_place(staging, tmp_path / "site", print)

    assert all(marked)
    assert len(marked) > 1
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_a_failed_build_leaves_no_folder_it_made(site: Callable[..., Site]) -> None:
    """Folders on the way to the site are made for it, and go again when there is none."""
    made = site("unknown-reference")

    with pytest.raises(ContentError):
        build(options(made.root, site_dir=made.root / "deep" / "er" / "site"))

    assert not (made.root / "deep").exists()
