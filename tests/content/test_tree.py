"""Nodes by address: finding, listing, editing and reading them out."""

import pytest
from conftest import node_at

from generator.content.node_paths import (
    addresses,
    aliases_of,
    by_id,
    canonical,
    edited,
    ever,
    find,
    id_of,
    named,
    words_of,
)
from generator.content.yaml_nodes import Listing, Node, Scalar, plain, read
from generator.problems import Mark

TEXT = """\
title: First visit
aliases: [procedures/visit]
steps:
  - id: plan
    aliases: [arrange, book]
    who: Peer worker
    resources:
      - {id: card, aliases: [leaflet], name: A card}
  - id: meet
    action: |
      Meet.

      Then talk.
  - {id: arrange-again, aliases: [meet], note: }
components: ["4.1", "2.10"]
front_sheet: {owner: Editor, version: "1.10"}
nameless:
  - {name: One}
  - [two, three]
"""
NEW = Scalar(text="New", quoted=True, mark=Mark(path="b.yml"))


@pytest.fixture
def node(tmp_path):
    """Return a document as nodes."""
    path = tmp_path / "a.yml"
    path.write_text(TEXT, encoding="utf-8")
    return read(path, "a.yml")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("title", "First visit"),
        ("steps.plan.who", "Peer worker"),
        ("steps.arrange.who", "Peer worker"),
        ("steps.book.resources.leaflet.name", "A card"),
        ("steps.meet.action", "Meet.\n\nThen talk.\n"),
        ("steps.arrange-again.note", None),
        ("front_sheet.version", "1.10"),
    ],
)
def test_an_address_leads_to_a_place(node, address, expected):
    """Keys lead into tables, and ids of today or before into lists."""
    assert expected == plain(node_at(node, address.split(".")))


@pytest.mark.parametrize(
    "address",
    ["nothing", "steps.nobody", "steps.0", "title.x", "components.4", "nameless.One", "steps.plan.who.x", "Steps", ""],
)
def test_an_address_that_leads_nowhere_gives_nothing(node, address):
    """What no key or id names is not there, and neither is anything inside a text."""
    assert find(node, address.split(".")) is None


def test_no_address_is_the_document(node):
    """The empty address is that of the whole."""
    assert (node, ()) == (find(node, ()), canonical(node, ()))


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("steps.arrange.who", "steps.plan.who"),
        ("steps.book.resources.leaflet.name", "steps.plan.resources.card.name"),
        ("steps.meet.action", "steps.meet.action"),
        ("steps.nobody.who", "steps.nobody.who"),
        ("nothing.book.leaflet", "nothing.book.leaflet"),
        ("title.book", "title.book"),
        ("nameless.x", "nameless.x"),
    ],
)
def test_former_ids_become_those_of_today(node, written, today):
    """Every id is given as it is now, as far as the address leads anywhere."""
    assert today == ".".join(canonical(node, written.split(".")))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("title", ["title"]),
        ("steps.meet.action", ["steps.meet.action"]),
        ("steps.book.who", ["steps.plan.who", "steps.arrange.who", "steps.book.who"]),
        (
            "steps.plan.resources.card",
            [f"steps.{step}.resources.{card}" for step in ("plan", "arrange", "book") for card in ("card", "leaflet")],
        ),
        ("steps.nobody.who", ["steps.nobody.who"]),
        ("nameless.x.y", ["nameless.x.y"]),
    ],
)
def test_every_address_a_place_ever_had(node, address, expected):
    """All combinations of ids of today and before are given, those of today first."""
    assert expected == [".".join(way) for way in ever(node, address.split("."))]


def test_an_id_of_today_comes_before_a_former_one(node):
    """Where one element has the id that another had before, the id means the one that has it."""
    steps = node_at(node, ["steps"])

    assert isinstance(steps, Listing)
    assert ["meet", "plan", None] == [
        found and id_of(found) for found in (by_id(steps, "meet"), by_id(steps, "book"), by_id(steps, "nobody"))
    ]


def test_what_has_no_id_or_former_ids_has_none(node):
    """Texts, lists and tables without the key have no id and no former ids; a document has former ids too."""
    steps = node_at(node, ["steps"])
    plan = node_at(steps, ["plan"])

    assert isinstance(steps, Listing)
    assert plan == by_id(steps, "plan")
    assert [None, None, None] == [id_of(each) for each in (node, steps, NEW)]
    assert [("procedures/visit",), (), (), ("arrange", "book")] == [
        aliases_of(each) for each in (node, steps, NEW, plan)
    ]


