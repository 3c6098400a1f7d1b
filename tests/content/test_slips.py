"""What people who know Word and no YAML type: each slip is one message, where it is, that says what to type instead."""

import pytest

from generator.problem_formats import as_text

PROCEDURE = """\
title: Cancelling
summary: What you do when a visit is off.
front_sheet: {version: "0.1", status: draft, owner: Lead, review_by: 2027-11-01, reference: SOP-9, approver: Board}
purpose: So that nobody waits.
scope: All visits.
duties:
  - id: lead
    who: Lead
    duty: Keeps this right.
steps:
  - id: call
    who: Peer worker
    action: Call the person.
    if_not: Tell the coordinator.
  - id: write
    who: Peer worker
    action: Write it down.
"""
OWN = "trusts/hillside"
HERE = f"{OWN}/add/procedures/cancelling.yml"
CALL = "Call the person."
TELL = "Tell the coordinator."
WHO = "    who: Peer worker\n    action: Call"

TYPED = [
    ("  - id: call", "  -id: call", 11, 3, "a space is missing after the dash"),
    ("  - id: call", "  \u2013 id: call", 11, 3, 'begins with a hyphen and a space, and not with "\u2013"'),
    ("  - id: call", "  • id: call", 11, 3, 'begins with a hyphen and a space, and not with "•"'),
    ("title: C", "title:C", 1, 1, 'a space is missing after the colon [yaml]\n  hint: write "title: Cancelling"'),
    ("title: C", "title = C", 1, 1, "there is = where a colon belongs"),
    ("title: C", "title; C", 1, 1, "there is a semicolon where a colon belongs"),
    ("title: C", "title\uff1aC", 1, 6, "this is a colon of another kind"),
    ("title: C", "title C", 1, 1, "this line has no key and no dash"),
    (
        WHO,
        WHO.lstrip(),
        12,
        1,
        'too far to the left: it begins in column 1 [yaml]\n  hint: begin it in column 5, below "id"',
    ),
    (
        WHO,
        f" {WHO}",
        12,
        6,
        'too far to the right: it begins in column 6 [yaml]\n  hint: begin it in column 5, below "id"',
    ),
    ("    action: W", "   action: W", 17, 4, "begin it in column 5"),
    ("    action: W", "action: W", 17, 1, 'it belongs to an entry of "steps"'),
    (WHO, "\u00a0" * 4 + WHO.lstrip(), 12, 1, "begins with a space of another kind"),
    (WHO, "  \u2009 " + WHO.lstrip(), 12, 1, "begins with a space of another kind"),
    (WHO, "\t" + WHO.lstrip(), 12, 1, "there is a tab here"),
    ("steps:\n  - id", "steps:\n    id", 11, 5, "a dash is missing before the first entry of this list"),
    ("  - id: write", "    id: write", 15, 5, 'if a new entry of the list begins here, write "- id: …"'),
    ("  - id: write", "  id: write", 15, 3, "a dash is missing: a new entry of the list begins here"),
    (
        "  - id: write\n    who: Peer worker\n    ",
        "  - - id: write\n      who: P\n      ",
        15,
        5,
        "there is a dash too many",
    ),
    (
        TELL,
        '"Sorry" is enough.',
        14,
        20,
        "goes on after its closing quote [yaml]\n  hint: put quotes round the whole text: '\"Sorry",
    ),
    (
        TELL,
        "'Don't worry'",
        14,
        18,
        "an apostrophe that ends its quotes [yaml]\n  hint: put double quotes round the text: \"Don't",
    ),
    (TELL, f'"{TELL}', 14, 13, 'a quote (") opens here and is never closed'),
    (CALL, f"'{CALL}", 13, 13, "a quote (') opens here"),
    (
        TELL,
        "*Always* tell.",
        14,
        13,
        "text cannot start with * [yaml]\n  hint: put quotes around the whole text: '*Always*",
    ),
    (TELL, "& tell them.", 14, 13, "text cannot start with &"),
    (TELL, "&tell them.", 14, 13, '"&tell" names this for repeating'),
    (TELL, "@coordinator", 14, 13, "text cannot start with @"),
    (TELL, "%50 of the time", 14, 13, "text cannot start with %"),
    (TELL, "`call`", 14, 13, "text cannot start with `"),
    (TELL, "! Tell them", 14, 13, "text cannot start with !"),
    (TELL, "!important Tell them", 14, 13, "the tag !important is not allowed"),
    (TELL, "!!python/object:os.system x", 14, 13, "the tag tag:yaml.org,2002:python/object:os.system is not allowed"),
    (TELL, "| Tell them.", 14, 13, "after | the text begins on the next line"),
    (TELL, "> Tell them.", 14, 13, "after > the text begins on the next line"),
    (TELL, "{name} tells.", 14, 13, "text cannot start with {"),
    (TELL, "[Tell](tel:999) them.", 14, 13, "text cannot start with ["),
    (TELL, "[tell them", 14, 13, "a bracket [ opens here and is never closed"),
    (TELL, "- Tell them.", 14, 13, '"-" cannot stand after the colon'),
    (TELL, "{{ local.crisis_line }} first.", 14, 13, "text that begins with a local value must stand in quotes"),
    (TELL, '"C:\\Users"', 14, 16, "a backslash between double quotes"),
    (TELL, "Remember: tell them.", 14, 21, "put quotes around text that holds a colon and a space"),
    (TELL, "“Note: tell them.”", 14, 18, "“ is a letter to YAML, type straight quotes"),
    (
        "    who: Peer worker\n    action: W",
        "    who: Peer worker action: W",
        16,
        28,
        'if "action" is a key, start a new line',
    ),
    ("draft, owner", "draft owner", 3, 50, "an entry between { and } ends here without a comma"),
    ("approver: Board}", "approver: Board", 3, 14, "a bracket { opens here and is never closed"),
    ("purpose: So", "purpose: |\n  So\nthat", 6, 1, "further left than the text it belongs to"),
    ("scope: All", "<<<<<<< HEAD\nscope: All", 5, 1, "two versions of this file meet here"),
    ("scope: All visits.\n", "scope: All visits.\n---\n", 6, 1, "a second document starts here"),
    ("scope: All", "scope: Two\nscope: All", 6, 1, 'the key "scope" is written twice; it stands already on line 5'),
    ("scope: A", "scope: a\x07", 5, 9, "U+0007"),
]
"""What is typed for what; where it is told; what is said."""

