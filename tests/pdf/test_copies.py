"""Which printed copies are current, and what lies beside the pages: one code for each PDF, the manifest, all in a zip."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import TODAY, Site
from pdfs import PRINT, opened, words

from generator.build.build import Options, build
from generator.model.base import Audience
from generator.pdf.copy_register import PATH, with_copies
from generator.pdf.link import page_count
from generator.pdf.publications import Book, books, sheets
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
        "downloads/read-and-understood.pdf": "form",
    }
    assert expected == {row["path"]: (row["pages"], row["bytes"], row["copy"]) for row in rows}
    assert all((row["layout"] == "form") == (row["copy"] is None) for row in rows)


@pytest.mark.site
@pytest.mark.parametrize("edition", ["", "trainer", "hillside", "hillside/trainer"])
def test_the_zip_holds_every_pdf(built, edition):
    """All PDFs of an edition, and no others, are in its zip, byte for byte."""
    folder = built("paper") / edition / "downloads"
    expected = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}

    with ZipFile(folder / "all.zip") as archive:
        assert archive.testzip() is None
        assert expected == {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.site
def test_another_build_makes_the_same_zip(built):
    """Built again, on another day, to another place, the zip and the calendar are the same bytes."""
    site = built("paper")
    again = site.with_name("again")
    later = TODAY.replace(day=TODAY.day + 1)
    build(Options(root=site.parent, today=later, site_dir=again, only="print", jobs=1))
    names = ("downloads/all.zip", "trainer/downloads/all.zip", "hillside/downloads/timetable.ics")
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
