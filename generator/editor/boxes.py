"""The controls of a form as they are shown: what stands in them, what is wrong beside them, what to choose from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.content.node_paths import find
from generator.content.yaml_nodes import Listing, Scalar, Table
from generator.editions.edition import Entry
from generator.editor.form_data import Data, count, name_of, one
from generator.editor.parts import Desk
from generator.editor.shapes import Control, Field
from generator.editor.workspace import State
from generator.model.document import Document
from generator.model.framework import Competencies, Components
from generator.model.resource import Resource
from generator.problems import Problem

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """One control: its field, the name it is sent by, and what stands in it. `boxes` are those inside it.

    `national` is the national text where a trust's differs, `locked` why it cannot be changed.
    """

    field: Field
    name: str
    text: str
    texts: tuple[str, ...]
    boxes: tuple["Box", ...] = ()
    problems: tuple[Problem, ...] = ()
    locked: str = ""
    national: str | None = None
    choices: Choices = ()
    least: str = ""
    most: str = ""

    @property
    def control(self) -> Control:
        """What it is filled in with."""
        return self.field.control

    @property
    def said(self) -> tuple[str, ...]:
        """What stands in it, as people read it."""
        return tuple(_in_words(self.texts, self.choices)) if self.control is Control.CHOICES else self.texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What a form knows besides what stands in it, each by the name of a field or its key."""

    problems: Mapping[str, Sequence[Problem]]
    locked: Mapping[str, str]
    national: Mapping[str, str]
    choices: Mapping[str, Choices]


NOTHING_AROUND = Around(problems={}, locked={}, national={}, choices={})


def boxes_of(fields: Sequence[Field], data: Data, start: str, around: Around) -> tuple[Box, ...]:
    """Return the controls of a form."""
    return tuple(_box(each, data, name_of(start, each.key), around, each.key) for each in fields)


def _box(field: Field, data: Data, name: str, around: Around, key: str) -> Box:
    inside: tuple[Box, ...] = ()
    if field.control is Control.LIST and field.each:
        inside = tuple(_box(field.each, data, name_of(name, place), around, key) for place in range(count(data, name)))
    elif field.control is Control.TABLE:
        inside = boxes_of(field.inside, data, name, around)
    choices = field.choices or around.choices.get(key, ())
    national, texts = around.national.get(name), tuple(data.get(name, ()))
    if field.control is Control.CHOICES and national is not None:
        national = "\n".join(_in_words(national.split("\n"), choices))
    return Box(
        field=field,
        name=name,
        text=one(data, name),
        texts=texts,
        boxes=inside,
        problems=tuple(around.problems.get(name, ())),
        locked=around.locked.get(name, ""),
        national=national,
        choices=choices,
        least=one(data, name_of(name, "least")),
        most=one(data, name_of(name, "most")),
    )


def _in_words(chosen: Iterable[str], choices: Choices) -> Iterator[str]:
    """Return what was chosen of several in the words of the choice, in its order."""
    words = {each.removeprefix("- ") for each in chosen}
    return (shown for word, shown in choices if word in words)


def names_in(boxes: Sequence[Box]) -> tuple[str, ...]:
    """Return the names of all controls."""
    return tuple(name for each in boxes for name in (each.name, *names_in(each.boxes)))


def readable(boxes: Sequence[Box]) -> Iterator[tuple[str, str, bool]]:
    """Return what stands in a form as people read it: each label with its words, and whether they are Markdown."""
    for each in boxes:
        words = [dict(each.choices).get(text, text) for text in each.texts if text and each.control is not Control.YES]
        if each.control is Control.YES and "true" in each.texts:
            words = ["Yes"]
        if words:
            yield each.field.label, ", ".join(words), each.control is Control.MARKED
        inside = list(readable(each.boxes))
        if each.control is Control.LIST and inside:
            yield each.field.label, "\n".join(said for _, said, _ in inside), False
        else:
            yield from inside


def wrong_in(boxes: Sequence[Box], around: str = "") -> Iterator[tuple[str, str]]:
    """Return the name and the label of each control with something wrong; an entry of a list has the list's label."""
    for each in boxes:
        label = each.field.label or around
        if each.problems:
            yield each.name, label
        yield from wrong_in(each.boxes, label)


def choices_for(state: State, here: Desk | None) -> Mapping[str, Choices]:
    """Return what can be chosen where a field names something else, by the field's key: always by its title."""
    found: dict[str, Choices] = {}
    documents = documents_by_title(state)
    items = _items(state.edition().entries.values())
    for key in ("resource", "resources"):
        found[key] = (*(each for each in documents if each[0].startswith("resources/")), *items)
    found["role_plays"] = tuple(each for each in documents if each[0].startswith("role-plays/"))
    found["session"] = tuple(each for each in documents if each[0].startswith("sessions/"))
    found["related"] = documents
    found |= _framework(state)
    if here is not None:
        found["materials"] = tuple(_named(here, "materials"))
        found["role"] = tuple(_named(here, "roles"))
    return found


def titles_for(state: State, here: Desk) -> Mapping[str, Choices]:
    """Return what stands for the names in a field, by the field's key: also of what was taken out as a whole."""
    out = state.edition().taken_out
    gone = ((each.id, each.model.title) for each in out if isinstance(each.model, Document))
    more = (*gone, *_items(out))
    return {key: (*listed, *more) for key, listed in choices_for(state, here).items()}


def documents_by_title(state: State) -> Choices:
    """Return every document of the edition that is being edited, by its id, with its title."""
    entries = state.edition().entries.values()
    rows = ((each.id, each.model.title) for each in entries if isinstance(each.model, Document))
    return tuple(sorted(rows, key=lambda row: row[1].casefold()))


def _items(entries: Iterable[Entry]) -> Choices:
    packs = ((each, each.model) for each in entries)
    return tuple(
        (f"{entry.id}.{item.id}", f"{item.title} (in {model.title})")
        for entry, model in packs
        if isinstance(model, Resource)
        for item in model.items
    )


def _framework(state: State) -> dict[str, Choices]:
    found: dict[str, Choices] = {}
    for entry in state.edition().entries.values():
        if isinstance(entry.model, Components):
            found["components"] = tuple((each.id, f"{each.id} {each.label}") for each in entry.model.components)
        if isinstance(entry.model, Competencies):
            groups = entry.model.groups
            found["competencies"] = tuple((each.id, each.title) for group in groups for each in group.competencies)
    return found


def _named(here: Desk, listing: str) -> Sequence[tuple[str, str]]:
    node = find(here.node, (listing,))
    rows = []
    for each in node.children if isinstance(node, Listing) else ():
        if isinstance(each, Table):
            words = [found.text if isinstance(found := each.get(key), Scalar) else "" for key in ("id", "name")]
            rows.append((words[0], words[1] or words[0]))
    return rows
