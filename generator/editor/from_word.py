"""Text from Word and from web pages into Markdown: words, lists, tables and links are kept, the rest is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import mammoth
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from markdownify import markdownify

from generator.text.cleaning import cleaned

LARGEST = 10 * 1024 * 1024
"""The most bytes of a document for Word."""

UNPACKED = 100 * 1024 * 1024
"""The most bytes that a document for Word may unpack to."""

KEPT = frozenset(
    {
        *("a", "b", "blockquote", "br", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "li", "ol", "p", "strong"),
        *("table", "tbody", "td", "th", "thead", "tr", "ul"),
    }
)
"""What of a page means something in a text."""

_GONE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Pictures were left out. Somebody who works in the files can put them in: see docs/for-trusts.md, part 7.",
        ("img", "svg", "picture", "v:imagedata"),
    ),
    ("Scripts and forms were left out.", ("script", "form", "iframe", "object", "embed", "input", "button")),
    ("Marks of changes and comments were left out.", ("del",)),
)
"""What goes, and what is said of it."""

_TITLE = "title"
_TITLE_STYLE = f"p[style-name='Title'] => h1.{_TITLE}:fresh"
"""Word's style of a document's title, as a heading with a class of its own."""

_SILENT = ("style", "meta", "link", "title", "head", "xml", "o:p", "colgroup")
_WORD_LIST = re.compile(r"mso-list:\s*l\d+\s+level(?P<level>\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\(?[0-9]{1,3}|\(?[a-z]|[ivx]{1,5})[.)]\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[·•§o▪◦\-\u2013]|\uf0b7)\s*")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What was taken over as Markdown, and what is said of the rest."""

    text: str
    told: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One block of a document: its title, a heading, a numbered list with the text of each entry, or any other text."""

    is_title: bool = False
    is_heading: bool = False
    text: str = ""
    entries: tuple[str, ...] = ()


def from_html(html: str) -> Taken:
    """Return what was copied from Word or a web page as Markdown."""
    try:
        page, told = _cleaned(html)
        return Taken(text=_markdown(page), told=told)
    except RecursionError:  # no page that people made nests so deeply
        words = _tidy(re.sub(r"<[^>]*>?", " ", html))
        return Taken(text=words, told=("Only the words were taken: this is built too strangely.",))


def pieces(html: str) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """Return the blocks of a document in order, and what is said of what was left out."""
    page, told = _cleaned(html)
    found = []
    for each in page.find_all(True, recursive=False):
        if re.fullmatch("h[1-6]", each.name):
            words = " ".join(each.get_text(" ").split())
            found.append(Piece(is_title=bool(each.attrs), is_heading=True, text=words))
        elif each.name == "ol":
            listed = (entry.decode_contents() for entry in each.find_all("li", recursive=False))
            entries = (_markdown(BeautifulSoup(entry, "html.parser")) for entry in listed)
            found.append(Piece(entries=tuple(entry for entry in entries if entry)))
        else:
            found.append(Piece(text=_markdown(BeautifulSoup(str(each), "html.parser"))))
    return tuple(each for each in found if each.text or each.entries), told


def _cleaned(html: str) -> tuple[BeautifulSoup, tuple[str, ...]]:
    page = BeautifulSoup(html, "html.parser")
    told = [*_taken_out(page)]
    _lists_of_word(page)
    told += _unwrapped(page)
    for words in page.find_all(string=True):
        words.replace_with(re.sub(r"\s+", " ", str(words)))
    return page, tuple(dict.fromkeys(told))


def _markdown(page: BeautifulSoup) -> str:
    for cell in page.find_all(["td", "th"]):  # a cell holds one line
        cell.string = " ".join(cell.get_text(" ").split()).replace("|", "/")
    text = markdownify(
        str(page), heading_style="ATX", bullets="-", strip=["img"], escape_misc=False, table_infer_header=True
    )
    return _tidy(text)


def html_of(document: bytes) -> Taken:
    """Return a document for Word as HTML, and what is said of what did not come with it.

    Raises:
        ValueError: It is none, or it unpacks to more than is taken.
    """
    if len(document) > LARGEST:
        raise ValueError("this document is larger than 10 MB; take the pictures out first")
    _refuse_bombs(document)
    try:
        no_pictures = mammoth.images.img_element(lambda _: {})
        made = mammoth.convert_to_html(BytesIO(document), convert_image=no_pictures, style_map=_TITLE_STYLE)
    except Exception:  # noqa: BLE001 - whatever the file holds, it is told in a sentence
        raise ValueError("this is no document that Word saved as .docx") from None
    return Taken(text=str(made.value), told=())


def _refuse_bombs(document: bytes) -> None:
    try:
        with ZipFile(BytesIO(document)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except (BadZipFile, ValueError, OSError):
        raise ValueError("this is no document that Word saved as .docx") from None
    if size > UNPACKED:
        raise ValueError("this document unpacks to more than is taken")


def _taken_out(page: BeautifulSoup) -> Iterator[str]:
    for order in page.find_all(string=lambda text: isinstance(text, PreformattedString)):
        order.extract()  # a comment, or Word's <![if !supportLists]>: no words of anybody
    for said, names in _GONE:
        found = page.find_all(list(names))
        for each in found:
            each.decompose()
        if found:
            yield said
    for each in page.find_all(list(_SILENT)):
        each.decompose()


def _lists_of_word(page: BeautifulSoup) -> None:
    """Make lists of the paragraphs that Word puts on the clipboard for them."""
    listing: Tag | None = None
    for each in page.find_all("p"):
        words = each.get_text()
        style = str(each.get("style", ""))
        is_entry = _WORD_LIST.search(style) or "MsoListParagraph" in str(each.get("class", ""))
        if not is_entry or not (_NUMBERED.match(words) or _BULLET.match(words)):
            listing = None
            continue
        name = "ol" if _NUMBERED.match(words) and not _BULLET.match(words) else "ul"
        if listing is None or listing.name != name:
            listing = page.new_tag(name)
            each.insert_before(listing)
        _without_sign(each)
        each.name = "li"
        listing.append(each.extract())


def _without_sign(entry: Tag) -> None:
    """Take the sign or number of a list's entry out of its words."""
    for each in entry.find_all(style=re.compile("mso-list:\\s*Ignore", re.IGNORECASE)):
        each.decompose()
        return
    first = next((each for each in entry.descendants if isinstance(each, NavigableString) and each.strip()), None)
    if first is not None:
        text = _BULLET.sub("", str(first), count=1)
        first.replace_with(text if text != str(first) else _NUMBERED.sub("", str(first), count=1))


def _unwrapped(page: BeautifulSoup) -> Iterator[str]:
    """Take what means nothing from round the words, and addresses that lead nowhere."""
    for each in page.find_all(True):
        if each.name not in KEPT:
            each.unwrap()
            continue
        link, classes = str(each.get("href", "")) if each.name == "a" else "", each.get("class") or ()
        each.attrs = {"href": link} if link and _SAFE.match(link) else {}
        if each.name == "a" and not each.attrs:
            each.unwrap()
            if link and not link.startswith("#"):
                yield "Links that lead to no page on the web became words."
        elif each.name in ("h1", "h2"):
            each.attrs = {"class": _TITLE} if _TITLE in classes else {}
            each.name = "h3"


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in cleaned(text).replace("\xa0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
