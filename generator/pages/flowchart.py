"""A procedure's steps as a picture (SVG): stages from top to bottom, the steps of each from left to right, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.colours import DAY
from generator.model.procedure import Procedure, Step
from generator.text.language import Language
from generator.text.markup import Html

INK, LINE, GROUND, CARE, PAPER = (DAY[name] for name in ("ink", "primary", "soft", "care", "white"))
"""What is drawn on paper; a screen has colours for each of its looks, and takes them by the classes of the parts."""

WIDTH, BOX, GAP, BELOW = 690, 184, 14, 11
"""The picture's width, a box's width, and how far it is from the next one and the row below, in units of its own."""

ACROSS, HEADING = 3, 106
"""Boxes in a row, and the room left of them for the title of their stage."""

LINE_LENGTH, TITLE_LENGTH = 33, 16
"""How many letters fit on a line of a box, and on one of a stage's title."""

Place = tuple[float, float]
"""How far from the left and from the top: of the middle of a box's upper edge, or of a line's corner."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A stage and its steps, each with its number in the procedure."""

    title: str
    steps: tuple[tuple[int, Step], ...]


def stages(procedure: Procedure) -> tuple[Stage, ...]:
    """Return the steps by stage; those before the first heading have a stage without a title."""
    found: list[tuple[str, list[tuple[int, Step]]]] = []
    for number, step in enumerate(procedure.steps, 1):
        if step.stage or not found:
            found.append((step.stage or "", []))
        found[-1][1].append((number, step))
    return tuple(Stage(title=title, steps=tuple(steps)) for title, steps in found)


def flow(procedure: Procedure, language: Language) -> tuple[Html, ...]:
    """Return a picture of each stage, to stand one below the other, each as one line of SVG.

    All that an author wrote is text in it and nothing else. Its title says in words what it shows.
    """
    found = stages(procedure)
    return tuple(Html(_picture(stage, language, is_last=stage is found[-1])) for stage in found)


def in_words(stage: Stage, language: Language) -> str:
    """Return what the picture of a stage shows in words, for those who do not see it."""
    _ = language.gettext
    steps = ""
    for number, step in stage.steps:
        values = {"number": number, "title": _name(step), "who": step.who}
        if steps:
            steps = _("{before}; then step {number}, {title}, by {who}", before=steps, **values)
        else:
            steps = _("step {number}, {title}, by {who}", **values)
    return _("{stage}: {steps}.", stage=stage.title or _("The steps"), steps=steps)


def _picture(stage: Stage, language: Language, *, is_last: bool) -> str:
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "font-family": "Atkinson Hyperlegible"})
    SubElement(svg, "title").text = in_words(stage, language)
    top, bottom = 1.0, 0.0
    before: Place | None = None
    for row in _rows(stage.steps):
        height = max(_height(number, step) for number, step in row)
        if before is None and stage.title:
            height = max(height, _stage(svg, stage.title, top, height))
        for column, (number, step) in enumerate(row):
            here = (HEADING + column * (BOX + GAP) + BOX / 2, top)
            if before:
                _arrow(svg, before, here, bottom, height)
            _box(svg, number, step, here, height)
            before = here
        bottom = top + height
        top = bottom + BELOW
    if before and not is_last:
        _line(svg, (before[0], bottom), (before[0], top - 1))
    svg.attrib |= {"viewBox": f"0 0 {WIDTH} {top:g}", "width": f"{WIDTH}", "height": f"{top:g}"}
    return tostring(svg, encoding="unicode")


def _stage(svg: Element, title: str, top: float, height: float) -> float:
    """Write the title of a stage on its ground, left of its first row, and return how high that has to be."""
    lines = wrap(title, TITLE_LENGTH)
    needed = max(height, 8 + 13 * len(lines))
    _rect(svg, 0, top, HEADING - GAP, needed, {"class": "hb-stage", "fill": GROUND})
    for position, words in enumerate(lines):
        _text(svg, words, 6, top + 14 + 13 * position, size=11, weight="bold", fill=LINE)
    return needed


def _rows(steps: Sequence[tuple[int, Step]]) -> Iterator[tuple[tuple[int, Step], ...]]:
    for start in range(0, len(steps), ACROSS):
        yield tuple(steps[start : start + ACROSS])


def _words(number: int, step: Step) -> tuple[list[str], list[str]]:
    """Return the lines of a box: the step's number and title, and who does it."""
    title = wrap(f"{number}. {_name(step)}", LINE_LENGTH, break_on_hyphens=False)[:5]
    return title, wrap(step.who if step.title else "", LINE_LENGTH + 4)[:2]


def _height(number: int, step: Step) -> float:
    title, who = _words(number, step)
    return 8 + 13 * len(title) + 11 * len(who)


def _box(svg: Element, number: int, step: Step, place: Place, height: float) -> None:
    """Draw a step: its number and title, who does it, and a thick edge where safety depends on it."""
    edge = {"stroke": LINE, "stroke-width": "1"}
    if step.safety:
        edge = {"class": "hb-safety", "stroke": CARE, "stroke-width": "3"}
    left, top = place[0] - BOX / 2, place[1]
    _rect(svg, left, top, BOX, height, {"fill": PAPER, "rx": "4"} | edge)
    title, who = _words(number, step)
    for position, words in enumerate(title):
        _text(svg, words, left + 8, top + 14 + 13 * position, size=10.5, weight="bold", fill=INK)
    for position, words in enumerate(who):
        _text(svg, words, left + 8, top + 14 + 13 * len(title) + 11 * position, size=9, fill=INK)


def _arrow(svg: Element, start: Place, end: Place, bottom: float, height: float) -> None:
    """Draw an arrow from one box to the next: along a row of this height, or round below one that ends at `bottom`."""
    if start[1] == end[1]:
        level = start[1] + height / 2
        _line(svg, (start[0] + BOX / 2, level), (end[0] - BOX / 2 - 1, level))
    else:
        turn = bottom + 3
        _line(svg, (start[0], bottom), (start[0], turn), (end[0], turn), (end[0], end[1] - 1))


def _line(svg: Element, *places: Place) -> None:
    """Draw a line with the head of an arrow at its end."""
    (_, before), (x, y) = places[-2:]
    points = " ".join(f"{left:g},{top:g}" for left, top in places)
    SubElement(svg, "polyline", {"points": points, "fill": "none", "stroke": LINE, "stroke-width": "1.2"})
    if before == y:
        _shape(svg, (x - 6, y - 4), (x, y), (x - 6, y + 4))
    else:
        _shape(svg, (x - 4, y - 6), (x, y), (x + 4, y - 6))


def _shape(svg: Element, *corners: Place) -> None:
    SubElement(svg, "polygon", {"points": " ".join(f"{left:g},{top:g}" for left, top in corners), "fill": LINE})


def _rect(svg: Element, left: float, top: float, width: float, height: float, given: dict[str, str]) -> None:
    places = {"x": f"{left:g}", "y": f"{top:g}", "width": f"{width:g}", "height": f"{height:g}"}
    SubElement(svg, "rect", places | given)


def _text(
    svg: Element, words: str, left: float, base: float, *, size: float, fill: str, weight: str = "normal"
) -> None:
    places = {"x": f"{left:g}", "y": f"{base:g}", "font-size": f"{size:g}", "font-weight": weight, "fill": fill}
    SubElement(svg, "text", places).text = words


def _name(step: Step) -> str:
    return step.title or step.who
