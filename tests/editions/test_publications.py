"""What goes into each publication of an edition."""

from dataclasses import replace

from generator.editions.publication_plan import plans, sessions_in_order, used_by
from generator.editions.timetable import timetable
from generator.model.base import Audience

EXTRA = """
title: Extra session
summary: It is on no day.
front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}
purpose: So that there is another.
outcomes: [see it]
minutes: 5
facilitators: [{id: peer, who: experienced-peer, part: Leads.}]
activities:
  - id: look
    title: Look
    minutes: 5
    method: input
    led_by: [experienced-peer]
    participant: You look.
    facilitator: Look.
    resources: [resources/second-pack]
close: {minutes: 0, participant: You go., facilitator: Wave.}
"""

SECOND_PACK = """
title: Second pack
summary: Nothing on any day uses it.
front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}
items: [{id: card, kind: handout, title: Card, text: Text.}]
"""


def book(parts: str, more: str = "") -> str:
    """Return a publication with these parts as YAML."""
    return f"title: Book\nsummary: A book.\naudiences: [peer]\nlayout: pack\n{more}\nparts:\n{parts}\n"


def planned(here, name="book", audience=Audience.PEER):
    """Return the plan of one name."""
    return next(plan for plan in plans(here.edition("", audience)) if plan.name == name)


def test_a_publication_is_for_its_audiences(site):
    """Peers get the publications that name them; trainers those that name them too, one for each day where asked."""
    here = site()
    expected = (["handbook"], ["handbook", "trainer-pack-day-1"])

    assert expected == tuple([plan.name for plan in plans(here.edition("", audience))] for audience in Audience)


def test_the_readers_own_handbook_comes_first(site):
    """A handbook that has the readers' name stands before others like it, whatever their names."""
    here = site()
    text = book("  - {id: all, title: All, kinds: [guides]}").replace("layout: pack", "layout: handbook")
    for name in ("a-companion", "peer-handbook"):
        here.write(f"national/publications/{name}.yml", text)

    assert ["peer-handbook", "a-companion"] == [plan.name for plan in plans(here.edition())][:2]


def test_a_part_is_for_its_audiences(site):
    """A part that names one audience stands in that one's publication alone; one that names none stands in both."""
    here = site()
    parts = (
        "  - {id: all, title: All, kinds: [guides]}\n  - {id: own, title: Own, kinds: [resources], audiences: [peer]}"
    )
    here.write("national/publications/book.yml", book(parts).replace("[peer]\nlayout", "[peer, trainer]\nlayout"))
    expected = [["All", "Own"], ["All"]]

    assert expected == [[part.title for part in planned(here, audience=audience).parts] for audience in Audience]


def test_a_plan_says_what_stands_on_its_cover(site):
    """A plan carries its title, subtitle, note and file, and the ids of the documents in it."""
    plan = planned(site(), "handbook")
    expected = ("Handbook", "Everything", "Keep it.", "handbook", "downloads/handbook.pdf")
    documents = (
        "sessions/listening-well",
        "role-plays/first-chat",
        "resources/starter-pack",
        "procedures/first-visit",
        "guides/role-description",
    )

    assert (expected, documents) == (
        (plan.title, plan.subtitle, plan.cover_note, plan.layout, plan.path),
        plan.documents,
    )


def test_a_cover_can_have_a_shorter_title(site):
    """Where a publication gives a title for its cover, that stands there, and its own stands in lists."""
    here = site()
    text = book("  - {id: all, title: All, kinds: [guides]}", "cover_title: Short")
    here.write("national/publications/book.yml", text)
    plan = planned(here)
    expected = ("Book", "Short")

    assert expected == (plan.title, plan.cover_title)


def test_parts_hold_their_pages_in_order(site):
    """Every part has its heading and the pages under it."""
    plan = planned(site(), "handbook")
    expected = {
        "Who to call": ("help-now.md",),
        "Timetable": ("programme/day-1.md",),
        "Sessions": ("sessions/listening-well.md",),
        "Role plays": ("role-plays/first-chat.md",),
        "Sheets": ("resources/starter-pack.md",),
        "Procedures": ("procedures/first-visit.md",),
        "Guides": ("guides/role-description.md",),
        "What it is built on": ("competencies.md", "components/index.md", "glossary.md"),
    }

    assert expected == {part.title: part.pages for part in plan.parts}


def test_a_day_pack_is_named_after_its_day(site):
    """A publication for each day has the day's title and holds what that day uses."""
    plan = planned(site(), "trainer-pack-day-1", Audience.TRAINER)
    expected = ("Trainer pack: Day 1: Listening", ("programme/day-1.md", "sessions/listening-well.md"))

    assert expected == (plan.title, plan.pages)


