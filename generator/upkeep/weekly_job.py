"""The weekly job's own door: it needs Python and git alone, so that nothing is installed beside a token."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.system.git import GitError, Repository, shown
from generator.upkeep.change_request import Asked, request_change
from generator.upkeep.due_issue import keep_issue
from generator.upkeep.handing_on import append, as_handed, hand_on
from generator.upkeep.national_branch import BRANCH, State, Taken, take
from generator.upkeep.request import body, notes, read_status, tell
from generator.upkeep.schedules import keep_schedules
from generator.upkeep.told_arrivals import arrivals_text

MOST_NOTES = 20_000
"""How many letters of its notes one job hands to another: they travel in the environment."""


Look = Callable[[Repository, str], str]
"""Says what a commit changes for the trusts of this copy; nothing where that cannot be worked out."""


def main(words: Sequence[str], root: Path, look: Look = lambda _repository, _commit: "") -> int:
    """Do what a command says in the repository at `root`; return 0, 1 (it cannot go on) or 2 (wrong words).

    `look` is for a person at a terminal: the weekly job asks another job, in a place that may only read.
    """
    parser = argparse.ArgumentParser(prog="./handbook")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    taking = commands.add_parser("take-national", help="Bring the national edition onto a branch of its own.")
    taking.add_argument("address", help="Where the national edition is: a web address, or a folder.")
    taking.add_argument("--push", action="store_true", help="Push the branch to origin; the weekly workflow does.")
    taking.add_argument("--message", type=Path, metavar="FILE", help="Write there what it brings, for a pull request.")
    taking.set_defaults(run=_take, look=look)
    asking = commands.add_parser("request-national", help="Open the pull request, or bring its text up to date.")
    asking.add_argument("--status", type=Path, metavar="FILE", help="What ./handbook status said on the branch.")
    asking.add_argument("--news", type=Path, metavar="FILE", help="What ./handbook news --format json said there.")
    asking.set_defaults(run=_request)
    reminding = commands.add_parser("request-due", help="Open, bring up to date or close the issue of what falls due.")
    reminding.add_argument("--due", type=Path, metavar="FILE", required=True, help="What ./handbook due said.")
    reminding.set_defaults(run=_remind)
    handing = commands.add_parser("hand-on", help="Hand a text to the jobs that come after, in a workflow.")
    handing.add_argument("name", help="What the text is called there.")
    handing.add_argument("file", type=Path, help="The file that holds it.")
    handing.set_defaults(run=_hand_on)
    changing = commands.add_parser("request-change", help="Open a pull request with what a form wrote for a trust.")
    changing.add_argument("--title", required=True, help="What it is about, in a few words.")
    changing.add_argument("--base", default="", help="The branch it is for; the main one when left out.")
    changing.set_defaults(run=_request_change)
    keeping = commands.add_parser("keep-schedules", help="Keep the host from switching the weekly jobs off.")
    keeping.set_defaults(run=_keep)
    try:
        said = parser.parse_args(words)
    except SystemExit as exc:
        return int(exc.code or 0)
    try:
        return int(said.run(Repository(folder=root), said))
    except GitError as exc:
        _annotate("error", f"{exc}.")
        return 1


def _take(repository: Repository, said: argparse.Namespace) -> int:
    """Take the national edition, and tell the person, the workflow and the run's summary how it ended."""
    if repository.is_shallow() and "origin" not in repository.lines("remote"):
        raise GitError("this clone holds only the newest commits: git fetch --unshallow first")
    taken = take(repository, said.address, push=said.push)
    told = notes(repository, taken, said.address)[:MOST_NOTES]
    hand_on(state=taken.state.value, commit=taken.commit, notes=told)
    if taken.state is State.QUIET:
        sys.stdout.write(f"There is no newer national edition.{_is_it_itself(taken, said.address)}\n")
        return 0
    text = body(taken.state, told, "")
    append("GITHUB_STEP_SUMMARY", text)
    if said.message:
        told_here = said.look(repository, taken.commit) if taken.state is State.WAITING else ""
        text = body(taken.state, told, told_here)
        said.message.write_text(text, encoding="utf-8", errors="replace")
    sys.stdout.write(f"{_outcome(taken, pushed=said.push)}\n")
    return 0 if taken.state is State.WAITING or said.push else 1


def _request(repository: Repository, said: argparse.Namespace) -> int:
    """Make the request from what the jobs before handed over in the environment."""
    if (handed := os.environ.get("STATE", "")) not in (each.value for each in State):
        raise GitError("only the weekly workflow can ask for this; by hand, use ./handbook take-national")
    state = State(handed)
    status = read_status(said.status) if said.status else ""
    arrived = arrivals_text(repository.folder, read_status(said.news)) if said.news and status else []
    text = body(state, os.environ.get("NOTES", ""), status if state is State.WAITING else "", arrived)
    sys.stdout.write(f"{tell(repository, state, os.environ.get('COMMIT', ''), text)}\n")
    return 0


def _remind(repository: Repository, said: argparse.Namespace) -> int:
    """Keep the issue that lists what falls due."""
    sys.stdout.write(f"{keep_issue(repository, read_status(said.due))}\n")
    return 0


def _hand_on(_repository: Repository, said: argparse.Namespace) -> int:
    """Hand a text on, as long as a machine can take it."""
    hand_on(**{said.name: as_handed(read_status(said.file))})
    return 0


def _keep(repository: Repository, _said: argparse.Namespace) -> int:
    """Keep the weekly jobs on."""
    sys.stdout.write(f"{keep_schedules(repository)}\n")
    return 0


def _request_change(repository: Repository, said: argparse.Namespace) -> int:
    """Make the request from the change that the job before handed over in the environment."""
    asked = Asked(
        change=os.environ.get("CHANGE", ""),
        said=os.environ.get("SAID", ""),
        title=said.title,
        base=said.base,
        person=os.environ.get("GITHUB_ACTOR", ""),
        run=os.environ.get("GITHUB_RUN_ID", ""),
    )
    sys.stdout.write(f"{request_change(repository, asked)}\n")
    return 0


def _is_it_itself(taken: Taken, address: str) -> str:
    """Say what is going on where this repository and the national one have the same newest commit; else nothing."""
    if taken.before != taken.edition:
        return ""
    return (
        f" The newest commit at {shown(address)} is the newest one here. This is the national repository itself, or a "
        "copy in which nothing of its own is published yet. A trust takes an edition in its own copy. How to make one "
        "stands in docs/for-trusts.md."
    )


def _outcome(taken: Taken, *, pushed: bool) -> str:
    """Return how it ended, in a sentence or two."""
    if taken.state is State.STUCK:
        files = "".join(f"\n  {shown(path)}" for path in taken.brought.collisions)
        return f"The national edition could not be taken. {taken.why}{files}"
    if not taken.added:
        return f"There is no newer national edition. The branch {BRANCH} still waits to be merged."
    return f"The branch {BRANCH} has the national edition." + ("" if pushed else f" Look at it: git checkout {BRANCH}")


def _annotate(level: str, sentence: str) -> None:
    """Say what is wrong, in a workflow as a note that GitHub shows on top."""
    line = sentence[:1].upper() + sentence[1:]
    prefix = f"::{level}::" if os.environ.get("GITHUB_ACTIONS") == "true" else ""
    (sys.stdout if prefix else sys.stderr).write(f"{prefix}{line.replace('%', '%25') if prefix else line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parents[2]))
