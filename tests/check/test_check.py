"""The rules, one by one: what each finds, where it points, and what it leaves alone."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import TODAY

import generator.check
from generator.check.local_values import missing_value
from generator.check.rules import DATED_RULES, RULES, check
from generator.editions.places import blamed, mark
from generator.model.base import Audience
from generator.model.kinds import FRAMEWORK_KINDS, PROGRAMME, PUBLICATION, RESOURCE
from generator.model.kinds import SESSION as SESSION_KIND
from generator.problems import Level, Mark

GUIDE, SESSION, PROCEDURE = (
    "national/guides/role-description.yml",
    "national/sessions/listening-well.yml",
    "national/procedures/first-visit.yml",
)
SIGNPOSTING = """
title: Helplines
introduction: Who to call.
contacts:
  - {id: scots, title: Scots, how: Call., nations: [scotland], checked_on: 2026-11-01, check_by: 2027-11-01}
"""


def found(here) -> list[tuple[str, str, str]]:
    """Return what is wrong with a site, as file, rule and sentence."""
    return [(each.mark.path.removeprefix("content/"), each.rule, each.sentence) for each in here.check()]


def guide_text(here, text: str) -> None:
    """Put text into a section of the guide."""
    here.change(GUIDE, "Read this out on day 1.", text)
    here.change(GUIDE, "    audiences: [trainer]\n", "")


def test_a_site_with_nothing_wrong_has_no_problem(site):
    """The minimal site keeps every rule."""
    here = site()
    expected = ()

    assert expected == check(here.edition(), TODAY) + check(here.edition("", Audience.TRAINER), TODAY)


def test_every_rule_is_run():
    """Every public function of the rules' modules that gives problems is in one of the two lists."""
    folder = Path(generator.check.__file__).parent
    rules = {
        node.name
        for path in folder.glob("*.py")
        if path.name not in ("__init__.py", "rules.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if ast.unparse(node.returns or ast.Constant(None)) == "Iterator[Problem]"
    }

    assert rules == {rule.__name__ for rule in (*RULES, *DATED_RULES)}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[words](glossary#ward)", None),
        ("[here](#what-you-do)", None),
        ("[a day](programmes/core#day-1)", None),
        ("[a person](role-plays/first-chat#person)", None),
        ("[a thing](sessions/listening-well#pens)", None),
        ("[a sheet](resources/starter-pack#my-notes)", None),
        ("[help](help-now)", None),
        ("[write](mailto:help@example.org)", None),
        ("[here](#nothing)", 'guides/role-description has no "nothing"'),
        ("[gone](guides/gone)", 'there is no document "guides/gone"'),
        ("[step](procedures/first-visit#meat)", 'procedures/first-visit has no "meat"'),
        ("[book](publications/handbook)", '"publications/handbook" is a publication; a session or role play or'),
        ("[odd](javascript:alert%281%29)", 'a link cannot lead to "javascript:alert%281%29"'),
    ],
)
def test_links_in_text_lead_somewhere(site, text, sentence):
    """A link to a document, to an element of one, to a page or out of the handbook is fine; any other is an error."""
    here = site()
    guide_text(here, f'"{text}"')
    said = [(path, each[: len(sentence or "")]) for path, _, each in found(here)]

    assert ([(GUIDE, sentence)] if sentence else []) == said


@pytest.mark.parametrize(
    ("text", "rule", "sentence"),
    [
        ("[here](guides/gone)", "unknown-reference", 'there is no document "guides/gone"'),
        ("[here](#meat)", "unknown-reference", 'procedures/first-visit has no "meat"'),
        ("[here](javascript:alert)", "link-form", 'a link cannot lead to "javascript:alert"'),
        ("![map](https://example.org/a.png)", "picture", 'a picture cannot come from "https://example.org/a.png"'),
        ("![map](assets/map.png)", "picture", 'there is no picture "assets/map.png"'),
        ("[here](#meet), [there](glossary#ward) and [out](https://example.org)", None, ""),
    ],
)
@pytest.mark.parametrize(
    ("old", "line"),
    [("Leave word with the desk", 15), ("The desk is always staffed.", 15), ("Our wards are quick.", 3)],
)
def test_links_in_local_notes_and_reasons_lead_somewhere(site, old, line, text, rule, sentence):
    """A link or picture in a note, or in the reason of a note or a change, is checked, and is a problem at the change."""
    here = site("trust-amends")
    file = "trusts/hillside/amend/procedures/first-visit.yml"
    written = (here.content / file).read_text(encoding="utf-8")
    here.change(file, old, f"{text} {old}" if f'"{old}' in written else f"'{text} {old}'")
    problems = [(each.mark.path, each.mark.line, each.rule, each.sentence) for each in here.check()]

    assert ([(f"content/{file}", line, rule, sentence)] if rule else []) == problems


