"""What people put on record: approvals of one document or many, days that can be, and names of somebody."""

import json
from datetime import date, timedelta

import pytest
from conftest import TODAY, Site, node_at

from generator.build.build import check
from generator.content.fingerprints import fingerprint
from generator.content.yaml_nodes import plain, read
from generator.editions.sign_offs import to_come
from generator.model.base import Audience
from generator.problems import ContentError, Level
from generator.text.placeholders import is_no_answer
from generator.upkeep.recording import approve, chosen

VISIT, SESSION, GUIDE = "procedures/first-visit", "sessions/listening-well", "guides/role-description"
OWN = "trusts/hillside"
SAID = {"version": "2.0", "by": 'The "Board": north', "on": "2026-11-02", "review_by": "2028-11-02"}


@pytest.fixture
def hillside(hillside: Site) -> Site:
    """Return a site with a trust in Scotland that gave its values and changes nothing."""
    hillside.change("trusts/hillside/trust.yml", "nation: wales", "nation: scotland")
    return hillside


def approvals(here: Site) -> list[str]:
    """Return the documents on record, in the order written."""
    listed = plain(read(here.content / OWN / "approvals.yml", "a.yml"))["approvals"]
    return [each["document"] for each in listed]


def record(here: Site, *documents: str, **said: str) -> None:
    """Record the trust's approval of some documents."""
    edition = here.edition("hillside", Audience.TRAINER)
    approve(here.content / OWN, chosen(edition, documents), {**SAID, **said})


def told(here: Site, day: date = TODAY) -> list[tuple[str, Level, str, int]]:
    """Return what check says of the trust on a day: rule, level, file and line."""
    found = check(here.library(), ("hillside",), day)
    return [(each.rule, each.level, each.mark.path.rpartition("/")[2], each.mark.line) for each in found]


def test_an_approval_holds_until_the_text_changes(hillside):
    """An approved document says so on its front sheet; when its text changes, the approval ends and check tells."""
    record(hillside, VISIT)
    sheet = hillside.edition("hillside").entries[VISIT].model.front_sheet
    before = (sheet.status, sheet.version, sheet.approver, told(hillside))
    hillside.change(f"national/{VISIT}.yml", "action: Meet the person.", "action: Meet.")

    assert ("approved", "2.0", 'The "Board": north', []) == before
    assert [("lapsed-approval", Level.NOTICE, "approvals.yml", 3)] == told(hillside)
    assert "draft" == hillside.edition("hillside").entries[VISIT].model.front_sheet.status


def test_a_document_can_be_approved_again(hillside):
    """A later approval stands below the earlier ones, and is the one that counts; the same one is not written twice."""
    for version in ("1.0", "2.0", "2.0"):
        record(hillside, VISIT, version=version)

    assert [VISIT, VISIT] == approvals(hillside)
    assert "2.0" == hillside.edition("hillside").entries[VISIT].model.front_sheet.version


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("procedures/first-vist", f'did you mean "{VISIT}"?'),
        ("glossary", ""),
        ("publications/handbook", ""),
        ("sesions", 'did you mean "sessions"?'),
        ("other/*", ""),
    ],
)
def test_only_documents_with_a_front_sheet_are_approved(hillside, pattern, hint):
    """What is not there, or has no front sheet to say it, is refused, and nothing of what stands beside it is written."""
    with pytest.raises(ContentError) as caught:
        record(hillside, VISIT, pattern)
    (problem,) = caught.value.problems

    assert ("unknown-target", hint) == (problem.rule, problem.hint)
    assert not (hillside.content / OWN / "approvals.yml").exists()


@pytest.mark.parametrize(
    ("words", "documents"),
    [
        (("sessions",), [SESSION]),
        (("session",), [SESSION]),
        (("Role plays",), ["role-plays/first-chat"]),
        (("sessions/",), [SESSION]),
        ((VISIT, GUIDE), [VISIT, GUIDE]),
        (("guides/*", "procedures", VISIT), [GUIDE, VISIT]),
        (("*/*",), [SESSION, "resources/starter-pack", "role-plays/first-chat", GUIDE, VISIT, "programmes/core"]),
    ],
)
def test_approve_takes_documents_patterns_and_kinds(hillside, run, words, documents):
    """Several names, a name with a star and a whole kind are each recorded once, with who and when."""
    result = run(hillside, "approve", "hillside", *words, "--by", "X")

    assert 0 == result.exit_code, result.stderr
    assert sorted(documents) == sorted(approvals(hillside))
    assert len(documents) == len(approvals(hillside))


