"""A trust's own facts: its folder begun, its name and look, when its course is held; and new documents."""

from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.responses import RedirectResponse, Response

from generator.colours import LEAST_CONTRAST, PALE, WHITE, contrast
from generator.content.library import TrustFolder
from generator.content.yaml_splice import put
from generator.content.yaml_write import OneLine
from generator.editor.boxes import Around, boxes_of, wrong_in
from generator.editor.files import Edit
from generator.editor.form_data import START, Data, from_node, to_value
from generator.editor.own_files import Source
from generator.editor.shapes import Field, fields_of, order_of
from generator.editor.trial import ELSEWHERE, beside, new_errors, spots_of, tried
from generator.editor.web import Ask
from generator.model.base import NATIONS, Pathway
from generator.model.kinds import BEGUN, TRUST
from generator.model.trust import Trust
from generator.pages.templates import Templates
from generator.problems import ContentError, Mark, Problem, error
from generator.system.file_names import slug
from generator.upkeep.scaffold import NewTrust, new_document, new_trust, trust_place

NOT_HERE = ("edition", "example", "dates", "dates_revision", "cancelled", "colours", "logo")
"""Fields of a trust that have a place of their own in the editor, or none."""

PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp"}
"""How the files of pictures begin that can be a logo."""

LARGEST_LOGO = 40_000

MEANT = {
    "session": "Part of a training day. Place it under Timetable afterwards.",
    "role-play": "A scene to practise, with cards for each role.",
    "resource": "Handouts, cards and forms that people use or take home.",
    "procedure": "Who does what and by when, step by step.",
    "situation": "What somebody may meet at work, and what helps.",
}
"""What each kind of document is for, beside its name."""


def begin(ask: Ask) -> Response:
    """Show the form that begins a trust's folder, or begin it."""
    state, code = ask.state, ask.work.wanted.code
    if not code or state.trust is not None:
        return RedirectResponse("/", int(HTTPStatus.SEE_OTHER))
    said = {name: ask.sent(name) for name in ("name", "nation", "coordinator")}
    chosen = tuple(each for each in Pathway if each.value in ask.data.get("pathways", ()))
    wrong: dict[str, str] = {}
    if ask.data:
        wrong = _begin_problems(said, chosen)
        if not wrong:
            place = trust_place(state.library, code, ask.work.wanted.trust_folders)
            new = NewTrust(
                name=" ".join(said["name"].split()),
                nation=said["nation"],
                pathways=chosen,
                coordinator=" ".join(said["coordinator"].split()),
            )
            templates = Templates(ask.root / "templates" / "new")
            what = f"{new.name} was begun"
            return ask.watched(what, "/values", lambda: new_trust(state.library, templates, place, new))
    values = {**said, "coordinator": said["coordinator"] or "Peer Worker Coordinator"}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return ask.page(
        "begin", status, said=values, chosen=[each.value for each in chosen], wrong=wrong, nations=NATIONS.items()
    )


def _begin_problems(said: dict[str, str], chosen: tuple[Pathway, ...]) -> dict[str, str]:
    wrong = {}
    for name in ("name", "coordinator"):
        words = " ".join(said[name].split())
        if not words:
            wrong[name] = "Write it here."
        elif "<" in words or not words.isprintable():
            wrong[name] = "This must be a line of words, without the sign <."
    if said["nation"] not in NATIONS:
        wrong["nation"] = "Choose one."
    if not chosen:
        wrong["pathways"] = "Choose one or both."
    return wrong


def trust(ask: Ask) -> Response:
    """Show the form about the trust itself, or save it."""
    folder = _trust(ask)
    source = _source(ask, folder)
    fields = tuple(each for each in fields_of(Trust) if each.key not in NOT_HERE)
    data: Data = ask.data or from_node(fields, source.node)
    problems: dict[str, list[Problem]] = {}
    colours = {name: ask.sent(name) or getattr(folder.trust.colours, name, "") for name in ("primary", "accent")}
    if ask.data:
        answer, problems = _trust_saved(ask, source, fields, colours)
        if answer:
            return answer
    boxes = boxes_of(fields, data, START, Around(problems=problems, locked={}, national={}, choices={}))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return ask.page(
        "trust",
        status,
        boxes=boxes,
        places=list(wrong_in(boxes)),
        count=sum(map(len, problems.values())),
        wrong=problems.get(ELSEWHERE, ()),
        colours=colours,
        contrasts=contrasts(colours),
        logo=folder.trust.logo or "",
        least=LEAST_CONTRAST,
    )


def contrasts(colours: dict[str, str]) -> dict[str, tuple[str, bool]]:
    """Return the contrast of each colour with what stands on it or beneath it, and whether people can read that."""
    found = {}
    for name, ground in (("primary", WHITE), ("accent", PALE)):
        colour = colours.get(name, "")
        if len(colour) == 7 and all(each in "0123456789abcdefABCDEF" for each in colour[1:]):  # noqa: PLR2004 - #rrggbb
            ratio = contrast(colour, ground)
            found[name] = (f"{ratio:.1f}", ratio >= LEAST_CONTRAST)
    return found


