"""Rules about what documents point at: other documents, elements in them, links and pictures."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import dirname
from urllib.parse import unquote

from generator.check.branding import trust_mark
from generator.content.images import nearest
from generator.content.node_paths import addresses
from generator.editions.change import OriginKind
from generator.editions.coverage import components
from generator.editions.edition import Edition, Entry
from generator.editions.locks import lock_at
from generator.editions.places import blamed, change_to, is_own, local_texts, mark, mark_of
from generator.editions.urls import STANDING_PAGES
from generator.model.base import Audience, Form, Lock
from generator.model.document import Document
from generator.model.framework import Competencies, CompetencyGroup, FrameworkMap, Synonyms
from generator.model.kinds import (
    DOCUMENT_KINDS,
    PROGRAMME,
    PUBLICATION,
    ROLE_PLAY,
    SESSION,
    Kind,
)
from generator.model.procedure import Procedure
from generator.model.programme import Programme, SessionPart
from generator.model.publication import Publication
from generator.model.readers import Readings
from generator.model.resource import Resource
from generator.model.session import Session
from generator.problems import Mark, Problem, did_you_mean, error, warning
from generator.text.markup import Link, links

Pointer = tuple[Mark, str, tuple[Kind, ...]]
"""A place, the id written there, and the kinds it may be of."""


ELEMENTS = (
    "activities",
    "materials",
    "roles",
    "variants",
    "steps",
    "escalation",
    "sections",
    "days",
    "duties",
    "terms",
    "contacts",
    "law",
    "questions",
    "half_days",
    "frameworks",
)
"""The lists of a document or framework whose elements can be pointed at."""


def unknown_reference(edition: Edition) -> Iterator[Problem]:
    """`unknown-reference`: a document points at a document, or an element of one, that does not exist."""
    for entry in edition.entries.values():
        for place, target, kinds in _pointers(entry):
            document, _, element = target.partition(".")
            yield from _problems(edition, place, document, element, kinds)


def taken_out(edition: Edition) -> Iterator[Problem]:
    """`taken-out`: a trust takes a document out of its edition, and a session, step or day, or its own text, needs it.

    What a lock holds cannot lose what it needs: that is an error. It is told where the document is taken out, or where
    the trust's own text names it. National prose that links to it says the same words without the link.
    """
    gone = {each.id: each.origin.mark for each in edition.taken_out}
    for entry in edition.entries.values() if gone else ():
        for place, target, kinds in _pointers(entry):
            where = gone.get(target.partition(".")[0])
            if where is not None and kinds:
                own = place.path == entry.origin.mark.path and entry.origin.kind is not OriginKind.NATIONAL
                at = "" if own else f": {place.path}:{place.line}"
                sentence = f"{entry.id} needs {target}, which this edition takes out{at}"
                if _is_held(entry, place):
                    yield error(where, "taken-out", f"{sentence}, and which is locked there", "keep the document")
                    continue
                hint = "take it out there too, or keep the document"
                yield warning(place if own else where, "taken-out", sentence, hint)
        yield from _own_links(edition, entry, gone)


def _is_held(entry: Entry, place: Mark) -> bool:
    """Say whether a lock keeps a trust from changing what stands at a place of a document."""
    here = (place.line, place.column)
    around = (
        tokens
        for tokens, node in addresses(entry.node)
        if node.mark.path == place.path and (node.mark.line, node.mark.column) <= here <= node.end
    )
    innermost = max(around, key=len, default=())
    return bool(innermost) and lock_at(entry.kind, entry.node, innermost)[0] is not Lock.FREE


def _own_links(edition: Edition, entry: Entry, gone: Mapping[str, Mark]) -> Iterator[Problem]:
    """Say where a trust's own text links to a document that it takes out."""
    own = [(mark(entry, *way), text) for way, text, _ in entry.written if is_own(edition, entry, way)]
    for place, text in (*own, *local_texts(entry)):
        for link in links(text):
            if link.document in gone:
                sentence = f"this links to {link.document}, which this edition takes out"
                yield warning(place, "taken-out", sentence, "take the link out, or keep the document")


