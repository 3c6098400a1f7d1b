"""The commands before a merge: what is different for readers since a commit, in words, and the pages to look at."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from generator.build.build import build, codes_of
from generator.build.changed_pages import take_changed
from generator.build.options import Options
from generator.changes.reader_changes import ChangedDocument, EditionChanges, changes_between, told
from generator.changes.text_diff import MARKS, word_diff
from generator.changes.whats_new import shortened
from generator.cli import terminal
from generator.cli.formats import as_json
from generator.cli.terminal import Codes, TrustFolders, folders, read_library, reporting, say, shown, tell
from generator.content.library import Library
from generator.problems import ContentError, Mark, error
from generator.system.git import GitError, Repository
from generator.upkeep.content_at import library_at
from generator.upkeep.git_trees import changes
from generator.upkeep.request_text import block

comparing_app = typer.Typer(rich_markup_mode=None)

Since = Annotated[str, typer.Option(metavar="COMMIT", help="What to compare with: a commit, branch or tag.")]

PROGRAM = ("content/", "docs/", "tests/", "audits/", "benchmarks/", ".github/")
"""Where files lie that make no page look different, or whose texts are told one by one."""


@comparing_app.command("changes", epilog="Example: ./handbook changes --since origin/main")
def changes_command(
    codes: Codes = None,
    since: Since = "HEAD",
    trust: TrustFolders = None,
    show: Annotated[Literal["text", "markdown", "json"], typer.Option("--format", help="How to show it.")] = "text",
) -> None:
    """Tell what is different for readers since a commit, in words: what is gone in [- -], what is new in {+ +}."""
    with reporting():
        library = read_library(trust)
        found = changes_since(library, codes_of(library, codes or ()), since)
        program = program_since(since)
    if show == "json":
        tell(as_json({"since": since, "program": program, "editions": [_as_values(each) for each in found]}))
    else:
        text = changes_text(found, program)
        tell(block(text, 100_000) if show == "markdown" else text)


@comparing_app.command("preview", epilog="Example: ./handbook preview --since origin/main --out changed")
def preview_command(
    codes: Codes = None,
    since: Since = "HEAD",
    out: Annotated[Path, typer.Option(help="The folder for what changed; it must be empty.")] = Path("changed"),
    site_dir: Annotated[Path, typer.Option(help="Where the site is, or is to be.")] = Path("site"),
    only: Annotated[Literal["site"] | None, typer.Option(help="Make the pages alone, without their PDFs.")] = None,
    trust: TrustFolders = None,
) -> None:
    """Build what changes for readers since a commit, and put its pages and PDFs into a folder to look at."""
    with reporting():
        library = read_library(trust)
        found = changes_since(library, codes_of(library, codes or ()), since)
        changed = tuple(each.code or "national" for each in found if each.documents)
        place, target = (each if each.is_absolute() else terminal.ROOT / each for each in (site_dir, out))
        if changed:
            options = Options(
                root=terminal.ROOT,
                codes=changed,
                trust_folders=folders(trust),
                today=date.today(),
                site_dir=place,
                only=only or "",
                jobs=os.cpu_count() or 2,
            )
            build(options, lambda _words, _done: None, say)
        files = take_changed(place, target, found, summary(found, program_since(since)))
    say(f"{files} file{'' if files == 1 else 's'} to look at: open {shown(target / 'index.html')}.")


def changes_since(library: Library, codes: Sequence[str], since: str) -> tuple[EditionChanges, ...]:
    """Return what is different for the readers of some editions since a commit.

    Raises:
        ContentError: There is no such commit here, or its content cannot be read.
    """
    repository = Repository(folder=terminal.ROOT)
    try:
        commit = known_commit(repository, since)
        with library_at(repository, commit) as then:
            return changes_between(then, library, codes)
    except GitError as exc:
        raise ContentError([error(Mark(path="."), "git", str(exc))]) from None


def known_commit(repository: Repository, since: str) -> str:
    """Return the commit that a name stands for.

    Raises:
        ContentError: This clone knows none.
    """
    if commit := repository.commit_of(since):
        return commit
    hint = "git fetch first, or name another with --since"
    raise ContentError([error(Mark(path="."), "git", f'this clone knows no commit "{since}"', hint)])


def program_since(since: str) -> int:
    """Return how many files of the program and its templates differ from a commit: they may change every page."""
    found = changes(Repository(folder=terminal.ROOT), since)
    return sum(not each.path.startswith(PROGRAM) and not each.path.endswith(".md") for each in found)


def changes_text(found: Sequence[EditionChanges], program: int) -> str:
    """Say what is different, edition by edition."""
    lines: list[str] = []
    for edition in found:
        if edition.documents:
            lines += [edition.name, *(f"  {line}" for each in edition.documents for line in _lines(edition, each)), ""]
    return "\n".join([*lines, summary(found, program)])


def summary(found: Sequence[EditionChanges], program: int) -> str:
    """Say how much is different, in a sentence or two."""
    number = len({(edition.code, each.document) for edition in found for each in edition.documents})
    said = f"{number} document{' says' if number == 1 else 's say'} something else to readers."
    files = "1 file of the program differs" if program == 1 else f"{program} files of the program differ"
    return f"{said} {files}: pages may look different that say the same." if program else said


def _lines(edition: EditionChanges, changed: ChangedDocument) -> Iterator[str]:
    what = "New: " if changed.is_new else "Taken out: " if changed.is_gone else ""
    who = f" (for {edition.readers(changed.document, '')})" if changed.is_new else ""
    yield f"{what}{changed.title}, {changed.document}{who}"
    for part in changed.parts:
        yield f"  {told(part)} (for {edition.readers(changed.document, part.where)})"
        words = " ".join(
            f"{MARKS[how][0]}{text}{MARKS[how][1]}" for how, text in shortened(word_diff(part.then, part.now))
        )
        yield f"    {words}".rstrip()


def _as_values(edition: EditionChanges) -> dict[str, Any]:
    return {
        "code": edition.code or "national",
        "documents": [
            {
                "document": each.document,
                "title": each.title,
                "new": each.is_new,
                "gone": each.is_gone,
                "parts": [
                    {
                        "where": part.where,
                        "anchor": part.anchor,
                        "then": part.then,
                        "now": part.now,
                        "peers": (each.document, part.where) in edition.for_peers,
                    }
                    for part in each.parts
                ],
            }
            for each in edition.documents
        ],
    }
