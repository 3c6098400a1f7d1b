"""Typeset sheets in a process of their own and tell every file it opened and every connection it tried.

Run with a pickled list of sheets on standard input. What Python opens of its own is not told.
"""

import json
import pickle
import resource
import sys
from pathlib import Path
from typing import Any

import generator
from generator.pdf.chapter import Sheet, cover_sheet, typeset
from generator.pdf.typesetter import TypesettingError, _parsed, font_styles
from generator.text.letters import HOUSE

WATCHED = (
    "open",
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "urllib.",
    "http.",
)
PLAIN = "plain"
"""The title of a sheet that is given to WeasyPrint without any guard, to see that the watch would notice."""


def main() -> None:
    """Read sheets, typeset them, and print what happened as JSON."""
    sheets = pickle.load(sys.stdin.buffer)  # noqa: S301 - they come from the test
    limit = 6 * 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    typeset(cover_sheet("Warm", "<h1>Warm</h1><p>Words</p>", ("p { color: #000000 }",)))
    seen: list[tuple[str, str]] = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(WATCHED) and not _is_own(event, arguments):
            seen.append((event, str(arguments[0] if arguments else "")))

    sys.addaudithook(hook)
    results = []
    for sheet in sheets:
        start = len(seen)
        pdf, said = _typeset(sheet)
        results.append({"seen": seen[start:], "said": said, "pdf": pdf.hex()})
    json.dump(results, sys.stdout)


def _typeset(sheet: Sheet) -> tuple[bytes, str]:
    if sheet.title == PLAIN:
        from weasyprint import HTML  # noqa: PLC0415

        font_config, styles = _parsed((font_styles((HOUSE,)),))
        return HTML(string=sheet.html).write_pdf(stylesheets=[styles], font_config=font_config), ""
    try:
        return typeset(sheet), ""
    except TypesettingError as exc:
        return b"", str(exc)


def _is_own(event: str, arguments: tuple[Any, ...]) -> bool:
    """Say whether a file is Python's own, or one of the packages installed with it, such as the fonts."""
    place = str(arguments[0]) if arguments else ""
    return event == "open" and place.startswith((sys.prefix, sys.base_prefix, str(Path(generator.__file__).parent)))


if __name__ == "__main__":
    main()
