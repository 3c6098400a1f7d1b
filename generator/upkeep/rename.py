"""A document, or a folder of them, given another name: the file moved, every reference with it, the old name kept.

Files are changed where the old name stands and nowhere else, so that no comment and no layout is lost. What people put
on record keeps the name it was recorded under: it is found by the former name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content.library import Library
from generator.content.load import load
from generator.content.yaml_nodes import Listing, Node, Table, read
from generator.editions.edition import Entry
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.model.kinds import FOLDER_KINDS, RECORDS
from generator.problems import ContentError, Level, Mark, Problem, did_you_mean, error

KEPT = frozenset(f"{kind.name}.yml" for kind in RECORDS)
"""Files that say what was done under which name: they stay as they are."""

QUESTIONS = Path("tests/site/questions")
"""Questions that search is measured with name documents too, where a copy has them."""

_NAME = re.compile(r"[a-z-]+(/[a-z0-9]+(-[a-z0-9]+)*)+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Renamed:
    """What a rename did: the old and new names of documents, and the files in which references were written anew."""

    names: Mapping[str, str]
    files: tuple[Path, ...]


def rename(library: Library, old: str, new: str, code: str = "") -> Renamed:
    """Rename a document or a folder of documents, national ones or a trust's own.

    Args:
        library: What was read.
        old: The id of a document, or of a folder of them: procedures/visits.
        new: Its new id.
        code: The trust whose own document it is; the national edition when left out.

    Raises:
        ContentError: There is no such document, the new name is taken or none, or the content would be wrong
            afterwards; then every file is as it was.
    """
    home = library.trusts[code].folder / "add" if code else library.content / "national"
    own = library.trusts[code].added if code else library.national
    names = _names(library, old.strip("/"), new.strip("/"), own)
    reach = [library.trusts[code].folder] if code else [library.content / "national", *_examples(library)]
    texts = dict(_texts(reach, names))
    moves = dict(_moves(home, reach, names))
    for name in names:
        path = home / f"{name}.yml"
        texts[path] = _with_alias(texts.get(path) or _text(path), read(path, path.name), name)
    approved = _standing(library, code) if code else {}
    before = {path: path.read_bytes() for path in {*texts, *moves}}
    records = {
        path: path.read_bytes() for kind in RECORDS if code and (path := home.parent / f"{kind.name}.yml").exists()
    }
    try:
        _carry_out(texts, moves)
        after = load(library.content, _outside(library))
        _stop_if_worse(library, after)
        if code:
            _keep_records(after, code, names, approved)
        for each in () if code else _invented(library):
            _keep_bases(library, after, each)
    except ContentError:
        for target in moves.values():
            if target.exists():
                target.unlink()
                _without_empty(target.parent)
        for path, content in {**before, **records}.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        raise
    return Renamed(names=names, files=tuple(sorted(moves.get(path, path) for path in texts)))


def _names(library: Library, old: str, new: str, own: Mapping[str, object]) -> Mapping[str, str]:
    inside = [name for name in own if name.startswith(f"{old}/")]
    names = {old: new} if old in own else {name: f"{new}{name.removeprefix(old)}" for name in inside}
    if not names:
        hint = did_you_mean(old, own)
        raise ContentError([error(Mark(path=old), "unknown-target", f'there is no document or folder "{old}"', hint)])
    folder = old.partition("/")[0]
    if folder not in {kind.folder for kind in FOLDER_KINDS} or "/" not in old:
        sentence = f'"{old}" is no document, and no folder of documents, whose name can be changed'
        raise ContentError([error(Mark(path=old), "unknown-target", sentence, "say which: procedures/visits")])
    if not _NAME.fullmatch(new) or new.partition("/")[0] != folder:
        sentence = f'"{new}" is no name for what stands in {folder}/'
        raise ContentError(
            [error(Mark(path=new), "name", sentence, f"{folder}/, then small letters, digits and hyphens")]
        )
    if taken := tuple(_taken(library, names)):
        raise ContentError(taken)
    return names


def _taken(library: Library, names: Mapping[str, str]) -> Iterator[Problem]:
    known = {name: name for name in library.national} | dict(library.aliases)
    for folder in library.trusts.values():
        known |= {name: f"{folder.code}'s own {name}" for name in folder.added} | dict(folder.aliases)
    for name in names.values():
        if name in known or name in library.broken:
            what = known.get(name, name)
            sentence = f'"{name}" is taken' if what == name else f'"{name}" is taken: it leads to {what}'
            yield error(Mark(path=name), "taken", sentence, "choose another name")


def _invented(library: Library) -> tuple[str, ...]:
    """Return the invented trusts, which belong to the national edition."""
    return tuple(code for code, each in library.trusts.items() if each.trust.example)


def _examples(library: Library) -> Iterator[Path]:
    yield from (library.trusts[code].folder for code in _invented(library))
    questions = library.content.parent / QUESTIONS
    if questions.is_dir():
        yield questions


def _outside(library: Library) -> tuple[Path, ...]:
    return tuple(each.folder for each in library.trusts.values() if not each.folder.is_relative_to(library.content))


def _texts(reach: list[Path], names: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Return every file in which one of the old names stands, with the new ones in their place."""
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    whole = re.compile(rf"(?<![\w/.-])({listed})(?![\w/-])")
    for folder in reach:
        for path in sorted(folder.rglob("*.yml")):
            if path.name in KEPT or path.is_symlink() or not path.is_file():
                continue
            text = _text(path)
            new = whole.sub(lambda found: names[found[1]], text)
            if new != text:
                yield path, new


