"""Is this copy current? A PDF's code compared with those of the site as it was last built."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.print.link import imprint_of
from generator.problems import ContentError, Mark, error


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What is known of one copy. `edition` names the edition and trust it was looked up in."""

    title: str
    copy: str
    is_current: bool
    edition: str


def verify(path: Path, site_dir: Path) -> Verdict:
    """Look a copy up in a site.

    Args:
        path: The PDF.
        site_dir: A finished site.

    Raises:
        ContentError: It is not a PDF this program made, or there is no site to compare it with.
    """
    mark = Mark(path=str(path))
    try:
        title, copy = imprint_of(path)
    except (OSError, ValueError):
        raise ContentError([error(mark, "not-a-copy", "this is not a PDF that can be read")]) from None
    if not copy:
        hint = "forms and PDFs from elsewhere carry none"
        raise ContentError([error(mark, "not-a-copy", "this PDF carries no code of a copy", hint)])
    every = [json.loads(each.read_text(encoding="utf-8")) for each in sorted(site_dir.rglob("manifest.json"))]
    manifests = [each for each in every if any(_copies(each))]
    if not manifests:
        hint = "build it first: ./handbook build"
        raise ContentError([error(Mark(path=str(site_dir)), "no-site", "there is no site with PDFs here", hint)])
    for manifest in manifests:
        if copy in _copies(manifest):
            edition = f"edition {manifest['edition']}, {manifest['trust'] or 'national'}"
            return Verdict(title=title, copy=copy, is_current=True, edition=edition)
    return Verdict(title=title, copy=copy, is_current=False, edition=f"edition {manifests[0]['edition']}")


def _copies(manifest: dict[str, Any]) -> Iterator[str]:
    for part in ("documents", "publications", "sheets"):
        yield from (each["copy"] for each in manifest.get(part, ()) if each.get("copy"))
