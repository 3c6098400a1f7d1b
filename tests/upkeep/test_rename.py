"""A document or a folder renamed: everything that names it follows, and nothing that anybody wrote is lost."""

import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, TODAY, Site

from generator.build import build
from generator.content.load import load
from generator.model.base import Audience
from generator.upkeep.rename import rename

VISIT, NEW = "procedures/first-visit", "procedures/visits/first"


def files(here: Site) -> dict[str, bytes]:
    """Return every file of the content, by its path."""
    return {path.relative_to(here.content).as_posix(): path.read_bytes() for path in here.content.rglob("*.yml")}


def test_a_national_document_moves_with_everything_that_names_it(site, run):
    """Its file moves, links and lists follow, its old name leads to it, and comments and layout are as they were."""
    here = site()
    here.change(f"national/{VISIT}.yml", "title: First visit", "# Kept by hand.\ntitle:   First visit # really")
    before = here.check()
    done = run(here, "rename", VISIT, NEW)
    edition = here.edition()

    assert 0 == done.exit_code
    assert f"{VISIT} is now {NEW}." in done.stderr
    assert not (here.content / f"national/{VISIT}.yml").exists()
    assert "# Kept by hand.\naliases: [procedures/first-visit]\ntitle:   First visit # really" in (
        (here.content / f"national/{NEW}.yml").read_text(encoding="utf-8")
    )
    assert f"[first steps]({NEW}#plan-visit)" in edition.entries["guides/role-description"].model.sections[0].text
    assert (NEW,) == edition.entries["sessions/listening-well"].model.front_sheet.related
    assert NEW == edition.aliases[VISIT]
    assert [each.sentence for each in before] == [each.sentence for each in here.check()]


def test_a_folder_moves_as_a_whole(site, run):
    """Every document of a folder has its new name, and the empty folder is gone."""
    here = site()
    run(here, "rename", VISIT, "procedures/visits/first")
    done = run(here, "rename", "procedures/visits", "procedures/meetings/at-home")

    assert (0, True) == (done.exit_code, "procedures/meetings/at-home/first" in here.edition().entries)
    assert not (here.content / "national/procedures/visits").exists()
    text = (here.content / "national/procedures/meetings/at-home/first.yml").read_text(encoding="utf-8")
    assert "aliases: [procedures/visits/first, procedures/first-visit]" in text


def test_a_list_of_former_names_is_added_to_in_its_own_form(site, run):
    """Former names one below the other stay so, with their comments, and lines end as they did."""
    here = site()
    path = here.content / f"national/{VISIT}.yml"
    text = path.read_text(encoding="utf-8").replace("title:", "aliases:\n  - procedures/visit  # 2025\ntitle:", 1)
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert 0 == run(here, "rename", VISIT, NEW).exit_code
    written = (here.content / f"national/{NEW}.yml").read_bytes()

    assert b"aliases:\r\n  - procedures/first-visit\r\n  - procedures/visit  # 2025\r\n" in written
    assert written.count(b"\n") == written.count(b"\r\n")


def test_a_longer_name_is_another_name(site, run):
    """What only begins or ends like the old name is left alone: other documents, and addresses on the web."""
    here = site()
    text = (here.content / f"national/{VISIT}.yml").read_text(encoding="utf-8")
    here.write("national/procedures/first-visit-again.yml", text.replace("title: First visit", "title: Again"))
    link = "See [it](https://example.org/procedures/first-visit) and [again](procedures/first-visit-again)."
    here.change("national/guides/role-description.yml", "You listen.", link)
    run(here, "rename", VISIT, NEW)

    assert link in here.edition().entries["guides/role-description"].model.sections[0].text


def test_an_invented_trust_follows_and_its_changes_stand(site, run):
    """Its amendments move with the document, and none is stale because a name changed in the text beneath it."""
    here = site("trust-amends")
    before = here.edition("hillside", Audience.TRAINER)
    assert 0 == run(here, "rename", VISIT, NEW).exit_code
    after = here.edition("hillside", Audience.TRAINER)

    assert (here.content / f"trusts/hillside/amend/{NEW}.yml").is_file()
    assert len(before.stale) == len(after.stale)
    assert list(before.entries[VISIT].origins) == list(after.entries[NEW].origins)


