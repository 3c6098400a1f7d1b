"""What a trust puts on record: approvals of documents, calls to national contacts, answers to national changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Self

from starlette.responses import Response

from generator.content.confirmations import contacts
from generator.content.library import TrustFolder
from generator.editions.due_dates import EMERGENCY
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own
from generator.editions.sign_offs import to_come
from generator.editor.locations import amendments_of
from generator.editor.parts import desk
from generator.editor.shapes import named
from generator.editor.web import Ask
from generator.model.document import Document
from generator.model.resource import ContactDetails
from generator.model.trust import WHOLE
from generator.problems import ContentError, Mark, Problem, error
from generator.text.placeholders import is_no_answer
from generator.upkeep.rebase import Choice, Question, adopt, decide, follow, questions, renames
from generator.upkeep.recording import (
    ToSign,
    approve,
    chosen,
    confirm,
    contact,
    events,
    look_again,
    next_version,
    sign,
    to_sign,
)


def approvals(ask: Ask) -> Response:
    """List the documents with who approved each, or write approvals down."""
    folder = _trust(ask)
    edition = ask.state.edition()
    rows = [_Approvable.of(entry) for entry in edition.with_taken_out if isinstance(entry.model, Document)]
    today, kinds = date.today(), (APPROVED, *events(edition))
    said = {name: ask.sent(name) for name in ("by", "version", "on", "review_by", "decision", "minutes")}
    decision = said["decision"] if said["decision"] in kinds else APPROVED
    wrong: list[Problem] = []
    if ask.data:
        wrong = list(_approval_problems(said, ask.data.get("document", ()), today, decision))
        if not wrong:
            found = _decided(edition, ask.data["document"], said, decision)
            if found.documents:
                told = _told(decision, rows, found)
                return ask.watched(told, "/approvals", partial(_record, folder.folder, found.documents, said, decision))
            sentence, hint = f'their front sheets ask for no "{decision}"', "to sign one all the same, tick it alone"
            wrong = [error(Mark(path="approvals.yml"), "unknown-event", sentence, hint)]
    shown = {"version": "", "on": today.isoformat(), "review_by": look_again(_day(said["on"]) or today).isoformat()}
    shown |= {name: text for name, text in said.items() if text}
    picked = set(ask.data.get("document", ())) or ({ask.query["document"]} if "document" in ask.query else set())
    said = {"by": "", "minutes": "", **shown, "decision": decision}
    return ask.page("approvals", rows=rows, said=said, kinds=kinds, wrong=wrong, picked=picked)


APPROVED = "approved"
"""The decision that gives a document a version and a day to look at it again."""


def _decided(edition: Edition, patterns: Sequence[str], said: Mapping[str, str], decision: str) -> ToSign:
    """Return the documents that a decision is written down for."""
    if decision == APPROVED:
        return ToSign(documents=chosen(edition, patterns), left=(), asked=())
    return to_sign(edition, patterns, decision, " ".join(said["by"].split()))


def _told(decision: str, rows: Sequence["_Approvable"], found: ToSign) -> str:
    """Say what was decided about what, whom front sheets had asked for, and how many were passed over."""
    titles, number = {row.id: row.title for row in rows}, len(found.documents)
    what = titles[found.documents[0].id] if number == 1 else f"{number} documents"
    asked = f". The front sheet asks for: {', '.join(found.asked)}" if found.asked else ""
    left = f". Left as they are, for they do not wait for it: {len(found.left)}" if found.left else ""
    return f"{decision[:1].upper()}{decision[1:]}: {what}{asked}{left}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Approvable:
    """A document in the list: who approved it as it is or was, what it waits for, and its next version.

    `is_out` says whether the trust took it out: then it is approved that it went.
    """

    kind: str
    id: str
    title: str
    is_out: bool
    approved: str
    lapsed: str
    waits: tuple[str, ...]
    next_version: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Return the row of a document."""
        title = entry.model.title if isinstance(entry.model, Document) else ""
        return cls(
            kind=entry.kind.titles,
            id=entry.id,
            title=title,
            is_out=entry.is_taken_out,
            approved=_approval(entry.approved) or _leave(entry),
            lapsed=_approval(entry.lapsed),
            waits=tuple(f"{each.event} ({each.by})" for each in to_come(entry)),
            next_version=next_version(entry),
        )


