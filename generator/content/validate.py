"""Nodes into models; where they do not fit, problems in English at the right places."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError

from generator.content.value_hints import clock_hint, date_hint, mended, number_hint, right_key, straight, truth_hint
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, child, key_mark, mark_at, plain, tables
from generator.model.base import Content
from generator.model.kinds import AMENDMENT, FOLDER_KINDS, Kind
from generator.model.trust import OPERATIONS
from generator.problems import MOST_OF_A_FILE, Problem, did_you_mean, error, few
from generator.text.language_codes import Spoken


def validate(node: Node, kind: Kind) -> tuple[Content | None, tuple[Problem, ...]]:
    """Turn a node into its model, or say in English, at the right places, why it is none."""
    try:
        model = kind.model.model_validate(plain(node))
    except ValidationError as exc:
        faults = _without_consequences(exc.errors(include_url=False, include_input=False), kind)
        return None, few([_problem(node, kind, each) for each in faults[:MOST_OF_A_FILE]], len(faults))
    spoken: Content = in_own_language(model) if any(table.get("lang") for table in tables(node)) else model
    return spoken, ()


_NO_WORDS = frozenset({"id", "lang", "kind", "aliases", "front_sheet", "sources", "lock_reason"})
"""Fields that hold no words of a text: names for the program, and what is said about it in English."""


def in_own_language(value: Any, lang: str = "") -> Any:
    """Return a value in which each text knows its language: that of the nearest part around it that says one."""
    if isinstance(value, str):
        return Spoken(value, lang) if lang else value
    if isinstance(value, tuple):
        return tuple(in_own_language(each, lang) for each in value)
    if not isinstance(value, BaseModel):
        return value
    own = getattr(value, "lang", None) or lang
    own = "" if own == "en" else own
    update = {name: in_own_language(inside, own) for name, inside in value if name not in _NO_WORDS}
    return value.model_copy(update=update)


def sound_part(node: Node, kind: Kind) -> tuple[Node, Content | None]:
    """Return a file without the entries of its lists that are wrong, and its model; no model where more is wrong."""
    for _ in range(ROUNDS):
        try:
            return node, kind.model.model_validate(plain(node))
        except ValidationError as exc:
            ways = {_without_tags(kind, each["loc"])[0] for each in exc.errors(include_url=False, include_input=False)}
        entries = {_entry_of(way) for way in ways}
        if () in entries:
            break
        node = _without(node, entries)
    return node, None


ROUNDS = 4
"""How often entries are taken out: a list left empty makes the entry around it wrong, and lists stand three deep."""


def _entry_of(way: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the way to the innermost entry of a list that something stands in, or nothing."""
    last = max((position for position, step in enumerate(way) if isinstance(step, int)), default=-1)
    return way[: last + 1]


def _without(node: Node, ways: Collection[tuple[str | int, ...]]) -> Node:
    """Return a node without the entries that some ways lead to."""
    here = {way[0]: [each[1:] for each in ways if each[0] == way[0]] for way in ways}
    match node:
        case Listing():
            kept = [
                _without(each, here[position]) if position in here else each
                for position, each in enumerate(node.children)
                if () not in here.get(position, [])
            ]
            return replace(node, children=tuple(kept))
        case Table():
            entries = [
                (key, _without(value, here[key.text]) if key.text in here else value) for key, value in node.entries
            ]
            return replace(node, entries=tuple(entries))
        case _:
            return node


@cache
def key_names(kind: Kind) -> frozenset[str]:
    """Return every key that may stand anywhere in a file of this kind."""
    schema = kind.model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))


