"""What a trust does besides texts: begin, fill in facts, approve, call, answer what changed nationally."""

import io
from datetime import date

from PIL import Image

from generator.content.yaml_nodes import plain, read

PROCEDURE = "procedures/first-visit"
VALUES = "trusts/lowside/values.yml"


def text(here, path):
    """Return the text of a file of the content."""
    return (here.content / path).read_text(encoding="utf-8")


def begun(here, edit):
    """Begin a trust in the editor, and give the browser and the page it led to."""
    browser = edit(here.root, "lowside")
    page = browser.fill("/begin", nation="wales", name="Lowside NHS", pathways=["ward"], coordinator="Lead")
    return browser, page


def test_a_trust_is_begun_as_by_the_command(site, edit, run):
    """Four answers make the folder that `new trust` makes, byte for byte, and lead to the facts to be filled in."""
    here = site()
    _, page = begun(here, edit)
    made = {name: text(here, f"trusts/lowside/{name}") for name in ("trust.yml", "values.yml")}
    said = ("--name", "Lowside NHS", "--nation", "wales", "--pathways", "ward", "--coordinator", "Lead")
    run(here, "new", "trust", "other", *said)

    assert "Phone numbers and facts" in page.words
    assert made == {name: text(here, f"trusts/other/{name}") for name in made}


def test_what_is_missing_at_the_beginning_is_said(site, edit):
    """Nothing is made until each question has an answer that can be one."""
    here = site()
    browser = edit(here.root, "lowside")
    refused = browser.fill("/begin", name="<b>", coordinator="")

    assert 422 == refused.status
    assert ("without the sign" in refused.words, "Choose one or both" in refused.words) == (True, True)
    assert not (here.content / "trusts").exists()


def test_facts_are_filled_in_and_wrong_ones_told(site, edit):
    """Good values are saved without their examples, each number with the day of its call; a wrong one stays beside."""
    here = site()
    browser, _ = begun(here, edit)
    path = "/values"
    wrong = browser.fill(path, value__crisis_line="call us", value__team_base="Elm House")
    after_one = text(here, VALUES)
    today = date.today().isoformat()
    saved = browser.fill(path, value__crisis_line="0300 123 4567", called__crisis_line=today)
    again = browser.see(path).form("back")

    assert "1 not saved yet. All others are saved." in wrong.words
    assert "one phone number" in wrong.words
    assert ("team_base: Elm House\n" in after_one, "call us" in after_one) == (True, False)
    assert "Saved." in saved.words
    assert f"# Called on {today}.\ncrisis_line: 0300 123 4567\n" in text(here, VALUES)
    assert ([today], ["Elm House"]) == (again["called.crisis_line"], again["value.team_base"])
    assert [] == [each for each in here.check() if each.mark.path.endswith("values.yml")]


def test_a_new_number_does_not_keep_the_call_of_the_old(site, edit):
    """A day of a call belongs to the number that was called: with another number it goes, and the page asks for a call."""
    here = site()
    browser, _ = begun(here, edit)
    day = "2026-11-20"
    browser.fill("/values", value__crisis_line="0300 123 4567", called__crisis_line=day)
    spaced = browser.fill("/values", value__crisis_line="03001 234567")
    kept = f"# Called on {day}.\ncrisis_line: 03001 234567\n" in text(here, VALUES)
    changed = browser.fill("/values", value__crisis_line="0300 123 4568")
    after = text(here, VALUES)
    called = browser.fill("/values", called__crisis_line=day)

    assert (kept, "still to be called" in spaced.words) == (True, False)
    assert ("crisis_line: 0300 123 4568\n" in after, "# Called on" in after) == (True, False)
    assert "Numbers of yours still to be called: Crisis line" in changed.words
    assert "still to be called" not in called.words
    assert f"# Called on {day}.\ncrisis_line: 0300 123 4568\n" in text(here, VALUES)


def test_a_call_goes_with_its_number(site, edit):
    """The day of a call of a number that is taken away goes too, so that it never stands above another."""
    here = site()
    browser, _ = begun(here, edit)
    numbers = {"value__crisis_line": "0300 123 4567", "value__team_base": "Elm House"}
    browser.fill("/values", **numbers, called__crisis_line="2026-11-20")
    browser.fill("/values", value__crisis_line="", called__crisis_line="2026-11-20")

    assert ("0300 123 4567" in text(here, VALUES), "# Called on" in text(here, VALUES)) == (False, False)


def test_the_trust_gets_colours_and_a_logo(site, edit):
    """Colours are saved with their contrast shown, a picture goes into its folder, and anything else is refused."""
    here = site()
    browser, _ = begun(here, edit)
    fields = {"own-colours": "yes", "primary": "#23504a", "accent": "#8a3b12"}
    saved = browser.fill("/trust", **fields)

    assert "Contrast 9." in saved.words
    assert 'colours: {primary: "#23504a", accent: "#8a3b12"}\n' in text(here, "trusts/lowside/trust.yml")


