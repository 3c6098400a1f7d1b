"""git as this program runs it: no hooks, no questions, no code of what it reads; a refusal is a sentence."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.attributesFile": os.devnull,
    "core.quotePath": "true",
    "fetch.recurseSubmodules": "no",
    "gc.auto": "0",
    "log.showSignature": "false",
    "maintenance.auto": "false",
    "merge.directoryRenames": "false",
    "merge.renames": "false",
    "protocol.ext.allow": "never",
    "submodule.recurse": "false",
}
"""Nothing that lies in a repository may run, and no file moves because another one looks like it."""

TOKEN = "GH_TOKEN"  # noqa: S105 - the name of a variable, not a secret
_HELPER = f'!f() {{ echo username=x-access-token; echo "password=${TOKEN}"; }}; f'


_USAGE = 129
"""How git ends where it does not know a word that it was given."""


class GitError(Exception):
    """Raised when git cannot do what it was asked; its text is a sentence for people, without secrets."""


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A repository on this machine.

    `settings` are git's settings for every call; `index` is what stands for its list of files, where that is not its
    own; `with_token` says whether git may sign in with the token that
    the environment holds. Nothing but the repository's own host is ever shown the token.
    """

    folder: Path
    settings: tuple[tuple[str, str], ...] = field(default=tuple(SETTINGS.items()))
    index: Path | None = None

    def run(
        self,
        *words: str,
        data: str = "",
        accept: tuple[int, ...] = (0,),
        with_token: bool = False,
        seconds: float | None = None,
    ) -> str:
        """Return what git prints. File names that are no UTF-8 keep their bytes as surrogates.

        Args:
            words: What git is asked to do.
            data: What it reads on its standard input.
            accept: The exit codes that are an answer, not a refusal.
            with_token: Whether git may sign in with the token, for calls to the repository's own host.
            seconds: How long it may take, where not as long as it likes.

        Raises:
            GitError: git is not installed, took too long, or ended with another exit code.
        """
        settings = [part for name, value in self.settings for part in ("-c", f"{name}={value}")]
        signed = with_token and TOKEN in os.environ
        signing = ["-c", "credential.helper=", "-c", f"credential.helper={_HELPER}"] if signed else []
        try:
            done = subprocess.run(
                ["git", *settings, *signing, *words],
                cwd=self.folder,
                env={
                    **_environment(with_token=with_token),
                    **({"GIT_INDEX_FILE": str(self.index)} if self.index else {}),
                },
                input=data.encode("utf-8", "surrogateescape"),
                capture_output=True,
                check=False,
                timeout=seconds,
            )
        except subprocess.TimeoutExpired:
            raise GitError("git got no answer in time") from None
        except FileNotFoundError:
            raise GitError("git is not installed") from None
        if done.returncode == _USAGE:
            raise GitError("this git is too old: 2.38 or later is needed")
        if done.returncode not in accept:
            raise GitError(_refusal(done.stderr.decode("utf-8", "replace")))
        return done.stdout.decode("utf-8", "surrogateescape")

    def lines(self, *words: str, data: str = "", accept: tuple[int, ...] = (0,)) -> list[str]:
        """Return the lines that git prints."""
        return self.run(*words, data=data, accept=accept).splitlines()

    def one(self, *words: str, data: str = "") -> str:
        """Return the one line that git prints."""
        return self.run(*words, data=data).strip()

    def says(self, *words: str) -> bool:
        """Return whether git answers yes (exit 0) or no (any other)."""
        try:
            self.run(*words)
        except GitError:
            return False
        return True

    def commit_of(self, name: str) -> str:
        """Return the commit that git knows by a name; nothing where it knows none."""
        found = self.run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", accept=(0, 1, 128)
        )
        return found.strip()

    def is_shallow(self) -> bool:
        """Return whether this clone holds only the newest commits."""
        return self.one("rev-parse", "--is-shallow-repository") == "true"

    def contains(self, commit: str, earlier: str) -> bool:
        """Return whether a commit's history holds an earlier one."""
        return self.says("merge-base", "--is-ancestor", earlier, commit)


def fetch_edition(repository: Repository, address: str) -> str:
    """Fetch the national edition from an address, whatever its branch is called, and return its commit.

    What is damaged, or dangerous to check out (a file named `.git`, say), is refused.

    Raises:
        GitError: Nothing answers there, or what comes is refused.
    """
    checked = ("-c", "fetch.fsckObjects=true")
    try:
        repository.run(
            *checked, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", address, f"+HEAD:{_KEPT}"
        )
    except GitError as exc:
        raise GitError(f"the national edition could not be fetched from {shown(address)}: {exc}") from None
    return repository.commit_of(_KEPT)


_KEPT = "refs/handbook/national"


def is_address(text: str) -> bool:
    """Return whether a text is where a repository is, and not what git calls something in this clone."""
    return ":" in text or text.startswith(("/", "./", "../"))


def shown(address: str) -> str:
    """Return an address as it may be shown: without a name or password, on one line, not too long."""
    return re.sub(r"(?<=//)[^/@\s]*@", "", _plain(address))[:200]


def _environment(*, with_token: bool) -> dict[str, str]:
    """Return the environment for git: English, without questions, and without the token where it has no use."""
    secrets = set() if with_token else {TOKEN, "GITHUB_TOKEN"}
    kept = {name: value for name, value in os.environ.items() if name not in secrets}
    kept.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _refusal(said: str) -> str:
    """Return what git complained of: its own reason, not the advice around it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    reasons = [line for line in lines if re.match(r"fatal: |error: |remote: error: |! ", line)] or lines[-1:]
    return shown(re.sub(r"^(fatal|error|remote: error): ", "", reasons[0])) if reasons else "git gave no reason"


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
