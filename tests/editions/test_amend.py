"""One trust's amendments applied to one national file."""

import pytest
from conftest import NO_BASE, node_at

from generator.content.fingerprints import fingerprint
from generator.content.library import File
from generator.content.node_paths import find
from generator.content.yaml_nodes import Listing, Scalar, Table, plain
from generator.editions.amend import amend
from generator.editions.change import NOTHING, OriginKind
from generator.model.kinds import AMENDMENT
from generator.model.trust import Add, AmendmentFile, Change, NoteBeside, Remove, Replace, address_of, operation_of
from generator.problems import Mark

PROCEDURE, RESOURCE, SESSION = "procedures/first-visit", "resources/starter-pack", "sessions/listening-well"
PURPOSE = Scalar(text="So that nobody waits.", quoted=False, mark=Mark(path="a.yml"))
WAVE = {"id": "wave", "who": "Peer worker", "action": "Wave."}
BOARD = {"id": "board", "who": "Board", "duty": "Asks."}
GARDENS = "items.local-places.categories.gardens"
CAFE = {"id": "mill-cafe", "name": "Mill Cafe", "what": "Tea.", "how": "Go.", "checked_on": "2026-11-01"}


def ids(amended, *address) -> list[str]:
    """Return the ids in a list after amendment."""
    return [each["id"] for each in plain(node_at(amended.node, address))]


def said(amended) -> list[tuple[str, str]]:
    """Return what is wrong, as level and rule."""
    return [(each.level.value, each.rule) for each in amended.problems]


def test_replace_puts_the_local_text_there(apply):
    """A replaced text stands in the place of the national one, and nothing else is another."""
    amended = apply(PROCEDURE, {"replace": "steps.meet.who", "with": "Two peer workers"})
    expected = {"id": "meet", "who": "Two peer workers", "action": "Meet the person."}

    assert (expected, []) == (plain(node_at(amended.node, ("steps", "meet"))), said(amended))


def test_replace_keeps_the_id(apply):
    """A whole element that is replaced keeps its id, whether the new one says it or not."""
    amended = apply(
        PROCEDURE,
        {"replace": "steps.meet", "with": {"who": "Two peer workers", "action": "Meet."}},
        {"replace": "steps.tell-ward", "with": {"id": "tell-ward", "who": "Nobody", "action": "Wait."}},
    )
    expected = [{"id": "tell-ward", "who": "Nobody", "action": "Wait."}]

    assert {"id": "meet", "who": "Two peer workers", "action": "Meet."} == plain(
        node_at(amended.node, ("steps", "meet"))
    )
    assert expected == [plain(node_at(amended.node, ("steps", "tell-ward")))]


def test_replace_can_set_what_was_left_out(apply):
    """A key that the national text could have but leaves out can be set, against the fingerprint of nothing."""
    amended = apply(PROCEDURE, {"replace": "steps.meet.within", "with": "1 week"})

    assert ("1 week", []) == (plain(node_at(amended.node, ("steps", "meet", "within"))), said(amended))


def test_replace_can_change_a_list_or_a_block(apply):
    """A list can be replaced as a whole, and so can what is no element."""
    amended = apply(
        SESSION,
        {"replace": "outcomes", "with": ["hear", "wait"]},
        {"replace": "close", "with": {"minutes": 5, "participant": "You rest.", "facilitator": "Rest."}},
    )

    assert (["hear", "wait"], "You rest.") == (
        plain(node_at(amended.node, ("outcomes",))),
        plain(node_at(amended.node, ("close", "participant"))),
    )


def test_remove_takes_it_away(apply):
    """A removed element or field is gone, and its origin remains, to say so."""
    amended = apply(PROCEDURE, {"remove": "steps.tell-team"}, {"remove": "supervision_prompt"})
    expected = ["plan-visit", "tell-ward", "leave-word", "meet"]

    assert (expected, None, ["steps.tell-team", "supervision_prompt"]) == (
        ids(amended, "steps"),
        find(amended.node, ("supervision_prompt",)),
        list(amended.origins),
    )


