"""The programme as a timetable: parts placed and moved, with clock times and sums, by national editors and by trusts."""

PROGRAMME = "national/programmes/core.yml"
OWN = "trusts/hillside/amend/programmes/core.yml"
ADD = "/edit/add/programmes/core?at=days.day-1.parts&kind=break&after="


def text(here, path=PROGRAMME):
    """Return the text of a file of the content."""
    return (here.content / path).read_text(encoding="utf-8")


def parts(here, code=""):
    """Return the ids of the parts of the first day, in order."""
    return [each.id for each in here.edition(code).entries["programmes/core"].model.days[0].parts]


def test_the_timetable_shows_clock_times_and_sums(site, edit):
    """Each day has its parts with their times, and says how many minutes of training it has."""
    page = edit(site().root).see("/timetable")

    assert "9:30am" in page.words
    assert "minutes of training" in page.words
    assert "/edit/add/programmes/core?at=days.day-1.parts" in page.text


def test_a_trust_places_a_break_and_moves_it(hillside, edit):
    """A part of its own follows another one after it was moved; the change stays one, and no reason is asked twice."""
    browser = edit(hillside.root, "hillside")
    first, *_ = parts(hillside, "hillside")
    browser.fill(f"{ADD}{first}", f__title="Tea", f__minutes="10", reason="We need tea.")
    placed = parts(hillside, "hillside")
    browser.fill("/timetable/move/programmes/core?at=days.day-1.parts.tea&by=up")
    moved = parts(hillside, "hillside")
    written = text(hillside, OWN)

    assert [first, "tea"] == placed[:2]
    assert ["tea", first] == moved[:2]
    assert f"""\
  - add: days.day-1.parts
    before: {first}
    value: {{id: tea, kind: break, title: Tea, minutes: 10}}
    reason: We need tea.
""" == written.partition("changes:\n")[2]


def test_a_trust_moves_a_national_part_with_a_reason(hillside, edit):
    """The day's list is then the trust's own, with all that it had changed there; without a reason nothing moves."""
    browser = edit(hillside.root, "hillside")
    before = parts(hillside, "hillside")
    path = f"/timetable/move/programmes/core?at=days.day-1.parts.{before[0]}&by=down"
    refused = browser.fill(path)
    browser.fill(path, reason="Ours.")

    assert 422 == refused.status
    assert [before[1], before[0], *before[2:]] == parts(hillside, "hillside")
    assert [] == [each for each in hillside.check() if OWN in each.mark.path and each.level.value == "error"]


def test_a_national_editor_places_and_moves(site, edit):
    """The file has the new part on one line like its neighbours, and takes it out again without a trace."""
    here = site()
    before = text(here)
    browser = edit(here.root)
    first, *_ = parts(here)
    browser.fill(f"{ADD}{first}", f__title="Tea", f__minutes="10")
    word = browser.see("/timetable").form("form-word")["form-word"]
    placed = parts(here)
    browser.send("/edit/move/programmes/core?at=days.day-1.parts.tea&by=up", {"form-word": word})
    moved = parts(here)
    browser.fill("/edit/out/programmes/core?at=days.day-1.parts.tea")

    assert ([first, "tea"], ["tea", first]) == (placed[:2], moved[:2])
    assert before == text(here)


def test_course_dates_are_kept_and_count_up_when_a_day_comes_earlier(hillside, edit):
    """Dates stand in the trust's file; calendars take a day that moves to earlier only by a number that grows."""
    browser = edit(hillside.root, "hillside")
    form = browser.see("/timetable").form("date.day-1")
    browser.send("/trust/dates", {**form, "date.day-1": "2027-01-11"})
    first = text(hillside, "trusts/hillside/trust.yml")
    browser.send("/trust/dates", {**form, "date.day-1": "2027-01-04"})
    second = text(hillside, "trusts/hillside/trust.yml")
    wrong = browser.send("/trust/dates", {**form, "date.day-1": "soon"})

    assert ("day-1: 2027-01-11" in first, "dates_revision" in first) == (True, False)
    assert ("day-1: 2027-01-04" in second, "dates_revision: 1" in second) == (True, True)
    assert "must be a date such as" in wrong.words
