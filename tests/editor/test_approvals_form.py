"""The form of approvals: what is ticked stays ticked, what was taken out is approved there too, and when to look again."""

import re
from datetime import date

from generator.content.records import records
from generator.upkeep.recording import look_again

PLAY = "role-plays/first-chat"


def ticked(text):
    """Return what is ticked on a page."""
    return set(re.findall(r'<input type="checkbox" name="document" value="([^"]*)" checked>', text))


def test_the_ticks_of_whole_kinds_stay(hillside, edit):
    """A save that is refused keeps every tick: of all of a kind, and of one document."""
    refused = edit(hillside.root, "hillside").fill("/approvals", by="", document=["procedures/*", PLAY])

    assert 422 == refused.status or "Not written down yet" in refused.words
    assert {"procedures/*", PLAY} == ticked(refused.text)


def test_it_is_proposed_to_look_again_after_a_year_and_a_month(hillside, edit):
    """The form proposes the day that the command takes; a yearly meeting comes before it."""
    page = edit(hillside.root, "hillside").see("/approvals")

    assert look_again(date.today()).isoformat() == page.form("review_by")["review_by"][0]


def test_what_was_taken_out_is_approved_in_the_form(hillside, edit):
    """It is named in To do and in the form; once approved it is neither there nor told as open."""
    browser = edit(hillside.root, "hillside")
    browser.fill(f"/edit/whole/{PLAY}", reason="We play our own.")
    browser.fill("/approvals", by="Board", document=["procedures/*", "sessions/*", "guides/*", "resources/*"])
    before = browser.see("/").words
    form = browser.see("/approvals").words
    done = browser.fill("/approvals", by="Board", document=[PLAY])
    approvals = records(hillside.library().trusts["hillside"].records).approvals

    assert "First chat , taken out" in before
    assert "First chat Taken out of our edition" in form
    assert "Saved. Approved: First chat" in done.words
    assert PLAY == approvals[-1][0].document
    assert "First chat , taken out" not in browser.see("/").words


def test_a_decision_that_one_document_waits_for_passes_the_others_over(hillside, edit):
    """Of all that are ticked as a kind, those are signed that wait for it, and it is told how many were passed over."""
    browser = edit(hillside.root, "hillside")
    kinds = ["procedures/*", "sessions/*"]
    done = browser.fill("/approvals", by="Board", decision="ratified", document=kinds)
    none = browser.fill("/approvals", by="Board", decision="ratified", document=["sessions/*"])
    signed = records(hillside.library().trusts["hillside"].records).signatures

    assert "Ratified: First visit. The front sheet asks for: Test group." in done.words
    assert "Left as they are, for they do not wait for it: 1" in done.words
    assert "ask for no “ratified”" in none.words or 'ask for no "ratified"' in none.words
    assert ["procedures/first-visit"] == [each.document for each, _ in signed]


def test_the_page_of_what_is_out_says_who_approved_that(hillside, edit):
    """It leads to Approvals until somebody approved it, and then names whoever did."""
    browser = edit(hillside.root, "hillside")
    out = browser.fill(f"/edit/whole/{PLAY}", reason="We play our own.")
    browser.fill("/approvals", by="Board", document=[PLAY])
    after = browser.see(f"/edit/whole/{PLAY}")

    assert "Nobody has approved it yet." in out.words
    assert f'href="/approvals?document={PLAY}"' in out.text
    assert "Approved by Board." in after.words
