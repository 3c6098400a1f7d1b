"""A publication as a book for phones and readers (EPUB 3), from the same pages as its PDF."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from generator.content.images import of_file
from generator.editions.publication_plan import Plan
from generator.pages.page import Page, Rendered
from generator.site.scorm import FOLDER, packed
from generator.site.standalone import Taken, page_at, pictures_of, standing_alone

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Tags that HTML never closes, and XML must."""

HANDBOOK = "peer-handbook"
"""The publication that is the book, where there is one of this name."""

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}

CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

_TAG = re.compile(r"<(?P<name>[a-zA-Z][\w:-]*)(?P<given>(?:\s+[^\s=>/\"]+(?:=\"[^\"]*\")?)*)\s*(?P<end>/?)>")
_ATTRIBUTE = re.compile(r"\s+(?P<name>[^\s=>/\"]+)(?P<value>=\"[^\"]*\")?")
_MESSAGE = re.compile(r'<a\b[^>]*\shref="sms:[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
"""A link that writes a text message: readers of books know no such thing."""

_NOTHING = '=""'
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot);|#)\w+;")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Book:
    """What a book is made from: its plan, its pages by their files, and what its files say of it."""

    rendered: Rendered
    plan: Plan
    pages: Mapping[str, Page]
    pictures: Mapping[str, Path]


def handbook(rendered: Rendered) -> Plan | None:
    """Return the handbook among the publications of an edition for peers; nothing where there is none."""
    listed = [plan for plan in rendered.plans if plan.layout == "handbook" and not plan.days]
    return next((plan for plan in listed if plan.name == HANDBOOK), listed[0] if listed else None)


def book(root: Path, rendered: Rendered, plan: Plan, pictures: Mapping[str, Path]) -> bytes:
    """Return a publication as a book, whose bytes depend on what is in it alone.

    Args:
        root: The folder of the project.
        rendered: The pages of an edition.
        plan: The publication.
        pictures: The pictures of the edition, by name.

    Raises:
        OSError: A file cannot be read.
    """
    pages = {f"page-{place}.xhtml": page_at(rendered, path) for place, path in enumerate(plan.pages, 1)}
    made = _Book(rendered=rendered, plan=plan, pages=pages, pictures=pictures_of(tuple(pages.values()), pictures))
    taken = Taken(files={page.path: (file, "") for file, page in pages.items()}, address=rendered.address)
    files = {
        "META-INF/container.xml": CONTAINER.encode(),
        "standalone.css": (root / FOLDER / "standalone.css").read_bytes(),
        "title.xhtml": _title_page(made).encode(),
        "contents.xhtml": _contents(made).encode(),
        **{name: _page(made, page.title, standing_alone(page, taken)).encode() for name, page in pages.items()},
        **{name: of_file(path) for name, path in made.pictures.items()},
    }
    with_pictures = [name for name in pages if b"<svg" in files[name]]
    files["book.opf"] = _package(made, with_pictures).encode()
    return packed(files, first=("mimetype", b"application/epub+zip"))


def as_xml(html: str) -> str:
    """Return our HTML as XML reads it: what is void closed, attributes with values, letters by themselves."""

    def tag(found: re.Match[str]) -> str:
        given = _ATTRIBUTE.sub(lambda each: f" {each['name']}{each['value'] or _NOTHING}", found["given"])
        if found["name"] == "svg" and "xmlns=" not in given:
            given += ' xmlns="http://www.w3.org/2000/svg"'
        return f"<{found['name']}{given}{'/' if found['name'] in VOID or found['end'] else ''}>"

    html = _MESSAGE.sub(r"<span>\1</span>", html)
    return _ENTITY.sub(lambda found: unescape(found[0]), _TAG.sub(tag, html))


def _page(made: _Book, title: str, html: str) -> str:
    identity = made.rendered.identity
    lang, way = escape(identity.lang), escape(identity.way)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}" dir="{way}">\n'
        f"<head><title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="standalone.css"/></head>\n'
        f"<body>\n{as_xml(html)}\n</body>\n</html>\n"
    )


