"""The command that takes a person's decisions about local changes whose national text moved."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

import click
import typer

from generator.cli.formats import question_text
from generator.cli.terminal import Code, TrustFolders, ask, known_trust, read_library, reporting, say, several, tell
from generator.content.library import Library
from generator.problems import ContentError, Mark, error
from generator.upkeep.rebase import Choice, Question, adopt, decide, follow, questions, renames

deciding_app = typer.Typer(rich_markup_mode=None)

By = Annotated[str, typer.Option(help="Who decides, by job title; the coordinator when left out.")]


@deciding_app.command("rebase", epilog="Example: ./handbook rebase northmoor --list")
def rebase_command(
    code: Code,
    only_list: Annotated[
        bool, typer.Option("--list", help="Show what there is to decide, and change nothing.")
    ] = False,
    keep_all: Annotated[
        bool, typer.Option("--keep-all", help="Keep every local text, over today's national one.")
    ] = False,
    take_all: Annotated[
        bool, typer.Option("--take-all", help="Take every national text; the local changes go.")
    ] = False,
    decline_all: Annotated[bool, typer.Option("--decline-all", help="Put all off until the next edition.")] = False,
    choice: Annotated[
        Literal["keep", "take", "edit", "decline"] | None,
        typer.Option(help="What is decided, about --change or about all."),
    ] = None,
    change: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="Which change --choice is about, as --list names it.")
    ] = None,
    text: Annotated[str, typer.Option(help="The new text, for --choice edit.")] = "",
    by: By = "",
    trust: TrustFolders = None,
) -> None:
    """After a new national edition: decide about each local change whose national text moved beneath it."""
    if keep_all + take_all + decline_all + only_list + bool(choice) > 1:
        raise typer.BadParameter("give one of --list, --keep-all, --take-all, --decline-all and --choice")
    every = Choice.KEEP if keep_all else Choice.TAKE if take_all else Choice.DECLINE if decline_all else None
    answer = Answer(choice=Choice(choice) if choice else every, about=several(change or ()), text=text.strip())
    _refuse_half(answer)
    with reporting():
        library = read_library(trust)
        code = known_trust(library, code)
        if only_list:
            _list(library, code)
            return
        asked = questions(library, code)
        _refuse_unasked(asked, answer.about)
        answer = _for_one(asked, answer)
        if choice:
            _refuse_gone(asked, answer)
        for rename in follow(library, code):
            say(f"Renamed {rename.old} to {rename.new} in {rename.place.shown_as}.")
        decided = _decide_each(lambda: read_library(trust), code, answer, by or _decider(library, code))
        left = [each for each in questions(read_library(trust), code) if not each.declined]
        if not left:
            adopt(library.trusts[code].folder, library.edition.edition)
            say(f"{decided} decided. {code} now works from edition {library.edition.edition}.")
        else:
            say(f"{decided} decided, {len(left)} left:")
            for each in left:
                can = " or ".join(choice.value for choice in each.choices)
                say(f"  {_name(each)}, in {each.place.shown_as}:{each.place.line}: {can}")


def _decider(library: Library, code: str) -> str:
    """Ask who decides; where there is nobody to ask, it is the coordinator's job."""
    coordinator = library.trusts[code].trust.coordinator
    return ask("Who decides, by job title", coordinator) if sys.stdin.isatty() else coordinator


def _list(library: Library, code: str) -> None:
    for rename in renames(library, code):
        tell(f"{rename.place.shown_as}:{rename.place.line}: {rename.old} is now called {rename.new}\n")
    asked = questions(library, code)
    for question in asked:
        tell(question_text(question) + (" \n  Put off until the next edition." if question.declined else "") + "\n")
    tell(f"{len(asked)} to decide.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One answer for several questions: `about` are the changes it is for, all where none is named; no choice asks."""

    choice: Choice | None
    about: tuple[str, ...] = ()
    text: str = ""


def _refuse_half(answer: Answer) -> None:
    """Stop at an answer that does not say all it must."""
    if answer.about and not answer.choice:
        raise typer.BadParameter("say what to do about --change, with --choice")
    if answer.choice is Choice.EDIT and not answer.text:
        raise typer.BadParameter("to edit, say the new text with --text, and with --change whose it is")


def _refuse_unasked(asked: Sequence[Question], about: Sequence[str]) -> None:
    """Stop where an answer is for a change that nothing is asked about.

    Raises:
        ContentError: It names such a change.
    """
    known = [_name(each) for each in asked]
    hint = f"there are: {', '.join(known)}" if known else "there is nothing to decide"
    wrong = [error(Mark(path=each), "unknown-target", f'nothing is asked about "{each}"', hint) for each in about]
    if found := [each for each in wrong if each.mark.path not in known]:
        raise ContentError(found)


def _refuse_gone(asked: Sequence[Question], answer: Answer) -> None:
    """Stop where what is named, or all that is left, is gone nationally and is to be anything but let go.

    Raises:
        ContentError: It is gone: there is nothing that it could stand over.
    """
    meant = [each for each in asked if (_name(each) in answer.about or not answer.about) and not each.declined]
    gone = [each for each in meant if each.is_gone] if answer.choice is not Choice.TAKE else []
    if gone and (answer.about or len(gone) == len(meant)):
        sentence, hint = "the national text is gone: only take", "--choice take lets your change go"
        raise ContentError([error(Mark(path=_name(each)), "gone", sentence, hint) for each in gone])


def _for_one(asked: Sequence[Question], answer: Answer) -> Answer:
    """Return an answer with the one change that a new text is for: the only one that is open, where none is named.

    Raises:
        ContentError: It could be for several, or for none.
    """
    if answer.choice is not Choice.EDIT or len(answer.about) == 1:
        return answer
    can = [_name(each) for each in asked if Choice.EDIT in each.choices and not each.declined]
    if len(can) == 1 and not answer.about:
        return replace(answer, about=(can[0],))
    hint = f"name one with --change: {', '.join(can)}" if can else "no change that is asked about can be edited"
    raise ContentError([error(Mark(path="--choice edit"), "one-change", "a new text is for one change", hint)])


def _name(question: Question) -> str:
    return f"{question.document}#{question.address}"


def _decide_each(library: Callable[[], Library], code: str, answer: Answer, by: str) -> int:
    """Go through the questions one by one; each decision moves lines, so the files are read again after it."""
    passed, decided = 0, 0
    while True:
        read = library()
        left = [each for each in questions(read, code) if not each.declined]
        if passed >= len(left):
            return decided
        question = left[passed]
        is_meant = not answer.about or _name(question) in answer.about
        choice, text = (answer.choice, answer.text) if answer.choice else _asked(question)
        if not is_meant or choice is None or choice not in question.choices:
            passed += 1
            continue
        decide(read.trusts[code].folder, question, choice, by, date.today(), read.edition.edition, text)
        decided += 1


def _asked(question: Question) -> tuple[Choice | None, str]:
    """Show one change and ask what to do; nothing is done where there is nobody to ask."""
    tell(question_text(question))
    words = [each.value for each in question.choices]
    if not sys.stdin.isatty():
        return None, ""
    answer = ""
    while answer not in (*words, "skip"):
        answer = typer.prompt(f"{', '.join(words)} or skip", default="skip")
    if answer == "skip":
        return None, ""
    choice = Choice(answer)
    if choice is not Choice.EDIT:
        return choice, ""
    text = (click.edit(question.ours, extension=".txt") or "").strip()
    return (choice, text) if text else (None, "")
