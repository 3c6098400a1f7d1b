"""Where the editor begins: what is to do, every document, a page as its readers see it, what was saved."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import groupby
from pathlib import Path

from starlette.responses import FileResponse, RedirectResponse, Response

from generator.check.unused_and_unfinished import TO_WRITE
from generator.content.node_paths import find
from generator.content.yaml_nodes import Listing
from generator.editions.edition import Entry
from generator.editor.files import ChangedMeanwhileError, Edit
from generator.editor.page_view import AUDIENCES, address_of, has_page, page_at, seen
from generator.editor.parts import Desk, Part, desk
from generator.editor.todo import left_in, tasks, unused_in, where_called
from generator.editor.views import Views
from generator.editor.web import Ask, seal
from generator.editor.whole import sent_on, taken_out_place
from generator.editor.workspace import State
from generator.model.kinds import DOCUMENT_KINDS, FRAMEWORK_KINDS, PROGRAMME
from generator.problems import ContentError, Level, Mark, error


def home(ask: Ask) -> Response:
    """Show where to begin: a trust's list of things to do, or the documents of the national edition."""
    state = ask.state
    if not state.is_there:
        return _broken(ask) if ask.work.folder.is_dir() else RedirectResponse("/begin", int(HTTPStatus.SEE_OTHER))
    drafts = ask.work.history.all_half_done()
    broken = broken_files(state, ask.work.folder)
    found = state.status() if state.code else None
    wrong = tasks(state, found.others) if found else ()
    to_call = [(where_called(each), each.title) for each in found.contacts] if found else ()
    last = ask.work.history.saved()[:5]
    return ask.page("home", found=found, wrong=wrong, to_call=to_call, drafts=drafts, broken=broken, saved_before=last)


def _broken(ask: Ask) -> Response:
    broken = broken_files(ask.state, ask.work.folder)
    return ask.page("home", found=None, wrong=(), drafts=(), broken=broken, saved_before=())