def _record(folder: Path, documents: Sequence[Entry], said: Mapping[str, str], decision: str) -> None:
    """Write down what was decided about documents: an approval, or another decision for their front sheets."""
    common = {"by": " ".join(said["by"].split()), "on": said["on"]}
    minutes = {"minutes": " ".join(said["minutes"].split())} if said["minutes"].strip() else {}
    if decision == APPROVED:
        version = {"version": said["version"].strip()} if said["version"].strip() else {}
        approve(folder, documents, {**version, **common, "review_by": said["review_by"], **minutes})
    else:
        sign(folder, documents, {"event": decision, **common, **minutes})


def _approval(found: Any) -> str:
    return f"{found[0].by}, {found[0].on.isoformat()}" if found else ""


def _leave(entry: Entry) -> str:
    """Return who approved that a document was taken out, where the change itself says so."""
    leave = entry.origins[WHOLE].approved if entry.is_taken_out else None
    return f"{leave.by}, {leave.on.isoformat()}" if leave else ""


def _approval_problems(said: dict[str, str], documents: Sequence[str], today: date, decision: str) -> list[Problem]:
    mark = Mark(path="approvals.yml")
    wrong = []
    if not documents:
        wrong.append(error(mark, "missing-key", "choose at least one document"))
    if is_no_answer(said["by"]) or "<" in said["by"]:
        wrong.append(error(mark, "missing-key", "say who decided it, by job title or group"))
    days = {name: _day(said[name]) for name in ("on", "review_by")}
    if days["on"] is None or days["on"] > today:
        wrong.append(error(mark, "wrong-type", "the day of the approval must be a day that is not still to come"))
    if decision == APPROVED and (days["review_by"] is None or days["review_by"] <= today):
        wrong.append(error(mark, "wrong-type", "the day to look again must still be to come"))
    return wrong


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def confirmations(ask: Ask) -> Response:
    """List the national contacts with the day each was last called, or write calls down."""
    folder = _trust(ask)
    edition, today = ask.state.edition(), date.today()
    rows = []
    for entry in edition.entries.values():
        for tokens, each in contacts(entry.model):
            if is_own(edition, entry, tokens):
                continue
            title = each.title if isinstance(each, ContactDetails) else each.name
            number = getattr(each, "phone", None) or ""
            rows.append((f"{entry.id}.{each.id}", title, number, each.checked_on, each.check_by, each.check_by < today))
    never = {row[0]: row[2] for row in rows if row[2] in EMERGENCY}
    by, on = " ".join(ask.sent("by").split()), ask.sent("on")
    names = ask.data.get("contact", ())
    wrong: list[Problem] = []
    if ask.data:
        wrong = _call_problems(by, on, names, today, never)
        if not wrong:
            found = [contact(edition, name) for name in names]

            def record() -> None:
                for entry, tokens, _ in found:
                    confirm(folder.folder, entry, tokens, by, date.fromisoformat(on))

            return ask.watched(f"Called: {len(found)}", "/contacts", record)
    rows.sort(key=lambda row: (not row[5], row[4]))
    day = on or today.isoformat()
    return ask.page("contacts", rows=rows, never=never, by=by, on=day, wrong=wrong, picked=set(names))


