"""The whole program: what a build leaves, what it leaves alone, and what it makes anew."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY, Site, copy_site, preview

from generator.build import pipeline
from generator.build.build import Options, Outcome, build, print_only
from generator.build.executors import workers
from generator.model.base import Audience
from generator.pdf.typesetter import TypesettingError
from generator.problems import ContentError, Level
from generator.site.job import SiteError
from generator.system.cache import Cache

pytestmark = pytest.mark.site

SESSION = "national/sessions/listening-well.yml"


def options(root: Path, **given: Any) -> Options:
    """Return the options of a build with one job, so that what it does can be replaced by the test."""
    return replace(Options(root=root, today=TODAY, site_dir=root / "site", jobs=1), **given)


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def twice(site: Callable[..., Site]) -> tuple[Site, Options, Outcome]:
    """Return the minimal site, built."""
    made = site()
    return made, options(made.root), build(options(made.root))


def test_leaves_both_audiences_of_every_edition(built: Callable[[str], Path]) -> None:
    """A build leaves pages, search, downloads and a manifest for each trust and audience."""
    folder = built("trust-amends")
    wanted = ("index.html", "search/index.js", "manifest.json", "downloads/handbook.pdf")

    found = {
        edition: [name for name in wanted if (folder / edition / name).is_file()]
        for edition in ("", "trainer", "hillside", "hillside/trainer")
    }

    assert {"": [*wanted], "trainer": [*wanted], "hillside": [*wanted], "hillside/trainer": [*wanted]} == found


def test_manifest_names_every_document_page_and_pdf(built: Callable[[str], Path]) -> None:
    """Every page and PDF that a manifest names is there, and every PDF there is named."""
    folder = built("trust-amends") / "hillside" / "trainer"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    named = {each["pdf"] for each in manifest["documents"]}
    named |= {each["path"] for name in ("publications", "sheets", "word") for each in manifest[name]}

    assert ("hillside", "trainer") == (manifest["trust"], manifest["audience"])
    assert all((folder / each["page"] / "index.html").is_file() for each in manifest["documents"])
    assert all((folder / path).is_file() for path in named)
    assert {path for path in named if not path.startswith("../")} == {
        f"downloads/{path.name}" for path in (folder / "downloads").iterdir()
    }


def test_manifest_says_what_is_local(built: Callable[[str], Path]) -> None:
    """A document that a trust amended is of origin amended; the others are national."""
    manifest = json.loads((built("trust-amends") / "hillside" / "manifest.json").read_text(encoding="utf-8"))

    assert {"procedures/first-visit": "amended", "guides/role-description": "national"} == {
        each["id"]: each["origin"]
        for each in manifest["documents"]
        if each["id"] in ("procedures/first-visit", "guides/role-description")
    }


def test_does_nothing_when_nothing_changed(twice: tuple[Site, Options, Outcome]) -> None:
    """A second build with nothing changed builds no edition and leaves every file as it was."""
    _, given, first = twice
    before = contents(given.site_dir)

    second = build(given)

    assert ((), {}) == (second.editions, second.remade)
    assert first.problems == second.problems
    assert before == contents(given.site_dir)


def test_builds_again_when_someone_touched_the_site(twice: tuple[Site, Options, Outcome]) -> None:
    """A file deleted from the finished site comes back with the next build."""
    _, given, _ = twice
    (given.site_dir / "index.html").unlink()

    build(given)

    assert (given.site_dir / "index.html").is_file()


def test_a_changed_session_rebuilds_only_what_depends_on_it(twice: tuple[Site, Options, Outcome]) -> None:
    """One changed sentence makes one chapter and the PDFs that hold it anew, in each edition, and no other file."""
    site, given, _ = twice
    before = contents(given.site_dir)
    site.change(SESSION, "Listening is most of the work.", "Listening is nearly all of the work.")

    outcome = build(given)

    changed = {path for path, key in contents(given.site_dir).items() if before.get(path) != key}
    page = "sessions/listening-well/index.html"
    pdfs = {"downloads/listening-well.pdf", "downloads/handbook.pdf"}
    each = {page, "copies/index.html", *pdfs, "search/index.js", "manifest.json"}
    each |= {"worker.js", "edition.json", "offline/website.zip"}
    trainers = {f"trainer/{path}" for path in each} | {"trainer/downloads/trainer-pack-day-1.pdf"}
    trainers.add("trainer/downloads/listening-well-quick-plan.pdf")
    assert {"chapters": 3, "PDFs": 6, "Word documents": 0} == outcome.remade
    assert each | trainers == changed


def test_a_partial_build_equals_a_whole_one(twice: tuple[Site, Options, Outcome], tmp_path: Path) -> None:
    """What is built upon an earlier build has the same bytes as what is built from nothing, wherever that is done."""
    site, given, _ = twice
    site.change(SESSION, "Listening is most of the work.", "Listening is nearly all of the work.")
    build(given)
    other = tmp_path / "elsewhere"
    copy_site("minimal", other)
    (other / "content" / SESSION).write_bytes((site.content / SESSION).read_bytes())

    build(options(other))

    assert contents(given.site_dir) == contents(other / "site")


def test_more_jobs_make_the_same_bytes(twice: tuple[Site, Options, Outcome], tmp_path: Path) -> None:
    """Two workers make the same site as one."""
    _, given, _ = twice
    other = tmp_path / "elsewhere"
    copy_site("minimal", other)

    build(options(other, jobs=2))

    assert contents(given.site_dir) == contents(other / "site")


def test_bad_content_leaves_the_old_site_untouched(twice: tuple[Site, Options, Outcome]) -> None:
    """A mistake in the content stops the build, is located, and the last good site stays byte for byte."""
    site, given, _ = twice
    before = contents(given.site_dir)
    site.change(SESSION, "minutes: 30\n", "minutes: 31\n")

    with pytest.raises(ContentError) as caught:
        build(given)

    assert {"session-minutes", "day-minutes"} == {each.rule for each in caught.value.problems}
    assert before == contents(given.site_dir)


@pytest.mark.parametrize(("name", "failure", "rule"), [
    ("build_site", SiteError("a link leads nowhere"), "site"),
    ("typeset", TypesettingError("a picture is missing"), "typesetting"),
])  # fmt: skip
def test_a_failing_engine_leaves_the_old_site_untouched(
    twice: tuple[Site, Options, Outcome], monkeypatch: pytest.MonkeyPatch, name: str, failure: Exception, rule: str
) -> None:
    """What an engine complains of is a problem, not a traceback, and the last good site stays."""
    site, given, _ = twice
    before = contents(given.site_dir)
    site.change(SESSION, "Listening is most of the work.", "Other words.")

    def fail(_: object) -> None:
        raise failure

    monkeypatch.setattr(pipeline, name, fail)
    with pytest.raises(ContentError) as caught:
        build(given)

    assert [(rule, str(failure))] == [(each.rule, each.sentence) for each in caught.value.problems]
    assert before == contents(given.site_dir)


def test_strict_stops_on_warnings(site: Callable[..., Site]) -> None:
    """With strict, a warning stops the build as an error does."""
    made = site("stale-amendment")

    with pytest.raises(ContentError) as caught:
        build(options(made.root, strict=True))

    assert {Level.WARNING} == {each.level for each in caught.value.problems}
    assert not (made.root / "site").exists()


def test_names_an_unknown_trust(site: Callable[..., Site]) -> None:
    """A code that is no trust's is a problem that lists the codes there are."""
    with pytest.raises(ContentError) as caught:
        build(options(site("trust-amends").root, codes=("hilside",)))

    assert [("unknown-trust", "there are: national, hillside")] == [
        (each.rule, each.hint) for each in caught.value.problems
    ]


