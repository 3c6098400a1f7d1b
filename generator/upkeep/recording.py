"""What people put on record for a trust: that a document was approved, and that a national contact was called."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from generator.content.called_numbers import with_call
from generator.content.confirmations import Reachable, contacts, details_of
from generator.content.yaml_edit import append_record, quoted
from generator.content.yaml_nodes import typed
from generator.content.yaml_page import YamlPage, refused
from generator.editions.due_dates import VALUES
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own, mark
from generator.model.document import Document
from generator.model.front_sheet import SignOff
from generator.model.kinds import FOLDER_KINDS
from generator.problems import ContentError, Mark, Problem, did_you_mean, error

APPROVALS_HEAD = (
    "# What we approved. ./handbook approve adds to it; an approval ends when its text changes.\napprovals:\n"
)

SIGNATURES_HEAD = (
    "# What else was decided about documents. ./handbook sign adds to it; a decision ends when its text changes.\n"
    "signatures:\n"
)

CONFIRMATIONS_HEAD = (
    "# National contacts that we called ourselves. ./handbook confirm adds to it; one ends when the national details\n"
    "# change.\nconfirmations:\n"
)


def chosen(edition: Edition, patterns: Sequence[str]) -> tuple[Entry, ...]:
    """Return the documents with a front sheet that some patterns name, each once, in the order asked for.

    Among them are those that the trust took out: that they went is approved too.

    Args:
        edition: The trust's edition for trainers, who see everything.
        patterns: Ids of documents, ids with * or ?, and kinds of document: "sessions".

    Raises:
        ContentError: A pattern names none.
    """
    approvable = {entry.id: entry for entry in edition.with_taken_out if isinstance(entry.model, Document)}
    found: dict[str, Entry] = {}
    problems = []
    for pattern in patterns:
        named = tuple(_named(edition, pattern, approvable))
        found |= {name: approvable[name] for name in named}
        if not named:
            words = [*approvable, *sorted({entry.kind.folder for entry in approvable.values()})]
            sentence = f'this edition has no document "{pattern}" with a front sheet'
            problems.append(error(Mark(path=pattern), "unknown-target", sentence, did_you_mean(pattern, words)))
    if problems:
        raise ContentError(problems)
    return tuple(found.values())


def approve(folder: Path, documents: Sequence[Entry], said: Mapping[str, str]) -> tuple[Entry, ...]:
    """Record that a trust approved documents as its edition has them now, and return those that were not on record.

    Args:
        folder: The trust's folder.
        documents: The documents, of the trust's edition for trainers.
        said: `by`, `on` and `review_by`, and `version`, `minutes` and `conditions` where there are any. Without
            a version each document gets the one that comes next for it.

    Raises:
        ContentError: The file cannot be added to.
    """
    rows = [(entry, {"version": next_version(entry), **said}) for entry in documents]
    new = [(entry, row) for entry, row in rows if not _is_on_record(entry, row)]
    _record(folder / "approvals.yml", new, APPROVALS_HEAD)
    return tuple(entry for entry, _ in new)


def next_version(entry: Entry) -> str:
    """Return the number that a trust's approval gives a document: 1.0 at first, and one more once its text changed."""
    if entry.approved:
        return entry.approved[0].version
    if entry.lapsed is None:
        return "1.0"
    whole, dot, last = entry.lapsed[0].version.rpartition(".")
    return f"{whole}{dot}{int(last) + 1}" if last.isdecimal() else entry.lapsed[0].version


def sign(folder: Path, documents: Sequence[Entry], said: Mapping[str, str]) -> tuple[Entry, ...]:
    """Record a decision about documents as they are now, for their front sheets; return those it was new for.

    Args:
        folder: The trust's folder.
        documents: The documents, of the trust's edition for trainers.
        said: `event`, `by` and `on`, and `minutes` where there are any.

    Raises:
        ContentError: The file cannot be added to.
    """
    new = tuple(entry for entry in documents if not _is_signed(entry, said))
    _record(folder / "signatures.yml", [(entry, said) for entry in new], SIGNATURES_HEAD)
    return new


@dataclass(frozen=True, kw_only=True, slots=True)
class ToSign:
    """The documents that a decision is recorded for.

    `left` are those that a pattern named and that do not ask for it; `asked` is whom front sheets ask for, where that
    is somebody else.
    """

    documents: tuple[Entry, ...]
    left: tuple[Entry, ...]
    asked: tuple[str, ...]


