"""The whole story in a real browser on the real content, by somebody who never sees YAML; by hand it gives the same."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY, Site, put_program
from editing import Browser as Client
from playwright.sync_api import Browser, Page, expect
from typer.testing import Result

from generator.content.library import Library

pytestmark = [pytest.mark.browser, pytest.mark.content]

DAY = "2026-11-20"
TRUST = "trusts/hillview"
BY_HAND = {
    "amend/procedures/first-contact.yml": """\
# yaml-language-server: $schema=../../../../../schemas/amendment.json
amends: procedures/first-contact
changes:
  - replace: steps.arrange-visit.within
    with: 1 working day
    reason: Our wards are small.
    base: "BASE"
    approved: {by: Quality group, on: 2026-11-20}

  - replace: steps.send-referral.title
    with: Send us the referral
    reason: >-
      People asked who gets it, and we want every referral to come to one place and to one person who answers
      it.
    base: "BASE"
""",
    "amend/role-plays/that-workbook-is-not-for-me.yml": """\
# yaml-language-server: $schema=../../../../../schemas/amendment.json
amends: role-plays/that-workbook-is-not-for-me
changes:
  - remove: document
    reason: We play our own here.
    base: "BASE"
""",
    "amend/programmes/core.yml": """\
# yaml-language-server: $schema=../../../../../schemas/amendment.json
amends: programmes/core
changes:
  - add: days.day-1.parts
    after: day-1-log
    value: {id: a-walk-round-our-wards, kind: session, session: sessions/a-walk-round-our-wards}
    reason: New people meet our wards early.

  - replace: days.day-1.content_minutes
    with: 360
    reason: The walk takes 30 minutes.
    base: "BASE"
""",
}
"""What a careful person would have written by hand, but for the fingerprints."""


def saved(page: Page) -> None:
    """Save a form, and see that it was saved."""
    with page.expect_navigation():
        page.click("button.ed-save")
    told = page.locator(".ed-flash").all_inner_texts() or page.locator(".ed-wrong").all_inner_texts()
    assert told, page.inner_text("main")[:600]
    assert "Saved." in told[0], told


def write(page: Page, **fields: str) -> None:
    """Write into fields; `__` stands for a dot."""
    for name, text in fields.items():
        page.locator(f'[name="{name.replace("__", ".")}"]').fill(text)


def own_words(page: Page) -> None:
    """Put own words in the place of each "To write" of a form."""
    for each in page.locator("main form textarea, main form input:not([type=hidden])").all():
        text = each.input_value() if each.get_attribute("type") not in ("checkbox", "radio", "file") else ""
        if "To write" in text:
            each.fill(re.sub(r"^.*?To write: ?", "Our words: ", text, flags=re.DOTALL))


def write_all(page: Page, base: str, document: str) -> None:
    """Go from a document that was begun to each form in which something is still to be written, until nothing is."""
    page.goto(f"{base}/document/{document}")
    for form in [each.get_attribute("href") for each in page.locator("ul.ed-rows a.ed-tool").all()]:
        page.goto(f"{base}{form}".partition("&back=")[0])
        own_words(page)
        saved(page)
    page.goto(f"{base}/document/{document}")
    expect(page.locator("main")).to_contain_text("Nothing in it is left to be written.")


def fill_in_facts(page: Page, library: Library) -> None:
    """Fill in every fact: what most trusts write as it stands, and something of one's own for all others."""
    page.wait_for_url("**/values?*")
    forms = {"phone": "0300 123 4567", "email": "team@hillview.nhs.uk", "number": "12"}
    for name, each in library.declared_values.items():
        box = page.locator(f'[name="value.{name}"]')
        if box.count():
            own = re.sub(r"01632 960 \d+|[\w.]+@[\w.]*example[\w.]*", "0300 123 4567", each.example)
            said = each.example if each.usual else forms.get(each.type, own if each.type == "hours" else f"{own} here")
            box.fill(said)
    page.locator('[name="called.crisis_line"]').fill(DAY)
    saved(page)


def begin(page: Page) -> None:
    """Begin the trust."""
    write(page, name="Hillview NHS Trust", coordinator="Peer Worker Coordinator")
    page.get_by_label("England").check()
    page.get_by_label("On an inpatient ward").check()
    page.get_by_label("With a crisis resolution").check()
    saved(page)


def change_texts(page: Page, base: str) -> None:
    """Change a time limit and a step of a national procedure."""
    page.goto(base + "/documents?q=first+contact")
    page.get_by_role("link", name="Referral, allocation and first contact").click()
    page.locator('a[href*="/edit/change/"][href*="at=steps.arrange-visit&"]').click()
    write(page, f__within="1 working day", reason="Our wards are small.", by="Quality group", on=DAY)
    saved(page)
    page.locator('a[href*="/edit/change/"][href*="at=steps.send-referral&"]').click()
    long = "People asked who gets it, and we want every referral to come to one place and to one person who answers it."
    write(page, f__title="Send us the referral", reason=long)
    saved(page)


