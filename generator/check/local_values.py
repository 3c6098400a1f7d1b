"""Rules about local values: names that exist, and values that are given."""

import re
from collections.abc import Iterator

from generator.editions.edition import Edition
from generator.editions.local_values import PLACE_FOR_VALUE, value_names
from generator.editions.missing_values import is_needed, missing
from generator.editions.places import local_texts
from generator.model.framework import LocalValue
from generator.problems import Level, Problem, did_you_mean, error, warning
from generator.text.phones import dialled

LINE, HOURS, OTHER_ROUTE = "crisis_line", "crisis_line_hours", "no_team_route"
"""The local values of the crisis line, of when it is open, and of what is called when it is not."""

_DAY_AND_NIGHT = re.compile(
    r"24 ?/ ?7|24[ -]?hours?|all (?:day|hours)|any time|always|night and day|day and night", re.IGNORECASE
)
_EXCEPT = re.compile(r"except|other than|apart from|not |but ", re.IGNORECASE)


def unknown_value(edition: Edition) -> Iterator[Problem]:
    """`unknown-value`: text asks for a local value that is not declared, or a fact that is not written."""
    known = value_names(edition.declared_values, edition.facts)
    for entry in edition.entries.values():
        for scalar in entry.scalars:
            for found in PLACE_FOR_VALUE.finditer(scalar.text):
                name = f"{found[1]}.{found[2]}"
                if name not in known:
                    sentence = f'there is no {"fact" if found[1] == "fact" else "local value"} "{name}"'
                    yield error(scalar.mark, "unknown-value", sentence, did_you_mean(name, known))


def missing_value(edition: Edition) -> Iterator[Problem]:
    """`missing-local-value`: a trust has not given a value it must give, or that its text uses.

    A value that people's safety depends on is an error; any other is a warning.
    """
    if not edition.values_read:
        return
    gaps = missing(edition)
    needed = [declared for declared in gaps if is_needed(edition, declared)]
    turns = sorted(edition.declared_values.values(), key=lambda declared: not declared.safety)
    for declared in gaps:
        level = Level.ERROR if declared.safety and is_needed(edition, declared) else Level.WARNING
        sentence = f'the local value "{declared.id}" is not given: {declared.label}'
        hint = f"write it after the colon, for example: {declared.id}: {declared.example}"
        if needed[:1] == [declared]:
            hint += f"; {_count(needed)}"
        mark = edition.value_places.get(declared.id, edition.values_mark)
        yield Problem(
            mark=mark,
            level=level,
            rule="missing-local-value",
            sentence=sentence,
            hint=hint,
            rank=turns.index(declared),
        )


def closed_route(edition: Edition) -> Iterator[Problem]:
    """`closed-route`: the crisis line closes, and nothing else is given to call for people with no mental health team.

    The other route has to be there, and it may not lead back to the line that is closed.
    """
    hours, line, route = (edition.values.get(name, "") for name in (HOURS, LINE, OTHER_ROUTE))
    is_told_elsewhere = not hours or "\n" in hours
    if is_told_elsewhere or (_DAY_AND_NIGHT.search(hours) and not _EXCEPT.search(hours)):
        return
    number = dialled(line)
    if route and not (number and number in re.sub(r"[^0-9+]", "", route)):
        return
    sentence = f'the crisis line is open only "{hours}", and {OTHER_ROUTE} names no other number for when it is closed'
    hint = "agree with the crisis team what a peer worker calls then, at any hour, for someone with no team"
    yield error(edition.value_places.get(OTHER_ROUTE, edition.values_mark), "closed-route", sentence, hint)


def same_route(edition: Edition) -> Iterator[Problem]:
    """`same-route`: what is called when the crisis line does not answer is the crisis line again, by its name."""
    route = edition.values.get(OTHER_ROUTE, "")
    if _THE_LINE.search(route) and not re.search(r"[0-9]{3}", route):
        sentence = f'"{route}" leads back to the crisis line, and this is for when nobody answers there'
        hint = "name what else a peer worker calls then, at any hour, with its number"
        yield warning(edition.value_places.get(OTHER_ROUTE, edition.values_mark), "same-route", sentence, hint)


_THE_LINE = re.compile(r"\bcrisis (?:line|team)\b", re.IGNORECASE)


def _count(needed: list[LocalValue]) -> str:
    """Say how many values are still to be given, in words that are the same for every audience."""
    safety = sum(declared.safety for declared in needed)
    return f"of the values that this trust must give, {len(needed)} are missing, {safety} of them for safety"


def value_in_change(edition: Edition) -> Iterator[Problem]:
    """`unknown-value`: the reason or note of a local change still holds braces after values were put in."""
    for entry in edition.with_taken_out:
        for place, text in local_texts(entry):
            if "{{" in text or "{%" in text:
                sentence = "the reason or note of this change asks for a local value that does not exist"
                yield error(place, "unknown-value", sentence, "see content/national/local-values.yml for the names")
