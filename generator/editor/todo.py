"""What is wrong or still to be written in an edition's files, each with the place in the editor where it is mended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import basename

from generator.content.library import File
from generator.content.node_paths import find
from generator.editions.due_dates import VALUES, Due
from generator.editor.locations import amendments_of
from generator.editor.parts import Desk, desk
from generator.editor.shapes import fields_of
from generator.editor.workspace import State
from generator.model.trust import AmendmentFile
from generator.problems import Problem

UNUSED = "unused"
"""The rule that a document is named where it is used: what it asks for is written in another document."""

PAGES = {
    "values.yml": ("/values", "Phone numbers and facts"),
    "trust.yml": ("/trust", "Your trust"),
    "approvals.yml": ("/approvals", "Approvals"),
    "confirmations.yml": ("/contacts", "National numbers that you called"),
    "decisions.yml": ("/stale", "National changes"),
}
"""The pages on which a trust's own files are written, by their names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One place in the editor, what it is called, and what is wrong there."""

    href: str
    label: str
    problems: tuple[Problem, ...]


def tasks(state: State, problems: Sequence[Problem]) -> tuple[Task, ...]:
    """Return what is wrong by the place where it is mended, in order."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for each in problems:
        found.setdefault(_place(state, each), []).append(each)
    titles = _titles(state)
    return tuple(
        Task(href=href, label=label, problems=tuple(_with_titles(each, titles) for each in listed))
        for (href, label), listed in found.items()
    )


def _titles(state: State) -> Mapping[str, str]:
    """Return the titles of documents by their ids, also of those that were taken out."""
    entries = state.edition().with_taken_out if state.is_there else ()
    return {each.id: title for each in entries if (title := getattr(each.model, "title", ""))}


def _with_titles(problem: Problem, titles: Mapping[str, str]) -> Problem:
    """Return a problem that names documents as people know them, and no place in a file: the link leads there."""

    def said(text: str) -> str:
        without = _IN_FILE.sub("", text)
        return _ID.sub(lambda found: f"“{titles[found[0]]}”" if found[0] in titles else found[0], without)

    return replace(problem, sentence=said(problem.sentence), hint=said(problem.hint))


_IN_FILE = re.compile(r":? content/\S+\.yml:\d+")
_ID = re.compile(r"(?<![\w./-])[a-z-]+(?:/[a-z0-9-]+)+(?![\w/-])")


def where_called(contact: Due) -> str:
    """Return where the call of a contact that is due is written down."""
    if contact.document == VALUES:
        return f"/values#{contact.element}"
    return f"/document/{contact.document}#{contact.element}" if contact.is_own else f"/contacts#{contact.name}"


def left_in(here: Desk, back: str) -> tuple[Task, ...]:
    """Return what `check` still says of a document that is edited itself, part by part, what it must have first.

    That nothing uses it is told apart: that is mended in another document.

    Args:
        here: The document.
        back: Where each form leads back to.
    """
    file = here.state.source(here.id)
    if file is None:
        return ()
    needed = {each.key for each in fields_of(here.kind.model) if each.required}
    found: dict[str, list[Problem]] = {}
    for each in here.state.problems_in(file.path):
        if each.rule == UNUSED:
            continue
        found.setdefault(_part_of(here, file, each), []).append(each)
    in_order = sorted(
        (part for part in here.parts if part.address in found),
        key=lambda part: bool(part.tokens) and part.tokens[0] not in needed,
    )
    return tuple(
        Task(
            href=f"/edit/change/{here.id}?at={part.address}&back={back}",
            label=part.title,
            problems=tuple(found[part.address]),
        )
        for part in in_order
    )


def unused_in(here: Desk) -> bool:
    """Say whether a document that is edited itself is one that nothing uses."""
    file = here.state.source(here.id)
    return file is not None and any(each.rule == UNUSED for each in here.state.problems_in(file.path))


def _place(state: State, problem: Problem) -> tuple[str, str]:
    path, name = problem.mark.path, basename(problem.mark.path)
    file = _file(state, path)
    if file is not None and (here := _desk_of(state, file)) is not None:
        return (
            (f"/document/{here.id}#unused", here.title) if problem.rule == UNUSED else _in_document(here, file, problem)
        )
    if file is not None and isinstance(file.model, AmendmentFile):
        return _taken_out(state, file.model.amends)
    if name in PAGES and "/add/" not in path and "/amend/" not in path:
        href, label = PAGES[name]
        value = value_at(state, problem)
        return (f"{href}#{value}", state.library.declared_values[value].label) if value else (href, label)
    return (f"/mend/{path}", path) if path.startswith("content/") else ("/saved", path)


def _taken_out(state: State, amends: str) -> tuple[str, str]:
    """Return where a document is put back that the trust takes out, and what it is called."""
    document = state.library.aliases.get(amends, amends)
    national = state.library.national.get(document)
    return (
        f"/edit/whole/{document}",
        f"{getattr(national.model, 'title', document) if national else document}: taken out",
    )


def value_at(state: State, problem: Problem) -> str:
    """Return the local value that a problem is about, or nothing."""
    places = state.trust.value_places if state.trust else {}
    near = [name for name, mark in places.items() if mark.line == problem.mark.line and mark.path == problem.mark.path]
    return next((each for each in near if each in state.library.declared_values), "")


def _file(state: State, path: str) -> File | None:
    trust = state.trust
    files = (*trust.amendments, *trust.added.values()) if trust else tuple(state.library.national.values())
    return next((each for each in files if each.path == path), None)


def _desk_of(state: State, file: File) -> Desk | None:
    if isinstance(file.model, AmendmentFile):
        return desk(state, state.library.aliases.get(file.model.amends, file.model.amends))
    return desk(state, file.id)


def _has_form(here: Desk, tokens: Sequence[str]) -> bool:
    """Say whether what stands at an address has a form: a list has none, and what was taken out is not there."""
    part = here.by_address.get(".".join(tokens))
    return part is not None and not part.is_list


def _in_document(here: Desk, file: File, problem: Problem) -> tuple[str, str]:
    """Return the form of the innermost part that a problem stands in."""
    line = problem.mark.line
    if here.amendments is not None:
        changes = amendments_of(here.state, here.id).changes()
        found = next((each for each in changes if each.node.mark.line <= line <= each.node.end[0]), None)
        tokens = found.target if found else ()
        while tokens and not _has_form(here, tokens):
            tokens = tokens[:-1]
        address = ".".join(tokens)
        gesture = "note" if found and found.operation == "note" else "change"
        more = f"&note={found.position}" if found and gesture == "note" else ""
    else:
        address, gesture, more = _part_of(here, file, problem), "change", ""
    part_title = here.by_address[address].title if address in here.by_address and address else ""
    label = f"{here.title}: {part_title}" if part_title else here.title
    return f"/edit/{gesture}/{here.id}?at={address}{more}&back=/", label


def _part_of(here: Desk, file: File, problem: Problem) -> str:
    """Return the address of the innermost part with a form that a problem of a document's own file stands in."""
    address, line = "", problem.mark.line
    for part in here.parts:
        node = find(file.node, part.tokens)
        if node is not None and not part.is_list and node.mark.line <= line <= node.end[0]:
            address = part.address
    return address
