"""The language an edition speaks: its sentences from a catalogue, and its dates, clock times and plurals.

A sentence stands in English where it is used, in `gettext("…")`, or in a template in `_("…")`, and in the catalogue of
each language with its translation. It is never HTML: `{name}` stands where a value goes, `**words**` are bold, and
`[words]({name})` is a link to an address that the template gives, so that a catalogue can bring in none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from html import escape
from io import BytesIO
from typing import Any, Final

from babel import Locale
from babel.dates import format_date, format_time

from generator.text.language_codes import ENGLISH, RIGHT_TO_LEFT
from generator.text.markup import Html

NOON: Final = 12 * 60
HOUR: Final = 60
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\[(.+?)\]\((\{\w+\})\)"), r'<a href="\2">\1</a>'),
)
_CASES = (0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 21, 100, 1_000_000)
"""Numbers of which some language or other has each of its plurals."""


def N_(sentence: str) -> str:  # noqa: N802 - the name by which every tool for catalogues knows it
    """Return a sentence as it is; it goes into the catalogue, and is said in a language where it is shown."""
    return sentence


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Return a sentence for one and for many as they are; both go into the catalogue, as forms of one sentence."""
    return one, many


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language, by its code (BCP 47), with its catalogue of sentences; English needs none."""

    code: str = ENGLISH
    compiled: bytes = b""
    """The catalogue in the form that `gettext` reads (.mo); nothing says everything as it stands in the program."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """Every sentence of the catalogue that is translated, and has no plurals."""
    counted: tuple[str, ...] = ()
    """Those that have: each as it is said of one."""

    @property
    def _translations(self) -> NullTranslations:
        return _read(self.compiled)

    @property
    def locale(self) -> Locale:
        """What the CLDR knows of it."""
        return Locale.parse(self.code, sep="-")

    @property
    def way(self) -> str:
        """Its direction: `rtl` or `ltr`."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def says_otherwise(self) -> bool:
        """Whether it says anything otherwise than it stands in the program."""
        return bool(self.sentences or self.counted)

    def unfilled(self, sentence: str) -> str:
        """Return a sentence in this language whose values are put in later: their places stay in it."""
        return self._translations.gettext(sentence)

    def gettext(self, sentence: str, /, **values: Any) -> str:
        """Return a sentence in this language as plain words, with its values."""
        return self._translations.gettext(sentence).format(**values)

    def ngettext(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return a sentence for a number, which may stand in it as `{n}`, as plain words."""
        return self._translations.ngettext(one, many, n).format(n=n, **values)

    def html(self, sentence: str, /, **values: Any) -> Html:
        """Return a sentence as HTML, its values escaped unless they are HTML themselves."""
        return _marked(self._translations.gettext(sentence)).format(**values)

    def html_for(self, one: str, many: str, n: int, /, **values: Any) -> Html:
        """Return a sentence for a number, `{n}`, as HTML."""
        return _marked(self._translations.ngettext(one, many, n)).format(n=n, **values)

    def long_date(self, day: date) -> str:
        """Say a date as NHS style does: 6 August 2018."""
        return format_date(day, "long", self.locale)

    def clock(self, minutes: int) -> str:
        """Say minutes after midnight: 9:30am, 1pm, midday in English; elsewhere as its people write them."""
        if self.code == ENGLISH:
            return clock(minutes)
        return format_time(time(*divmod(minutes, HOUR)), "short", locale=self.locale)

    def for_scripts(self) -> dict[str, str | dict[str, str]]:
        """Return what the pages' scripts need: each sentence translated, plurals by their case in the CLDR."""
        plural = self.locale.plural_form
        counted = {
            one: {plural(n): self._translations.ngettext(one, one, n) for n in reversed(_CASES)} for one in self.counted
        }
        return {**self.sentences, **counted}


@lru_cache(maxsize=8)
def _read(compiled: bytes) -> NullTranslations:
    return GNUTranslations(BytesIO(compiled)) if compiled else NullTranslations()


def _marked(sentence: str) -> Html:
    """Return a sentence as HTML, which may stand between tags and within the double quotes of one."""
    html = escape(sentence, quote=False).replace('"', "&#34;")
    for mark, tag in _MARKS:
        html = mark.sub(tag, html)
    return Html(html)


def clock(minutes: int) -> str:
    """Say minutes after midnight as NHS style does: 9:30am, 1pm, midday."""
    if minutes == NOON:
        return "midday"
    hour, minute = divmod(minutes, HOUR)
    return f"{(hour - 1) % 12 + 1}{f':{minute:02}' if minute else ''}{'am' if minutes < NOON else 'pm'}"
