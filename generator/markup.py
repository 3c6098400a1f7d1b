"""Authors' text into Markdown that cannot do harm: HTML, attributes and odd links are shown, never obeyed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from generator.phones import dialled

_LINK = re.compile(
    r"(?<!\\)(?P<image>!?)\[(?P<words>[^\[\]]*)\]"
    r"\(\s*(?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:", re.MULTILINE)
_HEADING = re.compile(r"^((?:[ \t]*(?:>|[-*+]|[0-9]+[.)]))*[ \t]*)(#{1,2}(?!#))", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNDERLINE = re.compile(r"[ >]*(=+|-+)[ ]*")
_INERT = str.maketrans({"<": "&lt;", "{": "&#123;", "[": "&#91;", "]": "&#93;", "`": "&#96;", "\\": "&#92;"})
"""What could become a tag, an attribute list, a link of a form we do not know, or code."""
_ADDRESS = str.maketrans(
    {"<": "%3C", ">": "%3E", '"': "%22", "'": "%27", "`": "%60", "{": "%7B", "}": "%7D", "[": "%5B", "]": "%5D"}
)

NO_BREAK = "\N{NO-BREAK SPACE}"

TEXTS = 65_536
"""How many texts' findings are remembered: editions differ in few of theirs, so what one was asked the next is too."""

EXTERNAL = ("https://", "mailto:", "tel:")
"""What a link out of the handbook may begin with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link or picture in authors' text."""

    words: str
    target: str
    is_image: bool

    @property
    def is_external(self) -> bool:
        """Whether it leads out of the handbook."""
        return self.target.startswith(EXTERNAL)

    @property
    def document(self) -> str:
        """What it leads to within the handbook: a document's id, a page's name, or nothing for the page at hand."""
        return self.target.partition("#")[0]

    @property
    def element(self) -> str:
        """The element it leads to there, or nothing."""
        return self.target.partition("#")[2]


@lru_cache(maxsize=TEXTS)
def links(text: str) -> tuple[Link, ...]:
    """Give the links and pictures in authors' text, in order."""
    return tuple(_link(found) for found in _LINK.finditer(text))


def has_link_definition(text: str) -> bool:
    """Say whether text defines a link in a line of its own ([1]: …), which is not supported."""
    return "]:" in text and _DEFINITION.search(text) is not None


def safe(text: str, address: Callable[[Link], str]) -> str:
    """Give authors' text as Markdown that is safe to build.

    Args:
        text: What the author wrote.
        address: Gives where a link leads from the page at hand; nothing turns the link into plain words.
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    pieces: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        pieces += [_inert(text[end : found.start()]), _written(_link(found), address)]
        end = found.end()
    joined = "".join([*pieces, _inert(text[end:])])
    return _without_underlines(_HEADING.sub(r"\1\\\2", joined))


_EMAIL = re.compile(r"(?P<link>!?\[[^\[\]]*\]\(<[^<>]*>\))|(?<![\w.@/:+-])[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""An email address, or a link as `safe` writes it, in which none is looked for."""


def with_letters(markdown: str) -> str:
    """Give Markdown that `safe` made with its email addresses as links, so that a phone can write to them."""
    return _EMAIL.sub(lambda found: found[0] if found["link"] else f"[{found[0]}](<mailto:{found[0]}>)", markdown)


def web_address(address: str) -> str:
    """Give an address with everything taken from it that could end it early in Markdown or HTML."""
    return address.translate(_ADDRESS)


def words_only(text: str) -> str:
    """Give authors' text as bare words, for titles, lists and indexes."""
    bare = _LINK.sub(lambda found: found["words"], text)
    return " ".join(re.sub(r"[*_`#>|]+", "", bare).split())


def _link(found: re.Match[str]) -> Link:
    return Link(words=found["words"], target=found["target"], is_image=bool(found["image"]))


def _written(link: Link, address: Callable[[Link], str]) -> str:
    words = _inert(link.words)
    where = address(link)
    if not where:
        return words
    return f"{'!' if link.is_image else ''}[{words}](<{web_address(where)}>)"


def _inert(text: str) -> str:
    """Take the meaning from everything in text that an engine could obey, and leave how it looks."""
    return text.replace("\\[", "[").replace("\\]", "]").translate(_INERT)


def _without_underlines(text: str) -> str:
    """Escape lines of = or - under a line of text, which would make that a heading."""
    lines = text.split("\n")
    for position in range(1, len(lines)):
        if _UNDERLINE.fullmatch(lines[position]) and lines[position - 1].strip():
            lines[position] = re.sub(r"([=-])", r"\\\1", lines[position], count=1)
    return "\n".join(lines)


def digits(number: str) -> str:
    """Return a telephone number as a phone dials it, without an extension."""
    return dialled(number)
