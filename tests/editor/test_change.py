"""Elements changed in the editor: the files then say what a careful person would have written by hand, byte for byte."""

import json

import pytest

PROCEDURE = "national/procedures/first-visit.yml"
OWN = "trusts/hillside/amend/procedures/first-visit.yml"
AT = "/edit/change/procedures/first-visit?at="
WHY = {"reason": "We are few.", "by": "Board", "on": "2026-11-02"}


def text(here, path=PROCEDURE):
    """Return the text of a file of the content."""
    return (here.content / path).read_text(encoding="utf-8")


def test_a_national_editor_changes_the_file_itself(site, edit):
    """Only the line of the changed field is another; comments, order and all other lines are as they were."""
    here = site()
    here.change(PROCEDURE, "purpose: So", "# A comment that stays.\npurpose: So")
    before = text(here)
    saved = edit(here.root).fill(f"{AT}steps.plan-visit", f__within="1 working day", f__record="Your diary")

    assert "Saved. Change: " in saved.words
    assert before.replace("within: 2 working days", "within: 1 working day").replace(
        "record: Diary", "record: Your diary", 1
    ) == text(here)


def test_a_new_field_goes_where_the_model_has_it(site, edit):
    """A key that was not there stands after those that come before it, and one that is emptied goes with its line."""
    here = site()
    before = text(here)
    browser = edit(here.root)
    browser.fill(f"{AT}steps.tell-ward", f__title="Tell the ward")
    browser.fill(f"{AT}steps.plan-visit", f__within="")

    expected = before.replace("  - id: tell-ward\n", "  - id: tell-ward\n    title: Tell the ward\n").replace(
        "    within: 2 working days\n", ""
    )
    assert expected == text(here)


def test_a_table_on_one_line_stays_on_one(site, edit):
    """What stands between braces is written so again, and goes below its key where it has become too long."""
    here = site()
    before = text(here)
    browser = edit(here.root)
    browser.fill(f"{AT}duties.peer-worker", f__duty="Comes: always.")

    assert before.replace(
        "{id: peer-worker, who: Peer worker, duty: Goes.}",
        '{id: peer-worker, who: Peer worker, duty: "Comes: always."}',
    ) == text(here)


def test_a_trust_writes_a_change_of_its_own(hillside, edit):
    """The same gesture writes an amendment with its base, reason and approval; the national file is not touched."""
    before = text(hillside)
    browser = edit(hillside.root, "hillside")
    saved = browser.fill(f"{AT}steps.plan-visit", f__within="1 working day", f__record="Your diary", **WHY)

    assert "Saved." in saved.words
    assert before == text(hillside)
    assert """\
# yaml-language-server: $schema=../../../../../schemas/amendment.json
amends: procedures/first-visit
changes:
  - replace: steps.plan-visit.within
    with: 1 working day
    reason: We are few.
    base: "BASE"
    approved: {by: Board, on: 2026-11-02}

  - replace: steps.plan-visit.record
    with: Your diary
    reason: We are few.
    base: "BASE"
    approved: {by: Board, on: 2026-11-02}
""" == _without_bases(text(hillside, OWN))
    assert [] == [each for each in hillside.check() if OWN in each.mark.path]


def _without_bases(written):
    lines = written.split("\n")
    return "\n".join('    base: "BASE"' if line.startswith('    base: "') else line for line in lines)


def test_a_second_change_of_the_same_text_edits_the_first(hillside, edit):
    """There is one change of one text, and one that says what the national text says goes altogether."""
    browser = edit(hillside.root, "hillside")
    browser.fill(f"{AT}steps.plan-visit", f__within="1 working day", **WHY)
    browser.fill(f"{AT}steps.plan-visit", f__within="4 hours")
    twice = text(hillside, OWN)
    browser.fill(f"{AT}steps.plan-visit", f__within="2 working days")

    assert (1, True, True) == (twice.count("replace:"), "with: 4 hours" in twice, "by: Board" in twice)
    assert not (hillside.content / OWN).exists()


def test_a_reason_is_asked_for_beside_its_field(hillside, edit):
    """Without a reason nothing is written; the words are kept, and offered again when the form is opened."""
    browser = edit(hillside.root, "hillside")
    refused = browser.fill(f"{AT}steps.plan-visit", f__within="1 hour")
    again = browser.see(f"{AT}steps.plan-visit&back=/saved")

    assert 422 == refused.status
    assert "Not saved yet. 1 thing is wrong or missing" in refused.words
    assert "Say why this trust differs" in refused.words
    assert not (hillside.content / OWN).exists()
    assert "You began this on" in again.words
    assert ["1 hour"] == again.form("back")["f.within"]


def test_what_is_wrong_stands_beside_its_field(site, edit):
    """Each field bears what `check` says of it, and what a field lacks is told at that field."""
    here = site()
    before = text(here)
    browser = edit(here.root)
    refused = browser.fill(f"{AT}steps.plan-visit", f__who="", f__components__0="9.9")
    other = browser.fill(f"{AT}steps.tell-ward", f__action="See <b>this</b> now.")

    assert [422, 422] == [refused.status, other.status]
    assert "is missing here" in beside(refused, "f.who")
    assert "form it must have" in beside(refused, "f.components.0")
    assert "&lt;b&gt;" in beside(other, "f.action")
    assert before == text(here)