def _title_page(made: _Book) -> str:
    _, identity = made.rendered.language.gettext, made.rendered.identity
    edition = _("National edition {edition}", edition=identity.edition)
    lines = [f"<h1>{escape(made.plan.cover_title)}</h1>", f"<p>{escape(made.plan.subtitle)}</p>"]
    lines += [f"<p>{escape(words)}</p>" for words in (identity.trust_name, edition, identity.notice) if words]
    return _page(made, made.plan.title, "\n".join(lines))


def _contents(made: _Book) -> str:
    heading = made.rendered.language.gettext("Contents")
    files = {page.path: name for name, page in made.pages.items()}
    lines = [f'<nav epub:type="toc" id="toc"><h1>{escape(heading)}</h1>', "<ol>"]
    for part in made.plan.parts:
        listed = [(files[path], made.pages[files[path]].title) for path in part.pages]
        if listed:
            rows = "".join(f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in listed)
            lines.append(f'<li><a href="{listed[0][0]}">{escape(part.title)}</a><ol>{rows}</ol></li>')
    return _page(made, heading, "\n".join([*lines, "</ol></nav>"]))


def _package(made: _Book, with_pictures: Sequence[str]) -> str:
    identity, plan = made.rendered.identity, made.plan
    identifier = uuid5(NAMESPACE_URL, f"peer-support-handbook/{made.rendered.folder}{plan.name}/{identity.edition}")
    year, _, month = identity.edition.partition(".")
    title = f"{plan.cover_title}: {identity.trust_name}" if identity.trust_name else plan.cover_title
    facts = "\n".join(f'    <meta property="{name}">{escape(value)}</meta>' for name, value in _access(made))
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{escape(identity.lang)}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
    <dc:title>{escape(title)}</dc:title>
    <dc:language>{escape(identity.lang)}</dc:language>
    <dc:publisher>{escape(identity.trust_name or identity.site_name)}</dc:publisher>
    <meta property="dcterms:modified">{year}-{month or "01"}-01T00:00:00Z</meta>
{facts}
  </metadata>
  <manifest>
{chr(10).join(_manifest(made, with_pictures))}
  </manifest>
  <spine page-progression-direction="{escape(identity.way)}">
    <itemref idref="title"/>
    <itemref idref="contents"/>
{chr(10).join(f'    <itemref idref="{name.removesuffix(".xhtml")}"/>' for name in made.pages)}
  </spine>
</package>
"""


def _access(made: _Book) -> Iterator[tuple[str, str]]:
    """Return what readers who do not see, or see little, may rely on (EPUB Accessibility 1.1)."""
    yield "schema:accessMode", "textual"
    yield "schema:accessMode", "visual"
    yield "schema:accessModeSufficient", "textual"
    yield from (("schema:accessibilityFeature", each) for each in ("structuralNavigation", "tableOfContents"))
    yield "schema:accessibilityFeature", "alternativeText"
    yield "schema:accessibilityHazard", "none"
    say = made.rendered.language.gettext
    yield "schema:accessibilitySummary", say("Headings, lists and tables are marked, and pictures have words.")


def _manifest(made: _Book, with_pictures: Sequence[str]) -> Iterator[str]:
    page = 'media-type="application/xhtml+xml"'
    yield '    <item id="style" href="standalone.css" media-type="text/css"/>'
    yield f'    <item id="title" href="title.xhtml" {page}/>'
    yield f'    <item id="contents" href="contents.xhtml" {page} properties="nav"/>'
    for name in made.pages:
        drawn = ' properties="svg"' if name in with_pictures else ""
        yield f'    <item id="{name.removesuffix(".xhtml")}" href="{name}" {page}{drawn}/>'
    for place, name in enumerate(made.pictures):
        kind = TYPES[Path(name).suffix.lower()]
        yield f'    <item id="picture-{place}" href="{escape(name)}" media-type="{kind}"/>'
