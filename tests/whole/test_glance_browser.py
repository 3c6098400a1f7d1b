"""The course at a glance in headless Chromium: as high as it is long, and with no title that is cut."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import serving
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.site]

CUT = """[...document.querySelectorAll(".hb-days-across li li > :is(a, span)")]
    .filter((each) => each.scrollHeight > each.clientHeight + 1 && getComputedStyle(each).position != "absolute")
    .map((each) => each.textContent.trim())"""
"""What is cut, of the titles and times in the parts of days."""

HEIGHTS = """[...document.querySelectorAll(".hb-days-across li li[data-minutes]")].map((each) => [
    Number(each.dataset.hours) * 60 + Number(each.dataset.minutes), each.getBoundingClientRect().height])"""
"""How many minutes each part of a day has, and how many pixels."""


@pytest.fixture(scope="module")
def address(real: Path) -> Iterator[str]:
    """Serve the website of the real national edition, and give its address."""
    with serving(real) as server:
        yield server.address


@pytest.mark.content
@pytest.mark.parametrize("path", ["trainer/", "programme/"])
@pytest.mark.parametrize("width", [768, 1024, 1280])
def test_no_title_of_the_course_is_cut(browser: Browser, address: str, path: str, width: int) -> None:
    """On a tablet and at a desk, the picture shows every title of the course whole, also that of 20 minutes."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + path)
    parts, cut = page.locator(".hb-days-across li li a").count(), page.evaluate(CUT)
    page.close()

    assert parts > 25
    assert [] == cut


def test_a_part_of_seven_minutes_is_as_high(page: Page, built: Callable[[str], Path]) -> None:
    """Each minute of a day has the same height, whatever the number of minutes."""
    with serving(built("minimal")) as server:
        page.goto(f"{server.address}programme/")
        page.evaluate(
            """() => { const part = document.querySelector(".hb-days-across li li"); part.dataset.hours = "1";
            part.dataset.minutes = "7"; }"""
        )
        heights = page.evaluate(HEIGHTS)

    assert 67 == heights[0][0]
    assert 1 == len({round(pixels / minutes, 2) for minutes, pixels in heights})
