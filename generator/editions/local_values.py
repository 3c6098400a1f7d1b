"""Local values put into texts, as words: whatever a trust's value holds, it cannot become a mark, a link or a tag."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.content.library import Library, TrustFolder
from generator.model.base import Form
from generator.model.texts import forms
from generator.text.direction import isolated
from generator.text.escaping import escaped
from generator.text.language import N_
from generator.text.language_codes import as_spoken
from generator.text.markup import NO_BREAK
from generator.text.phones import dialled

PLACE_FOR_VALUE = re.compile(r"\{\{\s*([a-z]+)\.([a-z0-9_]+)\s*\}\}")
"""A local value or a fact in text: {{ local.crisis_line }}, {{ fact.first_answer }}."""

LINK_TARGET = re.compile(r"(?P<before>\]\(<?)(?P<target>[a-z][a-z0-9/-]*)(?=[#)\s>])")
"""What a link leads to, up to its anchor: the id of a document."""


TRUST_VALUES = ("name", "short_name", "coordinator")
"""The names that may stand after `trust.` in text."""


def value_names(local: Iterable[str], facts: Iterable[str]) -> tuple[str, ...]:
    """Return every name that may stand between two braces in text."""
    groups = (("local", local), ("trust", TRUST_VALUES), ("fact", facts))
    return tuple(f"{group}.{name}" for group, names in groups for name in names)


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A local value as it stands in labels, and as it stands in Markdown, where nothing in it means anything."""

    label: str
    markdown: str


def values_of(library: Library, folder: TrustFolder | None, facts: Mapping[str, str]) -> Mapping[str, Value]:
    """Return the text for every place a local value or a fact may stand in.

    Args:
        library: What was read.
        folder: The trust's folder, or nothing for the national edition.
        facts: The words of each fact as this edition has them, by its name.
    """
    given = {name: _written(library, name, value.text) for name, value in folder.values.items()} if folder else {}
    _ = library.language.gettext
    trust = folder.trust if folder else None
    blank = N_("(not filled in: {label})") if trust else N_("(your trust adds: {label})")
    values = {
        f"local.{name}": given.get(name) or _value((trust and declared.without) or _(blank, label=declared.label))
        for name, declared in library.declared_values.items()
    }
    values["trust.name"] = _value(trust.name if trust else _("your trust"))
    values["trust.short_name"] = _value((trust.short_name or trust.name) if trust else _("your trust"))
    values["trust.coordinator"] = _value(trust.coordinator if trust else _("Peer Worker Coordinator"))
    return values | {f"fact.{name}": _fact(text, values) for name, text in facts.items()}


def _fact(text: str, values: Mapping[str, Value]) -> Value:
    """Return the words of a fact, which are a label, with the local values in them."""
    label = filled_in(text, Form.LABEL, values, {})
    around = PLACE_FOR_VALUE.split(text)[::3]
    places = [found[0] for found in PLACE_FOR_VALUE.finditer(text)]
    inside = [filled_in(each, Form.LINE, values, {}) for each in places]
    parts = [part for pair in zip(map(escaped, around), [*inside, ""], strict=True) for part in pair]
    return Value(label=label, markdown="".join(parts))


def _value(text: str) -> Value:
    return Value(label=text, markdown=escaped(text))


def _written(library: Library, name: str, text: str) -> Value | None:
    """Return a local value as it stands in text: a telephone number as a link to call, never broken over two lines."""
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
    """Return a reference, or the targets of links in a text, with today's ids in the place of former ones."""
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
