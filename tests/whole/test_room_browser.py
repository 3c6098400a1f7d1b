"""A session on two screens, as a trainer and a room meet it in headless Chromium: by a server, and from a folder."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno
from browsing import DESK, EACH_ONCE, PHONE, serving, violations
from conftest import REPOSITORY
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

SCRIPTS = REPOSITORY / "templates" / "site" / "static" / "javascripts"
SESSION = "hillside/trainer/sessions/listening-well/"
ROOM = "hillside/room/listening-well/"
TITLE = ".hb-screen-on section:not([hidden]) h2"
"""What stands above the text that a room sees, once its script has chosen it."""


@pytest.fixture(scope="module")
def folder(built: Callable[[str], Path]) -> Path:
    """Return the folder of the small site whose trust gives its dates."""
    return built("at-home")


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[str]:
    """Serve that site, and give its address."""
    with serving(folder) as server:
        yield server.address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser that may use the clipboard, on a laptop."""
    made = browser.new_context(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    yield made
    made.close()


def started(context: BrowserContext, address: str) -> tuple[Page, Page]:
    """Start a session at an address and so open its room in a second window; give both."""
    page = context.new_page()
    page.clock.install(time="2027-01-11T09:40:00")
    page.goto(address)
    with context.expect_page() as opened:
        page.get_by_role("button", name="Start, and show to the room").click()
    page.get_by_role("dialog", name="What the room sees").get_by_role("button", name="Close").click()
    return page, opened.value


@pytest.mark.parametrize("way", ["server", "folder"])
def test_a_room_follows_the_session(context: BrowserContext, folder: Path, home: str, way: str) -> None:
    """A second window shows the activity that is on, its words and its time, and moves on with it, also from a folder."""
    address = home + SESSION if way == "server" else f"{(folder / SESSION).as_uri()}/index.html"
    page, room = started(context, address)

    expect(room.locator(TITLE)).to_have_text("Warm-up")
    expect(room.get_by_text("You say your name and one thing you like.")).to_be_visible()
    expect(room.get_by_role("timer")).to_contain_text(":")
    page.bring_to_front()
    page.keyboard.press("PageDown")
    expect(room.locator(TITLE)).to_have_text("Listening pairs")
    room.bring_to_front()
    room.keyboard.press("PageDown")
    expect(page.locator(".hb-run-title")).to_have_text("Closing the session")
    expect(room.locator(TITLE)).to_have_text("Closing the session")
    page.keyboard.press("PageDown")
    expect(room.locator(TITLE)).to_have_text("Break")
    expect(room.get_by_text("We go on at ")).to_be_visible()
    page.reload()
    page.keyboard.press("PageUp")
    expect(room.locator(TITLE)).to_have_text("Closing the session")
    page.keyboard.press("b")
    expect(room.locator(TITLE)).to_be_hidden()


def test_a_question_is_shown_when_it_is_asked(context: BrowserContext, home: str) -> None:
    """The room has no question until the trainer puts one on the screen, never what to listen for, and none afterwards."""
    page, room = started(context, home + SESSION)
    expect(room.locator(TITLE)).to_have_text("Warm-up")
    page.get_by_role("button", name="Show prompts").click()
    assert "What helps you to listen?" not in room.content()
    page.get_by_role("button", name="Put it on the screen").click()

    expect(room.get_by_text("“What helps you to listen?”")).to_be_visible()
    assert "Quiet" not in room.content()
    page.keyboard.press("ArrowRight")
    expect(room.get_by_text("“What helps you to listen?”")).to_have_count(0)


def test_another_device_opens_the_room_by_a_code(context: BrowserContext, home: str) -> None:
    """The code holds the address of the room in the edition for peers, at the activity that is on and with its end."""
    page = context.new_page()
    page.goto(home + SESSION)
    page.get_by_role("button", name="Start session").click()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Show to the room", exact=True).click()

    expect(page.get_by_role("img", name="A code that opens this page on another device")).to_be_visible()
    expect(page.locator(".hb-code-address")).to_have_text(home + ROOM)


def test_a_room_alone_goes_on_by_its_own_buttons(context: BrowserContext, home: str) -> None:
    """On another device the room begins where the code leads, counts down to the same end, and moves on by itself."""
    room = context.new_page()
    room.clock.install(time="2027-01-11T09:40:00Z")
    room.clock.pause_at("2027-01-11T09:41:00Z")
    room.goto(f"{home}{ROOM}?until=1799661000#listening-pairs")
    shown = [room.locator(TITLE).inner_text(), room.get_by_role("timer").inner_text()]
    room.get_by_role("button", name="Next").click()
    shown += [room.locator(TITLE).inner_text(), room.get_by_role("timer").inner_text()]
    room.get_by_role("button", name="Pause").click()
    room.clock.fast_forward("02:00")

    assert ["Listening pairs", "9:00", "Closing the session", "5:00"] == shown
    expect(room.get_by_role("timer")).to_have_text("5:00")
    expect(room.get_by_role("button", name="Start the clock")).to_be_visible()


def test_what_ran_over_is_a_note(context: BrowserContext, home: str) -> None:
    """After a session in which something ran over, a note of titles and minutes is offered, copied, kept, and forgotten."""
    page = context.new_page()
    page.clock.install(time="2027-01-11T09:40:00")
    page.goto(home + SESSION)
    page.get_by_role("button", name="Start session").click()
    page.clock.fast_forward("14:00")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    note = page.get_by_role("textbox", name="Note for the end of the day")

    assert "What ran over on 11 January 2027\nListening well:\n- Warm-up: 14 minutes, planned 10" == note.input_value()
    page.get_by_role("button", name="Copy the note").click()
    expect(page.get_by_role("status").last).to_have_text("Copied. Paste it into your notes.")
    page.reload()
    page.get_by_role("button", name="What ran over").click()
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_role("button", name="What ran over")).to_be_hidden()