def _moves(home: Path, reach: list[Path], names: Mapping[str, str]) -> Iterator[tuple[Path, Path]]:
    for old, new in names.items():
        for folder in (home, *(each / "amend" for each in reach)):
            path = folder / f"{old}.yml"
            if path.is_file():
                yield path, folder / f"{new}.yml"


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise ContentError([error(Mark(path=path.name), "encoding", "this file is not UTF-8", "save it so")]) from None


def _with_alias(text: str, node: Node, former: str) -> str:
    """Return a document's text with one more former name; `node` says how it is written, in as many lines."""
    listed = node.get("aliases") if isinstance(node, Table) else None
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if not isinstance(listed, Listing):
        first = node.entries[0][0].mark.line if isinstance(node, Table) and node.entries else 1
        lines.insert(first - 1, f"aliases: [{former}]{ending}")
        return "".join(lines)
    row, column = listed.mark.line - 1, listed.mark.column - 1
    line = lines[row]
    if line[column] == "[":
        lines[row] = f"{line[: column + 1]}{former}{', ' if listed.children else ''}{line[column + 1 :]}"
    else:
        lines.insert(row, f"{line[: line.index('-')]}- {former}{ending}")
    return "".join(lines)


def _carry_out(texts: Mapping[Path, str], moves: Mapping[Path, Path]) -> None:
    for path, text in texts.items():
        path.write_bytes(text.encode("utf-8"))
    for path, target in moves.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        _without_empty(path.parent)


def _without_empty(folder: Path) -> None:
    """Take a folder away that nothing is in any more, and those round it."""
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _stop_if_worse(before: Library, after: Library) -> None:
    known = {(each.rule, each.sentence) for each in before.problems}
    worse = [each for each in after.problems if each.level is Level.ERROR and (each.rule, each.sentence) not in known]
    if worse:
        raise ContentError(worse)


def _standing(library: Library, code: str) -> Mapping[str, Entry]:
    """Return a trust's documents as they stand before, by their ids."""
    return resolve(library, code, Audience.TRAINER)[0].entries


def _keep_records(library: Library, code: str, names: Mapping[str, str], before: Mapping[str, Entry]) -> None:
    """Let what was approved or signed hold where nothing but names of documents changed in it."""
    after = resolve(library, code, Audience.TRAINER)[0].entries
    texts = {
        entry.text: now.text
        for name, entry in before.items()
        if (now := after.get(names.get(name, name))) is not None and now.text != entry.text
    }
    for kind in RECORDS:
        path = library.trusts[code].folder / f"{kind.name}.yml"
        if path.is_file() and not path.is_symlink():
            text = _text(path)
            new = re.sub(r"(?<=text: )(\"?)([0-9a-f]{12})\1", lambda found: _renewed(found, texts), text)
            path.write_bytes(new.encode("utf-8"))


def _keep_bases(before: Library, after: Library, code: str) -> None:
    """Let an invented trust's changes stand over national texts in which only names of documents changed."""
    known = {each.mark for each in resolve(before, code, Audience.TRAINER)[0].stale}
    root = after.content.parent
    for each in resolve(after, code, Audience.TRAINER)[0].stale:
        base = getattr(each.change, "base", None)
        path = root / each.mark.path
        if base and each.base and each.mark not in known and path.is_file():
            path.write_bytes(_text(path).replace(base, each.base).encode("utf-8"))


def _renewed(found: re.Match[str], texts: Mapping[str, str]) -> str:
    return f"{found[1]}{texts.get(found[2], found[2])}{found[1]}"
