"""Who is called about what, and when, read from what documents say; and its picture."""

import re

import pytest

from generator.editions.call_map import call_map
from generator.editions.call_times import by_hours, to_call
from generator.editions.calls import topics
from generator.model.base import Audience
from generator.pages.call_picture import TIMES, picture
from generator.text.language import Language

FILE = "national/situations/hearing-voices.yml"


@pytest.mark.parametrize(
    ("said", "day", "night"),
    [
        ("Ring the team.", "Ring the team.", ""),
        ("Ring the team. **Out of hours:** the cover.", "Ring the team.", "the cover."),
        ("The coordinator, or out of hours the cover.", "The coordinator, or", "the cover."),
        ("The ward, at any hour.", "The ward, at any hour.", "The ward, at any hour."),
        ("Out of hours, the cover. Then the crisis line.", "", "the cover. Then the crisis line."),
        ("Out of hours, the cover. For a child, safeguarding.", "For a child, safeguarding.", "the cover."),
    ],
)
def test_a_sentence_holds_by_day_or_out_of_hours(said, day, night):
    """What follows words of the night is about the night, for as long as the next sentence goes on with it."""
    told = [re.sub(r"^[\s,:]+", "", each) for each in by_hours(said)]

    assert [day, night] == told


def test_a_call_that_is_forbidden_is_none():
    """Do not ring somebody: nobody is called."""
    assert "Ring the ward." == to_call("Do not ring the family. Ring the ward. Sit down.")


def test_who_is_named_is_counted_by_topic_and_time(site):
    """A turn names the coordinator by day, the crisis line out of hours, and 999 at once."""
    here = site("situations")
    here.change(FILE, "when: They are upset", "when: Somebody controls a child")
    turn = re.search(
        r"when: Somebody controls a child\n\s+who: .*\n", (here.content / FILE).read_text(encoding="utf-8")
    )
    assert turn
    said = "Danger now: 999. The Peer Worker Coordinator. Out of hours, the crisis line."
    here.change(FILE, turn[0], re.sub(r"who: .*", f'who: "{said}"', turn[0]))
    edition = here.edition("", Audience.TRAINER)
    (found,) = [each for each in call_map(edition, topics(edition)) if each.title.startswith("A child")]
    named = {party.name: party.times for party in found.parties if any(party.times)}

    assert {"999, or the alarm": (1, 0, 0), "Coordinator": (0, 1, 0), "Crisis line": (0, 0, 1)} == named


def test_the_picture_shows_what_the_table_says(site):
    """The picture has a mark for each number of the page's table, and each mark is drawn once."""
    here = site("situations")
    edition = here.edition("", Audience.TRAINER)
    mapped = call_map(edition, topics(edition))
    drawn = picture(mapped, Language())
    shown = sum(bool(count) for topic in mapped for party in topic.parties for count in party.times)
    page = next(page.html for page in here.render("", Audience.TRAINER).pages if page.path == "who-is-called.md")
    table = page[page.index("<table>") : page.index("</table>")]

    assert shown == drawn.count("<use ") == len(re.findall(r"\(\d+\)", table)) > 0
    assert len(TIMES) == drawn.count("<g id=")
