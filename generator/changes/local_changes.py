"""How an edition differs from the national one, in words: what was done, where, why, and by whose leave."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, TypeAdapter

from generator.editions.change import Origin, OriginKind
from generator.editions.edition import Edition, Entry
from generator.editions.model_paths import at, in_words
from generator.model.base import Form
from generator.model.texts import forms
from generator.model.trust import WHOLE, Approval, Trust
from generator.problems import Mark
from generator.text.escaping import escaped
from generator.text.language import N_, Language

DONE = {
    "replace": N_("Changed"),
    "add": N_("Added"),
    "remove": N_("Taken out"),
    "note": N_("Note beside"),
    "local": N_("Written locally"),
}
"""What was done, in a word or two, by the operation."""

UNTOLD = ("id", "aliases", "lock", "lock_reason", "pathways", "nations", "audiences", "kind", "hurtful")
"""Fields that say how a text is handled rather than what it says, and words that stand on no page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalDifference:
    """One thing in which an edition differs. `address` is empty for a document that the trust wrote itself.

    It is `WHOLE` for a national document that the trust took out.

    `done` says what was done in a word or two, and `where` in which part of the document, in the edition's language.
    `was` is the national text and `now` the local one, each empty where there is none, as these readers may see them.
    """

    document: str
    title: str
    address: str
    operation: str
    done: str
    where: str
    was: str
    now: str
    reason: str
    approved: Approval | None
    mark: Mark


def differences(edition: Edition) -> tuple[LocalDifference, ...]:
    """List what is local in an edition, document by document."""
    said = edition.language
    return tuple(each for entry in edition.with_taken_out for each in (*_whole(entry, said), *changes_of(entry, said)))


def changes_of(entry: Entry, language: Language) -> tuple[LocalDifference, ...]:
    """Return every local change to a national document."""
    changes = [(address, origin, "") for address, origin in entry.origins.items()]
    changes += [(address, note.origin, note.text) for address, notes in entry.notes.items() for note in notes]
    return tuple(_difference(entry, address, origin, note, language) for address, origin, note in changes)


def changes_on(entry: Entry, day: str, language: Language) -> tuple[LocalDifference, ...]:
    """Return the local changes to a programme that are not to other days than this."""
    ways = ((each, each.address.split(".")) for each in changes_of(entry, language))
    return tuple(each for each, way in ways if way[0] != "days" or way[1:2] in ([], [day]))


@dataclass(frozen=True, kw_only=True, slots=True)
class TrustChanges:
    """A trust, and every change it makes to national texts, without the texts, in which its local values stand."""

    code: str
    trust: Trust
    changes: tuple[LocalDifference, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Amended:
    """One place of the national edition, and the trusts that differ there, each with its difference."""

    document: str
    title: str
    address: str
    where: str
    trusts: tuple[tuple[TrustChanges, LocalDifference], ...]

    @property
    def count(self) -> int:
        """How many trusts differ there."""
        return len({trust.code for trust, _ in self.trusts})


_CHANGES = TypeAdapter(TrustChanges)


def as_json(changes: TrustChanges) -> bytes:
    """Return what a trust changes as JSON."""
    return _CHANGES.dump_json(changes)


def from_json(kept: bytes) -> TrustChanges:
    """Return what `as_json` kept."""
    return _CHANGES.validate_json(kept)


def changes_by(edition: Edition, trust: Trust) -> TrustChanges:
    """Return every change that a trust's edition makes to national texts."""
    changes = tuple(replace(each, was="", now="") for each in differences(edition) if each.address)
    return TrustChanges(code=edition.code, trust=trust, changes=changes)


def overview(trusts: Iterable[TrustChanges]) -> tuple[Amended, ...]:
    """Return every national text that any trust changes, the most changed first: the queue of what to mend upstream."""
    places: dict[tuple[str, str], list[tuple[TrustChanges, LocalDifference]]] = {}
    for trust in trusts:
        for each in trust.changes:
            places.setdefault((each.document, each.address), []).append((trust, each))
    rows = [
        Amended(
            document=document, title=found[0][1].title, address=address, where=found[0][1].where, trusts=tuple(found)
        )
        for (document, address), found in places.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.document)))


def told(value: Any, form: Form | None = None) -> str:
    """Read a value of a model out as Markdown: an element as its texts one below the other, a list with dashes."""
    match value:
        case None | bool():
            return ""
        case str():
            return value if form in (Form.LINE, Form.TEXT) else escaped(value)
        case BaseModel():
            known = forms(type(value))
            parts = [told(inside, known.get(name)) for name, inside in value if name not in UNTOLD]
            return "\n\n".join(part for part in parts if part)
        case tuple():
            return "\n".join(f"- {part}" for each in value if (part := told(each, form).replace("\n", "\n    ")))
        case _:
            return str(getattr(value, "value", value))


def _whole(entry: Entry, language: Language) -> Iterator[LocalDifference]:
    if entry.origin.kind is OriginKind.LOCAL:
        summary = getattr(entry.model, "summary", "")
        yield _row(entry, "", "local", language, where="", was="", now=summary, origin=entry.origin)


def _difference(entry: Entry, address: str, origin: Origin, note: str, language: Language) -> LocalDifference:
    if address == WHOLE:
        where, was = language.gettext("the whole document"), getattr(entry.national, "summary", "")
        return _row(entry, address, origin.operation, language, where=where, was=was, now="", origin=origin)
    where = in_words([entry.model, entry.national], address, language)
    was = _told_at(entry.national, address) if origin.operation in ("replace", "remove") else ""
    now = note if origin.operation == "note" else _told_at(entry.model, address)
    return _row(entry, address, origin.operation, language, where=where, was=was, now=now, origin=origin)


def _row(
    entry: Entry, address: str, operation: str, language: Language, *, where: str, was: str, now: str, origin: Origin
) -> LocalDifference:
    return LocalDifference(
        document=entry.id,
        title=getattr(entry.model, "title", entry.id),
        address=address,
        operation=operation,
        done=language.gettext(DONE[operation]),
        where=where,
        was=was,
        now=now,
        reason=origin.reason,
        approved=origin.approved,
        mark=origin.mark,
    )


def _told_at(model: Any, address: str) -> str:
    """Read out what stands at an address in a model."""
    parent, _, name = address.rpartition(".")
    if name == "hurtful":
        return ""
    holder = at(model, parent) if parent else model
    form = forms(type(holder)).get(name) if isinstance(holder, BaseModel) else None
    return told(at(model, address), form)
