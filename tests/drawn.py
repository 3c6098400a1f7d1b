"""What is drawn for the tests of properties: national documents, sequences of amendments to them, and trusts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from conftest import SITES
from hypothesis import strategies as st

from generator.content.fingerprints import fingerprint
from generator.content.library import File, Library, TrustFolder
from generator.content.load import load
from generator.content.node_paths import addresses, canonical, find, id_of
from generator.content.validate import validate
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, plain
from generator.editions.change import NOTHING
from generator.model.kinds import AMENDMENT, TRUST, Kind
from generator.model.trust import OPERATIONS, Trust
from generator.problems import Mark

PROCEDURE, RESOURCE = "procedures/first-visit", "resources/starter-pack"
MINIMAL = load(SITES / "minimal" / "content")
LOCKS = ("locked", "extend", "tighten", "free")
MINUTES = {"at once": 0, "30 minutes": 30, "2 hours": 120, "24 hours": 1440, "2 days": 2880, "1 week": 10080}
WORDS: dict[str, tuple[Any, ...]] = {
    "pathways": (["ward"], ["crisis-team"], ["ward", "crisis-team"]),
    "nations": (["england"], ["wales", "scotland"]),
    "audiences": (["trainer"], ["peer"]),
    "within": (*MINUTES, "The first meeting", "2 hours or so"),
    "stage": ("Later", "On the day"),
    "lock": LOCKS,
    "kind": ("handout", "checklist"),
    "room": ("page",),
}
"""What is written at a key; elsewhere it is words, or what can hardly stand there."""

ELEMENTS: dict[str, dict[str, Any]] = {
    "steps": {"who": "Trust", "action": "Wave.", "within": "1 week"},
    "duties": {"who": "Trust", "duty": "Asks."},
    "definitions": {"term": "wave", "meaning": "Hello."},
    "escalation": dict.fromkeys(("trigger", "do_now", "call_first", "call_next", "out_of_hours", "record"), "Call."),
    "items": {"kind": "handout", "title": "Ours", "text": "Ours."},
    "spaces": {"ask": "Why?"},
    "ticks": {"text": "Done."},
    "categories": {"name": "Ours", "look_for": "Ours."},
    "entries": dict.fromkeys(("name", "what", "how"), "Tea.") | {"checked_on": "2026-11-01", "check_by": "2027-11-01"},
    "resources": {"name": "This list has no elements."},
}
"""A new element for each list."""

SILLY = (
    "nothing",
    "steps.99",
    "items.nobody.title",
    "title.deeper",
    "id",
    "steps.meet.id",
    "items.my-notes.old-picture",
)
SETTABLE = {
    "": ("audiences", "pathways", "supervision_prompt"),
    "steps": ("stage", "within", "record", "pathways", "nations", "resources"),
    "items": ("audiences", "pathways", "nations"),
    "categories": ("entries", "pathways", "nations"),
    "ticks": ("pathways", "nations"),
    "duties": ("pathways", "within"),
}
"""Keys that may be left out of the document, or of an element of a list."""


class Case:
    """A national document and changes to it, each by the line that it stands on in whatever file it is."""

    def __init__(self, national: File, changes: Sequence[dict[str, Any]]) -> None:
        """Return each change the line it is known by."""
        self.national = national
        self.changes = tuple(enumerate(changes, start=1))

    def __repr__(self) -> str:
        """Show what matters, without the places of every node."""
        return f"{self.national.id}: {self.said}\nchanges: {self.changes}"

    @property
    def said(self) -> dict[str, Any]:
        """What the national document says, as plain values."""
        return dict(plain(self.national.node))

    def place(self, change: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
        """Return what a change does, and the place it means."""
        operation = next(word for word in OPERATIONS if word in change)
        return operation, canonical(self.national.node, change[operation].split("."))

    def rewritten(self) -> set[tuple[str, ...]]:
        """Return the places that some change would replace or remove."""
        placed = (self.place(change) for _, change in self.changes)
        return {place for operation, place in placed if operation in ("replace", "remove")}


def node_of(value: Any, mark: Mark) -> Node:
    """Return a value as the nodes of a file, all at one place, by which they can be told from others."""
    match value:
        case dict():
            keys = ((Scalar(text=key, quoted=False, mark=mark), node_of(each, mark)) for key, each in value.items())
            return Table(entries=tuple(keys), mark=mark)
        case list():
            return Listing(children=tuple(node_of(each, mark) for each in value), mark=mark)
        case _:
            return Scalar(text=value or "", quoted=value is not None, mark=mark)


def file_of(name: str, kind: Kind, node: Node) -> File:
    """Return a node as a file that was read."""
    model, problems = validate(node, kind)
    assert model, problems
    return File(id=name, kind=kind, path=node.mark.path, node=node, model=model)


def file_of_changes(national: File, changes: Iterable[tuple[int, dict[str, Any]]]) -> File:
    """Return a file of amendments in which each change stands on the line it is known by."""
    start = Mark(path="ours.yml")
    listed = tuple(node_of(change, replace(start, line=line)) for line, change in changes)
    entries = (("amends", node_of(national.id, start)), ("changes", Listing(children=listed, mark=start)))
    keyed = tuple((Scalar(text=key, quoted=False, mark=start), node) for key, node in entries)
    return file_of("amend", AMENDMENT, Table(entries=keyed, mark=start))


def library(national: File, changes: Sequence[tuple[int, dict[str, Any]]], trust: dict[str, Any]) -> Library:
    """Return a library of one document and one trust, with its changes."""
    file = file_of(
        "trusts/ours", TRUST, node_of({"name": "Ours", "coordinator": "Lead", **trust}, Mark(path="trust.yml"))
    )
    assert isinstance(file.model, Trust)
    folder = TrustFolder(
        code="ours",
        folder=Path("ours"),
        file=file,
        trust=file.model,
        values={},
        values_read=True,
        value_places={},
        called={},
        amendments=(file_of_changes(national, changes),) if changes else (),
        added={},
        records=(),
        assets={},
    )
    return replace(MINIMAL, national={national.id: national}, trusts={"ours": folder})


def elements(value: Any, around: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Return every element in a value, and the name of its list."""
    for key, each in value.items() if isinstance(value, dict) else ():
        yield from elements(each, key)
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict) and "id" in each:
            yield around, each
        yield from elements(each, around)


