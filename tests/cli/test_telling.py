"""What is known of editions, told as text for a terminal and as JSON for programs."""

import json
from collections.abc import Callable

import pytest
from conftest import TODAY, Site

from generator.changes.edition_reports import overview_of, own_problems
from generator.changes.explain import explain
from generator.changes.local_changes import differences
from generator.changes.readiness import Status, status
from generator.cli.formats import (
    as_json,
    differences_json,
    differences_text,
    explanation_text,
    marked,
    overview_json,
    overview_text,
    question_text,
    status_json,
    status_text,
)
from generator.model.base import Audience
from generator.upkeep.rebase import questions
from generator.upkeep.release import release

PROCEDURE = "procedures/first-visit"
PATH = f"national/{PROCEDURE}.yml"
LOWSIDE = "name: Lowside\nnation: england\ncoordinator: Lead\npathways: [ward]\n"
READY = """\
The national edition, edition 2026.11: READY to go live.
Trusts cannot ask this edition's site for a newer one: give its address in content/national/edition.yml.
Core components delivered: 3 of 3.
  1.1   procedures/first-visit
  2.1   sessions/listening-well
  4.1   procedures/first-visit"""
NOT_READY = """\
Lowside, edition 2026.12: NOT READY to go live.
  - 1 error is in its content
  - 1 local value that keeps people safe is missing
  - 1 other local value is missing
  - 1 core component is not delivered
  - 1 warning is about its content
  - 1 local change stands over a national text that has changed
  - 3 documents are not fully signed off
Problems (./handbook check shows them):
  - error: procedures/first-visit has no "supervision_prompt"
  - warning: duties.coordinator.duty of procedures/first-visit is now called duties.lead.duty
Local values missing (add them to values.yml):
  - crisis_line (safety): Crisis line
  - team_base: Team base
Local changes to look at again (./handbook rebase lowside):
  - procedures/first-visit#steps.plan-visit.within
Not fully signed off (./handbook approve and sign record it):
  - procedures/first-visit (to be approved)
  - guides/night-work (to be approved)
  - guides/role-description (to be approved)
Put off until the next edition:
  - procedures/first-visit#steps.meet.who
Edition 2026.12 is here; 2026.11 was the last one adopted. For your changes:
  - unaffected: 1
  - changed beneath: 2
      procedures/first-visit#steps.plan-visit.within
      procedures/first-visit#steps.meet.who
  - renamed: 1
      procedures/first-visit#duties.coordinator.duty is now procedures/first-visit#duties.lead.duty
  - national text gone: 1
      procedures/first-visit#supervision_prompt
  - new documents: 1
      guides/night-work
  - new local values needed: 0
Core components delivered: 2 of 3.
  1.1   procedures/first-visit
  2.1   NOTHING
  4.1   procedures/first-visit"""
DIFFERENCES = """\
guides/own: written locally
  at content/trusts/lowside/add/guides/own.yml:1
    {+What a peer worker does.+}

procedures/first-visit#purpose: note beside
  at content/trusts/lowside/amend/procedures/first-visit.yml:5
  why: We add.
  approved: not yet
    {+Nobody does.+}

procedures/first-visit#steps.go-home: added
  at content/trusts/lowside/amend/procedures/first-visit.yml:4
  why: We go home.
  approved: not yet
    {+Peer worker

    Go home.+}

procedures/first-visit#steps.plan-visit.within: changed
  at content/trusts/lowside/amend/procedures/first-visit.yml:3
  why: We are quick.
  approved: Board, 2026-11-02
    [-2-] {+1+} working [-days-]{+day+}

procedures/first-visit#supervision_prompt: taken out
  at content/trusts/lowside/amend/procedures/first-visit.yml:6
  why: We ask others.
  approved: not yet
    [-What was the first visit like?-]

5 local differences."""


