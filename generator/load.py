"""Folders of YAML into a `Library` of validated files; what is wrong with them into problems in plain English."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.ledger import Ledger, read_ledger
from generator.model.base import Content
from generator.model.framework import LocalValue, LocalValues, NationalEdition
from generator.model.kinds import (
    AMENDMENT,
    APPROVALS,
    DECISIONS,
    EDITION,
    FOLDER_KINDS,
    FRAMEWORK_KINDS,
    TRUST,
    Kind,
)
from generator.model.trust import AmendmentFile, Approvals, Decision, DocumentApproval, Trust
from generator.pictures import pictures
from generator.problems import ContentError, Mark, Problem, did_you_mean, error, warning
from generator.source import Listing, Node, Scalar, Table, mark_at, plain, read, tables
from generator.validate import validate
from generator.value_forms import value_problem

RESERVED_CODES = frozenset(
    {"trainer", "downloads", "assets", "search", "stylesheets", "javascripts", "fonts", "programme", "publications"}
    | {kind.folder for kind in FOLDER_KINDS}
    | {kind.name for kind in FRAMEWORK_KINDS}
    | {"help-now", "about", "national"}
)
"""Words a trust's code cannot be, because the site already has a page or folder of that name."""

TRUST_FOLDER = (
    "trust.yml",
    "values.yml",
    "amend",
    "add",
    "decisions.yml",
    "approvals.yml",
    "assets",
    "README.md",
)


