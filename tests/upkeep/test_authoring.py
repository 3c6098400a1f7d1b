"""Starting files for authors: what is written must be valid as soon as its author has filled it in."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, TODAY, Site

from generator.build import build
from generator.content.load import load
from generator.content.yaml_nodes import plain, read
from generator.model.base import Pathway
from generator.pages.templates import Templates
from generator.problems import ContentError, Problem
from generator.upkeep.scaffold import NewTrust, new_document, new_trust, trust_place

PROCEDURE, SESSION = "procedures/first-visit", "sessions/listening-well"
KINDS = ("session", "role-play", "resource", "procedure")
SAID = NewTrust(name="Lowside", nation="wales", pathways=(Pathway.WARD,), coordinator="Lead")


def templates(here: Site) -> Templates:
    """Return the templates of starting files."""
    return Templates(here.root / "templates" / "new")


def begin_trust(here: Site, code: str = "lowside", **said: Any) -> None:
    """Make a trust's folder."""
    library = here.library()
    new_trust(library, templates(here), trust_place(library, code), replace(SAID, **said))


def begin(here: Site, kind: str, name: str, code: str = "", today: date = TODAY) -> Path:
    """Make a starting file."""
    return new_document(here.library(), code, templates(here), kind, name, today)


def refused(do: Callable[[], object]) -> Problem:
    """Do what must be refused, and give the reason."""
    with pytest.raises(ContentError) as caught:
        do()
    (problem,) = caught.value.problems
    return problem


def test_a_new_trust_lacks_its_values_and_nothing_else(site):
    """Check tells of each value that is missing in values.yml, the ones for safety as errors, and of nothing else."""
    here = site()
    begin_trust(here)
    expected = [("error", "crisis_line"), ("warning", "team_base")]
    found = here.check()

    assert expected == [(each.level.value, each.sentence.split('"')[1]) for each in found]
    assert {("missing-local-value", "content/trusts/lowside/values.yml")} == {
        (each.rule, each.mark.path) for each in found
    }


@pytest.mark.parametrize(("given", "expected"), [(("crisis_line",), ["warning"]), (("crisis_line", "team_base"), [])])
def test_a_new_trust_is_valid_once_its_values_stand_after_their_colons(site, given, expected):
    """With the values for safety filled in nothing but warnings is left, and with all that are needed nothing."""
    here = site()
    begin_trust(here)
    path = here.content / "trusts/lowside/values.yml"
    text = path.read_text(encoding="utf-8")
    for name, value in zip(given, ("0300 123 4567", "Elm House"), strict=False):
        text = text.replace(f"\n{name}: #", f"\n{name}: {value} #")
    path.write_text(text, encoding="utf-8")

    assert expected == [each.level.value for each in here.check()]


def test_a_new_trust_lists_every_value_of_its_pathways(site):
    """values.yml has every value its pathways may need, safety first, with its example, and none of other pathways."""
    here = site()
    here.change("national/local-values.yml", '    example: "6"\n', '    example: "6"\n    pathways: [crisis-team]\n')
    begin_trust(here)
    path = here.content / "trusts/lowside/values.yml"
    expected = ["crisis_line", "team_base", "crisis_line_hours", "team_email", "team_web"]

    assert expected == list(plain(read(path, "values.yml")))
    assert "crisis_line: # 01632 960 100\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ['Low: the "side"', "# Low", "{Low}", "Llŷn & Eryri", "No", "12"])
def test_a_new_trust_keeps_its_name_as_it_was_said(site, name):
    """Whatever signs stand in the names people type, YAML reads back the same names."""
    here = site()
    begin_trust(here, name=name, coordinator=name, nation="scotland", pathways=tuple(Pathway))
    trust = here.library().trusts["lowside"].trust

    assert (name, name, "scotland", tuple(Pathway), "2026.11") == (
        trust.name,
        trust.coordinator,
        trust.nation,
        trust.pathways,
        trust.edition,
    )


@pytest.mark.parametrize("code", ["Low", "l", "9lives", "low side", "../low", "", "trainer", "sessions", "national"])
def test_a_word_that_cannot_be_a_code_makes_no_folder(site, code):
    """A code with other signs than it may have, or one the site needs itself, is refused."""
    here = site()

    assert "trust-code" == refused(lambda: begin_trust(here, code)).rule
    assert not (here.content / "trusts").exists()


def test_a_trust_that_is_there_is_left_alone(hillside):
    """A second folder of one name is refused, and not a file of the first is touched."""
    problem = refused(lambda: begin_trust(hillside, "hillside"))

    assert ("exists", "content/trusts/hillside") == (problem.rule, problem.mark.path)
    assert "Hillside" == hillside.library().trusts["hillside"].trust.name


