"""Nodes by address: a field, then an element's id, then a field. Finding, listing, editing and reading them out."""

from collections.abc import Callable, Iterator, Sequence

from generator.content.fingerprints import fingerprints
from generator.content.yaml_nodes import Listing, Node, Scalar, Table
from generator.problems import Mark

Tokens = Sequence[str]
"""An address taken apart at its dots: ("steps", "arrange-visit", "within")."""


def find(node: Node, tokens: Tokens) -> Node | None:
    """Follow an address: keys in tables, ids in lists. An id an element had before leads to it too."""
    for token in tokens:
        match node:
            case Table() if (inside := node.get(token)) is not None:
                node = inside
            case Listing() if (inside := by_id(node, token)) is not None:
                node = inside
            case _:
                return None
    return node


def reached(node: Node, tokens: Sequence[str | int]) -> Node:
    """Return what a way leads to, as far as it leads: keys by name, elements by id, plain list entries by position."""
    for token in tokens:
        if isinstance(token, int):
            inside = node.children[token] if isinstance(node, Listing) and token < len(node.children) else None
        else:
            inside = find(node, (token,))
        if inside is None:
            break
        node = inside
    return node


def canonical(node: Node, tokens: Tokens) -> tuple[str, ...]:
    """Return an address with every id as it is now, as far as the address leads anywhere."""
    names: list[str] = []
    for token in tokens:
        place = find(node, names)
        inside = by_id(place, token) if isinstance(place, Listing) else None
        names.append((id_of(inside) if inside else None) or token)
    return tuple(names)


def ever(node: Node, tokens: Tokens) -> tuple[tuple[str, ...], ...]:
    """Return every address that a place has and had before, today's first: each of its ids with each of the others."""
    ways: tuple[tuple[str, ...], ...] = ((),)
    for length, token in enumerate(tokens):
        place = find(node, tokens[:length])
        inside = by_id(place, token) if isinstance(place, Listing) else None
        names = (id_of(inside) or token, *aliases_of(inside)) if inside else (token,)
        ways = tuple((*way, name) for way in ways for name in names)
    return ways


def by_id(listing: Listing, name: str) -> Node | None:
    """Return the element of a list with this id, or else the one that had it before."""
    exact = next((each for each in listing.children if id_of(each) == name), None)
    return exact or next((each for each in listing.children if name in aliases_of(each)), None)


def id_of(node: Node) -> str | None:
    """Return an element's id, or nothing for what has none."""
    name = node.get("id") if isinstance(node, Table) else None
    return name.text if isinstance(name, Scalar) else None


def aliases_of(node: Node) -> tuple[str, ...]:
    """Return the ids an element, or a document, had before."""
    listed = node.get("aliases") if isinstance(node, Table) else None
    children = listed.children if isinstance(listed, Listing) else ()
    return tuple(each.text for each in children if isinstance(each, Scalar))


def former_bases(node: Node | None) -> tuple[str, ...]:
    """Return the fingerprints a text had when only its name was another, before it was renamed."""
    names = aliases_of(node) if node is not None else ()
    if not names or not isinstance(node, Table):
        return ()
    bare = edited(node, ("aliases",), lambda _: None)
    known = [bare]
    known += [edited(bare, ("id",), lambda _, name=name: named(name, node.mark)) for name in names]  # type: ignore[misc]
    return tuple(base for each in known for base in fingerprints(each))


def edited(node: Node, tokens: Tokens, edit: Callable[[Node | None], Node | None]) -> Node:
    """Return `node` with what stands at `tokens` put through `edit`; where that gives nothing, it is taken out."""
    token, rest = tokens[0], tokens[1:]
    match node:
        case Table():
            inside = node.get(token)
            new = edit(inside) if not rest else edited(inside, rest, edit) if inside else None
            entries = [(key, (new if key.text == token else value)) for key, value in node.entries]
            if inside is None and new is not None:
                entries.append((named(token, new.mark), new))
            return Table(entries=tuple((key, value) for key, value in entries if value is not None), mark=node.mark)
        case Listing():
            children: list[Node | None] = []
            for each in node.children:
                here = id_of(each) == token
                children.append((edit(each) if not rest else edited(each, rest, edit)) if here else each)
            return Listing(children=tuple(each for each in children if each is not None), mark=node.mark)
        case _:
            return node


def named(name: str, mark: Mark) -> Scalar:
    """Return a key, or a bare word, as a node."""
    return Scalar(text=name, quoted=False, mark=mark)


def addresses(node: Node, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Return every field and element in a node with its address, outermost first; lists without ids end a branch."""
    match node:
        case Table():
            for key, value in node.entries:
                yield (*before, key.text), value
                yield from addresses(value, (*before, key.text))
        case Listing():
            for each in node.children:
                if (name := id_of(each)) is not None:
                    yield (*before, name), each
                    yield from addresses(each, (*before, name))


def words_of(node: Node | None) -> str:
    """Read a node out as plain text: a list as lines with a dash, a table as its keys and values."""
    match node:
        case None:
            return "(nothing)"
        case Scalar():
            return node.said.strip()
        case Listing():
            return "\n".join(_hung("- ", words_of(each)) for each in node.children)
        case Table():
            return "\n".join(_keyed(key.text, value) for key, value in node.entries if key.text != "id")


def _hung(start: str, text: str) -> str:
    return start + text.replace("\n", "\n" + " " * len(start))


def _keyed(key: str, value: Node) -> str:
    text = words_of(value)
    if "\n" in text or (text and not isinstance(value, Scalar)):
        return f"{key}:\n  " + text.replace("\n", "\n  ")
    return f"{key}: {text}"