def test_a_link_to_what_could_not_be_read_is_no_second_problem(site):
    """Where a document is there but broken, only the document itself is a problem."""
    here = site()
    here.write("national/guides/broken.yml", "title: Broken\n")
    guide_text(here, '"[broken](guides/broken)"')

    assert {"national/guides/broken.yml"} == {path for path, _, _ in found(here)}


def test_a_reference_must_be_of_the_right_kind(site):
    """What runs as a role play must be one, and a part of a day must be a session."""
    here = site()
    here.change(SESSION, "role_plays: [role-plays/first-chat]", "role_plays: [guides/role-description]")
    here.change("national/programmes/core.yml", "session: sessions/listening-well", "session: guides/role-description")
    expected = [
        ("national/programmes/core.yml", '"guides/role-description" is a guide; a session belongs here'),
        (SESSION, '"guides/role-description" is a guide; a role play belongs here'),
    ]

    assert expected == [(path, said) for path, rule, said in found(here) if rule == "unknown-reference"]


def test_a_reader_is_asked_for_documents_that_there_are(site):
    """Who still has to read the content reads documents of it: another name is told where it stands, with a near one."""
    here = site()
    asked = "guides/role-description, guides/roledescription"
    here.write(
        "national/readers.yml",
        f"title: Readers\nintroduction: Who.\nneeded:\n"
        f"  - {{id: police, who: Police, reads: All., why: So., documents: [{asked}]}}\n",
    )
    told = [each for each in here.check() if each.mark.path.endswith("readers.yml")]

    assert [("unknown-reference", 4)] == [(each.rule, each.mark.line) for each in told]
    assert 'there is no document "guides/roledescription"' == told[0].sentence
    assert 'did you mean "guides/role-description"?' == told[0].hint


def test_without_a_framework_nothing_is_measured_by_it(site):
    """Where components and competencies cannot be read, what names one is not called wrong as well."""
    here = site()
    here.write("national/components.yml", "")
    here.write("national/competencies.yml", "")
    expected = {("national/components.yml", "empty-file"), ("national/competencies.yml", "empty-file")}

    assert expected == {(path, rule) for path, rule, _ in found(here)}


def test_two_documents_cannot_have_one_pdf(site):
    """Two documents with the same file name are an error at the second."""
    here = site()
    here.write(
        "national/guides/first-visit.yml", (here.content / GUIDE).read_text(encoding="utf-8").replace("[first", "[the")
    )

    assert [
        (
            "national/procedures/first-visit.yml",
            "same-name",
            "guides/first-visit has the same file name, so their PDFs would overwrite each other",
        )
    ] == found(here)


def test_two_programmes_cannot_have_one_day(site):
    """Two days with the same id are an error at the second."""
    here = site()
    text = (here.content / "national/programmes/core.yml").read_text(encoding="utf-8")
    here.write("national/programmes/more.yml", text)

    assert [("national/programmes/more.yml", "same-name", 'programmes/core has a day "day-1" too')] == found(here)


@pytest.mark.parametrize(("day", "hint"), [("day-2", 'did you mean "day-1"?'), ("xyzzy", "")])
def test_a_publication_has_only_days_there_are(site, day, hint):
    """A day that a publication asks for and no programme has is an error at that day."""
    here = site()
    parts = "  - {id: timetable, title: Timetable, kinds: [timetable]}\n"
    asked = f"  - id: timetable\n    title: Timetable\n    kinds: [timetable]\n    days: [day-1, {day}]\n"
    here.change("national/publications/handbook.yml", parts, asked)
    path = "content/national/publications/handbook.yml"
    problems = [(each.mark, each.rule, each.sentence, each.hint) for each in here.check()]

    assert [(Mark(path=path, line=12, column=19), "unknown-reference", f'there is no day "{day}"', hint)] == problems


def test_a_session_with_another_pathways_activity_is_not_too_short(site):
    """Where a trust's readers do not have an activity, the minutes that are left need not add up; the nation's must."""
    here = site("trust-pathway")
    here.change(SESSION, "  - id: warm-up\n", "  - id: warm-up\n    pathways: [crisis-team]\n")
    edition = here.edition("hillside")

    assert (["listening-pairs"], []) == (
        [activity.id for activity in edition.entries["sessions/listening-well"].model.activities],
        [each for each in here.check() if each.rule == "session-minutes"],
    )

    here.change(SESSION, "minutes: 10\n", "minutes: 20\n")
    expected = [(f"content/{SESSION}", "the activities and the close take 40 minutes, but the session says 30")]

    assert expected == [(each.mark.path, each.sentence) for each in here.check() if each.rule == "session-minutes"]


