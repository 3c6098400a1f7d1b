"""The command line: reads what was asked, calls the program, and shows what it said. No logic of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from generator.build.build import Outcome, build, check_all, codes_of
from generator.build.examine import Sources, read
from generator.build.options import Options
from generator.build.preview import Wanted
from generator.build.progress import Tell
from generator.build.site_folder import is_site
from generator.cli import terminal
from generator.cli.comparing import comparing_app
from generator.cli.deciding import deciding_app
from generator.cli.due import due_app
from generator.cli.edit import edit_app
from generator.cli.editions import trust_app
from generator.cli.handing import handing_app
from generator.cli.national import national_app
from generator.cli.records import records_app
from generator.cli.renaming import renaming_app
from generator.cli.sentences import Sentences
from generator.cli.serve import Screen, Server, host_and_port, is_private, keep_up, until_ended
from generator.cli.showing import showing
from generator.cli.taking import taking_app
from generator.cli.terminal import (
    Codes,
    Format,
    TrustFolders,
    folders,
    form,
    known_code,
    quiet_console,
    say,
    show_problems,
    shown,
)
from generator.content.json_schema import write
from generator.content.load import load, read_edition
from generator.content.reference import as_markdown
from generator.model.base import Audience
from generator.model.trust import LEAST_PEOPLE, MOST_PEOPLE
from generator.problem_formats import as_text, count
from generator.problems import ContentError, Level, Problem, UnknownTrustError, did_you_mean, in_order, stops
from generator.site.site_engines import ENGINES
from generator.system.stopping import Stopped, stoppable
from generator.text.language_codes import LANGUAGES
from generator.upkeep.fork_guard import changed_outside
from generator.upkeep.renew_translations import renew

QUICK = "not slow and not site and not browser and not content"
"""What `--quick` runs, as pytest marks it."""

REFERENCE = Path("docs/reference.md")
"""Where `schema` writes the reference of every kind of file."""

app = typer.Typer(
    name="handbook",
    cls=Sentences,
    help="Training and procedures for peer support workers: a website and printable handbooks for each trust.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(trust_app)
app.add_typer(deciding_app)
app.add_typer(comparing_app)
app.add_typer(handing_app)
app.add_typer(national_app)
app.add_typer(records_app)
app.add_typer(due_app)
app.add_typer(renaming_app)
app.add_typer(taking_app)
app.add_typer(edit_app)


def _tell_version(asked: bool) -> None:
    if not asked:
        return
    found = read_edition(terminal.ROOT / "content")
    edition = found.edition if found else "that cannot be read"
    terminal.tell(f"Peer support handbook: program {version('peer-support-handbook')}, national edition {edition}.")
    raise typer.Exit


def _work_in(folder: Path | None) -> None:
    if folder is None:
        return
    if not (folder / "content").is_dir():
        raise typer.BadParameter(f'"{folder}" holds no folder content')
    terminal.ROOT = folder.resolve()


@app.callback()
def every_command(
    _root: Annotated[
        Path | None,
        typer.Option("--root", callback=_work_in, is_eager=True, help="The folder to work in: one that holds content."),
    ] = None,
    _asked: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell program and edition, and end."),
    ] = False,
) -> None:
    """Take what can stand before every command."""


def _address(words: str) -> str:
    if words and not re.fullmatch(r"(tcp|tls)://[^\s/]+:[0-9]{1,5}", words):
        raise typer.BadParameter(f'"{words}" is no address of a scheduler; write it as tcp://host:8786')
    return words


def _engine(name: str) -> str:
    if name not in ENGINES:
        raise typer.BadParameter(f'"{name}" is no engine; there are {" and ".join(ENGINES)}')
    return name


def _people(number: int | None) -> int | None:
    if number is not None and not LEAST_PEOPLE <= number <= MOST_PEOPLE:
        raise typer.BadParameter(f"a course is for {LEAST_PEOPLE} to {MOST_PEOPLE} people, not for {number}")
    return number


People = Annotated[
    int | None,
    typer.Option(
        callback=_people,
        metavar="N",
        help="How many people to count what to bring and to print for; as many as trust.yml says when left out.",
    ),
]


@app.command("build", epilog="Example: ./handbook build northmoor --only print")
def build_command(
    codes: Codes = None,
    only: Annotated[Literal["site", "print"] | None, typer.Option(help="Make only the site, or only the PDFs.")] = None,
    engine: Annotated[
        str, typer.Option(callback=_engine, metavar=f"[{'|'.join(ENGINES)}]", help="What builds the site.")
    ] = "mkdocs",
    jobs: Annotated[int, typer.Option(min=1, help="How many jobs to run at once.")] = os.cpu_count() or 2,
    scheduler: Annotated[
        str, typer.Option(callback=_address, help="Address of a Dask scheduler whose workers do it: tcp://host:8786.")
    ] = "",
    store: Annotated[
        str, typer.Option(metavar="URL", help="Where machines share what they typeset: a folder, s3://bucket/name.")
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop on warnings too, never on notices; publishing uses this.")
    ] = False,
    people: People = None,
    site_dir: Annotated[Path, typer.Option(help="Where the finished site goes.")] = Path("site"),
    trust: TrustFolders = None,
    show: Format = None,
) -> None:
    """Build the website and the PDFs of every edition, or of the editions named."""
    site_dir = site_dir if site_dir.is_absolute() else terminal.ROOT / site_dir
    options = Options(
        root=terminal.ROOT,
        codes=tuple(codes or ()),
        trust_folders=folders(trust),
        today=date.today(),
        site_dir=site_dir,
        only=only or "",
        engine=engine,
        jobs=jobs,
        scheduler=scheduler,
        store=store,
        strict=strict,
        people=people,
    )
    is_first = not is_site(options.site_dir)
    try:
        with showing(options.site_dir) as show_pages, _progress() as tell, stoppable():
            outcome = build(options, tell, say, show_pages)
    except ContentError as exc:
        show_problems(exc.problems, show)
        left = _left(options, is_first=is_first)
        say(f"Nothing {'more ' if is_first and left else ''}was built.{left}")
        raise typer.Exit(2 if isinstance(exc, UnknownTrustError) else 1) from None
    except Stopped as exc:
        say(f"The build was stopped ({exc}).{_left(options, is_first=is_first)}")
        raise typer.Exit(exc.exit_code) from None
    if outcome.problems and form(show) == "text":
        say(f"{count(outcome.problems)} ./handbook check shows them.")
    elif outcome.problems:
        show_problems(outcome.problems, show)
    if not outcome.editions:
        say(f"Nothing has changed since the last build. The site is in {shown(options.site_dir)}/.{_begins(options)}")
        return
    say(_built(outcome, options) + _begins(options))


def _left(options: Options, *, is_first: bool) -> str:
    """Return what is said of the site that stands after a build that failed, with a space before it."""
    if not is_site(options.site_dir):
        return ""
    return " The pages stand without their PDFs." if is_first else " The last good site is as it was."


def _begins(options: Options) -> str:
    """Return where what was named begins, with a space before it: the site may have no first page of its own."""
    pages = [options.site_dir / ("" if each == "national" else each) / "index.html" for each in options.codes]
    there = ", ".join(shown(each) for each in dict.fromkeys(pages) if each.is_file())
    return f" Begin at {there}." if there else ""


def _built(outcome: Outcome, options: Options) -> str:
    work = ", ".join(f"{count} {what}" for what, count in outcome.remade.items())
    made = f"{len(outcome.editions)} edition{'' if len(outcome.editions) == 1 else 's'}"
    stood = len(outcome.kept)
    kept = f" {stood} other{' stands' if stood == 1 else 's stand'} there as before." if stood else ""
    return f"Built {made} for 2 audiences in {shown(options.site_dir)}/.{kept} Made anew: {work}."


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
        sources = Sources(root=terminal.ROOT, trust_folders=folders(trust))
        problems = check_all(sources, codes or (), date.today(), os.cpu_count() or 2)
        if upstream:
            own = tuple(code for code in codes_of(read(sources), codes or ()) if code)
            problems = in_order([*problems, *changed_outside(terminal.ROOT, upstream, own)])
    except UnknownTrustError as exc:
        show_problems(exc.problems, show)
        raise typer.Exit(2) from None
    except ContentError as exc:
        problems = exc.problems
    show_problems(problems, show)
    if stops(problems, strict=strict):
        raise typer.Exit(1)


@app.command("serve", epilog="Example: ./handbook serve northmoor --audience trainer")
def serve_command(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="A trust; the national edition when left out.")] = "",
    audience: Annotated[Literal["peer", "trainer"], typer.Option(help="For whom.")] = "peer",
    people: People = None,
    address: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1:8000",
    trust: TrustFolders = None,
) -> None:
    """Show one edition in the browser and keep it up to date while you write. Ctrl-C ends it."""
    try:
        host, port = host_and_port(address)
    except ValueError:
        raise typer.BadParameter(f'"{address}" is no address to listen at; write it as 127.0.0.1:8000') from None
    if not (terminal.ROOT / "content" / "national").is_dir():
        load(terminal.ROOT / "content")  # says what is missing: there is nothing here to write in
    outside = folders(trust)
    known = known_code(code, outside)
    wanted = Wanted(root=terminal.ROOT, code=known, audience=Audience(audience), people=people, trust_folders=outside)
    screen = Screen()
    try:
        server = Server(host, port, screen)
    except OSError as exc:
        say(f"Nobody can listen at {address}: {(exc.strerror or str(exc)).lower()}. Name another with --address.")
        raise typer.Exit(1) from None
    with until_ended():
        server.begin()
        if not is_private(host):
            say("Everyone who can reach this machine can read these drafts while this runs.")
        say(f"Making the pages. They will be at {server.address} (Ctrl-C ends it).")
        keep_up(wanted, screen, lambda problems: _tell_preview(problems, server.address))
    say("Stopped.")


def _tell_preview(problems: tuple[Problem, ...], address: str) -> None:
    """Say that the pages are there, or why they are not."""
    if errors := tuple(each for each in problems if each.level is Level.ERROR):
        say(as_text(errors))
        say(f"Mend this and save. {address} shows it too, and then the page again.")
    else:
        say(f"Up to date: {address} {count(problems)}")


@app.command("schema", epilog="Example: ./handbook schema")
def schema_command(
    folder: Annotated[Path, typer.Option(help="Where the schemas go.")] = Path("schemas"),
) -> None:
    """Write a JSON Schema for every kind of file, so that an editor helps as you type, and docs/reference.md."""
    declared = load(terminal.ROOT / "content").declared_values
    folder = folder if folder.is_absolute() else terminal.ROOT / folder
    changed = write(folder, {name: f"{value.label}. {value.meaning}" for name, value in declared.items()})
    say(f"{len(changed)} schemas changed in {shown(folder)}/.")
    page = terminal.ROOT / REFERENCE
    if page.parent.is_dir():
        page.write_text(as_markdown(), encoding="utf-8")


@app.command("words", epilog="Example: ./handbook words cy")
def words_command(
    code: Annotated[str, typer.Argument(metavar="LANGUAGE", help="The language, by its code: cy for Welsh.")] = "en",
) -> None:
    """Bring the catalogue of a language up to date: every sentence that pages, PDFs and scripts say."""
    if code not in LANGUAGES:
        near = did_you_mean(code, LANGUAGES) or "cy is Welsh, gd Scottish Gaelic, ga Irish"
        raise typer.BadParameter(f'"{code}" is the code of no language that can be printed; {near}')
    path, every, done = renew(terminal.ROOT, code)
    say(f"{shown(path)} has {every} sentences; {done} of them are translated.")


@app.command(
    "test",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="Example: ./handbook test tests/test_sites.py --update",
)
def run_tests(
    context: typer.Context,
    quick: Annotated[
        bool, typer.Option("--quick", help="Style, and the tests that are soon done: no browser and no whole site.")
    ] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Count which lines the tests run, too.")] = False,
) -> None:
    """Run the whole test suite: style, types and tests. Words after it go to pytest."""
    style = [["ruff", "check", "."], ["ruff", "format", "--check", "."]]
    workers = (os.cpu_count() or 1) + 1  # one more than there are processors: tests of servers and browsers wait
    tests = ["pytest", "-n", str(workers)]
    counted = ["--cov", "--cov-report=term-missing:skip-covered"] if coverage else []
    if quick:
        checks = [*style, [*tests, "-m", QUICK, *counted, *context.args]]
    elif context.args:
        checks = [["pytest", *counted, *context.args]]
    else:
        types = [["mypy"], ["mypy", "--config-file", "tests/mypy.ini", "tests", "audits", "benchmarks"]]
        checks = [*style, *types, [*tests, *counted]]
    for words in checks:
        say(f"$ {' '.join(words)}")
        done = subprocess.run([sys.executable, "-m", *words], cwd=terminal.ROOT, check=False)
        if done.returncode:
            raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Tell]:
    """Show how far the work is, on a terminal; say nothing anywhere else."""
    left = (TextColumn("left"), TimeRemainingColumn())
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), *left)
    with Progress(*columns, console=quiet_console, transient=True, disable=not quiet_console.is_terminal) as bar:
        task = bar.add_task("Starting", total=1)
        yield lambda words, done: bar.update(task, description=words, completed=done)


if __name__ == "__main__":
    app(prog_name="handbook")