@pytest.mark.parametrize(("only", "there", "missing"), [
    ("print", "downloads/handbook.pdf", "index.html"),
    ("site", "index.html", "downloads"),
])  # fmt: skip
def test_makes_only_what_was_asked_for(site: Callable[..., Site], only: str, there: str, missing: str) -> None:
    """Asked for print or site alone, a build makes the one and not the other."""
    made = options(site().root, only=only, codes=("national",))

    build(made)

    assert (True, False) == ((made.site_dir / there).exists(), (made.site_dir / missing).exists())


def test_tells_what_it_does(site: Callable[..., Site]) -> None:
    """A build says what it is doing, edition by edition, how many of its jobs are left, and how far it is."""
    said: list[tuple[str, float]] = []

    build(options(site().root), lambda words, done: said.append((words, done)))

    assert [("Reading", 0), ("Checking", 0), ("Building the national edition for peers, 1 of 2", 0)] == said[:3]
    assert sorted(done for _, done in said) == [done for _, done in said]
    assert ("Building the national edition for trainers, 2 of 2, 0 jobs left", 1.0) == said[-1]


def test_previews_one_edition(site: Callable[..., Site]) -> None:
    """A preview is the pages of one edition, for one audience."""
    edition, rendered = preview(site("trust-amends").root, "hillside", Audience.TRAINER)

    assert ("hillside", "hillside/trainer/") == (edition.code, rendered.folder)


def test_prints_one_edition_into_a_folder(site: Callable[..., Site], tmp_path: Path) -> None:
    """Printing alone puts PDFs and the manifest into the folder named."""
    root = site().root
    edition, rendered = preview(root, "", Audience.PEER)

    print_only(root, edition, rendered, tmp_path / "out")

    assert (tmp_path / "out" / "downloads" / "handbook.pdf").is_file()
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_finishing_a_press_that_did_nothing_does_nothing(tmp_path: Path) -> None:
    """A press with no edition under way finishes without making anything."""
    with workers(1) as here:
        idle = pipeline.Pipeline(root=tmp_path, cache=Cache(tmp_path / "cache"), crew=here)
        idle.finish()

    assert {"chapters": 0, "PDFs": 0, "Word documents": 0} == idle.remade


def test_building_one_edition_keeps_the_others(site: Callable[..., Site]) -> None:
    """Asked for one trust, a build makes that one anew and leaves the others in the site as they were."""
    made = site("trust-amends")
    build(options(made.root))
    before = contents(made.root / "site")
    made.change("national/sessions/listening-well.yml", "Listening is most of the work.", "Other words.")

    build(options(made.root, codes=("hillside",)))

    after = contents(made.root / "site")
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert set(before) == set(after)
    assert {"hillside"} == {path.partition("/")[0] for path in changed}


def test_building_only_print_keeps_the_pages(site: Callable[..., Site]) -> None:
    """Asked for print alone, a build leaves the pages that are there."""
    made = options(site().root)
    build(made)
    before = contents(made.site_dir)

    build(replace(made, only="print"))

    assert before == contents(made.site_dir)
