"""A whole document is taken out of a trust's edition on its own page, and put back; what still needs it is offered."""

from generator.content.fingerprints import fingerprint

PLAY = "role-plays/first-chat"
FORM = f"/edit/whole/{PLAY}"
OWN = f"trusts/hillside/amend/{PLAY}.yml"
PLACE = "activities.listening-pairs"
USE = f"/edit/out/sessions/listening-well?at={PLACE}.role_plays"
GUIDE = """\
title: Ours
summary: Ours.
front_sheet: {version: "1", status: draft, owner: Lead, review_by: 2027-11-01}
sections:
  - {id: one, title: One, text: "Hello."}
"""


def test_its_page_has_the_gesture_and_says_what_needs_it(hillside, edit):
    """The page of a role play leads to the form, which names the session that runs it and offers it there."""
    browser = edit(hillside.root, "hillside")
    seen, form = browser.see(f"/see/trainer/{PLAY}/"), browser.see(FORM)

    assert f'href="{FORM}?at=&amp;back=' in seen.text
    assert "Take out of our edition" in seen.words
    assert "Listening well: Listening pairs Take it out there" in form.words
    assert f'href="{USE}&amp;back={FORM}"' in form.text


def test_it_is_taken_out_as_by_hand_and_put_back(hillside, edit):
    """A reason is asked for; the change is the one of `remove: document`; then it is out, and comes back without a trace."""
    browser = edit(hillside.root, "hillside")
    refused = browser.fill(FORM)
    out = browser.fill(FORM, reason="We play our own.", by="Board", on="2026-11-02")
    written = (hillside.content / OWN).read_text(encoding="utf-8")
    told = [each.rule for each in hillside.check() if OWN in each.mark.path]
    home, listed, seen = (browser.see(each) for each in ("/", "/documents", f"/see/trainer/{PLAY}/"))
    back = browser.fill(FORM)

    assert (422, "Say why" in refused.words) == (refused.status, True)
    assert "Saved. Taken out: First chat" in out.words
    assert "  - remove: document\n    reason: We play our own.\n    base: " in written
    assert "approved: {by: Board, on: 2026-11-02}\n" in written
    assert ["taken-out"] == told
    assert "First chat: taken out" in home.words
    assert f'href="{FORM}"' in home.text
    assert "Taken out of your edition First chat" in listed.words
    assert "You took this document out of your edition. Your reason: We play our own. Approved by Board." in seen.words
    assert "Saved. Put back: First chat" in back.words
    assert not (hillside.content / OWN).exists()


def test_its_uses_are_taken_out_from_there(hillside, edit):
    """What needs it alone goes on a short page that names it by its title; then nothing is wrong any more."""
    browser = edit(hillside.root, "hillside")
    browser.fill(FORM, reason="We play our own.")
    asked = browser.see(f"{USE}&back={FORM}")
    after = browser.fill(f"{USE}&back={FORM}", reason="We play our own.")
    written = (hillside.content / "trusts/hillside/amend/sessions/listening-well.yml").read_text(encoding="utf-8")

    assert "Take out: Role plays (Listening pairs)" in asked.words
    assert "Role plays First chat" in asked.words
    assert PLAY not in asked.words
    assert f"  - remove: {PLACE}.role_plays\n" in written
    assert "Nothing in your edition needs it." in after.words
    assert not [each for each in hillside.check() if "/amend/" in each.mark.path]


