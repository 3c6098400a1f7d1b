"""One form about one element: which fields it has, what stands in them, and what is written when it is saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.content.node_paths import find, id_of, words_of
from generator.content.quoted_facts import as_written
from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.content.yaml_page import refused
from generator.content.yaml_write import Marked, OneLine, Prose, as_typed, plain_of
from generator.editor import amending
from generator.editor.amending import Grounds
from generator.editor.files import Edit
from generator.editor.form_data import START, Data, from_node, name_of, one, to_value, with_kind
from generator.editor.locations import AmendmentText, Change, Tokens
from generator.editor.own_files import Source, told
from generator.editor.parts import TITLES, Desk, is_own_table, shortened
from generator.editor.shapes import ASIDE, Control, Field, fields_of, is_part, kinds_at, model_at, order_of
from generator.editor.trial import Spot, spots_of, spots_within
from generator.problems import ContentError, Mark, error
from generator.system.file_names import slug

REASON, BY, ON = "reason", "by", "on"
"""The fields in which a trust says why, who approved it and when."""

ID_HELP = "Its address in links: small letters, digits and hyphens. Left empty, it is made from the title."

SHORT_TABLE = 4
"""The most keys of a new element that stands on one line."""


@dataclass(frozen=True)
class Sheet:
    """A form about an element of a document: to change it, or to add one to a list."""

    desk: Desk
    tokens: Tokens
    model: type[BaseModel]
    is_new: bool = False
    kind: str = ""
    after: str = ""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Its fields: what has a form of its own is not among them, and an id is given once."""
        node = None if self.is_new else find(self.desk.node, self.tokens)
        found = []
        for each in fields_of(self.model):
            inside = node.get(each.key) if isinstance(node, Table) else None
            if is_part(each) and not (self.is_new and each.required):
                continue
            if (each.key == "id" and not self.is_new) or is_own_table(each, inside):
                continue
            if self.desk.state.code and each.key in ("lock", "lock_reason", "aliases"):
                continue
            found.append(replace(each, required=False, help=ID_HELP) if each.key == "id" else each)
        return tuple(found)

    @property
    def main(self) -> tuple[Field, ...]:
        """The fields that people need."""
        return tuple(each for each in self.fields if each.key not in (*ASIDE, "id"))

    @property
    def aside(self) -> tuple[Field, ...]:
        """The fields that few people need."""
        return tuple(each for each in self.fields if each.key in (*ASIDE, "id"))

    @property
    def before(self) -> dict[str, tuple[str, ...]]:
        """What stands in it when it is opened."""
        node = None if self.is_new else find(self.desk.node, self.tokens)
        return from_node(self.fields, node) | self._grounds_before()

    @property
    def said_before(self) -> Any:
        """What the element says now: what a form must have been opened on to be saved over it."""
        return None if self.is_new else told(self.desk.node, self.tokens)

    @cached_property
    def locked(self) -> Mapping[str, str]:
        """Why fields cannot be changed, by name."""
        if self.is_new:
            return {}
        found = {each.key: self.desk.may_replace((*self.tokens, each.key)) for each in self.fields}
        return {name_of(START, key): why for key, why in found.items() if why}

    @property
    def national(self) -> Mapping[str, str]:
        """The national text of each field that a trust can change, as words, by name."""
        if self.is_new or self.desk.national is None or not self.desk.is_amended:
            return {}
        national = self.desk.national.node
        if find(national, self.tokens) is None:
            return {}
        return {
            name_of(START, each.key): _words(each, find(national, (*self.tokens, each.key))) for each in self.fields
        }

    def wanted(self, data: Data) -> dict[str, Any]:
        """Return what each field that was changed is to say; nothing for one that was emptied."""
        was, now = to_value(self.fields, self.before), to_value(self.fields, data)
        keys = [each.key for each in self.fields if name_of(START, each.key) not in self.locked]
        return {key: now.get(key) for key in keys if plain_of(was.get(key)) != plain_of(now.get(key))}

    def grounds(self, data: Data) -> Grounds:
        """Return why, and by whose leave, as the form says."""
        reason, by, on = (next(iter(data.get(each, ())), "") for each in (REASON, BY, ON))
        return Grounds(reason=reason, by=by, on=on)

    def element(self, data: Data) -> dict[str, Any]:
        """Return the element that a form adds, with an id made of its title where none was given."""
        value = to_value(self.fields, data)
        value["id"] = self._free_id(str(value.get("id", "")), value)
        made = with_kind({key: value[key] for key in ("id", *value) if key in value}, self.kind)
        simple = all(not isinstance(each, Prose | Marked | dict | list) for each in made.values())
        return OneLine(made) if simple and len(made) <= SHORT_TABLE and self.desk.is_amended else made

    def _free_id(self, given: str, value: Mapping[str, Any]) -> str:
        if given:
            return given
        words = next((str(value[key]) for key in _NAMING if isinstance(value.get(key), str)), "")
        name = slug(words.rpartition("/")[2]) or "new"
        there = find(self.desk.node, self.tokens)
        taken = {id_of(each) for each in there.children} if isinstance(there, Listing) else set()
        taken |= set(_every_id(self.desk))
        return next(each for each in (name, *(f"{name}-{n}" for n in range(2, 999))) if each not in taken)

    def edit(self, data: Data) -> tuple[Edit, AmendmentText | None]:
        """Return what a form writes, and a trust's changes as they then are.

        Raises:
            ContentError: It cannot be written without harm.
        """
        if self.desk.amendments is not None:
            file = self.desk.amendments
            if self.is_new:
                new = amending.with_element(file, self.tokens, self.after, self.element(data), self.grounds(data))
            else:
                order = order_of(self.model)
                new = amending.with_fields(file, self.tokens, self.wanted(data), order, self.grounds(data))
            return Edit(path=file.path, before=file.raw, after=new.raw), new
        source = source_of(self.desk)
        if self.is_new:
            changed = source.with_entry(self.tokens, self.after, self.element(data))
        else:
            changed = source.with_fields(self.tokens, self.wanted(data), order_of(self.model))
        return Edit(path=source.path, before=source.text.encode(), after=changed.text.encode()), None

    def spots(self, data: Data, edit: Edit, file: AmendmentText | None) -> Iterator[Spot]:
        """Return where the fields of the form stand in what it writes."""
        tokens = (*self.tokens, str(self.element(data)["id"])) if self.is_new else self.tokens
        if file is None:
            text = (edit.after or b"").decode()
            yield from spots_of(self.fields, find(Source(path=edit.path, text=text).node, tokens))
            return
        if owner := file.owner(tokens) if tokens else None:
            value = owner.change.node.get(owner.change.value_key)
            yield from spots_of(self.fields, find(value, owner.rest) if value else None)
            yield from _reason_spots(owner.change)
            return
        for change in file.inside(tokens):
            field = next((each for each in self.fields if change.target == (*tokens, each.key)), None)
            value = change.node.get("with")
            if field and value is not None:
                yield from spots_within(field, value, name_of(START, field.key))
            yield from _reason_spots(change)

    def _grounds_before(self) -> dict[str, tuple[str, ...]]:
        file = self.desk.amendments
        if file is None:
            return {}
        owner = file.owner(self.tokens) if self.tokens and not self.is_new else None
        changes = (
            [owner.change]
            if owner
            else [
                each
                for each in file.inside(self.tokens)
                if not self.is_new and len(each.target) == len(self.tokens) + 1 and each.operation == "replace"
            ]
        )
        if len(changes) != 1:
            return {REASON: ("",), BY: ("",), ON: ("",)}
        found = changes[0]
        return {REASON: (found.text("reason"),), BY: (found.approved("by"),), ON: (found.approved("on"),)}


