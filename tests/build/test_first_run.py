"""The first build shows its pages as soon as they are there, and its PDFs when they are."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from building import contents, project, run
from conftest import Site
from test_build import options

from generator.build import pipeline
from generator.build.build import build
from generator.pdf.typesetter import TypesettingError
from generator.problems import ContentError

pytestmark = pytest.mark.site

SIZE = re.compile(r'<span class="hb-size" data-file="[^"]+">([^<]*)</span>')


def sizes(site: Path) -> set[str]:
    """Return what the page of downloads says of the size of each."""
    return set(SIZE.findall((site / "publications/index.html").read_text(encoding="utf-8")))


def test_pages_are_there_before_their_pdfs_and_say_so(site: Callable[..., Site], tmp_path: Path) -> None:
    """When the first sentence is said, every page stands without a PDF; in the end nothing is left of that."""
    here, seen = site("trust-amends"), []

    def look(sentence: str) -> None:
        if found := re.search(r"file:\S+", sentence):
            home = Path(unquote(urlparse(found[0]).path))
            pages = {path.relative_to(home.parent).as_posix() for path in home.parent.rglob("*.html")}
            seen.append((home, pages, sizes(home.parent), list(home.parent.rglob("*.pdf"))))

    build(options(here.root, is_first=True), say=look)

    ((home, pages, said, pdfs),) = seen
    build(options(here.root, site_dir=tmp_path / "whole"))
    assert (here.root / "site/index.html", {"not made yet"}, []) == (home, said, pdfs)
    assert (
        {"hillside/trainer/index.html"}
        < pages
        == {path for path in contents(here.root / "site") if path.endswith(".html")}
    )
    assert contents(tmp_path / "whole") == contents(here.root / "site")
    assert all(each.startswith(("PDF, ", "Word, ")) for each in sizes(here.root / "site"))


def test_where_pdfs_fail_the_pages_stay_and_say_so(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    """A first build that cannot typeset leaves its pages, which promise nothing; the next one makes the rest."""
    here = site()

    def fail(_: object) -> None:
        raise TypesettingError("no ink")

    monkeypatch.setattr(pipeline, "typeset", fail)
    with pytest.raises(ContentError):
        build(options(here.root, is_first=True))
    monkeypatch.undo()
    before = sizes(here.root / "site")
    build(options(here.root))

    assert {"not made yet"} == before
    assert "not made yet" not in sizes(here.root / "site")


def test_the_command_says_where_once(tmp_path: Path) -> None:
    """The first build names the address of the pages and says what follows; later ones do not."""
    root = project(tmp_path / "one")
    edition = root / "content/national/edition.yml"
    _, first = run(root, "build")
    edition.write_text(edition.read_text(encoding="utf-8").replace("Small", "Little"), encoding="utf-8")
    _, second = run(root, "build")

    assert f"The pages can be read now: {(root / 'site/index.html').as_uri()}" in first
    assert "Their PDFs follow" in first
    assert "Built 1 edition" in second
    assert "The pages can be read now" not in second
