"""A trust confirms a national contact in its own folder: its word holds while the details are what it heard."""

from datetime import date, timedelta

import pytest
from conftest import TODAY, Site

from generator.build.build import check
from generator.content.confirmations import contacts, details_of
from generator.editions.due_dates import contacts_due
from generator.model.base import Audience
from generator.problems import ContentError, Level, Problem
from generator.upkeep.recording import contact

FILE = "trusts/hillside/confirmations.yml"
LINES, PACK = "national/signposting.yml", "national/resources/starter-pack.yml"
CALLED, NEXT = date(2027, 6, 1), date(2028, 5, 31)
"""A day on which a contact was called, and the one by which it has to be called again: a year on, as nationally."""


@pytest.fixture
def hillside(hillside: Site) -> Site:
    """Return a site with a trust in Scotland that gave its values and changes nothing."""
    hillside.change("trusts/hillside/trust.yml", "nation: wales", "nation: scotland")
    return hillside


def said(here: Site, name: str, on: date = CALLED, details: str = "", by: str = "Peer lead") -> str:
    """Return an entry of the file, of a contact's details as they are."""
    document, _, element = name.rpartition(".")
    entry = here.edition("hillside", Audience.TRAINER).entries.get(document)
    found = [tokens for tokens, each in contacts(entry.model) if each.id == element] if entry else []
    print_of = details or (details_of(entry.node, found[0]) if entry and found else "0" * 12)
    return f'  - {{contact: {name}, by: {by}, on: {on}, details: "{print_of}"}}\n'


def confirm(here: Site, *lines: str) -> None:
    """Write the trust's confirmations."""
    here.write(FILE, f"confirmations:\n{''.join(lines)}")


def due(here: Site, day: date, code: str = "hillside") -> list[str]:
    """Return the names of the contacts that are due on a day."""
    return [each.name for each in contacts_due(here.edition(code, Audience.TRAINER), day)]


def told(here: Site, day: date = CALLED) -> list[tuple[str, Level, str, int]]:
    """Return what check says of the trust's own files on a day."""
    found = check(here.library(), ("hillside",), day)
    own = [each for each in found if each.mark.path.startswith("content/trusts/hillside/")]
    return [(each.rule, each.level, each.mark.path.rpartition("/")[2], each.mark.line) for each in own]


@pytest.mark.parametrize(
    "name", ["signposting.any-hour", "resources/starter-pack.night-line", "resources/starter-pack.hill-garden"]
)
def test_a_confirmed_contact_is_not_due_for_as_long_as_the_nation_gives_it(hillside, name):
    """A contact, alone or in a pack or a directory, is due again a year after the call, for this trust and no other."""
    confirm(hillside, said(hillside, name))

    assert (False, True) == (name in due(hillside, NEXT), name in due(hillside, NEXT + timedelta(days=1)))
    assert name in due(hillside, CALLED + timedelta(days=365), "")
    assert [] == told(hillside)


def test_the_page_says_who_called_and_when(hillside):
    """Beside a confirmed contact stands the day of the call and who made it, in the trust's edition alone."""
    confirm(hillside, said(hillside, "signposting.any-hour"))
    expected = "Checked on 1 June 2027 by Peer lead. Check again by 31 May 2028."

    assert expected in hillside.page("help-now.md", "hillside")
    assert "Checked on 1 November 2026. Check again by 1 November 2027." in hillside.page("help-now.md")


def test_a_day_as_far_off_as_days_go_is_one(hillside):
    """A contact that nobody has to check before the end of the calendar can be confirmed like any other."""
    hillside.change(LINES, "check_by: 2027-11-01\n    safety: true", "check_by: 2100-12-31\n    safety: true")
    confirm(hillside, said(hillside, "signposting.any-hour"))

    assert "Check again by 31 December 2100." in hillside.page("help-now.md", "hillside")


