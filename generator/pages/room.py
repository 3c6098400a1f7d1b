"""What the room sees while a session is run: of each session what participants read, an activity at a time.

It is made of the session as peers have it, in the edition for trainers too, so no word for trainers can reach a screen.
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.editions.edition import Edition, readers_of
from generator.editions.timetable import TimedDay, TimedPart
from generator.editions.urls import room_url
from generator.editions.visibility import Readers, pruned
from generator.model.base import Audience
from generator.model.kinds import SESSION
from generator.model.session import Session
from generator.pages.page import Identity
from generator.pages.page_builder import PageBuilder
from generator.pages.page_rows import plan_lines

BREAK = "hb-break"
"""The id of a break after a session, where activities have theirs."""


def is_for_room(edition: Edition, session: Session) -> bool:
    """Say whether peers may see a session: what only trainers have is shown to no room."""
    return _peers(edition).may_see(session)


def rooms(builder: PageBuilder, around: Identity) -> Iterator[tuple[str, str]]:
    """Return what the room sees of each session as a file of HTML, with its path below the edition."""
    for entry in builder.in_order(SESSION):
        if not isinstance(entry.model, Session) or not is_for_room(builder.edition, entry.model):
            continue
        seen = pruned(entry.model, _peers(builder.edition))
        timed, part = builder.places.get(entry.id, (None, None))
        path = f"{room_url(entry.id)}index.html"
        yield (
            path,
            builder.filled(
                "room.html.jinja",
                path,
                doc=seen,
                around=around,
                plan=plan_lines(seen, part, builder.edition),
                pause=break_after(timed, part),
                break_id=BREAK,
            ),
        )


def break_after(timed: TimedDay | None, part: TimedPart | None) -> TimedPart | None:
    """Return the break that follows a part of a day at once, if one does."""
    if not timed or not part:
        return None
    after = timed.parts[timed.parts.index(part) + 1 :][:1]
    return next((each for each in after if each.kind == "break"), None)


def _peers(edition: Edition) -> Readers:
    return replace(readers_of(edition), audience=Audience.PEER)
