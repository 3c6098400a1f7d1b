"""What people came for: the home page of each audience, and who to call now."""

from dataclasses import replace

from generator.editions.contacts import local_contacts
from generator.editions.next_due import next_due
from generator.editions.urls import STANDING_PAGES, has_standing, page_of
from generator.model.base import Audience
from generator.model.framework import Signposting
from generator.model.kinds import DOCUMENT_KINDS, PROCEDURE, RESOURCE, ROLE_PLAY, SITUATION
from generator.model.programme import Day
from generator.model.resource import Resource
from generator.pages.card import card_of
from generator.pages.page import Page
from generator.pages.page_builder import PageBuilder
from generator.pages.pictures import glances, legend
from generator.pages.session_runner import course
from generator.text.language import N_

AT_WORK = {
    "coordinator_phone": N_("In working hours, after their clinical team"),
    "deputy_phone": N_("In working hours, if the coordinator does not answer"),
}
"""When a peer worker calls which of the trust's numbers by day, in the order to try them, after a clinician."""

NEXT = 5
"""How many days on which something falls due trainers see first."""


def home(builder: PageBuilder) -> Page:
    """Make the page an edition begins with."""
    edition = builder.edition
    kinds = [(kind, len(edition.of_kind(kind))) for kind in DOCUMENT_KINDS]
    dated = course(edition, builder.days, builder.plans)
    page = builder.page(
        STANDING_PAGES["home"],
        edition.national.title,
        edition.national.notice,
        "home",
        tiles=_tiles(builder),
        kinds=[(kind.called_in(builder.language), count) for kind, count in kinds if count],
        counted={kind.name: builder.language.ngettext(*kind.counted, count) for kind, count in kinds},
        days=builder.days,
        glances=glances(edition, tuple(timed for timed in builder.days if timed.day.kind == "core")),
        legend=legend(builder.language),
        dates=edition.trust.held if edition.trust else {},
        packs={day.day.id: _packs(builder, day.day) for day in builder.days},
        trusts=builder.reports.trusts,
        due=next_due(edition, NEXT) if edition.audience is Audience.TRAINER else (),
        root="" if edition.audience is Audience.PEER else "../",
    )
    return replace(page, meta=replace(page.meta, course=dated))


def help_now(builder: PageBuilder, path: str = STANDING_PAGES["help-now"]) -> Page:
    """Make the page with the numbers to call: danger, the trust's own line, its people at work, lines of the nation.

    Elsewhere than at its own path it is for people who are supported, and leaves out what is for people at work.
    """
    _ = builder.language.gettext
    edition = builder.edition
    entry = edition.entries["signposting"]
    contacts = entry.model.contacts if isinstance(entry.model, Signposting) else ()
    nation = edition.trust.nation if edition.trust else None
    own = {each.name: each for each in local_contacts(edition)}
    for_all = path != STANDING_PAGES["help-now"]
    return builder.page(
        path,
        _("Who can help") if for_all else _("Help now"),
        _("Who to call, day or night.") if for_all else _("Who to call now, for you or for someone you support."),
        "help-now",
        entry=entry,
        doc=entry.model,
        for_all=for_all,
        card=card_of(edition) is not None and not for_all,
        contacts=[each for each in contacts if nation is None or nation in each.nations],
        crisis_line=own.get("crisis_line"),
        night=None if for_all else own.get("out_of_hours_phone"),
        at_work=[(own[name], _(when)) for name, when in AT_WORK.items() if name in own and not for_all],
    )


def _tiles(builder: PageBuilder) -> list[dict[str, str]]:
    rows = _for_trainers(builder) if builder.edition.audience is Audience.TRAINER else _for_peers(builder)
    folders = {kind.folder: kind for kind in DOCUMENT_KINDS}
    present = [
        row for row in rows if (kind := folders.get(row[2].partition("/")[0])) is None or builder.edition.of_kind(kind)
    ]
    return [{"title": title, "words": words, "page": page} for title, words, page in present]


def _for_peers(builder: PageBuilder) -> list[tuple[str, str, str]]:
    _ = builder.language.gettext
    return [
        *_help(builder),
        (_("Procedures"), _("What to do, who does it, by when"), f"{PROCEDURE.folder}/index.md"),
        (_(SITUATION.titles), _("What to say and do, and who to turn to"), f"{SITUATION.folder}/index.md"),
        (_("Role plays"), _("Scenes to practise"), f"{ROLE_PLAY.folder}/index.md"),
        *_workbook(builder),
        (_("Training days"), _("What happens on each day"), STANDING_PAGES["timetable"]),
        (_(RESOURCE.menu_title), _("Things to read, fill in and keep"), f"{RESOURCE.folder}/index.md"),
        (_("Downloads"), _("Handbooks to print or to keep on your phone"), STANDING_PAGES["downloads"]),
    ]


def _for_trainers(builder: PageBuilder) -> list[tuple[str, str, str]]:
    _ = builder.language.gettext
    ready = [(_("Is this edition ready?"), _("What is still to do before it goes live"), STANDING_PAGES["status"])]
    return [
        *_help(builder),
        (_("Start a session"), _("Choose one from the list of days, press start"), STANDING_PAGES["timetable"]),
        (_("Downloads"), _("Day packs, run sheets, cards and handbooks to print"), STANDING_PAGES["downloads"]),
        (_("Role plays"), _("Briefs, observer sheets, debriefs"), f"{ROLE_PLAY.folder}/index.md"),
        (_("Procedures"), _("What to do, who does it, by when"), f"{PROCEDURE.folder}/index.md"),
        (_(SITUATION.titles), _("What peers say, do and pass on"), f"{SITUATION.folder}/index.md"),
        (_(RESOURCE.menu_title), _("What you give to people"), f"{RESOURCE.folder}/index.md"),
        *(ready if has_standing("status", builder.edition) else []),
    ]


def _help(builder: PageBuilder) -> list[tuple[str, str, str]]:
    _ = builder.language.gettext
    known = builder.edition.entries.get("signposting")
    return [(_("I need help now"), _("Who to call, day or night"), STANDING_PAGES["help-now"])] if known else []


def _workbook(builder: PageBuilder) -> list[tuple[str, str, str]]:
    """Return the resource that people fill in over the course: the first that is a form to fill in on a screen too."""
    _ = builder.language.gettext
    packs = (entry for entry in builder.edition.of_kind(RESOURCE) if isinstance(entry.model, Resource))
    filled_in = next((entry for entry in packs if getattr(entry.model, "fillable", False)), None)
    return [(_("My workbook"), _("Write, plan and keep it by you"), page_of(filled_in.id))] if filled_in else []


def _packs(builder: PageBuilder, day: Day) -> list[dict[str, str]]:
    """Return what is printed for one day, its sheets and its packs, each by its title before the day's own."""
    sheets = [(page.title, page.meta.pdf) for page in builder.sheets if page.meta.source == day.id]
    plans = [(plan.title, plan.path) for plan in builder.plans if plan.days == (day.id,)]
    return [{"what": title.removesuffix(f": {day.title}"), "pdf": pdf} for title, pdf in (*sheets, *plans)]
