"""Forms from the model: for each field of a kind of file, its name in words, its help, and the control that fits it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from generator.content.node_paths import by_id
from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.model.base import NATIONS, DocumentId, Element, Form, Id, MinutesRange, OnlyFor, Reference
from generator.model.session import METHODS


class Control(Enum):
    """What a field is filled in with."""

    WORDS = "words"
    """One line, shown exactly as written."""
    PROSE = "prose"
    """One paragraph."""
    MARKED = "marked"
    """Paragraphs with lists, tables and links."""
    NUMBER = "number"
    LENGTH = "length"
    """Minutes, or the least, the expected and the most."""
    DAY = "day"
    CLOCK = "clock"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    """Any of some words."""
    NAME = "name"
    """The id of an element."""
    DOCUMENT = "document"
    """A link to a document, or an item in one, by its title."""
    LIST = "list"
    TABLE = "table"
    """A group of fields."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a form. `inside` are the fields of a table, `each` what an entry of a list is filled in with."""

    key: str
    control: Control
    label: str = ""
    help: str = ""
    required: bool = False
    for_trainers: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    usual: Any = None
    least: int | None = None
    most: int | None = None
    longest: int | None = None
    inside: tuple["Field", ...] = ()
    each: "Field | None" = None
    is_text: bool = True
    """Whether a list of it is one of texts, and not of names that stand beside each other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Type:
    """A type without what wraps it: its class or union, and what was said beside it."""

    type: Any
    beside: tuple[Any, ...] = ()


KIND = "kind"
ASIDE = ("aliases", "lock", "lock_reason", "lang", "pathways", "nations", "audiences", "sources", "competencies")
"""Fields that few people need: they stand folded, below the others."""

_PATTERNS = {
    Control.NAME: get_args(Id)[1].pattern,
    Control.DOCUMENT: get_args(DocumentId)[1].pattern,
}
_REFERENCE = get_args(Reference)[1].pattern
_NAMES: Mapping[str, str] = {
    "who": "Who",
    "within": "By when",
    "record": "Where it is written down",
    "if_not": "If it cannot be done",
    "led_by": "Who leads",
    "participant": "What participants read and do",
    "facilitator": "What the trainer does",
    "id": "Name in its address",
    "lang": "Language",
    "lock": "How far trusts may change it",
    "lock_reason": "Why it is locked",
    "nations": "Nations it is true in",
    "pathways": "Pathways it is for",
    "audiences": "Who may read it",
    "cut": "To be cut up",
    "coordinator": "Job title of the coordinator",
    "start": "When training days start",
    "people": "People on a course",
    "logo_words": "Words in the logo",
    "report_to": "Where readers report a problem",
    "content_minutes": "Minutes of training that the day has to have",
    "stage": "Heading above this step",
    "drop": "Turn in being left out",
    "opt_out": "How to step out",
    "bring": "What people bring",
    "sign_offs": "Sign-offs",
    "large": "To be seen from afar",
}
"""Names of fields that say more than their keys do."""

FORMER = "Names in addresses that it had before; links to them still work. To give it a new one, use"
_HELPS: Mapping[str, str] = {
    "How long it takes, in minutes: 50, or {least: 45, expect: 50, most: 60}.": "How long it takes most often; "
    "this counts in sums. For a group that is quicker or slower, also say the least and the most.",
    "How long it takes; counted in the session's minutes. A range is possible.": "How long it takes; it counts in the "
    "session's minutes.",
    "The session's id.": "A session of this edition: a national one, or one that you wrote.",
    "Ids from the session's materials used here.": "What of the session's materials is used here.",
    'By when: "Within 24 hours".': "For example: Within 24 hours.",
    "The pathways this is for; both when left out.": "Take a tick away where it is not for both.",
    "The nations this is true in; all four when left out.": "Take a tick away where it is not true.",
    "The settings support starts from.": "Where support starts.",
    "Decides helplines.": "It decides which helplines and laws people see.",
    "Ids it had before; amendments and links to them still work.": f"{FORMER} ./handbook rename, which keeps it here.",
    "Ids it had before; links and amendments to them still work.": f"{FORMER} ./handbook rename, which keeps it here.",
    "A heading, where a new stage starts.": "Only on the first step of a new stage. Empty on all others.",
}
"""Helps of fields that speak of how a file is written, in words for a form."""

_CHOICE_WORDS: Mapping[str, str] = {
    **METHODS,
    **dict(NATIONS.items()),
    "peer": "Peers",
    "trainer": "Trainers",
    "experienced-peer": "Peer trainer",
    "clinician": "Clinical trainer",
}


KINDS: Mapping[str, tuple[str, str]] = {
    "session": ("A session", "A national one, or one that you wrote yourself."),
    "break": ("A break", "Only a title and its minutes."),
    "local": ("Something else", "Without a page of its own, such as a welcome by your director."),
}
"""What may stand in a day, in words: what it is called, and what is meant."""


def named(key: str) -> str:
    """Return the name of a field in words."""
    return _NAMES.get(key) or key.replace("_", " ").capitalize()


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields of a table of a model, in its order."""
    return tuple(_field(info.alias or name, info) for name, info in model.model_fields.items() if name != KIND)


