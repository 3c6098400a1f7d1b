"""The pull request for a national edition: its text, in which nothing of what came can do anything, and its upkeep."""

import json
import os
import shlex
import stat
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.system.git import GitError, Repository, shown
from generator.upkeep.git_trees import LINK, SUBMODULE, Change, changes
from generator.upkeep.host import gh
from generator.upkeep.national_branch import BRANCH, State, Taken
from generator.upkeep.national_merge import HANDED_OVER, PATCH, TRUSTS, WORKFLOWS, snapshots
from generator.upkeep.request_text import MOST_LINES, MOST_STATUS, block, listed
from generator.upkeep.told_arrivals import folded

TITLE = "Take the next national edition"
HUGE = 20_000_000
"""A file of so many bytes is worth a look before it is merged."""

_INTRODUCTIONS = {
    State.WAITING: "The national edition has moved on. This is what it changes for you. Read it, decide, then merge.",
    State.STUCK: "**The national edition could not be taken this week.** The branch is as it was. "
    "Nothing that anybody wrote is lost.",
}
_DECIDE = (
    "Where a local change is stale, fill in the form **Answer national changes** under **Actions**, run "
    "`./handbook rebase CODE` on this branch, or edit the file it names here. "
    "Commit to this branch: the weekly job adds to it and never takes anything away."
)


def notes(repository: Repository, taken: Taken, address: str) -> str:
    """Return what taking the national edition has to tell, as Markdown; nothing where there is nothing to tell."""
    parts = [block(taken.why)] if taken.why else []
    if taken.brought.collisions:
        parts += _collisions(repository, taken, address)
    elif taken.state is State.WAITING:
        arrived = changes(repository, taken.before, taken.commit)
        parts += _areas(arrived) + _unusual(repository, taken, arrived)
    parts += _left(taken)
    return "\n\n".join(parts)


def body(state: State, told: str, status: str, arrived: Sequence[str] = ()) -> str:
    """Return the whole text of the request.

    Args:
        state: How taking the national edition ended.
        told: What the job that took it has to tell.
        status: What `./handbook status` says of the edition with it.
        arrived: What it brings, in paragraphs; then the status is folded away.
    """
    parts = [_INTRODUCTIONS[state], *arrived]
    if status.strip():
        heading = "What `./handbook status` says of your edition with it:"
        shown_as = block(status, MOST_STATUS)
        plain = heading.replace("`", "").rstrip(":")
        parts += [_DECIDE, folded(plain, shown_as)] if arrived else [heading, shown_as, _DECIDE]
    elif state is State.WAITING:
        parts += ["What it changes could not be worked out here: run `./handbook status` on this branch.", _DECIDE]
    return "\n\n".join([*parts, told]).strip() + "\n"


