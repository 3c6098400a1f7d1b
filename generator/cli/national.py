"""The commands of the weekly job, as the command line has them: they hand their words to `national_door.py`."""

import typer

from generator.cli import terminal
from generator.upkeep.weekly_job import main

national_app = typer.Typer(rich_markup_mode=None)

_WORDS = {"allow_extra_args": True, "ignore_unknown_options": True}


@national_app.command(
    "take-national",
    context_settings=_WORDS,
    epilog="Example: ./handbook take-national https://github.com/OWNER/handbook",
)
def take_command(context: typer.Context) -> None:
    """Bring the newest national edition onto the branch national-edition; nothing there is ever thrown away."""
    raise typer.Exit(main(["take-national", *context.args], terminal.ROOT))


@national_app.command(
    "request-national",
    context_settings=_WORDS,
    epilog="The weekly workflow runs it. Example: ./handbook request-national",
)
def request_command(context: typer.Context) -> None:
    """Open the pull request for the branch national-edition, or bring its text up to date."""
    raise typer.Exit(main(["request-national", *context.args], terminal.ROOT))
