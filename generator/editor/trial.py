"""A change before it is saved: what `check` would say of the file as it would be, and beside which field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.check.rules import check_words
from generator.content.file_reader import checked, read_file
from generator.content.library import File, Library
from generator.content.quoted_facts import FACTS, facts_of, with_facts
from generator.content.yaml_nodes import Listing, Node, Table
from generator.editions.resolve import resolve
from generator.editor.form_data import START, name_of
from generator.editor.shapes import Control, Field
from generator.editor.workspace import State
from generator.model.base import Audience
from generator.model.kinds import AMENDMENT, TRUST, Kind
from generator.model.trust import AmendmentFile
from generator.problems import ContentError, Level, Problem

ELSEWHERE = ""
"""Where problems stand that belong beside no field."""

Place = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A field of a form, and where its value stands in the file as it would be."""

    name: str
    start: Place
    end: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A file as it would be, and what is wrong with it; no node where it could not be read."""

    node: Node | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        return tuple(each for each in self.problems if each.level is Level.ERROR)


def tried(state: State, path: Path, shown: str, raw: bytes, file_id: str, kind: Kind) -> Trial:
    """Read a file as it would be, and say what is wrong with it, alone and in the edition.

    Args:
        state: The content as it stands.
        path: Where the file is to stand.
        shown: The same as people type it.
        raw: What is to stand in it.
        file_id: The id that it has among the files.
        kind: What kind of file it is.
    """
    with TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_bytes(raw)
        try:
            read = read_file(trial, shown)
        except ContentError as exc:
            return Trial(node=None, problems=exc.problems)
    held = checked(read, kind)
    found = [*read.problems, *held.problems, *held.repeated]
    if held.model is not None and not held.repeated:
        facts = state.library.national.get(FACTS)
        quoting = with_facts(read.node, facts_of(facts.model) if facts else {})
        file = File(id=file_id, kind=kind, path=shown, node=quoting, model=held.model)
        edition, told = resolve(_with_file(state, file), state.code, Audience.TRAINER)
        told += check_words(edition, _document_of(state, file))
        found += (each for each in told if each.mark.path == shown)
    return Trial(node=read.node, problems=tuple(dict.fromkeys(found)))


def _document_of(state: State, file: File) -> str:
    """Return the id of the document whose words a file holds."""
    named = file.model.amends if isinstance(file.model, AmendmentFile) else file.id
    return state.library.aliases.get(named, named)


def _with_file(state: State, file: File) -> Library:
    """Return the content with one file as it would be."""
    library, trust = state.library, state.trust
    if file.kind == TRUST:
        return library
    if trust is None:
        return replace(library, national={**library.national, file.id: file})
    if file.kind == AMENDMENT:
        others = tuple(each for each in trust.amendments if each.path != file.path)
        folder = replace(trust, amendments=(*others, file))
    else:
        folder = replace(trust, added={**trust.added, file.id: file})
    return replace(library, trusts={**library.trusts, trust.code: folder})


def new_errors(before: Trial | None, after: Trial) -> tuple[Problem, ...]:
    """Return the errors that a change brings; those that stood there already keep nobody from mending another."""
    known = {(each.rule, each.sentence) for each in before.errors} if before else set()
    return tuple(each for each in after.errors if (each.rule, each.sentence) not in known)


def spots_of(fields: Sequence[Field], node: Node | None, start: str = START) -> Iterator[Spot]:
    """Return where each field of a table stands, outermost first."""
    if not isinstance(node, Table):
        return
    for each in fields:
        found = next(((key, value) for key, value in node.entries if key.text == each.key), None)
        if found is None:
            continue
        key, value = found
        name = name_of(start, each.key)
        yield Spot(name=name, start=(key.mark.line, key.mark.column), end=value.end)
        yield from _inside(each, value, name)


def spots_within(field: Field, node: Node, name: str) -> Iterator[Spot]:
    """Return where a value stands, and the fields in it."""
    yield Spot(name=name, start=(node.mark.line, node.mark.column), end=node.end)
    yield from _inside(field, node, name)


def _inside(field: Field, node: Node, name: str) -> Iterator[Spot]:
    if field.control is Control.TABLE:
        yield from spots_of(field.inside, node, name)
    elif field.control is Control.LIST and field.each and isinstance(node, Listing):
        for position, child in enumerate(node.children):
            yield from spots_within(field.each, child, name_of(name, position))


def beside(problems: Sequence[Problem], spots: Sequence[Spot], names: Sequence[str]) -> Mapping[str, list[Problem]]:
    """Sort problems by the field that each is about: the innermost that it stands in, or the one that it names.

    Args:
        problems: What is wrong.
        spots: Where the fields stand.
        names: The names of all fields of the form, also of those that the file has not.
    """
    sorted_out: dict[str, list[Problem]] = {}
    for each in problems:
        place = (each.mark.line, each.mark.column)
        around = [spot for spot in spots if spot.start <= place <= spot.end]
        name = around[-1].name if around else ELSEWHERE
        if each.rule == "missing-key":
            key = each.sentence.partition('"')[2].partition('"')[0]
            wanted = f"{name or START}.{key}"
            name = wanted if wanted in names else name
        sorted_out.setdefault(name, []).append(each)
    return sorted_out