@pytest.mark.parametrize("text", ["id: [a]\naliases: a\n", "id: {a: 1}\naliases: [[a], {b: c}]\n"])
def test_an_id_is_one_word_and_former_ids_a_list_of_words(tmp_path, text):
    """An id or a former id in any other shape is none."""
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    node = read(path, "a.yml")

    assert (None, ()) == (id_of(node), aliases_of(node))


@pytest.mark.parametrize(
    ("address", "give", "change"),
    [
        ("title", NEW, lambda values: values.update(title="New")),
        ("subtitle", NEW, lambda values: values.update(subtitle="New")),
        ("subtitle", None, lambda _: None),
        ("title", None, lambda values: values.pop("title")),
        ("steps.plan.who", NEW, lambda values: values["steps"][0].update(who="New")),
        ("steps.plan.within", NEW, lambda values: values["steps"][0].update(within="New")),
        ("steps.plan.resources.card.name", None, lambda values: values["steps"][0]["resources"][0].pop("name")),
        ("steps.meet", NEW, lambda values: values["steps"].__setitem__(1, "New")),
        ("steps.meet", None, lambda values: values["steps"].pop(1)),
        ("steps", None, lambda values: values.pop("steps")),
        ("steps.nobody.who", NEW, lambda _: None),
        ("nothing.plan.who", NEW, lambda _: None),
        ("title.x", NEW, lambda _: None),
        ("components.x", NEW, lambda _: None),
    ],
)
def test_one_place_is_edited_and_no_other(node, address, give, change):
    """What stands at an address is replaced, set or taken out; an address that leads nowhere changes nothing."""
    expected = plain(node)
    change(expected)
    new = edited(node, address.split("."), lambda _: give)

    assert (expected, list(expected)) == (plain(new), list(plain(new)))
    assert plain(node_at(node, ["steps", "plan", "who"])) == "Peer worker"


def test_an_edit_sees_what_was_there(node):
    """The function that edits gets the old value, or nothing."""
    seen = []

    def kept(old: Node | None) -> Node | None:
        seen.append(old)
        return old

    for address in ("title", "subtitle", "steps.meet"):
        edited(node, address.split("."), kept)

    assert [find(node, ["title"]), None, find(node, ["steps", "meet"])] == seen


def test_every_place_has_an_address(node):
    """Fields and elements are listed outermost first; lists whose entries have no ids are not gone into."""
    expected = [
        *("title", "aliases", "steps", "steps.plan", "steps.plan.id", "steps.plan.aliases", "steps.plan.who"),
        *("steps.plan.resources", "steps.plan.resources.card", "steps.plan.resources.card.id"),
        *("steps.plan.resources.card.aliases", "steps.plan.resources.card.name", "steps.meet", "steps.meet.id"),
        *("steps.meet.action", "steps.arrange-again", "steps.arrange-again.id", "steps.arrange-again.aliases"),
        *("steps.arrange-again.note", "components", "front_sheet", "front_sheet.owner", "front_sheet.version"),
        "nameless",
    ]
    found = list(addresses(node))

    assert expected == [".".join(way) for way, _ in found]
    assert all(place is find(node, way) for way, place in found)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("title", "First visit"),
        ("steps.meet.action", "Meet.\n\nThen talk."),
        ("components", "- 4.1\n- 2.10"),
        ("front_sheet", "owner: Editor\nversion: 1.10"),
        ("steps.meet", "action:\n  Meet.\n  \n  Then talk."),
        ("nameless", "- name: One\n- - two\n  - three"),
        ("nothing", "(nothing)"),
    ],
)
def test_a_place_is_read_out(node, address, expected):
    """Texts are themselves, lists have dashes, tables their keys without the id; what is not there is nothing."""
    assert expected == words_of(find(node, address.split(".")))


def test_a_name_is_a_bare_word():
    """A key that is made stands where it is said to, without quotes."""
    expected = Scalar(text="id", quoted=False, mark=Mark(path="b.yml"))

    assert expected == named("id", Mark(path="b.yml"))