def add_a_session(page: Page, base: str) -> None:
    """Write a session of one's own and place it in day 1, which is longer then."""
    page.goto(base + "/new")
    write(page, title="A walk round our wards")
    page.get_by_label("Session", exact=True).check()
    saved(page)
    write_all(page, base, "sessions/a-walk-round-our-wards")
    page.goto(base + "/timetable")
    page.get_by_role("link", name="Place something at the end of Day 1").click()
    page.get_by_role("link", name="Session").click()
    page.locator('[name="f.session"]').select_option(label="A walk round our wards")
    write(page, reason="New people meet our wards early.")
    saved(page)
    page.locator('a[href*="/edit/change/programmes/core?at=days.day-1&"]').first.click()
    write(page, f__content_minutes="360", reason="The walk takes 30 minutes.")
    saved(page)


def take_out_a_role_play(page: Page, base: str) -> None:
    """Take a whole role play out of the edition, and then out of the two places that still need it."""
    page.goto(base + "/documents?q=workbook+is+not")
    page.get_by_role("link", name="That workbook is not for me").click()
    page.get_by_role("link", name="Take out of our edition").click()
    write(page, reason="We play our own here.")
    saved(page)
    page.get_by_role("link", name="Take it out there").first.click()
    expect(page.locator("main")).to_contain_text("That workbook is not for me")
    write(page, reason="We play our own here.")
    saved(page)
    page.get_by_role("link", name="Take it out there").click()
    write(page, reason="We play our own here.")
    saved(page)
    expect(page.locator("main")).to_contain_text("Nothing in your edition needs it.")


def add_a_procedure(page: Page, base: str) -> None:
    """Write a procedure with steps pasted from Word, and approve it."""
    page.goto(base + "/new")
    write(page, title="Hand hygiene on our wards")
    page.get_by_label("Procedure", exact=True).check()
    saved(page)
    page.goto(base + "/edit/change/procedures/hand-hygiene-on-our-wards?at=steps.first-step")
    area = page.locator('[name="f.action"]')
    area.fill("")
    area.evaluate(
        """area => { const held = new DataTransfer(); held.setData("text/html",
        "<p class=MsoNormal>Clean your hands:</p><ul><li>before you meet somebody</li><li>afterwards</li></ul>");
        area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true})); }"""
    )
    expect(area).to_have_value(re.compile("- afterwards"))
    own_words(page)
    saved(page)
    write_all(page, base, "procedures/hand-hygiene-on-our-wards")
    page.goto(base + "/approvals?document=procedures/hand-hygiene-on-our-wards")
    write(page, by="Quality group")
    saved(page)


def change_nationally(here: Site) -> None:
    """Change two national texts beneath those of the trust, as a new national edition does."""
    national = here.content / "national/procedures/first-contact.yml"
    text = national.read_text(encoding="utf-8")
    text = text.replace("title: Send the referral", "title: Send the whole referral")
    national.write_text(arranged_within(text), encoding="utf-8")


def answer(page: Page, base: str) -> None:
    """Answer both questions."""
    page.goto(base + "/stale")
    page.get_by_label("Keep ours").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Decide").first.click()
    page.get_by_label("Take the national text").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Decide").first.click()
    page.get_by_text("Nothing is to be decided").wait_for()


@pytest.fixture
def everything(tmp_path: Path) -> Site:
    """Return a copy of the real content, with all that a build needs."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    put_program(tmp_path)
    shutil.copytree(REPOSITORY / "schemas", tmp_path / "schemas")
    return Site(folder=tmp_path)


def test_a_trust_goes_from_nothing_to_a_published_site(
    everything: Site, edit: Callable[..., Client], browser: Browser, run: Callable[..., Result]
) -> None:
    """Begun, filled in, changed, added to, taken out, pasted, approved, answered; `build --strict` publishes what `check --strict` allows."""
    client = edit(everything.folder, "hillview", let_in=False)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, base = context.new_page(), client.origin
    page.set_default_timeout(60_000)
    page.goto(client.editor.address)
    page.wait_for_url("**/begin")
    begin(page)
    library = everything.library()
    fill_in_facts(page, library)
    change_texts(page, base)
    add_a_session(page, base)
    take_out_a_role_play(page, base)
    add_a_procedure(page, base)
    by_hand = {name: without_bases(everything, name) for name in BY_HAND}
    change_nationally(everything)
    answer(page, base)
    context.close()
    strict = run(everything, "build", "hillview", "--only", "site", "--strict")
    published = (everything.folder / "site/hillview/procedures/hand-hygiene-on-our-wards/index.html").read_text("utf-8")

    assert by_hand == BY_HAND
    assert 0 == strict.exit_code, strict.stdout
    assert not (everything.folder / "site/hillview/trainer/role-plays/that-workbook-is-not-for-me").exists()
    assert "<li>before you meet somebody</li>" in published.replace("<p>", "").replace("</p>", "")
    assert "# Called on 2026-11-20.\ncrisis_line: 0300 123 4567\n" in text_of(everything, "values.yml")
    assert ["keep", "take"] == re.findall(r"choice: (\w+)", text_of(everything, "decisions.yml"))


def text_of(here: Site, name: str) -> str:
    """Return the text of a file of the trust."""
    return (here.content / TRUST / name).read_text(encoding="utf-8")


def without_bases(here: Site, name: str) -> str:
    """Return a file of changes with every fingerprint put aside."""
    return re.sub(r'base: "[0-9a-f]{12}"', 'base: "BASE"', text_of(here, name))


def arranged_within(text: str) -> str:
    """Return a national procedure in which the first meeting is arranged within another time."""
    before, step, after = text.partition("  - id: arrange-visit\n")
    return before + step + re.sub(r"within: .*", "within: 5 working days", after, count=1)
