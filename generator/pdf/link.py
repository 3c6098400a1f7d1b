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

from generator.editions.urls import url_of
from generator.pdf.chapter import PAGE_NUMBER, SCHEME
from generator.pdf.headers_and_footers import Chapter, Imprint, Span, Stamp, furnish
from generator.pdf.shared_fonts import share_fonts
from generator.pdf.tagging import ids_of
from generator.pdf.typeface import Typeface
from generator.text.direction import isolated


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """A finished publication."""

    pdf: bytes
    pages: int


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def link(chapters: Sequence[Chapter], imprint: Imprint, typeface: Typeface) -> Linked:
    """Join chapters into one tagged PDF with links, bookmarks and furniture."""
    sources = [Pdf.open(BytesIO(chapter.pdf)) for chapter in chapters]
    lengths = [len(source.pages) for source in sources]
    starts = starts_of(lengths, [chapter.part for chapter in chapters], on_the_right=imprint.on_the_right)
    out = Pdf.new()
    for source, start in zip(sources, starts, strict=True):
        if len(out.pages) < start:
            _, _, width, height = (float(value) for value in source.pages[0].mediabox)
            out.add_blank_page(page_size=(width, height))
        for page in source.pages:  # one by one: extend() would warn of named places, which `_destinations` carries over
            out.pages.append(page)
    spans = [Span(start=start, pages=len(source.pages)) for source, start in zip(sources, starts, strict=True)]
    pages = [page.obj for page in out.pages]
    each_own = [pages[span.start : span.start + span.pages] for span in spans]
    tree = _Structure(out)
    names: dict[str, Array] = {}
    for chapter, source, own in zip(chapters, sources, each_own, strict=True):
        tree.add(source, own)
        names |= _destinations(chapter.path, source, own)
    titles = {chapter.path: chapter.title for chapter in chapters}
    stamps = list(_number_references(pages, names, tree, imprint.see_page))
    for chapter, own in zip(chapters, each_own, strict=True):
        _retarget(own, chapter.path, names, titles, tree, imprint.site)
    tree.finish()
    out.Root.Names = Dictionary(Dests=_name_tree(names))
    _outline(out, chapters, sources, each_own)
    furnish(out, chapters, spans, stamps, imprint, typeface)
    share_fonts(out)
    _describe(out, imprint)
    buffer = BytesIO()
    out.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Linked(pdf=buffer.getvalue(), pages=len(out.pages))


def starts_of(counts: Sequence[int], parts: Sequence[str], *, on_the_right: bool) -> list[int]:
    """Return the first page of each chapter, counted from 0.

    Args:
        counts: How many pages each chapter has.
        parts: The part of the book that each belongs to.
        on_the_right: Whether a part starts on the right, after an empty page where it would start on the left.
    """
    starts, total, before = [], 0, None
    for count, part in zip(counts, parts, strict=True):
        total += total % 2 if on_the_right and part != before else 0
        starts.append(total)
        total, before = total + count, part
    return starts


class _Structure:
    """The joined structure tree. Each chapter's keys are moved to a range of their own; used only in `link`."""

    def __init__(self, out: Pdf) -> None:
        self.out = out
        self.root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array()))
        self.numbers: dict[int, Any] = {}
        self.ids: dict[str, Any] = {}
        self.next_key = 0

    def add(self, source: Pdf, pages: Sequence[Any]) -> None:
        """Take the tree of a chapter with these pages over, below one document, with keys nobody else has."""
        tree = self.out.copy_foreign(source.Root.StructTreeRoot)
        offset = self.next_key
        pairs = list(tree.ParentTree.Nums)
        self.numbers |= {int(pairs[i]) + offset: pairs[i + 1] for i in range(0, len(pairs), 2)}
        self.next_key = max(self.numbers, default=-1) + 1
        for page in pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + offset
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + offset
        for kid in tree.K if isinstance(tree.K, Array) else [tree.K]:
            kid.S = Name.Part
            kid.P = self.document
            self.document.K.append(kid)
        self.ids |= dict(ids_of(tree))

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


