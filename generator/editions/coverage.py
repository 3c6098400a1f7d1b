"""Which documents deliver which of the 31 core components: those that this edition's readers meet, not what lies by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.editions.change import OriginKind
from generator.editions.edition import Edition, Entry
from generator.model.base import EVERY_AUDIENCE, Audience, Content
from generator.model.document import Document
from generator.model.framework import Component, Components
from generator.model.kinds import DOCUMENT_KINDS, GUIDE, PROCEDURE, PROGRAMME, SESSION, SITUATION, Kind
from generator.model.procedure import Procedure, Step
from generator.model.programme import LocalPart, Programme, SessionPart
from generator.model.publication import Publication
from generator.model.session import Activity, Session
from generator.text.markup import links

DELIVERING: Mapping[str, tuple[Kind, ...]] = {
    "role": (SESSION, PROCEDURE),
    "content": (SESSION,),
    "design": (SESSION,),
    "local": (PROGRAMME, SESSION),
    "procedure": (PROCEDURE,),
    "organisation": (PROCEDURE,),
}
"""What delivers a component, by its kind; anything else that names it only helps one of these to."""

DELIVERERS = {
    "role": "session or procedure",
    "content": "session",
    "design": "session",
    "local": "programme with local parts",
    "procedure": "procedure",
    "organisation": "procedure",
}
"""The same in words, for after "no" and "a"."""

ALWAYS_READ = (PROCEDURE, SITUATION, GUIDE)
"""Kinds whose documents are read as they stand; a session has to be in the programme, all else to be used."""

Shelf = Mapping[str, tuple[Entry, Content]]
"""Documents by id, each as its readers have it, or as they would have it nationally."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """A component that is delivered nationally and not in a trust's edition; `gone` are the documents that did."""

    component: Component
    gone: tuple[Entry, ...]


def components(edition: Edition) -> tuple[Component, ...]:
    """Return the components the edition is measured by, in order."""
    entry = edition.entries.get("components")
    return entry.model.components if entry and isinstance(entry.model, Components) else ()


def coverage(edition: Edition) -> Mapping[str, tuple[Entry, ...]]:
    """Return, for each component's number, the documents that deliver it, and then those in use that help to."""
    first, used = delivered(edition), _in_use(edition)
    helping = [
        (entry, _carried(entry, entry.model))
        for kind in DOCUMENT_KINDS
        for entry in edition.of_kind(kind)
        if entry.id in used
    ]
    return {
        number: (*entries, *(each for each, carried in helping if number in carried and each not in entries))
        for number, entries in first.items()
    }


def delivered(edition: Edition) -> Mapping[str, tuple[Entry, ...]]:
    """Return, for each component's number, the documents that deliver it in this edition."""
    return _delivered(edition, _shelf(edition))


def scheduled(edition: Edition) -> frozenset[str]:
    """Return the ids of the sessions that stand on a day of a programme, whether or not there is such a session."""
    return _scheduled(_shelf(edition))


def losses(edition: Edition) -> tuple[Loss, ...]:
    """Return what a trust's changes take out of the edition; nothing of the national edition."""
    entries = (*edition.entries.values(), *edition.withheld)
    before = {each.id: (each, each.national) for each in entries if each.origin.kind is not OriginKind.LOCAL}
    now, then = delivered(edition), _delivered(edition, before)
    return tuple(
        Loss(component=each, gone=then[each.id]) for each in components(edition) if then[each.id] and not now[each.id]
    )


def unearned(entry: Entry) -> frozenset[str]:
    """Return the components that a trust's change says a national document delivers, with no part of its own that does.

    They count for nothing: else a few numbers could stand in for the training that was taken out.
    """
    return _written(entry.model) - _written(entry.national) - _newly_named(entry, entry.model)


def uses(entry: Entry) -> Iterator[str]:
    """Return the ids of the documents that one uses, links to or is to be read with."""
    model = entry.model
    references: list[str] = []
    if isinstance(model, Session):
        references += model.references
    if isinstance(model, Procedure):
        references += [each for step in model.steps for each in step.resources]
    if isinstance(model, Document):
        references += model.front_sheet.related if model.front_sheet.reference else ()
    references += [link.document for _, text in entry.texts for link in links(text) if link.document != entry.id]
    yield from (reference.partition(".")[0] for reference in references)


