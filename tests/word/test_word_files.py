"""What an edition has for Word: which pages, where they stand, and every word of them."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import REPOSITORY
from docx.oxml.ns import qn
from worded import headings, on_paper, opened, paragraphs, pictures, read, said

from audits.words import words
from generator.model.base import Audience
from generator.pdf.publications import books, sheets
from generator.system.cache import Cache
from generator.word.document import make_word
from generator.word.word_files import word_files

PRINT = REPOSITORY / "templates" / "print"


def files_of(edition, rendered, cache):
    """Return what an edition has for Word."""
    held = Cache(cache)
    made = sheets(rendered, PRINT, edition.assets)
    return list(word_files(rendered, tuple(books(rendered, made, PRINT, held)), edition.assets, held))


def titles_of(here, tmp_path, code="", audience=Audience.PEER):
    """Return where the documents for Word of a small site stand, with what stands first in each."""
    found = files_of(here.edition(code, audience), here.render(code, audience), tmp_path)
    return {each.path: each.notice for each in found}


def faults(job, document):
    """Say what is amiss with a document, against the page it was made from."""
    page, levels = on_paper(job.html), headings(document)
    tables = list(document.element.body.iter(qn("w:tbl")))
    if page.text != read(document):
        yield "other words than the page"
    if levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels)):
        yield "a heading that leaves out a level"
    if len(page.heads) != sum(
        table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for table in tables
    ):
        yield "a table without its head"
    if list(page.instead) != [" ".join(words(each)) for each in pictures(document)]:
        yield "a picture without words"
    if said(paragraphs(document)[0]) != job.notice:
        yield "another first line"


@pytest.mark.content
@pytest.mark.parametrize(("code", "audience"), [("", Audience.PEER), ("northmoor", Audience.TRAINER)])
def test_every_word_of_every_real_page_is_in_its_document(real_editions, tmp_path, code, audience):
    """Each real procedure, guide and page of differences has in Word what it has in print, in order, and nothing else."""
    ((edition, rendered),) = [each for each in real_editions if (each[0].code, each[0].audience) == (code, audience)]
    jobs = files_of(edition, rendered, tmp_path)

    found = [(job.path, fault) for job in jobs for fault in faults(job, opened(make_word(job)))]

    assert [] == found
    assert len(jobs) > 15


def test_procedures_and_guides_have_a_document(site, tmp_path):
    """It stands beside the PDF, and says first what it is a copy of and where the text is changed."""
    back = "Changes that you make here, tracked or not, do not come back to the handbook by themselves."
    expected = {
        f"downloads/{name}.docx": f"This is a copy of “{title}”, version 0.1, edition 2026.11, to comment on. {back} "
        "The text is changed in the national folder."
        for name, title in (("first-visit", "First visit"), ("role-description", "Role description"))
    }

    assert expected == titles_of(site(), tmp_path)


def test_a_trust_is_told_of_its_own_folder(site, tmp_path):
    """In a trust's edition the first line names the trust's folder."""
    found = titles_of(site("trust-amends"), tmp_path, "hillside", Audience.TRAINER)

    assert found
    assert all(each.endswith("The text is changed in the trust's folder.") for each in found.values())


@pytest.mark.site
def test_a_site_holds_and_lists_its_documents(built):
    """Each document is in downloads, in the manifest with its size, on its page and among the downloads."""
    site: Path = built("minimal")
    listed = json.loads((site / "manifest.json").read_text())
    (visit,) = [each for each in listed["word"] if each["path"] == "downloads/first-visit.docx"]
    (document,) = [each for each in listed["documents"] if each["id"] == "procedures/first-visit"]
    weight = (site / visit["path"]).stat().st_size
    size = f'data-file="downloads/first-visit.docx">Word, {round(weight / 1000)} KB'

    assert (visit["path"], weight, document["copy"]) == (document["word"], visit["bytes"], visit["copy"])
    assert ("First visit", "procedures/first-visit/") == (visit["title"], visit["page"])
    for page in ("procedures/first-visit", "publications"):
        assert size in (site / page / "index.html").read_text()


def test_the_page_of_differences_has_one_where_it_is_a_publication(site, tmp_path):
    """Where a publication holds the page of differences alone, that page offers it as a PDF and for Word."""
    here = site("trust-amends")
    without = titles_of(here, tmp_path, "hillside")
    here.write(
        "national/publications/annex.yml",
        "title: Annex\nsummary: Every change.\naudiences: [peer]\nlayout: pack\n"
        "parts:\n  - {id: all, title: All, documents: [differences]}\n",
    )
    held = titles_of(here, tmp_path, "hillside")
    (page,) = [each for each in here.render("hillside").pages if each.path == "differences.md"]

    assert {"downloads/annex.docx"} == set(held) - set(without)
    assert ("downloads/annex.pdf", "downloads/annex.docx") == (page.meta.pdf, page.meta.word)
    assert "version" not in held["downloads/annex.docx"]
