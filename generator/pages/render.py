"""An `Edition` into pages (path, title, HTML) and navigation; writes nothing and knows no engine."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.changes.edition_reports import Reports
from generator.changes.local_changes import differences
from generator.content.reference import as_sentence, reference
from generator.editions.call_map import call_map
from generator.editions.calls import cards, topics
from generator.editions.coverage import uses
from generator.editions.edition import Edition, Entry
from generator.editions.timetable import TimedDay
from generator.editions.urls import (
    IN_WORD,
    STANDING_PAGES,
    component_page,
    day_page,
    has_standing,
    page_of,
    pdf_of,
    word_of,
)
from generator.model.framework import Competencies, Components, FrameworkMap, Glossary
from generator.model.kinds import DOCUMENT_KINDS, MENU_KINDS, Kind
from generator.model.readers import Readings
from generator.model.role_play import RolePlay
from generator.model.session import METHODS, Session
from generator.pages.call_picture import key, picture
from generator.pages.card import card
from generator.pages.feed import feed
from generator.pages.feedback_link import with_report_link, with_suggest_link
from generator.pages.glossary_script import glossary_scripts
from generator.pages.home import help_now, home
from generator.pages.identity import identity
from generator.pages.known_places import with_known_places
from generator.pages.metadata import with_heads
from generator.pages.navigation import nav
from generator.pages.newest import newest_site, origin_of
from generator.pages.page import Page, PageMeta, Rendered
from generator.pages.page_builder import TITLES, PageBuilder, labels
from generator.pages.page_rows import (
    ASKED,
    PER,
    PUBLICATION_GROUPS,
    letters,
    materials,
    pages_by_letter,
    plan_lines,
    who,
)
from generator.pages.pictures import METHOD_ICONS, ROLE_ICONS, by_kind, course_days, glances, legend, squares, strip
from generator.pages.printables import paper, sheets_of, timetable_page
from generator.pages.room import rooms
from generator.pages.search_hints import search_hints
from generator.pages.sentences import sentences_script
from generator.pages.session_runner import brought, course, with_neighbours, with_session
from generator.pages.templates import Templates
from generator.text.markup import Html


def render(edition: Edition, templates: Templates, reports: Reports) -> Rendered:
    """Make every page of an edition, with what is reported about it as a whole."""
    bare = PageBuilder.of(edition, templates, reports)
    builder = bare.with_sheets(tuple(paper(bare)))
    around = identity(edition, reports.today)
    pages = tuple(_pages(builder))
    news = STANDING_PAGES["whats-new"]
    pages = tuple(with_known_places(page, pages) if page.path == news else page for page in pages)
    pages = tuple(
        with_suggest_link(with_report_link(page, around, edition.folder, edition.language), around, edition)
        for page in (*pages, _search(builder, pages))
    )
    rendered = Rendered(
        folder=edition.folder,
        pages=pages,
        nav=nav(pages, edition.language),
        identity=around,
        scripts={**glossary_scripts(edition), **sentences_script(edition.language)},
        plans=builder.plans,
        paper=builder.sheets,
        search=search_hints(edition, reports.today),
        redirects=_redirects(edition, pages),
        feed=feed(
            edition, reports.news, pages, f"{around.site}{edition.folder}" if around.site else "", around.site_name
        ),
        rooms=dict(rooms(builder, around)),
        card=dict(card(builder, around)),
        language=edition.language,
        people=edition.people,
    )
    return with_heads(rendered, edition)


def document_page(builder: PageBuilder, document: str) -> Page | None:
    """Return the page of one document, as it stands among all others, which are not made; nothing where it has none."""
    entry = builder.edition.entries.get(document)
    if entry is None or entry.kind not in DOCUMENT_KINDS:
        return None
    edition = builder.edition
    named = (edition.entries.get(name) for name in dict.fromkeys((document, *uses(entry))))
    sheets = tuple(sheet for each in named if each for sheet in sheets_of(builder, each))
    return with_report_link(
        _document(builder.with_sheets(sheets), entry),
        identity(edition, builder.reports.today),
        edition.folder,
        edition.language,
    )


def _redirects(edition: Edition, pages: tuple[Page, ...]) -> dict[str, str]:
    """Return where the former pages of documents lead; a page that is there is never taken by one that was."""
    there = {page.path for page in pages}
    moved = {page_of(former): page_of(name) for former, name in edition.aliases.items() if name in edition.entries}
    return {former: page for former, page in moved.items() if former not in there}


def _pages(builder: PageBuilder) -> Iterator[Page]:
    _ = builder.language.gettext
    yield home(builder)
    if builder.edition.entries.get("signposting"):
        yield help_now(builder)
    yield builder.page(
        STANDING_PAGES["timetable"],
        _(TITLES["timetable"]),
        _("Every day of the training."),
        "timetable",
        days=builder.days,
        glances=glances(builder.edition, course_days(builder.days)),
        legend=legend(builder.language),
        bring=[(timed, things) for timed in builder.days if (things := brought(builder.edition, timed))],
        dates=builder.edition.trust.held if builder.edition.trust else {},
        in_halves=has_standing("half-days", builder.edition),
    )
    yield from (_day(builder, day) for day in builder.days)
    for name in ("two-trainers", "half-days"):
        if has_standing(name, builder.edition):
            yield timetable_page(builder, name, STANDING_PAGES[name])
    for kind in DOCUMENT_KINDS:
        if listed := builder.in_order(kind):
            yield _listing(builder, kind, listed)
            yield from (_document(builder, entry) for entry in listed)
    yield from _framework(builder)
    yield from _publications(builder)
    yield from _calls(builder)
    yield _about(builder)
    yield from _readings(builder)
    yield from _reporting(builder)
    yield from _reference(builder)
    yield from _using(builder)


def _document(builder: PageBuilder, entry: Entry) -> Page:
    doc = entry.model
    values: dict[str, Any] = {"entry": entry, "doc": doc}
    day, part = builder.places.get(entry.id, (None, None))
    if isinstance(doc, Session):
        plan = plan_lines(doc, part, builder.edition)
        place = {"day": day.day, "start": part.start, "end": part.end} if day and part else None
        values |= {
            "place": place,
            "plan": plan,
            "strip": strip(doc, plan, builder.language),
            "who": who(builder.edition),
            "per": labels(PER, builder.language),
            "methods": labels(METHODS, builder.language),
            "method_icons": METHOD_ICONS,
            "role_icons": ROLE_ICONS,
        }
    if isinstance(doc, RolePlay):
        values |= {"asked": labels(ASKED, builder.language), "role_names": {role.id: role.name for role in doc.roles}}
    title, summary = getattr(doc, "title", ""), getattr(doc, "summary", "")
    page = builder.page(page_of(entry.id), title, summary, entry.kind.name, **values)
    if not isinstance(doc, Session):
        return page
    return with_session(page, builder.edition, doc, builder.places.get(entry.id), builder.days)


def _day(builder: PageBuilder, timed: TimedDay) -> Page:
    sessions = [builder.edition.entries[session] for session in timed.sessions]
    page = builder.page(
        day_page(timed.day.id),
        timed.day.title,
        timed.day.aim,
        "day",
        entry=timed.programme,
        day=timed.day,
        timed=timed,
        sessions=sessions,
        packs=[plan for plan in builder.plans if plan.days == (timed.day.id,)],
        bring=brought(builder.edition, timed),
        materials=materials(sessions, builder.edition.people),
        people=builder.edition.people,
    )
    return with_neighbours(page, builder.days, timed)


def _listing(builder: PageBuilder, kind: Kind, entries: tuple[Entry, ...]) -> Page:
    _, called = builder.language.gettext, kind.called_in(builder.language)
    local = {"local": _("Local"), "amended": _("Changed locally")}
    listed = [
        {
            "id": entry.id,
            "model": entry.model,
            "minutes": entry.model.minutes if isinstance(entry.model, Session) else None,
            "local": local.get(entry.origin.kind.value, ""),
            "days": builder.days_of(entry.id),
        }
        for entry in entries
    ]
    description = _("Every {kind} of this edition, with what it is for.", kind=called.title.lower())
    return builder.page(f"{kind.folder}/index.md", called.titles, description, "list", kind=called, listed=listed)


def _framework(builder: PageBuilder) -> Iterator[Page]:
    _ = builder.language.gettext
    table = builder.edition.entries.get("components")
    if table and isinstance(table.model, Components):
        yield builder.page(
            STANDING_PAGES["components"],
            table.model.title,
            _("What the support must hold, and where each part is delivered."),
            "components",
            entry=table,
            doc=table.model,
            coverage=builder.coverage,
            squares=_squares(builder, table.model),
            kinds=[kind.called_in(builder.language) for kind in MENU_KINDS],
            by_kind=by_kind,
        )
        yield from _component_pages(builder, table.model)
    competencies = builder.edition.entries.get("competencies")
    if competencies and isinstance(competencies.model, Competencies):
        yield builder.page(
            STANDING_PAGES["competencies"],
            competencies.model.title,
            _("What a peer support worker learns to do, and from which values."),
            "competencies",
            entry=competencies,
            doc=competencies.model,
            built_by={name: builder.building(name) for name in builder.competencies},
        )
    yield from _mapping(builder)
    glossary = builder.edition.entries.get("glossary")
    if glossary and isinstance(glossary.model, Glossary):
        yield builder.page(
            STANDING_PAGES["glossary"],
            glossary.model.title,
            _("Words you will hear at work, in plain English."),
            "glossary",
            entry=glossary,
            doc=glossary.model,
            letters=letters(glossary.model),
        )


def _squares(builder: PageBuilder, table: Components) -> dict[str, Html]:
    """Return the picture of each domain, by its number."""
    found: dict[str, Html] = {}
    for domain in table.domains:
        inside = [each for each in table.components if each.id.partition(".")[0] == domain.number]
        found[domain.number] = squares(domain, [(each, builder.coverage[each.id]) for each in inside], builder.language)
    return found


def _mapping(builder: PageBuilder) -> Iterator[Page]:
    table = builder.edition.entries.get("mapping")
    if table and isinstance(table.model, FrameworkMap):
        said = builder.language.gettext("What national frameworks ask for, and where it is taught here.")
        yield builder.page(STANDING_PAGES["mapping"], table.model.title, said, "mapping", entry=table, doc=table.model)


def _component_pages(builder: PageBuilder, table: Components) -> Iterator[Page]:
    domains = {domain.number: domain for domain in table.domains}
    for component in table.components:
        delivering = builder.coverage[component.id]
        yield builder.page(
            component_page(component.id),
            f"{component.id} {component.label}",
            component.text,
            "component",
            component=component,
            domain=domains[component.id.partition(".")[0]],
            entries=[replace(each, kind=each.kind.called_in(builder.language)) for each in delivering],
            source=table.source,
        )


def _publications(builder: PageBuilder) -> Iterator[Page]:
    _ = builder.language.gettext
    downloads = builder.page(
        STANDING_PAGES["downloads"],
        _("Downloads"),
        _("Every PDF of this edition."),
        "publications",
        publications=builder.plans,
        groups=labels(PUBLICATION_GROUPS, builder.language),
        sheets=builder.sheets,
        in_word=_in_word(builder),
    )
    yield replace(downloads, meta=replace(downloads.meta, course=course(builder.edition, builder.days, builder.plans)))
    for plan in builder.plans:
        parts = [{"title": part.title, "pages": [builder.named(page) for page in part.pages]} for part in plan.parts]
        shown = {"title": plan.title, "summary": plan.summary, "parts": parts}
        page = builder.page(f"publications/{plan.name}.md", plan.title, plan.summary, "publication", publication=shown)
        yield replace(page, entry="", meta=PageMeta(kind="publication", kind_title=_("Download"), pdf=plan.path))


def _in_word(builder: PageBuilder) -> list[dict[str, str]]:
    """Return what people comment on in Word, by its title and where it is."""
    entries = [entry for kind in IN_WORD for entry in builder.in_order(kind)]
    listed = [(builder.titles[page_of(entry.id)], pdf_of(entry.id)) for entry in entries]
    if alone := _differences_pdf(builder):
        listed.append((builder.titles[STANDING_PAGES["differences"]], alone))
    return [{"title": title, "path": word_of(pdf)} for title, pdf in listed]


def _differences_pdf(builder: PageBuilder) -> str:
    """Return the PDF that holds the page on differences and nothing else, if there is one."""
    page = STANDING_PAGES["differences"]
    return next((plan.path for plan in builder.plans if plan.pages == (page,)), "")


def _search(builder: PageBuilder, pages: tuple[Page, ...]) -> Page:
    _ = builder.language.gettext
    said = _("Find what you need in your own words, or in the list of everything from A to Z.")
    listed = pages_by_letter(pages, builder.language)
    return builder.page(STANDING_PAGES["search"], _("Search"), said, "search", letters=listed)


def _about(builder: PageBuilder) -> Page:
    _ = builder.language.gettext
    return builder.page(
        STANDING_PAGES["about"],
        _(TITLES["about"]),
        _("What this edition is, who publishes it, and what is local in it."),
        "about",
        differences=differences(builder.edition),
    )


def _calls(builder: PageBuilder) -> Iterator[Page]:
    _ = builder.language.gettext
    if has_standing("who-is-called", builder.edition):
        found: dict[str, Any] = {"topics": topics(builder.edition), "cards": cards(builder.edition)}
        found["map"] = call_map(builder.edition, found["topics"])
        drawn = picture(found["map"], builder.language) if found["map"] else ""
        found |= {"map_picture": drawn, "times": key(builder.language)}
        title = _(TITLES["who-is-called"])
        said = _("Every call that this edition asks for, by what has happened.")
        yield builder.page(STANDING_PAGES["who-is-called"], title, said, "who-is-called", **found)


def _readings(builder: PageBuilder) -> Iterator[Page]:
    entry = builder.edition.entries.get("readers")
    if entry and isinstance(entry.model, Readings):
        said = builder.language.gettext("Who has read this, and who still has to before anybody uses it.")
        yield builder.page(STANDING_PAGES["readers"], entry.model.title, said, "readers", entry=entry, doc=entry.model)


def _reference(builder: PageBuilder) -> Iterator[Page]:
    if has_standing("reference", builder.edition):
        said = builder.language.gettext("What can stand in each file: its fields, what they mean, and who reads them.")
        title = builder.language.gettext(TITLES["reference"])
        parts, path = reference(), STANDING_PAGES["reference"]
        titles = {part.anchor: builder.language.gettext(as_sentence(part.title)) for part in parts}
        told = {"parts": parts, "titles": titles, "told": lambda text: builder.language.gettext(as_sentence(text))}
        yield builder.page(path, title, said, "reference", **told)


def _using(builder: PageBuilder) -> Iterator[Page]:
    _ = builder.language.gettext
    said = _("Keep every page and the PDFs you choose on your phone or computer.")
    yield builder.page(STANDING_PAGES["offline"], _("Use without internet"), said, "offline")
    said = _("What works for whom, how it was tested, what does not work yet, and how to tell us.")
    yield builder.page(STANDING_PAGES["accessibility"], _("Accessibility"), said, "accessibility")


def _reporting(builder: PageBuilder) -> Iterator[Page]:
    _, found = builder.language.gettext, builder.reports
    if found.news:
        title, said = _(TITLES["whats-new"]), _("What changed since edition {edition}.", edition=found.news.since)
        yield builder.page(STANDING_PAGES["whats-new"], title, said, "whats-new", news=found.news)
    if has_standing("differences", builder.edition):
        title = _(TITLES["differences"])
        said = _("Every local change, with the national text, the reason and the approval.")
        rows = differences(builder.edition)
        page = builder.page(STANDING_PAGES["differences"], title, said, "differences", differences=rows)
        pdf = _differences_pdf(builder)
        yield replace(page, meta=replace(page.meta, pdf=pdf, word=word_of(pdf) if pdf else ""))
    if found.status:
        title, said = _("Is this edition ready?"), _("What is still to do before this edition can go live.")
        newest = newest_site(builder.edition)
        page = builder.page(STANDING_PAGES["status"], title, said, "status", status=found.status, newest=newest)
        yield replace(page, meta=replace(page.meta, asks=origin_of(newest)))
    if has_standing("overview", builder.edition):
        title, said = _("What trusts change"), _("Each national text that trusts change, and why.")
        yield builder.page(STANDING_PAGES["overview"], title, said, "overview", overview=found.overview)