def test_a_use_beside_others_is_changed(hillside, edit):
    """Where a list names other documents too, its form is opened, so that these stay."""
    play = (hillside.content / f"national/{PLAY}.yml").read_text(encoding="utf-8")
    hillside.write("national/role-plays/second-chat.yml", play)
    session = "national/sessions/listening-well.yml"
    hillside.change(session, f"role_plays: [{PLAY}]", f"role_plays: [{PLAY}, role-plays/second-chat]")
    browser = edit(hillside.root, "hillside")
    browser.fill(FORM, reason="We play our own.")
    use = f"/edit/change/sessions/listening-well?at={PLACE}&back={FORM}"
    listed = browser.see(FORM).text
    form = browser.send(use, {**browser.see(use).form("back"), "do": "drop:f.role_plays.0"}).form("back")
    after = browser.send(use, {**form, "reason": "We play our own.", "do": "save"})

    assert f'href="{use.replace("&", "&amp;")}"' in listed
    assert "Nothing in your edition needs it." in after.words


def test_it_can_be_undone(hillside, edit):
    """Undo brings the document back, with the changes that had stood in it."""
    browser = edit(hillside.root, "hillside")
    browser.fill(f"/edit/change/{PLAY}?at=", f__skill="Patience", reason="Ours.")
    before = (hillside.content / OWN).read_bytes()
    asked = browser.see(FORM)
    out = browser.fill(FORM, reason="We play our own.")
    undone = browser.send("/saved/2/undo", {"form-word": out.form("form-word")["form-word"]})

    assert "Your change inside it goes too." in asked.words
    assert "Undone" in undone.words
    assert before == (hillside.content / OWN).read_bytes()


def test_a_lock_keeps_it_and_says_why(hillside, edit):
    """A document with a locked part has no such button, says why, and a form sent all the same changes nothing."""
    browser = edit(hillside.root, "hillside")
    seen, form = browser.see("/see/trainer/procedures/first-visit/"), browser.see("/edit/whole/procedures/first-visit")

    assert "Take out of our edition" not in seen.words
    assert "It cannot be taken out as a whole. Someone must know where you are." in seen.words
    assert 422 == form.status
    assert not (hillside.content / "trusts/hillside/amend").exists()


def test_a_lock_where_it_is_needed_keeps_it(hillside, edit):
    """What a locked activity needs cannot be taken out: the form says which, and `check` says so of a change by hand."""
    session = "national/sessions/listening-well.yml"
    hillside.change(
        session, "  - id: listening-pairs\n", "  - id: listening-pairs\n    lock: extend\n    lock_reason: x\n"
    )
    form = edit(hillside.root, "hillside").see(FORM)
    base = fingerprint(hillside.library().national[PLAY].node)
    change = f"amends: {PLAY}\nchanges:\n  - remove: document\n    reason: x\n    base: '{base}'\n"
    hillside.write(OWN, change)
    told = [(each.level.value, each.rule) for each in hillside.check() if OWN in each.mark.path]

    assert 422 == form.status
    assert "Listening well: Listening pairs needs it." in form.words
    assert [("error", "taken-out")] == told


def test_a_document_of_ones_own_goes_with_what_is_on_record_of_it(hillside, edit):
    """Its file goes, and its approval, unless something links to it; undo brings both back."""
    hillside.write("trusts/hillside/add/guides/ours.yml", GUIDE)
    hillside.write("trusts/hillside/add/guides/other.yml", GUIDE.replace("Hello.", "See [ours](guides/ours)."))
    browser = edit(hillside.root, "hillside")
    browser.fill("/approvals", by="Board", document=["guides/ours", "guides/other"])
    before = {path: path.read_bytes() for path in (hillside.content / "trusts/hillside").rglob("*.yml")}
    refused = browser.fill("/edit/whole/guides/ours")
    other = browser.fill("/edit/whole/guides/other")
    gone = browser.fill("/edit/whole/guides/ours")
    word = gone.form("form-word")["form-word"]
    left = sorted(path.name for path in (hillside.content / "trusts/hillside").rglob("*.yml"))
    undone = [browser.send(f"/saved/{number}/undo", {"form-word": word}).status for number in (3, 2)]

    assert (422, "Texts that link to it" in refused.words) == (refused.status, True)
    assert ("Saved. Taken out: Ours" in other.words, "Saved. Taken out: Ours" in gone.words) == (True, True)
    assert ["trust.yml", "values.yml"] == left
    assert [200, 200] == undone
    assert before == {path: path.read_bytes() for path in (hillside.content / "trusts/hillside").rglob("*.yml")}


