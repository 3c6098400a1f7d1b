"""What stands round the pages of an edition."""

from dataclasses import asdict

from conftest import TODAY

from generator.colours import DARK, readable
from generator.editions.contacts import HelpLine, local_contacts
from generator.model.base import Audience
from generator.pages.identity import identity
from generator.pages.navigation import nav
from generator.pages.page import Page, PageMeta
from generator.text.language import Language

MORE_VALUES = """
  - {id: out_of_hours_phone, label: Out of hours, meaning: Who., type: phone, example: 01632 960 200}
  - {id: out_of_hours_job_title, label: Out of hours job, meaning: Who., type: job-title, example: Duty manager}
  - {id: coordinator_phone, label: Coordinator, meaning: Who., type: phone, example: 01632 960 201}
  - {id: deputy_phone, label: Deputy, meaning: Who., type: phone, example: 01632 960 202}
"""

GIVEN = """
out_of_hours_phone: 01632 960 200
out_of_hours_job_title: Duty manager
coordinator_phone: 01632 960 201
crisis_line_hours: day and night
"""


def page(path: str, title: str) -> Page:
    """Return a page with nothing on it."""
    return Page(path=path, title=title, description="", html="", entry="", meta=PageMeta())


def outline(items) -> list:
    """Return navigation as titles, those with pages below them as pairs."""
    return [(item.title, outline(item.children)) if item.children else item.title for item in items]


def with_numbers(site):
    """Return a site whose trust has several numbers to call."""
    here = site("trust-amends")
    values = here.content / "national" / "local-values.yml"
    here.write("national/local-values.yml", values.read_text(encoding="utf-8") + MORE_VALUES.lstrip("\n"))
    given = here.content / "trusts" / "hillside" / "values.yml"
    here.write("trusts/hillside/values.yml", given.read_text(encoding="utf-8") + GIVEN.lstrip("\n"))
    return here


def test_numbers_to_call_are_the_most_urgent_first(site):
    """A trust's own numbers come in order of urgency, with who answers and when; one that is not given is left out."""
    expected = [
        ("Crisis line", "", "01632 960 100", "day and night"),
        ("Out of hours", "Duty manager", "01632 960 200", ""),
        ("Coordinator", "Peer Support Lead", "01632 960 201", ""),
    ]
    contacts = local_contacts(with_numbers(site).edition("hillside"))

    assert expected == [(each.label, each.who, each.number, each.hours) for each in contacts]


def test_the_national_edition_has_no_numbers_of_its_own(site):
    """Without a trust there is no local number to call."""
    expected = ()

    assert expected == local_contacts(site().edition())


def test_navigation_puts_help_first(site):
    """Help comes first, then the days, then each kind of document, then what it is built on."""
    expected = [
        "Home",
        "Help now",
        ("Timetable", ["Timetable", ("Day 1: Listening", ["Day 1: Listening", "Listening well"])]),
        ("Procedures", ["Procedures", "First visit"]),
        ("Sessions", ["Sessions"]),
        ("Role plays", ["Role plays", "First chat"]),
        ("Handouts and worksheets", ["Handouts and worksheets", "Starter pack"]),
        ("Guides", ["Guides", "Role description"]),
        ("Core components", ["Core components", "1.1 A clear role", "2.1 Listening", "4.1 First visit"]),
        "Competencies",
        "Glossary",
        ("Downloads", ["Downloads", "Handbook"]),
        "About this edition",
        "Use without internet",
        "Accessibility",
        "Search, and A to Z",
    ]

    assert expected == outline(site().render().nav)


def test_a_session_on_no_day_stands_with_all_sessions(site):
    """What no day holds is not lost from the menu: it stands below the list of sessions."""
    here = site()
    session = (here.content / "national/sessions/listening-well.yml").read_text(encoding="utf-8")
    here.write("national/sessions/spare.yml", session.replace("title: Listening well", "title: Spare"))

    assert ("Sessions", ["Sessions", "Spare"]) in outline(here.render().nav)


