"""A build makes the editions whose sources or whose day are others, and gives the files of all others a second name."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import TODAY, Site
from test_build import contents, options

from generator.build import examine
from generator.build.build import build
from generator.changes.edition_reports import reports
from generator.check.rules import check
from generator.check.turning_days import next_turn
from generator.content.load import load
from generator.editions.contacts import help_lines
from generator.editions.edition import Edition
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.problems import ContentError

REPOSITORY = Path(__file__).resolve().parents[2]
LOWSIDE = "name: Lowside\nnation: england\ncoordinator: Lead\nexample: true\n"
VALUES = "crisis_line: 0300 123 4567\nteam_base: Elm House\n"
LATER = date(2027, 11, 2)
"""The day after the one by which everything in the small site has to be looked at again."""


@pytest.fixture
def here(site: Callable[..., Site]) -> Site:
    """Return a site with two trusts, built."""
    here = site("trust-amends")
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    here.write("trusts/lowside/values.yml", VALUES)
    build(options(here.root))
    return here


def files(folder: Path) -> Mapping[str, int]:
    """Return which file each name below a folder stands for."""
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def made(here: Site, **given: object) -> tuple[str, ...]:
    """Build, and give the codes of the editions that were made."""
    return build(options(here.root, **given)).editions


@pytest.mark.site
def test_one_trusts_value_makes_its_editions_alone(here: Site) -> None:
    """What other editions stand in is neither made nor copied: their files have the same bytes on disk as before."""
    site = here.root / "site"
    before = files(site)
    here.change("trusts/lowside/values.yml", "Elm House", "Oak House")

    outcome = build(options(here.root))

    after = files(site)
    others = {name: number for name, number in before.items() if not name.startswith((".", "lowside/"))}
    assert (("lowside",), ("", "hillside")) == (outcome.editions, outcome.kept)
    assert others == {name: after[name] for name in others}
    assert any("Oak House" in path.read_text(encoding="utf-8") for path in (site / "lowside").rglob("*.html"))


@pytest.mark.site
def test_a_value_that_stands_in_a_changed_text_leaves_the_national_edition(here: Site) -> None:
    """The national page on what trusts change tells which texts, and not what they say now."""
    amendment = "trusts/hillside/amend/glossary.yml"
    here.change(amendment, "Our building.", "'Our building, {{ local.team_base }}.'")
    made(here)
    here.change("trusts/hillside/values.yml", "the Old School", "the New School")

    assert ("hillside",) == made(here)


@pytest.mark.site
def test_what_follows_change_is_what_a_whole_build_makes(here: Site, tmp_path: Path) -> None:
    """After a value, an amendment and a national sentence, the site has the bytes of one built from nothing."""
    here.change("trusts/lowside/values.yml", "Elm House", "Oak House")
    made(here)
    here.change("trusts/hillside/amend/glossary.yml", "reason: ", "reason: Yes and ")
    made(here)
    here.change("national/edition.yml", "title: Small", "title: Little")
    made(here)

    build(options(here.root, site_dir=tmp_path / "whole"))

    assert contents(tmp_path / "whole") == contents(here.root / "site")


@pytest.mark.site
def test_an_amendment_makes_the_national_edition_too(here: Site) -> None:
    """The national editors' page on what trusts change tells of it."""
    here.change("trusts/hillside/amend/glossary.yml", "reason: ", "reason: Yes and ")

    assert ("", "hillside") == made(here)


@pytest.mark.site
def test_a_national_sentence_makes_every_edition(here: Site) -> None:
    """Every trust's edition says it."""
    here.change("national/edition.yml", "title: Small", "title: Little")

    assert ("", "hillside", "lowside") == made(here)


@pytest.mark.site
def test_an_edition_that_somebody_touched_is_made_anew(here: Site) -> None:
    """A page that was altered, or lost, in the site comes back, and only its edition is made."""
    site = here.root / "site"
    before = contents(site)
    (site / "hillside/index.html").unlink()
    (site / "hillside/trainer/index.html").write_text("Nothing.", encoding="utf-8")

    assert ("hillside",) == made(here)
    assert before == contents(site)


