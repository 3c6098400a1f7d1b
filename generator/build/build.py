"""The whole program on one screen: plan, examine (load, resolve, check, render), then site and print, then publish."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from pathlib import Path

from generator.build import inputs, publish, site_folder
from generator.build.cluster import ClusterError, cluster
from generator.build.examine import Asked, Examined, Sources, checked, examine, look, read, take
from generator.build.executors import Foreman, StalledError, workers
from generator.build.keeping import Keeping, reserved
from generator.build.options import PRINT, SITE, Options
from generator.build.pipeline import Pipeline, seconds_to_typeset
from generator.build.plan import Plan, no_such_trusts, plan, remember, sources_of
from generator.build.prepared import prepared
from generator.build.progress import Progress, Tell
from generator.build.publish import Say
from generator.build.site_folder import is_site
from generator.build.standing import note_use
from generator.changes.edition_reports import published
from generator.content.library import Library
from generator.editions.edition import Edition
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.problems import ContentError, Mark, Problem, UnknownTrustError, error, in_order, stops
from generator.system.cache import Cache
from generator.system.disk import file_names
from generator.system.failures import in_plain_words
from generator.system.shared_cache import SharedCache, StoreError
from generator.system.stopping import unstoppable


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a build came to.

    `editions` are the codes of those that were made, `kept` of those that stood as they would be made; `remade` counts
    chapters, PDFs and documents for Word that were not simply taken from the cache.
    """

    problems: tuple[Problem, ...]
    editions: tuple[str, ...]
    kept: tuple[str, ...]
    remade: Mapping[str, int]


def build(
    options: Options,
    tell: Tell = lambda _words, _done: None,
    say: Say = lambda _sentence: None,
    show: Callable[[int], None] | None = None,
) -> Outcome:
    """Make every edition asked for that is not as it would be made, and put the finished site in place of the old one.

    One build at a time works in a project and on a site; another waits for it, and says so to `say`. Where there is
    `show` and no site yet, the pages are put in place as soon as they are there, and it hears about how many minutes
    their PDFs will take, which are put in place with them in the end.

    Raises:
        ContentError: Something is wrong; the old site stands untouched.
    """
    with in_plain_words(options.root, options.site_dir), _told_of_workers(), ExitStack() as stack:
        options = replace(options, site_dir=_place(options))
        keeping = stack.enter_context(reserved(options.cache, say))
        stack.enter_context(publish.reserved(options.site_dir, say))
        found = inputs.read_inputs(options)
        tell("Reading", 0)
        crew = stack.enter_context(cluster(options.scheduler) if options.scheduler else workers(options.jobs))
        todo = plan(options, found, crew)
        examined = _examine(options, todo, crew, keeping, tell)
        inputs.stop_if_changed(options, found, texts=True)
        problems = in_order([*todo.problems, *(each for one in examined for each in one.problems)])
        _stop_if_wrong(problems, strict=options.strict)
        if todo.is_done:
            note_use(options)
            keeping.tidy_if_needed(todo.trusts, options.trust_folders)
            return Outcome(problems=problems, editions=(), kept=todo.wanted, remade={})
        if show and not options.only and not is_site(options.site_dir):
            _put_pages(options, todo, crew, keeping, tell, say)
            show(_minutes_of_print(options, todo, keeping))
        staging = stack.enter_context(publish.staged(options.site_dir, say))
        publish.keep(options.site_dir, staging, todo.there, made=todo.made, stay=todo.stay, only=options.only)
        remade = _make(options, todo, crew, keeping, staging, tell)
        inputs.stop_if_changed(options, found, texts=False)
        _place(options)
        with unstoppable():
            publish.put_in_place(staging, options.site_dir, say)
            remember(options, todo, examined)
        keeping.tidy(todo.trusts, options.trust_folders)
    kept = tuple(code for code in todo.wanted if code not in todo.made)
    return Outcome(problems=problems, editions=todo.made, kept=kept, remade=remade)


@contextmanager
def _told_of_workers() -> Iterator[None]:
    """Turn what keeps the work from being done into a problem."""
    try:
        yield
    except ClusterError as exc:
        raise ContentError([error(Mark(path="--scheduler"), "cluster", str(exc))]) from exc
    except StoreError as exc:
        raise ContentError([error(Mark(path="--store"), "store", str(exc))]) from exc
    except StalledError as exc:
        raise ContentError([error(Mark(path="content"), "stalled", str(exc))]) from exc


