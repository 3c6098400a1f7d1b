"""What the machine refuses: no room, no permission, no handles, no memory, files that come and go; said in plain words."""

import errno
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from building import contents, edit, forked, left_over, project, run
from conftest import TODAY, Site, copy_site

from generator.build.build import Options, build
from generator.problems import ContentError
from generator.system.failures import in_plain_words

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def built_before(tmp_path_factory: pytest.TempPathFactory, built: Callable[[str], Path]) -> tuple[Path, dict[str, str]]:
    """Build a project, of which what does not depend on the day was made before; give it and what its site holds."""
    root = project(tmp_path_factory.mktemp("project"))
    shutil.copytree(built("minimal").parent / ".cache", root / ".cache")
    code, said = forked(root, "build")
    assert 0 == code, said
    return root, contents(root / "site")


@pytest.fixture(scope="module")
def built_once(built_before: tuple[Path, dict[str, str]]) -> Path:
    """Return the project, whose texts tests may change."""
    return built_before[0]


@pytest.fixture(scope="module")
def as_built(built_before: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """Return what the project's site held before any text changed."""
    return built_before[1]


def limit(kind: int, amount: int) -> Callable[[], None]:
    """Return what sets a limit of the system in a child before it begins."""
    return lambda: resource.setrlimit(kind, (amount, amount))


@pytest.mark.parametrize(("jobs", "kind", "amount", "words"), [
    ("1", resource.RLIMIT_FSIZE, 30_000, "this file would be larger than this machine allows"),
    ("2", resource.RLIMIT_FSIZE, 30_000, "this file would be larger than this machine allows"),
    ("1", resource.RLIMIT_NOFILE, 12, ""),
    ("2", resource.RLIMIT_NOFILE, 64, ""),
])  # fmt: skip
def test_what_a_build_is_refused_is_said(built_once: Path, jobs: str, kind: int, amount: int, words: str) -> None:
    """Files that may not grow and handles that run out end a build with a located sentence, and the old site stands."""
    edit(built_once, f"Refused {kind} {amount} {jobs}.")
    before = contents(built_once / "site")

    code, said = run(built_once, "build", "--jobs", jobs, preexec_fn=limit(kind, amount))

    assert "Traceback" not in said
    assert words in said
    if code:
        assert (1, before) == (code, contents(built_once / "site"))
        assert ":1:1: error: " in said
        assert "Nothing was built. The last good site is as it was." in said
    assert [] == left_over(built_once)


BLOCK = 4096
"""The bytes in which a disk in memory gives room to a file."""


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """Join a small disk on to a folder, where this machine lets us; say whether it does."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def full(*, is_small: bool) -> Callable[[], None]:
    """Return what stands for a full disk in a child, where this machine has let us join on no small one."""
    return (lambda: None) if is_small else limit(resource.RLIMIT_FSIZE, 30_000)


@pytest.mark.parametrize("share", [0.03, 0.4, 0.9])
def test_a_full_disk_is_said(built_once: Path, tmp_path: Path, share: float) -> None:
    """A disk that is full at the start, in the middle or near the end leaves nothing but pages that were shown."""
    blocks = sum(-(-path.stat().st_size // BLOCK) for path in (built_once / "site").rglob("*") if path.is_file())
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, str(int(share * blocks) * BLOCK)) as is_small:
        code, said = forked(built_once, "build", "--site-dir", str(disk / "site"), before=full(is_small=is_small))
        left = sorted(path.name for path in disk.iterdir())

    pages = ["site"] if "The pages are there" in said else []
    assert (1, pages, False) == (code, left, "Traceback" in said), said
    assert ("Nothing more was built. The pages stand without" if pages else "Nothing was built.") in said
    assert "there is no room left on the disk" in said or not is_small


def test_a_full_disk_under_the_cache_is_said(as_built: dict[str, str], tmp_path: Path) -> None:
    """Where there is no room for what is kept between builds, nothing is half kept: with room again, the build goes on."""
    copy_site("minimal", tmp_path)
    root = tmp_path
    (root / ".cache").mkdir()
    with small_disk(root / ".cache", "900k") as is_small:
        code, said = forked(root, "build", "--jobs", "2", before=full(is_small=is_small))

    assert (1, [], False) == (code, left_over(root), "Traceback" in said), said
    assert 0 == forked(root, "build")[0]
    assert as_built == contents(root / "site")


def test_too_little_memory_is_said(built_once: Path) -> None:
    """A build that may not have the memory it needs ends with a sentence, and the old site stands."""
    edit(built_once, "Without memory.")
    before = contents(built_once / "site")

    code, said = run(built_once, "build", "--jobs", "2", preexec_fn=limit(resource.RLIMIT_AS, 160_000_000))

    assert "Traceback" not in said
    assert "memory" in said
    assert (1, before, []) == (code, contents(built_once / "site"), left_over(built_once)), said


@pytest.mark.parametrize(
    "place", ["content/national/sessions/x.yml", "content/national/assets/x.png", "templates/site/x"]
)
@pytest.mark.parametrize("kind", ["pipe", "broken link", "folder"])
def test_what_cannot_be_read_holds_nobody_up(tmp_path: Path, place: str, kind: str) -> None:
    """A pipe, a broken link or a folder where a file should be neither hangs nor breaks a build; it is said, or passed over."""
    copy_site("minimal", tmp_path)
    root = tmp_path
    (root / place).parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(root / place)
    elif kind == "folder":
        (root / place).mkdir()
    else:
        (root / place).symlink_to(root / "nowhere")

    code, said = forked(root, "build", "--only", "site")

    assert code in (0, 1)
    assert "Traceback" not in said
    assert code == 0 or f"{place}:1:1: error: " in said


def test_a_file_that_changes_while_it_is_read_is_said(site: Callable[..., Site]) -> None:
    """A file saved between the first look and the last stops the build: nobody gets half of the old and half of the new."""
    made = site()
    options = Options(root=made.root, today=TODAY, site_dir=made.root / "site", jobs=1, only="site")
    build(options)
    before = contents(options.site_dir)

    def meanwhile(at: str, path: str) -> Callable[[str, float], None]:
        def tell(words: str, _: float) -> None:
            if words.startswith(at):
                with (made.root / path).open("a", encoding="utf-8") as file:
                    file.write("\n")

        return tell

    for at, path in (("Reading", "content/national/edition.yml"), ("Building", "templates/site/worker.js")):
        edit(made.root, f"New {at}.")
        with pytest.raises(ContentError) as caught:
            build(options, meanwhile(at, path))
        assert [("changed", path)] == [(each.rule, each.mark.path) for each in caught.value.problems]

    assert before == contents(options.site_dir)
    assert [] == left_over(made.root)


def test_a_text_saved_while_pages_are_made_disturbs_nothing(site: Callable[..., Site]) -> None:
    """Texts are read once: one saved later is for the next build, and so is what an editor keeps beside a template."""
    made = site()
    options = Options(root=made.root, today=TODAY, site_dir=made.root / "site", jobs=1, only="site")

    def tell(words: str, _: float) -> None:
        if words.startswith("Building"):
            edit(made.root, "Saved meanwhile.")
            (made.root / "templates" / "site" / ".worker.js.swp").touch()

    build(options, tell)
    assert "Saved meanwhile." not in (options.site_dir / "sessions/index.html").read_text(encoding="utf-8")
    build(options)

    assert "Saved meanwhile." in (options.site_dir / "sessions/index.html").read_text(encoding="utf-8")


def test_a_file_that_vanishes_is_said(site: Callable[..., Site]) -> None:
    """A file that is taken away between the look at it and its use is named, and the old site stands."""
    made = site()
    options = Options(root=made.root, today=TODAY, site_dir=made.root / "site", jobs=1, only="site")
    build(options)
    before = contents(options.site_dir)
    edit(made.root, "Other words.")

    def tell(words: str, _: float) -> None:
        if words.startswith("Building"):
            (made.root / "templates/site/worker.js").unlink(missing_ok=True)

    with pytest.raises(ContentError) as caught:
        build(options, tell)

    (problem,) = caught.value.problems
    assert ("templates/site/worker.js", "this was not there when it was needed") == (
        problem.mark.path,
        problem.sentence,
    )
    assert (before, []) == (contents(options.site_dir), left_over(made.root))


@pytest.mark.parametrize(("failure", "words"), [
    (OSError(errno.ENOSPC, "No space left on device"), "there is no room left on the disk"),
    (OSError(errno.EROFS, "Read-only file system", "/p/content"), "this place can be read and not written"),
    (OSError(errno.ECONNREFUSED, "Connection refused"), "this machine says: Connection refused"),
    (OSError("cannot identify"), "this machine says: cannot identify"),
    (MemoryError(), "there is not enough memory for this"),
])  # fmt: skip
def test_what_is_refused_is_said_in_plain_words(failure: BaseException, words: str) -> None:
    """Each refusal of the system is a problem with a place, in words for people; others are passed on as they are."""
    with pytest.raises(ContentError) as caught, in_plain_words(Path("/p"), Path("/p/site")):
        raise failure

    (problem,) = caught.value.problems
    named = isinstance(failure, OSError) and failure.filename
    assert (words, "content" if named else "site") == (problem.sentence, problem.mark.path)
