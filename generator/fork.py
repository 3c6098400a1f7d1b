"""A trust's copy writes only its own folder: what it changed outside, so that the next edition merges cleanly."""

from pathlib import Path

from generator.git import GitError, Repository, fetch_edition
from generator.national import is_national, national_changes, nearest
from generator.problems import ContentError, Mark, Problem, error, warning


def changed_outside(root: Path, upstream: str, codes: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return every national file that differs from the national edition this copy came from.

    Trusts' folders and workflow files are the copy's own: no national edition ever changes them against its will. Where
    an address does not answer, that is a warning: somebody else's fault must not stop anyone from publishing.

    Args:
        root: The repository.
        upstream: The national edition: its address, or what git calls it in this clone (upstream/main).
        codes: The trusts of this copy.

    Raises:
        ContentError: git is not there, this is no repository, it holds too little history or does not know `upstream`.
    """
    repository = Repository(folder=root)
    own = tuple(f"content/trusts/{code}/" for code in codes)
    try:
        if repository.is_shallow():
            raise ContentError([_problem("this clone holds only the newest commits", "git fetch --unshallow")])
        edition = repository.commit_of(upstream)
        if not edition and ("/" in upstream or ":" in upstream):
            try:
                edition = fetch_edition(repository, upstream)
            except GitError as exc:
                return (_unreached(exc),)
        if not edition:
            raise ContentError([_problem(f'there is no "{upstream}" here', _FETCH)])
        base = nearest(repository, "HEAD", edition)
        outside = sorted({*national_changes(repository, base, "HEAD"), *_loose(repository)})
    except GitError as exc:
        raise ContentError([_problem(str(exc), _FETCH)]) from None
    hint = f"write in {' or '.join(own) or 'content/trusts/CODE/'} only; to put it back: git checkout {base[:12]} -- "
    sentence = "this file is not yours to change: the next national edition would collide with it"
    return tuple(error(Mark(path=path), "outside-own-folder", sentence, f"{hint}{path}") for path in outside)


_FETCH = "fetch the national edition first: git fetch upstream"


def _loose(repository: Repository) -> list[str]:
    """Return the national files that differ from the last commit, or that no commit has yet."""
    listed = repository.run("diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "HEAD").split("\0")
    loose = repository.run("ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return [path for path in (*listed, *loose) if path and is_national(path)]


def _unreached(refused: GitError) -> Problem:
    sentence = f"what this copy changed outside its own folder was not looked at: {refused}"
    return warning(
        Mark(path="."), "git", sentence, "check the address of the national edition (UPSTREAM), or try later"
    )


def _problem(said: str, hint: str) -> Problem:
    return error(Mark(path="."), "git", f"git could not compare this copy with the national edition: {said}", hint)
