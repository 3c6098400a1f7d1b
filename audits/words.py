"""Compare every PDF of a built site with the pages it was made from: no page missing, no word, and none out of order.

Run it from the root, on a site built from the content as it is: `.venv/bin/python audits/words.py site`. For each
edition it says which pages stand in no publication though they should; which words of a page are not to be seen in a
PDF that holds it (`pdftotext`); and where a screen reader says other words than the page has, or in another order
(`pdfinfo -struct-text`). It ends with 1 where it finds anything.
"""

import re
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import ascii_uppercase
from xml.etree.ElementTree import Element

import cssselect2
import pikepdf
import tinyhtml5
from pikepdf import Dictionary, Name

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the script finds the program it stands beside

from generator.changes.edition_reports import reports
from generator.content.load import load
from generator.editions.publication_plan import is_site_only
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.pages.page import Page, Rendered
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.pdf.chapter import STYLE_SHEETS, read_styles
from generator.pdf.publications import PRINT_STYLES

PRINT = ROOT / "templates" / "print"

LETTERED = "hb-choices"
"""The class of lists whose entries have letters."""

COLUMNS = frozenset({"hb-columns", "hb-halves", "hb-lists", "hb-side"})
"""The classes of what stands side by side. Where that goes on over the page, each page is heard from left to right."""

INLINE = frozenset({"a", "em", "strong", "span", "i", "b", "code"})
"""Elements that may stand within a word; any other parts two words."""

_HIDING = re.compile(r"([^{}]+)\{\s*display:\s*none;?\s*\}")
"""What a style sheet hides."""

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words of a page in print.

    `parts` is its text in order, each part in its columns, which is mostly one. `heads` are the words of the head of
    each table, `drawn` those that stand in pictures, `instead` what is said instead of a picture.
    """

    parts: tuple[tuple[tuple[str, ...], ...], ...]
    heads: tuple[tuple[str, ...], ...] = ()
    drawn: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def text(self) -> tuple[str, ...]:
        """All words but those of pictures, as the page has them."""
        return tuple(word for part in self.parts for column in part for word in column)


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A PDF, and the words of each page that it is to hold, in order, by the page's path; `alone` without a cover."""

    pdf: Path
    pages: Mapping[str, Words]
    alone: bool = False


class _Reader:
    """Reads the words of a page from its HTML; used only in `words_of`."""

    def __init__(self, hidden: frozenset[Element]) -> None:
        self.hidden = hidden
        self.parts: list[tuple[tuple[str, ...], ...]] = []
        self.text: list[str] = []
        self.heads: list[tuple[str, ...]] = []
        self.drawn: list[str] = []
        self.instead: list[str] = []

    def read(self, element: Element, number: str = "") -> None:
        """Read an element; `number` is that of an entry in a list, or its letter."""
        classes = element.get("class", "").split()
        start = len(self.text)
        self.text.append("" if element.tag in INLINE else " ")
        if element in self.hidden:
            pass
        elif element.tag == "img":
            self.instead.append(element.get("alt", ""))
        elif element.tag == f"{SVG}svg":
            self.instead += [title.text or "" for title in element.iter(f"{SVG}title")]
            self.drawn += [text for each in element.iter(f"{SVG}text") for text in each.itertext()]
        elif COLUMNS & {*classes}:
            self._columns(element)
        else:
            self.text.append(f"{number} ")
            self._inside(element)
        if element.tag == "thead":
            self.heads.append(words("".join(self.text[start:])))
        self.text.append("" if element.tag in INLINE else " ")

    def _inside(self, element: Element) -> None:
        self.text.append(element.text or "")
        count = int(element.get("start", "1"))
        is_lettered = element.get("class") == LETTERED
        for child in element:
            is_numbered = element.tag == "ol" and child.tag == "li"
            number = ascii_uppercase[count - 1] if is_lettered else str(count)
            self.read(child, number if is_numbered else "")
            count += is_numbered
            self.text.append(child.tail or "")

    def _columns(self, element: Element) -> None:
        self.end_part()
        columns = []
        for child in element:
            self.read(child)
            columns.append(words("".join(self.text)))
            self.text.clear()
        self.parts.append(tuple(columns))

    def end_part(self) -> None:
        """Make what was read last a part of one column."""
        self.parts.append((words("".join(self.text)),))
        self.text.clear()


