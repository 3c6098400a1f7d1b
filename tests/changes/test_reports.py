"""Reports on an edition as a whole: who gets which, and whose problems are whose."""

import json
from collections.abc import Callable

import pytest
from conftest import TODAY, Site

from generator.build.build import check
from generator.changes.edition_reports import Reports, overview_of, own_problems, reports
from generator.content.library import Library
from generator.content.load import load
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.upkeep.release import release

LOWSIDE = "name: Lowside\nnation: england\ncoordinator: Lead\npathways: [ward]\n"
VALUES = "crisis_line: 0300 123 4567\nteam_base: Elm House\n"


def made(here: Site, code: str, audience: Audience) -> Reports:
    """Make the reports on an edition, with every problem there is."""
    return reports(here.library(), here.edition(code, audience), here.check(), TODAY)


@pytest.fixture
def published(site: Callable[..., Site]) -> Site:
    """Return a site with a trust that amends, whose first edition is published and the next begun."""
    here = site("trust-amends")
    release(here.library(), "2026.10", ())
    here.change("national/edition.yml", '"2026.10"', '"2026.11"')
    return here


@pytest.mark.parametrize(
    ("code", "audience", "expected"),
    [
        ("", Audience.PEER, (False, True, False)),
        ("", Audience.TRAINER, (True, True, True)),
        ("hillside", Audience.PEER, (False, True, False)),
        ("hillside", Audience.TRAINER, (True, True, False)),
    ],
)
def test_each_edition_has_the_reports_its_readers_need(published, code, audience, expected):
    """News are for everyone, the status for trainers, and who differs where for national trainers alone."""
    found = made(published, code, audience)

    assert expected == (found.status is not None, found.news is not None, bool(found.overview))


def test_the_first_edition_has_no_news(site):
    """Nothing is new in the first edition of all."""
    assert made(site(), "", Audience.PEER).news is None


def owned(library: Library, code: str) -> list[str]:
    """Return the files with problems of an edition's own."""
    codes = ("", *library.trusts)
    edition, _ = resolve(library, code, Audience.TRAINER)
    return [each.mark.path for each in own_problems(library, edition, check(library, codes, TODAY))]


def test_problems_belong_to_the_folder_they_stand_in(site):
    """What is wrong in a file is its owner's, also where one trust's code begins another's."""
    here = site()
    for folder in ("national", "trusts/north", "trusts/northside"):
        here.write(f"{folder}/notes.txt", "Ours")
    for code in ("north", "northside"):
        here.write(f"trusts/{code}/trust.yml", LOWSIDE)
        here.write(f"trusts/{code}/values.yml", VALUES)
    library = here.library()
    expected = {
        "": ["content/national/notes.txt"],
        "north": ["content/trusts/north/notes.txt"],
        "northside": ["content/trusts/northside/notes.txt"],
    }

    assert expected == {code: owned(library, code) for code in expected}


def test_a_trust_that_cannot_be_read_is_no_problem_of_the_national_edition(site):
    """What is wrong with a trust's folder is not counted against the national edition, though no trust comes of it."""
    assert [] == owned(site("trust-without-trust-yml").library(), "")


def test_problems_of_a_trust_that_lies_elsewhere_are_its_own(site, tmp_path_factory):
    """A trust's folder outside the repository has its problems, and the national edition has none of them."""
    here = site()
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    here.write("trusts/lowside/notes.txt", "Ours")
    here.write("trusts/lowside/values.yml", VALUES)
    outside = tmp_path_factory.mktemp("elsewhere") / "lowside"
    (here.content / "trusts/lowside").rename(outside)
    library = load(here.content, (outside,))

    assert ([], [f"{outside}/notes.txt"]) == (owned(library, ""), owned(library, "lowside"))


def test_the_overview_has_every_trust_the_most_changed_text_first(site):
    """A text that two trusts change comes before one that a single trust does, with each trust's reason."""
    here = site("trust-amends")
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    change = {
        "replace": "activities.warm-up.participant",
        "with": "Sing.",
        "base": "f7fb757c99b3",
        "reason": "We sing.",
    }
    text = json.dumps({"amends": "sessions/listening-well", "changes": [change]})
    here.write("trusts/lowside/amend/sessions/listening-well.yml", text)
    first, *others = overview_of(here.library())
    expected = [("hillside", "We work in 2 languages."), ("lowside", "We sing.")]

    assert expected == [(edition.code, each.reason) for edition, each in first.trusts]
    assert {1} == {row.count for row in others}


def test_the_overview_of_a_site_without_trusts_is_empty(site):
    """Where there is no trust, nobody changes anything."""
    assert () == overview_of(site().library())


def test_only_the_national_edition_leads_to_those_of_trusts(site):
    """The national edition knows every trust with an edition; an example is none as soon as there is a real one."""
    here = site("trust-amends")
    named = [[each.code for each in made(here, code, Audience.PEER).trusts] for code in ("", "hillside")]
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    here.write("trusts/lowside/values.yml", VALUES)

    assert [["hillside"], []] == named
    assert ["lowside"] == [each.code for each in made(here, "", Audience.TRAINER).trusts]
