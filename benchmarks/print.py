"""Measure print: typesetting, linking, whole builds, and the same handbook made by WeasyPrint, mkdocs-to-pdf and Typst.

Run it from the root: `.venv/bin/python benchmarks/print.py`, which writes benchmarks/print.md; `--quick` takes one
day's pack and a small site instead, and only prints. It works in a temporary folder, where it also makes an environment
for the other tools from benchmarks/requirements.txt. Each measurement has a process of its own, one after another;
machines are noisy, so read ratios.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]  # so that the script finds the program it stands beside

import typst_text  # noqa: E402 - it is found only now

from generator.build.build import build  # noqa: E402
from generator.build.options import Options  # noqa: E402
from generator.changes.edition_reports import reports  # noqa: E402
from generator.content.load import load  # noqa: E402
from generator.editions.publication_plan import Plan  # noqa: E402
from generator.editions.resolve import resolve  # noqa: E402
from generator.model.base import Audience  # noqa: E402
from generator.pages.page import Page, Rendered  # noqa: E402
from generator.pages.render import render  # noqa: E402
from generator.pages.templates import Templates  # noqa: E402
from generator.pdf.chapter import (  # noqa: E402
    PAGE_NUMBER,
    SCHEME,
    STYLE_SHEETS,
    _local_links,
    read_styles,
    typeset,
)
from generator.pdf.link import link, page_count  # noqa: E402
from generator.pdf.publications import Book, Sheets, _chapter, books, make, sheets  # noqa: E402
from generator.pdf.typeface import furniture_typeface  # noqa: E402
from generator.pdf.typesetter import pdf_of  # noqa: E402
from generator.site.page_files import page_source  # noqa: E402
from generator.system.cache import Cache  # noqa: E402
from generator.text.letters import families_for, house_fonts  # noqa: E402

TODAY = date(2026, 11, 21)
HANDBOOK, QUICK_HANDBOOK = "trainer-handbook", "day-pack-local-day"
SENTENCE = ("sessions/my-role.yml", "purpose: >-\n  ")
QUICK_SENTENCE = ("sessions/listening-well.yml", "Listening is most of the work.")
JOBS = 2


def the_handbook(root: Path, name: str) -> tuple[Rendered, Plan, Sheets, Book]:
    """Return the trainers' national edition, and of its publication of this name the plan, the sheets and the book."""
    library = load(root / "content")
    edition, problems = resolve(library, "", Audience.TRAINER)
    templates = Templates(root / "templates" / "pages")
    rendered = render(edition, templates, reports(library, edition, problems, TODAY))
    folder = root / "templates" / "print"
    made = sheets(rendered, folder, edition.assets)
    plan = next(plan for plan in rendered.plans if plan.name == name)
    book = next(each for each in books(rendered, made, folder, Cache(root / ".cache")) if each.path == plan.path)
    return rendered, plan, made, book


def pages_of(rendered: Rendered, plan: Plan) -> list[Page]:
    """Return the pages of a publication in order."""
    pages = {page.path: page for page in (*rendered.pages, *rendered.paper)}
    return [pages[path] for path in plan.pages]


def typesetting(root: Path, given: Namespace) -> dict[str, Any]:
    """Typeset every chapter of the handbook, one after another, and keep them."""
    _, plan, made, _ = the_handbook(root, given.handbook)
    cache, total = Cache(root / ".cache"), 0
    start = time.perf_counter()
    kept = {made[path, ""].key: typeset(made[path, ""]) for path in plan.pages}
    seconds = time.perf_counter() - start
    for key, pdf in kept.items():
        cache.put(key, pdf)
        total += page_count(pdf)
    return {"seconds": seconds, "pages": total}


def linking(root: Path, given: Namespace) -> dict[str, Any]:
    """Link the handbook from chapters that are kept, without its cover and contents, which are typeset."""
    book = the_handbook(root, given.handbook)[3]
    cache, typeface = Cache(root / ".cache"), furniture_typeface()
    chapters = [_chapter(place, cache) for place in book.places]
    start = time.perf_counter()
    linked = link(chapters, book.imprint, typeface)
    return {"seconds": time.perf_counter() - start, "pages": linked.pages, "bytes": len(linked.pdf)}


