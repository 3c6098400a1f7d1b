"""The commands of workflows with a form: what was written is handed on, and another job asks for it to be taken."""

from datetime import date

import typer

from generator.build.build import check, codes_of
from generator.changes.edition_reports import own_problems
from generator.cli import terminal
from generator.cli.comparing import changes_since, changes_text
from generator.cli.terminal import read_library, reporting, say
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.problem_formats import as_text
from generator.problems import ContentError, Mark, error, in_order
from generator.system.git import GitError, Repository
from generator.upkeep.change_request import MOST_CHANGE
from generator.upkeep.handing_on import as_handed, hand_on
from generator.upkeep.national_merge import TRUSTS
from generator.upkeep.weekly_job import main

handing_app = typer.Typer(rich_markup_mode=None)

_WORDS = {"allow_extra_args": True, "ignore_unknown_options": True}


@handing_app.command("hand-over", epilog="Workflows with a form run it. Example: ./handbook hand-over northmoor")
def hand_over_command(code: terminal.Code) -> None:
    """Hand what was just written for a trust to the job that asks for it: the change, and what it means in words."""
    with reporting():
        change = _written()
        library = read_library()
        found = changes_since(library, codes_of(library, (code,)), "HEAD")
        edition, _ = resolve(library, code, Audience.TRAINER)
        problems = own_problems(library, edition, in_order(check(library, (code,), date.today())))
    said = f"{changes_text(found, 0)}\n\nWhat ./handbook check says of it:\n{as_text(problems)}"
    hand_on(change=change, said=as_handed(said))
    say(said)


def _written() -> str:
    """Return what differs from the last commit in trusts' folders, as a patch.

    Raises:
        ContentError: Nothing does, or too much to be handed on.
    """
    repository = Repository(folder=terminal.ROOT)
    try:
        repository.run("add", "--intent-to-add", "--", TRUSTS)
        words = ("diff", "--binary", "--full-index", "--no-ext-diff", "--no-textconv", "--no-renames", "HEAD", "--")
        change = repository.run(*words, TRUSTS)
    except GitError as exc:
        raise ContentError([error(Mark(path="."), "git", str(exc))]) from None
    if not change:
        raise ContentError([error(Mark(path=TRUSTS), "git", "nothing was written that is not there already")])
    if len(change.encode()) > MOST_CHANGE:
        sentence = "this is more than a form can hand on"
        raise ContentError([error(Mark(path=TRUSTS), "git", sentence, "do it in parts, or in the editor")])
    return change


@handing_app.command("hand-on", context_settings=_WORDS, epilog="Example: ./handbook hand-on due due.txt")
def hand_on_command(context: typer.Context) -> None:
    """Hand a text to the jobs that come after, in a workflow."""
    raise typer.Exit(main(["hand-on", *context.args], terminal.ROOT))


@handing_app.command(
    "request-change",
    context_settings=_WORDS,
    epilog="Workflows with a form run it. Example: ./handbook request-change --title 'Amend endings'",
)
def request_change_command(context: typer.Context) -> None:
    """Open a pull request with what a form wrote, from the change that another job handed on."""
    raise typer.Exit(main(["request-change", *context.args], terminal.ROOT))
