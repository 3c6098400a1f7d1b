"""What a lock on a national text lets a trust change, and what not."""

from collections.abc import Callable

import pytest
from conftest import Site, amended, node_at

from generator.content.yaml_nodes import Scalar, Table, plain
from generator.editions.change import Amended
from generator.editions.locks import lock_at
from generator.model.base import Lock
from generator.model.kinds import FRAMEWORK_KINDS, GUIDE
from generator.problems import Mark

GLOSSARY = next(kind for kind in FRAMEWORK_KINDS if kind.name == "glossary")
PROCEDURE = "procedures/first-visit"
FILE = "national/procedures/first-visit.yml"
WAVE = {"id": "wave", "who": "Peer worker", "action": "Wave."}


def said(amended) -> list[tuple[str, str]]:
    """Return what is wrong, as level and rule."""
    return [(each.level.value, each.rule) for each in amended.problems]


@pytest.fixture
def tightened(site: Callable[..., Site], tmp_path) -> Callable[..., Amended]:
    """Return a function that changes the minimal procedure, whose first step may only be made stricter."""
    here = site()
    here.change(FILE, "  - id: plan-visit\n", "  - id: plan-visit\n    lock: tighten\n")

    def applied(*changes, within="2 working days"):
        here.change(FILE, "within: 2 working days", f"within: {within}")
        return amended(here.library().national[PROCEDURE], tmp_path, *changes)

    return applied


@pytest.mark.parametrize(
    "change",
    [
        {"replace": "steps.leave-word.action", "with": "Go."},
        {"replace": "steps.leave-word", "with": {"who": "A", "action": "Go."}},
        {"replace": "steps", "with": [WAVE]},
        {"remove": "steps.leave-word"},
        {"remove": "steps.leave-word.safety"},
        {"note": "steps.leave-word", "text": "Or not."},
        {"add": "steps.leave-word.resources", "value": WAVE},
        {"replace": "steps.leave-word.lock", "with": "free"},
        {"replace": "pathways", "with": ["crisis-team"]},
        {"replace": "audiences", "with": ["trainer"]},
        {"replace": "steps.leave-word.nations", "with": ["wales"]},
    ],
)
def test_what_is_locked_is_not_changed(apply, change):
    """Nothing in a locked element changes, nor anything around it that would take it along."""
    amended = apply(PROCEDURE, change)
    (problem,) = amended.problems

    assert ("error", "locked", {}, {}) == (problem.level.value, problem.rule, amended.origins, amended.notes)


@pytest.mark.parametrize("address", ["duties.peer-worker.pathways", "steps.meet.nations"])
def test_who_has_what_holds_no_lock_may_be_changed(apply, address):
    """Who has an element without a lock in it may be changed, though others of its list are locked."""
    amended = apply(PROCEDURE, {"replace": address, "with": ["wales" if "nations" in address else "ward"]})

    assert ([], [address]) == (said(amended), list(amended.origins))


def test_the_front_sheet_is_always_free(site, tmp_path):
    """Document control belongs to whoever approves the local edition, even where the document is locked."""
    here = site()
    here.change("national/guides/role-description.yml", "components:", "lock: locked\ncomponents:")
    node = here.library().national["guides/role-description"].node

    assert ((Lock.FREE, None), Lock.LOCKED) == (
        lock_at(GUIDE, node, ["front_sheet", "owner"]),
        lock_at(GUIDE, node, ["sections"])[0],
    )


def test_the_nearest_lock_holds(site):
    """An element's own lock counts before that of the document; without any, everything is free."""
    node = site("locked").library().national["glossary"].node

    assert (Lock.EXTEND, Lock.EXTEND, Lock.FREE) == tuple(
        lock_at(GLOSSARY, node, address)[0]
        for address in (["terms"], ["terms", "ward"], ["terms", "crisis-team", "meaning"])
    )
    assert (Lock.FREE, None) == lock_at(GUIDE, Table(entries=(), mark=Mark(path="a.yml")), ["steps"])


