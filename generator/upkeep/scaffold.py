"""Starting files for authors: a trust's folder, a document, an amendment with its base filled in."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import Any

from generator.changes.explain import place_of
from generator.content.fingerprints import fingerprint
from generator.content.library import Library
from generator.content.national_comment import comment
from generator.content.node_paths import find, id_of
from generator.content.quoted_facts import as_written
from generator.content.reserved_names import code_fault
from generator.content.shapes import Shape, shapes_at
from generator.content.yaml_edit import append_entry, quoted
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, as_yaml, plain, typed
from generator.editions.change import NOTHING
from generator.editions.locks import lock_problem
from generator.editions.urls import pdf_of
from generator.model.base import Pathway
from generator.model.framework import LocalValue
from generator.model.kinds import DOCUMENT_KINDS, FOLDER_KINDS
from generator.model.trust import WHOLE, Add, NoteBeside, Remove, Replace
from generator.pages.templates import Templates
from generator.problems import ContentError, Mark, Problem, error
from generator.system.file_names import fault, slug

GROUPS: tuple[tuple[str, Callable[[LocalValue], bool]], ...] = (
    ("These keep people safe. The edition cannot be built without them.", lambda each: each.required and each.safety),
    ("These are needed before the edition can go live.", lambda each: each.required and not each.safety),
    (
        "Some texts use these. To leave one out, change the texts that use it.",
        lambda each: not each.required and not each.without,
    ),
    ("Leave out any of these that you do not have. Texts then say so.", lambda each: bool(each.without)),
)
"""How local values stand in a new trust's file: under which heading, and which."""

OPERATIONS: Mapping[str, type[Add | NoteBeside | Remove | Replace]] = {
    "replace": Replace,
    "remove": Remove,
    "note": NoteBeside,
    "add": Add,
}


def trust_place(library: Library, code: str, outside: tuple[Path, ...] = ()) -> Path:
    """Return the folder that a new trust gets: in this repository, or one of those outside that is called as it is.

    Raises:
        ContentError: The code cannot be one, its folder is there already, or none of those outside is called so.
    """
    folder = next((each for each in outside if each.name == code), library.content / "trusts" / code)
    mark = Mark(path=folder.as_posix() if outside else f"content/trusts/{code}")
    if wrong := code_fault(code):
        raise ContentError([error(mark, "trust-code", *wrong)])
    if outside and folder not in outside:
        hint = f"give a folder of that name: --trust {(outside[0].parent / code).as_posix()}"
        raise ContentError([error(mark, "trust-code", f'a trust\'s folder must be called as it is, "{code}"', hint)])
    if folder.exists() or code in library.trusts:
        raise ContentError([error(mark, "exists", "this trust has a folder already", "write in that one")])
    return folder


@dataclass(frozen=True, kw_only=True, slots=True)
class NewTrust:
    """What somebody says of a trust whose folder is begun; `coordinator` is a job title."""

    name: str
    nation: str
    pathways: tuple[Pathway, ...]
    coordinator: str


