"""The Jinja environment: the filters templates may use. Authors' text is never a template."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from generator.addresses import is_known, page_of, relative
from generator.markup import NO_BREAK, Link, digits, safe, with_letters, words_only
from generator.model.programme import clock


class Templates:
    """The templates of one folder, ready to render."""

    def __init__(self, folder: Path) -> None:
        """Read templates from `folder`; a name that is not given to a template is an error, never blank."""
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,  # noqa: S701 - the output is Markdown; `line`, `block` and `retold` make authors' text inert
            keep_trailing_newline=True,
        )
        self._environment.filters.update(
            line=_line,
            block=_block,
            retold=_retold,
            bare=words_only,
            clock=clock,
            long_date=long_date,
            tel=tel,
            sms=sms,
            html=escape,
            unquoted=unquoted,
            stopped=stopped,
        )

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Fill the template `name` and tidy the blank lines it leaves."""
        text = self._environment.get_template(name).render(values)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def long_date(day: Any) -> str:
    """Say a date as NHS style does: 6 August 2018."""
    return f"{day.day} {day:%B %Y}"


def tel(number: str) -> str:
    """Give a telephone number as a link that a phone can call."""
    bare = words_only(number)
    called = digits(bare)
    shown = bare.replace("<", "&lt;").replace("]", "&#93;").replace(" ", NO_BREAK)
    return f"[{shown}](tel:{called})" if called else shown


def sms(number: str, word: str | None) -> str:
    """Give a number to text as a link that a phone opens as a message, with the word to send written in it."""
    bare = words_only(number)
    where, shown = digits(bare), bare.replace("<", "&lt;").replace("]", "&#93;").replace(" ", NO_BREAK)
    if not where:
        return shown
    said = words_only(word or "").replace("<", "&lt;").replace("]", "&#93;")
    return f"[{said} to {shown}](<sms:{where}?&body={quote(words_only(word))}>)" if word else f"[{shown}](sms:{where})"


def unquoted(text: str) -> str:
    """Give spoken words without the quotation marks their author may have put round them."""
    return text.strip().strip('"“”')


def stopped(text: str) -> str:
    """Give words with a full stop, unless they end in one, or in three dots."""
    return text if text.endswith((".", "…")) else f"{text}."


@pass_context
def _block(context: Context, text: str) -> str:
    """Give authors' text of several paragraphs as Markdown."""
    return with_letters(_made_safe(context, text))


def _retold(text: str) -> str:
    """Give authors' text on a page that is not its own: what it leads to may not be there, so its links are words.

    Only links out of the site stay links.
    """
    return safe(text.strip(), lambda link: link.target if link.is_external else "")


@pass_context
def _line(context: Context, text: str) -> str:
    """Give authors' text of one paragraph as Markdown that also fits a table's cell or a list's entry."""
    return _made_safe(context, " ".join(text.split())).replace("|", "&#124;")


def _made_safe(context: Context, text: str) -> str:
    return safe(text.strip(), lambda link: _address(context, link))


def _address(context: Context, link: Link) -> str:
    """Give where a link leads from the page being rendered; nothing where these readers have no such page."""
    page, edition = context["page"], context["edition"]
    if link.is_image:
        return relative(link.target, page)
    if link.is_external:
        return link.target
    if not link.document:
        return f"#{link.element}"
    if not is_known(link.document, edition):
        return ""
    anchor = f"#{link.element}" if link.element else ""
    return relative(page_of(link.document), page) + anchor