def test_a_day_with_a_missing_session_is_not_also_too_short(site):
    """Where a session of a day is not there, the day's minutes are not counted."""
    here = site()
    here.change("national/programmes/core.yml", "sessions/listening-well", "sessions/gone")

    assert {"unknown-reference"} == {rule for _, rule, _ in found(here)}, "nor is what it delivers called missing"


def test_a_day_may_promise_nothing(site):
    """A programme that promises no minutes may have days of any length."""
    here = site()
    here.change("national/programmes/core.yml", "content_minutes: 60\n", "")
    here.change("national/programmes/core.yml", "minutes: 30", "minutes: 45")
    expected: list[object] = []

    assert expected == found(here)


def test_a_day_without_parts_for_its_readers_has_no_problem(site):
    """A day all of whose parts are for another pathway has no end to be too late."""
    here = site("trust-pathway")
    here.change("national/programmes/core.yml", "content_minutes: 60\n", "")
    here.write(
        "national/programmes/home.yml",
        "title: Home\nsummary: At home.\nstart: 9am\n"
        'front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}\n'
        "days:\n  - id: home-day\n    title: Home day\n    kind: core\n    aim: You visit.\n    parts:\n"
        "      - {id: rest, kind: break, title: Rest, minutes: 9, pathways: [crisis-team]}\n",
    )
    expected: list[object] = []

    assert expected == found(here)


def test_what_is_not_what_its_kind_says_is_passed_over(site):
    """An entry whose model is of another kind breaks no rule of its kind; what it held is missed, or used no more."""
    edition = site().edition()
    guide = edition.entries["guides/role-description"].model
    kinds = (SESSION_KIND, PROGRAMME, RESOURCE, PUBLICATION, *FRAMEWORK_KINDS)
    entries = {
        name: replace(entry, model=guide) if entry.kind in kinds else entry for name, entry in edition.entries.items()
    }
    expected = {"unknown-reference", "unused"}

    assert expected == {each.rule for each in check(replace(edition, entries=entries), TODAY)}


def test_a_component_nothing_delivers_is_said_of_the_nation_once(site):
    """A component that no session or procedure delivers is a warning at its place in the table, for all editions."""
    here = site("trust-amends")
    here.change(PROCEDURE, 'components: ["1.1", "4.1"]', 'components: ["4.1"]')
    expected = [
        (
            "national/components.yml",
            "uncovered-component",
            "no session or procedure delivers component 1.1: a clear role",
        )
    ]

    assert expected == found(here)


@pytest.mark.parametrize(("number", "level"), [("1.1", Level.ERROR), ("4.1", Level.WARNING)])
def test_a_component_a_trust_no_longer_delivers_is_its_problem(site, number, level):
    """What a trust no longer delivers is an error for a component of the first list, and a warning for another."""
    here = site("trust-amends")
    kept = "4.1" if number == "1.1" else "1.1"
    amendment = (here.content / "trusts/hillside/amend/procedures/first-visit.yml").read_text(encoding="utf-8")
    more = f'  - {{replace: components, with: ["{kept}"], base: 000000000000, reason: We do not.}}\n'
    here.write("trusts/hillside/amend/procedures/first-visit.yml", amendment.rstrip() + "\n" + more)
    problems = [each for each in here.check() if each.rule == "uncovered-component"]

    assert [("content/trusts/hillside/amend/procedures/first-visit.yml", level, f"component {number} ")] == [
        (each.mark.path, each.level, each.sentence[17:31]) for each in problems
    ]


def test_what_supervision_must_cover_needs_a_prompt(site):
    """Where the table asks for supervision too, something that delivers the component must have a prompt for it."""
    here = site()
    here.change(SESSION, "supervision_prompt: When did you listen well this week?\n", "")
    expected = [
        (
            SESSION,
            "supervision-prompt",
            "component 2.1 asks for supervision too, and nothing that delivers it has a prompt",
        )
    ]

    assert expected == found(here)


def test_a_nation_needs_someone_to_call(site):
    """A trust whose nation no service answers for is an error; the national edition serves every nation."""
    here = site("trust-amends")
    here.write("national/signposting.yml", SIGNPOSTING)
    expected = [("national/signposting.yml", "no-signposting", "there is no contact for wales")]

    assert expected == found(here)


