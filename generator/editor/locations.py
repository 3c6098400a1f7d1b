"""Where an element of a document is written: in a file of one's own, in a trust's change, or nowhere yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from os.path import relpath
from pathlib import Path

from generator.content.fingerprints import fingerprint
from generator.content.node_paths import by_id, canonical, find, id_of
from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.content.yaml_page import YamlPage
from generator.editions.change import NOTHING
from generator.editor.workspace import State
from generator.model.trust import OPERATIONS, WHOLE, AmendmentFile
from generator.problems import ContentError, Mark, error

Tokens = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change in a trust's file: where it stands in the list, what it does and at which address, as it is today."""

    position: int
    operation: str
    tokens: Tokens
    node: Table

    @property
    def value_key(self) -> str:
        """The key under which it says something of its own."""
        return {"replace": "with", "add": "value", "note": "text"}.get(self.operation, "")

    @property
    def target(self) -> Tokens:
        """The address of what it is about: of an addition, of what is added."""
        value = self.node.get("value")
        name = id_of(value) if value is not None else None
        return (*self.tokens, name) if self.operation == "add" and name else self.tokens

    def text(self, key: str) -> str:
        """Return what it says under a key."""
        found = self.node.get(key)
        return found.text.strip() if isinstance(found, Scalar) else ""

    def approved(self, key: str) -> str:
        """Return who approved it, or when."""
        given = self.node.get("approved")
        found = given.get(key) if isinstance(given, Table) else None
        return found.text.strip() if isinstance(found, Scalar) else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """The change in which an element stands, and the way to it from the change's own value."""

    change: Change
    rest: Tokens


@dataclass(frozen=True, kw_only=True)
class AmendmentText:
    """A trust's file of changes to one national document, as text; empty where there is none yet."""

    path: Path
    raw: bytes | None
    national: Node
    document: str

    @property
    def text(self) -> str:
        """The file as text."""
        return (self.raw or b"").decode()

    def changes(self) -> tuple[Change, ...]:
        """Return its changes in the order written.

        Raises:
            ContentError: It cannot be read.
        """
        return self._read

    @cached_property
    def _read(self) -> tuple[Change, ...]:
        return tuple(self._changes(self._listed)) if self._listed else ()

    @property
    def count(self) -> int:
        """How many entries stand in it, also those that are no good."""
        return len(self._listed.children) if self._listed else 0

    @cached_property
    def _listed(self) -> Listing | None:
        written = YamlPage(self.path, self.raw).node if self.raw is not None else None
        found = written.get("changes") if isinstance(written, Table) else None
        return found if isinstance(found, Listing) else None

    def _changes(self, listing: Listing) -> Iterator[Change]:
        for position, node in enumerate(listing.children):
            operation = next((word for word in OPERATIONS if isinstance(node, Table) and node.get(word)), "")
            written = node.get(operation) if isinstance(node, Table) and operation else None
            if isinstance(node, Table) and isinstance(written, Scalar):
                is_whole = operation == "remove" and written.text == WHOLE
                tokens = () if is_whole else canonical(self.national, written.text.split("."))
                yield Change(position=position, operation=operation, tokens=tokens, node=node)

    def owner(self, tokens: Tokens) -> Owner | None:
        """Return the change that holds what stands at an address: it added it, or rewrote what stands around it."""
        for each in self.changes():
            length = len(each.target)
            if each.operation in ("add", "replace") and tokens[:length] == each.target:
                return Owner(change=each, rest=tokens[length:])
        return None

    def inside(self, tokens: Tokens) -> tuple[Change, ...]:
        """Return every change at an address or inside it."""
        return tuple(each for each in self.changes() if each.target[: len(tokens)] == tokens)

    def base(self, tokens: Tokens) -> str:
        """Return the fingerprint of the national text at an address."""
        found = find(self.national, tokens)
        return fingerprint(found) if found is not None else NOTHING

    @property
    def head(self) -> str:
        """What a new file begins with."""
        content = next(each for each in self.path.parents if each.name == "content" or each == each.parent)
        schemas = relpath(content.parent / "schemas", self.path.parent)
        return f"# yaml-language-server: $schema={schemas}/amendment.json\namends: {self.document}\nchanges:\n"


def amendments_of(state: State, document: str) -> AmendmentText:
    """Return a trust's file of changes to a national document, which need not be there yet.

    Raises:
        ContentError: There is no such national document, or no such trust.
    """
    file, trust = state.library.national.get(document), state.trust
    if file is None or trust is None:
        sentence = f'there is no national document "{document}"'
        raise ContentError([error(Mark(path=document), "unknown-target", sentence)])
    own = (
        Path(each.id.removeprefix("amend:"))
        for each in trust.amendments
        if isinstance(each.model, AmendmentFile)
        and state.library.aliases.get(each.model.amends, each.model.amends) == document
    )
    path = next(own, trust.folder / "amend" / f"{document}.yml")
    raw = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    return AmendmentText(path=path, raw=raw, national=file.node, document=document)


def way_to(node: Node, tokens: Sequence[str]) -> tuple[str | int, ...] | None:
    """Return the way to an address in a file, with positions for ids; nothing where it leads nowhere.

    The last step may be a key that is not there yet.
    """
    way: list[str | int] = []
    for position, token in enumerate(tokens):
        if isinstance(node, Listing):
            inside = by_id(node, token)
            if inside is None:
                return None
            way.append(node.children.index(inside))
            node = inside
            continue
        found = node.get(token) if isinstance(node, Table) else None
        way.append(token)
        if found is None:
            return tuple(way) if position == len(tokens) - 1 and isinstance(node, Table) else None
        node = found
    return tuple(way)
