"""Which printed copies are current, and what lies beside the pages: one code for each PDF, the manifest, what stands once."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from conftest import TODAY, Site, copy_site
from pdfs import PRINT, opened, words

from generator.build.build import Options, build
from generator.model.base import Audience
from generator.pdf.copy_register import PATH, with_copies
from generator.pdf.link import page_count
from generator.pdf.publications import Book, books, sheets, with_shared
from generator.system.cache import Cache


def downloads(site: Site, code: str = "", audience: Audience = Audience.PEER) -> tuple[Book, ...]:
    """Return the downloads of an edition, without making them."""
    rendered = site.render(code, audience)
    return tuple(books(rendered, sheets(rendered, PRINT, {}), PRINT, Cache(site.root / ".cache")))


def listed(site: Site, code: str = "") -> str:
    """Return the page of current copies of an edition."""
    rendered = with_copies(site.render(code), downloads(site, code))
    return next(page.html for page in rendered.pages if page.path == PATH)


def lines_of(html: str) -> list[tuple[str, str]]:
    """Return each line of the page as a reader has it: the id that it can be led to by, and its words."""
    found = re.findall(r"<li[^>]*>.*?</li>", html, re.DOTALL)
    return [("".join(re.findall(r'id="([^"]*)"', line)), unescape(re.sub(r"<[^>]*>", "", line))) for line in found]


def test_every_download_has_a_line_with_its_code(site):
    """Each PDF but the forms stands on the page by its title and code, in order of title."""
    here = site("paper")
    wanted = sorted((book.title, book.copy) for book in downloads(here) if book.layout != "form")
    expected = [(f"c{copy}", f"{title}: {copy}") for title, copy in wanted]

    assert len(expected) > 8
    assert expected == lines_of(listed(here))


def test_a_code_is_a_place_of_its_own(site):
    """The address printed on a cover leads to the line of that copy and to no other."""
    here = site("paper")
    places = [place for place, _ in lines_of(listed(here))]
    checks = [book.imprint.check.partition("#")[2] for book in downloads(here, "hillside") if not book.is_form]
    expected = sorted(checks)

    assert len(places) == len(set(places))
    assert expected == sorted(place for place, _ in lines_of(listed(here, "hillside")))


def test_a_form_has_no_code(site):
    """A form to fill in changes hands empty, has no foot, and is not among the copies."""
    here = site("paper")
    forms = [book for book in downloads(here) if book.layout == "form"]
    expected: tuple[list[bool], list[object]] = ([True, True], [])

    assert expected == ([book.is_form for book in forms], [book.title for book in forms if book.copy in listed(here)])


def test_a_title_with_signs_of_markdown_keeps_them(site):
    """A title that has such signs in it stands as it is written, on every list alike, and does nothing."""
    here = site("paper")
    here.change(
        "national/guides/role-description.yml", "title: Role description", "title: '**Role** & [now](glossary)'"
    )
    expected = ["**Role** & [now](glossary)"]

    found = [words.rpartition(":")[0] for _, words in lines_of(listed(here))]
    assert expected == [title for title in found if "& [now]" in title]


def test_the_page_is_the_last_in_the_navigation(site):
    """The page of copies can be found in the menu, and the other pages are as they were."""
    here = site("paper")
    before = here.render()
    after = with_copies(before, downloads(here))
    expected = (before.pages, before.nav, PATH)

    assert expected == (after.pages[:-1], after.nav[:-1], after.nav[-1].page)


def test_codes_change_with_the_words_and_with_nothing_else(site):
    """A changed document has a new code, in the books it is in too; every other code stays as it was."""
    here = site("paper")
    before = {book.path: book.copy for book in downloads(here)}
    same = {book.path: book.copy for book in downloads(here)}
    here.change("national/guides/role-description.yml", "You listen.", "You listen well.")
    after = {book.path: book.copy for book in downloads(here)}
    expected = {"downloads/role-description.pdf", "downloads/handbook.pdf"}

    assert before == same
    assert expected == {path for path, copy in after.items() if copy != before[path]}


@pytest.mark.parametrize(("document", "expected"), [("listening-well", 3), ("first-visit", 2)])
def test_peers_trainers_and_trusts_have_codes_of_their_own(site, document, expected):
    """A document of another edition is another copy, unless trainers read the very same as peers: that is one."""
    here = site("paper")
    editions = [("", Audience.PEER), ("", Audience.TRAINER), ("hillside", Audience.PEER)]
    codes = [
        book.copy
        for code, who in editions
        for book in downloads(here, code, who)
        if book.path.endswith(f"/{document}.pdf")
    ]

    assert expected == len(set(codes))


@pytest.fixture
def hillside(built: Callable[[str], Path]) -> Path:
    """Return the finished peer edition of Hillside."""
    return built("paper") / "hillside"


@pytest.mark.site
def test_the_code_at_the_foot_is_the_one_on_the_site(hillside):
    """Each PDF with a foot has its code on every page but the cover and contents, and the site's page has that code."""
    page = (hillside / "copies" / "index.html").read_text(encoding="utf-8")
    expected: list[object] = []

    found = []
    for path in sorted((hillside / "downloads").glob("*.pdf")):
        pdf = path.read_bytes()
        with opened(pdf) as read:
            copy = str(read.docinfo.get("/Copy", ""))
        if copy and (f'id="c{copy}"' not in page or f"Copy {copy}." not in words(pdf, page_count(pdf))):
            found.append(path.name)
        if not copy and "Copy" in words(pdf):
            found.append(path.name)

    assert expected == found


