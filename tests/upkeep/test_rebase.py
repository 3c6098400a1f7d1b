"""After a new national edition: which local changes are asked about, and what each decision does to a trust's files."""

from datetime import date

import pytest
from conftest import node_at

from generator.content.fingerprints import fingerprint
from generator.content.records import records
from generator.content.yaml_nodes import plain
from generator.editions.change import NOTHING
from generator.model.base import Audience
from generator.problems import ContentError
from generator.upkeep.rebase import Choice, adopt, decide, follow, questions, renames
from generator.upkeep.release import release

VISIT = "procedures/first-visit"
NATIONAL = f"national/{VISIT}.yml"
OWN = "trusts/hillside"
AMEND = f"{OWN}/amend/{VISIT}.yml"
DAY = date(2026, 12, 3)
TRUST = "name: Hillside\nnation: wales\ncoordinator: Lead\nedition: '2026.11'   # adopted in May\n"

CHANGES = """\
# Ours.
amends: procedures/first-visit
changes:
  # Sooner.
  - replace: steps.plan-visit.within
    with: 1 working day   # at weekends too
    base: {within}
    reason: Why.

  - note: steps.meet
    text: |
      Not alone.
    base: {meet}
    reason: Why.
  # No deputy.
  - remove: duties.coordinator
    reason: Why.
    base: {coordinator}
  - {{add: steps, value: {{id: wave, who: Peer worker, action: Wave.}}, after: tell-team, reason: Why.}}
  - replace: supervision_prompt
    with: How was it?
    base: {supervision_prompt}
    reason: Why.
  - replace: steps.meet.within
    with: 1 week
    base: {nothing}
    reason: Why.
"""


@pytest.fixture
def hillside(site):
    """Return the minimal site as published, with a trust that amends a procedure against it."""
    here = site()
    release(here.library(), "2026.11", ())
    node = here.library().national[VISIT].node
    places = {
        "within": "steps.plan-visit.within",
        "meet": "steps.meet",
        "coordinator": "duties.coordinator",
        "supervision_prompt": "supervision_prompt",
    }
    bases = {name: fingerprint(node_at(node, place.split("."))) for name, place in places.items()}
    here.write(f"{OWN}/trust.yml", TRUST)
    here.write(AMEND, CHANGES.format(nothing=NOTHING, **bases))
    return here


def asked(here):
    """Return each question as its place, the texts then and now, and what can be decided."""
    return [
        (
            each.address,
            each.edition,
            each.then,
            each.now,
            each.ours,
            "".join(choice.value[0] for choice in each.choices),
        )
        for each in questions(here.library(), "hillside")
    ]


def settle(here, choice, text="", number=0):
    """Decide one question."""
    library = here.library()
    question = questions(library, "hillside")[number]
    decide(library.trusts["hillside"].folder, question, choice, 'The "Lead"', DAY, "2026.12", text)
    return question


def lines(here, path=AMEND):
    """Return the lines of a file."""
    return (here.content / path).read_text(encoding="utf-8").splitlines()


def move(here, old="within: 2 working days", new="within: 3 working days"):
    """Change the national procedure."""
    here.change(NATIONAL, old, new)


def test_nothing_is_asked_before_anything_moves(hillside):
    """While the national texts are those that a trust wrote against, there is nothing to decide."""
    assert ([], ()) == (asked(hillside), renames(hillside.library(), "hillside"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "within: 2 working days",
            "within: 3 working days",
            ("steps.plan-visit.within", "2026.11", "2 working days", "3 working days", "1 working day", "kted"),
        ),
        (
            "    within: 2 working days\n",
            "",
            ("steps.plan-visit.within", "2026.11", "2 working days", "(nothing)", "1 working day", "kted"),
        ),
        (
            "Meet the person.",
            "Meet them.",
            ("steps.meet", "2026.11", "action: Meet the person.", "action: Meet them.", "Not alone.", "kted"),
        ),
        (
            "duty: Sees that visits happen.",
            "duty: Sees.",
            (
                "duties.coordinator",
                "2026.11",
                "duty: Sees that visits happen.",
                "duty: Sees.",
                "(we take it out)",
                "ktd",
            ),
        ),
        (
            "  - {id: coordinator, who: Coordinator, duty: Sees that visits happen.}\n",
            "",
            ("duties.coordinator", "", "", "", "(we take it out)", "t"),
        ),
        (
            "supervision_prompt: What was the first visit like?\n",
            "",
            ("supervision_prompt", "2026.11", "What was the first visit like?", "(nothing)", "How was it?", "kted"),
        ),
    ],
)
def test_what_moved_is_asked(hillside, old, new, expected):
    """A change is asked about when its national text is another or gone, with both texts and what can be done."""
    move(hillside, old, new)

    assert [expected] == asked(hillside)


