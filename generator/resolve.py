"""A `Library`, a trust and an audience into an `Edition`: the value in which only what its readers may see exists.

In this order: the trust's amendments, its own documents, its pathways, the audience, the local values. What a peer may
not read is gone from the value itself, so that no page, index, PDF or manifest made from it can hold it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.amend import Amended, Note, Origin, OriginKind, amend
from generator.load import File, Library, TrustFolder, duplicate_ids
from generator.markup import NO_BREAK, digits
from generator.model.base import EVERY_NATION, EVERY_PATHWAY, Audience, Content, Document, Nation, OnlyFor, Pathway
from generator.model.framework import LocalValue, NationalEdition
from generator.model.kinds import DELIVERING, Kind
from generator.model.trust import AmendmentFile, Trust
from generator.problems import Mark, Problem, did_you_mean, error
from generator.source import Node, mark_at
from generator.validate import validate

PLACE_FOR_VALUE = re.compile(r"\{\{\s*([a-z]+)\.([a-z0-9_]+)\s*\}\}")
"""A local value in text: {{ local.crisis_line }}."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Who an edition is for: what they are, and where they work."""

    audience: Audience
    pathways: tuple[Pathway, ...]
    nations: tuple[Nation, ...]

    def may_see(self, model: BaseModel) -> bool:
        """Say whether a document or an element is for them."""
        audiences, pathways, nations = (getattr(model, name, None) for name in ("audiences", "pathways", "nations"))
        return (
            (audiences is None or self.audience in audiences)
            and (pathways is None or not set(pathways).isdisjoint(self.pathways))
            and (nations is None or not set(nations).isdisjoint(self.nations))
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One file as an edition has it, with the origin of each address that is not plainly national.

    `national` is what it was before the trust's amendments, as these readers would have had it.
    """

    id: str
    kind: Kind
    model: Content
    national: Content
    node: Node
    origin: Origin
    origins: Mapping[str, Origin]
    notes: Mapping[str, tuple[Note, ...]]

    def origins_at(self, address: str) -> tuple[Origin, ...]:
        """Give the origins of an element: its own, and those of its fields."""
        depth = address.count(".") + 1
        return tuple(
            origin
            for place, origin in self.origins.items()
            if place == address or (place.startswith(f"{address}.") and place.count(".") == depth)
        )

    def notes_at(self, address: str) -> tuple[Note, ...]:
        """Give the trust's notes beside an element."""
        return self.notes.get(address, ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The resolved content of one trust, or of none, for one audience.

    `values` are the local values the trust gave. `known` holds the id of every file, also of those its readers do not
    have because they are for another audience or pathway, or could not be read; `other_audience` those for another
    audience. `assets` are the pictures, by the name to write in text; `delivered_nationally` the numbers of the
    components that the national edition delivers.
    """

    national: NationalEdition
    code: str
    trust: Trust | None
    audience: Audience
    pathways: tuple[Pathway, ...]
    entries: Mapping[str, Entry]
    declared_values: Mapping[str, LocalValue]
    values: Mapping[str, str]
    values_mark: Mark
    values_read: bool
    delivered_nationally: frozenset[str]
    known: frozenset[str]
    other_audience: frozenset[str]
    assets: Mapping[str, Path]

    @property
    def folder(self) -> str:
        """Where the edition stands in `site/`, with a closing slash, or nothing for the national peer edition."""
        return edition_folder(self.code, self.audience)

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Give every entry of one kind, in order of id."""
        return tuple(entry for entry in self.entries.values() if entry.kind is kind)


def edition_folder(code: str, audience: Audience) -> str:
    """Give where an edition stands in `site/`, with a closing slash, or nothing for the national peer edition."""
    parts = [code, "trainer" if audience is Audience.TRAINER else ""]
    return "".join(f"{part}/" for part in parts if part)


def resolve(library: Library, code: str, audience: Audience) -> tuple[Edition, tuple[Problem, ...]]:
    """Make one edition.

    Args:
        library: What was read.
        code: The trust's code, or "" for the national edition.
        audience: Who it is for.

    Returns:
        The edition, and what is wrong with the trust's amendments. A file that cannot be amended as asked stands in
        the edition as the national one.
    """
    folder = library.trusts[code] if code else None
    trust = folder.trust if folder else None
    pathways = trust.pathways if trust else EVERY_PATHWAY
    readers = Readers(audience=audience, pathways=pathways, nations=(trust.nation,) if trust else EVERY_NATION)
    everywhere = Readers(audience=audience, pathways=EVERY_PATHWAY, nations=EVERY_NATION)
    problems: list[Problem] = []
    entries = tuple(_entries(library, folder, problems))
    values = _values(library, folder)
    kept = (_for_readers(entry, readers) for entry in entries)
    edition = Edition(
        national=library.edition,
        code=code,
        trust=trust,
        audience=audience,
        pathways=pathways,
        entries={entry.id: _filled(entry, values) for entry in kept if entry},
        declared_values=library.declared_values,
        values={name: value.text for name, value in (folder.values if folder else {}).items()},
        values_read=folder.values_read if folder else True,
        delivered_nationally=_delivered(library),
        known=frozenset(entry.id for entry in entries) | library.broken,
        other_audience=frozenset(each.id for each in entries if not everywhere.may_see(each.model)),
        assets={**library.assets, **(folder.assets if folder else {})},
        values_mark=Mark(path=folder.file.path.replace("trust.yml", "values.yml") if folder else ""),
    )
    return edition, tuple(problems)


def _entries(library: Library, folder: TrustFolder | None, problems: list[Problem]) -> Iterable[Entry]:
    by_target = _by_target(library, folder, problems) if folder else {}
    for file in library.national.values():
        yield _amended_entry(file, by_target.get(file.id, []), problems)
    for file in folder.added.values() if folder else ():
        if file.id in library.national:
            hint = "give it another file name; to change the national one, write an amendment"
            problems.append(error(Mark(path=file.path), "duplicate-id", f"there is a national {file.id} already", hint))
            continue
        origin = Origin(kind=OriginKind.LOCAL, mark=Mark(path=file.path))
        yield _plain_entry(file, origin)


def _by_target(library: Library, folder: TrustFolder, problems: list[Problem]) -> dict[str, list[File]]:
    """Sort the trust's amendment files by the national document they amend."""
    targets: dict[str, list[File]] = {}
    for file in folder.amendments:
        amends = file.model.amends if isinstance(file.model, AmendmentFile) else ""
        target = library.aliases.get(amends, amends)
        if target in library.national:
            targets.setdefault(target, []).append(file)
        elif target not in library.broken:
            mark = mark_at(file.node, ("amends",))
            sentence = f'there is no national document "{amends}"'
            problems.append(error(mark, "unknown-target", sentence, did_you_mean(amends, library.national)))
    return targets


def _delivered(library: Library) -> frozenset[str]:
    """Give the components that some session or procedure of the national edition names."""
    return frozenset(
        number
        for file in library.national.values()
        if file.kind in DELIVERING and isinstance(file.model, Document)
        for number in file.model.components
    )


def _plain_entry(file: File, origin: Origin) -> Entry:
    return Entry(
        id=file.id,
        kind=file.kind,
        model=file.model,
        national=file.model,
        node=file.node,
        origin=origin,
        origins={},
        notes={},
    )


def _amended_entry(file: File, amendments: list[File], problems: list[Problem]) -> Entry:
    plain_entry = _plain_entry(file, Origin(kind=OriginKind.NATIONAL, mark=Mark(path=file.path)))
    if not amendments:
        return plain_entry
    result = amend(file, amendments)
    model, wrong = validate(result.node, file.kind)
    repeated = () if result.problems or wrong else duplicate_ids(result.node)
    problems += (*result.problems, *(_blamed(problem, file, result) for problem in (*wrong, *repeated)))
    if model is None or repeated or not (result.origins or result.notes):
        return plain_entry
    first = next(iter([*result.origins.values(), *(notes[0].origin for notes in result.notes.values())]))
    return replace(
        plain_entry,
        model=model,
        node=result.node,
        origin=Origin(kind=OriginKind.AMENDED, mark=first.mark),
        origins=result.origins,
        notes=result.notes,
    )


def _blamed(problem: Problem, file: File, result: Amended) -> Problem:
    """Point at the trust's amendment where what is wrong shows in the national file, which the trust cannot change."""
    if problem.mark.path != file.path or not result.origins:
        return problem
    return replace(problem, mark=next(iter(result.origins.values())).mark)


def _values(library: Library, folder: TrustFolder | None) -> Mapping[str, str]:
    """Give the text for every place a local value may stand in."""
    given = {name: _written(library, name, value.text) for name, value in folder.values.items()} if folder else {}
    blank = "(your trust adds: {})" if folder is None else "(not filled in: {})"
    values = {
        f"local.{name}": given.get(name) or blank.format(declared.label)
        for name, declared in library.declared_values.items()
    }
    trust = folder.trust if folder else None
    values["trust.name"] = trust.name if trust else "your trust"
    values["trust.short_name"] = (trust.short_name or trust.name) if trust else "your trust"
    values["trust.coordinator"] = trust.coordinator if trust else "Peer Worker Coordinator"
    return values


def _written(library: Library, name: str, text: str) -> str:
    """Give a local value as it stands in text: a telephone number as a link to call, never broken over two lines."""
    declared = library.declared_values.get(name)
    number, comma, rest = text.strip().partition(",")
    if declared is None or declared.type != "phone":
        return text.strip()
    return f"[{number.strip().replace(' ', NO_BREAK)}](tel:{digits(number)}){comma}{rest}"


def trust_value_names() -> tuple[str, ...]:
    """Give the names that may stand after `trust.` in text."""
    return ("name", "short_name", "coordinator")


def _for_readers(entry: Entry, readers: Readers) -> Entry | None:
    """Give the entry as these readers may see it, or nothing where they may not see it at all."""
    if not readers.may_see(entry.model):
        return None
    model, national = _pruned(entry.model, readers), _pruned(entry.national, readers)
    return replace(
        entry,
        model=model,
        national=national,
        origins={
            address: origin
            for address, origin in entry.origins.items()
            if _visible(model, address) or _visible(national, address)
        },
        notes={address: notes for address, notes in entry.notes.items() if _visible(model, address)},
    )


@cache
def _hidden_fields(model: type[BaseModel], audience: Audience) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if any(isinstance(mark, OnlyFor) and mark.audience is not audience for mark in field.metadata)
    )


def _pruned(model: Any, readers: Readers) -> Any:
    """Give a model without the fields and elements these readers may not see."""
    update: dict[str, Any] = {}
    hidden = _hidden_fields(model.__class__, readers.audience)
    for name, value in model:
        if name in hidden:
            update[name] = () if isinstance(value, tuple) else None if value is None else ""
        elif isinstance(value, BaseModel):
            update[name] = _pruned(value, readers)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            update[name] = tuple(_kept(value, readers))
    return model.model_copy(update=update) if update else model


def _kept(elements: tuple[Any, ...], readers: Readers) -> Iterator[Any]:
    """Give the elements these readers have; the heading a dropped step opens its stage with goes to the next step."""
    stage = None
    for each in elements:
        own = getattr(each, "stage", None)
        if not readers.may_see(each):
            stage = own or stage
            continue
        heir = (
            each.model_copy(update={"stage": stage})
            if stage and not own and "stage" in type(each).model_fields
            else each
        )
        stage = None
        yield _pruned(heir, readers)


def _visible(model: BaseModel, address: str) -> bool:
    """Say whether an address still leads to something in a pruned model."""
    place: Any = model
    for token in address.split("."):
        if isinstance(place, tuple):
            place = next((each for each in place if getattr(each, "id", None) == token), None)
        else:
            place = getattr(place, token, None)
        if place is None or place in ((), ""):
            return False
    return True


def _filled(entry: Entry, values: Mapping[str, str]) -> Entry:
    """Put local values into every text of an entry, its origins' reasons and its notes."""

    def fill(text: str) -> str:
        return PLACE_FOR_VALUE.sub(lambda found: values.get(f"{found[1]}.{found[2]}", found[0]), text)

    def filled(origin: Origin) -> Origin:
        return replace(origin, reason=fill(origin.reason))

    return replace(
        entry,
        model=_mapped(entry.model, fill),
        national=_mapped(entry.national, fill),
        origins={address: filled(origin) for address, origin in entry.origins.items()},
        notes={
            address: tuple(Note(text=fill(note.text), origin=filled(note.origin)) for note in notes)
            for address, notes in entry.notes.items()
        },
    )


def _mapped(value: Any, change: Any) -> Any:
    """Give a value with `change` done to every text in it, the same object where nothing changed."""
    if isinstance(value, str):
        return change(value) if "{{" in value else value
    if isinstance(value, tuple):
        mapped = tuple(_mapped(each, change) for each in value)
        return mapped if any(new is not old for new, old in zip(mapped, value, strict=True)) else value
    if isinstance(value, BaseModel):
        fields = {name: (old, _mapped(old, change)) for name, old in value}
        update = {name: new for name, (old, new) in fields.items() if new is not old}
        return value.model_copy(update=update) if update else value
    return value
