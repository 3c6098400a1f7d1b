"""Hearing a page, sharing one thing of it, and the card for a phone, in headless Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import EACH_ONCE, PHONE, Server, serving, violations
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

PROCEDURE = "procedures/first-visit/"
VOICE = """(() => {
    window.heard = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const own = { lang: "en-GB", localService: true, name: "Own" }, far = { lang: "en-GB", localService: false };
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => [far, own], addEventListener() {}, cancel() {},
        speak(each) { window.heard.push([each.text, each.rate, each.voice.name]); window.ends = () => each.onend(); },
    } });
})()"""
"""A device with a voice of its own and one that would send the text elsewhere: headless Chromium has none."""


@pytest.fixture(scope="module")
def server(built: Callable[[str], Path]) -> Iterator[Server]:
    """Serve the small site that has a card."""
    with serving(built("paper")) as started:
        yield started


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a phone whose browser may copy."""
    made = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    yield made
    made.close()


def test_without_a_voice_nothing_is_offered(page: Page, server: Server) -> None:
    """Where the device has no voice, there is no button to listen."""
    page.goto(server.address + PROCEDURE)

    expect(page.get_by_role("button", name="Listen")).to_be_hidden()


def test_a_page_is_read_sentence_by_sentence(context: BrowserContext, server: Server) -> None:
    """The device's own voice reads title and sentences in turn, marks and opens their place, at a speed that is kept."""
    page = context.new_page()
    page.add_init_script(VOICE)
    page.goto(server.address + PROCEDURE)
    page.get_by_role("button", name="Listen").click()
    expect(page.get_by_role("group", name="Listen")).to_be_visible()
    page.evaluate("ends()")
    page.get_by_label("Speed").select_option("1.5")
    page.get_by_role("button", name="Back", exact=True).click()
    heard = page.evaluate("heard")

    assert [["First visit", 1, "Own"], ["What happens before you first meet someone.", 1, "Own"]] == heard[:2]
    assert ["First visit", 1.5, "Own"] == heard[-1]
    assert 1 == page.evaluate("CSS.highlights.get('hb-spoken').size")
    for _ in range(60):
        page.evaluate("ends()")
    spoken = [text for text, _, _ in page.evaluate("heard")]
    assert "Agree a day with the person." in spoken
    assert 1 == spoken.count("Tell the ward.")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("group", name="Listen")).to_be_hidden()
    assert "1.5" == page.evaluate("localStorage.getItem('handbook-listen')")


def test_listening_begins_at_what_is_on_the_screen(context: BrowserContext, server: Server) -> None:
    """Below the top of a page, a button reads from the section on the screen, and is there again when it stops."""
    page = context.new_page()
    page.add_init_script(VOICE)
    page.goto(server.address + PROCEDURE)
    here = page.get_by_role("button", name="Listen from here")
    expect(here).to_be_hidden()
    page.goto(f"{server.address}{PROCEDURE}#escalation")
    expect(here).to_be_visible()
    here.click()
    expect(page.get_by_role("group", name="Listen")).to_be_visible()

    assert "When something is wrong" == page.evaluate("heard")[0][0]
    expect(here).to_be_hidden()
    page.get_by_role("button", name="Stop").click()
    expect(here).to_be_focused()


def test_trainers_are_read_nothing(page: Page, server: Server) -> None:
    """Listening is for the pages of peers."""
    page.add_init_script(VOICE)
    page.goto(f"{server.address}trainer/{PROCEDURE}")

    expect(page.get_by_role("button", name="Listen")).to_have_count(0)


def test_a_step_is_shared_by_its_own_address(context: BrowserContext, server: Server) -> None:
    """Where the device shares nothing itself, the address of the page or of one step is copied, and said."""
    page = context.new_page()
    page.goto(server.address + PROCEDURE)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_text("Copied: the way to “First visit”.")).to_be_visible()
    shared = [page.evaluate("navigator.clipboard.readText()")]
    page.locator(".hb-step-open").first.click()
    page.get_by_role("button", name="Share: Step 1").click()
    expect(page.get_by_text("Copied: the way to “Step 1")).to_be_visible()
    shared.append(page.evaluate("navigator.clipboard.readText()"))

    assert [server.address + PROCEDURE, f"{server.address}{PROCEDURE}#plan-visit"] == shared


def test_the_card_opens_first_of_all(context: BrowserContext, server: Server) -> None:
    """After one visit to the site the card is on the device, opens at once without a connection, and says who to call."""
    page = context.new_page()
    page.goto(server.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(server.address + "help-now/")
    page.get_by_role("link", name="A card for your phone").click()
    expect(page).to_have_url(server.address + "card/")
    server.is_down = True
    try:
        page.reload()
        expect(page.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
        assert page.evaluate("document.querySelector('link[rel=manifest]') !== null")
    finally:
        server.is_down = False


def test_the_card_can_be_shared(context: BrowserContext, server: Server) -> None:
    """The card for a phone has a button that gives its address to somebody else."""
    page = context.new_page()
    page.goto(server.address + "card/")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Copied: the way to “")).to_be_visible()

    assert server.address + "card/" == page.evaluate("navigator.clipboard.readText()")


def test_only_peers_have_a_card(built: Callable[[str], Path]) -> None:
    """The card is made of the edition for peers, and its manifest leads to it."""
    site = built("paper")
    told = (site / "card" / "manifest.webmanifest").read_text(encoding="utf-8")

    assert not (site / "trainer" / "card").exists()
    assert '"start_url": "./"' in told


def test_the_card_can_be_used_by_all(browser: Browser, server: Server) -> None:
    """Axe finds nothing on the card, nor on a page with all its buttons."""
    assert [] == violations(browser, [server.address + "card/"], EACH_ONCE)
