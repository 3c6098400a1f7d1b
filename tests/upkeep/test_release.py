"""A new national edition: its name, and its ledger."""

import shutil

import pytest
from conftest import REPOSITORY, TODAY

from generator.changes.edition_reports import reports
from generator.content.load import load
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.problems import ContentError, Level, Mark, Problem, error, warning
from generator.site.page_files import dead_links
from generator.upkeep.release import gone, release

EDITION = "national/edition.yml"
NEXT = "2099.01"
"""An edition that comes after any there is."""
BAD = error(Mark(path="a.yml", line=3), "yaml", "this is wrong")


def files(here):
    """Return every file of the content with what stands in it."""
    return {path: path.read_bytes() for path in here.content.rglob("*") if path.is_file()}


def test_a_release_stamps_the_edition_and_writes_its_ledger(site):
    """The name in edition.yml is the new one, the ledger has one file more, and nothing else is another."""
    here = site()
    before = files(here)
    made = release(here.library(), "2026.12", ())
    library = here.library()
    changed = {path for path, raw in files(here).items() if before.get(path) != raw}

    assert {here.content / EDITION, here.content / "national/editions/2026.12.json"} == changed
    assert (here.content / "national/editions/2026.12.json") == made
    assert ("2026.12", ["2026.12"], ()) == (
        library.edition.edition,
        [each.edition for each in library.ledger.releases],
        library.problems,
    )


def test_the_present_name_may_be_published(site):
    """The first release may keep the name that edition.yml has, with its comments and order."""
    here = site()
    here.change(EDITION, 'edition: "2026.11"', "# In November:\nedition: 2026.11   # not before the 20th")
    release(here.library(), "2026.11", ())
    text = (here.content / EDITION).read_text(encoding="utf-8")

    assert text.startswith('# In November:\nedition: "2026.11"   # not before the 20th\n')


def test_the_same_content_makes_the_same_bytes(site):
    """A ledger depends on what the documents say and on nothing else."""
    here = site()
    first = release(here.library(), "2026.11", ()).read_bytes()
    (here.content / "national/editions/2026.11.json").unlink()

    assert first == release(here.library(), "2026.11", ()).read_bytes()


@pytest.mark.parametrize(
    "edition",
    [
        *("", "2026", "2026.1", "2026.00", "2026.13", "2026-12", "26.12", "2026.12.1", "2026.12\n", "../2026.12"),
        *("v2027.01", "2027.0\u0661"),
    ],
)
def test_a_name_is_a_year_and_a_month(site, edition):
    """Any other name is refused at the file where the name belongs, and nothing is written."""
    here = site()
    before = files(here)
    with pytest.raises(ContentError) as refused:
        release(here.library(), edition, ())

    assert [("content/national/edition.yml", "edition", "for example 2026.11")] == [
        (each.mark.path, each.rule, each.hint) for each in refused.value.problems
    ]
    assert before == files(here)


@pytest.mark.parametrize("edition", ["2026.11", "2026.10", "2025.12"])
def test_what_is_published_never_changes(site, edition):
    """No edition can be published again, and none between or before those that are."""
    here = site()
    release(here.library(), "2026.11", ())
    before = files(here)
    with pytest.raises(ContentError) as refused:
        release(here.library(), edition, ())
    (problem,) = refused.value.problems

    assert f"edition {edition} does not come after 2026.11, which is published and never changes" == problem.sentence
    assert before == files(here)


@pytest.mark.parametrize("problems", [(BAD,), (warning(Mark(path="b.yml"), "style", "hm"), BAD)])
def test_nothing_wrong_is_published(site, problems):
    """An error anywhere in the national edition stops the release before anything is written; all is shown."""
    here = site()
    before = files(here)
    with pytest.raises(ContentError) as refused:
        release(here.library(), "2026.12", problems)

    assert (problems, before) == (tuple(sorted(refused.value.problems, key=order)), files(here))


def order(problem: Problem) -> bool:
    """Put warnings first."""
    return problem.level is Level.ERROR


def test_a_warning_does_not_stop_a_release(site):
    """What is only a warning can be published."""
    made = release(site().library(), "2026.12", (warning(Mark(path="b.yml"), "style", "hm"),))

    assert made.is_file()


