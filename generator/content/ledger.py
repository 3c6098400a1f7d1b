"""What each national edition said, kept beside it: every document as it was, so that an old text can be shown.

One JSON file for each edition, `content/national/editions/2026.11.json`, which nobody edits: the fingerprint of every
document, and the text of those that no earlier edition holds. A new edition is a new file, so a fork always merges it.
The fingerprint of a part follows from the text of the whole, so parts are not listed one by one.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.content.fingerprints import fingerprints, verbatim_fingerprint
from generator.content.node_paths import aliases_of, find, named
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, typed
from generator.problems import Mark, Problem, error
from generator.system.file_names import is_leftover
from generator.system.folders import Shown, listing, odd_kind

MAX_BYTES = 50_000_000
"""The largest file of the ledger that is read; one of 240,000 words has 1.6 MB."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """One published edition: its name, and the fingerprint of each document by its id."""

    edition: str
    documents: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """Every published edition, oldest first, and the texts of all documents by their fingerprints."""

    releases: tuple[Release, ...] = ()
    texts: Mapping[str, Any] = field(default_factory=dict)

    def release(self, edition: str) -> Release | None:
        """Return the edition of this name."""
        return next((each for each in self.releases if each.edition == edition), None)

    def before(self, edition: str) -> Release | None:
        """Return the last edition published before the one of this name."""
        earlier = [each for each in self.releases if each.edition < edition]
        return earlier[-1] if earlier else None

    def document(self, release: Release, name: str) -> Node | None:
        """Return a document as an edition published it."""
        text = self.texts.get(release.documents.get(name, ""))
        mark = Mark(path=f"{release.edition}/{name}")
        return None if text is None else _node(text, mark)

    def text_at(self, names: Iterable[str], ways: Iterable[Sequence[str]], base: str) -> tuple[str, Node | None] | None:
        """Find the national text that a base is the fingerprint of.

        Args:
            names: The document's id, and those it had before.
            ways: The address of the text in the document, and those it had before.
            base: The fingerprint; that of nothing for a text that the edition left out.

        Returns:
            The newest edition that had it, and the text, or no text where it left it out; nothing where no edition did.
        """
        places = [(name, tuple(tokens)) for name in names for tokens in ways]
        for release in reversed(self.releases):
            for name, tokens in places:
                document = self.document(release, name)
                found = find(document, tokens) if document else None
                around = find(document, tokens[:-1]) if document else None
                could_stand = found is not None or isinstance(around, Table)
                if could_stand and base in fingerprints(found or _node(None, Mark(path=""))):
                    return release.edition, found
        return None


def read_ledger(folder: Path, shown: Shown) -> tuple[Ledger, tuple[Problem, ...]]:
    """Read every edition of a folder, and say which files cannot be read."""
    releases, texts = [], {}
    odd = odd_kind(folder) if os.path.lexists(folder) else None
    inside, found = listing(folder, shown) if odd is None else ((), (error(Mark(path=shown(folder)), *odd),))
    problems = [*found]
    for path in (each for each in inside if not is_leftover(each.name)):
        mark = Mark(path=shown(path))
        if (odd := odd_kind(path)) is not None:
            problems.append(error(mark, *odd))
            continue
        try:
            kept = _checked(path)
        except (ValueError, OSError, RecursionError):
            sentence = "this file is no edition of the ledger, or was changed by hand"
            problems.append(error(mark, "ledger", sentence, "take it from the national edition again"))
            continue
        releases.append(Release(edition=path.stem, documents=kept["documents"]))
        texts.update(kept["texts"])
    ledger = Ledger(releases=tuple(releases), texts=texts)
    for release in releases:
        if lost := [name for name, text in release.documents.items() if text not in texts]:
            mark = Mark(path=shown(folder / f"{release.edition}.json"))
            sentence = f"the text of {lost[0]} is in no file of the ledger; one is missing"
            problems.append(error(mark, "ledger", sentence, "take the whole folder from the national edition again"))
    return ledger, tuple(problems)


def written(ledger: Ledger, edition: str, documents: Mapping[str, Node]) -> str:
    """Return the file of a new edition as text: sorted, one document a line, so that two can be compared."""
    texts = {verbatim_fingerprint(node): typed(node) for _, node in documents.items()}
    kept = {
        "edition": edition,
        "documents": {name: verbatim_fingerprint(node) for name, node in sorted(documents.items())},
        "texts": {name: text for name, text in sorted(texts.items()) if name not in ledger.texts},
    }
    return _by_line(kept) + "\n"


def names_of(name: str, document: Node) -> tuple[str, ...]:
    """Return a document's id and those it had before."""
    return (name, *aliases_of(document))


def _checked(path: Path) -> Mapping[str, Any]:
    """Read one file of the ledger and make sure that every text in it is the one its fingerprint names."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(path)
    return _sound(path.name, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def _sound(name: str, text: str) -> Mapping[str, Any]:
    """Return what a file of the ledger holds; the same text is looked at once, however often content is read."""
    kept: Any = json.loads(text)
    sound = (
        re.fullmatch(r"[0-9]{4}\.[0-9]{2}\.json", name)
        and isinstance(kept, dict)
        and kept.get("edition") == name.removesuffix(".json")
        and all(isinstance(kept.get(part), dict) for part in ("documents", "texts"))
        and all(isinstance(each, str) for each in kept["documents"].values())
        and all(verbatim_fingerprint(_node(each, Mark(path=""))) == known for known, each in kept["texts"].items())
    )
    if not sound:
        raise ValueError(name)
    return dict(kept)


def _by_line(kept: Mapping[str, Any]) -> str:
    def lines(values: Mapping[str, Any]) -> str:
        rows = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
        return "{\n" + ",\n".join(rows) + "\n}"

    parts = [f'"edition": {json.dumps(kept["edition"])}']
    parts += [f'"{name}": {lines(kept[name])}' for name in ("documents", "texts")]
    return "{\n" + ",\n".join(parts) + "\n}"


def _node(text: Any, mark: Mark) -> Node:
    match text:
        case dict():
            return Table(entries=tuple((named(key, mark), _node(each, mark)) for key, each in text.items()), mark=mark)
        case list():
            return Listing(children=tuple(_node(each, mark) for each in text), mark=mark)
        case str():
            return Scalar(text=text, quoted=True, mark=mark)
        case _:
            return Scalar(text=json.dumps(text), quoted=False, mark=mark)
