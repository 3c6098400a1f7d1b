"""Ids on pages: those that pages use are nobody else's, every heading has one, and no two things share one."""

import re
from pathlib import Path

import pytest
from conftest import REPOSITORY, Site

from generator.model.base import Audience
from generator.model.kinds import DOCUMENT_KINDS, EVERY_KIND, MENU_KINDS
from generator.page_ids import EVERY_MADE, EVERY_TEXT, FRAME, contents, ids, reserved, with_former_ids, with_ids

PAGES = REPOSITORY / "templates" / "pages"
SITE = REPOSITORY / "templates" / "site"

PAGES_OF = {
    "session": ["session"],
    "role-play": ["role-play", "paper/cards"],
    "resource": ["resource", "items", "paper/item", "paper/form", "paper/certificate", "paper/wallet"],
    "procedure": ["procedure"],
    "guide": ["guide"],
    "situation": ["situation"],
    "readers": ["readers"],
    "glossary": ["glossary"],
    "competencies": ["competencies"],
    "components": ["components"],
    "signposting": ["help-now"],
    "programme": ["timetable", "paper/materials", "two-trainers", "half-days"],
    "mapping": ["mapping"],
}
"""The templates of the pages on which the elements of a kind of file have their ids."""


MADE_UP = "who-is-called.md.jinja"
"""A page of no file, whose ids begin with those of documents."""


BY_NAME = {kind.name: kind for kind in EVERY_KIND}


def written(template: Path) -> set[str]:
    """Return the ids in a template, with what fills it in left out."""
    text = re.sub(r"\{\{.*?\}\}", "*", template.read_text(encoding="utf-8"))
    return set(re.findall(r'\bid="([^"]*)"', text))


def is_kept(name: str, kind: str) -> bool:
    """Say whether an id that a template writes, or every id that it makes, is one that no author may use."""
    return reserved(BY_NAME[kind].own_ids, BY_NAME[kind].made_ids)(name.replace("*", "x"))


@pytest.mark.parametrize("kind", PAGES_OF)
def test_every_id_that_a_page_uses_is_kept_for_it(kind):
    """Each id in the templates of a kind's pages is in the list, and nothing else is in it; an element's own is open."""
    found = {name for each in PAGES_OF[kind] for name in written(PAGES / f"{each}.md.jinja")}
    elsewhere = {"crisis-line", "coordinator-phone", "deputy-phone", "out-of-hours-phone", "bring", "handouts"}
    plain = {name for name in found if "*" not in name}
    made = {name for name in found - plain if name != "*"}

    assert BY_NAME[kind].own_ids - elsewhere == plain
    assert [] == [name for name in plain | made if not is_kept(name, kind)]
    assert EVERY_TEXT | {"bring", "handouts"} == written(PAGES / "parts.md.jinja") - {"*"}


def test_the_menu_has_every_kind_of_document_once():
    """What has pages of its own is in the menu and among the buttons of the search."""
    assert sorted(DOCUMENT_KINDS, key=lambda kind: kind.name) == sorted(MENU_KINDS, key=lambda kind: kind.name)


def test_every_template_with_elements_of_authors_is_known():
    """A template that writes the ids of elements belongs to a kind whose ids are looked at; rooms and the reference have no other ids."""
    known = {f"{each}.md.jinja" for listed in PAGES_OF.values() for each in listed}
    known |= {"parts.md.jinja", "reference.md.jinja", "room.html.jinja", MADE_UP}
    writing = {
        path.relative_to(PAGES).as_posix()
        for path in PAGES.rglob("*.jinja")
        if re.search(r'id="[^"]*\{\{ (?!letter|count|each\.name)', path.read_text(encoding="utf-8"))
    }

    assert set() == writing - known


def test_every_id_round_the_text_is_kept_for_the_site():
    """Each id in the theme's templates and scripts is one that no author may use, on any page."""
    pages = {name for path in (SITE / "overrides").rglob("*.html") for name in written(path)}
    scripts = " ".join(path.read_text(encoding="utf-8") for path in SITE.rglob("*.js"))
    asked = set(re.findall(r'(?:getElementById\("|\bthe\("#)([\w-]+)"|\.id = ["`]([\w-]+)', scripts))
    names = pages | {name for pair in asked for name in pair if name}

    assert {"hb-nav", "hb-run", "__search", "hb-kind-", "hb-words-"} <= names
    assert [] == [name for name in names if not (name in FRAME or re.fullmatch(EVERY_MADE, name))]


