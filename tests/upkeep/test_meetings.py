"""A trust's meetings through a year: what the sheet holds without a pattern, what is signed, and what was taken out."""

from datetime import date

import pytest
from conftest import Site

from generator.content.records import records
from generator.model.base import Audience

VISIT, PLAY, SESSION = "procedures/first-visit", "role-plays/first-chat", "sessions/listening-well"
BOARD = ("--by", "Board", "--on", "2026-11-02")
SHEET = "approval-sheet.html"
WAITS = "      - {event: ratified, by: Board}\n"


def sheet_of(here: Site) -> str:
    """Return the sheet that was written, or nothing."""
    path = here.root / SHEET
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def approve_all(here: Site, run, *words: str) -> None:
    """Approve every document of the trust's edition and sign what is waited for."""
    assert 0 == run(here, "approve", "hillside", "*", *BOARD, *words).exit_code
    assert 0 == run(here, "sign", "hillside", VISIT, "--event", "ratified", *BOARD).exit_code


def test_what_waits_for_a_decision_is_on_the_sheet(hillside, run):
    """Without a pattern the sheet has what is approved and still waits for a decision that its front sheet asks for."""
    run(hillside, "approve", "hillside", "*", *BOARD)
    done = run(hillside, "approval-sheet", "hillside")

    assert "with 1 document." in done.stderr
    assert f"<td>{VISIT}</td>" in sheet_of(hillside)


@pytest.mark.parametrize(("day", "listed"), [(20, True), (90, False), (-1, True)])
def test_what_is_to_be_looked_at_soon_is_on_the_sheet(hillside, run, day, listed, monkeypatch):
    """Without a pattern the sheet has each approval that is to be given again within 60 days, or is late."""
    approve_all(hillside, run, "--review-by", "2039-03-01")
    approvals = hillside.content / "trusts/hillside/approvals.yml"
    again = date.fromordinal(date.today().toordinal() + day)
    lines = approvals.read_text(encoding="utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if SESSION in line)
    lines[at] = lines[at].replace("2039-03-01", f"{again}")
    approvals.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(hillside, "approval-sheet", "hillside")

    assert listed == (f"<td>{SESSION}</td>" in sheet_of(hillside))
    assert VISIT not in sheet_of(hillside)


def test_a_sheet_of_nothing_is_not_written(hillside, run):
    """Where nothing waits, no file is written; it is said, with the command for a sheet of everything."""
    approve_all(hillside, run, "--review-by", "2039-03-01")
    done = run(hillside, "approval-sheet", "hillside")
    everything = run(hillside, "approval-sheet", "hillside", "*")

    assert "Nothing has to be decided" in done.stderr
    assert "./handbook approval-sheet hillside '*'" in done.stderr
    assert "print it" not in done.stderr
    assert (0, True) == (everything.exit_code, SESSION in sheet_of(hillside))


def take_out(here: Site, run) -> None:
    """Take the role play out of the trust's edition, and what needs it."""
    for address in (PLAY, f"{SESSION}#activities.listening-pairs.role_plays"):
        done = run(here, "amend", "hillside", address, "--operation", "remove", "--reason", "We play our own.")
        assert 0 == done.exit_code, done.output


def test_a_document_that_was_taken_out_is_approved(hillside, run):
    """Taking it out is a decision like any other: it waits, stands on the sheet, is approved, and ends with its text."""
    run(hillside, "approve", "hillside", "*", *BOARD)
    take_out(hillside, run)
    waits = run(hillside, "status", "hillside").stdout
    run(hillside, "approval-sheet", "hillside")
    sheet = sheet_of(hillside)
    before = hillside.page("differences.md", "hillside", Audience.TRAINER)
    done = run(hillside, "approve", "hillside", PLAY, *BOARD)
    after, page = (
        run(hillside, "status", "hillside").stdout,
        hillside.page("differences.md", "hillside", Audience.TRAINER),
    )
    hillside.change(f"national/{PLAY}.yml", "You practise a first meeting.", "You practise two meetings.")
    later = next(each for each in hillside.edition("hillside", Audience.TRAINER).taken_out)

    assert f"{PLAY} (taken out: to be approved)" in waits
    assert "It is taken out of this trust&#x27;s edition." in sheet
    assert "nobody yet" in before
    assert 0 == done.exit_code
    assert PLAY not in after
    assert "Approved with the document" in page
    assert (None, True) == (later.approved, later.lapsed is not None)
    assert [] == [each for each in hillside.check() if each.rule == "unknown-target"]


def test_what_was_taken_out_waits_for_no_other_decision(hillside, run):
    """A decision about a text is none about a document without one: it is refused, and a pattern passes it over."""
    take_out(hillside, run)
    named = run(hillside, "sign", "hillside", PLAY, "--event", "ratified", *BOARD)

    assert (1, True) == (named.exit_code, "is taken out" in named.stdout)


def test_a_pattern_signs_what_waits_for_it(hillside, run):
    """Of many, only those are signed whose front sheet asks for the decision; the others are named, and may be named."""
    many = run(hillside, "sign", "hillside", "*", "--event", "ratified", *BOARD)
    folder = hillside.library().trusts["hillside"]
    signed = [each.document for each, _ in records(folder.records).signatures]
    one = run(hillside, "sign", "hillside", SESSION, "--event", "ratified", *BOARD)

    assert [VISIT] == signed
    assert "Left as they are" in many.stderr
    assert SESSION in many.stderr
    assert (0, "Left as" in one.stderr) == (one.exit_code, False)


def test_who_decided_may_be_another_than_the_front_sheet_asks_for(hillside, run):
    """It is written down as it was, and said whom the front sheet asks for."""
    done = run(hillside, "sign", "hillside", VISIT, "--event", "ratified", *BOARD)
    same = run(hillside, "sign", "hillside", VISIT, "--event", "ratified", "--by", "board", "--on", "2026-11-03")

    assert 0 == done.exit_code
    assert "The front sheet asks for: Test group." in done.stderr
    assert "asks for" not in same.stderr


def test_status_names_what_waits_and_for_whom(hillside, run):
    """Five documents of a kind or fewer are named, each with what it waits for; all of them with --all."""
    run(hillside, "approve", "hillside", "procedures", *BOARD)
    guide = (hillside.content / "national/guides/role-description.yml").read_text(encoding="utf-8")
    for number in range(7):
        hillside.write(f"trusts/hillside/add/guides/own-{number}.yml", guide)
    told = run(hillside, "status", "hillside").stdout
    every = run(hillside, "status", "hillside", "--all").stdout

    assert f"1 procedure: {VISIT} (ratified: Test group)" in told
    assert "  - 8 guides\n" in told
    assert "guides/own-3" not in told.partition("Core components")[0].partition("Not fully signed off")[2]
    assert "guides/own-3 (to be approved)" in every


@pytest.mark.parametrize(("on", "again"), [("2026-11-30", "2027-12-30"), ("2026-01-31", "2027-02-28")])
def test_a_yearly_meeting_is_in_time(hillside, run, on, again):
    """An approval is to be given again a year and a month later, so that a meeting in the same month comes before."""
    run(hillside, "approve", "hillside", VISIT, "--by", "Board", "--on", on)
    library = hillside.library()

    assert again == str(records(library.trusts["hillside"].records).approvals[0][0].review_by)
