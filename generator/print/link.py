"""Chapters into one PDF, as a linker joins compiled files: pages, links, outline, structure tree, fonts and furniture.

No text is typeset here but the furniture (running head, foot, page number), which is drawn with a font the chapters
already carry and marked as a pagination artifact (ISO 32000-1, 14.8.2.2.2), so that a screen reader passes over it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from generator.addresses import url_of
from generator.cache import digest
from generator.print.chapter import SCHEME
from generator.print.typeface import Typeface

MARGIN, HEAD_Y, FOOT_Y, LINE_HEIGHT = 51.0, 806.0, 38.0, 11.0
"""Furniture, in points on A4 (595.28 by 841.89): side margin, baselines of the head and the first line of the foot."""
PAGE_WIDTH = 595.28
SIZE = 8.5
PRINT = 4
"""The annotation flag that says a link is printed as it is shown."""
GREY = "0.27 0.27 0.27 rg"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A typeset chapter in its place: its address, title, heading in the contents, and what its furniture says."""

    path: str
    title: str
    pdf: bytes
    part: str = ""
    head: str = ""
    foot: str = ""
    furniture: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """What is true of the whole publication: title, what stands right in the head, and the second line of the foot."""

    title: str
    head: str
    foot: str
    site: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """A finished publication."""

    pdf: bytes
    pages: int


def page_count(pdf: bytes) -> int:
    """Give the number of pages of a PDF."""
    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def link(chapters: Sequence[Chapter], imprint: Imprint, typeface: Typeface) -> Linked:
    """Join chapters into one tagged PDF with links, bookmarks and furniture."""
    sources = [Pdf.open(BytesIO(chapter.pdf)) for chapter in chapters]
    out = Pdf.new()
    for source in sources:
        for page in source.pages:  # one by one: extend() would warn of named places, which `_destinations` carries over
            out.pages.append(page)
    starts = _starts(sources)
    tree = _Structure(out)
    names: dict[str, Array] = {}
    for chapter, source, start in zip(chapters, sources, starts, strict=True):
        tree.add(source, start)
        names |= _destinations(out, chapter.path, source, start)
    titles = {chapter.path: chapter.title for chapter in chapters}
    for chapter, source, start in zip(chapters, sources, starts, strict=True):
        _retarget(out, chapter.path, start, len(source.pages), names, titles, tree, imprint.site)
    tree.finish()
    out.Root.Names = Dictionary(Dests=_name_tree(names))
    _outline(out, chapters, sources, starts)
    _share_fonts(out)
    _furnish(out, chapters, sources, imprint, typeface)
    _describe(out, imprint)
    buffer = BytesIO()
    out.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Linked(pdf=buffer.getvalue(), pages=len(out.pages))


def _starts(sources: Sequence[Pdf]) -> list[int]:
    starts, total = [], 0
    for source in sources:
        starts.append(total)
        total += len(source.pages)
    return starts


class _Structure:
    """The joined structure tree. Each chapter's keys and ids are moved to a range of their own; used only in `link`."""

    def __init__(self, out: Pdf) -> None:
        self.out = out
        self.root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array()))
        self.numbers: dict[int, Any] = {}
        self.ids: dict[str, Any] = {}
        self.next_key = 0
        self.chapters = 0

    def add(self, source: Pdf, start: int) -> None:
        """Take a chapter's tree over, below one document, with keys and ids nobody else has."""
        tree = self.out.copy_foreign(source.Root.StructTreeRoot)
        offset = self.next_key
        pairs = list(tree.ParentTree.Nums)
        self.numbers |= {int(pairs[i]) + offset: pairs[i + 1] for i in range(0, len(pairs), 2)}
        self.next_key = max(self.numbers, default=-1) + 1
        for page in self.out.pages[start : start + len(source.pages)]:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + offset
            for annotation in page.obj.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + offset
        for kid in tree.K if isinstance(tree.K, Array) else [tree.K]:
            kid.S = Name.Part
            kid.P = self.document
            self.document.K.append(kid)
            self._complete(kid)
        self.chapters += 1

    def finish(self) -> None:
        """Write the joined trees into the catalogue."""
        numbers = Array()
        for number in sorted(self.numbers):
            numbers.append(number)
            numbers.append(self.numbers[number])
        self.root.K = Array([self.document])
        self.root.ParentTree = self.out.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = self.next_key
        if self.ids:
            self.root.IDTree = self.out.make_indirect(_name_tree(self.ids))
        self.out.Root.StructTreeRoot = self.root
        self.out.Root.MarkInfo = Dictionary(Marked=True)

    def unlink(self, annotation: Any) -> None:
        """Take an annotation's place in the structure away: what was a link is then plain text."""
        element = self.numbers.pop(int(annotation.StructParent))
        kids = [kid for kid in element.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)]
        element.K = Array(kids)
        element.S = Name.Span

    def _complete(self, element: Any) -> None:
        """Make the ids of table headers unique, let what refers to them follow, and say which way each heads.

        The typesetter names headers but writes no scope (WeasyPrint issue 2508), which some readers rely on.
        """
        stack = [element]
        while stack:
            each = stack.pop()
            if "/ID" in each:
                each.ID = String(f"{self.chapters}-{each.ID!s}")
                self.ids[str(each.ID)] = each
            if each.get("/S") == Name.TH:
                scope = Dictionary(O=Name.Table, Scope=Name.Column)
                each.A = Array([*_attribute_sets(each), scope])
            for attributes in _attribute_sets(each):
                if "/Headers" in attributes:
                    attributes.Headers = Array([String(f"{self.chapters}-{name!s}") for name in attributes.Headers])
            kids = each.get("/K", ())
            for kid in kids if isinstance(kids, Array) else [kids]:
                if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
                    stack.append(kid)  # noqa: PERF401 - the loop reads as what it does


