"""The commands about what falls due: tell it as text, JSON or a calendar, and keep one issue that lists it."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Literal

import typer

from generator.cli import terminal
from generator.cli.formats import as_json, due_json, due_line, first_of
from generator.cli.terminal import TrustFolders, own_codes, read_library, reporting, tell
from generator.editions.due_dates import CONTACT, VALUES, Due, never_called
from generator.editions.edition import Edition
from generator.editions.next_due import coming
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.problems import ContentError, Level
from generator.site.due_calendar import due_calendar
from generator.upkeep.weekly_job import main

due_app = typer.Typer(rich_markup_mode=None)

Own = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CODE]...", help="Trusts, or national; when left out, your trusts."),
]

Found = Sequence[tuple[Edition, Sequence[Due]]]

MOST_DAYS = 36_500
"""How far ahead anybody may look: a century."""


@due_app.command("due", epilog="Example: ./handbook due northmoor --within 60 --format ics > due.ics")
def due_command(
    codes: Own = None,
    within: Annotated[
        int, typer.Option(min=0, max=MOST_DAYS, metavar="DAYS", help="How many days to look ahead.")
    ] = 60,
    trust: TrustFolders = None,
    show: Annotated[Literal["text", "json", "ics"], typer.Option("--format", help="How to show it.")] = "text",
    every: Annotated[bool, typer.Option("--all", help="Show all that is left to the national editors.")] = False,
) -> None:
    """List what falls due: contacts, law, reviews, approvals. Exit 0: nothing is late. 1: something is."""
    today = date.today()
    last = today + timedelta(days=within)
    with reporting():
        library = read_library(trust)
        if unread := [each for each in library.problems if each.level is Level.ERROR]:
            raise ContentError(unread)  # a file that cannot be read may hold what is due
        editions = [resolve(library, code, Audience.TRAINER)[0] for code in own_codes(library, codes or ())]
    found = [(edition, coming(edition, last)) for edition in editions]
    if show == "ics":
        own = [(edition, [each for each in listed if not each.waits]) for edition, listed in found]
        sys.stdout.write(due_calendar(own, today))
    elif show == "json":
        tell(as_json(_as_values(found, today, last)))
    else:
        more = "" if every else f"./handbook due --within {within} --all"
        tell("\n".join(_lines(found, today, last, more)))
    if any(each.day < today for _, listed in found for each in listed):
        raise typer.Exit(1)


@due_app.command(
    "request-due",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="The weekly workflow runs it. Example: ./handbook request-due --due due.txt",
)
def request_command(context: typer.Context) -> None:
    """Open the issue that lists what falls due, bring it up to date, or close it when all is done."""
    raise typer.Exit(main(["request-due", *context.args], terminal.ROOT))


def _lines(found: Found, today: date, last: date, more: str) -> Iterator[str]:
    number = sum(len(listed) for _, listed in found)
    if number:
        yield f"{number} thing{' falls' if number == 1 else 's fall'} due by {last}."
    else:
        yield f"Nothing falls due by {last}."
    for edition, listed in found:
        uncalled = [f"{edition.declared_values[each].label} ({each})" for each in never_called(edition)]
        if not listed and not uncalled:
            continue
        yield edition.trust.name if edition.trust else "The national edition"
        own, waiting = ([each for each in listed if each.waits is waits] for waits in (False, True))
        groups = (
            ("Late:", [due_line(each) for each in own if each.day < today]),
            ("Next:", [due_line(each) for each in own if each.day >= today]),
            ("To be called for the first time, before anybody can be reminded of it:", uncalled),
            ("Left to the national editors:", first_of([due_line(each) for each in waiting], more)),
        )
        for heading, rows in groups:
            if rows:
                yield f"  {heading}"
            yield from (f"  - {row}" for row in rows)
        calls = [each for each in listed if each.what == CONTACT and (not each.is_own or each.document == VALUES)]
        if edition.trust and (uncalled or calls):
            yield f"  When somebody called: ./handbook confirm {edition.code} NAME --by WHO, with a name in brackets."


def _as_values(found: Found, today: date, last: date) -> dict[str, Any]:
    rows = [
        {"trust": edition.code, **due_json(each), "late": each.day < today}
        for edition, listed in found
        for each in listed
    ]
    return {"today": today.isoformat(), "until": last.isoformat(), "due": rows}
