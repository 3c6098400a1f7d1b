"""Approvals as a committee works: many at once, with the minutes, other decisions, and a sheet for the meeting."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from conftest import Site
from copies import git

from generator.model.base import Audience
from generator.model.document import Document
from generator.model.front_sheet import FrontSheet
from generator.model.kinds import PROCEDURE

VISIT = "procedures/first-visit"
BOARD = ("--by", "Board", "--on", "2026-11-02")
SHEET = "approval-sheet.html"


@pytest.fixture
def kept(hillside: Site) -> Site:
    """Return a site whose folder is a git repository, with the trust's folder committed."""
    git(hillside.root, "init", "--quiet")
    git(hillside.root, "add", "--all")
    git(hillside.root, "commit", "--quiet", "--message", "Begin")
    return hillside


def plain(html: str) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<style>.*</style>|<[^>]*>", " ", html, flags=re.DOTALL)))


def test_a_meeting_approves_many_at_once_with_its_minutes(hillside, run):
    """Kinds and names with * are approved in one command; the minutes stand with each, and on its front sheet."""
    done = run(hillside, "approve", "hillside", "procedures", "sessions/*", *BOARD, "--minutes", "CG 2026-11, item 4")
    edition = hillside.edition("hillside", Audience.TRAINER)
    approved = [entry for entry in edition.entries.values() if entry.approved]

    assert 0 == done.exit_code
    assert {"procedures/first-visit", "sessions/listening-well"} == {entry.id for entry in approved}
    assert {"Board (CG 2026-11, item 4)"} == {entry.model.front_sheet.approver for entry in approved}
    assert {"CG 2026-11, item 4"} == {entry.approved[0].minutes for entry in approved}


def test_a_hundred_are_recorded_and_read_back(hillside, run):
    """A hundred documents of a trust's own are approved with one pattern, each once, and asking again records nothing."""
    for number in range(100):
        text = f"title: Guide {number}\nsummary: S.\nfront_sheet: {{version: '1', status: draft, owner: Lead, review_by: 2039-01-01}}\n"
        hillside.write(
            f"trusts/hillside/add/guides/own-{number}.yml",
            f"{text}introduction: I.\nsections:\n  - {{id: a, title: A, text: T.}}\n",
        )
    done = run(hillside, "approve", "hillside", "guides/own-*", *BOARD)
    again = run(hillside, "approve", "hillside", "guides/own-*", *BOARD)
    edition = hillside.edition("hillside", Audience.TRAINER)

    assert "100 documents" in done.stderr
    assert "On record already: 100 documents." in again.stderr
    assert 100 == sum(entry.approved is not None for entry in edition.entries.values())


def test_other_decisions_are_recorded_without_an_amendment(hillside, run):
    """A decision fills its line on the front sheet, a new one gets a line, and both go when the text changes."""
    wanted = [each.event for each in front_sheet(hillside).sign_offs if each.on is None]
    for event in (*((each.upper(),) for each in wanted), ("Read by peers", "--new")):
        assert 0 == run(hillside, "sign", "hillside", VISIT, "--event", *event, *BOARD).exit_code
    signed = front_sheet(hillside).sign_offs
    hillside.change(f"national/{VISIT}.yml", "within: 2 working days", "within: 3 working days")

    assert wanted
    assert all(each.on for each in signed)
    assert ("Read by peers", "Board", date(2026, 11, 2)) == (signed[-1].event, signed[-1].by, signed[-1].on)
    assert wanted == [each.event for each in front_sheet(hillside).sign_offs if each.on is None]
    assert not (hillside.content / "trusts/hillside/amend").exists()