def words_of(html: str, styles: Sequence[str] = ()) -> Words:
    """Return the words that a page has in print, with the numbers of its lists, and without what its styles hide."""
    root = tinyhtml5.parse(f"<body>{html}</body>", namespace_html_elements=False)
    rules = _HIDING.findall(re.sub(r"/\*.*?\*/", "", "".join(styles), flags=re.DOTALL))
    hiding = [selector for rule in rules for selector in cssselect2.compile_selector_list(rule)]
    every = cssselect2.ElementWrapper.from_html_root(root).iter_subtree()
    hidden = frozenset(each.etree_element for each in every if any(selector.test(each) for selector in hiding))
    reader = _Reader(hidden)
    reader.read(root.find("body"))
    reader.end_part()
    return Words(
        parts=tuple(part for part in reader.parts if any(part)),
        heads=tuple(reader.heads),
        drawn=words(" ".join(reader.drawn)),
        instead=tuple(" ".join(words(each)) for each in reader.instead),
    )


def words(text: str) -> tuple[str, ...]:
    """Part text into words, which are letters and digits: a line may end after any other sign."""
    return tuple(re.findall(r"\w+(?:['\u2019]\w+)*", text))


def seen(pdf: Path) -> Counter[str]:
    """Return how often each word can be seen in a PDF, in its margins too.

    It is read across the page, which keeps a word whole that a line parts at its hyphen, and text by text, which keeps
    two pages apart that stand side by side.
    """
    across = Counter(words(_said(["pdftotext", "-layout", str(pdf), "-"])))
    return across | Counter(words(_said(["pdftotext", "-raw", str(pdf), "-"])))


def heard(pdf: Path) -> tuple[str, ...]:
    """Return the words of a PDF in the order of its structure tree, as a screen reader says them, without pictures."""
    spans, picture = [], -1
    for line in _said(["pdfinfo", "-struct-text", str(pdf)]).splitlines():
        depth, said = len(line) - len(line.lstrip()), line.strip()
        if picture >= 0 and depth <= picture:
            picture = -1
        if said == "Figure:":
            picture = depth
        elif picture < 0 and said.startswith('"'):
            spans.append(said[1:-1])
    return words(" ".join(spans))


def instead(pdf: Path) -> tuple[str, ...]:
    """Return what is said instead of each picture of a PDF."""
    with pikepdf.open(pdf) as opened:
        figures = [each for each in opened.objects if isinstance(each, Dictionary) and each.get("/S") == Name.Figure]
        return tuple(" ".join(words(str(each.get("/Alt", "")))) for each in figures)


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def complaints(held: Held) -> tuple[str, ...]:
    """Say what a PDF lacks of its pages."""
    return tuple(_complaints(held))


def _complaints(held: Held) -> Iterator[str]:
    if not held.pdf.is_file():
        yield "the PDF is missing"
        return
    pages = held.pages.values()
    lost = Counter(word for page in pages for word in (*page.text, *page.drawn)) - seen(held.pdf)
    if lost:
        yield f"not to be seen: {', '.join(sorted(lost)[:12])}"
    if Counter(text for page in pages for text in page.instead) - Counter(instead(held.pdf)):
        yield "a picture does not have the words that stand for it on the page"
    said: Sequence[str] = heard(held.pdf)
    for path, page in reversed([*held.pages.items()]):
        fault, said = _without(page, said)
        if fault:
            yield f"{path} is not heard as it stands on the page: {fault}"
            return
    if said and held.alone:
        yield f"more is heard than stands on the page: {' '.join(said[-12:])}"