def test_navigation_leaves_out_what_is_not_there():
    """A heading without pages, and a page that was not made, are not in the navigation."""
    pages = (page("index.md", "Small handbook"), page("guides/index.md", "Guides"), page("guides/one.md", "One"))
    expected = ["Home", ("Guides", ["Guides", "One"])]

    assert expected == outline(nav(pages, Language()))


def test_the_national_edition_names_itself(site):
    """Without a trust, the names are the product's, there is no number to call and nothing is an example."""
    given = asdict(identity(site().edition(), TODAY))
    expected = {
        "site_name": "Small handbook: National edition",
        "site": "",
        "edition": "2026.11",
        "audience": "peer",
        "trust_name": "National edition",
        "example": False,
        "notice": "This handbook is made for tests. Nobody works from it.",
        "help": (),
        "primary": "",
        "accent": "",
    }

    assert expected == {name: given[name] for name in expected}


def test_a_trust_names_its_edition(site):
    """With a trust, its short name, its colours, its first number to call and its site's address stand round pages."""
    here = site("trust-amends")
    trust = here.content / "trusts" / "hillside" / "trust.yml"
    more = 'address: https://hillside.example.org/handbook\ncolours: {primary: "#112233", accent: "#445566"}\n'
    here.write("trusts/hillside/trust.yml", trust.read_text(encoding="utf-8") + more)
    given = asdict(identity(here.edition("hillside", Audience.TRAINER), TODAY))
    expected = {
        "site_name": "Small handbook: Hillside, for trainers",
        "site": "https://hillside.example.org/handbook/",
        "audience": "trainer",
        "trust_name": "Hillside Health Board",
        "example": True,
        "help": ({"name": "Crisis line", "number": "01632 960 100", "digits": "01632960100", "due": ""},),
        "primary": "#112233",
        "accent": "#445566",
        "accent_dark": readable("#445566", DARK),
        "report_to": "",
        "logo": "",
    }

    assert expected == {name: given[name] for name in expected}


def test_a_trust_without_a_short_name_has_its_name(site):
    """Where there is no short name, the whole name stands in its place."""
    here = site("trust-amends")
    here.change("trusts/hillside/trust.yml", "short_name: Hillside\n", "")
    expected = "Small handbook: Hillside Health Board"

    assert expected == identity(here.edition("hillside"), TODAY).site_name


def test_covers_say_who_to_call(site):
    """A cover has the trust's first two numbers, then the services for its nation."""
    expected = ["Crisis line", "Out of hours", "Any Hour"]

    assert expected == [each.title for each in identity(with_numbers(site).edition("hillside"), TODAY).lines]


def test_a_national_cover_has_services_for_everyone(site):
    """Without a trust, a cover has only services that work in every nation."""
    expected = (HelpLine(title="Any Hour", how="Call, and say what you need."),)

    assert expected == identity(site().edition(), TODAY).lines


def test_without_signposting_a_cover_has_no_services(site):
    """Where the list of services cannot be read, covers have none."""
    here = site()
    here.write("national/signposting.yml", "")
    expected = ()

    assert expected == identity(here.edition(), TODAY).lines


def test_an_edition_says_where_to_report(site):
    """A trust's pages report to the trust, and the national ones to the national editors."""
    here = site("at-home")
    text = (here.content / "national/edition.yml").read_text(encoding="utf-8")
    here.write("national/edition.yml", f"{text}report_to: https://git.example/handbook/issues\n")
    found = [identity(here.edition(code), TODAY).report_to for code in ("hillside", "")]

    assert ["handbook@hillside.example", "https://git.example/handbook/issues"] == found


def test_a_logo_says_its_words(site):
    """A logo stands for the words in it, or for the trust's name."""
    here = site("at-home")
    given = asdict(identity(here.edition("hillside"), TODAY))
    here.change("trusts/hillside/trust.yml", "logo_words: Hillside, here for you\n", "")
    expected = ("assets/logo.png", "Hillside, here for you", "Hillside Health Board")

    assert expected == (given["logo"], given["logo_words"], identity(here.edition("hillside"), TODAY).logo_words)
