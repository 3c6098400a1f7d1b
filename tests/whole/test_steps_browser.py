"""A procedure in a corridor: what to do now, steps that fold to a line and can be ticked, in headless Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import DESK, EACH_ONCE, serving, violations
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

PROCEDURE = "hillside/procedures/first-visit/"
THUMB = 44
"""Pixels of what a thumb meets."""


@pytest.fixture(scope="module")
def home(built: Callable[[str], Path]) -> Iterator[str]:
    """Serve the small site whose trust is at home in it, and give its address."""
    with serving(built("at-home")) as server:
        yield server.address


def test_the_first_screen_says_who_by_when_and_what_now(page: Page, home: str) -> None:
    """Without a move on the smallest phone: who to call, and the first step with who does it and by when."""
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(home + PROCEDURE)
    first = page.get_by_role("navigation", name="What to do now")
    lines = first.get_by_role("link").all()
    boxes = [each.bounding_box() for each in lines[:2]]

    assert "Something is wrong: who to call" == lines[0].inner_text()
    assert all(box is not None and box["y"] + box["height"] <= 568 and box["height"] >= THUMB for box in boxes)


def test_each_step_is_a_line_that_opens(page: Page, home: str) -> None:
    """On a phone every step is folded, opens by tap and by a link to it, and all open at once; on a desk they stand open."""
    page.goto(home + PROCEDURE)
    bodies = page.locator(".hb-step-body")
    assert not any(each.is_visible() for each in bodies.all())
    opener = page.locator(".hb-step-open").first
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(bodies.first).to_be_visible()
    page.get_by_role("button", name="Fold all steps").click()
    expect(bodies.first).to_be_hidden()
    page.get_by_role("button", name="Open all steps").click()
    assert all(each.is_visible() for each in bodies.all())
    page.set_viewport_size(DESK)
    page.reload()
    assert all(each.is_visible() for each in bodies.all())


def test_what_is_ticked_leaves_no_trace(page: Page, home: str) -> None:
    """A step that is ticked folds and the next one opens; nothing is stored, and after a reload nothing is ticked."""
    page.goto(home + PROCEDURE)
    kept = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, location.href])"
    before = page.evaluate(kept)
    page.locator(".hb-step-open").first.click()
    page.get_by_role("checkbox", name="Done").first.check()

    steps = page.locator(".hb-step").count()
    expect(page.get_by_text(f"1 of {steps} done. Nothing of this is kept.")).to_be_visible()
    expect(page.locator(".hb-step-body").first).to_be_hidden()
    expect(page.locator(".hb-step-body").nth(1)).to_be_visible()
    assert before == page.evaluate(kept)
    page.reload()
    page.get_by_role("button", name="Open all steps").click()
    expect(page.get_by_role("checkbox", name="Done").first).not_to_be_checked()


def test_a_link_to_a_step_opens_it(page: Page, home: str) -> None:
    """Whoever comes by a link to a step, from search or from the picture, sees what it says."""
    page.goto(home + PROCEDURE)
    step = page.locator(".hb-step h4").nth(1).get_attribute("id")
    page.goto(f"{home}{PROCEDURE}#{step}")

    expect(page.locator(".hb-step-body").nth(1)).to_be_visible()


def test_folded_steps_can_be_used_by_all(browser: Browser, home: str) -> None:
    """Axe finds nothing on folded and open steps, in either colours."""
    assert [] == violations(browser, [home + PROCEDURE], EACH_ONCE)


def test_peers_have_first_what_they_need_today(page: Page, home: str) -> None:
    """On a peers' page of a session, what to bring and to read stands before the plan and why it is held."""
    page.goto(home + "hillside/sessions/listening-well/")
    headings = page.locator("article h2").all_inner_texts()

    assert headings.index("Handouts and scenes") < headings.index("The plan") < headings.index("Why this session")
