"""Pictures that carry meaning: the course at a glance, a session's minutes, and where each component is delivered.

Each says in words, too, what it shows. A picture has the colours of paper and of a light screen drawn in; the
classes of its parts give it those of a dark screen.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.colours import DAY
from generator.editions.edition import Edition, Entry
from generator.editions.timetable import TimedDay, TimedPart
from generator.editions.urls import STANDING_PAGES
from generator.model.framework import Component, Domain
from generator.model.kinds import DOCUMENT_KINDS
from generator.model.session import METHODS, Session
from generator.text.icons import shapes
from generator.text.language import N_, Language
from generator.text.markup import Html

METHOD_ICONS = {
    "input": "human-male-board",
    "demonstration": "theater",
    "whole-group": "account-group",
    "pairs": "account-multiple",
    "threes": "account-supervisor",
    "small-groups": "forum",
    "one-to-one": "account-voice",
    "role-play": "drama-masks",
    "reflection": "pencil",
    "round": "rotate-right",
    "carousel": "autorenew",
    "card-sort": "cards",
    "spectrum-line": "arrow-left-right",
    "quiz": "head-question",
    "grounding": "leaf",
    "walk-round": "walk",
}
"""The picture beside the name of each way of working, in the set of `text/icons.py`."""

PAGE_ICONS = {
    "home": "home",
    "help-now": "phone-alert",
    "timetable": "calendar-month",
    "two-trainers": "account-switch",
    "half-days": "calendar-week",
    "downloads": "download",
    "status": "clipboard-check",
    "glossary": "alphabetical-variant",
    "competencies": "check-decagram",
    "components": "puzzle",
    "who-is-called": "phone-in-talk",
    "mapping": "map-check",
    "whats-new": "new-box",
    "differences": "compare",
    "overview": "view-list",
    "reference": "bookshelf",
    "about": "information",
    "readers": "eye-check",
    "offline": "wifi-off",
    "copies": "cellphone-check",
    "accessibility": "human",
    "search": "magnify",
}
"""The picture of pages that are no document's, by the name of the page."""

CONTACT_ICON, OTHER_ICON = "phone", "file-document-outline"
"""The picture of somebody to call, and of any other page."""

ROLE_ICONS = {
    "experienced-peer": "account-heart",
    "clinician": "stethoscope",
    "coordinator": "account-tie",
    "visitor": "account-arrow-right",
}
"""The picture of each of the people who run sessions."""

WAYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "hb-way-hear": (N_("Listening and watching"), ("input", "demonstration")),
    "hb-way-all": (
        N_("All together"),
        ("whole-group", "round", "carousel", "card-sort", "spectrum-line", "quiz", "walk-round"),
    ),
    "hb-way-few": (N_("In twos, threes and small groups"), ("pairs", "threes", "small-groups", "one-to-one")),
    "hb-way-act": (N_("Role play"), ("role-play",)),
    "hb-way-quiet": (N_("Quiet time"), ("reflection", "grounding")),
}
"""The ways of working by the class of their colour: what that means, and the ways that have it."""