def test_a_decision_that_no_front_sheet_names_is_refused_with_those_there_are(hillside, run):
    """A slip of the keyboard would leave the line open and add another: it is told, with what was meant."""
    slip = run(hillside, "sign", "hillside", VISIT, "--event", "ratifed", *BOARD)
    other = run(hillside, "sign", "hillside", VISIT, "--event", "praised", *BOARD)
    new = [run(hillside, "sign", "hillside", VISIT, "--event", *words, *BOARD).exit_code for words in AS_NEW]

    assert (1, 1) == (slip.exit_code, other.exit_code)
    assert 'no front sheet names a decision "ratifed"' in slip.stdout
    assert 'did you mean "ratified"? there are: ' in slip.stdout
    assert "there are: ratified, read;" in other.stdout
    assert "--new" in other.stdout
    assert [0, 0] == new
    assert {"praised", "ratified", "read"} == {each.event for each in front_sheet(hillside).sign_offs}


AS_NEW = (("praised", "--new"), ("PRAISED",))
"""A decision of a new kind is known once it was recorded, however it is written."""


def front_sheet(here: Site) -> FrontSheet:
    """Return the front sheet of the procedure in the trust's edition."""
    model = here.edition("hillside", Audience.TRAINER).entries[VISIT].model
    assert isinstance(model, Document)
    return model.front_sheet


def test_days_that_cannot_be_are_refused(hillside, run):
    """An approval or a decision to come, a review in the past or on the day, and nobody as who, are refused."""
    ahead = str(date.today() + timedelta(days=2))
    approve = ("approve", "hillside", VISIT, "--by", "Board")
    words = [
        (*approve, "--on", ahead),
        (*approve, "--on", "2026-11-02", "--review-by", "2026-11-02"),
        (*approve, "--on", "2020-11-02"),
        ("sign", "hillside", VISIT, "--event", "ratified", "--by", "Board", "--on", ahead),
        ("sign", "hillside", VISIT, "--event", "tbc", "--by", "Board"),
        ("sign", "hillside", VISIT, "--event", "ratified", "--by", "tbc"),
    ]

    assert [2] * 6 == [run(hillside, *each).exit_code for each in words]
    assert [] == [path.name for path in (hillside.content / "trusts/hillside").glob("*s.yml") if path.stem != "values"]


def test_the_sheet_says_what_changed_since_the_last_approval_in_words(kept, run):
    """The text that was approved comes from the commit that recorded it, and differs from today's in the words marked."""
    run(kept, "approve", "hillside", VISIT, *BOARD, "--minutes", "Item 4", "--conditions", "Ring the wards first")
    git(kept.root, "add", "--all")
    git(kept.root, "commit", "--quiet", "--message", "Approved")
    kept.change(f"national/{VISIT}.yml", "within: 2 working days", "within: 3 working <b>days</b>")
    done = run(kept, "approval-sheet", "hillside", VISIT)
    html = (kept.root / SHEET).read_text(encoding="utf-8")

    assert "with 1 document." in done.stderr
    assert "<dt>steps.plan-visit.within (changed)</dt>" in html
    assert "<del>2 </del><ins>3 </ins>working <del>days</del><ins>&lt;b&gt;days&lt;/b&gt;</ins>" in html
    assert "Last approved Version 1.0, by Board, 2 November 2026 (Item 4)" in plain(html)
    assert "Conditions then Ring the wards first" in plain(html)
    assert "☐ Approved on conditions" in plain(html)


def test_a_text_that_changed_gets_the_next_version(hillside, run):
    """Without a number the first approval is 1.0; what changed since gets 1.1, what did not keeps its own; a number counts."""
    run(hillside, "approve", "hillside", VISIT, "guides/role-description", *BOARD)
    hillside.change(f"national/{VISIT}.yml", "within: 2 working days", "within: 3 working days")
    later = ("--by", "Board", "--on", "2026-11-03")
    run(hillside, "approve", "hillside", VISIT, "guides/role-description", *later)
    second = versions(hillside)
    hillside.change(f"national/{VISIT}.yml", "within: 3 working days", "within: 4 working days")
    run(hillside, "approve", "hillside", VISIT, "--version", "2.0", *later)

    assert {VISIT: "1.1", "guides/role-description": "1.0"} == second
    assert {VISIT: "2.0", "guides/role-description": "1.0"} == versions(hillside)


