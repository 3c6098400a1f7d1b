"""What a document waits for before a trust uses it: an approval, and the decisions that its front sheet asks for."""

from generator.editions.edition import Entry
from generator.model.document import Document
from generator.model.front_sheet import SignOff
from generator.model.trust import WHOLE


def is_to_approve(entry: Entry) -> bool:
    """Say whether a document is not approved as it stands, or its going is not, where the trust took it out."""
    if not isinstance(entry.model, Document):
        return False
    if entry.is_taken_out:
        return entry.approved is None and entry.origins[WHOLE].approved is None
    return entry.lapsed is not None or entry.model.front_sheet.status != "approved"


def to_come(entry: Entry) -> tuple[SignOff, ...]:
    """Return the decisions that a document's front sheet asks for and that have no day yet."""
    if entry.is_taken_out or not isinstance(entry.model, Document):
        return ()
    return tuple(each for each in entry.model.front_sheet.sign_offs if each.on is None)


def waits(entry: Entry) -> bool:
    """Say whether a document waits for anything."""
    return is_to_approve(entry) or bool(to_come(entry))
