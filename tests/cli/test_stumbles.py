"""What a trust's lead once stumbled over, and must not again."""

import shutil
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.cli import main, terminal
from generator.content.load import load
from generator.content.yaml_nodes import Node, as_yaml, read
from generator.editions.change import Stale

OWN = "trusts/hillside"
VISIT = "procedures/first-visit"


def rules(here, code="hillside"):
    """Return the rule and file of each problem in a trust's own folder."""
    return [(each.rule, each.mark.path.rpartition("/")[2]) for each in here.check() if f"/{code}/" in each.mark.path]


@pytest.mark.parametrize(
    "value",
    ["Lead to be confirmed", "TBC (Jo to find out)", "see intranet", "Call {{ local.crisis_line }}", "[job title]"],
)
def test_a_value_that_is_none_yet_is_refused(site, value):
    """A placeholder, braces or square brackets in a local value are an error where they stand."""
    here = site("trust-amends")
    path = here.content / OWN / "values.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("the Old School", f"'{value}'"), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    if value not in text:
        path.write_text(f"{text}team_base: '{value}'\n", encoding="utf-8")

    assert ("wrong-type", "values.yml") in rules(here)


def test_a_telephone_number_of_noughts_is_none(site):
    """A number made of noughts is refused as a number that is not known yet."""
    here = site("trust-amends")
    path = here.content / OWN / "values.yml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("crisis_line")]
    path.write_text("\n".join([*lines, 'crisis_line: "0000 000 0000"', ""]), encoding="utf-8")

    assert ("wrong-type", "values.yml") in rules(here)


def test_an_amendment_cannot_approve_a_document(site):
    """A change that calls a document approved is an error, because it would hold whatever the text says later."""
    here = site()
    here.write(f"{OWN}/trust.yml", "name: Hillside\nnation: england\npathways: [ward]\ncoordinator: Lead\n")
    here.write(f"{OWN}/values.yml", "crisis_line: 0300 123 4567\nteam_base: Elm House\n")
    base = here.library().national[VISIT].node
    change = f"  - {{replace: front_sheet.status, with: approved, reason: We say so., base: {fingerprint_of(base)}}}\n"
    here.write(f"{OWN}/amend/{VISIT}.yml", f"amends: {VISIT}\nchanges:\n{change}")

    assert [("not-an-approval", "first-visit.yml")] == rules(here)


def fingerprint_of(node):
    """Return the base of a document's status."""
    status = node.get("front_sheet").get("status")
    return base_of(status)


def base_of(node: Node) -> str:
    """Return the base that makes a change to a text fresh."""
    change: Any = None  # a base is that of the text alone
    return Stale(document="", address="", ways=(), change=change, mark=node.mark, now=node).base


def test_two_folders_of_one_trust_are_told(site, tmp_path_factory):
    """A trust's folder inside and one of the same name outside are an error, not a silent choice."""
    here = site("trust-amends")
    outside = tmp_path_factory.mktemp("elsewhere") / "hillside"
    shutil.copytree(here.content / OWN, outside)
    found = [each.rule for each in load(here.content, (outside,)).problems]

    assert ["trust-code"] == found


def test_a_renamed_element_leaves_its_changes_fresh(site):
    """An element that got another id, and nothing else, makes no change to it stale."""
    here = site("trust-amends")
    here.write(f"{OWN}/amend/{VISIT}.yml", "")
    (here.content / OWN / f"amend/{VISIT}.yml").unlink()
    node = next(each for each in here.library().national[VISIT].node.get("steps").children if "Meet" in str(each))
    base = base_of(node)
    here.write(
        f"{OWN}/amend/{VISIT}.yml",
        f"amends: {VISIT}\nchanges:\n  - {{note: steps.meet, text: In pairs., reason: Safer., base: {base}}}\n",
    )
    here.change(f"national/{VISIT}.yml", "  - id: meet\n", "  - id: meet-the-person\n    aliases: [meet]\n")

    assert [("renamed", "first-visit.yml")] == rules(here)


