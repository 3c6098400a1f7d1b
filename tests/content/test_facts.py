"""Facts: written once, quoted by name; what a text says moves with them, and nobody says them by hand."""

import json

import pytest
from conftest import TODAY, Site, node_at

from generator.changes.whats_new import news
from generator.content.fingerprints import fingerprint
from generator.content.ledger import read_ledger, written
from generator.content.load import load
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.problem_formats import as_text
from generator.upkeep.scaffold import amendment

PROCEDURE = "procedures/first-visit"
FILE = f"national/{PROCEDURE}.yml"
FACTS = """title: Facts
introduction: What texts say alike.
facts:
  - id: wait
    text: within *30* minutes
    meaning: How long you wait.
    by_hand: [in half an hour, I.e. soon]
"""
TRUST = "name: Hillside\nnation: wales\ncoordinator: Lead\nexample: true\n"
VALUES = "crisis_line: 01632 960 100\nteam_base: the Old School\n"


@pytest.fixture
def quoting(site) -> Site:
    """Return a small site in which a step, a label and an amended place quote a fact, and a trust."""
    here = site()
    here.write("national/facts.yml", FACTS)
    here.change(FILE, "action: Agree a day with the person.", 'action: "Answer {{ fact.wait }}, always."')
    here.change(FILE, "trigger: Nobody answers the door", 'trigger: "No answer {{ fact.wait }}"')
    here.write("trusts/hillside/trust.yml", TRUST)
    here.write("trusts/hillside/values.yml", VALUES)
    return here


def amends(here: Site, address: str, said: str, base: str = "") -> None:
    """Let the trust replace a national text."""
    document, _, place = address.partition("#")
    there = node_at(here.library().national[document].node, place.split("."))
    change = {"replace": place, "with": said, "reason": "Why.", "base": base or fingerprint(there)}
    here.write(f"trusts/hillside/amend/{document}.yml", json.dumps({"amends": document, "changes": [change]}))


def moves(here: Site) -> None:
    """Let the fact say something else."""
    here.change("national/facts.yml", "within *30* minutes", "within *20* minutes")


def test_a_fact_stands_in_the_place_of_its_name(quoting):
    """A fact's words are words: in a label as they are, in Markdown with no mark in them meaning anything."""
    model = quoting.edition().entries[PROCEDURE].model

    assert r"Answer within \*30\* minutes, always." == model.steps[0].action
    assert "No answer within *30* minutes" == model.escalation[0].trigger


def test_local_values_stand_in_facts(quoting):
    """A number in a fact can be called where the fact is quoted in a text, and is a number in a label."""
    quoting.change("national/facts.yml", "within *30* minutes", '"call {{ local.crisis_line }} *first*"')
    model = quoting.edition("hillside").entries[PROCEDURE].model
    number = "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100"

    assert rf"Answer call [{number}](tel:01632960100) \*first\*, always." == model.steps[0].action
    assert f"No answer call {number} *first*" == model.escalation[0].trigger


def test_an_unknown_fact_is_told_where_it_stands(quoting):
    """A fact that is not written is an error at its text, with the one that was meant."""
    quoting.change(FILE, "{{ fact.wait }}, always", "{{ fact.wiat }}, always")
    told = as_text(quoting.check())

    assert 'there is no fact "fact.wiat" [unknown-value]' in told
    assert 'did you mean "fact.wait"?' in told


def test_braces_of_a_fact_are_mended(quoting):
    """One brace too few round a fact is told with how to write it."""
    quoting.change(FILE, '"Answer {{ fact.wait }}, always."', '"Answer {{ fact.wait }, always."')

    assert "write it as {{ fact.wait }}" in as_text(quoting.check())


def test_no_fact_quotes_another(quoting):
    """A fact in a fact would never be filled in, so it is refused."""
    quoting.change("national/facts.yml", "text: within *30* minutes", 'text: "{{ fact.wait }}"')

    assert "quotes a fact; write its words out" in as_text(quoting.check())


def test_a_text_moves_with_its_fact(quoting):
    """What a text says holds what its fact says: the fingerprint of the text is another one when the fact moves."""
    place = ("steps", "plan-visit", "action")
    before = fingerprint(node_at(quoting.library().national[PROCEDURE].node, place))
    moves(quoting)

    assert before != fingerprint(node_at(quoting.library().national[PROCEDURE].node, place))