def test_without_signposting_its_own_problem_is_enough(site):
    """Where the list of services cannot be read, that is the problem."""
    here = site("trust-amends")
    here.write("national/signposting.yml", "")
    expected = [("national/signposting.yml", "empty-file")]

    assert expected == [each[:2] for each in found(here)]


def test_a_review_falls_due(site):
    """A document is told from the day after it had to be looked at again."""
    edition = site().edition()
    due = {each.mark.path for each in check(edition, date(2027, 11, 2)) if each.rule == "overdue-review"}

    assert [] == [each for each in check(edition, date(2027, 11, 1)) if each.rule == "overdue-review"]
    assert {
        "content/national/guides/role-description.yml",
        "content/national/procedures/first-visit.yml",
        "content/national/programmes/core.yml",
        "content/national/resources/starter-pack.yml",
        "content/national/role-plays/first-chat.yml",
        "content/national/sessions/listening-well.yml",
    } == due


def test_a_contact_falls_due(site):
    """A contact is told from the day after it had to be checked, and stops nothing, also where safety depends on it."""
    problems = [each for each in check(site().edition(), date(2027, 11, 2)) if each.rule == "stale-contact"]
    expected = {
        ('the details of "Any Hour" had to be checked again by 2027-11-01', Level.NOTICE),
        ('the details of "Scots Line" had to be checked again by 2027-11-01', Level.NOTICE),
        ('the details of "Night Line" had to be checked again by 2027-11-01', Level.NOTICE),
        ('the details of "Hill Garden" had to be checked again by 2027-11-01', Level.NOTICE),
    }

    assert expected == {(each.sentence, each.level) for each in problems}


@pytest.mark.parametrize("words", ["{{ local.nothing }}", "{{ weather }}", "{% if night %}"])
@pytest.mark.parametrize("key", ["text", "reason"])
def test_a_reason_or_note_asks_only_for_values_there_are(site, key, words):
    """Braces that are left in a local change after values were put in are an error at the change."""
    here = site("trust-amends")
    change = here.content / "trusts/hillside/amend/procedures/first-visit.yml"
    old = {"text": "Leave word", "reason": "The desk"}[key]
    here.change("trusts/hillside/amend/procedures/first-visit.yml", old, f"{words} {old}")
    if key == "reason":
        here.write(
            "trusts/hillside/amend/procedures/first-visit.yml",
            change.read_text(encoding="utf-8").replace(f"{words} The desk is always staffed.", f'"{words} The desk."'),
        )
    problems = [(each.mark.path, each.mark.line, each.rule) for each in here.check()]

    assert [("content/trusts/hillside/amend/procedures/first-visit.yml", 15, "unknown-value")] == problems


def test_a_value_in_a_reason_is_filled_in(site):
    """A reason may use local values, as any text may."""
    here = site("trust-amends")
    here.change("trusts/hillside/amend/glossary.yml", "People here say hub.", '"At {{ local.team_base }} we say hub."')
    entry = here.edition("hillside").entries["glossary"]

    assert ([], ["At the Old School we say hub."]) == (
        found(here),
        [origin.reason for origin in entry.origins.values()],
    )


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("01632 960 100", True),
        ("0191 498 0123, extension 4", True),
        ("07700 900 123", True),
        ("0800 111 222", False),
        ("116 123", False),
    ],
)
def test_a_real_trust_gives_real_numbers(site, number, wrong):
    """A telephone number that is kept for films is an error in a real trust's values, and fine in an invented one's."""
    here = site("trust-amends")
    here.change("trusts/hillside/values.yml", "01632 960 100", number)
    here.change("trusts/hillside/values.yml", "the Old School", "the New School")
    invented = found(here)
    here.change("trusts/hillside/trust.yml", "example: true\n", "")
    rules = [each[1] for each in found(here) if each[1] != "example-value"]

    assert ([], ["invented-number"] if wrong else []) == (invented, rules)


@pytest.mark.parametrize(
    ("colours", "sentences"),
    [
        ('{primary: "#767676", accent: "#6e6e6e"}', []),
        ('{primary: "#17525a", accent: "#707070"}', ["the accent colour #707070 has a contrast of only 4.42 to 1"]),
        (
            '{primary: "#777777", accent: "#FFFF00"}',
            [
                "the primary colour #777777 has a contrast of only 4.48 to 1 with white",
                "the accent colour #FFFF00 has a contrast of only 1.04 to 1",
            ],
        ),
    ],
)
def test_a_trusts_colours_can_be_read(site, colours, sentences):
    """A colour on which white cannot be read, or which cannot be read on a pale panel, is an error where it stands."""
    here = site("trust-amends")
    text = (here.content / "trusts/hillside/trust.yml").read_text(encoding="utf-8")
    here.write("trusts/hillside/trust.yml", f"{text}colours: {colours}\n")
    expected = [
        (
            "trusts/hillside/trust.yml",
            "contrast",
            sentence if "white" in sentence else f"{sentence} with the pale panels",
        )
        for sentence in sentences
    ]

    assert expected == [(path, rule, said.removesuffix(" (#eef3f3)")) for path, rule, said in found(here)]