@pytest.mark.parametrize(
    ("path", "old", "taken"),
    [
        ("national/resources/starter-pack.yml", "id: before-a-visit", "about-this-document"),
        ("national/resources/starter-pack.yml", "id: before-a-visit", "in-this-pack"),
        ("national/resources/starter-pack.yml", "id: before-a-visit", "hb-nav"),
        ("national/sessions/listening-well.yml", "id: listening-pairs", "the-plan"),
        ("national/sessions/listening-well.yml", "id: listening-pairs", "close"),
        ("national/procedures/first-visit.yml", "id: meet", "steps"),
        ("national/procedures/first-visit.yml", "id: meet", "stage-meet"),
        ("national/role-plays/first-chat.yml", "id: person", "observer"),
        ("national/guides/role-description.yml", "id: first", "local-changes"),
        ("national/signposting.yml", "id: samaritans", "crisis-line"),
        ("national/glossary.yml", "id: ward", "letter-w"),
        ("national/competencies.yml", "id: listen-first", "where-this-comes-from"),
    ],
)
def test_an_id_that_the_page_uses_is_told(site, path, old, taken):
    """An element cannot take an id of its page, nor have had it: links would lead to the other one."""
    here: Site = site()
    text = (here.content / path).read_text(encoding="utf-8")
    name = re.search(old if old in text else r"- id: [a-z-]+", text)
    assert name is not None
    start = text.rindex("\n", 0, name.start()) + 1
    line = text.count("\n", 0, start) + 1
    here.write(path, text[: name.start()] + re.sub(r"id: .*", f"id: {taken}", name[0]) + text[name.end() :])
    found = [(each.mark.line, each.sentence) for each in here.check() if each.rule == "reserved-id"]

    assert [(line, f'the id "{taken}" is one that the page uses itself, so links would lead elsewhere')] == found


def test_an_id_that_a_trust_adds_or_that_was_is_told_in_its_own_file(site):
    """A trust's own element, and an alias, are held to the same list, and the trust's file is named."""
    here: Site = site("trust-amends")
    here.change(
        "national/guides/role-description.yml",
        "  - id: for-the-trainer\n",
        "  - id: for-the-trainer\n    aliases: [hb-nav]\n",
    )
    file = "trusts/hillside/amend/resources/starter-pack.yml"
    here.write(
        file,
        "amends: resources/starter-pack\nchanges:\n  - add: items\n    reason: Ours.\n"
        "    value: {id: in-this-pack, kind: handout, title: Ours, text: Words.}\n",
    )
    found = {(each.mark.path, each.mark.line) for each in here.check() if each.rule == "reserved-id"}

    assert {f"content/{file}"} <= {path for path, _ in found}
    assert any(path.endswith("role-description.yml") for path, _ in found)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("name", ["minimal", "trust-amends", "paper", "at-home", "local-session"])
def test_no_two_things_on_a_page_have_one_id(site, name, audience):
    """On every page each id stands once, and none is one of those that stand round the text, but for the search box."""
    here: Site = site(name)
    code = next(iter(here.library().trusts), "")
    rendered = here.render(code, audience)
    found = {page.path: ids(with_ids(page.html)) for page in (*rendered.pages, *rendered.paper)}
    twice = {path: [each for each in names if names.count(each) > 1] for path, names in found.items()}

    assert {} == {path: names for path, names in twice.items() if names}
    assert {"hb-search-here"} == FRAME & {each for names in found.values() for each in names}


def test_a_heading_without_an_id_gets_one_that_is_free():
    """Headings get ids from their words, counted where those are taken; one that the frame uses is taken too."""
    html = '<h2 id="tea">Tea</h2>\n<h3>Tea</h3>\n<h3>Tea &amp; <em>cake</em></h3>\n<h3>HB nav</h3>\n<h3>ت</h3>\n<h3>?</h3>\n'

    assert ("tea", "tea_1", "tea-cake", "hb-nav_1", "_1", "_2") == ids(with_ids(html))


def test_a_page_says_what_stands_on_it():
    """The contents of a page are its second and third levels of headings, in plain words."""
    html = '<h1 id="a">A</h1><h2 id="b">B &lt;<em>c</em></h2><h3 id="d">D</h3><h4 id="e">E</h4><h2 id="f">F</h2>'
    expected = [
        {"id": "b", "title": "B <c", "children": [{"id": "d", "title": "D"}]},
        {"id": "f", "title": "F", "children": []},
    ]

    assert expected == contents(html)


def test_former_ids_lead_to_the_heading_of_today():
    """Each id that an element had before stands in its heading; what has no heading keeps none."""
    html = '<h2 id="now">Now</h2>\n<p id="other">Other</p>\n'
    expected = '<h2 id="now"><span id="once"></span><span id="then"></span>Now</h2>\n<p id="other">Other</p>\n'

    assert expected == with_former_ids(html, {"now": ("once", "then"), "other": ("x",)})