def beside(page, name):
    """Return what is said to be wrong beside a field."""
    return page.text.partition(f'id="{name}-wrong"')[2].partition("</div>")[0]


def test_what_is_wrong_is_said_before_a_reason_is_given(hillside, edit):
    """The reason is asked for last, so a field that one leaves is judged without it; nothing is saved so."""
    browser = edit(hillside.root, "hillside")
    form = browser.see(f"{AT}steps.plan-visit").form("back")
    tried = browser.send(f"{AT}steps.plan-visit", {**form, "f.who": "", "do": "try"})
    refused = browser.send(f"{AT}steps.plan-visit", {**form, "f.who": "", "do": "save"})

    assert {"f.who", "reason"} == set(json.loads(tried.text)["problems"])
    assert "2 things are wrong or missing" in refused.words
    assert "is missing here" in beside(refused, "f.who")
    assert not (hillside.content / OWN).exists()


def test_words_that_are_hard_to_read_are_told_and_saved(hillside, edit):
    """What `check` would warn of is said as one leaves the field, and keeps nothing from being saved."""
    browser = edit(hillside.root, "hillside")
    long = "We go " + "on and on " * 9 + "until it ends."
    form = {**browser.see(f"{AT}steps.plan-visit").form("back"), "f.action": long, "reason": "Ours."}
    tried = json.loads(browser.send(f"{AT}steps.plan-visit", {**form, "do": "try"}).text)
    saved = browser.send(f"{AT}steps.plan-visit", {**form, "do": "save"})
    told = [each for each in hillside.check() if OWN in each.mark.path]

    assert {} == tried["problems"]
    assert {"f.action": [each.sentence for each in told]} == tried["advice"]
    assert ["long-sentence"] == [each.rule for each in told]
    assert "Saved." in saved.words


def test_locks_are_kept_and_say_why(hillside, edit):
    """A locked step has no button to change it, says why, and a form sent all the same changes nothing."""
    browser = edit(hillside.root, "hillside")
    seen = browser.see("/see/trainer/procedures/first-visit/")
    refused = browser.fill(f"{AT}steps.leave-word", f__who="Nobody", **WHY)

    assert "at=steps.leave-word" not in seen.text
    assert "Someone must know where you are. It cannot be changed locally" in seen.words
    assert not (hillside.content / OWN).exists()
    assert refused.status in (200, 422)


def test_a_step_is_added_noted_taken_out_and_put_back(hillside, edit):
    """Each gesture writes what a person would have written by hand, and `check` finds nothing wrong with it."""
    browser = edit(hillside.root, "hillside")
    browser.fill(
        "/edit/add/procedures/first-visit?at=steps&after=plan-visit",
        f__title="Ring the bell",
        f__who="Peer worker",
        f__action="Ring once.\n\nThen wait.",
        **WHY,
    )
    browser.fill("/edit/note/procedures/first-visit?at=steps.meet", text="Mind the dog.", **WHY)
    browser.fill("/edit/out/procedures/first-visit?at=duties.peer-worker", reason="We have none.")
    written = text(hillside, OWN)

    assert """\
  - add: steps
    after: plan-visit
    value:
      id: ring-the-bell
      title: Ring the bell
      who: Peer worker
      action: |
        Ring once.

        Then wait.
    reason: We are few.
    approved: {by: Board, on: 2026-11-02}

  - note: steps.meet
    text: Mind the dog.
    reason: We are few.
    base: "BASE"
    approved: {by: Board, on: 2026-11-02}

  - remove: duties.peer-worker
    reason: We have none.
    base: "BASE"
""" == _without_bases(written).partition("changes:\n")[2]
    assert [] == [each for each in hillside.check() if OWN in each.mark.path]
    browser.fill("/edit/back/procedures/first-visit?at=steps.meet")
    browser.fill("/edit/out/procedures/first-visit?at=steps.ring-the-bell")

    assert (["remove"]) == [word for word in ("add", "note", "remove") if f"- {word}:" in text(hillside, OWN)]


def test_a_national_editor_adds_moves_and_takes_out(site, edit):
    """An element stands after the one it was added to, moves with its lines, and goes without a trace."""
    here = site()
    before = text(here)
    browser = edit(here.root)
    browser.fill("/edit/add/procedures/first-visit?at=duties&after=coordinator", f__who="Manager", f__duty="Pays.")
    added = text(here)
    page = browser.see("/document/procedures/first-visit")
    word = page.form("form-word")["form-word"]
    browser.send("/edit/move/procedures/first-visit?at=duties.manager&by=up", {"form-word": word})
    moved = text(here)
    browser.fill("/edit/out/procedures/first-visit?at=duties.manager")

    line = "  - {id: manager, who: Manager, duty: Pays.}\n"
    first = "  - {id: coordinator, who: Coordinator, duty: Sees that visits happen.}\n"
    assert before.replace(first, first + line) == added
    assert before.replace(first, line + first) == moved
    assert before == text(here)