def test_note_changes_nothing(apply, national):
    """A note stands beside its element, and the text is as it was."""
    amended = apply(PROCEDURE, {"note": "steps.meet", "text": "One."}, {"note": "steps.meet", "text": "Two."})

    assert (national[PROCEDURE].node, {}, ["One.", "Two."]) == (
        amended.node,
        amended.origins,
        [note.text for note in amended.notes["steps.meet"]],
    )


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({}, ["plan-visit", "tell-ward", "tell-team", "leave-word", "meet", "wave"]),
        ({"after": "plan-visit"}, ["plan-visit", "wave", "tell-ward", "tell-team", "leave-word", "meet"]),
        ({"before": "plan-visit"}, ["wave", "plan-visit", "tell-ward", "tell-team", "leave-word", "meet"]),
        ({"after": "meet"}, ["plan-visit", "tell-ward", "tell-team", "leave-word", "meet", "wave"]),
    ],
)
def test_add_puts_it_in_its_place(apply, place, expected):
    """An added element stands at the end, or after or before the element it names."""
    amended = apply(PROCEDURE, {"add": "steps", "value": WAVE, **place})

    assert (expected, []) == (ids(amended, "steps"), said(amended))


def test_an_addition_may_follow_an_addition(apply):
    """An element can be added after one that was added before it."""
    amended = apply(
        PROCEDURE,
        {"add": "steps", "after": "meet", "value": WAVE},
        {"add": "steps", "after": "wave", "value": {**WAVE, "id": "bow"}},
    )

    assert ["meet", "wave", "bow"] == ids(amended, "steps")[-3:]


def test_add_can_start_a_list(apply):
    """An element can be added to a list that the national text leaves out, deep inside too."""
    amended = apply(RESOURCE, {"add": "items.local-places.categories.cafes.entries", "value": CAFE})

    assert ["mill-cafe"] == ids(amended, "items", "local-places", "categories", "cafes", "entries")


def test_every_change_has_its_origin(apply):
    """Each changed address has who changed it, how, why, where, and by whose leave."""
    approved = {"by": "Board", "on": "2026-11-02"}
    amended = apply(
        PROCEDURE,
        {"replace": "steps.meet.who", "with": "Two", "approved": approved},
        {"add": "steps", "value": WAVE},
        {"note": "steps.plan-visit", "text": "Note."},
    )
    replaced, added = amended.origins["steps.meet.who"], amended.origins["steps.wave"]
    noted = amended.notes["steps.plan-visit"][0].origin

    assert (OriginKind.AMENDED, "replace", "Why.", "Board") == (
        replaced.kind,
        replaced.operation,
        replaced.reason,
        replaced.approved.by,
    )
    assert (OriginKind.LOCAL, "add", None) == (added.kind, added.operation, added.approved)
    assert (OriginKind.AMENDED, "note", "amendment.yml", 5) == (
        noted.kind,
        noted.operation,
        replaced.mark.path,
        replaced.mark.line,
    )


def test_nothing_is_changed_in_place(apply, national):
    """The national file is as it was, whatever is done to it."""
    before = national[PROCEDURE].node
    kept = plain(before)
    apply(PROCEDURE, {"remove": "steps.tell-team"}, {"add": "steps", "value": WAVE})

    assert kept == plain(before)


def test_without_changes_the_file_is_the_national_one(national):
    """No amendment files, or files that are none, leave everything as it is."""
    result = amend(national[PROCEDURE], [national[SESSION]])

    assert (national[PROCEDURE].node, {}, {}, ()) == (result.node, result.origins, result.notes, result.problems)
    assert () == result.stale


@pytest.mark.parametrize(
    ("change", "address", "column"),
    [
        ({"replace": "steps.meet.who", "with": "Two"}, "steps.meet.who", 15),
        ({"remove": "steps.tell-team"}, "steps.tell-team", 14),
        ({"note": "steps.meet", "text": "Note."}, "steps.meet", 12),
    ],
)
def test_a_change_to_another_text_is_stale(national, apply, change, address, column):
    """A change written against a text that is another now is made, and kept as stale with today's text and base."""
    amended = apply(PROCEDURE, {**change, "base": "0123456789ab"})
    (stale,) = amended.stale
    now = node_at(national[PROCEDURE].node, address.split("."))
    expected = (PROCEDURE, address, "0123456789ab", Mark(path="amendment.yml", line=5, column=column), now)

    assert expected == (stale.document, stale.address, stale.change.base, stale.mark, stale.now)
    assert (fingerprint(now), [], True) == (stale.base, said(amended), bool(amended.origins or amended.notes))


def test_a_change_to_what_is_there_no_more_is_stale(apply):
    """Where the national text leaves out what a change replaces, the change is stale, and its base that of nothing."""
    amended = apply(PROCEDURE, {"replace": "steps.meet.within", "with": "1 week", "base": "0123456789ab"})
    (stale,) = amended.stale

    assert ("steps.meet.within", None, NOTHING, []) == (stale.address, stale.now, stale.base, said(amended))


