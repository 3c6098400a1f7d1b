"""One YAML file into nodes that know the line and column of every key and value; the only module that knows YAML.

Every scalar stays the text its author wrote until a field of the model says what it should be, so that a version
`1.10`, a phone number `0191 496 0000`, a time `9:30` and the country `NO` are never turned into something else.
Anchors, tags and duplicate keys are refused: they surprise readers, and aliases can make a small file huge.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from generator.content import yaml_diagnosis, yaml_slips
from generator.content.file_text import text_of
from generator.problems import ContentError, Level, Mark, Problem, error, few
from generator.text.cleaning import cleaned

MAX_DEPTH = 40
"""How deeply lists and tables may stand in each other; documents need about 10."""

MAX_ENTRIES = 5_000
"""The most entries of one list: decisions and approvals add up over the years."""

MAX_LETTERS = 20_000
"""The most letters of one text; the longest of the national edition has some 4,000."""

End = tuple[int, int]
"""Where a value ends in its file: the line, and the column after its last character, counted from 1."""

NOWHERE: End = (0, 0)
"""The end of a value that stands in no file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scalar:
    """A single value as written. `quoted` tells text from a number, a truth value or nothing.

    `raw` is how it stands in its file, with quotation marks and indents; nothing for what stands in none. `quoting` is
    what it says where it quotes facts: the text with their words put in.
    """

    text: str
    quoted: bool
    mark: Mark
    end: End = NOWHERE
    raw: str = field(default="", compare=False, repr=False)
    quoting: str = ""

    @property
    def said(self) -> str:
        """What it says: the text as written, with the words of the facts that it quotes."""
        return self.quoting or self.text


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list of nodes."""

    children: tuple["Node", ...]
    mark: Mark
    end: End = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Keys and their nodes, in the order written."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    mark: Mark
    end: End = NOWHERE

    def get(self, key: str) -> "Node | None":
        """Return the node under `key`, or nothing."""
        for name, node in self.entries:
            if name.text == key:
                return node
        return None


Node = Scalar | Listing | Table

_NOTHING = ("", "~", "null", "Null", "NULL")
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_TAGS = {"str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map"}


def read(path: Path, shown_as: str) -> Node:
    """Return what one YAML file says, when what only deserves a look is of no interest.

    Raises:
        ContentError: It cannot be read as the one YAML document we accept; every reason found is in it.
    """
    return said_in(text_of(path, shown_as), shown_as)[0]


def said_in(text: str, shown_as: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read the text of one YAML file.

    Args:
        text: The text.
        shown_as: The path of its file as people should see it in messages.

    Returns:
        What it says, and warnings of what may not say what was meant.

    Raises:
        ContentError: It cannot be read as the one YAML document we accept; every reason found is in it.
    """
    start = Mark(path=shown_as)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if found := yaml_slips.told_always(text):
        raise ContentError([_told(slip, shown_as) for slip in found])
    try:
        _refuse_events(text, loader, start)
        tree = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as exc:
        raise ContentError([_syntax_problem(exc, text, shown_as)]) from None
    if tree is None:
        hint = "delete it, or write the document in it; the others of its folder show how"
        raise ContentError([error(start, "empty-file", "this file is empty", hint)])
    builder = _Builder(text, shown_as)
    node = builder.node(tree)
    if builder.problems:
        raise ContentError(few(builder.problems))
    return node, few(builder.warnings)


def plain(node: Node) -> Any:
    """Return a node as Python values with every scalar as the text written; nothing where nothing is written."""
    match node:
        case Scalar():
            return None if not node.quoted and node.text in _NOTHING else node.text
        case Listing():
            return [plain(child) for child in node.children]
        case Table():
            return {key.text: plain(child) for key, child in node.entries}


def typed(node: Node) -> Any:
    """Return a node as what JSON can hold, as `fingerprint` counts it; its opposite is `ledger`'s reading."""
    match node:
        case Scalar():
            return _typed_scalar(node)
        case Listing():
            return [typed(each) for each in node.children]
        case Table():
            return {key.text: typed(each) for key, each in node.entries}


def as_yaml(node: Node) -> str:
    """Write a value as YAML in block form, as `fingerprint` counts it."""
    text: str = yaml.dump(typed(node), Dumper=_Block, sort_keys=False, allow_unicode=True, width=100)
    return text


class _Block(yaml.SafeDumper):
    """Writes a text of several lines below its key, where people can edit it."""