def to_sign(edition: Edition, patterns: Sequence[str], event: str, by: str) -> ToSign:
    """Return what some patterns name, as far as a decision of a kind is recorded for it.

    A document that is named by its own id is signed whatever its front sheet says; one among many only where that asks
    for the decision. Of a kind that no front sheet names, all are signed.

    Raises:
        ContentError: A pattern names no document, or one that the trust took out.
    """
    named = [edition.aliases.get(each.strip(), each.strip()) for each in patterns]
    documents = chosen(edition, patterns)
    gone = [each for each in documents if each.is_taken_out and each.id in named]
    if gone:
        sentence = "this document is taken out: that is approved, and nothing else is decided about it"
        raise ContentError([error(Mark(path=each.id), "unknown-target", sentence) for each in gone])
    is_known = event.casefold() in {each.casefold() for each in events(edition)}
    rows = [(each, _sign_offs(each, event)) for each in documents if not each.is_taken_out]
    taken = [(each, asks) for each, asks in rows if asks or each.id in named or not is_known]
    others = (one.by for _, asks in taken for one in asks if one.on is None and one.by.casefold() != by.casefold())
    signed = tuple(each for each, _ in taken)
    left = tuple(each for each in documents if each not in signed and not each.is_taken_out)
    return ToSign(documents=signed, left=left, asked=tuple(dict.fromkeys(others)))


def _sign_offs(entry: Entry, event: str) -> tuple[SignOff, ...]:
    """Return the decisions of a kind that a document's front sheet names."""
    sheet = entry.model.front_sheet if isinstance(entry.model, Document) else None
    return tuple(each for each in sheet.sign_offs if each.event.casefold() == event.casefold()) if sheet else ()


def look_again(day: date) -> date:
    """Return the day by which what was approved on a day is to be looked at again: a year and a month later.

    A meeting that is held once a year, in the same month, is then in time.
    """
    year, month = day.year + 1 + day.month // DECEMBER, day.month % DECEMBER + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


DECEMBER = 12


def events(edition: Edition) -> tuple[str, ...]:
    """Return the kinds of decision that front sheets of an edition name, as they first stand there."""
    sheets = [entry.model.front_sheet for entry in edition.entries.values() if isinstance(entry.model, Document)]
    known: dict[str, str] = {}
    for each in (each for sheet in sheets for each in sheet.sign_offs):
        known.setdefault(each.event.casefold(), each.event)
    return tuple(known.values())


def event_of(edition: Edition, word: str) -> str:
    """Return the kind of decision that a word names, as front sheets of an edition write it.

    Args:
        edition: The trust's edition for trainers.
        word: The word, in small letters or large ones.

    Raises:
        ContentError: No front sheet names it.
    """
    known = events(edition)
    if found := [each for each in known if each.casefold() == word.casefold()]:
        return found[0]
    listed = f"there are: {', '.join(known)}; --new records one of another kind"
    hint = " ".join(each for each in (did_you_mean(word, known), listed) if each)
    raise ContentError([error(Mark(path=word), "unknown-event", f'no front sheet names a decision "{word}"', hint)])


def _record(path: Path, rows: Sequence[tuple[Entry, Mapping[str, str]]], head: str) -> None:
    """Add what is said of each document to a file of records: all of it, or none where it cannot be added to."""
    before = path.read_bytes() if path.exists() else None
    try:
        for entry, said in rows:
            lines = [f"document: {entry.id}", *(f"{key}: {_date_or_text(value)}" for key, value in said.items())]
            lines.append(f"text: {quoted(entry.text)}")
            append_record(path, path.stem, lines, head)
    except ContentError:
        path.unlink(missing_ok=True) if before is None else path.write_bytes(before)
        raise


def contact(edition: Edition, name: str) -> tuple[Entry, tuple[str, ...], Reachable]:
    """Return the national contact of a name, with the file and the address it stands at.

    Args:
        edition: The trust's edition for trainers.
        name: Its id, alone or after its document: samaritans, signposting.samaritans, signposting#contacts.samaritans.

    Raises:
        ContentError: There is none or more than one, or it is the trust's own, whose dates it sets itself.
    """
    known = [(entry, tokens, each) for entry in edition.entries.values() for tokens, each in contacts(entry.model)]
    numbers = [each for each in edition.values if own_number(edition, each)]
    document, _, element = name.rpartition(".")
    document = document.partition("#")[0]
    found = [row for row in known if element in (row[2].id, *row[2].aliases) and document in ("", row[0].id)]
    if len(found) == 1 and not is_own(edition, found[0][0], found[0][1]):
        return found[0]
    names = [*(f"{entry.id}.{each.id}" for entry, _, each in known), *numbers]
    raise ContentError([_no_contact(name, names, found)])


