"""What exists only on paper: run sheets, quick plans, role cards, observer sheets, wallet cards, forms to fill in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.editions.edition import Entry
from generator.editions.print_run import TRAINERS, item_sheets, print_run, whole_packs
from generator.editions.publication_plan import cards_from_before
from generator.editions.quick_plan import quick_plan
from generator.editions.timetable import (
    TimedDay,
    TimedPart,
    half_day_table,
    kept_whole,
    left_over,
    programmes_in_halves,
)
from generator.editions.urls import (
    HALF_DAYS_PAGE,
    MATERIALS_PAGE,
    PUBLIC_HELP_PAGE,
    SIGN_OFF_PAGE,
    TWO_TRAINERS_PAGE,
    cards_page,
    form_page,
    has_standing,
    item_page,
    observer_page,
    page_of,
    paper_pdf,
    pocket_page,
    print_list_page,
    quick_plan_page,
    run_sheet_page,
    short_procedure_page,
)
from generator.model.base import Audience
from generator.model.kinds import PROCEDURE, RESOURCE, ROLE_PLAY, SESSION, SITUATION
from generator.model.procedure import Procedure
from generator.model.resource import Handout, Resource, Worksheet
from generator.model.role_play import RolePlay
from generator.model.session import Session
from generator.pages.home import help_now
from generator.pages.page import CARDS, CERTIFICATE, FORM, HANDOUT, SHEET, WALLET, Page, PageMeta
from generator.pages.page_builder import TITLES, PageBuilder, labels
from generator.pages.page_rows import ASKED, PER, materials, plan_lines, slips, two_trainers, who
from generator.pages.print_lists import rows

WALLETS = 2
"""Copies of a wallet card on one sheet of A4."""


def paper(builder: PageBuilder) -> Iterator[Page]:
    """Make every page of an edition that exists only on paper, the lists of what to print last."""
    made = tuple(_sheets(builder))
    yield from made
    if builder.edition.audience is Audience.TRAINER:
        knowing = builder.with_sheets(made)
        yield from (_print_list(knowing, day) for day in builder.days if day.sessions)


def sheets_of(builder: PageBuilder, entry: Entry) -> Iterator[Page]:
    """Make the pages of one document that exist only on paper and that its own page names, in the same order."""
    for_trainers = builder.edition.audience is Audience.TRAINER
    match entry.model:
        case Session() if for_trainers:
            yield _quick_plan(builder, entry, entry.model)
        case RolePlay() if for_trainers:
            yield from _of_role_play(builder, entry, entry.model)
        case Resource():
            yield from _of_resource(builder, entry, entry.model)
        case Procedure():
            yield _in_short(builder, entry, entry.model)


def _sheets(builder: PageBuilder) -> Iterator[Page]:
    _ = builder.language.gettext
    if builder.edition.audience is Audience.TRAINER:
        yield from (_run_sheet(builder, day) for day in builder.days)
        yield from (page for entry in builder.in_order(SESSION) for page in sheets_of(builder, entry))
        for name, path in (("two-trainers", TWO_TRAINERS_PAGE), ("half-days", HALF_DAYS_PAGE)):
            if has_standing(name, builder.edition):
                yield _laid_out(timetable_page(builder, name, path), SHEET, name, _("Run sheets"))
        yield from (page for entry in builder.in_order(ROLE_PLAY) for page in sheets_of(builder, entry))
        yield _materials(builder)
        yield from _items(builder)
    yield from (
        page for kind in (RESOURCE, PROCEDURE) for entry in builder.in_order(kind) for page in sheets_of(builder, entry)
    )
    yield from (_in_the_pocket(builder, entry) for entry in builder.in_order(SITUATION))
    if has_standing("help-now", builder.edition):
        yield _laid_out(help_now(builder, PUBLIC_HELP_PAGE), HANDOUT, "signposting", _("Sheets to hand out"))
    if procedures := builder.in_order(PROCEDURE):
        title, said = _("Read and understood"), _("A sheet to sign for every procedure you have read.")
        page = builder.page(SIGN_OFF_PAGE, title, said, "paper/sign-off", procedures=procedures)
        yield _laid_out(page, FORM, "", _("Forms"))


def timetable_page(builder: PageBuilder, name: str, path: str) -> Page:
    """Make the page of who leads what, or of the weekly half-days; on the site and on paper it says the same."""
    _ = builder.language.gettext
    edition, values = builder.edition, dict[str, Any]()
    if name == "two-trainers":
        said = _("Each day with what the peer trainer leads and what the clinical trainer leads.")
        values["heads_of"] = lambda columns: [who(edition)[each] for each in columns]
        values["shown"] = [two_trainers(edition, day) for day in builder.days if day.sessions]
    else:
        said = _("The same sessions, once a week for half a day.")
        halves = programmes_in_halves(edition)
        values["programmes"] = [
            (each, half_day_table(edition, each), left_over(edition, each), kept_whole(edition, each))
            for each in halves
        ]
    return builder.page(path, _(TITLES[name]), said, name, names=who(edition), **values)


def _quick_plan(builder: PageBuilder, entry: Entry, session: Session) -> Page:
    """Make the one side that a trainer in a hurry needs of a session."""
    _ = builder.language.gettext
    day, part = builder.places.get(entry.id, (None, None))
    values: dict[str, Any] = {
        "day": day.day if day else None,
        "part_of_day": part,
        "per": labels(PER, builder.language),
        "doc": session,
        "led_by": [row["led_by"] for row in plan_lines(session, part, builder.edition)],
    }
    values["plan"] = quick_plan(session, builder.language, part.start if part else 0)
    title = _("Quick plan: {title}", title=session.title)
    page = builder.page(quick_plan_page(entry.id), title, title, "paper/quick-plan", entry=entry, **values)
    return _laid_out(page, SHEET, entry.id, _("Quick plans"))


def _of_resource(builder: PageBuilder, entry: Entry, resource: Resource) -> Iterator[Page]:
    _ = builder.language.gettext
    for item in resource.items:
        if isinstance(item, Handout) and item.wallet:
            said = _("At wallet size, to cut out, fold and keep on you.")
            path = item_page(entry.id, item.id, "wallet")
            title = _("{title}: wallet card", title=item.title)
            page = builder.page(path, title, said, "paper/wallet", entry=entry, item=item, copies=WALLETS)
            yield _laid_out(page, WALLET, entry.id, _("Cards"))
        if isinstance(item, Worksheet) and item.certificate:
            path = item_page(entry.id, item.id, "page")
            page = builder.page(path, item.title, resource.summary, "paper/certificate", entry=entry, item=item)
            yield _laid_out(page, CERTIFICATE, entry.id, _("Certificate"))
    if resource.fillable:
        title = _("{title}: to fill in on a screen", title=resource.title)
        page = builder.page(form_page(entry.id), title, resource.summary, "paper/form", entry=entry, doc=resource)
        yield _laid_out(page, FORM, entry.id, _("Forms"))


def _of_role_play(builder: PageBuilder, entry: Entry, scene: RolePlay) -> Iterator[Page]:
    _ = builder.language.gettext
    values: dict[str, Any] = {"entry": entry, "doc": scene, "slips": slips}
    values["asked"] = labels(ASKED, builder.language)
    title = _("Role cards: {title}", title=scene.title)
    page = builder.page(cards_page(entry.id), title, title, "paper/cards", **values)
    yield _laid_out(page, CARDS, entry.id, _("Role cards"))
    title = _("Observer sheet: {title}", title=scene.title)
    page = builder.page(observer_page(entry.id), title, title, "paper/observer", **values)
    yield _laid_out(page, SHEET, entry.id, _("Observer sheets"))


def _laid_out(page: Page, layout: str, source: str, group: str) -> Page:
    """Return a page as a sheet: how it is laid out, which document or day it belongs to, and its heading in lists."""
    meta = replace(page.meta, pdf=paper_pdf(page.path), source=source, group=group)
    return replace(page, layout=layout, entry="", meta=meta)


def _run_sheet(builder: PageBuilder, day: TimedDay) -> Page:
    _ = builder.language.gettext
    rows = [{"part": part, "lines": _lines(builder, part)} for part in day.parts]
    title, said = _("Run sheet: {day}", day=day.day.title), _("{day} on one page.", day=day.day.title)
    values: dict[str, Any] = {"timed": day, "day": day.day, "rows": rows}
    page = builder.page(run_sheet_page(day.day.id), title, said, "paper/run-sheet", **values)
    return _laid_out(page, SHEET, day.day.id, _("Run sheets"))


def _print_list(builder: PageBuilder, day: TimedDay) -> Page:
    """List what to print for a day, how often and how; the day's file for a print room holds it all."""
    _, edition = builder.language.gettext, builder.edition
    title, said = (
        _("What to print: {day}", day=day.day.title),
        _("How many copies of what, for {day}.", day=day.day.title),
    )
    values: dict[str, Any] = {
        "day": day.day,
        "rows": rows(print_run(edition, (day,)), builder.titles, builder.language),
        "from_before": [builder.titles[page] for page in cards_from_before(edition, day)],
        "packs": [(builder.titles[page_of(name)], copies) for name, copies in whole_packs(edition, (day,))],
        "file": next((plan.title for plan in builder.plans if plan.piles and plan.days == (day.day.id,)), ""),
        "people": edition.people,
        "trainers": TRAINERS,
    }
    page = builder.page(print_list_page(day.day.id), title, said, "paper/print-list", **values)
    return _laid_out(page, SHEET, day.day.id, _("Run sheets"))


