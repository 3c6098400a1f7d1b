"""The editor in a real browser: no fault that axe knows, at two widths; by keyboard; with scripts and without."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ASK, DRAWN
from conftest import Site
from editing import Browser as Client
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

AT = "/edit/change/procedures/first-visit?at=steps.plan-visit"
PROCEDURE = "national/procedures/first-visit.yml"

PAGES = (
    *("/", "/documents", "/documents?q=visit", "/document/procedures/first-visit", "/document/programmes/core"),
    *(
        "/see/peer/",
        "/see/peer/procedures/first-visit/",
        "/see/trainer/sessions/listening-well/",
        "/see/peer/help-now/",
    ),
    *("/see/trainer/role-plays/first-chat/", "/see/peer/nowhere/", "/nowhere"),
    *(AT, "/edit/change/sessions/listening-well?at=", "/edit/change/role-plays/first-chat?at="),
    *("/edit/change/procedures/first-visit?at=steps.leave-word", "/edit/change/procedures/first-visit?at=front_sheet"),
    *("/edit/add/procedures/first-visit?at=steps&after=plan-visit", "/edit/add/programmes/core?at=days.day-1.parts"),
    *("/edit/note/procedures/first-visit?at=steps.meet", "/edit/out/procedures/first-visit?at=duties.peer-worker"),
    *("/edit/back/procedures/first-visit?at=steps.plan-visit", "/values", "/trust", "/approvals", "/contacts", "/new"),
    *("/stale", "/timetable", "/import", "/saved", "/send", "/mend/content/trusts/hillside/trust.yml"),
    "/timetable/move/programmes/core?at=days.day-1.parts.day-1-break&by=up",
)


@pytest.fixture
def at_desk(browser: Browser) -> Iterator[Page]:
    """Return a page on a desk, whose clipboard may be read."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def let_in(page: Page, client: Client) -> str:
    """Open the address of an editor in a browser, and return where it is."""
    page.goto(client.editor.address)
    page.wait_for_url(lambda url: "/enter" not in url)
    return client.origin


def test_axe_finds_nothing_on_any_page(hillside: Site, edit: Callable[..., Client], at_desk: Page) -> None:
    """Every page, also with what is wrong on it, is free of what axe-core knows, and none is wider than a phone."""
    edit(hillside.root, "hillside").fill(AT, f__within="1 hour", reason="Ours.")
    hillside.change(PROCEDURE, "within: 2 working days", "within: 3 working days")
    base = let_in(at_desk, edit(hillside.root, "hillside", let_in=False))
    found = []
    for path in PAGES:
        at_desk.goto(base + path)
        found += looked_at(at_desk, path)
    at_desk.goto(base + AT)
    at_desk.fill('[name="f.who"]', "")
    at_desk.fill('[name="reason"]', "")
    at_desk.click("button.ed-save")
    found += looked_at(at_desk, "a form with faults")

    assert [] == found


def test_axe_finds_nothing_where_national_editors_and_new_trusts_are(
    hillside: Site, edit: Callable[..., Client], browser: Browser
) -> None:
    """The pages of the national editors, and the one with which a trust begins, are as free of faults."""
    found = []
    pages = ("/", "/documents", "/document/procedures/first-visit", "/timetable", AT, "/see/trainer/", "/saved", "/new")
    for code, paths in (("", pages), ("lowside", ("/begin",))):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page = context.new_page()
        base = let_in(page, edit(hillside.root, code, let_in=False))
        for path in paths:
            page.goto(base + path)
            found += looked_at(page, path)
        context.close()

    assert [] == found


def looked_at(page: Page, name: str) -> list[str]:
    """Return what is wrong with a page at the width of a phone and of a desk."""
    found = []
    page.evaluate(Axe().axe_script)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(DRAWN)
        found += [f"{name} {width}: {each}" for each in page.evaluate(ASK, {"resultTypes": ["violations"]})]
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name} {width}: {over} pixels too wide"] if over > 0 else []
    return found


def test_what_is_typed_is_kept_and_looked_at(hillside: Site, edit: Callable[..., Client], at_desk: Page) -> None:
    """As one leaves a field it says what is wrong; what was typed is there again when the page is opened later."""
    base = let_in(at_desk, edit(hillside.root, "hillside", let_in=False))
    at_desk.goto(base + AT)
    limit = at_desk.locator('[name="f.within"]')
    limit.fill("x <b>now</b>")
    limit.press("Tab")
    expect(at_desk.locator('[id="f.within-wrong"]')).to_contain_text("HTML cannot be used here")
    expect(limit).to_have_attribute("aria-describedby", "f.within-help f.within-wrong")
    limit.fill("1 day")
    limit.press("Tab")
    expect(limit).to_have_attribute("aria-describedby", "f.within-help")
    action = at_desk.locator('[name="f.action"]')
    action.fill("We go " + "on and on " * 9 + "until it ends.")
    action.press("Tab")
    expect(at_desk.locator('[id="f.action-advice"]')).to_contain_text("hard to read")
    with at_desk.expect_response(lambda answer: answer.status == 204):
        at_desk.fill('[name="f.within"]', "Half a day")
    at_desk.goto(base + "/")
    at_desk.click("text=Change: ")

    expect(at_desk.locator('[name="f.within"]')).to_have_value("Half a day")
    assert not (hillside.content / "trusts/hillside/amend").exists()


def test_an_entry_is_moved_by_key(hillside: Site, edit: Callable[..., Client], at_desk: Page) -> None:
    """Alt and an arrow move the entry of a list in which one stands, and one stays in it."""
    base = let_in(at_desk, edit(hillside.root, "", let_in=False))
    at_desk.goto(base + "/edit/change/procedures/first-visit?at=")
    entries = at_desk.locator('select[name^="f.components."]')
    before = [each.input_value() for each in entries.all()]
    with at_desk.expect_navigation():
        entries.first.press("Alt+ArrowDown")
    after = [each.input_value() for each in entries.all()]

    assert len(before) > 1
    assert [before[1], before[0], *before[2:]] == after
    expect(entries.nth(1)).to_be_focused()


