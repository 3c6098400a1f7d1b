"""What a trainer in a hurry, an actor and a committee hold in the hand: quick plans, cards, timetables, law, Easy Read."""

from datetime import date

import pytest
from conftest import REPOSITORY, TODAY
from pdfs import opened, paper_of, sheet, styles_of, words

from generator.editions.due_dates import rules_due
from generator.editions.quick_plan import FEWEST_WORDS, MOST_WORDS, first_sentence, quick_plan
from generator.editions.timetable import half_day_table, kept_whole, left_over
from generator.model.base import Audience, ContentNote
from generator.model.kinds import PROGRAMME, SESSION
from generator.model.session import Session
from generator.pdf.chapter import chapter, typeset
from generator.pdf.link import page_count
from generator.text import icons
from generator.text.language import Language

TRAINER = Audience.TRAINER


def test_a_quick_plan_has_all_a_trainer_needs_on_one_side(site):
    """Purpose, minutes, the least to bring, each activity with what to say, what to leave out and the close: one side."""
    pdf = sheet(paper_of(site("plans"), "", TRAINER)["listening-well-quick-plan"])
    text = words(pdf)
    parts = (
        "Quick plan: Listening well",
        "30 minutes. Day 1: Listening, 9:30am to 10am.",
        "Listening is most of the work.",
        "Before you begin. People may talk about hard times.",
        "Listening cards: 1 for each pair.",
        "9:30am 10 Warm-up, round. Peer trainer Go first, and keep it light. Ask: “What helps you to listen?”",
        "9:40am 15 Listening pairs, pairs.",
        "Call out the time.",
        "9:55am 5 Close. Peer trainer and clinical Thank people by name. trainer",
        "Leave out Warm-up: 10 minutes.",
    )

    assert (1, []) == (page_count(pdf), [part for part in parts if part not in text])
    assert "Pens" not in text


def test_peers_have_no_quick_plan_and_no_trainers_timetable(site):
    """What tells what trainers say, and who leads what, is in no edition for peers."""
    here = site("plans")
    pages = {page.path for page in here.render().pages}

    assert [] == [name for name in paper_of(here) if "plan" in name or "timetable" in name]
    assert {"mapping.md"} == pages & {"mapping.md", "two-trainers.md", "half-days.md"}


def test_a_session_leads_to_its_quick_plan_at_the_top(site):
    """A trainer finds the quick plan before anything else on the page."""
    html = site("plans").page("sessions/listening-well.md", "", TRAINER)

    assert 0 < html.index("../downloads/listening-well-quick-plan.pdf") < html.index("<h2")


def test_what_is_left_out_first_stands_first_with_the_minutes_won(site):
    """Activities are dropped by their number, and the minutes add up."""
    here = site("plans")
    here.change("national/sessions/listening-well.yml", "    minutes: 15\n", "    minutes: 15\n    drop: 2\n")
    session = here.edition("", TRAINER).entries["sessions/listening-well"].model
    expected = [("Warm-up", 10, 10), ("Listening pairs", 15, 25)]

    assert expected == [(each.title, each.minutes, each.won) for each in quick_plan(session, Language()).drops]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(2 minutes) Stand up. Say who you are, and why you came here today. Sit.", 2),
        ("1. Go first.\n2. Keep it light, and name everybody in the room once.", 2),
        ('Settle. Say: "Many people dread this hour. I do too." Go on.', 3),
        ("One plain sentence of more than eight words stands here alone. Another.", 1),
    ],
)
def test_the_first_words_say_enough_and_no_more(text, said):
    """A beginning that says too little goes on; minutes in brackets are left out."""
    found = first_sentence(text)

    assert not found.startswith("(")
    assert said == found.count(".")
    assert FEWEST_WORDS <= len(found.split())


def test_a_long_beginning_is_cut():
    """What is too long for a row ends in three dots."""
    found = first_sentence("word " * 90)

    assert found.endswith(" …")
    assert MOST_WORDS + 1 == len(found.split())