def test_a_text_that_the_national_edition_now_has_is_asked_against_nothing(hillside):
    """What a trust set where the national text left it out is asked about once that says something."""
    move(hillside, "action: Meet the person.", "action: Meet the person.\n    within: 2 weeks")
    found = [each for each in asked(hillside) if each[0] == "steps.meet.within"]

    assert [("steps.meet.within", "2026.11", "(nothing)", "2 weeks", "1 week", "kted")] == found


def test_a_renamed_step_that_moved_is_known_by_its_former_id(hillside):
    """The text then is found under the id that the step had, and the names can be written anew before or after."""
    move(hillside, "id: plan-visit", "id: arrange\n    aliases: [plan-visit]")
    move(hillside)
    expected = ("steps.arrange.within", "2026.11", "2 working days", "3 working days", "1 working day", "kted")

    assert [expected] == asked(hillside)
    follow(hillside.library(), "hillside")
    assert ([expected], '  - replace: "steps.arrange.within"') == (asked(hillside), lines(hillside)[4])


def test_what_is_set_beside_a_text_that_went_is_not_gone(hillside):
    """A text kept where the national one was taken out, and a list added to that is now left out, are asked once."""
    move(hillside, "supervision_prompt: What was the first visit like?\n", "")
    settle(hillside, Choice.KEEP)
    hillside.write(
        AMEND,
        "\n".join(lines(hillside))
        .replace("add: steps", "add: definitions")
        .replace("who: Peer worker, action: Wave.", "term: wave, meaning: Wave.")
        .replace(", after: tell-team", "")
        + "\n",
    )
    move(hillside, "definitions:\n  - {id: visit, term: visit, meaning: Meeting someone in person.}\n", "")

    assert [] == asked(hillside)


def test_a_neighbour_that_is_gone_costs_no_addition(hillside):
    """An addition whose neighbour was taken out is an error to mend, and nothing to let go."""
    text = "  - id: tell-team\n    who: Peer worker\n    action: Tell the crisis team.\n    pathways: [crisis-team]\n"
    move(hillside, text, "")

    assert [] == asked(hillside)
    assert ["unknown-target"] == [each.rule for each in hillside.check() if each.mark.path.endswith(AMEND)]


def test_a_place_mistyped_was_never_there(hillside):
    """A change to what no edition ever had is an error and no question."""
    hillside.change(AMEND, "replace: steps.plan-visit.within", "replace: steps.plan-visti.within")

    assert [] == asked(hillside)


def test_a_document_that_is_gone_leaves_every_change_to_let_go(hillside):
    """Where the whole document was taken out, every change to it can only go, and the file goes with the last."""
    (hillside.content / NATIONAL).unlink()
    found = asked(hillside)
    for _ in found:
        settle(hillside, Choice.TAKE)

    assert [(*[""] * 3, "t")] * 6 == [(edition, then, now, choices) for _, edition, then, now, _, choices in found]
    assert (False, ()) == ((hillside.content / AMEND).exists(), hillside.library().trusts["hillside"].amendments)


def test_what_was_set_in_a_step_that_is_gone_can_only_go(hillside):
    """A text that only the trust gave a step goes where the step does."""
    move(hillside, "  - id: meet\n    who: Peer worker\n    action: Meet the person.\n", "")

    assert [("steps.meet", "t"), ("steps.meet.within", "t")] == [(each[0], each[5]) for each in asked(hillside)]


def test_a_document_that_cannot_be_read_takes_nothing(hillside):
    """A national file with a mistake in it is not gone, and no change to it is let go."""
    move(hillside, "title: First visit", "title: [")

    assert [] == asked(hillside)


