"""Helpers for tests of documents for Word: one made from a page's HTML, and what a reader of it gets."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import ascii_uppercase
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from pdfs import PRINT

from audits.words import Words, words, words_of
from generator.pdf.chapter import STYLE_SHEETS, read_styles
from generator.word.document import WordFile, make_word

ISOLATES = re.compile("[\u2066-\u2069]")


def file_of(html: str, cache: Path, **given: Any) -> WordFile:
    """Return a document to make from a page's HTML, with something in each margin."""
    said: dict[str, Any] = {
        "path": "downloads/first-visit.docx",
        "title": "First visit - Hillside",
        "page": "procedures/first-visit.md",
        "html": html,
        "notice": "This is a copy.",
        "head": ("First visit", "Hillside"),
        "foot": ("Version 0.1.", "Copy 0123456789."),
        "page_of": "Page {page} of {total}",
        "author": "Hillside",
        "lang": "en-GB",
        "site": "",
        "pictures": {},
        "cache": cache,
        "key": "key",
        "says": "says",
        "copy": "0123456789",
    }
    return WordFile(**{**said, **given})


def document_of(html: str, cache: Path, **given: Any) -> Any:
    """Make a document from a page's HTML, and open it."""
    return opened(make_word(file_of(html, cache, **given)))


def opened(content: bytes) -> Any:
    """Open a document from its bytes."""
    return Document(BytesIO(content))


def part(content: bytes, name: str = "word/document.xml") -> str:
    """Return a part of a document as text."""
    with ZipFile(BytesIO(content)) as parts:
        return parts.read(name).decode()


def paragraphs(document: Any) -> list[Any]:
    """Return every paragraph of the text, those in tables too, in order."""
    return list(document.element.body.iter(qn("w:p")))


def said(paragraph: Any) -> str:
    """Return what a paragraph says, without its number."""
    return "".join(each.text or "" if each.tag == qn("w:t") else " " for each in paragraph.iter(qn("w:t"), qn("w:br")))


def style(paragraph: Any) -> str:
    """Return the id of a paragraph's style, or nothing for the plain one."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def headings(document: Any) -> list[int]:
    """Return the levels of the headings, in order."""
    styles = [style(each) for each in paragraphs(document)]
    return [int(each.removeprefix("Heading")) for each in styles if each.startswith("Heading")]


def lines(document: Any) -> Iterator[tuple[str, str]]:
    """Return each paragraph as Word shows it: the number or dot of an entry, or nothing; and what it says."""
    root = document.part.numbering_part.element
    lists = {each.get(qn("w:numId")): each for each in root.iter(qn("w:num"))}
    forms = {
        each.get(qn("w:abstractNumId")): next(each.iter(qn("w:numFmt"))).get(qn("w:val"))
        for each in root.iter(qn("w:abstractNum"))
    }
    counts: Counter[tuple[str, str]] = Counter()
    for paragraph in paragraphs(document):
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            yield "", said(paragraph)
            continue
        number, level = (found.find(qn(name)).get(qn("w:val")) for name in ("w:numId", "w:ilvl"))
        begins = {each.get(qn("w:ilvl")): each[0].get(qn("w:val")) for each in lists[number].iter(qn("w:lvlOverride"))}
        count = int(begins[level]) + counts[number, level] if begins else 0
        form = forms[lists[number].find(qn("w:abstractNumId")).get(qn("w:val"))]
        shown = {"bullet": "•", "decimal": str(count), "upperLetter": ascii_uppercase[count - 1]}[form]
        counts[number, level] += 1
        yield shown, said(paragraph)


def numbers(document: Any) -> list[tuple[str, str]]:
    """Return each entry of a list: its number, or a dot, and what it says."""
    return [(number, words) for number, words in lines(document) if number]


def pictures(document: Any) -> list[str]:
    """Return what is said in the place of each picture, in order."""
    name = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    return [each.get("descr") or "" for each in document.element.body.iter(name)]


def read(document: Any) -> tuple[str, ...]:
    """Return the words of a document in order, with the numbers of its lists, without its first line."""
    text = [f"{number} {words}" for number, words in lines(document)][1:]
    return words(ISOLATES.sub("", " ".join(text)))


def on_paper(html: str) -> Words:
    """Return the words that a page has in print."""
    return words_of(html, read_styles(PRINT, STYLE_SHEETS))
