"""Hostile text in every other form of the editor: it is text, or it is refused; no page runs it and no file breaks."""

import re
from datetime import date

import pytest

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'}}{{ 7 * 7 }}{% include x %}",
    "!!python/name:os.system &a *a",
    "x: y # z\n- w",
    "\u202eright to left",
    "bell \x07 nul \x00",
)
FORMS: tuple[tuple[str, str, dict[str, str | list[str]]], ...] = (
    ("/values", "value.team_base", {}),
    ("/values", "value.crisis_line", {}),
    ("/trust", "f.name", {}),
    ("/trust", "f.report_to", {}),
    ("/edit/note/procedures/first-visit?at=steps.meet", "text", {"reason": "Ours."}),
    ("/edit/note/procedures/first-visit?at=steps.meet", "reason", {"text": "Mind the dog."}),
    ("/edit/note/procedures/first-visit?at=steps.meet", "by", {"text": "Mind the dog.", "reason": "Ours."}),
    ("/edit/note/procedures/first-visit?at=steps.meet", "on", {"text": "A.", "reason": "Ours.", "by": "Board"}),
    ("/edit/out/procedures/first-visit?at=duties.peer-worker", "reason", {}),
    ("/edit/add/procedures/first-visit?at=duties&after=coordinator", "f.who", {"f.duty": "Pays.", "reason": "Ours."}),
    ("/edit/add/procedures/first-visit?at=duties", "f.id", {"f.who": "A", "f.duty": "Pays.", "reason": "Ours."}),
    ("/approvals", "by", {"document": ["procedures/first-visit"]}),
    ("/approvals", "version", {"document": ["procedures/first-visit"], "by": "Board"}),
    ("/approvals", "document", {"by": "Board"}),
    ("/contacts", "by", {"contact": ["signposting.emergency"], "on": date.today().isoformat()}),
    ("/contacts", "contact", {"by": "Lead", "on": date.today().isoformat()}),
    ("/new", "title", {"kind": "procedure"}),
    ("/new", "kind", {"title": "Ours"}),
)


@pytest.mark.parametrize(("path", "name", "others"), FORMS, ids=[f"{path}-{name}" for path, name, _ in FORMS])
def test_hostile_text_is_text_or_refused(hillside, edit, path, name, others):
    """Every kind of it in a field leaves files that can be read, and no page on which it would run."""
    browser = edit(hillside.root, "hillside")
    pages = []
    for words in HOSTILE:
        form = browser.see(path).form("back")
        pages.append(browser.send(path, {**form, **others, name: [words], "do": "save"}))
        if number := re.search(r"/saved/(\d+)/undo", pages[-1].text):
            browser.send(f"/saved/{number[1]}/undo", {"form-word": form["form-word"]})
    pages += [browser.see(each) for each in ("/", "/saved", "/see/trainer/procedures/first-visit/", "/documents")]
    left = [each for each in hillside.library().problems if each.rule in ("yaml", "tag", "anchor", "control-character")]

    assert not any("<script>alert" in each.text for each in pages)
    assert all(each.status in (200, 400, 422) for each in pages)
    assert [] == left


@pytest.mark.parametrize("words", ["../../outside", "/etc", "a/../../b", "con", "%2e%2e", "x\\..\\y"])
def test_names_that_climb_lead_nowhere(hillside, edit, words):
    """A title, an id or a document's name with a path in it makes no file outside its folder."""
    before = {path for path in hillside.folder.rglob("*") if ".drafts" not in path.parts}
    browser = edit(hillside.root, "hillside")
    browser.fill("/new", title=words, kind="procedure")
    browser.see(f"/edit/change/{words}?at=")
    browser.see(f"/document/{words}")
    browser.see(f"/mend/content/trusts/hillside/{words}.yml")
    new = {path for path in hillside.folder.rglob("*") if ".drafts" not in path.parts and path.is_file()} - before
    inside = hillside.content / "trusts/hillside/add/procedures"

    assert all(path.parent == inside or "templates" in path.parts or path.parent == hillside.folder for path in new)
    assert not (hillside.folder.parent / "outside.yml").exists()