@pytest.mark.content
def test_every_quick_plan_of_the_real_content_is_one_side_and_is_told_to_fit(real_editions):
    """The estimate of `check` errs on no session: each fits one side, and the fullest of them do in print."""
    edition, rendered = next(each for each in real_editions if each[0].code == "" and each[0].audience is TRAINER)
    models = {entry.id: entry.model for entry in edition.of_kind(SESSION) if isinstance(entry.model, Session)}
    fullest = sorted(models, key=lambda name: quick_plan(models[name], Language()).lines)[-4:]
    sheets = {page.meta.source: page for page in rendered.paper if page.meta.group == "Quick plans"}

    assert set(models) == set(sheets)
    assert [] == [name for name, model in models.items() if not quick_plan(model, Language()).fits]
    assert [1] * 4 == [page_count(sheet(sheets[name])) for name in fullest]


def test_what_the_check_lets_pass_fits_one_side(site):
    """The longest content note that `check` allows still fits its side, in smaller letters."""
    here = site("plans")
    session = here.edition("", TRAINER).entries["sessions/listening-well"].model
    notes = [("It is hard. " * times)[:1990].strip() for times in range(10, 160)]
    longest = [note for note in notes if quick_plan(_noted(session, note), Language()).fits][-1]
    note = here.content / "national/sessions/listening-well.yml"
    text = note.read_text(encoding="utf-8")
    for old in ("People may talk about hard times.", "You may watch instead.", "The coordinator is there."):
        text = text.replace(old, longest)
    note.write_text(text, encoding="utf-8")
    page = paper_of(here, "", TRAINER)["listening-well-quick-plan"]

    assert longest != notes[-1]
    assert "hb-dense" in page.html
    assert 1 == page_count(sheet(page))


def _noted(session: Session, text: str) -> Session:
    """Return a session of which each part of the content note says the same."""
    return session.model_copy(update={"content_note": ContentNote(about=text, opt_out=text, support=text)})


def test_a_range_is_said_in_words_and_the_expected_minutes_count(site):
    """The page says from when to when, and sums take what is expected."""
    here = site("plans")
    html = here.page("sessions/listening-well.md", "", TRAINER)

    assert "5 to 20 minutes, most often 10" in html
    assert "9:40am" in html


def test_what_is_dropped_makes_up_for_what_overruns(site):
    """A day that may run over is told, unless enough can be left out of it."""
    here = site("plans")
    path = "national/sessions/listening-well.yml"
    here.change(path, "most: 20}\n    drop: 1", "most: 36}\n    drop: 1")
    told = [each.sentence for each in here.check() if each.rule == "may-overrun"]
    here.change(path, "most: 36}", "most: 35}")
    said = "Day 1: Listening ends up to 26 minutes late when everything takes its longest"

    assert [f"{said}; 10 minutes of it can be left out"] == told
    assert [] == [each for each in here.check() if each.rule == "may-overrun"]


def test_the_rest_of_a_brief_is_overleaf(site):
    """The card says that there is more, a card of its own has it, and the peers' edition has neither."""
    here = site("plans")
    pdf = sheet(paper_of(here, "", TRAINER)["first-chat-cards"])
    face, behind = words(pdf).split("More overleaf.")

    assert "You nearly did not come" in face
    assert "a friend let you down" in behind
    assert "a friend let you down" not in face
    assert "let you down" not in str([page.html for page in here.render().pages])


def test_the_three_core_questions_are_marked_wherever_they_are_asked(site):
    """They are marked on the page, and stand on the observer's sheet without the others."""
    here = site("plans")
    html = here.page("role-plays/first-chat.md")
    text = words(sheet(paper_of(here, "", TRAINER)["first-chat-observer"]))

    assert 3 == html.count("(always ask)")
    assert all(each in text for each in ("What went well?", "What helped?", "What do we keep?"))
    assert "What did you see?" not in text


def test_law_is_that_of_the_nation_and_says_when_it_was_checked(site):
    """A trust in Scotland has the law of all nations and its own; one elsewhere has no Scottish law."""
    here = site("trust-amends")
    own = "national/procedures/first-visit.yml"
    scottish = here.page("procedures/first-visit.md", "hillside")
    here.change(own, "nations: [scotland]", "nations: [wales]")
    other = here.page("procedures/first-visit.md", "hillside")

    nation = here.library().trusts["hillside"].trust.nation
    assert "Visiting Act 2001" in scottish
    assert "1 November 2026" in scottish
    assert (nation == "scotland") == ("Visiting (Scotland) Act 2003" in scottish)
    assert (nation == "wales") == ("Visiting (Scotland) Act 2003" in other)


