"""Every sentence that the program says to readers, gathered into a catalogue for a language (gettext's .po)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from generator.content import reference
from generator.content.translations import FOLDER, is_translated
from generator.system.disk import write_file
from generator.text.language_codes import ENGLISH, LANGUAGES

KEYWORDS = {"_": None, "N_": None, "gettext": None, "html": None, "NN_": (1, 2), "ngettext": (1, 2), "html_for": (1, 2)}
"""What takes a sentence as its first word, or two as its first two."""

_WHERE = (("generator", "**.py", "python"), ("templates", "**.jinja", "jinja2"), ("templates", "**.js", "javascript"))
_HEAD: Mapping[str, Any] = {
    "project": "Peer support handbook",
    "version": "1",
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
    "charset": "utf-8",
    "fuzzy": False,
}
_WIDTH = 120
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The day that stands in the head of a catalogue: the same sentences make the same file on any day."""


def renew(root: Path, code: str) -> tuple[Path, int, int]:
    """Write the catalogue of a language, with what is translated already, and give its path and two counts.

    Args:
        root: The project's folder.
        code: The language (BCP 47): cy.

    Returns:
        The file, how many sentences it has, and how many of them are translated.
    """
    path = root / "content" / "national" / FOLDER / f"{code}.po"
    catalogue = Catalog(locale=code.replace("-", "_"), **_HEAD)
    if path.is_file():
        catalogue = read_po(BytesIO(path.read_bytes()), locale=code.replace("-", "_"))
    catalogue.update(sentences(root))
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    catalogue.header_comment = f"# What the pages, PDFs and scripts say to readers, in {LANGUAGES[code]}."
    text = BytesIO()
    write_po(text, catalogue, width=_WIDTH, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    path.parent.mkdir(exist_ok=True)
    write_file(path, text.getvalue())
    said = [message for message in catalogue if message.id]
    return path, len(said), len([each for each in said if is_translated(each)])


def sentences(root: Path) -> Catalog:
    """Return every sentence in the program, its templates and its scripts, with the files where each stands."""
    found = Catalog(locale=ENGLISH.replace("-", "_"))
    for file, words in _found(root):
        found.add(words, locations=[(file, 1)])
    for sentence in reference.sentences():
        found.add(sentence, locations=[("generator/content/reference.py", 1)])
    return found


def _found(root: Path) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for folder, pattern, method in _WHERE:
        for name, _, words, _, _ in extract_from_dir(root / folder, [(pattern, method)], keywords=KEYWORDS):
            yield f"{folder}/{Path(name).as_posix()}", words
