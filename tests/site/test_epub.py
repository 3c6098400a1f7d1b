"""The handbook as a book (EPUB 3): well formed, in order, whole, and with nothing that only trainers read.

EPUBCheck itself needs Java: `audits/epub.py` runs it over the books of every edition.
"""

import posixpath
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Site
from playwright.sync_api import Page

from generator.site.epub import as_xml

OPF, XHTML = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def book(site, run) -> Path:
    """Return the book of the small national edition."""
    here: Site = site()
    assert 0 == run(here, "epub", "--out", "book.epub").exit_code
    return here.root / "book.epub"


def test_the_file_is_an_epub(book):
    """The first entry says what it is, uncompressed, and the package lists every file there is, each once."""
    with zipfile.ZipFile(book) as packed:
        first = packed.infolist()[0]
        package = ET.fromstring(packed.read("book.opf"))
        names = set(packed.namelist())
    listed = [each.get("href") for each in package.iter(f"{OPF}item")]

    assert ("mimetype", zipfile.ZIP_STORED) == (first.filename, first.compress_type)
    assert names - {"mimetype", "META-INF/container.xml", "book.opf"} == set(listed)
    assert len(listed) == len(set(listed))


def test_every_page_is_xml_in_the_order_of_the_publication(book, tmp_path):
    """Each page is well formed, the spine has them in the order of the PDF, and the contents name each."""
    rendered = Site(folder=tmp_path).render()
    (plan,) = (each for each in rendered.plans if each.layout == "handbook")
    titles = {page.path: page.title for page in rendered.pages}
    with zipfile.ZipFile(book) as packed:
        package = ET.fromstring(packed.read("book.opf"))
        files = {each.get("id"): each.get("href") for each in package.iter(f"{OPF}item")}
        spine = [str(files[each.get("idref")]) for each in package.iter(f"{OPF}itemref")]
        pages = [ET.fromstring(packed.read(name)) for name in spine]
        contents = ET.fromstring(packed.read("contents.xhtml"))

    assert [titles[path] for path in plan.pages] == [page.findtext(f"{XHTML}head/{XHTML}title") for page in pages[2:]]
    assert set(spine[2:]) == {each.get("href") for each in contents.iter(f"{XHTML}a")}


def test_links_lead_to_files_and_ids_that_are_there(book):
    """Every link in the book leads to a file in it and, where it names one, to an id there; none leaves for nowhere."""
    with zipfile.ZipFile(book) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".xhtml")}
    ids = {name: set(re.findall(r'\sid="([^"]*)"', text)) for name, text in texts.items()}
    lost = []
    for name, text in texts.items():
        for href in re.findall(r'<a\b[^>]*\shref="([^"]*)"', text):
            path, _, anchor = href.partition("#")
            target = posixpath.normpath(path) if path else name
            if not re.match(r"[a-z]+:", href) and (target not in texts or (anchor and anchor not in ids[target])):
                lost.append((name, href))

    assert [] == lost


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<p>A<br>B&nbsp;C &amp; D</p>", "<p>A<br/>B\xa0C &amp; D</p>"),
        ('<div class="x" hidden></div>', '<div class="x" hidden=""></div>'),
        (
            '<svg viewBox="0 0 1 1"><path d="M0"/></svg>',
            '<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"><path d="M0"/></svg>',
        ),
        ('<a class="x" href="sms:85258">Text 85258</a>', "<span>Text 85258</span>"),
        ('<img alt="a > b" src="x.png">', '<img alt="a > b" src="x.png"/>'),
    ],
)
def test_html_becomes_xml(html, xml):
    """What is void is closed, what has no value gets one, letters stand for their names, and drawings say what they are."""
    assert xml == as_xml(html)
    ET.fromstring(f"<div>{xml}</div>")


def test_no_book_holds_what_only_trainers_read(site, run):
    """None of the texts planted for trainers alone is in any file of it."""
    here: Site = site("peers-see-no-trainer-text")
    assert 0 == run(here, "epub", "hillside", "--out", "book.epub").exit_code
    with zipfile.ZipFile(here.root / "book.epub") as packed:
        text = "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())

    assert "First visit" in text
    assert [] == re.findall(r"Planted \d+", text)


def test_a_browser_reads_a_page_of_it(book, page: Page):
    """Chromium takes a page of the book as XML without a complaint, and shows it."""
    folder = book.parent / "book"
    with zipfile.ZipFile(book) as packed:
        packed.extractall(folder)
    page.goto((folder / "contents.xhtml").as_uri())
    page.get_by_role("link", name="First visit").first.click()

    assert page.get_by_role("heading", name="First visit", level=1).is_visible()
    assert 0 == page.locator("parsererror").count()


def test_a_book_is_the_same_each_time_and_none_is_said_in_a_sentence(site, run):
    """Made again it has the same bytes; an edition without a handbook says so and writes nothing."""
    here: Site = site()
    run(here, "epub", "--out", "one.epub")
    run(here, "epub", "--out", "two.epub")
    here.change("national/publications/handbook.yml", "layout: handbook", "layout: pack")
    none = run(here, "epub", "--out", "three.epub")

    assert (here.root / "one.epub").read_bytes() == (here.root / "two.epub").read_bytes()
    assert (1, True) == (none.exit_code, "no handbook for peers" in none.stderr)
    assert not (here.root / "three.epub").exists()
