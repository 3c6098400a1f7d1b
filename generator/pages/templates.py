"""The Jinja environment, which escapes everything, and the filters by which authors' text becomes HTML."""

import re
import sys
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from generator.editions.edition import Edition
from generator.editions.urls import is_known, page_of, relative
from generator.model.base import MinutesRange, span
from generator.pages.side_by_side import beside, share
from generator.system.beside_program import keep, recall
from generator.system.cache import code_of, digest
from generator.text import markup
from generator.text.direction import direction
from generator.text.escaping import file_address
from generator.text.language import N_, NN_, Language
from generator.text.language_codes import Spoken
from generator.text.markup import FIRST, NO_BREAK, Html, Link, words
from generator.text.phones import dialled


class Compiled(BytecodeCache):
    """Templates that were compiled already: the same text by the same name need not be compiled again.

    They are kept in this process, and beside the program for the next one.
    """

    def __init__(self, *packages: str) -> None:
        """Begin with none in this process; what else decides how templates are compiled are these packages."""
        self._packages = packages
        self._known: dict[tuple[str, str], Any] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:  # noqa: ARG002
        """Return what is known of a template by its name and its text, wherever its folder is."""
        return super().get_bucket(environment, name, None, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put into a bucket what is known of its template."""
        place = (bucket.key, bucket.checksum)
        if place in self._known:
            bucket.code = self._known[place]
        elif (kept := recall(bucket.key, self._made_of(bucket))) is not None:
            bucket.bytecode_from_string(kept)
            self._known[place] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what is in a bucket."""
        self._known[bucket.key, bucket.checksum] = bucket.code
        keep(bucket.key, bucket.bytecode_to_string(), self._made_of(bucket))

    def _made_of(self, bucket: Bucket) -> str:
        return digest(bucket.checksum, *self._made_by)

    @cached_property
    def _made_by(self) -> tuple[str, ...]:
        """Return what compiles templates; what filters make of words that stand in one is compiled into it."""
        versions = (f"{name} {version(name)}" for name in ("jinja2", "markupsafe", *self._packages))
        return (sys.version, code_of("text", "pages"), *versions)


_COMPILED = Compiled()


class Templates:
    """The templates of one folder, ready to render."""

    def __init__(self, folder: Path) -> None:
        """Read templates from `folder`; a name that is not given to a template is an error, never blank."""
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=_is_html,  # noqa: S701 - all that is HTML; the others write YAML, each value as a whole
            keep_trailing_newline=True,
            bytecode_cache=_COMPILED,
        )
        self._environment.filters.update(
            label=label,
            line=_line,
            in_line=_in_line,
            block=_block,
            retold=_retold,
            retold_line=_retold_line,
            led=led,
            words=words,
            clock=_clock,
            length_of=_length_of,
            short_length=_short_length,
            long_date=_long_date,
            tel=tel,
            sms=_sms,
            unquoted=unquoted,
            stopped=stopped,
            by_sentence=by_sentence,
            beside=beside,
            share=share,
        )

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return the template `name` filled in, without the blank lines, and in HTML the indents, that it leaves."""
        text = self._environment.get_template(name).render(values)
        tidied = re.sub(r"\s*\n\s*", "\n", text) if _is_html(name) else re.sub(r"\n{3,}", "\n\n", text)
        return tidied.strip() + "\n"


def _is_html(name: str | None) -> bool:
    """Say whether a template is of HTML; the others are of YAML, as starting files for authors."""
    return not (name or "").endswith(".yml.jinja")


@pass_context
def _long_date(context: Context, day: date) -> str:
    return _language(context).long_date(day)


@pass_context
def _clock(context: Context, minutes: int) -> str:
    return _language(context).clock(minutes)


@pass_context
def _length_of(context: Context, minutes: int | MinutesRange) -> str:
    """Say how long something takes: 50 minutes, or 45 to 60 minutes, most often 50."""
    between = N_("{least} to {most} minutes, most often {expect}")
    return _length(_language(context), minutes, NN_("{n} minute", "{n} minutes"), between)


@pass_context
def _short_length(context: Context, minutes: int | MinutesRange) -> str:
    """Say in a table how long something takes: 50 min, or 45 to 60 min, most often 50."""
    between = N_("{least} to {most} min, most often {expect}")
    return _length(_language(context), minutes, NN_("{n} min", "{n} min"), between)


def _length(language: Language, minutes: int | MinutesRange, counted: tuple[str, str], between: str) -> str:
    if not isinstance(minutes, MinutesRange) or minutes.least == minutes.most:
        return language.ngettext(*counted, span(minutes).expect)
    return language.gettext(between, least=minutes.least, most=minutes.most, expect=minutes.expect)


def _language(context: Context) -> Language:
    edition: Edition = context["edition"]
    return edition.language


def tel(number: str) -> str:
    """Return a telephone number as a link that a phone can call."""
    called, shown = dialled(number), number.replace(" ", NO_BREAK)
    return Html('<a href="tel:{}">{}</a>').format(called, shown) if called else shown


@pass_context
def _sms(context: Context, number: str, word: str | None) -> str:
    return sms(number, word, _language(context))


def sms(number: str, word: str | None, language: Language) -> str:
    """Return a number to text as a link that a phone opens as a message, with the word to send written in it."""
    where, shown = dialled(number), number.replace(" ", NO_BREAK)
    if not where:
        return shown
    if not word:
        return Html('<a href="sms:{}">{}</a>').format(where, shown)
    said = language.html("{word} to {number}", word=word, number=shown)
    return Html('<a href="sms:{}?&amp;body={}">{}</a>').format(where, quote(word), said)


def led(text: Html, lead: str) -> Html:
    """Return text with a few words in bold before it, in its first paragraph where it begins with one."""
    bold = Html("<strong>{}</strong>").format(lead)
    begins = text.startswith("<p>")
    return Html("<p>{} {}").format(bold, text[3:]) if begins else Html("<p>{}</p>\n{}").format(bold, text)


def unquoted(text: str) -> str:
    """Return spoken words without the quotation marks their author may have put round them."""
    return text.strip().strip('"“”')


_AFTER_A_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=\S)")


def by_sentence(text: str) -> list[str]:
    """Return the sentences of a text of the house, such as a fact, each as it is written."""
    return _AFTER_A_SENTENCE.split(text.strip())


def stopped(text: str) -> str:
    """Return words with a full stop, unless they end as a sentence does, or in three dots."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


