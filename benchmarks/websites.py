"""Measure the website alone: ours with each engine, and mkdocs with Material as it comes, on the same pages.

Run it from the root: `.venv/bin/python benchmarks/websites.py`. It works in copies. It prints seconds and seconds of
processor time of one run, one after another; machines are noisy, so read ratios. What is the same: the pages of the
national edition for peers and for trainers. What differs: ours reads, checks and renders the content too, and makes
search with its lines, rooms, a copy to unzip and what keeps pages on a device; Material as it comes gets finished pages
of Markdown and makes its own search.
"""

import json
import sys
from datetime import date
from functools import partial
from pathlib import Path

from measuring import MEGABYTE, Took, copy_of_project, folder_of_measurement, run, size, timed

from generator.build.build import build
from generator.build.options import Options
from generator.changes.edition_reports import reports
from generator.content.load import load
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.site.page_files import page_source


def row(name: str, took: Took, folder: Path) -> None:
    """Print what a site took, and what it weighs."""
    figures = f"{took.seconds:.1f} | {took.processor:.1f} | {took.memory / MEGABYTE:.0f} | {size(folder, set()):.0f}"
    print(f"| {name} | {figures} |", flush=True)


def with_pages(root: Path, audience: Audience) -> Path:
    """Write the pages of an edition as a project of mkdocs with Material as it comes, and give its folder."""
    library = load(root / "content")
    edition, problems = resolve(library, "", audience)
    told = reports(library, edition, problems, date.today())
    folder = root / f"stock-{audience.value}"
    pages = render(edition, Templates(root / "templates" / "pages"), told).pages
    for page in pages:
        place = folder / "docs" / page.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page_source(page), encoding="utf-8")
    config = {
        "site_name": "Handbook",
        "theme": {"name": "material", "font": False},
        "nav": [{page.title: page.path} for page in pages],
        "plugins": ["search"],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    return folder


def main() -> None:
    """Build the website of the national edition in each way."""
    print("| website | seconds | processor | MB of memory | MB of site |\n|---|---|---|---|---|")
    with folder_of_measurement() as folder:
        for engine in ("mkdocs", "zensical"):
            root = copy_of_project(Path(folder) / engine)
            given = Options(
                root=root,
                codes=("national",),
                today=date.today(),
                site_dir=root / "site",
                only="site",
                jobs=1,
                engine=engine,
            )
            row(f"ours with {engine}, peers and trainers", timed(partial(build, given)), root / "site")
        root = copy_of_project(Path(folder) / "stock")
        for audience in Audience:
            stock = with_pages(root, audience)
            took = run([sys.executable, "-m", "mkdocs", "build", "-q"], stock)
            row(f"Material as it comes, {audience.value}s", took, stock / "site")


if __name__ == "__main__":
    main()
