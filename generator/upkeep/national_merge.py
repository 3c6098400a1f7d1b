"""The national edition beside a trust's copy of it: which one the copy came from, and the two brought together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.system.git import Repository
from generator.upkeep.git_trees import Entry, commit, entries, merge, with_folder

TRUSTS = "content/trusts"
WORKFLOWS = ".github/workflows"
HANDED_OVER = ".github/national-workflows"
"""Where the national edition's workflow files go that differ from a copy's: a workflow may not change workflows."""

PATCH = "workflows.patch"
"""What is handed over beside them: what would make the copy's own workflow files those of the national edition."""

_SNAPSHOT = "National edition "
_MOST = 2000
"""How many commits of the national history are looked at, the newest first: some seconds' work."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """The national edition brought into a copy: the tree, what collides, and what was left as the copy has it."""

    tree: str
    base: str
    collisions: tuple[str, ...] = ()
    trusts: tuple[str, ...] = ()
    workflows: tuple[str, ...] = ()


def is_trusts(path: str) -> bool:
    """Return whether a file lies in some trust's folder."""
    return path.startswith(f"{TRUSTS}/") and "/" in path.removeprefix(f"{TRUSTS}/")


def is_workflow(path: str) -> bool:
    """Return whether a file is a workflow, or the national edition's of the same name beside it."""
    return path.startswith((f"{WORKFLOWS}/", f"{HANDED_OVER}/"))


def nearest(repository: Repository, ours: str, edition: str) -> str:
    """Return the national edition that a copy came from: the one whose files are most like the copy's.

    It is looked for among those the copy took before, where the two histories meet, and in the national history. So it
    is found in a fork, in a copy from a template, after a request was squashed, and after a history was rewritten.
    """
    taken = snapshots(repository, ours)
    met = repository.lines("merge-base", "--all", ours, edition, accept=(0, 1))
    history = repository.lines("rev-list", "--first-parent", f"--max-count={_MOST}", edition)
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
        sides.append(with_folder(repository, tree, HANDED_OVER, {**handed, **_patch(repository, workflows, handed)}))
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
    return commit(repository, tree, f"{_SNAPSHOT}{edition}\n\nIts files are {tree}\n", *parents)


def snapshots(repository: Repository, ours: str) -> list[str]:
    """Return the snapshots of national editions in a copy's history, the newest first.

    Each says which files it has, so that a commit that only has its message (after a rebase, say) is none.
    """
    found = []
    for line in repository.run("log", "-z", "--format=%H %T %B", ours).split("\0")[:-1]:
        identity, tree, message = line.split(" ", 2)
        if message.startswith(_SNAPSHOT) and message.rstrip().endswith(tree):
            found.append(identity)
    return found


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
    """Return the commit in which the fewest national files differ from the copy's; of equals, the first named.

    Files of trusts count where nothing else differs: a copy may have changed or deleted them.
    """
    known = list(dict.fromkeys(candidates))
    trees = repository.lines("log", "--no-walk=unsorted", "--format=%T", "--stdin", data="\n".join(known))
    (own,) = repository.lines("log", "-1", "--format=%T", ours)
    pairs = "".join(f"{own} {tree}\n" for tree in trees)
    counts: list[tuple[int, int]] = []
    for line in repository.lines("diff-tree", "--stdin", "-r", "--no-renames", data=pairs):
        path = line.partition("\t")[2].strip('"')
        if not line.startswith(":"):
            counts.append((0, 0))
        elif not is_workflow(path):
            national, local = counts[-1]
            counts[-1] = (national, local + 1) if is_trusts(path) else (national + 1, local)
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
    """Return each trust's folder as it shall be: the national one where the copy has it as it came, else the copy's."""
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


def _patch(repository: Repository, own: Mapping[str, Entry], handed: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the file that says what would make a copy's own workflow files the national ones; none where they are."""
    if not handed:
        return {}
    before, after = (with_folder(repository, "", WORKFLOWS, found) for found in (own, {**own, **handed}))
    told = repository.run("diff-tree", "-r", "-p", "--binary", "--full-index", "--no-renames", before, after)
    return {PATCH: Entry(mode="100644", object=repository.one("hash-object", "-w", "--stdin", data=told))}
