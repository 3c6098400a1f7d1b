"""Who to call in an edition: its crisis line and its other numbers, with what is due to be checked."""

from datetime import date

from generator.editions.due_dates import overdue
from generator.editions.edition import Edition
from generator.model.base import NATIONS
from generator.model.framework import Signposting
from generator.text.markup import words


def local_contacts(edition: Edition) -> list[dict[str, str]]:
    """Give the trust's own numbers to call, most urgent first."""
    values, declared = edition.values, edition.declared_values
    rows = (
        ("crisis_line", "", values.get("crisis_line_hours", ""), values.get("crisis_line_cost", "")),
        ("out_of_hours_phone", values.get("out_of_hours_job_title", ""), values.get("out_of_hours_times", ""), ""),
        ("coordinator_phone", edition.trust.coordinator if edition.trust else "", "", ""),
        ("deputy_phone", values.get("deputy_job_title", ""), "", ""),
    )
    return [
        {"name": name, "label": declared[name].label, "who": who, "number": values[name], "hours": hours, "cost": cost}
        for name, who, hours, cost in rows
        if name in declared and values.get(name)
    ]


def help_lines(edition: Edition, today: date) -> list[dict[str, str]]:
    """Give who to call, for covers: the trust's own numbers, then the services for its nation or for all."""
    entry = edition.entries.get("signposting")
    contacts = entry.model.contacts if entry and isinstance(entry.model, Signposting) else ()
    nation = edition.trust.nation if edition.trust else None
    wanted = [each for each in contacts if (nation in each.nations if nation else set(each.nations) == set(NATIONS))]
    own = [{"title": each["label"], "how": f"Call {each['number']}"} for each in local_contacts(edition)]
    lines = [(each, " ".join(filter(None, (words(each.how), overdue(each, today))))) for each in wanted[:3]]
    return own[:2] + [{"title": each.title, "how": how} for each, how in lines]
