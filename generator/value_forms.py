"""What a local value may look like: a number that can be called, an address that can be reached, and no placeholder."""

import re
from collections.abc import Mapping

from generator.model.framework import LocalValue
from generator.problems import Problem, did_you_mean, error
from generator.source import Node, Scalar, Table, plain

NO_VALUE = frozenset(
    (
        *(
            "tbc",
            "tba",
            "tbd",
            "todo",
            "fixme",
            "pending",
            "later",
            "insert",
            "placeholder",
            "lorem",
            "test",
            "testing",
        ),
        *("unknown", "dunno", "none", "no", "yes", "y", "n", "true", "false", "on", "off", "na", "n/a", "nil", "null"),
        *("nothing", "ditto", "same", "example", "blank", "empty"),
    )
)
"""Single words that people write when they do not know yet, or that answer another question."""

_NO_VALUE_AT_ALL = re.compile(
    r".*\b(tbc|tba|tbd|to be (confirmed|decided|agreed|added|advised)|see (the )?intranet|lorem ipsum)\b.*"
    r"|(not (yet )?(known|applicable|available|sure|decided)|(i )?(do not|don.?t) know|as above"
    r"|same as (above|before|below)"
    r"|to follow|watch this space|(insert|enter|type|add|your) .* here)( yet)?"
    r"|[^\w]*|x{2,}|[0 ]+|(?P<sign>.)(?P=sign){3,}",
    re.IGNORECASE | re.DOTALL,
)
"""Whole values, or words in one, that say that it is not known yet."""

LONGEST = 400
"""How many characters a local value may have: it stands in the middle of sentences."""

ABROAD = range(8, 16)
"""How many digits a number with + and the code of a country may have (ITU-T E.164)."""

_EXTENSION = re.compile(r"\s*(?:,.*|(?:ext(?:ension|n)?\.?|x)\s*[0-9]+)$", re.IGNORECASE)
_SHORT_NUMBERS = re.compile(r"999|112|111|101|105|116[0-9]{3}|18000|[678][0-9]{4}|08001111|0845464[79]")
"""Numbers that are shorter than others and can be called or texted as they are (Ofcom, National Telephone Numbering
Plan)."""
_RELAY = "18001"

_VALUE_FORMS = {
    "email": (
        r"[^@\s<>,;:()\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
        "this must be one email address, such as team@nhs.net",
    ),
    "web": (
        r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?([/?#]\S*)?",
        "this must be a web address that begins with https://",
    ),
    "number": (r"[0-9]{1,9}", "this must be a whole number"),
    "job-title": (r"(?=.*[^\W\d_]{2})[^@]*", "this must be a job title or the name of a team, in words"),
    "text": (r"(?=.*[^\W_])[\s\S]*", "this must be in words"),
    "address": (r"(?=.*[^\W\d_]{2})[^@]*", "this must be the address of a place, in words"),
    "hours": (
        r"(?=.*([0-9]|\b(midday|noon|midnight|day|night|always|any ?time|hours?)\b))[^@]*",
        "this must say days and hours, such as 9am to 5pm from Monday to Friday",
    ),
}
"""What a value of each type may be, and what to say of one that is not."""


def _is_no_value(text: str) -> bool:
    words = text.strip().strip(".!…").casefold()
    return words in NO_VALUE or _NO_VALUE_AT_ALL.fullmatch(words) is not None


def phone_fault(text: str) -> str:
    """Say what is wrong with a telephone number as written, or nothing.

    Right are numbers of the United Kingdom as one dials them, numbers with + and a country, short numbers such as 111
    and 116 123, and text relay (18001 first). After a comma anything may stand: 01632 960 123, extension 4.
    """
    number = _EXTENSION.sub("", text.strip())
    form = "this must be one phone number, digits and spaces; after a comma anything: 01632 960 123, extension 4"
    if not re.fullmatch(r"\+?[0-9()](?:[ -]?[0-9()])*", number):
        return form
    digits = re.sub(r"[^0-9+]", "", number.replace("(0)", ""))
    bare = digits.removeprefix(_RELAY) if digits.startswith(_RELAY + "0") else digits
    if _SHORT_NUMBERS.fullmatch(bare):
        return ""
    if bare.startswith(("+44", "0044")):
        bare = "0" + re.sub(r"^(\+44|0044)", "", bare).removeprefix("0")
    if bare.startswith("+"):
        return "" if len(bare) - 1 in ABROAD else f"no country has a number of {len(bare) - 1} digits"
    if len(bare) in {10, 11} and bare.startswith("0") and bare[1] != "0":
        return ""
    if not bare.startswith("0"):
        return "this number cannot be called as it stands: the area code with its 0 is missing"
    return f"this number has {len(bare)} digits; a number in the United Kingdom has 11, or now and then 10"


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
    if odd := next((sign for sign in ("<", "{{", "{%", "[", "]") if sign in text), ""):
        return error(value.mark, "wrong-type", f"a value cannot hold the sign {odd}", hint)
    if declared.type != "number" and _is_no_value(text):
        hint = f"it must be known before this edition can be built; {hint}"
        return error(value.mark, "wrong-type", f'"{text}" is no value', hint)
    if len(text) > LONGEST:
        sentence = f"this has {len(text)} characters; a local value has at most {LONGEST}"
        return error(value.mark, "wrong-type", sentence, hint)
    if declared.type == "phone":
        sentence = phone_fault(text)
    else:
        pattern, said = _VALUE_FORMS[declared.type]
        sentence = "" if re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL) else said
    return error(value.mark, "wrong-type", sentence, hint) if sentence else None


def values_too_deep(node: Table, known: Mapping[str, LocalValue]) -> Problem | None:
    """Return the one problem of values that stand below a key of their own, or of what belongs in another file."""
    for key, value in node.entries:
        inside = [name.text for name, _ in value.entries] if isinstance(value, Table) else []
        if key.text not in known and inside and sum(name in known for name in inside) * 2 > len(inside):
            sentence = f'the values stand below a key "{key.text}", and belong at the beginning of the line'
            return error(key.mark, "shape", sentence, f'take out "{key.text}:", and the spaces before each value')
    return None