MEANT = [
    (CALL, "Call room #4.", 13, 13, "everything from the # on is a comment to YAML"),
    (CALL, "Call the ward # 5.", 13, 13, "everything from the # on is a comment to YAML"),
    (
        CALL,
        "#4 is the room.",
        13,
        12,
        "so nothing is written here [cut-off]\n  hint: put quotes around the whole text: '#4 is",
    ),
    (CALL, "|\n      First.\n      • Call.\n", 15, 7, "begins with a bullet of a word processor"),
    (CALL, "|\n      First.\n      o  Call.\n", 15, 7, "begins with a bullet of a word processor"),
    (CALL, "Call {local.crisis_line}.", 13, 13, "hint: write it as {{ local.crisis_line }}"),
    (CALL, "Call {{crisis_line}}.", 13, 13, "hint: write it as {{ local.crisis_line }}"),
    (CALL, "Call {{ local.crisis-line }}.", 13, 13, "hint: write it as {{ local.crisis_line }}"),
    (CALL, "Call {{ Local.crisis_line }}.", 13, 13, "hint: write it as {{ local.crisis_line }}"),
    (CALL, "Call {{ local.crisis_line }.", 13, 13, "hint: write it as {{ local.crisis_line }}"),
    (CALL, "Call ${local.crisis_line}.", 13, 13, "hint: write it as {{ local.crisis_line }}"),
    (CALL, "Call [[local.crisis_line]].", 13, 13, "hint: write it as {{ local.crisis_line }}"),
    (CALL, "Call [[the team]].", 13, 13, "a place that is still to be filled in"),
    (CALL, "Call the <name of team> now.", 13, 13, "a place that is still to be filled in"),
    (CALL, "Call the [insert team] now.", 13, 13, "a place that is still to be filled in"),
    ("title: Cancelling", "title: “Cancelling”", 1, 8, "stands between curly quotes"),
    (CALL, "\n      - Call.\n      - Wait.", 14, 7, 'a list stands here [wrong-type]\n  hint: take out the "- "'),
    (CALL, "\n      Remember: call.", 14, 7, "the colon in it made a key of its beginning"),
    (CALL, "NULL", 13, 13, "nothing is written here"),
    (CALL, "Null", 13, 13, "nothing is written here"),
    (CALL, "~", 13, 13, "nothing is written here"),
    (f"if_not: {TELL}", "safety: Never", 14, 13, "this must be true or false [wrong-type]\n  hint: write false"),
    (f"if_not: {TELL}", "resources: [starter-pack]", 14, 17, "write folder/file or folder/file.item"),
    (f"if_not: {TELL}", "resources:\n      • resources/starter-pack", 15, 7, 'and not with "•"'),
    (f"if_not: {TELL}", "resources:\n      - resources/starter-pack\n       - x", 16, 8, "is no entry of a list"),
    ("if_not", "if not", 14, 5, 'did you mean "if_not"?'),
    ("if_not", "If-Not", 14, 5, 'did you mean "if_not"?'),
    ("if_not", '"if_not "', 14, 5, 'did you mean "if_not"?'),
    ("title", "TITLE", 1, 1, 'did you mean "title"?'),
    ("id: call", "id: Call Früh", 11, 9, 'here: "call-fruh"'),
    ("id: call", "id: write", 15, 9, 'the id "write" is used twice; the first is on line 11'),
    ("  - id: call\n    who", "  - who", 11, 5, '"id" is missing here'),
    ("scope:", "components: 2.6\nscope:", 5, 13, "write it in square brackets: [2.6]"),
    ("scope:", "outcomes: [one]\nscope:", 5, 1, '"outcomes" is not a key that can stand here'),
    ("status: draft", "status: Draft", 3, 39, 'did you mean "draft"?'),
    ("status: draft", "status: “draft”", 3, 39, 'did you mean "draft"?'),
    ("2027-11-01", "12/10/2026", 3, 70, "hint: write year, month, day: 2026-10-12"),
    ("2027-11-01", "12.10.26", 3, 70, "hint: write year, month, day: 2026-10-12"),
    ("2027-11-01", "12th October 2026", 3, 70, "hint: write year, month, day: 2026-10-12"),
    ("2027-11-01", "Monday 12 October 2026", 3, 70, "hint: write year, month, day: 2026-10-12"),
    ("2027-11-01", "2027-02-30", 3, 70, 'there is no such day as "2027-02-30"'),
    ("2027-11-01", "0001-01-01", 3, 70, "this must be a day between 2000 and 2100"),
    ("2027-11-01", "9999-12-31", 3, 70, "this must be a day between 2000 and 2100"),
]
"""What can be read as YAML and means something else, or does not fit."""