def _destinations(path: str, source: Pdf, pages: Sequence[Any]) -> dict[str, Array]:
    """Return a chapter's named places under names of its own, and the chapter's first page under its path."""
    moved: dict[Any, Any] = {page.objgen: place for page, place in zip(source.pages, pages, strict=True)}
    first = pages[0]
    found = {path: Array([first, Name.XYZ, 0, float(first.MediaBox[3]), 0])}
    tree = source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    pairs = list(tree.get("/Names", ()))
    for position in range(0, len(pairs), 2):
        page, *rest = list(pairs[position + 1])
        found[f"{path}#{pairs[position]!s}"] = Array([moved[page.objgen], *rest])
    return found


def _number_references(
    pages: Sequence[Any], names: Mapping[str, Array], tree: _Structure, see_page: str
) -> Iterator[Stamp]:
    """Put the page number of what a reference leads to into the space the chapter left beside it, if it is in here."""
    number_of = {page.objgen: position + 1 for position, page in enumerate(pages)}
    for position, page in enumerate(pages):
        kept = Array()
        for annotation in page.get("/Annots", ()):
            target = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if not (target.startswith(SCHEME) and target.endswith(PAGE_NUMBER)):
                kept.append(annotation)
                continue
            tree.unlink(annotation)
            name = target.removeprefix(SCHEME).removesuffix(PAGE_NUMBER)
            place = names.get(name, names.get(name.partition("#")[0]))
            if place is not None:
                left, one, _, other = (float(value) for value in annotation.Rect)
                bottom, top = sorted((one, other))
                text = see_page.format(page=number_of[place[0].objgen])
                yield Stamp(page=position, x=left + 2, y=bottom + (top - bottom) * 0.28, text=text)
        if "/Annots" in page:
            page.Annots = kept


def _retarget(
    pages: Sequence[Any],
    path: str,
    names: Mapping[str, Array],
    titles: Mapping[str, str],
    tree: _Structure,
    site: str,
) -> None:
    """Lead a chapter's links to places in this publication, to the site, or nowhere."""
    for page in pages:
        kept = Array()
        for annotation in page.get("/Annots", ()):
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
        if "/Annots" in page:
            page.Annots = kept


def _target(annotation: Any, path: str) -> str | None:
    """Return where an annotation leads as a named place, or nothing for a link out of the handbook."""
    if "/Dest" in annotation:
        return f"{path}#{annotation.Dest!s}"
    address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
    return address.removeprefix(SCHEME) if address.startswith(SCHEME) else None


def _outline(out: Pdf, chapters: Sequence[Chapter], sources: Sequence[Pdf], pages: Sequence[Sequence[Any]]) -> None:
    """Write bookmarks: parts, the days of sessions in them, then chapters, then the headings of each chapter."""
    above: tuple[str, ...] = ()
    with out.open_outline() as outline:
        for chapter, source, own in zip(chapters, sources, pages, strict=True):
            items, before = outline.root, above
            above = tuple(filter(None, (chapter.part, chapter.day)))
            for depth, heading in enumerate(above, 1):
                if above[:depth] != before[:depth]:
                    items.append(OutlineItem(heading, Array([own[0], Name.Fit])))
                    items[-1].is_closed = True
                items = items[-1].children
            items.extend(_bookmarks(source, own))


def _bookmarks(source: Pdf, pages: Sequence[Any]) -> list[OutlineItem]:
    places: dict[Any, Any] = {page.objgen: place for page, place in zip(source.pages, pages, strict=True)}

    def moved(node: Any) -> Iterator[OutlineItem]:
        while node is not None:
            page, *place = list(node.Dest)
            item = OutlineItem(isolated(str(node.Title)), Array([places[page.objgen], *place]))
            item.children.extend(moved(node.get("/First")))
            item.is_closed = True
            yield item
            node = node.get("/Next")

    outlines = source.Root.get("/Outlines", Dictionary())
    return list(moved(outlines.get("/First")))


def _name_tree(entries: Mapping[str, Any]) -> Dictionary:
    names = Array()
    for name in sorted(entries, key=lambda each: each.encode()):
        names.extend([String(name), entries[name]])
    return Dictionary(Names=names)


def _describe(out: Pdf, imprint: Imprint) -> None:
    """Say what the file is: title, language, and that it claims PDF/UA-1 (ISO 14289-1)."""
    out.Root.Lang = String(imprint.lang)
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.Root.PageMode = Name.UseOutlines
    out.docinfo["/Title"] = imprint.title
    if imprint.copy:
        out.docinfo["/Copy"] = imprint.copy
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
