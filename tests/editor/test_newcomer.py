"""What a person stumbles over who never saw the editor: the way back, what is wrong and where, what a page says first."""

import re
from datetime import date

import pytest

PROCEDURE = "procedures/first-visit"
SESSION = "sessions/listening-well"
AT = f"/edit/change/{PROCEDURE}?at="
SEEN = f"/see/trainer/{PROCEDURE}/"


def test_one_comes_back_to_the_place_that_was_changed(hillside, edit):
    """A button on a page leads back to its own heading; one of the timetable to the timetable, of the list to the list."""
    browser = edit(hillside.root, "hillside")
    page, timetable, todo = (browser.see(each).text for each in (SEEN, "/timetable", "/documents"))
    answer = browser.fill(
        f"{AT}steps.plan-visit&back={SEEN}%23plan-visit", follow=False, f__within="1 day", reason="Us"
    )

    assert f"at=steps.plan-visit&amp;back={SEEN}%23plan-visit" in page
    assert "&amp;back=/timetable%23" in timetable
    assert "back=/&" not in page + timetable + todo
    assert answer.heads["location"].startswith(f"{SEEN}?saved=")
    assert answer.heads["location"].endswith("#plan-visit")


def test_each_line_of_what_is_to_do_opens_a_form_and_leads_back(hillside, edit):
    """Also where an element was taken out, so that the minutes of a session no longer add up."""
    browser = edit(hillside.root, "hillside")
    activity = hillside.library().national[SESSION].model.activities[0].id
    browser.fill(f"/edit/out/{SESSION}?at=activities.{activity}", reason="We have no room.")
    links = re.findall(r'href="(/edit/change/[^"]*)"', browser.see("/").text)
    pages = [browser.see(each.replace("&amp;", "&")) for each in links]
    saved = browser.fill(links[-1].replace("&amp;", "&"), follow=False, f__minutes="15", reason="Shorter here.")

    assert links
    assert [200] * len(pages) == [each.status for each in pages]
    assert saved.heads["location"].startswith("/?saved=")


def test_what_is_wrong_is_named_at_the_top_with_the_way_to_it(hillside, edit):
    """A form that could not be saved says which fields to look at, and tells no difference where there is none."""
    browser = edit(hillside.root, "hillside")
    page = browser.see(f"{AT}steps.plan-visit")
    fields = {**page.form("back"), "f.within": ["1 day"], "f.action": ["Agree a day.\r\n\r\n- first\r\n- second"]}
    first = browser.send(f"{AT}steps.plan-visit", {**fields, "reason": "Ours.", "do": "save"})
    again = browser.see(f"{AT}steps.plan-visit").form("back")
    refused = browser.send(f"{AT}steps.plan-visit", {**again, "f.within": ["2 days"], "reason": "", "do": "save"})

    assert "Saved." in first.words
    assert 'Look at: <a href="#reason">Why does your trust differ here?</a>' in refused.text
    assert "\r" not in "".join(again["f.action"])


def test_what_was_saved_before_is_not_told_beside_what_was_not(hillside, edit):
    """A form that is refused after another was saved does not begin with "Saved."."""
    browser = edit(hillside.root, "hillside")
    browser.fill("/values", value__team_base="Oak House")
    refused = browser.fill("/values?saved=1", value__crisis_line="call us")

    assert "not saved yet" in refused.words
    assert "Saved." not in refused.words


@pytest.mark.parametrize(("do", "place"), [("down:f.components.0", "1"), ("up:f.components.1", "0")])
def test_one_stays_at_the_entry_that_was_moved(site, edit, do, place):
    """A page that is shown again after an entry of a list was moved begins at that entry."""
    browser = edit(site().root)
    page = browser.see(AT)
    moved = browser.send(AT, {**page.form("back"), "do": do})
    shown = re.search(r'<select id="f\.components\.(\d)"[^>]* autofocus', moved.text)

    assert shown
    assert place == shown[1]


def test_what_was_saved_bears_the_name_it_has_now(site, edit):
    """The list of saved changes names an element as it is called after the change."""
    browser = edit(site().root)
    saved = browser.fill(f"{AT}steps.plan-visit", f__title="Plan the visit")

    assert "Saved. Change: Plan the visit (First visit)" in saved.words


def test_documents_are_found_by_their_numbers(site, edit):
    """The number that stands on a document finds it, and stands before its title."""
    found = edit(site().root).see("/documents?q=sop-01")

    assert "SOP-01 First visit" in found.words
    assert "Listening well" not in found.words


def test_what_stands_between_braces_is_told(hillside, edit):
    """Beside a text with a name between braces stands what readers see in its place."""
    hillside.change(
        f"national/{PROCEDURE}.yml", "action: Agree a day with the person.", "action: Call {{ local.crisis_line }}."
    )
    page = edit(hillside.root, "hillside").see(f"{AT}steps.plan-visit")

    assert "{{ local.crisis_line }} becomes “0300 123 4567”" in page.words