def whole(root: Path, given: Namespace) -> dict[str, Any]:
    """Make the handbook as the program does, from nothing: its chapters one after another, cover, contents, linking."""
    start = time.perf_counter()
    _, plan, made, book = the_handbook(root, given.handbook)
    cache = Cache(root / ".cache")
    for path in plan.pages:
        cache.put(made[path, ""].key, typeset(made[path, ""]))
    linked = make(book)
    (root / "whole.pdf").write_bytes(linked.pdf)
    return {"seconds": time.perf_counter() - start, "pages": linked.pages, "bytes": len(linked.pdf)}


def building(root: Path, given: Namespace) -> dict[str, Any]:  # noqa: ARG001 - all measurements are called alike
    """Make every PDF of the national edition, for peers and for trainers."""
    options = Options(
        root=root, codes=("national",), today=TODAY, site_dir=root / "site", only="print", jobs=JOBS, strict=False
    )
    start = time.perf_counter()
    remade = dict(build(options).remade)
    seconds = time.perf_counter() - start
    made = sorted((root / "site").rglob("*.pdf"))
    pages = sum(page_count(path.read_bytes()) for path in made)
    return {"seconds": seconds, "pages": pages, "bytes": sum(path.stat().st_size for path in made), "remade": remade}


def in_one_go(root: Path, given: Namespace) -> dict[str, Any]:
    """Make the handbook by giving WeasyPrint one document of all chapters."""
    start = time.perf_counter()
    rendered, plan, _, _ = the_handbook(root, given.handbook)
    there = set(plan.pages)
    body = "\n".join(_in_one(page, there) for page in pages_of(rendered, plan))
    folder = root / "templates" / "print"
    sheets_of_page = [f"{page.layout}.css" for page in pages_of(rendered, plan) if page.layout]
    texts = read_styles(folder, (*STYLE_SHEETS, *dict.fromkeys(sheets_of_page)))
    title = escape(plan.title)
    html = f'<!doctype html><html lang="en-GB"><head><title>{title}</title></head><body>{body}</body></html>'
    pdf = pdf_of(html, (*texts, "section { break-before: right }"), families_for(html))
    (root / "one-go.pdf").write_bytes(pdf)
    return {"seconds": time.perf_counter() - start, "pages": page_count(pdf), "bytes": len(pdf)}


def _in_one(page: Page, there: set[str]) -> str:
    """Return a page as a section of one document: its ids, and links to them, under its own path.

    What leads to a page that is not `there` is no link.
    """
    html = _local_links(page.html, page.path)
    html = re.sub(rf' <a class="hb-number" href="[^"]*{re.escape(PAGE_NUMBER)}">[^<]*</a>', "", html)
    html = re.sub(r'\bid="([^"]*)"', lambda found: f'id="{_name(page.path, found[1])}"', html)
    html = re.sub(
        rf'href="{SCHEME}([^"#]*)#?([^"]*)"',
        lambda found: f'href="#{_name(found[1], found[2])}"' if found[1] in there else "",
        html,
    )
    html = re.sub(r'href="#([\w-]+)"', lambda found: f'href="#{_name(page.path, found[1])}"', html)
    return f'<section id="{_name(page.path, "")}">{html}</section>'


def _name(path: str, element: str) -> str:
    return f"{path}/{element}".replace("/", ".").rstrip(".")


def as_typst(root: Path, given: Namespace) -> dict[str, Any]:
    """Write the handbook as a Typst document; what comes of it is measured in `compile_typst`."""
    rendered, plan, _, _ = the_handbook(root, given.handbook)
    texts = [typst_text.typst_text(page.html) for page in pages_of(rendered, plan)]
    (root / "handbook.typ").write_text(typst_text.OPENING + '\n#pagebreak(to: "odd")\n'.join(texts), encoding="utf-8")
    return {"seconds": 0}


