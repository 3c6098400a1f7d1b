"""A document that was begun opens with what is still to be written in it, part by part, and the way to each form."""

import re

import pytest

from generator.model.kinds import BEGUN

TITLE = "Title, summary and what it is about"
PLACE = {each.name: f"/document/{each.folder}/our-walk" for each in BEGUN}


def left(page):
    """Return the addresses of the forms that a page names as still to be written, in order."""
    section = page.text.partition('id="left"')[2].partition('id="held"')[0]
    return [each.replace("&amp;", "&") for each in re.findall(r'<a class="ed-button ed-tool" href="([^"]*)"', section)]


def unwritten(here):
    """Return the sentences of `check` about what is still to be written, as a page has them."""
    found = (each.sentence for each in here.check() if each.rule == "unfinished")
    return [f"{each[:1].upper()}{each[1:]}" for each in found]


def written(form):
    """Return what stands in a form with own words in the place of each that is still to be written."""
    return {name: [re.sub(r"To write:[^\n]*", "Our words", text) for text in given] for name, given in form.items()}


@pytest.mark.parametrize("kind", [each.name for each in BEGUN])
def test_a_begun_document_says_what_is_still_to_be_written(hillside, edit, kind):
    """It opens on that list in the words of `check`, what it must have first; each line has its form, which leads back."""
    browser = edit(hillside.root, "hillside")
    page = browser.fill("/new", title="Our walk", kind=kind)
    told = unwritten(hillside)
    forms = left(page)

    assert told
    assert not [each for each in told if each not in page.words]
    assert forms[0] == f"/edit/change/{PLACE[kind].removeprefix('/document/')}?at=&back={PLACE[kind]}"
    assert f"Go on writing: {TITLE}" in page.words
    for form in forms:
        page = browser.send(form, {**written(browser.see(form).form("back")), "do": "save"})
        assert "Saved." in page.words, page.words
        assert page.address.startswith(PLACE[kind])
    assert not unwritten(hillside)


def test_what_is_written_is_no_longer_asked_for(hillside, edit):
    """The list gets shorter with each form, the page says that more is to come, and last that nothing is left."""
    browser = edit(hillside.root, "hillside")
    page = browser.fill("/new", title="Our walk", kind="procedure")
    count = len(left(page))
    seen = browser.see("/see/trainer/procedures/our-walk/").words
    for form in left(page)[:1]:
        page = browser.send(form, {**written(browser.see(form).form("back")), "do": "save"})

    assert count - 1 == len(left(page))
    assert "Some of it is still to be written. Go on writing" in seen
    assert "First step Change" in page.words
    assert "What it can hold besides" in page.words


@pytest.mark.parametrize(("kind", "where"), [("resource", "Resources"), ("role-play", "Role plays")])
def test_what_nothing_uses_is_said_last_and_with_where_it_is_named(hillside, edit, kind, where):
    """That no part names a document yet is not to be written in it: going on ends, and the page says where to name it."""
    browser = edit(hillside.root, "hillside")
    page = browser.fill("/new", title="Our walk", kind=kind)
    for _ in range(9):
        forms = left(page)
        for form in forms:
            page = browser.send(form, {**written(browser.see(form).form("back")), "do": "save"})
        if not forms:
            break
    after, home = page.words, browser.see("/").text

    assert [] == forms
    assert "Go on writing" not in after
    assert "Nothing in it is left to be written" in after
    assert "No session, step or text uses this document. Name it in another document. Open that, go to the" in after
    assert f"press Change, and choose it under {where}." in after
    assert f'<a href="{PLACE[kind]}#unused">Our walk</a>' in home


def test_a_national_text_is_not_asked_about(hillside, edit):
    """What a trust does not write itself is no task of the trust's."""
    page = edit(hillside.root, "hillside").see("/document/procedures/first-visit")

    assert ("still to be written" in page.words, "Nothing in it is left" in page.words) == (False, False)
    assert "What it holds" in page.words
