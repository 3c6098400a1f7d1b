"""Where a text comes from: its place, its history, its lock, and who changed it."""

import json

import pytest
from conftest import Site

from generator.changes.explain import explain, place_of
from generator.editions.change import NOTHING
from generator.model.base import Lock
from generator.problems import ContentError
from generator.upkeep.release import release

PROCEDURE = "procedures/first-visit"
PATH = f"national/{PROCEDURE}.yml"
GARDEN = "items.local-places.categories.gardens.entries.hill-garden"


def lead_to(here: Site, address: str) -> str:
    """Return the document and place that an address leads to."""
    file, tokens = place_of(here.library(), address)
    return f"{file.id}#{'.'.join(tokens)}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PROCEDURE, f"{PROCEDURE}#"),
        (f"{PROCEDURE}#", f"{PROCEDURE}#"),
        (f"content/national/{PROCEDURE}.yml", f"{PROCEDURE}#"),
        (f"content/national/{PROCEDURE}.yml#steps.meet", f"{PROCEDURE}#steps.meet"),
        (f"{PROCEDURE}#steps.meet.who", f"{PROCEDURE}#steps.meet.who"),
        (f"{PROCEDURE}#meet", f"{PROCEDURE}#steps.meet"),
        (f"{PROCEDURE}#title", f"{PROCEDURE}#title"),
        ("resources/starter-pack#hill-garden", f"resources/starter-pack#{GARDEN}"),
        ("glossary#ward", "glossary#terms.ward"),
        ("components#1.1", "components#components.1.1"),
    ],
)
def test_an_address_may_be_written_as_people_have_it(site, address, expected):
    """A document, a file, a place in it, and the anchor of a page alone all lead to the same text."""
    assert expected == lead_to(site(), address)


@pytest.mark.parametrize("address", ["#steps.greet.who", "#greet", "#steps.greet"])
def test_a_former_id_leads_to_todays_place(site, address):
    """An id that an element had before leads to it, under the name it has now."""
    here = site()
    here.change(PATH, "id: meet\n", "id: meet\n    aliases: [greet]\n")

    assert lead_to(here, PROCEDURE + address).startswith(f"{PROCEDURE}#steps.meet")


def test_a_former_name_of_a_document_leads_to_it(site):
    """A document is found by the id it had before."""
    here = site("renamed")

    assert "guides/role-description#sections.what-you-do" == lead_to(here, "guides/our-role#what-we-do")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{PROCEDURE}#steps.meet.within", f"{PROCEDURE}#steps.meet.within"),
        (f"{PROCEDURE}#front_sheet.version_of", None),
        ("sessions/listening-well#close.materials", None),
        (
            "sessions/listening-well#activities.warm-up.role_plays",
            "sessions/listening-well#activities.warm-up.role_plays",
        ),
        (
            "resources/starter-pack#items.local-places.categories.cafes.entries",
            "resources/starter-pack#items.local-places.categories.cafes.entries",
        ),
        (f"{PROCEDURE}#competencies.within", None),
        (f"{PROCEDURE}#steps.within", None),
        (f"{PROCEDURE}#steps.nobody.within", None),
    ],
)
def test_a_key_that_the_national_text_leaves_out_is_a_place(site, address, expected):
    """A key that may stand there leads somewhere, because a trust may set it; any other word leads nowhere."""
    here = site()
    try:
        found = lead_to(here, address)
    except ContentError:
        found = None

    assert expected == found


@pytest.mark.parametrize(
    ("address", "path", "sentence", "hint"),
    [
        (
            "procedures/first-vist#steps",
            "procedures/first-vist#steps",
            'there is no national document "procedures/first-vist"',
            f'did you mean "{PROCEDURE}"?',
        ),
        (
            f"{PROCEDURE}#steps.meat",
            f"content/{PATH}",
            f'{PROCEDURE} has no "steps.meat"',
            'did you mean "steps.meet"?',
        ),
        (f"{PROCEDURE}#meat", f"content/{PATH}", f'{PROCEDURE} has no "meat"', 'did you mean "meet"?'),
        ("", "", 'there is no national document ""', ""),
        ("edition#title", "edition#title", 'there is no national document "edition"', ""),
        ("glossary#xyzzy", "content/national/glossary.yml", 'glossary has no "xyzzy"', ""),
    ],
)
def test_an_address_that_leads_nowhere_is_a_problem_with_the_nearest_one(site, address, path, sentence, hint):
    """What cannot be found is said in a sentence, with the nearest name where one is near."""
    with pytest.raises(ContentError) as caught:
        place_of(site().library(), address)
    (problem,) = caught.value.problems

    assert (path, sentence, hint, "unknown-target") == (
        problem.mark.path,
        problem.sentence,
        problem.hint,
        problem.rule,
    )


def test_a_document_that_cannot_be_read_is_not_called_unknown(site):
    """Where the document is there and broken, what is wrong with it is said, at its place."""
    here = site("tab")
    with pytest.raises(ContentError) as caught:
        place_of(here.library(), "guides/extra#title")

    assert [("tab", 4)] == [(each.rule, each.mark.line) for each in caught.value.problems]


