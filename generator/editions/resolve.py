"""A `Library`, a trust and an audience into an `Edition`: the value in which only what its readers may see exists.

In this order: the trust's amendments, its own documents, its pathways, the audience, the local values. What a peer may
not read is gone from the value itself, so that no page, index, PDF or manifest made from it can hold it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.content.author_text import misread, taken_ids
from generator.content.confirmations import confirmed
from generator.content.fingerprints import fingerprint
from generator.content.former_ids import duplicate_ids
from generator.content.ledger import names_of
from generator.content.library import File, Library, TrustFolder
from generator.content.records import Records, records
from generator.content.validate import validate
from generator.content.yaml_nodes import Table, mark_at
from generator.editions.amend import amend
from generator.editions.change import Amended, Note, Origin, OriginKind, Stale
from generator.editions.edition import Edition, Entry, facts_in
from generator.editions.local_values import Value, filled_in, mapped, values_of
from generator.editions.visibility import Readers, pruned, visible
from generator.model.base import EVERY_NATION, EVERY_PATHWAY, Audience, Form
from generator.model.document import Document
from generator.model.front_sheet import SignOff
from generator.model.trust import MOST_PEOPLE, AmendmentFile
from generator.problems import Mark, Problem, did_you_mean, error, warning


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
    stale: list[Stale] = []
    entries = tuple(_entries(library, folder, problems, stale))
    said = records(folder.records if folder else ())
    entries = tuple(_confirmed(_signed(_approved(entry, said), said), said) for entry in entries)
    values = values_of(library, folder, facts_in(entries))
    aliases = {**library.aliases, **(folder.aliases if folder else {})}
    kept = (_for_readers(entry, readers) for entry in entries)
    edition = Edition(
        national=library.edition,
        code=code,
        trust=trust,
        audience=audience,
        pathways=pathways,
        entries={entry.id: _filled(entry, values, aliases) for entry in kept if entry},
        aliases=aliases,
        broken=library.broken,
        declared_values=library.declared_values,
        values={name: value.text for name, value in (folder.values if folder else {}).items()},
        values_read=folder.values_read if folder else True,
        value_places=folder.value_places if folder else {},
        called=folder.called if folder else {},
        withheld=tuple(
            _withheld(each, readers, values, aliases)
            for each in entries
            if readers.may_see(each.national) and (each.is_taken_out or not readers.may_see(each.model))
        ),
        stale=tuple(each for each in stale if not _only_wrapped_anew(library, each)),
        records=said,
        ledger=library.ledger,
        language=library.language,
        people=trust.people if trust else MOST_PEOPLE,
        known=frozenset(entry.id for entry in entries) | library.broken,
        other_audience=frozenset(each.id for each in entries if not everywhere.may_see(each.model)),
        assets={**library.assets, **(folder.assets if folder else {})},
        trust_node=folder.file.node if folder else None,
        values_mark=Mark(path=folder.file.path.replace("trust.yml", "values.yml") if folder else ""),
    )
    return edition, tuple(problems)


def _entries(
    library: Library, folder: TrustFolder | None, problems: list[Problem], stale: list[Stale]
) -> Iterable[Entry]:
    by_target = _by_target(library, folder, problems) if folder else {}
    for file in library.national.values():
        yield _amended_entry(file, by_target.get(file.id, []), problems, stale)
    for file in folder.added.values() if folder else ():
        if file.id in library.national:
            hint = "give it another file name; to change the national one, write an amendment"
            problems.append(error(Mark(path=file.path), "duplicate-id", f"there is a national {file.id} already", hint))
            continue
        origin = Origin(kind=OriginKind.LOCAL, mark=Mark(path=file.path))
        yield _plain_entry(file, origin)


def _only_wrapped_anew(library: Library, stale: Stale) -> bool:
    """Say whether a base is of a text that said what the national one says now, in lines that were broken elsewhere."""
    file = library.national[stale.document]
    then = library.ledger.text_at(names_of(file.id, file.node), stale.ways, stale.change.base or "")
    return bool(then and then[1] and stale.now and fingerprint(then[1]) == stale.base)


def _by_target(library: Library, folder: TrustFolder, problems: list[Problem]) -> dict[str, list[File]]:
    """Sort the trust's amendment files by the national document they amend."""
    targets: dict[str, list[File]] = {}
    for file in folder.amendments:
        amends = file.model.amends if isinstance(file.model, AmendmentFile) else ""
        target = library.aliases.get(amends, amends)
        if target in library.national:
            targets.setdefault(target, []).append(file)
            if target != amends:
                mark = mark_at(file.node, ("amends",))
                hint = f"./handbook rebase {folder.code} writes the new name and moves this file"
                if any(
                    isinstance(each.model, AmendmentFile) and each.model.amends == target for each in folder.amendments
                ):
                    hint = f"move its changes to amend/{target}.yml, which is there already, and delete this file"
                problems.append(warning(mark, "renamed", f"{amends} is now called {target}", hint))
        elif target not in library.broken:
            mark = mark_at(file.node, ("amends",))
            sentence = f'there is no national document "{amends}"'
            hint = _gone(library, amends) or did_you_mean(amends, library.national)
            problems.append(error(mark, "unknown-target", sentence, hint))
    return targets


