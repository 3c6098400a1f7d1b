"""Rules about national texts that moved beneath a local change, and approvals that are bound to a text."""

import pytest

from generator.changes.stale import is_declined, text_then
from generator.check.amendments import (
    lapsed_approval,
    stale_amendment,
    unknown_base,
    unknown_edition,
)
from generator.content.fingerprints import fingerprint
from generator.content.node_paths import find
from generator.content.yaml_nodes import Scalar, plain
from generator.editions.change import NOTHING
from generator.model.base import Audience
from generator.problems import Mark
from generator.upkeep.release import release

VISIT = "procedures/first-visit"
NATIONAL = f"national/{VISIT}.yml"
OWN = "trusts/hillside"
AMEND = f"{OWN}/amend/{VISIT}.yml"
TRUST = "name: Hillside\nnation: wales\ncoordinator: Lead\n"
APPROVAL = '{{document: {}, version: "2.0", by: Board, on: 2026-11-02, review_by: 2027-11-02, text: "{}"}}'


@pytest.fixture
def hillside(site):
    """Return the minimal site with a trust."""
    here = site()
    here.write(f"{OWN}/trust.yml", TRUST)
    return here


@pytest.fixture
def amends(hillside):
    """Return a function that publishes, writes a change against a national text, and then has that text changed."""

    def made(change, address, old, new, *, publish=True, base=""):
        if publish:
            release(hillside.library(), "2026.11", ())
        found = find(hillside.library().national[VISIT].node, address.split("."))
        base = base or (fingerprint(found) if found else NOTHING)
        hillside.write(AMEND, f"amends: {VISIT}\nchanges:\n  - {{{change}, reason: Why., base: {base}}}\n")
        hillside.change(NATIONAL, old, new)
        return hillside

    return made


def told(rule, here, audience=Audience.TRAINER):
    """Return what a rule finds in the trust's edition."""
    return [
        (each.level.value, each.rule, each.mark.path, each.mark.line, each.sentence)
        for each in rule(here.edition("hillside", audience))
    ]


MOVED = ("steps.plan-visit.within", "within: 2 working days", "within: 3 working days")


@pytest.mark.parametrize(
    ("change", "address", "old", "new", "sides"),
    [
        (
            "replace: steps.plan-visit.within, with: 1 day",
            *MOVED,
            [
                ("national text in 2026.11", "2 working days"),
                ("national text now", "3 working days"),
                ("your text", "1 day"),
            ],
        ),
        (
            "note: steps.plan-visit, text: Ring.",
            "steps.plan-visit",
            *MOVED[1:],
            [
                ("national text in 2026.11", "within: 2 working days"),
                ("national text now", "within: 3 working days"),
                ("your note", "Ring."),
            ],
        ),
        (
            "remove: steps.plan-visit.within",
            *MOVED,
            [
                ("national text in 2026.11", "2 working days"),
                ("national text now", "3 working days"),
                ("your change", "takes it out"),
            ],
        ),
        (
            "replace: steps.meet.within, with: 1 day",
            "steps.meet.within",
            "action: Meet the person.",
            "action: Meet the person.\n    within: 1 week",
            [("national text in 2026.11", "(nothing)"), ("national text now", "1 week"), ("your text", "1 day")],
        ),
        (
            "replace: steps.plan-visit.within, with: 1 day",
            "steps.plan-visit.within",
            "    within: 2 working days\n",
            "",
            [
                ("national text in 2026.11", "2 working days"),
                ("national text now", "(nothing)"),
                ("your text", "1 day"),
            ],
        ),
    ],
)
def test_a_moved_text_is_shown_then_and_now(amends, change, address, old, new, sides):
    """A warning at the change shows the national text then and now and the trust's own, and the base to set."""
    here = amends(change, address, old, new)
    edition = here.edition("hillside", Audience.TRAINER)
    (problem,) = stale_amendment(edition)
    (stale,) = edition.stale

    assert (sides, []) == (list(problem.details), list(unknown_base(edition)))
    assert ("warning", f"content/{AMEND}", 3) == (problem.level.value, problem.mark.path, problem.mark.line)
    assert f"the national text of {VISIT}#{address} has changed since this was written" == problem.sentence
    assert f"set base: {stale.base} (./handbook rebase hillside does it)" == problem.hint.partition("holds, ")[2]


@pytest.mark.parametrize("written", ["plan-visit", "arrange"])
def test_a_renamed_step_that_moved_is_stale_and_not_unknown(amends, written):
    """A text is known by the ids its step had, whether or not the trust wrote today's already."""
    here = amends("replace: steps.plan-visit.within, with: 1 day", *MOVED)
    here.change(NATIONAL, "id: plan-visit", "id: arrange\n    aliases: [plan-visit]")
    here.change(AMEND, "steps.plan-visit", f"steps.{written}")
    (problem,) = stale_amendment(here.edition("hillside", Audience.TRAINER))

    assert ("national text in 2026.11", "2 working days") == problem.details[0]
    assert [] == told(unknown_base, here)


