"""Authors' text into Markdown that cannot do harm: HTML, attributes and odd links are shown, never obeyed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
)
_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:", re.MULTILINE)
_HEADING = re.compile(r"^(\s{0,3})(#{1,2}\s)", re.MULTILINE)
_UNDERLINE = re.compile(r"(?<=\S\n)(\s{0,3})(=+|-+)(\s*)$", re.MULTILINE)

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


def links(text: str) -> Iterator[Link]:
    """Give the links and pictures in authors' text, in order."""
    for found in _LINK.finditer(text):
        yield _link(found)


def has_link_definition(text: str) -> bool:
    """Say whether text defines a link in a line of its own ([1]: …), which is not supported."""
    return _DEFINITION.search(text) is not None


def safe(text: str, address: Callable[[Link], str]) -> str:
    """Give authors' text as Markdown that is safe to build.

    Args:
        text: What the author wrote.
        address: Gives where a link leads from the page at hand; nothing turns the link into plain words.
    """
    pieces: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        pieces += [_inert(text[end : found.start()]), _written(_link(found), address)]
        end = found.end()
    joined = "".join([*pieces, _inert(text[end:])])
    joined = _DEFINITION.sub(lambda match: match[0].replace("[", "\\[", 1), joined)
    joined = _HEADING.sub(r"\1\\\2", joined)
    return _UNDERLINE.sub(r"\1\\\2\3", joined)


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
    return f"{'!' if link.is_image else ''}[{words}](<{_inert(where)}>)"


def _inert(text: str) -> str:
    """Take the meaning from what could become a tag or an attribute list."""
    return text.replace("<", "&lt;").replace("{", "&#123;")