def _gone(library: Library, name: str) -> str:
    """Say which edition was the last to hold a document that is no longer there."""
    held = [release.edition for release in library.ledger.releases if name in release.documents]
    return f"edition {held[-1]} was the last that had it; ./handbook rebase takes your change out" if held else ""


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


def _amended_entry(file: File, amendments: list[File], problems: list[Problem], stale: list[Stale]) -> Entry:
    plain_entry = _plain_entry(file, Origin(kind=OriginKind.NATIONAL, mark=Mark(path=file.path)))
    if not amendments:
        return plain_entry
    result = amend(file, amendments)
    stale += result.stale
    model, wrong = validate(result.node, file.kind)
    repeated = () if wrong else (*duplicate_ids(result.node), *taken_ids(result.node, file.kind))
    problems += (*result.problems, *(_blamed(problem, file, result) for problem in (*wrong, *repeated)))
    if model is not None and not repeated:
        problems += (each for each in misread(model, result.node) if each.mark.path != file.path)
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
    """Point at the trust's first change to the key that is wrong in the national file, which it cannot change."""
    if problem.mark.path != file.path or not result.origins:
        return problem
    entries = file.node.entries if isinstance(file.node, Table) else ()
    keys = {key.text for key, value in entries if problem.mark in (key.mark, value.mark)}
    near = [origin.mark for address, origin in result.origins.items() if address.partition(".")[0] in keys]
    marks = near or [origin.mark for origin in result.origins.values()]
    return replace(problem, mark=min(marks, key=lambda mark: (mark.path, mark.line, mark.column)))


def _approved(entry: Entry, said: Records) -> Entry:
    """Put the trust's last approval on a document's front sheet, as long as the text is the one that was approved."""
    last = {approval.document: (approval, mark) for approval, mark in said.approvals}
    found = next((last[name] for name in names_of(entry.id, entry.node) if name in last), None)
    if found is None or not isinstance(entry.model, Document):
        return entry
    approval, _ = found
    if not entry.is_as_approved(approval.text):
        return replace(entry, lapsed=found)
    update = {"status": "approved", "version": approval.version, "review_by": approval.review_by}
    approver = f"{approval.by} ({approval.minutes})" if approval.minutes else approval.by
    update |= {"approver": approver, "effective_from": approval.on}
    sheet = entry.model.front_sheet.model_copy(update=update)
    return replace(entry, model=entry.model.model_copy(update={"front_sheet": sheet}), approved=found)


def _signed(entry: Entry, said: Records) -> Entry:
    """Put the trust's decisions about a document as it stands on its front sheet: those it waits for, then others."""
    names = names_of(entry.id, entry.node)
    taken = {each.event.casefold(): each for each, _ in said.signatures if each.document in names}
    last = {event: each for event, each in taken.items() if entry.is_as_approved(each.text)}
    if not last or not isinstance(entry.model, Document):
        return entry
    sheet = entry.model.front_sheet
    decisions = [
        each.model_copy(update={"by": found.by, "on": found.on})
        if (found := last.pop(each.event.casefold(), None))
        else each
        for each in sheet.sign_offs
    ]
    decisions += [SignOff(event=each.event, by=each.by, on=each.on) for each in last.values()]
    new = sheet.model_copy(update={"sign_offs": tuple(decisions)})
    return replace(entry, model=entry.model.model_copy(update={"front_sheet": new}))


def _confirmed(entry: Entry, said: Records) -> Entry:
    """Put the day on which the trust called a national contact beside its details, where they are what it heard."""
    listed = [each for each, _ in said.confirmations]
    if not listed:
        return entry
    return replace(entry, model=confirmed(entry.model, names_of(entry.id, entry.node), entry.node, listed))


def _for_readers(entry: Entry, readers: Readers) -> Entry | None:
    """Return the entry as these readers may see it, or nothing where they may not see it at all."""
    if entry.is_taken_out or not readers.may_see(entry.model):
        return None
    model = pruned(entry.model, readers)
    national = model if entry.national is entry.model else pruned(entry.national, readers)
    return replace(
        entry,
        model=model,
        national=national,
        origins={
            address: origin
            for address, origin in entry.origins.items()
            if visible(model, address) or visible(national, address)
        },
        notes={address: notes for address, notes in entry.notes.items() if visible(model, address)},
    )


def _withheld(entry: Entry, readers: Readers, values: Mapping[str, Value], aliases: Mapping[str, str]) -> Entry:
    """Return an entry that a trust's change keeps from these readers, as they would have it nationally."""
    national = pruned(entry.national, readers)
    if not entry.is_taken_out:
        return replace(entry, national=national)
    return _filled(replace(entry, model=national, national=national), values, aliases)


def _filled(entry: Entry, values: Mapping[str, Value], aliases: Mapping[str, str]) -> Entry:
    """Put local values, and today's ids of documents, into every text of an entry, its origins' reasons and notes."""

    def fill(text: str, form: Form | None) -> str:
        return filled_in(text, form, values, aliases)

    def filled(origin: Origin) -> Origin:
        return replace(origin, reason=fill(origin.reason, Form.LINE))

    model = mapped(entry.model, fill)
    return replace(
        entry,
        model=model,
        national=model if entry.national is entry.model else mapped(entry.national, fill),
        origins={address: filled(origin) for address, origin in entry.origins.items()},
        notes={
            address: tuple(Note(text=fill(note.text, Form.TEXT), origin=filled(note.origin)) for note in notes)
            for address, notes in entry.notes.items()
        },
    )
