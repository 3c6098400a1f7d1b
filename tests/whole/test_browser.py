"""The finished site as its readers meet it, in headless Chromium, at a phone's width and a desk's."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import PHONE, serving
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture(scope="module")
def address(built: Callable[[str], Path]) -> Iterator[str]:
    """Serve a built small site and give its address."""
    with serving(built("peers-see-no-trainer-text")) as server:
        yield server.address


def found(page: Page, address: str, words: str) -> list[str]:
    """Type words into the site's own search and give the addresses of what it finds."""
    page.goto(address)
    page.locator("label[for=__search]").first.click()
    page.locator("input[name=query]").press_sequentially(words)
    meta = page.locator(".md-search-result__meta")
    page.wait_for_function(
        "element => /(matching document|No matching)/.test(element.textContent)",
        arg=meta.element_handle(),
        timeout=20_000,
    )
    links = page.locator(".md-search-result__link")
    return [links.nth(position).get_attribute("href") or "" for position in range(links.count())]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("hearing people out", "sessions/listening-well/"),
        ("First visit", "procedures/first-visit/"),
        ("Sam meets", "role-plays/first-chat/"),
    ],
)
def test_search_finds_documents_by_their_words(page: Page, address: str, words: str, place: str) -> None:
    """A session, a procedure and a role play are found by words that stand in them."""
    assert any(place in link for link in found(page, address, words))


def test_search_for_peers_finds_no_trainer_text(page: Page, address: str) -> None:
    """A word that stands only in trainers' text finds nothing in the peer edition, and much in the trainers'."""
    assert [] == found(page, address, "planted")
    assert [] != found(page, address + "trainer/", "planted")


@pytest.mark.parametrize(
    "path", ["", "sessions/listening-well/", "procedures/first-visit/", "hillside/help-now/", "trainer/"]
)
def test_pages_load_without_complaint_from_this_origin_alone(page: Page, address: str, path: str) -> None:
    """A page loads with no error on the console and asks no other origin for anything."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:")) else complaints.append(request.url),
    )
    page.goto(address + path)
    page.wait_for_load_state("networkidle")

    assert [] == complaints


@pytest.mark.parametrize("path", ["", "sessions/listening-well/", "trainer/role-plays/first-chat/", "components/"])
def test_no_page_is_wider_than_a_phone(page: Page, address: str, path: str) -> None:
    """Nothing makes a phone scroll sideways."""
    page.goto(address + path)

    assert PHONE["width"] == page.evaluate("document.documentElement.scrollWidth")


def test_help_is_one_tap_away_in_the_same_place(page: Page, address: str) -> None:
    """The link to help stands at the same place on every page and leads to who to call."""
    places = []
    for path in ("", "sessions/listening-well/", "glossary/"):
        page.goto(address + path)
        places.append(page.locator(".hb-help-link").bounding_box())
    page.locator(".hb-help-link").click()

    assert places[0] == places[1] == places[2]
    assert page.url.endswith("/help-now/")


def test_each_page_has_one_main_heading(page: Page, address: str) -> None:
    """A page has exactly one h1."""
    counts = {}
    for path in ("", "sessions/listening-well/", "procedures/first-visit/", "help-now/", "programme/day-1/"):
        page.goto(address + path)
        counts[path] = page.locator("h1").count()

    assert dict.fromkeys(counts, 1) == counts