def read_status(path: Path) -> str:
    """Return what another job found out: the beginning of a plain file, as text; nothing where there is none.

    The job that wrote it ran unread code, so a link is not followed: it could lead to anything on this machine.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return ""
    try:
        plain = stat.S_ISREG(os.fstat(handle).st_mode)
        return os.read(handle, 4 * MOST_STATUS).decode("utf-8", "replace") if plain else ""
    finally:
        os.close(handle)


def tell(repository: Repository, state: State, commit: str, text: str) -> str:
    """Open the request, or bring its text up to date, and return what was done, in a sentence.

    A request that somebody closed is not opened again until the branch has something new. One from a stranger's fork,
    whose branch may have the same name, is left alone.

    Raises:
        GitError: There is nobody to tell: no request is open and none can be.
    """
    fields = ("--state", "all", "--json", "number,state,headRefOid,isCrossRepository", "--limit", "100")
    every = json.loads(gh(repository, "pr", "list", "--head", BRANCH, *fields))
    found = [each for each in every if not each["isCrossRepository"]]
    still = [str(each["number"]) for each in found if each["state"] == "OPEN"]
    if still:
        gh(repository, "pr", "edit", still[0], "--body-file", "-", data=text)
        return f"Request {still[0]} says what there is to decide."
    if state is State.STUCK:
        raise GitError("the national edition could not be taken, and no request is open that could say so")
    if any(_same_edition(repository, each["headRefOid"], commit) for each in found):
        return "The request for this was closed. There is a new one when the national edition moves on."
    gh(repository, "pr", "create", "--head", BRANCH, "--title", TITLE, "--body-file", "-", data=text)
    return "A request is open."


def _same_edition(repository: Repository, closed: str, commit: str) -> bool:
    """Return whether a commit brings no other national edition than the one that a closed request asked about."""
    asked, now = (snapshots(repository, each)[:1] if repository.commit_of(each) else None for each in (closed, commit))
    return asked is not None and asked == now


_PUT_BACK = (
    "Each of these files belongs to the national edition and was changed in your copy. If you can do without "
    "your change, put the national text back, on {where}, and write what you need into your own folder. For "
    "each file, in a codespace:"
)
_PUT_BACK_COMMANDS = """\
git fetch {address} HEAD
git checkout FETCH_HEAD -- FILE   (or, where the national edition has it no more: git rm FILE)
git commit -m "As the national edition has it" && git push"""
_BRING_TOGETHER = (
    "If the request for this branch was merged already, delete the branch: the next run begins anew. If not, "
    "bring the two together, in a codespace on the branch `{branch}`, with your main branch for MAIN:"
)
_BRING_TOGETHER_COMMANDS = """\
git fetch origin && git merge origin/MAIN
(edit the files that git names, then:)
git commit -a && git push"""


def _collisions(repository: Repository, taken: Taken, address: str) -> list[str]:
    """Return which files collide, when the copy changed them last, and what to do."""
    lines: list[str] = []
    for path in taken.brought.collisions:
        words = ("log", "-1", "--format=%h on %as", taken.commit or taken.before, "--", f":(literal){path}")
        last = repository.run(*words).strip() if len(lines) < MOST_LINES else ""
        lines.append(f"{path} (last changed in your copy by commit {last})" if last else path)
    if taken.is_own:
        says, commands = _BRING_TOGETHER.format(branch=BRANCH), _BRING_TOGETHER_COMMANDS
    else:
        says = _PUT_BACK.format(where=f"the branch `{BRANCH}`" if taken.commit else "your main branch")
        commands = _PUT_BACK_COMMANDS.format(address=shlex.quote(shown(address)))
    then = "Then run the workflow **National edition** again, or wait for Monday."
    return [listed(lines), says, block(commands), then]


def _areas(arrived: list[Change]) -> list[str]:
    """Return how many files change in each part, so that changes to the program are seen beside those to texts."""
    parts = Counter("/".join(each.path.split("/")[: 2 if each.path.startswith("content/") else 1]) for each in arrived)
    counted = [f"{part}: {count} file{'' if count == 1 else 's'}" for part, count in parts.most_common()]
    return [folded("Files that change, by folder", listed(counted))] if counted else []


def _unusual(repository: Repository, taken: Taken, arrived: list[Change]) -> list[str]:
    """Return what a person should look at before merging: what is no plain file, or has a name that misleads."""
    there = [each for each in arrived if not each.is_gone]
    sizes = _sizes(repository, there)
    kinds = {LINK: "a link to another place", SUBMODULE: "a link to another repository"}
    found = [f"{each.path}: {kinds[each.mode]}" for each in there if each.mode in kinds]
    found += [
        f"{each.path}: {sizes[each.object] // 1_000_000} MB" for each in there if sizes.get(each.object, 0) > HUGE
    ]
    found += [f"{each.path}: a name with letters that are not seen" for each in there if not each.path.isprintable()]
    names = repository.run("ls-tree", "-r", "-z", "--name-only", taken.commit).split("\0")[:-1]
    alike = Counter(name.casefold() for name in names)
    new = {each.path for each in there}
    found += [
        f"{name}: another file has the same name but for capitals"
        for name in names
        if name in new and alike[name.casefold()] > 1
    ]
    return ["**Look at these first.** They are unusual:", listed(found)] if found else []


def _sizes(repository: Repository, there: list[Change]) -> dict[str, int]:
    wanted = "".join(f"{each.object}\n" for each in there if each.mode != SUBMODULE)
    told = repository.lines("cat-file", "--batch-check=%(objectname) %(objectsize)", data=wanted)
    return {identity: int(size) for identity, size in (line.split(" ") for line in told)}


_WORKFLOWS_LEFT = (
    "These files of the national edition were left as yours are, because only a person may change them. The "
    f"national ones are in `{HANDED_OVER}/` on this branch, with what differs from yours as `{PATCH}`:"
)
_WORKFLOWS_TAKE = "Read them: they run with your rights. To take them, in a codespace on this branch:"
_WORKFLOWS_COMMANDS = f"""\
git apply {HANDED_OVER}/{PATCH}
git add .github && git commit -m "Take the workflows" && git push"""
_WORKFLOWS_ELSE = (
    "Or open each one in the browser, copy it, and paste it over the file of the same name. If yours differ "
    "on purpose, leave them."
)
_TRUSTS_LEFT = (
    "The national edition changed these folders, which your copy has deleted or made its own. They stay as "
    "you have them:"
)


def _left(taken: Taken) -> list[str]:
    """Return what was left as the copy has it, and what to do about it."""
    parts = []
    if taken.brought.workflows:
        names = listed([f"{WORKFLOWS}/{name}" for name in taken.brought.workflows])
        parts += [_WORKFLOWS_LEFT, names, _WORKFLOWS_TAKE, block(_WORKFLOWS_COMMANDS), _WORKFLOWS_ELSE]
    if taken.brought.trusts:
        parts += [_TRUSTS_LEFT, listed([f"{TRUSTS}/{name}" for name in taken.brought.trusts])]
    return parts