def broken_files(state: State, folder: Path) -> list[tuple[str, str]]:
    """Return the files of what is edited that have errors, each with the first of them."""
    root = state.wanted.root
    shown = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    found: dict[str, str] = {}
    for each in state.library.problems:
        if each.level is Level.ERROR and each.mark.path.startswith(f"{shown}/"):
            found.setdefault(each.mark.path, f"line {each.mark.line}: {each.sentence}")
    return list(found.items())


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A document in the list: its title, its number where it has one, whose it is, and where it is worked on."""

    title: str
    number: str
    origin: str
    address: str


def documents(ask: Ask) -> Response:
    """List the documents by kind, or those whose titles, numbers or ids hold some words."""
    state, words = ask.state, " ".join(ask.query.get("q", "").split())
    groups: dict[str, list[Row]] = {}
    for kind in (*DOCUMENT_KINDS, PROGRAMME, *FRAMEWORK_KINDS):
        name = "Other lists" if kind in FRAMEWORK_KINDS else kind.titles
        for each in state.edition().of_kind(kind):
            row = _row(state, each)
            if words.casefold() in f"{row.title} {row.number} {each.id}".casefold():
                groups.setdefault(name, []).append(row)
    for each in state.edition().taken_out:
        row = replace(_row(state, each), address=taken_out_place(state, each.id), origin="")
        if words.casefold() in f"{row.title} {row.number} {each.id}".casefold():
            groups.setdefault("Taken out of your edition", []).append(row)
    listed = [(name, sorted(rows, key=lambda row: (row.number, row.title.casefold()))) for name, rows in groups.items()]
    return ask.page("documents", groups=listed, words=words)


def _row(state: State, entry: Entry) -> Row:
    sheet = getattr(entry.model, "front_sheet", None)
    return Row(
        title=str(getattr(entry.model, "title", entry.id)),
        number=getattr(sheet, "reference", "") or "",
        origin=entry.origin.kind.value,
        address=link_to(state, entry.id),
    )


def link_to(state: State, document: str) -> str:
    """Return where a document is worked on: its page, or the list of its parts."""
    return address_of(document) if has_page(state, document) else f"/document/{document}"


def document(ask: Ask) -> Response:
    """List every part of a document, each with what may be done to it."""
    here = desk(ask.state, ask.way["document"])
    if here is None and (gone := sent_on(ask, ask.way["document"])):
        return gone
    if here is None:
        raise ContentError([error(Mark(path=ask.way["document"]), "unknown-target", "there is no such document")])
    page = address_of(here.id) if has_page(ask.state, here.id) else ""
    return ask.page(
        "document",
        desk=here,
        left=left_in(here, ask.here),
        is_unused=unused_in(here),
        is_own=ask.state.source(here.id) is not None,
        held=[each for each in here.parts if not _is_empty(here, each)],
        addable=[each for each in here.parts if _is_empty(here, each) and each.gestures],
        page=page,
    )


def _is_empty(here: Desk, part: Part) -> bool:
    """Say whether a part is a list in which nothing stands yet."""
    node = find(here.node, part.tokens)
    return part.is_list and not (isinstance(node, Listing) and node.children)


def see(ask: Ask) -> Response:
    """Show a page as its readers see it, with what may be done to each part."""
    audience = AUDIENCES.get(ask.way["audience"])
    url = ask.way.get("path", "")
    if audience is None:
        return ask.page("nothing", HTTPStatus.NOT_FOUND, url=url)
    if url and not url.endswith("/"):
        return _beside(ask, url)
    if gone := sent_on(ask, url.strip("/")):
        return gone
    page = page_at(ask.state, audience, url)
    if page is None:
        return ask.page("nothing", HTTPStatus.NOT_FOUND, url=url)
    here = desk(ask.state, page.entry) if page.entry else None
    views = ask.desktop.views
    found = seen(page, here, lambda part, anchor: tools_of(views, ask, here, part, anchor) if here else "")
    rest = others_of(here, found.shown) if here else []
    others = {name: f"/see/{name}/{url}" for name in AUDIENCES}
    begun = here is not None and not here.is_amended and any(TO_WRITE in text for _, text in here.entry.texts)
    return ask.page("see", found=found, desk=here, rest=rest, audience=audience.value, others=others, begun=begun)


def others_of(here: Desk, shown: frozenset[str]) -> list[tuple[str, list[Part]]]:
    """Return the parts that have no heading on the page, by the list that they stand in."""

    def listing(part: Part) -> str:
        around = here.by_address.get(".".join(part.tokens[:-1]))
        return around.title if around and around.is_list else ""

    left = (each for each in here.parts if each.address not in shown and not (each.is_list and not each.gestures))
    return [(name, list(parts)) for name, parts in groupby(left, key=listing)]


def _beside(ask: Ask, url: str) -> Response:
    """Give a picture of the edition; a PDF or a script is made when the edition is published."""
    name = url.rpartition("/")[2]
    picture = next((path for key, path in ask.state.edition().assets.items() if key.endswith(f"/{name}")), None)
    if picture is not None and not picture.is_symlink():
        return FileResponse(picture)
    return ask.page("nothing", HTTPStatus.NOT_FOUND, url=url)


def saved(ask: Ask) -> Response:
    """List what was saved, the newest first; what can be undone has a button."""
    rows = [(each, not each.undone and all(map(_is_as_left, each.edits))) for each in ask.work.history.saved()]
    return ask.page("saved", rows=rows)


def _is_as_left(edit: Edit) -> bool:
    """Say whether a file is still as a change left it."""
    try:
        return edit.path.read_bytes() == edit.after
    except OSError:
        return edit.after is None


def undo(ask: Ask) -> Response:
    """Undo one saved change, if its files are still as it left them."""
    found = ask.work.history.of(int(ask.way["number"]))
    if found is None or found.undone:
        raise ContentError([error(Mark(path="saved"), "unknown-target", "this change is not kept, or undone already")])
    edits = [Edit(path=each.path, before=each.after, after=each.before) for each in reversed(found.edits)]
    try:
        ask.work.ground.write(edits)
    except ChangedMeanwhileError:
        sentence = "something else was written in the same file since, so this alone cannot be undone"
        hint = "undo what was saved there later first, or make the change again by hand"
        told = [error(Mark(path="saved"), "changed-since", sentence, hint)]
        return ask.page("wrong", HTTPStatus.CONFLICT, problems=told, title="This cannot be undone any more")
    ask.work.history.mark_undone(found)
    done = ask.remember(f"Undone: {found.what}", found.address, edits)
    return ask.go(ask.back_or(found.address), done)


def mend(ask: Ask) -> Response:
    """Show a file that cannot be read as text, with the place of what is wrong, and save it mended."""
    path = ask.root / ask.way["path"]
    raw = ask.work.ground.read(path)
    if raw is None or path.suffix != ".yml":
        raise ContentError([error(Mark(path=ask.way["path"]), "missing-file", "there is no such file")])
    text, read = raw.decode("utf-8", "replace"), seal(raw.decode("latin-1"))
    if ask.data:
        written = ask.sent("text").replace("\r\n", "\n")
        if ask.sent("read") != read:
            return ask.page("meanwhile", HTTPStatus.CONFLICT, shown=ask.way["path"], theirs=text, ours=written)
        edit = Edit(path=path, before=raw, after=written.encode())
        return ask.save(f"Mended: {ask.way['path']}", [edit], ask.here)
    problems = [each for each in ask.state.library.problems if each.mark.path == ask.way["path"]]
    return ask.page("mend", shown=ask.way["path"], text=text, problems=problems, read=read)


def tools_of(views: Views, ask: Ask, here: Desk, part: Part, anchor: str) -> str:
    """Return what may be done to a part, as HTML; whoever did it comes back to the heading of this id."""
    values = {"desk": here, "part": part, "here": ask.here, "anchor": anchor, "form_word": ask.desktop.keys.form}
    return views.page("tools", values)
