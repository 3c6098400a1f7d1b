"""A trust's changes cannot hide what they take out: components, sessions, minutes and days."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import TODAY, Site

from generator.build.build import check
from generator.changes.readiness import status
from generator.content.fingerprints import fingerprint
from generator.content.node_paths import find
from generator.editions.change import NOTHING
from generator.editions.coverage import coverage, delivered
from generator.model.base import Audience
from generator.problems import Level, Problem
from generator.site.manifest import contents, manifest

CORE, SESSION, VISIT = "programmes/core", "sessions/listening-well", "procedures/first-visit"
PLACE = "days.day-1.parts.day-1-listening"
OURS = {"id": "ours", "kind": "local", "title": "Ours", "minutes": 30, "what": "Our talk."}
NOW = f"content/trusts/lowside/amend/{CORE}.yml"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What check tells of a trust that makes some changes."""

    site: Site
    problems: tuple[Problem, ...]

    @property
    def rules(self) -> list[tuple[str, str, int]]:
        """The rule, file and line of each problem."""
        return [(each.rule, each.mark.path, each.mark.line) for each in self.problems]


@pytest.fixture
def lowside(site: Callable[..., Site]) -> Callable[..., Told]:
    """Return a function that lets a trust make changes to a document, and tells what check says."""
    here = site()
    here.write("trusts/lowside/trust.yml", "name: Lowside\nnation: england\ncoordinator: Lead\n")
    here.write("trusts/lowside/values.yml", "crisis_line: 0300 123 4567\nteam_base: Elm House\n")

    def changed(document: str, *changes: dict[str, Any]) -> Told:
        node = here.library().national[document].node
        for change in changes:
            address = next((change[word] for word in ("replace", "remove", "note") if word in change), "")
            there = find(node, address.split("."))
            if address:
                change["base"] = fingerprint(there) if there else NOTHING
            change["reason"] = "Our days are short."
        lines = "".join(f"  - {json.dumps(change)}\n" for change in changes)
        here.write(f"trusts/lowside/amend/{document}.yml", f"amends: {document}\nchanges:\n{lines}")
        return Told(site=here, problems=check(here.library(), ("lowside",), TODAY))

    return changed


def covered(told: Told) -> dict[str, list[str]]:
    """Return what delivers each component in the trust's edition."""
    return {number: [each.id for each in found] for number, found in delivered(told.site.edition("lowside")).items()}


def second_session(here: Site) -> None:
    """Let a second session of another day deliver listening too."""
    text = (here.content / f"national/{SESSION}.yml").read_text(encoding="utf-8")
    here.write("national/sessions/listening-more.yml", text.replace("title: Listening well", "title: Listening more"))
    here.change(
        f"national/{CORE}.yml",
        "days:\n",
        "days:\n  - id: day-2\n    title: Day 2\n    kind: top-up\n    aim: More.\n    parts:\n"
        "      - {id: day-2-more, kind: session, session: sessions/listening-more}\n"
        "      - {id: day-2-own, kind: local, title: Yours, minutes: 30, what: Yours.}\n",
    )


def test_a_session_out_of_the_programme_delivers_nothing(lowside):
    """Taking a session out of a day loses what only it delivered, told where it is taken out, with what it was."""
    told = lowside(CORE, {"remove": PLACE}, {"add": "days.day-1.parts", "value": OURS})
    (problem,) = told.problems

    assert ("uncovered-component", NOW, 3) == told.rules[0]
    assert (
        f"component 2.1 any more: listening; local changes take out what did: {SESSION} ({NOW}:3)" in problem.sentence
    )
    assert (Level.WARNING, []) == (problem.level, covered(told)["2.1"])


def test_losing_an_original_component_is_an_error(site, lowside):
    """What the first list holds cannot be left out of a local edition."""
    site_of_it = lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site
    site_of_it.change("national/components.yml", "kind: content\n", "kind: content\n    original: true\n")
    told = lowside(CORE, {"remove": PLACE}, {"add": "days.day-1.parts", "value": OURS})

    assert [Level.ERROR] == [each.level for each in told.problems]