@pass_context
def _block(context: Context, text: str, under: int = FIRST - 1) -> Html:
    """Return authors' text of several paragraphs, below a heading of the level `under`."""
    return _in_language("div", text, markup.html(text, lambda link: _address(context, link), under, _way(text)))


@pass_context
def _line(context: Context, text: str) -> Html:
    """Return authors' text of one paragraph, to stand within a line, a cell or a list's entry."""
    return _in_line_of(text, markup.line_html(text, lambda link: _address(context, link), _way(text)))


@pass_context
def _in_line(context: Context, text: str) -> str:
    """Return authors' text to stand within a line: of several paragraphs only the words."""
    return _line(context, text) if len(markup.blocks(text)) == 1 else words(text)


def _retold(text: str, under: int = FIRST - 1) -> Html:
    """Return authors' text on a page that is not its own: what it leads to may not be there, so its links are words.

    Only links out of the site stay links.
    """
    return _in_language("div", text, markup.html(text, _outside, under, _way(text)))


def _retold_line(text: str) -> Html:
    """Return authors' text of one paragraph on a page that is not its own."""
    return _in_line_of(text, markup.line_html(text, _outside, _way(text)))


def label(text: str) -> Html:
    """Return a title or name as it stands in a heading, in its own language and direction."""
    return _in_line_of(text, Html.escape(text))


def _in_line_of(text: str, html: Html) -> Html:
    """Return what stands within a line with its language; without one, with its direction where that is not ours."""
    if isinstance(text, Spoken) or direction(text) != "rtl":
        return _in_language("span", text, html)
    return Html('<bdi dir="rtl">{}</bdi>').format(html)


def _in_language(tag: str, text: str, html: Html) -> Html:
    if not isinstance(text, Spoken):
        return html
    turned = Html(' dir="{}"').format(text.way) if text.way == "rtl" else ""
    return Html('<{0} lang="{1}"{2}>{3}</{0}>').format(tag, text.lang, turned, html)


def _way(text: str) -> str:
    """Return the direction of what a text stands in, where its language is read from right to left."""
    return text.way if isinstance(text, Spoken) and text.way == "rtl" else ""


def _outside(link: Link) -> str:
    return link.target if link.is_external and not link.is_image else ""


def _address(context: Context, link: Link) -> str:
    """Return where a link leads from the page being rendered; nothing where these readers have no such page."""
    page, edition = context["page"], context["edition"]
    if link.is_image:
        return relative(file_address(unquote(link.target)), page)
    if link.is_external or not link.target:
        return link.target
    if not link.document:
        return f"#{link.element}"
    if not is_known(link.document, edition):
        return ""
    anchor = f"#{link.element}" if link.element else ""
    return relative(page_of(link.document), page) + anchor