@pytest.mark.site
def test_the_manifest_lists_every_sheet_as_it_is(hillside):
    """Each sheet of the manifest has its layout, and the pages, bytes and code of its file; a form has no code."""
    rows = json.loads((hillside / "manifest.json").read_text(encoding="utf-8"))["sheets"]
    expected = {}
    for row in rows:
        pdf = (hillside / row["path"]).read_bytes()
        with opened(pdf) as read:
            copy = str(read.docinfo["/Copy"]) if "/Copy" in read.docinfo else None
        expected[row["path"]] = (page_count(pdf), len(pdf), copy)

    assert {row["path"]: row["layout"] for row in rows} == {
        "downloads/starter-pack-listening-card-wallet.pdf": "wallet",
        "downloads/starter-pack-certificate-page.pdf": "certificate",
        "downloads/starter-pack-form.pdf": "form",
        "downloads/first-visit-in-short.pdf": "sheet",
        "downloads/who-can-help.pdf": "handout",
        "downloads/read-and-understood.pdf": "form",
    }
    assert expected == {row["path"]: (row["pages"], row["bytes"], row["copy"]) for row in rows}
    assert all((row["layout"] == "form") == (row["copy"] is None) for row in rows)


@pytest.mark.site
@pytest.mark.parametrize("edition", ["", "hillside"])
def test_what_peers_and_trainers_read_alike_stands_once(built, edition):
    """No PDF of trainers is byte for byte one of peers but publications, and every address of the manifest leads to one."""
    folder = built("paper") / edition
    peers = {path.name: path.read_bytes() for path in (folder / "downloads").glob("*.pdf")}
    listed = json.loads((folder / "trainer" / "manifest.json").read_text(encoding="utf-8"))
    places = [each["pdf"] for each in listed["documents"]] + [each["path"] for each in listed["sheets"]]
    publications = {each["path"].rpartition("/")[2] for each in listed["publications"]}
    own = {path.name: path.read_bytes() for path in (folder / "trainer" / "downloads").glob("*.pdf")}

    assert [] == [name for name, pdf in own.items() if peers.get(name) == pdf and name not in publications]
    assert [] == [place for place in places if not (folder / "trainer" / place).is_file()]
    assert {"../downloads/first-visit.pdf", "downloads/listening-well.pdf"} <= set(places)
    assert (
        set(own)
        == {place.removeprefix("downloads/") for place in places if place.startswith("downloads/")} | publications
    )


@pytest.mark.site
def test_pages_alone_name_the_same_copies(built, tmp_path):
    """Pages that are built before their PDFs, or without them, tell trainers of the copies that a whole build has."""
    copy_site("paper", tmp_path)
    build(Options(root=tmp_path, today=TODAY, site_dir=tmp_path / "site", jobs=1, only="site"))
    places = [f"{edition}copies/index.html" for edition in ("", "trainer/", "hillside/", "hillside/trainer/")]
    alone, whole = ([codes(folder / place) for place in places] for folder in (tmp_path / "site", built("paper")))

    assert all(whole)
    assert whole == alone


