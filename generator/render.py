"""An `Edition` into pages (path, title, Markdown) and navigation; writes nothing and knows no engine."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator import addresses
from generator.addresses import STANDING_PAGES, component_page, day_page, has_standing, page_of, pdf_of, relative
from generator.coverage import components, coverage
from generator.differences import changes_of, differences
from generator.frame import extra, local_contacts, nav
from generator.markup import words_only
from generator.model.base import Audience, Document
from generator.model.framework import Competencies, Components, Framework, Glossary, Signposting
from generator.model.kinds import DOCUMENT_KINDS, PROCEDURE, RESOURCE, ROLE_PLAY, SESSION, Kind
from generator.model.resource import Resource
from generator.model.role_play import RolePlay
from generator.model.session import METHODS, Session
from generator.pages import Page, Rendered
from generator.publications import plans, sessions_in_order
from generator.reports import Reports
from generator.resolve import Edition, Entry
from generator.source import tables
from generator.tables import letters, materials, plan_lines, who
from generator.templates import Templates, long_date
from generator.timetable import TimedDay, timetable
from generator.tree import aliases_of, id_of

PER = {
    "room": "for the room",
    "person": "for each person",
    "pair": "for each pair",
    "three": "for each group of three",
    "small-group": "for each small group",
    "trainer": "for each trainer",
}
ASKED = {
    "peer-worker": "The peer worker",
    "person": "The person",
    "third": "The third role",
    "observer": "The observer",
    "group": "Everyone",
}
STATUS = {"draft": "Draft", "in review": "In review", "approved": "Approved"}


def render(edition: Edition, templates: Templates, reports: Reports) -> Rendered:
    """Make every page of an edition, with what is reported about it as a whole."""
    maker = _Maker(edition, templates, reports)
    pages = tuple(maker.pages())
    return Rendered(
        folder=edition.folder,
        pages=pages,
        nav=nav(pages),
        extra=extra(edition),
        plans=maker.plans,
        redirects={
            page_of(former): page_of(name) for former, name in edition.aliases.items() if name in edition.entries
        },
    )


class _Maker:
    """What all pages of one edition are made from; used only inside `render`."""

    def __init__(self, edition: Edition, templates: Templates, reports: Reports) -> None:
        self.edition = edition
        self.reports = reports
        self.templates = templates
        self.days = timetable(edition)
        self.plans = plans(edition)
        self.places = {part.session: (day, part) for day in self.days for part in day.parts if part.session}
        framework = edition.entries.get("competencies")
        groups = framework.model.groups if framework and isinstance(framework.model, Competencies) else ()
        self.competencies = {each.id: each for group in groups for each in group.competencies}
        self.coverage = coverage(edition)
        self.titles = self._titles()

    def pages(self) -> Iterator[Page]:
        yield self.home()
        if self.edition.entries.get("signposting"):
            yield self.help_now()
        yield self.page(
            STANDING_PAGES["timetable"], "Timetable", "Every day of the training.", "timetable", days=self.days
        )
        yield from (self.day(day) for day in self.days)
        for kind in DOCUMENT_KINDS:
            if listed := self.in_order(kind):
                yield self.listing(kind, listed)
                yield from (self.document(entry) for entry in listed)
        yield from self.framework()
        yield from self.publications()
        yield self.about()
        yield from self.reporting()

    def page(self, path: str, title: str, description: str, template: str, **values: Any) -> Page:
        """Render one page from its template, with what every template may use."""
        entry: Entry | None = values.get("entry")
        text = self.templates.render(f"{template}.md.jinja", {**self._shared(path), "doc": None, **values})
        text = _with_former_ids(text, entry) if entry else text
        return Page(
            path=path,
            title=words_only(title),
            description=words_only(description),
            markdown=text,
            entry=entry.id if entry and entry.kind in DOCUMENT_KINDS else "",
            meta=self._meta(entry, template) if entry else {"kind": template},
        )

    def _shared(self, path: str) -> dict[str, Any]:
        edition, found = self.edition, self._finder(path)
        return {
            "page": path,
            "edition": edition,
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
            "page_of": page_of,
            "component_page": component_page,
            "day_page": day_page,
            "status_words": STATUS.__getitem__,
            "changes_of": changes_of,
        }

    def _meta(self, entry: Entry, template: str) -> dict[str, Any]:
        model = entry.model
        if not isinstance(model, Document) or entry.kind not in DOCUMENT_KINDS:
            return {"kind": template}
        sheet = model.front_sheet
        return {
            "kind": entry.kind.name,
            "kind_title": entry.kind.title,
            "pdf": pdf_of(entry.id),
            "version": sheet.version,
            "state": STATUS[sheet.status],
            "review_by": sheet.review_by.isoformat(),
            "review_date": long_date(sheet.review_by),
            "origin": entry.origin.kind.value,
        }

    def _finder(self, path: str) -> Callable[[str], Mapping[str, str] | None]:
        """Give a function from a reference to its title and its address as seen from a page."""

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
                "address": relative(addresses.page_of(document), path) + anchor,
            }

        return found

    def in_order(self, kind: Kind) -> tuple[Entry, ...]:
        """Sessions as the days have them, procedures by reference, everything else by title."""
        entries = self.edition.of_kind(kind)
        if kind is SESSION:
            scheduled = sessions_in_order(self.edition, self.days)
            return (*scheduled, *(entry for entry in entries if entry not in scheduled))
        return tuple(sorted(entries, key=_sort_key))

    def document(self, entry: Entry) -> Page:
        doc = entry.model
        values: dict[str, Any] = {"entry": entry, "doc": doc}
        if isinstance(doc, Session):
            names = who(self.edition)
            day, part = self.places.get(entry.id, (None, None))
            place = {"day": day.day, "start": part.start, "end": part.end} if day and part else None
            values |= {
                "place": place,
                "plan": plan_lines(doc, part, names),
                "who": names,
                "per": PER,
                "methods": METHODS,
            }
        if isinstance(doc, RolePlay):
            values |= {"asked": ASKED, "role_names": {role.id: role.name for role in doc.roles}}
        title, summary = getattr(doc, "title", ""), getattr(doc, "summary", "")
        return self.page(page_of(entry.id), title, summary, entry.kind.name, **values)

    def home(self) -> Page:
        kinds = [(kind, len(self.edition.of_kind(kind))) for kind in DOCUMENT_KINDS]
        present = [(kind, count) for kind, count in kinds if count]
        title = self.edition.national.title
        return self.page(
            STANDING_PAGES["home"],
            title,
            self.edition.national.notice,
            "home",
            tiles=_tiles(self),
            kinds=present,
        )

    def help_now(self) -> Page:
        entry = self.edition.entries["signposting"]
        contacts = entry.model.contacts if isinstance(entry.model, Signposting) else ()
        nation = self.edition.trust.nation if self.edition.trust else None
        shown = [each for each in contacts if nation is None or nation in each.nations]
        return self.page(
            STANDING_PAGES["help-now"],
            "Help now",
            "Who to call now, for you or for someone you support.",
            "help-now",
            entry=entry,
            doc=entry.model,
            contacts=shown,
            local_contacts=local_contacts(self.edition),
        )

    def day(self, timed: TimedDay) -> Page:
        sessions = [self.edition.entries[session] for session in timed.sessions]
        return self.page(
            day_page(timed.day.id),
            timed.day.title,
            timed.day.aim,
            "day",
            entry=timed.programme,
            day=timed.day,
            timed=timed,
            sessions=sessions,
            materials=materials(sessions),
        )

    def listing(self, kind: Kind, entries: tuple[Entry, ...]) -> Page:
        listed = [
            {
                "id": entry.id,
                "model": entry.model,
                "minutes": entry.model.minutes if isinstance(entry.model, Session) else None,
                "local": {"local": "Local", "amended": "Changed locally"}.get(entry.origin.kind.value, ""),
            }
            for entry in entries
        ]
        title = kind.titles
        description = f"Every {kind.title.lower()} of this edition, with what it is for."
        return self.page(f"{kind.folder}/index.md", title, description, "list", kind=kind, listed=listed)

    def framework(self) -> Iterator[Page]:
        table = self.edition.entries.get("components")
        if table and isinstance(table.model, Components):
            yield self.page(
                STANDING_PAGES["components"],
                table.model.title,
                "What the support must hold, and where each part is delivered.",
                "components",
                entry=table,
                doc=table.model,
                coverage=self.coverage,
            )
            yield from self.component_pages(table.model)
        competencies = self.edition.entries.get("competencies")
        if competencies and isinstance(competencies.model, Competencies):
            yield self.page(
                STANDING_PAGES["competencies"],
                competencies.model.title,
                "What a peer support worker learns to do, and from which values.",
                "competencies",
                entry=competencies,
                doc=competencies.model,
                built_by={name: self._building(name) for name in self.competencies},
            )
        glossary = self.edition.entries.get("glossary")
        if glossary and isinstance(glossary.model, Glossary):
            yield self.page(
                STANDING_PAGES["glossary"],
                glossary.model.title,
                "Words you will hear at work, in plain English.",
                "glossary",
                entry=glossary,
                doc=glossary.model,
                letters=letters(glossary.model),
            )

    def component_pages(self, table: Components) -> Iterator[Page]:
        domains = {domain.number: domain for domain in table.domains}
        for component in table.components:
            yield self.page(
                component_page(component.id),
                f"{component.id} {component.label}",
                component.text,
                "component",
                component=component,
                domain=domains[component.id.partition(".")[0]],
                entries=self.coverage[component.id],
                source=table.source,
            )

    def _building(self, competency: str) -> list[Entry]:
        entries = [entry for kind in DOCUMENT_KINDS for entry in self.edition.of_kind(kind)]
        return [each for each in entries if isinstance(each.model, Document) and competency in each.model.competencies]

    def publications(self) -> Iterator[Page]:
        yield self.page(
            STANDING_PAGES["downloads"],
            "Downloads",
            "Every PDF of this edition.",
            "publications",
            publications=self.plans,
        )
        for plan in self.plans:
            parts = [{"title": part.title, "pages": [self._named(page) for page in part.pages]} for part in plan.parts]
            shown = {"title": plan.title, "summary": plan.summary, "parts": parts}
            page = self.page(f"publications/{plan.name}.md", plan.title, plan.summary, "publication", publication=shown)
            meta = {"kind": "publication", "kind_title": "Download", "pdf": plan.path}
            yield Page(
                path=page.path,
                title=page.title,
                description=page.description,
                markdown=page.markdown,
                entry="",
                meta=meta,
            )

    def _named(self, path: str) -> Mapping[str, str]:
        return {"path": path, "title": self.titles.get(path, path)}

    def _titles(self) -> Mapping[str, str]:
        titles = {day_page(day.day.id): day.day.title for day in self.days}
        titles |= {component_page(each.id): f"{each.id} {each.label}" for each in components(self.edition)}
        titles[STANDING_PAGES["help-now"]] = "Help now"
        titles[STANDING_PAGES["differences"]] = "How this edition differs from the national one"
        for entry in self.edition.entries.values():
            titles.setdefault(page_of(entry.id), getattr(entry.model, "title", entry.id))
        return titles

    def about(self) -> Page:
        return self.page(
            STANDING_PAGES["about"],
            "About this edition",
            "What this edition is, who publishes it, and what is local in it.",
            "about",
            differences=differences(self.edition),
        )

    def reporting(self) -> Iterator[Page]:
        found = self.reports
        if found.news:
            title, said = "What is new in this edition", f"What changed since edition {found.news.since}."
            yield self.page(STANDING_PAGES["whats-new"], title, said, "whats-new", news=found.news)
        if has_standing("differences", self.edition):
            title = "How this edition differs from the national one"
            said = "Every local change, with the national text, the reason and the approval."
            rows = differences(self.edition)
            yield self.page(STANDING_PAGES["differences"], title, said, "differences", differences=rows)
        if found.status:
            title, said = "Is this edition ready?", "What is still to do before this edition can go live."
            yield self.page(STANDING_PAGES["status"], title, said, "status", status=found.status)
        if has_standing("overview", self.edition):
            title, said = "What trusts change", "Each national text that trusts change, and why."
            yield self.page(STANDING_PAGES["overview"], title, said, "overview", overview=found.overview)


def _with_former_ids(text: str, entry: Entry) -> str:
    """Let links to the ids that elements had before still lead to their headings."""
    for table in tables(entry.node):
        name = id_of(table)
        for former in aliases_of(table) if name else ():
            heading = re.compile(rf"^(#+ .*\{{ #{re.escape(name or '')} \}})$", re.MULTILINE)
            text = heading.sub(rf'<span id="{former}"></span>\n\n\1', text, count=1)
    return text


def _tiles(maker: _Maker) -> list[dict[str, str]]:
    first_day = day_page(maker.days[0].day.id) if maker.days else STANDING_PAGES["timetable"]
    is_trainer = maker.edition.audience is Audience.TRAINER
    rows = [
        ("I need help now", "Who to call, day or night", STANDING_PAGES["help-now"]),
        ("Training days", "Run a day from its page" if is_trainer else "What happens on each day", first_day),
        ("Procedures", "What to do, who does it, by when", f"{PROCEDURE.folder}/index.md"),
        (
            "Role plays",
            "Briefs, observer sheets, debriefs" if is_trainer else "Scenes to practise",
            f"{ROLE_PLAY.folder}/index.md",
        ),
        ("Handouts and worksheets", "Things to read, fill in and keep", f"{RESOURCE.folder}/index.md"),
        ("Downloads", "Handbooks and packs to print", STANDING_PAGES["downloads"]),
    ]
    folders = {kind.folder: kind for kind in DOCUMENT_KINDS}
    present = [
        row for row in rows if (kind := folders.get(row[2].partition("/")[0])) is None or maker.edition.of_kind(kind)
    ]
    return [{"title": title, "words": words, "page": page} for title, words, page in present]


def _sort_key(entry: Entry) -> tuple[str, str]:
    model = entry.model
    reference = model.front_sheet.reference or "" if isinstance(model, Document) else ""
    return (reference, getattr(model, "title", entry.id).strip("“”\"'").lower())
