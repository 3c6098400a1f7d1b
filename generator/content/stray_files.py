"""Files that stand where nothing reads them, or under a name that cannot be: a change in one would be lost."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from generator.content.kind_guess import lack, reads_as
from generator.content.yaml_nodes import Node, Scalar, Table, read
from generator.model.kinds import AMENDMENT, FOLDER_KINDS, Kind
from generator.problems import ContentError, Mark, Problem, did_you_mean, error, nearest
from generator.system.file_names import (
    fault,
    is_leftover,
    is_yaml,
    original,
    right_name,
    same_but_for_spelling,
    slug,
    stem,
)
from generator.system.folders import Shown, listing, odd_kind

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".heic", ".bmp", ".tif", ".tiff"})

TRUST_FOLDER = (
    "trust.yml",
    "values.yml",
    "amend",
    "add",
    "decisions.yml",
    "approvals.yml",
    "signatures.yml",
    "confirmations.yml",
    "assets",
    "README.md",
)
"""What a trust's folder holds."""


def misnamed(folder: Path, name: str, shown: Shown) -> bool:
    """Say whether a file that is missing stands there under another spelling (`Values.yaml`), which is told itself."""
    return any(
        each.name != name and is_yaml(each.name) and right_name(each.name) == name for each in listing(folder, shown)[0]
    )


def odd_names(folder: Path, files: Collection[Path], shown: Shown) -> Iterator[tuple[Path, Problem]]:
    """Return the files whose names, or whose folders' names, cannot be a document's id, each with the problem.

    Args:
        folder: The folder that ids are counted from.
        files: The YAML files in it, each in the folder of a kind.
        shown: Gives a file's path as people type it.
    """
    for path in files:
        place = path.relative_to(folder)
        for depth, part in enumerate(place.parts[1:], 2):
            is_file = depth == len(place.parts)
            if wrong := fault(stem(part) if is_file else part):
                at = folder.joinpath(*place.parts[:depth])
                yield (
                    path,
                    _odd_name(at, wrong, [each.name for each in listing(at.parent, shown)[0]], shown, is_file=is_file),
                )
                break


def _odd_name(at: Path, wrong: str, beside: Collection[str], shown: Shown, *, is_file: bool) -> Problem:
    mark = Mark(path=shown(at))
    if twin := next((each for each in beside if same_but_for_spelling(at.name, each)), ""):
        sentence = f"Windows and macOS cannot tell this name from {twin}, which stands beside it"
        return error(mark, "file-name", sentence, "delete one of them, or give this one another name")
    new = right_name(at.name) if is_file else slug(at.name)
    if not new:
        return error(mark, "file-name", wrong, "give it a name such as first-visit.yml")
    if new in beside:
        return error(mark, "file-name", wrong, f"{new} is there already; give this one another name")
    return error(mark, "file-name", wrong, f"rename it to {new}")


def stray_document(
    path: Path, place: Path, shown: Shown, known: Mapping[str, Kind], single: Mapping[str, Kind]
) -> Problem:
    """Return what is wrong with a file among documents that is none: how it ends, or where it stands.

    Args:
        path: The file.
        place: Its path as counted from the folder that ids are counted from.
        shown: Gives a file's path as people type it.
        known: The kinds by their folders.
        single: The kinds that are one file each, by that file's name.
    """
    mark = Mark(path=shown(path))
    right = right_name(place.name) if is_yaml(place.name) else ""
    in_known = len(place.parts) > 1 and place.parts[0] in known and place.suffix != ".yml"
    if right and (in_known or (single and len(place.parts) == 1 and right in (*single, "edition.yml"))):
        sentence = "files must end in .yml" if place.suffix != ".yml" else "capitals count in the name of a file"
        return error(mark, "stray-file", sentence, f"rename it to {right}")
    if len(place.parts) > 1 and place.suffix != ".yml":
        return error(mark, "stray-file", "only .yml files belong here", _what_to_do(place))
    hint = did_you_mean(place.parts[0], [*known, *single]) or _home(path, shown(path))
    hint = hint or f"documents belong in {', '.join(known)}"
    return error(mark, "stray-file", "this file is in no folder we know", hint)


def _what_to_do(place: Path) -> str:
    if place.suffix.lower() in PICTURES:
        return "pictures go into assets/"
    if is_yaml(place.name):
        return f"rename it to {right_name(place.name)}"
    if not place.suffix:
        return f"if it is a document, rename it to {slug(place.name) or 'name'}.yml"
    return "pictures go into assets/; the text of a document goes into a .yml file"


