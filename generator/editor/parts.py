"""The parts of a document, each with what may be done to it: as its lock allows, and as the trust's changes stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from pydantic import BaseModel

from generator.check.unused_and_unfinished import TO_WRITE
from generator.content.library import File
from generator.content.node_paths import find, id_of
from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.editions.amend import SINGULAR
from generator.editions.edition import Entry
from generator.editions.locks import DURATIONS, lock_at, lock_problem
from generator.editions.model_paths import at
from generator.editor.locations import AmendmentText, Tokens, amendments_of
from generator.editor.shapes import ASIDE, Control, Field, fields_of, is_part, model_at, named
from generator.editor.workspace import State
from generator.model.base import Lock
from generator.model.kinds import DOCUMENT_KINDS, Kind
from generator.model.trust import WHOLE, Add, Change, NoteBeside, Remove, Replace
from generator.problems import Mark, Problem

LONGEST = 80
"""Letters of a text that stands for a part without a title."""

TITLES = (
    *(
        "title",
        "name",
        "term",
        "trigger",
        "label",
        "ask",
        "event",
        "what",
        "part",
        "when",
        "say",
        "text",
        "action",
        "who",
    ),
)


class Gesture(Enum):
    """What can be done to a part, and the words on its button."""

    CHANGE = "Change"
    NOTE = "Add a note"
    AFTER = "Add after this"
    OUT = "Take out"
    WHOLE = "Take out of our edition"
    BACK = "Put back the national text"
    UP = "Move up"
    DOWN = "Move down"
    ADD = "Add"

    @property
    def word(self) -> str:
        """The word that stands for it in an address."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a document: its address, its title, how deep it stands, and what may be done to it.

    `thing` is what it is, in a word; `told` says what a trust did there, `locked` why less may be done than elsewhere.
    """

    tokens: Tokens
    title: str
    depth: int
    thing: str = ""
    gestures: tuple[Gesture, ...] = ()
    told: tuple[str, ...] = ()
    locked: str = ""
    is_list: bool = False

    @property
    def address(self) -> str:
        """Its address with dots."""
        return ".".join(self.tokens)


@dataclass(frozen=True)
class Desk:
    """One document as it is edited: as its readers have it, the national file where there is one, and the changes."""

    state: State
    entry: Entry
    national: File | None
    amendments: AmendmentText | None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.entry.id

    @property
    def kind(self) -> Kind:
        """What kind of document it is."""
        return self.entry.kind

    @property
    def node(self) -> Node:
        """What it says, with a trust's changes."""
        return self.entry.node

    @property
    def is_amended(self) -> bool:
        """Whether what is written goes into a trust's changes, and not into the file itself."""
        return self.amendments is not None

    @property
    def title(self) -> str:
        """What it is called."""
        return str(getattr(self.entry.model, "title", "")) or self.id

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every part of it, in order."""
        return tuple(_parts(self, (), self.kind.model, 0))

    @cached_property
    def by_address(self) -> Mapping[str, Part]:
        """Its parts by their address."""
        return {each.address: each for each in self.parts}

    def problem(self, change: Change, tokens: Tokens) -> Problem | None:
        """Return what a lock has against a change of the national text, or nothing."""
        if self.national is None or self.amendments is None or self.amendments.owner(tokens):
            return None
        return lock_problem(self.national, change, tokens, Mark(path=self.id))

    def may_replace(self, tokens: Tokens) -> str:
        """Say why a field may not be changed, or nothing where it may."""
        if self.amendments is None or self.national is None:
            return ""
        found = self.problem(Replace.model_validate({"replace": ".".join(tokens), "with": "-", "reason": "-"}), tokens)
        if found and tokens[-1] in DURATIONS and lock_at(self.kind, self.national.node, tokens)[0] is Lock.TIGHTEN:
            return ""
        return _why(found)

    def may_remove(self, tokens: Tokens) -> str:
        """Say why a part may not be taken out, or nothing where it may."""
        address = ".".join(tokens) or WHOLE
        return _why(self.problem(Remove.model_validate({"remove": address, "reason": "-"}), tokens))

    @property
    def is_leavable(self) -> bool:
        """Whether a trust could do without the whole of it, but for a lock: lists that the program reads are needed."""
        return bool(self.state.code) and self.kind in DOCUMENT_KINDS

    def may_note(self, tokens: Tokens) -> str:
        """Say why no note may stand beside a part, or nothing where it may."""
        change = NoteBeside.model_validate({"note": ".".join(tokens), "text": "-", "reason": "-"})
        return _why(self.problem(change, tokens))

    def may_add(self, listing: Tokens) -> str:
        """Say why nothing may be added to a list, or nothing where it may."""
        change = Add.model_validate({"add": ".".join(listing), "value": {}, "reason": "-"})
        return _why(self.problem(change, listing))


def desk(state: State, document: str) -> Desk | None:
    """Return a document to be edited, or nothing where the edition has none of this id."""
    entry = state.entry(document)
    if entry is None:
        return None
    national = state.library.national.get(document)
    amended = bool(state.code) and national is not None
    amendments = amendments_of(state, document) if amended else None
    return Desk(state, entry, national, amendments)


def _parts(here: Desk, tokens: Tokens, model: type[BaseModel], depth: int) -> Iterator[Part]:
    """Return the part at an address and all parts inside it."""
    yield _part(here, tokens, depth)
    node = find(here.node, tokens)
    for each in fields_of(model):
        inside = node.get(each.key) if isinstance(node, Table) else None
        if is_part(each):
            yield from _list(here, (*tokens, each.key), inside, each, depth + 1)
        elif is_own_table(each, inside):
            inner = model_at(here.kind.model, here.node, (*tokens, each.key))
            if inner is not None:
                yield from _parts(here, (*tokens, each.key), inner, depth + 1)


def is_own_table(field: Field, node: Node | None) -> bool:
    """Say whether a group of fields has a form of its own."""
    return field.control is Control.TABLE and field.required and isinstance(node, Table)


def _list(here: Desk, tokens: Tokens, node: Node | None, field: Field, depth: int) -> Iterator[Part]:
    why = here.may_add(tokens)
    yield Part(
        tokens=tokens,
        title=field.label,
        depth=depth,
        thing=thing_of(tokens[-1]),
        gestures=() if why else (Gesture.ADD,),
        locked=why,
        is_list=True,
    )
    for child in node.children if isinstance(node, Listing) else ():
        name = id_of(child)
        model = model_at(here.kind.model, here.node, (*tokens, name)) if name else None
        if name and model:
            yield from _parts(here, (*tokens, name), model, depth + 1)


def _part(here: Desk, tokens: Tokens, depth: int) -> Part:
    node = find(here.node, tokens)
    is_element = bool(tokens) and id_of(node) is not None if node is not None else False
    title = title_of(here, tokens) if tokens else "Title, summary and what it is about"
    gestures, locked = _gestures(here, tokens, is_element=is_element)
    return Part(
        tokens=tokens,
        title=title,
        depth=depth,
        thing=thing_of(tokens[-2] if is_element else tokens[-1]) if tokens else "",
        gestures=gestures,
        told=tuple(_told(here, tokens)),
        locked=locked,
    )


def _gestures(here: Desk, tokens: Tokens, *, is_element: bool) -> tuple[tuple[Gesture, ...], str]:
    """Return what may be done to a part, and why less may be done than to others."""
    if here.amendments is None:
        every = (Gesture.CHANGE, Gesture.AFTER, Gesture.UP, Gesture.DOWN, Gesture.OUT)
        leaves = (Gesture.WHOLE,) if here.is_leavable and not tokens else ()
        return (every if is_element else (Gesture.CHANGE, *leaves)), ""
    owner = here.amendments.owner(tokens) if tokens else None
    is_added = bool(owner and owner.change.operation == "add")
    found: list[Gesture] = []
    model = model_at(here.kind.model, here.node, tokens)
    keys = [each.key for each in fields_of(model) if _counts(each)] if model else []
    refusals = [here.may_replace((*tokens, key)) for key in keys]
    locked = "" if owner else next((why for why in refusals if why), "")
    if not refusals or not all(refusals):
        found.append(Gesture.CHANGE)
    if tokens and not is_added and not here.may_note(tokens):
        found.append(Gesture.NOTE)
    if is_element and not here.may_add(tokens[:-1]):
        found.append(Gesture.AFTER)
    if is_element and not here.may_remove(tokens):
        found.append(Gesture.OUT)
    if not is_added and any(_is_of(tokens, each.target) for each in here.amendments.changes()):
        found.append(Gesture.BACK)
    if here.is_leavable and not tokens:
        why = here.may_remove(())
        found += [] if why else [Gesture.WHOLE]
        locked = locked or (f"It cannot be taken out as a whole. {why}" if why else "")
    return tuple(found), locked


def _counts(field: Field) -> bool:
    """Say whether a field is one that people would change: no name, no list of parts, nothing that few need."""
    return field.key != "id" and field.key not in ASIDE and not is_part(field)


def _is_of(tokens: Tokens, target: Tokens) -> bool:
    """Say whether a change belongs to a part: to itself, or to a field of it."""
    if not tokens:
        return len(target) == 1
    return target[: len(tokens)] == tokens


def _told(here: Desk, tokens: Tokens) -> Iterator[str]:
    """Say what a trust did to a part itself."""
    for each in here.amendments.changes() if here.amendments else ():
        depth = len(each.target) - len(tokens)
        if each.target[: len(tokens)] != tokens or depth > 1 or (not tokens and each.operation == "add"):
            continue
        field = f" ({named(each.target[-1]).lower()})" if depth == 1 else ""
        done = {"add": "Added here", "replace": f"Changed here{field}", "remove": f"Taken out here{field}"}
        if depth == 0 or each.operation != "add":
            yield done.get(each.operation, "A note stands beside it")


def _why(found: Problem | None) -> str:
    """Return the reason of a lock and what may be done instead, as people read it beside a button."""
    if found is None:
        return ""
    reason = found.sentence.partition(" is locked: ")[2] or found.sentence
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}. {_sentence(found.hint)}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def title_of(here: "Desk", tokens: Sequence[str]) -> str:
    """Return what stands for an element, as its readers see it: its title, or the beginning of what it says."""
    node, model = find(here.node, tokens), at(here.entry.model, ".".join(tokens))
    session = getattr(model, "session", None)
    if isinstance(session, str) and (entry := here.state.entry(session)):
        return str(getattr(entry.model, "title", session))
    written = (found for found in _texts(model, node) if found.strip() and TO_WRITE not in found)
    words = next((" ".join(found.split()) for found in written), "")
    words = words or named(tokens[-1].replace("-", " "))
    return shortened(words)


def shortened(words: str) -> str:
    """Return words that stand for a part: those of a long text, as far as they fit on a line."""
    words = re.sub(r"[*`]+", "", words)
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(maxsplit=1)[0] + " …"


def _texts(model: object, node: Node | None) -> Iterator[str]:
    for key in TITLES:
        found = getattr(model, key, None)
        if isinstance(found, str):
            yield found
        elif model is None and isinstance(node, Table) and isinstance(written := node.get(key), Scalar):
            yield written.said


def thing_of(listing: str) -> str:
    """Return what an entry of a list is called: a step, an activity."""
    words = SINGULAR.get(listing, listing.removesuffix("s"))
    return words.replace("_", " ")
