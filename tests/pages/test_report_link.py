"""Where readers report a problem with a page."""

from urllib.parse import parse_qs, urlparse

import pytest

from generator.pages.feedback_link import report_link, with_report_link
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
