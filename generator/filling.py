"""Local values put into texts, as words: whatever a trust's value holds, it cannot become a mark, a link or a tag."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.direction import isolated
from generator.languages import as_spoken
from generator.load import Library, TrustFolder
from generator.markup import NO_BREAK, escaped
from generator.model.base import Form
from generator.phones import dialled
from generator.readers import forms

PLACE_FOR_VALUE = re.compile(r"\{\{\s*([a-z]+)\.([a-z0-9_]+)\s*\}\}")
"""A local value in text: {{ local.crisis_line }}."""

LINK_TARGET = re.compile(r"(?P<before>\]\(<?)(?P<target>[a-z][a-z0-9/-]*)(?=[#)\s>])")
"""What a link leads to, up to its anchor: the id of a document."""


def trust_value_names() -> tuple[str, ...]:
    """Give the names that may stand after `trust.` in text."""
    return ("name", "short_name", "coordinator")


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A local value as it stands in labels, and as it stands in Markdown, where nothing in it means anything."""

    label: str
    markdown: str


def values_of(library: Library, folder: TrustFolder | None) -> Mapping[str, Value]:
    """Return the text for every place a local value may stand in."""
    given = {name: _written(library, name, value.text) for name, value in folder.values.items()} if folder else {}
    blank = "(your trust adds: {})" if folder is None else "(not filled in: {})"
    values = {
        f"local.{name}": given.get(name) or _value(blank.format(declared.label))
        for name, declared in library.declared_values.items()
    }
    trust = folder.trust if folder else None
    values["trust.name"] = _value(trust.name if trust else "your trust")
    values["trust.short_name"] = _value((trust.short_name or trust.name) if trust else "your trust")
    values["trust.coordinator"] = _value(trust.coordinator if trust else "Peer Worker Coordinator")
    return values


def _value(text: str) -> Value:
    return Value(label=text, markdown=escaped(text))


def _written(library: Library, name: str, text: str) -> Value | None:
    """Give a local value as it stands in text: a telephone number as a link to call, never broken over two lines."""
    declared = library.declared_values.get(name)
    number, comma, rest = " ".join(text.split()).partition(",")
    if not text.strip() or declared is None or declared.type != "phone":
        return _value(" ".join(text.split())) if text.strip() else None
    shown = number.strip().replace(" ", NO_BREAK)
    linked = f"[{escaped(shown)}](tel:{dialled(number)})" if dialled(number) else escaped(shown)
    return Value(label=f"{shown}{comma}{rest}", markdown=f"{linked}{comma}{escaped(rest)}")


def filled_in(text: str, form: Form | None, values: Mapping[str, Value], aliases: Mapping[str, str]) -> str:
    """Return a text with local values, and today's ids of documents, in the place of their names.

    Args:
        text: The text as its author wrote it.
        form: How it is written; nothing for a reference or an id.
        values: Every local value, by its name in text.
        aliases: The ids that documents had before, each with the one it has now.
    """

    def put(found: re.Match[str]) -> str:
        value = values.get(f"{found[1]}.{found[2]}")
        if value is None:
            return found[0]
        return value.label if form is Form.LABEL else value.markdown

    filled = PLACE_FOR_VALUE.sub(put, text) if form and "{{" in text else text
    filled = isolated(filled) if form is Form.LABEL else filled  # labels stand where there are only words
    return _renamed(filled, aliases) if aliases and form is not Form.LABEL else filled


def _renamed(text: str, aliases: Mapping[str, str]) -> str:
    """Give a reference, or the targets of links in a text, with today's ids in the place of former ones."""
    document, dot, element = text.partition(".")
    if document in aliases and " " not in text:
        return f"{aliases[document]}{dot}{element}"
    return LINK_TARGET.sub(lambda found: found["before"] + aliases.get(found["target"], found["target"]), text)


def mapped(value: Any, change: Callable[[str, Form | None], str], form: Form | None = None) -> Any:
    """Return a value with `change` done to every text in it, the same object where nothing changed."""
    if isinstance(value, str):
        said = change(value, form)
        return value if said == value else as_spoken(said, value)
    if isinstance(value, tuple):
        changed = tuple(mapped(each, change, form) for each in value)
        return changed if any(new is not old for new, old in zip(changed, value, strict=True)) else value
    if isinstance(value, BaseModel):
        known = forms(type(value))
        fields = {name: (old, mapped(old, change, known.get(name))) for name, old in value}
        update = {name: new for name, (old, new) in fields.items() if new is not old}
        return value.model_copy(update=update) if update else value
    return value
