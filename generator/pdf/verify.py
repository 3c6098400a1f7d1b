"""Is this copy current? Its pages compared with those that the site, as it was last built, has under the same code."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from generator.pdf.printed import imprint_of, print_alike
from generator.problems import ContentError, Mark, error

MOST_BYTES = 500_000_000
"""Larger than any download could be."""

PLACES = ("manifest.json", "*/manifest.json", "*/*/manifest.json")
"""Where the editions of a site say what is in them."""


class State(Enum):
    """What a copy turned out to be."""

    SAME = "same"
    """The very file that the site holds."""
    SAVED_ANEW = "saved anew"
    """Another file with the same pages: a viewer or a mail program saved it."""
    ALTERED = "altered"
    """It carries the code of a current copy, and its pages are others."""
    OLD = "old"
    """The site holds no copy of this code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What is known of one copy. `edition` names the edition and trust it was looked up in."""

    title: str
    copy: str
    state: State
    edition: str

    @property
    def is_current(self) -> bool:
        """Whether its pages are those of the site."""
        return self.state in (State.SAME, State.SAVED_ANEW)


def verify(path: Path, site_dir: Path) -> Verdict:
    """Look a copy up in a site, and compare its pages with those the site holds.

    Args:
        path: The PDF.
        site_dir: A finished site.

    Raises:
        ContentError: It is not a PDF this program made, or there is no site to compare it with.
    """
    try:
        _refuse_odd(path)
        title, copy = imprint_of(path)
    except (OSError, ValueError) as exc:
        said = str(exc) if isinstance(exc, ValueError) else "this is not a PDF that can be read"
        raise ContentError([error(Mark(path=str(path)), "not-a-copy", said)]) from None
    if not copy:
        hint = "forms and PDFs from elsewhere carry none"
        raise ContentError([error(Mark(path=str(path)), "not-a-copy", "this PDF carries no code of a copy", hint)])
    manifests = [(place, listed) for place, listed in _manifests(site_dir) if any(_copies(listed))]
    if not manifests:
        hint = "build it first: ./handbook build"
        raise ContentError([error(Mark(path=str(site_dir)), "no-site", "there is no site with PDFs here", hint)])
    for place, listed in manifests:
        if found := dict(_copies(listed)).get(copy):
            edition = f"edition {listed['edition']}, {listed['trust'] or 'national'}"
            return Verdict(title=title, copy=copy, state=_compared(path, place.parent / found), edition=edition)
    return Verdict(title=title, copy=copy, state=State.OLD, edition=f"edition {manifests[0][1]['edition']}")


def _refuse_odd(path: Path) -> None:
    """Refuse what is no file of a size that a download can have, before a byte of it is read."""
    if not path.is_file():
        raise ValueError("this is not a file that can be read")
    size = path.stat().st_size
    if not size:
        raise ValueError("this file is empty")
    if size > MOST_BYTES:
        raise ValueError("this file is larger than any that this program makes")


def _compared(path: Path, current: Path) -> State:
    try:
        if path.read_bytes() == current.read_bytes():
            return State.SAME
        return State.SAVED_ANEW if print_alike(path, current) else State.ALTERED
    except ValueError as exc:
        raise ContentError([error(Mark(path=str(path)), "not-a-copy", str(exc))]) from None
    except OSError:
        sentence = "the site lists this PDF, and it is not there to compare with"
        raise ContentError(
            [error(Mark(path=str(current)), "no-site", sentence, "build it again: ./handbook build")]
        ) from None


def _manifests(site_dir: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for place in (path for pattern in PLACES for path in sorted(site_dir.glob(pattern))):
        try:
            listed = json.loads(place.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(listed, dict) and {"edition", "trust"} <= set(listed):
            yield place, listed


def _copies(manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return the code of every copy with the path of its PDF."""
    for part in ("documents", "publications", "sheets"):
        for each in manifest.get(part, ()):
            if each.get("copy") and (path := each.get("path") or each.get("pdf")):
                yield each["copy"], path