def new_trust(library: Library, templates: Templates, folder: Path, said: NewTrust) -> tuple[Path, ...]:
    """Make a trust's folder with its `trust.yml` and a `values.yml` that lists every local value, required ones first.

    Args:
        library: What was read.
        templates: The templates of starting files.
        folder: Where it goes, as `trust_place` gives it.
        said: What is known of the trust.
    """
    values = [each for each in library.declared_values.values() if set(each.pathways) & set(said.pathways)]
    groups = [(heading, [each for each in values if is_in(each)]) for heading, is_in in GROUPS]
    shown = {
        **asdict(said),
        "pathways": [each.value for each in said.pathways],
        "edition": library.edition.edition,
        "schemas": relpath(library.content.parent / "schemas", folder),
    }
    files = {
        "trust.yml": templates.render("trust.yml.jinja", shown),
        "values.yml": templates.render("values.yml.jinja", {**shown, "groups": groups}),
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
        kind: The name of one that `begins`: "session".
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


def amendment(library: Library, code: str, address: str, operation: str, kind: str = "") -> tuple[Path, int]:
    """Write a stub of an amendment, with the national text to change and its base; give its file, and where to go on.

    That is the line that waits for a reason.

    Args:
        library: What was read.
        code: The trust.
        address: The place in a national document: procedures/first-contact#steps.arrange-visit.within.
        operation: "replace", "remove", "note" or "add".
        kind: Of what to add, where a list holds several; the first of them when left out.

    Raises:
        ContentError: There is no such text or kind, it is locked, or the file cannot be added to.
    """
    file, tokens = place_of(library, address)
    mark = Mark(path=address)
    if not tokens and operation != "remove":
        hint = f"add # and a place, as in {file.id}#title; only remove is of a whole document"
        raise ContentError([error(mark, "unknown-target", "a whole document cannot be amended", hint)])
    node = find(file.node, tokens)
    shapes = shapes_at(file.kind, file.node, tokens) if operation == "add" else ()
    if impossible := _impossible(operation, tokens, node, shapes, mark):
        raise ContentError([impossible])
    if unknown := _unknown_kind(kind, shapes, mark):
        raise ContentError([unknown])
    said: dict[str, Any] = {
        operation: ".".join(tokens) or WHOLE,
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
    append_entry(path, "changes", "\n".join(_stub(operation, ".".join(tokens) or WHOLE, node, shapes, kind)), start)
    lines = path.read_text(encoding="utf-8").splitlines()
    return path, max(number for number, line in enumerate(lines, 1) if line.strip(" -") == "reason:")


def _unknown_kind(kind: str, shapes: tuple[Shape, ...], mark: Mark) -> Problem | None:
    """Refuse a kind that the list does not hold, with those it does."""
    known = [each.kind for each in shapes if each.kind]
    if not kind or kind in known:
        return None
    hint = f"there are: {', '.join(known)}" if known else "leave --kind out: it is for add, where a list holds several"
    return error(mark, "unknown-target", f'nothing of the kind "{kind}" can stand here', hint)


def _impossible(
    operation: str, tokens: tuple[str, ...], node: Node | None, shapes: tuple[Shape, ...], mark: Mark
) -> Problem | None:
    """Refuse what no amendment can do, before anything is written."""
    listed = node.children if isinstance(node, Listing) else ()
    cases = (
        (tokens[-1:] == ("id",), "ids never change: links and other amendments hang on them", ""),
        (any("." in token for token in tokens), "no change can name this: its id holds a dot", ""),
        (
            node is None and operation in ("remove", "note"),
            "the national text has nothing here",
            "to say something here, use replace",
        ),
        (
            operation == "add" and not isinstance(node, Listing) and not (node is None and shapes),
            "this is no list that can be added to",
            "use replace",
        ),
        (
            operation == "add" and (not shapes or (bool(listed) and not any(id_of(each) for each in listed))),
            "the entries of this list have no ids, so nothing can be added between them",
            "use replace, and write the whole list",
        ),
    )
    found = ((sentence, hint) for is_so, sentence, hint in cases if is_so)
    return next((error(mark, "unknown-target", sentence, hint) for sentence, hint in found), None)


def _stub(operation: str, address: str, node: Node | None, shapes: tuple[Shape, ...], kind: str) -> Iterator[str]:
    yield f"{operation}: {address}"
    if operation == "add":
        shape = next((each for each in shapes if each.kind == kind), shapes[0])
        others = [each.kind for each in shapes if each.kind != shape.kind]
        yield "# after: the id of what it follows; it stands at the end of the list when this is left out"
        yield from (f"# --kind {each} begins another kind of thing" for each in others)
        yield from ("value:", *(f"  {line}" for line in shape.lines))
    else:
        yield from comment(node)
    if operation == "replace":
        yield from f"with: {_value(as_written(node) if node else None)}".split("\n")
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
