"""Nothing is missing from print: every page stands in a publication, and every word of a page in its PDFs."""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pikepdf
import pytest
from conftest import TODAY
from pdfs import chapter_of, opened, page, styles_of

from audits.words import Held, complaints, downloads, unprinted, words_of
from generator.changes.edition_reports import reports
from generator.content.load import load
from generator.editions.edition import Edition
from generator.editions.publication_plan import SITE_ONLY, is_site_only, sheet_pages
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.pdf import copy_register
from generator.pdf.chapter import chapter, typeset
from generator.pdf.headers_and_footers import Chapter, Imprint
from generator.pdf.link import link
from generator.pdf.typeface import furniture_typeface

BODY = "Tea **first**.\n\n1. One.\n2. Two.\n\n| When | What |\n|---|---|\n" + "| 9am | Tea |\n" * 90
HIDDEN = '<div class="hb-on-paper" markdown="1">\n\nNever printed.\n\n</div>\n\n'


def editions(root: Path) -> Iterator[tuple[Edition, Rendered]]:
    """Return every edition of a project with its pages."""
    library = load(root / "content")
    for code in ("", *library.trusts):
        for audience in Audience:
            edition, problems = resolve(library, code, audience)
            told = reports(library, edition, problems, TODAY)
            yield edition, render(edition, Templates(root / "templates" / "pages"), told)


def linked(path: Path, body: str, title: str = "A") -> Path:
    """Put a document of one chapter into a file."""
    imprint = Imprint(title=title, head="Hillside", foot="Copy 0123456789.")
    path.write_bytes(link([chapter_of("a.md", title, body)], imprint, furniture_typeface()).pdf)
    return path


@pytest.mark.content
def test_every_page_of_every_real_edition_stands_in_a_publication(real_editions):
    """Each page stands in at least one publication of its edition, or is declared to be for the site only."""
    expected: list[object] = []

    assert len(real_editions) > 1
    assert expected == [(edition.folder, path) for edition, rendered in real_editions for path in unprinted(rendered)]


@pytest.mark.content
def test_what_is_for_the_site_only_is_there_and_not_in_print(real_editions):
    """Each page that is declared to be for the site only exists in some edition, and no publication holds it."""
    pages = {copy_register.PATH, *(each.path for _, rendered in real_editions for each in rendered.pages)}
    held = {path for _, rendered in real_editions for plan in rendered.plans for path in plan.pages}
    expected: tuple[list[object], list[object]] = ([], [])

    unused = [pattern for pattern in SITE_ONLY if not any(fnmatchcase(path, pattern) for path in pages)]
    assert expected == (unused, [path for path in held if is_site_only(path)])


@pytest.mark.content
def test_the_sheets_that_names_are_kept_for_are_those_that_are_made(real_editions):
    """The sheets whose names no document may take are the pages that exist only on paper, one for one."""
    wrong = [
        edition.folder
        for edition, rendered in real_editions
        if sorted(path for path, _ in sheet_pages(edition)) != sorted(each.path for each in rendered.paper)
    ]
    expected: list[object] = []

    assert expected == wrong


@pytest.mark.site
def test_every_word_of_a_small_site_is_in_its_pdfs(built: Callable[[str], Path]):
    """Each download of a site with sheets, forms and a booklet shows and says every word of its pages, in their order."""
    site = built("paper")
    held = [each for edition, rendered in editions(site.parent) for each in downloads(rendered, site / edition.folder)]
    expected: list[object] = []

    assert len(held) > 60
    assert expected == [(each.pdf.name, said) for each in held for said in complaints(each)]


@pytest.mark.content
@pytest.mark.parametrize(
    "path",
    [
        "guides/trainers-guide.md",
        "guides/what-must-be-local.md",
        "procedures/first-contact.md",
        "resources/recovery-workbook.md",
        "role-plays/first-meeting-on-the-ward.md",
        "sessions/active-listening.md",
        "sessions/welcome.md",
    ],
)
def test_every_word_of_a_real_document_is_in_its_pdf(real_editions, tmp_path, path):
    """A document with long lists, tables that go on over pages, or room to write in, loses nothing in print."""
    rendered = next(rendered for edition, rendered in real_editions if edition.audience is Audience.TRAINER)
    read = next(each for each in rendered.pages if each.path == path)
    made = Chapter(path=path, title=read.title, pdf=typeset(chapter(read, styles_of(""), {})), head=read.title)
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(link([made], Imprint(title=read.title, head="", foot=""), furniture_typeface()).pdf)

    assert () == complaints(Held(pdf=pdf, pages={path: words_of(read.html, styles_of(""))}, alone=True))
    assert [] == empty(made.pdf)


def empty(pdf: bytes) -> list[str]:
    """Return the kinds of elements of the structure in which nothing stands: what moved on leaves one at a page's end."""
    with opened(pdf) as read:
        elements = [each for each in read.objects if isinstance(each, pikepdf.Dictionary) and "/P" in each]
        return [str(each.S) for each in elements if "/S" in each and each.S not in ("/TD", "/TH") and not len(each.K)]


def test_what_is_not_printed_is_not_asked_for():
    """The words of a page in print are those of its text and tables with the numbers of lists, and no more."""
    words = words_of(
        page("a.md", "A", HIDDEN + "Tea **fir**st.\n\n3. One.\n\n| When |\n|---|\n| 9am |\n").html, styles_of("")
    )
    expected = (("A", "Tea", "first", "3", "One", "When", "9am"), (("When",),))

    assert expected == (words.text, words.heads)


@pytest.mark.parametrize(
    ("printed", "wanted", "said"),
    [
        (BODY, BODY, []),
        (BODY, BODY.replace("first", "last"), ["not to be seen: last", "a.md is not heard as it stands"]),
        (BODY, BODY.replace("Tea **first**", "First tea"), ["not to be seen: First, tea", "a.md is not heard"]),
        ("One. Two.", "Two. One.", ["a.md is not heard as it stands"]),
        ("One. Two. Three.", "Two. Three.", ["a.md is not heard as it stands"]),
        ("Two. Three.", "", ["a.md is not heard as it stands"]),
        ("One.", "One. One.", ["not to be seen: One", "a.md is not heard as it stands"]),
    ],
    ids=["all there", "other word", "other words", "other order", "too much", "nothing asked for", "said once"],
)
def test_what_is_lost_is_told(tmp_path, printed, wanted, said):
    """A word that is not to be seen, or not heard where it stands, is told, and a table's head said again is not."""
    pdf = linked(tmp_path / "a.pdf", printed)
    found = complaints(Held(pdf=pdf, pages={"a.md": words_of(page("a.md", "A", wanted).html)}, alone=True))

    assert len(said) == len(found)
    assert all(each.startswith(begins) for each, begins in zip(found, said, strict=True))


def test_a_pdf_that_is_missing_is_told(tmp_path):
    """A download that is not there at all is told."""
    held = Held(pdf=tmp_path / "none.pdf", pages={"a.md": words_of("# A")})
    expected = ("the PDF is missing",)

    assert expected == complaints(held)
