"""The editor's pages from its templates: everything that somebody wrote is escaped in them."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.changes.text_diff import word_diff
from generator.editor.shapes import Control
from generator.text import markup
from generator.text.language import Language
from generator.text.markup import Html, Link


class Views:
    """Makes pages from the templates of a folder."""

    def __init__(self, root: Path) -> None:
        """Take the templates of the project in a folder."""
        self.folder = root / "templates" / "editor"

    @cached_property
    def _environment(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals |= {"Control": Control, "word_diff": word_diff}
        made.filters |= {"long_date": Language().long_date, "marked": marked, "sentence": sentence, "moment": moment}
        return made

    def page(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a page."""
        return self._environment.get_template(f"{name}.html.jinja").render(**values)


def sentence(words: str) -> str:
    """Return what is said of a problem as a sentence: with a capital, and one full stop."""
    said = f"{words[:1].upper()}{words[1:]}"
    return said if said.endswith((".", "?", "!", "…")) else f"{said}."


def moment(when: str) -> str:
    """Return when something was kept, as people say it: a day and a time."""
    found = datetime.fromisoformat(when)
    return f"{Language().long_date(found.date())}, {found:%H:%M}"


def marked(text: str) -> Html:
    """Return Markdown as it will look; links and pictures in it are words, for nothing outside is fetched."""
    return markup.html(text, _nowhere, 3, "")


def _nowhere(link: Link) -> str:
    return link.target if link.is_external and not link.is_image else ""