Reading = Callable[[Path, str], Node]
"""What reads one YAML file: `source.read`, or something that remembers what that gave."""


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One valid file: what it says, and where each part of it stands."""

    id: str
    kind: Kind
    path: str
    node: Node
    model: Content


@dataclass(frozen=True, kw_only=True, slots=True)
class TrustFolder:
    """All that one trust wrote. `values_read` is false where its values are there but cannot be read."""

    code: str
    folder: Path
    file: File
    trust: Trust
    values: Mapping[str, Scalar]
    values_read: bool
    amendments: tuple[File, ...]
    added: Mapping[str, File]
    decisions: tuple[Decision, ...]
    approvals: Mapping[str, tuple[DocumentApproval, Mark]]
    assets: Mapping[str, Path]


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """Everything read: the national edition, the trusts, and what is wrong so far.

    `broken` holds the ids of files that could not be used, so that a reference to one is not reported as unknown too.
    """

    content: Path
    edition: NationalEdition
    national: Mapping[str, File]
    ledger: Ledger
    trusts: Mapping[str, TrustFolder]
    assets: Mapping[str, Path]
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def declared_values(self) -> Mapping[str, LocalValue]:
        """The local values that trusts must or may supply, by name."""
        found = self.national.get("local-values")
        return (
            {value.id: value for value in found.model.values} if found and isinstance(found.model, LocalValues) else {}
        )


def load(content: Path, trust_folders: tuple[Path, ...] = (), reading: Reading = read) -> Library:
    """Read a content folder and any trust folders that lie outside it.

    Args:
        content: The folder.
        trust_folders: Folders of trusts that lie elsewhere.
        reading: What reads one YAML file, given its path and how to call it in messages.

    Raises:
        ContentError: There is no usable `national/edition.yml`, so no edition can be made at all.
    """
    reader = _Reader(content, reading)
    national_folder = content / "national"
    edition = reader.file(national_folder / "edition.yml", "edition", EDITION)
    national = dict(reader.documents(national_folder, frameworks=True))
    assets = reader.assets(national_folder / "assets")
    ledger, unreadable = read_ledger(national_folder / "editions", reader.shown(national_folder / "editions"))
    reader.problems += unreadable
    folders = [*sorted(path for path in (content / "trusts").glob("*/") if not path.is_symlink()), *trust_folders]
    trusts: dict[str, TrustFolder] = {}
    for folder in folders:
        if folder.name in trusts:
            sentence = (
                f'there are two folders of the trust "{folder.name}"; the other is {trusts[folder.name].file.path}'
            )
            mark = Mark(path=reader.shown(folder / "trust.yml"))
            reader.problems.append(error(mark, "trust-code", sentence, "give one of them another name"))
        elif trust := reader.trust(folder, national):
            trusts[folder.name] = trust
    if edition is None or not isinstance(edition.model, NationalEdition):
        raise ContentError(reader.problems)
    aliases = _aliases(national, reader.problems)
    return Library(
        content=content,
        edition=edition.model,
        national=national,
        ledger=ledger,
        trusts=trusts,
        assets=assets,
        problems=tuple(reader.problems),
        broken=frozenset(reader.broken),
        aliases=aliases,
    )


def _aliases(national: Mapping[str, File], problems: list[Problem]) -> dict[str, str]:
    """Give the ids documents had before, each with the one it has now; an id can lead to one document only."""
    found: dict[str, str] = {}
    for file in national.values():
        for alias in getattr(file.model, "aliases", ()):
            other = alias if alias in national else found.get(alias)
            if other:
                mark = mark_at(file.node, ("aliases",))
                sentence = f'the former id "{alias}" leads to {other} already'
                problems.append(error(mark, "duplicate-id", sentence, "take it out of one of them"))
            else:
                found[alias] = file.id
    return found


class _Reader:
    """Reads files one by one and keeps what is wrong with them; used only inside `load`."""

    def __init__(self, content: Path, reading: Reading) -> None:
        self.content = content
        self.reading = reading
        self.base = content.parent
        self.problems: list[Problem] = []
        self.broken: set[str] = set()

    def shown(self, path: Path) -> str:
        try:
            return path.relative_to(self.base).as_posix()
        except ValueError:
            return path.as_posix()

    def file(
        self, path: Path, file_id: str, kind: Kind, mend: Callable[[Node], Node] = lambda node: node
    ) -> File | None:
        """Read one file; what `mend` makes of a bad one is tried too, so that its sound parts are checked further."""
        shown_as = self.shown(path)
        if not path.is_file():
            hint = "the example trusts show what stands in it" if kind is TRUST else ""
            self.problems.append(error(Mark(path=shown_as), "missing-file", "this file is missing", hint))
            self.broken.add(file_id)
            return None
        node = self._node(path, shown_as)
        model, problems = validate(node, kind) if node is not None else (None, ())
        if node is not None:
            problems += duplicate_ids(node)
        self.problems += problems
        if node is not None and model is None:
            node = mend(node)
            model, _ = validate(node, kind)
        if node is None or model is None:
            self.broken.add(file_id)
            return None
        return File(id=file_id, kind=kind, path=shown_as, node=node, model=model)

    def documents(self, folder: Path, *, frameworks: bool) -> Iterator[tuple[str, File]]:
        """Read every file of every kind in a `national/` or `add/` folder."""
        known = {kind.folder: kind for kind in FOLDER_KINDS}
        single = {f"{kind.name}.yml": kind for kind in FRAMEWORK_KINDS} if frameworks else {}
        for path in sorted(folder.rglob("*")):
            place = path.relative_to(folder)
            if path.is_dir() or path.name.startswith(".") or place.parts[0] in ("assets", "editions"):
                continue
            kind = single.get(place.as_posix()) or (known.get(place.parts[0]) if len(place.parts) > 1 else None)
            if place.as_posix() == "edition.yml" and frameworks:
                continue
            if kind is None or path.suffix != ".yml":
                self.problems.append(_stray_file(self.shown(path), place, known, single))
            elif found := self.file(path, place.with_suffix("").as_posix(), kind):
                yield found.id, found

    def trust(self, folder: Path, national: Mapping[str, File]) -> TrustFolder | None:
        code = folder.name
        mark = Mark(path=self.shown(folder / "trust.yml"))
        if not re.fullmatch(r"[a-z][a-z0-9-]{1,30}", code) or code in RESERVED_CODES:
            sentence = f'"{code}" cannot be a trust\'s code'
            hint = "small letters, digits and hyphens, and not a word the site uses for a page of its own"
            self.problems.append(error(mark, "trust-code", sentence, hint))
            return None
        if not folder.is_dir():
            sentence = "there is no such folder"
            self.problems.append(error(Mark(path=self.shown(folder)), "missing-file", sentence, "check --trust"))
            return None
        self._trust_strays(folder)
        file = self.file(folder / "trust.yml", f"trusts/{code}", TRUST)
        values = self._values(folder / "values.yml", national)
        amendments = tuple(self._amendments(folder / "amend"))
        added = dict(self.documents(folder / "add", frameworks=False)) if (folder / "add").is_dir() else {}
        if file is None or not isinstance(file.model, Trust):
            return None
        assets = self.assets(folder / "assets")
        if file.model.logo and f"assets/{file.model.logo}" not in assets:
            sentence = f'there is no picture "{file.model.logo}" in the assets folder'
            place = mark_at(file.node, ("logo",))
            self.problems.append(error(place, "picture", sentence, "put it there, as .png, .jpg or .webp"))
        return TrustFolder(
            code=code,
            folder=folder,
            file=file,
            trust=file.model,
            values=values or {},
            values_read=values is not None,
            amendments=amendments,
            added=added,
            decisions=getattr(getattr(self._own(folder, code, DECISIONS), "model", None), "decisions", ()),
            approvals=self._approvals(folder, code),
            assets=assets,
        )

    def _own(self, folder: Path, code: str, kind: Kind) -> File | None:
        """Read a file that a trust may have beside its `trust.yml`."""
        path = folder / f"{kind.name}.yml"
        return self.file(path, f"trusts/{code}/{kind.name}", kind) if path.exists() else None

    def _approvals(self, folder: Path, code: str) -> Mapping[str, tuple[DocumentApproval, Mark]]:
        """Give the last approval of each document, and where it stands."""
        file = self._own(folder, code, APPROVALS)
        listed = file.model.approvals if file and isinstance(file.model, Approvals) else ()
        return {
            each.document: (each, mark_at(file.node, ("approvals", position)))
            for position, each in enumerate(listed)
            if file
        }

    def assets(self, folder: Path) -> dict[str, Path]:
        """Find the pictures in an assets folder, by the name an author writes."""
        found, problems = pictures(folder, self.shown)
        self.problems += problems
        return found

    def _node(self, path: Path, shown_as: str) -> Node | None:
        if path.is_symlink():
            sentence = "this is a link to another file, which is not followed"
            self.problems.append(error(Mark(path=shown_as), "link-file", sentence, "put the file itself here"))
            return None
        try:
            return self.reading(path, shown_as)
        except ContentError as exc:
            self.problems += exc.problems
            return None

    def _values(self, path: Path, national: Mapping[str, File]) -> Mapping[str, Scalar] | None:
        """Read local values; nothing where the file is there and cannot be read, so that none is called missing."""
        if not path.is_file():
            return {}
        if (node := self._node(path, self.shown(path))) is None:
            return None
        if not isinstance(node, Table):
            self.problems.append(error(node.mark, "shape", "this file must hold names and values, one on each line"))
            return None
        declared = national["local-values"].model if "local-values" in national else None
        known = {value.id: value for value in declared.values} if isinstance(declared, LocalValues) else {}
        given: dict[str, Scalar] = {}
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        for key, value in node.entries:
            last, column = value.end
            if isinstance(value, Scalar) and re.match(r"\s+#\S", "".join(lines[last - 1 : last])[column - 1 :]):
                sentence = "everything from the # on is a comment to YAML, and is left out of the value"
                self.problems.append(warning(value.mark, "cut-off", sentence, "put quotes around the whole value"))
            problem = value_problem(key, value, known)
            if problem:
                self.problems.append(problem)
            if isinstance(value, Scalar) and value.text.strip() and plain(value) is not None:
                given[key.text] = value
        return given

    def _trust_strays(self, folder: Path) -> None:
        """Report what stands in a trust's folder and would be passed over: a change in it would be silently lost."""
        for path in sorted(folder.iterdir()):
            if path.name not in (*TRUST_FOLDER, "Thumbs.db") and not path.name.startswith("."):
                hint = did_you_mean(path.name, TRUST_FOLDER) or f"a trust's folder holds {', '.join(TRUST_FOLDER)}"
                sentence = "nothing reads this file or folder"
                self.problems.append(error(Mark(path=self.shown(path)), "stray-file", sentence, hint))
        for path in sorted((folder / "amend").rglob("*")):
            if path.is_file() and path.suffix != ".yml" and not path.name.startswith("."):
                hint = f"rename it to {path.stem}.yml"
                self.problems.append(error(Mark(path=self.shown(path)), "stray-file", "files must end in .yml", hint))

    def _amendments(self, folder: Path) -> Iterator[File]:
        for path in sorted(folder.rglob("*.yml")):
            place = path.relative_to(folder).with_suffix("").as_posix()
            file = self.file(path, f"amend:{path}", AMENDMENT, mend=_sound_changes)
            if file is None or not isinstance(file.model, AmendmentFile):
                continue
            if file.model.amends != place:
                mark = mark_at(file.node, ("amends",))
                sentence = f'this file amends "{file.model.amends}" but stands where amendments to "{place}" belong'
                self.problems.append(error(mark, "misplaced", sentence, f"move it to amend/{file.model.amends}.yml"))
            yield file