def test_approve_says_what_was_on_record_already(hillside, run):
    """Asked again on the same day, only what is new is recorded."""
    run(hillside, "approve", "hillside", "sessions", "--by", "Board")
    result = run(hillside, "approve", "hillside", "sessions", "guides", "--by", "Board")

    assert "2 documents" not in result.stderr
    assert "On record already: 1 document." in result.stderr
    assert [SESSION, GUIDE] == approvals(hillside)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--by", "tbc"), "say who it was"),
        (("--by", "Board", "--on", "2999-01-01"), "2999-01-01 is still to come"),
        (("--by", "Board", "--review-by", "2020-01-01"), "2020-01-01, must come after today"),
        (("--by", "Board", "--on", "2020-01-01"), "2021-02-01, must come after today"),
    ],
)
def test_an_approval_that_cannot_be_is_not_recorded(hillside, run, words, expected):
    """Nobody, a day to come, and a review that is past are refused with exit 2, and nothing is written."""
    result = run(hillside, "approve", "hillside", VISIT, *words)

    assert 2 == result.exit_code
    assert expected in " ".join(result.stderr.replace("│", " ").split())
    assert not (hillside.content / OWN / "approvals.yml").exists()


def test_decisions_to_come_are_those_without_a_date(hillside):
    """What is still to be decided about a document stands on its front sheet without a day."""
    entries = hillside.edition().entries

    assert [("ratified", "Test group")] == [(each.event, each.by) for each in to_come(entries[VISIT])]
    assert () == to_come(entries["glossary"])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"on": str(TODAY + timedelta(days=2))}, ("future-date", Level.ERROR)),
        ({"review_by": "2026-11-02"}, ("date-order", Level.ERROR)),
        ({"by": "TBC"}, ("no-answer", Level.ERROR)),
    ],
)
def test_a_record_that_cannot_be_is_told_at_its_line(hillside, said, expected):
    """An approval on a day to come, one that ends as it begins, and one by nobody are errors where they stand."""
    record(hillside, VISIT, **said)

    assert (*expected, "approvals.yml", 3) in told(hillside)


def test_a_day_ahead_may_be_another_time_zone(hillside):
    """What is recorded tomorrow, as seen from here, may be today where it was written."""
    record(hillside, VISIT, on=str(TODAY + timedelta(days=1)))

    assert [] == told(hillside)


def test_a_review_that_fell_due_is_told_where_it_was_recorded(hillside):
    """The review of an approved document is told at the approval, which set its day, and stops nothing."""
    record(hillside, VISIT, review_by="2026-11-20")

    assert [("overdue-review", Level.NOTICE, "approvals.yml", 3)] == told(hillside)


def test_an_approval_of_nothing_is_told(hillside):
    """A document that is not there and never was is told; one that an edition held stays on record in silence."""
    record(hillside, VISIT)
    path = hillside.content / OWN / "approvals.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(VISIT, "procedures/first-vist"), encoding="utf-8")

    assert [("unknown-target", Level.WARNING, "approvals.yml", 3)] == told(hillside)


def amended(here: Site, **said: object) -> None:
    """Write a change of the trust to a procedure, in one line."""
    node = node_at(here.library().national[VISIT].node, ("steps", "meet", "who"))
    change = {"replace": "steps.meet.who", "with": "Two", "reason": "It is late.", "base": fingerprint(node), **said}
    here.write(f"{OWN}/amend/{VISIT}.yml", f"amends: {VISIT}\nchanges:\n  - {json.dumps(change)}\n")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"reason": "tbc"}, ("no-answer", Level.WARNING)),
        ({"reason": "To be confirmed by the board."}, ("no-answer", Level.WARNING)),
        ({"reason": "N/A"}, ("no-answer", Level.WARNING)),
        ({"reason": "..."}, ("no-answer", Level.WARNING)),
        ({"approved": {"by": "TBA", "on": "2026-11-01"}}, ("no-answer", Level.ERROR)),
        ({"approved": {"by": "Board", "on": "2027-11-01"}}, ("future-date", Level.WARNING)),
    ],
)
def test_a_change_needs_a_reason_and_somebody_who_approved_it(hillside, said, expected):
    """A reason that is none, an approver who is nobody and an approval to come are told at the change."""
    amended(hillside, **said)

    assert [(*expected, "first-visit.yml", 3)] == told(hillside)


@pytest.mark.parametrize("words", ["Our wards discharge at weekends.", "X", "Nobody is there at night.", "Xx ward"])
def test_a_reason_in_words_is_one(words):
    """Words that say something are no placeholder, short or not."""
    assert not is_no_answer(words)


@pytest.mark.parametrize("words", ["tbc", "TBC.", "xxx", "-", "?", "to be agreed", "n/a", "None", "  "])
def test_a_placeholder_is_no_answer(words):
    """What people write when they do not know yet is told, in whatever case and with whatever sign behind it."""
    assert is_no_answer(words)


