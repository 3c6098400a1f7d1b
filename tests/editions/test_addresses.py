"""Where things stand in an edition's site."""

from dataclasses import replace

import pytest

from generator.content.ledger import Ledger, Release
from generator.editions.urls import component_page, day_page, has_standing, is_known, page_of, pdf_of, relative, url_of
from generator.model.base import Audience


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("sessions/welcome", "sessions/welcome.md"),
        ("programmes/core", "programme/index.md"),
        ("glossary", "glossary.md"),
        ("signposting", "help-now.md"),
        ("home", "index.md"),
    ],
)
def test_page_of_a_document_or_a_standing_page(target, page):
    """A document's page stands where its file does; programmes share the timetable; some pages have names."""
    assert page == page_of(target)


@pytest.mark.parametrize(
    ("page", "url"),
    [("index.md", ""), ("sessions/index.md", "sessions/"), ("sessions/welcome.md", "sessions/welcome/")],
)
def test_a_page_is_published_as_a_folder(page, url):
    """Addresses have no file name at their end."""
    assert url == url_of(page)


def test_pdf_is_named_after_its_document():
    """A document's own PDF has its file's name, without its folder."""
    expected = "downloads/welcome.pdf"

    assert expected == pdf_of("sessions/welcome")


def test_days_and_components_have_pages():
    """A day's page has its id, and a component's page its number with a hyphen."""
    expected = ("programme/day-1.md", "components/2-10.md")

    assert expected == (day_page("day-1"), component_page("2.10"))


@pytest.mark.parametrize(
    ("target", "page", "seen"),
    [
        ("glossary.md", "index.md", "glossary.md"),
        ("glossary.md", "sessions/welcome.md", "../glossary.md"),
        ("sessions/welcome.md", "sessions/my-role.md", "welcome.md"),
    ],
)
def test_a_path_is_seen_from_a_page(target, page, seen):
    """A path is given as seen from the folder of the page that refers to it."""
    assert seen == relative(target, page)


@pytest.mark.parametrize(
    ("target", "known"), [("sessions/listening-well", True), ("help-now", True), ("sessions/nothing", False)]
)
def test_an_edition_knows_its_pages(site, target, known):
    """An edition has a page for each of its documents and for each standing page."""
    assert known == is_known(target, site().edition())


@pytest.mark.parametrize(
    ("code", "audience", "names"),
    [
        ("", Audience.PEER, set()),
        ("", Audience.TRAINER, {"status", "overview"}),
        ("hillside", Audience.PEER, {"differences"}),
        ("hillside", Audience.TRAINER, {"differences", "status"}),
    ],
)
def test_reports_stand_where_their_readers_are(site, code, audience, names):
    """Trusts' editions have their differences, trainers' the status, and the nation's trainers the overview."""
    edition = site("trust-amends").edition(code, audience)

    assert names == {name for name in ("whats-new", "differences", "status", "overview") if is_known(name, edition)}


@pytest.mark.parametrize(("before", "has"), [("2026.10", True), ("2026.11", False), ("2026.12", False)])
def test_what_is_new_stands_only_where_something_was_before(site, before, has):
    """An edition has a page of what is new only where the ledger holds one published before it."""
    ledger = Ledger(releases=(Release(edition=before, documents={}),))
    edition = replace(site().edition(), ledger=ledger)

    assert has == has_standing("whats-new", edition)


def test_a_document_is_no_standing_page(site):
    """A document has a page, but not one that stands in every edition."""
    assert not has_standing("sessions/listening-well", site().edition())
