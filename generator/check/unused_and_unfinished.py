"""Rules about what belongs together: nothing lies about unused, and hard topics come with care."""

from collections.abc import Iterator

from generator.editions.change import OriginKind
from generator.editions.coverage import uses
from generator.editions.edition import Edition
from generator.editions.mentions import speaking_of
from generator.editions.places import blamed, mark
from generator.model.kinds import RESOURCE, ROLE_PLAY, SESSION
from generator.model.role_play import RolePlay
from generator.model.session import Session
from generator.problems import Problem, error, notice, warning

SENSITIVE = frozenset({"2.6", "2.13"})
"""Components whose sessions are about risk, suicide, self-harm, safeguarding or other hard things."""


def unused(edition: Edition) -> Iterator[Problem]:
    """`unused`: a role play or resource is used by no session and no step, and no text links to it.

    Of a trust only its own are judged: what it does not use of the national ones is its own affair.
    """
    used = {target for entry in edition.entries.values() for target in uses(entry)}
    for entry in (*edition.of_kind(ROLE_PLAY), *edition.of_kind(RESOURCE)):
        is_own = edition.trust is None or entry.origin.kind is OriginKind.LOCAL
        if is_own and entry.id not in used:
            sentence = "no session, step or text uses this document"
            yield warning(mark(entry, "title"), "unused", sentence, "name it where it is used, or take it out")


def still_named(edition: Edition) -> Iterator[Problem]:
    """`still-named`: a trust takes a document out of its edition, and texts that stay still speak of it.

    They say its title, or link to it. It stops nothing: a text may mean something else by the same words.
    """
    for gone in edition.taken_out:
        title = str(getattr(gone.model, "title", gone.id)).strip('"')
        for document in dict.fromkeys(entry.id for entry, _ in speaking_of(edition, gone)):
            name = getattr(edition.entries[document].model, "title", document)
            sentence = f'{name} still speaks of "{title}", which this edition takes out'
            yield notice(gone.origin.mark, "still-named", sentence, "say there what you do instead, or take it out")


def no_content_note(edition: Edition) -> Iterator[Problem]:
    """`content-note`: a session on a hard topic, or with a role play that has one, has no content note and opt-out."""
    for entry in edition.of_kind(SESSION):
        if not isinstance(entry.model, Session) or entry.model.content_note:
            continue
        plays = {reference for activity in entry.model.activities for reference in activity.role_plays}
        hard = [play for play in sorted(plays) if _has_note(edition, play)]
        if SENSITIVE.intersection(entry.model.components) or hard:
            sentence = "this session is on a hard topic and has no content note, opt-out and person to talk to"
            place = blamed(entry, ("components", "activities", "content_note"), "components")
            yield error(place, "content-note", sentence, "add content_note: about, opt_out, support")


TO_WRITE = "To write:"
"""How a starting file marks what its author still has to write."""


def unfinished(edition: Edition) -> Iterator[Problem]:
    """`unfinished`: a text is still the one that a starting file came with."""
    for entry in edition.entries.values():
        for tokens, text in entry.texts:
            if TO_WRITE in text:
                asked = text.partition(TO_WRITE)[2].strip().splitlines()[:1]
                sentence = ": ".join(["this is still to be written", *asked])
                yield warning(mark(entry, *tokens), "unfinished", sentence, "put your own words there")


def _has_note(edition: Edition, role_play: str) -> bool:
    entry = edition.entries.get(role_play)
    return bool(entry and isinstance(entry.model, RolePlay) and entry.model.content_note)