def test_lists_are_arranged_without_scripts(site, edit):
    """Buttons add an entry to a list, move and take out others; the words typed so far are kept, and then saved."""
    here = site()
    browser = edit(here.root)
    path = "/edit/change/sessions/listening-well?at="
    form = browser.see(path).form("back")
    count = int(form["f.outcomes.#"][0])
    more = browser.send(path, {**form, "do": "add:f.outcomes"})
    form = more.form("back")
    form[f"f.outcomes.{count}"] = ["Stop."]
    form = browser.send(path, {**form, "do": f"up:f.outcomes.{count}"}).form("back")
    saved = browser.send(path, {**form, "do": "save"})

    assert "Stop." == form[f"f.outcomes.{count - 1}"][0]
    assert "Saved." in saved.words
    assert "  - Stop.\n" in text(here, "national/sessions/listening-well.yml")


def test_a_change_of_somebody_else_is_never_written_over(site, edit):
    """Where the text changed since the form was opened both are shown, and the person chooses; else both are kept."""
    here = site()
    browser = edit(here.root)
    path = f"{AT}steps.plan-visit"
    form = browser.see(path).form("back")
    form["f.within"] = ["1 hour"]
    here.change(PROCEDURE, "within: 2 working days", "within: 3 working days")
    here.change(PROCEDURE, "purpose: So that", "purpose: Now that")
    asked = browser.send(path, {**form, "do": "save"})
    theirs = text(here)
    saved = browser.send(path, {**asked.form("back"), "do": "over"})

    assert 409 == asked.status
    assert "Somebody changed this while you wrote" in asked.words
    assert "within: 3 working days" in theirs
    assert "Saved." in saved.words
    assert ("within: 1 hour" in text(here), "purpose: Now that" in text(here)) == (True, True)


def test_a_change_elsewhere_in_the_file_is_kept(site, edit):
    """Somebody's change to another part of the same file stands beside what is saved here."""
    here = site()
    browser = edit(here.root)
    form = browser.see(f"{AT}steps.plan-visit").form("back")
    here.change(PROCEDURE, "purpose: So that", "purpose: Now that")
    browser.send(f"{AT}steps.plan-visit", {**form, "f.within": ["1 hour"], "do": "save"})

    assert ("within: 1 hour" in text(here), "purpose: Now that" in text(here)) == (True, True)


def test_each_saved_change_can_be_undone_also_later(site, edit):
    """Undo brings back the very bytes, also after the editor was closed, and not over what was written since."""
    here = site()
    before = text(here)
    first = edit(here.root)
    first.fill(f"{AT}steps.plan-visit", f__within="1 hour")
    later = edit(here.root)
    page = later.see("/saved")
    word = page.form("form-word")["form-word"]
    undone = later.send("/saved/1/undo", {"form-word": word})

    assert before == text(here)
    assert "Undone" in undone.words
    later.fill(f"{AT}steps.plan-visit", f__within="2 hours")
    here.change(PROCEDURE, "within: 2 hours", "within: 3 hours")
    refused = later.send("/saved/3/undo", {"form-word": word})

    assert 409 == refused.status
    assert "within: 3 hours" in text(here)


def test_what_comes_late_of_a_saved_form_is_not_kept(site, edit):
    """A page that sends what was typed after it was saved does not bring the form back as half done."""
    here = site()
    browser = edit(here.root)
    path = f"{AT}steps.plan-visit"
    form = {**browser.see(path).form("back"), "f.within": ["1 hour"]}
    browser.send(path, {**form, "do": "keep"})
    before = browser.see("/").words
    browser.send(path, {**form, "do": "save"})
    late = browser.send(path, {**form, "do": "keep"})

    assert "Begun and not saved" in before
    assert 204 == late.status
    assert "Begun and not saved" not in browser.see("/").words


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "!!python/object/apply:os.system ['true']",
    "- [x]: &a *a ? | > # %",
    "\u202eright to left\u202c",
    "nul \x00 and bell \x07",
    "'\"\\\n\t: # ",
    "x" * 1_000_000,
)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["f.within", "f.action", "f.who"])
def test_hostile_text_is_refused_or_harmless(site, edit, words, name):
    """Whatever is typed, it is text on every page and in the file, or it is refused and the file is as it was."""
    here = site()
    before = text(here)
    browser = edit(here.root)
    form = browser.see(f"{AT}steps.plan-visit").form("back")
    answer = browser.send(f"{AT}steps.plan-visit", {**form, name: [words], "do": "save"})
    read = here.library()

    assert "<script>alert" not in answer.text
    assert answer.status in (200, 400, 422)
    assert answer.status == 200 or before == text(here)
    assert not [each for each in read.problems if each.mark.path.endswith(PROCEDURE)]
