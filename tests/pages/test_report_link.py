"""Where readers report a problem with a page."""

from dataclasses import replace
from urllib.parse import parse_qs, urlparse

import pytest
from conftest import Site

from generator.model.base import Audience
from generator.pages.feedback_link import kept_at, report_link, with_report_link, with_suggest_link
from generator.pages.newest import origin_of
from generator.pages.page import Identity, Page, PageMeta
from generator.text.language import Language

FACTS = {
    "Page": "Café & “visits”",
    "Document": "procedures/visit",
    "Version": "0.1",
    "Edition": "2026.11, Hillside",
    "Address": "https://site.example/hillside/procedures/visit/",
}


def page() -> Page:
    """Return a page of a procedure."""
    return Page(
        path="procedures/visit.md",
        title="Café & “visits”",
        description="",
        html="",
        entry="procedures/visit",
        meta=PageMeta(version="0.1"),
    )


def around(to: str) -> Identity:
    """Return what stands round the pages of an edition that reports to an address."""
    return Identity(
        report_to=to,
        audience="peer",
        edition="2026.11",
        short_name="Hillside",
        site="https://site.example/",
        site_name="",
        trust_name="",
        notice="",
        primary="",
        accent="",
        accent_dark="",
        logo="",
        logo_words="",
        example=True,
        help=(),
        lines=(),
    )


def test_a_mail_has_the_facts_in_its_text():
    """A mail address becomes a letter whose text begins with the page, document, version, edition and address."""
    link = urlparse(report_link(page(), around("team+help@trust.example"), "hillside/", Language()))
    given = parse_qs(link.query)
    lines = given["body"][0].split("\r\n")

    assert ("mailto", "team%2Bhelp@trust.example") == (link.scheme, link.path)
    assert ["Problem with “Café & “visits””"] == given["subject"]
    assert [*(f"{name}: {fact}" for name, fact in FACTS.items()), "", "What is wrong:"] == lines[:7]


@pytest.mark.parametrize(
    ("to", "place", "title", "body"),
    [
        ("https://git.example/a/b/issues", "https://git.example/a/b/issues/new", "title", "body"),
        ("https://git.example/a/b/issues/new", "https://git.example/a/b/issues/new", "title", "body"),
        (
            "https://lab.example/a/b/-/issues/",
            "https://lab.example/a/b/-/issues/new",
            "issue[title]",
            "issue[description]",
        ),
    ],
)
def test_an_issue_list_gets_a_new_issue(to, place, title, body):
    """The address of a list of issues becomes that of a new one, with title and text filled in."""
    link = report_link(page(), around(to), "hillside/", Language())
    given = parse_qs(urlparse(link).query)

    assert place == link.partition("?")[0]
    assert ["Problem with “Café & “visits””"] == given[title]
    assert given[body][0].startswith("Page: Café & “visits”\nDocument: procedures/visit\n")


@pytest.mark.parametrize("to", ["https://forms.example/report", "https://forms.example/report?id=7"])
def test_a_form_gets_the_facts_as_its_query(to):
    """Any other address keeps its own query and gets the facts after it."""
    link = report_link(page(), around(to), "hillside/", Language())
    given = parse_qs(urlparse(link).query)

    assert link.startswith(to)
    assert {name.lower(): [fact] for name, fact in FACTS.items()} == {
        name: fact for name, fact in given.items() if name != "id"
    }


def test_without_an_address_there_is_no_link():
    """Where nobody asked for reports, a page stays as it is."""
    given = page()

    assert given is with_report_link(given, around(""), "", Language())


@pytest.mark.parametrize(
    ("kept", "address", "form"),
    [
        (
            "https://github.com/trust/handbook.git",
            "https://github.com/trust/handbook/issues/new?title=",
            "https://github.com/trust/handbook/actions/workflows/amend.yml",
        ),
        ("https://gitlab.com/trust/handbook/", "https://gitlab.com/trust/handbook/-/issues/new?issue%5Btitle%5D=", ""),
    ],
)
def test_a_change_is_suggested_where_the_files_are_kept(hillside: Site, kept: str, address: str, form: str) -> None:
    """A document's page leads to an issue that is filled in; only GitHub has a form that amends; no address, no link."""
    identity = replace(around(""), repository=kept_at(kept))
    html = '<h2 id="steps">Steps</h2><h4 id="meet">Meet</h4><h2 id="flow">Flow</h2><p id="who">Who</p>'
    edition = hillside.edition("hillside", Audience.TRAINER)
    here = replace(page(), html=html, entry="procedures/first-visit")
    with_link = with_suggest_link(here, identity, edition)

    assert with_link.meta.suggest.startswith(address)
    assert ("procedures/first-visit", "steps meet", form) == (
        with_link.meta.place,
        with_link.meta.parts,
        with_link.meta.amend,
    )
    assert here == with_suggest_link(here, around(""), edition)
    assert page() == with_suggest_link(page(), identity, edition)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://national.example/handbook", "https://national.example"),
        ("https://national.example:8443", "https://national.example:8443"),
        ("https://national.example;script-src", ""),
        ("https://user@national.example/", ""),
    ],
)
def test_a_page_asks_a_plain_host_alone(address: str, origin: str) -> None:
    """What goes into a page's policy is a scheme and a host and nothing that could say more."""
    assert origin == origin_of(address)
