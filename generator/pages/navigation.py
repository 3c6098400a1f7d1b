"""The menu of an edition: help first, then sessions under their days, then each kind, then what it is built on."""

from generator.editions.urls import STANDING_PAGES, url_of
from generator.model.kinds import MENU_KINDS, SESSION
from generator.pages.page import NavItem, Page
from generator.pages.pictures import icon_name
from generator.text.language import Language


def nav(pages: tuple[Page, ...], language: Language) -> tuple[NavItem, ...]:
    """Order pages for reading: help first, then the days, then each kind, then what it is built on."""
    _ = language.gettext
    titles = {page.path: page.title for page in pages}
    held = _by_day(pages)

    def group(title: str, folder: str) -> tuple[NavItem, ...]:
        items = tuple(
            _with_sessions(page, title if page.path.endswith("index.md") else page.title, held.get(page.path, []))
            for page in pages
            if page.path.startswith(f"{folder}/") and not (folder == SESSION.folder and page.meta.day)
        )
        return (NavItem(title=title, icon=icon_name(f"{folder}/index.md"), children=items),) if items else ()

    def single(name: str, title: str = "") -> tuple[NavItem, ...]:
        path = STANDING_PAGES[name]
        return (NavItem(title=title or titles[path], icon=icon_name(name), page=path),) if path in titles else ()

    return (
        *single("home", _("Home")),
        *single("help-now"),
        *group(_("Timetable"), "programme"),
        *single("two-trainers"),
        *single("half-days"),
        *(item for kind in MENU_KINDS for item in group(_(kind.menu_title), kind.folder)),
        *group(_("Core components"), "components"),
        *single("who-is-called"),
        *single("competencies"),
        *single("mapping"),
        *single("glossary"),
        *group(_("Downloads"), "publications"),
        *single("whats-new"),
        *single("differences"),
        *single("status"),
        *single("overview"),
        *single("reference"),
        *single("about"),
        *single("readers"),
        *single("offline"),
        *single("accessibility"),
        *single("search", _("Search, and A to Z")),
    )


def _by_day(pages: tuple[Page, ...]) -> dict[str, list[Page]]:
    """Return the sessions that are held on each day, in order, by the source path of the day's page."""
    days = {url_of(page.path): page.path for page in pages}
    held: dict[str, list[Page]] = {}
    for page in pages:
        if page.path.startswith(f"{SESSION.folder}/") and page.meta.day:
            held.setdefault(days[page.meta.day.url], []).append(page)
    return held


def _with_sessions(page: Page, title: str, sessions: list[Page]) -> NavItem:
    """Return a page of the menu; a day has its own page first, and then its sessions, below it."""
    if not sessions:
        return NavItem(title=title, page=page.path)
    below = (NavItem(title=title, page=page.path), *(NavItem(title=each.title, page=each.path) for each in sessions))
    return NavItem(title=title, children=below)
