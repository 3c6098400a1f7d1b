"""Local values that an edition must have and does not: those its pathways need, and those its texts ask for."""

from generator.editions.edition import Edition
from generator.editions.local_values import PLACE_FOR_VALUE
from generator.model.framework import LocalValue


def missing(edition: Edition) -> tuple[LocalValue, ...]:
    """Return the values that a trust must give, or that its text uses, and does not, those for safety first.

    A value for which texts have words where there is none may be left out. There are none for the national edition.
    """
    if edition.trust is None:
        return ()
    used = used_by_texts(edition)
    gaps = (
        declared
        for name, declared in edition.declared_values.items()
        if not edition.values.get(name) and (name in used or is_needed(edition, declared))
    )
    return tuple(sorted(gaps, key=lambda declared: not declared.safety))


def is_needed(edition: Edition, declared: LocalValue) -> bool:
    """Say whether an edition with these pathways cannot go live without a value, whether text uses it or not."""
    return declared.required and not set(declared.pathways).isdisjoint(edition.pathways)


def used_by_texts(edition: Edition) -> frozenset[str]:
    """Return the names of the values that texts of an edition ask for and have no words instead of."""
    found = {
        each[2]
        for entry in edition.entries.values()
        for scalar in entry.scalars
        for each in PLACE_FOR_VALUE.finditer(scalar.text)
        if each[1] == "local"
    }
    return frozenset(
        name for name, declared in edition.declared_values.items() if name in found and not declared.without
    )
