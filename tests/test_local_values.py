"""Local values: what no reader may ever see in place of a number or a name, and where a gap is told."""

import pytest

from generator.problems import Level
from generator.value_forms import phone_fault

VALUES = "trusts/hillside/values.yml"

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
    "crisis_line": "0800 123 4567",
    "cost": "Free",
    "cafe": "None Such House",
    "lead": "Peer lead",
    "email": "peers@nhs.net",
    "base": "No. 4, Mill Lane",
    "open": "day and night",
}


@pytest.fixture
def trust(site):
    """Give a real trust of the small site, and a function that says what is wrong with its values."""
    here = site("local-session")
    here.write("national/local-values.yml", DECLARED)
    trust = here.content / "trusts" / "hillside" / "trust.yml"
    trust.write_text(trust.read_text(encoding="utf-8").replace("example: true\n", ""), encoding="utf-8")

    def told(**changed):
        here.write(VALUES, "".join(f"{name}: {value}\n" for name, value in (GOOD | changed).items()))
        return [(each.mark.line, each.rule) for each in here.check() if each.mark.path.endswith(VALUES)]

    told.here = here
    return told


def test_a_real_trusts_own_values_are_right(trust):
    """Words that hold "no" or "none", and a usual value equal to its example, are nothing to complain about."""
    assert [] == trust()


@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize(
    "value",
    ["yes", "no", "No.", "unknown", "tbc", "N/A", "'?'", "'-'", "xxx", "same as above", "to be confirmed", "000"],
)
def test_no_value_is_none_whatever_it_is_for(trust, name, value):
    """What answers another question, or says that it is not known yet, is an error on its own line, for every type."""
    line = list(GOOD).index(name) + 1

    assert (line, "wrong-type") in trust(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("crisis_line", "peers@nhs.net"),
        ("crisis_line", "0800 123 4567 89"),
        ("crisis_line", "123 4567"),
        ("crisis_line", "0800 123 456 or 0800 123 457"),
        ("lead", "0800 123 4567"),
        ("email", "0800 123 4567"),
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
        ("lead", "service lead", "example-value"),
    ],
)
def test_what_is_invented_is_an_error_in_a_real_trust(trust, name, value, rule):
    """A value equal to its example, a number for films and an address for examples are errors on their lines."""
    assert (list(GOOD).index(name) + 1, rule) in trust(**{name: value})


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
        "0800 123 4567",
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
    assert phone_fault(number) == ""


def test_a_gap_is_told_on_its_own_line_those_for_safety_as_errors(trust):
    """An empty value, one behind a #, and one that is left out are told where they belong; safety is an error."""
    here = trust.here
    here.write(VALUES, "# Ours\ncrisis_line: # 01632 960 100\n#lead: Service lead\ncost: Free\nopen: day\n\nbase:\n")
    told = [(each.mark.line, each.level) for each in here.check() if each.rule == "missing-local-value"]

    assert [(1, Level.WARNING), (1, Level.WARNING), (2, Level.ERROR), (3, Level.ERROR), (7, Level.WARNING)] == told