def _attribute_sets(element: Any) -> Iterator[Any]:
    found = element.get("/A", ())
    for each in found if isinstance(found, Array) else [found]:
        if isinstance(each, Dictionary):
            yield each


def _destinations(out: Pdf, path: str, source: Pdf, start: int) -> dict[str, Array]:
    """Give a chapter's named places under names of its own, and the chapter's first page under its path."""
    index: dict[Any, int] = {page.objgen: position for position, page in enumerate(source.pages)}
    first = out.pages[start].obj
    found = {path: Array([first, Name.XYZ, 0, float(first.MediaBox[3]), 0])}
    tree = source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    pairs = list(tree.get("/Names", ()))
    for position in range(0, len(pairs), 2):
        page, *rest = list(pairs[position + 1])
        place = out.pages[start + index[page.objgen]].obj
        found[f"{path}#{pairs[position]!s}"] = Array([place, *rest])
    return found


def _retarget(
    out: Pdf,
    path: str,
    start: int,
    count: int,
    names: Mapping[str, Array],
    titles: Mapping[str, str],
    tree: _Structure,
    site: str,
) -> None:
    """Lead a chapter's links to places in this publication, to the site, or nowhere."""
    for page in out.pages[start : start + count]:
        kept = Array()
        for annotation in page.obj.get("/Annots", ()):
            annotation.F = PRINT
            target = _target(annotation, path)
            if target is None:
                kept.append(annotation)
            elif (name := target if target in names else target.partition("#")[0]) in names:
                annotation.Dest = String(name)
                annotation.Contents = String(titles.get(name.partition("#")[0], name))
                if "/A" in annotation:
                    del annotation["/A"]
                kept.append(annotation)
            elif site:
                page_path, _, anchor = target.partition("#")
                address = site + url_of(page_path)
                annotation.A = Dictionary(
                    Type=Name.Action, S=Name.URI, URI=String(address + (f"#{anchor}" if anchor else ""))
                )
                annotation.Contents = String(address)
                kept.append(annotation)
            else:
                tree.unlink(annotation)
        if "/Annots" in page.obj:
            page.obj.Annots = kept


def _target(annotation: Any, path: str) -> str | None:
    """Give where an annotation leads as a named place, or nothing for a link out of the handbook."""
    if "/Dest" in annotation:
        return f"{path}#{annotation.Dest!s}"
    address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
    return address.removeprefix(SCHEME) if address.startswith(SCHEME) else None


def _outline(out: Pdf, chapters: Sequence[Chapter], sources: Sequence[Pdf], starts: Sequence[int]) -> None:
    """Write bookmarks: parts, then chapters, then the headings of each chapter."""
    with out.open_outline() as outline:
        part: OutlineItem | None = None
        for chapter, source, start in zip(chapters, sources, starts, strict=True):
            items = _bookmarks(source, start)
            if not chapter.part:
                outline.root.extend(items)
                part = None
                continue
            if part is None or part.title != chapter.part:
                part = OutlineItem(chapter.part, start)
                part.is_closed = True
                outline.root.append(part)
            part.children.extend(items)


