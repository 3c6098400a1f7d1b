"""What people do to one element: change it, add one, put a note beside it, take it out, put it back, move it."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

from generator.content.node_paths import find, words_of
from generator.content.yaml_nodes import Listing, Node, Table, scalars
from generator.editor import amending
from generator.editor.boxes import NOTHING_AROUND, Around, boxes_of, choices_for, readable, titles_for, wrong_in
from generator.editor.files import Edit
from generator.editor.fill_ins import fill_ins, meanings
from generator.editor.form_data import ADD, DOWN, DROP, START, UP, Data, place_after, rearranged
from generator.editor.history import HalfDone
from generator.editor.judging import judged, problems_of
from generator.editor.locations import AmendmentText, Tokens
from generator.editor.page_view import address_of, has_page
from generator.editor.parts import Desk, Part, desk, thing_of
from generator.editor.shapes import KINDS, kinds_at, named
from generator.editor.sheets import BY, ON, REASON, Sheet, sheet_to_add, sheet_to_change, source_of, what_was_done
from generator.editor.trial import ELSEWHERE
from generator.editor.views import marked
from generator.editor.web import Ask, seal
from generator.problems import ContentError, Mark, Problem, error

READ = "read"
"""The field that holds what stood in the content when the form was opened."""

SHEET = "sheet"
"""The field that tells one opened form from another: what a browser sends late of a saved form is passed over."""

DO = "do"
"""The field that says what is to be done with a form."""


def _desk(ask: Ask) -> Desk:
    found = desk(ask.state, ask.way["document"])
    if found is None:
        sentence = f'there is no document "{ask.way["document"]}"'
        raise ContentError([error(Mark(path=ask.way["document"]), "unknown-target", sentence)])
    return found


def _tokens(ask: Ask, name: str = "at") -> Tokens:
    return tuple(token for token in ask.query.get(name, "").split(".") if token)


def home_of(here: Desk, tokens: Tokens = ()) -> str:
    """Return where one sees an element that was changed."""
    anchor = f"#{tokens[-1]}" if tokens else ""
    page = address_of(here.id) if has_page(here.state, here.id) else f"/document/{here.id}"
    return page + anchor


def change(ask: Ask) -> Response:
    """Show the form to change an element, or take what was written in it."""
    here = _desk(ask)
    tokens = _tokens(ask)
    sheet = sheet_to_change(here, tokens)
    part = here.by_address.get(".".join(tokens))
    title = part.title if part else ".".join(tokens)
    return _filled_in(ask, sheet, f"Change: {title}", ask.back_or(home_of(here, tokens)))


def add(ask: Ask) -> Response:
    """Show the form to add an element, or take what was written in it."""
    here = _desk(ask)
    listing, after = _tokens(ask), ask.query.get("after", "")
    kinds = kinds_at(here.kind.model, here.node, listing)
    kind = ask.query.get("kind", "")
    thing = thing_of(listing[-1]) if listing else ""
    if len(kinds) > 1 and not kind:
        around = here.by_address.get(".".join(listing[:-1]))
        rows = [(word, *KINDS.get(word, (word.replace("-", " ").capitalize(), ""))) for word, _ in kinds]
        return ask.page("kinds", kinds=rows, title=f"Add to: {around.title if around else here.title}")
    sheet = sheet_to_add(here, listing, kind, after)
    return _filled_in(ask, sheet, f"Add: {kind.replace('-', ' ') or thing}", ask.back_or(home_of(here)))


def _filled_in(ask: Ask, sheet: Sheet, title: str, back: str) -> Response:
    """Go on with a form: show it, keep it, look at it, or save it."""
    form, do = ask.form, ask.sent(DO)
    history = ask.work.history
    if not ask.data:
        kept = history.half_done(form)
        data: Data = kept.fields if kept else {**sheet.before, READ: (seal(sheet.said_before),)}
        return _shown(ask, sheet, title, data, back, kept=kept)
    data = {name: given for name, given in ask.data.items() if name in (READ, REASON, BY, ON) or _is_field(name)}
    what, _, name = do.partition(":")
    if do == "discard":
        ask.work.closed.add(ask.sent(SHEET))
        history.forget(form)
        return ask.go(back)
    if do == "keep":
        if ask.sent(SHEET) not in ask.work.closed and _differs(sheet, data):
            history.begin(form, title, dict(data), datetime.now().astimezone())
        return Response(status_code=int(HTTPStatus.NO_CONTENT))
    if what in (ADD, DROP, UP, DOWN):
        data = rearranged(data, what, name)
        history.begin(form, title, dict(data), datetime.now().astimezone())
        return _shown(ask, sheet, title, data, back, focus=place_after(data, what, name))
    return _saved(ask, sheet, title, data, back)


def _saved(ask: Ask, sheet: Sheet, title: str, data: Data, back: str) -> Response:
    """Save what a form says, or say beside its fields what is wrong with it."""
    form, do = ask.form, ask.sent(DO)
    found = judged(sheet, data)
    edit, wrong = found.edit, found.errors
    if do == "try":
        return JSONResponse({"problems": _sentences(wrong), "advice": _sentences(found.advice)})
    was = ask.sent(READ)
    if was and was != seal(sheet.said_before) and do != "over":
        ask.work.history.begin(form, title, dict(data), datetime.now().astimezone())
        return _both(ask, sheet, title, data, back)
    if wrong or edit is None:
        ask.work.history.begin(form, title, dict(data), datetime.now().astimezone())
        return _shown(ask, sheet, title, data, back, problems=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    ask.work.closed.add(ask.sent(SHEET))
    return ask.save(f"{what_was_done(sheet, title, data)} ({sheet.desk.title})", [edit], back, form)


def _sentences(found: Mapping[str, Sequence[Problem]]) -> dict[str, list[str]]:
    return {name or "form": [each.sentence for each in listed] for name, listed in found.items()}


def _differs(sheet: Sheet, data: Data) -> bool:
    """Say whether a form says anything but what it was opened with."""
    was = sheet.before
    names = {*data, *was} - {READ, BY, ON}
    return any(data.get(name, ("",)) != was.get(name, ("",)) for name in names)


def _around(ask: Ask, sheet: Sheet, problems: dict[str, list[Problem]]) -> Around:
    return Around(
        problems=problems,
        locked=sheet.locked,
        national=sheet.national,
        choices=choices_for(ask.state, sheet.desk),
    )


def _shown(
    ask: Ask,
    sheet: Sheet,
    title: str,
    data: Data,
    back: str,
    *,
    problems: dict[str, list[Problem]] | None = None,
    kept: HalfDone | None = None,
    focus: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    around = _around(ask, sheet, problems or {})
    words = {name: next(iter(data.get(name, ())), "") for name in (REASON, BY, ON, READ)}
    main, aside = (boxes_of(fields, data, START, around) for fields in (sheet.main, sheet.aside))
    reasons = ((REASON, "Why does your trust differ here?"), (BY, "Who approved it?"))
    return ask.page(
        "form",
        status,
        title=title,
        desk=sheet.desk,
        main=main,
        aside=aside,
        places=[*wrong_in((*main, *aside)), *(each for each in reasons if around.problems.get(each[0]))],
        wrong=around.problems.get(ELSEWHERE, ()),
        wrong_reason=around.problems.get(REASON, ()),
        wrong_by=around.problems.get(BY, ()),
        count=sum(map(len, around.problems.values())),
        said=words,
        today=date.today().isoformat(),
        kept_on=kept.when if kept else "",
        kept_by=kept.by if kept and kept.by != ask.work.history.who else "",
        focus=focus,
        goes_back=back,
        values=fill_ins(ask.state),
        meanings=lambda text: meanings(ask.state, text),
        sheet=ask.sent(SHEET) or secrets.token_hex(8),
    )


def _both(ask: Ask, sheet: Sheet, title: str, data: Data, back: str) -> Response:
    """Show what stands in the content now and what the form says, for a person to choose."""
    around = _around(ask, sheet, {})
    now = boxes_of(sheet.fields, sheet.before, START, around)
    ours = boxes_of(sheet.fields, data, START, around)
    rows = [(one, two) for one, two in zip(now, ours, strict=True) if _plain(one) != _plain(two)]
    pairs = [(one.field.label, _plain(one), _plain(two)) for one, two in rows]
    hidden = [(name, text) for name, given in {**data, READ: (seal(sheet.said_before),)}.items() for text in given]
    return ask.page("both", HTTPStatus.CONFLICT, title=title, pairs=pairs, hidden=hidden, goes_back=back)


def _plain(box: Any) -> str:
    inside = "\n".join(_plain(each) for each in box.boxes)
    return inside or "\n".join(box.texts)


def _is_field(name: str) -> bool:
    return name.startswith(f"{START}.")


def note(ask: Ask) -> Response:
    """Show the form for a note beside an element, or save the note."""
    here, tokens = _desk(ask), _tokens(ask)
    file = _changes(here)
    if why := here.may_note(tokens):
        raise ContentError([error(Mark(path=here.id), "locked", why)])
    number = ask.query.get("note", "")
    old = int(number) if number.isascii() and number.isdigit() else -1
    known = next((each for each in file.changes() if each.position == old and each.operation == "note"), None)
    part, back = here.by_address.get(".".join(tokens)), ask.back_or(home_of(here, tokens))
    title = f"Note beside: {part.title if part else '.'.join(tokens)}"
    said = {"text": "", REASON: "", BY: "", ON: ""}
    if known:
        said = {
            "text": known.text("text"),
            REASON: known.text(REASON),
            BY: known.approved("by"),
            ON: known.approved("on"),
        }
    notes = [each for each in file.changes() if each.operation == "note" and each.target == tokens]
    wrong: dict[str, list[Problem]] = {}
    if ask.data:
        if ask.sent(DO) == "discard":
            ask.work.history.forget(ask.here)
            return ask.go(back)
        said = {name: ask.sent(name) for name in said}
        wrong = _note_problems(here, tokens, said)
        if not wrong:
            grounds = amending.Grounds(reason=said[REASON], by=said[BY], on=said[ON])
            new = amending.noted(file, tokens, said["text"], grounds, old)
            edit = Edit(path=file.path, before=file.raw, after=new.raw)
            errors = problems_of(here, edit)
            if not errors:
                return ask.save(f"{title} ({here.title})", [edit], back, ask.here)
            wrong = {"text": list(errors)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return ask.page(
        "note",
        status,
        title=title,
        desk=here,
        said=said,
        wrong=wrong,
        notes=notes,
        at=".".join(tokens),
        today=date.today().isoformat(),
        goes_back=back,
        values=fill_ins(ask.state),
    )


def _note_problems(here: Desk, tokens: Tokens, said: dict[str, str]) -> dict[str, list[Problem]]:
    mark = Mark(path=f"{here.id}#{'.'.join(tokens)}")
    needed = {"text": "write the note", REASON: "say why: readers see the reason beside the note"}
    return {name: [error(mark, "missing-key", words)] for name, words in needed.items() if not said[name].strip()}


def _changes(here: Desk) -> AmendmentText:
    if here.amendments is None:
        raise ContentError(
            [error(Mark(path=here.id), "unknown-target", "only a trust puts notes beside national text")]
        )
    return here.amendments


def take_out(ask: Ask) -> Response:
    """Ask whether an element is to go, or take it out."""
    here, tokens = _desk(ask), _tokens(ask)
    node = find(here.node, tokens) if tokens else None
    if node is None:
        raise ContentError([error(Mark(path=here.id), "unknown-target", "there is nothing here to take out")])
    if why := here.may_remove(tokens):
        raise ContentError([error(Mark(path=here.id), "locked", why)])
    title = f"Take out: {_called(here, tokens)}"
    owner = here.amendments.owner(tokens) if here.amendments else None
    asks = here.is_amended and not (owner and owner.change.operation == "add" and not owner.rest)
    back, said = ask.back_or(home_of(here)), {name: ask.sent(name) for name in (REASON, BY, ON)}
    wrong: list[Problem] = []
    if ask.data:
        if asks and not said[REASON].strip():
            wrong = [error(Mark(path=here.id), "missing-key", "say why: readers see the reason")]
        else:
            edit = _removal(here, tokens, amending.Grounds(reason=said[REASON], by=said[BY], on=said[ON]))
            wrong = list(problems_of(here, edit)) if edit.after is not None else []
            if not wrong:
                return ask.save(f"{title} ({here.title})", [edit], back.partition("#")[0], ask.here)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    inside = here.amendments.inside(tokens) if here.amendments else ()
    return ask.page(
        "out",
        status,
        title=title,
        desk=here,
        said=said,
        wrong=wrong,
        asks=asks,
        rows=list(_read_out(here, tokens, node)),
        inside=len(inside),
        today=date.today().isoformat(),
        goes_back=back,
    )


def _called(here: Desk, tokens: Tokens) -> str:
    """Return what stands at an address in words: a part by its title, a field by its name and the part it stands in."""
    part, around = (here.by_address.get(".".join(each)) for each in (tokens, tokens[:-1]))
    if part and not part.is_list:
        return part.title
    return f"{named(tokens[-1])} ({around.title})" if around else named(tokens[-1])


def _read_out(here: Desk, tokens: Tokens, node: Node) -> Iterator[tuple[str, str, bool]]:
    """Return what goes as people read it: labels with their words, and whether these are Markdown."""
    titles = titles_for(here.state, here)
    if isinstance(node, Table):
        sheet = sheet_to_change(here, tokens)
        yield from readable(boxes_of(sheet.fields, sheet.before, START, replace(NOTHING_AROUND, choices=titles)))
        return
    known = dict(titles.get(tokens[-1], ()))
    said = ", ".join(known.get(each.text, each.text) for each in scalars(node)) if known else words_of(node)
    yield named(tokens[-1]), said, False


def _removal(here: Desk, tokens: Tokens, grounds: amending.Grounds) -> Edit:
    if here.amendments is not None:
        new = amending.removed(here.amendments, tokens, grounds)
        return Edit(path=here.amendments.path, before=here.amendments.raw, after=new.raw)
    source = source_of(here)
    return Edit(path=source.path, before=source.text.encode(), after=source.without(tokens).text.encode())


def put_back(ask: Ask) -> Response:
    """Show a trust's changes to an element, and take those back that are chosen."""
    here, tokens = _desk(ask), _tokens(ask)
    file = _changes(here)
    found = [each for each in file.changes() if _belongs(each.target, tokens)]
    part = here.by_address.get(".".join(tokens))
    title = f"Put back the national text: {part.title if part else '.'.join(tokens)}"
    if ask.data:
        chosen = set(ask.data.get("change", ()))
        new = amending.without(file, [each for each in found if str(each.position) in chosen])
        edit = Edit(path=file.path, before=file.raw, after=new.raw)
        return ask.save(f"{title} ({here.title})", [edit], ask.back)
    rows = [(each, words_of(each.node.get(each.value_key)) if each.value_key else "") for each in found]
    return ask.page("back", title=title, desk=here, rows=rows, goes_back=ask.back)


def _belongs(target: Tokens, tokens: Tokens) -> bool:
    return target[: len(tokens)] == tokens if tokens else len(target) == 1


def move(ask: Ask) -> Response:
    """Move an element of a list up or down in the file."""
    here, tokens = _desk(ask), _tokens(ask)
    by = -1 if ask.query.get("by") == UP else 1
    if here.is_amended:
        raise ContentError([error(Mark(path=here.id), "locked", "the order of national text is set nationally")])
    source = source_of(here)
    listing = find(here.node, tokens[:-1])
    if not isinstance(listing, Listing):
        raise ContentError([error(Mark(path=here.id), "unknown-target", "this stands in no list")])
    after = source.with_moved(tokens, by).text.encode()
    edit = Edit(path=source.path, before=source.text.encode(), after=after)
    part: Part | None = here.by_address.get(".".join(tokens))
    return ask.save(f"Moved: {part.title if part else tokens[-1]} ({here.title})", [edit], ask.back)


def preview(ask: Ask) -> Response:
    """Return Markdown as it will look."""
    return Response(str(marked(ask.sent("text")[:20_000])), media_type="text/html")
