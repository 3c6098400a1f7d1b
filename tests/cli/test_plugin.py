"""The mkdocs door: mkdocs' own commands at the root do what anyone who knows mkdocs expects."""

import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import Site
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from serving import free_port, get, until

pytestmark = pytest.mark.site


def config_of(root: Path, command: Literal["build", "serve"] = "build", **handbook: str) -> Any:
    """Load the site's mkdocs.yml as a mkdocs command would."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "out"), plugins=[{"handbook": handbook}])
    config.plugins.on_startup(command=command, dirty=False)
    return config


def test_mkdocs_build_makes_pages_and_pdfs(site: Callable[..., Site]) -> None:
    """`mkdocs build` makes the national edition for peers with its PDFs."""
    root = site("trust-amends").root
    build(config_of(root))

    assert (root / "out" / "sessions" / "listening-well" / "index.html").is_file()
    assert (root / "out" / "downloads" / "handbook.pdf").is_file()


def test_mkdocs_builds_the_edition_it_is_told_to(site: Callable[..., Site]) -> None:
    """The plugin's options name a trust and an audience."""
    root = site("trust-amends").root
    build(config_of(root, "serve", trust="hillside", audience="trainer"))
    home = (root / "out" / "index.html").read_text(encoding="utf-8")

    assert "Hillside" in home
    assert "For trainers" in home


def test_serving_makes_no_pdf(site: Callable[..., Site]) -> None:
    """`mkdocs serve` shows pages at once and leaves print alone."""
    root = site().root
    build(config_of(root, "serve"))

    assert not (root / "out" / "downloads" / "handbook.pdf").exists()


def _serve(root: Path, address: str, log: Path) -> None:
    sys.stdout = sys.stderr = log.open("w", encoding="utf-8", buffering=1)
    serve(str(root / "mkdocs.yml"), dev_addr=address)


def test_mkdocs_serve_goes_on_whatever_is_saved(site: Callable[..., Site]) -> None:
    """`mkdocs serve` shows a change, then what is wrong in the place of every page, then the page again."""
    here = site()
    port = free_port()
    given = (here.root, f"127.0.0.1:{port}", here.root / "said.txt")
    process = multiprocessing.get_context("fork").Process(target=_serve, args=given)
    process.start()
    page, session = "/sessions/listening-well/", "national/sessions/listening-well.yml"
    before = until(lambda: "hb-edition" in (found := get(port, page)[1]) and found)
    here.change(session, "You practise hearing people out.", "You hear people out.")
    until(lambda: "You hear people out." in get(port, page)[1])
    here.change(session, "summary: ", "sumary: ")
    wrong = until(lambda: "This page cannot be shown yet" in (found := get(port, page)[1]) and found)
    here.change(session, "sumary: ", "summary: ")
    until(lambda: "You hear people out." in get(port, page)[1])
    process.terminate()
    process.join()

    assert f"content/{session}:2:1" in wrong
    assert "livereload(" in before
    assert "Content-Security-Policy" not in before, "which would keep mkdocs' script from running"


def test_bad_content_stops_mkdocs_with_the_problems(
    site: Callable[..., Site], caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake in the content is logged as located problems, and mkdocs ends without a traceback."""
    root = site("unknown-reference").root

    with pytest.raises(Abort):
        build(config_of(root))
    assert "content/national/sessions/extra.yml:" in caplog.text
    assert "[unknown-reference]" in caplog.text


def test_without_pages_it_changes_nothing(site: Callable[..., Site]) -> None:
    """Before any page was made, the plugin leaves files and settings alone."""
    config = config_of(site().root)
    plugin = config.plugins["handbook"]
    plugin._given = True

    assert config is plugin.on_config(config)
    assert [] == plugin.on_files([], config=config)
