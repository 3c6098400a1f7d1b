"""No sentence that readers see escapes the catalogue: an edition in a language made up for the purpose shows it.

Every sentence of the catalogue is "translated" by putting an accent on each of its letters. What is left in plain
letters on a page, in a PDF or on the screen was said by an author, or by the program past the catalogue.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path

import pikepdf
import pytest
from babel import Locale
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from browsing import serving
from conftest import REPOSITORY, SITES, TODAY, copy_site, made_once
from playwright.sync_api import Page

from generator.build import build
from generator.changes.edition_reports import reports
from generator.content.load import load
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.model.texts import texts_in
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.upkeep.renew_translations import sentences

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áßćđéƒġħíįķłņńóþøŕśţúůűœýźÁÞĆĐÉÐĠĦÍĮĶŁŅŃÓØŒŔŚŢÚŮŰÆÝŹ"
"""Letters that the house typeface has, so that lines of this language are set as those of English are."""
_KEPT = re.compile(r"(\{\w+\})")
_WORD = re.compile(r"[A-Za-z]+")
_APART = re.compile(r"[^A-Za-z'\u2019 \n\xa0-]+")
TEMPLATES = REPOSITORY / "templates"
SHOWN = ("aria-label", "title", "alt", "placeholder", "content")
"""Attributes that people hear or see."""

OURS = {"aa", "pdf", "px", "kb", "mb", "qr", "nhs", "am", "pm", "en", "gb", "cy", "html"}
"""Units and names that every language writes alike."""

MONTHS = {word.lower() for name in Locale("cy").months["format"]["wide"].values() for word in _WORD.findall(name)}
"""What days are called in Welsh, which the program knows without a catalogue."""


def accented(sentence: str) -> str:
    """Return a sentence as the language made up for this says it."""
    parts = _KEPT.split(sentence)
    return "".join(each if _KEPT.fullmatch(each) else each.translate(str.maketrans(PLAIN, ACCENTED)) for each in parts)


@cache
def english() -> Catalog:
    """Return every sentence of the program, gathered once."""
    return sentences(REPOSITORY)


def put_catalogue(content: Path) -> None:
    """Write the catalogue of the language made up, under the code of Welsh, and let an edition be in it."""
    catalogue = Catalog(locale="cy")
    for message in english():
        if message.id:
            said: str | tuple[str, ...]
            if isinstance(message.id, str):
                said = accented(message.id)
            else:
                said = tuple(accented(message.id[1]) for _ in range(catalogue.num_plurals))
            catalogue.add(message.id, said)
    text = BytesIO()
    write_po(text, catalogue)
    folder = content / "national" / "words"
    folder.mkdir(exist_ok=True)
    (folder / "cy.po").write_bytes(text.getvalue())
    edition = content / "national" / "edition.yml"
    edition.write_text(f"language: cy\n{edition.read_text(encoding='utf-8')}", encoding="utf-8")


class _Shown(HTMLParser):
    """Gathers what a page shows and says aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("script", "style", "code")
        given = dict(attrs)
        names = SHOWN if tag != "meta" or given.get("name") == "description" else ()
        self.texts += [value for name, value in attrs if name in names and value]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)


def shown(html: str) -> list[str]:
    """Return every text of a page, one for each element or attribute that holds one."""
    parser = _Shown()
    parser.feed(html)
    return parser.texts


def runs(text: str) -> Iterator[list[str]]:
    """Return the words in plain letters that stand side by side in a text, in small letters; a capital begins anew."""
    for part in _APART.split(re.sub(r"https?:\S+|\S+@\S+|\S+\.\w+\.\w+| - |\b[0-9a-f]{6,}\b", ".", text)):
        for together in re.split(r"(?<=\s)(?=[A-Z])", part.replace("'", "").replace("\u2019", "")):
            words = [each.lower() for each in _WORD.findall(together)]
            if words := [each for each in words if each not in OURS | MONTHS and len(each) > 1]:
                yield words


def pairs(words: list[str]) -> set[tuple[str, str]]:
    """Return each word with the one after it; a word alone with itself."""
    return set(pairwise(words)) or {(words[0], words[0])}


def escaped(texts: list[str], authors: set[tuple[str, str]]) -> set[str]:
    """Return what is said in plain letters and by no author."""
    return {" ".join(words) for text in texts for words in runs(text) if not pairs(words) <= authors}


def said_by_authors(content: Path, *others: str, codes: Sequence[str] = ()) -> set[tuple[str, str]]:
    """Return every pair of words, and every word alone, that authors say, in their files and with values in them.

    Args:
        content: Where their files are.
        others: What may be said besides.
        codes: Whose editions are looked at; all when none are named.
    """
    texts = [*others]
    texts += [path.read_text(encoding="utf-8") for path in content.rglob("*.yml")]
    library = load(content)
    for code, audience in product(codes or ("", *library.trusts), Audience):
        edition, _ = resolve(library, code, audience)
        texts += [text for entry in edition.entries.values() for _, text in (*entry.texts, *texts_in(entry.national))]
        texts += [origin.reason for entry in edition.entries.values() for origin in entry.origins.values()]
    found: set[tuple[str, str]] = set()
    for text in texts:
        without_targets = re.sub(r"\]\([^)]*\)", "", text)
        together = re.sub(r"[\s\"|>:(){}*_\[\]`#\\-]+", " ", without_targets)
        for words in runs(re.sub(r"(?<!\w)'|'(?!\w)", " ", together)):
            found |= pairs(words) | {(each, each) for each in words}
    return found


