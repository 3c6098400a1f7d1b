"""Where a site may go: only into a folder that a build made, an empty one or none yet, and nothing of anybody's is lost."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from building import contents
from conftest import TODAY, Site

from generator.build.build import Options, build
from generator.build.site_folder import MARK, is_site, mark, replaceable, strangers
from generator.problems import ContentError


def listed(root: Path) -> list[str]:
    """Return the path of everything below a folder, folders too."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def folder_with_work(root: Path) -> Path:
    """Make a folder with somebody's work."""
    (root / "mine").mkdir()
    (root / "mine" / "work.txt").write_text("a week of work", encoding="utf-8")
    return root / "mine"


def web_root(root: Path) -> Path:
    """Make a link to a folder with somebody's pages."""
    (root / "site").symlink_to(folder_with_work(root))
    return root / "site"


def broken_link(root: Path) -> Path:
    """Make a link that leads nowhere."""
    (root / "site").symlink_to(root / "nowhere")
    return root / "site"


def pipe(root: Path) -> Path:
    """Make a pipe."""
    os.mkfifo(root / "site")
    return root / "site"


def device(root: Path) -> Path:
    """Make something that is neither file nor folder, as a device is."""
    with socket.socket(socket.AF_UNIX) as here:
        here.bind(str(root / "site"))
    return root / "site"


def below_a_file(root: Path) -> Path:
    """Name a folder below a file."""
    (root / "file").touch()
    return root / "file" / "site"


def in_a_site(root: Path) -> Path:
    """Name a folder within a site that a build made."""
    (root / "site").mkdir()
    mark(root / "site")
    return root / "site" / "other"


def content_by_another_name(root: Path) -> Path:
    """Name a folder by a link that leads into the content."""
    (root / "elsewhere").symlink_to(root / "content")
    return root / "elsewhere" / "site"


def other_manifest(root: Path) -> Path:
    """Make a folder of a web application, which has a manifest too."""
    (root / "app").mkdir()
    (root / "app" / "manifest.json").write_text('{"name": "App", "icons": []}', encoding="utf-8")
    return root / "app"


def damaged_mark(root: Path) -> Path:
    """Make a folder with half a mark and somebody's work."""
    folder = folder_with_work(root)
    (folder / MARK).write_text('{"files": [', encoding="utf-8")
    return folder


SOMEBODYS = [
    folder_with_work,
    web_root,
    broken_link,
    pipe,
    device,
    below_a_file,
    in_a_site,
    content_by_another_name,
    other_manifest,
    damaged_mark,
]
PARTS = ["content", "content/site", "content/national", "templates", ".git", ".git/site", ".venv", ".cache", ".cache/x"]
PARTS += ["generator", "docs", "tests", "schemas", "audits/site", ".", "x/..", "..", "../..", "mine/../content"]


@pytest.mark.parametrize("prepare", SOMEBODYS, ids=lambda each: each.__name__)
def test_what_is_somebodys_is_refused_before_work_begins(
    site: Callable[..., Site], prepare: Callable[[Path], Path]
) -> None:
    """A folder, link or file that no build made is named, with a hint, and everything stays as it was."""
    root = site().root
    where = prepare(root)
    before = (listed(root), contents(root))

    with pytest.raises(ContentError) as caught:
        build(Options(root=root, today=TODAY, site_dir=where, jobs=1))

    (problem,) = caught.value.problems
    assert ("site-dir", str(where.relative_to(root))) == (problem.rule, problem.mark.path)
    assert "--site-dir" in problem.hint
    assert before == (listed(root), contents(root))


@pytest.mark.parametrize("place", PARTS)
def test_the_project_is_refused(site: Callable[..., Site], place: str) -> None:
    """Neither the project, nor a part of it, nor what it lies in is ever the place of a site."""
    root = site().root / "deep" / "project"
    (root / "x").mkdir(parents=True)

    with pytest.raises(ContentError) as caught:
        replaceable(root / place, root)

    assert ["site-dir"] == [each.rule for each in caught.value.problems]


@pytest.mark.parametrize("place", ["/", "/home", "/home/somebody", "/Users/somebody", "/root", "/proc", "/proc/../usr"])
def test_what_people_and_the_machine_keep_is_refused(tmp_path: Path, place: str) -> None:
    """No home, no disk's own folder, and nothing of the machine's is replaced."""
    with pytest.raises(ContentError, match="1 problems"):
        replaceable(Path(place), tmp_path)


def test_an_empty_home_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home of whoever builds is refused even when it is empty."""
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    with pytest.raises(ContentError) as caught:
        replaceable(tmp_path / "home", tmp_path)

    assert "what people keep" in caught.value.problems[0].sentence


def test_a_trusts_folder_elsewhere_is_refused(tmp_path: Path) -> None:
    """A trust's folder outside the project is content too, and so is what it lies in."""
    (tmp_path / "trusts" / "own").mkdir(parents=True)
    sources = [tmp_path / "trusts" / "own"]

    for place in ("trusts/own", "trusts/own/site", "trusts"):
        with pytest.raises(ContentError):
            replaceable(tmp_path / place, tmp_path / "project", sources)

    assert tmp_path / "trusts" / "site" == replaceable(tmp_path / "trusts" / "site", tmp_path / "project", sources)


def test_a_place_that_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    """Links that lead to each other, and names longer than any, are said in a sentence."""
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")

    for place in ("one/site", "x" * 300 + "/site"):
        with pytest.raises(ContentError):
            replaceable(tmp_path / place, tmp_path / "project")


def test_nothing_can_be_made_in_a_place_of_the_machines(site: Callable[..., Site]) -> None:
    """A place in which nobody can make a folder is refused before work begins."""
    root = site().root
    said: list[str] = []

    with pytest.raises(ContentError) as caught:
        build(Options(root=root, today=TODAY, site_dir=Path("/proc/site"), jobs=1), lambda words, _: said.append(words))

    assert [("site-dir", "/proc/site")] == [(each.rule, each.mark.path) for each in caught.value.problems]
    assert [] == said


@pytest.mark.parametrize("name", ["none", "empty", "deep/er", "sp ace", "with a mark"])
def test_a_free_place_is_taken(tmp_path: Path, name: str) -> None:
    """No folder yet, an empty one, and one with a build's mark may be replaced."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "with a mark").mkdir()
    mark(tmp_path / "with a mark", ["index.html"])

    assert tmp_path / name == replaceable(tmp_path / name, tmp_path)


@pytest.mark.site
def test_a_site_made_before_there_was_a_mark_is_replaced_once(built: Callable[[str], Path], tmp_path: Path) -> None:
    """A folder that an earlier version made is known by its manifest; without one it is somebody's."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "manifest.json").write_bytes((built("minimal") / "manifest.json").read_bytes())
    (folder / "index.html").touch()

    assert folder == replaceable(folder, tmp_path)
    assert [] == strangers(folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(ContentError):
        replaceable(folder, tmp_path)


@pytest.mark.site
def test_a_build_marks_what_it_makes(built: Callable[[str], Path]) -> None:
    """The mark lists every file of the site, says in words what it is, and nothing of the machine."""
    folder = built("minimal")
    told = json.loads((folder / MARK).read_text(encoding="utf-8"))

    assert is_site(folder)
    assert set(contents(folder)) - {MARK} == set(told["files"])
    assert {"about", "files"} == set(told)
