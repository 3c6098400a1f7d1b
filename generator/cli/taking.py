"""The commands that take an edition elsewhere: packages for learning systems, a book, an archive for the records."""

import os
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from generator.build.archive import Issued, about, archive, faults, record
from generator.build.build import build, codes_of
from generator.build.earlier import Earlier, lay_out
from generator.build.options import Options
from generator.build.preview import Draft, Drafts, Wanted
from generator.cli import terminal
from generator.cli.terminal import TrustFolders, folders, known_code, read_library, reporting, say, shown, tell
from generator.model.base import Audience
from generator.model.document import Document
from generator.model.kinds import PROGRAMME
from generator.pages.page import Rendered
from generator.site.epub import book, handbook
from generator.site.scorm import day_lessons, lessons, package
from generator.system.disk import write_file
from generator.upkeep.recording import chosen

taking_app = typer.Typer(rich_markup_mode=None)

Edition = Annotated[
    str, typer.Argument(metavar="[CODE]", help="A trust, or national; the national edition when left out.")
]


def _pages(code: str, trust: list[Path] | None) -> tuple[Draft, Rendered]:
    """Return an edition for peers with its pages, checked as for publishing."""
    with reporting():
        outside = folders(trust)
        known = known_code(code, outside)
        drafts = Drafts(Wanted(root=terminal.ROOT, code=known, audience=Audience.PEER, trust_folders=outside))
        draft = drafts.whole(drafts.read())
    if draft.rendered is None:
        raise typer.Exit(1)
    return draft, draft.rendered


@taking_app.command("scorm", epilog="Example: ./handbook scorm northmoor procedures --out for-learning")
def scorm_command(
    code: Edition = "",
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATTERN]...", help="Documents, names with *, or a kind; all, and each day, if none."),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder for the packages.")] = Path("scorm"),
    trust: TrustFolders = None,
) -> None:
    """Make packages for a learning system (SCORM 1.2) of what peers read, with a record of who has read it."""
    draft, rendered = _pages(code, trust)
    with reporting():
        entries = draft.edition.entries.values()
        every = [each for each in entries if isinstance(each.model, Document) and each.kind != PROGRAMME]
        wanted = chosen(draft.edition, patterns) if patterns else tuple(every)
    made = [*lessons(rendered, [each.id for each in wanted]), *(() if patterns else day_lessons(rendered))]
    target = out if out.is_absolute() else terminal.ROOT / out
    for lesson in made:
        content = package(terminal.ROOT, rendered, lesson, draft.edition.assets)
        write_file(target / f"{lesson.name}.zip", content)
    say(f"{len(made)} package{'' if len(made) == 1 else 's'} in {shown(target)}/.")


@taking_app.command("epub", epilog="Example: ./handbook epub northmoor --out handbook.epub")
def epub_command(
    code: Edition = "",
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("peer-handbook.epub"),
    trust: TrustFolders = None,
) -> None:
    """Make the handbook for peers as a book for phones and readers (EPUB)."""
    draft, rendered = _pages(code, trust)
    plan = handbook(rendered)
    if plan is None:
        say("This edition has no handbook for peers among its publications, so there is no book.")
        raise typer.Exit(1)
    target = out if out.is_absolute() else terminal.ROOT / out
    write_file(target, book(terminal.ROOT, rendered, plan, draft.edition.assets))
    say(f"Written: {shown(target)}, {plan.title}, {len(plan.pages)} pages of the site.")


@taking_app.command("archive", epilog="Example: ./handbook archive northmoor, later ./handbook archive --verify FILE")
def archive_command(
    code: Edition = "",
    out: Annotated[Path, typer.Option(help="The folder for the file.")] = Path("archive"),
    site_dir: Annotated[Path, typer.Option(help="Where the site is, or is to be.")] = Path("site"),
    verify: Annotated[Path | None, typer.Option(metavar="FILE", help="Look whether an archive is as it was.")] = None,
    trust: TrustFolders = None,
) -> None:
    """Keep an edition as issued, in one dated file: site, PDFs, sources, hashes. It is built first where it must be."""
    if verify:
        _verify(_from_root(verify))
        return
    outside = folders(trust)
    with reporting():
        library = read_library(trust)
        (known,) = codes_of(library, (code or "national",))
        place = site_dir if site_dir.is_absolute() else terminal.ROOT / site_dir
        options = Options(
            root=terminal.ROOT,
            codes=(known or "national",),
            trust_folders=outside,
            today=date.today(),
            site_dir=place,
            jobs=os.cpu_count() or 2,
            strict=True,
        )
        build(options, lambda _words, _done: None, say)
    issued = Issued(
        root=terminal.ROOT,
        site_dir=place,
        code=known,
        codes=tuple(library.trusts),
        folder=library.trusts[known].folder if known else None,
        edition=library.edition.edition,
        program=version("peer-support-handbook"),
        today=date.today(),
    )
    target = (out if out.is_absolute() else terminal.ROOT / out) / issued.name
    try:
        whole = archive(issued, target)
    except FileExistsError:
        say(f"{shown(target)} is there already, and is never written over. Name another folder with --out.")
        raise typer.Exit(1) from None
    say(f"Written: {shown(target)}. Put its hash into the minutes: {whole}.")


@taking_app.command("earlier", epilog="Example: ./handbook earlier archive/handbook-northmoor-2026.11-2027-01-18.zip")
def earlier_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Archives that ./handbook archive wrote.")],
    out: Annotated[Path, typer.Option(help="The folder for earlier editions, to put beside the site.")] = Path(
        "earlier"
    ),
    trust: TrustFolders = None,
) -> None:
    """Lay earlier editions out for the web: every page says that it is old, and asks search engines to stay away."""
    place = out if out.is_absolute() else terminal.ROOT / out
    with reporting():
        library = read_library(trust)
    for path in map(_from_root, files):
        _look_at(path)
        code = str(record(path)["trust"])
        own = library.trusts.get(code)
        present = (own.trust.address if own else None) or (library.edition.address if not code else None) or ""
        try:
            folder, pages = lay_out(Earlier(path=path, language=library.language, present=present), place)
        except FileExistsError as exc:
            say(f"{shown(Path(exc.filename))} is there already. Take it away first, or name another folder with --out.")
            raise typer.Exit(1) from None
        say(f"Written: {shown(folder)}, {pages} pages, each marked as earlier.")


def _from_root(path: Path) -> Path:
    """Return where a file stands that was named as `--out` is: from the folder with the content."""
    return path if path.is_absolute() else terminal.ROOT / path


def _verify(path: Path) -> None:
    _look_at(path)
    tell(f"{path.name} is as it was: {about(path)}")


def _look_at(path: Path) -> None:
    """Stop where an archive is not as it was put there."""
    if not path.is_file():
        raise typer.BadParameter(f'there is no file "{shown(path)}"; bring it from where your records are kept')
    if found := faults(path):
        tell("\n".join(f"{path.name}: {fault}" for fault in found))
        raise typer.Exit(1)