def test_a_document_is_begun_from_its_starting_text(site, edit):
    """A title and a kind make a file that says what is still to be written, and lead to its parts."""
    here = site()
    browser, _ = begun(here, edit)
    page = browser.fill("/new", title="Hand hygiene: ours", kind="procedure")
    made = text(here, "trusts/lowside/add/procedures/hand-hygiene-ours.yml")

    assert "Hand hygiene: ours" in page.words
    assert 'title: "Hand hygiene: ours"\n' in made
    assert "/edit/change/procedures/hand-hygiene-ours?at=" in page.text


def test_approvals_are_written_down_as_by_the_command(hillside, edit, run):
    """Chosen documents are approved as they are; without a name or a document nothing is written."""
    browser = edit(hillside.root, "hillside")
    refused = browser.fill("/approvals", by="")
    browser.fill("/approvals", document=[PROCEDURE], by="Board", on="2026-11-02", review_by="2027-11-02")
    here = text(hillside, "trusts/hillside/approvals.yml")
    (hillside.content / "trusts/hillside/approvals.yml").unlink()
    days = ("--on", "2026-11-02", "--review-by", "2027-11-02")
    run(hillside, "approve", "hillside", PROCEDURE, "--by", "Board", *days)

    assert ("Choose at least one document" in refused.words, "Say who decided it" in refused.words) == (True, True)
    assert here == text(hillside, "trusts/hillside/approvals.yml")


def test_other_decisions_are_written_down_as_by_the_command(hillside, edit, run):
    """What a front sheet waits for is chosen from a list, recorded with its minutes, and then waited for no longer."""
    browser = edit(hillside.root, "hillside")
    before = browser.see("/approvals")
    browser.fill(
        "/approvals",
        document=[PROCEDURE],
        decision="ratified",
        by="Board",
        on="2026-11-02",
        minutes="Item 4",
        review_by="",
    )
    here = text(hillside, "trusts/hillside/signatures.yml")
    after = browser.see("/approvals")
    (hillside.content / "trusts/hillside/signatures.yml").unlink()
    decided = ("--event", "ratified", "--by", "Board", "--on", "2026-11-02", "--minutes", "Item 4")
    run(hillside, "sign", "hillside", PROCEDURE, *decided)

    assert ("Still to come: ratified (" in before.words, "Still to come: ratified (" in after.words) == (True, False)
    assert here == text(hillside, "trusts/hillside/signatures.yml")
    assert not (hillside.content / "trusts/hillside/approvals.yml").exists()


def test_a_call_is_written_down(hillside, edit):
    """A national contact that somebody called bears the day, and a call that is still to come is refused."""
    browser = edit(hillside.root, "hillside")
    page = browser.see("/contacts")
    name = page.text.partition('name="contact" value="')[2].partition('"')[0]
    refused = browser.fill("/contacts", contact=[name], by="Lead", on="2099-01-01")
    browser.fill("/contacts", contact=[name], by="Lead", on=date.today().isoformat())

    assert "not still to come" in refused.words
    assert f"contact: {name}" in text(hillside, "trusts/hillside/confirmations.yml")


def test_nobody_ticks_an_emergency_number(hillside, edit):
    """999 stands in the list without a tick, and a form that names it all the same writes nothing down."""
    hillside.change("national/signposting.yml", "phone: 01632 960 001", 'phone: "999"')
    browser = edit(hillside.root, "hillside")
    page = browser.see("/contacts")
    told = {"contact": ["signposting.any-hour"], "by": "Lead", "on": date.today().isoformat(), "do": "save"}
    refused = browser.send("/contacts", {**page.form("by"), **told})

    assert "Any Hour 999" in page.words
    assert 'value="signposting.any-hour"' not in page.text
    assert "Nobody rings it for a test" in page.words
    assert "999 is never rung for a test" in refused.words
    assert not (hillside.content / "trusts/hillside/confirmations.yml").exists()


def test_numbers_to_call_again_are_named(hillside, edit):
    """Each leads to where its call is written down: one's own to its fact, a national one to the list of those."""
    national = "checked_on: 2026-11-01\n    check_by: "
    hillside.change("national/signposting.yml", f"cost: Free\n    {national}2027", f"cost: Free\n    {national}2026")
    old = "# Called on 2025-01-02.\ncrisis_line: 0300 123 4567\nteam_base: Elm House\n"
    hillside.write("trusts/hillside/values.yml", old)
    home = edit(hillside.root, "hillside").see("/")
    again = home.text.partition("Numbers to call again")[2].partition("<h2>")[0]

    assert '<a href="/values#crisis_line">Crisis line</a>' in again
    assert '<a href="/contacts#signposting.any-hour">Any Hour</a>' in again
    assert 'id="signposting.any-hour"' in edit(hillside.root, "hillside").see("/contacts").text