@pytest.mark.parametrize(
    ("choice", "text", "old", "new"),
    [
        (Choice.KEEP, "", "    base: OLD", '    base: "NEW"'),
        (Choice.EDIT, "2 days", "    base: OLD", '    base: "NEW"'),
    ],
)
def test_ours_stands_over_the_text_of_today(hillside, choice, text, old, new):
    """Kept or edited, only the base and the text of that change are others, and it is asked no more."""
    move(hillside)
    before = lines(hillside)
    question = settle(hillside, choice, text)
    expected = [line.replace(before[6], f'    base: "{question.base}"') for line in before]
    expected[5] = '    with: "2 days"   # at weekends too' if text else expected[5]

    assert (expected, []) == (lines(hillside), asked(hillside))


ABOVE = """\
amends: procedures/first-visit
changes:
  - replace: steps.plan-visit.within
    # The national text:
    #   2 working days
    #
    #   or so
    # Ask the wards again in May.
    with: 1 working day
    reason: Why.
    base: {within}
"""


@pytest.mark.parametrize("choice", [Choice.KEEP, Choice.EDIT])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_comment_with_the_national_text_says_that_of_today(hillside, choice, newline):
    """What `amend` wrote above a change is renewed when it is decided about; a comment of the trust's own stays."""
    within = fingerprint(node_at(hillside.library().national[VISIT].node, ["steps", "plan-visit", "within"]))
    path = hillside.content / AMEND
    path.write_bytes(ABOVE.format(within=within).replace("\n", newline).encode())
    move(hillside)
    before = path.read_bytes().decode().split(newline)
    question = settle(hillside, choice, "2 days" if choice is Choice.EDIT else "")
    expected = [*before[:4], "    #   3 working days", *before[7:10], f'    base: "{question.base}"', ""]
    expected[6] = '    with: "2 days"' if choice is Choice.EDIT else expected[6]

    assert expected == path.read_bytes().decode().split(newline)


def test_a_text_that_looks_like_the_comment_is_left_alone(hillside):
    """The words of the comment within a trust's own text, or after another key, are the trust's."""
    own = "    # The national text:\n    #   mine\n"
    text = ABOVE.format(within="000000000000").replace(
        "    with: 1 working day\n", "    with: |-\n      # The national text:\n"
    )
    hillside.write(AMEND, text.replace(ABOVE[ABOVE.index("    # The") : ABOVE.index("    with")], "") + own)
    before = lines(hillside)
    settle(hillside, Choice.KEEP)

    assert [*before[:6], *before[7:]] == [*lines(hillside)[:6], *lines(hillside)[7:]]


def test_a_note_is_edited_in_its_own_style(hillside):
    """A new note of several lines stands below its key."""
    move(hillside, "Meet the person.", "Meet them.")
    before = lines(hillside)
    settle(hillside, Choice.EDIT, "Never alone.\n\n- Ring first.")
    expected = [*before[:10], "    text: |-", "      Never alone.", "", "      - Ring first.", *before[12:]]
    after = lines(hillside)

    assert [*expected[:14], *expected[15:]] == [*after[:14], *after[15:]]


def test_theirs_stands_and_ours_goes(hillside):
    """Taken, the change and its lines are gone, every other line stays, and the national text is in the edition."""
    move(hillside)
    before = lines(hillside)
    settle(hillside, Choice.TAKE)
    steps = plain(hillside.edition("hillside", Audience.TRAINER).entries[VISIT].node)["steps"]

    assert [*before[:4], *before[8:]] == lines(hillside)
    assert ("3 working days", []) == (steps[0]["within"], asked(hillside))


def test_what_is_put_off_is_marked_and_asked_again_when_the_text_moves_again(hillside):
    """Put off, nothing of ours changes; a third text is another question."""
    move(hillside)
    hillside.change("national/edition.yml", "2026.11", "2026.12")
    before = lines(hillside)
    settle(hillside, Choice.DECLINE)
    first = [each.declined for each in questions(hillside.library(), "hillside")]
    move(hillside, "within: 3 working days", "within: 4 working days")

    assert ([True], [False], before) == (
        first,
        [each.declined for each in questions(hillside.library(), "hillside")],
        lines(hillside),
    )


def test_each_decision_is_written_down(hillside):
    """Who decided what, when, in which edition and over which text stands in the trust's folder, oldest first."""
    move(hillside)
    move(hillside, "  - {id: coordinator, who: Coordinator, duty: Sees that visits happen.}\n", "")
    base = questions(hillside.library(), "hillside")[0].base
    settle(hillside, Choice.KEEP)
    settle(hillside, Choice.TAKE)
    decisions = [each for each, _ in records(hillside.library().trusts["hillside"].records).decisions]
    said = {"amends": VISIT, "by": 'The "Lead"', "on": DAY, "edition": "2026.12"}
    expected = [
        {**said, "change": "steps.plan-visit.within", "choice": "keep", "base": base},
        {**said, "change": "duties.coordinator", "choice": "take", "base": None},
    ]

    assert expected == [each.model_dump() for each in decisions]
    assert lines(hillside, f"{OWN}/decisions.yml")[0].startswith("# What we decided")


