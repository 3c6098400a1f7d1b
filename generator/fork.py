"""A fork writes only its own folder: what git says it changed outside, so that the next edition merges cleanly."""

import subprocess
from pathlib import Path

from generator.problems import ContentError, Mark, Problem, error


def changed_outside(root: Path, upstream: str, codes: tuple[str, ...]) -> tuple[Problem, ...]:
    """Give every file that differs from the national edition and lies in none of the trusts' own folders.

    Args:
        root: The repository.
        upstream: What git calls the national edition this fork took last: upstream/main.
        codes: The trusts whose folders are the fork's own.

    Raises:
        ContentError: git is not there, this is no repository, or it does not know `upstream`.
    """
    base = _git(root, "merge-base", "HEAD", upstream).strip()
    listed = _git(root, "diff", "--name-only", "--no-renames", "-z", base).split("\0")
    loose = _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    own = tuple(f"content/trusts/{code}/" for code in codes)
    outside = sorted(path for path in {*listed, *loose} if path and not path.startswith(own))
    hint = f"write in {' or '.join(own) or 'content/trusts/CODE/'} only; to put it back: git checkout {upstream} -- "
    sentence = "this file is not yours to change: the next national edition would collide with it"
    return tuple(error(Mark(path=path), "outside-own-folder", sentence, f"{hint}{path}") for path in outside)


def _git(root: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ContentError([_problem("git is not installed", "install git first")]) from None
    if done.returncode:
        said = done.stderr.strip().rpartition("\n")[2] or "the two have no history in common"
        raise ContentError([_problem(said, "fetch the national edition first: git fetch upstream")])
    return done.stdout


def _problem(said: str, hint: str) -> Problem:
    return error(Mark(path="."), "git", f"git could not compare this fork with the national edition: {said}", hint)
