"""Which editions stand in a site as a build left them, made from what, and for which days."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.build.options import Options
from generator.build.site_folder import MARK, owner_of
from generator.problems import Problem, as_json, from_json
from generator.system.cache import digest
from generator.system.disk import file_names, make_folder, read_record, write_record


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A trust's editions, or the national ones, as a build left them.

    `made_from` is the fingerprint of what they were made from, `listing` that of what they look like from outside.
    What was found wrong in them, and what their pages say, is so from the day `since` until the day before `until`.
    """

    made_from: str
    listing: str
    since: date
    until: date
    problems: tuple[Problem, ...]

    def holds(self, made_from: str, listing: str | None, today: date) -> bool:
        """Say whether a build of today would leave the same."""
        return (self.made_from, self.listing) == (made_from, listing) and self.since <= today < self.until


def listings(site_dir: Path, codes: Collection[str]) -> Mapping[str, str]:
    """Return the fingerprint of what each edition in a site looks like from outside, to notice when someone touched it.

    Args:
        site_dir: The site.
        codes: The codes of the trusts that have a folder there; what is in none of them is national, with the code "".
    """
    seen: dict[str, list[str]] = {}
    for name in sorted(set(file_names(site_dir)) - {MARK}):
        found = (site_dir / name).lstat()
        seen.setdefault(owner_of(name, codes), []).append(f"{name} {found.st_size} {found.st_mtime_ns}")
    return {code: digest(*files) for code, files in seen.items()}


def read(options: Options) -> Mapping[str, Standing]:
    """Return what was written down of a site's editions, by their codes."""
    listed = read_record(_record(options)).get("editions", {})
    return {code: _standing(each) for code, each in listed.items()}


def note_use(options: Options) -> None:
    """Note that what was written down of a site is still used."""
    os.utime(_record(options))


def write(options: Options, editions: Mapping[str, Standing]) -> None:
    """Write down how a site's editions were left.

    Raises:
        OSError: It cannot be written.
    """
    make_folder(_record(options).parent, options.cache)
    write_record(_record(options), {"editions": {code: _as_json(each) for code, each in editions.items()}})


def _as_json(each: Standing) -> Mapping[str, Any]:
    return {
        "made_from": each.made_from,
        "listing": each.listing,
        "since": each.since.isoformat(),
        "until": each.until.isoformat(),
        "problems": [as_json(problem) for problem in each.problems],
    }


def _standing(told: Mapping[str, Any]) -> Standing:
    return Standing(
        made_from=told["made_from"],
        listing=told["listing"],
        since=date.fromisoformat(told["since"]),
        until=date.fromisoformat(told["until"]),
        problems=tuple(from_json(each) for each in told["problems"]),
    )


def _record(options: Options) -> Path:
    return options.cache / "builds" / f"{digest(str(options.site_dir))[:16]}.json"