def test_a_fresh_change_is_not_stale(apply):
    """A change whose base is that of today's text is among no stale ones."""
    assert () == apply(PROCEDURE, {"replace": "steps.meet.who", "with": "Two"}).stale


def test_a_change_without_a_base_is_not_stale(apply):
    """A change that names no base is a problem already, and is not called stale too."""
    assert () == apply(PROCEDURE, {"replace": "steps.meet.who", "with": "Two", "base": NO_BASE}).stale


@pytest.mark.parametrize(
    "change",
    [
        {"replace": "steps.meet.who", "with": "Two"},
        {"replace": "steps.meet.within", "with": "1 week"},
        {"remove": "steps.tell-team"},
        {"note": "steps.meet", "text": "Note."},
    ],
)
def test_a_change_must_say_its_base(apply, change):
    """A change without a base is an error whose hint has the base to write; it is made, so that all else is checked."""
    amended = apply(PROCEDURE, {**change, "base": NO_BASE})
    (problem,) = amended.problems

    assert ("error", "missing-base", True) == (
        problem.level.value,
        problem.rule,
        bool(amended.origins or amended.notes),
    )


def test_the_hint_of_a_missing_base_is_right(apply):
    """A change with the base that the hint gave has no problem."""
    (problem,) = apply(PROCEDURE, {"remove": "steps.tell-team", "base": NO_BASE}).problems
    base = problem.hint.rpartition(" ")[2]

    assert [] == said(apply(PROCEDURE, {"remove": "steps.tell-team", "base": base}))


@pytest.mark.parametrize(
    ("change", "sentence", "hint"),
    [
        (
            {"remove": "steps.meat"},
            'procedures/first-visit has no step "meat"',
            'did you mean "meet"?',
        ),
        (
            {"remove": "steps.2"},
            'procedures/first-visit has no step "2"',
            'use its id, not its number: the id of step 2 is "tell-ward"',
        ),
        ({"remove": "steps.9"}, 'procedures/first-visit has no step "9"', ""),
        (
            {"replace": "steps.meet.actoin", "with": "Meet."},
            'procedures/first-visit has no "actoin" in steps.meet',
            'did you mean "action"?',
        ),
        ({"note": "purpose.x", "text": "Note."}, "procedures/first-visit has nothing below purpose", ""),
        (
            {"add": "purpose", "value": WAVE},
            "purpose of procedures/first-visit is not a list that can be added to",
            "to change a text, use replace",
        ),
    ],
)
def test_a_place_that_is_not_there_is_an_error(apply, change, sentence, hint):
    """A change to what the national text does not have is not made; the message says how far the address leads."""
    amended = apply(PROCEDURE, change)
    (problem,) = amended.problems

    assert ("error", "unknown-target", sentence, hint, {}) == (
        problem.level.value,
        problem.rule,
        problem.sentence,
        problem.hint,
        amended.origins,
    )


@pytest.mark.parametrize(
    ("change", "thing"),
    [
        ({"remove": "activities.x"}, "activity"),
        ({"remove": "activities.warm-up.prompts.x"}, "prompt"),
        ({"remove": "materials.x"}, "material"),
    ],
)
def test_a_missing_element_is_named_in_the_singular(apply, change, thing):
    """A missing element is called what one of its list is called."""
    (problem,) = apply(SESSION, change).problems

    assert f'sessions/listening-well has no {thing} "x"' == problem.sentence


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"add": "steps", "value": {**WAVE, "id": "meet"}}, "duplicate-id"),
        ({"add": "steps", "value": {"who": "Nobody"}}, "missing-key"),
        ({"add": "steps", "value": "Wave."}, "missing-key"),
        ({"add": "steps", "value": WAVE, "after": "meat"}, "unknown-target"),
        ({"add": "steps", "value": WAVE, "before": "xyzzy"}, "unknown-target"),
        ({"replace": "steps.meet", "with": {"id": "greet", "who": "A", "action": "B."}}, "changed-id"),
    ],
)
def test_an_element_needs_an_id_and_a_place(apply, change, rule):
    """What is added needs a new id and a neighbour that is there; what is replaced keeps its id."""
    amended = apply(PROCEDURE, change)

    assert ([("error", rule)], {}) == (said(amended), amended.origins)


