"""The branch on which a copy takes the national edition: added to, never rewritten, whoever else works on it."""

from dataclasses import dataclass, field, replace
from enum import Enum

from generator.system.git import GitError, Repository, fetch_edition
from generator.upkeep.git_trees import commit, merge_commits
from generator.upkeep.national_merge import Brought, bring, snapshot

BRANCH = "national-edition"
TRIES = 3
"""How often it is tried to add to the branch while others push to it."""

_REF = f"refs/heads/{BRANCH}"


class State(Enum):
    """How taking the national edition ended."""

    QUIET = "quiet"
    """The copy has everything. There is nothing to ask."""
    WAITING = "waiting"
    """The branch holds what the copy has not: there is a request to make, or to keep up to date."""
    STUCK = "stuck"
    """It cannot go on without a person. The branch is as it was."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of taking the national edition.

    `commit` is the branch's newest commit (empty where there is no branch), `added` whether it is new, `before` what it
    was compared with, `why` the sentence that says why it is stuck, `is_own` whether it is the copy's own two branches
    that collide.
    """

    state: State
    commit: str = ""
    added: bool = False
    before: str = ""
    edition: str = ""
    why: str = ""
    is_own: bool = False
    brought: Brought = field(default=Brought(tree="", base=""))


@dataclass(frozen=True, kw_only=True)
class _Tips:
    """The copy's own branches: the newest commit of its main one, and of the one for the national edition."""

    main: str
    branch: str = ""


def take(repository: Repository, address: str, *, push: bool) -> Taken:
    """Bring the national edition onto the branch, and push it or leave it in this clone.

    Nothing is checked out, so none of it runs and this program stays as it is. A push only ever adds commits; where
    somebody else pushed meanwhile, theirs are fetched and it is done again.

    Args:
        repository: A clone of the copy.
        address: Where the national edition is: a web address, one for ssh, or a folder.
        push: Whether the branch goes to `origin`; otherwise it stays here for a person to look at.

    Raises:
        GitError: The copy or the national edition cannot be reached, or this clone has commits of its own.
    """
    origin = "origin" in repository.lines("remote")
    if repository.is_shallow() and origin:
        repository.run("fetch", "--quiet", "--unshallow", "origin", with_token=True)
    edition = fetch_edition(repository, address)
    tips, refused = _tips(repository, origin=origin), ""
    for _ in range(TRIES):
        taken = _prepared(repository, tips, edition)
        refused = _kept(repository, taken, push=push)
        if not refused:
            return taken
        before, tips = tips, _tips(repository, origin=origin)
        if tips == before:
            why = f"The branch could not be pushed: {refused}."
            return Taken(state=State.STUCK, commit=tips.branch, edition=edition, why=why)
    why = f"Somebody else pushed to {BRANCH} each of the {TRIES} times this was tried. The next run tries again."
    return Taken(state=State.STUCK, commit=tips.branch, edition=edition, why=why)


def _tips(repository: Repository, *, origin: bool) -> _Tips:
    """Return the copy's branches as they are now: at origin, or in this clone where it has none."""
    here = repository.run("symbolic-ref", "--quiet", "--short", "HEAD", accept=(0, 1)).strip()
    if not origin:
        if here == BRANCH:
            raise GitError(f"you are on the branch {BRANCH}: git checkout the branch you publish from first")
        return _Tips(main=repository.commit_of("HEAD"), branch=repository.commit_of(_REF))
    said = repository.run("ls-remote", "--symref", "origin", with_token=True).splitlines()
    told = {name: first for first, _, name in (line.partition("\t") for line in said) if not first.startswith("ref: ")}
    main = next((line[5:].removesuffix("\tHEAD") for line in said if line.startswith("ref: ")), "")
    if main not in told:
        main = f"refs/heads/{here}"
    if main not in told or main == _REF:
        raise GitError("origin does not say which of its branches is the main one: set its default branch")
    wanted = [name for name in (main, _REF) if name in told]
    repository.run("fetch", "--quiet", "--no-tags", "origin", *wanted, with_token=True)
    return _Tips(main=told[main], branch=told.get(_REF, ""))