def _is_heading(edition: Edition, document: str, element: str) -> bool:
    """Say whether a document's page has a heading of its own by this name, such as who runs a session."""
    entry = edition.entries.get(document)
    return entry is not None and element in entry.kind.own_ids


def unknown_finding(edition: Edition) -> Iterator[Problem]:
    """`unknown-reference`: what people say is to find a document, or an element of one, that does not exist.

    Where a trust took out what the national words find, they find less there, and nobody has to mend it.
    """
    entry = edition.entries.get("synonyms")
    if entry is None or not isinstance(entry.model, Synonyms):
        return
    for saying in entry.model.entries:
        address = f"entries.{saying.id}"
        for position, target in enumerate(saying.finds):
            if edition.trust is None or any(f"{address}.finds".startswith(place) for place in entry.origins):
                document, _, element = target.partition(".")
                place = mark(entry, "entries", saying.id, "finds", position)
                if not _is_heading(edition, document, element):
                    yield from _problems(edition, place, document, element, ())


def unknown_link(edition: Edition) -> Iterator[Problem]:
    """`unknown-reference`, `link-form`, `picture`: a link or picture in text leads nowhere, or where it must not."""
    for entry in edition.entries.values():
        for tokens, text, form in entry.written:
            for link in links(text) if form is not Form.LABEL else ():
                yield from _link_problems(edition, entry, mark_of(entry, link.target, *tokens), link)
        for place, text in local_texts(entry):
            for link in links(text):
                yield from _link_problems(edition, entry, place, link)


def _link_problems(edition: Edition, entry: Entry, place: Mark, link: Link) -> Iterator[Problem]:
    if link.is_image:
        yield from _picture_problems(edition, place, link.target, link.words)
    elif link.is_external or link.document in STANDING_PAGES:
        return
    elif ":" in link.target or link.target.startswith(("/", ".", "\\")):
        sentence = f'a link cannot lead to "{link.target}"'
        hint = "link to a document by its id (procedures/first-contact), or to an https:// address"
        yield error(place, "link-form", sentence, hint)
    else:
        document = link.document or entry.id
        yield from _problems(edition, place, document, link.element, (*DOCUMENT_KINDS, PROGRAMME))


def unknown_competency(edition: Edition) -> Iterator[Problem]:
    """`unknown-reference`: a document names a component or a competency that does not exist."""
    numbers = {component.id for component in components(edition)}
    names = {competency.id for group in _groups(edition) for competency in group.competencies}
    for entry in edition.entries.values():
        if not isinstance(entry.model, Document):
            continue
        for tokens, written in _component_lists(entry.model):
            for position, number in enumerate(written):
                if numbers and number not in numbers:
                    hint = did_you_mean(number, numbers)
                    place = mark(entry, *tokens, position)
                    yield error(place, "unknown-reference", f"there is no component {number}", hint)
        for position, name in enumerate(entry.model.competencies):
            if names and name not in names:
                place = mark(entry, "competencies", position)
                hint = did_you_mean(name, names)
                yield error(place, "unknown-reference", f'there is no competency "{name}"', hint)


def _component_lists(model: Document) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    yield ("components",), model.components
    for step in model.steps if isinstance(model, Procedure) else ():
        yield ("steps", step.id, "components"), step.components


def _groups(edition: Edition) -> tuple[CompetencyGroup, ...]:
    entry = edition.entries.get("competencies")
    return entry.model.groups if entry and isinstance(entry.model, Competencies) else ()


def unknown_material(edition: Edition) -> Iterator[Problem]:
    """`unknown-reference`: an activity uses a material that its session does not list. Trainers have them all."""
    for entry in edition.of_kind(SESSION) if edition.audience is Audience.TRAINER else ():
        if isinstance(entry.model, Session):
            names = {material.id for material in entry.model.materials}
            for activity in entry.model.activities:
                for position, name in enumerate(activity.materials):
                    if name not in names:
                        tokens = ("activities", activity.id, "materials", position)
                        place = blamed(entry, ("materials",), *tokens)
                        sentence = f'the materials of this session have no "{name}"'
                        yield error(place, "unknown-reference", sentence, did_you_mean(name, names))


