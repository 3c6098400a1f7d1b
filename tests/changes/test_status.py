"""Whether an edition is ready to go live, and what the present national edition changes for a trust."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import TODAY, Site

from generator.changes.edition_reports import own_problems
from generator.changes.readiness import Adoption, Status, status
from generator.content.fingerprints import fingerprint
from generator.content.node_paths import find
from generator.editions.change import NOTHING
from generator.model.base import Audience
from generator.upkeep.release import release

PROCEDURE, GUIDE = "procedures/first-visit", "guides/role-description"
LOWSIDE = "name: Lowside\nnation: england\ncoordinator: Lead\npathways: [ward]\n"
VALUES = "crisis_line: 0300 123 4567\nteam_base: Elm House\n"


@pytest.fixture
def lowside(site: Callable[..., Site]) -> Site:
    """Return a site with a trust that gave its values and changes nothing."""
    here = site()
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    here.write("trusts/lowside/values.yml", VALUES)
    return here


def found(here: Site, code: str = "lowside") -> Status:
    """Return the status of an edition."""
    library, edition = here.library(), here.edition(code, Audience.TRAINER)
    return status(library, edition, own_problems(library, edition, here.check()), TODAY)


def approve_all(here: Site) -> None:
    """Make every national document approved, with each decision made."""
    for path in (here.content / "national").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("status: draft", "status: approved").replace("status: in review", "status: approved")
        path.write_text(text.replace("by: Test group}", "by: Test group, on: 2026-11-01}"), encoding="utf-8")


def adopted(here: Site, *changes: dict, document: str = PROCEDURE) -> None:
    """Publish 2026.11, let the trust adopt it and make these changes, and begin 2026.12."""
    release(here.library(), "2026.11", ())
    here.write("trusts/lowside/trust.yml", f'{LOWSIDE}edition: "2026.11"\n')
    node = here.library().national[document].node
    for change in changes:
        address = next((change[word] for word in ("replace", "remove", "note") if word in change), "")
        there = find(node, address.split("."))
        change["reason"] = "We do."
        if address:
            change["base"] = fingerprint(there) if there else NOTHING
    if changes:
        text = json.dumps({"amends": document, "changes": changes})
        here.write(f"trusts/lowside/amend/{document}.yml", text)
    here.change("national/edition.yml", '"2026.11"', '"2026.12"')


def adoption(here: Site) -> Adoption:
    """Return what the present edition changes for the trust."""
    told = found(here).adoption
    assert told is not None
    return told


@pytest.mark.parametrize("code", ["", "lowside"])
def test_an_edition_with_every_document_approved_is_ready(lowside, code):
    """Nothing stands in the way where documents are approved, values given and nothing is wrong."""
    approve_all(lowside)

    assert () == found(lowside, code).obstacles


def test_drafts_stand_in_the_way(lowside):
    """Documents that are drafts, in review, or have a decision to come are not signed."""
    expected = ["sessions/listening-well", "resources/starter-pack", PROCEDURE, GUIDE, "programmes/core"]

    assert expected == [each.id for each in found(lowside).unsigned]
    assert ("5 documents are not fully signed off",) == found(lowside).obstacles


def test_a_decision_still_to_come_stands_in_the_way(lowside):
    """A document called approved is not signed while one of its sign-offs has no date."""
    approve_all(lowside)
    lowside.change(
        f"national/{PROCEDURE}.yml", "event: ratified, by: Test group, on: 2026-11-01", "event: ratified, by: Us"
    )

    assert ("1 document is not fully signed off",) == found(lowside).obstacles


@pytest.mark.parametrize("document", ["role-plays/first-chat", "programmes/core"])
def test_a_lapsed_approval_stands_in_the_way(lowside, document):
    """A text that changed since the trust approved it needs approval again, also where the national one is approved."""
    approve_all(lowside)
    said = f"document: {document}, version: '1', by: Board, on: 2026-11-01, review_by: 2027-11-01"
    lowside.write("trusts/lowside/approvals.yml", f"approvals:\n  - {{{said}, text: 0123456789ab}}\n")

    assert ([document], ()) == ([each.id for each in found(lowside).unsigned], found(lowside).others)


def test_missing_values_are_told_safety_first(lowside):
    """Values that keep people safe are counted by themselves, before the others."""
    (lowside.content / "trusts/lowside/values.yml").unlink()
    expected = (
        "1 local value that keeps people safe is missing",
        "1 other local value is missing",
        "5 documents are not fully signed off",
    )

    assert expected == found(lowside).obstacles
    assert ["crisis_line", "team_base"] == [each.id for each in found(lowside).values]


def test_an_optional_value_that_text_uses_is_missing_too(lowside):
    """What a text asks for and the trust does not give is told, as check tells it, though it may be left out."""
    lowside.change(f"national/{GUIDE}.yml", "You work at {{ trust.name }}.", "Write to {{ local.team_email }}.")

    assert ["team_email"] == [each.id for each in found(lowside).values]
    assert ["missing-local-value"] == [each.rule for each in lowside.check()]


def test_a_value_for_another_pathway_is_not_missing(lowside):
    """A trust that supports people from wards alone is not asked for what crisis teams need."""
    lowside.change(
        "national/local-values.yml", "    example: the Old School\n", "    example: A\n    pathways: [crisis-team]\n"
    )
    lowside.write("trusts/lowside/values.yml", "crisis_line: 0300 123 4567\n")
    lowside.change(f"national/{PROCEDURE}.yml", "Tell {{ local.team_base }} where", "Tell someone where")

    assert () == found(lowside).values


def test_the_national_edition_has_no_values_to_give(lowside):
    """Local values are never missing from the national edition."""
    assert () == found(lowside, "").values


def test_a_component_that_nothing_delivers_is_told(lowside):
    """A component that no session or procedure delivers stands in the way."""
    lowside.change("national/sessions/listening-well.yml", 'components: ["2.1"]\n', "")
    told = found(lowside, "")

    assert (["2.1"], ()) == ([each.id for each in told.uncovered], told.covered["2.1"])
    assert "1 core component is not delivered" in told.obstacles


def test_errors_and_warnings_are_counted_apart(lowside):
    """What else is wrong with the content is counted by how serious it is."""
    lowside.write("trusts/lowside/notes.txt", "Ours")
    lowside.write("trusts/lowside/more.txt", "Ours")
    lowside.write("trusts/lowside/values.yml", VALUES.replace("0300 123 4567", "01632 960 199"))
    told = found(lowside)

    assert ["stray-file", "stray-file", "invented-number"] == [each.rule for each in told.others]
    assert "3 errors are in its content" in told.obstacles


def test_problems_of_others_are_not_this_editions(lowside):
    """What is wrong in the national files, or in another trust's, does not stand in a trust's way."""
    lowside.write("national/notes.txt", "Ours")
    lowside.write("trusts/highside/trust.yml", LOWSIDE)
    expected: tuple[list[str], ...] = (["stray-file"], [], ["missing-local-value"])
    library = lowside.library()
    told = [
        [each.rule for each in own_problems(library, lowside.edition(code, Audience.TRAINER), lowside.check())]
        for code in ("", "lowside", "highside")
    ]

    assert expected == (told[0], told[1], sorted(set(told[2])))


def test_stale_changes_stand_in_the_way_until_they_are_put_off(site):
    """A stale change is told; once its trust put it off, it is listed apart and stands in nobody's way."""
    here = site("stale-amendment")
    before = found(here, "hillside")
    first = before.stale[0]
    said = (
        f'amends: {PROCEDURE}, change: {first.address}, choice: decline, by: Lead, on: 2026-11-20, edition: "2026.11"'
    )
    here.write("trusts/hillside/decisions.yml", f'decisions:\n  - {{{said}, base: "{first.base}"}}\n')
    after = found(here, "hillside")

    assert "3 local changes stand over national texts that have changed" in before.obstacles
    assert "2 local changes stand over national texts that have changed" in after.obstacles
    assert ([first.address], []) == ([each.address for each in after.declined], list(before.declined))