_Block.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def mark_at(node: Node, path: Sequence[str | int]) -> Mark:
    """Return the place of what `path` leads to: a key for an unknown key, the nearest parent for what is not there."""
    mark = node.mark
    for step in path:
        match node:
            case Table() if (found := _entry(node, step)) is not None:
                node = found[1]
                mark = node.mark
            case Listing() if isinstance(step, int) and step < len(node.children):
                node = node.children[step]
                mark = node.mark
            case _:
                continue  # a name pydantic puts in for a variant, or a key that is missing
    return mark


def mark_within(scalar: Scalar, at: int) -> Mark:
    """Return the place in its file of the letter of a value that `at` letters of it stand before.

    The letters of the value are looked for one after the other in what stands in the file, whatever stands between.
    """
    raw, mark = scalar.raw, scalar.mark
    here = raw.find("\n") + 1 if raw[:1] in ("|", ">") else int(raw[:1] in ("'", '"'))
    place = here
    for letter in scalar.text[: at + 1]:
        if not letter.isspace() and (found := raw.find(letter, here)) >= 0:
            place, here = found, found + 1
    before = raw[:place]
    column = len(before) - before.rfind("\n") if "\n" in before else mark.column + len(before)
    return Mark(path=mark.path, line=mark.line + before.count("\n"), column=column)


def key_mark(node: Node, path: Sequence[str | int]) -> Mark:
    """Return the place of the key that ends `path`, or of the value where it is not a key."""
    *parents, last = path
    parent = child(node, parents)
    if isinstance(parent, Table) and (found := _entry(parent, last)) is not None:
        return found[0].mark
    return mark_at(node, path)


def child(node: Node, path: Sequence[str | int]) -> Node:
    """Follow `path` as far as it leads."""
    for step in path:
        if isinstance(node, Table) and (found := _entry(node, step)) is not None:
            node = found[1]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.children):
            node = node.children[step]
    return node


def scalars(node: Node) -> Iterator[Scalar]:
    """Return every scalar value in a node, in the order written."""
    match node:
        case Scalar():
            yield node
        case Listing():
            for each in node.children:
                yield from scalars(each)
        case Table():
            for _, each in node.entries:
                yield from scalars(each)


def tables(node: Node) -> Iterator[Table]:
    """Return every table in a node, outermost first."""
    match node:
        case Listing():
            for each in node.children:
                yield from tables(each)
        case Table():
            yield node
            for _, each in node.entries:
                yield from tables(each)


def _entry(table: Table, key: str | int) -> tuple[Scalar, Node] | None:
    return next((entry for entry in table.entries if entry[0].text == key), None)


def _refuse_events(text: str, loader: Any, start: Mark) -> None:
    """Stop at what no document has, before anything follows it down: the parser's events do not recurse.

    That is nesting too deep, names for repeating (&, *), and a sign ! that would be left out of a text.
    """
    depth = 0
    names: dict[str, Problem] = {}
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            mark = _mark(event.start_mark, start.path)
            raise ContentError([error(mark, "too-deep", "lists and keys stand inside each other too deeply here")])
        mark = _mark(event.start_mark, start.path) if isinstance(event, yaml.NodeEvent) else start
        if isinstance(event, yaml.AliasEvent):
            sentence = "this repeats another part of the file through an anchor (& and *)"
            hint = "write the text out again; or put quotes around it, if it is text that begins with *"
            names.setdefault(str(event.anchor), error(mark, "anchor", sentence, hint))
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            sentence = f'"&{event.anchor}" names this for repeating (an anchor), and would be left out of it'
            names.setdefault(event.anchor, error(mark, "anchor", sentence, "take it out, or put the text in quotes"))
        if isinstance(event, yaml.ScalarEvent) and event.tag == "!":
            hint = f"put quotes around the whole text: {yaml_slips.in_quotes(f'! {event.value}')}"
            names.setdefault(f"!{mark.line}", error(mark, "tag", "text cannot start with !", hint))
    if names:
        raise ContentError(few(tuple(names.values())))


def _syntax_problem(exc: yaml.YAMLError, text: str, shown_as: str) -> Problem:
    """Return what an author most likely did where the parser stopped."""
    place = getattr(exc, "problem_mark", None) or getattr(exc, "context_mark", None)
    began = getattr(exc, "context_mark", None)
    if place is None:
        slip = yaml_slips.odd_character(text)
        said = getattr(exc, "problem", None) or getattr(exc, "reason", None) or "it cannot be read"
        if slip is None:
            return error(Mark(path=shown_as), "yaml", f"this is not readable as YAML: {said}")
        return _told(slip, shown_as)
    stop = yaml_diagnosis.Stop(
        line=place.line + 1,
        column=place.column + 1,
        began=(began.line + 1, began.column + 1) if began else (0, 0),
        said=getattr(exc, "problem", None) or "it cannot be read",
        while_doing=getattr(exc, "context", None) or "",
    )
    return _told(yaml_diagnosis.told(text, stop), shown_as)


