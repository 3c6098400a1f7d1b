"""Where results lead, and what they are called: the page itself for its title, a time limit, a number, what to bring."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import serving
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site, pytest.mark.content]


@pytest.fixture(scope="module")
def address(real: Path) -> Iterator[str]:
    """Serve the website of the real national edition, and give its address."""
    with serving(real) as server:
        yield server.address


def results(page: Page, address: str, words: str) -> dict[str, str]:
    """Type words into the search of the home page; give the first results, where they lead by what they say with their line."""
    page.goto(address)
    page.locator("label[for=__search]").first.click()
    page.locator("input[name=query]").first.fill(words)
    expect(page.locator("header .md-search-result__meta")).to_contain_text("matching document")
    expect(page.locator("header .md-search-result__item .hb-search-text").first).to_be_visible()
    page.wait_for_timeout(700)
    links = page.locator("header .md-search-result__link").all()[:5]
    return {(link.get_attribute("href") or "").removeprefix("./"): link.inner_text() for link in links}


@pytest.mark.parametrize("edition", ["", "trainer/"])
@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("suicide", "sessions/talking-about-suicide/"),
        ("suicide session", "sessions/talking-about-suicide/"),
        ("boundaries", "sessions/boundaries/"),
        ("SOP-03", "procedures/first-contact/"),
    ],
)
def test_a_title_opens_its_page(page: Page, address: str, edition: str, words: str, path: str) -> None:
    """Words of a title, or a number, lead to the top of the page, and not to whatever section has them oftenest."""
    assert path in results(page, address + edition, words)


@pytest.mark.parametrize("words", ["SOP-03 time limit", "time limits of sop 3", "sop-03 deadline"])
def test_a_time_limit_is_found_at_its_step(page: Page, address: str, words: str) -> None:
    """Asked for a time limit of a procedure by its number, search leads to a step and shows by when it is to be done."""
    first, said = next(iter(results(page, address, words).items()))
    page.goto(address + first)
    place = page.locator(f"[id='{first.partition('#')[2]}']")

    assert first.startswith("procedures/first-contact/#")
    assert "By when" in said
    assert place.evaluate("place => !!place.closest('.hb-step')")


def test_procedures_are_called_by_their_number(page: Page, address: str) -> None:
    """SOP-03 stands with the title in results, in the list, above the heading, and in the title of the window."""
    said = results(page, address, "first contact referral")["procedures/first-contact/"]
    page.goto(f"{address}procedures/")
    listed = page.locator("article h2").all_inner_texts()
    page.goto(f"{address}procedures/first-contact/")
    above, heading = page.locator(".hb-number"), page.locator("article h1")

    assert "SOP-03 Referral" in said
    assert [f"SOP-0{number} " for number in range(1, 10)] == [each[:7] for each in listed]
    assert page.title().startswith("SOP-03 Referral")
    assert "SOP-03" == above.inner_text()
    assert 0 < above.evaluate(
        "(above, heading) => above.compareDocumentPosition(heading) & 4", heading.element_handle()
    )


@pytest.mark.parametrize("edition", ["", "trainer/"])
@pytest.mark.parametrize("words", ["what to bring tomorrow", "what to bring to day 2", "what do i bring on day 2"])
def test_what_to_bring_is_found(page: Page, address: str, edition: str, words: str) -> None:
    """Asked what to bring, search has the day, or the list of all days, among the first three, with what it is."""
    found = list(results(page, address + edition, words).items())[:3]

    assert [said for where, said in found if where.startswith("programme/") and "practice sheet" in said]


@pytest.mark.parametrize("edition", ["", "trainer/"])
def test_what_to_bring_is_in_the_first_box_of_a_day(page: Page, address: str, edition: str) -> None:
    """On a phone, the first screen of a day says what people bring, and leads trainers to what they print."""
    page.goto(f"{address}{edition}programme/day-2/")
    box = page.locator(".hb-facts li", has_text="bring")

    assert "The practice sheet from day 1, if you have it." in box.inner_text()
    assert (box.bounding_box() or {"y": 10_000.0})["y"] < 740
    assert ("trainer/" in edition) == (box.locator("a[href='#materials']").count() == 1)


def test_results_are_counted(page: Page, address: str) -> None:
    """It says how many there are, how many of them are shown, and a kind of result has all of its own."""
    page.goto(address)
    page.locator("label[for=__search]").first.click()
    page.locator("input[name=query]").first.fill("ward nurse meeting")
    meta, every = page.locator("header .md-search-result__meta"), page.locator("header .hb-search-kinds button")
    expect(meta).to_contain_text("The 20 best of ")
    counts = [int(each.rpartition("(")[2].strip(")")) for each in every.all_inner_texts()]

    assert 20 < counts[0] == sum(counts[1:])
    assert f"The 20 best of {counts[0]} matching documents" == meta.inner_text()
    assert 20 == page.locator("header .md-search-result__item").count()
