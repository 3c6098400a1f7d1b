"""Authors' text, which is CommonMark with tables, parsed once: into HTML that can do no harm, plain words, and links.

This is the one place that reads it. What comes out has only the tags named here, made from what the parser found; HTML
that an author typed is shown as words. `markdown_slips.py` tells authors what is not offered.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup as Html

from generator.text.cleaning import is_right_to_left
from generator.text.direction import direction, isolated, isolated_html
from generator.text.escaping import OUT, harmless

__all__ = ["Html", "Token"]

NO_BREAK = "\N{NO-BREAK SPACE}"

TEXTS = 65_536
"""How many texts' findings are remembered: editions differ in few of theirs, so what one was asked the next is too."""

EXTERNAL = ("https://", "mailto:", "tel:")
"""What a link out of the handbook may begin with."""

DEEPEST = 100
"""How deeply lists, quotes and emphasis may stand in each other before the parser leaves the rest out."""

LONGEST = 50_000
"""Letters of one text that are read; more are an error, because for some texts time grows with the square of them."""

LOWEST = 6
"""The lowest level of heading there is in HTML."""

FIRST = 3
"""The level of the first headings that authors may write: those above it are the page's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link or picture in authors' text. `words` are what it shows, or what the picture shows, in plain words."""

    words: str
    target: str
    is_image: bool

    @property
    def is_external(self) -> bool:
        """Whether it leads out of the handbook."""
        return OUT.fullmatch(self.target) is not None

    @property
    def document(self) -> str:
        """What it leads to within the handbook: a document's id, a page's name, or nothing for the page at hand."""
        return self.target.partition("#")[0]

    @property
    def element(self) -> str:
        """The element it leads to there, or nothing."""
        return self.target.partition("#")[2]


class _Part(Enum):
    """A piece of compiled text that is no HTML yet."""

    LINK_ENDS = "the end of a link"


Address = Callable[[Link], str]
"""Where a link or picture leads as seen from the page at hand; nothing leaves its words alone."""

_Compiled = tuple[str | Link | _Part, ...]
_Rows = tuple[tuple[str, ...], ...]


class _Parser(MarkdownIt):
    """The parser, which leaves addresses as written: rules tell of them, and `_filled` writes them anew."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's names
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


_PARSER = _Parser("commonmark", {"maxNesting": DEEPEST}).enable("table").disable(["text_join", "reference"])


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Signs that nobody can see, some of which mean something to the engines."""


_PLAIN = re.compile(
    r"(?![-+]|[0-9]+[.)])[^\\`*_~=#<>\[\]|{}&!@\s\x00-\x1f\x7f-\x9f]+(?: [^\\`*_~=#<>\[\]|{}&!@\s\x00-\x1f\x7f-\x9f]+)*"
)
"""Words on one line in which there is nothing to parse: most texts are such."""


def is_plain(text: str) -> bool:
    """Say whether a text is one paragraph of words in which nothing means anything, so that nobody need parse it."""
    return _PLAIN.fullmatch(text) is not None and "https:" not in text