@pytest.mark.parametrize(
    "changes",
    [
        [{"replace": f"{PLACE}.session", "with": "sessions/ours"}],
        [{"replace": "days.day-1.parts", "with": [OURS, {**OURS, "id": "more"}]}],
        [{"replace": PLACE, "with": {**OURS, "id": "day-1-listening"}}],
    ],
)
def test_however_a_session_goes_its_component_goes_with_it(lowside, changes):
    """A session put in the place of another, a list of parts or a part written anew lose the component as well."""
    told = lowside(CORE, {"remove": "days.day-1.parts.day-1-break"})
    text = (told.site.content / f"national/{SESSION}.yml").read_text(encoding="utf-8")
    told.site.write("trusts/lowside/add/sessions/ours.yml", text.replace('components: ["2.1"]\n', ""))
    told = lowside(CORE, *changes)

    assert ("uncovered-component", NOW, 3) in told.rules


def test_a_component_that_another_session_delivers_is_not_lost(site, lowside):
    """Where another session of the programme delivers it too, nothing is lost."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    told = lowside(CORE, {"remove": PLACE}, {"add": "days.day-1.parts", "value": OURS})

    assert ([], ["sessions/listening-more"]) == (told.rules, covered(told)["2.1"])


def test_a_loss_by_several_changes_names_each(site, lowside):
    """Where two changes together take a component out, each is named with its file and line."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    told = lowside(CORE, {"remove": PLACE}, {"add": "days.day-1.parts", "value": OURS}, {"remove": "days.day-2"})
    problem = next(each for each in told.problems if each.rule == "uncovered-component")

    assert f"{SESSION} ({NOW}:3)" in problem.sentence
    assert f"sessions/listening-more ({NOW}:5)" in problem.sentence


def test_a_step_takes_its_component_with_it(lowside):
    """Taking out the one step that names a component loses it, though the document still names it."""
    told = lowside(VISIT, {"remove": "steps.plan-visit"})
    place = (f"content/trusts/lowside/amend/{VISIT}.yml", 3)

    assert [("uncovered-component", *place), ("unknown-reference", *place)] == told.rules
    assert told.problems[1].sentence.endswith("takes out: content/national/guides/role-description.yml:9")
    assert ([], [VISIT]) == (covered(told)["4.1"], covered(told)["1.1"])


def test_an_activity_takes_its_component_with_it(lowside):
    """Taking out the one activity that names a component loses it, though the session still names it."""
    here = lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site
    here.change(f"national/{SESSION}.yml", "    method: pairs\n", '    method: pairs\n    components: ["2.1"]\n')
    (here.content / f"trusts/lowside/amend/{CORE}.yml").unlink()
    told = lowside(
        SESSION, {"remove": "activities.listening-pairs"}, {"replace": "activities.warm-up.minutes", "with": 25}
    )

    assert [("uncovered-component", f"content/trusts/lowside/amend/{SESSION}.yml", 3)] == told.rules


def test_a_session_of_which_less_than_half_is_left_delivers_nothing(lowside):
    """Where no activity names the component, the session delivers it as long as half of its time is left."""
    half = lowside(SESSION, {"replace": "minutes", "with": 20}, {"replace": "activities.warm-up.minutes", "with": 1},
                   {"replace": "activities.listening-pairs.minutes", "with": 14})  # fmt: skip
    filler = {"id": "film", "title": "A film", "minutes": 15, "method": "input", "led_by": ["experienced-peer"]}
    filler |= {"participant": "You watch.", "facilitator": "Show it."}
    less = lowside(SESSION, {"remove": "activities.listening-pairs"}, {"add": "activities", "value": filler})

    assert "uncovered-component" not in {each.rule for each in half.problems}
    assert ("uncovered-component", f"content/trusts/lowside/amend/{SESSION}.yml", 3) in less.rules


@pytest.mark.parametrize("document", [SESSION, VISIT])
def test_what_peers_no_longer_have_delivers_nothing(lowside, document):
    """A session or procedure kept for trainers alone is lost to those it is for, in the status too."""
    here = lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site
    here.change(f"national/{VISIT}.yml", "    lock: locked\n    lock_reason: someone must know where you are\n", "")
    (here.content / f"trusts/lowside/amend/{CORE}.yml").unlink()
    told = lowside(document, {"replace": "audiences", "with": ["trainer"]})
    edition = here.edition("lowside", Audience.TRAINER)
    lost = {each.id for each in status(here.library(), edition, (), TODAY).uncovered}

    assert {"uncovered-component"} < {each.rule for each in told.problems} | {"more"}
    assert {f"content/trusts/lowside/amend/{document}.yml"} == {each.mark.path for each in told.problems}
    assert lost == ({"2.1"} if document == SESSION else {"1.1", "4.1"})