FLOW = (
    "amends: procedures/first-visit\nchanges: [{replace: steps.plan-visit.within, with: 1 day, base: B, reason: R.}]\n"
)


@pytest.mark.parametrize(
    ("path", "text", "choice"),
    [
        *[
            (f"{OWN}/decisions.yml", text, choice)
            for text in ("decisions: []\n", "# none\n", "decisions:\n  - {amends: x, chioce: keep}\n", "decisions: [\n")
            for choice in Choice
        ],
        (AMEND, FLOW, Choice.TAKE),
    ],
)
def test_a_decision_that_cannot_be_written_down_is_not_made(hillside, path, text, choice):
    """Where either file cannot be edited as it stands, both stay as they were, and the problem says which."""
    hillside.write(path, text.replace("base: B", lines(hillside)[6].strip()))
    move(hillside)
    before = {each: each.read_bytes() for each in (hillside.content / OWN).rglob("*.yml")}
    with pytest.raises(ContentError) as refused:
        settle(hillside, choice, "3 days")

    assert path.rpartition("/")[2] == refused.value.problems[0].mark.path.rpartition("/")[2]
    assert before == {each: each.read_bytes() for each in (hillside.content / OWN).rglob("*.yml")}


def test_nobody_decides_without_a_name_that_can_be_shown(hillside):
    """A name that the decisions cannot hold is refused, instead of being asked about for ever."""
    move(hillside)
    question = questions(hillside.library(), "hillside")[0]
    with pytest.raises(ContentError):
        decide(hillside.content / OWN, question, Choice.DECLINE, " ", DAY, "2026.12")

    assert not (hillside.content / OWN / "decisions.yml").exists()


def test_a_list_is_not_edited_as_if_it_were_a_text(hillside):
    """What a trust wrote as a list or a table can be kept, taken or put off, and is shown as it is."""
    node = hillside.library().national[VISIT].node
    text = f"amends: {VISIT}\nchanges:\n  - replace: competencies\n    with: [listen-first, é]\n    reason: Why.\n"
    hillside.write(AMEND, text + f"    base: {fingerprint(node_at(node, ['competencies']))}\n")
    move(hillside, "competencies: [listen-first]", "competencies: []")

    assert [("competencies", "2026.11", "- listen-first", "", '["listen-first", "é"]', "ktd")] == asked(hillside)


@pytest.mark.parametrize("choice", [Choice.KEEP, Choice.TAKE])
def test_the_right_change_is_decided_beside_one_that_is_no_good(hillside, choice):
    """A change with a mistake in it, which is not read, does not shift the others."""
    hillside.change(AMEND, "  # Sooner.\n", "  - replace: title\n    wiht: Ours\n    reason: Why.\n  # Sooner.\n")
    move(hillside)
    before = lines(hillside)
    question = settle(hillside, choice)
    kept = [*before[:9], f'    base: "{question.base}"', *before[10:]]
    expected = {Choice.KEEP: kept, Choice.TAKE: [*before[:7], *before[11:]]}

    assert (3, expected[choice]) == (question.place.position + 2, lines(hillside))


def test_a_misplaced_file_is_edited_where_it_stands(hillside):
    """A file that stands elsewhere than its name says is the one that is edited, and no other."""
    misplaced = f"{OWN}/amend/procedures/visits.yml"
    hillside.write(misplaced, (hillside.content / AMEND).read_text(encoding="utf-8"))
    (hillside.content / AMEND).unlink()
    move(hillside)
    settle(hillside, Choice.TAKE)

    assert ("plan-visit" in "\n".join(lines(hillside, misplaced)), False) == (
        False,
        (hillside.content / AMEND).exists(),
    )


def test_the_edition_is_adopted(hillside):
    """The new edition stands in the trust's own file, with what stood beside the old one."""
    adopt(hillside.content / OWN, "2026.12")
    expected = TRUST.replace("'2026.11'", '"2026.12"')

    assert expected == (hillside.content / OWN / "trust.yml").read_text(encoding="utf-8")