def test_a_trust_hears_that_a_fact_moved(quoting):
    """A change to a text that quotes a fact is stale when the fact moves, and not before."""
    amends(quoting, f"{PROCEDURE}#steps.plan-visit.action", "Answer soon.")
    before = quoting.edition("hillside").stale
    moves(quoting)

    assert ((), ["steps.plan-visit.action"]) == (before, [each.address for each in quoting.edition("hillside").stale])


def test_an_approval_lapses_when_a_fact_moves(quoting):
    """What was approved is what the text said, with its facts."""
    text = quoting.edition("hillside").entries[PROCEDURE].text
    approval = (
        f"{{document: {PROCEDURE}, version: '1.0', by: Group, on: 2026-11-01, review_by: 2027-11-01, text: '{text}'}}"
    )
    quoting.write("trusts/hillside/approvals.yml", f"approvals:\n  - {approval}\n")
    before = quoting.edition("hillside").entries[PROCEDURE]
    moves(quoting)
    after = quoting.edition("hillside").entries[PROCEDURE]

    assert (True, True) == (before.approved is not None, after.lapsed is not None)


def test_an_old_edition_keeps_what_its_facts_said(quoting):
    """The ledger holds texts with their facts in them, so that news tell what readers read before and read now."""
    national = {name: file.node for name, file in quoting.library().national.items()}
    folder = quoting.content / "national" / "editions"
    ledger, _ = read_ledger(folder, str)
    quoting.write("national/editions/2026.10.json", written(ledger, "2026.10", national))
    moves(quoting)
    library = load(quoting.content)
    edition, _ = resolve(library, "", Audience.PEER)
    told = news(library, edition)
    assert told is not None
    runs = [run for each in told.changed for change in each.changes for run in change.runs]

    assert [PROCEDURE] == [each.document for each in told.changed]
    assert ("gone", "*30*") in runs or any("30" in text for mark, text in runs if mark == "gone")


def test_facts_are_locked(quoting):
    """Nobody changes a fact in a trust, unless its lock says otherwise."""
    amends(quoting, "facts#facts.wait.text", "tomorrow")
    refused = [each.rule for each in quoting.check() if each.mark.path.endswith("amend/facts.yml")]
    quoting.change("national/facts.yml", "    meaning: How", "    lock: free\n    meaning: How")

    assert ["locked"] == refused
    assert "Answer tomorrow, always." == quoting.edition("hillside").entries[PROCEDURE].model.steps[0].action


def test_a_change_is_begun_with_the_text_as_written(quoting):
    """What `./handbook amend` writes to be changed quotes the fact, so that it goes on moving with it."""
    path, _ = amendment(quoting.library(), "hillside", f"{PROCEDURE}#steps.plan-visit.action", "replace")

    assert 'with: "Answer {{ fact.wait }}, always."' in path.read_text(encoding="utf-8")


def test_a_fact_typed_by_hand_is_told(quoting):
    """Words that say a fact by hand are a warning where they begin, however they are wrapped and in either case."""
    quoting.change(FILE, "purpose: So that nobody waits.", "purpose: |\n  Somebody comes In half\n  an hour.")
    found = [each for each in quoting.check() if each.rule == "fact-by-hand"]

    assert [(26, 18)] == [(each.mark.line, each.mark.column) for each in found]
    assert "{{ fact.wait }}" in found[0].hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("summary: First draft.", "summary: It said in half an hour."),
        ("purpose: So that nobody waits.", "purpose: Not in half an hourly way."),
        ("purpose: So that nobody waits.", "purpose: Ixe. soon."),
    ],
)
def test_what_is_no_fact_is_not_told(quoting, old, new):
    """A history, a longer word and what only looks like the words are nothing to mend."""
    quoting.change(FILE, old, new)

    assert [] == [each for each in quoting.check() if each.rule == "fact-by-hand"]


def test_without_facts_nothing_is_quoted(site):
    """A site without facts has none, and goes on as it was."""
    assert {} == site().edition().facts
    assert TODAY
