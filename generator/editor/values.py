"""A trust's phone numbers and facts as one form: what keeps people safe first, each number with the day of a call."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from starlette.responses import Response

from generator.content.called_numbers import calls, with_call
from generator.content.local_value_types import value_problem
from generator.content.yaml_nodes import Scalar, Table
from generator.content.yaml_page import YamlPage
from generator.content.yaml_splice import put, take_out
from generator.editions.missing_values import used_by_texts
from generator.editor.files import Edit
from generator.editor.todo import value_at
from generator.editor.web import Ask, seal
from generator.editor.workspace import State
from generator.model.framework import LocalValue
from generator.problems import ContentError, Mark, Problem, error
from generator.text.cleaning import cleaned
from generator.upkeep.scaffold import GROUPS

FILE = "values.yml"
HEAD = "# yaml-language-server: $schema=../../../schemas/values.json\n# Our local values.\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One local value in the form: what is known of it, what the trust gave, and when its number was called."""

    declared: LocalValue
    text: str
    called: str
    problems: tuple[Problem, ...] = ()
    is_used: bool = False
    """Whether texts cannot do without it, though no edition needs it otherwise."""

    @property
    def is_needed(self) -> bool:
        """Whether it is to be given."""
        return self.declared.required or self.is_used

    @property
    def is_phone(self) -> bool:
        """Whether it is a number that somebody can call."""
        return self.declared.type == "phone"

    @property
    def is_uncalled(self) -> bool:
        """Whether it is a number that is given and that nobody has called."""
        return self.is_phone and bool(self.text) and not self.called and not self.problems


def values(ask: Ask) -> Response:
    """Show the form of local values, or save those that can be saved."""
    state = ask.state
    if state.trust is None:
        raise ContentError([error(Mark(path="content/trusts"), "unknown-trust", "this trust has no folder yet")])
    path = state.trust.folder / FILE
    raw = ask.work.ground.read(path)
    text = (raw or b"").decode()
    if not ask.data:
        return _shown(ask, [_with_problems(state, row) for row in _rows(state, text)], text)
    rows = [_typed(row, ask) for row in _rows(state, text)]
    if ask.sent("read") != seal(text):
        return _shown(ask, rows, text, changed=True)
    wrong = [row for row in rows if row.problems]
    new, changed = text, []
    for row, old in zip(rows, _rows(state, text), strict=True):
        if not row.problems and (row.text, row.called) != (old.text, old.called):
            new = _with_value(state, path, new, row)
            changed.append(row.declared.label)
    edit = Edit(path=path, before=raw, after=new.encode())
    answer = ask.save(f"Phone numbers and facts: {_named(changed)}", [edit], "/values")
    if not wrong:
        return answer
    return _shown(ask, rows, new, saved_others=new != text)


def _shown(ask: Ask, rows: list[Row], text: str, *, changed: bool = False, saved_others: bool = False) -> Response:
    groups = [(heading, [row for row in rows if is_in(row.declared)]) for heading, is_in in GROUPS]
    wrong = [row for row in rows if row.problems] if ask.data else []
    return ask.page(
        "values",
        groups=[(heading, listed) for heading, listed in groups if listed],
        read=seal(text),
        wrong=wrong,
        changed=changed,
        saved_others=saved_others,
        today=date.today().isoformat(),
        missing=[row for row in rows if row.is_needed and (not row.text or row in wrong)],
        doubtful=[row for row in rows if row.problems and row not in wrong],
        uncalled=[row for row in rows if row.is_uncalled],
    )


def _rows(state: State, text: str) -> Iterator[Row]:
    trust = state.trust
    pathways = set(trust.trust.pathways) if trust else set()
    node = YamlPage(Path(FILE), text.encode()).node if text.strip() and _says_something(text) else None
    called, used = dict(calls(text)), used_by_texts(state.edition()) if state.is_there else frozenset[str]()
    for name, declared in state.library.declared_values.items():
        if not set(declared.pathways) & pathways:
            continue
        found = node.get(name) if isinstance(node, Table) else None
        given = " ".join(found.text.split()) if isinstance(found, Scalar) else ""
        yield Row(declared=declared, text=given, called=called.get(name, ""), is_used=name in used)


def _with_problems(state: State, row: Row) -> Row:
    """Return a row with what `check` says of the value that is given."""
    found = (each for each in state.problems if row.text and value_at(state, each) == row.declared.id)
    return replace(row, problems=tuple(_here(row, each) for each in found if each.rule != "missing-local-value"))


def _here(row: Row, found: Problem) -> Problem:
    """Return a problem in words for the field itself: without its name in files, and its meaning once more."""
    sentence = found.sentence.replace(f" of {row.declared.id},", ",").replace(f" ({row.declared.id})", "")
    return replace(found, sentence=sentence, hint="" if row.declared.meaning in found.hint else found.hint)


def _named(labels: Sequence[str]) -> str:
    """Return which facts were written, as far as they fit on a line."""
    return labels[0] + (f" and {len(labels) - 1} more" if len(labels) > 1 else "") if labels else "nothing new"


def _says_something(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _typed(row: Row, ask: Ask) -> Row:
    """Return a row as it was typed, with what is wrong with it."""
    name = row.declared.id
    text = " ".join(cleaned(ask.sent(f"value.{name}")).split())
    called = ask.sent(f"called.{name}")
    mark = Mark(path=FILE)
    key = Scalar(text=name, quoted=False, mark=mark)
    found = value_problem(key, Scalar(text=text, quoted=True, mark=mark), {name: row.declared}) if text else None
    wrong = [found] if found else []
    if called and not _is_past(called):
        sentence = "this must be a day that is not still to come"
        wrong.append(error(mark, "wrong-type", sentence, "write it after the call"))
    is_old = called == row.called and called != date.today().isoformat()
    if is_old and not wrong and not _is_same_number(row.text, text):
        called = ""  # it was the old number that was called on that day
    return replace(row, text=text, called=called, problems=tuple(wrong))


def _is_same_number(one: str, other: str) -> bool:
    """Say whether two numbers are one, whatever spaces stand in them."""
    return "".join(one.split()) == "".join(other.split())


def _is_past(day: str) -> bool:
    try:
        return date.fromisoformat(day) <= date.today()
    except ValueError:
        return False


def _with_value(state: State, path: Path, text: str, row: Row) -> str:
    """Return the file with one value as it was typed, and the day of the call above it."""
    name = row.declared.id
    if not text.strip():
        text = HEAD
    if not _says_something(text):
        text = f"{text.rstrip()}\n{name}:\n"
    waiting = re.compile(rf"^{name}:[ \t]*#[^\n]*$", re.MULTILINE)
    text = waiting.sub(f"{name}:", text)  # an example that waits for a value goes when the value comes
    if not row.text:
        there = YamlPage(path, text.encode()).node
        if not (isinstance(there, Table) and there.get(name)) or len(there.entries) == 1:
            return text
        text = with_call(text, name, "") if name in dict(calls(text)) else text
        return take_out(text, path, (name,))
    text = put(text, path, (name,), row.text, tuple(state.library.declared_values))
    return with_call(text, name, row.called)
