"""Nodes into models; where they do not fit, problems in English at the right places."""

import re
from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError

from generator.model.base import Content
from generator.model.kinds import AMENDMENT, Kind
from generator.problems import Problem, did_you_mean, error
from generator.source import Node, Scalar, child, key_mark, mark_at, plain


def validate(node: Node, kind: Kind) -> tuple[Content | None, tuple[Problem, ...]]:
    """Turn a node into its model, or say in English, at the right places, why it is none."""
    try:
        return kind.model.model_validate(plain(node)), ()
    except ValidationError as exc:
        found = exc.errors(include_url=False)
        places = [details["loc"] for details in found]
        return None, tuple(_problem(node, kind, each) for each in found if not _follows(each, places))


@cache
def key_names(kind: Kind) -> frozenset[str]:
    """Give every key that may stand anywhere in a file of this kind."""
    schema = kind.model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))


def keys_at(kind: Kind, loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """Give the keys that may stand in the table at a place in a file of this kind, in the order of the model."""
    _, here = _without_tags(kind, loc)
    models = [each for each in _choices(here) if isinstance(each, type) and issubclass(each, BaseModel)]
    return tuple(field.alias or name for model in models for name, field in model.model_fields.items())


def _follows(details: Any, places: list[tuple[str | int, ...]]) -> bool:
    """Say whether a list is called too short only because of mistakes in its entries, which are reported themselves."""
    loc = details["loc"]
    return details["type"] == "too_short" and any(len(each) > len(loc) and each[: len(loc)] == loc for each in places)


def _inside(annotation: Any, step: str | int) -> Any:
    """Follow one step of a pydantic error's place through a type; nothing where the step is only a choice's name."""
    for choice in _choices(annotation):
        if isinstance(step, int):
            if get_origin(choice) is tuple:
                return get_args(choice)[0]
        elif isinstance(choice, type) and issubclass(choice, BaseModel):
            named = {field.alias or name: field.annotation for name, field in choice.model_fields.items()}
            if step in named:
                return named[step]
    return annotation


def _without_tags(kind: Kind, loc: tuple[str | int, ...]) -> tuple[tuple[str | int, ...], Any]:
    """Give a place without the names pydantic puts in for the choice it made in a union, and the type found there."""
    kept: list[str | int] = []
    here: Any = kind.model
    for step in loc:
        if len(_union(here)) > 1 and (choice := _tagged(here, step)) is not None:
            here = choice
        else:
            kept.append(step)
            here = _inside(here, step)
    return tuple(kept), here


def _tagged(annotation: Any, tag: str | int) -> Any:
    """Give the choice of a union that a tag names, by its Tag or by the word its `kind` must be, or nothing."""
    for choice in _union(annotation):
        tags = [each.tag for each in get_args(choice)[1:] if isinstance(each, Tag)] if _is_annotated(choice) else []
        model = next(iter(_choices(choice)), None)
        kind = model.model_fields.get("kind") if isinstance(model, type) and issubclass(model, BaseModel) else None
        words = get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else ()
        if tag in (*tags, *words):
            return choice
    return None


def _union(annotation: Any) -> tuple[Any, ...]:
    if _is_annotated(annotation):
        return _union(get_args(annotation)[0])
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _choices(annotation: Any) -> tuple[Any, ...]:
    """Give the plain types an annotation may be, without what is wrapped round them."""
    return tuple(
        plain_type
        for choice in _union(annotation)
        for plain_type in (_choices(get_args(choice)[0]) if _is_annotated(choice) else (choice,))
    )


def _is_annotated(annotation: Any) -> bool:
    return get_origin(annotation) is Annotated


_ENGLISH = {
    "string_type": "this must be text",
    "int_parsing": "this must be a whole number",
    "int_type": "this must be a whole number",
    "bool_parsing": "this must be true or false",
    "bool_type": "this must be true or false",
    "date_type": "this must be a date such as 2027-11-01",
    "date_from_datetime_parsing": "this must be a date such as 2027-11-01",
    "date_parsing": "this must be a date such as 2027-11-01",
    "tuple_type": "this must be a list",
    "model_type": "this must be a set of keys and values",
    "dict_type": "this must be a set of keys and values",
    "model_attributes_type": "this must be a set of keys and values",
    "string_too_short": "this is empty",
}
"""What pydantic finds wrong, by its own name for it, in words an author knows."""

_HINTS = {
    "tuple_type": 'write [one, two], or put "- " before each entry on a line of its own',
    "string_type": "put it in quotes, or write it with | below the key",
}
"""What to do about some of these."""

_FORMS = {
    r"^[^<]*$": "write it without the sign <",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "an id is made of small letters, digits and hyphens: arrange-visit",
    r"^[a-z-]+(/[a-z0-9-]+)*$": "a document is named by its folder and file: sessions/active-listening",
    r"^[a-z-]+(/[a-z0-9-]+)+(\.[a-z0-9-]+)?$": "write folder/file or folder/file.item: resources/sheets.day-1",
    r"^[a-z-]+(/[a-z0-9-]+)*(\.[a-z0-9-]+)?$": "write folder/file, or folder/file.id: procedures/endings.last-meeting",
    r"^[1-5]\.[0-9]{1,2}$": 'a component is written domain.row, in quotes: "2.6"',
    r"""^https://[^\s<>"'`\[\]{}|\\^]+$""": "a web address begins with https:// and holds no spaces or quotes",
    r"^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_.-]*)?$": "an address is key, id, key, with dots: steps.arrange-visit.within",
    r"^#[0-9a-fA-F]{6}$": 'a colour is # and six hex digits, in quotes: "#17525a"',
    r"^[0-9]{4}\.(0[1-9]|1[0-2])$": 'an edition is year and month, in quotes: "2026.11"',
    r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$": "an email address: peers@example.org",
    r"^[a-z][a-z0-9_]*$": "a name of a local value: small letters, digits and underscores",
    r"^[0-9a-f]{12}$": "a base is 12 hex digits, as ./handbook shows them",
}
"""The patterns of the model in words."""


def _problem(node: Node, kind: Kind, details: Any) -> Problem:
    """Turn one pydantic error into a problem in English, at its place."""
    full, error_type, context = details["loc"], details["type"], details.get("ctx", {})
    loc, _ = _without_tags(kind, full)
    mark = mark_at(node, loc)
    if error_type == "extra_forbidden":
        word = str(loc[-1])
        sentence = f'"{word}" is not a key that can stand here'
        known = [each for each in keys_at(kind, full[:-1]) if each != word]
        hint = did_you_mean(word, known) or f"here can stand: {', '.join(known)}"
        return error(key_mark(node, loc), "unknown-key", sentence, hint)
    if error_type == "missing":
        return error(mark, "missing-key", f'"{loc[-1]}" is missing here', f'add a line "{loc[-1]}: …"')
    if error_type == "union_tag_not_found":
        sentence = (
            '"kind" is missing here'
            if kind is not AMENDMENT
            else "this change says neither replace, add, remove nor note"
        )
        return error(mark, "missing-key", sentence, "say what kind of thing it is")
    if error_type == "union_tag_invalid":
        loc = (*loc, "kind")
    return error(mark_at(node, loc), "wrong-type", *_wrong(child(node, loc), error_type, context, details["msg"]))


def _wrong(found: Node, error_type: str, context: Mapping[str, Any], said: str) -> tuple[str, str]:
    """Give the sentence and the hint for a value of the wrong type."""
    written = found.text if isinstance(found, Scalar) else ""
    sentence, hint = _ENGLISH.get(error_type, said), _HINTS.get(error_type, "")
    if error_type in ("literal_error", "enum", "union_tag_invalid"):
        words = re.findall(r"'([^']+)'", context.get("expected") or context.get("expected_tags", ""))
        sentence, hint = f"this must be one of: {', '.join(words)}", did_you_mean(written, words)
    elif error_type == "string_pattern_mismatch":
        sentence = "this is not written in the form it must have"
        hint = _FORMS.get(context["pattern"], f"it must match {context['pattern']}")
    elif error_type == "too_short" and isinstance(found, Scalar):
        sentence, hint = "nothing is written here", "write text"
    elif error_type in ("too_short", "too_long"):
        bound = "at least" if error_type == "too_short" else "at most"
        count = context.get("min_length", context.get("max_length"))
        sentence = f"this list must have {bound} {count} {'entry' if count == 1 else 'entries'}"
    elif error_type in ("greater_than_equal", "less_than_equal", "string_too_long"):
        sentence = said.replace("Input should", "this must").replace("String should", "this must")
    elif error_type == "value_error":
        sentence = str(context["error"])
    elif isinstance(found, Scalar) and plain(found) is None:
        sentence, hint = "nothing is written here", sentence.replace("this must be", "write")
    return sentence, hint