@pytest.mark.parametrize(
    ("change", "size", "expected"),
    [
        ("", 40_000, []),
        ("", 40_001, [(7, 'the logo "logo.png" is 41 kB; at most 40 kB')]),
        ("", 90_000, [(7, 'the logo "logo.png" is 90 kB; at most 40 kB')]),
        (
            "Logo of Hillside",
            0,
            [(8, '"Logo of Hillside" is read out in place of the logo, so it must be the words in the logo')],
        ),
        (
            "hillside.PNG",
            0,
            [(8, '"hillside.PNG" is read out in place of the logo, so it must be the words in the logo')],
        ),
    ],
)
def test_a_logo_is_light_and_its_words_are_what_it_says(site, change, size, expected):
    """A logo too heavy for a phone, and words that name the picture and not what it says, are errors at their line."""
    here = site("at-home")
    if size:
        logo = here.content / "trusts/hillside/assets/logo.png"
        logo.write_bytes(logo.read_bytes().ljust(size, b"\0"))
    if change:
        here.change("trusts/hillside/trust.yml", "Hillside, here for you", change)

    assert expected == [(each.mark.line, each.sentence) for each in here.check() if each.rule == "logo"]


def test_words_of_a_logo_need_a_logo(site):
    """What a logo says, where there is none, is an error."""
    here = site("at-home")
    here.change("trusts/hillside/trust.yml", "logo: logo.png\n", "")
    expected = ["logo_words says what a logo says, and there is no logo"]

    assert expected == [each.sentence for each in here.check() if each.rule == "logo"]


def test_values_are_missed_only_where_they_are_needed(site):
    """A required value is missed only by trusts of its pathways; one that text uses is missed by all."""
    here = site("trust-pathway")
    here.change(
        "national/local-values.yml", "example: the Old School\n", "example: the School\n    pathways: [crisis-team]\n"
    )
    here.write("trusts/hillside/values.yml", "crisis_line: 01632 960 100\n")
    used = [each.sentence for each in missing_value(here.edition("hillside"))]
    here.change(PROCEDURE, "Tell {{ local.team_base }} where you are going.", "Tell someone where you are going.")

    assert (['the local value "team_base" is not given: Team base'], []) == (
        used,
        [each.sentence for each in missing_value(here.edition("hillside"))],
    )


def test_the_national_edition_misses_no_value(site):
    """Only trusts give values, so only trusts can miss one."""
    expected: list[object] = []

    assert expected == list(missing_value(site().edition()))


def test_a_place_is_found_by_keys_ids_and_positions(site):
    """The way to a part of an entry leads to its line and column, or as far as it can."""
    entry = site().edition().entries["sessions/listening-well"]
    path = "content/national/sessions/listening-well.yml"

    assert Mark(path=path, line=10, column=16) == mark(entry, "competencies", 0)
    assert Mark(path=path, line=29, column=5) == mark(entry, "activities", "warm-up")
    assert Mark(path=path, line=10, column=15) == mark(entry, "competencies", 5)
    assert Mark(path=path, line=1, column=1) == mark(entry, "nothing", "further")


def test_a_problem_a_trust_may_have_caused_points_at_its_change(site):
    """Where a trust changed the part in question, its change is pointed at; anywhere else, the text."""
    entry = site("trust-amends").edition("hillside").entries["procedures/first-visit"]
    amendment = "content/trusts/hillside/amend/procedures/first-visit.yml"

    assert (amendment, "content/national/procedures/first-visit.yml") == (
        blamed(entry, ("steps", "duties")).path,
        blamed(entry, ("monitoring",)).path,
    )


def test_texts_are_what_readers_can_see(site):
    """Every text of an entry comes with the way to it, and peers' texts hold none of the trainers'."""
    here = site()
    ways = dict(here.edition().entries["sessions/listening-well"].texts)

    assert ("You listen for 3 minutes.", "", "hear someone out") == (
        ways["activities", "listening-pairs", "participant"].partition(" Then")[0],
        ways["activities", "listening-pairs", "facilitator"],
        ways["outcomes", 0],
    )
