"""What falls due next: told before it does, in text, JSON and a calendar, and first of all on the trainers' home page."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from conftest import Site
from icalendar import Calendar

from generator.build import build
from generator.cli.formats import due_line
from generator.content.called_numbers import days_called, unreadable
from generator.editions.due_dates import a_year_after
from generator.editions.next_due import coming, next_due
from generator.model.base import Audience
from generator.pages.identity import identity
from generator.site.due_calendar import due_calendar, title_of

DAY = date(2027, 11, 1)
"""The day everything of the minimal site has to be checked by."""

STALE = "national/signposting.yml"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch):
    """Return a function that has the commands asked on a certain day."""

    def ask(day: date) -> None:
        monkeypatch.setattr("generator.cli.due.date", SimpleNamespace(today=lambda: day))

    return ask


def test_what_falls_due_is_listed_by_day(site):
    """Contacts, law, reviews and approvals stand in the order of their days, up to the day asked for, and with it."""
    here = site("stale-contact")
    edition = here.edition("", Audience.TRAINER)
    found = coming(edition)
    before = coming(edition, date(2027, 10, 31))

    assert [each.day for each in found] == sorted(each.day for each in found)
    assert {"contact", "rule", "review"} == {each.what for each in found}
    assert set(coming(edition, DAY)) - set(before) == {each for each in found if each.day == DAY}
    assert before == tuple(each for each in found if each.day < DAY) != ()


def test_an_approval_falls_due_as_one(hillside):
    """A document that the trust approved has to be approved again by the day that the approval names."""
    edition = hillside.edition("hillside", Audience.TRAINER)
    text = edition.entries["procedures/first-visit"].text
    hillside.write(
        "trusts/hillside/approvals.yml",
        f"approvals:\n- {{document: procedures/first-visit, version: '1.0', by: Board, on: 2026-11-01, review_by: 2027-02-03, text: {text}}}\n",
    )
    first = coming(hillside.edition("hillside", Audience.TRAINER))[0]

    told = due_line(first)

    assert ("approval", date(2027, 2, 3), "procedures/first-visit") == (first.what, first.day, first.name)
    assert (
        "procedures/first-visit: to be approved again by 2027-02-03, by Board; last approved on 2026-11-01 by " in told
    )


def test_what_a_trust_never_approved_is_for_its_own_person(hillside):
    """A national document that no one in the trust approved is to be approved for the first time, and by the trust."""
    edition = hillside.edition("hillside", Audience.TRAINER)
    (first,) = [each for each in coming(edition) if each.name == "procedures/first-visit"]
    (there,) = [each for each in coming(hillside.edition("", Audience.TRAINER)) if each.name == first.name]

    assert edition.trust
    assert ("first-approval", edition.trust.coordinator) == (first.what, first.who)
    assert "to be approved for the first time by 2027-11-01, by " in due_line(first)
    assert "Approve for the first time: First visit" == title_of(edition, first)
    assert ("review", "Editor") == (there.what, there.who)


def test_a_national_contact_that_the_trust_called_is_its_own_to_call_again(site, run):
    """Who called last calls again: the national editors what they checked, a trust what it confirmed."""
    here: Site = site("trust-amends")
    name = "resources/starter-pack.hill-garden"
    before = [each for each in coming(here.edition("hillside", Audience.TRAINER)) if each.name == name]
    run(here, "confirm", "hillside", name, "--by", "Peer lead", "--on", "2026-11-29")
    edition = here.edition("hillside", Audience.TRAINER)
    after = [each for each in coming(edition) if each.name == name]

    assert [(True, "Editor")] == [(each.waits, each.who) for each in before]
    assert edition.trust
    assert [(False, edition.trust.coordinator)] == [(each.waits, each.who) for each in after]


def test_the_command_lists_and_its_exit_code_says_whether_anything_is_late(site, run, on):
    """Nothing within the days is exit 0; something to come is exit 0 too; something late is exit 1 and stands first."""
    here = site()
    on(date(2027, 1, 1))
    quiet = run(here, "due")
    on(date(2027, 10, 31))
    soon = run(here, "due", "--within", "1")
    on(date(2027, 11, 2))
    late = run(here, "due", "--within", "0")

    assert (0, "Nothing falls due by 2027-03-02.\n") == (quiet.exit_code, quiet.stdout)
    assert (0, True, False) == (soon.exit_code, "  Next:\n" in soon.stdout, "Late:" in soon.stdout)
    assert (1, True) == (late.exit_code, "  Late:\n" in late.stdout)
    assert "things fall due by 2027-11-01." in soon.stdout.partition("\n")[0]
    assert "programmes/core: to be reviewed by 2027-11-01, by Editor, at content/national/programmes/core.yml:3" in (
        soon.stdout
    )


def test_json_says_the_same(site, run, on):
    """Each thing names its edition, what it is, its day, who, where, and whether it is late."""
    on(date(2027, 11, 2))
    told = json.loads(run(site(), "due", "national", "--format", "json").stdout)
    core = next(each for each in told["due"] if each["document"] == "programmes/core")

    assert ("2027-11-02", "2028-01-01") == (told["today"], told["until"])
    assert ("", "review", "2027-11-01", "Editor", True) == tuple(
        core[key] for key in ("trust", "what", "by", "who", "late")
    )


def test_a_calendar_takes_it(site, run, on):
    """A reader of iCalendar finds a whole day for each kind, with a reminder, and every UID once, whenever it is asked for."""
    here = site("trust-amends")
    on(date(2027, 10, 1))
    done = run(here, "due", "hillside", "national", "--format", "ics")
    found = Calendar.from_ical(done.stdout_bytes)
    events = list(found.walk("VEVENT"))
    uids = [str(each["UID"]) for each in events]
    on(date(2027, 10, 20))
    again = Calendar.from_ical(run(here, "due", "hillside", "national", "--format", "ics").stdout_bytes)

    assert len(uids) == len(set(uids)) > 2
    assert uids == [str(each["UID"]) for each in again.walk("VEVENT")]
    assert {DAY} == {each.decoded("DTSTART") for each in events}
    assert len(events) == len(list(found.walk("VALARM")))
    assert all(len(line) <= 75 for line in done.stdout_bytes.split(b"\r\n"))
    assert any("Review: First visit" in str(each["DESCRIPTION"]) for each in events)
    assert any(", and " in str(each["SUMMARY"]) for each in events)


def test_a_trusts_calendar_leaves_out_what_is_the_national_editors(site, run, on):
    """What a trust may leave to the national editors is told in text, and stands in no calendar of its own."""
    here = site("trust-amends")
    on(date(2027, 10, 1))
    events = Calendar.from_ical(run(here, "due", "hillside", "--format", "ics").stdout_bytes).walk("VEVENT")
    said = "\n".join(str(each["DESCRIPTION"]) for each in events)
    listed = coming(here.edition("hillside", Audience.TRAINER), date(2027, 12, 31))
    edition = here.edition("hillside", Audience.TRAINER)
    left = [title_of(edition, each) for each in listed if each.waits]

    assert left
    assert [] == [each for each in left if f"{each}." in said]
    assert [] == [each for each in listed if not each.waits and f"{title_of(edition, each)}." not in said]


def test_an_empty_calendar_is_one(site):
    """Where nothing falls due the calendar is empty and still a calendar."""
    here = site()

    assert [] == list(Calendar.from_ical(due_calendar([(here.edition(), ())], DAY)).walk("VEVENT"))


def test_where_no_edition_is_named_a_copy_tells_of_its_own(site, run, on):
    """A trust's copy lists its trusts; the national repository, whose trusts are invented, lists the national edition."""
    here = site("trust-amends")
    on(date(2027, 10, 1))
    national = run(here, "due").stdout.splitlines()[1]
    here.change("trusts/hillside/trust.yml", "example: true\n", "")
    own = run(here, "due").stdout.splitlines()[1]

    assert ("The national edition", here.edition("hillside").trust.name) == (national, own)


