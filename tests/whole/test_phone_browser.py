"""The website on a phone and a projector as somebody new meets it: nothing buried, nothing cut off, nothing without a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESK, EACH_ONCE, PHONE, SCHEMES, Scheme, serving, violations
from conftest import REPOSITORY
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.site, pytest.mark.content]

EDITIONS = ("", "trainer/")
SCREENS: tuple[ViewportSize, ...] = (DESK, {"width": 1024, "height": 768}, PHONE)
"""A desk, a projector and a phone."""

ROOM = "room/talking-about-suicide/#watch-the-steps"
LAST = """() => {
    const box = document.querySelector(".hb-screen-part:not([hidden]) .hb-screen-text");
    const last = box.lastElementChild.getBoundingClientRect(), seen = box.getBoundingClientRect();
    return last.bottom <= seen.bottom + 1;
}"""
"""Whether the end of the text that a room sees is on the screen."""

CUT = """() => [...document.querySelectorAll(".hb-screen-part")].filter(part => {
    location.hash = part.id;
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    const box = part.querySelector(".hb-screen-text"), more = document.querySelector(".hb-screen-more");
    return box && box.scrollHeight > box.clientHeight + 2 && (!more || more.hidden || more.disabled);
}).map(part => part.id)"""
"""The parts of a session whose text goes on below what is seen without a button that says so."""


@pytest.fixture(scope="module")
def address(real_trust: Path) -> Iterator[str]:
    """Serve the website of the example trust, and give its address."""
    with serving(real_trust) as server:
        yield f"{server.address}northmoor/"


def top(page: Page, selector: str) -> float:
    """Return how far down the page something is, in pixels."""
    return (page.locator(selector).first.bounding_box() or {"y": 100_000.0})["y"]


def height(page: Page) -> int:
    """Return how long a page is, in pixels."""
    found: int = page.evaluate("document.documentElement.scrollHeight")
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_who_answers_at_night_follows_the_crisis_line(page: Page, address: str, edition: str) -> None:
    """On the page of help, whoever is on call out of hours stands next after the crisis line, before those of the day."""
    page.goto(f"{address}{edition}help-now/")
    order = page.locator(".hb-contact h3").evaluate_all("all => all.map(each => each.id)")
    own = [each for each in order if each.endswith(("-line", "-phone"))]

    assert ["crisis-line", "out-of-hours-phone", "coordinator-phone", "deputy-phone"] == own


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_to_do_is_a_line_for_each_case(page: Page, address: str, edition: str) -> None:
    """What stands on cards as one paragraph is a list on the page of help, and says word for word the same."""
    page.goto(f"{address}{edition}help-now/")
    listed = page.locator("#at-work ~ ul").evaluate_all(
        "all => all.slice(0, 2).map(each => [...each.children].map(item => item.textContent.trim()))"
    )
    facts = (REPOSITORY / "content" / "national" / "facts.yml").read_text(encoding="utf-8")
    beside = next(each["text"] for each in yaml_load(facts)["facts"] if each["id"] == "danger_beside")
    wait = beside.replace("{{ local.clinician_answer_minutes }}", "30 minutes")

    assert 5 <= len(listed[0])
    assert " ".join(wait.split()) == " ".join(" ".join(listed[0]).split())
    assert "On-call manager" in listed[1][-1]


def test_no_text_for_a_room_is_cut_off_unseen(page: Page, real_trust: Path, address: str) -> None:
    """Of every session, on every screen, each text fits, or a button says that there is more below."""
    cut = {}
    for folder in sorted((real_trust / "northmoor" / "room").iterdir()):
        page.goto(f"{address}room/{folder.name}/")
        for size in SCREENS:
            page.set_viewport_size(size)
            if found := page.evaluate(CUT):
                cut[folder.name, size["width"]] = found
    expected: dict[tuple[str, int], list[str]] = {}

    assert expected == cut


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_long_text_is_scrolled_before_the_next(browser: Browser, address: str, way: str) -> None:
    """Page Down, or the button, first shows the rules of safety below; only at their end does the room go on."""
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    page.goto(address + ROOM)
    more, heading = page.locator(".hb-screen-more"), page.locator("section:not([hidden]) h2")
    first = heading.inner_text()
    seen = [page.evaluate(LAST)]
    for _ in range(3):
        if more.is_enabled():
            more.click() if way == "button" else page.keyboard.press("PageDown")
            page.wait_for_timeout(100)
    seen.append(page.evaluate(LAST))
    here = heading.inner_text()
    page.keyboard.press("PageDown")
    after = heading.inner_text()
    page.close()

    assert [False, True] == seen
    assert first == here != after


def test_a_clicker_on_the_trainers_page_scrolls_the_room_first(browser: Browser, address: str) -> None:
    """Where the page that runs the session has the keys, Page Down scrolls what the room sees, and then goes on."""
    context = browser.new_context(viewport={"width": 1024, "height": 768})
    page = context.new_page()
    page.goto(f"{address}trainer/sessions/talking-about-suicide/")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Start, and show to the room").click()
    room, title = opened.value, page.locator(".hb-run-title")
    page.get_by_role("dialog", name="What the room sees").get_by_role("button", name="Close").click()
    long = room.locator(".hb-screen-more")
    for _ in range(30):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(120)
        if "Hear the steps" in title.inner_text():
            break
    expect(long).to_be_enabled()
    expect(room.locator("section:not([hidden]) h2")).to_contain_text("Hear the steps")
    for _ in range(3):
        if long.is_enabled():
            page.keyboard.press("PageDown")
            page.wait_for_timeout(200)
    shown, name = room.evaluate(LAST), title.inner_text()
    page.keyboard.press("PageDown")
    expect(title).not_to_contain_text("Hear the steps")
    context.close()

    assert shown
    assert "Hear the steps" in name


def test_a_session_of_any_day_is_on_the_projector_in_three_taps(browser: Browser, address: str) -> None:
    """Home, day 3's second session, start: the screen for the room is open."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(address + "trainer/")
    page.get_by_role("link", name="Start a session").click()
    page.locator("#day-3 ~ .hb-scroll").first.locator("a[href*='sessions/']").nth(1).click()
    with context.expect_page() as opened:
        page.get_by_role("button", name="Start, and show to the room").click()
    expect(opened.value.locator(".hb-screen-on section:not([hidden])").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["", "programme/", "trainer/", "trainer/programme/"])
