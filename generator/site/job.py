"""What a site is built from, and the files beside its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.pages.page import Rendered


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteJob:
    """One edition's site to build: its pages, its pictures, with which engine, and where it is kept between builds."""

    root: Path
    rendered: Rendered
    pictures: Mapping[str, Path]
    engine: str
    store: Path


class SiteError(Exception):
    """Raised when the engine complained: its own words, one complaint a line."""