@pytest.mark.parametrize(
    ("path", "document"),
    [(f"national/{PROCEDURE}.yml", PROCEDURE), ("national/programmes/core.yml", "programmes/core")],
)
def test_a_review_is_overdue_after_its_day_and_not_on_it(lowside, path, document):
    """A document or programme past its review date is told; one whose day is today is not. A trust leaves it to others."""
    approve_all(lowside)
    lowside.change(path, "review_by: 2027-11-01", f"review_by: {TODAY}")
    library, day = lowside.library(), TODAY + timedelta(days=1)
    editions = [lowside.edition(code, Audience.TRAINER) for code in ("", "lowside")]
    later, ours = (status(library, edition, (), day) for edition in editions)

    assert (False, ("1 review is overdue",)) == (
        any("review" in each for each in found(lowside, "").obstacles),
        later.obstacles,
    )
    assert [document] == [each.document for each in later.reviews] == [each.document for each in ours.waiting]
    assert ((), ()) == (ours.obstacles, ours.reviews)


def test_what_the_trust_has_to_do_is_apart_from_what_others_do(lowside):
    """Late national contacts and law wait for the national editors; whom people call in a crisis stops a trust."""
    approve_all(lowside)
    library, edition = lowside.library(), lowside.edition("lowside", Audience.TRAINER)
    late = status(library, edition, (), date(2030, 1, 1))
    national = status(library, lowside.edition("", Audience.TRAINER), (), date(2030, 1, 1))
    here = {each.document for each in late.contacts}

    assert {"signposting"} == here
    assert here < {each.document for each in national.contacts}
    assert {each.name for each in national.reviews} < {each.name for each in late.waiting}
    assert {"contact", "rule", "review"} == {each.what for each in late.waiting}
    assert not any("review" in each for each in late.obstacles)


