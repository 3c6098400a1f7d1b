"""The whole program on one screen: load, resolve, check, render, then site and print side by side, then publish."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.cache import Cache, digest
from generator.check.check import check as check_edition
from generator.jobs import cluster, workers
from generator.load import Library, load
from generator.model.base import Audience
from generator.pages import Rendered
from generator.press import PRINT, Press
from generator.problems import ContentError, Mark, Problem, as_json, error, from_json, in_order, stops
from generator.render import render
from generator.reports import published, reports
from generator.resolve import Edition, edition_folder, resolve
from generator.templates import Templates

Tell = Callable[[str, float], None]
"""Hears what is being done, in a few words, and how much of the whole is done, from 0 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What to build, from where, to where, and how. `codes` are the trusts asked for; none asked for is everything."""

    root: Path
    codes: tuple[str, ...] = ()
    trust_folders: tuple[Path, ...] = ()
    today: date
    site_dir: Path
    only: str = ""
    engine: str = "mkdocs"
    jobs: int = 2
    scheduler: str = ""
    strict: bool = False

    @property
    def cache(self) -> Path:
        """Where results are kept between builds."""
        return self.root / ".cache"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a build came to. `remade` counts chapters, PDFs and sites that were not simply taken from the cache."""

    problems: tuple[Problem, ...]
    editions: tuple[str, ...]
    remade: Mapping[str, int]


def build(options: Options, tell: Tell = lambda _words, _done: None) -> Outcome:
    """Make every edition asked for and put the finished site in place of the old one.

    Raises:
        ContentError: Something is wrong; the old site stands untouched.
    """
    stamp = _stamp(options)
    if (before := _unchanged(options, stamp)) is not None:
        return Outcome(problems=before, editions=(), remade={})
    tell("Reading", 0)
    library = load(options.root / "content", options.trust_folders)
    codes = codes_of(library, options.codes)
    tell("Checking", 0)
    problems = check(library, codes, options.today)
    _stop_if_wrong(problems, strict=options.strict)
    staging = options.site_dir.with_name(f".{options.site_dir.name}-new")
    shutil.rmtree(staging, ignore_errors=True)
    _keep_the_rest(options, staging, codes)
    templates = Templates(options.root / "templates" / "pages")
    with ExitStack() as stack:
        pool = stack.enter_context(workers(options.jobs))
        typesetters = stack.enter_context(cluster(options.scheduler)) if options.scheduler else pool
        press = Press(
            root=options.root,
            cache=options.cache,
            pool=pool,
            typesetters=typesetters,
            engine=options.engine,
            only=options.only,
        )
        wanted = [(code, audience) for code in codes for audience in Audience]
        for position, (code, audience) in enumerate(wanted):
            tell(f"Building {code or 'the national edition'} for {audience.value}s", position / len(wanted))
            edition, _ = resolve(library, code, audience)
            told = reports(library, edition, problems, options.today)
            press.add(edition, render(edition, templates, told), staging / edition.folder)
        press.finish()
    _publish(staging, options.site_dir)
    _remember(options, stamp, problems)
    if not (options.codes or options.only):
        Cache(options.cache).prune()
    return Outcome(problems=problems, editions=codes, remade=press.remade)


def check(library: Library, codes: Sequence[str], today: date) -> tuple[Problem, ...]:
    """Give every problem of the editions named, the library's own first, each said once."""
    problems = [*library.problems]
    for code in codes:
        for audience in Audience:
            edition, found = resolve(library, code, audience)
            problems += [*found, *check_edition(edition, today)]
    return in_order(problems)


def preview(root: Path, code: str, audience: Audience) -> tuple[Edition, Rendered]:
    """Make the pages of one edition and nothing else, for mkdocs to show.

    Raises:
        ContentError: Something is wrong.
    """
    library = load(root / "content")
    codes = codes_of(library, (code,) if code else ("national",))
    today = date.today()
    problems = check(library, codes, today)
    _stop_if_wrong(problems, strict=False)
    edition, _ = resolve(library, codes[0], audience)
    told = reports(library, edition, problems, today)
    return edition, render(edition, Templates(root / "templates" / "pages"), told)