def _trust_saved(
    ask: Ask, source: Source, fields: tuple[Field, ...], colours: dict[str, str]
) -> tuple[Response | None, dict[str, list[Problem]]]:
    """Save what the form about a trust says, or say what is wrong with it."""
    was = to_value(fields, from_node(fields, source.node))
    now = to_value(fields, ask.data)
    wanted: dict[str, Any] = {each.key: now.get(each.key) for each in fields if was.get(each.key) != now.get(each.key)}
    with_colours = "own-colours" in ask.data
    wanted["colours"] = OneLine(colours) if with_colours else None
    edits: list[Edit] = []
    name, content = ask.files.get("logo", ("", b""))
    if name and content:
        kind = next((ending for start, ending in PICTURES.items() if content.startswith(start)), "")
        if not kind or len(content) > LARGEST_LOGO:
            sentence = "a logo is a picture (png, jpg or webp) of at most 40 kB"
            return None, {ELSEWHERE: [error(Mark(path="trust.yml"), "logo", sentence, "save it smaller")]}
        path = source.path.parent / "assets" / f"logo.{kind}"
        edits.append(Edit(path=path, before=ask.work.ground.read(path), after=content))
        wanted["logo"] = path.name
    new = source.with_fields((), wanted, order_of(Trust))
    shown, raw = ask.work.ground.shown(source.path), new.text.encode()
    before = tried(ask.state, source.path, shown, source.text.encode(), "trust", TRUST)
    after = tried(ask.state, source.path, shown, raw, "trust", TRUST)
    if wrong := new_errors(before, after):
        spots = list(spots_of(fields, after.node))
        return None, dict(beside(wrong, spots, [each.name for each in spots]))
    edits.append(Edit(path=source.path, before=source.text.encode(), after=raw))
    return ask.save("Your trust", edits, "/trust"), {}


def dates(ask: Ask) -> Response:
    """Save when the next course is held, from the timetable."""
    folder = _trust(ask)
    source = _source(ask, folder)
    given = {name.removeprefix("date."): ask.sent(name) for name in ask.data if name.startswith("date.")}
    kept = {day: on for day, on in given.items() if on}
    for day, on in kept.items():
        _check_day(day, on)
    text = source.text
    if kept:
        text = put(text, source.path, ("dates",), kept, order_of(Trust))
        if _moves_earlier(folder, kept):
            text = put(text, source.path, ("dates_revision",), folder.trust.dates_revision + 1, order_of(Trust))
    elif folder.trust.dates:
        text = source.without(("dates",)).text
    off = [day for day in kept if f"off.{day}" in ask.data]
    if off:
        text = put(text, source.path, ("cancelled",), off, order_of(Trust))
    elif folder.trust.cancelled:
        text = Source(path=source.path, text=text).without(("cancelled",)).text
    edit = Edit(path=source.path, before=source.text.encode(), after=text.encode())
    return ask.save("Dates of the next course", [edit], "/timetable")


def _moves_earlier(folder: TrustFolder, kept: dict[str, str]) -> bool:
    """Say whether a day moves to an earlier date: calendars take that only by a number that grows."""
    return any(day in kept and kept[day] < was.isoformat() for day, was in folder.trust.dates.items())


def _check_day(day: str, on: str) -> None:
    try:
        date.fromisoformat(on)
    except ValueError:
        sentence = f"the date of {day} must be a date such as 2027-11-01"
        raise ContentError([error(Mark(path="trust.yml"), "wrong-type", sentence)]) from None


def _trust(ask: Ask) -> TrustFolder:
    folder = ask.state.trust
    if folder is None:
        raise ContentError([error(Mark(path="content/trusts"), "unknown-trust", "this trust has no folder yet")])
    return folder


def _source(ask: Ask, folder: TrustFolder) -> Source:
    path = folder.folder / "trust.yml"
    return Source(path=path, text=(ask.work.ground.read(path) or b"").decode())


def new(ask: Ask) -> Response:
    """Show the form that begins a document, or begin it from its starting text."""
    title, kind = " ".join(ask.sent("title").split()), ask.sent("kind")
    known = [(each.name, each.title, MEANT.get(each.name, "")) for each in BEGUN]
    wrong = ""
    if ask.data:
        wrong = "" if title and slug(title) else "Write a title, with letters in it."
        wrong = wrong if kind in {name for name, *_ in known} else "Choose what it is."
        if not wrong:
            folder = next(each.folder for each in BEGUN if each.name == kind)
            templates = Templates(ask.root / "templates" / "new")
            return ask.watched(
                f"Begun: {title}",
                f"/document/{folder}/{slug(title)}",
                lambda: _begun(ask, templates, kind, title),
            )
    return ask.page("new", kinds=known, title_said=title, kind=kind, wrong=wrong)


def _begun(ask: Ask, templates: Templates, kind: str, title: str) -> None:
    path = new_document(ask.state.library, ask.work.wanted.code, templates, kind, slug(title), date.today())
    text = path.read_text(encoding="utf-8")
    path.write_text(put(text, path, ("title",), title), encoding="utf-8")
