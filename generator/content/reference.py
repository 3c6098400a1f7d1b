"""A reference of every kind of file, from the model: each field with its meaning, an example, readers and lock."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from inspect import get_annotations
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from generator.model import base, trust
from generator.model.base import Content, Form, Language, OnlyFor
from generator.model.kinds import (
    AMENDMENT,
    EDITION,
    EVERY_KIND,
    FOLDER_KINDS,
    FRAMEWORK_KINDS,
    RECORDS,
    TRUST,
    Kind,
)
from generator.model.programme import ClockTime
from generator.text.language import N_

EVERYONE, TRAINERS = N_("everyone"), N_("trainers")
"""Who may read what a field says, where they may read the file at all."""

NEVER, ALWAYS, UNLESS, LOCKED, OWN, NATIONAL = (
    N_("never changes"),
    N_("always free"),
    N_("free, unless locked"),
    N_("locked, unless freed"),
    N_("the trust's own"),
    N_("national only"),
)
"""How far a trust may change what a field says."""

FORMS = {Form.LABEL: N_("a few words"), Form.LINE: N_("one paragraph"), Form.TEXT: N_("paragraphs, lists, tables")}
"""What stands in the place of an example, where a text is in an author's own words."""

NOT_A_FILE = (Content, BaseModel, object)

_QUOTED = re.compile(r'"(?P<example>[^"]+)"')
_AT_END = re.compile(r":\s(?P<example>[^:]+?)\.?$")
_LOCAL = (TRUST, AMENDMENT, *RECORDS)
_SAMPLES = {
    base.Id: "arrange-visit",
    base.ValueName: "crisis_line",
    base.DocumentId: "sessions/active-listening",
    base.Reference: "resources/day-1-handouts.value-cards",
    base.Place: "help-now",
    base.Retired: "procedures/endings#steps.last-meeting",
    base.EditionName: '"2026.11"',
    base.WebAddress: "https://www.example.org/page",
    base.Email: "peer.team@example.org",
    base.ComponentNumber: '"2.6"',
    trust.Colour: '"#1d5c63"',
    trust.Address: "steps.arrange-visit.within",
    trust.Fingerprint: "9c1f27ab04de",
    trust.ContactName: "signposting.samaritans",
    ClockTime: '"09:30"',
}
"""An example for each form of text, by what it has to look like."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One field.

    `part` is the anchor of what stands in it, where that has fields of its own; else `examples` are what can stand
    there, or `form` says in words how an author's own text does.
    """

    name: str
    meaning: str
    examples: tuple[str, ...]
    form: str
    part: str
    is_list: bool
    is_needed: bool
    readers: str
    lock: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What has fields: a kind of file, or what stands in one. `also` are the parts whose fields it has too."""

    anchor: str
    title: str
    meaning: str
    place: str
    rows: tuple[Row, ...]
    also: tuple[str, ...]


@cache
def reference() -> tuple[Part, ...]:
    """Return every kind of file, each with the parts that stand in no other, and then the parts that several share."""
    owners: dict[type[Content], list[Kind]] = {}
    for kind in EVERY_KIND:
        for model in _within(kind.model):
            owners.setdefault(model, []).append(kind)
    files = {kind.model for kind in EVERY_KIND}
    parts = [part for kind in EVERY_KIND for part in _of_kind(kind, owners)]
    shared = [model for model, kinds in owners.items() if model not in files and (len(kinds) > 1)]
    return (*parts, *(_part(model, None) for model in shared))


def sentences() -> Iterator[str]:
    """Return every sentence of the reference as catalogues have it, for translators."""
    for part in reference():
        yield from map(as_sentence, (part.title, part.meaning, *(row.meaning for row in part.rows)))


def as_sentence(text: str) -> str:
    """Return a text as a sentence of the catalogue, where a curly bracket that is no place for a value is doubled."""
    return text.replace("{", "{{").replace("}", "}}")


def as_markdown() -> str:
    """Return the reference as a page of the project's documents."""
    lines = ["# Every kind of file", "", _HEAD, ""]
    titles = {part.anchor: part.title for part in reference()}
    for part in reference():
        lines += [f"{'##' if part.place else '###'} {part.title}", ""]
        lines += [f"`{part.place}`", ""] if part.place else []
        lines += [part.meaning, ""]
        lines += [f"Also has the fields of {_linked(part.also, titles)}.", ""] if part.also else []
        if part.rows:
            lines += ["| field | meaning | example | who reads it | lock |", "|---|---|---|---|---|"]
            lines += [_line(row, titles) for row in part.rows]
            lines.append("")
    return "\n".join(lines)