def _place(options: Options) -> Path:
    """Return where the site goes, if it may; somebody may put something there while a build is at work."""
    return site_folder.replaceable(options.site_dir, options.root, options.trust_folders)


def _examine(options: Options, todo: Plan, crew: Executor, keeping: Keeping, tell: Tell) -> Sequence[Examined]:
    """Have every edition that is made checked, and its pages made; the national one first, which takes longest."""
    if not todo.made:
        return ()
    tell("Checking", 0)
    sources, foreman = sources_of(options), Foreman()
    read(sources, ())  # in this process, from which the workers begin
    asked = [
        Asked(
            sources=sources,
            code=code,
            today=options.today,
            people=options.people,
            trusts=() if code else todo.listed,
            into=keeping.workroom,
        )
        for code in todo.made
    ]
    return list(foreman.results(crew, examine, asked))


def _put_pages(options: Options, todo: Plan, crew: Executor, keeping: Keeping, tell: Tell, say: Say) -> None:
    """Put the pages in place without their PDFs, which take much longer."""
    with publish.staged(options.site_dir, say) as staging:
        _make(replace(options, only=SITE), todo, crew, keeping, staging, tell, is_early=True)
        with unstoppable():
            publish.put_in_place(staging, options.site_dir, say)


def _minutes_of_print(options: Options, todo: Plan, keeping: Keeping) -> int:
    editions = (look(keeping.workroom, code, audience) for code in todo.made for audience in Audience)
    return ceil(seconds_to_typeset(editions, options.root, _results(options)) / options.jobs / 60)


def _results(options: Options) -> Cache:
    return SharedCache(options.cache, options.store) if options.store else Cache(options.cache)


def _make(
    options: Options, todo: Plan, crew: Executor, keeping: Keeping, staging: Path, tell: Tell, *, is_early: bool = False
) -> Mapping[str, int]:
    """Make the editions in a folder, and give how much was made anew; an early site goes before its PDFs."""
    wanted = [(code, audience) for code in todo.made for audience in Audience]
    progress = Progress(tell, len(wanted))
    pipeline = Pipeline(
        root=options.root,
        cache=_results(options),
        crew=crew,
        engine=options.engine,
        only=options.only,
        is_early=is_early,
        hear=progress.hear,
    )
    for code, audience in wanted:
        progress.begin(f"Building {code or 'the national edition'} for {audience.value}s")
        edition = (look if is_early else take)(keeping.workroom, code, audience)
        pipeline.add(edition, staging / edition.folder)
    pipeline.finish()
    return pipeline.remade


def check_all(sources: Sources, asked: Sequence[str], today: date, jobs: int) -> tuple[Problem, ...]:
    """Return every problem of the editions asked for, or of all; each edition is looked at by a worker.

    Raises:
        UnknownTrustError: A code is no trust's.
        ContentError: There is no usable national edition, or a trust asked for cannot be used at all.
    """
    library = read(sources)  # in this process, from which the workers begin
    codes = codes_of(library, asked)
    with workers(min(jobs, len(codes))) as crew:
        foreman = Foreman()
        asked_each = (Asked(sources=sources, code=code, today=today) for code in codes)
        found = list(foreman.results(crew, examine, asked_each))
    return in_order([*library.problems, *(each for one in found for each in one.problems)])


def check(library: Library, codes: Sequence[str], today: date) -> tuple[Problem, ...]:
    """Return every problem of the editions named, the library's own first, each said once."""
    problems = [*library.problems]
    for code in codes:
        problems += checked(library, code, today)[1]
    return in_order(problems)


def print_only(
    root: Path, edition: Edition, rendered: Rendered, target: Path, say: Say = lambda _sentence: None
) -> None:
    """Put the PDFs and the manifest of one edition into a folder that mkdocs built, and mark it as a build's.

    Raises:
        ContentError: Something cannot be typeset, read or written.
    """
    cache = Cache(root / ".cache")
    with in_plain_words(root, target), reserved(cache.folder, say) as keeping, workers(1) as here:
        pipeline = Pipeline(root=root, cache=cache, crew=here, only=PRINT)
        pipeline.add(prepared(edition, rendered), target)
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
        raise UnknownTrustError([*library.problems, *no_such_trusts(unknown, library.trusts)])
    wanted = asked or ("national", *published({code: each.trust for code, each in library.trusts.items()}))
    return tuple("" if code == "national" else code for code in wanted)


def _stop_if_wrong(problems: Sequence[Problem], *, strict: bool) -> None:
    if stops(problems, strict=strict):
        raise ContentError(problems)
