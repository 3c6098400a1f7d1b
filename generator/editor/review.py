"""What was written, sent for review: a commit in a person's name on a branch, pushed where that can be; no force."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response

from generator.editor.unsent import Change, in_words
from generator.editor.web import Ask
from generator.problems import ContentError, Mark, error
from generator.system.git import GitError, Repository
from generator.upkeep.change_request import BRANCHES
from generator.upkeep.national_branch import BRANCH

MOST_BRANCHES = 99

MOST_SECONDS = 5
"""How long a page waits for a host that says what is published."""

KEPT = "handbook"
"""The section of git's settings in which this copy keeps who sent last."""

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


def ask_what_is_published(repository: Repository, branch: str) -> None:
    """Bring what git knows of the published branch up to date, where its host answers soon; else it stays as it was."""
    name = repository.run("symbolic-ref", "--quiet", branch, accept=(0, 1)).strip() or branch
    name = name.removeprefix(f"refs/remotes/{REMOTE}/")
    with suppress(GitError):
        repository.run("fetch", "--quiet", "--no-tags", REMOTE, name, with_token=True, seconds=MOST_SECONDS)


def waiting(repository: Repository, folder: Path) -> tuple[str, ...]:
    """Return the files below a folder that were committed and are not published yet, as paths from the root.

    What is published already, however it was merged, is not among them.

    Raises:
        GitError: git cannot tell.
    """
    branch = published(repository)
    if not branch or not repository.commit_of("HEAD"):
        return ()
    place = folder.relative_to(repository.folder).as_posix()
    ours, apart = (
        repository.run("diff", "--name-only", "-z", "--no-renames", *words, "--", place).split("\0")
        for words in ((f"{branch}...HEAD",), (branch, "HEAD"))
    )
    return tuple(each for each in ours if each and each in apart)


def content_at(repository: Repository, commit: str, path: str) -> bytes | None:
    """Return what a file says in a commit; nothing where it has none."""
    name = f"{commit}:{path}"
    if not commit or not repository.run("rev-parse", "--verify", "--quiet", name, accept=(0, 1, 128)).strip():
        return None
    return repository.run("show", name).encode("utf-8", "surrogateescape")


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
        both = f"refs/heads/{branch}:refs/heads/{branch}"
        repository.run("push", "--quiet", "--set-upstream", REMOTE, both, with_token=True)
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
    """Return the branch for review: the one that is checked out, where it is one of ours, or a new one.

    That of the open request for a national edition is one: answers to it belong there.
    """
    now = _now_on(repository)
    if now == BRANCH or now.startswith(f"{BRANCHES}{name}-"):
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
    if branch := published(repository):
        ask_what_is_published(repository, branch)
    paths = changed(repository, folder)
    said = {name: " ".join(ask.sent(name).split()) for name in ("name", "email")}
    said["message"] = ask.sent("message").strip()
    before = _told(ask, repository, waiting(repository, folder), branch, "HEAD")
    words = _told(ask, repository, paths, "HEAD", "")
    wrong, sent = "", None
    if ask.data:
        wrong = _wrong(said)
        if not wrong:
            name = ask.work.wanted.code or "national"
            person = Person(name=said["name"], email=said["email"])
            message = said["message"] + "\n\n" + "\n".join(f"- {each}" for each in words)
            sent = send(repository, folder, name, person, message.strip() + "\n", date.today())
            remember(repository, person)
            paths, words = (), []
    else:
        said |= {"name": last(repository, "name"), "email": last(repository, "email")}
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
        sent_before=before,
        is_known=bool(branch),
        on_request=_now_on(repository) == BRANCH,
    )


def remember(repository: Repository, person: Person) -> None:
    """Keep who sent last, in this copy alone and beside git's own settings, for the next time."""
    for key, value in (("name", person.name), ("email", person.email)):
        repository.run("config", "--local", f"{KEPT}.{key}", value)


def last(repository: Repository, key: str) -> str:
    """Return the name or email that was typed last in this copy; git's own where nobody typed one."""
    kept = repository.run("config", "--local", "--get", f"{KEPT}.{key}", accept=(0, 1)).strip()
    return kept or repository.run("config", "--get", f"user.{key}", accept=(0, 1)).strip()


def _told(ask: Ask, repository: Repository, paths: Sequence[str], old: str, new: str) -> list[str]:
    """Return in words what differs in some files between two commits, or one and what stands in the folder."""
    changes = [
        Change(
            path=ask.root / each,
            old=content_at(repository, old, each),
            new=content_at(repository, new, each) if new else ask.work.ground.read(ask.root / each),
        )
        for each in paths
    ]
    state = ask.state
    documents = state.edition().with_taken_out if state.is_there else ()
    titles = {each.id: str(getattr(each.model, "title", each.id)) for each in documents}
    return in_words(ask.work.history.saved(), changes, titles, ask.root)


def _wrong(said: dict[str, str]) -> str:
    if not said["name"] or not re.fullmatch(r"[^<>\n]+", said["name"]) or not said["name"].isprintable():
        return "Say in whose name it is sent."
    if not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", said["email"]):
        return "Write an email address, such as name@example.org."
    if not said["message"]:
        return "Say in a sentence what changed and why."
    return ""