def _sound_changes(node: Node) -> Node:
    """Give an amendment file with only those changes that are well formed by themselves."""
    changes = node.get("changes") if isinstance(node, Table) else None
    if not isinstance(node, Table) or not isinstance(changes, Listing):
        return node

    def with_changes(kept: tuple[Node, ...]) -> Table:
        sound = Listing(children=kept, mark=changes.mark)
        entries = tuple((key, sound if key.text == "changes" else value) for key, value in node.entries)
        return Table(entries=entries, mark=node.mark)

    return with_changes(tuple(each for each in changes.children if validate(with_changes((each,)), AMENDMENT)[0]))


def _stray_file(shown_as: str, place: Path, known: Mapping[str, Kind], single: Mapping[str, Kind]) -> Problem:
    mark = Mark(path=shown_as)
    if place.suffix == ".yaml":
        return error(mark, "stray-file", "files must end in .yml", f"rename it to {place.stem}.yml")
    if len(place.parts) > 1 and place.suffix != ".yml":
        return error(mark, "stray-file", "only .yml files belong here", "pictures go into assets/")
    hint = did_you_mean(place.parts[0], [*known, *single])
    hint = hint or f"documents belong in {', '.join(known)}"
    return error(mark, "stray-file", "this file is in no folder we know", hint)


def duplicate_ids(node: Node) -> tuple[Problem, ...]:
    """Give a problem for every id that stands twice in a file: addresses and links could not tell them apart."""
    first: dict[str, Mark] = {}
    problems = []
    for table in tables(node):
        name = table.get("id")
        if not isinstance(name, Scalar):
            continue
        if name.text in first:
            sentence = f'the id "{name.text}" is used twice; the first is on line {first[name.text].line}'
            problems.append(error(name.mark, "duplicate-id", sentence, "give one of them another id"))
        first.setdefault(name.text, name.mark)
    return tuple(problems)
