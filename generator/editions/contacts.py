"""Who to call in an edition: its crisis line and its other numbers, with what is due to be checked."""

from dataclasses import dataclass
from datetime import date

from generator.editions.due_dates import overdue
from generator.editions.edition import Edition
from generator.model.base import NATIONS
from generator.model.framework import Signposting, SignpostingContact
from generator.text.markup import words


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalContact:
    """A number of a trust's own: its local value, what it is called, who answers, when, and what a call costs."""

    name: str
    label: str
    who: str
    number: str
    hours: str
    cost: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpLine:
    """Who to call, as covers say it: a name, how they are reached, and whether only people at work call them."""

    title: str
    how: str
    at_work: bool = False


def local_contacts(edition: Edition) -> tuple[LocalContact, ...]:
    """Return the trust's own numbers to call, most urgent first."""
    values, declared = edition.values, edition.declared_values
    rows = (
        ("crisis_line", "", values.get("crisis_line_hours", ""), values.get("crisis_line_cost", "")),
        ("out_of_hours_phone", values.get("out_of_hours_job_title", ""), values.get("out_of_hours_times", ""), ""),
        ("coordinator_phone", edition.trust.coordinator if edition.trust else "", "", ""),
        ("deputy_phone", values.get("deputy_job_title", ""), "", ""),
    )
    return tuple(
        LocalContact(name=name, label=declared[name].label, who=who, number=values[name], hours=hours, cost=cost)
        for name, who, hours, cost in rows
        if name in declared and values.get(name)
    )


def services(edition: Edition) -> tuple[SignpostingContact, ...]:
    """Return the services for a trust's nation, or those for all nations, most urgent first."""
    entry = edition.entries.get("signposting")
    contacts = entry.model.contacts if entry and isinstance(entry.model, Signposting) else ()
    nation = edition.trust.nation if edition.trust else None
    return tuple(each for each in contacts if (nation in each.nations if nation else set(each.nations) == set(NATIONS)))


def help_lines(edition: Edition, today: date) -> tuple[HelpLine, ...]:
    """Return who to call, for covers: the trust's own numbers, then the services for its nation or for all."""
    language = edition.language
    own = local_contacts(edition)[:2]
    lines = [(each, filter(None, (words(each.how), overdue(each, today, language)))) for each in services(edition)[:3]]
    return (
        *(
            HelpLine(
                title=each.label,
                how=language.gettext("Call {number}", number=each.number),
                at_work=each.name != "crisis_line",
            )
            for each in own
        ),
        *(HelpLine(title=each.title, how=" ".join(said)) for each, said in lines),
    )