def test_the_picture_of_the_course_is_left_out_on_a_phone(browser: Browser, address: str, path: str) -> None:
    """Boxes without words are not shown where they are narrow; the list of days is, and the picture is on a tablet."""
    page = browser.new_page(viewport=PHONE)
    page.goto(address + path)
    shown = [page.locator(".hb-timeline").first.is_visible(), page.locator("#at-a-glance").is_visible()]
    days = page.locator("a[href*='day-3/']:visible").count()
    page.set_viewport_size({"width": 768, "height": 1024})
    wide = page.locator(".hb-timeline").first.is_visible()
    page.close()

    assert [False, False] == shown
    assert days
    assert wide


@pytest.mark.parametrize("edition", EDITIONS)
def test_downloads_are_a_line_each(page: Page, address: str, edition: str) -> None:
    """The page of downloads has one name everywhere, is some screens long on a phone, and says of each pack more when asked."""
    page.goto(address + edition)
    tile = page.locator(".hb-tiles a[href^='publications']")
    named = tile.locator("strong").inner_text()
    tile.click()
    page.wait_for_url("**/publications/", wait_until="networkidle")
    packs = page.locator(".hb-downloads li")
    tall = packs.evaluate_all("all => Math.max(...all.map(each => each.getBoundingClientRect().height))")
    long, more = height(page), packs.first.locator("details")
    more.locator("summary").click()

    assert named == page.locator("h1").inner_text() == "Downloads"
    assert tall < 100
    assert long < 8_000
    expect(more.get_by_role("link", name="What is in it")).to_be_visible()
    assert "For peers what they do" not in page.content()


def test_who_is_called_is_folded(page: Page, address: str) -> None:
    """For trainers each kind of trouble opens by itself, and nobody is told to mend documents."""
    page.goto(f"{address}trainer/who-is-called/")
    long, topics = height(page), page.locator("[id^=topic-] + details")
    topics.first.locator("summary").first.click()

    assert long < 20_000
    assert 6 <= topics.count() == page.locator("h2[id^=topic-]").count()
    expect(topics.first.locator(".hb-escalation").first).to_be_visible()
    assert "mend the documents" not in page.locator("article").inner_text()


def test_components_have_names_in_the_table(page: Page, address: str) -> None:
    """Each of the 31 blocks of a phone is headed by the number and the name of its component."""
    page.goto(f"{address}components/")
    heads = page.locator("article td:first-child a[href^='#component-']").all_inner_texts()

    assert 31 == len(heads)
    assert [] == [each for each in heads if len(each.split()) < 2]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_help_is_the_tile_that_stands_out(browser: Browser, address: str, edition: str, scheme: Scheme) -> None:
    """In either colours the tile for help has a thick edge all round, and titles have the colour of text."""
    page = browser.new_page(viewport=PHONE, color_scheme=scheme)
    page.goto(address + edition)
    edges = page.locator(".hb-tiles a").evaluate_all("all => all.map(each => getComputedStyle(each).borderTopWidth)")
    edge, ground = page.locator(".hb-tiles a").first.evaluate(
        "each => [getComputedStyle(each).borderTopColor, getComputedStyle(document.body).backgroundColor]"
    )
    title, text = page.locator(".hb-tiles a:not([href^=help]) strong").first.evaluate(
        "each => [getComputedStyle(each).color, getComputedStyle(document.querySelector('article h1')).color]"
    )
    page.close()

    assert "4px" == edges[0]
    assert {"1px"} == set(edges[1:])
    assert 3 <= contrast(edge, ground)
    assert title == text


def contrast(one: str, other: str) -> float:
    """Return how far two colours, as browsers write them, stand apart (WCAG 2.2)."""
    lights = sorted(light([int(part) for part in each[4:-1].split(",")[:3]]) for each in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def light(parts: list[int]) -> float:
    """Return the relative light of a colour in red, green and blue."""
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_card_can_be_reached_and_is_named(page: Page, address: str, edition: str) -> None:
    """Peers and trainers are led to the card for a phone, and what is printed of it says that it is a wallet card."""
    page.goto(f"{address}{edition}resources/escalation-card/")
    printed = page.locator(".hb-on-paper a").all_inner_texts()
    page.goto(f"{address}{edition}help-now/")
    page.get_by_role("link", name="A card for your phone").click()

    assert [each for each in printed if "wallet card" in each]
    expect(page).to_have_url(f"{address}card/")
    expect(page.get_by_role("button", name="Share")).to_be_visible()


def test_what_was_changed_can_be_used_by_all(browser: Browser, address: str) -> None:
    """Axe finds nothing on these pages, on a phone by day and by night and at a desk by night."""
    peers = ("help-now/", "publications/", "programme/", "card/", "procedures/first-contact/", ROOM)
    trainers = ("", "help-now/", "publications/", "who-is-called/", "programme/day-2/")
    pages = [address + path for path in (*peers, *(f"trainer/{path}" for path in trainers))]

    assert [] == violations(browser, pages, [(PHONE, "dark"), *EACH_ONCE])