def same_day(edition: Edition) -> Iterator[Problem]:
    """`same-name`: two days have the same id, so their pages would overwrite each other."""
    first: dict[str, str] = {}
    for entry in edition.of_kind(PROGRAMME):
        for day in entry.model.days if isinstance(entry.model, Programme) else ():
            other = first.setdefault(day.id, entry.id)
            if other != entry.id:
                place = mark(entry, "days", day.id)
                yield error(place, "same-name", f'{other} has a day "{day.id}" too', "give the day another id")


def _pointers(entry: Entry) -> Iterator[Pointer]:
    model = entry.model
    if isinstance(model, Document):
        yield from _each(entry, ("front_sheet", "related"), model.front_sheet.related, ())
    match model:
        case Session():
            yield from _session_pointers(entry, model)
        case Procedure():
            for step in model.steps:
                yield from _each(entry, ("steps", step.id, "resources"), step.resources, DOCUMENT_KINDS)
        case Programme():
            yield from _programme_pointers(entry, model)
        case Publication():
            yield from _publication_pointers(entry, model)
        case FrameworkMap():
            yield from _map_pointers(entry, model)
        case Readings():
            for each in model.needed:
                yield from _each(entry, ("needed", each.id, "documents"), each.documents, (*DOCUMENT_KINDS, PROGRAMME))
        case _:
            return


def _publication_pointers(entry: Entry, model: Publication) -> Iterator[Pointer]:
    for part in model.parts:
        yield from _each(entry, ("parts", part.id, "documents"), part.documents, ())
        yield from _each(entry, ("parts", part.id, "without"), part.without, ())


def unknown_day(edition: Edition) -> Iterator[Problem]:
    """`unknown-reference`: a publication asks for a day that no programme has, or a trust gives such a day a date.

    A publication may ask for a day that a trust took out.
    """
    days = {
        day.id
        for entry in edition.of_kind(PROGRAMME)
        for day in (entry.model.days if isinstance(entry.model, Programme) else ())
    }
    for day in edition.trust.dates if edition.trust else ():
        if day not in days:
            place = trust_mark(edition, "dates", day)
            yield error(place, "unknown-reference", f'there is no day "{day}"', did_you_mean(day, days))
    for entry in edition.of_kind(PUBLICATION):
        is_own = edition.trust is None or entry.origin.kind is not OriginKind.NATIONAL
        for part in entry.model.parts if isinstance(entry.model, Publication) else ():
            asked = [("days", *each) for each in enumerate(part.days)]
            asked += [("without_days", *each) for each in enumerate(part.without_days)]
            for name, position, day in asked:
                if is_own and day not in days:
                    place = mark(entry, "parts", part.id, name, position)
                    yield error(place, "unknown-reference", f'there is no day "{day}"', did_you_mean(day, days))


def _each(
    entry: Entry, tokens: tuple[str, ...], targets: tuple[str, ...], kinds: tuple[Kind, ...]
) -> Iterator[Pointer]:
    for position, target in enumerate(targets):
        yield mark(entry, *tokens, position), target, kinds


def _programme_pointers(entry: Entry, programme: Programme) -> Iterator[Pointer]:
    for day in programme.days:
        for part in day.parts:
            if isinstance(part, SessionPart):
                yield mark(entry, "days", day.id, "parts", part.id, "session"), part.session, (SESSION,)


def _map_pointers(entry: Entry, table: FrameworkMap) -> Iterator[Pointer]:
    for framework in table.frameworks:
        for each in framework.entries:
            tokens = ("frameworks", framework.id, "entries", each.id, "delivered_by")
            yield from _each(entry, tokens, each.delivered_by, ())