@lru_cache(maxsize=64)
def parsed(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text of several paragraphs; nobody changes them."""
    return tuple(_PARSER.parse(_CONTROL.sub("", text[:LONGEST])))


@lru_cache(maxsize=64)
def parsed_line(text: str) -> tuple[Token, ...]:
    """Return the tokens within a text of one paragraph; nobody changes them."""
    return tuple(_PARSER.parseInline(" ".join(_CONTROL.sub("", text[:LONGEST]).split()))[0].children or ())


def html(text: str, address: Address, under: int = FIRST - 1, way: str = "") -> Html:
    """Return authors' text of several paragraphs as HTML.

    Args:
        text: What the author wrote.
        address: Where its links lead.
        under: The level of the heading that it stands under: its own are below that one.
        way: The direction of what it stands in, `rtl` or `ltr`; nothing for that of the page, which is English.
    """
    text = text.strip()
    found = _understood(text)
    here = not way and (under == FIRST - 1 or not found.has_headings)
    return _filled(found.compiled if here else _compiled(text, under, way), address)


def line_html(text: str, address: Address, way: str = "") -> Html:
    """Return authors' text of one paragraph as HTML that stands within a line, in something of the direction `way`."""
    return _filled(_compiled_line(text, way), address)


@lru_cache(maxsize=TEXTS)
def links(text: str) -> tuple[Link, ...]:
    """Return the links and pictures in authors' text, in order."""
    return tuple(part for part in _understood(text.strip()).compiled if isinstance(part, Link))


def blocks(text: str) -> tuple[str, ...]:
    """Return authors' text in plain words: each paragraph, heading, list entry and cell of a table by itself."""
    return _understood(text.strip()).blocks


@lru_cache(maxsize=TEXTS)
def words(text: str) -> str:
    """Return authors' text in plain words, on one line: what a reader would see of it, without marks and addresses."""
    return isolated(" ".join(" ".join(blocks(text)).split()))


def tables(text: str) -> tuple[_Rows, ...]:
    """Return the tables in authors' text: their rows, the head first, each as the plain words of its cells."""
    return _understood(text.strip()).tables


@dataclass(frozen=True, kw_only=True, slots=True)
class _Understood:
    """All that is asked of a text, from one reading: as HTML of its own, in plain words, and its tables."""

    compiled: _Compiled
    blocks: tuple[str, ...]
    tables: tuple[_Rows, ...] = ()
    has_headings: bool = False


@lru_cache(maxsize=TEXTS)
def _understood(text: str) -> _Understood:
    if is_plain(text):
        return _Understood(compiled=_compiled(text, FIRST - 1, ""), blocks=(text,))
    tokens = parsed(text)
    return _Understood(
        compiled=_compiled(text, FIRST - 1, ""),
        blocks=tuple(words for token in tokens if (words := _read_out(token))),
        tables=tuple(_tables(tokens)) if "|" in text else (),
        has_headings=any(token.type == "heading_open" for token in tokens),
    )


def _tables(tokens: Sequence[Token]) -> Iterator[_Rows]:
    rows: list[list[str]] = []
    inside = False
    for token in tokens:
        if token.tag == "table":
            inside = token.nesting > 0
            if not inside:
                yield tuple(tuple(row) for row in rows)
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif inside and token.type == "inline":
            rows[-1].append(_read_out(token))


def _read_out(token: Token) -> str:
    """Return the plain words of a block; nothing for what only opens or closes one."""
    if token.type in ("code_block", "fence", "html_block"):
        return token.content.strip()
    return _plain(token.children or ()) if token.type == "inline" else ""


def _plain(children: Sequence[Token]) -> str:
    """Return the plain words of what stands within a line."""
    return "".join(
        _plain(each.children or ()) if each.type == "image" else "\n" if each.tag == "br" else each.content
        for each in children
    )


_TAGS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    **{each: each for each in ("blockquote", "table", "thead", "tbody", "tr", "th", "td", "strong", "em")},
}
"""The tags there are, by what the parser calls them; headings, lines, code, links and pictures have their own ways."""

_GOES_ON = frozenset({"ul", "ol", "blockquote", "table", "thead", "tbody", "tr"})
"""Tags after whose opening a new line begins, for people who read the HTML."""

_ALIGNED = {"text-align:right": ' class="hb-right"', "text-align:center": ' class="hb-middle"'}

_BARE = re.compile(
    r"(?<![\w.@/:+-])(?P<email>[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?<![\w.@/:+-])(?P<web>https://(?:[^\s<>\"'`()]|\([^\s<>\"'`()]*\))*"
    r"(?:[^\s<>\"'`().,:;!?\]*_~\u2026\u201d\u2019]|\([^\s<>\"'`()]*\)))"
)
"""An email or web address that stands in text by itself, without the stop or bracket that follows it."""


def _compiled(text: str, under: int, way: str) -> _Compiled:
    if is_plain(text) and not (way or is_right_to_left(text)):
        return (f"<p>{escape(text)}</p>\n",)
    return _joined(_of_blocks(parsed(text), under, way))


@lru_cache(maxsize=TEXTS)
def _compiled_line(text: str, way: str) -> _Compiled:
    if is_plain(text) and not (way or is_right_to_left(text)):
        return (escape(text),)
    return _joined(_of_line(parsed_line(text), way))


def _joined(parts: Iterator[str | Link | _Part]) -> _Compiled:
    """Join neighbouring pieces of HTML, so that little is kept."""
    found: list[str | Link | _Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def _filled(compiled: _Compiled, address: Address) -> Html:
    """Write compiled text out with the addresses that its links have on one page."""
    pieces: list[str] = []
    is_open = False
    for part in compiled:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, _Part):
            pieces.append("</a>" if is_open else "")
        elif part.is_image:
            where = harmless(address(part), outside=False)
            alt = escape(part.words)
            pieces.append(f'<img alt="{alt}" src="{where}">' if where else alt)
        else:
            where = harmless(address(part), outside=True)
            is_open = bool(where)
            pieces.append(f'<a href="{where}">' if where else "")
    return Html("".join(pieces))  # noqa: S704 - every piece is made or escaped here


