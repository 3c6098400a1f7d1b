"""What a local value may look like: a number that can be called, an address that can be reached, and no placeholder."""

import re
from collections.abc import Mapping

from generator.model.framework import LocalValue
from generator.problems import Problem, did_you_mean, error
from generator.source import Node, Scalar, Table, plain

NOT_YET = ("tbc", "tba", "tbd", "todo", "to be confirmed", "to follow", "xxx", "xxxx", "n/a", "na", "none", "-", "?")
"""What people write when they do not know yet; it must never reach a reader."""

_UNKNOWN_YET = re.compile(r"\b(tbc|tba|tbd|to be (confirmed|decided|agreed)|see (the )?intranet|not known)\b|^[0 ]+$")


def _is_unknown_yet(text: str) -> bool:
    words = text.strip().lower().rstrip(".")
    return words in NOT_YET or _UNKNOWN_YET.search(words) is not None


_VALUE_FORMS = {
    "phone": (
        r"(999|111|18000|[0-9]{3} ?[0-9]{3}|[+0-9](?: ?[0-9]){9,14})(, .*)?",
        "this must be a phone number, digits and spaces; after a comma anything: 01632 960 123, extension 4",
    ),
    "email": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "this must be an email address"),
    "web": (r"https://\S+", "this must be a web address that begins with https://"),
    "number": (r"[0-9]+", "this must be a whole number"),
}


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
    if plain(value) is not None and _is_unknown_yet(value.text):
        sentence = f'"{value.text}" is no value'
        return error(
            value.mark,
            "wrong-type",
            sentence,
            f"it must be known before this edition can be built; for example: {declared.example}",
        )
    if odd := next((sign for sign in ("<", "{{", "{%", "[", "]") if sign in value.text), ""):
        sentence = f"a value cannot hold the sign {odd}"
        return error(value.mark, "wrong-type", sentence, f"for example: {declared.example}")
    pattern, sentence = _VALUE_FORMS.get(declared.type, (r"[\s\S]*", ""))
    if plain(value) is not None and not re.fullmatch(pattern, value.text.strip()):
        return error(value.mark, "wrong-type", sentence, f"for example: {declared.example}")
    return None


def values_too_deep(node: Table, known: Mapping[str, LocalValue]) -> Problem | None:
    """Return the one problem of values that stand below a key of their own, or of what belongs in another file."""
    for key, value in node.entries:
        inside = [name.text for name, _ in value.entries] if isinstance(value, Table) else []
        if key.text not in known and inside and sum(name in known for name in inside) * 2 > len(inside):
            sentence = f'the values stand below a key "{key.text}", and belong at the beginning of the line'
            return error(key.mark, "shape", sentence, f'take out "{key.text}:", and the spaces before each value')
    return None
