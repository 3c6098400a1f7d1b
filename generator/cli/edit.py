"""The command that opens the editor in the browser."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from generator.cli import terminal
from generator.cli.terminal import TrustFolders, folders, reporting, say
from generator.content.reserved_names import code_fault
from generator.editor.app import Editor
from generator.editor.workspace import NATIONAL, Wanted
from generator.problems import ContentError, Mark, error

edit_app = typer.Typer(rich_markup_mode=None)


@edit_app.command("edit", epilog="Example: ./handbook edit northmoor")
def edit_command(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="Your trust; the national edition if left out.")] = "",
    port: Annotated[int, typer.Option(help="Where to listen on this machine; any free port when left out.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Show the address, and open no browser.")] = False,
    trust: TrustFolders = None,
) -> None:
    """Write in the browser: open an editor on the same files, for this machine alone. Ctrl-C ends it."""
    with reporting():
        wanted = _wanted(code, folders(trust))
        editor = Editor(wanted, port)
    say(f"Open the editor: {editor.address}")
    say("  The address works once, in one browser, and on this machine alone. Ctrl-C ends the editor.")
    if not no_browser:
        webbrowser.open(editor.address)
    editor.serve()
    say("The editor has ended. What you saved is in the files; half-finished forms are kept.")


def _wanted(code: str, outside: tuple[Path, ...]) -> Wanted:
    """Return what is to be edited: a trust need not be there yet, but its code must be one."""
    code = "" if code == NATIONAL else code
    if code and (wrong := code_fault(code)):
        raise ContentError([error(Mark(path=f"content/trusts/{code}"), "trust-code", *wrong)])
    return Wanted(root=terminal.ROOT, code=code, trust_folders=outside)
