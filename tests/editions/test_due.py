"""What falls due as days go by: it is told, it stands beside the number, and it stops nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from browsing import serving
from building import project
from conftest import TODAY, Site
from playwright.sync_api import Page, expect

from generator.build.build import Options, build, check
from generator.changes.edition_reports import reports
from generator.changes.readiness import status
from generator.cli.formats import status_json, status_text
from generator.editions.due_dates import contacts_due, overdue, reviews_due
from generator.model.base import Audience
from generator.pages.identity import identity
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.problems import Level, stops
from generator.site.search_index import search_script
from generator.text.language import Language

LAST, LATER = date(2027, 11, 1), date(2027, 11, 2)
"""The day everything of the minimal site has to be checked by, and the day after."""

CALL = "<strong>Not checked lately</strong> Was to be checked by 1 November 2027; call it before you rely on it."
LOOK = "<strong>Not checked lately</strong> Was to be checked by 1 November 2027; make sure before you rely on it."


def pages(here: Site, today: date, code: str = "") -> dict[str, str]:
    """Return the Markdown of every page of an edition, site and paper, as of a day."""
    library, edition = here.library(), here.edition(code)
    told = reports(library, edition, (), today)
    made = render(edition, Templates(here.root / "templates" / "pages"), told)
    return {page.path: page.html for page in (*made.pages, *made.paper)}


def test_a_page_says_what_was_to_be_checked_and_when(site):
    """From the day after, and not on the day, each contact, each place of a directory and each law says so."""
    here = site()
    before, after = pages(here, LAST), pages(here, LATER)
    changed = {path: markdown for path, markdown in after.items() if markdown != before[path]}

    assert {
        "help-now.md": [2, 0],
        "resources/starter-pack.md": [1, 1],
        "procedures/first-visit.md": [0, 0],
        "paper/who-can-help.md": [2, 0],
    } == {path: [markdown.count(CALL), markdown.count(LOOK)] for path, markdown in changed.items()}
    assert 2 == after["procedures/first-visit.md"].count(LOOK.partition("</strong> ")[2])
    assert f"01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}001</a></li>\n<li>{CALL}</li>\n" in after["help-now.md"]


def test_nothing_but_what_fell_due_depends_on_the_day(site):
    """Years later every page is as it was on the day after, so that nothing is made anew without need."""
    here = site()

    assert pages(here, LATER) == pages(here, date(2040, 2, 29))


def test_a_form_to_fill_in_says_it_too(site):
    """A contact in a form to fill in on a screen says that it was to be checked."""
    here = site()
    here.change("national/resources/starter-pack.yml", "items:\n", "fillable: true\nitems:\n")

    assert CALL in pages(here, LATER)["paper/starter-pack-form.md"]
    assert CALL not in pages(here, LAST)["paper/starter-pack-form.md"]


def test_nobody_in_danger_is_kept_from_calling(site):
    """The emergency number is never to be tried out, whatever its day."""
    here = site()
    here.change("national/signposting.yml", "phone: 01632 960 001", 'phone: "999"')
    said = pages(here, LATER)["help-now.md"]

    assert "Was to be checked by 1 November 2027; in danger, call it all the same." in said
    assert 1 == said.count("call it before you rely on it")


def test_covers_and_urgent_results_say_it(site):
    """Beside the number on a cover, and above urgent results of search, it stands too; the trust's own number has no day."""
    here = site("trust-amends")
    here.change("national/signposting.yml", "    nations: [scotland]\n", "")
    edition = here.edition("hillside")
    lines = [identity(edition, day).lines for day in (LAST, LATER)]
    told = [
        render(edition, Templates(here.root / "templates" / "pages"), reports(here.library(), edition, (), day))
        for day in (LAST, LATER)
    ]
    words = "Was to be checked by 1 November 2027; call it before you rely on it."

    assert [0, 2] == [sum(words in each.how for each in found) for found in lines]
    assert [0, 2] == [search_script(each).count(words) for each in told]