def test_saved_goes_once_a_form_is_changed_or_refused(
    hillside: Site, edit: Callable[..., Client], at_desk: Page
) -> None:
    """What was saved is told until something else is typed, or until the browser itself refuses the next save."""
    base = let_in(at_desk, edit(hillside.root, "hillside", let_in=False))
    at_desk.goto(base + "/values")
    flash, save = at_desk.locator(".ed-flash"), at_desk.locator(".ed-buttons .ed-save")
    at_desk.fill('[name="value.team_base"]', "Oak House")
    save.click()
    expect(flash).to_contain_text("Saved.")
    at_desk.wait_for_load_state()
    at_desk.fill('[name="value.team_base"]', "Ash House")
    expect(flash).to_have_count(0)
    save.click()
    expect(flash).to_contain_text("Saved.")
    at_desk.wait_for_load_state()
    at_desk.evaluate("document.querySelector('[name=\"called.crisis_line\"]').value = '2099-01-01'")
    save.click()
    expect(flash).to_have_count(0)


@pytest.mark.parametrize("bar", [".ed-flash", ".ed-buttons"])
def test_no_bar_covers_the_field_that_has_the_focus(
    hillside: Site, edit: Callable[..., Client], at_desk: Page, bar: str
) -> None:
    """A field that the browser brings into view, to say what is wrong, stands clear of the bars that stay."""
    base = let_in(at_desk, edit(hillside.root, "hillside", let_in=False))
    at_desk.set_viewport_size({"width": 1280, "height": 420})
    at_desk.goto(base + AT)
    at_desk.fill('[name="f.within"]', "1 day")
    at_desk.fill('[name="reason"]', "Ours.")
    at_desk.click(".ed-buttons .ed-save")
    at_desk.goto(base + AT + at_desk.url.partition("?")[2].replace("saved", "&saved"))
    covered = at_desk.evaluate(COVERED, bar)

    assert at_desk.locator(bar).count() == 1
    assert [] == covered


COVERED = """async (bar) => {
  const found = [];
  for (const field of document.querySelectorAll("form.ed-form input:not([type=hidden]), .ed-form textarea, .ed-form select")) {
    if (!field.getClientRects().length || field.closest(".ed-buttons, details:not([open])")) continue;
    for (const from of [0, document.documentElement.scrollHeight]) {
      scrollTo(0, from);
      field.scrollIntoView({ block: "nearest" });
      const [one, other] = [field, document.querySelector(bar)].map((each) => each.getBoundingClientRect());
      if (one.height < 200 && one.top < other.bottom && other.top < one.bottom) found.push(field.name + " " + from);
    }
  }
  return found;
}"""
"""The fields that a bar lies over when each is brought into view from above and from below."""


def test_a_text_is_marked_and_previewed(hillside: Site, edit: Callable[..., Client], at_desk: Page) -> None:
    """Tools put marks round what is chosen, and the preview shows how it will look, without running anything."""
    base = let_in(at_desk, edit(hillside.root, "hillside", let_in=False))
    at_desk.goto(base + AT)
    area = at_desk.locator('[name="f.action"]')
    area.fill("Ring <img src=x onerror=alert(1)> first")
    area.select_text()
    bar = at_desk.locator(".ed-bar").first
    bar.get_by_role("button", name="Bold").click()
    bar.get_by_role("button", name="How it will look").click()

    expect(at_desk.locator(".ed-preview strong")).to_contain_text("Ring <img")
    expect(area).to_have_value("**Ring <img src=x onerror=alert(1)> first**")


def test_what_is_pasted_from_word_becomes_clean(hillside: Site, edit: Callable[..., Client], at_desk: Page) -> None:
    """A paste with HTML on the clipboard puts clean text where one writes, and says what was left out."""
    base = let_in(at_desk, edit(hillside.root, "hillside", let_in=False))
    at_desk.goto(base + AT)
    area = at_desk.locator('[name="f.action"]')
    area.fill("")
    html = "<p><b>Ring</b> first</p><ul><li>One</li></ul><img src=x>"
    area.evaluate(
        """(area, html) => { const held = new DataTransfer(); held.setData("text/html", html);
        area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true})); }""",
        html,
    )

    expect(area).to_have_value("**Ring** first\n\n- One")
    expect(at_desk.get_by_text("Pictures were left out")).to_be_visible()


def test_all_of_it_goes_by_keyboard_and_without_scripts(
    hillside: Site, edit: Callable[..., Client], browser: Browser
) -> None:
    """With scripts off, and keys alone, one finds a step, changes it, gives the reason, saves and undoes."""
    client = edit(hillside.root, "hillside", let_in=False)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(client.editor.address)
    page.goto(client.origin + "/see/trainer/procedures/first-visit/")
    link = page.locator('a[href*="/edit/change/"][href*="at=steps.plan-visit"]')
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/change/**")
    page.locator('[name="f.within"]').focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("1 hour")
    page.locator('[name="reason"]').focus()
    page.keyboard.type("Ours.")
    for _ in range(3):
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.className") != "ed-save":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/edit/" not in url)
    own = hillside.content / "trusts/hillside/amend/procedures/first-visit.yml"
    written = own.read_text(encoding="utf-8")
    expect(page.locator(".ed-flash")).to_contain_text("Saved.")
    page.locator(".ed-flash button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ed-flash")).to_contain_text("Undone")
    context.close()

    assert "with: 1 hour" in written
    assert not own.exists()