def _items(builder: PageBuilder) -> Iterator[Page]:
    """Make a sheet of each item of a resource that a session gives out, as a print room needs it: by itself."""
    for path, document, item in item_sheets(builder.edition, builder.days):
        entry = builder.edition.entries[document]
        page = builder.page(path, item.title, item.title, "paper/item", entry=entry, doc=entry.model, item=item)
        page = _laid_out(page, HANDOUT, "", "")
        only_trainers = Audience.PEER not in item.audiences
        yield replace(page, for_trainers=only_trainers, meta=replace(page.meta, pdf=""))


def _in_short(builder: PageBuilder, entry: Entry, doc: Procedure) -> Page:
    """Make a procedure in short form: its steps, who does each, and by when."""
    _ = builder.language.gettext
    title = _("{title}: in short", title=doc.title)
    values: dict[str, Any] = {"entry": entry, "doc": doc}
    page = builder.page(short_procedure_page(entry.id), title, doc.summary, "paper/short-procedure", **values)
    return _laid_out(page, SHEET, entry.id, _("Procedures in short"))


def _in_the_pocket(builder: PageBuilder, entry: Entry) -> Page:
    """Make what a pocket set has of a situation: what to say and do, and who to turn to. It has no PDF of its own."""
    title = builder.titles[page_of(entry.id)]
    page = builder.page(pocket_page(entry.id), title, title, "paper/pocket", entry=entry, doc=entry.model)
    return replace(page, entry="", meta=PageMeta())


def _lines(builder: PageBuilder, part: TimedPart) -> list[dict[str, Any]]:
    entry = builder.edition.entries.get(part.session)
    return plan_lines(entry.model, part, builder.edition) if entry and isinstance(entry.model, Session) else []


def _materials(builder: PageBuilder) -> Page:
    """List what to bring and print: for the course, for each day, and for each session of it."""
    sessions = {day.day.id: [builder.edition.entries[name] for name in day.sessions] for day in builder.days}
    people = builder.edition.people
    course = materials([entry for entries in sessions.values() for entry in entries], people)
    days = [
        {
            "day": day.day,
            "rows": materials(sessions[day.day.id], people),
            "sessions": [(entry, materials([entry], people)) for entry in sessions[day.day.id]],
        }
        for day in builder.days
    ]
    _ = builder.language.gettext
    title = _("Materials for the course")
    said = _("What to bring and print: for the course, each day and each session.")
    page = builder.page(
        MATERIALS_PAGE, title, said, "paper/materials", course=course, days=days, people=people, trainers=TRAINERS
    )
    return _laid_out(page, SHEET, "", _("Run sheets"))
