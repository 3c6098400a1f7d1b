"""The command line: reads what was asked, calls the program, and shows what it said. No logic of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from generator import console
from generator.build import Options, Tell, build, check, codes_of
from generator.console import Codes, Format, TrustFolders, folders, form, quiet_console, say, show_problems, shown
from generator.fork import changed_outside
from generator.load import load
from generator.national_cli import national_app
from generator.problems import ContentError, in_order, stops
from generator.records_cli import records_app
from generator.report import count
from generator.schema import write
from generator.trust_cli import trust_app

app = typer.Typer(
    name="handbook",
    help="Training and procedures for peer support workers: a website and printable handbooks for each trust.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(trust_app)
app.add_typer(national_app)
app.add_typer(records_app)


@app.command("build", epilog="Example: ./handbook build northmoor --only print")
def build_command(
    codes: Codes = None,
    only: Annotated[Literal["site", "print"] | None, typer.Option(help="Make only the site, or only the PDFs.")] = None,
    engine: Annotated[Literal["mkdocs", "zensical"], typer.Option(help="What builds the site.")] = "mkdocs",
    jobs: Annotated[int, typer.Option(min=1, help="How many jobs to run at once.")] = os.cpu_count() or 2,
    scheduler: Annotated[str, typer.Option(help="Address of a Dask scheduler to typeset on: tcp://host:8786.")] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop on warnings too, never on notices; publishing uses this.")
    ] = False,
    site_dir: Annotated[Path, typer.Option(help="Where the finished site goes.")] = Path("site"),
    trust: TrustFolders = None,
    show: Format = None,
) -> None:
    """Build the website and the PDFs of every edition, or of the editions named."""
    options = Options(
        root=console.ROOT,
        codes=tuple(codes or ()),
        trust_folders=folders(trust),
        today=date.today(),
        site_dir=site_dir if site_dir.is_absolute() else console.ROOT / site_dir,
        only=only or "",
        engine=engine,
        jobs=jobs,
        scheduler=scheduler,
        strict=strict,
    )
    try:
        with _progress() as tell:
            outcome = build(options, tell)
    except ContentError as exc:
        show_problems(exc.problems, show)
        say(
            "Nothing was built. The last good site is as it was." if options.site_dir.exists() else "Nothing was built."
        )
        raise typer.Exit(1) from None
    if outcome.problems and form(show) == "text":
        say(f"{count(outcome.problems)} ./handbook check shows them.")
    elif outcome.problems:
        show_problems(outcome.problems, show)
    if not outcome.editions:
        say(f"Nothing has changed since the last build. The site is in {shown(options.site_dir)}/.")
        return
    work = ", ".join(f"{count} {what}" for what, count in outcome.remade.items())
    made = f"{len(outcome.editions)} edition{'' if len(outcome.editions) == 1 else 's'}"
    say(f"Built {made} for 2 audiences in {shown(options.site_dir)}/. Made anew: {work}.")


@app.command("check", epilog="Example: ./handbook check northmoor --format json")
def check_command(
    codes: Codes = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too, never on notices.")] = False,
    upstream: Annotated[
        str,
        typer.Option(
            help="In a copy: the national edition's address, or what git calls it; what of it you changed is an error."
        ),
    ] = "",
    trust: TrustFolders = None,
    show: Format = None,
) -> None:
    """Show what is wrong, without building anything. Exit 0: no errors. 1: errors. 2: the command was wrong."""
    try:
        library = load(console.ROOT / "content", folders(trust))
        wanted = codes_of(library, codes or ())
        problems = check(library, wanted, date.today())
        if upstream:
            own = tuple(code for code in wanted if code)
            problems = in_order([*problems, *changed_outside(console.ROOT, upstream, own)])
    except ContentError as exc:
        problems = exc.problems
    show_problems(problems, show)
    if stops(problems, strict=strict):
        raise typer.Exit(1)


@app.command("serve", epilog="Example: ./handbook serve northmoor --audience trainer")
def serve_command(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="A trust; the national edition when left out.")] = "",
    audience: Annotated[Literal["peer", "trainer"], typer.Option(help="For whom.")] = "peer",
    address: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1:8000",
) -> None:
    """Show one edition in the browser and keep it up to date while you write."""
    from mkdocs.commands.serve import serve  # noqa: PLC0415 - slow to import, and only used here

    plugins = [{"handbook": {"trust": code, "audience": audience}}]
    serve(config_file=str(console.ROOT / "mkdocs.yml"), dev_addr=address, plugins=plugins)


@app.command("schema", epilog="Example: ./handbook schema")
def schema_command(
    folder: Annotated[Path, typer.Option(help="Where the schemas go.")] = console.ROOT / "schemas",
) -> None:
    """Write a JSON Schema for every kind of file, so that an editor helps as you type."""
    declared = load(console.ROOT / "content").declared_values
    changed = write(folder, {name: f"{value.label}. {value.meaning}" for name, value in declared.items()})
    say(f"{len(changed)} schemas changed in {shown(folder)}/.")


@app.command(
    "test",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="Example: ./handbook test tests/test_sites.py --update",
)
def test_command(context: typer.Context) -> None:
    """Run the whole test suite: style, types, tests and coverage. Words after it go to pytest."""
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", *(context.args or ["--cov", "--cov-report=term-missing:skip-covered", "-n", "auto"])],
    ]
    for words in checks[3:] if context.args else checks:
        say(f"$ {' '.join(words)}")
        done = subprocess.run([sys.executable, "-m", *words], cwd=console.ROOT, check=False)
        if done.returncode:
            raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Tell]:
    """Show how far the work is, on a terminal; say nothing anywhere else."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=quiet_console, transient=True, disable=not quiet_console.is_terminal) as bar:
        task = bar.add_task("Starting", total=1)
        yield lambda words, done: bar.update(task, description=words, completed=done)


if __name__ == "__main__":
    app(prog_name="handbook")
