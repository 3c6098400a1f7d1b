"""The commands for those who keep an edition: begin one, amend it, see how it differs, take the next national one."""

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

from generator.build.build import check, codes_of
from generator.changes.edition_reports import overview_of, own_problems
from generator.changes.explain import explain
from generator.changes.local_changes import differences
from generator.changes.readiness import Status, status
from generator.cli import terminal
from generator.cli.formats import (
    as_json,
    differences_json,
    differences_text,
    explanation_text,
    overview_json,
    overview_text,
    status_json,
    status_text,
)
from generator.cli.terminal import (
    Code,
    TrustFolders,
    ask,
    folders,
    known_trust,
    past_day,
    read_library,
    reporting,
    say,
    shown,
    tell,
)
from generator.content.library import Library
from generator.editions.resolve import resolve
from generator.model.base import NATIONS, Audience, Pathway
from generator.model.kinds import BEGUN
from generator.pages.templates import Templates
from generator.pdf.verify import State, verify
from generator.upkeep.held import held_at_adoption
from generator.upkeep.release import release
from generator.upkeep.request_text import MOST_STATUS, block
from generator.upkeep.scaffold import NewTrust, amendment, new_document, new_trust, trust_place

VERDICTS = {
    State.SAME: "is current",
    State.SAVED_ANEW: "is current: another program saved the file, and its pages are those of the site",
    State.ALTERED: "is NOT to be relied on: its code is that of a current copy, and its pages are not. Print a new one",
    State.OLD: "is NOT current: print a new one, or use the website",
}
"""What `verify` says of a copy."""

_Answer = TypeVar("_Answer")

trust_app = typer.Typer(rich_markup_mode=None)

Form = Annotated[Literal["text", "json"], typer.Option("--format", help="How to show it.")]


@trust_app.command("status", epilog="Example: ./handbook status northmoor --format json")
def status_command(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="A trust or national; all when left out.")] = "",
    trust: TrustFolders = None,
    show: Annotated[Literal["text", "markdown", "json"], typer.Option("--format", help="How to show it.")] = "text",
    every: Annotated[bool, typer.Option("--all", help="Show all of each list, not its first lines alone.")] = False,
) -> None:
    """Say whether an edition can go live, and what is missing. Exit 0: every one asked for is ready. 1: not yet."""
    with reporting():
        library = read_library(trust)
        found = [status_of(library, each) for each in codes_of(library, (code,) if code else ())]
    if show == "json":
        told = [status_json(each) for each in found]
        tell(as_json(told[0] if code else told))
    else:
        text = "\n\n".join(status_text(each, every=every) for each in found)
        tell(block(text, MOST_STATUS) if show == "markdown" else text)
    if any(each.obstacles for each in found):
        raise typer.Exit(1)


def status_of(library: Library, code: str) -> Status:
    """Return how ready an edition is today."""
    today = date.today()
    edition, _ = resolve(library, code, Audience.TRAINER)
    problems = own_problems(library, edition, check(library, (code,), today))
    held = held_at_adoption(terminal.ROOT, library, code) if code else frozenset()
    return status(library, edition, problems, today, held=held)


@trust_app.command("diff", epilog="Example: ./handbook diff northmoor")
def diff_command(code: Code, trust: TrustFolders = None, show: Form = "text") -> None:
    """Show every difference of a trust's edition from the national one, with its reason and approval."""
    with reporting():
        library = read_library(trust)
        edition, _ = resolve(library, known_trust(library, code), Audience.TRAINER)
        found = differences(edition)
    tell(as_json(differences_json(found)) if show == "json" else differences_text(found))


@trust_app.command("overview", epilog="Example: ./handbook overview")
def overview_command(trust: TrustFolders = None, show: Form = "text") -> None:
    """Show which national texts trusts change, how many and why: the queue of what to mend upstream."""
    with reporting():
        found = overview_of(read_library(trust))
    tell(as_json(overview_json(found)) if show == "json" else overview_text(found))


@trust_app.command("explain", epilog="Example: ./handbook explain procedures/first-contact#steps.arrange-visit")
def explain_command(
    address: Annotated[str, typer.Argument(help="A document, or a document, # and a place in it.")],
    trust: TrustFolders = None,
) -> None:
    """Tell where a national text comes from, whether it is locked, and which trusts change it."""
    with reporting():
        tell(explanation_text(explain(read_library(trust), address)))


@trust_app.command("amend", epilog="Example: ./handbook amend northmoor procedures/endings#steps.set-the-date")
def amend_command(
    code: Code,
    address: Annotated[str, typer.Argument(help="A document, # and a place in it.")],
    operation: Annotated[
        Literal["replace", "remove", "note", "add"], typer.Option(help="What to do there.")
    ] = "replace",
    kind: Annotated[str, typer.Option(help="Of what to add, where a list holds several: explain shows them.")] = "",
    text: Annotated[str, typer.Option(help="What it says with you. Of a list, each line is an entry.")] = "",
    reason: Annotated[str, typer.Option(help="Why you differ, in a sentence; then the whole change is written.")] = "",
    approved_by: Annotated[str, typer.Option(help="Who approved it, by job title or group.")] = "",
    approved_on: Annotated[str, typer.Option(help="When: 2026-12-01; today when left out.")] = "",
    trust: TrustFolders = None,
) -> None:
    """Write a local change, with its base; without a reason its beginning, with the national text, to finish."""
    from generator.editor.amending import Grounds  # noqa: PLC0415 - no other command pays for the editor
    from generator.editor.workspace import Wanted  # noqa: PLC0415
    from generator.editor.written import Said, amend  # noqa: PLC0415

    with reporting():
        library = read_library(trust)
        known = known_trust(library, code)
        if not reason.strip():
            if text.strip():
                raise typer.BadParameter("say why you differ, with --reason; readers see it beside the text")
            path, line = amendment(library, known, address, operation, kind)
            say(
                f"Now finish the change at the end of {shown(path)} (line {line}): what it says, and the reason for it."
            )
            return
        grounds = Grounds(reason=reason, by=approved_by, on=f"{past_day(approved_on, date.today())}")
        if operation == "add" or (operation != "remove" and not text.strip()):
            wrong = (
                "leave --reason out to add something: its shape is then written for you" if operation == "add" else ""
            )
            raise typer.BadParameter(wrong or "say what stands there with you, with --text")
        wanted = Wanted(root=terminal.ROOT, code=known, trust_folders=folders(trust))
        path, place = amend(wanted, Said(address=address, operation=operation, text=text, grounds=grounds))
    say(f"{place} is changed for {known}, in {shown(path)}.")


