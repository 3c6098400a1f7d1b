"""The commands that put on record what people of a trust did: approve a document, call a national contact."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from generator.cli import terminal
from generator.cli.formats import MOST
from generator.cli.terminal import (
    Code,
    TrustFolders,
    day_of,
    known_trust,
    past_day,
    read_library,
    reporting,
    say,
    several,
    shown,
)
from generator.content.confirmations import next_check
from generator.editions.due_dates import a_year_after
from generator.editions.resolve import resolve
from generator.editions.sign_offs import to_come
from generator.model.base import Audience
from generator.text.placeholders import is_no_answer
from generator.upkeep.approval_sheet import approval_sheet, waiting
from generator.upkeep.approved_texts import texts_then
from generator.upkeep.recording import (
    ToSign,
    approve,
    called,
    chosen,
    confirm,
    contact,
    event_of,
    look_again,
    own_number,
    sign,
    to_sign,
)

records_app = typer.Typer(rich_markup_mode=None)

By = Annotated[str, typer.Option(prompt="Who, by job title or group", help="Who it was, by job title or group.")]
On = Annotated[str, typer.Option(help="When: 2026-12-01; today when left out.")]
Patterns = Annotated[
    list[str], typer.Argument(metavar="PATTERN...", help="Documents, names with *, or a kind of document: sessions.")
]
Minutes = Annotated[str, typer.Option(help="Where the minutes say so: 'CG 2026-11, item 4'.")]


@records_app.command(
    "approve", epilog="Example: ./handbook approve northmoor procedures/endings 'sessions/day-1-*' --by 'Quality group'"
)
def approve_command(
    code: Code,
    patterns: Patterns,
    by: By,
    version: Annotated[
        str, typer.Option(help="The number of the approved text; when left out, 1.0, and one more once it changed.")
    ] = "",
    on: On = "",
    review_by: Annotated[str, typer.Option(help="When to look again; a year and a month later when left out.")] = "",
    minutes: Minutes = "",
    conditions: Annotated[str, typer.Option(help="What it was approved on condition of.")] = "",
    trust: TrustFolders = None,
) -> None:
    """Record that your trust approved documents as they are now. When a text changes, its approval ends."""
    today = date.today()
    approved = past_day(on, today)
    again = day_of(review_by, look_again(approved))
    if again <= max(approved, today):
        after = "today" if again <= today else "the approval"
        raise typer.BadParameter(f"the day to look again, {again}, must come after {after}")
    said = {"by": _somebody(by), "on": f"{approved}", "review_by": f"{again}"}
    asked = (("version", version), ("minutes", minutes), ("conditions", conditions))
    said |= {key: words.strip() for key, words in asked if words.strip()}
    with reporting():
        library = read_library(trust)
        edition, _ = resolve(library, known_trust(library, code), Audience.TRAINER)
        documents = chosen(edition, several(patterns))
        new = approve(library.trusts[code].folder, documents, said)
    _say_approved(len(new), len(documents), shown(library.trusts[code].folder / "approvals.yml"))
    for entry in documents:
        if open_here := [f"{each.event} ({each.by})" for each in to_come(entry)]:
            name = "its front sheet" if len(documents) == 1 else f"the front sheet of {entry.id}"
            say(f"Still to come on {name}: {', '.join(open_here)}. ./handbook sign records them.")


@records_app.command("sign", epilog="Example: ./handbook sign northmoor procedures --event ratified --by 'Board'")
def sign_command(
    code: Code,
    patterns: Patterns,
    event: Annotated[str, typer.Option(prompt="What was decided", help="What was decided: ratified.")],
    by: By,
    on: On = "",
    minutes: Minutes = "",
    new_kind: Annotated[bool, typer.Option("--new", help="It is a kind that no front sheet names yet.")] = False,
    trust: TrustFolders = None,
) -> None:
    """Record another decision about documents as they are now; it stands on their front sheets until they change."""
    day = past_day(on, date.today())
    if is_no_answer(event):
        raise typer.BadParameter("say what was decided, such as ratified, with --event")
    somebody, event = _somebody(by), " ".join(event.split())
    with reporting():
        library = read_library(trust)
        edition, _ = resolve(library, known_trust(library, code), Audience.TRAINER)
        event = event if new_kind else event_of(edition, event)
        said = {"event": event, "by": somebody, "on": f"{day}"}
        said |= {"minutes": minutes.strip()} if minutes.strip() else {}
        found = to_sign(edition, several(patterns), event, somebody)
        new = sign(library.trusts[code].folder, found.documents, said)
    _say_approved(len(new), len(found.documents), shown(library.trusts[code].folder / "signatures.yml"))
    _say_asked(found, event, somebody)


@records_app.command(
    "approval-sheet", epilog="Example: ./handbook approval-sheet northmoor procedures --out for-the-meeting.html"
)
def sheet_command(
    code: Code,
    patterns: Annotated[
        list[str] | None, typer.Argument(metavar="[PATTERN]...", help="As for approve; all that wait when left out.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The file to write, to open and print.")] = Path("approval-sheet.html"),
    trust: TrustFolders = None,
) -> None:
    """Write a sheet for a meeting: each document, its version, what changed since its approval, and room to decide."""
    with reporting():
        library = read_library(trust)
        edition, _ = resolve(library, known_trust(library, code), Audience.TRAINER)
        documents = chosen(edition, several(patterns)) if patterns else waiting(edition, date.today())
    if not documents:
        say(
            "Nothing has to be decided: every document is approved, signed, and not due within 60 days. No sheet was "
            f"written. For a sheet of everything: ./handbook approval-sheet {code} '*'"
        )
        return
    then = texts_then(terminal.ROOT, library, code, documents)
    target = out if out.is_absolute() else terminal.ROOT / out
    target.write_text(approval_sheet(edition, documents, then, date.today()), encoding="utf-8")
    number = len(documents)
    say(f"Written: {shown(target)}, with {number} document{'' if number == 1 else 's'}. Open it and print it.")


@records_app.command("confirm", epilog="Example: ./handbook confirm northmoor samaritans --by 'Peer lead'")
def confirm_command(
    code: Code,
    names: Annotated[
        list[str], typer.Argument(metavar="CONTACT...", help="National contacts, and numbers of yours: crisis_line.")
    ],
    by: By,
    on: On = "",
    trust: TrustFolders = None,
) -> None:
    """Record that you called a contact and its details are right. When national ones change, you are asked again."""
    today = date.today()
    day, somebody = past_day(on, today), _somebody(by)
    with reporting():
        library = read_library(trust)
        edition, _ = resolve(library, known_trust(library, code), Audience.TRAINER)
        own = [number for name in several(names) if (number := own_number(edition, name))]
        found = [contact(edition, name) for name in several(names) if not own_number(edition, name)]
    for _, _, each in found:
        if day < each.checked_on:
            raise typer.BadParameter(f"{each.id} was checked after that, on {each.checked_on}")
    for number in own:
        if day < edition.called.get(number, day):
            raise typer.BadParameter(f"{number} was called after that, on {edition.called[number]}")
    folder = library.trusts[code].folder
    with reporting():
        for number in own:
            path = called(folder, number, day)
            _say_called(path, number, day, a_year_after(day))
        for entry, tokens, each in found:
            path = confirm(folder, entry, tokens, somebody, day)
            _say_called(path, tokens[-1], day, next_check(each, day))


def _say_called(path: Path, name: str, day: date, again: date) -> None:
    say(f"Recorded in {shown(path)}: {name}, called on {day}. Call it again by {again}.")


def _say_approved(new: int, all_of_them: int, path: str) -> None:
    before = all_of_them - new
    if new:
        number = "" if all_of_them == 1 else f": {new} document{'' if new == 1 else 's'}"
        say(f"Recorded in {path}{number}.")
    if before:
        say(f"On record already: {before} document{'' if before == 1 else 's'}.")


def _say_asked(found: ToSign, event: str, somebody: str) -> None:
    """Say whom front sheets had asked for, where that was somebody else, and which documents were passed over."""
    if found.asked:
        asks, names = (
            ("The front sheet asks", "It names") if len(found.asked) == 1 else ("Front sheets ask", "They name")
        )
        say(f"{asks} for: {_few(found.asked)}. {names} {somebody} now.")
    if found.left:
        names = _few([each.id for each in found.left])
        say(f'Left as they are, for their front sheets ask for no "{event}": {names}. To sign one, name it.')


def _few(names: Sequence[str]) -> str:
    left = len(names) - MOST
    return "; ".join(names[:MOST]) + (f" and {left} more" if left > 0 else "")


def _somebody(by: str) -> str:
    if is_no_answer(by):
        raise typer.BadParameter("say who it was, by job title or group, with --by")
    return by.strip()
