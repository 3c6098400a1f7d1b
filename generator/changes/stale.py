"""Local changes whose national text moved: what the text was then, and whether the trust put deciding off."""

from generator.content.ledger import names_of
from generator.content.yaml_nodes import Node
from generator.editions.change import Stale
from generator.editions.edition import Edition


def is_declined(edition: Edition, stale: Stale) -> bool:
    """Say whether the trust put this very change of the national text off until the next edition."""
    return any(
        each.choice == "decline"
        and (each.amends, each.change) == (stale.document, stale.address)
        and each.edition == edition.national.edition
        and each.base in stale.bases
        for each, _ in edition.records.decisions
    )


def text_then(edition: Edition, stale: Stale) -> tuple[str, Node | None] | None:
    """Return the national text that a stale change was written against, and the newest edition that had it."""
    kept = {each.id: each for each in edition.taken_out}
    entry = edition.entries.get(stale.document) or kept.get(stale.document)
    names = names_of(stale.document, entry.node) if entry else (stale.document,)
    return edition.ledger.text_at(names, stale.ways, stale.change.base or "")
