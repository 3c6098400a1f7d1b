"""What was written, sent for review: a commit in a person's name on a branch, pushed where that can be; no force."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response

from generator.editor.history import Saved
from generator.editor.web import Ask
from generator.problems import ContentError, Mark, error
from generator.system.git import GitError, Repository
from generator.upkeep.change_request import BRANCHES

MOST_BRANCHES = 99
_WHERE = re.compile(r"(?:https://(?:[^/@\s]*@)?|(?:ssh://)?git@)(?P<host>[\w.-]+)[:/](?P<path>[\w./-]+?)(?:\.git)?/?")
REMOTE = "origin"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What was sent: on which branch, whether it was pushed, where to ask for it to be taken, and what git refused."""

    branch: str
    pushed: bool
    address: str
    refused: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """In whose name a commit is made."""

    name: str
    email: str


def checkout(root: Path) -> Repository | None:
    """Return the repository whose folder this is, or nothing where git does not keep it."""
    repository = Repository(folder=root)
    try:
        top = repository.one("rev-parse", "--show-toplevel")
    except GitError:
        return None
    return repository if Path(top).resolve() == root.resolve() else None


def changed(repository: Repository, folder: Path) -> tuple[str, ...]:
    """Return the files below a folder that are not as the last commit has them, as paths from the root.

    Raises:
        GitError: git cannot tell.
    """
    place = folder.relative_to(repository.folder).as_posix()
    told = repository.run("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", place)
    return tuple(each[3:] for each in told.split("\0") if each)


def published(repository: Repository) -> str:
    """Return the branch at the remote from which the handbook is published, or nothing where none is known."""
    names = (f"refs/remotes/{REMOTE}/{each}" for each in ("HEAD", "main", "master"))
    return next((each for each in names if repository.commit_of(each)), "")


def waiting(repository: Repository, folder: Path) -> tuple[str, ...]:
    """Return the files below a folder that were committed and are not published yet, as paths from the root.

    Raises:
        GitError: git cannot tell.
    """
    branch = published(repository)
    if not branch or not repository.commit_of("HEAD"):
        return ()
    place = folder.relative_to(repository.folder).as_posix()
    told = repository.run("diff", "--name-only", "-z", "--no-renames", f"{branch}...HEAD", "--", place)
    return tuple(each for each in told.split("\0") if each)


def in_words(saved: Sequence[Saved], paths: Sequence[str], root: Path) -> tuple[str, ...]:
    """Return what was saved in some files and not undone, in words, oldest first, each once."""
    whole = {root / each for each in paths}
    found = (each.what for each in reversed(saved) if not each.undone and any(one.path in whole for one in each.edits))
    return tuple(dict.fromkeys(each for each in found if not each.startswith("Undone: ")))


def send(repository: Repository, folder: Path, name: str, person: Person, message: str, today: date) -> Sent:
    """Commit what was written in a folder on a branch for review, and push that branch where there is a remote.

    Args:
        repository: The checkout.
        folder: Only files in it are committed.
        name: The trust's code, or "national".
        person: In whose name.
        message: What was changed and why.
        today: The day, for the name of the branch.

    Raises:
        GitError: Nothing was committed.
    """
    paths = changed(repository, folder)
    if not paths:
        raise GitError("there is nothing to send: every file is as it was committed last")
    if repository.commit_of("MERGE_HEAD") or repository.commit_of("REBASE_HEAD"):
        raise GitError("git is in the middle of a merge here; finish that first")
    branch = _branch(repository, name, today)
    if branch != _now_on(repository):
        repository.run("switch", "--quiet", "--create", branch)
    place = folder.relative_to(repository.folder).as_posix()
    who = ("-c", f"user.name={person.name}", "-c", f"user.email={person.email}", "-c", "commit.gpgSign=false")
    repository.run("add", "--all", "--", place)
    repository.run(*who, "commit", "--quiet", "--only", "--no-verify", "--file=-", "--", place, data=message)
    return _pushed(repository, branch)