def test_a_renamed_document_that_moved_is_stale_and_not_unknown(amends):
    """A text is known by the names its document had."""
    here = amends("replace: steps.plan-visit.within, with: 1 day", *MOVED)
    here.change(NATIONAL, "title: First visit", f"title: First visit\naliases: [{VISIT}]")
    (here.content / NATIONAL).rename(here.content / "national/procedures/visits.yml")
    edition = here.edition("hillside", Audience.TRAINER)
    (stale,) = edition.stale
    then = text_then(edition, stale)

    assert then is not None
    assert then[1] is not None
    assert ("procedures/visits", "2026.11", "2 working days") == (stale.document, then[0], plain(then[1]))
    assert [] == told(unknown_base, here)


@pytest.mark.parametrize("base", ["0123456789ab", fingerprint(Scalar(text="x", quoted=False, mark=Mark(path="a.yml")))])
def test_a_base_of_no_edition_is_an_error(amends, base):
    """A base that is no fingerprint of any text there was mistyped or copied from elsewhere."""
    here = amends("replace: steps.plan-visit.within, with: 1 day", *MOVED, base=base)
    sentence = f"no national edition had a text at {VISIT}#{MOVED[0]} with this base"

    assert [("error", "unknown-base", f"content/{AMEND}", 3, sentence)] == told(unknown_base, here)
    assert [] == told(stale_amendment, here)


def test_before_the_first_release_nothing_is_unknown(amends):
    """Without a ledger, a base that is not today's is only a warning, with the text of today."""
    here = amends("replace: steps.plan-visit.within, with: 1 day", *MOVED, publish=False)
    (problem,) = stale_amendment(here.edition("hillside", Audience.TRAINER))

    assert [("national text now", "3 working days"), ("your text", "1 day")] == list(problem.details)
    assert [] == told(unknown_base, here)


def test_a_fresh_change_has_nothing_to_be_told_of(amends):
    """While the national text is the one a change was written against, no rule speaks."""
    here = amends("replace: steps.plan-visit.within, with: 1 day", MOVED[0], "title: First visit", "title: Visit")

    assert [[], [], [], []] == [
        told(rule, here) for rule in (stale_amendment, unknown_base, unknown_edition, lapsed_approval)
    ]


DECISION = {
    "amends": VISIT,
    "change": "steps.plan-visit.within",
    "choice": "decline",
    "by": "Lead",
    "on": "2026-12-01",
    "edition": '"2026.11"',
}


@pytest.mark.parametrize(
    ("said", "is_quiet"),
    [
        ({}, True),
        ({"choice": "keep"}, False),
        ({"amends": "procedures/other"}, False),
        ({"change": "steps.plan-visit"}, False),
        ({"edition": '"2026.10"'}, False),
        ({"base": '"0123456789ab"'}, False),
    ],
)
def test_only_what_was_put_off_in_this_edition_is_quiet(amends, said, is_quiet):
    """A change is quiet while the decision to put it off is about this change, this text and this edition."""
    here = amends("replace: steps.plan-visit.within, with: 1 day", *MOVED)
    (stale,) = here.edition("hillside", Audience.TRAINER).stale
    entry = ", ".join(f"{key}: {value}" for key, value in {**DECISION, "base": f'"{stale.base}"', **said}.items())
    here.write(f"{OWN}/decisions.yml", f"decisions:\n  - {{{entry}}}\n")
    edition = here.edition("hillside", Audience.TRAINER)

    assert (is_quiet, is_quiet) == (is_declined(edition, edition.stale[0]), not list(stale_amendment(edition)))


@pytest.mark.parametrize(
    ("adopted", "publish", "expected"),
    [
        ("2026.11", True, []),
        ("2026.10", True, ["there are: 2026.11, 2026.12"]),
        ("2026.12", True, []),
        ("2026.10", False, []),
        (None, True, []),
    ],
)
def test_an_adopted_edition_is_one_that_there_was(hillside, adopted, publish, expected):
    """A trust adopts a published edition or the present one; before the first release, any name will do."""
    if publish:
        release(hillside.library(), "2026.11", ())
        hillside.change("national/edition.yml", "2026.11", "2026.12")
    hillside.write(f"{OWN}/trust.yml", TRUST + (f'edition: "{adopted}"\n' if adopted else ""))
    found = list(unknown_edition(hillside.edition("hillside")))

    assert expected == [each.hint for each in found]
    assert {f"content/{OWN}/trust.yml"} >= {each.mark.path for each in found}