@pytest.fixture
def lowside(site: Callable[..., Site]) -> Site:
    """Return a site with a trust that changes a text in each way there is, and wrote a document."""
    here = site()
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    here.write("trusts/lowside/values.yml", "crisis_line: 0300 123 4567\nteam_base: Elm House\n")
    text = (here.content / "national/guides/role-description.yml").read_text(encoding="utf-8")
    here.write("trusts/lowside/add/guides/own.yml", text)
    changes = [
        "{replace: steps.plan-visit.within, with: 1 working day, base: 2a548a899c3d, reason: We are quick., SIGNED}",
        "{add: steps, value: {id: go-home, who: Peer worker, action: Go home.}, reason: We go home.}",
        "{note: purpose, text: Nobody does., base: 2873c8af801b, reason: We add.}",
        "{remove: supervision_prompt, base: PROMPT, reason: We ask others.}",
    ]
    base = explain(here.library(), f"{PROCEDURE}#supervision_prompt").base
    listed = "".join(f"  - {each}\n" for each in changes).replace("PROMPT", f'"{base}"')
    listed = listed.replace("SIGNED", "approved: {by: Board, on: 2026-11-02}")
    here.write(f"trusts/lowside/amend/{PROCEDURE}.yml", f"amends: {PROCEDURE}\nchanges:\n{listed}")
    return here


def found(here: Site, code: str) -> Status:
    """Return the status of an edition."""
    library, edition = here.library(), here.edition(code, Audience.TRAINER)
    return status(library, edition, own_problems(library, edition, here.check()), TODAY)


def make_ready(here: Site) -> None:
    """Make every national document approved, with each decision made."""
    for path in (here.content / "national").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("status: draft", "status: approved").replace("status: in review", "status: approved")
        path.write_text(text.replace("by: Test group}", "by: Test group, on: 2026-11-01}"), encoding="utf-8")


def make_unready(here: Site) -> None:
    """Let a trust adopt an edition and amend it, and publish the next with all that can happen beneath a change."""
    make_ready(here)
    release(here.library(), "2026.11", ())
    bases = {
        place: explain(here.library(), f"{PROCEDURE}#{place}").base
        for place in ("steps.plan-visit.within", "steps.meet.who", "duties.coordinator.duty", "supervision_prompt")
    }
    changes = "".join(
        f'  - {{replace: {place}, with: Ours, base: "{base}", reason: We do.}}\n' for place, base in bases.items()
    ).replace("replace: supervision_prompt, with: Ours", "remove: supervision_prompt")
    changes += "  - {add: duties, value: {id: board, who: Board, duty: Asks.}, reason: It does.}\n"
    here.write(f"trusts/lowside/amend/{PROCEDURE}.yml", f"amends: {PROCEDURE}\nchanges:\n{changes}")
    here.write("trusts/lowside/trust.yml", f'{LOWSIDE}edition: "2026.11"\n')
    here.change(PATH, "within: 2 working days", "within: 3 working days")
    here.change(PATH, "who: Peer worker\n    action: Meet", "who: A peer worker\n    action: Meet")
    here.change(PATH, "{id: coordinator, who", "{id: lead, aliases: [coordinator], who")
    here.change(PATH, "supervision_prompt: What was the first visit like?\n", "")
    here.change(PATH, "status: approved", "status: draft")
    here.change("national/sessions/listening-well.yml", 'components: ["2.1"]\n', "")
    guide = (here.content / "national/guides/role-description.yml").read_text(encoding="utf-8")
    here.write("national/guides/role-description.yml", guide.replace("approved", "draft"))
    guide = guide.replace("2027-11-01", "2026-11-01").replace("approved", "draft")
    here.write("national/guides/night-work.yml", guide)
    here.change("national/edition.yml", '"2026.11"', '"2026.12"')
    base = explain(here.library(), f"{PROCEDURE}#steps.meet.who").base
    said = f"amends: {PROCEDURE}, change: steps.meet.who, choice: decline, by: Lead, on: 2026-11-20"
    here.write("trusts/lowside/decisions.yml", f'decisions:\n  - {{{said}, edition: "2026.12", base: "{base}"}}\n')


def test_a_ready_edition_is_told_in_a_line_and_its_components(site):
    """Where nothing stands in the way, there is nothing to list but who delivers what."""
    here = site()
    make_ready(here)

    assert READY == status_text(found(here, ""), every=True)


def test_a_national_edition_with_an_address_can_be_asked(site):
    """Once the national editors say where their site is, nothing more is said of it."""
    here = site()
    make_ready(here)
    here.change("national/edition.yml", "publisher:", "address: https://national.example\npublisher:")

    assert READY.replace(READY.splitlines()[1] + "\n", "") == status_text(found(here, ""), every=True)


def test_all_that_stands_in_the_way_is_listed(site):
    """Every kind of obstacle is counted at the top and listed below, with the command that helps."""
    here = site()
    make_unready(here)

    assert NOT_READY == status_text(found(here, "lowside"), every=True)


