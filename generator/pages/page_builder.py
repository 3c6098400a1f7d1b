"""What all pages of one edition are made from: its titles, days and coverage, and how one page is rendered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator import page_ids
from generator.changes.edition_reports import Reports
from generator.changes.local_changes import changes_of, changes_on
from generator.content.node_paths import aliases_of, id_of
from generator.content.yaml_nodes import tables
from generator.editions import urls
from generator.editions.coverage import components, coverage
from generator.editions.due_dates import overdue
from generator.editions.edition import Edition, Entry, readers_of
from generator.editions.publication_plan import Plan, plans, sessions_in_order
from generator.editions.timetable import TimedDay, TimedPart, timetable
from generator.editions.urls import (
    IN_WORD,
    STANDING_PAGES,
    component_page,
    day_page,
    page_of,
    pdf_of,
    relative,
    word_of,
)
from generator.editions.visibility import pruned
from generator.model.base import NATIONS, Audience
from generator.model.document import Document
from generator.model.framework import Competencies, Competency, Framework, MappedEntry, MappedFramework
from generator.model.kinds import DOCUMENT_KINDS, PROCEDURE, SESSION, Kind
from generator.model.programme import Day
from generator.model.resource import Resource
from generator.model.session import Session
from generator.pages.flowchart import flow
from generator.pages.page import Page, PageMeta
from generator.pages.page_rows import mapped
from generator.pages.pictures import icon_name
from generator.pages.templates import Templates
from generator.text.escaping import file_address
from generator.text.icons import CREDIT, drawing
from generator.text.language import N_, Language
from generator.text.markup import words

TITLES = {
    "help-now": N_("Help now"),
    "timetable": N_("Timetable"),
    "about": N_("About this edition"),
    "who-is-called": N_("Who is called, when"),
    "search": N_("Search"),
    "mapping": N_("How this maps to national frameworks"),
    "two-trainers": N_("Two-trainer timetable"),
    "half-days": N_("The course as weekly half-days"),
    "whats-new": N_("What is new in this edition"),
    "reference": N_("Every kind of file"),
    "differences": N_("How this edition differs from the national one"),
}
"""The titles of pages that are no document's, by the name of the page."""

TRAINERS_SHEETS = frozenset(
    {"day", "paper/run-sheet", "paper/materials", "paper/quick-plan", "paper/two-trainers", "paper/half-days"}
    | {"two-trainers", "half-days"}
)
"""Templates of pages that are no document's and tell trainers more than peers."""

STATUS = {"draft": N_("Draft"), "in review": N_("In review"), "approved": N_("Approved")}


