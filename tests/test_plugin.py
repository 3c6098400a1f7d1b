"""The mkdocs door: mkdocs' own commands at the root do what anyone who knows mkdocs expects."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Site
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

pytestmark = pytest.mark.site


def config_of(root: Path, command: str = "build", **handbook: str) -> Any:
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


def test_serving_watches_content_and_templates(site: Callable[..., Site]) -> None:
    """A change to content or templates rebuilds the preview."""
    root = site().root
    watched: list[str] = []

    class _Server:
        def watch(self, path: str) -> None:
            watched.append(path)

    config = config_of(root, "serve")
    config.plugins["handbook"].on_serve(_Server(), config=config, builder=None)

    assert [str(root / "content"), str(root / "templates")] == watched


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
