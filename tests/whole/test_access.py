"""Can everyone use it: axe-core on a phone and a desk, by day and by night, the keyboard, large letters, small screens, and paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import DESK, EACH_ONCE, PHONE, Server, serving, telling_pages, violations
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
PROCEDURE = "procedures/first-visit/"

HIDDEN_FOCUS = """() => {
    const here = document.activeElement;
    const box = here.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
    const layer = at && at.closest(".hb-header, .hb-help-float, .hb-nav, .hb-skip");
    return at && (!layer || layer.contains(here)) ? "" : here.outerHTML.slice(0, 120);
}"""
"""Gives the element that has the focus, if something that stays in place covers it or it is out of sight."""


@pytest.fixture(scope="module")
def server(built: Callable[[str], Path]) -> Iterator[Server]:
    """Serve the minimal site: the national edition for peers, and for trainers."""
    with serving(built("minimal")) as started:
        yield started


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """Return a new page on a desk."""
    context = browser.new_context(viewport=DESK)
    yield context.new_page()
    context.close()


@pytest.mark.content
def test_axe_finds_nothing_on_real_pages(browser: Browser, real: Path) -> None:
    """Whatever form of element stands on real pages, on a phone and a desk, it finds no fault; an audit looks at all."""
    with serving(real) as server:
        pages = telling_pages(real)

        assert len(pages) > 20
        assert [] == violations(browser, [server.address + each for each in pages], EACH_ONCE)


@pytest.mark.content
def test_axe_finds_nothing_on_what_only_a_trust_has(browser: Browser, real_trust: Path, real: Path) -> None:
    """Nor on forms of element that stand only in the edition of a trust, such as its numbers and the marks of local text."""
    with serving(real_trust) as server:
        pages = telling_pages(real_trust, besides=real)

        assert pages
        assert [] == violations(browser, [server.address + each for each in pages], EACH_ONCE)


@pytest.mark.content
def test_axe_finds_nothing_on_a_small_site(browser: Browser, server: Server, real: Path) -> None:
    """Nor has axe-core any against forms of element that a small site has and the real pages have not."""
    pages = telling_pages(server.folder, besides=real)

    assert pages
    assert [] == violations(browser, [server.address + each for each in pages], EACH_ONCE)


def test_what_differs_in_form_is_measured_anew(browser: Browser, tmp_path: Path) -> None:
    """Contrast is measured again where style sheets could set elements apart: by classes, order, or what they stand in."""
    grey = "<style>.grey p, p.pale, li:last-child { color: #aaa }</style><title>Greys</title><main><h1>Greys</h1>"
    page = f'<!doctype html><html lang="en">{grey}<p>Black</p>'
    pale = ("<div class=grey><p>Within</p></div>", "<p class=pale>Itself</p>", "<ul><li>One</li><li>The last</li></ul>")
    for position, each in enumerate(("", *pale)):
        (tmp_path / f"{position}.html").write_text(page + each, encoding="utf-8")
    with serving(tmp_path) as server:
        pages = [f"{server.address}{position}.html" for position in range(4)]
        found = violations(browser, pages, EACH_ONCE[:1])

    assert [f"{each} 360 light color-contrast" for each in pages[1:]] == [each.partition(": <")[0] for each in found]


def test_without_scripts_axe_finds_nothing(browser: Browser, server: Server) -> None:
    """Without scripts axe-core finds no fault on those pages either; what stands on them needs no scripts."""
    addresses = [server.address + each for each in telling_pages(server.folder)]

    assert [] == violations(browser, addresses, EACH_ONCE[:1], scripts=False)


def test_without_a_mouse_the_menu_opens_and_closes(page: Page, server: Server) -> None:
    """The menu opens with a key, takes the focus and holds it, closes with Escape, and gives the focus back."""
    page.goto(server.address + PROCEDURE)
    page.locator("#hb-menu").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#hb-close")).to_be_focused()
    expect(page.locator("#hb-menu")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("End")
    outside = (
        "[...document.querySelectorAll('header *, footer *, article *')].some(each => each.closest('[inert]') === null)"
    )
    reachable = page.evaluate(outside)
    page.keyboard.press("Escape")

    assert not reachable
    expect(page.locator("#hb-menu")).to_be_focused()
    expect(page.locator("#hb-nav")).not_to_be_in_viewport()


def test_without_scripts_the_menu_opens(browser: Browser, server: Server) -> None:
    """Without JavaScript the menu is a place on the page that opens by its address, and closes again."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + PROCEDURE)
    page.locator("#hb-menu").click()
    expect(page.locator("#hb-nav").get_by_role("link", name="Help now")).to_be_in_viewport()
    page.locator("#hb-close").click()
    expect(page.locator("#hb-nav")).not_to_be_in_viewport()
    context.close()