def test_packs_of_a_day_come_after_handbooks(site):
    """People look for a handbook first, so what there is one of for each day comes last, whatever its name."""
    here = site()
    here.write(
        "national/publications/a-pack.yml", book("  - {id: all, title: All, kinds: [sessions]}", "each_day: true")
    )
    names = [plan.name for plan in plans(here.edition("", Audience.PEER))]

    expected = [*sorted(name for name in names if not name.startswith("a-pack")), "a-pack-day-1"]

    assert expected == names


def test_sessions_on_no_day_come_last(site):
    """A publication of all sessions has those on no day too, after the others."""
    here = site()
    here.write("national/sessions/a-session.yml", EXTRA)
    here.write("national/resources/second-pack.yml", SECOND_PACK)
    expected = ("sessions/listening-well.md", "sessions/a-session.md")

    assert expected == planned(here, "handbook").parts[2].pages


def test_a_part_of_some_days_holds_only_what_they_use(site):
    """A part narrowed to days has neither sessions on no day nor resources that those days do not use."""
    here = site()
    here.write("national/sessions/a-session.yml", EXTRA)
    here.write("national/resources/second-pack.yml", SECOND_PACK)
    here.write(
        "national/publications/book.yml",
        book("  - {id: one, title: One, days: [day-1], kinds: [sessions, resources, timetable]}"),
    )
    expected = ("sessions/listening-well.md", "resources/starter-pack.md", "programme/day-1.md")

    assert expected == planned(here).pages


def test_sessions_of_several_days_are_listed_under_their_days(site):
    """A part with sessions of two days knows the day of each; one day needs no telling."""
    here = site()
    before = planned(here, "handbook").parts[2].days
    here.write("national/sessions/a-session.yml", EXTRA)
    here.write("national/resources/second-pack.yml", SECOND_PACK)
    here.change(
        "national/programmes/core.yml",
        "days:\n",
        'days:\n  - {id: day-2, title: "Day 2: More", kind: core, aim: You go on., when: Later, '
        "parts: [{id: more, kind: session, session: sessions/a-session}]}\n",
    )
    expected = {"sessions/a-session.md": "Day 2: More", "sessions/listening-well.md": "Day 1: Listening"}

    assert {} == before
    assert expected == planned(here, "handbook").parts[2].days


def test_a_page_stands_in_a_publication_once(site):
    """A page that two parts ask for stands in the first; a part with nothing left is dropped."""
    here = site()
    here.write(
        "national/publications/book.yml",
        book(
            "  - {id: one, title: One, documents: [guides/role-description, glossary]}\n"
            "  - {id: two, title: Two, kinds: [guides]}"
        ),
    )
    expected = [("One", ("guides/role-description.md", "glossary.md"))]

    assert expected == [(part.title, part.pages) for part in planned(here).parts]


def test_a_publication_of_nothing_is_not_made(site):
    """Where none of its documents are in the edition, there is no publication."""
    here = site()
    here.write("national/publications/book.yml", book("  - {id: one, title: One, documents: [guides/gone]}"))
    expected = ["handbook"]

    assert expected == [plan.name for plan in plans(here.edition())]


def test_a_framework_part_has_what_there_is(site):
    """A part on what the edition is built on has only the pages that exist."""
    here = site()
    here.write("national/glossary.yml", "")
    here.write("national/publications/book.yml", book("  - {id: one, title: One, kinds: [framework]}"))
    expected = ("competencies.md", "components/index.md")

    assert expected == planned(here).pages


def test_what_sessions_use_is_found_through_their_parts(site):
    """Role plays and resources of activities, and sheets among the materials, are used by a day."""
    edition = site().edition()
    expected = frozenset({"role-plays/first-chat", "resources/starter-pack"})

    assert expected == used_by(edition, timetable(edition))


def test_without_days_there_are_no_sessions_in_order(site):
    """With no days there is nothing in their order."""
    edition = site().edition()
    expected: tuple[tuple[object, ...], frozenset[object]] = ((), frozenset())

    assert expected == (sessions_in_order(edition, ()), used_by(edition, ()))


def test_what_is_not_what_its_kind_says_is_passed_over(site):
    """An entry whose model is of another kind makes no publication, and as a session it uses nothing."""
    edition = site().edition()
    guide = edition.entries["guides/role-description"].model
    names = ("publications/handbook", "sessions/listening-well")
    entries = {**edition.entries, **{name: replace(edition.entries[name], model=guide) for name in names}}
    odd = replace(edition, entries=entries)
    expected: tuple[tuple[object, ...], frozenset[object]] = ((), frozenset())

    assert expected == (plans(odd), used_by(odd, timetable(edition)))