def print_only(root: Path, edition: Edition, rendered: Rendered, target: Path) -> None:
    """Put the PDFs and the manifest of one edition into a folder, for mkdocs.

    Raises:
        ContentError: Something cannot be typeset.
    """
    with workers(1) as here:
        press = Press(root=root, cache=root / ".cache", pool=here, typesetters=here, only=PRINT)
        press.add(edition, rendered, target)
        press.finish()


def codes_of(library: Library, asked: Sequence[str]) -> tuple[str, ...]:
    """Give the codes to build, "" for the national edition.

    Where none is asked for, that is every edition; example trusts are left out as soon as there is a real one.

    Raises:
        ContentError: A code is no trust's.
    """
    broken = [code for code in asked if f"trusts/{code}" in library.broken]
    if broken:
        raise ContentError(library.problems)
    unknown = [code for code in asked if code != "national" and code not in library.trusts]
    if unknown:
        known = ", ".join(["national", *library.trusts])
        problems = [
            error(Mark(path="content/trusts"), "unknown-trust", f'there is no trust "{code}"', f"there are: {known}")
            for code in unknown
        ]
        raise ContentError([*library.problems, *problems])
    wanted = asked or ("national", *published(library))
    return tuple("" if code == "national" else code for code in wanted)


def _stop_if_wrong(problems: Sequence[Problem], *, strict: bool) -> None:
    if stops(problems, strict=strict):
        raise ContentError(problems)


def _keep_the_rest(options: Options, staging: Path, codes: Sequence[str]) -> None:
    """Begin from the site as it stands, without what is about to be made, when only a part of it was asked for."""
    if not (options.codes or options.only) or not options.site_dir.is_dir():
        return
    shutil.copytree(options.site_dir, staging)
    for code in codes:
        for audience in Audience:
            folder = staging / edition_folder(code, audience)
            others = {"trainer", *(path.parent.name for path in staging.glob("*/manifest.json"))}
            printed = {"downloads", "manifest.json"}
            for path in folder.glob("*") if folder.is_dir() else ():
                is_print = path.name in printed
                if path.name in others or (options.only and is_print != (options.only == PRINT)):
                    continue
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _publish(staging: Path, site_dir: Path) -> None:
    """Put the finished site in the place of the old one, which goes only when the new one stands."""
    old = site_dir.with_name(f".{site_dir.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if site_dir.exists():
        site_dir.rename(old)
    staging.rename(site_dir)
    shutil.rmtree(old, ignore_errors=True)


def _stamp(options: Options) -> str:
    """Give the fingerprint of all that a build is made from: every file, the options and the day."""
    folders = [options.root / name for name in ("content", "templates", "generator")]
    files = [path for folder in (*folders, *options.trust_folders) for path in sorted(folder.rglob("*"))]
    files += [options.root / name for name in ("mkdocs.yml", "requirements.txt")]
    kept = [path for path in files if path.is_file() and path.suffix != ".pyc"]
    contents = [f"{path} {digest(path.read_bytes())}" for path in kept]
    return digest(repr(options), *contents)


def _record(options: Options) -> Path:
    return options.cache / "builds" / f"{digest(str(options.site_dir.resolve()))[:16]}.json"


def _listing(site_dir: Path) -> str:
    """Give the fingerprint of what a finished site looks like from outside, to notice when someone touched it."""
    files = sorted(path for path in site_dir.rglob("*") if path.is_file())
    return digest(*(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files))


def _unchanged(options: Options, stamp: str) -> tuple[Problem, ...] | None:
    """Give what the last build had to say where the same is asked for again and its site stands as it was left."""
    record = _record(options)
    if not record.is_file() or not options.site_dir.is_dir():
        return None
    before = json.loads(record.read_text(encoding="utf-8"))
    if before["stamp"] != stamp or before["listing"] != _listing(options.site_dir):
        return None
    return tuple(from_json(each) for each in before["problems"])


def _remember(options: Options, stamp: str, problems: Sequence[Problem]) -> None:
    record = _record(options)
    record.parent.mkdir(parents=True, exist_ok=True)
    found = {
        "stamp": stamp,
        "listing": _listing(options.site_dir),
        "problems": [as_json(problem) for problem in problems],
    }
    record.write_text(json.dumps(found), encoding="utf-8")
