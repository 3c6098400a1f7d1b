"""A trust's copy writes only its own folder: what it changed outside, so that the next edition merges cleanly."""

from collections.abc import Iterator
from pathlib import Path

from generator.problems import ContentError, Mark, Problem, error, warning
from generator.system.git import GitError, Repository, fetch_edition, is_address
from generator.upkeep.git_trees import changes
from generator.upkeep.national_merge import TRUSTS, is_trusts, is_workflow, nearest

_FETCH = "fetch the national edition first: git fetch upstream"


def changed_outside(root: Path, upstream: str, codes: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return every file that differs from the national edition this copy came from, and is not the copy's own.

    Its own are its trusts' folders and its workflow files. Another trust's folder may be deleted: no national edition
    brings it back. An address that does not answer is a warning: somebody else's fault must not stop a publication.

    Args:
        root: The repository.
        upstream: The national edition: its address, or what git calls it in this clone (upstream/main).
        codes: The trusts whose folders are the copy's own.

    Raises:
        ContentError: git is not there, this is no repository, it holds too little history or does not know `upstream`.
    """
    repository = Repository(folder=root)
    try:
        if repository.is_shallow():
            raise ContentError([_problem("this clone holds only the newest commits", "git fetch --unshallow")])
        edition = repository.commit_of(upstream)
        name = upstream
        if not edition and is_address(upstream):
            try:
                edition = fetch_edition(repository, upstream)
            except GitError as exc:
                return (_unreached(exc),)
            name = edition[:12]
        if not edition:
            raise ContentError([_problem(f"this clone knows no {upstream}", _FETCH)])
        own = tuple(f"{TRUSTS}/{code}/" for code in codes)
        outside = sorted({path for path in _changed(repository, edition) if not path.startswith(own)})
    except GitError as exc:
        raise ContentError(
            [_problem(str(exc), "install git first" if "not installed" in str(exc) else _FETCH)]
        ) from None
    hint = f"write in {' or '.join(own) or f'{TRUSTS}/CODE/'} only; to put it back: git checkout {name} -- "
    sentence = "this file is not yours to change: the next national edition would collide with it"
    return tuple(error(Mark(path=path), "outside-own-folder", sentence, f"{hint}{path}") for path in outside)


def _changed(repository: Repository, edition: str) -> Iterator[str]:
    """Return the files that differ from the edition this copy came from, committed or not, and that may collide."""
    base = nearest(repository, "HEAD", edition)
    for each in changes(repository, base):
        if not is_workflow(each.path) and not (each.is_gone and is_trusts(each.path)):
            yield each.path
    for path in repository.run("ls-files", "--others", "--exclude-standard", "-z").split("\0")[:-1]:
        if not is_workflow(path):
            yield path


def _unreached(refused: GitError) -> Problem:
    sentence = f"what this copy changed outside its own folder was not looked at: {refused}"
    return warning(
        Mark(path="."), "git", sentence, "check the address of the national edition (UPSTREAM), or try later"
    )


def _problem(said: str, hint: str) -> Problem:
    return error(Mark(path="."), "git", f"git could not compare this copy with the national edition: {said}", hint)
