"""What documents said when they were approved, from the commits in which that was recorded; each proved by its text.

An approval holds the fingerprint of a text and not the text. Where a copy keeps its history, the commit that recorded
the approval holds all that the text was made from. What has another fingerprint is never shown as it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.content.ledger import names_of
from generator.content.library import Library
from generator.content.yaml_nodes import Node
from generator.editions.edition import Entry
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.problems import ContentError
from generator.system.git import GitError, Repository
from generator.upkeep.content_at import library_at


def texts_then(root: Path, library: Library, code: str, documents: Sequence[Entry]) -> Mapping[str, Node]:
    """Return what documents said when their last approval was recorded, by their ids, as far as that is known.

    Args:
        root: The copy.
        library: What was read.
        code: The trust.
        documents: Those that are asked about; only a lapsed approval has a text that is another than today's.
    """
    path = library.trusts[code].folder / "approvals.yml"
    wanted = {entry.id: entry for entry in documents if entry.lapsed}
    if not wanted or not path.is_relative_to(root):
        return {}
    found: dict[str, Node] = {}
    try:
        repository = Repository(folder=root)
        for commit in _commits(repository, path.relative_to(root), wanted):
            if left := {name: each for name, each in wanted.items() if name not in found}:
                found |= _texts_at(repository, commit, code, left)
    except GitError:
        return found
    return found


def _commits(repository: Repository, path: Path, wanted: Mapping[str, Entry]) -> Iterator[str]:
    """Return the commits in which one of the wanted approvals stands for the first time, newest first."""
    texts = {entry.lapsed[0].text for entry in wanted.values() if entry.lapsed}
    history = repository.lines("log", "--format=%H", "--reverse", "--", f":(literal){path.as_posix()}")
    firsts: dict[str, None] = {}
    for commit in history:
        said = repository.run("show", f"{commit}:./{path.as_posix()}", accept=(0, 128))
        new = {text for text in texts if text in said}
        texts -= new
        if new:
            firsts[commit] = None
    yield from reversed(firsts)


def _texts_at(repository: Repository, commit: str, code: str, wanted: Mapping[str, Entry]) -> Mapping[str, Node]:
    try:
        with library_at(repository, commit) as library:
            edition, _ = resolve(library, code, Audience.TRAINER)
    except (ContentError, KeyError):
        return {}
    found = {}
    for name, entry in wanted.items():
        then = next((edition.entries[each] for each in names_of(name, entry.node) if each in edition.entries), None)
        if then is not None and entry.lapsed and then.is_as_approved(entry.lapsed[0].text):
            found[name] = then.node
    return found