def test_long_lists_are_told_by_their_beginning(site):
    """Of a list that is long, five lines stand with how many are left and how to see them; `--all` shows each."""
    here = site()
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    for number in range(7):
        here.write(f"trusts/lowside/notes-{number}.txt", "Ours")
    short, long = (status_text(found(here, "lowside"), every=every) for every in (False, True))

    assert "  - and 2 more: ./handbook status lowside --all\n" in short
    assert (5, 7) == (short.count("  - error: "), long.count("  - error: "))
    assert "  1.1   procedures/first-visit" not in short
    assert "--all" not in long


def test_an_edition_that_is_adopted_is_said_to_be(site):
    """A trust that works from the present edition is told so, not that another one came."""
    here = site()
    release(here.library(), "2026.11", ())
    here.write("trusts/lowside/trust.yml", f'{LOWSIDE}edition: "2026.11"\n')

    assert "Edition 2026.11 is adopted.\n" in status_text(found(here, "lowside"))
    base = explain(here.library(), f"{PROCEDURE}#title").base
    change = f'{{replace: title, with: Ours, base: "{base}", reason: We do.}}'
    here.write(f"trusts/lowside/amend/{PROCEDURE}.yml", f"amends: {PROCEDURE}\nchanges:\n  - {change}\n")

    assert "Edition 2026.11 is adopted. For your changes:\n  - unaffected: 1\n" in status_text(found(here, "lowside"))


def test_a_status_is_told_to_programs_too(site):
    """JSON has what the text has, as lists to count and addresses to open."""
    here = site()
    make_unready(here)
    told = json.loads(as_json(status_json(found(here, "lowside"))))
    adoption = told.pop("adoption")
    components = told.pop("components")

    assert {
        "trust": "lowside",
        "edition": "2026.12",
        "ready": False,
        "obstacles": [line.removeprefix("  - ") for line in NOT_READY.splitlines()[1:8]],
        "missing_values": [
            {"name": "crisis_line", "label": "Crisis line", "safety": True},
            {"name": "team_base", "label": "Team base", "safety": False},
        ],
        "not_covered": [{"id": "2.1", "label": "Listening", "original": False}],
        "not_approved": [PROCEDURE, "guides/night-work", "guides/role-description"],
        "reviews_overdue": [],
        "due": [],
        "stale": [f"{PROCEDURE}#steps.plan-visit.within"],
        "declined": [f"{PROCEDURE}#steps.meet.who"],
    } == told
    assert {"1.1": [PROCEDURE], "2.1": [], "4.1": [PROCEDURE]} == components
    assert ("2026.11", 1, [f"{PROCEDURE}#supervision_prompt"], {f"{PROCEDURE}#duties.coordinator.duty": f"{PROCEDURE}#duties.lead.duty"}) == (
        adoption["adopted"],
        adoption["unaffected"],
        adoption["gone"],
        adoption["renamed"],
    )  # fmt: skip


def test_a_ready_edition_is_ready_for_programs_too(site):
    """JSON of a ready edition says so, has no obstacle, and null where no edition was adopted."""
    here = site()
    make_ready(here)
    told = status_json(found(here, ""))

    assert (True, [], None, "") == (told["ready"], told["obstacles"], told["adoption"], told["trust"])


def test_differences_are_told_with_their_words_marked(lowside):
    """Each local change has its place, reason and approval, and its words marked as gone or new."""
    edition = lowside.edition("lowside", Audience.TRAINER)
    told = sorted(differences(edition), key=lambda each: (each.document, each.address))

    assert [] == list(lowside.check())
    assert DIFFERENCES == differences_text(told)


def test_one_difference_and_none_are_counted_in_english(lowside):
    """One difference is not called differences."""
    first = differences(lowside.edition("lowside", Audience.TRAINER))[:1]

    assert "0 local differences." == differences_text(())
    assert differences_text(first).endswith("\n1 local difference.")


def test_differences_are_told_to_programs_too(lowside):
    """JSON has both texts, the reason, the approval and where it was written."""
    told = differences_json(differences(lowside.edition("lowside", Audience.TRAINER)))
    by_address = {each["address"]: each for each in told}
    expected = {
        "document": PROCEDURE,
        "address": "steps.plan-visit.within",
        "operation": "replace",
        "national": "2 working days",
        "local": "1 working day",
        "reason": "We are quick.",
        "approved": {"by": "Board", "on": "2026-11-02"},
        "path": f"content/trusts/lowside/amend/{PROCEDURE}.yml",
        "line": 3,
    }

    assert expected == by_address["steps.plan-visit.within"]
    assert (None, "local") == (by_address["purpose"]["approved"], by_address[""]["operation"])