def test_nobody_is_asked_to_call_999_to_try_it(lowside):
    """A number for those in danger is left to the national editors, though others in its document are not."""
    signposting = lowside.content / "national/signposting.yml"
    text = signposting.read_text(encoding="utf-8")
    signposting.write_text(text + DANGER, encoding="utf-8")
    library, edition = lowside.library(), lowside.edition("lowside", Audience.TRAINER)
    late = status(library, edition, (), date(2030, 1, 1))

    assert "signposting.danger" not in {each.name for each in late.contacts} != set()
    assert "signposting.danger" in {each.name for each in late.waiting}


DANGER = "  - {id: danger, title: Danger, how: Call., phone: '999', checked_on: 2026-11-01, check_by: 2027-11-01}\n"


def test_a_trust_that_begins_has_nothing_new(lowside):
    """What the national editors wrote since the edition that a trust adopted is no news before the next edition."""
    adopted(lowside)
    lowside.change("national/edition.yml", '"2026.12"', '"2026.11"')
    text = (lowside.content / f"national/{GUIDE}.yml").read_text(encoding="utf-8")
    lowside.write("national/guides/night-work.yml", text)

    assert ((), ()) == (adoption(lowside).documents, adoption(lowside).values)


@pytest.mark.parametrize("line", ["", 'edition: "2020.01"\n'])
def test_without_a_known_adopted_edition_there_is_nothing_to_compare(lowside, line):
    """A trust that never said what it adopted, or names an edition that never was, has no adoption."""
    release(lowside.library(), "2026.11", ())
    lowside.write("trusts/lowside/trust.yml", LOWSIDE + line)

    assert found(lowside).adoption is None


def test_the_national_edition_adopts_nothing(lowside):
    """Only trusts adopt editions."""
    adopted(lowside)

    assert found(lowside, "").adoption is None


def test_changes_whose_national_text_stands_are_unaffected(lowside):
    """Changes, notes, removals, additions and what the national text leaves out stand where nothing moved."""
    adopted(
        lowside,
        {"replace": "steps.meet.who", "with": "Two peer workers"},
        {"replace": "steps.meet.within", "with": "1 week"},
        {"replace": "definitions", "with": []},
        {"note": "steps.tell-ward", "text": "By phone."},
        {"remove": "supervision_prompt"},
        {"add": "steps", "value": {"id": "wave", "who": "Peer worker", "action": "Wave."}},
        {"add": "duties", "value": {"id": "board", "who": "Board", "duty": "Asks."}},
    )
    expected = Adoption(
        adopted="2026.11",
        present="2026.12",
        unaffected=7,
        beneath=(),
        renamed=(),
        gone=(),
        documents=(),
        values=(),
    )

    assert expected == adoption(lowside)


