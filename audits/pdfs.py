"""Check every PDF of a built site: qpdf, and two independent checkers of PDF/UA-1.

Run it from the root, on a finished site: `.venv/bin/python audits/pdfs.py site`. It prints every error, then the
warnings by rule, each with how often it was given, in how many PDFs, and where to look first. ARCHITECTURE.md says what
each warning means. It ends with 1 where there is an error.
"""

import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
from pdfua.rules import structure

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the script finds the program it stands beside

from generator.pdf.headers_and_footers import FOOT_UP, HEAD_DOWN, LARGE, LINE_HEIGHT

FOOT = FOOT_UP + LARGE
"""How high the first line of the foot reaches at most, in points."""
HEAD = HEAD_DOWN + LARGE * (LINE_HEIGHT - 1)
"""How far down from the upper edge the head reaches at most, in points."""


def _as_integer(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


structure.as_integer = _as_integer
"""pdfua 0.1.3 asks an array for an attribute, which pikepdf 10 answers with an exception, so that its rule on empty
headings never runs. This is what it means to ask."""

EDGE = 12.0
"""What a printer may leave white at the edge of the paper, in points."""
_PLACES = re.compile(r'<page width="([\d.]+)"|<word .* xMax="([\d.]+)" .*?>(.*)</word>')


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing a checker says about one PDF: how serious, by which rule, in what words, and how many times."""

    is_error: bool
    rule: str
    said: str
    page: int
    count: int = 1


def findings(path: Path) -> Iterator[Finding]:
    """Return what qpdf and both checkers say of a PDF, without what they only mistake (`_is_furniture`)."""
    yield from _by_qpdf(path)
    yield from _by_outloud(path)
    yield from _by_pdfua(path)
    yield from _off_the_page(path)


def _off_the_page(path: Path) -> Iterator[Finding]:
    """Return the words that run into the edge of the paper, which printers leave white."""
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True)
    page, width = 0, 0.0
    for across, right, word in _PLACES.findall(done.stdout):
        if across:
            page, width = page + 1, float(across)
        elif float(right) > width - EDGE:
            yield Finding(is_error=True, rule="edge", said=f"{word} runs off the page", page=page)


def _by_qpdf(path: Path) -> Iterator[Finding]:
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        yield Finding(is_error=True, rule="qpdf", said=done.stderr.strip(), page=0)


def _by_outloud(path: Path) -> Iterator[Finding]:
    result = outloud.check(str(path))
    if result.error:
        yield Finding(is_error=True, rule="outloud", said=result.error, page=0)
    for run in result.runs:
        if run.status == "crashed":
            yield Finding(is_error=True, rule=run.rule, said=f"the checker failed: {run.reason}", page=0)
    with pikepdf.open(path) as pdf:
        heights = [float(page.mediabox[3]) / _rows(page) for page in pdf.pages]
    for each in result.findings:
        if each.severity == "info" or (each.rule == "TAG-002" and _is_furniture(each.boxes, heights)):
            continue
        said = f"{each.message}: {each.evidence}" if each.evidence else each.message
        yield Finding(
            is_error=each.severity == "error", rule=each.rule, said=said, page=each.page or 0, count=each.count
        )


def _rows(sheet: pikepdf.Page) -> int:
    """Return how many pages stand one above the other: on a sheet of four, whose third has resources, there are two."""
    fonts = sheet.resources["/Font"].keys() if "/Font" in sheet.resources else ()
    return 2 if any(name.startswith("/S2") for name in fonts) else 1


def _is_furniture(boxes: Sequence[dict[str, float]], heights: Sequence[float]) -> bool:
    """Say whether all boxes stand in the margins above and below the text of a page, of which a sheet may have two.

    outloud takes head and foot for prose that nobody hears (TAG-002) where a document has so few pages that it cannot
    see them come back.
    """

    def stands(box: dict[str, float]) -> bool:
        height = heights[int(box["page"]) - 1]
        bottom = box["y0"] // height * height
        return box["y1"] - bottom < FOOT or box["y0"] - bottom > height - HEAD

    return bool(boxes) and all(stands(box) for box in boxes)


def _by_pdfua(path: Path) -> Iterator[Finding]:
    report = pdfua.validate(str(path))
    for skipped in report.skipped:
        yield Finding(is_error=True, rule=skipped.rule_id, said=f"not checked: {skipped.skipped_reason}", page=0)
    for each in report.findings:
        if each.severity is not pdfua.Severity.INFO:
            is_error = each.severity is pdfua.Severity.ERROR
            yield Finding(is_error=is_error, rule=each.rule_id, said=each.message, page=each.location.page or 0)


def _of(path: Path) -> tuple[Finding, ...]:
    return tuple(findings(path))


def check(paths: Sequence[Path], jobs: int = 2) -> dict[Path, tuple[Finding, ...]]:
    """Return what is found in each PDF, several at a time."""
    with ProcessPoolExecutor(jobs) as pool:
        return dict(zip(paths, pool.map(_of, paths, chunksize=4), strict=True))


def report(found: dict[Path, tuple[Finding, ...]], folder: Path) -> str:
    """Return errors one by one, and warnings by rule, as text."""
    errors = [(path, each) for path, said in found.items() for each in said if each.is_error]
    lines = [f"{path.relative_to(folder)}, page {each.page}: {each.said} [{each.rule}]" for path, each in errors]
    warnings: dict[str, list[tuple[Path, Finding]]] = {}
    for path, said in found.items():
        for each in said:
            if not each.is_error:
                warnings.setdefault(each.rule, []).append((path, each))
    for rule, given in sorted(warnings.items()):
        path, first = given[0]
        times, places = sum(each.count for _, each in given), len({path for path, _ in given})
        where = f"{path.relative_to(folder)}, page {first.page}"
        lines.append(f"{rule}: {times} times in {places} PDFs, such as {where}: {first.said[:160]}")
    return "\n".join([*lines, f"{len(found)} PDFs, {len(errors)} errors."])


def main() -> None:
    """Check what the command line names."""
    parser = ArgumentParser(description="Check every PDF below a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    found = check(sorted(given.folder.rglob("*.pdf")), given.jobs)
    print(report(found, given.folder))
    sys.exit(any(each.is_error for said in found.values() for each in said) or not found)


if __name__ == "__main__":
    main()
