"""Pages of the editor: as readers see them, with what may be done; files that cannot be read; what cannot be written."""

PROCEDURE = "national/procedures/first-visit.yml"


def test_a_page_is_as_its_readers_see_it(hillside, edit):
    """Peers see no trainers' text, trainers do, links lead on inside the editor, and each part has its buttons."""
    browser = edit(hillside.root, "hillside")
    page = "/see/{}/sessions/listening-well/"
    peer, trainer = (browser.see(page.format(who)) for who in ("peer", "trainer"))

    assert ("What you do" in peer.words, "What you do" in trainer.words) == (False, True)
    assert "/edit/change/sessions/listening-well?at=activities." in peer.text
    assert 200 == browser.see("/see/peer/").status
    assert 404 == browser.see("/see/peer/nowhere/").status


def test_a_change_is_on_the_page_at_once(site, edit):
    """What was saved is on the page that one goes back to."""
    here = site()
    browser = edit(here.root)
    path = "/edit/change/procedures/first-visit?at=steps.plan-visit&back=/see/peer/procedures/first-visit/"
    shown = browser.fill(path, f__within="1 hour and no more")

    assert "1 hour and no more" in shown.words
    assert "Saved." in shown.words


def test_documents_are_found_by_their_titles(site, edit):
    """The list holds every document by kind, and a search only those whose titles hold the words."""
    browser = edit(site().root)
    every, found = browser.see("/documents"), browser.see("/documents?q=first+VISIT")

    assert ("First visit" in every.words, "Listening well" in every.words) == (True, True)
    assert ("First visit" in found.words, "Listening well" in found.words) == (True, False)


def test_a_file_that_cannot_be_read_is_shown_with_its_place_and_mended(site, edit):
    """The other documents can be edited all the same; the broken one is shown as text, and saved once it is mended."""
    here = site()
    good = (here.content / PROCEDURE).read_text(encoding="utf-8")
    here.change(PROCEDURE, "summary: What", "summary What")
    browser = edit(here.root)
    home = browser.see("/")
    asked = browser.see(f"/mend/content/{PROCEDURE}")
    other = browser.see("/edit/change/sessions/listening-well?at=")
    mended = browser.send(f"/mend/content/{PROCEDURE}", {**asked.form("text"), "text": [good]})

    assert f"/mend/content/{PROCEDURE}" in home.text
    assert "Line 2" in asked.words
    assert 200 == other.status
    assert "Nothing is wrong with this file any more" in mended.words
    assert good == (here.content / PROCEDURE).read_text(encoding="utf-8")


def test_a_link_is_not_written_through(site, edit):
    """A file that is a link to one outside is not changed, and neither is what it leads to."""
    here = site()
    outside = here.folder / "outside.yml"
    path = here.content / PROCEDURE
    outside.write_bytes(path.read_bytes())
    before = outside.read_bytes()
    browser = edit(here.root)
    form = browser.see("/edit/change/procedures/first-visit?at=duties.peer-worker").form("back")
    path.unlink()
    path.symlink_to(outside)
    answer = browser.send(
        "/edit/change/procedures/first-visit?at=duties.peer-worker", {**form, "f.duty": ["Comes."], "do": "save"}
    )

    assert 422 == answer.status
    assert before == outside.read_bytes()


def test_a_trust_cannot_write_into_the_national_folder(hillside, edit):
    """An editor for a trust mends no national file, and none outside the content."""
    browser = edit(hillside.root, "hillside")
    answers = [browser.see(f"/mend/content/{PROCEDURE}"), browser.see("/mend/mkdocs.yml")]

    assert [422, 422] == [each.status for each in answers]
    assert all("outside what may be written" in each.words for each in answers)
