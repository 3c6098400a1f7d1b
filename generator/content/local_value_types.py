"""What a local value may look like: a number that can be called, an address that can be reached, and no placeholder."""

import re
from collections.abc import Mapping

from generator.content.yaml_nodes import Node, Scalar, Table, plain
from generator.model.framework import LocalValue
from generator.problems import Problem, did_you_mean, error
from generator.text import phones
from generator.text.placeholders import is_no_answer

LONGEST = 400
"""How many characters a local value may have: it stands in the middle of sentences."""

_NONE_HERE = re.compile(
    r"(?:we have|there (?:is|are)) (?:none|no one|nobody)\b.{0,20}|none (?:available|known)|does not apply.{0,10}"
    r"|not (?:available|relevant|needed|in use|used)\b.{0,12}",
    re.IGNORECASE,
)
"""What is a reason, and no value: where there is nothing, a value is left out."""

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_EMAIL = r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
_WEB = r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?(?:[/?#][^\s<>\"'`\[\]{}|\\^]*)?"
_HOURS = (
    r"(?=.*([0-9]|\b(midday|noon|midnight|days?|nights?|always|any ?time|hours?|clock|weeks?|week(days|ends?)|daily"
    rf"|mornings?|afternoons?|evenings?|dawn|dusk|(mon|tues?|wed|thur?s?|fri|sat|sun)|{_DAYS})\b))"
    r"(?!.*[0-9]{5})(?![0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}$)[^@]*"
)

_VALUE_FORMS = {
    "email": (_EMAIL, "this must be one email address, such as team@nhs.net"),
    "web": (_WEB, "this must be a web address that begins with https://"),
    "number": (r"0|[1-9][0-9]{0,6}", "this must be a whole number, in digits alone"),
    "job-title": (
        rf"(?=.*[^\W\d_]{{2}})(?!{_DAYS}$)[^@]*",
        "this must be a job title or the name of a team, in words",
    ),
    "text": (r"(?=.*[^\W\d_]{2}|£?[0-9]{1,3}(?:\.[0-9]{2})?p?$)[\s\S]*", "this must be in words"),
    "address": (rf"(?=.*[^\W\d_]{{2}})(?!{_DAYS}$)[^@]*", "this must be the address of a place, in words"),
    "hours": (
        _HOURS,
        "this must say days and hours, such as 9am to 5pm from Monday to Friday",
    ),
}
"""What a value of each type may be, and what to say of one that is not."""

_OTHER_KINDS = (
    ("an email address", lambda text: re.fullmatch(rf"(?:mailto:)?{_EMAIL}", text, re.IGNORECASE)),
    ("a web address", lambda text: re.fullmatch(r"(?:https?://|www\.)\S+", text, re.IGNORECASE)),
    ("a phone number", phones.is_whole),
)
"""What stands where words are asked for, when somebody took one value for another."""


def value_problem(key: Scalar, value: Node, known: Mapping[str, LocalValue]) -> Problem | None:
    """Say what is wrong with a local value as a trust wrote it, or nothing."""
    declared = known.get(key.text)
    if declared is None:
        sentence = f'there is no local value "{key.text}"'
        return error(
            key.mark,
            "unknown-value",
            sentence,
            did_you_mean(key.text, known) or "see content/national/local-values.yml",
        )
    if not isinstance(value, Scalar):
        return error(value.mark, "wrong-type", "this must be text on one line", f"for example: {declared.example}")
    if plain(value) is None:
        return None
    return _form_problem(value, declared)


def _form_problem(value: Scalar, declared: LocalValue) -> Problem | None:
    """Say what is wrong with a value that is given, by what kind of value it is, or nothing."""
    text, hint = value.text.strip(), f"for example: {declared.example}"
    if odd := next((sign for sign in ("<", "{{", "{%", "[", "]", "\n") if sign in text), ""):
        sentence = "a value must stand on one line" if odd == "\n" else f"a value cannot hold the sign {odd}"
        return error(value.mark, "wrong-type", sentence, hint)
    is_none = is_no_answer(text) or _NONE_HERE.fullmatch(text.strip(" .!")) is not None
    if is_none and not (declared.type == "number" and text == "0"):
        need = (
            "where there is none, leave the value out"
            if declared.without
            else "it must be known before this edition can be built"
        )
        hint = f"{need}; {hint}"
        return error(value.mark, "wrong-type", f'"{text}" is no value', hint)
    if len(text) > LONGEST:
        sentence = f"this has {len(text)} characters; a local value has at most {LONGEST}"
        return error(value.mark, "wrong-type", sentence, hint)
    if declared.type == "phone":
        sentence, right = phones.fault(text), phones.mended(text)
        hint = f"if this is the number, write: {right}" if right else hint
    else:
        sentence = _other_kind(text, declared)
        pattern, said = _VALUE_FORMS[declared.type]
        sentence = sentence or ("" if re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL) else said)
    return error(value.mark, "wrong-type", sentence, hint) if sentence else None


def _other_kind(text: str, declared: LocalValue) -> str:
    """Say what a text is where words are asked for, unless the example of the value is the same."""
    if declared.type in ("email", "web", "number"):
        return ""
    for name, is_one in _OTHER_KINDS:
        if is_one(text) and not is_one(declared.example):
            return f"this is {name}; {_ASKED[declared.type]} must stand here"
    return ""


_ASKED = {"job-title": "a job title or a team", "address": "a place", "hours": "days and hours", "text": "words"}
"""What is asked for where words are, by the type of value."""


def values_too_deep(node: Table, known: Mapping[str, LocalValue]) -> Problem | None:
    """Return the one problem of values that stand below a key of their own, or of what belongs in another file."""
    for key, value in node.entries:
        inside = [name.text for name, _ in value.entries] if isinstance(value, Table) else []
        if key.text not in known and inside and sum(name in known for name in inside) * 2 > len(inside):
            sentence = f'the values stand below a key "{key.text}", and belong at the beginning of the line'
            return error(key.mark, "shape", sentence, f'take out "{key.text}:", and the spaces before each value')
    return None