def test_national_changes_are_answered(hillside, edit):
    """Each stale change is a question with both texts; an answer edits the change, is written down, and can be undone."""
    browser = edit(hillside.root, "hillside")
    at = f"/edit/change/{PROCEDURE}?at=steps.plan-visit"
    browser.fill(at, f__within="1 day", f__record="Our diary", reason="Ours.")
    hillside.change(f"national/{PROCEDURE}.yml", "within: 2 working days", "within: 3 working days")
    asked = browser.see("/stale")
    forms = asked.form("question")
    undecided = browser.send("/stale", {**forms, "choice": "", "do": "decide"})
    browser.send("/stale", {**forms, "choice": "edit", "text": "5 hours", "by": "Board", "do": "decide"})
    written = plain(read(hillside.content / f"trusts/hillside/amend/{PROCEDURE}.yml", "x"))

    assert ("3 working days" in asked.words, "1 day" in asked.words) == (True, True)
    assert "Choose what is to be done" in undecided.words
    assert ["5 hours", "Our diary"] == [each["with"] for each in written["changes"]]
    assert "choice: edit" in text(hillside, "trusts/hillside/decisions.yml")
    assert "Nothing is to be decided" in browser.see("/stale").words
    assert 'edition: "2026.11"' in text(hillside, "trusts/hillside/trust.yml")


def test_what_is_to_do_leads_to_its_place(site, edit):
    """A new trust's list names what is missing and what nobody called, with the place of each, and gets shorter."""
    here = site()
    browser, _ = begun(here, edit)
    before = browser.see("/")
    browser.fill("/values", value__crisis_line="0300 123 4567", value__team_base="Elm House")
    given = browser.see("/")
    browser.fill("/values", called__crisis_line="2026-11-20")
    after = browser.see("/")

    assert ("/values#crisis_line" in before.text, "/approvals" in before.text) == (True, True)
    assert ("nobody has called yet" in given.words, "/values#crisis_line" in given.text) == (True, True)
    assert ("nobody has called yet" in after.words, "/values#crisis_line" in after.text) == (False, False)


def test_each_thing_to_do_is_mended_at_its_place(hillside, edit):
    """What is wrong in a document, a change or a value leads to the very form in which it is written."""
    browser = edit(hillside.root, "hillside")
    browser.fill("/new", title="Our walk", kind="session")
    browser.fill(f"/edit/note/{PROCEDURE}?at=steps.meet", text="See [it](procedures/nowhere).", reason="Ours.")
    hillside.change("trusts/hillside/values.yml", "crisis_line: 0300 123 4567", "crisis_line: ask us")
    home = browser.see("/").text

    for place in (
        "/edit/change/sessions/our-walk?at=activities.first-activity&amp;back=/",
        "/edit/change/sessions/our-walk?at=front_sheet&amp;back=/",
        f"/edit/note/{PROCEDURE}?at=steps.meet&amp;note=0&amp;back=/",
        "/values#crisis_line",
    ):
        assert f'href="{place}"' in home


def test_a_logo_is_a_picture_that_is_small_enough(site, edit):
    """A picture goes into the trust's folder and is named in its file; what is none, or is too large, goes nowhere."""
    here = site()
    browser, _ = begun(here, edit)
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "#23504a").save(picture, "PNG")
    refused = [send_logo(browser, content) for content in (b"<svg/>", picture.getvalue() + b"x" * 40_000)]
    untouched = not (here.content / "trusts/lowside/assets").exists()
    saved = send_logo(browser, picture.getvalue())

    assert ([422, 422], True) == ([each.status for each in refused], untouched)
    assert all("at most 40 kB" in each.words for each in refused)
    assert "Now: logo.png" in saved.words
    assert picture.getvalue() == (here.content / "trusts/lowside/assets/logo.png").read_bytes()
    assert "logo: logo.png\n" in text(here, "trusts/lowside/trust.yml")
    assert [] == [each for each in here.check() if "logo" in each.sentence]


def send_logo(browser, content):
    """Send the form about a trust with a picture, as a browser sends files."""
    fields = browser.see("/trust").form("back") | {"do": ["save"]}
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{each}\r\n'.encode()
        for name, given in fields.items()
        if name
        for each in given
    ]
    head = b'--cut\r\nContent-Disposition: form-data; name="logo"; filename="ours.png"\r\n\r\n'
    body = b"".join([*parts, head, content, b"\r\n--cut--\r\n"])
    answer = browser.ask("POST", "/trust", body, Content_Type="multipart/form-data; boundary=cut")
    return browser.see(answer.heads["location"]) if answer.status == 303 else answer
