"""Who to call, above what search finds: a trust's own people by day and at night, whole in danger, folded for documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import EACH_ONCE, PHONE, SCHEMES, Scheme, serving
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site, pytest.mark.content]

PANEL = "header .hb-search-urgent"


@pytest.fixture(scope="module")
def address(real_trust: Path) -> Iterator[str]:
    """Serve the website of the example trust, and give its address."""
    with serving(real_trust) as server:
        yield f"{server.address}northmoor/"


def asked(page: Page, address: str, words: str) -> Page:
    """Type words into the search of the home page, and wait for what is found."""
    page.goto(address)
    page.locator("label[for=__search]").first.click()
    page.locator("input[name=query]").first.fill(words)
    expect(page.locator("header .md-search-result__meta")).to_contain_text("matching document")
    return page


@pytest.mark.parametrize("edition", ["", "trainer/"])
@pytest.mark.parametrize("words", ["who do I ring at night", "who do i ring tonight"])
def test_who_answers_at_night_is_said(page: Page, address: str, edition: str, words: str) -> None:
    """Asked whom to ring at night, search names who is on call, with the number and hours that the help page has."""
    panel = asked(page, address + edition, words).locator(PANEL)
    said, reached = panel.inner_text(), [link.get_attribute("href") for link in panel.locator("p a").all()]
    page.goto(f"{address}{edition}help-now/")
    night = page.locator(".hb-contact:has(#out-of-hours-phone)")
    hours = night.locator("li", has_text="When").inner_text().partition(": ")[2]

    assert night.locator("h3").inner_text() in said
    assert said.index("By day") < said.index("Out of hours")
    assert night.locator("a").first.get_attribute("href") == reached[1]
    assert hours.strip()
    assert hours in said


@pytest.mark.parametrize("edition", ["", "trainer/"])
@pytest.mark.parametrize("words", ["role play phone number", "SOP-03 phone number", "suicide session"])
def test_a_document_is_not_buried_below_numbers(page: Page, address: str, edition: str, words: str) -> None:
    """Where a document is looked for, who to call is one line that opens, and the first result is on the first screen."""
    asked(page, address + edition, words)
    panel, first = page.locator(PANEL), page.locator("header .md-search-result__link").first
    folded = (panel.bounding_box() or {"height": 0.0})["height"]
    top = (first.bounding_box() or {"y": 10_000.0})["y"]
    hidden = panel.locator("a:visible").count()
    panel.locator("summary").click()

    assert 24 <= folded < 80
    assert top < PHONE["height"] / 2
    assert 0 == hidden
    assert "tel:999" == panel.locator("a:visible").first.get_attribute("href")


@pytest.mark.parametrize(
    "words",
    [
        *("he wants to die", "suicide", "he says he will kill himself after our session", "I want to die role play"),
        *("she took an overdose in the session", "overdose procedure", "someone talks about suicide in a session"),
    ],
)
def test_danger_is_never_folded(page: Page, address: str, words: str) -> None:
    """Words of danger show every number, also beside the name of a kind of document, unless a title alone is named."""
    panel = asked(page, address, words).locator(PANEL)

    assert "tel:999" == panel.locator("a:visible").first.get_attribute("href")
    assert 0 == panel.locator("details").count()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_folded_line_can_be_read(browser: Browser, address: str, scheme: Scheme) -> None:
    """Axe finds nothing on the results of a search whose numbers are one line, in either colours, folded and opened."""
    context = browser.new_context(viewport=EACH_ONCE[0][0], color_scheme=scheme, service_workers="block")
    page = asked(context.new_page(), address, "suicide session")
    page.evaluate(Axe().axe_script)
    told = [page.evaluate("() => axe.run('header').then(told => told.violations.map(each => each.id))")]
    page.locator(f"{PANEL} summary").click()
    told.append(page.evaluate("() => axe.run('header').then(told => told.violations.map(each => each.id))"))
    context.close()

    assert [[], []] == told