_PLAIN: Mapping[Any, str] = {bool: "true", date: "2027-11-01", Language: "ur"}
_HEAD = """\
Made from the model by `./handbook schema`: change `generator/model/`, not this page. The trainers' website has the same
page.

A field with * must be given. "Trainers" means that peers' editions do not have it at all. How far a trust may change
a text is its lock: `locked`, `extend`, `tighten` or `free`. It is set on a document or an element, and holds for all
that is inside. A trust's `values.yml` is not listed: it has one line for each local value, and
`content/national/local-values.yml` says what each is."""


def _line(row: Row, titles: dict[str, str]) -> str:
    name = f"`{row.name}`{'*' if row.is_needed else ''}"
    shown = _linked((row.part,), titles) if row.part else row.form or ", ".join(f"`{each}`" for each in row.examples)
    shown = f"a list: {shown}" if row.is_list else shown
    cells = (name, row.meaning, shown, row.readers, row.lock)
    return f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |"


def _linked(anchors: Iterable[str], titles: dict[str, str]) -> str:
    return ", ".join(f"[{titles[each]}](#{titles[each].lower().replace(' ', '-')})" for each in anchors)


def _of_kind(kind: Kind, owners: dict[type[Content], list[Kind]]) -> Iterator[Part]:
    yield _part(kind.model, kind)
    for model, kinds in owners.items():
        if kinds == [kind] and model is not kind.model:
            yield _part(model, kind)


def _part(model: type[Content], kind: Kind | None) -> Part:
    is_file = kind is not None and model is kind.model
    return Part(
        anchor=_anchor(model),
        title=kind.title if kind and is_file else _in_words(model),
        meaning=" ".join((model.__doc__ or "").split("\n\n")[0].split()),
        place=_place(kind) if kind and is_file else "",
        rows=tuple(_row(model, name, kind) for name in _own(model)),
        also=tuple(_anchor(each) for each in model.__mro__[1:] if each not in NOT_A_FILE and _own(each)),
    )


def _row(model: type[Content], name: str, kind: Kind | None) -> Row:
    field = model.model_fields[name]
    inside = _inside(field)
    examples = () if inside else _examples(field)
    return Row(
        name=field.alias or name,
        meaning=field.description or _in_words(inside[0] if inside else model) + ".",
        examples=examples,
        form="" if inside or examples else _form(field),
        part=_anchor(inside[0]) if inside else "",
        is_list=_is_list(field.annotation),
        is_needed=field.is_required(),
        readers=TRAINERS if model in _for_trainers() or _is_for_trainers(field) else EVERYONE,
        lock=_lock(name, kind),
    )


def _lock(name: str, kind: Kind | None) -> str:
    if name == "id":
        return NEVER
    if kind in _LOCAL:
        return OWN
    if kind == EDITION:
        return NATIONAL
    if name == "front_sheet":
        return ALWAYS
    own = kind.model.model_fields.get("lock") if kind else None
    return LOCKED if own and own.default is base.Lock.LOCKED else UNLESS


def _place(kind: Kind) -> str:
    if kind in FOLDER_KINDS:
        return f"content/national/{kind.folder}/NAME.yml"
    if kind in FRAMEWORK_KINDS or kind == EDITION:
        return f"content/national/{kind.name}.yml"
    if kind == AMENDMENT:
        return "content/trusts/CODE/amend/FOLDER/NAME.yml"
    return f"content/trusts/CODE/{kind.name}.yml"


