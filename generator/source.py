"""One YAML file into nodes that know the line and column of every key and value; the only module that knows YAML.

Every scalar stays the text its author wrote until a field of the model says what it should be, so that a version
`1.10`, a phone number `0191 496 0000`, a time `9:30` and the country `NO` are never turned into something else.
Anchors, tags and duplicate keys are refused: they surprise readers, and aliases can make a small file huge.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.problems import ContentError, Mark, Problem, error
from generator.wrapping import unwrapped

MAX_BYTES = 1_000_000
"""The largest file read: far above any document, far below what would fill a memory."""

MAX_DEPTH = 40
"""How deeply lists and tables may stand in each other; documents need about 10."""


End = tuple[int, int]
"""Where a value ends in its file: the line, and the column after its last character, counted from 1."""

NOWHERE: End = (0, 0)
"""The end of a value that stands in no file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scalar:
    """A single value as written. `quoted` tells text from a number, a truth value or nothing."""

    text: str
    quoted: bool
    mark: Mark
    end: End = NOWHERE


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
        """Give the node under `key`, or nothing."""
        return next((node for name, node in self.entries if name.text == key), None)


Node = Scalar | Listing | Table

_NOTHING = ("", "~", "null")
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_TAGS = {"str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map"}


def read(path: Path, shown_as: str) -> Node:
    """Read one YAML file.

    Args:
        path: The file.
        shown_as: Its path as people should see it in messages.

    Raises:
        ContentError: It cannot be read as the one YAML document we accept; every reason found is in it.
    """
    start = Mark(path=shown_as)
    text = _text(path, start)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_depth(text, loader, start)
        tree = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as exc:
        raise ContentError([_syntax_problem(exc, text, shown_as)]) from None
    except yaml.YAMLError as exc:
        raise ContentError([error(start, "yaml", f"this is not readable as YAML: {exc}")]) from None
    if tree is None:
        hint = "delete it, or write the document in it; the others of its folder show how"
        raise ContentError([error(start, "empty-file", "this file is empty", hint)])
    problems: list[Problem] = []
    node = _node(tree, shown_as, set(), problems)
    if problems:
        raise ContentError(problems)
    return node


def plain(node: Node) -> Any:
    """Give a node as Python values with every scalar as the text written; nothing where nothing is written."""
    match node:
        case Scalar():
            return None if not node.quoted and node.text in _NOTHING else node.text
        case Listing():
            return [plain(child) for child in node.children]
        case Table():
            return {key.text: plain(child) for key, child in node.entries}


def fingerprint(node: Node) -> str:
    """Return the first 12 hex digits of the SHA-256 of what a value says, as canonical JSON.

    Keys are sorted and nothing is put between tokens (as in RFC 8785). Unquoted whole numbers, true, false and null
    count as such; everything else, decimals too, is text: component 2.10 is not 2.1. How a text is wrapped does not
    count (`wrapping.unwrapped`).
    """
    return _hashed(_unwrapped(typed(node)))


def verbatim_fingerprint(node: Node) -> str:
    """Return the fingerprint of a value with every text as it is wrapped.

    The ledger keeps texts by it, and it is the base of changes and approvals written before fingerprints passed over
    line breaks.
    """
    return _hashed(typed(node))


def fingerprints(node: Node) -> tuple[str, str]:
    """Return every fingerprint by which somebody may have written a value down: what it says, and as it is wrapped."""
    return fingerprint(node), verbatim_fingerprint(node)


def _hashed(value: Any) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _unwrapped(value: Any) -> Any:
    match value:
        case str():
            return unwrapped(value)
        case list():
            return [_unwrapped(each) for each in value]
        case dict():
            return {key: _unwrapped(each) for key, each in value.items()}
    return value


def typed(node: Node) -> Any:
    """Give a node as what JSON can hold, as `fingerprint` counts it; its opposite is `ledger`'s reading."""
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
    """Give the place of what `path` leads to: a key for an unknown key, the nearest parent for what is not there."""
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


def key_mark(node: Node, path: Sequence[str | int]) -> Mark:
    """Give the place of the key that ends `path`, or of the value where it is not a key."""
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
    """Give every scalar value in a node, in the order written."""
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
    """Give every table in a node, outermost first."""
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