def test_what_is_due_is_told_with_place_day_and_who(site):
    """What is due names what it is, where it stands, since when, who has to do it and who did it last."""
    edition = site().edition("", Audience.TRAINER)
    contacts = {each.name: (each.day, each.who, each.last) for each in contacts_due(edition, LATER)}
    reviews = {each.name: (each.day, each.who) for each in reviews_due(edition, LATER)}

    assert () == (*contacts_due(edition, LAST), *reviews_due(edition, LAST))
    assert (LAST, "The test editors", "2026-11-01") == contacts["signposting.any-hour"]
    assert (LAST, "Editor", "2026-11-01") == contacts["resources/starter-pack.hill-garden"]
    assert (LAST, "Editor") == reviews["programmes/core"]


def test_status_is_not_ready_and_lists_what_is_due(site):
    """A status counts what fell due among what stands in the way, and lists each with its place."""
    here = site("trust-amends")
    library, edition = here.library(), here.edition("hillside", Audience.TRAINER)
    found = status(library, edition, (), LATER)
    text, told = status_text(found), status_json(found)

    assert "2 contacts had to be checked again" in found.obstacles
    assert "Contacts to check again (./handbook confirm hillside NAME records that you called):" in text
    assert "Left to the national editors, and late (./handbook confirm hillside NAME" in text
    place = "content/national/signposting.yml:11"
    assert f"Any Hour (signposting.any-hour): to be checked by {LAST}, by Peer Support Lead" in text
    assert f"last checked on 2026-11-01, at {place}" in text
    assert ("contact", "signposting.any-hour", str(LAST), place) == next(
        (each["what"], f"{each['document']}.{each['element']}", each["by"], f"{each['path']}:{each['line']}")
        for each in told["due"]
        if each["element"] == "any-hour"
    )
    assert not told["ready"]


def test_the_page_on_whether_an_edition_is_ready_lists_it(site):
    """Trainers read on the page of the status which contacts are due, and how to record that one was called."""
    here = site("trust-amends")
    library, edition = here.library(), here.edition("hillside", Audience.TRAINER)
    told = reports(library, edition, (), LATER)
    made = render(edition, Templates(here.root / "templates" / "pages"), told)
    page = next(each.html for each in made.pages if each.path == "status.md")

    assert (
        "<strong>Any Hour</strong> <code>signposting.any-hour</code>, to be checked by 1 November 2027, by Peer Support Lead."
        in page
    )
    assert "<code>./handbook confirm hillside NAME" in page


def test_a_course_that_is_over_is_told_and_stops_nothing(site):
    """Once the last of its days is past, a trust is asked for the dates of the next course."""
    here = site("trust-amends")
    trust = here.content / "trusts/hillside/trust.yml"
    trust.write_text(trust.read_text(encoding="utf-8") + "dates: {day-1: 2027-01-11}\n", encoding="utf-8")
    library = here.library()
    days = (date(2027, 1, 11), date(2027, 1, 12))
    found = {day: [each for each in check(library, ("hillside",), day) if each.rule == "past-course"] for day in days}

    assert [] == found[date(2027, 1, 11)]
    assert [("content/trusts/hillside/trust.yml", Level.NOTICE)] == [
        (each.mark.path, each.level) for each in found[date(2027, 1, 12)]
    ]


@pytest.mark.content
def test_no_day_stops_the_real_content(real_library):
    """Years ahead, when all is due, nothing in the real content stops a build, a preview or a publish that is strict."""
    problems = check(real_library, ("", next(iter(real_library.trusts))), date(2040, 2, 29))

    assert not stops(problems, strict=True)
    assert "stale-contact" in {each.rule for each in problems}


