"""What a trust's copy held when it adopted its national edition, from the commit in which that was written down.

A copy that was made between two editions has documents that no edition of the ledger has. They are no news later.
"""

from pathlib import Path

from generator.content.library import Library
from generator.system.git import GitError, Repository

NATIONAL = "content/national/"


def held_at_adoption(root: Path, library: Library, code: str) -> frozenset[str]:
    """Return the ids of the national documents that a trust's copy held when it adopted; nothing where it is unknown.

    Args:
        root: The copy.
        library: What was read.
        code: The trust.
    """
    path, beside = library.trusts[code].folder / "trust.yml", library.content.parent
    if not path.is_relative_to(beside):
        return frozenset()
    try:
        repository = Repository(folder=root)
        if repository.is_shallow():
            return frozenset()
        place = f":(literal){path.relative_to(beside).as_posix()}"
        commit = repository.one("log", "-1", "--format=%H", "-G^edition:", "--", place)
        files = repository.run("ls-tree", "-r", "-z", "--name-only", commit, "--", NATIONAL) if commit else ""
    except GitError:
        return frozenset()
    names = (each.removeprefix(NATIONAL) for each in files.split("\0") if each.endswith(".yml"))
    return frozenset(each.removesuffix(".yml") for each in names)