def _bookmarks(source: Pdf, start: int) -> list[OutlineItem]:
    index: dict[Any, int] = {page.objgen: position for position, page in enumerate(source.pages)}

    def moved(node: Any) -> Iterator[OutlineItem]:
        while node is not None:
            page, kind, *place = list(node.Dest)
            left, top = float(place[0]), float(place[1])
            item = OutlineItem(str(node.Title), start + index[page.objgen], str(kind)[1:], left=left, top=top, zoom=0)
            item.children.extend(moved(node.get("/First")))
            item.is_closed = True
            yield item
            node = node.get("/Next")

    outlines = source.Root.get("/Outlines", Dictionary())
    return list(moved(outlines.get("/First")))


def _share_fonts(out: Pdf) -> None:
    """Keep each font file once: chapters carry whole fonts, so the same font is the same bytes."""
    kept: dict[str, Any] = {}
    for font in _fonts(out):
        for descendant in font.get("/DescendantFonts", ()):
            descriptor = descendant.get("/FontDescriptor", Dictionary())
            if "/FontFile2" in descriptor:
                key = digest(descriptor.FontFile2.read_raw_bytes())
                descriptor.FontFile2 = kept.setdefault(key, descriptor.FontFile2)


def _fonts(out: Pdf) -> Iterator[Any]:
    seen = set()
    for page in out.pages:
        for font in page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary()).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def _furnish(
    out: Pdf, chapters: Sequence[Chapter], sources: Sequence[Pdf], imprint: Imprint, typeface: Typeface
) -> None:
    """Draw the running head and foot on every page of every chapter that has them."""
    file = next((font.DescendantFonts[0].FontDescriptor.FontFile2 for font in _fonts(out) if _is_regular(font)), None)
    font = typeface.embed(out, file)
    total, number = len(out.pages), 0
    for chapter, source in zip(chapters, sources, strict=True):
        for _ in source.pages:
            page = out.pages[number]
            number += 1
            if chapter.furniture:
                drawing = _furniture(chapter, imprint, typeface, f"Page {number} of {total}")
                page.contents_add(drawing.encode("ascii"), prepend=True)
                page.add_resource(font, Name.Font, Name("/Furniture"), replace_existing=True)


def _is_regular(font: Any) -> bool:
    return str(font.BaseFont).endswith("+Atkinson-Hyperlegible")


def _furniture(chapter: Chapter, imprint: Imprint, typeface: Typeface, number: str) -> str:
    """Give the drawing of one page's furniture as two artifacts."""
    width = PAGE_WIDTH - 2 * MARGIN
    head_right = typeface.fitted(imprint.head, SIZE, width * 0.45)
    head_left = typeface.fitted(chapter.head, SIZE, width - typeface.width(head_right, SIZE) - 12)
    foot_width = width - typeface.width(number, SIZE) - 12
    head = [_text(typeface, head_left, MARGIN, HEAD_Y), _right(typeface, head_right, HEAD_Y)]
    foot = [
        _text(typeface, typeface.fitted(chapter.foot, SIZE, foot_width), MARGIN, FOOT_Y),
        _text(typeface, typeface.fitted(imprint.foot, SIZE, foot_width), MARGIN, FOOT_Y - LINE_HEIGHT),
        _right(typeface, number, FOOT_Y),
    ]
    return f"{_artifact('Header', head)}\n{_artifact('Footer', foot)}"


def _artifact(kind: str, lines: Sequence[str]) -> str:
    drawn = "\n".join(line for line in lines if line)
    return f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC\nq BT {GREY} /Furniture {SIZE} Tf\n{drawn}\nET Q\nEMC"


def _text(typeface: Typeface, text: str, x: float, y: float) -> str:
    return f"1 0 0 1 {x:.2f} {y:.2f} Tm <{typeface.glyphs(text)}> Tj" if text else ""


def _right(typeface: Typeface, text: str, y: float) -> str:
    return _text(typeface, text, PAGE_WIDTH - MARGIN - typeface.width(text, SIZE), y)


def _name_tree(entries: Mapping[str, Any]) -> Dictionary:
    names = Array()
    for name in sorted(entries, key=lambda each: each.encode()):
        names.extend([String(name), entries[name]])
    return Dictionary(Names=names)


def _describe(out: Pdf, imprint: Imprint) -> None:
    """Say what the file is: title, language, and that it claims PDF/UA-1 (ISO 14289-1)."""
    out.Root.Lang = String("en-GB")
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.Root.PageMode = Name.UseOutlines
    out.docinfo["/Title"] = imprint.title
    title = escape(imprint.title)
    xmp = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        "<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )
    metadata = out.make_stream(xmp.encode())
    metadata.Type = Name.Metadata
    metadata.Subtype = Name.XML
    out.Root.Metadata = metadata