def test_nothing_is_told_as_changed_before_anything_is(hillside, edit):
    """A national text that quotes a fact is compared as it was written, on both sides: only what a trust writes differs."""
    fact = "  - {id: wait, text: within 30 minutes, meaning: How long you wait., by_hand: [in half an hour]}\n"
    hillside.write("national/facts.yml", f"title: Facts\nintroduction: What texts say alike.\nfacts:\n{fact}")
    hillside.change(
        f"national/{PROCEDURE}.yml", "action: Agree a day with the person.", 'action: "Answer {{ fact.wait }}, always."'
    )
    browser = edit(hillside.root, "hillside")
    opened = browser.see(f"{AT}steps.plan-visit")
    browser.fill(f"{AT}steps.plan-visit", f__action="Answer {{ fact.wait }}, every day.", reason="Ours.")
    changed = browser.see(f"{AT}steps.plan-visit")

    assert "{{ fact.wait }} becomes “within 30 minutes”" in opened.words
    assert "What you changed" not in opened.words
    assert 1 == changed.words.count("What you changed")
    assert "What you changed Answer {{ fact.wait }}, always. every day." in changed.words


def test_what_goes_is_shown_as_people_read_it(hillside, edit):
    """Before something is taken out it is shown by the names of its fields, and not as a file has it."""
    activity = hillside.library().national[SESSION].model.activities[0]
    page = edit(hillside.root, "hillside").see(f"/edit/out/{SESSION}?at=activities.{activity.id}")

    assert f"Title {activity.title}" in page.words
    assert "led_by" not in page.words


def test_a_national_change_is_asked_about_by_its_name(hillside, edit):
    """A question names the step and the field in words, gives the reason of one's own text, and says what follows."""
    browser = edit(hillside.root, "hillside")
    browser.fill(f"{AT}steps.plan-visit", f__within="1 day", reason="We are near.")
    hillside.change(f"national/{PROCEDURE}.yml", "within: 2 working days", "within: 3 working days")
    page = browser.see("/stale")
    saved = browser.send("/stale", {**page.form("question"), "choice": "keep", "by": "Board", "do": "decide"})

    assert "Agree a day with the person: By when (First visit)" in page.words
    assert "Your reason: We are near." in page.words
    assert "you are asked again with the next edition" in page.words
    assert "Saved. Keep ours: Agree a day with the person: By when (First visit)" in saved.words


def test_a_fact_that_is_no_good_is_not_said_to_be_there(hillside, edit):
    """An example that was taken for one's own is told in the field's own words, and nothing is said to be complete."""
    example = hillside.library().declared_values["team_base"].example
    hillside.write("trusts/hillside/values.yml", f"crisis_line: 0300 123 4567\nteam_base: {example}\n")
    page = edit(hillside.root, "hillside").see("/values")

    assert "1 saved, but not right yet. Look at: Team base" in page.words
    assert "is the invented example, and not your own" in page.words
    assert "Every fact that is needed is there" not in page.words


def test_only_what_can_be_undone_has_a_button(hillside, edit):
    """Of two changes in one file the later one can be undone; the facts that were written are named."""
    browser = edit(hillside.root, "hillside")
    browser.fill("/values", value__team_base="Oak House")
    browser.fill("/values", value__team_base="Ash House")
    page = browser.see("/saved")

    assert 1 == page.text.count('action="/saved/')
    assert "Phone numbers and facts: Team base" in page.words


def test_a_form_that_somebody_else_began_says_who(hillside, edit, monkeypatch):
    """Two people share one folder: what one left half done bears a name and a day for the other."""
    monkeypatch.setattr("generator.editor.workspace.person", lambda _root: "Ada")
    first = edit(hillside.root, "hillside")
    form = {**first.see(f"{AT}steps.plan-visit").form("back"), "f.within": ["1 day"], "do": "keep"}
    first.send(f"{AT}steps.plan-visit", form)
    monkeypatch.setattr("generator.editor.workspace.person", lambda _root: "Ben")
    second = edit(hillside.root, "hillside")

    assert "Ada began this on" in second.see(f"{AT}steps.plan-visit").words
    assert "You began this on" in first.see(f"{AT}steps.plan-visit").words
    assert "Ada, " in second.see("/").words


def test_a_day_is_called_off(hillside, edit):
    """A tick beside its date is written down as by hand, and goes again."""
    browser = edit(hillside.root, "hillside")
    form = browser.see("/timetable").form("date.day-1")
    browser.send("/trust/dates", {**form, "date.day-1": "2027-01-11", "off.day-1": "yes", "do": "save"})
    off = (hillside.content / "trusts/hillside/trust.yml").read_text(encoding="utf-8")
    shown = browser.see("/timetable").text
    back = {**browser.see("/timetable").form("date.day-1"), "do": "save"}
    back.pop("off.day-1")
    browser.send("/trust/dates", back)

    assert "dates:\n  day-1: 2027-01-11\ncancelled: [day-1]\n" in off
    assert re.search(r'name="off\.day-1" value="yes" checked', shown)
    assert "cancelled" not in (hillside.content / "trusts/hillside/trust.yml").read_text(encoding="utf-8")


