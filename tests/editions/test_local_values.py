"""Local values: what no reader may ever see in place of a number or a name, and where a gap is told."""

import pytest
from conftest import Site

from generator.problems import Level
from generator.text.phones import dialled, fault, mended

VALUES = "trusts/hillside/values.yml"
SESSION = "national/sessions/listening-well.yml"

DECLARED = """title: Local values
introduction: What each trust gives.
values:
  - {id: crisis_line, label: Crisis line, meaning: The number., type: phone, example: 01632 960 100, required: true, safety: true}
  - {id: cost, label: Cost, meaning: What a call costs., type: text, example: Free, required: true, usual: true}
  - {id: cafe, label: Crisis cafe, meaning: A place., type: text, example: The Lantern, required: true}
  - {id: lead, label: Lead, meaning: A job title., type: job-title, example: Service lead, required: true, safety: true}
  - {id: email, label: Email, meaning: An address., type: email, example: a@trust.example, required: true}
  - {id: base, label: Base, meaning: A place., type: address, example: Room 6, required: true}
  - {id: open, label: Hours, meaning: When., type: hours, example: 9am to 5pm, required: true}
"""

GOOD = {
    "crisis_line": "0800 123 4657",
    "cost": "Free",
    "cafe": "None Such House",
    "lead": "Peer lead",
    "email": "peers@nhs.net",
    "base": "No. 4, Mill Lane",
    "open": "day and night",
}


class Trust:
    """A real trust of a small site; called with values that are others, it says what is wrong with its values."""

    def __init__(self, here: Site) -> None:
        self.here = here

    def __call__(self, **changed: str) -> list[tuple[int, str]]:
        """Write the values, and give the line and rule of each problem with them."""
        self.here.write(VALUES, "".join(f"{name}: {value}\n" for name, value in (GOOD | changed).items()))
        return [(each.mark.line, each.rule) for each in self.here.check() if each.mark.path.endswith(VALUES)]


@pytest.fixture
def trust(site):
    """Return a real trust of the small site, and a function that says what is wrong with its values."""
    here = site("local-session")
    here.write("national/local-values.yml", DECLARED)
    trust = here.content / "trusts" / "hillside" / "trust.yml"
    trust.write_text(trust.read_text(encoding="utf-8").replace("example: true\n", ""), encoding="utf-8")

    return Trust(here)


def test_what_a_trust_does_not_have_is_left_out(trust):
    """A value with words for where there is none may be left out; texts say those words, and "none" is told to go."""
    declared = (
        "  - {id: courses, label: Courses, meaning: What runs., type: text, example: Stories, without: No courses}\n"
    )
    trust.here.write("national/local-values.yml", DECLARED + declared)
    trust.here.change(SESSION, "Listening is most of the work.", "Here we have {{ local.courses }}.")
    left_out, told = trust(), trust(courses="none")
    trust.here.write(VALUES, "".join(f"{name}: {value}\n" for name, value in GOOD.items()))
    here = trust.here.edition("hillside").entries["sessions/listening-well"].model.purpose
    nationally = trust.here.edition().entries["sessions/listening-well"].model.purpose

    assert ([], [(8, "wrong-type")]) == (left_out, told)
    assert ("Here we have No courses.", "Here we have (your trust adds: Courses).") == (here, nationally)


def test_a_real_trusts_own_values_are_right(trust):
    """Words that hold "no" or "none", and a usual value equal to its example, are nothing to complain about."""
    assert [] == trust()