def _without(page: Words, said: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Take a page's words from the end of what is said; give where they part, if they do, and what is left."""
    end = len(said)
    for part in reversed(page.parts):
        left = _without_columns(part, said, end) if len(part) > 1 else _without_text(part[0], page.heads, said, end)
        if left is None:
            text = " ".join(word for column in part for word in column)
            return f'"{text[-200:]}" is said as "{" ".join(said[max(0, end - 30) : end])}"', said
        end = left
    return "", said[:end]


def _without_columns(columns: Sequence[Sequence[str]], said: Sequence[str], end: int) -> int | None:
    """Return where what is said before columns ends; in each column words follow each other, whatever comes between."""
    start = end - sum(len(column) for column in columns)
    ways = {tuple(0 for _ in columns)}
    for word in said[max(0, start) : end]:
        ways = {
            (*way[:number], at + 1, *way[number + 1 :])
            for way in ways
            for number, at in enumerate(way)
            if at < len(columns[number]) and columns[number][at] == word
        }
    return start if tuple(len(column) for column in columns) in ways else None


def _without_text(text: Sequence[str], heads: Sequence[tuple[str, ...]], said: Sequence[str], end: int) -> int | None:
    """Return where what is said before a text ends. A table that goes on over the page says its head again there."""
    longest = max((len(head) for head in heads), default=0)
    at = len(text)
    while at:
        if again := _again(heads, text[max(0, at - longest) : at], said[max(0, end - longest) : end]):
            end -= again
        elif end and said[end - 1] == text[at - 1]:
            at, end = at - 1, end - 1
        else:
            return None
    return end


def _again(heads: Sequence[tuple[str, ...]], page: Sequence[str], said: Sequence[str]) -> int:
    """Return the number of words of a table's head that is said here and does not stand here on the page."""
    for head in heads:
        if head and tuple(said[-len(head) :]) == head != tuple(page[-len(head) :]):
            return len(head)
    return 0


def unprinted(rendered: Rendered) -> list[str]:
    """Return the pages of an edition that stand in none of its publications, though they should."""
    held = {path for plan in rendered.plans for path in plan.pages}
    return [page.path for page in rendered.pages if page.path not in held and not is_site_only(page.path)]


def downloads(rendered: Rendered, folder: Path) -> Iterator[Held]:
    """Return every download of an edition, with the words of the pages in it."""
    pages: dict[str, Page] = {page.path: page for page in (*rendered.pages, *rendered.paper)}

    @cache
    def text(path: str, layout: str) -> Words:
        own = [f"{name}.css" for name in (pages[path].layout, layout) if name]
        return words_of(pages[path].html, read_styles(PRINT, (*STYLE_SHEETS, *own)))

    for path, page in pages.items():
        if page.has_download:
            yield Held(pdf=_place(folder, page.meta.pdf), pages={path: text(path, "")}, alone=True)
    for plan in rendered.plans:
        layout = PRINT_STYLES.get(plan.layout, "")
        yield Held(pdf=folder / plan.path, pages={path: text(path, layout) for path in plan.pages})


def _place(folder: Path, name: str) -> Path:
    """Return where a PDF stands: trainers share with peers what both read alike."""
    is_shared = folder.name == "trainer" and not (folder / name).is_file()
    return folder.parent / name if is_shared else folder / name


def main() -> None:
    """Compare what the command line names."""
    parser = ArgumentParser(description="Compare the PDFs of a built site with its pages.")
    parser.add_argument("site", type=Path)
    parser.add_argument("codes", nargs="*", help="the trusts to look at, national for none; all when left out")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project that the site was built from")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    library, templates = load(given.root / "content"), Templates(given.root / "templates" / "pages")
    wrong = number = 0
    codes = [code for code in ("", *library.trusts) if not given.codes or (code or "national") in given.codes]
    for code in codes:
        for audience in Audience:
            edition, _ = resolve(library, code, audience)
            rendered = render(edition, templates, reports(library, edition, (), date.today()))
            lines = [f"{page} stands in no publication" for page in unprinted(rendered)]
            held = list(downloads(rendered, given.site / edition.folder))
            with ProcessPoolExecutor(given.jobs) as pool:
                for each, said in zip(held, pool.map(complaints, held, chunksize=4), strict=True):
                    lines += [f"{each.pdf.relative_to(given.site)}: {line}" for line in said]
            wrong, number = wrong + len(lines), number + len(held)
            print("\n".join([*lines, f"{edition.folder or './'}: {len(held)} PDFs compared"]), flush=True)
    print(f"{number} PDFs, {wrong} faults.")
    sys.exit(bool(wrong) or not number)


if __name__ == "__main__":
    main()
