"""What stands round the pages of an edition: its navigation, its names, and who to call."""

from datetime import date
from typing import Any

from generator.colour_contrast import DARK, readable
from generator.editions.due_dates import overdue
from generator.editions.resolve import Edition
from generator.editions.urls import STANDING_PAGES
from generator.model.base import NATIONS, Audience
from generator.model.framework import Signposting
from generator.model.kinds import GUIDE, PROCEDURE, RESOURCE, ROLE_PLAY, SESSION, SITUATION
from generator.pages.page import NavItem, Page
from generator.text.markup import file_address, words
from generator.text.phones import dialled


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


def nav(pages: tuple[Page, ...]) -> tuple[NavItem, ...]:
    """Order pages for reading: help first, then the days, then each kind, then what it is built on."""
    titles = {page.path: page.title for page in pages}

    def group(title: str, folder: str) -> tuple[NavItem, ...]:
        inside = [page for page in pages if page.path.startswith(f"{folder}/")]
        items = tuple(
            NavItem(title=page.title if not page.path.endswith("index.md") else title, page=page.path)
            for page in inside
        )
        return (NavItem(title=title, children=items),) if items else ()

    def single(name: str, title: str = "") -> tuple[NavItem, ...]:
        path = STANDING_PAGES[name]
        return (NavItem(title=title or titles[path], page=path),) if path in titles else ()

    kinds = [(each.titles, each) for each in (PROCEDURE, SITUATION, SESSION, ROLE_PLAY)]
    kinds += [("Handouts and worksheets", RESOURCE), (GUIDE.titles, GUIDE)]
    return (
        *single("home", "Home"),
        *single("help-now"),
        *group("Timetable", "programme"),
        *single("two-trainers"),
        *single("half-days"),
        *(item for title, kind in kinds for item in group(title, kind.folder)),
        *group("Core components", "components"),
        *single("who-is-called"),
        *single("competencies"),
        *single("mapping"),
        *single("glossary"),
        *group("Downloads", "publications"),
        *single("whats-new"),
        *single("differences"),
        *single("status"),
        *single("overview"),
        *single("about"),
        *single("readers"),
        *single("offline"),
        *single("accessibility"),
        *single("search", "Search, and A to Z"),
    )


def extra(edition: Edition, today: date) -> dict[str, Any]:
    """Give what stands round the pages of an edition, on the site and on covers, as of `today`."""
    trust, national = edition.trust, edition.national
    address = (trust.address if trust else None) or national.address or ""
    trainers = edition.audience is Audience.TRAINER
    name = (trust.short_name or trust.name) if trust else "National edition"
    contacts = local_contacts(edition)
    return {
        "site_name": f"{national.title}: {name}{', for trainers' if trainers else ''}",
        "site": address.rstrip("/") + "/" if address else "",
        "edition": national.edition,
        "audience": edition.audience.value,
        "trust_name": trust.name if trust else "National edition",
        "short_name": name,
        "example": bool(trust and trust.example),
        "notice": national.notice,
        "help": [
            {"label": each["label"], "number": each["number"], "digits": dialled(each["number"])} for each in contacts
        ][:1],
        "lines": _help_lines(edition, today),
        **_look(edition),
        "report_to": (trust.report_to if trust else national.report_to) or "",
    }


def _look(edition: Edition) -> dict[str, str]:
    """Give a trust's colours, with a shade of the second for the dark look, and its logo with the words in it."""
    trust = edition.trust
    colours = trust.colours if trust else None
    return {
        "primary": colours.primary if colours else "",
        "accent": colours.accent if colours else "",
        "accent_by_night": readable(colours.accent, DARK) if colours else "",
        "logo": file_address(f"assets/{trust.logo}") if trust and trust.logo else "",
        "logo_words": (trust.logo_words or trust.name) if trust else "",
    }


def _help_lines(edition: Edition, today: date) -> list[dict[str, str]]:
    """Give who to call, for covers: the trust's own numbers, then the services for its nation or for all."""
    entry = edition.entries.get("signposting")
    contacts = entry.model.contacts if entry and isinstance(entry.model, Signposting) else ()
    nation = edition.trust.nation if edition.trust else None
    wanted = [each for each in contacts if (nation in each.nations if nation else set(each.nations) == set(NATIONS))]
    own = [{"title": each["label"], "how": f"Call {each['number']}"} for each in local_contacts(edition)]
    lines = [(each, " ".join(filter(None, (words(each.how), overdue(each, today))))) for each in wanted[:3]]
    return own[:2] + [{"title": each.title, "how": how} for each, how in lines]