@trust_app.command("verify", epilog="Example: ./handbook verify procedures-manual.pdf")
def verify_command(
    file: Annotated[Path, typer.Argument(help="A PDF that this program made.", exists=True, dir_okay=False)],
    site_dir: Annotated[Path, typer.Option(help="The finished site to compare it with.")] = Path("site"),
) -> None:
    """Say whether a copy is current: whether the site holds the same pages. Exit 0: it does. 1: it does not."""
    with reporting():
        found = verify(file, site_dir if site_dir.is_absolute() else terminal.ROOT / site_dir)
    tell(f"{found.title}, copy {found.copy}, {VERDICTS[found.state]} ({found.edition}).")
    if not found.is_current:
        raise typer.Exit(1)


NewKind = StrEnum("NewKind", {name: name for name in ("trust", *(each.name for each in BEGUN))})  # type: ignore[misc]
"""What `new` can begin."""


@trust_app.command("new", epilog="Example: ./handbook new trust northmoor")
def new_command(
    kind: Annotated[NewKind, typer.Argument(help="What.")],
    name: Annotated[str, typer.Argument(metavar="ID", help="A trust's code, or a document's name.")],
    for_trust: Annotated[str, typer.Option("--for", help="The trust a document is for; national when left out.")] = "",
    title: Annotated[str, typer.Option("--name", help="A trust's name as people say it.")] = "",
    nation: Annotated[str, typer.Option(help="england, wales, scotland or northern-ireland.")] = "",
    pathways: Annotated[str, typer.Option(help="ward, crisis-team, or both with a comma.")] = "",
    coordinator: Annotated[str, typer.Option(help="The job title of the Peer Worker Coordinator.")] = "",
    trust: TrustFolders = None,
) -> None:
    """Begin a trust's folder, or a document, with a file that says what goes where."""
    templates = Templates(terminal.ROOT / "templates" / "new")
    with reporting():
        library = read_library(trust)
        if kind.value == "trust":
            place = trust_place(library, name, folders(trust))
            said = NewTrust(
                name=_answer("The trust's name", title, "", _line),
                nation=_answer("Nation", nation, "england", lambda words: _one_of(words, tuple(NATIONS))),
                pathways=_answer("Pathways: ward, crisis-team or both", pathways, "both", _pathways),
                coordinator=_answer("Job title of the coordinator", coordinator, "Peer Worker Coordinator", _line),
            )
            made = new_trust(library, templates, place, said)
        else:
            code = known_trust(library, for_trust) if for_trust else ""
            made = (new_document(library, code, templates, kind.value, name, date.today()),)
    say(f"Made {' and '.join(shown(path) for path in made)}. ./handbook check tells what is still missing.")


def _answer(words: str, given: str, default: str, read: Callable[[str], _Answer]) -> _Answer:
    """Read what was given as an option, or ask for it, again and again until it can be read."""
    while True:
        try:
            return read(given or ask(words, default))
        except ValueError as exc:
            if given:
                raise typer.BadParameter(str(exc)) from None
            say(f"{exc}. Please try again; what you said before is kept.")


def _line(words: str) -> str:
    text = " ".join(words.split())
    if not text or "<" in text or not text.isprintable():
        raise ValueError("This must be a line of words, without the sign <")
    return text


def _one_of(word: str, known: tuple[str, ...]) -> str:
    """Read one of some words, also where it is spelt a little otherwise; what it was taken for is said."""
    plain = "-".join(word.lower().replace("-", " ").split())
    near = get_close_matches(plain, known, n=1, cutoff=0.7)
    if not near:
        raise ValueError(f'"{word}" is none of {", ".join(known)}')
    if near[0] != plain:
        say(f'"{word}" is taken as {near[0]}.')
    return near[0]


def _pathways(words: str) -> tuple[Pathway, ...]:
    known = tuple(each.value for each in Pathway)
    if words.strip().lower() in ("both", "all"):
        return tuple(Pathway)
    parts = [each for each in re.split(r",|;|&|\+|\band\b", words) if each.strip()] or [words]
    return tuple(dict.fromkeys(Pathway(_one_of(each.strip(), known)) for each in parts))


@trust_app.command("release", epilog="Example: ./handbook release 2026.12")
def release_command(edition: Annotated[str, typer.Argument(help="Year and month: 2026.12.")]) -> None:
    """National editors: give the edition its name, and keep what every document says in the ledger."""
    with reporting():
        library = read_library()
        path = release(library, edition, check(library, ("",), date.today()))
    say(f"Edition {edition} is written to {shown(path)}. Commit it with content/national/edition.yml.")
