"""The stub of an amendment: written, filled in by its author, and then right."""

import re
from pathlib import Path

import pytest
from conftest import Site, node_at

from generator.content.fingerprints import fingerprint
from generator.content.node_paths import find
from generator.content.yaml_nodes import plain, read
from generator.editions.change import NOTHING
from generator.problems import ContentError
from generator.upkeep.scaffold import amendment

PROCEDURE, SESSION, RESOURCE = "procedures/first-visit", "sessions/listening-well", "resources/starter-pack"
OWN = "trusts/hillside/amend"
CAFES = "items.local-places.categories.cafes.entries"
STUB = """\
# yaml-language-server: $schema=../../../../../schemas/amendment.json
amends: procedures/first-visit
changes:
  - replace: steps.plan-visit.within
    # The national text:
    #   2 working days
    with: "2 working days"
    reason:\x20
    base: "2a548a899c3d"
"""


def stub(here: Site, address: str, operation: str = "replace") -> Path:
    """Write a stub, and give its file."""
    return amendment(here.library(), "hillside", address, operation)[0]


def fill(path: Path, **words: str) -> None:
    """Write something after each key that a stub left empty, and words in the place of those it asks for."""
    text = re.sub(r'"To write: .*"', "Words.", path.read_text(encoding="utf-8"))
    for key, word in {"reason": "We do.", **words}.items():
        assert re.search(rf" {key}: (#.*)?\n", text), f"{key} is not there to fill in"
        text = re.sub(rf" {key}: (#.*)?\n", f" {key}: {word}\n", text)
    path.write_text(text, encoding="utf-8")


def told(here: Site) -> list[str]:
    """Return the rules of the problems found, but for the one that says that a stub still holds the national text."""
    return [each.rule for each in here.check() if each.rule != "changes-nothing"]


def last_change(path: Path) -> dict:
    """Return the last change of a file as it is read."""
    change: dict = plain(read(path, path.name))["changes"][-1]
    return change


def test_a_stub_shows_the_national_text_and_its_base(hillside):
    """The national text stands above as a comment and after `with` to be changed, and the base is filled in."""
    path, line = amendment(hillside.library(), "hillside", f"{PROCEDURE}#steps.plan-visit.within", "replace")

    assert (STUB, 8) == (path.read_text(encoding="utf-8"), line)


@pytest.mark.parametrize(
    ("address", "operation", "words"),
    [
        (f"{PROCEDURE}#steps.plan-visit.within", "replace", {}),
        (f"{PROCEDURE}#meet", "replace", {}),
        (f"{PROCEDURE}#duties", "replace", {}),
        (f"{PROCEDURE}#components", "replace", {}),
        (f"{PROCEDURE}#steps.meet.within", "replace", {"with": "1 week"}),
        (f"{PROCEDURE}#front_sheet.review_by", "replace", {}),
        (f"{PROCEDURE}#steps.tell-team", "remove", {}),
        (f"{PROCEDURE}#supervision_prompt", "remove", {}),
        (f"{PROCEDURE}#tell-ward", "note", {"text": "Ring the bell."}),
        (f"{PROCEDURE}#purpose", "note", {"text": "Ours too."}),
        (f"{PROCEDURE}#steps", "add", {"id": "wave"}),
        (f"{SESSION}#activities.warm-up.minutes", "replace", {}),
        (f"{SESSION}#activities.listening-pairs.participant", "replace", {}),
        (f"{SESSION}#listening-pairs", "replace", {}),
        (f"{SESSION}#outcomes", "replace", {}),
        (f"{RESOURCE}#listening-card", "replace", {}),
        (f"{RESOURCE}#items.my-notes.spaces.picture.draw", "replace", {}),
        (
            f"{RESOURCE}#{CAFES}",
            "add",
            {"id": "mill", "checked_on": "2026-11-01", "check_by": "2027-11-01"},
        ),
        ("glossary#ward", "replace", {}),
        ("publications/handbook#cover_note", "remove", {}),
        ("programmes/core#start", "replace", {}),
    ],
)  # fmt: skip
def test_a_stub_is_right_once_it_is_filled_in(hillside, address, operation, words):
    """With a reason, and a text where one is asked for, check finds nothing wrong, and the base is today's."""
    path = stub(hillside, address, operation)
    fill(path, **words)
    change = last_change(path)
    document = address.partition("#")[0]
    there = find(hillside.library().national[document].node, change[operation].split("."))
    base = {} if operation == "add" else {"base": fingerprint(there) if there else NOTHING}

    assert [] == told(hillside)
    assert base == {key: value for key, value in change.items() if key == "base"}
    assert path == hillside.content / OWN / f"{document}.yml"


@pytest.mark.parametrize("operation", ["replace", "remove", "note", "add"])
def test_a_stub_is_not_published_as_it_is(hillside, operation):
    """Until its author gives a reason, a stub is an error on its own line, and no other."""
    path = stub(hillside, f"{PROCEDURE}#{'steps' if operation == 'add' else 'steps.tell-ward'}", operation)
    lines = path.read_text(encoding="utf-8").splitlines()
    empty = [number for number, line in enumerate(lines, 1) if line.endswith(("reason: ", "text: "))]

    assert [(line, "error", "wrong-type") for line in empty] == [
        (each.mark.line, each.level.value, each.rule) for each in hillside.check()
    ]