def _home(path: Path, shown_as: str) -> str:
    """Say where a file belongs by what stands in it, or nothing."""
    try:
        node = read(path, shown_as) if is_yaml(path.name) else None
    except ContentError:
        return ""
    kind = reads_as(node) if node else None
    if node is None or kind is None:
        return ""
    return where(kind, node, path)


def where(kind: Kind, node: Node, path: Path) -> str:
    """Say where a file of a kind belongs."""
    what = f"it reads as {'an' if kind.title[0] in 'AEIOU' else 'a'} {kind.title.lower()}"
    if kind == AMENDMENT:
        amends = node.get("amends") if isinstance(node, Table) else None
        target = amends.text if isinstance(amends, Scalar) else "procedures/first-contact"
        return f"{what}: move it to amend/{target}.yml in the trust's folder"
    if kind in FOLDER_KINDS:
        return f"{what}: move it to the folder {kind.folder}, as {kind.folder}/{right_name(path.name) or path.name}"
    return f"{what}: it is called {kind.name}.yml, and stands in the trust's own folder"


def in_another_folder(node: Node, kind: Kind, path: Path, mark: Mark) -> Problem | None:
    """Return the one problem of a file that is of another kind than its folder says, or nothing."""
    other = reads_as(node)
    if other is None or other is kind or lack(node, kind) <= lack(node, other) + 1:
        return None
    what = {"amendment": "an amendment is expected", "trust": "what a trust is called is expected"}.get(
        kind.name, f"a {kind.title.lower()} is expected"
    )
    if kind == AMENDMENT and other in FOLDER_KINDS:
        hint = f"it reads as a {other.title.lower()} of your own: move it to add/{other.folder}/{path.name}"
    else:
        hint = where(other, node, path)
    return error(mark, "wrong-folder", f"this is no {kind.title.lower()}, though {what} here", hint)


def strays_of_trust(folder: Path, shown: Shown) -> Iterator[Problem]:
    """Return what stands in a trust's folder itself and is read by nothing."""
    inside, unread = listing(folder, shown)
    yield from unread
    for path in inside:
        if path.name in TRUST_FOLDER or is_leftover(path.name):
            if path.name == "README.md" and (odd := odd_kind(path)) is not None:
                yield error(Mark(path=shown(path)), *odd)
            continue  # what is wrong with the others is told where they are read
        mark = Mark(path=shown(path))
        sentence = "nothing reads this file or folder"
        if (odd := odd_kind(path)) is not None:
            yield error(mark, *odd)
        elif of := original(path.name):
            hint = f"compare it with {of}, carry over what is missing, then delete it"
            yield error(mark, "leftover", f"this looks like a copy of {of}, and nothing reads it", hint)
        else:
            yield error(mark, "stray-file", sentence, _trust_hint(path, shown(path)))


def _trust_hint(path: Path, shown_as: str) -> str:
    right = right_name(path.name) if is_yaml(path.name) else path.name.lower()
    if right in TRUST_FOLDER:
        return f"rename it to {right}"
    if path.is_file() and (home := _home(path, shown_as)):
        return home.replace("the folder ", "the folder add/").replace(", as ", ", as add/")
    if near := nearest(path.name, TRUST_FOLDER):
        return f'did you mean "{near}"?'
    if path.name in {kind.folder for kind in FOLDER_KINDS}:
        return f"documents of your own go into add/{path.name}, changes to national ones into amend/{path.name}"
    return f"a trust's folder holds {', '.join(TRUST_FOLDER)}"


def trust_folders(content: Path, shown: Shown) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the trusts' folders, and what stands beside them, or beside `national/`, and is read by nothing."""
    folders: list[Path] = []
    problems: list[Problem] = []
    for place, known in ((content, ("national", "trusts", "README.md")), (content / "trusts", ("README.md",))):
        inside, unread = listing(place, shown) if odd_kind(place) is None or place == content else ((), ())
        problems += unread
        for path in inside:
            mark = Mark(path=shown(path))
            if is_leftover(path.name):
                continue
            if (odd := odd_kind(path)) is not None:
                problems.append(error(mark, *odd))
            elif place != content and path.is_dir():
                folders.append(path)
            elif path.name not in known:
                hint = (
                    "national content stands in national/, and each trust's in trusts/, in a folder called by its code"
                )
                problems.append(error(mark, "stray-file", "nothing reads this file or folder", hint))
    return tuple(folders), tuple(problems)