SESSION = """\
title: Our wards
summary: You walk round.
front_sheet: {version: "0.1", status: draft, owner: Lead, review_by: 2027-11-01}
purpose: So that you know the way.
outcomes: [find the ward]
minutes: 30
facilitators:
  - {id: peer, who: experienced-peer, part: Leads.}
activities:
  - {id: walk, title: Walk, minutes: 25, method: walk-round, led_by: [experienced-peer], participant: W., facilitator: W.}
close: {minutes: 5, participant: You go., facilitator: Say goodbye.}
"""


def told(here):
    """Return what is wrong, as people see it, without the folder of the small site."""
    return as_text(here.check()).replace("content/", "")


@pytest.mark.parametrize(("old", "new", "line", "column", "said"), [*TYPED, *MEANT])
def test_a_slip_is_one_message_where_it_is(site, old, new, line, column, said):
    """Each slip in a document is told once, at its line and column, in words that say what to do."""
    here = site("local-session")
    here.write(HERE, PROCEDURE.replace(old, new, 1))
    shown = told(here)

    assert shown.startswith(f"{HERE}:{line}:{column}: ")
    assert said in shown
    assert shown.endswith(("\n1 error, 0 warnings.", "\n0 errors, 1 warning."))


def test_what_is_right_is_told_nothing(site):
    """The document that the slips are made in is right as it stands, also with the ends of lines of Windows."""
    here = site("local-session")
    (here.content / HERE).parent.mkdir(parents=True)
    (here.content / HERE).write_bytes(b"\xef\xbb\xbf" + PROCEDURE.replace("\n", "\r\n").encode())

    assert "No problems." == told(here)


