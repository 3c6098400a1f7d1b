"""How many people what to print is counted for: as the trust says, or as a build or a preview is told for once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from building import project, run
from conftest import Site

from generator.build.preview import Drafts, Wanted
from generator.model.base import Audience

LIST = Path("site/trainer/downloads/print-list-day-1.pdf")


@pytest.mark.parametrize("number", ["1", "13", "0", "-3"])
def test_a_course_of_so_many_is_refused(tmp_path: Path, number: str) -> None:
    """A number that no course has is a sentence, and the command was wrong: exit 2."""
    code, said = run(project(tmp_path / "here"), "build", "--people", number)

    assert (2, True) == (code, f"a course is for 2 to 12 people, not for {number}" in " ".join(said.split()))


@pytest.mark.site
def test_a_build_for_fewer_remakes_what_shows_it(tmp_path: Path) -> None:
    """Only pages and PDFs with the number are made again; the manifest tells it; the usual number comes back after it."""
    root = project(tmp_path / "here")
    assert 0 == run(root, "build", "--jobs", "1")[0]
    before = json.loads((root / "site/trainer/manifest.json").read_text(encoding="utf-8"))
    usual = (root / LIST).read_bytes()
    code, said = run(root, "build", "--jobs", "1", "--people", "6")
    after = json.loads((root / "site/trainer/manifest.json").read_text(encoding="utf-8"))
    unlike = {each["path"] for each in after["sheets"] if each not in before["sheets"]}

    assert (0, True) == (code, "Made anew: 3 chapters, 5 PDFs" in said), said
    assert (12, 6) == (before["people"], after["people"])
    assert {"downloads/print-list-day-1.pdf", "downloads/materials.pdf"} == unlike
    assert [] == [each["id"] for each in after["documents"] if each not in before["documents"]]
    assert "Nothing has changed" in run(root, "build", "--jobs", "1", "--people", "6")[1]
    assert 0 == run(root, "build", "--jobs", "1")[0]
    assert usual == (root / LIST).read_bytes()


def test_a_preview_counts_for_as_many_as_it_is_told(site: Callable[..., Site]) -> None:
    """What is shown while somebody writes is counted for the number given, or for as many as the trust says."""
    here = site()

    for people, expected in ((5, 5), (None, 12)):
        wanted = Wanted(root=here.root, audience=Audience.TRAINER, people=people)
        assert expected == Drafts(wanted).read().edition.people
