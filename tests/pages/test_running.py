"""What the site knows of a course while it runs."""

from generator.editions.publication_plan import plans
from generator.editions.timetable import timetable
from generator.model.base import Audience
from generator.pages.page import DayPart, Link
from generator.pages.session_runner import brought, course


def meta(here, page: str, code: str = "", audience: Audience = Audience.PEER):
    """Return what a page has besides its text."""
    return next(each.meta for each in here.render(code, audience).pages if each.path == page)


def test_a_trainers_session_has_its_activities(site):
    """Each activity, the close and the break after it have their minutes, and when they end by the timetable."""
    run = meta(site(), "sessions/listening-well.md", "", Audience.TRAINER).run
    expected = [("warm-up", 10, 580), ("listening-pairs", 15, 595), ("close", 5, 600), ("hb-break", 15, 615)]

    assert "room/listening-well/" == run.room
    assert expected == [(each.id, each.minutes, each.ends) for each in run.activities]


def test_a_peers_session_has_none(site):
    """Peers get the day of a session and nothing to run it by."""
    found = meta(site(), "sessions/listening-well.md")

    assert (None, Link(title="Day 1: Listening", url="programme/day-1/")) == (found.run, found.day)


def test_a_session_knows_its_neighbours(site):
    """The sessions of a day lead to those before and after them, past breaks; the first and last to one only."""
    here = site()
    first = (here.content / "national/sessions/listening-well.yml").read_text(encoding="utf-8")
    here.write("national/sessions/more.yml", first.replace("title: Listening well", "title: More"))
    own = "      - {id: day-1-own, kind: local"
    here.change("national/programmes/core.yml", own, f"      - {{id: b, kind: session, session: sessions/more}}\n{own}")
    pages = {each.path: each.meta for each in here.render().pages}
    first, second = pages["sessions/listening-well.md"], pages["sessions/more.md"]

    assert (Link(title="More", url="sessions/more/"), None) == (first.after, first.before)
    assert (Link(title="Listening well", url="sessions/listening-well/"), None) == (second.before, second.after)


DAY_2 = """
  - id: day-2
    title: "Day 2: More"
    kind: core
    aim: You learn more.
    parts:
      - {id: day-2-more, kind: session, session: sessions/more}
"""


def test_the_timetable_goes_on_past_the_end_of_a_day(site):
    """After the last session of a day comes the next day, before the first the day before; days follow each other."""
    here = site()
    core = (here.content / "national/programmes/core.yml").read_text(encoding="utf-8")
    here.write("national/programmes/core.yml", core.rstrip("\n") + DAY_2)
    first = (here.content / "national/sessions/listening-well.yml").read_text(encoding="utf-8")
    here.write("national/sessions/more.yml", first.replace("title: Listening well", "title: More"))
    pages = {each.path: each.meta for each in here.render().pages}
    day_1 = Link(title="Day 1: Listening", url="programme/day-1/")
    day_2 = Link(title="Day 2: More", url="programme/day-2/")
    names = ("sessions/listening-well.md", "sessions/more.md", "programme/day-1.md", "programme/day-2.md")

    assert [(None, day_2), (day_1, None), (None, day_2), (day_1, None)] == [
        (pages[name].before, pages[name].after) for name in names
    ]


def test_a_course_is_its_dated_days_in_order(site):
    """Only days with a date are told, the earliest first, with what happens when."""
    here = site("at-home")
    edition = here.edition("hillside")
    days = course(edition, timetable(edition))

    assert [("2027-01-11", "Day 1: Listening", "programme/day-1/")] == [(day.date, day.title, day.url) for day in days]
    assert DayPart(start=570, end=600, title="Listening well", url="sessions/listening-well/") == days[0].parts[0]
    assert DayPart(start=600, end=615, title="Break") == days[0].parts[1]
    assert ((), False) == (days[0].packs, days[0].brings)


def test_a_dated_day_knows_what_it_needs(site):
    """A day of the course has what is printed for it, and whether people bring something."""
    here = site("at-home")
    here.change("national/sessions/listening-well.yml", "purpose:", "bring: [Your notes., Your notes.]\npurpose:")
    edition = here.edition("hillside", Audience.TRAINER)
    (day,) = course(edition, timetable(edition), plans(edition))

    assert (Link(title="Trainer pack: Day 1: Listening", url="downloads/trainer-pack-day-1.pdf"),) == day.packs
    assert (True, ("Your notes.",)) == (day.brings, brought(edition, timetable(edition)[0]))


def test_without_dates_there_is_no_course(site):
    """An edition whose trust gave no dates knows of no course."""
    edition = site().edition()

    assert () == course(edition, timetable(edition))