def confirm(folder: Path, entry: Entry, tokens: Sequence[str], by: str, on: date) -> Path:
    """Record that a trust called a national contact and heard what its details say; return the file.

    Args:
        folder: The trust's folder.
        entry: The file that the contact stands in, of the trust's edition.
        tokens: Its address there.
        by: Who called, by job title.
        on: When.

    Raises:
        ContentError: The file cannot be added to.
    """
    path = folder / "confirmations.yml"
    lines = [f"contact: {entry.id}.{tokens[-1]}", f"by: {quoted(by)}", f"on: {on.isoformat()}"]
    lines.append(f"details: {quoted(details_of(entry.node, tokens))}")
    append_record(path, "confirmations", lines, CONFIRMATIONS_HEAD)
    return path


def own_number(edition: Edition, name: str) -> str:
    """Return the local value of a name, where it is a number of the trust's own; nothing where it is none.

    Args:
        edition: The trust's edition for trainers.
        name: Its name, alone or as what falls due is called: crisis_line, local-values.crisis_line.
    """
    name = name.strip().removeprefix(f"{VALUES}.")
    declared = edition.declared_values.get(name)
    return name if declared and declared.type == "phone" and edition.values.get(name) else ""


def called(folder: Path, name: str, on: date) -> Path:
    """Write down that a trust called a number of its own: the day stands above it. Return the file.

    Raises:
        ContentError: The file cannot be read, or the number has no line of its own.
    """
    path = folder / "values.yml"
    page = YamlPage(path)
    try:
        text = with_call(page.text, name, f"{on}")
    except LookupError:
        raise refused(path) from None
    page.save(text, typed(page.node))
    return path


def _named(edition: Edition, pattern: str, approvable: Mapping[str, Entry]) -> Iterator[str]:
    word = pattern.strip().rstrip("/")
    name = edition.aliases.get(word, word)
    if name in approvable:
        yield name
        return
    kinds = [kind for kind in FOLDER_KINDS if word.lower() in (kind.folder, kind.name, kind.titles.lower())]
    for each, entry in approvable.items():
        if entry.kind in kinds or (re.search(r"[*?\[]", word) and fnmatchcase(each, word)):
            yield each


def _is_on_record(entry: Entry, said: Mapping[str, str]) -> bool:
    """Say whether this very approval stands already, and holds."""
    approval = entry.approved[0] if entry.approved else None
    return approval is not None and all(str(getattr(approval, key)) == value for key, value in said.items())


def _is_signed(entry: Entry, said: Mapping[str, str]) -> bool:
    """Say whether this very decision stands on the front sheet already."""
    sheet = entry.model.front_sheet if isinstance(entry.model, Document) else None
    wanted = (said["event"].casefold(), said["by"], said["on"])
    return any((each.event.casefold(), each.by, str(each.on)) == wanted for each in (sheet.sign_offs if sheet else ()))


def _no_contact(name: str, known: Sequence[str], found: Sequence[tuple[Entry, tuple[str, ...], Reachable]]) -> Problem:
    if not found:
        short = [each.rpartition(".")[2] for each in known]
        hint = did_you_mean(name, [*short, *known]) or f"there are: {', '.join(known)}"
        return error(Mark(path=name), "unknown-target", f'this edition has no contact "{name}"', hint)
    if len(found) > 1:
        names = " or ".join(f"{entry.id}.{each.id}" for entry, _, each in found)
        return error(Mark(path=name), "unknown-target", f'there is more than one contact "{name}"', f"say {names}")
    entry, tokens, _ = found[0]
    sentence = f"{entry.id}.{tokens[-1]} is your own, so its days stand where you wrote it"
    hint = "set checked_on and check_by here; add checked_by to say who called"
    return error(mark(entry, *tokens, "check_by"), "own-contact", sentence, hint)


def _date_or_text(text: str) -> str:
    return text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else quoted(text)
