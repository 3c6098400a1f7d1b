"""A whole document taken out of a trust's edition, with what still needs it shown, and put back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from generator.content.node_paths import addresses, find
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, scalars
from generator.content.yaml_splice import take_out
from generator.editions.edition import Entry
from generator.editions.mentions import has_link, speaking_of
from generator.editor import amending
from generator.editor.files import Edit
from generator.editor.judging import problems_of
from generator.editor.locations import Tokens, amendments_of
from generator.editor.own_files import Source
from generator.editor.parts import Desk, Gesture, desk
from generator.editor.shapes import fields_of, model_at
from generator.editor.sheets import BY, ON, REASON, path_of
from generator.editor.web import Ask
from generator.editor.workspace import State
from generator.model.base import Audience
from generator.model.kinds import PROGRAMME
from generator.problems import ContentError, Mark, Problem, error

NEEDS = ("role_plays", "resources", "resource", "session")
"""The keys under which an element names the documents that it needs."""

RELATED = "related"
"""The key under which a front sheet names others: of a document that is gone for good, nothing may."""

RECORDS = ("approvals", "signatures")
"""Files in which a trust's own document may stand, and the key of their lists."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """A part that needs a document, in words, and the form in which that is changed."""

    href: str
    label: str
    locked: str = ""
    """Why it cannot do without the document, where a lock holds it."""
    whole: str = ""
    """The form in which the whole part is taken out, where that is another and may be."""


def taken_out_place(state: State, document: str) -> str:
    """Return where a document is put back that the trust took out as a whole; nothing for any other."""
    return f"/edit/whole/{document}" if _gone(state, document) else ""


def whole(ask: Ask) -> Response:
    """Ask whether a whole document is to go, or take it out; for one that is out already, offer to put it back."""
    document = ask.way["document"]
    if gone := _gone(ask.state, document):
        return _out(ask, gone)
    here = desk(ask.state, document)
    if here is None or not here.is_leavable:
        raise ContentError([error(Mark(path=document), "unknown-target", "there is nothing here to take out")])
    if why := here.may_remove(()):
        raise ContentError([error(Mark(path=document), "locked", why)])
    return _national(ask, here) if here.is_amended else _own(ask, here)


def _national(ask: Ask, here: Desk) -> Response:
    held = [f"{use.label} needs it. {use.locked}" for use in uses_of(ask.state, here.id) if use.locked]
    if held:
        raise ContentError([error(Mark(path=here.id), "locked", each) for each in held])
    said, wrong = {name: ask.sent(name) for name in (REASON, BY, ON)}, list[Problem]()
    file = amendments_of(ask.state, here.id)
    if ask.data and not said[REASON].strip():
        wrong = [error(Mark(path=here.id), "missing-key", "say why: readers see the reason")]
    elif ask.data:
        new = amending.removed(file, (), amending.Grounds(reason=said[REASON], by=said[BY], on=said[ON]))
        edit = Edit(path=file.path, before=file.raw, after=new.raw)
        wrong = list(problems_of(here, edit))
        if not wrong:
            return ask.save(f"Taken out: {here.title}", [edit], f"/edit/whole/{here.id}")
    return _asked(ask, here, said, wrong, inside=len(file.changes()))


def _own(ask: Ask, here: Desk) -> Response:
    """Take out what the trust wrote itself: its file, and what is on record of it."""
    needed = [*uses_of(ask.state, here.id), *mentions_of(ask.state, here.id)]
    wrong: list[Problem] = []
    if ask.data and needed:
        sentence = "something still needs it or links to it: take it out there first"
        wrong = [error(Mark(path=here.id), "taken-out", sentence)]
    elif ask.data:
        path = path_of(here)
        edits = [Edit(path=path, before=ask.work.ground.read(path), after=None), *_forgotten(ask, here.id)]
        return ask.save(f"Taken out: {here.title}", edits, "/documents")
    return _asked(ask, here, {}, wrong, inside=0)


def _asked(ask: Ask, here: Desk, said: dict[str, str], wrong: list[Problem], *, inside: int) -> Response:
    return ask.page(
        "whole",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        title=f"Take out: {here.title}",
        desk=here,
        summary=str(getattr(here.entry.model, "summary", "")),
        said=said,
        wrong=wrong,
        inside=inside,
        uses=list(uses_of(ask.state, here.id)),
        mentions=list(mentions_of(ask.state, here.id)),
        today=date.today().isoformat(),
        goes_back=ask.back_or(f"/document/{here.id}"),
    )


def _out(ask: Ask, gone: Entry) -> Response:
    """Show a document that was taken out, with what still needs it, or put it back."""
    file = amendments_of(ask.state, gone.id)
    change = next(each for each in file.changes() if not each.tokens)
    title = str(getattr(gone.model, "title", gone.id))
    if ask.data:
        edit = Edit(path=file.path, before=file.raw, after=amending.without(file, [change]).raw)
        return ask.save(f"Put back: {title}", [edit], f"/document/{gone.id}")
    uses, named = list(uses_of(ask.state, gone.id)), list(_still_named(ask.state, gone))
    return ask.page("whole_out", title=title, gone=gone, change=change, uses=uses, named=named)


