"""What people came for: the home page of each audience, and who to call now."""

from dataclasses import replace

from generator.editions.contacts import local_contacts
from generator.editions.urls import STANDING_PAGES, day_page, has_standing, page_of
from generator.model.base import Audience
from generator.model.framework import Signposting
from generator.model.kinds import DOCUMENT_KINDS, PROCEDURE, RESOURCE, ROLE_PLAY, SITUATION
from generator.model.programme import Day
from generator.model.resource import Resource
from generator.pages.page import Page
from generator.pages.page_builder import PageBuilder
from generator.pages.session_runner import course

AT_WORK = {
    "coordinator_phone": "In working hours, after their clinical team",
    "deputy_phone": "In working hours, if the coordinator does not answer",
    "out_of_hours_phone": "Out of hours, after the ward or the crisis line",
}
"""When a peer worker calls which of the trust's numbers, in the order to try them, once a clinician has been called."""


def home(builder: PageBuilder) -> Page:
    """Make the page an edition begins with."""
    edition = builder.edition
    kinds = [(kind, len(edition.of_kind(kind))) for kind in DOCUMENT_KINDS]
    dated = course(edition, builder.days)
    page = builder.page(
        STANDING_PAGES["home"],
        edition.national.title,
        edition.national.notice,
        "home",
        tiles=_tiles(builder),
        kinds=[(kind, count) for kind, count in kinds if count],
        days=builder.days,
        dates=edition.trust.held if edition.trust else {},
        packs={day.day.id: _packs(builder, day.day) for day in builder.days},
        editions=builder.reports.editions,
        root="" if edition.audience is Audience.PEER else "../",
    )
    return replace(page, meta=replace(page.meta, course=dated))


def help_now(builder: PageBuilder) -> Page:
    """Make the page with the numbers to call: danger, the trust's own line, its people at work, lines of the nation."""
    edition = builder.edition
    entry = edition.entries["signposting"]
    contacts = entry.model.contacts if isinstance(entry.model, Signposting) else ()
    nation = edition.trust.nation if edition.trust else None
    own = {each.name: each for each in local_contacts(edition)}
    return builder.page(
        STANDING_PAGES["help-now"],
        "Help now",
        "Who to call now, for you or for someone you support.",
        "help-now",
        entry=entry,
        doc=entry.model,
        contacts=[each for each in contacts if nation is None or nation in each.nations],
        crisis_line=own.get("crisis_line"),
        at_work=[(own[name], when) for name, when in AT_WORK.items() if name in own],
    )


def _tiles(builder: PageBuilder) -> list[dict[str, str]]:
    rows = _for_trainers(builder) if builder.edition.audience is Audience.TRAINER else _for_peers(builder)
    folders = {kind.folder: kind for kind in DOCUMENT_KINDS}
    present = [
        row for row in rows if (kind := folders.get(row[2].partition("/")[0])) is None or builder.edition.of_kind(kind)
    ]
    return [{"title": title, "words": words, "page": page} for title, words, page in present]


def _for_peers(builder: PageBuilder) -> list[tuple[str, str, str]]:
    return [
        *_help(builder),
        ("Procedures", "What to do, who does it, by when", f"{PROCEDURE.folder}/index.md"),
        (SITUATION.titles, "What to say and do, and who to turn to", f"{SITUATION.folder}/index.md"),
        ("Role plays", "Scenes to practise", f"{ROLE_PLAY.folder}/index.md"),
        *_workbook(builder, "My workbook"),
        ("Training days", "What happens on each day", STANDING_PAGES["timetable"]),
        (RESOURCE.menu_title, "Things to read, fill in and keep", f"{RESOURCE.folder}/index.md"),
        ("Downloads", "Handbooks to print or to keep on your phone", STANDING_PAGES["downloads"]),
    ]


def _for_trainers(builder: PageBuilder) -> list[tuple[str, str, str]]:
    first = day_page(builder.days[0].day.id) if builder.days else STANDING_PAGES["timetable"]
    ready = [("Is this edition ready?", "What is still to do before it goes live", STANDING_PAGES["status"])]
    return [
        *_help(builder),
        ("Start a session", "Open a day, choose a session, press start", first),
        ("Packs to print", "Day packs, run sheets, cards and handbooks", STANDING_PAGES["downloads"]),
        ("Role plays", "Briefs, observer sheets, debriefs", f"{ROLE_PLAY.folder}/index.md"),
        ("Procedures", "What to do, who does it, by when", f"{PROCEDURE.folder}/index.md"),
        (SITUATION.titles, "What peers say, do and pass on", f"{SITUATION.folder}/index.md"),
        (RESOURCE.menu_title, "What you give to people", f"{RESOURCE.folder}/index.md"),
        *(ready if has_standing("status", builder.edition) else []),
    ]


def _help(builder: PageBuilder) -> list[tuple[str, str, str]]:
    known = builder.edition.entries.get("signposting")
    return [("I need help now", "Who to call, day or night", STANDING_PAGES["help-now"])] if known else []


def _workbook(builder: PageBuilder, title: str) -> list[tuple[str, str, str]]:
    """Return the resource that people fill in over the course: the first that is a form to fill in on a screen too."""
    packs = (entry for entry in builder.edition.of_kind(RESOURCE) if isinstance(entry.model, Resource))
    filled_in = next((entry for entry in packs if getattr(entry.model, "fillable", False)), None)
    return [(title, "Write, plan and keep it by you", page_of(filled_in.id))] if filled_in else []


def _packs(builder: PageBuilder, day: Day) -> list[dict[str, str]]:
    """Return what is printed for one day, its run sheet and its pack, each by its title before the day's own."""
    sheets = [(page.title, page.meta.pdf) for page in builder.sheets if page.meta.source == day.id]
    plans = [(plan.title, plan.path) for plan in builder.plans if plan.name.endswith(f"-{day.id}")]
    return [{"what": title.removesuffix(f": {day.title}"), "pdf": pdf} for title, pdf in (*sheets, *plans)]
