"""Starting files for authors: a trust's folder, a document, an amendment with its base filled in."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import Any

from generator.addresses import pdf_of
from generator.amend import NOTHING, lock_problem
from generator.explain import place_of
from generator.load import Library
from generator.model.framework import LocalValue
from generator.model.kinds import DOCUMENT_KINDS, FOLDER_KINDS
from generator.model.trust import Add, NoteBeside, Remove, Replace
from generator.names import fault, slug
from generator.problems import ContentError, Mark, Problem, error
from generator.rewrite import append_entry, quoted
from generator.source import Listing, Node, Scalar, Table, as_yaml, fingerprint, plain, typed
from generator.standing import code_fault
from generator.templates import Templates
from generator.tree import find, id_of, words_of

GROUPS: tuple[tuple[str, Callable[[LocalValue], bool]], ...] = (
    ("These keep people safe. The edition cannot be built without them.", lambda each: each.required and each.safety),
    ("These are needed before the edition can go live.", lambda each: each.required and not each.safety),
    ("Some texts use these. To leave one out, change the texts that use it.", lambda each: not each.required),
)
"""How local values stand in a new trust's file: under which heading, and which."""

OPERATIONS: Mapping[str, type[Add | NoteBeside | Remove | Replace]] = {
    "replace": Replace,
    "remove": Remove,
    "note": NoteBeside,
    "add": Add,
}


def new_trust(library: Library, templates: Templates, code: str, said: dict[str, Any]) -> tuple[Path, ...]:
    """Make a trust's folder with its `trust.yml` and a `values.yml` that lists every local value, required ones first.

    Args:
        library: What was read.
        templates: The templates of starting files.
        code: The trust's code, which names its folder.
        said: `name`, `nation`, `pathways` and `coordinator`.

    Raises:
        ContentError: The code cannot be one, or the folder is there already.
    """
    folder = library.content / "trusts" / code
    mark = Mark(path=f"content/trusts/{code}")
    if wrong := code_fault(code):
        raise ContentError([error(mark, "trust-code", *wrong)])
    if folder.exists():
        raise ContentError([error(mark, "exists", "this trust has a folder already", "write in that one")])
    values = [each for each in library.declared_values.values() if set(each.pathways) & set(said["pathways"])]
    groups = [(heading, [each for each in values if is_in(each)]) for heading, is_in in GROUPS]
    shown = {**said, "pathways": [each.value for each in said["pathways"]], "edition": library.edition.edition}
    files = {
        "trust.yml": templates.render("trust.yml.jinja", shown),
        "values.yml": templates.render("values.yml.jinja", {"name": said["name"], "groups": groups}),
    }
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in files)