def _in_use(edition: Edition) -> frozenset[str]:
    """Return the ids of the documents that readers come to: in the programme, as they stand, or from one of these."""
    in_programme = scheduled(edition)
    left = [*in_programme, *(entry.id for entry in edition.entries.values() if entry.kind in ALWAYS_READ)]
    for entry in edition.entries.values():
        if isinstance(entry.model, Publication):
            left += [document for part in entry.model.parts for document in part.documents]
        elif entry.kind not in DOCUMENT_KINDS:
            left += uses(entry)
    found: set[str] = set()
    while left:
        name = left.pop()
        there = edition.entries.get(name)
        if there and name not in found and (there.kind != SESSION or name in in_programme):
            found.add(name)
            left += uses(there)
    return frozenset(found)


def _shelf(edition: Edition) -> Shelf:
    return {entry.id: (entry, entry.model) for entry in edition.entries.values()}


def _delivered(edition: Edition, shelf: Shelf) -> Mapping[str, tuple[Entry, ...]]:
    in_programme = _scheduled(shelf)
    met = [
        (entry, _carried(entry, model))
        for entry, model in shelf.values()
        if _is_read(entry, model)
        and (entry.kind == PROCEDURE or entry.id in in_programme or (entry.kind == PROGRAMME and _local_parts(model)))
    ]
    return {each.id: tuple(_delivering(each, met)) for each in components(edition)}


def _delivering(component: Component, met: Sequence[tuple[Entry, frozenset[str]]]) -> Iterator[Entry]:
    """Return what delivers a component, of the documents that readers meet, each with the components it carries."""
    for kind in DELIVERING[component.kind]:
        is_open = kind != SESSION or component.kind != "local"
        for entry, carried in met:
            if entry.kind == kind and component.id in carried and (is_open or entry.origin.kind is OriginKind.LOCAL):
                yield entry


def _is_read(entry: Entry, model: Content) -> bool:
    """Say whether peers have a document, where they have it nationally: trainers alone cannot be who it is for."""
    audiences, nationally = (getattr(each, "audiences", EVERY_AUDIENCE) for each in (model, entry.national))
    return Audience.PEER in audiences or Audience.PEER not in nationally


def _scheduled(shelf: Shelf) -> frozenset[str]:
    """Return the ids of the sessions that stand on a day of a programme."""
    days = [day for _, model in shelf.values() if isinstance(model, Programme) for day in model.days]
    return frozenset(part.session for day in days for part in day.parts if isinstance(part, SessionPart))


def _local_parts(model: Content) -> tuple[LocalPart, ...]:
    days = model.days if isinstance(model, Programme) else ()
    return tuple(part for day in days for part in day.parts if isinstance(part, LocalPart))


def _parts(model: Content) -> tuple[Activity | Step, ...]:
    """Return the parts of a document that deliver what it delivers."""
    match model:
        case Session(activities=activities):
            return activities
        case Procedure(steps=steps):
            return steps
    return ()


def _written(model: Content) -> frozenset[str]:
    """Return the components that a document names, or any part of it."""
    return _own(model).union(*(part.components for part in _parts(model)))


def _own(model: Content) -> frozenset[str]:
    return frozenset(model.components if isinstance(model, Document) else ())


def _newly_named(entry: Entry, model: Content) -> frozenset[str]:
    """Return the components that parts name which the national document does not have."""
    known = {part.id for part in _parts(entry.national)}
    return frozenset(number for part in _parts(model) if part.id not in known for number in part.components)


def _carried(entry: Entry, model: Content) -> frozenset[str]:
    """Return the components that a document carries: those it names, as long as it holds what delivers them.

    Where parts of the national document name a component, one of them has to be left. Where none does, at least half
    of the document has to be left: by minutes for a session, by steps for a procedure. What a trust's own parts name
    is carried too.
    """
    named = {number for part in _parts(entry.national) for number in part.components}
    still = {number for part in _parts(model) for number in part.components}
    whole = _own(model) - named if _is_half_left(entry.national, model) else frozenset()
    withdrawn = _own(entry.national) - _own(model)
    return ((whole | still) & _written(entry.national) - withdrawn) | _newly_named(entry, model)


def _is_half_left(national: Content, model: Content) -> bool:
    then = {part.id: _weight(part) for part in _parts(national)}
    left = sum(min(_weight(part), then.get(part.id, 0)) for part in _parts(model))
    return 2 * left >= sum(then.values())


def _weight(part: Activity | Step) -> int:
    return part.expected if isinstance(part, Activity) else 1
