"""Rules about words that mean something other than they look: single braces, curly quotes, places left to fill in."""

import re
from collections.abc import Iterator

from generator.content.yaml_nodes import Scalar
from generator.editions.edition import Edition
from generator.editions.local_values import PLACE_FOR_VALUE, value_names
from generator.problems import Mark, Problem, error, nearest, warning
from generator.text.markdown_slips import TO_FILL_IN

_BRACES = re.compile(
    r"(?<![{$])\{[ ]*(?P<one>(?:local|trust|fact)\.\w+)[ ]*\}(?!\})|\$\{[ ]*(?P<dollar>[\w.]+)[ ]*\}"
    r"|\{\{[ ]*(?P<open>[\w.]+)[ ]*\}(?!\})|(?<!\{)\{[ ]*(?P<shut>[\w.]+)[ ]*\}\}"
    r"|\{\{(?P<other>[^{}]{0,80})\}\}|(?P<lone>\{\{|\{%)"
    r"|\[\[[ ]*(?P<square>(?:local|trust|fact)\.\w+)[ ]*\]\]|<+[ ]*(?P<angle>(?:local|trust|fact)\.\w+)[ ]*>+"
)
"""A local value whose braces are not the two at each end that it needs."""


def curly_quotes(edition: Edition) -> Iterator[Problem]:
    """`curly-quotes`: a text stands between the quotes that Word makes, which would be shown with it."""
    for scalar in _texts(edition):
        if not scalar.quoted and re.fullmatch(
            "[\u201c\u201e\u2018][^\u201c\u201d\u201e\u2018\u2019]*[\u201d\u201c\u2019]", scalar.text.strip()
        ):
            sentence = "this text stands between curly quotes, which will be shown with it"
            hint = "take them out; if they are meant, put straight quotes round them and the text"
            yield warning(scalar.mark, "curly-quotes", sentence, hint)


def misspelt_braces(edition: Edition) -> Iterator[Problem]:
    """`unknown-value`: braces stand as no local value has them, or round what is not the name of one."""
    known = value_names(edition.declared_values, edition.facts)
    for scalar in _texts(edition):
        if not _has_braces(scalar.text):
            continue
        rest = PLACE_FOR_VALUE.sub(lambda found: " " * len(found[0]), scalar.text)
        for found in _BRACES.finditer(rest):
            kind = found.lastgroup or ""
            name = found[kind].strip().casefold()
            right = next(
                (each for each in (name, f"local.{name}", f"trust.{name}", f"fact.{name}") if each in known), ""
            )
            right = right or nearest(name, known) or nearest(f"local.{name}", known) or "local.crisis_line"
            sentence = f'"{found[0]}" is no place for a local value: that has two braces at each end'
            if kind in ("other", "lone"):
                sentence = "double braces stand round something that is not the name of a local value"
            yield error(_at(scalar, found.start()), "unknown-value", sentence, f"write it as {{{{ {right} }}}}")


def to_fill_in(edition: Edition) -> Iterator[Problem]:
    """`unfinished`: a text still holds a place that somebody left to be filled in."""
    for scalar in _texts(edition):
        rest = _BRACES.sub("", PLACE_FOR_VALUE.sub("", scalar.text)) if _has_braces(scalar.text) else scalar.text
        if found := TO_FILL_IN.search(rest):
            sentence = f'"{found[0]}" looks like a place that is still to be filled in'
            yield warning(
                _at(scalar, scalar.text.find(found[0])), "unfinished", sentence, "write there what it stands for"
            )


def _has_braces(text: str) -> bool:
    """Say whether a text holds a sign with which a local value or what is meant for one can begin: few do."""
    return "{" in text or "<" in text or "[[" in text


def _texts(edition: Edition) -> Iterator[Scalar]:
    for entry in edition.entries.values():
        yield from entry.scalars


def _at(scalar: Scalar, offset: int) -> Mark:
    """Return the place of a letter of a text: its line, where the text keeps the lines it was written in."""
    mark = scalar.mark
    below = scalar.text[:offset].count("\n")
    if not below and not (scalar.quoted and "\n" in scalar.text):
        return mark
    return Mark(path=mark.path, line=mark.line + below + 1, column=1)
