"""Minutes into clock times."""

from generator.editions.timetable import TimedDay, timetable
from generator.text.language import clock

HOME_DAY = """\
  - id: home-day
    title: At home
    kind: local
    aim: You visit.
    parts:
      - {id: home-rest, kind: break, title: Rest, minutes: 9, pathways: [crisis-team]}
"""


def times(day: TimedDay) -> list[tuple[str, str, str]]:
    """Return the parts of a day as people would say them."""
    return [(part.id, clock(part.start), clock(part.end)) for part in day.parts]


def test_parts_follow_each_other(site):
    """Each part starts when the one before it ends, the first when the programme says."""
    (day,) = timetable(site().edition())
    expected = [
        ("day-1-listening", "9:30am", "10am"),
        ("day-1-break", "10am", "10:15am"),
        ("day-1-own", "10:15am", "10:45am"),
    ]

    assert expected == times(day)


def test_a_day_knows_its_training_and_its_sessions(site):
    """Breaks do not count as training; sessions are those with a plan."""
    (day,) = timetable(site().edition())
    expected = (60, ("sessions/listening-well",), [30, 15, 30])

    assert expected == (day.content_minutes, day.sessions, [part.minutes for part in day.parts])


def test_a_part_is_what_its_kind_makes_it(site):
    """A session brings its own title; a local part says what the trust puts there."""
    (day,) = timetable(site().edition())
    expected = [
        ("session", "Listening well", ""),
        ("break", "Break", ""),
        ("local", "Your trust", "Your trust shows you round."),
    ]

    assert expected == [(part.kind, part.title, part.what) for part in day.parts]


def test_a_day_may_start_at_a_time_of_its_own(site):
    """A day that says when it starts starts then."""
    here = site()
    here.change("national/programmes/core.yml", "    kind: core\n", "    kind: core\n    start: 1:05pm\n")
    (day,) = timetable(here.edition())
    expected = "1:05pm"

    assert expected == clock(day.parts[0].start)


def test_a_trust_may_start_earlier_or_later(site):
    """A trust's own start moves every day that has no start of its own."""
    starts = {day.day.id: clock(day.parts[0].start) for day in timetable(site("local-session").edition("hillside"))}
    expected = {"day-1": "10am", "local-day": "10am", "late-day": "12:15pm"}

    assert expected == starts


def test_a_day_with_nothing_in_it_for_its_readers_is_left_out(site):
    """A day all of whose parts are for another pathway is no day of a trust's edition, and is one of the nation's."""
    here = site("trust-pathway")
    core = "national/programmes/core.yml"
    text = (here.content / core).read_text(encoding="utf-8")
    here.write(core, text + HOME_DAY)

    assert (["day-1", "home-day"], ["day-1"]) == tuple(
        [day.day.id for day in timetable(here.edition(code))] for code in ("", "hillside")
    )
    assert "programme/home-day.md" not in {page.path for page in here.render("hillside").pages}


def test_a_session_that_is_not_there_takes_no_time(site):
    """A part whose session these readers do not have is left out, and the next part moves up."""
    here = site()
    here.change("national/programmes/core.yml", "sessions/listening-well", "sessions/nothing")
    (day,) = timetable(here.edition())
    expected = [("day-1-break", "9:30am", "9:45am"), ("day-1-own", "9:45am", "10:15am")]

    assert expected == times(day)


def test_a_part_that_points_at_no_session_takes_no_time(site):
    """A part whose session turns out to be another kind of document is left out."""
    here = site()
    here.change("national/programmes/core.yml", "sessions/listening-well", "procedures/first-visit")
    (day,) = timetable(here.edition())
    expected = ["day-1-break", "day-1-own"]

    assert expected == [part.id for part in day.parts]