CHANGE = '{version: "0.1", by: Us, summary: A draft.,'
"""The beginning of a line of a document's history."""


def local(here: Site, sheet: str, name: str = "own") -> None:
    """Write a guide of the trust with a front sheet."""
    text = (here.content / f"national/{GUIDE}.yml").read_text(encoding="utf-8")
    old = '{version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}'
    assert old in text
    here.write(f"{OWN}/add/guides/{name}.yml", text.replace(old, sheet).replace('components: ["1.1"]\n', ""))


@pytest.mark.parametrize(
    ("more", "rule", "level"),
    [
        ("owner: tbc, review_by: 2027-11-01", "no-answer", Level.WARNING),
        ("owner: Us, review_by: 2026-01-01, effective_from: 2026-06-01", "date-order", Level.WARNING),
        (
            "owner: Us, review_by: 2027-11-01, sign_offs: [{event: read, by: Us, on: 2027-01-01}]",
            "future-date",
            Level.WARNING,
        ),
        ("owner: Us, review_by: 2027-11-01, sign_offs: [{event: read, by: tbc}]", "no-answer", Level.WARNING),
        (
            f"owner: Us, review_by: 2027-11-01, changes: [{CHANGE} on: 2026-10-01}}, {CHANGE} on: 2026-11-01}}]",
            "date-order",
            Level.WARNING,
        ),
    ],
)
def test_a_trusts_own_front_sheet_is_looked_at(hillside, more, rule, level):
    """The owner, the days and the history of a trust's own document are told where they cannot be."""
    local(hillside, f'{{version: "0.1", status: draft, {more}}}')
    found = {each[:3] for each in told(hillside) if each[0] != "overdue-review"}

    assert {(rule, level, "own.yml")} == found


def test_the_national_front_sheets_are_the_nations_to_mend(hillside):
    """What is wrong with a national document's days is told to the national editors, and blocks no trust."""
    hillside.change(f"national/{VISIT}.yml", 'version: "0.1", on: 2026-11-01', 'version: "0.1", on: 2027-11-01')
    nationally = [each.rule for each in check(hillside.library(), ("",), TODAY)]

    assert (["future-date"], []) == (nationally, told(hillside))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("check_by: 2026-11-01", [("date-order", Level.ERROR, "signposting.yml", 11)]),
        ("check_by: 2027-11-02", []),
    ],
)
def test_a_contact_is_checked_before_it_is_due_again(hillside, line, expected):
    """A day to check again that does not come after the check is an error of whoever wrote it."""
    hillside.change("national/signposting.yml", "check_by: 2027-11-01\n    safety: true", f"{line}\n    safety: true")
    found = [
        (each.rule, each.level, each.mark.path.rpartition("/")[2], each.mark.line)
        for each in check(hillside.library(), ("",), date(2026, 11, 1))
    ]

    assert expected == [each for each in found if each[0] == "date-order"]
    assert [] == [each for each in told(hillside, date(2026, 11, 1)) if each[0] == "date-order"]


def test_the_days_of_a_course_are_in_their_order(hillside):
    """A day that is held before one it follows is told; the trust's local day may be held at any time."""
    days = "".join(
        f"  - id: {name}\n    title: {name}\n    kind: {kind}\n    aim: More.\n    parts:\n"
        f"      - {{id: {name}-own, kind: local, title: Yours, minutes: 60, what: Yours.}}\n"
        for name, kind in (("day-2", "core"), ("own-day", "local"))
    )
    path = hillside.content / "national/programmes/core.yml"
    path.write_text(path.read_text(encoding="utf-8") + days, encoding="utf-8")
    trust = (hillside.content / OWN / "trust.yml").read_text(encoding="utf-8")
    hillside.write(f"{OWN}/trust.yml", f"{trust}dates: {{day-1: 2027-03-02, own-day: 2027-01-02, day-2: 2027-03-03}}\n")
    in_order = told(hillside)
    hillside.write(f"{OWN}/trust.yml", f"{trust}dates: {{day-1: 2027-03-02, day-2: 2027-03-01}}\n")

    assert [] == in_order
    assert [("date-order", Level.WARNING, "trust.yml", 4)] == told(hillside)


def test_a_decision_by_nobody_is_told(hillside):
    """A decision about a national text says who made it."""
    said = f'amends: {VISIT}, change: title, choice: keep, by: tbc, on: 2026-11-20, edition: "2026.11"'
    hillside.write(f"{OWN}/decisions.yml", f"decisions:\n  - {{{said}}}\n")

    assert [("no-answer", Level.ERROR, "decisions.yml", 2)] == told(hillside)