def test_a_ledger_that_was_tampered_with_stops_the_next_release(site):
    """Check finds what was changed in a published edition, and with it no other is published."""
    here = site()
    made = release(here.library(), "2026.11", ())
    made.write_text(made.read_text(encoding="utf-8").replace("2 working days", "9 working days"), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        release(here.library(), "2026.12", here.check())

    assert ["ledger"] == [each.rule for each in refused.value.problems if each.level is Level.ERROR]


def test_an_edition_file_that_cannot_be_edited_leaves_everything(site):
    """Where the name cannot be written into edition.yml, no ledger is written either."""
    here = site()
    library = here.library()
    here.change(EDITION, 'edition: "2026.11"', "edition: [")
    before = files(here)
    with pytest.raises(ContentError):
        release(library, "2026.12", ())

    assert before == files(here)


def released(here):
    """Publish the small site as 2026.11 and give it back."""
    release(here.library(), "2026.11", ())
    return here


def refused_for(here):
    """Try to publish the next edition; give what was in the way, as rule, file and sentence with hint."""
    before = files(here)
    with pytest.raises(ContentError) as refused:
        release(here.library(), "2026.12", ())
    assert before == files(here)
    return [(each.rule, each.mark.path, f"{each.sentence}; {each.hint}") for each in refused.value.problems]


@pytest.mark.content
@pytest.mark.parametrize("audience", Audience)
def test_the_next_release_of_the_real_content_has_no_dead_link(tmp_path, audience):
    """Released as it is, the real content has pages, and what is new in it leads to places that are there."""
    content = tmp_path / "content"
    shutil.copytree(REPOSITORY / "content", content)
    release(load(content), NEXT, ())
    library = load(content)
    edition, problems = resolve(library, "", audience)
    rendered = render(edition, Templates(REPOSITORY / "templates/pages"), reports(library, edition, problems, TODAY))
    news = next(page.html for page in rendered.pages if page.path == "whats-new.md")

    assert NEXT in news
    assert [] == list(dead_links(rendered))


def test_a_document_renamed_without_its_former_id_stops_a_release(site):
    """A document that is gone is told with the two ways out, and with the one that says the same under a new name."""
    here = released(site())
    guides = here.content / "national/guides"
    (guides / "role-description.yml").rename(guides / "the-role.yml")
    ((rule, path, said),) = refused_for(here)

    assert ("gone", "content/national/edition.yml") == (rule, path)
    assert "edition 2026.11 had guides/role-description, and this one does not" in said
    assert "guides/the-role says the same: give it the former id, aliases: [guides/role-description]" in said
    assert "put guides/role-description under retired: in content/national/edition.yml" in said


def test_an_element_that_is_gone_stops_a_release(site):
    """An element that is gone, or a whole list of them, is told in the file it was in."""
    here = released(site())
    here.change("national/procedures/first-visit.yml", "  - id: meet\n", "  - id: meet-the-person\n")
    ((rule, path, said),) = refused_for(here)

    assert ("gone", "content/national/procedures/first-visit.yml") == (rule, path)
    assert "edition 2026.11 had procedures/first-visit#steps.meet, and this one does not" in said
    assert "aliases: [meet]" in said


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("national/procedures/first-visit.yml", "  - id: meet\n", "  - id: meet-all\n    aliases: [meet]\n"),
        (EDITION, "licence:", "retired: [guides/role-description]\nlicence:"),
    ],
)
def test_what_is_renamed_or_retired_stops_nothing(site, path, old, new):
    """A former id, or a line under retired, is what a release asks for."""
    here = released(site())
    if path == EDITION:
        (here.content / "national/guides/role-description.yml").unlink()
    here.change(path, old, new)

    assert release(here.library(), "2026.12", ()).is_file()


@pytest.mark.parametrize(
    ("name", "said"),
    [("guides/role-description", "is gone, and it is there"), ("guides/role-descriptoin", "which no edition had")],
)
def test_what_is_retired_must_be_gone(site, name, said):
    """What is called retired and is there, or never was, is told before anything is written."""
    here = released(site())
    here.change(EDITION, "licence:", f"retired: [{name}]\nlicence:")
    ((rule, path, sentence),) = refused_for(here)

    assert ("retired", "content/national/edition.yml", True) == (rule, path, said in sentence)


@pytest.mark.content
def test_nothing_is_gone_from_the_real_content_without_a_word(real_library):
    """The next national edition could be published today, as far as what trusts hang on is concerned."""
    assert [] == [each.sentence for each in gone(real_library)]
