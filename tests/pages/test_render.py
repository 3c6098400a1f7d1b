"""An edition into pages: what the small sites' golden pages do not show."""

import re
from dataclasses import replace

import pytest
from conftest import REPOSITORY, TODAY

from generator.changes.edition_reports import Reports
from generator.editions.edition import Edition
from generator.model.base import Audience
from generator.pages.render import render
from generator.pages.templates import Templates

TEMPLATES = Templates(REPOSITORY / "templates" / "pages")


def without(edition: Edition, *ids: str) -> Edition:
    """Return an edition in which some files are not there."""
    return replace(edition, entries={name: entry for name, entry in edition.entries.items() if name not in ids})


def paths(edition: Edition) -> set[str]:
    """Return the paths of all pages of an edition."""
    return {page.path for page in render(edition, TEMPLATES, Reports(today=TODAY)).pages}


@pytest.mark.parametrize(
    ("missing", "gone"),
    [
        ("signposting", {"help-now.md"}),
        ("competencies", {"competencies.md"}),
        ("glossary", {"glossary.md"}),
        ("components", {"components/index.md", "components/1-1.md", "components/2-1.md", "components/4-1.md"}),
        ("guides/role-description", {"guides/index.md", "guides/role-description.md"}),
    ],
)
def test_what_is_not_there_has_no_page(site, missing, gone):
    """A file that an edition does not have leaves out its page and its list, and nothing else."""
    edition = site().edition()

    assert gone == paths(edition) - paths(without(edition, missing))


def test_without_days_the_timetable_is_empty(site):
    """An edition without a programme has a timetable without days, and no page for any."""
    edition = without(site().edition(), "programmes/core")

    assert {"programme/index.md"} == {path for path in paths(edition) if path.startswith("programme/")}


def test_every_page_says_what_it_is(site):
    """Every page has a title and a description in bare words, and ends with one line end."""
    here = site("trust-amends")
    pages = [page for code in ("", "hillside") for page in here.render(code, Audience.TRAINER).pages]
    expected: list[object] = []

    assert expected == [
        page.path
        for page in pages
        if not page.title or not page.description or "](" in page.description or not page.html.endswith("\n")
    ]
    assert {"status.md", "overview.md", "differences.md"} <= {page.path for page in pages}


def test_a_documents_page_carries_its_facts(site):
    """What stands round a document's page is its kind, version, state, review date, origin and PDF."""
    page = next(
        page for page in site("trust-amends").render("hillside").pages if page.entry == "procedures/first-visit"
    )
    expected = {
        "kind": "procedure",
        "kind_title": "Procedure",
        "pdf": "downloads/first-visit.pdf",
        "version": "0.1",
        "state": "Draft",
        "review_by": "2027-11-01",
        "origin": "amended",
    }

    assert expected == {name: getattr(page.meta, name) for name in expected}


def test_a_page_that_is_no_documents_names_its_kind(site):
    """A page without a document of its own says only which kind of page it is."""
    pages = {page.path: page for page in site().render().pages}

    assert ("home", "", "glossary") == (
        pages["index.md"].meta.kind,
        pages["index.md"].entry,
        pages["glossary.md"].meta.kind,
    )


def test_procedures_are_listed_by_their_reference(site):
    """Procedures stand in the order of their reference, guides in that of their titles."""
    here = site()
    text = (here.content / "national/procedures/first-visit.yml").read_text(encoding="utf-8")
    here.write("national/procedures/a-later-one.yml", text.replace("SOP-01", "SOP-02"))
    guide = (here.content / "national/guides/role-description.yml").read_text(encoding="utf-8")
    here.write("national/guides/zebra.yml", guide.replace("title: Role description", 'title: "“All about” us"'))
    order = [page.path for page in here.render().pages]

    assert order.index("procedures/first-visit.md") < order.index("procedures/a-later-one.md")
    assert order.index("guides/zebra.md") < order.index("guides/role-description.md")


def test_a_link_in_a_changed_text_is_words_where_the_change_is_told(site):
    """On pages that tell of changes, a link in a text or a reason is plain words, as it may lead nowhere from there."""
    here = site("trust-amends")
    file = "trusts/hillside/amend/procedures/first-visit.yml"
    here.change(file, "with: Goes with another.", 'with: "Goes, see [the meeting](#meet)."')
    here.change(file, "reason: Families often are.", 'reason: "Families, see [how to go home](#go-home)."')
    here.change(
        file, "    reason: Our wards are quick.", '    reason: "See [how to go](procedures/first-visit#go-home)."'
    )
    told = here.page("differences.md", "hillside") + here.page("overview.md", "", Audience.TRAINER)
    own = here.page("procedures/first-visit.md", "hillside")

    assert ["<p>Goes, see the meeting.</p>"] == [line for line in told.splitlines() if "the meeting" in line]
    assert (2, 2) == (told.count("Families, see how to go home."), told.count("See how to go."))
    assert '<a href="#meet">the meeting</a>' in own
    assert '<a href="#go-home">how to go home</a>' in own


def test_the_same_edition_gives_the_same_pages(site):
    """An edition rendered twice gives equal pages."""
    here = site("trust-amends")

    assert here.render("hillside", Audience.TRAINER) == here.render("hillside", Audience.TRAINER)


@pytest.mark.parametrize(
    ("audience", "expected"),
    [(Audience.PEER, ("What to bring", True)), (Audience.TRAINER, ("What people bring", False))],
)
def test_a_session_says_what_to_bring_and_what_is_given_out(site, audience, expected):
    """Peers read what to bring and which handouts and scenes there are; trainers have those in their materials."""
    here = site()
    here.change("national/sessions/listening-well.yml", "preparation:\n", "bring: [Your own pen.]\npreparation:\n")
    page = here.page("sessions/listening-well.md", "", audience)

    assert f'<h2 id="bring">{expected[0]}</h2>\n<ul>\n<li>Your own pen.</li>' in page
    assert expected[1] == ('<h2 id="handouts">Handouts and scenes</h2>' in page)


def test_only_what_trainers_read_alone_is_marked_for_them(site):
    """In trainers' editions, pages on which they read more than peers are marked; handouts and forms are not."""
    here = site("paper")
    rendered = here.render("", Audience.TRAINER)
    peers = here.render("", Audience.PEER)
    marked = {page.path for page in (*rendered.pages, *rendered.paper) if page.for_trainers}
    unmarked = {"resources/second-pack.md", "procedures/first-visit.md", "help-now.md", "paper/read-and-understood.md"}

    assert {"sessions/listening-well.md", "role-plays/first-chat.md", "programme/day-1.md"} <= marked
    assert set() == marked & unmarked
    assert [] == [page.path for page in (*peers.pages, *peers.paper) if page.for_trainers]


def test_a_handout_leads_to_the_sessions_and_days_that_use_it(site):
    """Below a sheet that a session uses, and below its handout, stands that session with its day; not below others."""
    html = site().page("resources/starter-pack.md")
    used = [found.start() for found in re.finditer('<div class="hb-on-paper hb-used">', html)]
    place = '<a href="../sessions/listening-well.md">Listening well</a> (<a href="../programme/day-1.md">Day 1: Listening</a>)'
    sheet, after = (html.index(f'<h2 id="{name}">') for name in ("listening-card", "my-notes"))

    assert 2 == len(used) == html.count(f"<p><strong>Used in</strong> {place}</p>")
    assert sheet < used[0] < after < used[1]
