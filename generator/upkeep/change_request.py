"""The pull request for what a form wrote: a change to trusts' folders and nothing else, on a branch of its own."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.system.file_names import slug
from generator.system.git import GitError, Repository
from generator.upkeep.git_trees import changes, commit
from generator.upkeep.host import gh
from generator.upkeep.national_merge import is_trusts
from generator.upkeep.request_text import MOST_STATUS, block

BRANCHES = "review/"
"""What the names of branches with changes to look at begin with; the editor's do too."""

MOST_CHANGE = 100_000
"""How long a change may be: it travels from job to job in the environment."""

_BASE = "refs/handbook/base"
_HOW = (
    "Read **Files changed**. If it is right, merge this request: the website follows by itself. If it is not, close "
    "it: nothing else was changed. **Check** begins when you commit to this branch, or close and open the request."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A change to ask for: as a patch, with what it changes for readers in words, and who asked, in which run.

    `base` is the branch it is for, the one that is checked out where it is empty.
    """

    change: str
    said: str
    title: str
    base: str = ""
    person: str = ""
    run: str = ""


def request_change(repository: Repository, asked: Asked) -> str:
    """Put a change onto a branch of its own, open a pull request, and return what was done, in a sentence.

    Raises:
        GitError: There is no change, it does not fit, it touches more than trusts' folders, or the host refused.
    """
    if not asked.change.strip():
        raise GitError("there is nothing to ask for: no file was changed")
    title = " ".join("".join(each if each.isprintable() else " " for each in asked.title).split())[:100]
    base = _base(repository, asked.base)
    tree = _tree(repository, base, asked.change)
    branch = f"{BRANCHES}{(slug(title) or 'change')[:40].strip('-')}-{re.sub('[^0-9]', '', asked.run) or base[:8]}"
    made = commit(repository, tree, f"{title}\n\nAsked for with a form.\n", base)
    repository.run("push", "--quiet", "origin", f"{made}:refs/heads/{branch}", with_token=True)
    words = ("--head", branch, "--title", title, "--body-file", "-")
    gh(repository, "pr", "create", *words, *(("--base", asked.base) if asked.base else ()), data=_body(asked))
    return f"A request is open: {title}."


def _base(repository: Repository, branch: str) -> str:
    """Return the commit that the change is for: of a branch at origin, or of what is checked out."""
    if not branch:
        return repository.commit_of("HEAD")
    if not re.fullmatch(r"[A-Za-z0-9][\w./-]*", branch):
        raise GitError(f'"{branch[:80]}" is the name of no branch')
    try:
        fetching = ("fetch", "--quiet", "--no-tags", "origin", f"+refs/heads/{branch}:{_BASE}")
        repository.run(*fetching, with_token=True)
    except GitError:
        raise GitError(f"there is no branch {branch} to put this onto") from None
    return repository.commit_of(_BASE)


def _tree(repository: Repository, base: str, change: str) -> str:
    """Return the files of a commit with a change put in, where it touches nothing but plain files of trusts.

    The job that made the change ran a program that may be unread, so nothing it says is taken on trust.
    """
    with TemporaryDirectory() as folder:
        beside = replace(repository, index=Path(folder) / "index")
        beside.run("read-tree", base)
        try:
            beside.run("apply", "--cached", "--whitespace=nowarn", "-", data=change.rstrip("\n") + "\n")
        except GitError as exc:
            raise GitError(f"the change does not fit what is there by now: {exc}") from None
        tree = beside.one("write-tree")
    found = changes(repository, base, tree)
    outside = [each.path for each in found if not is_trusts(each.path) or not (each.is_gone or each.mode == "100644")]
    if outside:
        raise GitError(f"only plain files in trusts' folders can be changed with a form, and not {outside[0]}")
    return tree


def _body(asked: Asked) -> str:
    person = f" by `{asked.person}`" if re.fullmatch(r"[\w\[\]-]{1,60}", asked.person) else ""
    said = [block(asked.said, MOST_STATUS)] if asked.said.strip() else []
    return "\n\n".join([f"Asked for with a form{person}. What it changes:", *said, _HOW]) + "\n"