def _of_blocks(tokens: Sequence[Token], under: int, around: str) -> Iterator[str | Link | _Part]:
    whole = direction("".join(token.content for token in tokens)) or around
    for position, token in enumerate(tokens):
        name, _, side = token.type.rpartition("_")
        way = _way(tokens, position, whole) if whole and name in _TURNED else ""
        if token.type == "inline":
            yield from _of_line(token.children or (), whole)
        elif token.type in ("fence", "code_block"):
            code = escape(token.content.rstrip("\n").expandtabs(4)).replace("\n", "&#10;")  # no engine touches these
            yield f"<pre><code>{code}</code></pre>\n"
        elif token.type == "html_block":
            yield f"<p>{_shown(token.content.strip())}</p>\n"
        elif token.type == "hr":
            yield "<hr>\n"
        elif token.hidden:
            more = side == "close" and tokens[position + 1].type != "list_item_close"
            yield "\n" if more else ""
        else:
            tag = _heading(token, under) if name == "heading" else _TAGS[name]
            before, after = (f'<div dir="{way}">\n', "</div>\n") if way and name in _BOXED else ("", "")
            turned = f' dir="{way}"' if way and name not in _BOXED else ""
            opening = f"{before}<{tag}{_attributes(token)}{turned}>" + "\n" * (tag in _GOES_ON)
            yield f"</{tag}>\n{after}" if side == "close" else opening


_TURNED = frozenset({*("paragraph", "bullet_list", "ordered_list", "list_item", "blockquote"), "heading", "table"})
"""What has a direction of its own, by the parser's names, in a text with letters that are read from right to left."""
_BOXED = frozenset({"heading", "table"})
"""What gets it from a box round it, because what reads pages looks for these tags as they are."""


def _way(tokens: Sequence[Token], position: int, whole: str) -> str:
    """Return the direction of the block that opens or closes at a position: that of its letters, or of the text's."""
    token = tokens[position]
    step = 1 if token.nesting > 0 else -1
    inside = []
    while tokens[position := position + step].level > token.level:
        inside.append(tokens[position].content)
    said = "".join(inside)
    return direction(said) or ("ltr" if any(letter.isalpha() for letter in said) else whole)


def _heading(token: Token, under: int) -> str:
    """Return the tag of a heading that fits below the one it stands under."""
    level = max(int(token.tag[1]), FIRST) - FIRST + under + 1
    return f"h{min(level, LOWEST)}"


def _attributes(token: Token) -> str:
    if token.tag == "ol" and "start" in token.attrs:
        return f' start="{int(token.attrs["start"])}"'
    scope = ' scope="col"' if token.tag == "th" else ""
    return scope + _ALIGNED.get(str(token.attrs.get("style", "")), "")


def _of_line(children: Sequence[Token], around: str) -> Iterator[str | Link | _Part]:
    """Compile what stands within a line; text that the parser has in pieces is put together: addresses span them."""
    text = ""
    in_link = False
    way = direction(_plain(children)) or ("rtl" if around else "")  # among others, all numbers are isolated
    for position, token in enumerate(children):
        if token.type in ("text", "text_special"):
            text += token.content
            continue
        yield from _said(text, way, with_links=not in_link)
        text = ""
        if token.type == "link_open":
            in_link = True
            end = next(at for at in range(position, len(children)) if children[at].type == "link_close")
            yield Link(words=_plain(children[position:end]), target=str(token.attrs["href"]), is_image=False)
        elif token.type == "link_close":
            in_link = False
            yield _Part.LINK_ENDS
        else:
            yield _mark(token)
    yield from _said(text, way, with_links=not in_link)


def _mark(token: Token) -> str | Link:
    """Compile one thing within a line that is neither text nor part of a link."""
    match token.type:
        case "image":
            return Link(words=_plain(token.children or ()), target=str(token.attrs["src"]), is_image=True)
        case "code_inline":
            return f"<code>{_shown(token.content)}</code>"
        case "softbreak":
            return "\n"
        case "hardbreak":
            return "<br>\n"
        case "html_inline":
            return _shown(token.content)
        case _:
            return f"<{'/' if token.nesting < 0 else ''}{_TAGS[token.type.rpartition('_')[0]]}>"


def _said(text: str, way: str, *, with_links: bool) -> Iterator[str | Link | _Part]:
    """Compile plain words, with the email and web addresses that stand in them as links."""
    end = 0
    for found in _BARE.finditer(text) if with_links else ():
        yield _shown(text[end : found.start()], way)
        yield Link(words=found[0], target=f"mailto:{found[0]}" if found["email"] else found[0], is_image=False)
        yield escape(found[0])
        yield _Part.LINK_ENDS
        end = found.end()
    yield _shown(text[end:], way)


def _shown(words: str, way: str = "") -> str:
    """Return words as they stand in HTML; a tab is a space there, which engines would make four of."""
    return isolated_html(words, way).replace("\t", " ")