def test_the_overview_counts_trusts(site):
    """Each national text has the trusts that change it and why; an example is called one."""
    here = site("trust-amends")
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    change = "{replace: steps.meet, with: {who: Us, action: Meet.}, base: 4d0623eeac26, reason: We do.}"
    here.write(f"trusts/lowside/amend/{PROCEDURE}.yml", f"amends: {PROCEDURE}\nchanges:\n  - {change}\n")
    told = overview_of(here.library())
    expected = (
        "procedures/first-visit#steps.meet: 2 trusts\n"
        "  hillside (example), changed: Nobody visits alone here.\n"
        "  lowside, changed: We do.\n"
        "glossary#terms.hub: 1 trust\n"
    )

    assert overview_text(told).startswith(expected)
    assert overview_text(told).endswith("\n15 national texts are changed by trusts.")
    assert "\n1 national text is changed by trusts." in overview_text(told[:1])
    assert {
        "document": PROCEDURE,
        "address": "steps.meet",
        "trusts": [
            {"code": "hillside", "operation": "replace", "reason": "Nobody visits alone here."},
            {"code": "lowside", "operation": "replace", "reason": "We do."},
        ],
    } == overview_json(told)[0]


def test_an_explanation_has_the_place_the_lock_and_the_changes(lowside):
    """A text is told with all that is known of it, and each trust's own words below."""
    expected = """\
procedures/first-visit#steps.plan-visit.within
  at content/national/procedures/first-visit.yml:37
  base: 2a548a899c3d, in no published edition as it is now
  lock: free
    2 working days
lowside: changed steps.plan-visit.within, at content/trusts/lowside/amend/procedures/first-visit.yml:3. We are quick.
    1 working day"""

    assert expected == explanation_text(explain(lowside.library(), f"{PROCEDURE}#steps.plan-visit.within"))


def test_an_explanation_says_where_there_is_nothing_to_say(site):
    """A text that nobody changes says so; one that is published names its edition, a lock its reason."""
    here = site()
    release(here.library(), "2026.11", ())
    library = here.library()
    told = explanation_text(explain(library, f"{PROCEDURE}#leave-word"))

    assert ", as it is since edition 2026.11\n  lock: locked (someone must know where you are)\n" in told
    assert told.endswith("\nNo trust changes it.")
    assert explanation_text(explain(library, "glossary")).startswith("glossary\n  at content/national/glossary.yml:1\n")


def test_a_question_has_what_the_text_was_and_is_and_ours(site):
    """A stale change is shown with the words that moved, and the local text below."""
    here = site("unknown-base")
    first, second = questions(here.library(), "hillside")
    expected = """\
procedures/first-visit#steps.plan-visit.within (replace)
  at content/trusts/hillside/amend/procedures/first-visit.yml:3
  National text, 2026.10 to now:
    [-5-] {+2+} working days
  Ours:
    1 working day"""

    assert expected == question_text(first)
    assert "  National text now:\n    Peer worker\n  Ours:\n    Two peer workers" in question_text(second)


def test_a_question_about_what_is_gone_says_so(site):
    """Where the national text is no longer there, there is nothing to compare with."""
    (question,) = questions(site("removed-document").library(), "hillside")

    assert "  The national text is gone.\n  Ours:\n    1 working day" in question_text(question)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("Go.", "Go.", "Go."),
        ("", "Go.", "{+Go.+}"),
        ("Go.", "", "[-Go.-]"),
        ("Go home.", "Go out.", "Go [-home.-]{+out.+}"),
        ("Go home now.", "Go now.", "Go [-home-] now."),
        ("One.\nTwo.", "One.\nThree.", "One.\n[-Two.-]{+Three.+}"),
        ("One two", "One  two", "[-One-] {+One+}  two"),
        ("One\n\ntwo", "One two", "[-One-]\n\n{+One+} two"),
    ],
)
def test_words_are_marked_as_gone_or_new(old, new, expected):
    """What is gone stands in [- -], what is new in {+ +}, with the spaces round them outside."""
    assert expected == marked(old, new)


def test_json_keeps_letters_as_they_are():
    """Letters with accents stay readable."""
    assert '"Llŷn"' == as_json("Llŷn")