def codes(page):
    """Return the codes that a page of copies lists."""
    return re.findall(r'id="c([0-9a-f]+)"', page.read_text(encoding="utf-8"))


@pytest.mark.site
@pytest.mark.parametrize("edition", ["", "hillside"])
def test_a_document_for_word_stands_once_too(built, edition):
    """What peers and trainers comment on alike is one file, and the manifest and the pages of trainers lead to it."""
    folder = built("paper") / edition
    peers = {path.name: path.read_bytes() for path in (folder / "downloads").glob("*.docx")}
    own = {path.name: path.read_bytes() for path in (folder / "trainer" / "downloads").glob("*.docx")}
    listed = json.loads((folder / "trainer" / "manifest.json").read_text(encoding="utf-8"))
    places = {each["path"] for each in listed["word"]}
    of_documents = {each["word"] for each in listed["documents"]} - {None}
    page = (folder / "trainer" / "procedures" / "first-visit" / "index.html").read_text(encoding="utf-8")

    assert [] == [name for name, file in own.items() if peers.get(name) == file]
    assert [] == [place for place in places if not (folder / "trainer" / place).is_file()]
    assert "../downloads/first-visit.docx" in places & of_documents
    assert 'href="../../../downloads/first-visit.docx"' in page


def test_nothing_that_peers_may_not_read_is_shared(site):
    """What is shared is the peers' own PDF: it is no trainer's, and has the code and the addresses of theirs."""
    here = site("paper")
    peers, trainers = downloads(here, "hillside"), downloads(here, "hillside", Audience.TRAINER)
    found = [book for book in with_shared(trainers, peers, "../") if book.at]
    own = {book.path: book for book in peers}

    assert len(found) > 2
    assert [] == [book.path for book in found if book.for_trainers or book.key != own[book.path].key]
    assert {None} == {book.opening for book in found}


def test_a_copy_of_trainers_with_an_address_is_that_of_peers(site):
    """Where the address of the site is known, the same words for peers and trainers are one copy nevertheless."""
    here = site("paper")
    here.change("national/edition.yml", "edition:", "address: https://handbook.example/\nedition:")
    peers, trainers = downloads(here), downloads(here, "", Audience.TRAINER)
    shared = [book for book in with_shared(trainers, peers, "../") if book.at]

    assert "https://handbook.example/trainer/" == trainers[0].imprint.site
    assert len(shared) > 2
    assert {book.key for book in shared} <= {book.key for book in peers}


@pytest.mark.site
def test_another_build_makes_the_same_calendar(built):
    """Built again, on another day, to another place, the PDFs and the calendar are the same bytes."""
    site = built("paper")
    again = site.with_name("again")
    later = TODAY.replace(day=TODAY.day + 1)
    build(Options(root=site.parent, today=later, site_dir=again, only="print", jobs=1))
    names = ("downloads/handbook.pdf", "trainer/downloads/handbook.pdf", "hillside/downloads/timetable.ics")
    expected = {name: (site / name).read_bytes() for name in names}

    assert expected == {name: (again / name).read_bytes() for name in names}


@pytest.mark.site
def test_a_trust_with_dates_has_its_calendar_beside_the_pdfs(built):
    """The calendar lies where the downloads page says, and an edition without dates has none."""
    site = built("paper")
    expected = (True, True, False)

    assert expected == tuple(
        (site / folder / "downloads" / "timetable.ics").is_file() for folder in ("hillside", "hillside/trainer", "")
    )


@pytest.mark.site
def test_every_file_the_downloads_page_leads_to_is_there(hillside):
    """No link of the page of downloads, in either edition, leads to a file that is not there."""
    expected: list[object] = []

    found = []
    for page in (hillside / "publications" / "index.html", hillside / "trainer" / "publications" / "index.html"):
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r'href="([^"#:]+\.(?:pdf|zip|ics))"', text)
        assert len(targets) > 4
        found += [target for target in targets if not (page.parent / target).is_file()]

    assert expected == found
