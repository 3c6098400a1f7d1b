"""What is asked of a build: what to make, from where, to where, and how."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

SITE, PRINT = "site", "print"
"""What can be made alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What to build, from where, to where, and how. `codes` are the trusts asked for; none asked for is everything."""

    root: Path
    codes: tuple[str, ...] = ()
    trust_folders: tuple[Path, ...] = ()
    today: date
    site_dir: Path
    only: str = ""
    engine: str = "mkdocs"
    jobs: int = 2
    scheduler: str = ""
    store: str = ""
    strict: bool = False
    people: int | None = None
    """How many people what to bring and to print is counted for, where not for as many as each trust says."""

    @property
    def cache(self) -> Path:
        """Where results are kept between builds; with a `store`, other machines' results are found there too."""
        return self.root / ".cache"

    @property
    def is_partial(self) -> bool:
        """Whether only a part of the site is made, so that the rest of it is kept."""
        return bool(self.codes or self.only)
