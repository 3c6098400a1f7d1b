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
    used = _used(edition)
    gaps = (
        declared
        for name, declared in edition.declared_values.items()
        if not edition.values.get(name) and ((name in used and not declared.without) or is_needed(edition, declared))
    )
    return tuple(sorted(gaps, key=lambda declared: not declared.safety))


def is_needed(edition: Edition, declared: LocalValue) -> bool:
    """Say whether an edition with these pathways cannot go live without a value, whether text uses it or not."""
    return declared.required and not set(declared.pathways).isdisjoint(edition.pathways)


def _used(edition: Edition) -> frozenset[str]:
    return frozenset(
        found[2]
        for entry in edition.entries.values()
        for scalar in entry.scalars
        for found in PLACE_FOR_VALUE.finditer(scalar.text)
        if found[1] == "local"
    )
