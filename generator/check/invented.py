"""Rules about what is invented: numbers and addresses that reach nobody, and examples, in a trust that is real."""

import re
from collections.abc import Iterator

from generator.check.branding import trust_mark
from generator.editions.edition import Edition
from generator.editions.places import local_texts
from generator.problems import Mark, Problem, error
from generator.text import phones

_NO_SITE = re.compile(
    r"[\w.-]+\.(?:example|test|invalid|localhost)\b(?!\.?[a-z])"
    r"|\bexample\.(?:com|org|net|edu|(?:co|org|nhs|gov|ac)\.uk)\b",
    re.IGNORECASE,
)
"""Addresses that are kept for examples (RFC 2606), and what people write as one."""

_IN_TRUST = ("address", "report_to")
"""Keys of `trust.yml` that hold an address."""

Said = tuple[Mark, str, str]
"""Where something stands, what it says, and what it is called in a sentence."""


def invented(edition: Edition) -> Iterator[Problem]:
    """`invented-number`, `invented-address`: a real trust gives a number or an address that reaches nobody."""
    for place, text, name in _said(edition):
        where = f" ({name})" if name else ""
        if found := phones.for_drama(text):
            sentence = f'"{found}"{where} is a number for films and examples, and not yours'
            yield error(place, "invented-number", sentence, "put the real number there, and call it first")
        if site := _NO_SITE.search(text):
            sentence = f'"{site[0]}"{where} is an address that is kept for examples; it reaches nobody'
            yield error(place, "invented-address", sentence, "put the real address there")


def example_value(edition: Edition) -> Iterator[Problem]:
    """`example-value`: a real trust gives what stands as the invented example of a value."""
    for name, text in _given(edition):
        declared = edition.declared_values[name]
        if not declared.usual and _bare(text) == _bare(declared.example):
            sentence = f'"{text}" is the invented example of {name}, and not your own'
            hint = f"{declared.label}. {declared.meaning} If it is so with you, say it in words of your own."
            yield error(_place(edition, name), "example-value", sentence, hint)


def _said(edition: Edition) -> Iterator[Said]:
    """Return all that a real trust wrote itself: its values, what `trust.yml` holds, and its own texts."""
    yield from ((_place(edition, name), text, name) for name, text in _given(edition))
    if edition.trust is None or edition.trust.example:
        return
    for key in _IN_TRUST:
        yield trust_mark(edition, key), str(getattr(edition.trust, key) or ""), key
    own = f"{edition.values_mark.path.rpartition('/')[0]}/"
    for entry in edition.with_taken_out:
        yield from ((each.mark, each.text, "") for each in entry.scalars if each.mark.path.startswith(own))
        yield from ((place, text, "") for place, text in local_texts(entry))


def _given(edition: Edition) -> Iterator[tuple[str, str]]:
    """Return each value that a real trust gives, by its name."""
    if edition.trust is not None and not edition.trust.example:
        yield from ((name, text) for name, text in edition.values.items() if name in edition.declared_values)


def _place(edition: Edition, name: str) -> Mark:
    return edition.value_places.get(name, edition.values_mark)


def _bare(text: str) -> str:
    """Return a text without capitals, spaces and signs; a telephone number as it is dialled at home."""
    return re.sub(r"\W+", "", text).casefold()
