"""What all commands share: the words of their options, and how they say things."""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from generator.problems import Mark, Problem, UnknownTrustError, error
from generator.report import as_github, as_json, as_text

ROOT = Path(__file__).resolve().parent.parent

quiet_console = Console(stderr=True)

Codes = Annotated[list[str] | None, typer.Argument(metavar="[CODE]...", help="Trusts, or national; all when left out.")]
TrustFolders = Annotated[
    list[Path] | None, typer.Option("--trust", help="A trust's folder that lies outside this repository.")
]
Format = Annotated[
    Literal["text", "github", "json"] | None,
    typer.Option("--format", help="How to show problems; github in GitHub Actions."),
]


def folders(trust: list[Path] | None) -> tuple[Path, ...]:
    """Give the trusts' folders outside this repository, as asked for."""
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
    """Give the form asked for; in GitHub Actions, annotations."""
    return show or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")


def say(text: str) -> None:
    """Say something beside the output itself."""
    quiet_console.print(text, highlight=False, markup=False, soft_wrap=True)


def shown(path: Path) -> str:
    """Give a path as people type it from the repository."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def tell(text: str) -> None:
    """Print what was asked for."""
    sys.stdout.write(text + "\n")
