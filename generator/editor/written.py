"""A change that is said in one go, written as the editor would: its base computed, and tried before it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.changes.explain import place_of
from generator.content.node_paths import find
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, typed
from generator.content.yaml_write import Marked, Prose
from generator.editor.amending import Grounds, noted, removed, with_fields
from generator.editor.files import Edit
from generator.editor.locations import AmendmentText, Tokens, amendments_of
from generator.editor.trial import new_errors, tried
from generator.editor.workspace import Wanted, Workspace
from generator.model.kinds import AMENDMENT
from generator.problems import ContentError, Mark, error

MAIN = ("action", "text", "do_now", "do")
"""What people mean by an element alone: the field that holds its text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A change as it was said: an address or web address, what to do there, the words, and on what grounds."""

    address: str
    operation: str
    text: str
    grounds: Grounds


def amend(wanted: Wanted, said: Said) -> tuple[Path, str]:
    """Write a local change, or other words into one that is there; return the file and the address it is about.

    Raises:
        ContentError: There is no such text, it has several parts or a lock, or the edition would have a new error. Then
            nothing is written.
    """
    work = Workspace(wanted)
    state = work.state()
    document, tokens = place_of(state.library, said.address)
    mark = Mark(path=said.address)
    tokens = _main(document.node, tokens) if said.operation == "replace" else tokens
    if not tokens and said.operation != "remove":
        hint = f"add # and a place, as in {document.id}#title; only remove is of a whole document"
        raise ContentError([error(mark, "unknown-target", "a whole document cannot be amended", hint)])
    before = amendments_of(state, document.id)
    after = _changed(before, tokens, said, mark)
    path, place = before.path, f"{document.id}#{'.'.join(tokens)}" if tokens else document.id
    if after.raw is not None:
        shown, file_id = work.ground.shown(path), f"amend:{path}"
        old = tried(state, path, shown, before.raw, file_id, AMENDMENT) if before.raw is not None else None
        if wrong := new_errors(old, tried(state, path, shown, after.raw, file_id, AMENDMENT)):
            raise ContentError(wrong)
    work.ground.write([Edit(path=path, before=before.raw, after=after.raw)])
    return path, place


def _main(document: Node, tokens: Tokens) -> Tokens:
    """Return the address of an element's main text, where that is what a heading of its page leads to."""
    found = find(document, tokens) if tokens else None
    keys = [key.text for key, _ in found.entries] if isinstance(found, Table) else []
    return (*tokens, next(each for each in MAIN if each in keys)) if set(MAIN) & set(keys) else tokens


def _changed(file: AmendmentText, tokens: Tokens, said: Said, mark: Mark) -> AmendmentText:
    if said.operation == "remove":
        return removed(file, tokens, said.grounds)
    if said.operation == "note":
        notes = [each.position for each in file.inside(tokens) if each.operation == "note" and each.tokens == tokens]
        return noted(file, tokens, said.text, said.grounds, notes[0] if notes else -1)
    value = _value(find(file.national, tokens), said.text, mark, tokens)
    return with_fields(file, tokens[:-1], {tokens[-1]: value}, tokens[-1:], said.grounds)


def _value(national: Node | None, text: str, mark: Mark, tokens: Sequence[str]) -> Any:
    """Return what was said as the kind of value that stands there: a text, a number, or a list of texts by line."""
    if isinstance(national, Table) or (isinstance(national, Listing) and _holds_tables(national)):
        inside = [key.text for key, value in national.entries if _is_text(value)] if isinstance(national, Table) else []
        named = [f"{'.'.join(tokens)}.{each}" for each in inside if each not in ("id", "lock", "kind")]
        hint = f"name one of its texts: {', '.join(named)}" if named else "change it in the editor, or in the file"
        raise ContentError([error(mark, "unknown-target", "this is no text but has several parts", hint)])
    if isinstance(national, Listing):
        lines = (line.strip().removeprefix("- ").strip() for line in text.splitlines())
        return [Prose(line) for line in lines if line]
    if isinstance(national, Scalar) and isinstance(typed(national), int) and text.strip().isdigit():
        return int(text)
    return Marked(text.strip()) if "\n" in text.strip() else Prose(" ".join(text.split()))


def _holds_tables(listing: Listing) -> bool:
    return any(isinstance(each, Table) for each in listing.children)


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) or (isinstance(node, Listing) and not _holds_tables(node))