def test_a_lock_that_is_no_word_for_one_locks_nothing():
    """What is no lock is a problem for whoever reads the file, and none for amendments."""
    here = Mark(path="a.yml")
    word = Scalar(text="shut", quoted=False, mark=here)
    node = Table(entries=((Scalar(text="lock", quoted=False, mark=here), word),), mark=here)

    assert (Lock.FREE, None) == lock_at(GUIDE, node, [])


@pytest.mark.parametrize(
    "within", ["1 working day", "24 hours", "At once", "two working days", "the same day", "2 days"]
)
def test_a_time_may_be_made_shorter(tightened, within):
    """Where a text may be made stricter, a time in it may be shorter, or as long in other words."""
    result = tightened({"replace": "steps.plan-visit.within", "with": within})

    assert ([], within) == (said(result), plain(node_at(result.node, ("steps", "plan-visit", "within"))))


@pytest.mark.parametrize(
    "change",
    [
        {"note": "steps.plan-visit", "text": "Not on Fridays."},
        {"note": "steps.plan-visit.within", "text": "Sooner is better."},
        {"replace": "steps.meet.who", "with": "Two"},
    ],
)
def test_more_may_be_said_where_a_text_may_be_made_stricter(tightened, change):
    """A note may stand beside such a text, and what is beside it is as free as before."""
    assert [] == said(tightened(change))


@pytest.mark.parametrize(
    "change",
    [
        {"replace": "steps.plan-visit.within", "with": "3 working days"},
        {"replace": "steps.plan-visit.within", "with": "1 week"},
        {"replace": "steps.plan-visit.within", "with": "When there is time"},
        {"replace": "steps.plan-visit.within", "with": {"hours": 12}},
        {"replace": "steps.plan-visit.within", "with": ["1 hour"]},
        {"replace": "steps.plan-visit.action", "with": "1 hour"},
        {"replace": "steps.plan-visit.lock", "with": "free"},
        {"replace": "steps.plan-visit", "with": {**WAVE, "id": "plan-visit", "within": "1 hour"}},
        {"replace": "steps", "with": [WAVE]},
        {"remove": "steps.plan-visit.within"},
        {"remove": "steps.plan-visit"},
    ],
)
def test_nothing_else_changes_in_a_text_that_may_be_made_stricter(tightened, change):
    """A longer time, one that is no time, any other field, and the whole of it are refused, with what may be done."""
    result = tightened(change)
    (problem,) = result.problems
    expected = "you may add to it, put a note beside it, or make its time shorter, in the same words and units; "

    assert ("error", "locked", {}, True) == (
        problem.level.value,
        problem.rule,
        result.origins,
        problem.hint.startswith(expected),
    )


def test_a_time_that_cannot_be_measured_cannot_be_made_shorter(tightened):
    """Where the national text gives no length of time, nobody can say that another is shorter."""
    change = {"replace": "steps.plan-visit.within", "with": "1 hour"}

    assert [("error", "locked")] == said(tightened(change, within="The first meeting"))


def test_a_time_that_the_national_text_leaves_out_is_not_made_shorter(site, tmp_path):
    """Where the national text gives no time at all, a first one is refused too."""
    here = site()
    here.change(FILE, "  - id: plan-visit\n", "  - id: plan-visit\n    lock: tighten\n")
    here.change(FILE, "    within: 2 working days\n", "")
    change = {"replace": "steps.plan-visit.within", "with": "1 hour"}

    assert [("error", "locked")] == said(amended(here.library().national[PROCEDURE], tmp_path, change))


def test_a_list_that_may_be_made_stricter_may_be_added_to(site, tmp_path):
    """A document that may be made stricter may have more steps."""
    here = site()
    here.change(FILE, "title: First visit\n", "title: First visit\nlock: tighten\n")
    national = here.library().national[PROCEDURE]
    wave, longer = {"add": "steps", "value": WAVE}, {"replace": "steps.plan-visit.within", "with": "1 month"}

    assert ([], [("error", "locked")]) == (
        said(amended(national, tmp_path, wave)),
        said(amended(national, tmp_path, longer)),
    )