@pytest.mark.parametrize(
    "text",
    [
        "|\n      First:\n      - one\n      - two\n\n          x-id: as it stands\n",
        '"Here - and there"',
        "Call ext-4; note -this- and 9:30.",
        "minutes  # set off as a comment",
        "'[Call](tel:999) them'",
    ],
)
def test_what_only_looks_like_a_slip_is_told_nothing(site, text):
    """Text that holds the same signs where they mean nothing else is left alone."""
    here = site("local-session")
    here.write(HERE, PROCEDURE.replace(CALL, text, 1))

    assert "No problems." == told(here)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("50 min", "write the number alone: 50"),
        ("45-60", "write one number, the most it takes: 60"),
        ("45\u201360 minutes", "write one number, the most it takes: 60"),
        ("45 to 60", "write one number, the most it takes: 60"),
        ("1 hour", "write the minutes alone, as a number: 60"),
        ("1.5 hours", "write the minutes alone, as a number: 90"),
        ("1h 15", "write the minutes alone, as a number: 75"),
        ("fifty", "write a whole number in figures"),
        ("~30,", "write the number alone: 30"),
    ],
)
def test_minutes_are_one_number(site, written, hint):
    """Minutes with words, as a range or as hours are answered with the number to write."""
    here = site("local-session")
    here.write(f"{OWN}/add/sessions/our.yml", SESSION.replace("minutes: 30", f"minutes: {written}"))
    shown = told(here)

    assert f"{OWN}/add/sessions/our.yml:6:10: error: this must be a whole number [wrong-type]\n  hint: " in shown
    assert (hint in shown, "\n1 error" in shown) == (True, True)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("9:30", "write 9:30am"),
        ("09.30", "write 9:30am"),
        ("9.30 a.m.", "write 9:30am"),
        ("14:00", "write 2pm"),
        ("1:15", "write 1:15pm"),
        ("0930", "write 9:30am"),
        ("12:00", "write 12pm or midday"),
        ("half past nine", "for example 9:30am, 1pm or midday"),
        ("25:00", "for example 9:30am, 1pm or midday"),
    ],
)
def test_times_of_day_are_answered_in_our_way(site, written, hint):
    """A time of day in another way, which YAML might take for a number, is answered with how to write it."""
    here = site("local-session")
    here.change(f"{OWN}/trust.yml", START, f"start: {written}\n")

    assert f"this must be a clock time such as 9:30am or 1pm [wrong-type]\n  hint: {hint}\n" in told(here)


START = "start: 10am\n"
AMENDS = "amends: procedures/first-visit\nchanges:\n"