OWN = """\
# Ours.
title: Own
summary: S.
front_sheet: {version: "1", status: draft, owner: Lead, review_by: 2039-01-01}
introduction: I.
sections:
  - {id: a, title: A, text: "See [the other](guides/other-own)."}
"""


def test_a_trusts_own_document_is_renamed_and_its_approvals_hold(hillside, run):
    """Approvals and signatures of it, and of those that name it, hold; what was recorded keeps the name of then."""
    hillside.write("trusts/hillside/add/guides/own.yml", OWN)
    hillside.write("trusts/hillside/add/guides/other-own.yml", OWN.replace("guides/other-own", "guides/own"))
    run(hillside, "approve", "hillside", "guides/*own", "--by", "Board")
    run(hillside, "sign", "hillside", "guides/own", "--event", "ratified", "--by", "Board")
    national = {name: data for name, data in files(hillside).items() if name.startswith("national/")}
    done = run(hillside, "rename", "guides/own", "guides/our-ways", "--for", "hillside")
    entries = hillside.edition("hillside", Audience.TRAINER).entries

    assert 0 == done.exit_code
    assert entries["guides/our-ways"].approved
    assert entries["guides/other-own"].approved
    assert "ratified" == entries["guides/our-ways"].model.front_sheet.sign_offs[-1].event
    assert "[the other](guides/our-ways)" in entries["guides/other-own"].model.sections[0].text
    assert "document: guides/own," in (hillside.content / "trusts/hillside/approvals.yml").read_text(encoding="utf-8")
    assert national == {name: data for name, data in files(hillside).items() if name.startswith("national/")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((VISIT, "procedures/first-visit"), '"procedures/first-visit" is taken'),
        ((VISIT, "sessions/first-visit"), "is no name for what stands in procedures/"),
        ((VISIT, "procedures/../../up"), "is no name for what stands in procedures/"),
        ((VISIT, "procedures/Visit"), "is no name for what stands in procedures/"),
        (("procedures", "procedures/x"), "is no document, and no folder of documents"),
        (("procedures/first-vist", NEW), 'there is no document or folder "procedures/first-vist"'),
        (("glossary", "glossaries/x"), "is no document, and no folder of documents"),
        ((VISIT, NEW, "--for", "hillside"), "there is no document or folder"),
    ],
)
def test_what_is_taken_or_is_no_name_is_refused(site, run, words, said):
    """A name that is there, one of another kind, one that leaves the folder, and what is not there, change nothing."""
    here = site("trust-amends")
    before = files(here)
    done = run(here, "rename", *words)

    assert (1, True, before) == (done.exit_code, said in done.stdout, files(here))


def test_a_former_name_is_taken_too(site, run):
    """A name that leads to another document, today's or a trust's own, cannot be given away."""
    here = site("trust-amends")
    run(here, "rename", VISIT, NEW)
    refused = run(here, "rename", "procedures/visits/first", VISIT)
    here.write("trusts/hillside/add/procedures/mine.yml", (here.content / f"national/{NEW}.yml").read_text("utf-8"))
    own = run(here, "rename", NEW, "procedures/mine")

    assert (1, True) == (refused.exit_code, f'"{VISIT}" is taken: it leads to {NEW}' in refused.stdout)
    assert (1, True) == (own.exit_code, "hillside's own procedures/mine" in own.stdout)


def test_real_content_is_renamed_without_a_new_problem(tmp_path: Path):
    """A procedure that half of the handbook names moves, and every edition has the problems it had, and no other."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    before = load(tmp_path / "content")
    codes = ("", *before.trusts)
    had = {(each.rule, each.level) for each in build.check(before, codes, TODAY)}
    done = rename(before, "procedures/endings", "procedures/leaving/endings")
    after = load(tmp_path / "content")
    has = {(each.rule, each.level) for each in build.check(after, codes, TODAY)}

    assert len(done.files) > 10
    assert "procedures/leaving/endings" in after.national
    assert has <= had
