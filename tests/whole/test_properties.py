"""What holds for every national document and every sequence of amendments to it, however odd: both are drawn."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

import pytest
from conftest import REPOSITORY
from drawn import (
    ANYTHING,
    MINIMAL,
    MINUTES,
    PROCEDURE,
    TRUSTS,
    Case,
    cases,
    documents,
    elements,
    every_change,
    file_of,
    file_of_changes,
    library,
    node_of,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.content.fingerprints import fingerprint
from generator.content.ledger import Ledger, read_ledger, written
from generator.content.load import load
from generator.content.node_paths import addresses, find, id_of
from generator.content.validate import validate
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, plain
from generator.editions.amend import amend
from generator.editions.change import Amended
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.problems import Level, Mark

PROGRAM = """
import sys
from pathlib import Path

from generator.content.load import load
from generator.model.base import Audience
from generator.editions.resolve import resolve

library = load(Path(sys.argv[1]))
for code in ("", *library.trusts):
    for audience in Audience:
        edition, problems = resolve(library, code, audience)
        print(edition.entries, edition.stale, problems)
"""


def applied(case: Case, *files: Sequence[tuple[int, dict[str, Any]]]) -> Amended:
    """Amend the document of a case with files of changes."""
    return amend(case.national, [file_of_changes(case.national, changes) for changes in files if changes])


def said_of(amended: Amended) -> tuple[Any, ...]:
    """Return all that amending gave, but for the order of what is told, and for hints, which know earlier additions."""
    told = sorted((each.mark.line, each.rule, each.level.value, each.sentence) for each in amended.problems)
    stale = sorted(amended.stale, key=lambda each: each.mark.line)
    return plain(amended.node), amended.origins, amended.notes, stale, told


def refused(amended: Amended) -> set[int]:
    """Return the lines of the changes that were not made; one without a base is made, and is an error all the same."""
    errors = (each for each in amended.problems if each.level is Level.ERROR and each.rule != "missing-base")
    return {each.mark.line for each in errors}


def now(name: str | None) -> str:
    """Return the name of today for one that may be a former one."""
    return (name or "").removeprefix("old-")


def sides(change: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what an addition is to stand beside, and on which side; nothing where it stands at the end."""
    return [(key, now(change[key])) for key in ("after", "before") if key in change]


