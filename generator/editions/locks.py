"""Locks: what a national document lets a trust change in it, and the problem where a change goes further."""

from collections.abc import Sequence

from generator.content.library import File
from generator.content.node_paths import find
from generator.content.yaml_nodes import Node, Scalar, Table, tables
from generator.model.base import Lock
from generator.model.kinds import Kind
from generator.model.trust import (
    Add,
    Change,
    NoteBeside,
    Remove,
    Replace,
)
from generator.problems import Mark, Problem, error
from generator.text.durations import is_as_short

DURATIONS = ("within",)
"""Fields that say how long something may take."""


ALLOWED = {
    Lock.LOCKED: "it cannot be changed locally",
    Lock.EXTEND: "you may add to it or put a note beside it",
    Lock.TIGHTEN: "you may add to it, put a note beside it, or make its time shorter, in the same words and units",
}


def lock_at(kind: Kind, node: Node, tokens: Sequence[str]) -> tuple[Lock, Table | None]:
    """Return the lock that holds at an address and the element that set it: the nearest outwards, or the kind's own.

    A front sheet is always free: document control belongs to whoever approves the local edition.
    """
    if tokens[:1] == [FRONT_SHEET]:
        return Lock.FREE, None
    own = kind.model.model_fields.get("lock")
    lock, holder = (own.default if own else Lock.FREE), None
    for length in range(len(tokens) + 1):
        place = find(node, tokens[:length])
        if isinstance(place, Table) and (found := _own_lock(place)) is not None:
            lock, holder = found, place
    return lock, holder


def lock_problem(national: File, change: Change, tokens: Sequence[str], mark: Mark) -> Problem | None:
    """Refuse what the lock at the target, or a lock inside it, does not allow."""
    lock, holder = lock_at(national.kind, national.node, list(tokens))
    if isinstance(change, Replace | Remove) and lock is Lock.FREE:
        reach = tokens[:-1] if tokens and tokens[-1] in SCOPES else tokens
        target = find(national.node, reach)
        inside = [each for each in tables(target) if _own_lock(each) not in (None, Lock.FREE)] if target else []
        lock, holder = (_own_lock(inside[0]) or lock, inside[0]) if inside else (lock, holder)
    may_add = lock in (Lock.EXTEND, Lock.TIGHTEN) and (
        isinstance(change, Add | NoteBeside) or tuple(tokens[-1:]) == (HURTFUL,)
    )
    if lock is Lock.FREE or may_add:
        return None
    if lock is Lock.TIGHTEN and _shortens(national, change, tokens):
        return None
    reason = _text(holder, "lock_reason") or "people's safety or the core of the programme depends on it"
    sheet = find(national.node, (FRONT_SHEET,))
    owner = _text(sheet if isinstance(sheet, Table) else None, "owner") or "the national programme editors"
    place = f"{national.id}#{'.'.join(tokens)}" if tokens else national.id
    sentence = f"{place} is locked: {reason}"
    return error(mark, "locked", sentence, f"{ALLOWED[lock]}; if it cannot work for you, ask its owner: {owner}")


def _shortens(national: File, change: Change, tokens: Sequence[str]) -> bool:
    """Say whether a change makes a length of time shorter, or leaves it as long as it is."""
    before = find(national.node, tokens)
    if not isinstance(change, Replace) or tokens[-1] not in DURATIONS or not isinstance(before, Scalar):
        return False
    return is_as_short(str(change.with_), before.text)


def _own_lock(table: Table) -> Lock | None:
    word = _text(table, "lock")
    return Lock(word) if word in {lock.value for lock in Lock} else None


def _text(table: Table | None, key: str) -> str:
    found = table.get(key) if table else None
    return found.text if isinstance(found, Scalar) else ""


FRONT_SHEET = "front_sheet"


SCOPES = ("pathways", "audiences", "nations")
"""Keys that decide who has an element at all: changing one can take the element, and a lock in it, away."""


HURTFUL = "hurtful"
"""The field of words that hurt: a trust that may add to a list may also take these out of it."""