OPTIONAL = ("definitions", "escalation", "monitoring", "components", "competencies", "sources", "supervision_prompt")


@st.composite
def documents(draw: st.DrawFn, locks: int = 2) -> File:
    """Draw a national document: a minimal one with locks, pathways, stages and optional fields here and there."""
    national = MINIMAL.national[draw(st.sampled_from((PROCEDURE, RESOURCE)))]
    said = deepcopy(plain(national.node))
    for key in draw(st.sets(st.sampled_from(OPTIONAL), min_size=2)):
        said.pop(key, None)
    for key in ("steps", "items"):
        if whole := said.get(key):
            kept = draw(st.sets(st.sampled_from(range(len(whole))), min_size=2, max_size=4))
            said[key] = [whole[position] for position in sorted(kept)]
    places = [said, *(each for _, each in elements(said))]
    locked = st.tuples(st.sampled_from([said, *places]), st.sampled_from(LOCKS))
    for place, lock in draw(st.lists(locked, min_size=locks - 2, max_size=locks)):
        place["lock"] = lock
    for step in said.get("steps", ()):
        step.pop("stage", None)
        step.update({"stage": f"Stage of {step['id']}"} if draw(st.booleans()) else {})
        step.update({"within": draw(st.sampled_from(WORDS["within"]))} if draw(st.booleans()) else {})
    for each in (*said.get("steps", ()), *said.get("items", ())):
        each.update({"aliases": [f"old-{each['id']}"]} if draw(st.booleans()) else {})
    keys = st.sampled_from(("pathways", "nations", "audiences", "within", "aliases", "away"))
    for place, key in draw(st.lists(st.tuples(st.sampled_from(places), keys), max_size=8)):
        before = dict(place)
        if key == "away":
            place.pop(draw(st.sampled_from(sorted(place))))
        else:
            place[key] = draw(st.sampled_from(WORDS[key])) if key in WORDS else [f"old-{place.get('id')}"]
        if validate(node_of(said, Mark(path="")), national.kind)[0] is None or before.get("id") != place.get("id"):
            place.clear()
            place.update(before)
    return file_of(national.id, national.kind, node_of(said, Mark(path="national.yml")))


