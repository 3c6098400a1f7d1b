"""The way to a part of a model, followed and said in words: the model's twin of `content/node_paths.py`."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from generator.model.base import Form
from generator.model.texts import forms
from generator.text.markup import words


def in_words(places: Sequence[Any], address: str) -> str:
    """Say an address as readers would: the titles of elements, and the names of fields.

    Args:
        places: The models it may lead into; the first that has something there gives its name.
        address: The address.
    """
    words = []
    for token in address.split("."):
        inside = [_step_in(place, token) for place in places]
        found = next((place for place in inside if place is not None), None)
        listed = isinstance(found, tuple) and bool(found) and isinstance(found[0], BaseModel)
        if not listed or token == address:
            words.append(_name_of(found, token).rstrip("."))
        places = inside
    return ", ".join(words)


def at(model: Any, address: str) -> Any:
    """Return what stands at an address in a model, or nothing."""
    for token in address.split("."):
        model = _step_in(model, token)
    return model


def _step_in(place: Any, token: str) -> Any:
    if isinstance(place, tuple):
        return next((each for each in place if getattr(each, "id", None) == token), None)
    return getattr(place, token, None)


def _name_of(element: Any, token: str) -> str:
    known = forms(type(element)) if isinstance(element, BaseModel) else {}
    names = ("title", "name", "term", "trigger", "label", "text", "action", "who")
    field = next((name for name in names if isinstance(getattr(element, name, None), str)), "")
    found = getattr(element, field) if field else ""
    found = found if known.get(field) is Form.LABEL else words(found)
    name = found or token.replace("-", " ").replace("_", " ")
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


LONGEST_NAME = 60
"""Letters of a text that stands for an element without a title."""
