"""Rules about local values: names that exist, and values that are given."""

import re
from collections.abc import Iterator

from generator.check.places import local_texts
from generator.model.framework import LocalValue
from generator.problems import Level, Problem, did_you_mean, error
from generator.resolve import PLACE_FOR_VALUE, Edition, trust_value_names
from generator.source import scalars

DRAMA = re.compile(
    r"(?<![0-9])(?:0|\+44 ?(?:\(0\))?)(?:1632 ?960|808 ?157 ?0|7700 ?900|20 ?7946 ?0|11[3-8] ?496 ?0|1[2-6]1 ?496 ?0"
    r"|191 ?498 ?0|28 ?9649 ?6|29 ?2018 ?0|3069 ?990|909 ?8790)"
)
"""Beginnings of numbers that Ofcom keeps for drama (Telephone numbers for use in TV and radio drama programmes)."""

NO_SITE = re.compile(r"[\w.-]+\.(?:example|test|invalid|localhost)\b|\bexample\.(?:com|org|net)\b", re.IGNORECASE)
"""Addresses that are kept for examples and reach nobody (RFC 2606)."""


def unknown_value(edition: Edition) -> Iterator[Problem]:
    """`unknown-value`: text asks for a local value that is not declared."""
    known = [
        *(f"local.{name}" for name in edition.declared_values),
        *(f"trust.{name}" for name in trust_value_names()),
    ]
    for entry in edition.entries.values():
        for scalar in scalars(entry.node):
            for found in PLACE_FOR_VALUE.finditer(scalar.text):
                name = f"{found[1]}.{found[2]}"
                if name not in known:
                    sentence = f'there is no local value "{name}"'
                    yield error(scalar.mark, "unknown-value", sentence, did_you_mean(name, known))


def missing_value(edition: Edition) -> Iterator[Problem]:
    """`missing-local-value`: a trust has not given a value it must give, or that its text uses.

    A value that people's safety depends on is an error; any other is a warning.
    """
    if not edition.values_read:
        return
    for declared in missing(edition):
        level = Level.ERROR if declared.safety and is_needed(edition, declared) else Level.WARNING
        sentence = f'the local value "{declared.id}" is not given: {declared.label}'
        hint = f"write it after the colon, for example: {declared.id}: {declared.example}"
        mark = edition.value_places.get(declared.id, edition.values_mark)
        yield Problem(mark=mark, level=level, rule="missing-local-value", sentence=sentence, hint=hint)


def missing(edition: Edition) -> tuple[LocalValue, ...]:
    """Return the values that a trust must give, or that its text uses, and does not, those for safety first.

    There are none for the national edition.
    """
    if edition.trust is None:
        return ()
    used = _used(edition)
    gaps = (
        declared
        for name, declared in edition.declared_values.items()
        if not edition.values.get(name) and (name in used or is_needed(edition, declared))
    )
    return tuple(sorted(gaps, key=lambda declared: not declared.safety))


def is_needed(edition: Edition, declared: LocalValue) -> bool:
    """Say whether an edition with these pathways cannot go live without a value, whether text uses it or not."""
    return declared.required and not set(declared.pathways).isdisjoint(edition.pathways)


def value_in_change(edition: Edition) -> Iterator[Problem]:
    """`unknown-value`: the reason or note of a local change still holds braces after values were put in."""
    for entry in edition.entries.values():
        for place, text in local_texts(entry):
            if "{{" in text or "{%" in text:
                sentence = "the reason or note of this change asks for a local value that does not exist"
                yield error(place, "unknown-value", sentence, "see content/national/local-values.yml for the names")


def invented_value(edition: Edition) -> Iterator[Problem]:
    """`invented-number`, `invented-address`: a real trust gives a number or an address that reaches nobody."""
    for name, text in _given(edition):
        mark = edition.value_places.get(name, edition.values_mark)
        if found := DRAMA.search(text):
            sentence = f"{text} ({name}) holds a number for films and examples ({found[0]} …); nobody answers it"
            yield error(mark, "invented-number", sentence, "put the real number there, and call it first")
        if found := NO_SITE.search(text):
            sentence = f"{text} ({name}) holds an address that is kept for examples ({found[0]}); it reaches nobody"
            yield error(mark, "invented-address", sentence, "put the real address there")


def example_value(edition: Edition) -> Iterator[Problem]:
    """`example-value`: a real trust gives what stands as the invented example of a value."""
    for name, text in _given(edition):
        declared = edition.declared_values[name]
        if not declared.usual and _bare(text) == _bare(declared.example):
            sentence = f'"{text}" is the invented example of {name}, and not your own'
            mark = edition.value_places.get(name, edition.values_mark)
            yield error(mark, "example-value", sentence, f"{declared.label}. {declared.meaning}")


def _given(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give each value that a real trust gives, by its name."""
    if edition.trust is not None and not edition.trust.example:
        yield from ((name, text) for name, text in edition.values.items() if name in edition.declared_values)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _used(edition: Edition) -> frozenset[str]:
    return frozenset(
        found[2]
        for entry in edition.entries.values()
        for scalar in scalars(entry.node)
        for found in PLACE_FOR_VALUE.finditer(scalar.text)
    )
