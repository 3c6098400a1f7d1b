"""Who is called, when, as a picture: a band for each topic, a column for each who may be called, marks for when."""

from collections.abc import Sequence
from textwrap import wrap

from generator.colours import DAY
from generator.editions.call_map import Mapped, Named
from generator.pages.pictures import placed
from generator.text.language import N_, Language
from generator.text.markup import Html

TIMES = (
    (N_("At once"), "alarm-light", "hb-way-act", "way-act"),
    (N_("By day"), "weather-sunny", "hb-way-all", "way-all"),
    (N_("Out of hours"), "weather-night", "hb-way-hear", "way-hear"),
)
"""When somebody is called: the words, their picture, and the class and the colour of its ground."""

COLUMN, TITLE_LINE, BAND, HEAD = 34, 15, 38, 118
"""The width of a column, and the heights of a line of a title, of a band, and of the names above all of them."""

MARK, LETTERS, NAME, SMALL = 15, 52, 12, 11
"""The side of a mark, how many letters of a title fit on a line, and the sizes of names and of titles."""

PLACES = ((9, 2), (1, 20), (18, 20))
"""Where the mark of each time stands in its column, from its left and from the top of its band."""


def picture(mapped: Sequence[Mapped], language: Language) -> Html:
    """Return the map as one picture, whose words stand in the table below it."""
    names = [party.name for party in mapped[0].parties]
    top, parts = HEAD, [_name(name, at) for at, name in enumerate(names)]
    for topic in mapped:
        lines = wrap(topic.title, LETTERS)
        parts += [_title(line, top + TITLE_LINE * at) for at, line in enumerate(lines, 1)]
        top += TITLE_LINE * len(lines) + 5
        parts += [_cell(party, at, top) for at, party in enumerate(topic.parties)]
        top += BAND
    said = language.gettext("Who is named for what, and when. The table below says the same in words.")
    box = Html('<svg class="hb-call-map" role="img" viewBox="0 0 {} {}"><title>{}</title><defs>{}</defs>{}</svg>')
    marks = Html("").join(_drawn(icon, way, colour) for _, icon, way, colour in TIMES)
    return box.format(COLUMN * len(names), top + 2, said, marks, Html("").join(parts))


def key(language: Language) -> list[tuple[str, str, str]]:
    """Return what each mark means: its words, its picture and its class."""
    return [(language.gettext(words), icon, way) for words, icon, way, _ in TIMES]


def _name(name: str, at: int) -> Html:
    across = COLUMN * at + COLUMN / 2 + NAME / 3
    text = Html('<text transform="translate({:.0f} {}) rotate(-90)" font-size="{}" fill="{}">{}</text>')
    return text.format(across, HEAD - 4, NAME, DAY["ink"], name)


def _title(line: str, top: int) -> Html:
    text = Html('<text x="2" y="{}" font-size="{}" font-weight="bold" fill="{}">{}</text>')
    return text.format(top, SMALL, DAY["ink"], line)


def _cell(party: Named, at: int, top: int) -> Html:
    left = COLUMN * at
    ground = Html('<rect class="hb-empty" x="{}" y="{}" width="{}" height="{}" fill="none" stroke="{}"/>')
    frame = ground.format(left, top, COLUMN, BAND, DAY["edge"])
    marks = [
        _mark(icon, left + across, top + down)
        for count, (_, icon, *_), (across, down) in zip(party.times, TIMES, PLACES, strict=True)
        if count
    ]
    return frame + Html("").join(marks)


def _mark(name: str, left: int, top: int) -> Html:
    return Html('<use href="#hb-{}" x="{}" y="{}"/>').format(name, left, top)


def _drawn(icon: str, way: str, colour: str) -> Html:
    """Return a mark once, to be put into its places: hundreds of them would be more than the page."""
    ground = Html('<rect class="{}" width="{}" height="{}" rx="3" fill="{}" stroke="{}"/>')
    box = ground.format(way, MARK, MARK, DAY[colour], DAY["line"])
    return Html('<g id="hb-{}">{}{}</g>').format(icon, box, placed(icon, 1, 1, MARK - 2))
