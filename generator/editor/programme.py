"""The programme as a timetable: sessions and breaks placed, moved and timed, with the sums that each day must keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from starlette.responses import Response

from generator.content.node_paths import find, id_of
from generator.content.quoted_facts import as_written
from generator.content.yaml_nodes import Listing, Node, Table, typed
from generator.content.yaml_write import OneLine, Prose
from generator.editions.timetable import FULL_DAYS, TimedDay, timetable
from generator.editor import amending
from generator.editor.files import Edit
from generator.editor.judging import problems_of
from generator.editor.locations import AmendmentText, Tokens
from generator.editor.own_files import Source
from generator.editor.parts import Desk, Part, desk
from generator.editor.sheets import BY, ON, REASON
from generator.editor.web import Ask
from generator.model.programme import Programme
from generator.model.trust import Trust
from generator.problems import ContentError, Mark, Problem, error
from generator.text.language import clock

ORDER = ("add", "after", "before", "value", "reason", "approved")
"""The keys of an addition, in order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One part of a day: when it runs, how long, and what may be done to it."""

    begins: str
    ends: str
    minutes: int
    title: str
    session: str
    part: Part | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DayTable:
    """One day: its parts in order, its minutes of training, and those that it has to have."""

    timed: TimedDay
    desk: Desk
    rows: tuple[Row, ...]
    part: Part | None
    promised: int | None
    date: str
    is_off: bool
    """Whether the trust called the day off."""

    @property
    def difference(self) -> int:
        """How many minutes it has more or less than it has to have."""
        return self.timed.content_minutes - self.promised if self.promised is not None else 0

    @property
    def after(self) -> str:
        """The id of its last part, after which another can be placed."""
        return self.rows[-1].part.tokens[-1] if self.rows and self.rows[-1].part else ""


def show(ask: Ask) -> Response:
    """Show every day with its parts, its clock times and its sums."""
    return ask.page("timetable", days=list(_days(ask)), trust_is_there=ask.state.trust is not None)


def _days(ask: Ask) -> Iterator[DayTable]:
    state = ask.state
    desks: dict[str, Desk] = {}
    trust = state.trust.trust if state.trust else None
    for timed in timetable(state.edition()):
        name = timed.programme.id
        if name not in desks and (found := desk(state, name)):
            desks[name] = found
        here = desks[name]
        rows = []
        for each in timed.parts:
            part = here.by_address.get(f"days.{timed.day.id}.parts.{each.id}")
            begins, ends = clock(each.start), clock(each.end)
            rows.append(
                Row(begins=begins, ends=ends, minutes=each.minutes, title=each.title, session=each.session, part=part)
            )
        yield DayTable(
            timed=timed,
            desk=here,
            rows=tuple(rows),
            part=here.by_address.get(f"days.{timed.day.id}"),
            promised=_promised(timed),
            date=_date(trust, timed.day.id),
            is_off=trust is not None and timed.day.id in trust.cancelled,
        )


def _promised(timed: TimedDay) -> int | None:
    programme = timed.programme.model
    general = programme.content_minutes if isinstance(programme, Programme) and timed.day.kind in FULL_DAYS else None
    return timed.day.content_minutes if timed.day.content_minutes is not None else general


def _date(trust: Trust | None, day: str) -> str:
    found = trust.dates.get(day) if trust else None
    return found.isoformat() if found else ""


def move(ask: Ask) -> Response:
    """Move a part of a day up or down: in a trust's edition with a reason, where it is national."""
    here = desk(ask.state, ask.way["document"])
    tokens = tuple(ask.query.get("at", "").split("."))
    listing = find(here.node, tokens[:-1]) if here else None
    if here is None or not isinstance(listing, Listing) or here.amendments is None:
        raise ContentError([error(Mark(path="programmes"), "unknown-target", "there is nothing here to move")])
    by = -1 if ask.query.get("by") == "up" else 1
    part = here.by_address.get(".".join(tokens))
    title = f"Move {'up' if by < 0 else 'down'}: {part.title if part else tokens[-1]}"
    owner = here.amendments.owner(tokens)
    needs_reason = owner is None
    if needs_reason and (why := here.may_replace(tokens[:-1])):
        raise ContentError([error(Mark(path=here.id), "locked", why)])
    said = {name: ask.sent(name) for name in (REASON, BY, ON)}
    wrong: list[Problem] = []
    if ask.data:
        if needs_reason and not said[REASON].strip():
            wrong = [error(Mark(path=here.id), "missing-key", "say why: readers see the reason")]
        else:
            grounds = amending.Grounds(reason=said[REASON], by=said[BY], on=said[ON])
            new = moved(here, here.amendments, tokens, by, grounds)
            edit = Edit(path=here.amendments.path, before=here.amendments.raw, after=new.raw)
            wrong = list(problems_of(here, edit))
            if not wrong:
                return ask.save(f"{title} ({here.title})", [edit], "/timetable")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return ask.page(
        "move",
        status,
        title=title,
        needs_reason=needs_reason,
        said=said,
        wrong=wrong,
        today=date.today().isoformat(),
        goes_back="/timetable",
    )


def moved(here: Desk, file: AmendmentText, tokens: Tokens, by: int, grounds: amending.Grounds) -> AmendmentText:
    """Return a trust's changes with a part of a day moved by one.

    What the trust placed itself follows another part from then on. To move a national part the list of the day is
    written anew, with all that the trust changed in it.
    """
    listing = find(here.node, tokens[:-1])
    names = [id_of(each) or "" for each in listing.children] if isinstance(listing, Listing) else []
    old = names.index(tokens[-1])
    to = max(0, min(len(names) - 1, old + by))
    owner = file.owner(tokens)
    if owner is not None and not owner.rest and owner.change.operation == "add":
        others = [each for each in names if each != tokens[-1]]
        neighbour = {"after": others[to - 1], "before": None} if to else {"after": None, "before": others[0]}
        place: Tokens = ("changes", str(owner.change.position))
        source = Source(path=file.path, text=file.text).with_fields((), neighbour, ORDER, place)
        return AmendmentText(path=file.path, raw=source.text.encode(), national=file.national, document=file.document)
    if owner is not None and owner.rest:
        place = ("changes", str(owner.change.position), owner.change.value_key)
        source = Source(path=file.path, text=file.text).with_moved(owner.rest, by, place)
        return AmendmentText(path=file.path, raw=source.text.encode(), national=file.national, document=file.document)
    names[old], names[to] = names[to], names[old]
    parts = [_as_entry(find(here.node, (*tokens[:-1], name))) for name in names]
    inside = [each for each in file.inside(tokens[:-1]) if each.operation != "note"]
    return amending.appended(
        amending.without(file, inside),
        {"replace": ".".join(tokens[:-1]), "with": parts},
        file.base(tokens[:-1]),
        grounds,
    )


def _as_entry(node: Node | None) -> dict[str, object]:
    """Return a part of a day as it is written in a list: on one line where it fits, its longer texts folded."""
    if not isinstance(node, Table):
        return {}
    said = typed(as_written(node))
    if "what" in said:
        return {key: Prose(value) if key == "what" else value for key, value in said.items()}
    return OneLine(said)