def _session_pointers(entry: Entry, session: Session) -> Iterator[Pointer]:
    for material in session.materials:
        if material.resource:
            yield mark(entry, "materials", material.id, "resource"), material.resource, (*DOCUMENT_KINDS, PROGRAMME)
    for activity in session.activities:
        place = ("activities", activity.id)
        yield from _each(entry, (*place, "role_plays"), activity.role_plays, (ROLE_PLAY,))
        yield from _each(entry, (*place, "resources"), activity.resources, DOCUMENT_KINDS)


def _problems(edition: Edition, place: Mark, document: str, element: str, kinds: tuple[Kind, ...]) -> Iterator[Problem]:
    entry = edition.entries.get(document)
    if entry is None and document in STANDING_PAGES and not kinds:
        return
    if entry is None and not edition.is_known(document):
        near = did_you_mean(document, [*edition.entries, *STANDING_PAGES])
        yield error(place, "unknown-reference", f'there is no document "{document}"', near)
    elif entry and kinds and entry.kind not in kinds:
        wanted = " or ".join(kind.title.lower() for kind in kinds)
        yield error(place, "unknown-reference", f'"{document}" is a {entry.kind.name}; a {wanted} belongs here')
    elif entry and element and element not in set(_element_ids(entry)):
        yield _unknown_element(edition, place, entry, element)


def _unknown_element(edition: Edition, place: Mark, entry: Entry, element: str) -> Problem:
    """Return the problem that an element is not there: of who took it out, where a national text leads to it."""
    own = dirname(edition.trust_node.mark.path) if edition.trust_node else ""
    gone = change_to(entry, *((name, element) for name in ("items", *ELEMENTS)))
    if gone and not place.path.startswith(f"{own}/"):
        sentence = f'a national text leads to "{element}", which this takes out: {place.path}:{place.line}'
        return warning(gone.mark, "unknown-reference", sentence, "keep it, or change that text too")
    sentence = f'{entry.id} has no "{element}"'
    return error(place, "unknown-reference", sentence, did_you_mean(element, _element_ids(entry)))


def _element_ids(entry: Entry) -> Iterator[str]:
    if isinstance(entry.model, Resource):
        yield from (name for each in entry.model.items for name in (each.id, *each.aliases))
        yield from (category.id for each in entry.model.items for category in getattr(each, "categories", ()))
    for name in ELEMENTS:
        yield from (word for each in getattr(entry.model, name, ()) for word in (each.id, *each.aliases))


def _picture_problems(edition: Edition, place: Mark, target: str, words: str) -> Iterator[Problem]:
    target = unquote(target)
    name = PurePosixPath(target)
    if ":" in target or name.is_absolute() or ".." in name.parts or name.parts[:1] != ("assets",):
        hint = "put the picture into the assets folder and write ![what it shows](assets/name.png)"
        yield error(place, "picture", f'a picture cannot come from "{target}"', hint)
    elif not words.strip():
        hint = "say what it shows, for people who cannot see it"
        yield error(place, "picture", f'the picture "{target}" has no alternative text', hint)
    elif target not in edition.assets and not edition.is_known(target):
        yield error(place, "picture", f'there is no picture "{target}"', nearest(target, edition.assets))


def hidden_link(edition: Edition) -> Iterator[Problem]:
    """`hidden-reference`: text that peers read links to a document that only trainers have.

    Where a trust's change keeps the document from them, the national texts that lead to it are not the trust's to mend.
    """
    withheld = {entry.id for entry in edition.withheld}
    for entry in edition.entries.values():
        for tokens, text, form in entry.written:
            for link in links(text) if form is not Form.LABEL else ():
                if link.document in withheld and not is_own(edition, entry, tokens):
                    continue
                if link.document in edition.other_audience and not link.is_image:
                    sentence = f"this links to {link.document}, which these readers do not have"
                    hint = "take the link out, or open the document to them"
                    yield warning(mark_of(entry, link.target, *tokens), "hidden-reference", sentence, hint)
