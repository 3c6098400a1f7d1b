"""The calendar of a course: an iCalendar file that keeps the rules of RFC 5545."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component, vDDDTypes

from generator.model.base import Audience
from generator.site.icalendar import calendar, sequence
from generator.upkeep.release import release

TRUST = "trusts/hillside/trust.yml"
CORE = "national/programmes/core.yml"
DATES = "dates: {day-1: 2027-01-11, day-2: 2027-07-12}"


def unfolded(text: str) -> list[str]:
    """Return the lines of a calendar as they were before they were folded (RFC 5545, 3.1)."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def plain(value: str) -> str:
    """Return a text value as it was before it was escaped (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(text: str) -> list[dict[str, str]]:
    """Return the properties of each event, by their name with its parameters."""
    found: list[dict[str, str]] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and not line.startswith(("BEGIN:", "END:")):
            assert name not in found[-1]
            found[-1][name] = value
    return found


def of(here, audience=Audience.PEER) -> str:
    """Return the calendar of Hillside."""
    return calendar(here.edition("hillside", audience))


def test_each_part_of_a_day_with_a_date_is_an_entry(site):
    """Every session, break and local part has its title, and its times on the day's date."""
    zone = "TZID=Europe/London"
    long_break = "Break: tea, “coffee” and a walk round the garden if it is dry; café open"
    expected = [
        ("Listening well", "20270111T093000", "20270111T100000"),
        (long_break, "20270111T100000", "20270111T101500"),
        ("Your trust", "20270111T101500", "20270111T104500"),
        ("Your own day", "20270712T130000", "20270712T140000"),
    ]

    assert expected == [
        (plain(each["SUMMARY"]), each[f"DTSTART;{zone}"], each[f"DTEND;{zone}"]) for each in events(of(site("paper")))
    ]


def test_lines_end_as_the_rules_say(site):
    """Every line ends in carriage return and line feed, the last one too, and there is no other line end."""
    text = of(site("paper"))
    expected = (text.count("\r\n"), text.count("\r\n"), True)

    assert expected == (text.count("\n"), text.count("\r"), text.endswith("END:VCALENDAR\r\n"))


@pytest.mark.parametrize("letter", ["a", "é", "€", "🌱"])
@pytest.mark.parametrize("length", [60, 66, 67, 68, 150])
def test_no_line_is_longer_than_75_bytes(site, letter, length):
    """A long title is folded so that no line has more than 75 bytes, and no letter is cut in two."""
    here = site("paper")
    title = letter * length
    here.change(CORE, "title: Your own day", f"title: {title}")
    text = of(here)
    expected = title

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert expected == plain(events(text)[-1]["SUMMARY"])


def test_text_is_escaped(site):
    """Commas, semicolons and backslashes are marked, so that they do not end a value."""
    here = site("paper")
    here.change(CORE, "title: Your own day", "title: 'This, that; and C:\\new'")
    expected = r"This\, that\; and C:\\new"

    assert expected == events(of(here))[-1]["SUMMARY"]


def test_a_title_keeps_every_sign(site):
    """A title is told as it is written, signs that mean something in Markdown too."""
    here = site("paper")
    here.change(CORE, "title: Your own day", "title: '#3: pain > 5 | *new*_form'")
    expected = "#3: pain > 5 | *new*_form"

    assert expected == events(of(here))[-1]["SUMMARY"]


def test_every_entry_has_an_id_of_its_own(site):
    """No two entries have the same UID, and the same edition gives the same ones again."""
    here = site("paper")
    ids = [each["UID"] for each in events(of(here))]
    expected = (4, ids)

    assert expected == (len(set(ids)), [each["UID"] for each in events(of(here))])


def test_peers_and_trainers_share_the_entries(site):
    """Someone who takes both calendars has each part once, because its UID is the same."""
    here = site("paper")
    expected = of(here)

    assert expected == of(here, Audience.TRAINER)