@pytest.mark.parametrize(
    ("change", "line", "column", "said"),
    [
        ("  - replace: steps.meet.who\n    with: X\n    reason: Why.\n    base: 123\n", 6, 11, "here are 3 letters"),
        (
            "  - replace: procedures/first-visit\n    with: X\n    reason: Why.\n",
            3,
            14,
            "a whole document cannot be changed",
        ),
        (
            "  - replace: procedures/first-visit#steps.meet.who\n    with: X\n    reason: W.\n",
            3,
            14,
            'here: "steps.meet.who"',
        ),
        (
            "  - replace: steps.meet.who\n    remove: steps.meet\n    with: X\n    reason: W.\n",
            4,
            5,
            "this one says two",
        ),
        ("  - replace: steps.meet.who\n    reason: W.\n", 3, 5, '"with" is missing here'),
        ("  - replace: steps.meet.who\n    value: X\n    reason: W.\n", 4, 5, 'did you mean "with", which is missing'),
        ("  - remove: steps.meet\n", 3, 5, '"reason" is missing here'),
        ("  - replace:\n    with: X\n    reason: W.\n", 3, 13, "nothing is written here"),
        ("    replace: steps.meet.who\n    with: X\n    reason: W.\n", 3, 5, 'write "- replace: …"'),
    ],
)
def test_a_slip_in_an_amendment_is_one_message(site, change, line, column, said):
    """Each slip in an amendment is told once, at its place, with what to write."""
    here = site("local-session")
    here.write(f"{OWN}/amend/procedures/first-visit.yml", AMENDS + change)
    shown = told(here)

    assert shown.startswith(f"{OWN}/amend/procedures/first-visit.yml:{line}:{column}: error: ")
    assert (said in shown, shown.endswith("\n1 error, 0 warnings.")) == (True, True)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("add/sessions/cancelling.yml", PROCEDURE, "it reads as a procedure: move it to the folder procedures"),
        ("amend/procedures/cancelling.yml", PROCEDURE, "move it to add/procedures/cancelling.yml"),
        ("cancelling.yml", PROCEDURE, "it reads as a procedure: move it to the folder add/procedures"),
        ("procedures/cancelling.yml", PROCEDURE, "documents of your own go into add/procedures"),
        (
            "add/procedures/first-visit.yml",
            AMENDS + "  - {remove: steps.meet, reason: W.}\n",
            "move it to amend/procedures/",
        ),
        (
            "first-visit.yml",
            AMENDS + "  - {remove: steps.meet, reason: W.}\n",
            "move it to amend/procedures/first-visit.yml",
        ),
        (
            "values.yml",
            "values:\n  crisis_line: 0191 498 0100\n  team_base: Elm House\n",
            'take out "values:", and the spaces',
        ),
        ("values.yml", "- crisis_line: 0191 498 0100\n", 'write "name: value", each at the beginning of a line'),
        ("values.yml", "name: H\nnation: england\ncoordinator: C\n", "this is what belongs in trust.yml"),
        ("values.yml", "crisis line: 0191 498 0100\nteam_base: Elm House\n", 'did you mean "crisis_line"?'),
    ],
)
def test_what_stands_in_the_wrong_place_is_told_where_it_belongs(site, path, text, said):
    """A document, an amendment or values in the wrong file or folder are one message that says where they belong."""
    here = site("local-session")
    here.write(f"{OWN}/{path}", text)
    shown = told(here)

    assert (said in shown, shown.endswith("\n1 error, 0 warnings.")) == (True, True)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (PROCEDURE.encode("utf-16"), "this file is written in UTF-16"),
        (PROCEDURE.encode("utf-16-le"), "this file is written in UTF-16"),
        (PROCEDURE.replace("nobody", "caf\u00e9s").encode("cp1252"), 'the letter here may be "é"'),
        (b"PK\x03\x04" + b"\0" * 40, "this is a Word, Excel or zip file, whatever its name says"),
        (b"{\\rtf1\\ansi Hello}", "this is a file in Rich Text Format (RTF)"),
        (b"%PDF-1.7\n\xff", "this is a PDF"),
        (b"\n<!DOCTYPE html><html>", "this is a web page"),
        (b"", "this file is empty"),
        (b"# only a comment\n", "this file is empty"),
    ],
)
def test_what_is_no_text_file_is_called_what_it_is(site, raw, said):
    """A file of another program, or in another encoding, is one message that says what it is."""
    here = site("local-session")
    (here.content / HERE).parent.mkdir(parents=True)
    (here.content / HERE).write_bytes(raw)
    shown = told(here)

    assert (said in shown, shown.endswith("\n1 error, 0 warnings.")) == (True, True)
