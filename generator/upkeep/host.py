"""The host that a copy is kept at, asked by its own command: requests and issues."""

import subprocess

from generator.system.git import GitError, Repository, shown


def gh(repository: Repository, *words: str, data: str = "") -> str:
    """Run GitHub's command in a repository, give it `data`, and return what it printed.

    Raises:
        GitError: It is not installed, or the host refused.
    """
    try:
        done = subprocess.run(
            ["gh", *words],
            cwd=repository.folder,
            input=data,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise GitError("GitHub's command gh is not installed") from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason was given"]
        raise GitError(f"GitHub refused the request: {shown(said[0])}")
    return done.stdout
