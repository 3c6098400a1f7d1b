"""The whole program on one screen: load, resolve, check, render, then site and print side by side, then publish."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build import inputs, publish, site_folder
from generator.build.executors import cluster, workers
from generator.build.keeping import reserved
from generator.build.options import PRINT, Options
from generator.build.pipeline import Pipeline
from generator.build.publish import Say
from generator.changes.edition_reports import published, reports
from generator.check.rules import check as check_edition
from generator.content.library import Library
from generator.content.load import load
from generator.editions.edition import Edition
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.problems import ContentError, Mark, Problem, UnknownTrustError, error, in_order, stops
from generator.system.disk import file_names
from generator.system.failures import in_plain_words
from generator.system.stopping import unstoppable

Tell = Callable[[str, float], None]
"""Hears what is being done, in a few words, and how much of the whole is done, from 0 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a build came to. `remade` counts chapters, PDFs and sites that were not simply taken from the cache."""

    problems: tuple[Problem, ...]
    editions: tuple[str, ...]
    remade: Mapping[str, int]


def build(options: Options, tell: Tell = lambda _words, _done: None, say: Say = lambda _sentence: None) -> Outcome:
    """Make every edition asked for and put the finished site in place of the old one.

    One build at a time works in a project and on a site; another waits for it, and says so to `say`.

    Raises:
        ContentError: Something is wrong; the old site stands untouched.
    """
    with in_plain_words(options.root, options.site_dir), ExitStack() as stack:
        options = replace(options, site_dir=_place(options))
        keeping = stack.enter_context(reserved(options.cache, say))
        stack.enter_context(publish.reserved(options.site_dir, say))
        found = inputs.read_inputs(options)
        stamp = inputs.stamp(options, found)
        if (before := inputs.unchanged(options, stamp)) is not None:
            keeping.tidy_if_too_much()
            return Outcome(problems=before, editions=(), remade={})
        tell("Reading", 0)
        library = load(options.root / "content", options.trust_folders)
        inputs.stop_if_changed(options, found, texts=True)
        codes = codes_of(library, options.codes)
        tell("Checking", 0)
        problems = check(library, codes, options.today)
        _stop_if_wrong(problems, strict=options.strict)
        staging = stack.enter_context(publish.staged(options.site_dir, say))
        if options.is_partial:
            publish.keep_others(options.site_dir, staging, codes, tuple(library.trusts), options.only)
        remade = _make(options, library, codes, problems, staging, tell)
        inputs.stop_if_changed(options, found, texts=False)
        _place(options)
        with unstoppable():
            publish.put_in_place(staging, options.site_dir, say)
            inputs.remember(options, stamp, problems)
        keeping.tidy(library.trusts, options.trust_folders)
    return Outcome(problems=problems, editions=codes, remade=remade)


def _place(options: Options) -> Path:
    """Return where the site goes, if it may; somebody may put something there while a build is at work."""
    return site_folder.replaceable(options.site_dir, options.root, options.trust_folders)


def _make(
    options: Options, library: Library, codes: Sequence[str], problems: tuple[Problem, ...], staging: Path, tell: Tell
) -> Mapping[str, int]:
    """Make the editions in a folder, and give how much was made anew."""
    templates = Templates(options.root / "templates" / "pages")
    with ExitStack() as stack:
        pool = stack.enter_context(workers(options.jobs))
        typesetters = stack.enter_context(cluster(options.scheduler)) if options.scheduler else pool
        pipeline = Pipeline(
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
            edition = replace(edition, people=options.people or edition.people)
            told = reports(library, edition, problems, options.today)
            pipeline.add(edition, render(edition, templates, told), staging / edition.folder)
        pipeline.finish()
    return pipeline.remade


def check(library: Library, codes: Sequence[str], today: date) -> tuple[Problem, ...]:
    """Return every problem of the editions named, the library's own first, each said once."""
    problems = [*library.problems]
    for code in codes:
        for audience in Audience:
            edition, found = resolve(library, code, audience)
            problems += [*found, *check_edition(edition, today)]
    return in_order(problems)


def print_only(
    root: Path, edition: Edition, rendered: Rendered, target: Path, say: Say = lambda _sentence: None
) -> None:
    """Put the PDFs and the manifest of one edition into a folder that mkdocs built, and mark it as a build's.

    Raises:
        ContentError: Something cannot be typeset, read or written.
    """
    cache = root / ".cache"
    with in_plain_words(root, target), reserved(cache, say) as keeping, workers(1) as here:
        pipeline = Pipeline(root=root, cache=cache, pool=here, typesetters=here, only=PRINT)
        pipeline.add(edition, rendered, target)
        pipeline.finish()
        site_folder.mark(target, (name for name in file_names(target) if not name.startswith(".")))
        keeping.tidy()


def codes_of(library: Library, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the codes to build, "" for the national edition.

    Where none is asked for, that is every edition; example trusts are left out as soon as there is a real one.

    Raises:
        UnknownTrustError: A code is no trust's.
        ContentError: What a trust wrote cannot be used at all.
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
        raise UnknownTrustError([*library.problems, *problems])
    wanted = asked or ("national", *published(library))
    return tuple("" if code == "national" else code for code in wanted)


def _stop_if_wrong(problems: Sequence[Problem], *, strict: bool) -> None:
    if stops(problems, strict=strict):
        raise ContentError(problems)