def values(key: str, found: Any) -> list[Any]:
    """Return what a trust might put in the place of a national value: sensible things and silly ones."""
    if isinstance(found, dict):
        first = next(name for name in found if name != "id")
        less = {name: each for name, each in found.items() if name not in ("id", "lock", "pathways", "stage")}
        return [{**found, first: "Local words."}, less, {**found, "id": "other"}, "No."]
    if isinstance(found, list):
        return [found[::-1], found[1:] or found, [], "Local words."]
    return list(WORDS.get(key, ("Local words.", "2026-12-01", None)))


def every_change(national: File) -> Iterator[dict[str, Any]]:
    """Return each change to what is locked or holds it: all is replaced with everything, removed, noted and added to."""
    found = {".".join(tokens): node for tokens, node in addresses(national.node) if tokens[-1] != "id"}
    former = [
        each.replace(f".{name}", f".old-{name}")
        for each in found
        if each.count(".") == 1
        for name in each.split(".")[1:]
    ]
    locked = locked_in(found)
    places = (*found, *absent(found), *(each for each in former if find(national.node, each.split("."))))
    for address in (each for each in places if any(is_near(each.replace(".old-", "."), one) for one in locked)):
        there, key = find(national.node, address.split(".")), address.rpartition(".")[2]
        for value in values(key, plain(there) if there else None):
            yield {"replace": address, "with": value}
        if key in ELEMENTS:
            yield {"add": address, "value": {"id": "ours", **ELEMENTS[key]}}
        yield {"remove": address}
        yield {"note": address, "text": "Local note."}


def absent(found: Mapping[str, Node]) -> list[str]:
    """Return the addresses of keys that are left out and might be given."""
    tables = ["", *(f"{each}." for each in found if "." in each and isinstance(found[each], Table))]
    settable = (
        f"{each}{key}" for each in tables for key in SETTABLE.get(each.rpartition(".")[0].split(".")[-2:][0], ())
    )
    return [each for each in settable if each not in found]


@st.composite
def changes_to(draw: st.DrawFn, national: File, where: Sequence[str] = ()) -> dict[str, Any]:
    """Draw one change, to one of some places or to any: sensible or silly, with the right base, a wrong one or none."""
    operation = draw(st.sampled_from(("replace", "replace", "add", "add", "remove", "remove", "note")))
    anywhere = places(national, operation) if draw(st.integers(0, 15)) else st.sampled_from(SILLY)
    fitting = [each for each in where if operation == "replace" or find(national.node, each.split("."))]
    fitting = [each for each in fitting if operation != "add" or each.rpartition(".")[2] in ELEMENTS]
    address = draw(st.sampled_from(fitting) if fitting else anywhere)
    change = {operation: address, "reason": "Why."}
    there = find(national.node, address.split("."))
    key = address.rpartition(".")[2]
    if operation == "add":
        taken = draw(st.sampled_from([each["id"] for _, each in elements(plain(national.node))]))
        name = draw(st.sampled_from(("ours", "theirs", "wave", "bow", taken, "old-meet")))
        value = dict(ELEMENTS.get(key, {}), id=name)
        inside = [name for each in there.children if (name := id_of(each))] if isinstance(there, Listing) else []
        beside = draw(st.sampled_from((*inside, *inside, *inside, "ours", "nobody", "old-meet")))
        change |= draw(st.sampled_from(({}, {"after": beside}, {"before": beside})))
        headed = value | {"stage": "Ours"} if key == "steps" else value
        return change | {"value": draw(st.sampled_from((value, value, headed, {"name": "No id."})))}
    right = fingerprint(there) if there else NOTHING
    change |= draw(st.sampled_from((*[{"base": right}] * 5, *[{"base": "0123456789ab"}] * 2, {})))
    if operation == "replace":
        change["with"] = draw(st.sampled_from(values(key, plain(there) if there else None)))
    return change | ({"text": "Local note."} if operation == "note" else {})


