"""Compare every PDF of a built site with the pages it was made from: no page missing, no word, and none out of order.

Run it from the root, on a site built from the content as it is: `.venv/bin/python checks/words.py site`. For each
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
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the script finds the program it stands beside

from generator.load import load
from generator.model.base import Audience
from generator.pages import Page, Rendered
from generator.print.chapter import to_html
from generator.publications import is_site_only
from generator.render import render
from generator.reports import reports
from generator.resolve import resolve
from generator.templates import Templates

NOT_PRINTED = "hb-on-paper"
"""The class of what stands on the site only; templates/print/base.css hides it."""

VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
"""Elements without an end."""
INLINE = frozenset({"a", "em", "strong", "span", "i", "b", "code"})
"""Elements that may stand within a word; any other parts two words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words of a page in print, in order, and those of the head of each of its tables."""

    text: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A PDF, and the words of each page that it is to hold, in order, by the page's path."""

    pdf: Path
    pages: Mapping[str, Words]


class _Words(HTMLParser):
    """Collects the text of a page without what is not printed, and with the numbers of its lists."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden = 0
        self.lists: list[int | None] = []
        self.heads: list[str] = []
        self.head = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID and (self.hidden or NOT_PRINTED in (given.get("class") or "").split()):
            self.hidden += 1
        self._part(tag)
        if tag in ("ol", "ul"):
            self.lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        if tag == "li" and (number := self.lists[-1]) is not None and not self.hidden:
            self.text.append(f"{number} ")
            self.lists[-1] = number + 1
        if tag == "thead":
            self.head = len(self.text)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.hidden:
            self.hidden -= 1
        self._part(tag)
        if tag in ("ol", "ul"):
            self.lists.pop()
        if tag == "thead" and not self.hidden:
            self.heads.append("".join(self.text[self.head :]))

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)

    def _part(self, tag: str) -> None:
        self.text.append("" if tag in INLINE else " ")


def words_of(markdown: str) -> Words:
    """Give the words that a page has in print, with the numbers of its lists."""
    reader = _Words()
    reader.feed(to_html(markdown))
    return Words(text=words("".join(reader.text)), heads=tuple(words(head) for head in reader.heads))


def words(text: str) -> tuple[str, ...]:
    """Part text into words, which are letters and digits: a line may end after any other sign."""
    return tuple(re.findall(r"\w+(?:['\u2019]\w+)*", text))


def seen(pdf: Path) -> tuple[str, ...]:
    """Give the words that can be seen in a PDF, those in its margins too."""
    return words(_said(["pdftotext", "-layout", str(pdf), "-"]))


def heard(pdf: Path) -> tuple[str, ...]:
    """Give the words of a PDF in the order of its structure tree, as a screen reader says them."""
    spans = re.findall(r'^\s*"(.*)"$', _said(["pdfinfo", "-struct-text", str(pdf)]), re.MULTILINE)
    return words(" ".join(spans))


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def complaints(held: Held) -> tuple[str, ...]:
    """Say what a PDF lacks of its pages."""
    return tuple(_complaints(held))


def _complaints(held: Held) -> Iterator[str]:
    if not held.pdf.is_file():
        yield "the PDF is missing"
        return
    lost = Counter(word for page in held.pages.values() for word in page.text) - Counter(seen(held.pdf))
    if lost:
        yield f"not to be seen: {', '.join(sorted(lost)[:12])}"
    said = heard(held.pdf)
    for path, page in reversed(held.pages.items()):
        found, said = _without(page, said)
        if found:
            yield f"{path} is not heard as it stands on the page: {found}"
            return
    if said and len(held.pages) == 1:
        yield f"more is heard than stands on the page: {' '.join(said[-12:])}"


def _without(page: Words, said: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Take a page's words from the end of what is said; give where they part, if they do, and what is left.

    A table that goes on over the page says its head again there.
    """
    heads: dict[str, list[tuple[str, ...]]] = {}
    for head in page.heads:
        heads.setdefault(head[-1] if head else "", []).append(head)
    longest = max((len(head) for head in page.heads), default=0)
    at, end = len(page.text), len(said)
    while at:
        near = heads.get(said[end - 1], []) if end else []
        if again := _again(near, page.text[max(0, at - longest) : at], said[max(0, end - longest) : end]):
            end -= again
        elif end and said[end - 1] == page.text[at - 1]:
            at, end = at - 1, end - 1
        else:
            here, there = " ".join(page.text[max(0, at - 6) : at]), " ".join(said[max(0, end - 6) : end])
            return f'"… {here}" is said as "… {there}"', said
    return "", said[:end]


def _again(heads: Sequence[tuple[str, ...]], page: Sequence[str], said: Sequence[str]) -> int:
    """Give the number of words of a table's head that is said here and does not stand here on the page."""
    for head in heads:
        if tuple(said[-len(head) :]) == head != tuple(page[-len(head) :]):
            return len(head)
    return 0


def unprinted(rendered: Rendered) -> list[str]:
    """Give the pages of an edition that stand in none of its publications, though they should."""
    held = {path for plan in rendered.plans for path in plan.pages}
    return [page.path for page in rendered.pages if page.path not in held and not is_site_only(page.path)]


def downloads(rendered: Rendered, folder: Path) -> Iterator[Held]:
    """Give every download of an edition, with the words of the pages in it."""
    pages: dict[str, Page] = {page.path: page for page in (*rendered.pages, *rendered.paper)}
    text = {path: words_of(page.markdown) for path, page in pages.items()}
    for path, page in pages.items():
        if page.entry or page.layout:
            yield Held(pdf=folder / page.meta["pdf"], pages={path: text[path]})
    for plan in rendered.plans:
        yield Held(pdf=folder / plan.path, pages={path: text[path] for path in plan.pages})


def main() -> None:
    """Compare what the command line names."""
    parser = ArgumentParser(description="Compare the PDFs of a built site with its pages.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--root", type=Path, default=ROOT, help="the project that the site was built from")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    library, templates = load(given.root / "content"), Templates(given.root / "templates" / "pages")
    wrong = number = 0
    for code in ("", *library.trusts):
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