def test_what_is_wrong_with_the_trust_is_named_at_the_top(hillside, edit):
    """The form about the trust is like others: a red box first, which leads to the fields."""
    browser = edit(hillside.root, "hillside")
    refused = browser.fill("/trust", f__people="40")
    top = refused.text.partition("<form")[0]

    assert 422 == refused.status
    assert "Not saved yet" in top
    assert 'Look at: <a href="#f.people">' in top


def test_a_number_and_its_call_today_are_corrected_at_once(hillside, edit):
    """A day that is typed anew, or is today, is that of the new number; only an old day goes with the old number."""
    values = hillside.content / "trusts/hillside/values.yml"
    today = date.today().isoformat()
    browser = edit(hillside.root, "hillside")
    browser.fill("/values", called__crisis_line=today)
    browser.fill("/values", value__crisis_line="0300 123 4568")
    same_day = values.read_text(encoding="utf-8")
    browser.fill("/values", called__crisis_line="2026-11-02")
    browser.fill("/values", value__crisis_line="0300 123 4569")

    assert f"# Called on {today}.\ncrisis_line: 0300 123 4568\n" in same_day
    assert "# Called" not in values.read_text(encoding="utf-8")


def test_minutes_that_do_not_fit_are_told_where_one_looks(hillside, edit):
    """After something was placed, what it does to the minutes of its day stands beside "Saved.", with the way to the day."""
    browser = edit(hillside.root, "hillside")
    form = "/edit/add/programmes/core?at=days.day-1.parts&kind=local&after=day-1-break&back=/timetable%23day-1"
    placed = browser.fill(form, f__title="Walk", f__what="You walk.", f__minutes="20", reason="Ours.")
    flash = placed.text.partition('class="ed-flash"')[2].partition("</form>")[0]

    assert "Saved." in placed.words
    assert '<a href="#day-1">Day 1: Listening</a>: <span class="ed-danger">20 minutes too many</span>' in flash


def test_facts_that_texts_use_are_marked_as_they_are_counted(hillside, edit):
    """A fact that only texts ask for is needed as To do counts it: the label and both counts agree."""
    more = "  - {id: form, label: Form, meaning: Which form., type: text, example: Form 2, required: false}\n"
    path = hillside.content / "national/local-values.yml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    hillside.change("national/procedures/first-visit.yml", "Tell the ward.", "Fill in {{ local.form }}.")
    browser = edit(hillside.root, "hillside")
    home, page = browser.see("/").words, browser.see("/values")

    assert "Fill in 1 fact" in home
    assert "1 fact that is needed is still missing" in page.words
    assert "Form (needed)" in page.words


def test_what_is_wrong_is_said_with_titles(hillside, edit):
    """To do names documents by their titles, and no file of the national edition."""
    browser = edit(hillside.root, "hillside")
    browser.fill("/edit/whole/role-plays/first-chat", reason="We play our own.")
    home = browser.see("/").words

    assert "“Listening well” needs “First chat”, which this edition takes out." in home
    assert "role-plays/first-chat" not in home
    assert "content/national" not in home


def test_signs_in_a_text_are_explained_beside_it(hillside, edit):
    """Where stars or a link stand in a text, one line says what they do; where none stand, nothing is said."""
    step = "/edit/change/procedures/first-visit?at=steps.plan-visit"
    plain = edit(hillside.root, "hillside").see(step).words
    hillside.change(
        "national/procedures/first-visit.yml",
        "Agree a day with the person.",
        "Please **agree** [a day](sessions/listening-well).",
    )
    page = edit(hillside.root, "hillside").see(step).words

    assert "stars" not in plain
    assert "Between two pairs of stars, words are bold" in page
    assert "[words](page) is a link" in page


def test_who_leads_is_called_as_on_the_pages(hillside, edit):
    """The form of a session calls those who lead it what its readers call them."""
    form = edit(hillside.root, "hillside").see("/edit/change/sessions/listening-well?at=activities.warm-up").words

    assert "Peer trainer" in form
    assert "Experienced peer" not in form


def test_a_rehearsal_is_seen_and_cannot_go_out(hillside, edit):
    """With a number that is kept for films a trust sees its pages in the editor, and publishing stops at that number."""
    browser = edit(hillside.root, "hillside")
    saved = browser.fill("/values", value__crisis_line="01632 960 123")
    page = browser.see("/see/peer/procedures/first-visit/").words
    told = [each.level.value for each in hillside.check() if each.rule == "invented-number"]

    assert "1 saved, but not right yet" in saved.words
    assert "01632 960 123" in page
    assert ["error"] == told


def test_what_is_ticked_is_compared_by_its_words(hillside, edit):
    """A national choice of several is said as the ticks are called, and is no difference until a tick changes."""
    at = f"/edit/change/{SESSION}?at=activities.listening-pairs"
    browser = edit(hillside.root, "hillside")
    opened = browser.see(at)
    browser.fill(at, f__led_by=["clinician"], reason="Ours.")
    changed = browser.see(at).words

    assert "experienced-peer" not in opened.words
    assert "What you changed" not in opened.words
    assert "National text Peer trainer Clinical trainer What you changed Peer trainer Clinical trainer" in changed