def test_a_strict_build_of_another_day_changes_what_fell_due_and_nothing_else(site, tmp_path):
    """A site built again on the day after says it on the pages of the contacts, which are new copies; all others keep theirs."""
    here = site()
    options = Options(root=here.root, today=LAST, site_dir=tmp_path / "site", jobs=1, only="site", strict=True)
    build(options)
    before = {path: path.read_bytes() for path in options.site_dir.rglob("index.html")}
    build(replace(options, today=LATER))
    changed = {
        path.relative_to(options.site_dir).as_posix() for path, old in before.items() if path.read_bytes() != old
    }

    due = ("help-now", "resources/starter-pack", "procedures/first-visit", "copies")
    assert {f"{each}/index.html" for each in due} == {each for each in changed if not each.startswith("trainer/")}


def test_an_urgent_search_says_it_beside_the_number(site: Callable[..., Site], tmp_path: Path, page: Page) -> None:
    """In a browser, the number above urgent results carries that it was to be checked, and still calls at a tap."""
    here = site()
    saying = "  - {id: danger, say: [overdose], urgent: true}\n"
    here.write("national/synonyms.yml", f"title: Words\nintroduction: What people say.\nentries:\n{saying}")
    options = Options(root=here.root, today=LATER, site_dir=tmp_path / "site", jobs=1, only="site")
    build(options)
    with serving(options.site_dir) as server:
        page.goto(server.address)
        page.locator("label[for=__search]").first.click()
        page.locator("input[name=query]").first.fill("overdose")
        call = page.locator("header .hb-search-calls a").first
        expect(call).to_contain_text("Was to be checked by 1 November 2027; call it before you rely on it.")

        assert "tel:01632960001" == call.get_attribute("href")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the program itself and a small site, to run its commands in."""
    return project(tmp_path_factory.mktemp("elsewhere"), "trust-amends")


def at(moment: str, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the real command with the machine's clock set to a moment; files keep their times, so that what is compiled counts."""
    clock = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
    known = {**os.environ, **clock, "PYTHONPATH": str(root), "GITHUB_ACTIONS": "false"}
    command = ["faketime", moment, sys.executable, "-m", "generator.cli", *words]
    return subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, check=False, timeout=240)


@pytest.mark.parametrize("moment", ["2027-11-02 09:00", "2030-01-01 00:30", "2040-02-29 23:30"])
def test_a_strict_check_passes_on_any_day(elsewhere: Path, moment: str) -> None:
    """With the clock years ahead, a check that is strict tells what fell due and ends as on the day before."""
    told = at(moment, elsewhere, "check", "--strict")

    assert 0 == told.returncode, told.stdout + told.stderr
    assert "notice: the details of" in told.stdout
    assert told.stdout.splitlines()[-1].startswith("0 errors, 0 warnings, ")


def test_a_strict_build_passes_on_any_day_and_says_so_on_the_page(elsewhere: Path) -> None:
    """With the clock years ahead a site is published, and its page says that the number was to be checked."""
    told = at("2030-01-01 09:00", elsewhere, "build", "hillside", "--only", "site", "--strict", "--jobs", "1")
    page = elsewhere / "site/hillside/help-now/index.html"

    assert 0 == told.returncode, told.stdout + told.stderr
    assert "Was to be checked by 1 November 2027; call it before you rely on it." in page.read_text(encoding="utf-8")


def test_a_trust_is_not_ready_when_something_fell_due(elsewhere: Path) -> None:
    """With the clock years ahead the status is not ready, and names the contact, its day and its place."""
    told = at("2030-01-01 09:00", elsewhere, "status", "hillside")

    assert 1 == told.returncode
    assert "Any Hour (signposting.any-hour): to be checked by 2027-11-01" in told.stdout


def test_what_is_not_due_is_not_said(site):
    """On its last day a contact is not overdue, and the day after it is."""
    contact = site().edition().entries["signposting"].model.contacts[0]

    assert "" == overdue(contact, contact.check_by, Language())
    assert overdue(contact, contact.check_by + timedelta(days=1), Language())
    assert "" == overdue(contact, TODAY, Language())
