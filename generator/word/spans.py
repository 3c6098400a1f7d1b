"""What stands within a line: words as a page's HTML has them, each with how it looks, and then as runs for Word."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from generator.text.direction import CLOSES, OPENS
from generator.word.wordprocessing import Element, language, made, text

_SPACE = re.compile(r"[ \t\r\n\f]+")
"""White space that counts as one space; one that may not be broken is none of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """How words look and sound: `link` is the address or place they lead to.

    `lang` is their language where it is not the document's, `way` their direction.
    """

    way: str
    lang: str = ""
    bold: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Words of one voice; or a picture by its address and what it shows; or the end of a line."""

    words: str
    voice: Voice
    picture: str = ""
    is_break: bool = False


Leads = Callable[[str], str]
"""Where an address in a page leads from Word: a web address, `#` and a place in the document, or nothing."""


def heard(element: Element, voice: Voice) -> Voice:
    """Return a voice as an element changes it by its language and direction."""
    lang, way = element.get("lang"), element.get("dir")
    return replace(voice, lang=lang or voice.lang, way=way or voice.way) if lang or way else voice


def spans_of(element: Element, voice: Voice, leads: Leads) -> Iterator[Span]:
    """Return what an element within a line says; a number keeps its order in text that is read from right to left."""
    if element.tag == "br":
        yield Span(words="", voice=voice, is_break=True)
    elif element.tag == "img":
        yield Span(words=element.get("alt") or "", voice=voice, picture=element.get("src") or "")
    inside = _changed(element, heard(element, voice), leads)
    is_isolated = element.tag == "bdi" and inside.way == "ltr"
    yield Span(words=f"{OPENS if is_isolated else ''}{element.text or ''}", voice=inside)
    for child in element:
        yield from spans_of(child, inside, leads)
        yield Span(words=child.tail or "", voice=inside)
    yield Span(words=CLOSES if is_isolated else "", voice=inside)


def _changed(element: Element, voice: Voice, leads: Leads) -> Voice:
    """Return a voice as an element changes it by what it is."""
    match element.tag:
        case "strong":
            return replace(voice, bold=True)
        case "code":
            return replace(voice, code=True)
        case "a":
            return replace(voice, link=leads(element.get("href") or ""))
        case _:
            return voice


def tidied(spans: Iterable[Span]) -> list[Span]:
    """Return spans with white space as a reader sees it: one space for several, none where a line begins or ends."""
    found: list[Span] = []
    begins = True
    for span in spans:
        words = span.words if span.picture else _SPACE.sub(" ", span.words)
        if begins and not span.picture:
            words = words.removeprefix(" ")
        if span.is_break:
            found = _trimmed(found)
        if words or span.picture or span.is_break:
            _add(found, span if words == span.words else replace(span, words=words))
            begins = span.is_break or (not span.picture and words.endswith(" "))
    return _trimmed(found)


def _add(spans: list[Span], span: Span) -> None:
    """Add a span; words of one voice are one span."""
    last = spans[-1] if spans else None
    if last and last.voice == span.voice and not any(each.picture or each.is_break for each in (last, span)):
        spans[-1] = replace(last, words=last.words + span.words)
    else:
        spans.append(span)


def _trimmed(spans: list[Span]) -> list[Span]:
    while spans and not spans[-1].picture and not spans[-1].is_break:
        words = spans[-1].words.rstrip(" ")
        if words:
            return [*spans[:-1], replace(spans[-1], words=words)]
        spans = spans[:-1]
    return spans


def runs(
    spans: Iterable[Span], linked: Callable[[str], dict[str, str]], shown: Callable[[Span], Element]
) -> Iterator[Element]:
    """Return the runs of a paragraph.

    Args:
        spans: What it says.
        linked: Gives what a link to an address or place is made with.
        shown: Makes the picture of a span that is one.
    """
    for link, group in groupby(spans, key=lambda span: span.voice.link):
        inside = [_run(span, shown) for span in group]
        if link:
            yield made("hyperlink", *inside, **linked(link))
        else:
            yield from inside


def _run(span: Span, shown: Callable[[Span], Element]) -> Element:
    voice = span.voice
    style = "Hyperlink" if voice.link else "Code" if voice.code else ""
    said = [
        made("rStyle", val=style) if style else None,
        made("b") if voice.bold else None,
        made("bCs") if voice.bold else None,
        made("rtl") if voice.way == "rtl" else None,
        language(voice.lang, voice.way),
    ]
    about = made("rPr", *said) if any(each is not None for each in said) else None
    if span.is_break:
        return made("r", about, made("br"))
    if span.picture:
        return made("r", about, shown(span))
    return made("r", about, text(span.words))