def test_a_text_is_told_with_its_place_and_base(site):
    """An explanation has where the text stands, what it says, and the base an amendment to it would hold."""
    found = explain(site("trust-amends").library(), f"{PROCEDURE}#steps.plan-visit.within")

    assert ("2 working days", "2a548a899c3d", f"content/{PATH}", 37) == (
        found.text,
        found.base,
        found.mark.path,
        found.mark.line,
    )
    assert (Lock.FREE, "") == (found.lock, found.lock_reason)


def test_what_is_left_out_is_told_with_the_base_of_nothing(site):
    """A key that is left out says so, stands nowhere in the file, and is in no edition."""
    found = explain(site().library(), f"{PROCEDURE}#steps.meet.within")

    assert ("(nothing)", NOTHING, 1, "") == (found.text, found.base, found.mark.line, found.since)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#steps.leave-word", (Lock.LOCKED, "someone must know where you are")),
        ("#steps.leave-word.action", (Lock.LOCKED, "someone must know where you are")),
        ("#steps", (Lock.FREE, "")),
        ("", (Lock.FREE, "")),
    ],
)
def test_a_lock_is_told_with_its_reason(site, address, expected):
    """The lock that holds at a place is told, also where it stands further out, with its reason."""
    found = explain(site().library(), PROCEDURE + address)

    assert expected == (found.lock, found.lock_reason)


def test_a_lock_without_a_reason_has_none(site):
    """A lock that gives no reason is told without one."""
    here = site()
    here.change("national/glossary.yml", "terms:\n", "lock: extend\nterms:\n")
    found = explain(here.library(), "glossary#ward")

    assert (Lock.EXTEND, "") == (found.lock, found.lock_reason)


def publish(here: Site, *editions: str) -> None:
    """Publish editions of the text as it is."""
    for edition in editions:
        release(here.library(), edition, ())


def test_a_text_is_as_it_is_since_the_oldest_edition_without_a_break(site):
    """The edition named is the first of those that have said just this ever since, not the first that ever did."""
    here = site()
    publish(here, "2026.11")
    here.change(PATH, "within: 2 working days", "within: 3 working days")
    publish(here, "2026.12")
    here.change(PATH, "within: 3 working days", "within: 2 working days")
    publish(here, "2027.01", "2027.02")
    library = here.library()

    assert ("2027.01", "2026.11") == tuple(
        explain(library, f"{PROCEDURE}#steps.{place}").since for place in ("plan-visit.within", "meet.who")
    )


def test_a_text_that_no_edition_has_is_since_none(site):
    """A text that changed since the last edition has not been published as it is."""
    here = site()
    publish(here, "2026.11")
    here.change(PATH, "within: 2 working days", "within: 3 working days")

    assert "" == explain(here.library(), f"{PROCEDURE}#steps.plan-visit.within").since


def test_history_goes_on_through_a_new_name(site):
    """A text keeps its history when its document gets another id."""
    here = site()
    publish(here, "2026.11")
    old = here.content / "national/guides/role-description.yml"
    here.write("national/guides/role.yml", f"aliases: [guides/role-description]\n{old.read_text(encoding='utf-8')}")
    old.unlink()

    assert "2026.11" == explain(here.library(), "guides/role#sections.what-you-do.text").since


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#steps.plan-visit.within", ["steps.plan-visit.within"]),
        ("#steps.plan-visit", ["steps.plan-visit.within"]),
        ("#steps.meet.who", ["steps.meet"]),
        ("#steps.leave-word", []),
        ("#duties", ["duties.board", "duties.peer-worker.duty"]),
        ("#purpose", []),
    ],
)
def test_who_changed_a_text_is_told_from_inside_and_outside(site, address, expected):
    """A change to the text, to a part of it and to what it stands in is told; one beside it is not."""
    found = explain(site("trust-amends").library(), PROCEDURE + address).changed

    assert expected == [each.address for _, each in found]
    assert {"hillside"} >= {edition.code for edition, _ in found}


def test_every_change_to_a_document_is_told_of_the_whole(site):
    """A document without a place is told with every change anywhere in it."""
    assert 8 == len(explain(site("trust-amends").library(), PROCEDURE).changed)


def test_a_trust_that_does_not_have_the_document_changes_nothing(site):
    """A document for wards alone is not in a crisis team's edition, and so is not changed there."""
    here = site("trust-amends")
    here.change("national/guides/role-description.yml", "title: Role description", "title: Role\npathways: [ward]")
    here.write("trusts/lowside/trust.yml", "name: L\nnation: wales\ncoordinator: Lead\npathways: [crisis-team]\n")
    change = {"replace": "title", "with": "Our role", "base": "0123456789ab", "reason": "Ours."}
    text = json.dumps({"amends": "guides/role-description", "changes": [change]})
    here.write("trusts/lowside/amend/guides/role-description.yml", text)

    assert () == explain(here.library(), "guides/role-description").changed


def test_addresses_that_begin_alike_are_told_apart(site):
    """A step whose id begins another's does not take the other's changes."""
    here = site("trust-amends")
    here.change(PATH, "  - id: meet\n", "  - {id: meet-again, who: Peer worker, action: Meet again.}\n  - id: meet\n")
    library = here.library()

    assert (0, 1) == tuple(
        len(explain(library, f"{PROCEDURE}#steps.{name}").changed) for name in ("meet-again", "meet")
    )
