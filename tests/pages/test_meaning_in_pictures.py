"""Pictures that carry meaning: what they show, and that they say it in words too."""

import re
from dataclasses import replace

from generator.colours import DAY, LEAST_CONTRAST, NIGHT, contrast
from generator.editions.timetable import timetable
from generator.model.base import Audience
from generator.model.framework import Component, Domain
from generator.model.kinds import DOCUMENT_KINDS
from generator.model.session import METHODS
from generator.pages.page_rows import who
from generator.pages.pictures import (
    ACROSS,
    METHOD_ICONS,
    PAGE_ICONS,
    ROLE_ICONS,
    WAY_OF,
    WAYS,
    glances,
    length_styles,
    main_method,
    squares,
)
from generator.text.icons import is_known
from generator.text.language import Language

ENGLISH = Language()


def test_everything_has_a_picture_of_its_own(site):
    """Each method, kind and role has one picture, which the set knows; no two methods share one, and each has a colour."""
    names = [
        *METHOD_ICONS.values(),
        *(kind.icon for kind in DOCUMENT_KINDS),
        *ROLE_ICONS.values(),
        *PAGE_ICONS.values(),
    ]

    assert [] == [name for name in names if not is_known(name)]
    assert set(METHODS) == set(METHOD_ICONS) == set(WAY_OF)
    assert len(METHOD_ICONS) == len(set(METHOD_ICONS.values()))
    assert len(DOCUMENT_KINDS) == len({kind.icon for kind in DOCUMENT_KINDS})
    assert set(who(site().edition())) == set(ROLE_ICONS)


def test_words_can_be_read_on_every_colour():
    """By day and by night, ink stands out from the colour of each way of working."""
    grounds = [(colours["ink"], colours[way.removeprefix("hb-")]) for colours in (DAY, NIGHT) for way in WAYS]

    assert 10 == len(grounds)
    assert min(contrast(ink, ground) for ink, ground in grounds) >= LEAST_CONTRAST


def test_a_session_has_the_picture_of_what_it_mostly_is(site):
    """Of a session's minutes most count: 15 in pairs against 10 of a round."""
    session = site().edition().entries["sessions/listening-well"]

    assert "pairs" == main_method(session)


def test_a_day_is_as_high_as_it_is_long(site):
    """Parts of a day are as long as the timetable says, and the hours beside them add up to the same."""
    edition = site().edition()
    (glance,) = glances(edition, timetable(edition))
    (_, blocks) = glance.days[0]

    assert [30, 15, 30] == [each.minutes for each in blocks]
    assert [("hb-way-few", "Pairs"), ("", ""), ("", "")] == [(each.way, each.how) for each in blocks]
    assert ((570, 30), (600, 45)) == glance.hours
    assert not glance.is_long
    assert replace(glance, hours=((480, 600),)).is_long


def test_every_length_of_a_part_is_known():
    """The style sheet tells every whole number of minutes of a day, and each once."""
    told = re.findall(r'\[data-(hours|minutes)="(\d+)"\]\{--(?:hours|minutes):(\d+)\}', length_styles())

    assert [("hours", each) for each in range(24)] + [("minutes", each) for each in range(60)] == [
        (unit, int(number)) for unit, number, _ in told
    ]
    assert [] == [each for each in told if each[1] != each[2]]


def test_a_day_that_begins_later_stands_lower(site):
    """Days side by side share the hours: one that begins an hour later begins an hour further down."""
    here = site()
    late = """
  - id: late
    title: Late day
    kind: local
    aim: You come later.
    start: 10:32am
    parts:
      - {id: late-own, kind: local, title: Your trust, minutes: 28, what: Your trust shows you round.}
"""
    text = (here.content / "national/programmes/core.yml").read_text(encoding="utf-8")
    here.write("national/programmes/core.yml", text.rstrip("\n") + late)
    edition = here.edition()
    (glance,) = glances(edition, timetable(edition))

    assert [(None, 62), ("late-own", 28)] == [
        (each.part.id if each.part else None, each.minutes) for each in glance.days[1][1]
    ]


def test_the_course_at_a_glance_leads_to_its_sessions(site):
    """On home and on the timetable the picture is a list of days, each a list of links with their time and method."""
    here = site()
    for page, to in (("index.md", ""), ("programme/index.md", "../")):
        html = here.page(page)
        found = re.search(
            rf'<a href="{to}sessions/listening-well.md"><svg.*?</svg> <span>Listening well</span></a>', html
        )

        assert found
        assert "9:30am, pairs</span>" in html
        assert "Groups of three".lower() in html


def test_a_sessions_minutes_are_told_in_words(site):
    """The strip of a session says in words each activity with its minutes and method, and shows the same minutes."""
    html = site().page("sessions/listening-well.md", "", Audience.TRAINER)
    strip = html[html.index('<svg class="hb-strip"') :].partition("<h2")[0]

    assert "Warm-up, 10 minutes, round; Listening pairs, 15 minutes, pairs" in strip
    assert ["10", "15", "5"] == re.findall(r">(\d+)</text>", strip)


def component(number: int) -> Component:
    """Return a component of a domain."""
    told = {"id": f"1.{number}", "label": f"Part {number}", "text": "Words.", "original": False, "kind": "role"}
    return Component.model_validate({**told, "supervision": False})


def test_each_component_is_a_square(site):
    """A domain is a square for each component, in rows, with how many documents deliver it; none has a broken edge."""
    entry = site().edition().entries["sessions/listening-well"]
    domain = Domain.model_validate({"id": "role", "number": "1", "title": "Role <&>"})
    delivered = [(component(number), [entry] * (number - 1)) for number in range(1, ACROSS + 2)]
    picture = squares(domain, delivered, ENGLISH)

    assert ACROSS + 1 == picture.count("<rect ")
    assert ["4 3", *["none"] * ACROSS] == re.findall(r'dasharray="([^"]+)"', picture)
    assert "Role &lt;&amp;&gt;: 1.1 Part 1, 0 documents; 1.2 Part 2, 1 document;" in picture
    assert 2 == len(set(re.findall(r'<rect [^>]* y="(\d+)"', picture)))


def test_an_original_component_has_a_star():
    """One square more has a picture in it than others, and none of them is a picture of its own, which Word would cut."""
    parts = [component(1).model_copy(update={"original": True}), component(2)]
    domain = Domain.model_validate({"id": "role", "number": "1", "title": "Role"})
    picture = squares(domain, [(each, ()) for each in parts], ENGLISH)

    assert 1 == picture.count("<path ")
    assert 1 == picture.count("<svg ")