def test_a_new_national_number_asks_again(hillside):
    """When the national number changes, the confirmation ends, which is told and stops nothing, until the next call."""
    confirm(hillside, said(hillside, "signposting.any-hour"))
    hillside.change(LINES, "phone: 01632 960 001", "phone: 01632 960 009")
    lapsed = told(hillside)
    confirm(hillside, said(hillside, "signposting.any-hour", details="0" * 12), said(hillside, "signposting.any-hour"))

    assert [("lapsed-confirmation", Level.NOTICE, "confirmations.yml", 2)] == lapsed
    assert [] == told(hillside)
    assert "signposting.any-hour" not in due(hillside, NEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("check_by: 2027-11-01\n    safety: true", "check_by: 2027-12-01\n    safety: true"),
        ("    safety: true\n", "    safety: true\n    lock: locked\n    lock_reason: For safety.\n"),
        ("    cost: Free\n", "    cost:   Free\n    aliases: [the-line]\n"),
    ],
)
def test_what_is_no_detail_ends_no_confirmation(hillside, old, new):
    """Days, locks and former names may change beneath a confirmation."""
    confirm(hillside, said(hillside, "signposting.any-hour"))
    hillside.change(LINES, old, new)

    assert [] == told(hillside)
    assert "signposting.any-hour" not in due(hillside, date(2028, 5, 1))


def test_a_renamed_contact_stays_confirmed(hillside):
    """A contact, or its document, with a new id keeps what was confirmed under the old one."""
    confirm(hillside, said(hillside, "resources/starter-pack.night-line"))
    hillside.change(PACK, "  - id: night-line\n", "  - id: late-line\n    aliases: [night-line]\n")
    text = (hillside.content / PACK).read_text(encoding="utf-8")
    (hillside.content / PACK).unlink()
    hillside.write("national/resources/first-pack.yml", f"aliases: [resources/starter-pack]\n{text}")

    assert "resources/first-pack.late-line" not in due(hillside, NEXT)
    assert "unknown-target" not in {each[0] for each in told(hillside)}


def test_a_national_check_that_is_newer_counts(hillside):
    """Where the national editors called later than the trust, theirs is the day."""
    confirm(hillside, said(hillside, "signposting.any-hour", date(2026, 10, 1)))

    assert "Checked on 1 November 2026. Check again" in hillside.page("help-now.md", "hillside")


@pytest.mark.parametrize(
    ("name", "day", "by", "expected"),
    [
        ("signposting.any-our", CALLED, "Peer lead", ("unknown-target", Level.WARNING)),
        ("signposting.any-hour", CALLED + timedelta(days=2), "Peer lead", ("future-date", Level.ERROR)),
        ("signposting.any-hour", CALLED, "tbc", ("no-answer", Level.ERROR)),
    ],
)
def test_a_confirmation_that_cannot_be_is_told_at_its_place(hillside, name, day, by, expected):
    """An unknown contact, a day still to come and a caller who is nobody are told on their line."""
    confirm(hillside, said(hillside, name, day, by=by))

    assert [(*expected, "confirmations.yml", 2)] == told(hillside)


@pytest.mark.parametrize("line", ["contact: any hour", "on: 1.6.2027", "details: abc"])
def test_a_confirmation_that_is_malformed_is_told(hillside, line):
    """What does not have its form is an error in the file, with the line."""
    entry = {"contact": "signposting.any-hour", "by": "Lead", "on": "2027-06-01", "details": "'000000000000'"}
    key, _, value = line.partition(": ")
    lines = "".join(f"    {name}: {value if name == key else word}\n" for name, word in entry.items())
    hillside.write(FILE, "confirmations:\n  -\n" + lines)
    found = [each for each in hillside.check() if each.mark.path.endswith("confirmations.yml")]

    assert [3 + list(entry).index(key)] == [each.mark.line for each in found]


