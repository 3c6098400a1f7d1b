"""What a national edition brings, and the commands of the weekly jobs, which hand their words to `weekly_job.py`."""

from typing import Annotated, Literal

import typer

from generator.cli import terminal
from generator.cli.editions import status_of
from generator.cli.formats import arrivals_lines, as_json, status_text
from generator.cli.terminal import TrustFolders, own_codes, read_library, reporting, tell
from generator.problems import ContentError
from generator.system.git import Repository
from generator.upkeep.arrivals import arrivals
from generator.upkeep.content_at import library_at
from generator.upkeep.weekly_job import main

national_app = typer.Typer(rich_markup_mode=None)

_WORDS = {"allow_extra_args": True, "ignore_unknown_options": True}


@national_app.command("news", epilog="Example: ./handbook news northmoor")
def news_command(
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE]...", help="Your trusts, if left out.")] = None,
    trust: TrustFolders = None,
    show: Annotated[Literal["text", "json"], typer.Option("--format", help="How to show it.")] = "text",
) -> None:
    """Tell what the national edition that is here brings for a trust: what it must look at first, then the rest."""
    with reporting():
        library = read_library(trust)
        found = [arrivals(library, status_of(library, code)) for code in own_codes(library, codes or ())]
    if show == "json":
        tell(as_json([each.as_values() for each in found]))
    else:
        tell("\n".join(line for each in found for line in arrivals_lines(each)))


@national_app.command(
    "take-national",
    context_settings=_WORDS,
    epilog="Example: ./handbook take-national https://github.com/OWNER/handbook",
)
def take_command(context: typer.Context) -> None:
    """Bring the newest national edition onto the branch national-edition; nothing there is ever thrown away."""
    raise typer.Exit(main(["take-national", *context.args], terminal.ROOT, _status_at))


def _status_at(repository: Repository, commit: str) -> str:
    """Return what `status` says of this copy's trusts in a commit; nothing where this program cannot read it."""
    try:
        with library_at(repository, commit) as library:
            found = [status_of(library, code) for code in own_codes(library, ())]
    except ContentError:
        return ""
    return "\n\n".join(status_text(each) for each in found)


@national_app.command(
    "request-national",
    context_settings=_WORDS,
    epilog="The weekly workflow runs it. Example: ./handbook request-national",
)
def request_command(context: typer.Context) -> None:
    """Open the pull request for the branch national-edition, or bring its text up to date."""
    raise typer.Exit(main(["request-national", *context.args], terminal.ROOT))


@national_app.command("keep-schedules", epilog="The weekly workflow runs it. Example: ./handbook keep-schedules")
def keep_command() -> None:
    """Keep the host from switching the weekly jobs off in a repository in which nothing changes for long."""
    raise typer.Exit(main(["keep-schedules"], terminal.ROOT))
