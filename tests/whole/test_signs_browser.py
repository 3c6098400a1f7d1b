"""Pictures beside words in headless Chromium: in the menu, and beside what a search found."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import DESK, serving
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

SHAPES = """(signs, before) => signs.map(sign => {
    const look = getComputedStyle(sign, before);
    return look.maskImage.startsWith('url("data:image/svg+xml,') && parseFloat(look.width) > 8 && look.backgroundColor != "rgba(0, 0, 0, 0)" ? look.maskImage : "";
})"""
"""The shape of each picture that can be seen, or nothing."""


@pytest.fixture(scope="module")
def home(built: Callable[[str], Path]) -> Iterator[str]:
    """Serve the small site whose trust has a look of its own, and give its address."""
    with serving(built("at-home")) as server:
        yield server.address


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """Return a new page on a desk."""
    context = browser.new_context(viewport=DESK)
    yield context.new_page()
    context.close()


def shapes(signs: Locator, part: str = "") -> list[str]:
    """Return the shape of each picture, or of what a part of each shows, and nothing for one that cannot be seen."""
    found: list[str] = signs.evaluate_all(SHAPES, part)
    return found


@pytest.mark.parametrize("path", ["hillside/", "hillside/trainer/sessions/listening-well/"])
def test_every_entry_of_the_menu_has_a_picture(desk: Page, home: str, path: str) -> None:
    """Each entry of the menu has a picture of its own beside its words."""
    desk.goto(home + path)
    entries = desk.locator("#hb-nav > ul > li > a")
    found = shapes(entries, "::before")

    assert len(found) == entries.count() > 8
    assert "" not in found
    assert len(found) == len(set(found))


def test_a_result_has_the_picture_of_its_kind(desk: Page, home: str) -> None:
    """Beside a session and a role play that were found stand the pictures that the menu has for them."""
    desk.goto(f"{home}hillside/trainer/")
    menu = desk.locator("#hb-nav > ul > li > a")
    pictures = [shapes(menu.filter(has_text=name).first, "::before") for name in ("Sessions", "Role plays")]
    desk.locator("header input[name=query]").fill("first chat listening")
    badges = desk.locator("header .hb-search-badge")
    expect(badges.filter(has_text="Session").first).to_be_visible()

    assert pictures[0] == shapes(badges.filter(has_text="Session").first.locator(".hb-sign"))
    assert pictures[1] == shapes(badges.filter(has_text="Role play").first.locator(".hb-sign"))