@pytest.mark.content
def test_a_new_trust_of_the_real_content_lacks_only_values(tmp_path):
    """In the real content too, a new trust has nothing wrong but values that are missing."""
    for name in ("content", "templates"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    here = Site(folder=tmp_path)
    begin_trust(here, "hillview", pathways=tuple(Pathway))
    found = build.check(here.library(), ("hillview",), TODAY)

    own = [each for each in found if each.mark.path.startswith("content/trusts/hillview/")]

    assert {"missing-local-value"} == {each.rule for each in own}


@pytest.mark.parametrize("code", ["", "hillside"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_starting_file_has_no_errors(hillside, kind, code):
    """Each kind of starting file only lacks its author's words and a place where it is used."""
    path = begin(hillside, kind, "our-own", code)
    found = hillside.check()
    folder = "trusts/hillside/add" if code else "national"

    assert path == hillside.content / folder / f"{kind}s" / "our-own.yml"
    lacking = {"procedure-lacks"} if kind == "procedure" and not code else set()  # no law is read for its author
    assert {"unfinished", *lacking} <= {each.rule for each in found} <= {"unfinished", "unused", *lacking}
    assert {"warning"} == {each.level.value for each in found}
    assert {path} == {hillside.root / each.mark.path for each in found}


@pytest.mark.parametrize("code", ["", "hillside"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_starting_file_names_its_schema(hillside, kind, code):
    """The first line leads an editor from the file to the schema of its kind."""
    path = begin(hillside, kind, "our-own", code)
    schema = path.read_text(encoding="utf-8").partition("$schema=")[2].partition("\n")[0]

    assert hillside.root / "schemas" / f"{kind}.json" == (path.parent / schema).resolve()


def test_a_starting_file_has_its_name_as_title_and_a_year_until_review(site):
    """The title comes from the name, also with its folder before it, and a review is due a year later at most."""
    node = plain(read(begin(site(), "session", "sessions/our-own-walk", today=date(2028, 2, 29)), "a.yml"))

    assert ("Our own walk", "2029-02-28") == (node["title"], node["front_sheet"]["review_by"])


@pytest.mark.parametrize("name", ["Our own", "our_own", "../our-own", "", "-own", "a/b", "procedures/own", "ö"])
def test_a_word_that_cannot_be_a_name_makes_no_file(hillside, name):
    """A name with other signs than it may have is refused, with the place where the file would have stood."""
    before = sorted(hillside.content.rglob("*"))
    problem = refused(lambda: begin(hillside, "session", name, "hillside"))

    assert ("file-name", f"content/trusts/hillside/add/sessions/{name}.yml") == (problem.rule, problem.mark.path)
    assert before == sorted(hillside.content.rglob("*"))


def test_a_file_that_is_there_is_left_alone(hillside):
    """A second file of one name is refused, and the first is as its author left it."""
    before = (hillside.content / f"national/{SESSION}.yml").read_bytes()
    problem = refused(lambda: begin(hillside, "session", "listening-well"))

    assert ("exists", f"content/national/{SESSION}.yml") == (problem.rule, problem.mark.path)
    assert before == (hillside.content / f"national/{SESSION}.yml").read_bytes()


@pytest.mark.parametrize(
    ("kind", "name", "code", "taken"),
    [
        ("session", "listening-well", "hillside", SESSION),
        ("resource", "listening-well", "hillside", SESSION),
        ("role-play", "first-visit", "", PROCEDURE),
        ("session", "ward-tour", "hillside", "procedures/ward-tour"),
    ],
)
def test_a_file_name_of_another_document_is_refused(hillside, kind, name, code, taken):
    """PDFs are called after files, so that a name another document of the edition has cannot be given again."""
    begin(hillside, "procedure", "ward-tour", "hillside")
    problem = refused(lambda: begin(hillside, kind, name, code))

    assert ("same-name", True) == (problem.rule, problem.sentence.startswith(f"{taken} has this file name"))


@pytest.mark.parametrize("name", ["core", "ward-tour"])
def test_a_name_that_makes_no_other_pdf_is_free(hillside, name):
    """A programme has no PDF of its own, and what a trust wrote is in nobody else's edition."""
    begin(hillside, "procedure", "ward-tour", "hillside")

    assert begin(hillside, "session", name).is_file()


def test_a_trust_that_lies_elsewhere_gets_its_file_there(hillside, tmp_path_factory):
    """A starting file for a trust outside the repository stands in its folder, and is shown with its whole path."""
    outside = tmp_path_factory.mktemp("elsewhere") / "hillside"
    (hillside.content / "trusts/hillside").rename(outside)
    library = load(hillside.content, (outside,))
    path = outside / "add/sessions/our-own.yml"

    assert path == new_document(library, "hillside", templates(hillside), "session", "our-own", TODAY)
    assert (outside / "add/sessions/Own.yml").as_posix() == refused(
        lambda: new_document(library, "hillside", templates(hillside), "session", "Own", TODAY)
    ).mark.path
