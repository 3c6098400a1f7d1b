"""Who is called, when: every call that an edition asks for, by what has happened, so that none contradicts another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.editions.call_times import by_hours, of_calls, to_call
from generator.editions.edition import Edition, Entry
from generator.model.procedure import Escalation, Procedure, Step
from generator.model.resource import Handout, Resource
from generator.model.situation import Situation, TurnTo
from generator.text.language import N_, Language
from generator.text.markup import words

TOPICS = (
    (N_("Someone has died"), r"\bdied\b|bereave|death"),
    (
        N_("Someone may end their life"),
        r"\bdie\b|dying|suicid|end(?:ing)? (?:their|your) life|(?:fear|worried) for|a time|how soon|handover",
    ),
    (
        N_("Danger, injury and overdose"),
        r"danger|overdose|taken anything|hurt|self-harm|injur|999|at risk|not safe|unsafe|harm",
    ),
    (
        N_("A child or an adult may be harmed"),
        r"child|adult|abus|neglect|robbed|safeguard|control|exploit|forced|trafficked",
    ),
    (
        N_("Nobody answers, or the answer is not enough"),
        r"nobody|no answer|not enough|answered|no (?:\w+ ){0,2}team|call list",
    ),
    (
        N_("Someone is missed, missing or cannot be reached"),
        r"miss(?:ed|ing)|reach|walk|lose each|h[au]ngs? up|chase|contact|follow-up",
    ),
    (
        N_("You, another peer worker or a trainee"),
        r"\byou (?:are|feel|were)|yourself|peer worker|trainee|colleague|check(?:ed)? in|threat|course|staff",
    ),
)
"""What may have happened, in the order of the page, each with words that tell it; what fits none comes last."""

OTHER = N_("Anything else")

Times = tuple[str, str, str]
"""Whom to call at once, by day and out of hours, as a document says it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One thing that may happen, and what a document asks for then: what is done, each with a word for it.

    `rows` are in Markdown, as their authors wrote them, but for what a step says of calls, which is plain words.
    `times` are plain words of whom to call: at once, by day and out of hours.
    """

    document: str
    element: str
    happened: str
    what: str
    rows: tuple[tuple[str, str], ...]
    times: Times


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """Calls about the same kind of thing."""

    title: str
    calls: tuple[Call, ...]


def topics(edition: Edition) -> tuple[Topic, ...]:
    """Return every call of an edition, by what has happened."""
    found = [(each, _topic(each)) for each in _calls(edition)]
    titles = (*(title for title, _ in TOPICS), OTHER)
    grouped = [(title, tuple(each for each, own in found if own == title)) for title in titles]
    return tuple(Topic(title=edition.language.gettext(title), calls=calls) for title, calls in grouped if calls)


def cards(edition: Edition) -> tuple[tuple[Entry, Handout], ...]:
    """Return the cards to carry: what is printed at wallet size, each with its document."""
    return tuple(
        (entry, item)
        for entry in edition.entries.values()
        for item in (entry.model.items if isinstance(entry.model, Resource) else ())
        if isinstance(item, Handout) and item.wallet
    )


def _topic(call: Call) -> str:
    said = words(call.happened)
    return next((title for title, told_by in TOPICS if re.search(told_by, said, re.IGNORECASE)), OTHER)


def _calls(edition: Edition) -> Iterator[Call]:
    language = edition.language
    for entry in edition.entries.values():
        match entry.model:
            case Procedure(escalation=escalation, steps=steps):
                yield from (_of_row(entry, each, language) for each in escalation)
                yield from (_of_step(entry, each, language) for each in steps if each.safety and each.within)
            case Situation(who=who):
                yield from (_of_turn(entry, each, language) for each in who)


def _of_row(entry: Entry, row: Escalation, language: Language) -> Call:
    _ = language.gettext
    rows = (
        (_("Do now"), row.do_now),
        (_("Call first"), row.call_first),
        (_("Then call"), row.call_next),
        (_("Out of hours"), row.out_of_hours),
        (_("Tell afterwards"), row.tell_afterwards or ""),
    )
    day, also_late = by_hours(f"{row.call_first} {row.call_next}")
    also_early, late = by_hours(row.out_of_hours, late=True)
    times = (to_call(row.do_now), f"{day} {also_early}", f"{late} {also_late}")
    what = _("“When something is wrong”")
    return Call(document=entry.id, element=row.id, happened=row.trigger, what=what, rows=_kept(rows), times=times)


def _of_step(entry: Entry, step: Step, language: Language) -> Call:
    _ = language.gettext
    said = of_calls(step.action)
    rows = (
        (_("By when"), step.within or ""),
        (_("Who does it"), step.who),
        (_("It says of calls"), said),
        (_("If this fails"), step.if_not or ""),
    )
    times = ("", *by_hours(to_call(f"{step.action} {step.if_not or ''}")))
    title, what = step.title or step.who, _("a safety step")
    return Call(document=entry.id, element=step.id, happened=title, what=what, rows=_kept(rows), times=times)


def _of_turn(entry: Entry, turn: TurnTo, language: Language) -> Call:
    _ = language.gettext
    rows = ((_("Turn to"), turn.who), (_("By when"), turn.by or ""))
    times = ("", *by_hours(turn.who))
    what = _("“Who to turn to”")
    return Call(document=entry.id, element=turn.id, happened=turn.when, what=what, rows=_kept(rows), times=times)


def _kept(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, text) for word, text in rows if text)
