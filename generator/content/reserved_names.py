"""What stands in every site besides documents, and what a trust can therefore not be called.

An edition of a trust is a folder of the site, beside the pages of the national edition, so its code must be the name of
none of them. The names come from what is published, not from a list kept by hand.
"""

import re
from collections.abc import Mapping

from generator.model.kinds import FOLDER_KINDS
from generator.system.file_names import DEVICES, FORM

BESIDE_PAGES = ("images", "javascripts", "stylesheets")
"""What stands beside the pages: the folders of `templates/site/static/`, which need not be where this runs."""

PAGES: Mapping[str, str] = {
    "home": "index.md",
    "help-now": "help-now.md",
    "signposting": "help-now.md",
    "components": "components/index.md",
    "competencies": "competencies.md",
    "glossary": "glossary.md",
    "about": "about.md",
    "facts": "about.md",
    "local-values": "about.md",
    "readers": "who-has-read-this.md",
    "wording": "about.md",
    "timetable": "programme/index.md",
    "search": "search.md",
    "synonyms": "search.md",
    "mapping": "mapping.md",
    "two-trainers": "two-trainers.md",
    "half-days": "half-days.md",
    "downloads": "publications/index.md",
    "copies": "copies.md",
    "offline": "offline/index.md",
    "accessibility": "accessibility.md",
    "whats-new": "whats-new.md",
    "differences": "differences.md",
    "status": "status.md",
    "who-is-called": "who-is-called.md",
    "overview": "overview.md",
    "reference": "reference.md",
}
"""The pages that are no document's, by the name an author writes to link to one: the source path of each."""

MADE = ("assets", "card", "downloads", "earlier", "fonts", "room", "search", "trainer")
"""Folders beside pages: pictures, the card, PDFs, earlier editions, fonts, rooms, search, and editions for trainers."""

LONGEST_CODE = 31
NATIONAL = "national"
"""The word for the national edition, on the command line."""


def taken() -> frozenset[str]:
    """Return every name that a folder or page of the site has, so that no trust can."""
    pages = {part for name, page in PAGES.items() for part in (name, page.partition("/")[0].removesuffix(".md"))}
    folders = {kind.folder for kind in FOLDER_KINDS}
    return frozenset({*pages, *folders, *BESIDE_PAGES, *MADE, NATIONAL})


def code_fault(code: str) -> tuple[str, str] | None:
    """Return why a word cannot be a trust's code, and what to do, or nothing."""
    sentence = f'"{code}" cannot be a trust\'s code'
    if not FORM.fullmatch(code) or not re.match("[a-z]", code) or not 1 < len(code) <= LONGEST_CODE:
        hint = f"2 to {LONGEST_CODE} small letters, digits and single hyphens, with a letter first: northmoor"
        return sentence, hint
    if code in DEVICES:
        return sentence, "Windows keeps this name for a device, so no folder can have it there"
    if code in taken():
        return sentence, "it is a word the site uses for a page or folder of its own; add to it: " + f"{code}-trust"
    return None