def _told(slip: yaml_slips.Slip, shown_as: str) -> Problem:
    mark = Mark(path=shown_as, line=slip.line, column=slip.column)
    return error(mark, slip.rule, slip.sentence, slip.hint)


def _mark(place: Any, shown_as: str) -> Mark:
    return Mark(path=shown_as, line=place.line + 1, column=place.column + 1)


class _Builder:
    """Makes our nodes of the parser's, and keeps what is wrong with them; used only inside `examine`."""

    def __init__(self, text: str, shown_as: str) -> None:
        self.text = text
        self.lines = yaml_slips.lines_in(text)
        self.shown_as = shown_as
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def node(self, tree: yaml.Node) -> Node:
        mark = _mark(tree.start_mark, self.shown_as)
        if tree.tag.rpartition(":")[2] not in _TAGS or not tree.tag.startswith("tag:yaml.org,2002:"):
            hint = "take out the word after !, or put quotes around the whole text"
            self.problems.append(error(mark, "tag", f"the tag {tree.tag} is not allowed here", hint))
        match tree:
            case yaml.SequenceNode():
                if len(tree.value) > MAX_ENTRIES:
                    sentence = f"this list has {len(tree.value)} entries; {MAX_ENTRIES} are the most"
                    self.problems.append(error(mark, "too-large", sentence, "make several documents of it"))
                    return Listing(children=(), mark=mark, end=_end(tree, []))
                children = tuple(self.node(each) for each in tree.value)
                return Listing(children=children, mark=mark, end=_end(tree, [each.end for each in children]))
            case yaml.MappingNode():
                return self.table(tree)
            case _:
                return self.scalar(tree, mark)

    def scalar(self, tree: yaml.Node, mark: Mark) -> Scalar:
        raw = self.text[tree.start_mark.index : tree.end_mark.index]
        quoted = bool(getattr(tree, "style", None))
        made = Scalar(text=cleaned(tree.value), quoted=quoted, mark=mark, end=_end(tree, []), raw=raw)
        if len(made.text) > MAX_LETTERS:
            sentence = f"this text has {len(made.text)} letters; {MAX_LETTERS} are the most"
            self.problems.append(error(mark, "too-large", sentence, "make several texts or documents of it"))
        if not made.quoted:
            if slip := yaml_slips.cut_off(made.text, (mark.line, mark.column), self.lines, made.end):
                problem = _told(slip, self.shown_as)
                (self.warnings if made.text else self.problems).append(
                    replace(problem, level=Level.WARNING if made.text else Level.ERROR)
                )
            if slip := yaml_slips.swallowed(self.lines, mark.line, made.end[0]):
                self.problems.append(_told(slip, self.shown_as))
        return made

    def table(self, tree: yaml.MappingNode) -> Table:
        entries: list[tuple[Scalar, Node]] = []
        first_line: dict[str, int] = {}
        for key_tree, value_tree in tree.value:
            mark = _mark(key_tree.start_mark, self.shown_as)
            if not isinstance(key_tree, yaml.ScalarNode):
                hint = "text that begins with { or [ must stand in quotes"
                self.problems.append(error(mark, "yaml", "a key must be a single word", hint))
                continue
            key = cleaned(key_tree.value)
            if key in first_line:
                slip = yaml_slips.twice(key, (mark.line, mark.column), first_line)
                self.problems.append(_told(slip, self.shown_as))
                if key == next(iter(first_line)) and mark.column > 1:
                    break  # a whole entry begins here without its dash: what follows would be told twice too
                continue
            first_line[key] = mark.line
            entries.append((Scalar(text=key, quoted=False, mark=mark), self.node(value_tree)))
        end = _end(tree, [value.end for _, value in entries])
        return Table(entries=tuple(entries), mark=_mark(tree.start_mark, self.shown_as), end=end)


def _end(tree: yaml.Node, inside: Sequence[End]) -> End:
    """Return where a node ends; the parser counts the blank lines and comments after a list or table in, we do not."""
    if inside and not getattr(tree, "flow_style", False):
        return inside[-1]
    place = tree.end_mark
    return place.line + 1, place.column + 1


def _typed_scalar(scalar: Scalar) -> str | int | bool | None:
    words: Mapping[str, bool | None] = {"true": True, "false": False, **dict.fromkeys(_NOTHING)}
    if scalar.quoted or scalar.quoting:
        return scalar.said
    if scalar.text in words:
        return words[scalar.text]
    return int(scalar.text) if _WHOLE_NUMBER.fullmatch(scalar.text) else scalar.text
