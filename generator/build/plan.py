"""What a build has to make: the editions whose sources, or whose day, are others than when they were made last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from generator.build import standing
from generator.build.examine import Asked, Examined, Sources, changes_of, read
from generator.build.executors import Foreman
from generator.build.inputs import stamps
from generator.build.options import Options
from generator.build.site_folder import codes_in
from generator.build.standing import Standing, listings
from generator.changes.edition_reports import published
from generator.changes.local_changes import TrustChanges, as_json, from_json
from generator.content.load import read_trusts
from generator.model.trust import Trust
from generator.problems import Mark, Problem, UnknownTrustError, error, in_order
from generator.system.cache import Cache, digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a build makes and what it leaves.

    Attributes:
        trusts: The code of every trust there is.
        wanted: The codes of the editions asked for, "" for the national one.
        made: Those of them that have to be made.
        made_from: The fingerprint of what each edition wanted is made from, by its code.
        there: The codes of the trusts that have a folder in the site.
        stay: The codes whose folders stay in the site, as they are.
        standing: What is known of them, where a build of today would leave the same.
        listed: The trusts that the national edition tells of, where it is made.
        is_done: Whether the site stands as it would be made.
    """

    trusts: tuple[str, ...]
    wanted: tuple[str, ...]
    made: tuple[str, ...]
    made_from: Mapping[str, str]
    there: frozenset[str]
    stay: frozenset[str]
    standing: Mapping[str, Standing]
    listed: tuple[TrustChanges, ...]
    is_done: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the editions asked for that are as they would be made."""
        found = (self.standing[code] for code in self.wanted if code in self.standing)
        return in_order(problem for each in found for problem in each.problems)


def plan(options: Options, inputs: Mapping[str, str], crew: Executor) -> Plan:
    """Find out what has to be made.

    Args:
        options: What is asked for.
        inputs: The hash of every file, by its path.
        crew: Those who find out what trusts change.

    Raises:
        UnknownTrustError: A code asked for is no trust's.
        ContentError: There is no usable national edition.
    """
    trusts = read_trusts(options.root / "content", options.trust_folders)
    wanted = _wanted(options, trusts)
    shared, own = stamps(options, inputs, trusts)
    there = codes_in(options.site_dir, trusts)
    before, looks = standing.read(options), listings(options.site_dir, there)
    made_from = {code: digest(shared, own[code]) for code in wanted if code}
    listed: tuple[TrustChanges, ...] = ()
    if "" in wanted:
        usable = {code: trust for code, trust in trusts.items() if trust}
        keys = {code: digest("changes of a trust", shared, own[code]) for code in usable}
        listed = tuple(_changes(options, keys, crew))
        made_from[""] = digest(shared, *(as_json(each) for each in listed))
    known = {
        code: each
        for code, each in before.items()
        if each.holds(made_from.get(code, each.made_from), looks.get(code), options.today)
    }
    made = tuple(code for code in wanted if code not in known)
    stay = frozenset(looks if options.is_partial else wanted) - set(made)
    return Plan(
        trusts=tuple(trusts),
        wanted=wanted,
        made=made,
        made_from=made_from,
        there=there,
        stay=stay,
        standing={code: each for code, each in known.items() if code in stay},
        listed=listed,
        is_done=not made and looks.keys() == stay,
    )


def _wanted(options: Options, trusts: Mapping[str, Trust | None]) -> tuple[str, ...]:
    """Return the codes to build; where none is asked for, those of all that is published, or is broken."""
    if unknown := [code for code in options.codes if code != "national" and code not in trusts]:
        raise UnknownTrustError(no_such_trusts(unknown, trusts))
    broken = [code for code, trust in trusts.items() if trust is None]
    usable = published({code: trust for code, trust in trusts.items() if trust})
    asked = options.codes or ("national", *usable, *broken)
    return tuple(dict.fromkeys("" if code == "national" else code for code in asked))


def no_such_trusts(unknown: Iterable[str], trusts: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each code that is no trust's; it names those that there are."""
    hint = f"there are: {', '.join(['national', *trusts])}"
    for code in unknown:
        yield error(Mark(path="content/trusts"), "unknown-trust", f'there is no trust "{code}"', hint)


def remember(options: Options, done: Plan, examined: Sequence[Examined]) -> None:
    """Write down how the editions of a site were left, so that the next plan knows them.

    Raises:
        OSError: It cannot be written.
    """
    looks = listings(options.site_dir, done.there | set(done.made))
    made = {
        each.code: Standing(
            made_from=done.made_from[each.code],
            listing=looks.get(each.code, ""),
            since=options.today,
            until=each.until,
            problems=each.problems,
        )
        for each in examined
    }
    standing.write(options, {**done.standing, **made})


def sources_of(options: Options) -> Sources:
    """Return where a build's files are."""
    return Sources(root=options.root, trust_folders=options.trust_folders)


def _changes(options: Options, keys: Mapping[str, str], crew: Executor) -> Iterator[TrustChanges]:
    """Yield what trusts change; a trust whose files are as they were is not read again."""
    cache, sources, foreman = Cache(options.cache), sources_of(options), Foreman()
    kept = {code: cache.get(key) for code, key in keys.items()}
    missing = [code for code, content in kept.items() if content is None]
    if missing:
        read(sources, ())  # in this process, from which the workers begin
    asked = (Asked(sources=sources, code=code, today=options.today) for code in missing)
    found = foreman.results(crew, changes_of, asked)
    for code, content in kept.items():
        if content is not None:
            yield from_json(content)
        else:
            changes: TrustChanges = next(found)
            cache.put(keys[code], as_json(changes))
            yield changes
