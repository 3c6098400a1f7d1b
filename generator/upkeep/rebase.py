"""After a new national edition: each local change whose national text moved, and a person's decision written down.

Nothing is decided here. A decision edits the trust's own files, leaving every other character of them as it was, and
is kept in its `decisions.yml` with who made it and when.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from generator.changes.stale import is_declined, text_then
from generator.changes.text_diff import focused
from generator.content.library import File, Library
from generator.content.national_comment import with_comment
from generator.content.node_paths import canonical, find
from generator.content.validate import validate
from generator.content.yaml_edit import append_record, quoted, remove_entry, set_value
from generator.content.yaml_nodes import Node, child, mark_at, read, typed
from generator.content.yaml_page import YamlPage
from generator.editions.change import Stale
from generator.editions.edition import Edition
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.model.kinds import DECISIONS
from generator.model.trust import (
    WHOLE,
    Add,
    AmendmentFile,
    Change,
    NoteBeside,
    Remove,
    Replace,
    address_of,
    operation_of,
    tokens_of,
)
from generator.problems import ContentError, Mark

HEAD = (
    "# What we decided when the national text moved beneath a change of ours. ./handbook rebase adds to it.\n"
    "decisions:\n"
)


class Choice(Enum):
    """What a person can decide about a local change."""

    KEEP = "keep"
    """Ours stands, over the national text of today."""
    TAKE = "take"
    """The national text stands, and our change goes."""
    EDIT = "edit"
    """A new text of ours stands, over the national text of today."""
    DECLINE = "decline"
    """Put off: ours stands until the next national edition, then it is asked again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where one change stands in a trust's files."""

    file: Path
    shown_as: str
    line: int
    position: int
    operation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One local change to decide about.

    `then` is the national text it was written against, with the newest edition that had it, both empty where the
    ledger does not know it; `now` the national text of today and `base` its fingerprint, both empty where it is gone;
    `national` the whole of that text, of which `now` may tell a part;
    `ours` what the trust says instead, and `is_text` whether that is a text, and no list or table.
    """

    place: Place
    document: str
    address: str
    edition: str
    then: str
    now: str
    national: Node | None
    ours: str
    base: str
    declined: bool
    is_text: bool

    @property
    def is_gone(self) -> bool:
        """Whether the national text is no longer there at all."""
        return not self.base

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided: a change to what is gone can only be let go, and only a text can be edited."""
        if self.is_gone:
            return (Choice.TAKE,)
        return tuple(each for each in Choice if each is not Choice.EDIT or self.is_text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rename:
    """A name in a trust's file that means something with another name today. No position: the document's own name."""

    place: Place
    old: str
    new: str


def questions(library: Library, code: str) -> tuple[Question, ...]:
    """Return every local change of a trust whose national text says something else or is gone, in the order written."""
    edition, problems = resolve(library, code, Audience.TRAINER)
    stale = {each.mark: each for each in edition.stale}
    lost = {each.mark for each in problems if each.rule == "unknown-target"}
    made = (
        _question(library, edition, file, position, change, stale, lost)
        for file in library.trusts[code].amendments
        if isinstance(file.model, AmendmentFile)
        for position, change in enumerate(file.model.changes)
    )
    return tuple(question for question in made if question)


def renames(library: Library, code: str) -> tuple[Rename, ...]:
    """Return every name in a trust's amendments that the national edition has given up for another."""
    return tuple(rename for file in library.trusts[code].amendments for rename in _renames(library, file))


def follow(library: Library, code: str) -> tuple[Rename, ...]:
    """Write today's names into a trust's files, and move the files of documents that were renamed."""
    found = tuple(each for each in renames(library, code) if not _is_taken(library, code, each))
    for each in found:
        if each.place.position >= 0:
            set_value(each.place.file, ("changes", each.place.position, each.place.operation), each.new)
    for each in found:
        if each.place.position < 0:
            target = library.trusts[code].folder / "amend" / f"{each.new}.yml"
            set_value(each.place.file, ("amends",), each.new)
            target.parent.mkdir(parents=True, exist_ok=True)
            each.place.file.rename(target)
            if not any(each.place.file.parent.iterdir()):
                each.place.file.parent.rmdir()
    return found


def _is_taken(library: Library, code: str, rename: Rename) -> bool:
    """Say whether there is a file for the new name already, so that a person must bring the two together."""
    return rename.place.position < 0 and (library.trusts[code].folder / "amend" / f"{rename.new}.yml").exists()


def decide(folder: Path, question: Question, choice: Choice, by: str, on: date, edition: str, text: str = "") -> None:
    """Carry out a decision about one change, and write it down.

    Args:
        folder: The trust's folder.
        question: The change; its position must be that of the file as it stands.
        choice: One of its choices.
        by: Who decides, by job title or name.
        on: The day.
        edition: The national edition of today.
        text: The new text, for `Choice.EDIT`.

    Raises:
        ContentError: A file cannot be edited as it stands; then nothing is decided, and every file is as it was.
    """
    said = {
        "amends": question.document,
        "change": question.address,
        "choice": choice.value,
        "by": quoted(by),
        "on": on.isoformat(),
        "edition": quoted(edition),
    }
    said |= {"base": quoted(question.base)} if question.base else {}
    entry = [f"{key}: {value}" for key, value in said.items()]
    kept, file = folder / "decisions.yml", question.place.file
    before = kept.read_bytes() if kept.exists() else None, file.read_bytes()
    try:
        append_record(kept, "decisions", entry, HEAD)
        _carry_out(question, choice, text)
        _read_back(kept, f"{folder.name}/{kept.name}")
    except ContentError:
        kept.unlink(missing_ok=True) if before[0] is None else kept.write_bytes(before[0])
        file.write_bytes(before[1])
        raise


def _read_back(kept: Path, shown_as: str) -> None:
    """Stop where the decisions cannot be read: what was decided would be asked again for ever."""
    _, wrong = validate(read(kept, shown_as), DECISIONS)
    if wrong:
        raise ContentError(wrong)


def _carry_out(question: Question, choice: Choice, text: str) -> None:
    place = question.place
    if choice is Choice.TAKE:
        remove_entry(place.file, "changes", place.position)
    elif choice is not Choice.DECLINE:
        set_value(place.file, ("changes", place.position, "base"), question.base)
        page = YamlPage(place.file)
        page.save(with_comment(page, place.position, place.operation, question.national), typed(page.node))
        if choice is Choice.EDIT:
            key = "with" if place.operation == "replace" else "text"
            set_value(place.file, ("changes", place.position, key), text)


def adopt(folder: Path, edition: str) -> None:
    """Write the national edition that a trust works from now into its `trust.yml`."""
    set_value(folder / "trust.yml", ("edition",), edition)


def _renames(library: Library, file: File) -> Iterator[Rename]:
    amends, changes = (file.model.amends, file.model.changes) if isinstance(file.model, AmendmentFile) else ("", ())
    name = library.aliases.get(amends, amends)
    national = library.national.get(name)
    if name != amends and national:
        yield Rename(place=_place(file, -1, "amends"), old=amends, new=name)
    for position, change in enumerate(changes):
        written = address_of(change)
        tokens = tokens_of(change)
        address = ".".join(canonical(national.node, tokens)) if national and tokens else written
        if address != written:
            yield Rename(place=_place(file, position, operation_of(change)), old=written, new=address)


def _question(
    library: Library,
    edition: Edition,
    file: File,
    position: int,
    change: Change,
    stale: Mapping[Mark, Stale],
    lost: Collection[Mark],
) -> Question | None:
    """Ask about one change; nothing where the national text is as it was when the change was written."""
    place = _place(file, position, operation_of(change))
    amends = file.model.amends if isinstance(file.model, AmendmentFile) else ""
    name = library.aliases.get(amends, amends)
    national = library.national.get(name)
    written = tokens_of(change)
    tokens = canonical(national.node, written) if national else written
    mark = mark_at(file.node, ("changes", position, place.operation))
    found = stale.get(mark)
    is_lost = mark in lost or mark_at(file.node, ("amends",)) in lost
    if found is None and not (is_lost and _is_gone(library, name, tokens)):
        return None
    then = text_then(edition, found) if found else None
    before, now = focused(then[1] if then else None, found.now if found else None)
    return Question(
        place=place,
        document=name,
        address=".".join(tokens) or WHOLE,
        edition=then[0] if then else "",
        then=before if then else "",
        now=now if found else "",
        national=found.now if found else None,
        ours=_ours(change),
        base=found.base if found else "",
        declined=is_declined(edition, found) if found else False,
        is_text=isinstance(change, NoteBeside) or (isinstance(change, Replace) and isinstance(change.with_, str)),
    )


def _is_gone(library: Library, name: str, tokens: Sequence[str]) -> bool:
    """Say whether a place, or the one around it, was there in some published edition and is not today.

    What is mistyped never was, and what the national text only leaves out stands in a place that is there.
    """
    national = library.national.get(name)
    ways = [way for way in (tokens, tokens[:-1]) if national is None or find(national.node, way) is None]
    held = (library.ledger.document(release, name) for release in library.ledger.releases)
    return any(document is not None and find(document, way) is not None for document in held for way in ways)


def _place(file: File, position: int, operation: str) -> Place:
    """Return where a change stands in the file as it is on disk, where changes that are no good stand too."""
    path = Path(file.id.removeprefix("amend:"))
    way = ("changes", position, operation) if position >= 0 else ("amends",)
    if position >= 0:
        written = child(read(path, file.path), ("changes",))
        marks = [each.mark for each in getattr(written, "children", ())]
        position = marks.index(child(file.node, ("changes", position)).mark)
    line = mark_at(file.node, way).line
    return Place(file=path, shown_as=file.path, line=line, position=position, operation=operation)


def _ours(change: Change) -> str:
    match change:
        case Replace():
            return change.with_ if isinstance(change.with_, str) else json.dumps(change.with_, ensure_ascii=False)
        case NoteBeside():
            return change.text
        case Add():
            return json.dumps(change.value, ensure_ascii=False)
        case Remove():
            return "(we take it out)"