def _prepared(repository: Repository, tips: _Tips, edition: str) -> Taken:
    """Return what the branch is to become, with all its commits written but no branch moved."""
    leftover = bool(tips.branch) and _is_in(repository, tips.main, tips.branch)
    branch = "" if leftover else tips.branch
    start, collisions = _start(repository, tips, branch)
    if collisions:
        return _stuck(branch, edition, tips.main, Brought(tree="", base="", collisions=collisions), is_own=True)
    brought = bring(repository, start, edition)
    if brought.collisions:
        return _stuck(branch, edition, start, brought, is_own=False)
    found = Taken(state=State.QUIET, commit=start, before=tips.main, edition=edition, brought=brought)
    if brought.tree != repository.one("rev-parse", f"{start}^{{tree}}"):
        if leftover and not repository.contains(start, tips.branch):
            start = commit(repository, start, f"Begin {BRANCH} anew from what was merged\n", start, tips.branch)
        parents = (start, snapshot(repository, brought, start, edition))
        message = f"Take the national edition\n\nIts commit there is {edition}.\n"
        return replace(
            found, state=State.WAITING, added=True, commit=commit(repository, brought.tree, message, *parents)
        )
    if not branch:
        return replace(found, commit="")
    return replace(found, state=State.WAITING, added=start != branch)


def _stuck(branch: str, edition: str, before: str, brought: Brought, *, is_own: bool) -> Taken:
    files = f"{len(brought.collisions)} file{'' if len(brought.collisions) == 1 else 's'}"
    verb = "was" if len(brought.collisions) == 1 else "were"
    sides = f"on your main branch and on {BRANCH}" if is_own else "in your copy and in the national edition"
    why = f"{files} {verb} changed both {sides}, and only a person can say which text is right."
    found = Taken(state=State.STUCK, commit=branch, before=before, edition=edition, why=why, is_own=is_own)
    return replace(found, brought=brought)


def _start(repository: Repository, tips: _Tips, branch: str) -> tuple[str, tuple[str, ...]]:
    """Return the commit to go on from, the branch with all that is in main by now, or the files that collide."""
    if not branch:
        return tips.main, ()
    if repository.contains(branch, tips.main):
        return branch, ()
    tree, collisions = merge_commits(repository, branch, tips.main)
    if collisions:
        return "", collisions
    return commit(repository, tree, "Merge what is published by now\n", branch, tips.main), ()


def _is_in(repository: Repository, main: str, branch: str) -> bool:
    """Return whether main holds all that the branch does: merged as it is, or as one commit with the same effect."""
    if repository.contains(main, branch):
        return True
    for each in repository.lines("rev-list", "--first-parent", f"{branch}..{main}"):
        tree, collisions = merge_commits(repository, each, branch)
        if not collisions and tree == repository.one("rev-parse", f"{each}^{{tree}}"):
            return True
    return False


def _kept(repository: Repository, taken: Taken, *, push: bool) -> str:
    """Put what was prepared onto the branch; return why it was refused, or nothing."""
    if taken.state is not State.WAITING:
        return ""
    if push:
        try:
            if taken.added:
                repository.run("push", "--quiet", "origin", f"{taken.commit}:{_REF}", with_token=True)
        except GitError as exc:
            return str(exc).rstrip(".")
        return ""
    here = repository.commit_of(_REF)
    if here and not repository.contains(taken.commit, here):
        raise GitError(f"your branch {BRANCH} has commits that origin has not: git push origin {BRANCH} first")
    if repository.run("symbolic-ref", "--quiet", "HEAD", accept=(0, 1)).strip() == _REF:
        repository.run("merge", "--quiet", "--ff-only", taken.commit)
    else:
        repository.run("update-ref", _REF, taken.commit, here or "0" * len(taken.commit))
    return ""
