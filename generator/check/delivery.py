"""Rules about what the programme must deliver: co-delivery by peers, and the 31 core components."""

from collections.abc import Iterator

from generator.check.look import trust_mark
from generator.check.places import mark
from generator.coverage import components, delivered
from generator.model.kinds import SESSION
from generator.model.session import Session
from generator.problems import Level, Problem, error, warning
from generator.resolve import Edition

PEER = "experienced-peer"


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
    """`uncovered-component`: no session or procedure delivers a core component.

    What the national edition lacks is said of the national edition alone. What a trust no longer delivers is an error
    for a component of the first list (12 of the 31, marked original), a warning for the others.
    """
    covered = delivered(edition)
    table = edition.entries.get("components")
    for position, component in enumerate(components(edition)):
        if covered[component.id] or not table:
            continue
        sentence = f"no session or procedure delivers component {component.id}: {component.label.lower()}"
        if edition.trust is None:
            place = mark(table, "components", position)
            yield warning(place, "uncovered-component", sentence, "name it under components of what delivers it")
        elif component.id in edition.delivered_nationally:
            level = Level.ERROR if component.original else Level.WARNING
            place = trust_mark(edition)
            hint = "the national edition delivers it; look at what this trust replaced or removed"
            yield Problem(mark=place, level=level, rule="uncovered-component", sentence=sentence, hint=hint)


def supervision_prompt(edition: Edition) -> Iterator[Problem]:
    """`supervision-prompt`: a component the paper also asks of supervision has no prompt for it anywhere."""
    covered = delivered(edition)
    for component in components(edition):
        entries = covered[component.id]
        if (
            component.supervision
            and entries
            and not any(getattr(entry.model, "supervision_prompt", None) for entry in entries)
        ):
            place = mark(entries[0], "title")
            sentence = f"component {component.id} asks for supervision too, and nothing that delivers it has a prompt"
            yield warning(place, "supervision-prompt", sentence, "add a supervision_prompt")
