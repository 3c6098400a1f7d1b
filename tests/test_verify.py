"""Is this copy current? What the command says of a PDF, and the exit code it leaves."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner, Result

from generator import cli, console
from generator.problems import ContentError
from generator.verify import verify

pytestmark = pytest.mark.site


@pytest.fixture
def finished(built: Callable[[str], Path]) -> Path:
    """Give a finished site."""
    return built("paper")


@pytest.fixture
def old(finished: Path, tmp_path: Path) -> Path:
    """Give a PDF as it was before something changed: the same, with a code that no site has."""
    path = tmp_path / "old.pdf"
    with pikepdf.open(finished / "downloads" / "first-visit.pdf") as pdf:
        pdf.docinfo["/Copy"] = "0123456789"
        pdf.save(path)
    return path


@pytest.fixture
def run(finished: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Give a function that runs the command beside a finished site."""

    def at(*given: object) -> Result:
        monkeypatch.setattr(console, "ROOT", finished.parent)
        monkeypatch.setenv("GITHUB_ACTIONS", "false")
        return CliRunner().invoke(cli.app, ["verify", *(str(each) for each in given)])

    return at


@pytest.mark.parametrize(
    ("path", "title", "edition"),
    [
        ("downloads/first-visit.pdf", "First visit - National edition", "edition 2026.11, national"),
        ("trainer/downloads/handbook.pdf", "Handbook - National edition", "edition 2026.11, national"),
        (
            "hillside/downloads/starter-booklet.pdf",
            "Starter booklet - Hillside Health Board",
            "edition 2026.11, hillside",
        ),
        (
            "hillside/trainer/downloads/run-sheet-day-2.pdf",
            "Run sheet: Day 2: Looking back - Hillside Health Board",
            "edition 2026.11, hillside",
        ),
    ],
)
def test_a_pdf_of_the_site_is_current(finished, tmp_path, path, title, edition):
    """A document, a publication, a booklet and a sheet are found in the edition they are of, wherever they are kept."""
    kept = tmp_path / "kept under another name.pdf"
    shutil.copy(finished / path, kept)
    expected = (True, title, edition)

    found = verify(kept, finished)
    assert expected == (found.is_current, found.title, found.edition)


def test_an_old_copy_is_not_current(old, finished):
    """A copy whose code is nowhere in the site is not current; the edition it was looked up in is named."""
    expected = (False, "0123456789", "edition 2026.11")

    found = verify(old, finished)
    assert expected == (found.is_current, found.copy, found.edition)


def test_the_command_says_that_a_copy_is_current(run, finished):
    """The command names the copy, its code and the edition, and exits 0."""
    path = finished / "hillside" / "downloads" / "first-visit.pdf"
    copy = verify(path, finished).copy
    expected = (0, f"First visit - Hillside Health Board, copy {copy}, is current (edition 2026.11, hillside).\n")

    result = run(path)
    assert expected == (result.exit_code, result.stdout)


def test_the_command_says_that_a_copy_is_not_current(run, old):
    """For an old copy the command says what to do, and exits 1."""
    expected = (1, True)

    result = run(old)
    assert expected == (result.exit_code, "is NOT current: print a new one, or use the website" in result.stdout)


def test_the_site_may_lie_elsewhere(run, old, finished, tmp_path):
    """A site given with --site-dir is looked in, by its full path or as seen from the program's folder."""
    path = finished / "downloads" / "first-visit.pdf"
    expected = (0, 0, 1)

    assert expected == (
        run(path, "--site-dir", finished).exit_code,
        run(path, "--site-dir", finished.name).exit_code,
        run(path, "--site-dir", tmp_path).exit_code,
    )


def test_a_site_that_is_not_built_is_said(old, tmp_path):
    """Without a site to look in, the problem says how to make one."""
    expected = ("no-site", "build it first: ./handbook build")

    with pytest.raises(ContentError) as raised:
        verify(old, tmp_path / "nowhere")
    assert expected == (raised.value.problems[0].rule, raised.value.problems[0].hint)


def test_a_site_without_pdfs_cannot_judge(old, finished, tmp_path):
    """A site built without print knows no copies, so nothing is called out of date because of it."""
    known = json.loads((finished / "manifest.json").read_text(encoding="utf-8"))
    unprinted = {
        **known,
        "publications": [],
        "sheets": [],
        "documents": [{**each, "copy": None} for each in known["documents"]],
    }
    (tmp_path / "manifest.json").write_text(json.dumps(unprinted), encoding="utf-8")
    expected = "no-site"

    with pytest.raises(ContentError) as raised:
        verify(old, tmp_path)
    assert expected == raised.value.problems[0].rule


@pytest.mark.parametrize("content", [b"", b"Not a PDF.", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_said(finished, tmp_path, content):
    """A file that cannot be read as a PDF is a problem at that file, not a traceback."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    expected = (str(path), "this is not a PDF that can be read")

    with pytest.raises(ContentError) as raised:
        verify(path, finished)
    assert expected == (raised.value.problems[0].mark.path, raised.value.problems[0].sentence)


def test_a_form_and_a_strangers_pdf_carry_no_code(run, finished, tmp_path):
    """A form of ours and a PDF from elsewhere are told apart from an old copy, and exit 1."""
    stranger = tmp_path / "stranger.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stranger)
    expected = [(1, True), (1, True)]

    results = [run(path) for path in (finished / "downloads" / "starter-pack-form.pdf", stranger)]
    assert expected == [(each.exit_code, "carries no code of a copy [not-a-copy]" in each.stdout) for each in results]


def test_a_file_that_is_not_there_is_a_wrong_use(run, finished, tmp_path):
    """A name that is no file, or a folder, exits 2."""
    expected = (2, 2)

    assert expected == (run(tmp_path / "gone.pdf").exit_code, run(finished).exit_code)


def test_a_file_that_went_away_is_said(finished, tmp_path):
    """A file that is gone by the time it is read is a problem, not a traceback."""
    expected = "not-a-copy"

    with pytest.raises(ContentError) as raised:
        verify(tmp_path / "gone.pdf", finished)
    assert expected == raised.value.problems[0].rule