def as_mkdocs(root: Path, given: Namespace) -> dict[str, Any]:
    """Write the handbook's pages as an mkdocs project; what comes of it is measured by running mkdocs."""
    rendered, plan, _, _ = the_handbook(root, given.handbook)
    project = root / "mkdocs"
    for page in pages_of(rendered, plan):
        place = project / "docs" / page.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page_source(page), encoding="utf-8")
    config = {
        "site_name": plan.title,
        "site_url": "https://example.org/",
        "theme": {"name": "mkdocs"},
        "markdown_extensions": [],
        "nav": [{page.title: page.path} for page in pages_of(rendered, plan)],
        "plugins": [{"to-pdf": {"output_path": "handbook.pdf", "cover_title": plan.title}}],
    }
    (project / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    return {"seconds": 0}


MEASUREMENTS: dict[str, Callable[[Path, Namespace], dict[str, Any]]] = {
    each.__name__: each for each in (typesetting, linking, whole, building, in_one_go, as_typst, as_mkdocs)
}

COMPILE_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"


def measured(command: list[str], folder: Path) -> dict[str, Any]:
    """Run a command; give its seconds, its greatest use of memory in megabytes, and what it printed last as JSON."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0), err.seek(0)
        said, errors = out.read().decode(errors="replace"), err.read().decode(errors="replace")
    if process.returncode:
        return {"failed": (errors or said).strip()[-600:], "seconds": seconds, "memory": usage.ru_maxrss / 1024}
    last = said.strip().rpartition("\n")[2]
    found = json.loads(last) if last.startswith("{") else {}
    return {"seconds": seconds, **found, "memory": usage.ru_maxrss / 1024}


def project(folder: Path, name: str, *, quick: bool) -> Path:
    """Return a copy of the project, or of a small one, with nothing built."""
    root = folder / name
    ignored = shutil.ignore_patterns("__pycache__")
    for part in ("templates", "generator"):
        shutil.copytree(ROOT / part, root / part, ignore=ignored)
    contents = [ROOT / "tests" / "sites" / each / "content" for each in ("minimal", "paper")] if quick else []
    for content in contents or [ROOT / "content"]:
        shutil.copytree(content, root / "content", dirs_exist_ok=True)
    for file in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / file, root / file)
    return root


def change(root: Path, *, quick: bool) -> None:
    """Put one more sentence into a session."""
    name, before = QUICK_SENTENCE if quick else SENTENCE
    path = root / "content" / "national" / name
    text = path.read_text(encoding="utf-8")
    changed = text.replace(
        before, f"{before}One more sentence. " if before.endswith(" ") else f"{before} Once more.", 1
    )
    if changed == text:
        raise ValueError(f"{path} has no {before!r} any more")
    path.write_text(changed, encoding="utf-8")


def others(folder: Path) -> Path:
    """Make the environment of the other tools; give its folder of programs."""
    place = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    listed = ROOT / "benchmarks" / "requirements.txt"
    pip: list[str | Path] = [
        place / "bin" / "python",
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "--require-hashes",
        "--no-deps",
    ]
    subprocess.run([*pip, "-r", listed], check=True, stdout=subprocess.DEVNULL)
    return place / "bin"


def rows(folder: Path, given: Namespace) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return each row of the table as it is measured."""
    root = project(folder, "handbook", quick=False)

    def one(name: str, at: Path = root) -> dict[str, Any]:
        command = [sys.executable, str(Path(__file__).resolve()), "--one", name, "--at", str(at)]
        return measured([*command, *(["--quick"] if given.quick else [])], at)

    yield "typesetting the handbook's chapters, one process", one("typesetting")
    yield "linking them, one process", one("linking")
    shutil.rmtree(root / ".cache")
    yield "the handbook from nothing, one process", one("whole")
    yield "the handbook in one go by WeasyPrint", one("in_one_go")
    programs = others(folder)
    one("as_mkdocs")
    mkdocs = measured([str(programs / "mkdocs"), "build", "-q"], root / "mkdocs")
    yield (
        "the handbook by mkdocs-to-pdf (with its site)",
        _with_pages(mkdocs, root / "mkdocs" / "site" / "handbook.pdf"),
    )
    one("as_typst")
    files = [str(root / "handbook.typ"), str(root / "typst.pdf"), str(next(iter(house_fonts().values())).parent)]
    typst = measured([str(programs / "python"), "-c", COMPILE_TYPST, *files], root)
    yield "the handbook's text by Typst", _with_pages(typst, root / "typst.pdf")
    edition = project(folder, "edition", quick=given.quick)
    name = "a small site's" if given.quick else "the national edition's"
    yield f"all of {name} PDFs from nothing, {JOBS} workers", one("building", edition)
    yield "again, nothing changed", one("building", edition)
    change(edition, quick=given.quick)
    yield "again, one sentence changed", one("building", edition)


def _with_pages(found: dict[str, Any], pdf: Path) -> dict[str, Any]:
    if "failed" in found or not pdf.is_file():
        return {"failed": "it made no PDF", **found}
    return {**found, "pages": page_count(pdf.read_bytes()), "bytes": pdf.stat().st_size}


def line(name: str, found: dict[str, Any]) -> str:
    """Return one row of the table."""
    if "failed" in found:
        said = found["failed"].splitlines()[-1][:120].replace("|", "/")
        return f"| {name} | failed: {said} | {found['seconds']:.1f} | | | {found['memory']:.0f} | |"
    pages, seconds = found.get("pages", 0), found["seconds"]
    size = f"{found['bytes'] / 1e6:.1f}" if "bytes" in found else ""
    remade = ", ".join(f"{count} {what}" for what, count in found.get("remade", {}).items() if count)
    speed = f"{pages / seconds:.0f}" if pages and (remade or "remade" not in found) else ""
    return f"| {name} | {pages} | {seconds:.2f} | {speed} | {size} | {found['memory']:.0f} | {remade} |"


OPENING = """\
# Print, measured

Made by `.venv/bin/python benchmarks/print.py` in one run, one measurement after another on {cores} cores, with Python
{python}, WeasyPrint {weasyprint}, pikepdf {pikepdf}. Read ratios, not seconds. The handbook is `{handbook}` of the
national edition for trainers. Memory is the most that any one process of a measurement used, in megabytes.

| what | pages | seconds | pages a second | megabytes | memory | made anew |
|---|---|---|---|---|---|---|
"""

NOTES = """
What is the same: the pages' Markdown, and the converter that makes HTML of it. What differs:

- *WeasyPrint in one go* has our style sheets, typeface, tags, and links between chapters, but no cover, contents, page
  numbers beside references, running head or foot.
- *mkdocs-to-pdf* has the look of mkdocs, with a cover and contents of its own, and its PDF is not tagged. Its time
  holds the website that it is made from. It runs the same version of WeasyPrint, in an environment of its own.
- *Typst* gets the same words, headings, lists, tables and links to other sites in our typeface, with contents.
  Converting them is not counted; boxes, pictures and links between pages are left out. It is here for scale.
- Typesetting and linking are timed inside their process, without reading the content. The other times hold that.
"""


def main() -> None:
    """Measure, and show the table as it grows."""
    parser = ArgumentParser(description="Measure print.")
    parser.add_argument("--quick", action="store_true", help="a small handbook and a small site, to see that it works")
    parser.add_argument("--one", choices=MEASUREMENTS, help="one measurement, in the project --at; used by itself")
    parser.add_argument("--at", type=Path, default=ROOT)
    given = parser.parse_args()
    given.handbook = QUICK_HANDBOOK if given.quick else HANDBOOK
    if given.one:
        print(json.dumps(MEASUREMENTS[given.one](given.at, given)))
        return
    named = {name: version(name) for name in ("weasyprint", "pikepdf")}
    python = ".".join(map(str, sys.version_info[:3]))
    text = OPENING.format(cores=os.cpu_count(), python=python, handbook=given.handbook, **named)
    print(text, end="", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, found in rows(Path(folder), given):
            text += line(name, found) + "\n"
            print(line(name, found), flush=True)
    print(NOTES)
    if not given.quick:
        (ROOT / "benchmarks" / "print.md").write_text(text + NOTES, encoding="utf-8")


if __name__ == "__main__":
    main()
