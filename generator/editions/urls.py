"""Where things stand in an edition's site: the page and PDF of each document, and the pages that are no document's."""

import posixpath
from collections.abc import Callable, Mapping

from generator.content import reserved_names
from generator.editions.edition import Edition
from generator.editions.timetable import programmes_in_halves, timetable
from generator.model.base import Audience
from generator.model.kinds import GUIDE, PROCEDURE, SITUATION

STANDING_PAGES: Mapping[str, str] = reserved_names.PAGES
"""Pages an author may link to that are no document, by the name to write."""


def page_of(target: str) -> str:
    """Return the source path of the page for a document's id or a standing page's name."""
    folder, _, name = target.partition("/")
    if folder == "programmes":
        return STANDING_PAGES["timetable"]
    return STANDING_PAGES.get(target, f"{folder}/{name}.md")


def url_of(page: str) -> str:
    """Return the address, below its edition, that a page's source path is published at."""
    return page.removesuffix("index.md") if page.endswith("index.md") else page.removesuffix(".md") + "/"


def pdf_of(document: str) -> str:
    """Return the path of a document's own PDF below its edition."""
    return f"downloads/{document.rpartition('/')[2]}.pdf"


IN_WORD = (PROCEDURE, GUIDE)
"""Kinds whose documents people comment on in Word."""


def word_of(pdf: str) -> str:
    """Return the path of the document for Word that stands beside a PDF."""
    return f"{pdf.removesuffix('.pdf')}.docx"


def day_page(day: str) -> str:
    """Return the source path of the page of one day."""
    return f"programme/{day}.md"


def room_url(session: str) -> str:
    """Return the address, below its edition, of what a room sees while a session is run."""
    return f"room/{session.rpartition('/')[2]}/"


def run_sheet_page(day: str) -> str:
    """Return the source path of the run sheet of one day, which exists only on paper."""
    return f"paper/run-sheet-{day}.md"


def print_list_page(day: str) -> str:
    """Return the source path of the list of what to print for one day, which exists only on paper."""
    return f"paper/print-list-{day}.md"


def short_procedure_page(procedure: str) -> str:
    """Return the source path of a procedure in short form, which exists only on paper."""
    return f"paper/{procedure.rpartition('/')[2]}-in-short.md"


def pocket_page(situation: str) -> str:
    """Return the source path of a situation as it stands in a pocket set, and nowhere else."""
    return f"paper/{situation.rpartition('/')[2]}-pocket.md"


def cards_page(role_play: str) -> str:
    """Return the source path of the role cards of a role play, which exist only on paper."""
    return f"paper/{role_play.rpartition('/')[2]}-cards.md"


def observer_page(role_play: str) -> str:
    """Return the source path of the observer sheet of a role play, which exists only on paper."""
    return f"paper/{role_play.rpartition('/')[2]}-observer.md"


def quick_plan_page(session: str) -> str:
    """Return the source path of the quick plan of a session, which exists only on paper."""
    return f"paper/{session.rpartition('/')[2]}-quick-plan.md"


def item_page(document: str, item: str, what: str) -> str:
    """Return the source path of a sheet of an item of a resource: `sheet`, `wallet` or, of a certificate, `page`."""
    name = document.rpartition("/")[2]
    return f"paper/{item if item == name else f'{name}-{item}'}-{what}.md"


def form_page(document: str) -> str:
    """Return the source path of the form to fill in on a screen that a resource has."""
    return f"paper/{document.rpartition('/')[2]}-form.md"


MATERIALS_PAGE = "paper/materials.md"
"""The source path of the list of materials for the whole course, which exists only on paper."""
TWO_TRAINERS_PAGE = "paper/two-trainer-timetable.md"
"""The source path of who leads what on each day, as it is printed."""
HALF_DAYS_PAGE = "paper/weekly-half-days.md"
"""The source path of the course as weekly half-days, as it is printed."""
PUBLIC_HELP_PAGE = "paper/who-can-help.md"
"""The source path of who can help, for people who are supported: as printed, without the numbers for staff alone."""
SIGN_OFF_PAGE = "paper/read-and-understood.md"
"""The source path of the sheet to sign for every procedure one has read, which exists only on paper."""


def paper_pdf(page: str) -> str:
    """Return the path of the PDF of something that exists only on paper."""
    return f"downloads/{page.rpartition('/')[2].removesuffix('.md')}.pdf"


def component_page(number: str) -> str:
    """Return the source path of the page of one component."""
    return f"components/{number.replace('.', '-')}.md"


def relative(target: str, page: str) -> str:
    """Return a path as seen from a page, both below the edition."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def is_known(target: str, edition: Edition) -> bool:
    """Say whether this edition has a page for an id or name."""
    return has_standing(target, edition) or target in edition.entries


CALLING = (PROCEDURE, SITUATION)
"""Kinds whose documents say whom to call."""


def _is_for_trainers(edition: Edition) -> bool:
    return edition.audience is Audience.TRAINER


def _has(file: str) -> Callable[[Edition], bool]:
    return lambda edition: file in edition.entries


_ONLY_SOME: Mapping[str, Callable[[Edition], bool]] = {
    **{name: _has(name) for name in ("signposting", "components", "competencies", "glossary", "mapping", "readers")},
    "help-now": _has("signposting"),
    "whats-new": lambda edition: edition.ledger.before(edition.national.edition) is not None,
    "differences": lambda edition: edition.trust is not None,
    "status": _is_for_trainers,
    "reference": _is_for_trainers,
    "two-trainers": lambda edition: _is_for_trainers(edition) and bool(timetable(edition)),
    "half-days": lambda edition: _is_for_trainers(edition) and bool(programmes_in_halves(edition)),
    "who-is-called": lambda edition: (
        _is_for_trainers(edition) and any(entry.kind in CALLING for entry in edition.entries.values())
    ),
    "overview": lambda edition: _is_for_trainers(edition) and edition.trust is None,
}
"""Standing pages that only some editions have: asked for one name at a time, because every link asks."""


def has_standing(name: str, edition: Edition) -> bool:
    """Say whether this edition has a standing page of this name."""
    return name in STANDING_PAGES and (name not in _ONLY_SOME or _ONLY_SOME[name](edition))