def places(national: File, operation: str) -> st.SearchStrategy[str]:
    """Return the addresses that an operation can be about, those where it matters most more often."""
    found = {".".join(tokens): node for tokens, node in addresses(national.node) if tokens[-1] != "id"}
    shape = [each for each in found if isinstance(found[each], Table) or each.endswith((".stage", ".within"))]
    former = [each.replace(name, f"old-{name}") for each in shape for name in [each.rpartition(".")[2]]]
    known = [*found, *absent(found)] if operation in ("replace", "add") else list(found)
    locked = locked_in(found)
    near = [each for each in known if any(is_near(each, one) for one in locked)]
    choices = [list(found), shape, near, [each for each in former if find(national.node, each.split("."))]]
    if operation == "remove":
        choices.append([each for each in shape if each.startswith("steps.")])
    if operation == "add":
        choices = [[each for each in some if each.rpartition(".")[2] in ELEMENTS] for some in choices]
    return st.one_of(*(st.sampled_from(each) for each in choices if each))


def locked_in(found: Iterable[str]) -> list[str]:
    """Return the addresses of what has a lock of its own; that of the document is empty."""
    return [each.removesuffix("lock").removesuffix(".") for each in found if each.endswith("lock")]


def is_near(address: str, locked: str) -> bool:
    """Say whether an address is that of something locked, in it, around it, or of who has something around it."""
    around, _, key = address.rpartition(".")
    around = around if key in ("pathways", "nations", "audiences") else address
    return not locked or not around or address.startswith(f"{locked}.") or f"{locked}.".startswith(f"{around}.")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a national document and changes to it, anywhere or in one list, some where others are, and one twice."""
    national = draw(documents())
    found = {".".join(tokens): node for tokens, node in addresses(national.node)}
    lists = [each for each in found if each.rpartition(".")[2] in ELEMENTS]
    focus = draw(st.sampled_from(("", *lists, *(each for each in lists if each in ("steps", "items")))))
    shape = [each for each, node in found.items() if isinstance(node, Table)]
    near = [each for each in (*shape, *absent(found), focus) if focus and f"{each}.".startswith(f"{focus}.")]
    changes = draw(st.lists(changes_to(national, near), min_size=2, max_size=7))
    where = [change[word] for change in changes for word in OPERATIONS if word in change]
    where += [around for each in where if (around := each.rpartition(".")[0])]
    changes += draw(st.lists(changes_to(national, where), max_size=3))
    changes += draw(st.lists(st.sampled_from(changes), max_size=1))
    return Case(national, draw(st.permutations(changes)))


TRUSTS = st.fixed_dictionaries(
    {"nation": st.sampled_from(("england", "wales")), "pathways": st.sampled_from(WORDS["pathways"])}
)


ANY = Mark(path="any.yml")
SCALARS = st.builds(
    Scalar,
    text=st.text(max_size=5) | st.sampled_from(("1.10", "2.1", "007", "-0", "+5", "42", "~", "null", "true", "1e5")),
    quoted=st.booleans(),
    mark=st.just(ANY),
)
IDS = st.builds(Scalar, text=st.sampled_from(("meet", "42", "007", "true")), quoted=st.booleans(), mark=st.just(ANY))


def key_of(text: str) -> Scalar:
    """Return a key of a table as a node."""
    node = node_of(text, ANY)
    assert isinstance(node, Scalar)
    return node


def tables(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Draw a table, now and then with an id."""
    keyed = st.dictionaries(st.text(max_size=3).filter(lambda key: key != "id"), inner, max_size=3)
    entries = st.builds(dict.__or__, keyed, st.just({}) | IDS.map(lambda name: {"id": name}))
    return entries.map(
        lambda values: Table(entries=tuple((key_of(key), value) for key, value in values.items()), mark=ANY)
    )


def lists(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Draw a list in which no two have one id."""
    listed = st.lists(inner, max_size=3, unique_by=lambda each: id_of(each) or id(each))
    return listed.map(lambda children: Listing(children=tuple(children), mark=ANY))


ANYTHING = tables(st.recursive(SCALARS, lambda inner: tables(inner) | lists(inner), max_leaves=10))
