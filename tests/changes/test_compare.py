"""Two national editions into changes, and two texts into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.changes.compare import What, compare, since, texts_of
from generator.changes.text_diff import LONGEST, focused, word_diff
from generator.content.node_paths import find
from generator.content.yaml_nodes import plain, read
from generator.upkeep.release import release

STEPS = "steps: [{id: a, who: One}, {id: b, who: Two, lock: locked}, {id: c, who: Three}]"


@pytest.fixture
def nodes(tmp_path):
    """Return a function that makes documents out of texts, by name."""

    def made(**texts):
        found = {}
        for name, text in texts.items():
            path = tmp_path / "a.yml"
            path.write_text(text, encoding="utf-8")
            found[name] = read(path, f"{name}.yml")
        return found

    return made


def told(differences):
    """Return differences as a person would write them down."""
    return [
        (each.what.value, each.document, ".".join(each.address), each.before, value(each.old), value(each.new))
        for each in differences
    ]


def value(node):
    """Return what a node says, or nothing."""
    return plain(node) if node else None


def changed(address, old, new):
    """Return the expected change of a text in the only document."""
    what = "added" if old is None else "removed" if new is None else "changed"
    return (what, "doc", address, "", old, new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: A", "title: A", []),
        ("title: A", "title:   'A'  # a", []),
        ("title: A\nsummary: B", "summary: B\ntitle: A", []),
        ("title: A", "title: B", [changed("title", "A", "B")]),
        ("version: '1'", "version: 1", [changed("version", "1", "1")]),
        ("title: A", "title: A\nsummary: B", [changed("summary", None, "B")]),
        ("title: A\nsummary: B", "title: A", [changed("summary", "B", None)]),
        ("close: {minutes: 5, text: A}", "close: {minutes: 6, text: A}", [changed("close.minutes", "5", "6")]),
        ("components: [a, b]", "components: [a, c]", [changed("components", ["a", "b"], ["a", "c"])]),
        ("close: A", "close: {text: A}", [changed("close", "A", {"text": "A"})]),
        (STEPS, STEPS.replace("Two", "Zwei"), [changed("steps.b.who", "Two", "Zwei")]),
        (STEPS, STEPS.replace("locked", "free"), []),
        (STEPS, STEPS.replace("{id: c, who: Three}", "{id: x, aliases: [c], who: Three}"), []),
        (
            STEPS,
            STEPS.replace("{id: c, who: Three}", "{id: x, aliases: [c], who: Drei}"),
            [changed("steps.x.who", "Three", "Drei")],
        ),
        (STEPS, STEPS.replace(", {id: c, who: Three}", ""), [changed("steps.c", {"id": "c", "who": "Three"}, None)]),
        (
            STEPS,
            STEPS.replace("{id: a, who: One}", "{id: d, who: One}"),
            [changed("steps.d", None, {"id": "d", "who": "One"}), changed("steps.a", {"id": "a", "who": "One"}, None)],
        ),
        ("list: []", "list: [{id: a}]", [changed("list.a", None, {"id": "a"})]),
        ("list: []", "list: [a]", [changed("list", [], ["a"])]),
        ("list: [{id: a}, b]", "list: [{id: a}, c]", [changed("list", [{"id": "a"}, "b"], [{"id": "a"}, "c"])]),
        ("front_sheet: {version: '1'}\naliases: [a/b]\nlock: locked", "lock_reason: x\nid: y", []),
    ],
)
def test_a_change_is_told_at_the_smallest_place(nodes, old, new, expected):
    """Each difference stands at the field or element that has it; names, locks and document control are none."""
    assert expected == told(compare(nodes(doc=old), nodes(doc=new)))


def test_documents_come_and_go_in_order(nodes):
    """New documents, and those that are gone, are told as a whole, in order of name."""
    expected = [
        ("added", "a", "", "", None, {"title": "A"}),
        ("changed", "b", "title", "", "B", "Bee"),
        ("removed", "c", "", "", {"title": "C"}, None),
    ]

    assert expected == told(compare(nodes(b="title: B", c="title: C"), nodes(a="title: A", b="title: Bee")))


@pytest.mark.parametrize(("title", "changes"), [("A", []), ("Z", [("changed", "z", "title", "", "A", "Z")])])
def test_a_renamed_document_is_neither_new_nor_gone(nodes, title, changes):
    """A document that names its former id is that one renamed, and what else changed in it is told beside."""
    old, new = nodes(a="title: A"), nodes(z=f"title: {title}\naliases: [a]")
    renamed = ("renamed", "z", "", "a", {"title": "A"}, {"title": title, "aliases": ["a"]})

    assert [renamed, *changes] == told(compare(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"z": "aliases: [a]"}, {"z": "aliases: [a]"}, []),
        ({"a": "t: A"}, {"a": "t: A", "z": "aliases: [a]"}, [("added", "z", "")]),
        ({}, {"z": "aliases: [a]"}, [("added", "z", "")]),
        ({"a": "t: A", "z": "t: A"}, {"z": "t: A\naliases: [a]"}, [("renamed", "z", "a")]),
        (
            {"a": "t: A"},
            {"y": "t: A\naliases: [a]", "z": "t: A\naliases: [a]"},
            [("renamed", "z", "a"), ("added", "y", "")],
        ),
        ({"a": "t: A"}, {"z": "t: A\naliases: [b, a]"}, [("renamed", "z", "a")]),
    ],
)
def test_nothing_is_passed_over_where_former_ids_are_odd(nodes, old, new, expected):
    """A former id that is still in use, was never one or is claimed twice hides no document."""
    found = compare(nodes(**old), nodes(**new))

    assert expected == [(each.what.value, each.document, each.before) for each in found]


def test_what_a_library_changed_since_an_edition(site):
    """The national documents of today are compared with those an edition published; a lost text is not made up."""
    here = site()
    release(here.library(), "2026.11", ())
    here.change("national/procedures/first-visit.yml", "within: 2 working days", "within: 3 working days")
    here.change("national/glossary.yml", "terms:", "# why\nterms:")
    library = here.library()
    (edition,) = library.ledger.releases
    document = "procedures/first-visit"

    assert [("changed", document, "steps.plan-visit.within", "", "2 working days", "3 working days")] == told(
        since(library, edition)
    )
    assert set(library.national) == set(texts_of(library.ledger, edition))
    lost = type(library.ledger)(releases=(edition,), texts={})
    assert {} == texts_of(lost, edition)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("a b", "a b", [("same", "a b")]),
        ("a b", "a c", [("same", "a "), ("gone", "b"), ("new", "c")]),
        ("", "a", [("new", "a")]),
        ("a", "", [("gone", "a")]),
        (
            "Within 2 working days.",
            "Within 24 hours.",
            [("same", "Within "), ("gone", "2 working days."), ("new", "24 hours.")],
        ),
        (" a\n\nb", " a\n\nc", [("same", " a\n\n"), ("gone", "b"), ("new", "c")]),
        ("a b c", "a c", [("same", "a "), ("gone", "b "), ("same", "c")]),
        ("a c", "a b c", [("same", "a "), ("new", "b "), ("same", "c")]),
    ],
)
def test_two_texts_as_runs_of_words(old, new, expected):
    """What both have, what is gone and what is new stand in reading order, whole words each."""
    assert expected == list(word_diff(old, new))


@given(*[st.text(st.sampled_from("ab \n\u00a0"), max_size=30)] * 2)
def test_no_word_is_lost(old, new):
    """Without what is new, a comparison is the old text, and without what is gone it is the new one."""
    runs = list(word_diff(old, new))

    assert old == "".join(words for kind, words in runs if kind != "new")
    assert new == "".join(words for kind, words in runs if kind != "gone")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A", "B", ("A", "B")),
        (None, "B", ("(nothing)", "B")),
        ("A", None, ("A", "(nothing)")),
        (None, None, ("(nothing)", "(nothing)")),
        ("{a: 1, b: 2}", "{a: 1, b: 3}", ("b: 2", "b: 3")),
        ("{a: 1, b: {c: 2}}", "{a: 1, b: {c: 2, d: 3}}", ("(nothing)", "b.d: 3")),
        ("{a: 1, b: 2}", "{a: 1}", ("b: 2", "(nothing)")),
        ("[{id: a, t: 1}, {id: b}]", "[{id: a, t: 2}, {id: b}]", ("a.t: 1", "a.t: 2")),
        ("[{id: a, t: 1}, {id: b, t: 2}]", "[{id: b, t: 2}, {id: a, t: 1}]", ("- t: 1\n- t: 2", "- t: 2\n- t: 1")),
        ("[a, b]", "[a, c]", ("- a\n- b", "- a\n- c")),
        ("{a: 1}", "[a]", ("a: 1", "- a")),
        ("{a: 1, lock: free}", "{a: 1, lock: locked}", ("a: 1\nlock: free", "a: 1\nlock: locked")),
        ("{a: 1}", "B", ("a: 1", "B")),
        ("x" * LONGEST, "y", ("x" * LONGEST, "y")),
        ("x" * (LONGEST + 1), "y", ("x" * LONGEST + " …", "y")),
        ("word " * LONGEST, "y", ("word " * (LONGEST // 5 - 2) + "word …", "y")),
    ],
)
def test_only_what_differs_is_read_out(nodes, old, new, expected):
    """Of lists and tables the fields that differ, of texts as much as fits, and of what is not there nothing."""
    old, new = (find(nodes(doc=f"t: {text}")["doc"], ["t"]) if text else None for text in (old, new))

    assert expected == focused(old, new)


def test_there_are_four_things_that_can_happen():
    """Every kind of difference has its word."""
    assert {"added", "removed", "changed", "renamed"} == {each.value for each in What}


def test_another_order_is_a_change_of_the_list(nodes):
    """Elements that stand in another order are told as a change of their list, and a new one among them is not."""
    old = nodes(doc="steps: [{id: one}, {id: two}]")
    turned, longer = nodes(doc="steps: [{id: two}, {id: one}]"), nodes(doc="steps: [{id: one}, {id: new}, {id: two}]")

    assert [(What.CHANGED, ("steps",))] == [(each.what, each.address) for each in compare(old, turned)]
    assert [(What.ADDED, ("steps", "new"))] == [(each.what, each.address) for each in compare(old, longer)]