WAY_OF = {method: way for way, (_, methods) in WAYS.items() for method in methods}
ACROSS = 5
"""Days, or components, that stand side by side."""
HOUR, HOURS = 60, 24
"""Minutes of an hour, and hours of a day."""
BRIEF = 40
"""Minutes of a part of a day that is too low in a picture for its time below its title."""
LONGEST = 9 * HOUR
"""The longest time from the first hour to the last that a page of paper shows at its full height."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A part of a day as it is drawn: how high it is, and, for a session, its main way of working."""

    part: TimedPart | None
    minutes: int
    method: str = ""
    how: str = ""

    @property
    def icon(self) -> str:
        """The name of its picture, or nothing."""
        return METHOD_ICONS.get(self.method, "")

    @property
    def way(self) -> str:
        """The class of its colour, or nothing."""
        return WAY_OF.get(self.method, "")

    @property
    def looks(self) -> str:
        """The classes of its looks: its colour, and whether it is brief."""
        return " ".join(filter(None, (self.way, "hb-brief" if self.minutes < BRIEF else "")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """Days that stand side by side, each with its blocks from the first hour down, and the hours beside them."""

    hours: tuple[tuple[int, int], ...]
    """Each hour, in minutes after midnight, with the minutes until the next."""
    days: tuple[tuple[TimedDay, tuple[Block, ...]], ...]

    @property
    def is_long(self) -> bool:
        """Whether it is too long for the height that a minute has on paper."""
        return sum(minutes for _, minutes in self.hours) > LONGEST


def glances(edition: Edition, days: Sequence[TimedDay]) -> tuple[Glance, ...]:
    """Return days as they are drawn, a few side by side, from when the first of them begins."""
    chunks = (days[start : start + ACROSS] for start in range(0, len(days), ACROSS))
    return tuple(_glance(edition, chunk) for chunk in chunks)


def course_days(days: Sequence[TimedDay]) -> tuple[TimedDay, ...]:
    """Return the days of the course, which is the first programme; others are of a day or half of one."""
    return tuple(timed for timed in days if timed.programme.id == days[0].programme.id)


def _glance(edition: Edition, days: Sequence[TimedDay]) -> Glance:
    begins = min(timed.parts[0].start for timed in days)
    ends = max(timed.parts[-1].end for timed in days)
    marks = [begins, *range(begins // HOUR * HOUR + HOUR, ends, HOUR)]
    hours = tuple((mark, after - mark) for mark, after in pairwise([*marks, ends]))
    return Glance(hours=hours, days=tuple((timed, tuple(_blocks(edition, timed, begins))) for timed in days))


def _blocks(edition: Edition, timed: TimedDay, begins: int) -> Iterator[Block]:
    if timed.parts[0].start > begins:
        yield Block(part=None, minutes=timed.parts[0].start - begins)
    for part in timed.parts:
        entry = edition.entries.get(part.session)
        method = main_method(entry) if entry else ""
        how = edition.language.gettext(METHODS[method]) if method else ""
        yield Block(part=part, minutes=part.minutes, method=method, how=how)


def icon_name(target: str) -> str:
    """Return the picture of a document's kind, or of a page that is none, by an id, a name or a source path."""
    folder = target.partition("/")[0]
    names = {page: PAGE_ICONS[name] for name, page in STANDING_PAGES.items() if name in PAGE_ICONS}
    kinds = {kind.folder: kind.icon for kind in DOCUMENT_KINDS}
    return PAGE_ICONS.get(target) or names.get(target) or kinds.get(folder) or PAGE_ICONS["timetable"]


def length_styles() -> str:
    """Return a style sheet for how long parts of a day are: a page may hold no style, only hours and minutes."""
    hours = [f'[data-hours="{each}"]{{--hours:{each}}}' for each in range(HOURS)]
    minutes = [f'[data-minutes="{each}"]{{--minutes:{each}}}' for each in range(HOUR)]
    return f"{''.join(hours)}{''.join(minutes)}\n"


def main_method(entry: Entry) -> str:
    """Return the way of working that has most of a session's minutes."""
    spent: Counter[str] = Counter()
    for each in entry.model.activities if isinstance(entry.model, Session) else ():
        spent[each.method] += each.expected
    return spent.most_common(1)[0][0] if spent else ""


def legend(language: Language) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return what each colour and picture means: the colour's class, what it means, and its ways with pictures."""
    _ = language.gettext
    return [
        (way, _(title), [(METHOD_ICONS[method], _(METHODS[method])) for method in methods])
        for way, (title, methods) in WAYS.items()
    ]


LONG, HIGH, ICON, FIGURE = 600, 52, 22, 13
"""The width and height of the strip of a session's minutes, and the size of a picture and of the figures on it."""
DIGIT, POINT = 0.57, 0.21
"""How wide a digit and a point are in the house typeface, as a share of the size of its letters."""


def strip(session: Session, plan: Sequence[Mapping[str, Any]], language: Language) -> Html:
    """Return the minutes of a session as a picture: a part of the strip for each activity, coloured by how it works.

    Args:
        session: The session.
        plan: The rows of its plan, whose last is the close.
        language: What it says in words is said in it.
    """
    methods = [*(each.method for each in session.activities), "whole-group"]
    total = sum(row["minutes"] for row in plan) or 1
    left, parts = 0.0, []
    for row, method in zip(plan, methods, strict=True):
        wide = LONG * row["minutes"] / total
        parts.append(_part(left, wide, row["minutes"], method))
        left += wide
    words = "; ".join(
        language.ngettext(
            "{title}, {n} minute, {how}",
            "{title}, {n} minutes, {how}",
            row["minutes"],
            title=row["title"],
            how=row["how"].lower(),
        )
        for row in plan
    )
    said = language.gettext("The minutes of this session: {parts}.", parts=words)
    return Html('<svg class="hb-strip" role="img" viewBox="0 0 {} {}"><title>{}</title>{}</svg>').format(
        LONG, HIGH, said, Html("").join(parts)
    )


def _part(left: float, wide: float, minutes: int, method: str) -> Html:
    way = WAY_OF[method]
    middle = left + wide / 2
    ground = Html('<rect class="{}" x="{:.1f}" y="1" width="{:.1f}" height="{}" fill="{}" stroke="{}"/>').format(
        way, left + 1, max(wide - 2, 1), HIGH - 2, DAY[way.removeprefix("hb-")], DAY["line"]
    )
    icon = placed(METHOD_ICONS[method], middle - ICON / 2, 6, ICON) if wide >= ICON + 2 and minutes else Html("")
    number = _figure(minutes, middle, HIGH - 8, FIGURE) if wide >= FIGURE and minutes else Html("")
    return (ground + icon + number) if minutes else Html("")


def _figure(said: int | str, middle: float, base: float, size: float, weight: str = "normal") -> Html:
    """Return a number round a place; not anchored there, since the typesetter makes a drawing of what is."""
    wide = size * sum(DIGIT if each.isdigit() else POINT for each in str(said))
    text = Html('<text x="{:.1f}" y="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>')
    return text.format(middle - wide / 2, base, size, weight, DAY["ink"], said)


ORIGINAL_ICON = "star"
"""The mark of a component that is in the original list."""

SIDE, GAP, MANY, SOME = 54, 6, 10, 5
"""The side of a component's square and the room between two; how many documents are many, and how many are some."""


def squares(domain: Domain, delivered: Sequence[tuple[Component, Sequence[Entry]]], language: Language) -> Html:
    """Return a domain as a picture: a square for each component, with its number and how many documents deliver it.

    The more there are, the stronger is the square's edge; one that nothing delivers has a broken edge.
    """
    said = "; ".join(
        language.ngettext(
            "{number} {label}, {n} document", "{number} {label}, {n} documents", len(entries), **_named(each)
        )
        for each, entries in delivered
    )
    words = language.gettext("{domain}: {components}.", domain=domain.title, components=said)
    parts = [_square(each, len(entries), *divmod(at, ACROSS)) for at, (each, entries) in enumerate(delivered)]
    wide, high = min(len(parts), ACROSS) * (SIDE + GAP), -(-len(parts) // ACROSS) * (SIDE + GAP)
    box = Html(
        '<svg class="hb-squares" role="img" viewBox="0 0 {0} {1}" width="{0}" height="{1}"><title>{2}</title>{3}</svg>'
    )
    return box.format(wide, high, words, Html("").join(parts))


def _named(component: Component) -> dict[str, str]:
    return {"number": component.id, "label": component.label}


def _square(component: Component, count: int, row: int, column: int) -> Html:
    left, top = 2 + column * (SIDE + GAP), 2 + row * (SIDE + GAP)
    middle = left + SIDE / 2
    edge = 3 if count >= MANY else 2 if count >= SOME else 1
    fill = DAY["way-few"] if count >= SOME else DAY["way-all"] if count else DAY["white"]
    way = "hb-way-few" if count >= SOME else "hb-way-all"
    dashes = "none" if count else "4 3"
    square = Html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}" stroke="{}" stroke-width="{}" '
        'stroke-dasharray="{}"/>'
    ).format(way if count else "hb-empty", left, top, SIDE, SIDE, fill, DAY["ink"], edge, dashes)
    number = _figure(component.id, middle, top + 22, 14, "bold")
    star = placed(ORIGINAL_ICON, left + SIDE - 14, top + 1, 13) if component.original else Html("")
    return square + number + _figure(count, middle, top + 42, 14) + star


def by_kind(entries: Sequence[Entry]) -> dict[str, int]:
    """Return how many documents of each kind there are among some, by the kind's name."""
    return Counter(entry.kind.name for entry in entries)


BOX = 24
"""The side of the box that pictures of the set are drawn in."""


def placed(name: str, left: float, top: float, size: float) -> Html:
    """Return a picture of the set as a part of a larger one."""
    outlines = Html("").join(Html('<path d="{}"/>').format(shape) for shape in shapes(name))
    whole = Html('<g class="hb-drawn" transform="translate({:.1f} {:.1f}) scale({:.3f})" fill="{}">{}</g>')
    return whole.format(left, top, size / BOX, DAY["ink"], outlines)