def _call_problems(by: str, on: str, names: Sequence[str], today: date, never: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with calls as they are told; `never` are contacts that nobody rings for a test, by name."""
    mark = Mark(path="confirmations.yml")
    wrong = [
        error(mark, "wrong-type", f"{never[name]} is never rung for a test, so no call of it is written down")
        for name in names
        if name in never
    ]
    if not names:
        wrong.append(error(mark, "missing-key", "choose at least one contact"))
    if is_no_answer(by) or "<" in by:
        wrong.append(error(mark, "missing-key", "say who called, by job title"))
    day = _day(on)
    if day is None or day > today:
        wrong.append(error(mark, "wrong-type", "the day of the call must be a day that is not still to come"))
    return wrong


def stale(ask: Ask) -> Response:
    """Ask about each local change whose national text moved, or carry out one answer."""
    folder = _trust(ask)
    library, code = ask.state.library, ask.work.wanted.code
    asked = questions(library, code)
    edition = library.edition.edition
    wrong: list[Problem] = []
    if ask.data:
        if ask.sent("do") == "names":
            return ask.watched("New names taken over", "/stale", lambda: follow(library, code))
        question = next((each for each in asked if key_of(each) == ask.sent("question")), None)
        if question is None:
            raise ContentError([error(Mark(path="amend"), "unknown-target", "this question has been answered already")])
        choice = next((each for each in question.choices if each.value == ask.sent("choice")), None)
        by, text = " ".join(ask.sent("by").split()), ask.sent("text").strip()
        wrong = _answer_problems(choice, by, text)
        if choice and not wrong:
            what = f"{WORDS[choice]}: {_title(ask, question)}"

            def carry_out() -> None:
                decide(folder.folder, question, choice, by, date.today(), edition, text)
                if not any(not each.declined for each in questions(ask.work.state().library, code)):
                    adopt(folder.folder, edition)

            return ask.watched(what, "/stale", carry_out)
    by = ask.sent("by") or folder.trust.coordinator
    rows = [(key_of(each), each, _title(ask, each), _reason(ask, each)) for each in asked]
    return ask.page(
        "stale",
        rows=[row for row in rows if not row[1].declined],
        declined=[row for row in rows if row[1].declined],
        renames=renames(library, code),
        by=by,
        wrong=wrong,
        wrong_at=ask.sent("question"),
        words={each.value: (said, MEANT[each]) for each, said in WORDS.items()},
        edition=edition,
    )


WORDS = {
    Choice.KEEP: "Keep ours",
    Choice.TAKE: "Take the national text",
    Choice.EDIT: "Write ours anew",
    Choice.DECLINE: "Put off until the next edition",
}


def key_of(question: Question) -> str:
    """Return what tells one question from the others, also after another was answered."""
    return f"{question.document}#{question.address}:{question.place.operation}"


MEANT = {
    Choice.KEEP: "Your text stays. You have seen the new national one.",
    Choice.TAKE: "Your change goes, and your edition says what the national text says.",
    Choice.EDIT: "Your change stays, with other words.",
    Choice.DECLINE: "Your text stays, and you are asked again with the next edition.",
}
"""What follows from each answer."""


def _title(ask: Ask, question: Question) -> str:
    """Return what a question is about, as people read it: the part and its field, and the document."""
    here = desk(ask.state, question.document)
    if here is None:
        national = ask.state.library.national.get(question.document)
        return str(getattr(national.model, "title", question.document)) if national else question.document
    tokens = tuple(each for each in question.address.split(".") if each)
    depth = next((n for n in range(len(tokens), 0, -1) if ".".join(tokens[:n]) in here.by_address), 0)
    part = here.by_address[".".join(tokens[:depth])].title if depth else ""
    field = named(tokens[-1]) if depth < len(tokens) else ""
    return f"{': '.join(each for each in (part.rstrip('.'), field) if each)} ({here.title})"


def _reason(ask: Ask, question: Question) -> str:
    """Return why the trust wrote its text."""
    known = question.document in ask.state.library.national
    changes = amendments_of(ask.state, question.document).changes() if known else ()
    ours = (each.text("reason") for each in changes if (".".join(each.target) or WHOLE) == question.address)
    return next(ours, "")


def _answer_problems(choice: Choice | None, by: str, text: str) -> list[Problem]:
    mark = Mark(path="decisions.yml")
    wrong = []
    if choice is None:
        wrong.append(error(mark, "missing-key", "choose what is to be done"))
    if is_no_answer(by) or "<" in by:
        wrong.append(error(mark, "missing-key", "say who decides, by job title or group"))
    if choice is Choice.EDIT and not text:
        wrong.append(error(mark, "missing-key", "write the new text"))
    return wrong


def _trust(ask: Ask) -> TrustFolder:
    folder = ask.state.trust
    if folder is None:
        raise ContentError([error(Mark(path="content/trusts"), "unknown-trust", "this trust has no folder yet")])
    return folder