def labels(table: Mapping[Any, str], language: Language) -> dict[str, str]:
    """Return a table of words as a language has them."""
    return {key: language.gettext(words) for key, words in table.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class PageBuilder:
    """What all pages of one edition are made from, looked up once; used only while rendering it."""

    edition: Edition
    templates: Templates
    reports: Reports
    days: tuple[TimedDay, ...]
    plans: tuple[Plan, ...]
    places: Mapping[str, tuple[TimedDay, TimedPart]]
    """The day of each session, and its place there, by the session's id."""
    competencies: Mapping[str, Competency]
    coverage: Mapping[str, tuple[Entry, ...]]
    """The documents that deliver each component, by its number."""
    mapped: Mapping[str, Sequence[tuple[MappedFramework, Sequence[MappedEntry]]]]
    """What each document is named for in a framework's mapping, by the document's id."""
    titles: Mapping[str, str]
    """The titles of pages, by their path."""
    used_in: Mapping[str, tuple[Entry, ...]]
    """The sessions that use a role play or resource, in the order of the timetable, by its id."""
    sheets: tuple[Page, ...] = ()
    """Pages that exist only on paper, once they are made."""

    @classmethod
    def of(cls, edition: Edition, templates: Templates, reports: Reports) -> "PageBuilder":
        """Look up what many pages of an edition need."""
        days = timetable(edition)
        framework = edition.entries.get("competencies")
        groups = framework.model.groups if framework and isinstance(framework.model, Competencies) else ()
        return cls(
            edition=edition,
            templates=templates,
            reports=reports,
            days=days,
            plans=plans(edition),
            places={part.session: (day, part) for day in days for part in day.parts if part.session},
            competencies={each.id: each for group in groups for each in group.competencies},
            coverage=coverage(edition),
            mapped=mapped(edition),
            titles=_titles(edition, days),
            used_in=_used_in(edition, days),
        )

    @property
    def language(self) -> Language:
        """What the edition says of itself is said in it."""
        return self.edition.language

    def with_sheets(self, sheets: tuple[Page, ...]) -> "PageBuilder":
        """Return a builder that knows the pages that exist only on paper, which other pages lead to."""
        return replace(self, sheets=sheets, titles={**self.titles, **{page.path: page.title for page in sheets}})

    def page(self, path: str, title: str, description: str, template: str, **values: Any) -> Page:
        """Render one page from its template, with what every template may use."""
        entry: Entry | None = values.get("entry")
        html = self.filled(f"{template}.md.jinja", path, **{"doc": None, **values})
        html = page_ids.with_former_ids(html, _former_ids(entry)) if entry else html
        return Page(
            path=path,
            title=title,
            description=words(description),
            html=html,
            entry=entry.id if entry and entry.kind in DOCUMENT_KINDS else "",
            meta=self._meta(entry, template) if entry else PageMeta(kind=template),
            for_trainers=self.edition.audience is Audience.TRAINER and self._has_more(entry, template),
        )

    def filled(self, template: str, path: str, **values: Any) -> str:
        """Return a template filled in for a page, with what every template may use."""
        return self.templates.render(template, {**self._shared(path), **values})

    def _has_more(self, entry: Entry | None, template: str) -> bool:
        """Say whether trainers read more on a page than peers would."""
        if template in TRAINERS_SHEETS:
            return True
        peers = replace(readers_of(self.edition), audience=Audience.PEER)
        return entry is not None and (not peers.may_see(entry.model) or pruned(entry.model, peers) != entry.model)

    def _shared(self, path: str) -> dict[str, Any]:
        edition, language, found = self.edition, self.language, self._finder(path)
        return {
            "page": path,
            "edition": edition,
            "_": language.html,
            "ngettext": language.html_for,
            "national": edition.national,
            "trust": edition.trust,
            "trust_name": edition.trust.name if edition.trust else "",
            "is_trainer": edition.audience is Audience.TRAINER,
            "competencies": self.competencies,
            "component_labels": {component.id: component.label for component in components(edition)},
            "found": found,
            "present": lambda references: [each for each in references if found(each)],
            "to": lambda name: relative(STANDING_PAGES[name], path),
            "relative": lambda target: relative(target, path),
            "picture": lambda name: relative(file_address(f"assets/{name}"), path),
            "page_of": page_of,
            "component_page": component_page,
            "maps_to_of": lambda document: self.mapped.get(document, ()),
            "icon": drawing,
            "icon_of": lambda target: drawing(icon_name(target)),
            "icon_credit": language.gettext(CREDIT),
            "nations": labels(NATIONS, language),
            "day_page": day_page,
            "status_words": labels(STATUS, language).__getitem__,
            "changes_of": lambda document: changes_of(document, language),
            "changes_on": lambda document, day: changes_on(document, day, language),
            "flow": lambda procedure: flow(procedure, language),
            "overdue": lambda contact: overdue(contact, self.reports.today, language),
            "places_of_use": self.places_of_use,
            "sheets_of": lambda source: [each for each in self.sheets if each.meta.source == source],
        }

    def _meta(self, entry: Entry, template: str) -> PageMeta:
        model = entry.model
        if not isinstance(model, Document) or entry.kind not in DOCUMENT_KINDS:
            return PageMeta(kind=template)
        sheet, pdf = model.front_sheet, pdf_of(entry.id)
        return PageMeta(
            kind=entry.kind.name,
            kind_title=self.language.gettext(entry.kind.title),
            number=(sheet.reference or "") if entry.kind == PROCEDURE else "",
            pdf=pdf,
            word=word_of(pdf) if entry.kind in IN_WORD else "",
            version=sheet.version,
            state=self.language.gettext(STATUS[sheet.status]),
            review_by=sheet.review_by.isoformat(),
            review_date=self.language.long_date(sheet.review_by),
            origin=entry.origin.kind.value,
        )

    def _finder(self, path: str) -> Callable[[str], Mapping[str, str] | None]:
        """Return a function from a reference to its title and its address as seen from a page."""

        def found(reference: str) -> Mapping[str, str] | None:
            document, _, element = reference.partition(".")
            entry = self.edition.entries.get(document)
            if entry is None or not isinstance(entry.model, Document | Framework):
                return None
            inside = entry.model.items if isinstance(entry.model, Resource) else ()
            titles = {item.id: item.title for item in inside}
            anchor = f"#{element}" if element else ""
            return {
                "title": titles.get(element, entry.model.title),
                "address": relative(urls.page_of(document), path) + anchor,
            }

        return found

    def in_order(self, kind: Kind) -> tuple[Entry, ...]:
        """Return sessions as the days have them, procedures by reference, everything else by title."""
        entries = self.edition.of_kind(kind)
        if kind == SESSION:
            scheduled = sessions_in_order(self.edition, self.days)
            return (*scheduled, *(entry for entry in entries if entry not in scheduled))
        return tuple(sorted(entries, key=_sort_key))

    def days_of(self, document: str) -> tuple[Day, ...]:
        """Return the days on which a document is held or used, in order."""
        sessions = {document, *(entry.id for entry in self.used_in.get(document, ()))}
        return tuple(timed.day for timed in self.days if sessions.intersection(timed.sessions))

    def places_of_use(self, target: str) -> list[tuple[Entry, TimedDay | None]]:
        """Return the sessions that use a document, or an item of one, each with its day."""
        return [(entry, self.places.get(entry.id, (None,))[0]) for entry in self.used_in.get(target, ())]

    def named(self, path: str) -> Mapping[str, str]:
        """Return a page's path and title."""
        return {"path": path, "title": self.titles.get(path, path)}

    def building(self, competency: str) -> list[Entry]:
        """Return the documents that build a competency."""
        entries = [entry for kind in DOCUMENT_KINDS for entry in self.edition.of_kind(kind)]
        return [each for each in entries if isinstance(each.model, Document) and competency in each.model.competencies]


def _titles(edition: Edition, days: tuple[TimedDay, ...]) -> Mapping[str, str]:
    titles = {day_page(day.day.id): day.day.title for day in days}
    titles |= {component_page(each.id): f"{each.id} {each.label}" for each in components(edition)}
    titles |= {STANDING_PAGES[name]: title for name, title in labels(TITLES, edition.language).items()}
    for entry in edition.entries.values():
        titles.setdefault(page_of(entry.id), getattr(entry.model, "title", entry.id))
    return titles


def _used_in(edition: Edition, days: tuple[TimedDay, ...]) -> dict[str, tuple[Entry, ...]]:
    """Return the sessions that use each document, and each item of one, as they are held."""
    scheduled = sessions_in_order(edition, days)
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in (*scheduled, *(each for each in edition.of_kind(SESSION) if each not in scheduled)):
        uses = entry.model.references if isinstance(entry.model, Session) else ()
        for target in dict.fromkeys(name for each in uses for name in (each.partition(".")[0], each)):
            found[target] = (*found.get(target, ()), entry)
    return found


def _former_ids(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Return the ids that the elements of an entry had before, by those they have now."""
    named = ((id_of(table), aliases_of(table)) for table in tables(entry.node))
    return {name: former for name, former in named if name and former}


def _sort_key(entry: Entry) -> tuple[str, str]:
    model = entry.model
    reference = model.front_sheet.reference or "" if isinstance(model, Document) else ""
    return (reference, getattr(model, "title", entry.id).strip("“”\"'").lower())
