"""What the room sees while a session is run: only what peers may read, in either edition."""

import re

import pytest
from conftest import REPOSITORY

from generator.model.base import Audience
from generator.model.kinds import SESSION
from generator.model.session import Session
from generator.text.markup import words

ROOM = "room/listening-well/index.html"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def test_a_room_has_the_text_of_each_activity(site):
    """Each activity and the close stand on the page with what participants read, and the break after them with its times."""
    html = site().render("", Audience.TRAINER).rooms[ROOM]

    assert ["warm-up", "listening-pairs", "close", "hb-break"] == re.findall(r'<section[^>]* id="([^"]+)"', html)
    assert "You say your name and one thing you like." in html
    assert "10am to 10:15am" in html


def test_a_room_has_nothing_for_trainers(site):
    """What trainers do, ask, listen for and watch for stands nowhere, and no link leads to another page."""
    html = site().render("", Audience.TRAINER).rooms[ROOM]

    assert "<a " not in html
    for words_of_trainers in ("Go first", "Call out the time", "What helps you", "Quiet", "Someone may want", "Thank"):
        assert words_of_trainers not in html


def test_a_session_for_trainers_only_has_no_room(site):
    """Where peers have no session, trainers run it without a second screen."""
    here = site()
    here.change(
        "national/sessions/listening-well.yml", "title: Listening well", "title: Listening well\naudiences: [trainer]"
    )
    made = here.render("", Audience.TRAINER)
    run = next(page.meta.run for page in made.pages if page.path == "sessions/listening-well.md")

    assert ({}, "") == (dict(made.rooms), run.room)


def test_a_room_says_what_a_page_may_load(site):
    """The policy of a room is that of every page."""
    base = (REPOSITORY / "templates/site/overrides/base.html").read_text(encoding="utf-8")

    assert POLICY.findall(base) == POLICY.findall(site().render().rooms[ROOM])


@pytest.mark.content
def test_real_rooms_are_those_of_peers(real_editions):
    """Over all real content, trainers show their rooms to the letter what the edition for peers would show."""
    rooms = {(edition.code, edition.audience): rendered.rooms for edition, rendered in real_editions}
    codes = {code for code, _ in rooms}

    assert all(len(made) > 40 for made in rooms.values())
    assert [] == [code for code in codes if rooms[code, Audience.TRAINER] != rooms[code, Audience.PEER]]


@pytest.mark.content
def test_no_real_room_has_a_sentence_of_trainers(real_editions):
    """No sentence that only trainers have stands in a room, unless participants read the same sentence there."""
    found = []
    for edition, rendered in real_editions:
        if edition.audience is Audience.PEER:
            continue
        for entry in edition.of_kind(SESSION):
            room = rendered.rooms.get(f"room/{entry.id.partition('/')[2]}/index.html")
            if room is None or not isinstance(entry.model, Session):
                continue
            seen = " ".join(words(re.sub("<[^>]+>", " ", room)).split())
            read = " ".join([*(each.participant for each in entry.model.activities), entry.model.close.participant])
            said = (line for text in _of_trainers(entry.model) for line in re.split(r"(?<=[.?!])\s+|\n", words(text)))
            found += [
                (entry.id, each) for each in said if len(each.split()) > 3 and each in seen and each not in words(read)
            ]

    assert [] == found


def _of_trainers(session: Session) -> list[str]:
    """Return every text of a session that is marked as one for trainers."""
    texts = [*session.preparation, session.close.facilitator]
    for each in session.activities:
        texts += [each.facilitator, *each.watch_for]
        texts += [text for prompt in each.prompts for text in (prompt.ask, *prompt.listen_for)]
    return texts