@pytest.mark.parametrize(
    "value",
    [
        *("yes", "no", "No.", "true", "off", "unknown", "tbc", "N / A", "'?'", "'-'", "xxx", "ditto", "000", "'…'"),
        *("same as above", "the same as the ward", "to be confirmed", "None yet", "not known at present", "Ward tbc"),
        *("'{name}'", "'(name)'", "'[your number]'", "<number>", "lorem ipsum", "TODO ask Kim", "01632 xxx xxx"),
        *("Please add", "insert your text here", "'____'", "'#N/A'", "there is none", "not available here"),
    ],
)
def test_no_value_is_none_whatever_it_is_for(trust, value):
    """What answers another question, or says that it is not known yet, is an error on its own line, for every type."""
    told = trust(**dict.fromkeys(GOOD, value))

    assert {(line, "wrong-type") for line in range(1, len(GOOD) + 1)} <= set(told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("crisis_line", "peers@nhs.net"),
        ("crisis_line", "0800 123 4657 89"),
        ("crisis_line", "123 4567"),
        ("crisis_line", "0800 123 456 or 0800 123 457"),
        ("crisis_line", "07911 12345"),
        ("crisis_line", "0400 123 4567"),
        ("crisis_line", "01234 567890"),
        ("crisis_line", "0191 234 567O"),
        ("lead", "0800 123 4657"),
        ("lead", "Monday"),
        ("lead", "www.trust.nhs.uk"),
        ("cafe", "07911 234567, mobile"),
        ("cafe", "peers@nhs.net"),
        ("cafe", "1/1/2027"),
        ("base", "0191 234 5678"),
        ("open", "0191 234 5678"),
        ("open", "12/01/2027"),
        ("email", "a..b@nhs.net"),
        ("email", "0800 123 4657"),
        ("email", "peers at nhs.net"),
        ("email", "peers@nhs"),
        ("base", "peers@nhs.net"),
        ("open", "Morgan"),
    ],
)
def test_a_value_of_another_kind_is_told(trust, name, value):
    """An email for a phone, a phone for a job title and a number too long are each an error on their line."""
    assert [(list(GOOD).index(name) + 1, "wrong-type")] == trust(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("crisis_line", "01632 960100", "invented-number"),
        ("cafe", "Call us on 07700 900 123", "invented-number"),
        ("cafe", "THE LANTERN.", "example-value"),
        ("email", "team@leeds.example", "invented-address"),
        ("email", "team@example.org", "invented-address"),
        ("email", "team@example.nhs.uk", "invented-address"),
        ("crisis_line", "(01632) 960-123", "invented-number"),
        ("crisis_line", "+44 (0)161 496 0123", "invented-number"),
        ("crisis_line", "18001 0808 157 0192", "invented-number"),
        ("crisis_line", "0800 123 4567", "invented-number"),
        ("cafe", "Call us on 08081 234567", "invented-number"),
        ("lead", "service lead", "example-value"),
    ],
)
def test_what_is_invented_is_an_error_in_a_real_trust(trust, name, value, rule):
    """A value equal to its example, a number for films and an address for examples are errors on their lines."""
    assert (list(GOOD).index(name) + 1, rule) in trust(**{name: value})


ROUTES = """  - {id: crisis_line_hours, label: Hours, meaning: When., type: hours, example: 24 hours a day}
  - {id: no_team_route, label: Other route, meaning: What is called then., type: text, example: Call 111, required: true}
"""


@pytest.mark.parametrize(
    ("hours", "route", "told"),
    [
        ("24 hours a day, every day", "Call 111 and choose the mental health option", []),
        ("day and night", "Call 111 and press 2", []),
        ("24 hours a day, every day", "Call 0800 123 4657 again", []),
        ("9am to 9pm, every day", "Call 111 and choose the mental health option", []),
        ("9am to 9pm, every day", "Call 0800 123 4657 again", ["closed-route"]),
        ("24 hours a day, except on bank holidays", "Try 0800 1234657 once more", ["closed-route"]),
        ("9am to 9pm, every day", "", ["closed-route", "missing-local-value"]),
    ],
)
def test_where_the_crisis_line_closes_there_is_another_route(trust, hours, route, told):
    """A crisis line that closes needs a second route which is given and does not lead back to the same number."""
    trust.here.write("national/local-values.yml", DECLARED + ROUTES)

    rules = [rule for _, rule in trust(crisis_line_hours=hours, no_team_route=route)]

    assert told == sorted(rules)


@pytest.mark.parametrize(
    "number",
    [
        "999",
        "111",
        "112",
        "101",
        "116 123",
        "85258",
        "0800 1111",
        "0800 123 4657",
        "0800 123 456",
        "(0191) 234 5678",
        "+44 191 234 5678",
        "+44 (0)191 234 5678",
        "18001 0808 808 8000",
        "0191 234 5678 ext 12",
        "0191 234 5678, extension 12, ask for Kim",
        "+353 1 234 5678",
    ],
)
def test_numbers_that_can_be_called_are_right(number):
    """Numbers of the United Kingdom, short ones, text relay, other countries and extensions are taken as written."""
    assert fault(number) == ""