def test_a_link_to_a_former_id_in_a_local_text_still_works(site):
    """A trust's own document may name a national one by the id it had before."""
    here = site("local-session")
    here.change("national/guides/role-description.yml", "title: Role", "aliases: [guides/old-role]\ntitle: Role")
    path = next((here.content / OWN / "add/sessions").glob("*.yml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("purpose: ", "purpose: See [the role](guides/old-role). ", 1), encoding="utf-8")

    assert "[the role](guides/old-role)" in path.read_text(encoding="utf-8")
    assert [] == [each for each in rules(here) if each[0] == "unknown-reference"]


def test_a_whole_element_is_written_as_people_write_it(tmp_path):
    """A text of several lines in a stub stands below its key, not on one line."""
    path = tmp_path / "a.yml"
    path.write_text("id: a\naction: |\n  One.\n\n  Two.\nlist: [b, c]\n", encoding="utf-8")

    assert "id: a\naction: |\n  One.\n\n  Two.\nlist:\n- b\n- c\n" == as_yaml(read(path, "a.yml"))


def test_approve_says_which_decisions_are_still_to_come(site, monkeypatch):
    """After an approval the decisions without a date on the front sheet are named."""
    here = site("trust-amends")
    monkeypatch.setattr(terminal, "ROOT", here.root)
    result = CliRunner().invoke(main.app, ["approve", "hillside", VISIT, "--by", "Board"])

    assert 0 == result.exit_code
    assert "Still to come on its front sheet: ratified (Test group)." in result.stderr


@pytest.mark.parametrize("words", [["--by", ""], ["--by", "Board", "--on", "2030-01-01", "--review-by", "2029-01-01"]])
def test_an_approval_that_cannot_be_is_refused(site, monkeypatch, words):
    """An approval by nobody, or one that ends before it begins, is not recorded."""
    here = site("trust-amends")
    monkeypatch.setattr(terminal, "ROOT", here.root)
    result = CliRunner().invoke(main.app, ["approve", "hillside", VISIT, *words])

    assert 2 == result.exit_code
    assert not (here.content / OWN / "approvals.yml").exists()


@pytest.mark.parametrize(
    ("written", "told"),
    [("Room 6 #2, Elm House", True), ("'Room 6 #2'", False), ("Elm # home", False), ("|\n  Elm\n  House", False)],
)
def test_a_value_that_yaml_cuts_off_is_told(site, written, told):
    """A # straight after a space cuts an unquoted value off, and is told; a comment or quotes are not."""
    here = site("trust-amends")
    path = here.content / OWN / "values.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("the Old School", written), encoding="utf-8")

    assert told == (("cut-off", "values.yml") in rules(here))


def test_a_change_that_changes_nothing_is_told(site):
    """A replacement that says what the national text says, as an unfinished stub does, is a warning."""
    here = site("trust-amends")
    (here.content / OWN / f"amend/{VISIT}.yml").unlink()
    node = next(each for each in here.library().national[VISIT].node.get("steps").children if "Meet" in str(each))
    who = node.get("who")
    base = base_of(who)
    change = f"  - {{replace: steps.meet.who, with: {who.text}, reason: We do it so., base: {base}}}\n"
    here.write(f"{OWN}/amend/{VISIT}.yml", f"amends: {VISIT}\nchanges:\n{change}")

    assert [("changes-nothing", "first-visit.yml")] == rules(here)


def test_a_beginning_names_the_line_that_waits(site, run):
    """The line that `amend` names is the one of the empty reason, and it counts one document as one."""
    here = site("trust-amends")
    done = run(here, "amend", "hillside", f"{VISIT}#steps.meet.action")
    number = int(done.stderr.partition("(line ")[2].partition(")")[0])
    lines = (here.content / OWN / f"amend/{VISIT}.yml").read_text(encoding="utf-8").splitlines()
    board = ("--by", "Board", "--on", "2026-11-02")
    run(here, "approve", "hillside", "procedures", *board)
    two = run(here, "approve", "hillside", "procedures", "sessions", *board)

    assert "reason:" == lines[number - 1].strip()
    assert ": 1 document." in two.stderr
    assert "1 documents" not in two.stderr


@pytest.mark.parametrize(
    ("route", "warned"),
    [("Call the crisis line", True), ("Ring our Crisis Team again", True), ("Call 111 and choose option 2", False)],
)
def test_a_route_that_leads_back_to_the_crisis_line_is_told(site, route, warned):
    """The other route may not be the crisis line, by its name either: it is what is called when that does not answer."""
    here = site()
    more = "  - {id: no_team_route, label: Route, meaning: Who else., type: text, example: Call 112, required: true}\n"
    path = here.content / "national/local-values.yml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    here.write(f"{OWN}/trust.yml", "name: Hillside\nnation: wales\ncoordinator: Lead\n")
    here.write(f"{OWN}/values.yml", f"crisis_line: 0300 123 4567\nteam_base: Elm House\nno_team_route: {route}\n")
    told = [(each.level.value, each.mark.line) for each in here.check() if each.rule == "same-route"]

    assert ([("warning", 3)] if warned else []) == told
