"""An edition as its pages, with all else that making its site and its PDFs takes; what its texts came from is gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.editions.edition import Edition
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.site.icalendar import calendar
from generator.site.manifest import Contents, contents


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """An edition that is ready to be made.

    `pictures` are its pictures by the name authors write, and `calendar` the days of its course, or nothing.
    """

    code: str
    audience: Audience
    folder: str
    rendered: Rendered
    pictures: Mapping[str, Path]
    contents: Contents
    calendar: str


def prepared(edition: Edition, rendered: Rendered) -> Prepared:
    """Return an edition ready to be made from its pages."""
    return Prepared(
        code=edition.code,
        audience=edition.audience,
        folder=edition.folder,
        rendered=rendered,
        pictures=edition.assets,
        contents=contents(edition),
        calendar=calendar(edition),
    )