def _still_named(state: State, gone: Entry) -> Iterator[Use]:
    """Return each part whose texts speak of a document that is out, with its form, and the one that takes it out."""
    seen = set[str]()
    for audience in Audience:
        for entry, way in speaking_of(state.edition(audience), gone):
            here = desk(state, entry.id)
            tokens = _part_at(here, tuple(map(str, way))) if here else ()
            if here is None or (use := _named_at(here, tokens, gone.id)).href in seen:
                continue
            seen.add(use.href)
            yield use


def _part_at(here: Desk, way: Tokens) -> Tokens:
    """Return the smallest part that has a form of its own and holds a text."""
    return next((way[:depth] for depth in range(len(way), 0, -1) if ".".join(way[:depth]) in here.by_address), ())


def _named_at(here: Desk, tokens: Tokens, document: str) -> Use:
    part, at = here.by_address[".".join(tokens)], ".".join(tokens)
    back = f"&back=/edit/whole/{document}"
    can_change, can_go = Gesture.CHANGE in part.gestures, Gesture.OUT in part.gestures
    return Use(
        href=f"/edit/change/{here.id}?at={at}{back}" if can_change else f"/document/{here.id}",
        label=f"{here.title}: {part.title}" if tokens else here.title,
        locked="" if can_change else part.locked,
        whole=f"/edit/out/{here.id}?at={at}{back}" if can_go else "",
    )


def _gone(state: State, document: str) -> Entry | None:
    return next((each for each in state.edition().taken_out if each.id == document), None) if state.is_there else None


def uses_of(state: State, document: str) -> Iterator[Use]:
    """Return each part of the edition that needs a document, with the form in which it is taken out there."""
    keys = NEEDS if document in state.library.national else (*NEEDS, RELATED)
    for entry in state.edition().entries.values():
        found = [tokens for tokens, node in addresses(entry.node) if tokens[-1] in keys and _names(node, document)]
        here = desk(state, entry.id) if found and entry.id != document else None
        if here is not None:
            yield from (_use(here, tokens, document) for tokens in found)


def _use(here: Desk, place: Tokens, document: str) -> Use:
    """Return what an element needs at a place, with the form for it: a part of a day goes, as a field does that can.

    A field that names other documents too, or that its element must have, is changed instead.
    """
    tokens, is_part_of_day = place[:-1], here.kind == PROGRAMME
    goes = tokens if is_part_of_day else place if _can_go(here, place) else ()
    locked = here.may_remove(tokens) if is_part_of_day else here.may_replace(place)
    part = here.by_address.get(".".join(tokens))
    label = f"{here.title}: {part.title}" if part and tokens else here.title
    form = f"/edit/{'out' if goes else 'change'}/{here.id}?at={'.'.join(goes or tokens)}"
    back = f"&back=/edit/whole/{document}"
    can_go = bool(part and tokens and goes != tokens and Gesture.OUT in part.gestures)
    whole_part = f"/edit/out/{here.id}?at={'.'.join(tokens)}{back}" if can_go else ""
    return Use(href=f"{form}{back}", label=label, locked=locked, whole=whole_part)


def _can_go(here: Desk, place: Tokens) -> bool:
    """Say whether a field can be left out as a whole: it names one document, and its element can do without it."""
    model, node = model_at(here.kind.model, here.node, place[:-1]), find(here.node, place)
    field = next((each for each in fields_of(model) if each.key == place[-1]), None) if model else None
    is_one = node is not None and len(list(scalars(node))) == 1
    return field is not None and not field.required and is_one and not here.may_remove(place)


def _names(node: Node, document: str) -> bool:
    return any(each.text.partition(".")[0] == document for each in scalars(node))


def mentions_of(state: State, document: str) -> Iterator[tuple[str, str]]:
    """Return the documents whose texts link to one, each with its title."""
    for entry in state.edition().entries.values():
        title = str(getattr(entry.model, "title", ""))
        if title and entry.id != document and any(has_link(text, document) for _, text in entry.texts):
            yield f"/document/{entry.id}", title


def _forgotten(ask: Ask, document: str) -> Iterator[Edit]:
    """Return the trust's records without those of a document that it wrote itself and takes out."""
    for name in RECORDS:
        path = ask.work.folder / f"{name}.yml"
        raw = ask.work.ground.read(path)
        text = (raw or b"").decode()
        listed = find(Source(path=path, text=text).node, (name,)) if raw else None
        children = listed.children if isinstance(listed, Listing) else ()
        of_it = [place for place, each in enumerate(children) if _is_of(each, document)]
        for place in reversed(of_it) if len(of_it) < len(children) else ():
            text = take_out(text, path, (name, place))
        if of_it:
            yield Edit(path=path, before=raw, after=text.encode() if len(of_it) < len(children) else None)


def _is_of(record: Node, document: str) -> bool:
    named = record.get("document") if isinstance(record, Table) else None
    return isinstance(named, Scalar) and named.text == document


def sent_on(ask: Ask, document: str) -> Response | None:
    """Return the way to where a document is put back, for one that was taken out; nothing for any other."""
    place = taken_out_place(ask.state, document)
    return RedirectResponse(place, int(HTTPStatus.SEE_OTHER)) if place else None
