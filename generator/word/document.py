"""One page as a document for Word: what stands before and round its text, and its bytes, which are always the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.content.image_bytes import without_webp
from generator.editions.urls import url_of
from generator.system.cache import Cache
from generator.text.escaping import web_address
from generator.text.language_codes import RIGHT_TO_LEFT
from generator.text.markup import EXTERNAL
from generator.word.drawings import Picture, drawn
from generator.word.look import TEXT_WIDTH, blank, colour, twips
from generator.word.page_tree import DRAWING, Tree, tree_of
from generator.word.spans import Leads, Voice
from generator.word.wordprocessing import Element, field, made, text, writable
from generator.word.writer import BLOCKS, Around, Writer

_OUT = (*EXTERNAL, "sms:")
"""What a link out of the handbook may begin with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordFile:
    """A document to make, whole, so that it can be sent to another process.

    `page` is the source path of the page it is made from, `html` its text, `site` the address of the edition if it is
    known. `notice` stands first. `head` stands in the margin above, left and right; `foot` below, line by line, and
    `page_of` says the page's number there. `pictures` are those it uses, by name. `key` is the hash of all that decides
    the file, `says` of all but the address of the site, and `copy` the code of the PDF beside it. `at` is the way to
    the edition in which it stands, `../`, or nothing for its own.
    """

    path: str
    title: str
    page: str
    html: str
    notice: str
    head: tuple[str, str]
    foot: tuple[str, ...]
    page_of: str
    author: str
    lang: str
    site: str
    pictures: Mapping[str, bytes]
    cache: Path
    key: str
    says: str
    copy: str
    at: str = ""

    @property
    def address(self) -> str:
        """Where it stands, as seen from the edition."""
        return f"{self.at}{self.path}"


def make_word(job: WordFile) -> bytes:
    """Make a document for Word (ISO/IEC 29500); the same job gives the same bytes on any day."""
    way = "rtl" if job.lang in RIGHT_TO_LEFT else "ltr"
    document, tree = blank(job.lang, way), tree_of(job.html)
    _describe(document, job)
    section = document.sections[0]
    voice = Voice(way=way)
    places = [place for place in _linked_to(tree) if place in _ids(tree)]
    writer = Writer(document, _pictures(job, tree), _leads(job, frozenset(places)), places)
    last = section._sectPr  # noqa: SLF001 - what the library keeps at the end of the text
    last.addprevious(_notice(job.notice, way))
    for block in writer.blocks(tree.body, Around(voice=voice)):
        last.addprevious(block)
    _furnish(section.header, [[_line(job.head[0], way), _tab(), _line(job.head[1], way)]])
    numbered = [_line(job.foot[-1], way), _tab(), *_page_of(job.page_of, way)]
    _furnish(section.footer, [*([_line(each, way)] for each in job.foot[:-1]), numbered])
    return _packed(document)


def _describe(document: Any, job: WordFile) -> None:
    """Say of a document what it is; no day, because a text that has not changed is the same on any."""
    about = document.core_properties
    for each in list(about._element):  # noqa: SLF001 - the library's own document says who made it, and when
        about._element.remove(each)  # noqa: SLF001
    about.title, about.author, about.language = writable(job.title), writable(job.author), job.lang
    about.comments, about.version = writable(job.notice), job.copy


def _linked_to(tree: Tree) -> Iterator[str]:
    for link in tree.body.iter("a"):
        target = link.get("href") or ""
        if target.startswith("#"):
            yield target[1:]


def _ids(tree: Tree) -> frozenset[str]:
    return frozenset(each.get("id") for each in tree.body.iter() if each.tag in {*BLOCKS, "tr"} and each.get("id"))


def _leads(job: WordFile, places: frozenset[str]) -> Leads:
    """Return where links lead: out, to a place in the document, or to the site where its address is known."""

    def leads(address: str) -> str:
        if address.startswith(_OUT):
            return writable(web_address(address))
        if address.startswith("#"):
            return address if address[1:] in places else ""
        if not job.site or not address:
            return ""
        target, mark, place = address.partition("#")
        beside = normpath(f"{dirname(job.page)}/{target}".lstrip("/"))
        return web_address(f"{job.site}{url_of(beside) if beside.endswith('.md') else beside}{mark}{place}")

    return leads


def _pictures(job: WordFile, tree: Tree) -> dict[str, Picture]:
    """Return the pictures of a page by the address it has for them."""
    cache, found = Cache(job.cache), {}
    for each in tree.body.iter("img"):
        address = each.get("src") or ""
        if address.startswith(DRAWING):
            svg = tree.drawings[int(address.removeprefix(DRAWING))]
            found[address] = Picture(content=drawn(svg, cache), is_drawing=True)
        else:
            name = normpath(f"{dirname(job.page)}/{address}".lstrip("/"))
            found[address] = Picture(content=without_webp(job.pictures[name]))
    return found


def _notice(words: str, way: str) -> Element:
    sides = ("top", "left", "bottom", "right")
    box = made("pBdr", *(made(side, val="single", sz=8, space=4, color=colour("care")) for side in sides))
    shape = made("pPr", made("pStyle", val="AboutThisCopy"), box)
    return made("p", shape, _line(words, way))


def _line(words: str, way: str) -> Element:
    return made("r", made("rPr", made("rtl")) if way == "rtl" else None, text(words))


def _tab() -> Element:
    return made("r", made("tab"))


def _page_of(sentence: str, way: str) -> Iterator[Element]:
    """Say the number of the page in words: `Page {page} of {total}`, in any order."""
    for part in re.split(r"(\{page\}|\{total\})", sentence):
        if part in {"{page}", "{total}"}:
            yield field("PAGE" if part == "{page}" else "NUMPAGES")
        elif part:
            yield _line(part, way)


def _furnish(margin: Any, lines: list[list[Element]]) -> None:
    """Write lines into the margin above or below the text, each with a place on the right."""
    margin.is_linked_to_previous = False
    root = margin._element  # noqa: SLF001 - as above
    root[:] = []
    style = "Header" if root.tag.endswith("}hdr") else "Footer"
    for inside in lines:
        place = made("tab", val="right", pos=twips(TEXT_WIDTH))
        root.append(made("p", made("pPr", made("pStyle", val=style), made("tabs", place)), *inside))


def _packed(document: Any) -> bytes:
    """Return the bytes of a document, which say of no part when it was stored."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0
            target.writestr(part, source.read(name))
    return packed.getvalue()
