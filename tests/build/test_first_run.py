"""The first build shows its pages as soon as they are there, and its PDFs when they are."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from building import contents, project, run, start
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
    """When the site is shown, every page stands without a PDF; in the end nothing is left of that."""
    here, seen = site("trust-amends"), []
    folder = here.root / "site"

    def look(minutes: int) -> None:
        pages = {path for path in contents(folder) if path.endswith(".html")}
        seen.append((minutes, pages, sizes(folder), list(folder.rglob("*.pdf"))))

    build(options(here.root), show=look)

    ((minutes, pages, said, pdfs),) = seen
    build(options(here.root, site_dir=tmp_path / "whole"))
    assert (1, {"not made yet"}, []) == (minutes, said, pdfs)
    assert {"hillside/trainer/index.html"} < pages == {path for path in contents(folder) if path.endswith(".html")}
    assert contents(tmp_path / "whole") == contents(folder)
    assert all(each.startswith(("PDF, ", "Word, ")) for each in sizes(folder))


def test_where_pdfs_fail_the_pages_stay_and_say_so(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    """A first build that cannot typeset leaves its pages, which promise nothing; the next one makes the rest."""
    here = site()

    def fail(_: object) -> None:
        raise TypesettingError("no ink")

    monkeypatch.setattr(pipeline, "typeset", fail)
    with pytest.raises(ContentError):
        build(options(here.root), show=lambda _: None)
    monkeypatch.undo()
    before = sizes(here.root / "site")
    build(options(here.root))

    assert {"not made yet"} == before
    assert "not made yet" not in sizes(here.root / "site")


def test_the_command_shows_the_pages_while_it_makes_the_rest(tmp_path: Path) -> None:
    """The first build names an address at which its pages can be read at once; later builds do not, nor does it last."""
    root = project(tmp_path / "one")
    edition = root / "content/national/edition.yml"
    with start(root, "build", "--jobs", "1") as first:
        assert first.stdout is not None
        address = next(found[0] for line in first.stdout if (found := re.search(r"http://127.0.0.1:\d+/", line)))
        with urlopen(f"{address}publications/", timeout=30) as answer:
            page = answer.read().decode()
        said = first.stdout.read()
    edition.write_text(edition.read_text(encoding="utf-8").replace("Small", "Little"), encoding="utf-8")
    code, second = run(root, "build")

    assert set(SIZE.findall(page)) in ({"not made yet"}, sizes(root / "site"))
    assert "Their PDFs follow within a minute or so." in said
    assert (0, 0) == (first.returncode, code)
    assert "Built 1 edition" in second
    assert "http://" not in second
    with pytest.raises(OSError, match="refused"):
        urlopen(address, timeout=30)
