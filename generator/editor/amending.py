"""What a trust's gesture writes: the same change as by hand, with its base, its reason and who approved it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.content.national_comment import with_comment
from generator.content.node_paths import find, id_of
from generator.content.yaml_page import YamlPage
from generator.content.yaml_splice import take_out
from generator.content.yaml_write import Habit, Marked, OneLine, Prose, Quoted, item
from generator.editor.locations import AmendmentText, Change, Owner, Tokens
from generator.editor.own_files import FIRST, Source, is_same
from generator.model.trust import WHOLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """Why a trust differs, who approved it and on which day; the last two may be empty."""

    reason: str
    by: str = ""
    on: str = ""

    @property
    def lines(self) -> dict[str, Any]:
        """What a change says of them, in order."""
        return {"reason": Prose(" ".join(self.reason.split()))}

    @property
    def approved(self) -> dict[str, Any]:
        """The approval, where there is one."""
        by = " ".join(self.by.split())
        return {"approved": OneLine(by=by, on=self.on)} if by else {}


def with_fields(
    file: AmendmentText, tokens: Tokens, wanted: Mapping[str, Any], order: Sequence[str], grounds: Grounds
) -> AmendmentText:
    """Return a trust's changes so that a table says what is wanted: nothing for fields that are left out.

    Args:
        file: The changes so far.
        tokens: The address of the table in the document; nothing for the document itself.
        wanted: What each field is to say that differs from what it says now.
        order: Every key that can stand in the table.
        grounds: Why, and by whose leave.

    Raises:
        ContentError: It cannot be done without harm.
    """
    if owner := file.owner(tokens) if tokens else None:
        return _in_change(file, owner, wanted, order, grounds)
    for key, value in wanted.items():
        file = _with_field(file, (*tokens, key), value, grounds)
    return file


def _in_change(
    file: AmendmentText, owner: Owner, wanted: Mapping[str, Any], order: Sequence[str], grounds: Grounds
) -> AmendmentText:
    start = ("changes", str(owner.change.position), owner.change.value_key)
    source = Source(path=file.path, text=file.text).with_fields(owner.rest, wanted, order, start)
    return _grounded(file, source, owner.change, grounds)


def _grounded(file: AmendmentText, source: Source, change: Change, grounds: Grounds) -> AmendmentText:
    """Return a changed file in which a change gives its reason and approval as they are now, and today's base."""
    said: dict[str, Any] = {**grounds.lines}
    if change.operation != "add" and change.text("base") != file.base(change.tokens):
        said["base"] = Quoted(file.base(change.tokens))
        source = replace(source, text=_of_today(file, source, change))
    said |= grounds.approved
    keys = (change.operation, "after", "before", change.value_key, "reason", "base", "approved")
    start = ("changes", str(change.position))
    source = source.with_fields((), said, keys, start)
    return replace(file, raw=source.text.encode())


def _of_today(file: AmendmentText, source: Source, change: Change) -> str:
    """Return a changed file in which the comment above a change gives the national text of today."""
    page = YamlPage(file.path, source.text.encode())
    return page.bom + with_comment(page, change.position, change.operation, find(file.national, change.tokens))


def _with_field(file: AmendmentText, tokens: Tokens, value: Any, grounds: Grounds) -> AmendmentText:
    """Return the changes with one field of the national text replaced, left out, or as it is nationally."""
    national = find(file.national, tokens)
    inside = file.inside(tokens)
    own = next((each for each in inside if each.target == tokens and each.operation == "replace"), None)
    if is_same(national, value):
        return without(file, [each for each in inside if each.operation in ("replace", "remove")])
    if own is not None and value is not None:
        start = ("changes", str(own.position))
        source = Source(path=file.path, text=file.text).with_fields((), {"with": value}, ("replace", "with"), start)
        return _grounded(file, source, own, grounds)
    file = without(file, [each for each in inside if each.operation != "note"])
    operation = "remove" if value is None else "replace"
    said: dict[str, Any] = {operation: ".".join(tokens)}
    said |= {} if value is None else {"with": value}
    return appended(file, said, file.base(tokens), grounds)


def appended(file: AmendmentText, said: Mapping[str, Any], base: str, grounds: Grounds) -> AmendmentText:
    """Return the changes with a new one at their end."""
    entry = {**said, **grounds.lines, **({"base": Quoted(base)} if base else {}), **grounds.approved}
    if not file.count:
        lines = item(entry, 2, Habit())
        return replace(file, raw=(file.head + "\n".join(lines) + "\n").encode())
    source = Source(path=file.path, text=file.text).with_entry(("changes",), "", entry)
    return replace(file, raw=source.text.encode())


def with_element(
    file: AmendmentText, listing: Tokens, after: str, value: Mapping[str, Any], grounds: Grounds
) -> AmendmentText:
    """Return the changes with an element added to a list.

    Args:
        file: The changes so far.
        listing: The address of the list.
        after: The id of what it follows, "^" for the beginning, nothing for the end.
        value: The element.
        grounds: Why, and by whose leave.
    """
    if owner := file.owner(listing):
        start = ("changes", str(owner.change.position), owner.change.value_key)
        source = Source(path=file.path, text=file.text).with_entry(owner.rest, after, value, start)
        return _grounded(file, source, owner.change, grounds)
    said: dict[str, Any] = {"add": ".".join(listing)}
    if after == FIRST:
        first = _first(file, listing)
        said |= {"before": first} if first else {}
    elif after:
        said["after"] = after
    return appended(file, {**said, "value": value}, "", grounds)


def _first(file: AmendmentText, listing: Tokens) -> str:
    there = find(file.national, listing)
    children = getattr(there, "children", ())
    return (id_of(children[0]) or "") if children else ""


def removed(file: AmendmentText, tokens: Tokens, grounds: Grounds) -> AmendmentText:
    """Return the changes with what stands at an address taken out: an addition by taking it back."""
    if owner := file.owner(tokens) if tokens else None:
        if not owner.rest and owner.change.operation == "add":
            return without(file, file.inside(tokens))
        if owner.rest:
            start = ("changes", str(owner.change.position), owner.change.value_key)
            source = Source(path=file.path, text=file.text).without(owner.rest, start)
            return _grounded(file, source, owner.change, grounds)
    file = without(file, file.inside(tokens))
    return appended(file, {"remove": ".".join(tokens) or WHOLE}, file.base(tokens), grounds)


def noted(file: AmendmentText, tokens: Tokens, text: str, grounds: Grounds, old: int = -1) -> AmendmentText:
    """Return the changes with a note beside an element: a new one, or other words in one that is there."""
    words = Marked(text) if "\n" in text.strip() else Prose(" ".join(text.split()))
    change = next((each for each in file.changes() if each.position == old and each.operation == "note"), None)
    if change is not None:
        start = ("changes", str(change.position))
        source = Source(path=file.path, text=file.text).with_fields((), {"text": words}, ("note", "text"), start)
        return _grounded(file, source, change, grounds)
    return appended(file, {"note": ".".join(tokens), "text": words}, file.base(tokens), grounds)


def without(file: AmendmentText, changes: Sequence[Change]) -> AmendmentText:
    """Return the file without some changes; nothing of it stays where none is left."""
    gone = sorted({each.position for each in changes}, reverse=True)
    if not gone:
        return file
    if len(gone) == file.count:
        return replace(file, raw=None)
    text = file.text
    for position in gone:
        text = take_out(text, file.path, ("changes", position))
    return replace(file, raw=text.encode())