def test_what_must_be_there_is_there(site):
    """The calendar says its version and builder once; each entry has an id and a stamp in universal time."""
    text = of(site("paper"))
    lines = unfolded(text)
    expected = (["BEGIN:VCALENDAR", "VERSION:2.0"], 1)

    assert expected == (lines[:2], sum(line.startswith("PRODID:") for line in lines))
    assert all(re.fullmatch(r"2026\d{4}T\d{6}Z", each["DTSTAMP"]) for each in events(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2027-01-11", "2027-01-12"),
        ("2027-01-11", "2027-02-01"),
        (f"{DATES}\n", "dates: {day-1: 2027-01-04, day-2: 2027-07-12}\ndates_revision: 1\n"),
        (f"{DATES}\n", f"{DATES}\nstart: 10am\n"),
    ],
)
def test_a_day_that_moves_moves_in_calendars_too(site, old, new):
    """A moved day or hour keeps its UID, and its SEQUENCE and DTSTAMP grow, so that a calendar takes the change."""
    here = site("paper")
    before = events(of(here))[0]
    here.change(TRUST, old, new)
    after = events(of(here))[0]

    assert before["UID"] == after["UID"]
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"]) < 2**31
    assert before["DTSTAMP"] < after["DTSTAMP"]
    assert before["DTSTART;TZID=Europe/London"] != after["DTSTART;TZID=Europe/London"]


@pytest.mark.parametrize(
    ("dates", "level"),
    [
        ("{day-1: 2027-01-11, day-2: 2027-01-11}", "error"),
        ("{day-1: 0001-01-01}", "error"),
        ("{day-1: 9999-12-31}", "error"),
    ],
)
def test_dates_that_cannot_be_are_told(site, dates, level):
    """Two days on one date, and a year out of reach, are told where they stand."""
    here = site("paper")
    here.change(TRUST, DATES, f"dates: {dates}")
    told = {each.level.value for each in here.check() if each.mark.path.endswith("trust.yml")}

    assert {level} == told


def test_what_begins_ends(site):
    """Each part that begins ends, in the right order."""
    open_parts: list[str] = []
    for line in unfolded(of(site("paper"))):
        word, _, name = line.partition(":")
        if word == "BEGIN":
            open_parts.append(name)
        elif word == "END":
            assert open_parts.pop() == name
    expected: list[object] = []

    assert expected == open_parts


def test_the_time_zone_is_explained(site):
    """The zone that times are told in stands in the file, and says what the clocks in London do."""
    text = of(site("paper"))
    named = set(re.findall(r"TZID=([^:]+):", text))
    zones = re.findall(r"^TZID:(.+)\r$", text, re.MULTILINE)
    expected = (["Europe/London"], {"Europe/London"})

    assert expected == (zones, named)
    for start, offset, rule in re.findall(
        r"DTSTART:(\d{8}T\d{6})\r\nTZOFFSETFROM:[^\r]+\r\nTZOFFSETTO:([^\r]+)\r\n.*?RRULE:([^\r]+)\r\n", text, re.DOTALL
    ):
        moment = datetime.strptime(start, "%Y%m%dT%H%M%S").replace(hour=12, tzinfo=ZoneInfo("Europe/London"))
        last_sunday = (moment.isoweekday(), moment.day > 24, f"{moment:%z}")
        assert (7, True, offset) == last_sunday
        assert rule == f"FREQ=YEARLY;BYMONTH={moment.month};BYDAY=-1SU"


def test_a_day_without_a_date_is_left_out(site):
    """Only the days that have a date are in the calendar."""
    here = site("paper")
    here.change(TRUST, DATES, "dates: {day-2: 2027-07-12}")
    expected = ["Your own day"]

    assert expected == [each["SUMMARY"] for each in events(of(here))]


@pytest.mark.parametrize("code", ["", "hillside"])
def test_without_dates_there_is_no_calendar(site, code):
    """The national edition, and a trust that gave no dates, have none."""
    here = site("paper")
    here.change(TRUST, f"{DATES}\n", "")
    expected = ""

    assert expected == calendar(here.edition(code))


def test_the_downloads_page_leads_to_the_calendar_where_there_is_one(site):
    """A link to the calendar stands among the downloads of a trust with dates, and nowhere else."""
    here = site("paper")
    expected = (True, False)

    assert expected == tuple("timetable.ics" in here.page("publications/index.md", code) for code in ("hillside", ""))


def test_a_date_for_a_day_that_is_not_there_is_a_mistake(site):
    """A trust that dates a day of no programme is told so, with the day it may have meant."""
    here = site("paper")
    here.change(TRUST, "{day-1:", "{day-3:")
    (problem,) = {(each.mark.path, each.sentence, each.hint) for each in here.check()}
    expected = ("content/trusts/hillside/trust.yml", 'there is no day "day-3"')

    assert expected == problem[:2]
    assert "day-" in problem[2]


