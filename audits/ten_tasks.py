"""Do ten things that people come for, from home, on a phone or at a desk, and count what it takes.

Run it from the root, on a finished site: `.venv/bin/python audits/ten_tasks.py site northmoor`. Each task may take
three taps, or one search and the tap on its result. It prints what each took, in taps and in seconds of the machine,
which finds things at once, and ends with 1 where one took more or failed.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import Error as Failure

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browsing import DESK, PHONE, chromium, serving

MOST = 3
"""Taps that a task may take where nobody searches."""

AFTER_SEARCH = 1
"""Taps that it may take after a search: the one on a result."""

VOICE = """(() => {
    window.heard = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => [{ lang: "en-GB", localService: true, name: "Own" }],
        addEventListener() {}, cancel() {}, speak(each) { window.heard.push(each.text); },
    } });
})()"""
"""A voice of the device, which headless Chromium has none of."""


class Walk:
    """Somebody's way from home: what they tapped, and whether they searched."""

    def __init__(self, page: Page) -> None:
        """Begin on the page that is open."""
        self.page = page
        self.taps = 0
        self.searches = 0
        self.began = monotonic()

    def tap(self, what: Locator) -> None:
        """Tap something, which counts."""
        what.click()
        self.taps += 1

    def link(self, name: str) -> None:
        """Tap a link of the page by its words."""
        self.tap(self.page.locator("main").get_by_role("link", name=re.compile(name)).first)

    def button(self, name: str) -> None:
        """Tap a button by its words."""
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def search(self, words: str) -> Locator:
        """Search for words, and return the results."""
        self.page.locator("label[for=__search]").first.click()
        self.page.locator("header input[name=query]").fill(words)
        self.searches += 1
        results = self.page.locator("header .md-search-result__link")
        expect(results.first).to_be_visible(timeout=20_000)
        return results

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return monotonic() - self.began

    @property
    def is_short(self) -> bool:
        """Whether it took no more than it may."""
        return self.searches <= 1 and self.taps <= (AFTER_SEARCH if self.searches else MOST)


def number_tonight(walk: Walk) -> None:
    """Find tonight's number."""
    walk.link("I need help now")
    expect(walk.page.locator("#out-of-hours-phone ~ ul a[href^='tel:']").first).to_be_visible()


def time_limit(walk: Walk) -> None:
    """Find a time limit in SOP-03."""
    walk.tap(walk.search("SOP-03").first)
    expect(walk.page.get_by_text("SOP-03").first).to_be_attached()
    expect(walk.page.locator(".hb-step").filter(has_text="By when").first).to_be_visible()


def projector(walk: Walk) -> None:
    """Start day 3's second session on a projector."""
    walk.link("Start a session")
    walk.tap(walk.page.locator("#day-3 ~ .hb-scroll").first.locator("a[href*='sessions/']").nth(1))
    with walk.page.context.expect_page() as opened:
        walk.button("Start, and show to the room")
    expect(opened.value.locator(".hb-screen-on section:not([hidden])").first).to_be_visible()


def to_print(walk: Walk) -> None:
    """Find what day 2 needs printed, on one list."""
    with walk.page.expect_request("**/print-list-day-2.pdf"):
        walk.tap(walk.page.locator("main .hb-days a[href$='print-list-day-2.pdf']"))


def role_play(walk: Walk) -> None:
    """Find the role play about the phone number."""
    walk.tap(walk.search("role play phone number").first)
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("Can I have your own number?")


def who_leads(walk: Walk) -> None:
    """Find who leads the session about suicide."""
    walk.link("Talking about suicide")
    expect(walk.page.locator("#who-runs-it")).to_be_visible()


def to_bring(walk: Walk) -> None:
    """Find what to bring to day 2."""
    walk.link("Day 2: ")
    expect(walk.page.locator("#bring")).to_be_visible()


def current(walk: Walk) -> None:
    """Find out whether a copy is current."""
    walk.tap(walk.page.locator("#hb-menu"))
    walk.tap(walk.page.get_by_role("link", name="Is my copy current?").first)
    code = walk.page.locator(".hb-copies li strong").last.inner_text()
    walk.tap(walk.page.get_by_label("The code at the foot of your page"))
    walk.page.keyboard.type(code)
    expect(walk.page.locator(".hb-filter [role=status]")).to_contain_text("This copy is current")


def listen(walk: Walk) -> None:
    """Listen to the safety steps."""
    walk.link("I need help now")
    walk.link("the escalation card")
    walk.button("Listen")
    walk.page.wait_for_function("heard.length > 0")


def share(walk: Walk) -> None:
    """Share the wallet card."""
    walk.link("I need help now")
    walk.link("A card for your phone")
    walk.button("Share")
    expect(walk.page.get_by_text("Copied: the way to")).to_be_visible()


TASKS: tuple[tuple[Callable[[Walk], None], bool], ...] = (
    (number_tonight, False),
    (time_limit, False),
    (projector, True),
    (to_print, True),
    (role_play, False),
    (who_leads, True),
    (to_bring, False),
    (current, False),
    (listen, False),
    (share, False),
)
"""Each task, and whether it is a trainer's, at a desk; the others are a peer worker's, on a phone."""


def done(browser: Browser, home: str, task: Callable[[Walk], None], *, at_desk: bool) -> tuple[Walk, float, str]:
    """Do a task from home; return the way it took, its seconds, and what went wrong, if anything did."""
    size = DESK if at_desk else PHONE
    context = browser.new_context(viewport=size, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.add_init_script(VOICE)
    page.goto(f"{home}trainer/" if at_desk else home)
    walk, wrong = Walk(page), ""
    try:
        task(walk)
    except (AssertionError, Failure) as failure:
        wrong = str(failure).splitlines()[0]
    seconds = walk.seconds
    context.close()
    return walk, seconds, wrong


def main() -> int:
    """Print what each task took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="a built site")
    parser.add_argument("trust", nargs="?", default="northmoor", help="whose edition, by its folder")
    given = parser.parse_args()
    failures = 0
    with serving(given.site) as server, chromium() as browser:
        for task, at_desk in TASKS:
            walk, seconds, wrong = done(browser, f"{server.address}{given.trust}/", task, at_desk=at_desk)
            is_good = walk.is_short and not wrong
            failures += not is_good
            took = f"{walk.searches} searches, {walk.taps} taps, {seconds:.1f} s"
            print(f"{'ok ' if is_good else 'BAD'} {(task.__doc__ or '').rstrip('.')}: {took} {wrong}".rstrip())
    return os.EX_OK if not failures else 1


if __name__ == "__main__":
    sys.exit(main())
