"""Is this copy current? What the command says of a PDF, and the exit code it leaves."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner, Result

from generator.cli import main, terminal
from generator.pdf.verify import State, verify
from generator.problems import ContentError

pytestmark = pytest.mark.site


@pytest.fixture
def finished(built: Callable[[str], Path]) -> Path:
    """Return a finished site."""
    return built("paper")


@pytest.fixture
def old(finished: Path, tmp_path: Path) -> Path:
    """Return a PDF as it was before something changed: the same, with a code that no site has."""
    path = tmp_path / "old.pdf"
    with pikepdf.open(finished / "downloads" / "first-visit.pdf") as pdf:
        pdf.docinfo["/Copy"] = "0123456789"
        pdf.save(path)
    return path


@pytest.fixture
def run(finished: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that runs the command beside a finished site."""

    def at(*given: object) -> Result:
        monkeypatch.setattr(terminal, "ROOT", finished.parent)
        monkeypatch.setenv("GITHUB_ACTIONS", "false")
        return CliRunner().invoke(main.app, ["verify", *(str(each) for each in given)])

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
    expected = (State.SAME, title, edition)

    found = verify(kept, finished)
    assert expected == (found.state, found.title, found.edition)


def saved(source: Path, target: Path, change=None, **how) -> Path:
    """Save a PDF anew, as a viewer would, after a change."""
    with pikepdf.open(source) as pdf:
        if change:
            change(pdf)
        pdf.save(target, **how)
    return target


@pytest.mark.parametrize("how", [
    {},
    {"linearize": True},
    {"recompress_flate": True, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
    {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized, "compress_streams": False},
    {"normalize_content": True, "qdf": True},
])  # fmt: skip
def test_a_copy_that_was_saved_anew_is_current(finished, tmp_path, how):
    """A file that a viewer saved, with the same pages, is current, and is said to be another file."""
    again = saved(finished / "hillside" / "downloads" / "first-visit.pdf", tmp_path / "again.pdf", **how)

    assert State.SAVED_ANEW is verify(again, finished).state


def other_pages(pdf):
    """Put other pages in the place of a PDF's own, and keep what it says it is."""
    with pikepdf.new() as blank:
        blank.add_blank_page()
        del pdf.pages[:]
        pdf.pages.extend(blank.pages)


def a_page_less(pdf):
    """Take the last page out."""
    del pdf.pages[-1]


def turned(pdf):
    """Turn a page by a quarter."""
    pdf.pages[0].rotate(90, relative=True)


def cut(pdf):
    """Cut the lower half of a page off."""
    left, _, right, top = (float(each) for each in pdf.pages[0].mediabox)
    pdf.pages[0].cropbox = pikepdf.Array([left, top / 2, right, top])


def painted_over(pdf):
    """Paint white over a page, in a drawing of its own."""
    pdf.pages[0].contents_add(pdf.make_stream(b"1 g 0 0 500 500 re f"))


def pasted_over(pdf):
    """Lay a note over a page, as a viewer's stamp does."""
    look = pdf.make_stream(
        b"1 g 0 0 500 500 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 500, 500]
    )
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 500, 500], F=4, AP={"/N": look}
    )
    notes = pdf.pages[0].obj.get("/Annots", pikepdf.Array())
    pdf.pages[0].obj.Annots = pikepdf.Array([*notes, pdf.make_indirect(note)])


def another_typeface(pdf):
    """Put other letters in the place of a font's, so that the same drawing reads otherwise."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            each.FontFile2 = pdf.make_stream(b"no letters")


@pytest.mark.parametrize("change", [other_pages, a_page_less, turned, cut, painted_over, pasted_over, another_typeface])
def test_other_pages_with_the_code_of_a_current_copy_are_told(finished, run, tmp_path, change):
    """Whatever is done to the pages of a current copy, its code does not vouch for them: exit 1, and it is said."""
    fake = saved(finished / "downloads" / "first-visit.pdf", tmp_path / "fake.pdf", change)
    result = run(fake)

    assert State.ALTERED is verify(fake, finished).state
    assert (1, True) == (result.exit_code, "is NOT to be relied on" in result.stdout)


def test_a_site_that_lost_its_pdf_cannot_judge(finished, tmp_path):
    """Where the site lists a copy and its PDF is gone, nothing is called current."""
    shutil.copytree(finished, tmp_path / "site")
    copy = shutil.copy(finished / "downloads" / "first-visit.pdf", tmp_path / "copy.pdf")
    for each in (tmp_path / "site").rglob("first-visit.pdf"):
        each.unlink()
    with pytest.raises(ContentError) as raised:
        verify(copy, tmp_path / "site")

    assert "no-site" == raised.value.problems[0].rule


def odd_files(folder: Path, real: Path) -> dict[str, Path]:
    """Make files that are no copies, by the words they are refused with."""
    content = real.read_bytes()
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(content[: len(content) // 3])
    (folder / "noise.pdf").write_bytes(bytes(range(256)) * 4000)
    with (folder / "huge.pdf").open("wb") as huge:
        huge.truncate(600_000_000)
    with pikepdf.open(real) as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    os.mkfifo(folder / "pipe.pdf")
    return {
        "this file is empty": folder / "empty.pdf",
        "this file is larger than any": folder / "huge.pdf",
        "needs a password": folder / "locked.pdf",
        "not a file that can be read": folder / "pipe.pdf",
        "this is not a PDF that can be read": folder / "noise.pdf",
        "": folder / "cut.pdf",
    }


def test_odd_files_are_a_sentence(finished, run, tmp_path):
    """A file that is empty, huge, locked, cut off, noise, a pipe or a device is told for what it is, and exits 1."""
    odd = odd_files(tmp_path, finished / "downloads" / "first-visit.pdf") | {"that can be read": Path("/dev/zero")}
    for words, path in odd.items():
        result = run(path)
        assert (1, True) == (result.exit_code, words in result.stdout), (path, result.stdout, result.stderr)
        assert "[not-a-copy]" in result.stdout, path


def test_damage_inside_a_current_copy_is_no_traceback(finished, tmp_path):
    """With any byte of a copy changed, it is the same, altered, old or not to be read; nothing else comes of it."""
    content = (finished / "downloads" / "first-visit.pdf").read_bytes()
    path = tmp_path / "damaged.pdf"
    told = set()
    for place in range(0, len(content), max(1, len(content) // 60)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x5A]) + content[place + 1 :])
        try:
            told.add(verify(path, finished).state.value)
        except ContentError as exc:
            told.add(exc.problems[0].rule)

    assert told
    assert "same" not in told
    assert told <= {"saved anew", "altered", "old", "not-a-copy"}


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


@pytest.mark.parametrize("content", [b"Not a PDF.", b"%PDF-1.7\n%%EOF\n"])
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