def test_each_change_is_sorted_by_what_happened_to_its_text(lowside):
    """A text that moved, one with a new name, an element and a field that are gone are each told by address."""
    adopted(
        lowside,
        {"replace": "steps.plan-visit.within", "with": "1 working day"},
        {"replace": "steps.meet.who", "with": "Two"},
        {"remove": "steps.tell-team"},
        {"remove": "supervision_prompt"},
    )
    path = f"national/{PROCEDURE}.yml"
    lowside.change(path, "within: 2 working days", "within: 3 working days")
    lowside.change(path, "id: meet\n", "id: greet\n    aliases: [meet]\n")
    lowside.change(path, "id: tell-team\n", "id: ring-team\n")
    lowside.change(path, "supervision_prompt: What was the first visit like?\n", "")
    expected = Adoption(
        adopted="2026.11",
        present="2026.12",
        unaffected=0,
        beneath=(f"{PROCEDURE}#steps.plan-visit.within",),
        renamed=((f"{PROCEDURE}#steps.meet.who", f"{PROCEDURE}#steps.greet.who"),),
        gone=(f"{PROCEDURE}#steps.tell-team", f"{PROCEDURE}#supervision_prompt"),
        documents=(),
        values=(),
    )

    assert expected == adoption(lowside)


def test_a_change_to_a_document_that_is_gone_is_gone(lowside):
    """Where the whole document was taken out, every change to it has nothing to change."""
    adopted(lowside, {"replace": "title", "with": "Our role"}, document=GUIDE)
    (lowside.content / f"national/{GUIDE}.yml").unlink()

    assert (f"{GUIDE}#title",) == adoption(lowside).gone


def test_a_renamed_document_is_told_with_both_names(lowside):
    """A change to a document with a new id is told by the old and the new address."""
    adopted(lowside, {"replace": "title", "with": "Our role"}, document=GUIDE)
    text = (lowside.content / f"national/{GUIDE}.yml").read_text(encoding="utf-8")
    (lowside.content / f"national/{GUIDE}.yml").unlink()
    lowside.write("national/guides/your-role.yml", f"aliases: [{GUIDE}]\n{text}")
    expected = ((f"{GUIDE}#title", "guides/your-role#title"),)

    assert (expected, ()) == (adoption(lowside).renamed, adoption(lowside).documents)


def test_new_documents_and_new_needed_values_are_told(lowside):
    """What is new for a trust is its documents, and the values it must give; an optional value is no news."""
    adopted(lowside)
    text = (lowside.content / f"national/{GUIDE}.yml").read_text(encoding="utf-8")
    lowside.write("national/guides/night-work.yml", text)
    new = "  - {id: NAME, label: Line, meaning: Who to ring, type: text, example: Us, required: NEEDED}\n"
    path = lowside.content / "national/local-values.yml"
    more = new.replace("NAME", "night").replace("NEEDED", "true") + new.replace("NAME", "day").replace(
        "NEEDED", "false"
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    told = adoption(lowside)

    assert (("guides/night-work",), ["night"]) == (told.documents, [each.id for each in told.values])


def test_without_local_values_in_the_old_edition_none_is_called_new(lowside):
    """Where the ledger does not hold the values that were asked for, nobody can say which are new."""
    path = lowside.content / "national/local-values.yml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    adopted(lowside)
    path.write_text(text, encoding="utf-8")

    assert () == adoption(lowside).values


def test_problems_told_in_words_of_their_own_are_not_told_twice(site):
    """A stale change is told as such, and not again among the other problems."""
    told = found(site("stale-amendment"), "hillside")

    assert () == told.others
    assert () == replace(told, stale=(), unsigned=()).obstacles