def _within(model: type[Content]) -> Iterator[type[Content]]:
    """Return a model, what it is a case of, and every model that can stand in it, each once, in order."""
    found: list[type[Content]] = []
    waiting: list[Any] = [model]
    while waiting:
        here = waiting.pop(0)
        if here in found:
            continue
        found.append(here)
        waiting += [each for each in here.__mro__[1:] if each not in NOT_A_FILE and _own(each)]
        waiting += [leaf for name in _own(here) for leaf in _inside(here.model_fields[name])]
    return iter(found)


@cache
def _for_trainers() -> frozenset[type[Content]]:
    """Return what stands in fields that only trainers have, and nowhere else."""
    models = {model for kind in EVERY_KIND for model in _within(kind.model)}
    fields = [model.model_fields[name] for model in models for name in _own(model)]
    only = {leaf for field in fields if _is_for_trainers(field) for leaf in _inside(field)}
    return frozenset(only - {leaf for field in fields if not _is_for_trainers(field) for leaf in _inside(field)})


def _is_for_trainers(field: FieldInfo) -> bool:
    return any(isinstance(each, OnlyFor) for each in field.metadata)


def _inside(field: FieldInfo) -> list[type[Content]]:
    """Return what has fields of its own and can stand in a field."""
    return [leaf for leaf, _ in _leaves(field.annotation, field.metadata) if _has_fields(leaf)]


def _own(model: type[Any]) -> tuple[str, ...]:
    """Return the fields that a model declares itself."""
    return tuple(name for name in get_annotations(model) if name in getattr(model, "model_fields", {}))


def _has_fields(leaf: Any) -> bool:
    return isinstance(leaf, type) and issubclass(leaf, Content)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(get_origin(each) is tuple for each in get_args(annotation))


def _leaves(annotation: Any, beside: Sequence[Any] = ()) -> Iterator[tuple[Any, Sequence[Any]]]:
    """Return the types that can stand in a field, each with what is said beside it."""
    if isinstance(annotation, TypeAliasType) and annotation is not Language:
        annotation = annotation.__value__
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        yield from _leaves(inner, [*said, *beside])
    elif get_args(annotation) and get_origin(annotation) is not Literal:
        for each in get_args(annotation):
            if each not in (NoneType, Ellipsis):
                yield from _leaves(each, beside)
    else:
        yield annotation, beside


def _examples(field: FieldInfo) -> tuple[str, ...]:
    """Return what can stand in a field: every word that can, or an example; nothing for an author's own text."""
    leaf, beside = next(_leaves(field.annotation, field.metadata))
    if get_origin(leaf) is Literal:
        return get_args(leaf)
    if isinstance(leaf, type) and issubclass(leaf, Enum):
        return tuple(each.value for each in leaf)
    if leaf is int:
        least = (getattr(each, "ge", None) for each in beside)
        return (str(max(2, *(each for each in least if isinstance(each, int)), 0)),)
    pattern = next((each.pattern for each in beside if isinstance(each, StringConstraints) and each.pattern), None)
    found = _of_pattern(pattern) or _PLAIN.get(leaf) or _said_example(field.description or "")
    return (found,) if found else ()


def _form(field: FieldInfo) -> str:
    _, beside = next(_leaves(field.annotation, field.metadata))
    return FORMS[next((each for each in beside if isinstance(each, Form)), Form.TEXT)]


def _of_pattern(pattern: object) -> str:
    for kind, sample in _SAMPLES.items():
        if any(isinstance(each, StringConstraints) and each.pattern == pattern for each in get_args(kind)):
            return sample
    return ""


def _said_example(description: str) -> str:
    """Return the example that a description gives: what it quotes, or what stands after its last colon."""
    found = _QUOTED.search(description) or _AT_END.search(description)
    return found["example"] if found and len(found["example"].split()) <= LONGEST_EXAMPLE else ""


LONGEST_EXAMPLE = 8
"""Words of what counts as an example."""


def _anchor(model: type[Any]) -> str:
    return f"of-{_in_words(model).lower().replace(' ', '-')}"


def _in_words(model: type[Any]) -> str:
    """Return the name of a model in words: NeededReader is "Needed reader"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__.strip("_")).capitalize()