def test_law_falls_due_as_contacts_do(site):
    """The day after it had to be checked, `check` and the page say so."""
    edition = site().edition("", TRAINER)
    day = date(2027, 11, 2)

    assert {"duty-of-care", "scottish-visits"} == {
        each.element for each in rules_due(edition, day) if each.document == "procedures/first-visit"
    }
    assert () == tuple(each for each in rules_due(edition, TODAY) if each.document == "procedures/first-visit")


def test_a_front_sheet_says_who_leads_and_who_was_asked(site):
    """The front sheet of a procedure has its director, who was consulted and when, and who needs training."""
    html = site().page("procedures/first-visit.md")

    assert all(
        each in html
        for each in (
            "<strong>Lead director</strong> Director of nursing",
            "Peer workers, 1 October 2026; Staff side (still to come)",
            "<strong>Training need</strong> Peer workers read it before their first visit.",
            "9 of 10",
            "The coordinator says why, and what changes.",
        )
    )


def test_half_days_have_every_session_once(site):
    """The parts of half-days are those of the days, and days at work stay as they are."""
    edition = site("plans").edition("", TRAINER)
    (entry,) = edition.of_kind(PROGRAMME)
    halves = half_day_table(edition, entry)
    expected: tuple[list[int], list[object], list[str]] = ([45, 30], [], ["visit"])

    assert expected == (
        [each.minutes for each in halves],
        list(left_over(edition, entry)),
        [timed.day.id for timed in kept_whole(edition, entry)],
    )


def test_a_trusts_own_session_is_told_on_the_page_and_stops_nothing(site):
    """A session that a trust adds to a day is in none of the national half-days, and the page says which."""
    here = site("plans")
    folder = REPOSITORY / "tests" / "sites" / "trust-amends" / "content" / "trusts" / "hillside"
    for name in ("trust.yml", "values.yml"):
        here.write(f"trusts/hillside/{name}", (folder / name).read_text(encoding="utf-8"))
    added = {"add": "days.day-1.parts", "value": "{id: ours, kind: local, title: Our ward, minutes: 20, what: A walk.}"}
    here.write(
        "trusts/hillside/amend/programmes/core.yml",
        f"amends: programmes/core\nchanges:\n  - add: {added['add']}\n    value: {added['value']}\n    reason: We have one.\n",
    )

    assert "Our ward, 20 minutes" in here.page("half-days.md", "hillside", TRAINER)
    assert [] == [each for each in here.check() if each.rule == "half-days"]


def test_a_mapping_that_points_nowhere_is_an_error(site):
    """An entry says where it is taught, or why it is not."""
    here = site("plans")
    here.change("national/mapping.yml", "        not_here: Peer workers have no budget.\n", "")

    assert ["this points nowhere"] == [
        each.sentence.partition(":")[0] for each in here.check() if "mapping" in each.mark.path
    ]


def test_an_easy_read_sheet_is_large_with_a_picture_for_each_line(site):
    """Letters are 16 point, each line has its picture, an untested sheet says so, and the pictures are credited."""
    here = site("plans")
    page = next(each for each in here.render().pages if each.path == "resources/easy-sheet.md")
    pdf = typeset(chapter(page, styles_of(""), {}))
    with opened(pdf) as read:
        drawing = b"".join(each.Contents.read_bytes() for each in read.pages)

    assert 3 == page.html.count("<svg") == page.html.count('class="hb-easy"')
    assert 1 == page.html.count("not yet tested with people with a learning disability")
    assert b" 16 Tf" in drawing
    assert icons.CREDIT in words(pdf)


def test_a_picture_is_an_outline_and_nothing_else():
    """Every picture of the set can be drawn from numbers alone; a name that is a path is none."""
    assert all(icons.is_known(name) for name in icons.names()[::97])
    assert not icons.is_known("../../../404")
    assert not icons.is_known("")
    assert "<script" not in icons.drawing("phone")