@pytest.mark.parametrize(
    "written",
    [
        "|\n      One: two.\n\n      - a\n      - b # c\n",
        '"He said \\"no\\": then\\ttwo"\n',
        "'{{ local.team_base }}'\n",
        ">-\n      Long text\n      folded.\n",
        '"1.10"\n',
        '"true"\n',
        "|2\n        Indented at first.\n      Then not.\n",
        '"Two\\nlines # and a sign"\n',
    ],
)
def test_a_stub_says_the_same_as_the_national_text(hillside, written):
    """Whatever the national text holds, `with` reads back as that text, so that an author only changes words."""
    hillside.change(f"national/{PROCEDURE}.yml", "action: Meet the person.\n", f"action: {written}")
    path = stub(hillside, f"{PROCEDURE}#steps.meet.action")
    national = node_at(hillside.library().national[PROCEDURE].node, ("steps", "meet", "action"))

    assert plain(national).strip() == last_change(path)["with"]


def test_a_long_text_stands_over_several_lines(hillside):
    """A text of several lines is written as a block, and no line has blanks at its end."""
    path = stub(hillside, f"{SESSION}#activities.listening-pairs.participant")
    fill(path)
    text = path.read_text(encoding="utf-8")

    assert "    with: |-\n      You listen for 3 minutes. Then you swap.\n\n      Use the [listening card]" in text
    assert [] == [line for line in text.splitlines() if line != line.rstrip()]


def test_a_second_change_leaves_the_first_alone(hillside):
    """A second stub stands at the end of the same file; what stood there, comments too, is as it was."""
    path = stub(hillside, f"{PROCEDURE}#steps.plan-visit.within")
    fill(path)
    first = path.read_text(encoding="utf-8").replace("reason: We do.", "reason: We do.   # since May")
    path.write_text(first, encoding="utf-8")

    assert path == stub(hillside, f"{PROCEDURE}#meet.who".replace("#meet", "#steps.meet"))
    assert path.read_text(encoding="utf-8").startswith(first)
    fill(path)
    assert [] == told(hillside)
    assert 2 == len(plain(read(path, path.name))["changes"])


def test_a_change_to_a_renamed_document_goes_by_its_name_of_today(site):
    """A stub asked for by former names is written with those of today, in the file where they belong."""
    here = site("renamed")
    (here.content / OWN / "guides/our-role.yml").unlink()
    path = stub(here, "guides/our-role#what-we-do")

    assert (here.content / OWN / "guides/role-description.yml", "sections.what-you-do") == (
        path,
        last_change(path)["replace"],
    )


@pytest.mark.parametrize(
    ("address", "operation", "said"),
    [
        (PROCEDURE, "replace", "a whole document cannot be amended"),
        (f"{PROCEDURE}#leave-word", "replace", "is locked: someone must know where you are"),
        (f"{PROCEDURE}#leave-word", "remove", "is locked: someone must know where you are"),
        (f"{PROCEDURE}#leave-word", "note", "is locked: someone must know where you are"),
        (f"{PROCEDURE}#steps.leave-word.action", "replace", "is locked: someone must know where you are"),
        (f"{PROCEDURE}#steps", "replace", "is locked: someone must know where you are"),
        (f"{PROCEDURE}#steps.meat", "replace", 'has no "steps.meat"'),
        ("procedures/first-vist#meet", "replace", 'there is no national document "procedures/first-vist"'),
        (f"{PROCEDURE}#steps.meet.id", "replace", "ids never change"),
        (f"{PROCEDURE}#steps.meet.within", "remove", "the national text has nothing here"),
        (f"{PROCEDURE}#steps.meet.within", "note", "the national text has nothing here"),
        (f"{PROCEDURE}#title", "add", "this is no list that can be added to"),
        (f"{SESSION}#outcomes", "add", "the entries of this list have no ids"),
        ("components#1.1", "replace", "its id holds a dot"),
    ],
)
def test_what_cannot_be_amended_is_refused_and_nothing_written(hillside, address, operation, said):
    """A change that check would refuse is refused at once, in its words, and leaves no file behind."""
    with pytest.raises(ContentError) as caught:
        stub(hillside, address, operation)
    (problem,) = caught.value.problems

    assert said in problem.sentence
    assert not (hillside.content / OWN).exists()


def test_a_time_that_may_only_be_made_shorter_gets_a_stub(site):
    """Where a lock lets a time be shortened, a stub is written; for any other text beside it, none is."""
    here = site("tighten")
    (here.content / OWN / f"{PROCEDURE}.yml").unlink()
    path = stub(here, f"{PROCEDURE}#steps.plan-visit.within")
    fill(path)
    with pytest.raises(ContentError):
        stub(here, f"{PROCEDURE}#steps.plan-visit.action")

    assert (["procedure-lacks"], "2 working days") == (told(here), last_change(path)["with"])


@pytest.mark.parametrize(
    "text",
    [
        f"amends: {PROCEDURE}\nchanges: [{{remove: room, base: 0123456789ab, reason: Why.}}]\n",
        f"amends: {PROCEDURE}\nchanges: []\n",
        f"amends: {PROCEDURE}\n",
        f"amends: {PROCEDURE}\nchanges:\n\t- replace\n",
        "- a list\n",
        "\n",
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(hillside, text):
    """A file that is broken, or laid out so that nothing can be put at its end, is refused and not touched."""
    path = hillside.write(f"{OWN}/{PROCEDURE}.yml", text)
    with pytest.raises(ContentError):
        stub(hillside, f"{PROCEDURE}#steps.meet.who")

    assert text == path.read_text(encoding="utf-8")