def test_the_national_edition_adopts_none(site):
    """Rules about trusts find nothing in the national edition."""
    here = site()
    release(here.library(), "2026.11", ())
    rules = (stale_amendment, unknown_base, unknown_edition, lapsed_approval)

    assert [[], [], [], []] == [list(rule(here.edition())) for rule in rules]


def approve(here, *documents, text=""):
    """Write the trust's approvals of documents as they are now, or of a text of this fingerprint."""
    entries = here.edition("hillside", Audience.TRAINER).entries
    lines = [f"  - {APPROVAL.format(each, text or entries[each].text)}\n" for each in documents]
    here.write(f"{OWN}/approvals.yml", "approvals:\n" + "".join(lines))


def sheet(here, document=VISIT):
    """Return what an approval writes on a document's front sheet."""
    found = here.edition("hillside", Audience.TRAINER).entries[document].model.front_sheet
    return found.status, found.version, found.approver, str(found.effective_from), str(found.review_by)


def test_an_approval_stands_on_the_front_sheet_while_the_text_is_the_same(hillside):
    """An approved document says who approved which version and when, in the trust's edition and no other."""
    approve(hillside, VISIT)

    assert ("approved", "2.0", "Board", "2026-11-02", "2027-11-02") == sheet(hillside)
    assert ("draft", []) == (
        hillside.edition().entries[VISIT].model.front_sheet.status,
        told(lapsed_approval, hillside),
    )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (NATIONAL, "within: 2 working days", "within: 3 working days"),
        (NATIONAL, "    pathways: [crisis-team]\n", ""),
        (AMEND, "with: Two", "with: Three"),
        (AMEND, "replace: steps.meet.who", "replace: steps.plan-visit.who"),
    ],
)
def test_an_approval_ends_with_any_change_of_the_text(amends, path, old, new):
    """Whether the national text or the trust's own changed, the approval is off the sheet and a notice says so."""
    here = amends("replace: steps.meet.who, with: Two", "steps.meet.who", "title: First visit", "title: Visit")
    approve(here, VISIT)
    before = sheet(here)[0]
    here.change(path, old, new)
    sentence = f"{VISIT} was approved by Board on 2026-11-02, and its text has changed since"
    expected = [("notice", "lapsed-approval", f"content/{OWN}/approvals.yml", 2, sentence)]

    assert ("approved", "draft", expected) == (before, sheet(here)[0], told(lapsed_approval, here))


def test_document_control_ends_no_approval(hillside):
    """A front sheet may change under an approval, since the approval writes it; so may a comment or the order of keys."""
    approve(hillside, VISIT)
    hillside.change(NATIONAL, "  owner: Editor\n", "  owner: Another editor\n")
    hillside.change(NATIONAL, "title: First visit\nsummary:", "# Visits.\ntitle:   'First visit'\nsummary:")

    assert ("approved", []) == (sheet(hillside)[0], told(lapsed_approval, hillside))


def test_a_renamed_document_stays_approved_while_it_says_the_same(hillside):
    """An approval is of a text, under whatever name; when the text changes under a new name, the approval lapses."""
    approve(hillside, VISIT)
    hillside.change(NATIONAL, "title: First visit", f"title: First visit\naliases: [{VISIT}]")
    (hillside.content / NATIONAL).rename(hillside.content / "national/procedures/visits.yml")
    renamed = sheet(hillside, "procedures/visits")
    hillside.change("national/procedures/visits.yml", "within: 2 working days", "within: 3 working days")

    assert ("approved", "draft") == (renamed[0], sheet(hillside, "procedures/visits")[0])
    assert ["lapsed-approval"] == [each[1] for each in told(lapsed_approval, hillside)]


def test_the_last_approval_counts(hillside):
    """Of two approvals of a document, the later one in the file is meant, whether it is good or has lapsed."""
    approve(hillside, VISIT)
    line = "  - " + APPROVAL.format(VISIT, "0123456789ab")
    path = hillside.content / OWN / "approvals.yml"
    good = path.read_text(encoding="utf-8").splitlines()[1]
    hillside.write(f"{OWN}/approvals.yml", f"approvals:\n{good}\n{line}\n")
    lapsed = [each[3] for each in told(lapsed_approval, hillside)]
    hillside.write(f"{OWN}/approvals.yml", f"approvals:\n{line}\n{good}\n")

    assert ([3], []) == (lapsed, told(lapsed_approval, hillside))


def test_what_is_no_document_is_not_approved(hillside):
    """A glossary has no front sheet; an approval of it, or of what is not there, changes nothing."""
    approve(hillside, "glossary", "procedures/nothing", text="0123456789ab")

    assert ([], "draft") == (told(lapsed_approval, hillside), sheet(hillside)[0])