def test_a_change_cannot_claim_a_component(lowside):
    """Naming a component in a national document that does not deliver it counts for nothing, and is an error."""
    told = lowside(VISIT, {"replace": "components", "with": ["1.1", "4.1", "2.1"]})

    assert [("unearned-component", f"content/trusts/lowside/amend/{VISIT}.yml", 3)] == told.rules
    assert [SESSION] == covered(told)["2.1"]


def test_a_part_of_ones_own_can_deliver_a_component(lowside):
    """A step that a trust adds to a national procedure delivers what it names."""
    step = {"id": "ours", "who": "Peer worker", "action": "Go.", "components": ["4.1"]}
    told = lowside(VISIT, {"remove": "steps.plan-visit"}, {"add": "steps", "value": step})

    assert "uncovered-component" not in {each.rule for each in told.problems}
    assert [VISIT] == covered(told)["4.1"]


def test_what_only_a_removed_session_used_helps_nobody(lowside):
    """A role play that no session in the programme uses any more is not listed as helping with its component."""
    here = lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site
    path = here.content / "national/role-plays/first-chat.yml"
    path.write_text(f'components: ["2.1"]\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    before = [each.id for each in coverage(here.edition())["2.1"]]
    told = lowside(CORE, {"remove": PLACE}, {"add": "days.day-1.parts", "value": OURS})
    after = [each.id for each in coverage(told.site.edition("lowside"))["2.1"]]

    assert [SESSION, "role-plays/first-chat", "resources/starter-pack"] == before
    assert ["resources/starter-pack"] == after, "a step of the procedure uses it still"


def test_manifest_and_pages_follow_the_same_function(lowside):
    """What a program reads in the manifest, and a reader on the page of the component, is what check measures."""
    told = lowside(CORE, {"remove": PLACE}, {"add": "days.day-1.parts", "value": OURS})
    edition, rendered = told.site.edition("lowside"), told.site.render("lowside")
    listed = {
        each["id"]: each["covered_by"]
        for each in json.loads(manifest(contents(edition), rendered, (), {}))["components"]
    }
    page = told.site.page("components/2-1.md", "lowside")

    assert ["resources/starter-pack"] == listed["2.1"]
    assert "Starter pack" in page
    assert "Listening well" not in page


def test_a_local_part_of_the_programme_delivers_what_is_local(lowside):
    """A component that each trust delivers itself is lost with the last part of the programme kept for it."""
    here = lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site
    here.change("national/components.yml", "kind: procedure\n", "kind: local\n")
    here.change(f"national/{CORE}.yml", "start: 9:30am\n", 'start: 9:30am\ncomponents: ["4.1"]\n')
    told = lowside(
        CORE, {"remove": "days.day-1.parts.day-1-own"}, {"replace": "days.day-1.content_minutes", "with": 30}
    )

    assert [("uncovered-component", NOW, 3)] == told.rules


def test_one_session_out_of_a_day_is_one_problem_with_two_ways_on(site, lowside):
    """The day that is too short is told where it was shortened, with what to put there or what to promise instead."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    told = lowside(CORE, {"remove": PLACE})
    (problem,) = told.problems

    assert [("day-minutes", NOW, 3)] == told.rules
    assert "Day 1: Listening now has 30 minutes of training, and 60 are promised" == problem.sentence
    assert "put 30 minutes of your own in the place of what is gone (add: days.day-1.parts)" in problem.hint
    assert f"replace: days.day-1.content_minutes, with: 30, base: {NOTHING}" in problem.hint


def test_the_second_way_is_taken_as_the_hint_says(site, lowside):
    """A day that promises its own minutes, with a reason, is whole with them, and the other days are as they were."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    told = lowside(CORE, {"remove": PLACE}, {"replace": "days.day-1.content_minutes", "with": 30})
    wrong = lowside(CORE, {"remove": PLACE}, {"replace": "days.day-1.content_minutes", "with": 45})

    assert [] == told.rules
    assert "let this day promise 30, where you say what it does, on line 4" in wrong.problems[0].hint


@pytest.mark.parametrize("change", [{"remove": "content_minutes"}, {"replace": "content_minutes", "with": 30}])
def test_what_is_promised_for_every_day_stays(site, lowside, change):
    """The promise of the national programme cannot be taken away or lowered for all days at once."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    told = lowside(CORE, {"remove": PLACE}, change)

    assert [("day-minutes", NOW, 3), ("day-minutes", NOW, 4)] == told.rules


def test_another_kind_of_day_promises_the_same(site, lowside):
    """Calling a training day local does not let it be shorter."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    told = lowside(CORE, {"replace": "days.day-1.kind", "with": "local"}, {"remove": PLACE})

    assert [("day-minutes", NOW, 4)] == told.rules


def test_a_shorter_session_is_told_where_it_was_shortened(lowside):
    """Where a session's own minutes were changed, the day that is too short is told there."""
    told = lowside(SESSION, {"replace": "minutes", "with": 25}, {"replace": "activities.warm-up.minutes", "with": 5})

    assert [("day-minutes", f"content/trusts/lowside/amend/{SESSION}.yml", 3)] == told.rules


def test_an_activity_for_nobody_here_is_missed(lowside):
    """An activity that a trust gives to a pathway it does not have is missing from its session's minutes."""
    here = lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site
    (here.content / f"trusts/lowside/amend/{CORE}.yml").unlink()
    here.change("trusts/lowside/trust.yml", "coordinator: Lead\n", "coordinator: Lead\npathways: [ward]\n")
    told = lowside(SESSION, {"replace": "activities.warm-up.pathways", "with": ["crisis-team"]})

    assert ("session-minutes", f"content/trusts/lowside/amend/{SESSION}.yml", 3) in told.rules


def test_a_whole_day_is_missed(site, lowside):
    """A training day that is taken out is told, with the minutes that were promised, unless other days make up for it."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    told = lowside(CORE, {"remove": "days.day-2"})
    long = {**OURS, "minutes": 60}
    made_up = lowside(
        CORE,
        {"remove": "days.day-2"},
        {"add": "days.day-1.parts", "value": long},
        {"replace": "days.day-1.content_minutes", "with": 120},
    )

    assert [("lost-day", NOW, 3)] == told.rules
    assert "Day 2: taken out, and with it 60 minutes of the training that is promised" == told.problems[0].sentence
    assert [] == made_up.rules


def test_a_day_of_ones_own_makes_up_for_it(site, lowside):
    """A training day that a trust puts in the place of a national one is as good."""
    second_session(lowside(CORE, {"remove": "days.day-1.parts.day-1-break"}).site)
    day = {"id": "our-day", "title": "Our day", "kind": "top-up", "aim": "Ours."}
    part = {"id": "our-part", "kind": "session", "session": "sessions/listening-more"}
    told = lowside(
        CORE, {"remove": "days.day-2"}, {"add": "days", "value": {**day, "parts": [part, {**OURS, "id": "rest"}]}}
    )

    assert [] == told.rules


@pytest.mark.content
@pytest.mark.parametrize(
    "address", ["days.day-4", "days.day-4.parts.day-4-lone-working", "days.top-up-2.parts.top-up-2-safety-refresh"]
)
def test_the_days_that_carry_safety_are_locked(real_core, address):
    """No trust can take safety out of the national programme, nor a day that holds it; the refusal says why."""
    (problem,) = real_core({"remove": address})

    assert "locked" == problem.rule
    assert "is locked: " in problem.sentence


@pytest.fixture
def real_core(tmp_path, monkeypatch):
    """Return a function that makes a change to the real core programme and gives what is wrong with it."""
    from conftest import REPOSITORY, amended  # noqa: PLC0415 - only for the real content

    from generator.content.load import load  # noqa: PLC0415

    national = load(REPOSITORY / "content").national[CORE]
    return lambda *changes: amended(national, tmp_path, *changes).problems