def test_nothing_is_added_between_entries_without_ids(apply):
    """A list of plain texts has nothing to point at, so it is replaced as a whole."""
    amended = apply(SESSION, {"add": "preparation", "value": {"id": "bell"}})
    (problem,) = amended.problems

    assert (
        "the entries of preparation have no ids, so nothing can be added between them",
        "replace the whole list",
    ) == (
        problem.sentence,
        problem.hint,
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"replace": "steps.meet.who", "with": "Two"}, {"replace": "steps.meet.who", "with": "Three"}),
        ({"replace": "steps.meet.who", "with": "Two"}, {"remove": "steps.meet"}),
        ({"remove": "steps.meet"}, {"replace": "steps.meet.who", "with": "Two"}),
        ({"remove": "steps.tell-team"}, {"remove": "steps.tell-team"}),
    ],
)
def test_a_text_is_changed_once(apply, first, second):
    """A second change to a text, to a part of it or to what it is part of is refused."""
    amended = apply(PROCEDURE, first, second)

    assert ([("error", "amended-twice")], 1) == (said(amended), len(amended.origins))


@pytest.mark.parametrize(
    ("document", "one", "other"),
    [
        (PROCEDURE, {"remove": "duties"}, {"add": "duties", "value": BOARD}),
        (PROCEDURE, {"replace": "duties", "with": [{**BOARD, "id": "all"}]}, {"add": "duties", "value": BOARD}),
        (RESOURCE, {"remove": "items.local-places"}, {"add": f"{GARDENS}.entries", "value": CAFE}),
        (
            RESOURCE,
            {"replace": GARDENS, "with": {"name": "Parks", "look_for": "Trees."}},
            {"add": f"{GARDENS}.entries", "value": CAFE},
        ),
        (PROCEDURE, {"remove": "steps.tell-team"}, {"note": "steps.tell-team", "text": "Note."}),
        (PROCEDURE, {"remove": "steps.tell-team"}, {"note": "steps.tell-team.who", "text": "Note."}),
        (
            PROCEDURE,
            {"replace": "steps.meet", "with": {"who": "Two", "action": "Meet."}},
            {"note": "steps.meet.who", "text": "Note."},
        ),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_change_that_another_would_undo_is_refused(apply, document, one, other, turned):
    """What is added to, or noted in, a part that is replaced or removed would be lost, in whichever order they stand."""
    changes = (other, one) if turned else (one, other)
    amended = apply(document, *(dict(change) for change in changes))
    (problem,) = amended.problems

    assert ("error", "amended-twice", "make one change of the two") == (
        problem.level.value,
        problem.rule,
        problem.hint,
    )
    assert 1 == len(amended.origins) + len(amended.notes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"replace": "steps.meet.who", "with": "Two"}, {"note": "steps.meet.who", "text": "Note."}),
        ({"replace": "steps.meet.who", "with": "Two"}, {"note": "steps.meet", "text": "Note."}),
        ({"replace": "steps.meet.who", "with": "Two"}, {"add": "steps", "value": WAVE}),
        ({"remove": "steps.tell-team"}, {"add": "steps", "value": WAVE}),
        ({"note": "steps.meet", "text": "One."}, {"note": "steps.meet", "text": "Two."}),
        ({"add": "steps", "value": WAVE}, {"add": "steps", "value": {**WAVE, "id": "bow"}}),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_changes_that_leave_each_other_alone_are_all_made(apply, one, other, turned):
    """A note may stand beside what is replaced, and additions beside what is removed, in whichever order."""
    changes = (other, one) if turned else (one, other)
    amended = apply(PROCEDURE, *(dict(change) for change in changes))
    made = len(amended.origins) + sum(len(notes) for notes in amended.notes.values())

    assert ([], 2) == (said(amended), made)


@pytest.mark.parametrize("turned", [False, True])
def test_an_addition_may_follow_what_is_removed(apply, turned):
    """An addition finds its place beside an element that another change removes, in whichever order they stand."""
    changes = [{"remove": "steps.tell-team"}, {"add": "steps", "after": "tell-team", "value": WAVE}]
    amended = apply(PROCEDURE, *(reversed(changes) if turned else changes))
    expected = ["plan-visit", "tell-ward", "wave", "leave-word", "meet"]

    assert (expected, []) == (ids(amended, "steps"), said(amended))


@pytest.mark.parametrize(
    "change",
    [
        {"replace": "steps.meet.id", "with": "greet"},
        {"remove": "steps.meet.id"},
        {"note": "steps.meet.id", "text": "Note."},
        {"replace": "id", "with": "another"},
    ],
)
def test_an_id_is_never_changed(apply, change):
    """No change is made to an id, since links and other amendments hang on it."""
    amended = apply(PROCEDURE, change)
    expected = [("error", "changed-id", "ids never change: links and other amendments hang on them")]

    assert expected == [(each.level.value, each.rule, each.sentence) for each in amended.problems]
    assert ({}, {}) == (amended.origins, amended.notes)


@pytest.mark.parametrize(
    ("removed", "stages"),
    [
        (["plan-visit"], {"tell-ward": "Before", "tell-team": None, "leave-word": "On the day", "meet": None}),
        (["plan-visit", "tell-ward"], {"tell-team": "Before", "leave-word": "On the day", "meet": None}),
        (["tell-ward", "plan-visit"], {"tell-team": "Before", "leave-word": "On the day", "meet": None}),
        (["plan-visit", "tell-ward", "tell-team"], {"leave-word": "On the day", "meet": None}),
        (["meet"], {"plan-visit": "Before", "tell-ward": None, "tell-team": None, "leave-word": "On the day"}),
    ],
)
def test_a_removed_step_hands_its_heading_on(apply, removed, stages):
    """The heading of a stage goes to the step after a removed one, unless that opens a stage of its own."""
    amended = apply(PROCEDURE, *({"remove": f"steps.{name}"} for name in removed))

    assert stages == {each["id"]: each.get("stage") for each in plain(node_at(amended.node, ("steps",)))}


def test_a_step_added_first_has_the_heading_of_the_one_removed(apply):
    """Where an addition takes the place of a removed step, it opens the stage."""
    amended = apply(
        PROCEDURE, {"remove": "steps.plan-visit"}, {"add": "steps", "after": "plan-visit", "value": dict(WAVE)}
    )

    assert {**WAVE, "stage": "Before"} == plain(node_at(amended.node, ("steps", "wave")))


def test_neighbours_with_like_names_are_not_the_same(apply):
    """An element whose id begins with another's is another element."""
    amended = apply(
        PROCEDURE,
        {"replace": "steps.tell-ward.who", "with": "Two"},
        {"replace": "steps.tell-team.who", "with": "Two"},
        {"replace": "scope", "with": "All."},
    )

    assert ([], 3) == (said(amended), len(amended.origins))


def test_an_address_is_followed_by_key_and_id(national):
    """Keys lead into tables and ids into lists; what is not there is nothing."""
    node = national[PROCEDURE].node

    assert ("Meet the person.", None, None, None) == (
        plain(node_at(node, ("steps", "meet", "action"))),
        find(node, ("steps", "nothing")),
        find(node, ("purpose", "words")),
        find(node, ("steps", "plan-visit", "components", "4.1")),
    )


def test_every_change_knows_its_word_and_its_place():
    """The four kinds of change give their address and their word."""
    changes: list[Change] = [
        Replace(replace="a", **{"with": "x"}, reason="Why."),
        Add(add="b", value={}, reason="Why."),
        Remove(remove="c", reason="Why."),
        NoteBeside(note="d", text="x", reason="Why."),
    ]

    assert [("a", "replace"), ("b", "add"), ("c", "remove"), ("d", "note")] == [
        (address_of(change), operation_of(change)) for change in changes
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"replace": "purpose", "with": "x", "reason": "Why.", "base": fingerprint(PURPOSE)},
        {"add": "steps", "value": {}, "reason": "Why."},
    ],
)
@pytest.mark.parametrize("children", [(), (Table(entries=(), mark=Mark(path="a.yml")),)])
def test_a_change_whose_words_are_gone_does_nothing(national, change, children):
    """Where the file no longer holds what its model was made from, nothing is changed."""
    here = Mark(path="a.yml")
    entries = ((Scalar(text="changes", quoted=False, mark=here), Listing(children=children, mark=here)),)
    file = File(
        id="amend",
        kind=AMENDMENT,
        path="a.yml",
        node=Table(entries=entries, mark=here),
        model=AmendmentFile(amends=PROCEDURE, changes=(change,)),
    )

    assert {} == amend(national[PROCEDURE], [file]).origins


def test_nothing_is_added_inside_what_is_a_text_now(apply):
    """Where a change put a text in the place of what had parts, nothing can be added inside it."""
    amended = apply(SESSION, {"replace": "close", "with": "Bye."}, {"add": "close.resources", "value": WAVE})

    assert ("Bye.", [("error", "amended-twice")]) == (plain(node_at(amended.node, ("close",))), said(amended))