LAYERS = ("plans", "situations/content/national", "paper", "trust-amends")
"""Small sites that make a rich one together."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a rich small site in the language made up, and the PDFs of its trust, and give the folder of the project."""

    def build_in(root: Path) -> None:
        copy_site(LAYERS[0], root)
        for layer in LAYERS[1:]:
            name, _, part = layer.partition("/content/")
            shutil.copytree(SITES / name / "content" / part, root / "content" / part, dirs_exist_ok=True)
        put_catalogue(root / "content")
        made = build.Options(root=root, today=TODAY, site_dir=root / "site", jobs=1, only="site")
        build.build(made)
        build.build(replace(made, codes=("hillside",), site_dir=root / "printed", only="print"))

    return made_once(tmp_path_factory, "accented", build_in)


@pytest.fixture(scope="module")
def authors(made: Path) -> set[tuple[str, str]]:
    """Return what the authors of the rich site say, and what `check` says to them, which is in English for all."""
    library = load(made / "content")
    problems = build.check(library, ("", *library.trusts), TODAY)
    return said_by_authors(
        made / "content", *(f"{each.level.value} {each.sentence}" for each in problems), "error warning"
    )


@pytest.mark.site
def test_no_sentence_of_a_page_escapes_the_catalogue(made: Path, authors: set[tuple[str, str]]):
    """Pages, their frames, labels that are only heard, and descriptions are all in the language of the edition."""
    plain = {
        (page.relative_to(made / "site").as_posix(), words)
        for page in sorted((made / "site").rglob("*.html"))
        for words in escaped(shown(page.read_text(encoding="utf-8")), authors)
    }

    assert set() == plain


@pytest.mark.site
def test_no_sentence_of_a_pdf_escapes_the_catalogue(made: Path, authors: set[tuple[str, str]]):
    """Covers, running heads and feet, sheets and forms are too; lines of print run on, so words are looked at singly."""
    plain = set()
    for pdf in sorted((made / "printed").rglob("*.pdf")):
        text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        words = {word for line in text.splitlines() for each in runs(line) for word in each}
        plain |= {(pdf.name, word) for word in words if (word, word) not in authors}

    assert set() == plain


@pytest.mark.site
def test_pages_and_pdfs_name_their_language(made: Path):
    """Screen readers are told in which voice to read."""
    pages = [path.read_text(encoding="utf-8") for path in (made / "site").rglob("*.html")]
    with pikepdf.open(next((made / "printed").rglob("downloads/*.pdf"))) as pdf:
        spoken = str(pdf.Root.Lang)

    assert {"cy"} == {found[1] if (found := re.search(r'<html lang="([^"]*)"', page)) else "none" for page in pages}
    assert "cy" == spoken


SEEN = """() => {
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("script, style")) said.push(walker.currentNode.data);
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"]) {
    for (const each of document.querySelectorAll(`[${name}]`)) said.push(each.getAttribute(name));
  }
  return [document.title, ...said];
}"""

TYPED = "xyzzy plugh"

ACTS: dict[str, Callable[[Page], None]] = {
    "index.html": lambda page: page.click("#hb-reading-open"),
    "search/": lambda page: _search(page, TYPED),
    "glossary/": lambda page: _search(page, "listening"),
    "trainer/sessions/listening-well/": lambda page: page.click(".hb-start"),
    "offline/": lambda page: page.wait_for_timeout(500),
    "procedures/first-visit/": lambda page: page.wait_for_timeout(200),
}


def _search(page: Page, words: str) -> None:
    page.locator("label[for=__search]").first.click()
    page.fill("#__search", words)
    page.locator(".md-search-result__list li, .hb-search-none:not([hidden])").first.wait_for()


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("path", ACTS)
def test_no_sentence_of_a_script_escapes_the_catalogue(page, made, authors, path):
    """What scripts put on a page is in the language too: search, sessions that are run, keeping the site, words."""
    with serving(made / "site") as server:
        page.goto(server.address + path)
        ACTS[path](page)

        assert set() == escaped(page.evaluate(SEEN), authors) - {TYPED}


@pytest.mark.content
def test_no_sentence_of_the_real_pages_escapes_the_catalogue(tmp_path):
    """Kinds of pages that no small site has are in the real one."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    put_catalogue(tmp_path / "content")
    library = load(tmp_path / "content")
    code = next(iter(library.trusts))
    authors = said_by_authors(tmp_path / "content", codes=(code,))
    templates = Templates(REPOSITORY / "templates" / "pages")
    plain = set()
    for audience in Audience:
        edition, problems = resolve(library, code, audience)
        made = render(edition, templates, reports(library, edition, problems, TODAY))
        pages = (*made.pages, *made.paper)
        plain |= {(page.path, words) for page in pages for words in escaped(shown(page.html), authors)}

    assert set() == plain


def test_the_catalogue_of_english_has_every_sentence():
    """A translator begins with all of them; `./handbook words` brings the file up to date."""
    path = REPOSITORY / "content" / "national" / "words" / "en.po"
    listed = read_po(BytesIO(path.read_bytes()), locale="en")

    assert {each.id for each in english()} == {each.id for each in listed}


def test_templates_and_scripts_hold_no_sentence_of_their_own():
    """Words stand in templates only within `_("…")` and its like, where they are taken into the catalogue."""
    plain = {
        (path.relative_to(TEMPLATES).as_posix(), words)
        for path in sorted((*TEMPLATES.glob("pages/**/*.jinja"), *TEMPLATES.glob("site/overrides/**/*.html")))
        for text in shown(
            re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        )
        for words in (" ".join(each) for each in runs(text))
    }

    assert set() == plain
