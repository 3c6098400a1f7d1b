"""Rules about what the programme must deliver: co-delivery by peers, and the 31 core components."""

from collections.abc import Iterator

from generator.check.branding import trust_mark
from generator.editions.change import Origin
from generator.editions.coverage import DELIVERERS, Loss, components, coverage, delivered, losses, scheduled, unearned
from generator.editions.edition import Edition, Entry
from generator.editions.places import blamed, change_to, mark
from generator.model.base import Content
from generator.model.kinds import PROCEDURE, PROGRAMME, SESSION
from generator.model.programme import LocalPart, Programme
from generator.model.session import Session
from generator.problems import Level, Problem, error, warning

PEER = "experienced-peer"

PROMPTING = (SESSION, PROCEDURE)
"""Kinds that have a question to take to supervision."""


def co_delivery(edition: Edition) -> Iterator[Problem]:
    """`co-delivery`: no experienced peer worker runs or leads any part of a session (component 2.3)."""
    for entry in edition.of_kind(SESSION):
        if not isinstance(entry.model, Session):
            continue
        if all(facilitator.who != PEER for facilitator in entry.model.facilitators):
            sentence = "no experienced peer worker is among the facilitators; component 2.3 asks for one"
            yield error(mark(entry, "facilitators"), "co-delivery", sentence, f"add a facilitator with who: {PEER}")
        elif all(PEER not in activity.led_by for activity in entry.model.activities):
            sentence = "no activity is led by an experienced peer worker; component 2.3 asks for co-delivery"
            yield error(mark(entry, "activities"), "co-delivery", sentence, f"add {PEER} to led_by")


def uncovered_component(edition: Edition) -> Iterator[Problem]:
    """`uncovered-component`: nothing delivers a core component.

    What the national edition lacks is said of the national edition alone. What a trust's changes take out is said where
    they stand: an error for a component of the first list (12 of the 31, marked original), a warning for the others.
    """
    if not scheduled(edition) <= edition.known:
        return  # a session that is not there says so itself
    if edition.trust:
        yield from (_lost(edition, loss) for loss in losses(edition))
        return
    covered = delivered(edition)
    table = edition.entries.get("components")
    for position, component in enumerate(components(edition)):
        if table and not covered[component.id]:
            sentence = f"no {DELIVERERS[component.kind]} delivers component {component.id}: {component.label.lower()}"
            place = mark(table, "components", position)
            hint = "name it under components of what delivers it; a session counts once it is in the programme"
            yield warning(place, "uncovered-component", sentence, hint)


def unearned_component(edition: Edition) -> Iterator[Problem]:
    """`unearned-component`: a change says that a national document delivers a component, and adds nothing to it."""
    for entry in edition.entries.values():
        if entry.origins and (numbers := sorted(unearned(entry))):
            origins = (origin.mark for address, origin in entry.origins.items() if address.endswith("components"))
            sentence = f"a change cannot make {entry.id} deliver component {', '.join(numbers)}"
            hint = "add an activity, a step or a session of your own that does, and name the component there"
            yield error(next(origins, mark(entry, "components")), "unearned-component", sentence, hint)


def supervision_prompt(edition: Edition) -> Iterator[Problem]:
    """`supervision-prompt`: a component the paper also asks of supervision has no prompt for it anywhere."""
    covered = coverage(edition)
    for component in components(edition):
        entries = [entry for entry in covered[component.id] if entry.kind in PROMPTING]
        if component.supervision and entries and not any(_prompt(entry) for entry in entries):
            place = blamed(entries[0], ("supervision_prompt",), "title")
            sentence = f"component {component.id} asks for supervision too, and nothing that delivers it has a prompt"
            yield warning(place, "supervision-prompt", sentence, "add a supervision_prompt")


def _lost(edition: Edition, loss: Loss) -> Problem:
    component, told, places = loss.component, [], []
    for entry in loss.gone:
        origin = _cause(edition, entry)
        told.append(f"{entry.id} ({origin.mark.path}:{origin.mark.line})" if origin else entry.id)
        places += [origin.mark] if origin else []
    sentence = (
        f"nothing delivers component {component.id} any more: {component.label.lower()}; "
        f"local changes take out what did: {', '.join(told)}"
    )
    hint = f"keep one of them, or write a {DELIVERERS[component.kind]} of your own that delivers it, and says so"
    return Problem(
        mark=next(iter(places), trust_mark(edition)),
        level=Level.ERROR if component.original else Level.WARNING,
        rule="uncovered-component",
        sentence=sentence,
        hint=hint,
    )


def _cause(edition: Edition, entry: Entry) -> Origin | None:
    """Return the trust's change that took out what a document delivered: to its place in a programme, or to itself."""
    programmes = [each for each in (*edition.entries.values(), *edition.withheld) if each.kind == PROGRAMME]
    if entry.kind == SESSION and not any(_places(each.model, entry.id) for each in programmes):
        changes = [change_to(each, *_places(each.national, entry.id)) for each in programmes]
    elif entry.kind == PROGRAMME:
        changes = [change_to(entry, *_places(entry.national, None))]
    else:
        changes = [change_to(entry, ("components",), ("activities",), ("steps",))]
    return next((each for each in changes if each), None)


def _places(programme: Content, session: str | None) -> list[tuple[str, ...]]:
    """Return the addresses at which a programme has a session; for none, those of its local parts."""
    days = programme.days if isinstance(programme, Programme) else ()
    return [
        ("days", day.id, "parts", part.id)
        for day in days
        for part in day.parts
        if (isinstance(part, LocalPart) if session is None else getattr(part, "session", "") == session)
    ]


def _prompt(entry: Entry) -> str:
    return getattr(entry.model, "supervision_prompt", None) or ""
