"""Who is called about what, and when, counted: each kind of trouble against the people whom documents name for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.editions.calls import Topic
from generator.editions.edition import Edition
from generator.text.language import N_

PARTIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (N_("999, or the alarm"), r"\b999\b|\balarm\b", ()),
    (N_("The ward"), r"nurse in charge|that ward|ward staff|ward manager", ()),
    (N_("Clinical team"), r"clinical team|duty worker|own team|(?:by day|call), their team", ()),
    (N_("Crisis line"), r"crisis line(?! for staff)", ("crisis_line",)),
    (N_("Coordinator"), r"(?<!for the )(?<!deputy )(?<!deputy peer worker )\bcoordinator\b", ("coordinator_phone",)),
    (N_("Deputy"), r"\bdeputy\b", ("deputy_phone",)),
    (N_("Out-of-hours cover"), r"\bthe cover\b", ("out_of_hours_phone",)),
    (
        N_("Safeguarding"),
        r"(?<!council )(?<!out of hours )\bsafeguarding\b",
        ("safeguarding_adults_phone", "safeguarding_children_phone"),
    ),
    (N_("Council"), r"local authority", ("local_authority_day_phone", "local_authority_out_of_hours_phone")),
    (N_("Staff support line"), r"staff support line|staff helpline", ("employee_support_line",)),
)
"""Who may be called: their name, words that tell them, and local values that are their number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """How often documents name somebody for a topic: to be called at once, by day, and out of hours."""

    name: str
    times: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapped:
    """A topic with everybody who may be called, in the same order for each topic."""

    title: str
    parties: tuple[Named, ...]


def call_map(edition: Edition, topics: Sequence[Topic]) -> tuple[Mapped, ...]:
    """Return who is named for each topic, and when.

    What "do now" asks for holds at once, and so does 999, which has no hours.
    """
    told_by = [(edition.language.gettext(name), _pattern(edition, told, own)) for name, told, own in PARTIES]
    emergency = told_by[0][1]
    mapped = []
    for topic in topics:
        said = [(_at_once(each.times, emergency), *each.times[1:]) for each in topic.calls]
        parties = []
        for name, pattern in told_by:
            counts = [sum(bool(pattern.search(times[at])) for times in said) for at in range(3)]
            hours = (counts[0], 0, 0) if pattern is emergency else (counts[0], counts[1], counts[2])
            parties.append(Named(name=name, times=hours))
        mapped.append(Mapped(title=topic.title, parties=tuple(parties)))
    return tuple(mapped)


def _at_once(times: tuple[str, str, str], emergency: re.Pattern[str]) -> str:
    """Return what is asked for at once, with 999 where it is named at all."""
    named = emergency.search(" ".join(times))
    return f"{times[0]} {named[0]}" if named else times[0]


def _pattern(edition: Edition, told: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of somebody's words, with their number in this edition, or the label for one."""
    declared = (edition.declared_values[name] for name in names if name in edition.declared_values)
    own = (edition.values.get(each.id, each.label).partition(",")[0].strip() for each in declared)
    spaced = (r"\s+".join(map(re.escape, each.split())) for each in own if each)
    return re.compile("|".join((told, *spaced)), re.IGNORECASE)
