"""The texts in a model: each with the way to it, and how it is written."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.model.base import Form

Tokens = tuple[str | int, ...]
"""The way to a part of a document: keys by name, elements by id, plain list entries by position."""


def texts_in(value: Any, way: Tokens = ()) -> Iterator[tuple[Tokens, str]]:
    """Return every text in a model, with the way to it."""
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, BaseModel):
        for name, inside in value:
            yield from texts_in(inside, (*way, name))
    elif isinstance(value, tuple):
        for position, inside in enumerate(value):
            yield from texts_in(inside, (*way, getattr(inside, "id", position)))


@cache
def forms(model: type[BaseModel]) -> Mapping[str, Form]:
    """Return how the texts of a model are written, by field; ids, references and the like have no form."""
    found = {name: _form((*field.metadata, field.annotation)) for name, field in model.model_fields.items()}
    return {name: form for name, form in found.items() if form}


def _form(parts: tuple[Any, ...]) -> Form | None:
    inside = (part if isinstance(part, Form) else _form(get_args(part)) for part in parts)
    return next((form for form in inside if form), None)


def written_in(value: Any, way: Tokens = (), form: Form | None = None) -> Iterator[tuple[Tokens, str, Form]]:
    """Return every text in a model that people read, with the way to it and how it is written."""
    if isinstance(value, str) and form:
        yield way, value, form
    elif isinstance(value, BaseModel):
        known = forms(type(value))
        for name, inside in value:
            yield from written_in(inside, (*way, name), known.get(name))
    elif isinstance(value, tuple):
        for position, inside in enumerate(value):
            yield from written_in(inside, (*way, getattr(inside, "id", position)), form)