@pytest.mark.parametrize("day", ["11/01/2027", "2027-02-30", "soon"])
def test_a_date_must_be_a_day(site, day):
    """What is no day, written year, month, day, is refused where it stands."""
    here = site("paper")
    here.change(TRUST, "2027-01-11", f'"{day}"')
    expected = True

    assert expected == any(each.mark.path.endswith("trust.yml") and each.mark.line > 1 for each in here.check())


def moment(event: Component, name: str) -> datetime:
    """Return a time of an entry as another program reads it."""
    value = event[name]
    assert isinstance(value, vDDDTypes)
    assert isinstance(value.dt, datetime)
    return value.dt


def test_another_program_reads_what_was_meant(site):
    """The icalendar library finds no fault, and the titles, times in London and ids that were written."""
    here = site("paper")
    title = "Ünü; a, b \\\\ c: " + "é🌱" * 60
    here.change(CORE, "title: Your own day", f'title: "{title}"')
    read = Calendar.from_ical(of(here))
    found = list(read.walk("VEVENT"))

    assert [] == read.errors + [fault for each in found for fault in each.errors]
    assert title.replace("\\\\", "\\") == str(found[-1]["SUMMARY"])
    assert [datetime(2027, 1, 11, 9, 30, tzinfo=UTC), datetime(2027, 7, 12, 12, 0, tzinfo=UTC)] == [
        moment(each, "DTSTART").astimezone(UTC) for each in (found[0], found[-1])
    ]
    assert {"CONFIRMED"} == {str(each["STATUS"]) for each in found}
    assert [moment(each, "DTSTAMP") for each in found] == [moment(each, "LAST-MODIFIED") for each in found]


def test_a_day_called_off_is_cancelled_in_calendars_and_gone_from_pages(site):
    """A cancelled day keeps its ids, says so with a higher number, and no page tells of it as a day of the course."""
    here = site("paper")
    before = {each["UID"]: each for each in events(of(here))}
    pages = here.page("index.md", "hillside")
    here.change(TRUST, DATES, f"{DATES}\ncancelled: [day-2]")
    after = {each["UID"]: each for each in events(of(here))}
    off = {name for name, each in after.items() if each["STATUS"] == "CANCELLED"}

    assert before.keys() == after.keys()
    assert {name for name in after if "day-2" in name} == off
    assert all(int(before[name]["SEQUENCE"]) < int(after[name]["SEQUENCE"]) for name in off)
    assert all(before[name]["DTSTAMP"] < after[name]["DTSTAMP"] for name in off)
    assert [each for name, each in before.items() if name not in off] == [
        each for name, each in after.items() if name not in off
    ]
    assert ("12 July 2027" in pages, "12 July 2027" in here.page("index.md", "hillside")) == (True, False)


def test_a_cancelled_day_without_a_date_is_told(site):
    """A day that is cancelled keeps its date, or calendars that have it would keep it."""
    here = site("paper")
    here.change(TRUST, DATES, "dates: {day-1: 2027-01-11}\ncancelled: [day-2]")

    assert [("course-dates", "error", 7)] == [
        (each.rule, each.level.value, each.mark.line) for each in here.check() if each.mark.path.endswith("trust.yml")
    ]


@given(
    moves=st.lists(
        st.tuples(st.integers(0, 39), st.dates(date(2000, 1, 1), date(2100, 12, 31))), min_size=2, max_size=2
    ),
    hours=st.tuples(st.integers(0, 287), st.integers(0, 287)),
)
def test_the_numbers_of_an_entry_count_up_with_its_revision_then_its_day_then_its_hour(moves, hours):
    """Of two states of an entry, the one of a later revision, day or hour has the higher number, and all fit 31 bits."""
    one, other = ((*move, 5 * hour) for move, hour in zip(moves, hours, strict=True))
    numbers = [sequence(*each) for each in (one, other)]

    assert (one < other, one == other) == (numbers[0] < numbers[1], numbers[0] == numbers[1])
    assert all(
        0 <= number < sequence(39, date(2100, 12, 31), 1439, is_cancelled=True) + 1 < 2**31 for number in numbers
    )


def test_a_new_national_edition_moves_every_entry(site):
    """Times may change with a new edition, to earlier ones too, so its entries count for more than those before."""
    here = site("paper")
    library = here.library()
    release(library, library.edition.edition, ())
    before = events(of(here))
    library = here.library()
    release(library, "2027.03", ())
    after = events(of(here))

    assert all(
        int(one["SEQUENCE"]) < int(other["SEQUENCE"]) and one["DTSTAMP"] < other["DTSTAMP"]
        for one, other in zip(before, after, strict=True)
    )