def keys_at(kind: Kind, loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that may stand in the table at a place in a file of this kind, in the order of the model."""
    _, here = _without_tags(kind, loc)
    models = [each for each in _choices(here) if isinstance(each, type) and issubclass(each, BaseModel)]
    return tuple(field.alias or name for model in models for name, field in model.model_fields.items())


def _without_consequences(found: Sequence[Any], kind: Kind) -> list[Any]:
    """Return the faults but for those that only follow from another: one slip is one message.

    A list is too short because its entries are wrong; a key is missing because it stands there misspelt, or because its
    line stands at the wrong column; a value fits none of the forms it could have.
    """
    parents = {each["loc"][:length] for each in found for length in range(len(each["loc"]))}
    extra = [each["loc"] for each in found if each["type"] == "extra_forbidden"][:MOST_OF_A_FILE]
    words = {right_key(str(loc[-1]), (str(loc[-1]),)) for loc in extra}
    meant = {(*loc[:-1], right_key(str(loc[-1]), keys_at(kind, loc[:-1]))) for loc in extra}
    lone = {loc[:-1]: str(loc[-1]) for loc in _only_ones(found, "missing")}
    guesses = {loc: lone[loc[:-1]] for loc in _only_ones(found, "extra_forbidden") if loc[:-1] in lone}
    meant |= {(*loc[:-1], guess) for loc, guess in guesses.items()}
    kept = []
    told: set[Any] = set()
    for each in found:
        loc, fault = each["loc"], each["type"]
        is_missing = fault == "missing" and (loc in meant or loc[-1] in words)
        place = (loc if fault == "extra_forbidden" else _without_tags(kind, loc)[0], fault)
        if is_missing or (fault == "too_short" and loc in parents) or place in told:
            continue
        told.add(place)
        kept.append({**each, "guess": guesses.get(loc, "")})
    return kept


def _only_ones(found: Sequence[Any], fault: str) -> list[tuple[str | int, ...]]:
    """Return the places of faults that are the only ones of their kind in their table."""
    tables = Counter(each["loc"][:-1] for each in found if each["type"] == fault)
    return [each["loc"] for each in found if each["type"] == fault and tables[each["loc"][:-1]] == 1]


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
    """Return a place without the names pydantic puts in for the choice it made in a union, and the type found there."""
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
    """Return the choice of a union that a tag names, by its Tag or by the word its `kind` must be, or nothing."""
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
    """Return the plain types an annotation may be, without what is wrapped round them."""
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
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "an id is made of small letters, digits and hyphens: arrange-visit",
    r"^[a-z-]+(/[a-z0-9-]+)*$": "a document is named by its folder and file: sessions/active-listening",
    r"^[a-z-]+(/[a-z0-9-]+)+(\.[a-z0-9-]+)?$": "write folder/file or folder/file.item: resources/sheets.day-1",
    r"^[a-z-]+(/[a-z0-9-]+)*\.[a-z0-9-]+$": "write the document, a dot and the contact: signposting.samaritans",
    r"^[a-z-]+(/[a-z0-9-]+)*(\.[a-z0-9-]+)?$": "write folder/file, or folder/file.id: procedures/endings.last-meeting",
    r"^[a-z-]+(/[a-z0-9-]+)*(#[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*)?$": (
        "a document, or a place in one after #: procedures/endings#steps.last-meeting"
    ),
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
        return error(key_mark(node, loc), "unknown-key", *_unknown_key(str(loc[-1]), kind, full, details["guess"]))
    if error_type in ("missing", "union_tag_not_found"):
        return error(mark, "missing-key", *_missing(str(loc[-1]), error_type, kind))
    if error_type == "union_tag_invalid":
        loc = (*loc, "kind")
    if loc[-1:] == ("[key]",):
        loc = loc[:-1]
        written = Scalar(text=str(loc[-1]), quoted=False, mark=key_mark(node, loc))
        return error(written.mark, "wrong-type", *_wrong(written, error_type, context, details["msg"]))
    found = child(node, loc)
    if error_type in ("model_type", "model_attributes_type", "dict_type"):
        return error(mark_at(node, loc), "wrong-type", *_no_table(found, keys_at(kind, full)))
    if error_type == "tuple_type" and plain(found) is not None:
        return error(mark_at(node, loc), "wrong-type", *_no_list(found, keys_at(kind, (*full, 0))))
    return error(mark_at(node, loc), "wrong-type", *_wrong(found, error_type, context, details["msg"]))


def _missing(key: str, error_type: str, kind: Kind) -> tuple[str, str]:
    """Return the sentence and the hint for a key that is not there."""
    if error_type == "missing":
        return f'"{key}" is missing here', f'add a line "{key}: …"'
    lacks = "this change says neither replace, add, remove nor note" if kind == AMENDMENT else '"kind" is missing here'
    return lacks, "say what kind of thing it is"


def _unknown_key(word: str, kind: Kind, loc: tuple[str | int, ...], guess: str) -> tuple[str, str]:
    """Return the sentence and the hint for a key that cannot stand where it does; the guess is the only key missing."""
    known = [each for each in keys_at(kind, loc[:-1]) if each != word]
    if kind == AMENDMENT and word in OPERATIONS and set(known) & set(OPERATIONS):
        hint = 'make two changes of it, each with its own "- "'
        return "a change says one of replace, add, remove and note, and this one says two", hint
    sentence = f'"{word}" is not a key that can stand here'
    lists = [name for name in known if word in keys_at(kind, (*loc[:-1], name, 0))] if len(loc) == 1 else []
    if lists:
        return sentence, f'it belongs to an entry of "{lists[0]}": begin its line further right, below that entry'
    if right := right_key(word, known):
        return sentence, f'did you mean "{right}"?'
    if guess:
        return sentence, f'did you mean "{guess}", which is missing here?'
    others = [each.title.lower() for each in FOLDER_KINDS if each is not kind and word in each.model.model_fields]
    if others and len(loc) == 1 and kind in FOLDER_KINDS:
        return sentence, f"it is a key of a {others[0]}; here can stand: {', '.join(known)}"
    return sentence, f"here can stand: {', '.join(known)}"


def _no_table(found: Node, keys: Sequence[str]) -> tuple[str, str]:
    """Return the sentence and the hint for what should be keys with their values, and is something else."""
    sentence = "this must be a set of keys and values"
    example = f"write each on a line of its own: {keys[0]}: …" if keys else ""
    if isinstance(found, Listing):
        deep = found.children and isinstance(found.children[0], Table)
        return sentence, 'there is a dash too many: take out "- "' if deep or not found.children else example
    written = found.text if isinstance(found, Scalar) else ""
    if plain(found) is None:
        return "nothing is written here", "write a set of keys and values"
    if match := re.match(r"-?\s*(\w+):(\S.*)", written):
        return "a space is missing after the colon", f'write "{match[1]}: {match[2]}"'
    return sentence, example


def _no_list(found: Node, keys: Sequence[str]) -> tuple[str, str]:
    """Return the sentence and the hint for what should be a list, of tables where these have keys, and is none."""
    sentence, hint = "this must be a list", _HINTS["tuple_type"]
    if isinstance(found, Table):
        first = found.entries[0][0].text if found.entries else "id"
        return sentence, f'a dash is missing before its first key: write "- {first}: …"'
    written = found.text if isinstance(found, Scalar) else ""
    if match := re.match(r"([\u2013\u2014•·▪●○◦]|o(?= ))\s*", written):
        return sentence, f'each entry begins with a hyphen and a space, and not with "{match[1]}"'
    if re.match(r"-\w", written):
        return sentence, 'a space is missing after the dash: write "- " before each entry'
    if not keys and re.fullmatch(r"[\w./-]{1,60}", written):
        return sentence, f"write it in square brackets: [{written}]"
    return sentence, hint


def _no_text(found: Node) -> tuple[str, str]:
    """Return the sentence and the hint for what should be text, and is something else."""
    hint = _HINTS["string_type"]
    if isinstance(found, Listing):
        return (
            "this must be text, and a list stands here",
            'take out the "- " or the brackets; or write | after the key, to keep the lines',
        )
    if isinstance(found, Table):
        return "this must be text; the colon in it made a key of its beginning", hint
    return "this must be text", hint


def _wrong(found: Node, error_type: str, context: Mapping[str, Any], said: str) -> tuple[str, str]:
    """Return the sentence and the hint for a value of the wrong type."""
    written = found.text if isinstance(found, Scalar) else ""
    sentence = _ENGLISH.get(error_type, said)
    if error_type in _CHOICES:
        words = re.findall(r"'([^']+)'", context.get("expected") or context.get("expected_tags", ""))
        return f"this must be one of: {', '.join(words)}", did_you_mean(straight(written), words)
    if error_type == "too_short" and isinstance(found, Scalar):
        return "nothing is written here", "write text"
    if isinstance(found, Scalar) and plain(found) is None:
        return "nothing is written here", sentence.replace(
            "this must be", "write"
        ) if sentence != said else "write text"
    if error_type == "string_pattern_mismatch":
        return "this is not written in the form it must have", _right_form(written, context["pattern"])
    return _wrong_scalar(found, error_type, context, (sentence, written))


def _right_form(written: str, pattern: str) -> str:
    """Return the hint for a value that is not written in its form: the form in words, and the value in it."""
    hint = _FORMS.get(pattern, f"it must match {pattern}")
    if "{12}" in pattern:
        hint += f"; here are {len(written)} letters"
    if "/" in written and hint.startswith("an address") and "#" not in written:
        hint = f"a whole document cannot be changed at once; {hint}"
    better = mended(written, pattern)
    return f'{hint}; here: "{better}"' if better and better != written else hint


def _wrong_length(found: Node, error_type: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return the sentence and the hint for a text that is too long, or a list that has too many or too few entries."""
    if isinstance(found, Scalar):
        return f"this has {len(found.text)} letters; {context['max_length']} are the most", "make it shorter"
    bound = "at least" if error_type == "too_short" else "at most"
    count = context.get("min_length", context.get("max_length"))
    return f"this list must have {bound} {count} {'entry' if count == 1 else 'entries'}", ""


def _wrong_scalar(found: Node, error_type: str, context: Mapping[str, Any], texts: tuple[str, str]) -> tuple[str, str]:
    """Return the sentence and the hint for a single value, by what pydantic finds wrong with it."""
    sentence, written = texts
    if error_type == "string_type":
        return _no_text(found)
    if error_type == "value_error":
        sentence = str(context["error"])
        hints = {_DATE: date_hint, _CLOCK: clock_hint}
        return sentence, hints[sentence](written) if sentence in hints else ""
    if error_type in ("greater_than_equal", "less_than_equal"):
        return f"this must be {'at least' if 'ge' in context else 'at most'} {context.get('ge', context.get('le'))}", ""
    if error_type in ("too_short", "too_long", "string_too_long"):
        return _wrong_length(found, error_type, context)
    kind = error_type.partition("_")[0]
    return sentence, _BY_KIND[kind](written) if kind in _BY_KIND else ""


_CHOICES = ("literal_error", "enum", "union_tag_invalid")
"""What pydantic calls a word that is none of those there are."""
_BY_KIND = {"int": number_hint, "bool": truth_hint, "date": date_hint}
"""What helps with a value that cannot be read as a number, a yes or no, or a day."""
_DATE, _CLOCK = "this must be a date such as 2027-11-01", "this must be a clock time such as 9:30am or 1pm"
"""What the model itself says of a day and of a time."""