def test_confirm_records_the_call(hillside, run):
    """The command writes who called whom on which day, and over which details; check has nothing to say."""
    first = run(hillside, "confirm", "hillside", "any-hour", "--by", "Peer lead", "--on", "2026-11-20")
    second = run(hillside, "confirm", "hillside", "signposting#contacts.scots-line", "night-line", "--by", "The: lead")
    listed = (hillside.content / FILE).read_text(encoding="utf-8")

    assert (0, 0) == (first.exit_code, second.exit_code), first.stderr + second.stderr
    assert "any-hour, called on 2026-11-20. Call it again by 2027-11-20." in first.stderr
    assert ["signposting.any-hour", "signposting.scots-line", "resources/starter-pack.night-line"] == [
        line.split(": ")[1].partition(",")[0] for line in listed.splitlines() if "contact:" in line
    ]
    assert [] == told(hillside, date.today())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("any-our", "--by", "Lead"), (1, 'did you mean "any-hour"?')),
        (("signposting.night-line", "--by", "Lead"), (1, "this edition has no contact")),
        (("any-hour", "--by", "tbc"), (2, "say who it was")),
        (("any-hour", "--by", "Lead", "--on", "2999-01-01"), (2, "2999-01-01 is still to come")),
        (("any-hour", "--by", "Lead", "--on", "2026-10-31"), (2, "was checked after that, on 2026-11-01")),
        (("any-hour", "--by", "Lead", "--on", "yesterday"), (2, '"yesterday" is no day')),
    ],
)
def test_a_call_that_cannot_be_is_not_recorded(hillside, run, words, expected):
    """An unknown contact, nobody, a day to come or one before the national check is refused, and nothing is written."""
    result = run(hillside, "confirm", "hillside", *words)

    assert expected[0] == result.exit_code
    assert expected[1] in result.stdout + result.stderr
    assert not (hillside.content / FILE).exists()


def test_a_trust_gives_the_days_of_its_own_contacts_where_it_wrote_them(hillside, run):
    """A contact that the trust added is refused, with the place of its days."""
    value = "id: ours, title: Ours, how: Call., phone: 0300 123 4567, checked_on: 2026-11-01, check_by: 2027-11-01"
    text = f"amends: signposting\nchanges:\n  - {{add: contacts, value: {{{value}}}, reason: It is near.}}\n"
    hillside.write("trusts/hillside/amend/signposting.yml", text)
    result = run(hillside, "confirm", "hillside", "ours", "--by", "Lead")

    assert 1 == result.exit_code
    assert "content/trusts/hillside/amend/signposting.yml:3:" in result.stdout
    assert "signposting.ours is your own" in result.stdout


def test_a_name_that_two_contacts_have_is_asked_for_in_full(hillside):
    """Where two contacts have one id in two documents, the problem names both."""
    hillside.change(LINES, "id: scots-line", "id: night-line")
    with pytest.raises(ContentError) as caught:
        contact(hillside.edition("hillside", Audience.TRAINER), "night-line")
    problems: tuple[Problem, ...] = caught.value.problems

    assert ["say signposting.night-line or resources/starter-pack.night-line"] == [each.hint for each in problems] or [
        "say resources/starter-pack.night-line or signposting.night-line"
    ] == [each.hint for each in problems]


def test_locked_text_stays_locked(hillside):
    """Confirming changes the day alone: a trust still cannot write another number."""
    hillside.change(LINES, "title: Helplines\n", "title: Helplines\nlock: extend\nlock_reason: For safety.\n")
    change = "replace: contacts.any-hour.check_by, with: 2040-01-01, reason: Later., base: '000000000000'"
    hillside.write("trusts/hillside/amend/signposting.yml", f"amends: signposting\nchanges:\n  - {{{change}}}\n")
    confirm(hillside, said(hillside, "signposting.any-hour", TODAY))

    assert [("locked", Level.ERROR, "signposting.yml", 3)] == told(hillside)