def order_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that can stand in a table of a model, in order."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _walked(model: type[BaseModel], node: Node, tokens: Sequence[str]) -> tuple[Any, Node | None]:
    """Return the type of what stands at an address of a document, and what stands there, or nothing."""
    here: Any = model
    place: Node | None = node
    for token in tokens:
        if isinstance(place, Listing):
            place = by_id(place, token)
            here = _entry_type(here)
        else:
            here = _key_type(_chosen(here, place), token)
            place = place.get(token) if isinstance(place, Table) else None
    return here, place


def model_at(model: type[BaseModel], node: Node, tokens: Sequence[str]) -> type[BaseModel] | None:
    """Return the model of the table at an address of a document, or nothing where no table stands there."""
    return _chosen(*_walked(model, node, tokens))


def kinds_at(model: type[BaseModel], node: Node, tokens: Sequence[str]) -> tuple[tuple[str, type[BaseModel]], ...]:
    """Return what the list at an address can hold: the word for each, "" where there is but one, and its model."""
    listed = _entry_type(_walked(model, node, tokens)[0])
    models = [each for each in _models(listed) if issubclass(each, Element)] if listed is not None else []
    return tuple((_word(each), each) for each in models)


def _entry_type(here: Any) -> Any:
    bare = _bare(here)
    args = get_args(bare.type) if get_origin(bare.type) is tuple else ()
    return args[0] if args else None


def _key_type(model: type[BaseModel] | None, key: str) -> Any:
    for name, info in (model.model_fields if model else {}).items():
        if key in (name, info.alias):
            return info.annotation
    return None


def _chosen(here: Any, place: Node | None) -> type[BaseModel] | None:
    """Return the model of a table, among those that can stand there, by its kind."""
    models = _models(here) if here is not None else []
    kind = place.get(KIND) if isinstance(place, Table) else None
    word = kind.text if isinstance(kind, Scalar) else ""
    return next((each for each in models if _word(each) in ("", word)), models[0] if models else None)


def _word(model: type[BaseModel]) -> str:
    info = model.model_fields.get(KIND)
    words = get_args(info.annotation) if info else ()
    return str(words[0]) if len(words) == 1 else ""


def _models(here: Any) -> list[type[BaseModel]]:
    bare = _bare(here).type
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return [bare]
    return [each for one in get_args(bare) for each in _models(one)] if _is_union(bare) else []


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _bare(annotation: Any, beside: tuple[Any, ...] = ()) -> _Type:
    """Take from a type what wraps it: names, what is said beside it, and that it may be left out."""
    if isinstance(annotation, TypeAliasType):
        return _bare(annotation.__value__, beside)
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _bare(inner, (*beside, *more))
    if _is_union(annotation):
        left = [each for each in get_args(annotation) if each is not type(None)]
        if len(left) == 1:
            return _bare(left[0], beside)
    return _Type(type=annotation, beside=beside)