_NAMING = ("title", "name", "term", "trigger", "session", "what", "ask", "who", "action", "when", "say")


def what_was_done(sheet: Sheet, title: str, data: Data) -> str:
    """Return what was done in a form, with the element's name as the form now has it."""
    found = ((key, " ".join(one(data, name_of(START, key)).split())) for key in ("session", *TITLES))
    key, words = next(((key, words) for key, words in found if words), ("", ""))
    if not words or "{{" in words or not (sheet.is_new or sheet.tokens):
        return title
    entry = sheet.desk.state.entry(words) if key == "session" else None
    words = str(getattr(entry.model, "title", words)) if entry else words
    return f"{title.partition(':')[0]}: {shortened(words)}"


def sheet_to_change(desk: Desk, tokens: Tokens) -> Sheet:
    """Return the form to change an element.

    Raises:
        ContentError: There is none at this address.
    """
    model = model_at(desk.kind.model, desk.node, tokens)
    if model is None or not isinstance(find(desk.node, tokens), Table):
        raise ContentError([error(Mark(path=desk.id), "unknown-target", f'{desk.id} has no "{".".join(tokens)}"')])
    return Sheet(desk, tokens, model)


def sheet_to_add(desk: Desk, listing: Tokens, kind: str, after: str) -> Sheet:
    """Return the form to add an element to a list.

    Raises:
        ContentError: There is no such list, or it holds nothing of this kind.
    """
    models = kinds_at(desk.kind.model, desk.node, listing)
    found = next((model for word, model in models if word == kind), None)
    if found is None:
        sentence = f'nothing can be added to "{".".join(listing)}"'
        raise ContentError([error(Mark(path=desk.id), "unknown-target", sentence)])
    return Sheet(desk, listing, found, is_new=True, kind=kind, after=after)


def source_of(desk: Desk) -> Source:
    """Return the file of a document that is edited itself, as text.

    Raises:
        ContentError: This edition has no file of its own for it.
    """
    file = desk.state.source(desk.id)
    if file is None:
        raise ContentError([error(Mark(path=desk.id), "unknown-target", f"{desk.id} is not yours to change")])
    path = path_of(desk)
    try:
        return Source(path=path, text=path.read_bytes().decode())
    except (OSError, UnicodeDecodeError):
        raise refused(path) from None


def path_of(desk: Desk) -> Path:
    """Return where the file of a document stands that is edited itself."""
    file = desk.state.source(desk.id)
    folder = desk.state.trust.folder / "add" if desk.state.trust else desk.state.library.content / "national"
    return folder / f"{file.id if file else desk.id}.yml"


def _words(field: Field, node: Node | None) -> str:
    """Return a national text as a form has it: as it was written, with the names of facts and not their words."""
    if node is None:
        return ""
    node = as_written(node)
    if field.control is Control.MARKED and isinstance(node, Scalar):
        return as_typed(node.text)
    return words_of(node)


def _reason_spots(change: Change) -> Iterator[Spot]:
    for key, name in (("reason", REASON), ("approved", BY)):
        node = change.node.get(key)
        if node is not None:
            yield Spot(name=name, start=(node.mark.line, node.mark.column), end=node.end)


def _every_id(desk: Desk) -> Sequence[str]:
    return [each.tokens[-1] for each in desk.parts if each.tokens]