def test_a_gap_is_told_on_its_own_line_those_for_safety_as_errors(trust):
    """An empty value, one behind a #, and one that is left out are told where they belong; safety is an error."""
    here = trust.here
    here.write(VALUES, "# Ours\ncrisis_line: # 01632 960 100\n#lead: Service lead\ncost: Free\nopen: day\n\nbase:\n")
    told = [(each.mark.line, each.level) for each in here.check() if each.rule == "missing-local-value"]

    assert [(1, Level.WARNING), (1, Level.WARNING), (2, Level.ERROR), (3, Level.ERROR), (7, Level.WARNING)] == told


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("0191 234 5678", "01912345678"),
        ("(0191) 234-5678", "01912345678"),
        ("+44 (0)191 234 5678", "+441912345678"),
        ("0191 234 5678 ext 12", "01912345678"),
        ("0191 234 5678 x12", "01912345678"),
        ("0191 234 5678 (option 2)", "01912345678"),
        ("0191 234 5678, extension 12", "01912345678"),
        ("18001 0191 234 5678", "1800101912345678"),
        ("116 123", "116123"),
    ],
)
def test_a_phone_dials_the_number_and_nothing_else(written, called):
    """An extension is not dialled as part of a number, nor the 0 in brackets behind the code of a country."""
    assert called == dialled(written)


@pytest.mark.parametrize(
    "slip", ["0191.234.5678", "tel: 0191 234 5678", "O191 234 5678", "0191/234/5678", "0191 \u2013 234 5678"]
)
def test_a_number_that_is_nearly_right_is_told_with_what_to_write(slip):
    """Dots, words and a letter O for a nought are refused, with the number as it should stand."""
    assert fault(slip)
    assert mended(slip) == "0191 234 5678"


def test_gaps_that_stand_nowhere_are_told_safety_first_then_in_their_order(trust):
    """In an empty file each gap is at its beginning, in the order of the list, with how many there are."""
    trust.here.write(VALUES, "# Nothing yet\n")
    told = [each for each in trust.here.check() if each.rule == "missing-local-value"]

    assert ["crisis_line", "lead", "cost", "cafe", "email", "base", "open"] == [
        each.sentence.split('"')[1] for each in told
    ]
    assert "7 are missing, 2 of them for safety" in told[0].hint


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("name", "tbc", "no-answer"),
        ("coordinator", "unknown", "no-answer"),
        ("report_to", "handbook@trust.example", "invented-address"),
        ("address", "https://handbook.example.org", "invented-address"),
        ("name", "None Such Health Board", ""),
        ("name", "True North NHS Trust", ""),
    ],
)
def test_what_a_trust_says_of_itself_is_looked_at_too(trust, key, value, rule):
    """A placeholder for a name, and an address for examples, are errors in `trust.yml` of a real trust."""
    text = "name: Hillside\nnation: wales\ncoordinator: Lead\nstart: 10am\n".replace(f"{key}: ", "#")
    trust.here.write("trusts/hillside/trust.yml", f"{text}{key}: {value}\n")
    trust()
    told = [(each.rule, each.level) for each in trust.here.check() if each.mark.path.endswith("trust.yml")]

    assert ([(rule, Level.ERROR)] if rule else []) == told


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        ("add/sessions/our-wards.yml", "You walk.", "Call 01632 960 123.", "invented-number"),
        ("add/sessions/our-wards.yml", "You walk.", "Write to us at peers@trust.example.", "invented-address"),
        ("add/sessions/our-wards.yml", "You walk.", "Call 0191 234 5678.", ""),
    ],
)
def test_what_is_invented_in_a_trusts_own_text_is_told_there(site, path, old, new, rule):
    """A number for films, or an address for examples, in a document of a real trust is an error at that text."""
    here = site("local-session")
    here.change("trusts/hillside/trust.yml", "example: true\n", "")
    here.write(VALUES, "crisis_line: 0800 123 4657\nteam_base: Elm House\n")
    here.change(f"trusts/hillside/{path}", old, new)
    told = [(each.rule, each.mark.path) for each in here.check() if each.level is Level.ERROR]

    assert ([(rule, f"content/trusts/hillside/{path}")] if rule else []) == told


@pytest.mark.parametrize(
    ("number", "wrong"), [("yes", True), ("0191 234 567", False), ("0800 123 4657 89", True), ("999 or 112", True)]
)
def test_the_number_of_a_contact_is_one_that_can_be_called(site, number, wrong):
    """What cannot be dialled is no number of a service that people are sent to, in the national edition too."""
    here = site("stale-contact")
    here.change("national/signposting.yml", "phone: 01632 960 005", f"phone: {number}")

    assert wrong == ("wrong-number" in {each.rule for each in here.check()})


@pytest.mark.content
def test_what_is_proposed_may_be_taken(real_library):
    """Where the national edition itself proposes a number, a trust that agrees to it says so by writing it down."""
    proposed = [each for each in real_library.declared_values.values() if "we propose" in each.meaning.lower()]

    assert 3 <= len(proposed)
    assert [] == [each.id for each in proposed if not each.usual]