def new_document(library: Library, code: str, templates: Templates, kind: str, name: str, today: date) -> Path:
    """Make a valid starting file of a kind, in the folder that makes it one.

    Args:
        library: What was read.
        code: The trust it is for, or "" for the national edition.
        templates: The templates of starting files.
        kind: "session", "role-play", "resource" or "procedure".
        name: The document's name: small letters, digits and hyphens.
        today: The day its review is counted from.

    Raises:
        ContentError: The name cannot be one, the file is there already, or another document has its file name.
    """
    folder = next(each.folder for each in FOLDER_KINDS if each.name == kind)
    name = name.removeprefix(f"{folder}/")
    root = library.content.parent
    base = library.trusts[code].folder / "add" if code else library.content / "national"
    path = base / folder / f"{name}.yml"
    mark = Mark(path=(path.relative_to(root) if path.is_relative_to(root) else path).as_posix())
    if wrong := fault(name):
        hint = f"call it {slug(name) or 'first-contact'}"
        raise ContentError([error(mark, "file-name", wrong, hint)])
    if path.exists():
        raise ContentError([error(mark, "exists", "this file is there already", "give it another name")])
    there = (*library.national.values(), *(library.trusts[code].added.values() if code else ()))
    if taken := [each.id for each in there if each.kind in DOCUMENT_KINDS and pdf_of(each.id) == pdf_of(name)]:
        sentence = f"{taken[0]} has this file name, and PDFs are called after it"
        raise ContentError([error(mark, "same-name", sentence, "give it another name")])
    title = name.replace("-", " ").capitalize()
    review = today.replace(year=today.year + 1, day=min(today.day, 28))
    shown = {"title": title, "schemas": relpath(root / "schemas", path.parent), "review_by": review}
    text = templates.render(f"{kind}.yml.jinja", shown)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def amendment(library: Library, code: str, address: str, operation: str) -> tuple[Path, int]:
    """Write a stub of an amendment, with the national text to change and its base, and give its file and last line.

    Args:
        library: What was read.
        code: The trust.
        address: The place in a national document: procedures/first-contact#steps.arrange-visit.within.
        operation: "replace", "remove", "note" or "add".

    Raises:
        ContentError: There is no such text, it is locked, or the file cannot be added to.
    """
    file, tokens = place_of(library, address)
    mark = Mark(path=address)
    if not tokens:
        hint = f"add # and a place, as in {file.id}#title"
        raise ContentError([error(mark, "unknown-target", "a whole document cannot be amended", hint)])
    node = find(file.node, tokens)
    if impossible := _impossible(operation, tokens, node, mark):
        raise ContentError([impossible])
    said: dict[str, Any] = {
        operation: ".".join(tokens),
        "reason": "-",
        "with": plain(node) if node else "",
        "value": {},
        "text": "-",
    }
    model = OPERATIONS[operation]
    wanted = {field.alias or name for name, field in model.model_fields.items()}
    change = model.model_validate({key: value for key, value in said.items() if key in wanted})
    if locked := lock_problem(file, change, tokens, mark):
        raise ContentError([locked])
    path = library.trusts[code].folder / "amend" / f"{file.id}.yml"
    schemas = relpath(library.content.parent / "schemas", path.parent)
    start = f"# yaml-language-server: $schema={schemas}/amendment.json\namends: {file.id}\nchanges:\n"
    append_entry(path, "changes", "\n".join(_stub(operation, ".".join(tokens), node)), start)
    return path, len(path.read_text(encoding="utf-8").splitlines())


def _impossible(operation: str, tokens: tuple[str, ...], node: Node | None, mark: Mark) -> Problem | None:
    """Refuse what no amendment can do, before anything is written."""
    listed = node.children if isinstance(node, Listing) else ()
    cases = (
        (tokens[-1] == "id", "ids never change: links and other amendments hang on them", ""),
        (any("." in token for token in tokens), "no change can name this: its id holds a dot", ""),
        (
            node is None and operation in ("remove", "note"),
            "the national text has nothing here",
            "to say something here, use replace",
        ),
        (
            operation == "add" and node is not None and not isinstance(node, Listing),
            "this is no list that can be added to",
            "use replace",
        ),
        (
            operation == "add" and bool(listed) and not any(id_of(each) for each in listed),
            "the entries of this list have no ids, so nothing can be added between them",
            "use replace, and write the whole list",
        ),
    )
    found = ((sentence, hint) for is_so, sentence, hint in cases if is_so)
    return next((error(mark, "unknown-target", sentence, hint) for sentence, hint in found), None)


def _stub(operation: str, address: str, node: Node | None) -> Iterator[str]:
    yield f"{operation}: {address}"
    if operation == "add":
        yield from ("value:", "  id: ")
    else:
        yield "# The national text:"
        yield from (f"#   {line}".rstrip() for line in words_of(node).splitlines())
    if operation == "replace":
        yield from f"with: {_value(node)}".split("\n")
    if operation == "note":
        yield "text: "
    yield "reason: "
    if operation != "add":
        yield f"base: {quoted(fingerprint(node) if node else NOTHING)}"


def _value(node: Node | None) -> str:
    """Write a value as an author would: a text of many lines over many lines, a list or an element in block form."""
    if isinstance(node, Scalar) and "\n" in node.text.strip():
        return "|-\n" + "\n".join(f"  {line}".rstrip() for line in node.text.strip().splitlines())
    if isinstance(node, Listing | Table):
        return "\n" + "\n".join(f"  {line}".rstrip() for line in as_yaml(node).splitlines())
    return json.dumps(typed(node), ensure_ascii=False) if node is not None else ""