def versions(here: Site) -> dict[str, str]:
    """Return the version of each document that is approved as it stands."""
    entries = here.edition("hillside", Audience.TRAINER).entries.values()
    return {entry.id: entry.approved[0].version for entry in entries if entry.approved}


def test_the_sheet_says_where_it_cannot_know(kept, run):
    """Never approved, approved as it is, and approved in a text that no commit holds, each is said in words."""
    run(kept, "approve", "hillside", "procedures", "guides", *BOARD)
    kept.change(f"national/{VISIT}.yml", "within: 2 working days", "within: 3 working days")
    run(kept, "approval-sheet", "hillside", VISIT, "guides", "sessions", "--out", "sheet.html")
    told = [plain(each) for each in (kept.root / "sheet.html").read_text(encoding="utf-8").split("<section>")[1:]]

    assert 3 == len(told)
    assert "this copy does not hold what it said then" in told[0]
    assert "since the last approval Nothing." in told[1]
    assert "It was never approved here." in told[2]


def test_the_sheet_gives_both_texts_of_each_local_change(hillside, run):
    """A meeting reads, for each change and note of the trust: where it stands, the national words and ours, and why."""
    run(
        hillside,
        "amend",
        "hillside",
        f"{VISIT}#steps.plan-visit.within",
        "--text",
        "9 days",
        "--reason",
        "A & B share.",
    )
    run(
        hillside,
        "amend",
        "hillside",
        VISIT + "#steps.plan-visit",
        "--operation",
        "note",
        "--text",
        "Ask *first*.",
        "--reason",
        "N.",
    )
    run(hillside, "approval-sheet", "hillside", VISIT)
    html = (hillside.root / SHEET).read_text(encoding="utf-8")

    assert "Number SOP-01" in plain(html)
    assert re.search(r"<dt>Changed: [^<]*</dt>\n<dd>(<[a-z/]+>|[^<])*<ins>9 </ins>", html)
    assert "<del>2 " in html
    assert "<dd>Why: A &amp; B share.</dd>" in html
    assert re.search(r"<dt>Note beside: [^<]*</dt>\n<dd>Ask first.</dd>\n<dd>Why: N.</dd>", html)


def test_what_waits_is_on_the_sheet_without_naming_it(hillside, run):
    """Without a pattern the sheet has every document that is not approved as it stands: as many as status counts."""
    run(hillside, "approve", "hillside", "procedures", *BOARD)
    run(hillside, "sign", "hillside", "procedures", "--event", "ratified", *BOARD)
    run(hillside, "approval-sheet", "hillside")
    html = (hillside.root / SHEET).read_text(encoding="utf-8")
    edition = hillside.edition("hillside", Audience.TRAINER)

    assert "guides/role-description" in html
    assert VISIT not in html
    assert len(re.findall("<section>", html)) == sum(
        isinstance(entry.model, Document) for entry in edition.entries.values()
    ) - len(edition.of_kind(PROCEDURE))
    approved = run(hillside, "approve", "hillside", "*", *BOARD)
    assert f"{len(re.findall('<section>', html))} documents" in approved.stderr


def test_a_file_of_records_that_cannot_be_added_to_stays_as_it_was(hillside, run):
    """Where one of many cannot be recorded none is, and the file keeps every character."""
    text = "signatures: [] # ours\n"
    path = hillside.write("trusts/hillside/signatures.yml", text)
    done = run(hillside, "sign", "hillside", "procedures", "--event", "ratified", *BOARD)

    assert (1, text) == (done.exit_code, path.read_text(encoding="utf-8"))
    assert "[shape]" in done.stdout


def test_the_sheet_is_a_page_for_everyone(kept, run, page):
    """Chromium shows it, every box that is to be filled in has its head, and it prints to paper."""
    run(kept, "approval-sheet", "hillside")
    page.goto((kept.root / SHEET).as_uri())

    assert page.title() == "To approve: Hillside"
    assert page.locator("section").count() == page.locator("h2").count() > 3
    assert page.locator("td.room").count() == 4 * page.locator("section").count()
    assert page.pdf().startswith(b"%PDF")
