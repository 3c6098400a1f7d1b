"""The national edition beside a trust's copy of it: which one the copy came from, and the two brought together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.git import Repository
from generator.trees import Entry, changes, commit, entries, merge, with_folder

TRUSTS = "content/trusts"
WORKFLOWS = ".github/workflows"
HANDED_OVER = ".github/national-workflows"
"""Where the national edition's workflow files go that differ from a copy's: a workflow may not change workflows."""

_SNAPSHOT = "National edition "
_NOT_NATIONAL = (f":(exclude,glob){TRUSTS}/*/**", f":(exclude){WORKFLOWS}", f":(exclude){HANDED_OVER}")


@dataclass(frozen=True, kw_only=True)
class Brought:
    """The national edition brought into a copy: the tree, what collides, and what was left as the copy has it."""

    tree: str
    base: str
    collisions: tuple[str, ...] = ()
    trusts: tuple[str, ...] = ()
    workflows: tuple[str, ...] = ()


def is_national(path: str) -> bool:
    """Return whether a file belongs to the national edition: no trust's folder, and no workflow of the copy's own."""
    inside = PurePosixPath(path).parts
    in_trust = path.startswith(f"{TRUSTS}/") and len(inside) > len(PurePosixPath(TRUSTS).parts) + 1
    return not in_trust and not path.startswith((f"{WORKFLOWS}/", f"{HANDED_OVER}/"))


def nearest(repository: Repository, ours: str, edition: str) -> str:
    """Return the national edition that a copy came from: the one whose files are most like the copy's.

    It is looked for among those the copy took before, where the two histories meet, and in the national history. So it
    is found in a fork, in a copy from a template, after a request was squashed, and after a history was rewritten.
    """
    taken = snapshots(repository, ours)
    met = repository.lines("merge-base", "--all", ours, edition, accept=(0, 1))
    history = repository.lines("rev-list", "--first-parent", edition)
    found = _most_alike(repository, ours, [*taken, *met, *history])
    if found == edition and not taken and not met:
        return _from_own_history(repository, ours, edition)
    return found


def bring(repository: Repository, ours: str, edition: str) -> Brought:
    """Bring the national edition into a copy, file by file.

    A folder below `content/trusts/` follows the national edition only where the copy has it unchanged: what a trust
    made, changed or deleted there stays so. Workflow files stay the copy's; those that differ are handed over.
    """
    base = nearest(repository, ours, edition)
    folders = [_folders(repository, each) for each in (base, ours, edition)]
    trusts = dict(_settled(*folders))
    handed = _differing(repository, ours, edition)
    workflows = entries(repository, ours, WORKFLOWS)
    sides = []
    for side in (base, ours, edition):
        plain = {name: each for name, each in entries(repository, side, TRUSTS).items() if _is_plain(each)}
        tree = with_folder(repository, side, TRUSTS, {**plain, **trusts})
        tree = with_folder(repository, tree, WORKFLOWS, workflows)
        sides.append(with_folder(repository, tree, HANDED_OVER, handed))
    tree, collisions = merge(repository, *sides)
    left = sorted(name for name, each in folders[2].items() if trusts.get(name) != each != folders[0].get(name))
    gone = sorted(name for name in folders[0] if name in trusts and name not in folders[2])
    return Brought(tree=tree, base=base, collisions=collisions, trusts=(*left, *gone), workflows=tuple(handed))


def snapshot(repository: Repository, brought: Brought, ours: str, edition: str) -> str:
    """Write a commit that is the national edition, with the copy's own workflow files, and return it.

    The commits of the national history are not taken: they may change workflow files, and then a workflow may push
    none of them. The files are, so that a copy always holds what it took, whatever becomes of the national history.
    """
    tree = with_folder(repository, edition, WORKFLOWS, entries(repository, ours, WORKFLOWS))
    tree = with_folder(repository, tree, HANDED_OVER, {})
    parents = [brought.base] if repository.contains(ours, brought.base) else []
    return commit(repository, tree, f"{_SNAPSHOT}{edition}\n", *parents)


def snapshots(repository: Repository, ours: str) -> list[str]:
    """Return the snapshots of national editions in a copy's history, the newest first."""
    lines = (line.split(" ", 1) for line in repository.lines("log", "--format=%H %s", ours))
    return [identity for identity, subject in lines if re.fullmatch(f"{_SNAPSHOT}[0-9a-f]{{40,64}}", subject)]


def _from_own_history(repository: Repository, ours: str, edition: str) -> str:
    """Return the edition a copy came from where the national history knows nothing of it, as after it began anew.

    That is the first commit of a copy from a template, or in a fork the last one before a trust's folder was made,
    unless the newest edition is more like the copy than they are.
    """
    found = _most_alike(repository, ours, [*repository.lines("rev-list", "--max-parents=0", ours), edition])
    own = [f"{TRUSTS}/{name}" for name in _folders(repository, ours) if name not in _folders(repository, edition)]
    if found != edition or not own:
        return found
    first = repository.lines("rev-list", "--first-parent", ours, "--", *own)[-1]
    before = repository.commit_of(f"{first}^")
    return _most_alike(repository, ours, [before, edition]) if before else edition


def _most_alike(repository: Repository, ours: str, candidates: list[str]) -> str:
    """Return the commit in which the fewest national files differ from the copy's; of equals, the first named."""
    known = list(dict.fromkeys(candidates))
    trees = repository.lines("log", "--no-walk=unsorted", "--format=%T", "--stdin", data="\n".join(known))
    (own,) = repository.lines("log", "-1", "--format=%T", ours)
    pairs = "".join(f"{own} {tree}\n" for tree in trees)
    counts: list[int] = []
    for line in repository.lines("diff-tree", "--stdin", "-r", "--no-renames", "--", ".", *_NOT_NATIONAL, data=pairs):
        if line.startswith(":"):
            counts[-1] += 1
        else:
            counts.append(0)
    return min(zip(counts, known, strict=True), key=lambda pair: pair[0])[1]


def _is_plain(entry: Entry) -> bool:
    return entry.mode.startswith("100")


def _folders(repository: Repository, side: str) -> dict[str, Entry]:
    """Return what stands below `content/trusts/` besides plain files: folders, and what only looks like one."""
    found = entries(repository, side, TRUSTS)
    return {name: each for name, each in found.items() if not _is_plain(each)}


def _settled(
    base: Mapping[str, Entry], ours: Mapping[str, Entry], theirs: Mapping[str, Entry]
) -> Iterator[tuple[str, Entry]]:
    """Give each trust's folder as it shall be: the national one where the copy has it as it came, else the copy's."""
    for name in {*base, *ours, *theirs}:
        follows = name in base and base[name] == ours.get(name)
        found = (theirs if follows else ours).get(name)
        if found:
            yield name, found


def _differing(repository: Repository, ours: str, edition: str) -> dict[str, Entry]:
    """Return the national workflow files that a copy has not, or has otherwise."""
    own = entries(repository, ours, WORKFLOWS)
    national = entries(repository, edition, WORKFLOWS)
    return {name: each for name, each in national.items() if _is_plain(each) and own.get(name) != each}


def national_changes(repository: Repository, before: str, after: str) -> list[str]:
    """Return the national files that differ between two trees or commits."""
    return [each.path for each in changes(repository, before, after, ".", *_NOT_NATIONAL)]
