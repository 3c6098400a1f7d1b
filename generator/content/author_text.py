"""Texts and ids as authors wrote them in a file: what does not come out as meant, and ids that pages use themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.content.yaml_nodes import Listing, Node, Scalar, Table, mark_within, tables
from generator.model.base import Content, Form
from generator.model.kinds import Kind
from generator.model.texts import forms
from generator.page_ids import reserved
from generator.problems import Problem, error
from generator.text.markdown_slips import Slip, label_slips, line_slips, text_slips
from generator.text.markup import FIRST

UNDER: Mapping[str, int] = {"steps": 4, "activities": 3, "roles": 3, "variants": 3}
"""The level of the heading that texts stand under on their page, by the field they are in; 2 for all others."""


def misread(model: Content, node: Node) -> Iterator[Problem]:
    """Return what in the texts of a file does not come out as meant, each at its line and column.

    Args:
        model: The file as it was understood.
        node: The file as it was written.
    """
    for field, scalar, form in _texts(model, node):
        before = len(scalar.text) - len(scalar.text.lstrip())
        for slip in _slips(scalar.text.strip(), form, field):
            mark = mark_within(scalar, before + slip.at)
            yield Problem(mark=mark, level=slip.level, rule=slip.rule, sentence=slip.sentence, hint=slip.hint)


def _texts(
    value: Any, node: Node | None, field: str = "", form: Form | None = None
) -> Iterator[tuple[str, Scalar, Form]]:
    """Return every text of a model that people read."""
    match value, node:
        case str(), Scalar() if form:
            yield field, node, form
        case Content(), Table():
            written = {key.text: inside for key, inside in node.entries}
            known = forms(type(value))
            for name, inside in value:
                yield from _texts(inside, written.get(name), field or name, known.get(name))
        case tuple(), Listing():
            for inside, each in zip(value, node.children, strict=False):
                yield from _texts(inside, each, field, form)


def _slips(text: str, form: Form, field: str) -> tuple[Slip, ...]:
    """Return what is wrong with a text, by how and where it is written."""
    if form is Form.LABEL:
        return label_slips(text)
    return line_slips(text) if form is Form.LINE else text_slips(text, UNDER.get(field, FIRST - 1))


def taken_ids(node: Node, kind: Kind) -> Iterator[Problem]:
    """Return the ids of elements, and those they had before, that the page of the file uses itself."""
    own = reserved(kind.own_ids, kind.made_ids)
    for table in tables(node):
        aliases = table.get("aliases")
        for name in (table.get("id"), *(aliases.children if isinstance(aliases, Listing) else ())):
            if isinstance(name, Scalar) and own(name.text):
                sentence = f'the id "{name.text}" is one that the page uses itself, so links would lead elsewhere'
                yield error(name.mark, "reserved-id", sentence, f'give it another id, such as "our-{name.text}"')
