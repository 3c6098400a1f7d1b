"""The command that gives a document, or a folder of documents, another name."""

from typing import Annotated

import typer

from generator.cli.terminal import TrustFolders, known_trust, read_library, reporting, say, shown
from generator.upkeep.rename import rename

renaming_app = typer.Typer(rich_markup_mode=None)


@renaming_app.command("rename", epilog="Example: ./handbook rename procedures/endings procedures/visits/endings")
def rename_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A document, or a folder of them: procedures/visits.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name, in the same kind.")],
    code: Annotated[str, typer.Option("--for", metavar="CODE", help="The trust whose own document it is.")] = "",
    trust: TrustFolders = None,
) -> None:
    """Rename a document: its file moves, references follow, and the old name, its links and addresses still work."""
    with reporting():
        library = read_library(trust)
        done = rename(library, old, new, known_trust(library, code) if code else "")
    for before, after in done.names.items():
        say(f"{before} is now {after}.")
    say(f"Written anew: {len(done.files)} file{'' if len(done.files) == 1 else 's'}.")
    for path in done.files:
        say(f"  {shown(path)}")
    say("Look at it with git diff, then run ./handbook check.")
