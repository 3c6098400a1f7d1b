"""git's trees as values: read, changed at a place, merged three ways; nothing is ever checked out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.system.git import Repository

FOLDER, LINK, SUBMODULE = "040000", "120000", "160000"

_IDENTITY = re.compile(r"[0-9a-f]{40,64}")
"""What names one tree or commit and never another: no branch."""


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


def entries(repository: Repository, tree: str, path: str = "") -> dict[str, Entry]:
    """Return what a folder of a tree holds, by name; nothing where there is no such folder."""
    return dict(_held(repository, tree, path) if _IDENTITY.fullmatch(tree) else _read(repository, tree, path))


def _read(repository: Repository, tree: str, path: str) -> Mapping[str, Entry]:
    below = f"{path}/" if path else ""
    found = {}
    for line in repository.run("ls-tree", "-z", tree, "--", *([below] if below else [])).split("\0")[:-1]:
        told, _, name = line.partition("\t")
        mode, _, identity = told.split(" ")
        found[name.removeprefix(below)] = Entry(mode=mode, object=identity)
    return found


_held = lru_cache(maxsize=1000)(_read)
"""What was read of a tree or commit, by its identity, holds for ever."""


def with_folder(repository: Repository, tree: str, path: str, found: Mapping[str, Entry]) -> str:
    """Return the tree in which a folder holds what is given; an empty one is no folder."""
    made = _put(repository, tree, path.split("/"), found) or _written(repository, {})
    return _tree_of(repository, made) if made == tree else made


@lru_cache(maxsize=1000)
def _tree_of(repository: Repository, identity: str) -> str:
    return repository.one("rev-parse", "--verify", f"{identity}^{{tree}}")


def _put(repository: Repository, tree: str, path: list[str], found: Mapping[str, Entry]) -> str:
    """Return a folder's tree with something else at a place in it, itself where that is so; nothing if it is empty."""
    before = entries(repository, tree) if tree else {}
    around = dict(before)
    if path:
        name, *rest = path
        within = around.pop(name, None)
        made = _put(repository, within.object if within and within.mode == FOLDER else "", rest, found)
        if made:
            around[name] = Entry(mode=FOLDER, object=made)
    else:
        around = dict(found)
    if around == before:
        return tree
    return _written(repository, around) if around else ""


def _written(repository: Repository, found: Mapping[str, Entry]) -> str:
    kinds = {FOLDER: "tree", SUBMODULE: "commit"}
    lines = [f"{each.mode} {kinds.get(each.mode, 'blob')} {each.object}\t{name}\0" for name, each in found.items()]
    return repository.one("mktree", "-z", "--missing", data="".join(lines))


def changes(repository: Repository, before: str, after: str = "") -> list[Change]:
    """Return the files that differ between two trees or commits, or between one and the files in this clone.

    For a file in this clone that no commit has, the object is one of zeros.
    """
    words = ("diff-tree", "-r", before, after) if after else ("diff", "--raw", "--no-abbrev", "--no-ext-diff", before)
    parts = repository.run(*words, "-z", "--no-renames", "--").split("\0")[:-1]
    found = []
    for told, path in zip(parts[::2], parts[1::2], strict=True):
        _, mode, _, identity, _ = told.split(" ")
        found.append(Change(path=path, mode=mode, object=identity))
    return found


def merge(repository: Repository, base: str, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Merge two trees that came from a third, and return the tree and the files that collide."""
    root = _committed(repository, _PROGRAM, base, "base")
    return merge_commits(repository, *(_committed(repository, _PROGRAM, each, "side", root) for each in (ours, theirs)))


def merge_commits(repository: Repository, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Merge two commits, and return the tree and the files that collide.

    No file of either is written anywhere, and git knows no merge driver, filter or hook of theirs.
    """
    words = ("--write-tree", "-z", "--name-only", "--no-messages", "--allow-unrelated-histories")
    tree, *collided = repository.run("merge-tree", *words, ours, theirs, accept=(0, 1)).split("\0")
    return tree.strip(), tuple(sorted(each for each in collided if each.strip("\n")))


def commit(repository: Repository, tree: str, message: str, *parents: str) -> str:
    """Write a commit in the name of whoever works in this clone, or of GitHub's own jobs; return it."""
    known = repository.lines("config", "--name-only", "--get-regexp", r"^user\.(name|email)$", accept=(0, 1))
    author = () if {"user.name", "user.email"} <= set(known) else _PROGRAM
    return _committed(repository, author, tree, message, *parents)


_PROGRAM = (
    "-c",
    "user.name=github-actions[bot]",
    "-c",
    "user.email=41898282+github-actions[bot]@users.noreply.github.com",
)


def _committed(repository: Repository, author: tuple[str, ...], tree: str, message: str, *parents: str) -> str:
    words = [part for parent in dict.fromkeys(parents) for part in ("-p", parent)]
    return repository.one(*author, "commit-tree", f"{tree}^{{tree}}", *words, data=message)
