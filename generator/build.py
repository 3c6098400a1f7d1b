"""The whole program on one screen: load, resolve, check, render, then site and print side by side, then publish."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.cache import Cache, digest
from generator.check.check import check as check_edition
from generator.jobs import cluster, each_done, workers
from generator.load import Library, load
from generator.manifest import manifest
from generator.model.base import Audience
from generator.pages import Rendered
from generator.print.books import Book, books, make, sheets
from generator.print.chapter import Sheet, TypesettingError, typeset
from generator.problems import ContentError, Level, Mark, Problem, as_json, error, from_json, in_order
from generator.render import render
from generator.resolve import Edition, resolve
from generator.site import SiteError, SiteJob, build_site
from generator.templates import Templates

Tell = Callable[[str], None]
"""Hears what is being done, a few words at a time."""


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


def build(options: Options, tell: Tell = lambda _: None) -> Outcome:
    """Make every edition asked for and put the finished site in place of the old one.

    Raises:
        ContentError: Something is wrong; the old site stands untouched.
    """
    stamp = _stamp(options)
    if (before := _unchanged(options, stamp)) is not None:
        return Outcome(problems=before, editions=(), remade={})
    tell("Reading")
    library = load(options.root / "content", options.trust_folders)
    codes = _codes(library, options.codes)
    tell("Checking")
    problems = check(library, codes, options.today)
    _stop_if_wrong(problems, strict=options.strict)
    staging = options.site_dir.with_name(f".{options.site_dir.name}-new")
    shutil.rmtree(staging, ignore_errors=True)
    remade = {"chapters": 0, "PDFs": 0}
    templates = Templates(options.root / "templates" / "pages")
    with ExitStack() as stack:
        pool = stack.enter_context(workers(options.jobs))
        typesetters = stack.enter_context(cluster(options.scheduler)) if options.scheduler else pool
        for code in codes:
            for audience in Audience:
                edition, _ = resolve(library, code, audience)
                rendered = render(edition, templates)
                tell(f"Building {edition.folder.rstrip('/') or 'national edition'}")
                _edition(options, edition, rendered, pool, typesetters, staging / edition.folder, remade)
    _publish(staging, options.site_dir)
    _remember(options, stamp, problems)
    return Outcome(problems=problems, editions=codes, remade=remade)


def check(library: Library, codes: Sequence[str], today: date) -> tuple[Problem, ...]:
    """Give every problem of the editions named, the library's own first, each said once."""
    problems = [*library.problems]
    for code in codes:
        for audience in Audience:
            edition, found = resolve(library, code, audience)
            problems += [*found, *check_edition(edition, today)]
    return in_order(problems)


def preview(root: Path, code: str, audience: Audience) -> tuple[Rendered, Mapping[str, Path]]:
    """Make the pages of one edition and nothing else, for mkdocs to show.

    Raises:
        ContentError: Something is wrong.
    """
    library = load(root / "content")
    codes = _codes(library, (code,) if code else ("national",))
    _stop_if_wrong(check(library, codes, date.today()), strict=False)
    edition, _ = resolve(library, codes[0], audience)
    return render(edition, Templates(root / "templates" / "pages")), edition.assets


def downloads(root: Path, rendered: Rendered, pictures: Mapping[str, Path], target: Path) -> None:
    """Write the PDFs of one edition below `target`."""
    cache = Cache(root / ".cache")
    made = sheets(rendered, root / "templates" / "print", pictures)
    with workers(1) as here:
        _typeset(made, here, cache, rendered)
        _put(_link(books(rendered, made, root / "templates" / "print", cache), here, cache), cache, target)


def _edition(
    options: Options,
    edition: Edition,
    rendered: Rendered,
    pool: Executor,
    typesetters: Executor,
    target: Path,
    remade: dict[str, int],
) -> None:
    """Make one edition's site and PDFs, and put them together below `target`."""
    cache = Cache(options.cache)
    folder = options.root / "templates" / "print"
    made = sheets(rendered, folder, edition.assets)
    wanted = tuple(books(rendered, made, folder, cache))
    site = None
    if options.only != "print":
        job = SiteJob(
            root=options.root,
            rendered=rendered,
            pictures=edition.assets,
            engine=options.engine,
            store=options.cache / f"site-{options.engine}" / (edition.folder.replace("/", "-") or "national-"),
        )
        site = pool.submit(build_site, job)
    if options.only != "site":
        remade["chapters"] += _typeset(made, typesetters, cache, rendered)
        finished = _link(wanted, pool, cache)
        remade["PDFs"] += sum(new for _, new in finished)
        _put(finished, cache, target)
    if site is not None:
        try:
            shutil.copytree(site.result(), target, dirs_exist_ok=True)
        except SiteError as exc:
            raise ContentError([error(Mark(path=edition.folder or "site"), "site", str(exc))]) from None
    counts = {book.path: _pages(cache, book) for book in wanted} if options.only != "site" else {}
    listed = manifest(edition, rendered, {path: sheet.key for path, sheet in made.items()}, wanted, counts)
    target.mkdir(parents=True, exist_ok=True)
    (target / "manifest.json").write_text(listed, encoding="utf-8")


def _typeset(made: Mapping[str, Sheet], typesetters: Executor, cache: Cache, rendered: Rendered) -> int:
    """Typeset the chapters that are not in the cache yet, and say how many."""
    missing = {sheet.key: sheet for sheet in made.values() if not cache.path(sheet.key).is_file()}
    try:
        for key, pdf in each_done(typesetters, typeset, missing):
            cache.put(key, pdf)
    except TypesettingError as exc:
        raise ContentError([error(Mark(path=rendered.folder or "content"), "typesetting", str(exc))]) from None
    return len(missing)


def _link(wanted: Iterator[Book] | Sequence[Book], pool: Executor, cache: Cache) -> list[tuple[Book, bool]]:
    """Make the downloads that are not in the cache yet, and give each with whether it is new."""
    wanted = tuple(wanted)
    missing = {book.key: book for book in wanted if not cache.path(book.key, ".json").is_file()}
    for key, linked in each_done(pool, make, missing):
        cache.put(key, linked.pdf)
        cache.path(key, ".json").write_text(json.dumps({"pages": linked.pages}), encoding="utf-8")
    return [(book, book.key in missing) for book in wanted]


def _put(finished: list[tuple[Book, bool]], cache: Cache, target: Path) -> None:
    for book, _ in finished:
        place = target / book.path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(cache.path(book.key), place)


def _pages(cache: Cache, book: Book) -> tuple[int, int]:
    """Give the pages and the bytes of a finished download."""
    pages: int = json.loads(cache.path(book.key, ".json").read_text(encoding="utf-8"))["pages"]
    return pages, cache.path(book.key).stat().st_size


def _codes(library: Library, asked: Sequence[str]) -> tuple[str, ...]:
    """Give the codes to build, "" for the national edition.

    Raises:
        ContentError: A code is no trust's.
    """
    unknown = [code for code in asked if code != "national" and code not in library.trusts]
    if unknown:
        known = ", ".join(["national", *library.trusts])
        problems = [
            error(Mark(path="content/trusts"), "unknown-trust", f'there is no trust "{code}"', f"there are: {known}")
            for code in unknown
        ]
        raise ContentError([*library.problems, *problems])
    wanted = asked or ("national", *library.trusts)
    return tuple("" if code == "national" else code for code in wanted)


def _stop_if_wrong(problems: Sequence[Problem], *, strict: bool) -> None:
    if any(problem.level is Level.ERROR or strict for problem in problems):
        raise ContentError(problems)


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
    """Give the warnings of the last build where the same is asked for again and its site stands as it was left."""
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