@pytest.mark.site
def test_a_trust_that_is_gone_goes_though_nothing_is_made(here: Site) -> None:
    """Nobody publishes a trust whose folder is gone; its changes are gone from the national page too."""
    shutil.rmtree(here.content / "trusts/lowside")

    outcome = build(options(here.root))

    assert (("",), ("hillside",)) == (outcome.editions, outcome.kept)
    assert not (here.root / "site/lowside").exists()


@pytest.mark.site
def test_a_partial_build_leaves_the_others_known(here: Site) -> None:
    """After one trust was built alone, a build of everything finds nothing left to do."""
    here.change("trusts/lowside/values.yml", "Elm House", "Oak House")

    assert ("lowside",) == made(here, codes=("lowside",))
    assert () == made(here, codes=("hillside",))
    assert () == made(here)


@pytest.mark.site
def test_the_site_alone_is_not_the_whole(here: Site) -> None:
    """What was made without PDFs does not stand for what has them, and the other way round."""
    assert ("", "hillside", "lowside") == made(here, only="site")
    assert () == made(here, only="site")
    assert ("", "hillside", "lowside") == made(here)


@pytest.mark.site
def test_a_new_day_makes_only_what_it_changes(here: Site) -> None:
    """As long as nothing falls due nothing is made; on the day on which something does, what tells of it is."""
    assert () == made(here, today=LATER - timedelta(days=1))
    assert ("", "hillside", "lowside") == made(here, today=LATER)
    assert () == made(here, today=LATER + timedelta(days=1))
    assert ("", "hillside", "lowside") == made(here, today=TODAY)


@pytest.mark.site
def test_warnings_of_what_is_not_made_are_said_all_the_same(here: Site) -> None:
    """What is wrong in an edition that stands is told by each build, and stops a strict one."""
    here.change("trusts/hillside/amend/glossary.yml", "Our building.", "Our building TODO.")
    told = build(options(here.root)).problems
    here.change("trusts/lowside/values.yml", "Elm House", "Oak House")

    again = build(options(here.root)).problems

    assert "content/trusts/hillside/amend/glossary.yml" in [each.mark.path for each in told]
    assert told == again
    with pytest.raises(ContentError):
        build(options(here.root, strict=True))


@pytest.mark.site
def test_only_the_trusts_asked_for_are_read(here: Site) -> None:
    """A trust that nobody asked about is not read: what it wrote wrongly keeps no other from being built."""
    here.write("trusts/lowside/values.yml", "crisis_line: [no\n")

    assert () == made(here, codes=("hillside",))
    with pytest.raises(ContentError):
        made(here)


@pytest.mark.site
def test_nothing_is_left_of_what_workers_wrote_down(here: Site) -> None:
    """What one build writes down for itself does not outlast it, also when it fails."""
    here.change("trusts/lowside/values.yml", "Elm House", "{{ nothing }}")
    work = here.root / ".cache" / "work"
    work.mkdir()
    (work / "hillside.peer.prepared").write_bytes(b"of a build that was killed")
    (work / "mine.txt").write_text("Mine.", encoding="utf-8")

    with pytest.raises(ContentError):
        made(here)

    assert ["mine.txt"] == [path.name for path in work.iterdir()]


def told(edition: Edition, day: date) -> object:
    """Return all that is said of an edition on a day."""
    library = examine.read(examine.Sources(root=REPOSITORY), (edition.code,))
    status = reports(library, edition, (), day, ()).status
    due = (status.contacts, status.rules, status.reviews) if status else ()
    return check(edition, day), help_lines(edition, day), due


def test_nothing_turns_between_turning_days() -> None:
    """Over four years, what is said of the real editions is otherwise on turning days, and only on those."""
    library = load(REPOSITORY / "content")
    for code in library.trusts:
        edition, _ = resolve(library, code, Audience.TRAINER)
        day, end = TODAY - timedelta(days=200), TODAY + timedelta(days=1200)
        while day < end:
            turn = min(next_turn(edition, day), end)
            first, last = told(edition, day), told(edition, turn - timedelta(days=1))
            assert first == last, f"{code}: between {day} and {turn}"
            day = turn