def _text(path: Path, start: Mark) -> str:
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise ContentError([error(start, "unreadable", f"this file cannot be read: {exc.strerror}")]) from None
    if len(raw) > MAX_BYTES:
        raise ContentError([error(start, "too-large", "this file is larger than 1 MB", "split it into documents")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        before = raw[: exc.start]
        line = before.count(b"\n") + 1
        column = len(before) - before.rfind(b"\n")
        mark = Mark(path=start.path, line=line, column=column)
        hint = "save it again with the encoding UTF-8"
        raise ContentError([error(mark, "not-utf-8", "this file is not written in UTF-8", hint)]) from None


def _refuse_depth(text: str, loader: Any, start: Mark) -> None:
    """Stop at nesting that no document has, before anything follows it down: the parser's events do not recurse."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            mark = _mark(event.start_mark, start.path)
            raise ContentError([error(mark, "too-deep", "lists and keys stand inside each other too deeply here")])


def _syntax_problem(exc: yaml.MarkedYAMLError, text: str, shown_as: str) -> Problem:
    place = exc.problem_mark or exc.context_mark
    mark = _mark(place, shown_as) if place else Mark(path=shown_as)
    said = exc.problem or "it cannot be read"
    written = (text.splitlines() + [""] * mark.line)[mark.line - 1]
    if "\t" in written[: mark.column]:
        return error(mark, "tab", "there is a tab here", "use spaces; YAML does not allow tabs for indentation")
    if "mapping values are not allowed" in said:
        hint = "put quotes around text that holds a colon and a space"
        return error(mark, "yaml", "there is a colon where none can stand", hint)
    if "found another document" in said:
        return error(mark, "yaml", "a second document starts here", "take out the line ---")
    if said.startswith("found character that cannot start"):
        character = written[mark.column - 1 : mark.column]
        return error(mark, "yaml", f"text cannot start with {character}", "put quotes around the whole text")
    if "{{" in written:
        return error(mark, "yaml", "text that begins with a local value must stand in quotes", "put quotes around it")
    hint = "look at the indentation of this line and the one above, and for a missing quote or bracket"
    return error(mark, "yaml", f"this is not readable as YAML: {said}", hint)


def _mark(place: Any, shown_as: str) -> Mark:
    return Mark(path=shown_as, line=place.line + 1, column=place.column + 1)


def _node(tree: yaml.Node, shown_as: str, seen: set[int], problems: list[Problem]) -> Node:
    mark = _mark(tree.start_mark, shown_as)
    if id(tree) in seen:
        sentence = "this repeats another part of the file through an anchor (& and *)"
        problems.append(error(mark, "anchor", sentence, "write the text out again, or put it in a document of its own"))
        return Scalar(text="", quoted=True, mark=mark)
    seen.add(id(tree))
    if tree.tag.rpartition(":")[2] not in _TAGS or not tree.tag.startswith("tag:yaml.org,2002:"):
        problems.append(error(mark, "tag", f"the tag {tree.tag} is not allowed here", "take out the word after !"))
    match tree:
        case yaml.SequenceNode():
            children = tuple(_node(each, shown_as, seen, problems) for each in tree.value)
            return Listing(children=children, mark=mark, end=_end(tree, [each.end for each in children]))
        case yaml.MappingNode():
            return _table(tree, shown_as, seen, problems)
        case _:
            return Scalar(text=tree.value, quoted=bool(getattr(tree, "style", None)), mark=mark, end=_end(tree, []))


def _table(tree: yaml.MappingNode, shown_as: str, seen: set[int], problems: list[Problem]) -> Table:
    entries: list[tuple[Scalar, Node]] = []
    first_line: dict[str, int] = {}
    for key_tree, value_tree in tree.value:
        mark = _mark(key_tree.start_mark, shown_as)
        if not isinstance(key_tree, yaml.ScalarNode):
            hint = "text that begins with { or [ must stand in quotes"
            problems.append(error(mark, "yaml", "a key must be a single word", hint))
            continue
        key = key_tree.value
        if key in first_line:
            sentence = f'the key "{key}" is written twice; it stands already on line {first_line[key]}'
            problems.append(error(mark, "duplicate-key", sentence, "keep one of them"))
            continue
        first_line[key] = mark.line
        entries.append((Scalar(text=key, quoted=False, mark=mark), _node(value_tree, shown_as, seen, problems)))
    end = _end(tree, [value.end for _, value in entries])
    return Table(entries=tuple(entries), mark=_mark(tree.start_mark, shown_as), end=end)


def _end(tree: yaml.Node, inside: Sequence[End]) -> End:
    """Give where a node ends; the parser counts the blank lines and comments after a list or table in, we do not."""
    if inside and not getattr(tree, "flow_style", False):
        return inside[-1]
    place = tree.end_mark
    return place.line + 1, place.column + 1


def _typed_scalar(scalar: Scalar) -> str | int | bool | None:
    words: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
    if scalar.quoted:
        return scalar.text
    if scalar.text in words:
        return words[scalar.text]
    return int(scalar.text) if _WHOLE_NUMBER.fullmatch(scalar.text) else scalar.text
