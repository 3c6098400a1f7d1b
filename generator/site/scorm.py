"""Packages for learning systems (SCORM 1.2): pages for peers, each with a button to say that one has read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.content.images import of_file
from generator.pages.page import Page, Rendered
from generator.site.standalone import Taken, page_at, pictures_of, standing_alone

FOLDER = Path("templates/standalone")

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'"
"""What a page of a package may load: what is in the package, and nothing from anywhere else."""


ASKED = '<div class="hb-question">'
"""What begins each question on a page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """What becomes one package: the name of its file, its title, and its pages in order."""

    name: str
    title: str
    pages: tuple[str, ...]


def lessons(rendered: Rendered, documents: Sequence[str]) -> Iterator[Lesson]:
    """Return a lesson for each document that is asked for, and one for each day's pages.

    Args:
        rendered: The pages of an edition for peers.
        documents: The ids of the documents.
    """
    there = {page.entry: page for page in rendered.pages if page.entry}
    for name in documents:
        if name in there:
            page = there[name]
            yield Lesson(name=name.replace("/", "-"), title=page.title, pages=(page.path,))


def day_lessons(rendered: Rendered) -> Iterator[Lesson]:
    """Return a lesson for each day: the pages of its pack, as far as they are pages of the site."""
    there = {page.path for page in rendered.pages}
    for plan in rendered.plans:
        pages = tuple(path for path in plan.pages if path in there)
        if len(plan.days) == 1 and pages:
            yield Lesson(name=plan.name, title=plan.title, pages=pages)


def package(root: Path, rendered: Rendered, lesson: Lesson, pictures: Mapping[str, Path]) -> bytes:
    """Return a package as a zip, whose bytes depend on what is in it alone.

    Args:
        root: The folder of the project.
        rendered: The pages of an edition for peers.
        lesson: What goes into it.
        pictures: The pictures of the edition, by name.

    Raises:
        OSError: A file cannot be read.
    """
    pages = tuple(page_at(rendered, path) for path in lesson.pages)
    files = {
        "index.html": _page(rendered, lesson, pages).encode(),
        "scorm.js": (root / FOLDER / "scorm.js").read_bytes(),
        "standalone.css": (root / FOLDER / "standalone.css").read_bytes(),
        **{name: of_file(path) for name, path in pictures_of(pages, pictures).items()},
    }
    files["imsmanifest.xml"] = _manifest(rendered, lesson, tuple(files)).encode()
    return packed(files)


def packed(files: Mapping[str, bytes], first: tuple[str, bytes] | None = None) -> bytes:
    """Return files as a zip; `first` stands in front, as it is, where a format asks for that."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as made:
        if first:
            made.writestr(ZipInfo(first[0]), first[1])
        for name, content in sorted(files.items()):
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content)
    return archive.getvalue()


def _page(rendered: Rendered, lesson: Lesson, pages: tuple[Page, ...]) -> str:
    _, identity = rendered.language.gettext, rendered.identity
    taken = Taken(
        files={page.path: ("index.html", f"p{place}-") for place, page in enumerate(pages)}, address=rendered.address
    )
    edition = _("Edition {edition}", edition=identity.edition)
    unrecorded, contents = _("No learning system was found, so nothing is recorded here."), _("Contents")
    ask, done = _("I have read this"), _("You have read this.")
    form = _questions(rendered)
    begin = f'<html lang="{escape(identity.lang)}" dir="{escape(identity.way)}">'
    lines = [
        f'<!doctype html>\n{begin}\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(lesson.title)}</title>",
        '<link rel="stylesheet" href="standalone.css">\n</head>\n<body>\n<main>',
        f"<p>{escape(identity.site_name)}. {escape(edition)}. {escape(identity.notice)}</p>",
        f'<p class="unrecorded" hidden>{escape(unrecorded)}</p>',
    ]
    if len(pages) > 1:
        lines.append(f'<nav aria-label="{escape(contents)}"><ol>')
        lines += [f'<li><a href="#p{place}-page">{escape(page.title)}</a></li>' for place, page in enumerate(pages)]
        lines.append("</ol></nav>")
    for place, page in enumerate(pages):
        lines.append(f'<article id="p{place}-page" aria-label="{escape(page.title)}">')
        lines.append(standing_alone(page, taken))
        lines += [form] if ASKED in page.html else []
        lines.append(f'<div class="read"><button type="button">{escape(ask)}')
        lines.append(f'<span class="hb-unseen">: {escape(page.title)}</span></button>')
        lines.append(f'<p tabindex="-1" hidden>{escape(done)}</p></div>\n</article>')
    return "\n".join([*lines, "</main>", '<script src="scorm.js"></script>', "</body>\n</html>"]) + "\n"


def _questions(rendered: Rendered) -> str:
    """Return what `scorm.js` puts beside the questions of a page, in words: its button, and what it says."""
    _ = rendered.language.gettext
    told = _("Your learning system is told how many you get right. You can try again as often as you like.")
    said = {
        "right": _("Yes, that is right."),
        "wrong": _("Not this one. The answers below say why."),
        "missing": _("Choose an answer to every question first."),
        "all": _("{right} of {all} are right.", right="{right}", all="{all}"),
    }
    words = "".join(f' data-{name}="{escape(sentence)}"' for name, sentence in said.items())
    button = f'<button type="button">{escape(_("Check my answers"))}</button>'
    return f'<div class="ask" hidden{words}><p>{escape(told)}</p>{button}<p role="status" tabindex="-1"></p></div>'


def _manifest(rendered: Rendered, lesson: Lesson, files: Sequence[str]) -> str:
    title = escape(lesson.title)
    identifier = f"handbook-{rendered.folder.replace('/', '-')}{lesson.name}"
    listed = "\n".join(f'      <file href="{escape(name)}"/>' for name in sorted(files))
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="{escape(identifier)}" version="{escape(rendered.identity.edition)}"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="handbook">
    <organization identifier="handbook">
      <title>{title}</title>
      <item identifier="lesson" identifierref="pages" isvisible="true">
        <title>{title}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="pages" type="webcontent" adlcp:scormtype="sco" href="index.html">
{listed}
    </resource>
  </resources>
</manifest>
"""