def test_what_changed_nationally_in_it_is_asked_by_its_title(hillside, edit):
    """A document that was left out and says something else now is a question with its title; to take it brings it back."""
    browser = edit(hillside.root, "hillside")
    browser.fill(FORM, reason="We play our own.")
    hillside.change(f"national/{PLAY}.yml", "You practise a first meeting.", "You practise two meetings.")
    page = browser.see("/stale")
    done = browser.send("/stale", {**page.form("question"), "choice": "take", "by": "Board", "do": "decide"})

    assert "First chat" in page.words
    assert "Your reason: We play our own." in page.words
    assert "Saved. Take the national text: First chat" in done.words
    assert not (hillside.content / OWN).exists()


def test_what_still_speaks_of_it_is_listed_with_its_forms(hillside, edit):
    """Texts that name it, or link to it, stay when nothing needs it any more: each is listed with the form to mend it."""
    session = "national/sessions/listening-well.yml"
    hillside.change(session, "name: Pens,", "name: 'Set of role cards: First chat',")
    hillside.change(
        session, "    facilitator: Call out the time.", "    facilitator: Play First chat. Call out the time."
    )
    hillside.change(session, "You may watch instead.", "You may watch [the play](role-plays/first-chat) instead.")
    browser = edit(hillside.root, "hillside")
    browser.fill(FORM, reason="We play our own.")
    done = browser.fill(f"{USE}&back={FORM}", reason="We play our own.")
    told = [each for each in hillside.check() if each.rule == "still-named"]
    home = browser.see("/").words
    browser.fill(
        f"/edit/change/sessions/listening-well?at={PLACE}",
        f__facilitator="Call out the time.",
        reason="We play our own.",
    )
    browser.fill("/edit/out/sessions/listening-well?at=materials.pens", reason="We play our own.")
    after = browser.see(FORM)

    assert "Nothing in your edition needs it. These texts still speak of it" in done.words
    assert f'href="/edit/change/sessions/listening-well?at={PLACE}&amp;back={FORM}"' in done.text
    assert f'href="/edit/out/sessions/listening-well?at=materials.pens&amp;back={FORM}"' in done.text
    assert [("notice", OWN)] == [(each.level.value, each.mark.path.removeprefix("content/")) for each in told]
    assert 'Listening well still speaks of "First chat", which this edition takes out' in told[0].sentence
    assert "Listening well still speaks of" in home
    assert ("at=materials.pens" in after.text, f"at={PLACE}&amp;" in after.text) == (False, False)
    assert "Listening well" in after.words  # the link in its note is left


def test_the_part_that_needs_it_can_go_with_it(hillside, edit):
    """Beside the field that names a document, the whole part is offered, in case it stands there for that alone."""
    browser = edit(hillside.root, "hillside")
    browser.fill(FORM, reason="We play our own.")
    page = browser.see(FORM)

    assert f'href="/edit/out/sessions/listening-well?at={PLACE}&amp;back={FORM}"' in page.text
    assert "Take the whole part out" in page.words


def test_a_play_of_ones_own_with_the_same_title_is_spoken_of(hillside, edit):
    """Where a trust plays its own of the same title, texts that name it are right."""
    session = "national/sessions/listening-well.yml"
    hillside.change(session, "name: Pens,", "name: 'Set of role cards: First chat',")
    play = (hillside.content / f"national/{PLAY}.yml").read_text(encoding="utf-8")
    hillside.write("trusts/hillside/add/role-plays/our-chat.yml", play.replace("status: approved", "status: draft"))
    edit(hillside.root, "hillside").fill(FORM, reason="We play our own.")

    assert not [each for each in hillside.check() if each.rule == "still-named"]
