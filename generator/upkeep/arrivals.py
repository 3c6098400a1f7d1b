"""What a national edition brings for one trust: what its people must look at, the most pressing first, and the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generator.changes.readiness import Status
from generator.changes.text_diff import marked
from generator.changes.whats_new import DocumentNews, news
from generator.content.library import Library
from generator.upkeep.rebase import questions, renames


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """One thing to look at: its kind, where it is, what the national text says with the words that moved, and ours."""

    kind: str
    document: str
    address: str = ""
    words: str = ""
    ours: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrivals:
    """What a national edition brings for a trust: what matters to it, and what else moved, one line each."""

    code: str
    edition: str
    matters: tuple[Arrival, ...]
    others: tuple[str, ...]

    def as_values(self) -> dict[str, Any]:
        """Return the same as values that JSON can hold."""
        return asdict(self)


def arrivals(library: Library, found: Status) -> Arrivals:
    """Return what the national edition that is here brings for a trust, by the status of its edition for trainers."""
    edition = found.edition
    told = news(library, edition)
    return Arrivals(
        code=edition.code,
        edition=edition.national.edition,
        matters=tuple(_matters(library, found)),
        others=tuple(_others((*told.new, *told.changed), told.gone)) if told else (),
    )


def _matters(library: Library, found: Status) -> Iterator[Arrival]:
    code = found.edition.code
    for each in questions(library, code):
        if not each.declined:
            kind = "gone" if each.is_gone else "moved"
            words = marked(each.then, each.now) if each.then else each.now
            yield Arrival(kind=kind, document=each.document, address=each.address, words=words, ours=each.ours)
    for value in sorted(found.values, key=lambda one: not one.safety):
        kind = "safety-value" if value.safety else "value"
        yield Arrival(
            kind=kind, document="local-values", address=f"values.{value.id}", words=f"{value.id}: {value.label}"
        )
    for entry in found.unsigned:
        if entry.lapsed:
            yield Arrival(kind="approval", document=entry.id, words=f"{entry.lapsed[0].by}, {entry.lapsed[0].on}")
    for rename in renames(library, code):
        yield Arrival(kind="renamed", document="", words=f"{rename.old}: {rename.new}")
    for name in found.adoption.documents if found.adoption else ():
        yield Arrival(kind="new", document=name, words=str(getattr(library.national[name].model, "title", name)))


def _others(changed: Sequence[DocumentNews], gone: Sequence[str]) -> Iterator[str]:
    for each in changed:
        parts = "; ".join(change.words for change in each.changes)
        yield f"{each.title} ({each.document}){f': {parts}' if parts else ''}"
    yield from (f"{title}: taken out" for title in gone)
