"""Earlier editions beside the present one: an archive laid out as a folder whose every page says that it is old."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from generator.build.archive import record
from generator.system.disk import write_file
from generator.text.language import Language

STYLE = "earlier.css"
"""The style sheet of what is put on each page, which the pages of an archive do not have."""

_LOOK = """\
.hb-earlier {
  padding: 0.75rem 1rem;
  border: 0.25rem solid #8a1c1c;
  color: #1b1b1b;
  background: #fff;
  font-size: 0.85rem;
  font-weight: bold;
}
.hb-earlier p {
  margin: 0;
}
.hb-earlier a {
  color: #0b4f71;
}
"""
_LEFT_OUT = re.compile(r"(?:trainer/)?(?:worker\.js|edition\.json|feed\.xml|sitemap\.xml(?:\.gz)?|offline/[^/]+\.zip)")
"""What lets a device keep an edition, or tells readers and search engines of it: nothing that is old has any."""

_HEAD_ENDS, _BODY, _TITLE = re.compile(r"</head>"), re.compile(r"<body\b[^>]*>"), re.compile(r"<title>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """An archive, and what is said on its pages: in which language, and where the present edition is."""

    path: Path
    language: Language
    present: str


def lay_out(earlier: Earlier, out: Path) -> tuple[Path, int]:
    """Write an archived edition as a folder of its own, and return it with the number of its pages.

    PDFs are as they were issued: they bear their edition on each page.

    Args:
        earlier: A sound archive.
        out: The folder of all earlier editions.

    Raises:
        FileExistsError: It is there already.
        OSError: A file cannot be read or written.
    """
    told = record(earlier.path)
    with ZipFile(earlier.path) as packed:
        folder = out / (told["trust"] or "national") / f"{told['edition']}-{told['on']}"
        folder.mkdir(parents=True)
        prefix = f"site/{told['trust']}/" if told["trust"] else "site/"
        pages = 0
        for name in _names(told["files"], prefix):
            content = packed.read(f"{prefix}{name}")
            if name.endswith(".html"):
                content = _marked(content.decode(), name, told, earlier).encode()
                pages += 1
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_file(folder / name, content)
        write_file(folder / STYLE, _LOOK.encode())
    return folder, pages


def _names(files: dict[str, object], prefix: str) -> Iterator[str]:
    """Return the files of the site that are laid out, below its folder; none of them leads out of it."""
    for each in sorted(files):
        name = each.removeprefix(prefix)
        path = PurePosixPath(name)
        if name != each and not path.is_absolute() and ".." not in path.parts and not _LEFT_OUT.fullmatch(name):
            yield name


def _marked(html: str, name: str, told: dict[str, str], earlier: Earlier) -> str:
    """Return a page that says it is old, in its text and in its title, and asks not to be found."""
    _ = earlier.language.gettext
    said = _(
        "This is an earlier edition, {edition}, issued on {day}. It is no longer in force. Numbers may have changed.",
        edition=told["edition"],
        day=told["on"],
    )
    link = f' <a href="{escape(earlier.present)}">{escape(_("Go to the present edition"))}</a>'
    mark = f'<div class="hb-earlier" role="note"><p>{escape(said)}{link if earlier.present else ""}</p></div>'
    style = posixpath.relpath(STYLE, posixpath.dirname(name) or ".")
    head = f'<meta name="robots" content="noindex, nofollow"><link rel="stylesheet" href="{style}">'
    title = escape(_("Earlier edition {edition}", edition=told["edition"]))
    html = _HEAD_ENDS.sub(lambda found: f"{head}{found[0]}", html, count=1)
    html = _TITLE.sub(lambda found: f"{found[0]}{title}: ", html, count=1)
    return _BODY.sub(lambda found: f"{found[0]}{mark}", html, count=1)