def test_the_first_tab_leads_to_the_text(desk: Page, server: Server) -> None:
    """The first press of Tab offers to skip to the text."""
    desk.goto(server.address + PROCEDURE)
    desk.keyboard.press("Tab")
    words = desk.evaluate("document.activeElement.textContent.trim()")
    desk.keyboard.press("Enter")

    assert "Skip to content" == words
    expect(desk.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["", PROCEDURE, "resources/starter-pack/", "offline/"])
def test_focus_is_never_hidden(page: Page, server: Server, path: str) -> None:
    """Tab by Tab through a page, what has the focus is never beneath the bar or the button for help."""
    page.goto(server.address + path)
    page.evaluate("navigator.serviceWorker.ready")
    hidden, before = [], ""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
        if here == before or here.startswith("<body"):
            break
        before = here
        hidden.append(page.evaluate(HIDDEN_FOCUS))

    assert len(hidden) > 10
    assert [] == [each for each in hidden if each]


def test_how_a_reader_likes_to_read_lasts(page: Page, server: Server) -> None:
    """Size, spacing and colours that were chosen are in place on the next page, and nothing moves when it appears."""
    page.goto(server.address)
    plain = page.evaluate("getComputedStyle(document.querySelector('.hb-prose p')).fontSize")
    page.locator("#hb-reading-open").click()
    page.get_by_label("Largest").check()
    page.get_by_label("Wide").check()
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Done").click()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(each => window.moved += each.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(server.address + PROCEDURE)
    page.wait_for_load_state("networkidle")
    style = page.evaluate(
        "(style => [style.fontSize, style.letterSpacing])(getComputedStyle(document.querySelector('.hb-step p')))"
    )

    assert 1.5 < float(style[0].removesuffix("px")) / float(plain.removesuffix("px"))
    assert "normal" != style[1]
    expect(page.locator("body")).to_have_attribute("data-scheme", "dark")
    assert 0.1 > page.evaluate("window.moved")


@pytest.mark.parametrize("path", ["", PROCEDURE, "sessions/listening-well/", "accessibility/", "offline/"])
def test_the_largest_letters_fit_a_small_phone(page: Page, server: Server, path: str) -> None:
    """At 320 pixels with the largest letters and the widest spacing, nothing but a table scrolls sideways."""
    page.set_viewport_size(SMALL_PHONE)
    page.add_init_script("""localStorage.setItem("handbook-reading", '{"size":"largest","spacing":"wide"}')""")
    page.goto(server.address + path)

    assert SMALL_PHONE["width"] == page.evaluate("document.documentElement.scrollWidth")


def test_dark_colours_follow_the_device_unless_chosen(page: Page, server: Server) -> None:
    """Colours follow the device, also when it changes, until a reader chooses."""
    page.emulate_media(color_scheme="dark")
    page.goto(server.address)
    expect(page.locator("body")).to_have_attribute("data-scheme", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-scheme", "light")


def test_a_page_prints_as_text_alone(page: Page, server: Server) -> None:
    """Printed, a page has no menu, bar or button, dark letters on white, and the addresses that links lead out to."""
    page.emulate_media(color_scheme="dark")
    page.goto(server.address + "accessibility/")
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".hb-header", ".hb-nav", ".hb-toc", ".hb-footer", ".hb-banner"):
        expect(page.locator(part)).to_be_hidden()
    link = "getComputedStyle(document.querySelector('article a[href^=http]'), '::after').content"

    background = "getComputedStyle(document.body).backgroundColor"

    assert "https://" in page.evaluate(link)
    assert page.evaluate(background) in ("rgb(255, 255, 255)", "rgb(253, 252, 249)")
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.querySelector('article h2 + p')).color")


def test_what_an_edition_offers_people_who_need_it(built: Callable[[str], Path]) -> None:
    """The page on accessibility names the trust and is linked at the foot of every page."""
    folder = built("trust-amends")
    text = (folder / "hillside/accessibility/index.html").read_text(encoding="utf-8")

    assert "Hillside" in text
    assert 'href="../accessibility/"' in (folder / "hillside/help-now/index.html").read_text(encoding="utf-8")
