"""Rules about local values: names that exist, and values that are given."""

import re
from collections.abc import Iterator

from generator.check.places import local_texts
from generator.model.framework import LocalValue
from generator.problems import Level, Problem, did_you_mean, error
from generator.resolve import PLACE_FOR_VALUE, Edition, trust_value_names
from generator.source import scalars

DRAMA = re.compile(r"01632960|0808157|07700900|02079460|011[3-8]496|01[235]1496|0141496|01914980")
"""Beginnings of numbers that Ofcom keeps for drama (Telephone numbers for use in TV and radio drama programmes)."""


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
        yield Problem(mark=edition.values_mark, level=level, rule="missing-local-value", sentence=sentence, hint=hint)


def missing(edition: Edition) -> tuple[LocalValue, ...]:
    """Give the values that a trust must give, or that its text uses, and does not; none for the national edition."""
    if edition.trust is None:
        return ()
    used = _used(edition)
    return tuple(
        declared
        for name, declared in edition.declared_values.items()
        if not edition.values.get(name) and (name in used or is_needed(edition, declared))
    )


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
    """`invented-number`: a real trust gives a telephone number that is kept for drama and reaches nobody."""
    if edition.trust is None or edition.trust.example:
        return
    for name, text in edition.values.items():
        declared = edition.declared_values.get(name)
        if declared and declared.type == "phone" and DRAMA.match(text.replace(" ", "")):
            sentence = f'"{text}" ({name}) is a number for films and examples; nobody answers it'
            yield error(edition.values_mark, "invented-number", sentence, "put the real number there")


def _used(edition: Edition) -> frozenset[str]:
    return frozenset(
        found[2]
        for entry in edition.entries.values()
        for scalar in scalars(entry.node)
        for found in PLACE_FOR_VALUE.finditer(scalar.text)
    )
