"""What is known of editions, as text for a terminal and as JSON: status, differences, overview, explanations."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from generator.changes.explain import Explanation
from generator.changes.local_changes import Amended, LocalDifference
from generator.changes.readiness import Status
from generator.changes.text_diff import marked
from generator.editions.change import Stale
from generator.editions.due_dates import APPROVAL, CONTACT, FIRST_APPROVAL, REVIEW, RULE, Due
from generator.editions.edition import Entry
from generator.editions.sign_offs import is_to_approve, to_come
from generator.model.trust import Approval
from generator.problems import Level
from generator.quoting import escaped_json
from generator.upkeep.arrivals import Arrivals
from generator.upkeep.rebase import Question

MOST = 5
"""How many lines of a long list stand in a status that is not asked for all."""


def status_text(found: Status, *, every: bool = False) -> str:
    """Say how ready an edition is: what stops it first, and of each long list the beginning unless `every` is asked."""
    more = "" if every else f"./handbook status {found.edition.code or 'national'} --all"
    return "\n".join(_status_lines(found, more))


def status_json(found: Status) -> dict[str, Any]:
    """Return a status as values that JSON can hold."""
    edition, adoption = found.edition, found.adoption
    return {
        "trust": edition.code,
        "edition": edition.national.edition,
        "ready": not found.obstacles,
        "obstacles": list(found.obstacles),
        "missing_values": [{"name": each.id, "label": each.label, "safety": each.safety} for each in found.values],
        "components": {number: [entry.id for entry in entries] for number, entries in found.covered.items()},
        "not_covered": [{"id": each.id, "label": each.label, "original": each.original} for each in found.uncovered],
        "not_approved": [entry.id for entry in found.unsigned],
        "reviews_overdue": [each.document for each in found.reviews],
        "due": [due_json(each) for each in (*found.contacts, *found.rules, *found.reviews, *found.waiting)],
        "stale": [f"{each.document}#{each.address}" for each in found.stale],
        "declined": [f"{each.document}#{each.address}" for each in found.declined],
        "adoption": adoption
        and {
            "adopted": adoption.adopted,
            "present": adoption.present,
            "unaffected": adoption.unaffected,
            "beneath": list(adoption.beneath),
            "renamed": dict(adoption.renamed),
            "gone": list(adoption.gone),
            "new_documents": list(adoption.documents),
            "new_values": [each.id for each in adoption.values],
        },
    }


def _status_lines(found: Status, more: str) -> Iterator[str]:
    edition = found.edition
    name = edition.trust.name if edition.trust else "The national edition"
    covered = sum(bool(entries) for entries in found.covered.values())
    yield f"{name}, edition {edition.national.edition}: {'NOT READY' if found.obstacles else 'READY'} to go live."
    yield from (f"  - {obstacle}" for obstacle in found.obstacles)
    if not edition.trust and not edition.national.address:
        yield "Trusts cannot ask this edition's site for a newer one: give its address in content/national/edition.yml."
    for heading, rows in _lists(found, every=not more):
        yield from _listed(heading, rows, more)
    yield from _adoption_lines(found, more)
    yield f"Core components delivered: {covered} of {len(found.covered)}."
    for number, entries in found.covered.items():
        if not more or not entries:
            yield f"  {number:5} {', '.join(entry.id for entry in entries) or 'NOTHING'}"


def _lists(found: Status, *, every: bool) -> Iterator[tuple[str, list[str]]]:
    """Return each list of a status with its heading: first what its owner has to do, then what others do."""
    code, order = found.edition.code, list(Level)
    problems = sorted(found.others, key=lambda each: order.index(each.level))
    calling = f" (./handbook confirm {code} NAME records that you called)" if code else ""
    yield "Problems (./handbook check shows them):", [f"{each.level.value}: {each.sentence}" for each in problems]
    yield "Local values missing (add them to values.yml):", _values(found)
    yield f"Local changes to look at again (./handbook rebase {code}):", _places(found.stale)
    yield (
        "Not fully signed off (./handbook approve and sign record it):",
        list(_unsigned(found, every=every)),
    )
    yield f"Contacts to check again{calling}:", [due_line(each) for each in found.contacts]
    yield (
        f"Your numbers without a day of their call{calling}:",
        [f"{each}: to be called for the first time" for each in found.never_called],
    )
    yield "Law and rights to check again:", [due_line(each) for each in found.rules]
    yield "Reviews overdue:", [due_line(each) for each in found.reviews]
    yield "Put off until the next edition:", _places(found.declined)
    yield f"Left to the national editors, and late{calling}:", [due_line(each) for each in found.waiting]


def _unsigned(found: Status, *, every: bool) -> Iterator[str]:
    """Return the documents that wait for a decision, kind by kind: a few with what they wait for, or how many."""
    if every:
        yield from map(_waiting, found.unsigned)
        return
    for kind, number in Counter(each.kind for each in found.unsigned).items():
        words = f"{number} {kind.title if number == 1 else kind.titles}".lower()
        named = ", ".join(_waiting(each) for each in found.unsigned if each.kind == kind) if number <= MOST else ""
        yield f"{words}: {named}" if named else words


def _waiting(entry: Entry) -> str:
    """Name a document with what it waits for, and of whom."""
    asked = ["to be approved"] if is_to_approve(entry) else []
    asked += [f"{each.event}: {each.by}" for each in to_come(entry)]
    return f"{entry.id} ({'taken out: ' if entry.is_taken_out else ''}{', '.join(asked)})"


def _places(changes: Sequence[Stale]) -> list[str]:
    return [f"{each.document}#{each.address}" for each in changes]


DONE = {
    CONTACT: ("checked", ""),
    RULE: ("checked", ""),
    REVIEW: ("reviewed", ""),
    APPROVAL: ("approved", " again"),
    FIRST_APPROVAL: ("approved", " for the first time"),
}
"""What has to be done to what falls due, and which time it is."""


def due_line(due: Due) -> str:
    """Say what is due, since when, who has to do it, when it was done last, and where it stands."""
    name, (done, time) = f"{due.title} ({due.name})" if due.element else due.name, DONE[due.what]
    last = f"; last {done} on {due.last}" if due.last else ""
    return f"{name}: to be {done}{time} by {due.day}, by {due.who}{last}, at {due.mark.path}:{due.mark.line}"


def due_json(due: Due) -> dict[str, str | int | bool]:
    """Return one thing that is due as values that JSON can hold."""
    return {
        "what": due.what,
        "document": due.document,
        "element": due.element,
        "title": due.title,
        "by": due.day.isoformat(),
        "who": due.who,
        "waits": due.waits,
        "last": due.last,
        "path": due.mark.path,
        "line": due.mark.line,
    }


def _values(found: Status) -> list[str]:
    return [f"{each.id}{' (safety)' if each.safety else ''}: {each.label}" for each in found.values]


def _listed(heading: str, rows: Sequence[str], more: str = "") -> Iterator[str]:
    if rows:
        yield heading
        yield from (f"  - {row}" for row in first_of(rows, more))


def first_of(rows: Sequence[str], more: str) -> Sequence[str]:
    """Return the beginning of a long list, with how many are left and the command that shows them; all without one."""
    left = len(rows) - MOST
    return rows if not more or left <= 1 else [*rows[:MOST], f"and {left} more: {more}"]


def _adoption_lines(found: Status, more: str) -> Iterator[str]:
    adoption = found.adoption
    if adoption is None:
        return
    is_new = adoption.adopted != adoption.present
    if not (is_new or adoption.unaffected or adoption.beneath or adoption.renamed or adoption.gone):
        yield f"Edition {adoption.present} is adopted."
        return
    rows = [
        ("changed beneath", adoption.beneath),
        ("renamed", [f"{old} is now {new}" for old, new in adoption.renamed]),
        ("national text gone", adoption.gone),
    ]
    if is_new:
        yield f"Edition {adoption.present} is here; {adoption.adopted} was the last one adopted. For your changes:"
        rows.append(("new documents", adoption.documents))
        rows.append(("new local values needed", [f"{each.id}: {each.label}" for each in adoption.values]))
    else:
        yield f"Edition {adoption.present} is adopted. For your changes:"
    yield f"  - unaffected: {adoption.unaffected}"
    for heading, listed in rows:
        yield f"  - {heading}: {len(listed)}"
        yield from (f"      {each}" for each in first_of(listed, more))


def differences_text(found: Sequence[LocalDifference]) -> str:
    """Say every local difference of an edition, with the words that are gone and new marked."""
    lines: list[str] = []
    for each in found:
        lines.append(f"{each.document}{f'#{each.address}' if each.address else ''}: {each.done.lower()}")
        lines.append(f"  at {each.mark.path}:{each.mark.line}")
        lines += [f"  why: {each.reason}"] if each.reason else []
        lines += [f"  approved: {_approval(each.approved)}"] if each.operation != "local" else []
        lines += _indented(marked(each.was, each.now))
        lines.append("")
    return "\n".join([*lines, f"{len(found)} local difference{'' if len(found) == 1 else 's'}."])


def differences_json(found: Sequence[LocalDifference]) -> list[dict[str, Any]]:
    """Return local differences as values that JSON can hold."""
    return [
        {
            "document": each.document,
            "address": each.address,
            "operation": each.operation,
            "national": each.was,
            "local": each.now,
            "reason": each.reason,
            "approved": {"by": each.approved.by, "on": each.approved.on.isoformat()} if each.approved else None,
            "path": each.mark.path,
            "line": each.mark.line,
        }
        for each in found
    ]


def overview_text(found: Sequence[Amended]) -> str:
    """Say which national texts trusts change, the most changed first."""
    lines: list[str] = []
    for row in found:
        lines.append(f"{row.document}#{row.address}: {row.count} trust{'' if row.count == 1 else 's'}")
        lines += [
            f"  {edition.code}{' (example)' if edition.trust and edition.trust.example else ''}, "
            f"{each.done.lower()}: {each.reason}"
            for edition, each in row.trusts
        ]
    return "\n".join([*lines, f"{len(found)} national text{' is' if len(found) == 1 else 's are'} changed by trusts."])


def overview_json(found: Sequence[Amended]) -> list[dict[str, Any]]:
    """Return an overview as values that JSON can hold."""
    return [
        {
            "document": row.document,
            "address": row.address,
            "trusts": [
                {"code": edition.code, "operation": each.operation, "reason": each.reason}
                for edition, each in row.trusts
            ],
        }
        for row in found
    ]


def explanation_text(found: Explanation) -> str:
    """Say where a national text comes from and who changed it."""
    since = f"as it is since edition {found.since}" if found.since else "in no published edition as it is now"
    lines = [
        f"{found.document}{f'#{found.address}' if found.address else ''}",
        f"  at {found.mark.path}:{found.mark.line}",
        f"  base: {found.base}, {since}",
        f"  lock: {found.lock.value}{f' ({found.lock_reason})' if found.lock_reason else ''}",
        *_indented(found.text),
    ]
    if found.inside:
        lines.append("Inside it, changes can name (with a dot and a key, a field of each):")
        lines += [f"    {found.document}#{way}" for way in found.inside]
    for shape in found.addable:
        lines.append(f"To add {'a ' + shape.kind if shape.kind else 'to it'}, what must be said:")
        lines += [f"    {line}" for line in shape.lines]
    if found.addable:
        lines.append(f"./handbook amend CODE '{found.document}#{found.address}' --operation add begins it.")
    for edition, each in found.changed:
        place = f"{each.mark.path}:{each.mark.line}"
        lines.append(f"{edition.code}: {each.done.lower()} {each.address}, at {place}. {each.reason}")
        lines += _indented(each.now)
    return "\n".join([*lines, *([] if found.changed else ["No trust changes it."])])


def question_text(question: Question) -> str:
    """Show one stale change: the national text then and now, with a word diff, and the local text."""
    lines = [f"{question.document}#{question.address} ({question.place.operation})"]
    lines.append(f"  at {question.place.shown_as}:{question.place.line}")
    if question.is_gone:
        lines.append("  The national text is gone.")
    elif question.then:
        lines += [f"  National text, {question.edition} to now:", *_indented(marked(question.then, question.now), 4)]
    else:
        lines += ["  National text now:", *_indented(question.now, 4)]
    return "\n".join([*lines, "  Ours:", *_indented(question.ours, 4)])


def arrivals_lines(found: Arrivals) -> Iterator[str]:
    """Say what a national edition brings for a trust, one thing after another."""
    number = len(found.matters)
    yield f"{found.code or 'national'}, edition {found.edition}: {number} thing{'' if number == 1 else 's'} to look at."
    for place, each in enumerate(found.matters, start=1):
        where = f"{each.document}{f'#{each.address}' if each.address else ''}"
        yield f"{place}. {each.kind.replace('-', ' ')}: {where}" if where else f"{place}. {each.kind}"
        yield from _indented(each.words)
        yield from _indented(f"Ours: {each.ours}" if each.ours else "")
    yield from _listed("What else moved in the national edition:", found.others)


def as_json(values: Any) -> str:
    """Write values as JSON for other programs."""
    return escaped_json(json.dumps(values, ensure_ascii=False, indent=2))


def _approval(approved: Approval | None) -> str:
    return f"{approved.by}, {approved.on}" if approved else "not yet"


def _indented(text: str, margin: int = 4) -> list[str]:
    return [f"{' ' * margin}{line}".rstrip() for line in text.splitlines()]