def test_bad_words_are_refused_in_a_sentence(site, run):
    """A number of days that is none, and a trust that is not there, end with exit 2."""
    here = site()

    assert 2 == run(here, "due", "--within", "-1").exit_code
    assert 2 == run(here, "due", "--within", "99999999999").exit_code
    assert 2 == run(here, "due", "nowhere").exit_code


def test_trainers_see_the_next_five_first(site):
    """The trainers' home page names the next days with what falls due, many together; peers' has none of it."""
    here = site()
    page = here.page("index.md", audience=Audience.TRAINER)

    assert '<h2 id="due-next">What falls due next</h2>' in page
    assert "<li>Review by 1 November 2027: " in page
    assert "and 3 more</li>" in page
    assert "due-next" not in here.page("index.md")


def test_the_next_five_depend_on_no_clock(site):
    """What is late stays first until it is done, so that the page is the same on every day; five rows at most."""
    here: Site = site("stale-contact")
    edition = here.edition("", Audience.TRAINER)
    rows = next_due(edition, 2)

    assert 2 == len(rows)
    assert [each.day for each in rows] == sorted(each.day for each in rows)
    assert sum(len(each.dues) for each in next_due(edition, 100)) == len(coming(edition))


def test_a_number_of_the_trusts_own_is_due_a_year_after_its_call(site, run, on):
    """The day above a number counts: in what falls due, in the status and for the check, until it is called again."""
    here: Site = site("trust-amends")
    values = here.content / "trusts/hillside/values.yml"
    given = values.read_text(encoding="utf-8")
    assert "\ncrisis_line:" in f"\n{given}"
    values.write_text(
        f"\n{given}".replace("\ncrisis_line:", "\n# Called on 2026-11-20.\ncrisis_line:"), encoding="utf-8"
    )
    edition = here.edition("hillside", Audience.TRAINER)
    due = [each for each in coming(edition, date(2027, 11, 20)) if each.document == "local-values"]
    on(date(2027, 11, 21))
    told = run(here, "due", "hillside", "--within", "0")
    late = [
        each
        for each in build.check(here.library(), ("hillside",), date(2027, 11, 21))
        if each.mark.path.endswith("values.yml")
    ]

    assert [("local-values.crisis_line", date(2027, 11, 20), "2026-11-20")] == [
        (each.name, each.day, each.last) for each in due
    ]
    assert "(local-values.crisis_line): to be checked by 2027-11-20" in told.stdout
    assert ["stale-contact"] == [each.rule for each in late]
    assert "./handbook confirm hillside crisis_line --by WHO" in late[0].hint
    assert "When somebody called: ./handbook confirm hillside NAME --by WHO" in told.stdout
    assert [] == [each for each in coming(edition, date(2027, 11, 19)) if each.document == "local-values"]


