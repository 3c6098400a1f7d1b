"""What all commands share: the words of their options, and how they say things."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from generator.build.build import codes_of
from generator.content.library import Library
from generator.content.load import load
from generator.problem_formats import as_github, as_json, as_text
from generator.problems import ContentError, Mark, Problem, UnknownTrustError, error
from generator.quoting import visible


def _root() -> Path:
    """Return the folder to work in: the program's own where it holds content, else the nearest one that does."""
    own, here = Path(__file__).resolve().parents[2], Path.cwd()
    return next((each for each in (own, here, *here.parents) if (each / "content" / "national").is_dir()), here)


ROOT = _root()

quiet_console = Console(stderr=True)

Codes = Annotated[list[str] | None, typer.Argument(metavar="[CODE]...", help="Trusts, or national; all when left out.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The trust.")]
TrustFolders = Annotated[
    list[Path] | None, typer.Option("--trust", help="A trust's folder that lies outside this repository.")
]
Format = Annotated[
    Literal["text", "github", "json"] | None,
    typer.Option("--format", help="How to show problems; github in GitHub Actions."),
]


def folders(trust: list[Path] | None) -> tuple[Path, ...]:
    """Return the trusts' folders outside this repository, as asked for."""
    return tuple(folder.resolve() for folder in trust or ())


def known_code(code: str, outside: tuple[Path, ...]) -> str:
    """Return a trust's code, "" for the national edition, where it names a folder; nothing is read.

    Raises:
        UnknownTrustError: There is no folder of that name, in this repository or outside.
    """
    if code in ("", "national"):
        return ""
    known = [*sorted(each.name for each in (ROOT / "content" / "trusts").glob("*/")), *(each.name for each in outside)]
    if code not in known:
        hint = f"there are: {', '.join(['national', *known])}"
        mark = Mark(path="content/trusts")
        raise UnknownTrustError([error(mark, "unknown-trust", f'there is no trust "{code}"', hint)])
    return code


def show_problems(problems: tuple[Problem, ...], show: str | None) -> None:
    """Print problems in the form asked for."""
    text = {"text": as_text, "github": as_github, "json": as_json}[form(show)](problems)
    sys.stdout.write(text + "\n")


def form(show: str | None) -> str:
    """Return the form asked for; in GitHub Actions, annotations."""
    return show or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")


def say(text: str) -> None:
    """Say something beside the output itself."""
    quiet_console.print(visible(text), highlight=False, markup=False, soft_wrap=True)


def shown(path: Path) -> str:
    """Return a path as people type it from the repository."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def tell(text: str) -> None:
    """Print what was asked for; what authors wrote cannot steer the terminal."""
    sys.stdout.write(visible(text) + "\n")


@contextmanager
def reporting() -> Iterator[None]:
    """Turn what is wrong with the content into problems on the screen, and exit 1; a trust that is not there is 2."""
    try:
        yield
    except ContentError as exc:
        show_problems(exc.problems, None)
        raise typer.Exit(2 if isinstance(exc, UnknownTrustError) else 1) from None


def read_library(trust: list[Path] | None = None) -> Library:
    """Return all content, with the trusts' folders outside this repository that were asked for.

    Raises:
        ContentError: There is no national edition to read.
    """
    return load(ROOT / "content", folders(trust))


def known_trust(library: Library, code: str) -> str:
    """Return a trust's code; the national edition has no folder of changes.

    Raises:
        UnknownTrustError: There is no such trust; the problem names those there are.
    """
    (found,) = codes_of(library, (code,))
    if not found:
        sentence = '"national" is the national edition and no trust'
        hint = f"there are: {', '.join(library.trusts)}"
        raise UnknownTrustError([error(Mark(path="content/trusts"), "unknown-trust", sentence, hint)])
    return found


def day_of(words: str, left_out: date) -> date:
    """Return a day as it is written in YAML, or stop where the words are none."""
    try:
        return date.fromisoformat(words) if words else left_out
    except ValueError:
        raise typer.BadParameter(f'"{words}" is no day; write it as {left_out.isoformat()}') from None


def past_day(words: str, today: date) -> date:
    """Return a day on which something was done, today when none is given; one that is still to come is refused."""
    day = day_of(words, today)
    if day > today:
        raise typer.BadParameter(f"{day} is still to come; record it once it is done")
    return day


def several(words: Sequence[str]) -> tuple[str, ...]:
    """Return words of which each may hold several, with commas or on lines of their own, as in a form."""
    return tuple(part.strip() for word in words for part in re.split(r"[,\n]", word) if part.strip())


def ask(words: str, default: str) -> str:
    """Ask the person at the terminal."""
    answer: str = typer.prompt(words, default=default or None)
    return answer


def own_codes(library: Library, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the editions to tell of: where none is named, those of real trusts, or else the national one."""
    found = codes_of(library, codes)
    own = tuple(code for code in found if code and not library.trusts[code].trust.example)
    return found if codes else own or ("",)