def _field(key: str, info: FieldInfo) -> Field:
    bare = _bare(info.annotation, tuple(info.metadata))
    usual = None if info.is_required() or info.default_factory else info.default
    trainers = any(isinstance(each, OnlyFor) for each in bare.beside)
    return _of_type(
        key,
        bare,
        label=named(key),
        help=_help(key, info.description or ""),
        required=info.is_required(),
        usual=_plain(usual),
        for_trainers=trainers,
    )


def _help(key: str, described: str) -> str:
    """Return the help of a field: what describes it, where that says more than its name."""
    said = _HELPS.get(described, described)
    return "" if said.rstrip(".") == named(key) else said


def _of_type(key: str, bare: _Type, **said: Any) -> Field:
    kind, models = bare.type, _models(bare.type)
    limits: dict[str, Any] = {"least": _limit(bare.beside, "ge"), "most": _limit(bare.beside, "le")}
    if get_origin(kind) is tuple:
        return _list(key, bare, **said)
    if MinutesRange in models and len(models) < len(get_args(kind)):
        found: dict[str, Any] = {"control": Control.LENGTH, **limits}
    elif models:
        found = {"control": Control.TABLE, "inside": fields_of(models[0])}
    elif words := _words(bare):
        found = {"control": Control.CHOICE, "choices": words, "is_text": False}
    elif any(isinstance(each, BeforeValidator) and each.json_schema_input_type is str for each in bare.beside):
        found = {"control": Control.CLOCK}
    elif kind in _SIMPLE:
        found = {"control": _SIMPLE[kind], "is_text": False, **limits}
    else:
        found = _text_control(bare)
    return Field(key=key, **{**found, **said})


_SIMPLE: Mapping[Any, Control] = {bool: Control.YES, int: Control.NUMBER, date: Control.DAY}
"""Controls of what is no text."""


def _list(key: str, bare: _Type, **said: Any) -> Field:
    inner = _bare(get_args(bare.type)[0])
    if (words := _words(inner)) and len(words) <= 8:  # noqa: PLR2004 - more than that are chosen one by one
        return Field(key=key, control=Control.CHOICES, choices=words, is_text=False, **said)
    each = _of_type("", inner)
    at_least = 1 if _limit(bare.beside, "min_length") else 0
    return Field(key=key, control=Control.LIST, each=each, least=at_least, is_text=each.is_text, **said)


def _text_control(bare: _Type) -> dict[str, Any]:
    form = next((each for each in bare.beside if isinstance(each, Form)), None)
    rules = [each for each in bare.beside if isinstance(each, StringConstraints)]
    pattern = next((str(each.pattern) for each in rules if each.pattern), "")
    if form is Form.TEXT:
        return {"control": Control.MARKED}
    if form is Form.LINE:
        return {"control": Control.PROSE}
    if pattern in (_PATTERNS[Control.DOCUMENT], _REFERENCE):
        return {"control": Control.DOCUMENT, "is_text": False}
    if pattern == _PATTERNS[Control.NAME]:
        return {"control": Control.NAME, "is_text": False}
    return {"control": Control.WORDS, "is_text": form is not None}


def _words(bare: _Type) -> tuple[tuple[str, str], ...]:
    """Return the words of a choice, each with how it is shown."""
    if get_origin(bare.type) is Literal:
        return tuple((str(each), _shown(str(each))) for each in get_args(bare.type))
    if isinstance(bare.type, type) and issubclass(bare.type, Enum):
        return tuple((str(each.value), _shown(str(each.value))) for each in bare.type)
    return ()


def _shown(word: str) -> str:
    return _CHOICE_WORDS.get(word) or word.replace("-", " ").capitalize()


def _limit(beside: Sequence[Any], name: str) -> int | None:
    """Return a limit that is said beside a type."""
    for each in _unpacked(beside):
        found = getattr(each, name, None)
        if isinstance(found, int):
            return found
    return None


def _unpacked(beside: Sequence[Any]) -> Iterator[Any]:
    for each in beside:
        yield each
        yield from getattr(each, "metadata", ()) if isinstance(each, FieldInfo) else ()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    return value


def is_part(given: Field) -> bool:
    """Say whether a field is a list of elements, each of which has a form of its own."""
    each = given.each
    return given.control is Control.LIST and each is not None and any(one.key == "id" for one in each.inside)