@pytest.mark.parametrize(
    ("called", "again"),
    [("2026-11-20", "2027-11-20"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")],
)
def test_a_year_later_is_a_day_of_the_calendar(called, again):
    """A number that was called on a leap day is due on the last of February."""
    assert date.fromisoformat(again) == a_year_after(date.fromisoformat(called))


def test_a_day_that_is_none_counts_for_nothing():
    """Only a day of the calendar, in the line right above a number, says when it was called."""
    text = "# Called on 2026-02-30.\nfirst: 1\n# Called on 2026-02-01.\n\nsecond: 2\n# Called on 2026-02-01\nthird: 3\n"

    assert {"third": date(2026, 2, 1)} == days_called(text)
    assert [1, 3] == [line for line, _words in unreadable(text)]


def test_a_line_that_tells_no_day_of_a_call_is_told_with_its_place(site):
    """A wrong day above a number is a warning where it stands: without it nobody would be reminded of the call."""
    here: Site = site("trust-amends")
    path = here.content / "trusts/hillside/values.yml"
    path.write_text("# Called on 30 November.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    told = [each for each in build.check(here.library(), ("hillside",), DAY) if each.rule == "unread-call"]

    assert [(1, "tells no day of a call")] == [(each.mark.line, each.sentence.split('" ')[1]) for each in told]


def test_a_trust_without_an_address_has_none(site):
    """A trust's pages never carry the national address: they do not stand there."""
    here: Site = site("trust-amends")
    path = here.content / "national/edition.yml"
    path.write_text(path.read_text(encoding="utf-8") + "address: https://national.example\n", encoding="utf-8")

    assert "" == identity(here.edition("hillside", Audience.PEER), DAY).site
    assert "https://national.example/" == identity(here.edition("", Audience.PEER), DAY).site


def test_status_names_each_number_that_nobody_is_reminded_of(site, run):
    """A number of the trust's own without a day of its call is named, until the day stands above it."""
    here: Site = site("trust-amends")
    path = here.content / "trusts/hillside/values.yml"
    given = path.read_text(encoding="utf-8")
    before = run(here, "status", "hillside").stdout
    listed = run(here, "due", "hillside", "--within", "0").stdout
    path.write_text(f"\n{given}".replace("\ncrisis_line:", "\n# Called on 2026-11-20.\ncrisis_line:"), encoding="utf-8")
    after = run(here, "status", "hillside").stdout
    said = "Your numbers without a day of their call"

    assert (1, 0) == (before.count(said), after.count(said))
    assert "  - crisis_line: to be called for the first time\n" in before.split(said)[1]
    assert "(crisis_line)\n" in listed.split("To be called for the first time")[1]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_call_to_a_number_of_the_trusts_own_is_recorded(site, run, newline):
    """`confirm` writes the day above the number, in the place of an earlier one; nothing else of the file changes."""
    here: Site = site("trust-amends")
    path = here.content / "trusts/hillside/values.yml"
    given = path.read_text(encoding="utf-8").replace("\n", newline)
    path.write_bytes(given.encode())
    first = run(here, "confirm", "hillside", "crisis_line", "--by", "Peer lead", "--on", "2026-11-02")
    once = path.read_bytes().decode()
    again = run(here, "confirm", "hillside", "local-values.crisis_line", "--by", "Peer lead", "--on", "2026-11-20")
    earlier = run(here, "confirm", "hillside", "crisis_line", "--by", "Peer lead", "--on", "2026-11-03")

    assert (0, 0, 2) == (first.exit_code, again.exit_code, earlier.exit_code)
    assert once.replace(f"# Called on 2026-11-02.{newline}", "") == given
    assert once.replace("2026-11-02", "2026-11-20") == path.read_bytes().decode()
    assert "crisis_line, called on 2026-11-20. Call it again by 2027-11-20." in again.stderr


def test_a_number_without_a_line_of_its_own_is_left_alone(site, run):
    """Where values stand between braces, the file is as it was, and a sentence says that it is to be done by hand."""
    here: Site = site("trust-amends")
    path = here.content / "trusts/hillside/values.yml"
    path.write_text('{crisis_line: "0300 123 4567", team_base: Elm House}\n', encoding="utf-8")
    before = path.read_bytes()
    done = run(here, "confirm", "hillside", "crisis_line", "--by", "Peer lead", "--on", "2026-11-02")

    assert (1, before) == (done.exit_code, path.read_bytes())
    assert "make the change by hand" in done.stdout