def test_a_closed_lid_is_told(context: BrowserContext, home: str) -> None:
    """A clock that went on while the machine slept says for how long, and the time that is left is right."""
    page = context.new_page()
    page.clock.install(time="2027-01-11T09:40:00")
    page.goto(home + SESSION)
    page.get_by_role("button", name="Start session").click()
    page.clock.fast_forward("04:00")

    expect(page.get_by_text("This device was asleep for 4 minutes. The clock went on.")).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("5:5")


@pytest.mark.parametrize("length", [17, 32, 53, 78, 106, 134, 154, 192, 230])
def test_a_code_is_as_another_encoder_draws_it(page: Page, length: int) -> None:
    """A full code of each version is, square by square, what segno draws with one of the eight masks."""
    page.goto("about:blank")
    for name in ("dom", "qr"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    text = ("https://example.org/" * 12)[:length]
    drawn = page.evaluate("text => handbook.qr(text)", text)
    codes = (segno.make_qr(text, error="l", boost_error=False, mask=mask, mode="byte") for mask in range(8))

    assert drawn in [[list(row) for row in code.matrix] for code in codes]


def test_a_text_that_is_too_long_has_no_code(page: Page) -> None:
    """More than a code of version 9 holds is not drawn."""
    page.goto("about:blank")
    for name in ("dom", "qr"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")

    assert page.evaluate("handbook.qr('x'.repeat(231))") is None


@pytest.mark.parametrize("scripts", [True, False])
def test_a_room_can_be_used_by_all(browser: Browser, home: str, scripts: bool) -> None:
    """Axe finds nothing on a room, in either colours, on a phone and a projector, with our scripts and without."""
    assert [] == violations(browser, [home + ROOM], EACH_ONCE, scripts=scripts)


def test_without_scripts_a_room_is_one_page(browser: Browser, home: str) -> None:
    """Where scripts do not run, every part stands there, and nothing is wider than the narrowest phone."""
    narrow = browser.new_context(viewport={**PHONE, "width": 320}, java_script_enabled=False)
    room = narrow.new_page()
    room.goto(home + ROOM)
    widths = json.loads(json.dumps([each.bounding_box() for each in room.locator("section").all()]))
    narrow.close()

    assert 4 == len(widths)
    assert all(box["x"] + box["width"] <= 320 for box in widths)