def _pushed(repository: Repository, branch: str) -> Sent:
    remotes = repository.lines("remote")
    if REMOTE not in remotes:
        return Sent(branch=branch, pushed=False, address="", refused="")
    url = repository.one("remote", "get-url", REMOTE)
    try:
        repository.run("push", "--quiet", REMOTE, f"refs/heads/{branch}:refs/heads/{branch}", with_token=True)
    except GitError as exc:
        return Sent(branch=branch, pushed=False, address="", refused=str(exc))
    return Sent(branch=branch, pushed=True, address=request_address(url, branch), refused="")


def request_address(url: str, branch: str) -> str:
    """Return where a request to take a branch is opened, for hosts that are known; else nothing."""
    found = _WHERE.fullmatch(url)
    if not found:
        return ""
    start = f"https://{found['host']}/{found['path']}"
    if "gitlab" in found["host"]:
        return f"{start}/-/merge_requests/new?merge_request%5Bsource_branch%5D={quote(branch, safe='')}"
    return f"{start}/compare/{quote(branch)}?expand=1" if "github" in found["host"] else ""


def _now_on(repository: Repository) -> str:
    return repository.run("symbolic-ref", "--quiet", "--short", "HEAD", accept=(0, 1)).strip()


def _branch(repository: Repository, name: str, today: date) -> str:
    """Return the branch for review: the one that is checked out, where it is one of ours, or a new one."""
    now = _now_on(repository)
    if now.startswith(f"{BRANCHES}{name}-"):
        return now
    base = f"{BRANCHES}{name}-{today.isoformat()}"
    names = (base, *(f"{base}-{number}" for number in range(2, MOST_BRANCHES)))
    return next(each for each in names if not repository.commit_of(f"refs/heads/{each}"))


def page(ask: Ask) -> Response:
    """Show what changed since the last commit, in words, or send it for review."""
    repository = checkout(ask.root)
    folder = ask.work.folder
    if repository is None or not folder.is_relative_to(ask.root):
        return ask.page(
            "send", repository=False, said={}, words=(), paths=(), wrong="", sent=None, sent_before=(), is_known=False
        )
    try:
        return _page(ask, repository, folder)
    except GitError as exc:
        raise ContentError([error(Mark(path="git"), "git", str(exc))]) from None


def _page(ask: Ask, repository: Repository, folder: Path) -> Response:
    paths = changed(repository, folder)
    said = {name: " ".join(ask.sent(name).split()) for name in ("name", "email")}
    said["message"] = ask.sent("message").strip()
    before, kept = waiting(repository, folder), ask.work.history.saved()
    sent_on = _sent_on(repository, folder) if before else None
    old = [each for each in kept if sent_on and datetime.fromisoformat(each.when) <= sent_on]
    fresh = [each for each in kept if not sent_on or datetime.fromisoformat(each.when) >= sent_on]
    words = in_words(fresh, paths, ask.root)
    wrong, sent = "", None
    if ask.data:
        wrong = _wrong(said)
        if not wrong:
            name = ask.work.wanted.code or "national"
            person = Person(name=said["name"], email=said["email"])
            message = said["message"] + "\n\n" + "\n".join(f"- {each}" for each in words)
            sent = send(repository, folder, name, person, message.strip() + "\n", date.today())
            paths, words = (), ()
    else:
        for key, setting in (("name", "user.name"), ("email", "user.email")):
            said[key] = repository.run("config", "--get", setting, accept=(0, 1)).strip()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return ask.page(
        "send",
        status,
        repository=True,
        said=said,
        words=words,
        paths=paths,
        wrong=wrong,
        sent=sent,
        sent_before=in_words(old, before, ask.root),
        is_known=bool(published(repository)),
    )


def _sent_on(repository: Repository, folder: Path) -> datetime | None:
    """Return when something in a folder was committed last, to the second; nothing where nothing was."""
    place = folder.relative_to(repository.folder).as_posix()
    told = repository.run("log", "-1", "--format=%cI", "--", place).strip()
    return datetime.fromisoformat(told) if told else None


def _wrong(said: dict[str, str]) -> str:
    if not said["name"] or not re.fullmatch(r"[^<>\n]+", said["name"]) or not said["name"].isprintable():
        return "Say in whose name it is sent."
    if not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", said["email"]):
        return "Write an email address, such as name@example.org."
    if not said["message"]:
        return "Say in a sentence what changed and why."
    return ""
