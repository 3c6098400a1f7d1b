"""What stands round the pages of an edition: its navigation, its names, and who to call."""

from generator.editions.urls import STANDING_PAGES
from generator.model.kinds import MENU_KINDS
from generator.pages.page import NavItem, Page
from generator.text.language import Language


def nav(pages: tuple[Page, ...], language: Language) -> tuple[NavItem, ...]:
    """Order pages for reading: help first, then the days, then each kind, then what it is built on."""
    _ = language.gettext
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