def hang_together(case: Case, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether it can matter which of two changes is written first.

    It can where both rewrite one text, or one rewrites what holds the other; where one puts a note beside what the
    other removes; where both put a note beside one element; for additions to one list that have one id, that stand on
    one side of one neighbour, that both stand at the end, or of which one is the other's neighbour; and where the
    neighbour of an addition is replaced with what is no element.
    """
    one, other = sorted((one, other), key=case.place)
    (does, here), (others, there) = case.place(one), case.place(other)
    inside, around = here[: len(there)] == there, there[: len(here)] == here
    beside = {name for _, name in sides(one) + sides(other)}
    match does, others:
        case "add", "add":
            ids = {now(change["value"].get("id")) for change in (one, other)}
            return here == there and (len(ids) == 1 or sides(one) == sides(other) or not beside.isdisjoint(ids))
        case "add", "replace":
            return inside or (here == there[:-1] and there[-1] in beside and not isinstance(other["with"], dict))
        case "add", _:
            return inside and others != "note"
        case "note", "note":
            return here == there
        case "note", _:
            return inside and (here != there or others == "remove")
        case _:
            return inside or around


def texts(node: Node) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Return every text of a document, and every list of what has no ids, with its address."""
    for tokens, each in addresses(node):
        if isinstance(each, Scalar) or (isinstance(each, Listing) and each.children and not ids_in(each)):
            yield tokens, plain(each)


def ids_in(node: Node | None) -> list[str]:
    """Return the ids of a list, in order."""
    return [name for each in node.children if (name := id_of(each))] if isinstance(node, Listing) else []


def bare(value: Any) -> Any:
    """Return a value without what an element may get from where it stands: its id, and the heading of its stage."""
    return (
        {key: each for key, each in value.items() if key not in ("id", "stage")} if isinstance(value, dict) else value
    )


def astray(case: Case, amended: Amended) -> Iterator[str]:
    """Return every changed place that does not read as its change says, or does not stand where it says."""
    for place, origin in amended.origins.items():
        change, there = dict(case.changes)[origin.mark.line], find(amended.node, place.split("."))
        wanted = change.get("with", change.get("value"))
        if origin.operation == "remove" and place.endswith(".stage"):
            continue  # it may have the heading of the step before, if that went too
        if isinstance(find(case.national.node, place.split(".")), Table) and isinstance(wanted, str | list):
            continue  # no element any more, so it is found nowhere
        if bare(wanted) != bare(plain(there) if there else None):
            yield place
        around, _, name = place.rpartition(".")
        for key, neighbour in sides(change) if origin.operation == "add" else ():
            order = [each for each in ids_in(find(amended.node, around.split("."))) if each in (name, neighbour)]
            if len(order) > 1 and order != ([neighbour, name] if key == "after" else [name, neighbour]):
                yield place


def under(place: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> bool:
    """Say whether a place is one of others, or inside one."""
    return any(place[: len(other)] == other for other in others)


def inherited(case: Case, texts: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return the heading that each step among some texts stood under nationally, where it now has one of its own."""
    heading, headings = "", {}
    for step in case.said.get("steps", ()):
        heading = step.get("stage") or heading
        headings["steps", step["id"], "stage"] = heading
    return {place: headings[place] for place in texts if place in headings}


SCOPES = ("pathways", "nations", "audiences")


def harmed(before: Any, after: Any, lock: str = "free", way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Return every place where a document differs from the national one though a lock there does not let it."""
    if isinstance(before, dict) and way != ("front_sheet",):
        lock, there = before.get("lock", lock), after if isinstance(after, dict) else {}
        if lock != "free" or guarded(before):
            yield from ((*way, key) for key in SCOPES if before.get(key) != there.get(key))
        for key, value in before.items():
            yield from harmed(value, there.get(key), lock, (*way, key))
        new = [key for key in there if key not in before and key != "stage"]
        if lock == "locked" or (lock != "free" and not all(isinstance(there[key], list) for key in new)):
            yield from ((*way, key) for key in new)
    elif isinstance(before, list) and any(isinstance(each, dict) and "id" in each for each in before):
        there = {each.get("id"): each for each in after or () if isinstance(each, dict)}
        ids = [each["id"] for each in before if each["id"] in there]
        if lock != "free" and (
            ids != [name for name in there if name in ids] or (lock == "locked" and len(there) > len(ids))
        ):
            yield way
        for each in before:
            yield from harmed(each, there.get(each["id"]), lock, (*way, each["id"]))
    elif before != after and lock != "free" and way != ("front_sheet",):
        known = {**MINUTES, "2 working days": MINUTES["2 days"]}
        shorter = before in known and after in known and known[after] <= known[before] if way[-1] == "within" else False
        if not (shorter and lock == "tighten"):
            yield way


def guarded(said: dict[str, Any]) -> set[str]:
    """Return the ids of the elements on which some lock holds."""

    def walk(value: Any, lock: str) -> Iterator[str]:
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            own = each.get("lock", lock) if isinstance(each, dict) else lock
            if own != "free" and isinstance(each, dict) and "id" in each:
                yield each["id"]
            yield from walk(each, own)

    return set(walk(said, said.get("lock", "free")))


@settings(max_examples=60)
@given(cases(), TRUSTS)
def test_resolving_is_deterministic(tmp_path_factory, case, trust):
    """The same files, in another folder, give the same entries, stale changes and problems."""
    files = {
        "national/edition.yml": {"edition": "2026.11", "title": "T", "publisher": "P", "notice": "N", "licence": "L"},
        f"national/{case.national.id}.yml": case.said,
        "trusts/ours/trust.yml": {"name": "Ours", "coordinator": "Lead", **trust},
    }
    for part in range(3):
        if changes := [change for line, change in case.changes if line % 3 == part]:
            files[f"trusts/ours/amend/part-{part}.yml"] = {"amends": case.national.id, "changes": changes}
    made = []
    for names in (sorted(files), sorted(files, reverse=True)):
        content = tmp_path_factory.mktemp("same") / "content"
        for name in names:
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_text(json.dumps(files[name], indent=1), encoding="utf-8")
        read = load(content)
        editions = [resolve(read, code, audience) for code in ("", "ours") for audience in Audience]
        made.append((read.problems, [(edition.entries, edition.stale, problems) for edition, problems in editions]))

    assert made[0] == made[1]


def test_resolving_does_not_hang_on_the_hashes_of_a_run(site):
    """Python's own order of sets, another in each run, changes nothing in an edition."""
    content = site("trust-amends").content
    expected, actual = (
        subprocess.run(
            [sys.executable, "-c", PROGRAM, content],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )

    assert b"hillside" in expected
    assert expected == actual


@settings(max_examples=120)
@given(cases(), st.data())
def test_changes_to_different_texts_commute(case, data):
    """Changes that do not hang together give the same in any order, in one file or in several."""
    kept: list[tuple[int, dict[str, Any]]] = []
    for line, change in case.changes:
        if not any(hang_together(case, change, other) for _, other in kept):
            kept.append((line, change))
    mixed = data.draw(st.permutations(kept))
    cut = data.draw(st.integers(0, len(kept)))
    expected = said_of(applied(case, kept))

    assert expected == said_of(applied(case, mixed))
    assert expected == said_of(applied(case, mixed[:cut], mixed[cut:]))


@pytest.mark.parametrize("turned", [False, True])
def test_a_heading_goes_to_the_next_step_whichever_is_removed_first(turned):
    """Where a step is removed, and the heading of the next one, that one stands under the heading of the first."""
    said = plain(MINIMAL.national[PROCEDURE].node)
    said["steps"][1]["stage"] = "Ward"
    national = file_of(PROCEDURE, MINIMAL.national[PROCEDURE].kind, node_of(said, Mark(path="national.yml")))
    removed = [{"remove": place, "reason": "Why."} for place in ("steps.plan-visit", "steps.tell-ward.stage")]
    case = Case(national, removed[::-1] if turned else removed)
    expected = ["Before", None, "On the day", None]

    assert expected == [step.get("stage") for step in plain(applied(case, case.changes).node)["steps"]]


@settings(max_examples=60)
@given(cases(), TRUSTS)
def test_without_amendments_the_national_edition_is_back(case, trust):
    """A trust that takes back all its changes has the national document, node for node; others had it all along."""
    name, before = case.national.id, deepcopy(case.said)
    with_changes, without = library(case.national, case.changes, trust), library(case.national, (), trust)
    for audience in Audience:
        resolve(with_changes, "ours", audience)
        expected = resolve(without, "", audience)[0].entries
        entry = resolve(without, "ours", audience)[0].entries.get(name)

        assert expected == resolve(with_changes, "", audience)[0].entries
        assert entry is None or (case.national.node, {}, {}) == (entry.node, entry.origins, entry.notes)
    assert before == case.said


@settings(max_examples=100)
@given(cases())
def test_what_no_amendment_names_is_as_it_was(case):
    """Every national text that no amendment would rewrite stays, and every other text has an origin or heads its stage."""
    amended = applied(case, case.changes)
    assume(validate(amended.node, case.national.kind)[0])  # what is no document is shown to nobody
    rewritten = case.rewritten()
    national, local = (dict(texts(node)) for node in (case.national.node, amended.node))
    expected = {place: text for place, text in national.items() if not under(place, rewritten)}
    new = {place for place in local if local[place] != national.get(place)}
    unexplained = {place for place in new if not under(place, {tuple(each.split(".")) for each in amended.origins})}

    assert expected == {place: text for place, text in local.items() if place in expected}
    assert {place: local[place] for place in unexplained} == inherited(case, unexplained)
    assert [] == list(astray(case, amended))
    gone = {tuple(place.split(".")) for place, origin in amended.origins.items() if origin.operation == "remove"}
    for place, each in addresses(case.national.node):
        if (ids := ids_in(each)) and not under(place, rewritten):
            kept = [name for name in ids if (*place, name) not in gone]
            assert kept == [name for name in ids_in(find(amended.node, place)) if name in ids]


@settings(max_examples=60)
@given(documents(locks=5))
def test_a_single_change_is_made_as_written_or_not_at_all(national):
    """Of all that a trust might write, each is made as it says or leaves no trace, and none breaks a lock."""
    said = dict(plain(national.node))
    wrong: list[object] = []
    for each in every_change(national):
        case = Case(national, [each | {"reason": "Why."}])
        amended = applied(case, case.changes)
        if refused(amended):
            wrong += [each] if (amended.node, amended.origins, amended.notes) != (national.node, {}, {}) else []
        elif amended.node is not national.node:
            wrong += [(each, place) for place in (*harmed(said, plain(amended.node)), *astray(case, amended))]

    expected: list[Any] = []
    assert expected == wrong


@settings(max_examples=100)
@given(cases(), TRUSTS)
def test_locks_hold(case, trust):
    """No changes alter what is locked, take it away or show it to others; extend only gains, and no time gets longer."""
    expected: list[Any] = []
    held = guarded(case.said)

    assert expected == list(harmed(case.said, plain(applied(case, case.changes).node)))
    for audience in Audience:
        seen = [
            {each["id"] for _, each in elements(entry.model.model_dump())} & held if entry else None
            for changes in ((), case.changes)
            for entry in [
                resolve(library(case.national, changes, trust), "ours", audience)[0].entries.get(case.national.id)
            ]
        ]
        assert not held or seen[0] == seen[1]


@settings(max_examples=100)
@given(cases(), TRUSTS)
def test_a_refused_change_leaves_no_trace(case, trust):
    """Without a change that was refused, and without all of them, everything is as it is with them."""
    amended = applied(case, case.changes)
    wrong = refused(amended)
    for lines in (*({line} for line in sorted(wrong)), wrong):
        kept = [(line, change) for line, change in case.changes if line not in lines]
        other = applied(case, kept)
        expected = [each for each in amended.problems if each.mark.line not in lines]
        entries = [
            resolve(library(case.national, each, trust), "ours", Audience.TRAINER)[0].entries
            for each in (case.changes, kept)
        ]

        assert (amended.node, amended.origins, amended.notes) == (other.node, other.origins, other.notes)
        assert expected == list(other.problems)
        assert [each for each in amended.stale if each.mark.line not in lines] == list(other.stale)
        assert entries[0] == entries[1]


@settings(max_examples=60)
@given(st.lists(ANYTHING | documents().map(lambda file: file.node), min_size=2, max_size=4))
def test_the_ledger_gives_back_every_text(tmp_path_factory, nodes):
    """What two editions wrote to the ledger is read back, with the same fingerprint at every address."""
    folder = tmp_path_factory.mktemp("editions")
    first = {f"guides/{number}": node for number, node in enumerate(nodes[:-1])}
    second = {**first, "guides/0": nodes[-1]}
    kept = Ledger()
    for edition, said in (("2026.05", first), ("2026.11", second)):
        (folder / f"{edition}.json").write_text(written(kept, edition, said), encoding="utf-8")
        kept, problems = read_ledger(folder, str)
        assert problems == ()
    for release, said in zip(kept.releases, (first, second), strict=True):
        for name, node in said.items():
            expected = {tokens: fingerprint(each) for tokens, each in addresses(node)}
            found = kept.document(release, name)

            assert found
            assert fingerprint(node) == fingerprint(found)
            assert expected == {tokens: fingerprint(each) for tokens in expected if (each := find(found, tokens))}
