"""What a person stumbles over who never saw the editor: the way back, what is wrong and where, what a page says first."""

import re

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
