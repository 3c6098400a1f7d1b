"""Machines that share what they made: what one typeset, the other finds in the store, and does not trust blindly."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import contents, project, run
from conftest import Site
from test_build import options

from generator.build.build import build
from generator.problems import ContentError

pytestmark = pytest.mark.site

NOTHING = {"chapters": 0, "PDFs": 0, "Word documents": 0}


@pytest.fixture
def twins(site: Callable[..., Site], tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return two machines with the same project, of which one has built, and the store that they share."""
    one, other, store = site().root, tmp_path / "other", tmp_path / "store"
    shutil.copytree(one, other)
    build(options(one, store=str(store)))
    return one, other, store


def test_what_one_machine_made_another_finds(twins: tuple[Path, Path, Path]) -> None:
    """A machine without a cache makes no chapter and no PDF that is in the store, and its site has the same bytes."""
    one, other, store = twins

    made = build(options(other, store=f"file://{store}")).remade

    assert NOTHING == made
    assert contents(one / "site") == contents(other / "site")


def test_what_was_altered_or_lost_in_the_store_is_made_again(twins: tuple[Path, Path, Path]) -> None:
    """Whatever somebody did to the store, the site has the bytes that this machine makes alone."""
    one, other, store = twins
    for number, path in enumerate(sorted(path for path in store.rglob("*") if path.is_file())):
        if number % 3 == 0:
            path.write_bytes(b"nonsense")
        elif number % 3 == 1:
            path.unlink()

    made = build(options(other, store=str(store))).remade

    assert made["chapters"] > 0
    assert contents(one / "site") == contents(other / "site")


def test_a_store_that_cannot_be_is_said(site: Callable[..., Site], tmp_path: Path) -> None:
    """A kind of store that there is not, or a place that is a file, is a sentence; nothing is built."""
    here = site()
    (tmp_path / "file").write_text("Mine.", encoding="utf-8")
    said = []
    for address in ("nowhere://bucket/name", str(tmp_path / "file")):
        with pytest.raises(ContentError) as caught:
            build(options(here.root, store=address))
        said += [(each.mark.path, each.rule, address in each.sentence) for each in caught.value.problems]

    assert [("--store", "store", True)] * 2 == said
    assert not (here.root / "site").exists()


def test_the_command_takes_a_store(tmp_path: Path) -> None:
    """The option of the command line reaches the build."""
    root = project(tmp_path / "one")

    code, said = run(root, "build", "--store", str(tmp_path / "store"))

    assert (0, True) == (code, any((tmp_path / "store").iterdir())), said
