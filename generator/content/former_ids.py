"""Ids that documents had before: each leads to the document that has it now, and takes no page or name of another."""

from collections.abc import Iterator, Mapping

from generator.content.reserved_names import PAGES, taken
from generator.content.yaml_nodes import Node, Scalar, Table, tables
from generator.model.kinds import DOCUMENT_KINDS, FOLDER_KINDS
from generator.problems import Mark, Problem, error
from generator.system.file_names import fault


def former_ids(
    documents: Mapping[str, Node], others: Mapping[str, str] | None = None
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Find the ids that documents had before.

    Args:
        documents: What each document's file says, by the document's id.
        others: Ids that are taken besides, each with the document it leads to.

    Returns:
        The former ids that can be followed, each with the id of today; and what is wrong with the others.
    """
    found: dict[str, str] = {}
    problems = []
    known = {**(others or {}), **{name: name for name in documents}}
    for name, node in documents.items():
        for former in _aliases(node):
            leads_to = known.get(former.text) or found.get(former.text)
            if wrong := _fault(name, former.text, leads_to):
                problems.append(error(former.mark, *wrong))
            else:
                found[former.text] = name
    return found, tuple(problems)


def duplicate_ids(node: Node) -> tuple[Problem, ...]:
    """Return a problem for every id that stands twice in a file, former ones too: links could not tell them apart."""
    first: dict[str, Mark] = {}
    problems = []
    for table in tables(node):
        own = table.get("id")
        if not isinstance(own, Scalar):
            continue
        for name in (own, *_aliases(table)):
            if name.text in first:
                sentence = f'the id "{name.text}" is used twice; the first is on line {first[name.text].line}'
                problems.append(error(name.mark, "duplicate-id", sentence, "give one of them another id"))
            first.setdefault(name.text, name.mark)
    return tuple(problems)


def _aliases(node: Node) -> Iterator[Scalar]:
    listed = node.get("aliases") if isinstance(node, Table) else None
    yield from (each for each in getattr(listed, "children", ()) if isinstance(each, Scalar))


def _fault(name: str, former: str, leads_to: str | None) -> tuple[str, str, str] | None:
    """Return why an id cannot be a former one of a document: the rule's name, the sentence and the hint."""
    folder, slash, rest = former.partition("/")
    home = name.partition("/")[0]
    folders = [kind.folder for kind in DOCUMENT_KINDS]
    allowed = folders if home in folders else [home]
    if leads_to:
        what = "is the id this document has now" if former == name else f"leads to {leads_to} already"
        return "duplicate-id", f'the former id "{former}" {what}', "take it out of one of them"
    if not slash and (former in taken() or former in PAGES or former in {kind.folder for kind in FOLDER_KINDS}):
        hint = f"a former id of a document has its folder, for example {home}/{former}"
        return "former-id", f'"{former}" is a page or folder of the site, and no document ever had that id', hint
    if not slash:
        return "former-id", f'the former id "{former}" lacks its folder', f"write {home}/{former}"
    if folder not in allowed:
        return "former-id", f'no such document ever stood in a folder "{folder}"', f"write {home}/{rest}"
    if wrong := next((found for part in rest.split("/") if (found := fault(part))), ""):
        return "former-id", f'no document can have had the id "{former}": {wrong}', "write the id it really had"
    return None
