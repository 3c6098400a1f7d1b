"""The command that opens the editor in the browser."""

import webbrowser
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.cli import terminal
from generator.cli.terminal import TrustFolders, folders, known_trust, read_library, reporting, say, shown
from generator.content.reserved_names import NATIONAL, code_fault
from generator.pages.templates import Templates
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
    from generator.editor.app import Editor  # noqa: PLC0415 - no other command pays for a web server
    from generator.editor.workspace import Wanted  # noqa: PLC0415

    with reporting():
        wanted = Wanted(root=terminal.ROOT, code=_checked(code), trust_folders=folders(trust))
        editor = Editor(wanted, port)
    say(f"Open the editor: {editor.address}")
    say("  The address works once, in one browser, and on this machine alone. Ctrl-C ends the editor.")
    if not no_browser:
        webbrowser.open(editor.address)
    with suppress(KeyboardInterrupt):
        editor.serve()
    say("The editor has ended. What you saved is in the files; half-finished forms are kept.")


@edit_app.command("import", epilog="Example: ./handbook import our-sop.docx --as procedure --for northmoor")
def import_command(
    file: Annotated[Path, typer.Argument(help="A document that Word saved as .docx.", exists=True, dir_okay=False)],
    kind: Annotated[Literal["procedure", "resource"], typer.Option("--as", help="What it becomes.")] = "procedure",
    for_trust: Annotated[str, typer.Option("--for", help="The trust it is for; national when left out.")] = "",
    trust: TrustFolders = None,
) -> None:
    """Make a first draft of a document from one for Word, and say what found no place in it."""
    from generator.editor.word_draft import imported  # noqa: PLC0415 - as above

    with reporting():
        library = read_library(trust)
        code = known_trust(library, for_trust) if for_trust else ""
        templates = Templates(terminal.ROOT / "templates" / "new")
        made = imported(library, code, templates, kind, (file.name, file.read_bytes()), date.today())
    say(f"Made {shown(made.path)}. ./handbook check tells what is still missing.")
    for each in made.told:
        say(f"  {each}")


def _checked(code: str) -> str:
    """Return the code of what is to be edited: a trust need not be there yet, but its code must be one."""
    code = "" if code == NATIONAL else code
    if code and (wrong := code_fault(code)):
        raise ContentError([error(Mark(path=f"content/trusts/{code}"), "trust-code", *wrong)])
    return code
