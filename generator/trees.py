"""git's trees as values: read, changed at a place, merged three ways; nothing is ever checked out."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.git import Repository

FOLDER, LINK, SUBMODULE = "040000", "120000", "160000"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What stands under one name in a folder: git's mode, as in `100644`, and the object."""

    mode: str
    object: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """A file that differs between two trees: its mode and object afterwards; a mode of zeros where it is gone."""

    path: str
    mode: str
    object: str

    @property
    def is_gone(self) -> bool:
        """Whether the second tree has no such file."""
        return not self.mode.strip("0")


def entries(repository: Repository, tree: str) -> dict[str, Entry]:
    """Return what a folder holds, by name; nothing where there is no such folder (`COMMIT:a/folder` may be absent)."""
    if repository.run("cat-file", "-t", tree, accept=(0, 128)).strip() not in {"tree", "commit"}:
        return {}
    found = {}
    for line in repository.run("ls-tree", "-z", tree).split("\0")[:-1]:
        told, _, name = line.partition("\t")
        mode, _, identity = told.split(" ")
        found[name] = Entry(mode=mode, object=identity)
    return found


def written(repository: Repository, found: Mapping[str, Entry]) -> str:
    """Write a folder, and return its tree."""
    kinds = {FOLDER: "tree", SUBMODULE: "commit"}
    lines = [f"{each.mode} {kinds.get(each.mode, 'blob')} {each.object}\t{name}" for name, each in found.items()]
    return repository.one("mktree", "-z", "--missing", data="".join(f"{line}\0" for line in lines))


def with_folder(repository: Repository, tree: str, path: str, found: Mapping[str, Entry]) -> str:
    """Return the tree in which a folder holds what is given; an empty one is no folder."""
    name, _, rest = path.partition("/")
    around = entries(repository, tree)
    within = around.get(name)
    inside = within.object if within and within.mode == FOLDER else written(repository, {})
    made = with_folder(repository, inside, rest, found) if rest else written(repository, found)
    kept = {other: each for other, each in around.items() if other != name}
    if entries(repository, made):
        kept[name] = Entry(mode=FOLDER, object=made)
    return written(repository, kept)


def changes(repository: Repository, before: str, after: str, *paths: str) -> list[Change]:
    """Return the files that differ between two trees or commits, in or below the paths given."""
    words = ("diff-tree", "-r", "-z", "--no-renames", before, after, "--", *paths)
    parts = repository.run(*words).split("\0")[:-1]
    found = []
    for told, path in zip(parts[::2], parts[1::2], strict=True):
        _, mode, _, identity, _ = told.split(" ")
        found.append(Change(path=path, mode=mode, object=identity))
    return found


def merge(repository: Repository, base: str, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Merge two trees that came from a third, and return the tree and the files that collide."""
    root = commit(repository, base, "base")
    return merge_commits(repository, *(commit(repository, tree, "side", root) for tree in (ours, theirs)))


def merge_commits(repository: Repository, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Merge two commits, and return the tree and the files that collide.

    No file of either is written anywhere, and git knows no merge driver, filter or hook of theirs.
    """
    words = ("--write-tree", "-z", "--name-only", "--no-messages", "--allow-unrelated-histories")
    tree, *collided = repository.run("merge-tree", *words, ours, theirs, accept=(0, 1)).split("\0")
    return tree.strip(), tuple(sorted(each for each in collided if each.strip("\n")))


def commit(repository: Repository, tree: str, message: str, *parents: str) -> str:
    """Write a commit, and return it."""
    words = [part for parent in dict.fromkeys(parents) for part in ("-p", parent)]
    return repository.one(*_author(repository), "commit-tree", f"{tree}^{{tree}}", *words, data=message)


def _author(repository: Repository) -> tuple[str, ...]:
    """Return the settings that say who commits, where nobody is named: the name GitHub gives its own work."""
    names = (
        ("user.name", "github-actions[bot]"),
        ("user.email", "41898282+github-actions[bot]@users.noreply.github.com"),
    )
    missing = [f"{key}={value}" for key, value in names if not repository.says("config", key)]
    return tuple(part for each in missing for part in ("-c", each))
