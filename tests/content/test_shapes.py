"""What can be added to a list: `explain` shows it with the kinds there are, and `amend` begins it, to be filled in."""

import re
from pathlib import Path

import pytest
from conftest import SITES, Site

from generator.changes.explain import explain
from generator.cli.formats import explanation_text
from generator.content.load import load
from generator.content.node_paths import addresses, id_of
from generator.content.shapes import shapes_at
from generator.content.yaml_nodes import Listing
from generator.problems import ContentError
from generator.upkeep.scaffold import amendment

BLANKS = {
    "role": "person",
    "picture": "phone",
    "minutes": "10",
    "session": "sessions/listening-well",
    "role_play": "role-plays/first-chat",
    "documents": "[procedures/first-visit]",
    "checked_on": "2026-11-01",
    "check_by": "2027-11-01",
    "on": "2026-11-01",
    "original": "false",
    "type": "text",
    "phone": "0300 123 4567",
    "web": "https://example.org",
    "safety": "false",
}
"""What an author writes where a blank asks for something other than words."""

IDS = {"components#components": '"1.{}"', "local-values#values": "our_{}"}
"""What a name of its own looks like, in files where it is not made of letters and hyphens."""

FORM = {"missing-key", "wrong-type", "unknown-key", "unknown-target", "duplicate-id", "shape", "yaml", "missing-base"}
"""The rules about the form of what is written; what it says is its author's."""


def lists() -> list[str]:
    """Return the address of every list of the minimal site that can be added to, also of one that is left out there."""
    library = load(SITES / "minimal" / "content")
    found = []
    for file in library.national.values():
        for way, inside in addresses(file.node):
            if isinstance(inside, Listing) and any(id_of(each) for each in inside.children):
                found.append(f"{file.id}#{'.'.join(way)}")
    return [*found, "resources/starter-pack#items.local-places.categories.cafes.entries"]


def filled_in(path: Path, address: str) -> None:
    """Fill in a stub as its author would: words for words, and for each blank what it asks for."""
    text = re.sub(r'"To write: (\\"|[^"])*"', "Words.", path.read_text(encoding="utf-8"))
    lines: list[str] = []
    for line in text.splitlines():
        blank = re.fullmatch(r"(\s*(?:- )?)([a-z_]+): ?(#.*)?", line)
        is_open = blank and (blank[3] or line.endswith(": "))
        word = IDS.get(address, "our-{}").format(len(lines)) if blank and blank[2] == "id" else "Words."
        lines.append(f"{blank[1]}{blank[2]}: {BLANKS.get(blank[2], word)}" if blank and is_open else line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("address", lists())
def test_what_amend_begins_is_right_once_it_is_filled_in(hillside: Site, address: str) -> None:
    """For every list and every kind that it holds, what `amend` writes has the form it must have once it is filled in."""
    library = hillside.library()
    document, _, place = address.partition("#")
    file = library.national[document]
    shapes = shapes_at(file.kind, file.node, tuple(place.split(".")))
    wrong = {}
    for shape in shapes:
        path, _ = amendment(library, "hillside", address, "add", shape.kind)
        filled_in(path, address)
        text = path.read_text(encoding="utf-8")
        wrong[shape.kind] = [f"{each.sentence} ({text})" for each in hillside.check() if each.rule in FORM]
        path.unlink()

    assert {shape.kind: [] for shape in shapes} == wrong
    assert shapes


def test_kinds_are_asked_for_by_name(hillside: Site) -> None:
    """`--kind` begins another kind than the first, the others are named beside it, and an unknown one is refused."""
    address = "programmes/core#days.day-1.parts"
    path, _ = amendment(hillside.library(), "hillside", address, "add", "break")
    text = path.read_text(encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        amendment(hillside.library(), "hillside", address, "add", "party")
    with pytest.raises(ContentError) as needless:
        amendment(hillside.library(), "hillside", "procedures/first-visit#title", "replace", "party")

    assert "kind: break\n" in text
    assert "# --kind session begins another kind of thing" in text
    assert "there are: session, break, local" == raised.value.problems[0].hint
    assert needless.value.problems[0].hint.startswith("leave --kind out")


def test_explain_shows_ids_and_what_can_be_added(hillside: Site) -> None:
    """The explanation of a day has the id of each part, its address, and of the list of parts each kind with its keys."""
    day = explanation_text(explain(hillside.library(), "programmes/core#days.day-1"))
    parts = explanation_text(explain(hillside.library(), "programmes/core#days.day-1.parts"))
    ids = [line.split()[-1] for line in day.splitlines() if line.strip().startswith("- id:")]

    assert ids
    assert all(f"programmes/core#days.day-1.parts.{each}" in day for each in ids)
    assert [f"To add a {kind}, what must be said:" in parts for kind in ("session", "break", "local")] == [True] * 3
    assert "    minutes: # How long, in minutes." in parts
    assert "./handbook amend CODE 'programmes/core#days.day-1.parts' --operation add" in parts


def test_a_key_alone_is_answered_with_where_it_stands(hillside: Site) -> None:
    """A key that stands in several places is no riddle: the hint names them, and never the word that was asked for."""
    with pytest.raises(ContentError) as raised:
        explain(hillside.library(), "programmes/core#parts")

    assert raised.value.problems[0].hint.startswith("say where: days.day-1.parts")
    assert "did you mean" not in raised.value.problems[0].hint
