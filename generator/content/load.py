"""Folders of YAML into a `Library` of validated files; what is wrong with them into problems in plain English."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.content.called_numbers import days_called, unreadable
from generator.content.file_reader import FileRead, checked, read_file
from generator.content.file_text import text_of
from generator.content.former_ids import former_ids
from generator.content.images import nearest as nearest_picture
from generator.content.images import pictures
from generator.content.kind_guess import reads_as
from generator.content.ledger import read_ledger
from generator.content.library import File, Library, TrustFolder
from generator.content.local_value_types import value_problem, values_too_deep
from generator.content.node_paths import named, words_of
from generator.content.quoted_facts import FACTS, facts_of, with_facts
from generator.content.reserved_names import code_fault
from generator.content.stray_files import in_another_folder, misnamed, odd_names, stray_document, strays_of_trust
from generator.content.stray_files import trust_folders as strays_among_trusts
from generator.content.translations import FOLDER as CATALOGUES
from generator.content.translations import edition_language
from generator.content.validate import sound_part
from generator.content.yaml_nodes import Scalar, Table, mark_at, plain
from generator.model.framework import LocalValues, NationalEdition
from generator.model.kinds import (
    AMENDMENT,
    EDITION,
    FOLDER_KINDS,
    FRAMEWORK_KINDS,
    RECORDS,
    TRUST,
    Kind,
)
from generator.model.trust import AmendmentFile, Trust
from generator.problems import MOST_OF_A_FILE, ContentError, Mark, Problem, error, few, nearest, warning
from generator.system.file_names import right_name, slug, stem
from generator.system.folders import files_in, odd_kind

PARTLY = (AMENDMENT, *RECORDS, *FRAMEWORK_KINDS)
"""Kinds of which one wrong entry leaves the others as they are: nothing in them adds up."""


_NAMED = re.compile(r"\s*(?:#\s*)?(?P<name>[a-z][a-z0-9_]*)\s*:")
"""A line of `values.yml` that gives a value, or waits for one, also as a comment."""


def load(
    content: Path,
    trust_folders: tuple[Path, ...] = (),
    only: Collection[str] | None = None,
) -> Library:
    """Read a content folder and any trust folders that lie outside it.

    Args:
        content: The folder.
        trust_folders: Folders of trusts that lie elsewhere.
        only: The codes of the trusts to read; where nothing is given, all.

    Raises:
        ContentError: There is no usable `national/edition.yml`, so no edition can be made at all.
    """
    reader = _Reader(content)
    national_folder = content / "national"
    if (odd := odd_kind(national_folder)) is not None and national_folder.is_symlink():
        raise ContentError([error(Mark(path=reader.shown(national_folder)), *odd)])
    edition = reader.file(national_folder / "edition.yml", "edition", EDITION)
    national = dict(reader.documents(national_folder, frameworks=True))
    reader.facts = facts_of(national[FACTS].model) if FACTS in national else {}
    national = {name: reader.quoting(file) for name, file in national.items()}
    aliases, wrong = former_ids({name: file.node for name, file in national.items()})
    assets = reader.assets(national_folder / "assets")
    ledger, unreadable = read_ledger(national_folder / "editions", reader.shown)
    if unreadable:
        reader.broken.add("editions")
    inside, strays = strays_among_trusts(content, reader.shown)
    reader.problems += [*wrong, *unreadable, *strays]
    trusts: dict[str, TrustFolder] = {}
    for folder in (*inside, *trust_folders):
        if folder.name in trusts:
            sentence = (
                f'there are two folders of the trust "{folder.name}"; the other is {trusts[folder.name].file.path}'
            )
            mark = Mark(path=reader.shown(folder / "trust.yml"))
            reader.problems.append(error(mark, "trust-code", sentence, "give one of them another name"))
        elif (only is None or folder.name in only) and (trust := reader.trust(folder, national, aliases)):
            trusts[folder.name] = trust
    if edition is None or not isinstance(edition.model, NationalEdition):
        raise ContentError(reader.problems)
    language, unspoken = edition_language(edition, national_folder / CATALOGUES, reader.shown)
    reader.problems += unspoken
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
        language=language,
    )


def read_trusts(content: Path, trust_folders: tuple[Path, ...] = ()) -> Mapping[str, Trust | None]:
    """Return what each trust says of itself in its `trust.yml`, by its code, and read nothing else of it.

    Args:
        content: The content folder.
        trust_folders: Folders of trusts that lie elsewhere.

    Returns:
        The trusts; nothing for one whose file cannot be used, which `load` tells.
    """
    reader = _Reader(content)
    inside, _ = strays_among_trusts(content, reader.shown)
    found: dict[str, Trust | None] = {}
    for folder in (*inside, *trust_folders):
        file = None if code_fault(folder.name) else reader.file(folder / "trust.yml", f"trusts/{folder.name}", TRUST)
        found.setdefault(folder.name, file.model if file and isinstance(file.model, Trust) else None)
    return found


def read_edition(content: Path) -> NationalEdition | None:
    """Return what the national edition says of itself, and read nothing but that; nothing where it cannot be used."""
    file = _Reader(content).file(content / "national" / "edition.yml", "edition", EDITION)
    return file.model if file and isinstance(file.model, NationalEdition) else None


class _Reader:
    """Reads files one by one and keeps what is wrong with them; used only inside `load`."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.base = content.parent
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.facts: Mapping[str, str] = {}

    def shown(self, path: Path) -> str:
        try:
            return path.relative_to(self.base).as_posix()
        except ValueError:
            return path.as_posix()

    def file(self, path: Path, file_id: str, kind: Kind) -> File | None:
        """Read one file; of kinds whose entries stand for themselves, sound ones are kept where others are wrong."""
        shown_as = self.shown(path)
        if not os.path.lexists(path):
            if not misnamed(path.parent, path.name, self.shown):
                hint = "the example trusts show what stands in it" if kind == TRUST else ""
                self.problems.append(error(Mark(path=shown_as), "missing-file", "this file is missing", hint))
            self.broken.add(file_id)
            return None
        read = self._read(path, shown_as)
        if read is None:
            self.broken.add(file_id)
            return None
        found = checked(read, kind)
        node, model, problems, repeated = read.node, found.model, found.problems, found.repeated
        if model is None or repeated:
            self.broken.add(file_id)
        if model is None and (misplaced := in_another_folder(node, kind, path, Mark(path=shown_as))):
            problems, repeated = (misplaced,), ()
        elif model is None and kind in PARTLY:
            node, model = sound_part(node, kind)
        told = {problem.mark for problem in self.problems}
        self.problems += [each for each in (*problems, *few(repeated)) if each.mark not in told]
        return self.quoting(File(id=file_id, kind=kind, path=shown_as, node=node, model=model)) if model else None

    def quoting(self, file: File) -> File:
        """Return a file whose texts know what they say where they quote facts."""
        return replace(file, node=with_facts(file.node, self.facts)) if self.facts else file

    def documents(self, folder: Path, *, frameworks: bool) -> Iterator[tuple[str, File]]:
        """Read every file of every kind in a `national/` or `add/` folder."""
        known = {kind.folder: kind for kind in FOLDER_KINDS}
        single = {f"{kind.name}.yml": kind for kind in FRAMEWORK_KINDS} if frameworks else {}
        aside = ("assets", "editions", CATALOGUES, "edition.yml") if frameworks else ("assets",)
        files, wrong = files_in(folder, self.shown, aside)
        self.problems += wrong
        for problem in wrong:
            lost = problem.mark.path.removeprefix(f"{self.shown(folder)}/").removesuffix(".yml")
            self.broken |= {lost, f"{lost}/"}
        kinds = {
            path: single.get(path.relative_to(folder).as_posix())
            or (known.get(path.relative_to(folder).parts[0]) if len(path.relative_to(folder).parts) > 1 else None)
            for path in files
        }
        sound = [path for path in files if kinds[path] and path.suffix == ".yml"]
        odd = dict(odd_names(folder, [path for path in sound if path.parent != folder], self.shown))
        self.problems += odd.values()
        for path in files:
            place, kind = path.relative_to(folder), kinds[path]
            if kind is None or path.suffix != ".yml":
                self.problems.append(stray_document(path, place, self.shown, known, single))
                self.broken.add("/".join(slug(stem(part)) for part in place.parts))
            elif (found := self.file(path, place.with_suffix("").as_posix(), kind)) and path not in odd:
                yield found.id, found
            elif path in odd:
                self.broken.add("/".join(slug(stem(part)) for part in place.parts))

    def trust(self, folder: Path, national: Mapping[str, File], aliases: Mapping[str, str]) -> TrustFolder | None:
        code = folder.name
        mark = Mark(path=self.shown(folder / "trust.yml"))
        if wrong := code_fault(code):
            self.problems.append(error(mark, "trust-code", *wrong))
            return None
        if not folder.is_dir():
            sentence = "there is no such folder"
            self.problems.append(error(Mark(path=self.shown(folder)), "missing-file", sentence, "check --trust"))
            return None
        self.problems += strays_of_trust(folder, self.shown)
        file = self.file(folder / "trust.yml", f"trusts/{code}", TRUST)
        given = folder / "values.yml"
        values = {} if self._is_blank(given) else self._values(given, national)
        amendments = tuple(self._amendments(folder / "amend"))
        added = dict(self.documents(folder / "add", frameworks=False))
        own_aliases = self._own_aliases(added, national, aliases)
        if file is None or not isinstance(file.model, Trust):
            return None
        assets = self.assets(folder / "assets")
        if file.model.logo and f"assets/{file.model.logo}" not in {*assets, *self.broken}:
            sentence = f'there is no picture "{file.model.logo}" in the assets folder'
            place = mark_at(file.node, ("logo",))
            hint = nearest_picture(f"assets/{file.model.logo}", assets).replace("assets/", "", 1)
            self.problems.append(error(place, "picture", sentence, hint or "put it there, as .png, .jpg or .webp"))
        return TrustFolder(
            code=code,
            folder=folder,
            file=file,
            trust=file.model,
            values=values or {},
            values_read=values is not None,
            value_places=self._value_places(folder / "values.yml") if values is not None else {},
            called=self._called(given) if values else {},
            amendments=amendments,
            added=added,
            records=tuple(found for kind in RECORDS if (found := self._own(folder, code, kind))),
            assets=assets,
            aliases=own_aliases,
        )

    def _own_aliases(
        self, added: Mapping[str, File], national: Mapping[str, File], aliases: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Return the ids a trust's own documents had before; none of them, nor one of today, may be a national one."""
        for file in added.values():
            if file.id in aliases:
                sentence = (
                    f'"{file.id}" was the id of the national {aliases[file.id]}, whose old address leads on to it'
                )
                self.problems.append(error(Mark(path=file.path), "former-id", sentence, "give this file another name"))
        others = {**{name: name for name in national}, **aliases}
        found, wrong = former_ids({name: file.node for name, file in added.items()}, others)
        self.problems += wrong
        return found

    def _own(self, folder: Path, code: str, kind: Kind) -> File | None:
        """Read a file that a trust may have beside its `trust.yml`."""
        path = folder / f"{kind.name}.yml"
        there = os.path.lexists(path)
        return self.file(path, f"trusts/{code}/{kind.name}", kind) if there else None

    def assets(self, folder: Path) -> dict[str, Path]:
        """Find the pictures in an assets folder, by the name an author writes."""
        found, refused, problems = pictures(folder, self.shown)
        self.problems += problems
        self.broken |= set(refused)
        return found

    def _read(self, path: Path, shown_as: str, quiet: str = "") -> FileRead | None:
        """Read a file and keep what is wrong with it, but for warnings of one rule."""
        try:
            read = read_file(path, shown_as)
        except ContentError as exc:
            self.problems += exc.problems
            return None
        self.problems += [each for each in read.problems if each.rule != quiet]
        return read

    def _values(self, path: Path, national: Mapping[str, File]) -> Mapping[str, Scalar] | None:
        """Read local values; nothing where the file is there and cannot be read, so that none is called missing."""
        if not os.path.lexists(path):
            return None if misnamed(path.parent, path.name, self.shown) else {}
        if (read := self._read(path, self.shown(path), quiet="comment")) is None:
            return None
        node = read.node
        if not isinstance(node, Table):
            hint = 'write "name: value", each at the beginning of a line, without a dash'
            sentence = "this file must hold names and values, one on each line"
            self.problems.append(error(node.mark, "shape", sentence, hint))
            return None
        if reads_as(node) is TRUST:
            hint = "move it there; here stand the local values that content/national/local-values.yml names"
            self.problems.append(error(node.mark, "wrong-folder", "this is what belongs in trust.yml", hint))
            return None
        declared = national["local-values"].model if "local-values" in national else None
        known = {value.id: value for value in declared.values} if isinstance(declared, LocalValues) else {}
        if misplaced := values_too_deep(node, known):
            self.problems.append(misplaced)
            return None
        given: dict[str, Scalar] = {}
        problems: list[Problem] = []
        for key, value in node.entries:
            if key.text not in known and "local-values" in self.broken:
                continue
            if len(problems) <= MOST_OF_A_FILE and (problem := value_problem(key, value, known)):
                problems.append(problem)
            if not isinstance(value, Scalar) or (value.text.strip() and plain(value) is not None):
                near = "" if key.text in known or len(problems) > MOST_OF_A_FILE else nearest(key.text, known)
                name = near or key.text
                given.setdefault(name, value if isinstance(value, Scalar) else named(words_of(value), value.mark))
        self.problems += few(problems, len(node.entries) if len(problems) > MOST_OF_A_FILE else 0)
        return given

    def _is_blank(self, path: Path) -> bool:
        """Say whether a file holds nothing but comments, so that every value in it is still to be given."""
        try:
            return not re.sub(r"^\s*#.*$", "", text_of(path, self.shown(path)), flags=re.MULTILINE).strip()
        except ContentError:
            return False

    def _called(self, path: Path) -> Mapping[str, date]:
        """Return when each number was called, and tell of each line that is meant to say it and does not."""
        shown = self.shown(path)
        text = text_of(path, shown)
        for line, words in unreadable(text):
            hint = 'write it so, right above the number: "# Called on 2026-12-01."'
            sentence = f'"{words}" tells no day of a call'
            self.problems.append(warning(Mark(path=shown, line=line, column=1), "unread-call", sentence, hint))
        return days_called(text)

    def _value_places(self, path: Path) -> Mapping[str, Mark]:
        """Say where each name of a local value stands, also where its line is a comment."""
        if not os.path.lexists(path):
            return {}
        lines = text_of(path, self.shown(path)).splitlines()
        found = [(number, name) for number, line in enumerate(lines, 1) if (name := _NAMED.match(line))]
        found.sort(key=lambda each: "#" not in each[1][0])
        return {
            name["name"]: Mark(path=self.shown(path), line=number, column=name.start("name") + 1)
            for number, name in found
        }

    def _amendments(self, folder: Path) -> Iterator[File]:
        files, wrong = files_in(folder, self.shown)
        self.problems += wrong
        for path in files:
            if path.suffix != ".yml":
                hint = f"rename it to {right_name(path.name) or f'{path.stem}.yml'}"
                self.problems.append(error(Mark(path=self.shown(path)), "stray-file", "files must end in .yml", hint))
                continue
            place = path.relative_to(folder).with_suffix("").as_posix()
            file = self.file(path, f"amend:{path}", AMENDMENT)
            if file is None or not isinstance(file.model, AmendmentFile):
                continue
            if file.model.amends != place:
                mark = mark_at(file.node, ("amends",))
                sentence = f'this file amends "{file.model.amends}" but stands where amendments to "{place}" belong'
                self.problems.append(error(mark, "misplaced", sentence, f"move it to amend/{file.model.amends}.yml"))
            yield file
