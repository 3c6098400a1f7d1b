"""What was issued stays: one dated file with site, PDFs and sources, whose every file can be proved."""

import json
import shlex
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import REPOSITORY, Site, copy_site, made_once
from typer.testing import CliRunner, Result

from generator.build.archive import RECORD, Issued, archive, faults
from generator.cli import main, terminal

NAME = f"handbook-hillside-2026.11-{date.today().isoformat()}.zip"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project in which a trust's edition was archived."""

    def make(folder: Path) -> None:
        copy_site("trust-amends", folder)
        done = command(folder, "archive", "hillside")
        assert 0 == done.exit_code, done.output

    return made_once(tmp_path_factory, "archived", make)


def command(root: Path, *words: str) -> Result:
    """Run a command over a project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "ROOT", root)
        return CliRunner().invoke(main.app, list(words))


def test_an_archive_holds_the_edition_and_what_it_was_made_from(root):
    """It has the trust's pages for both audiences, PDFs, its sources and the national ones, and nobody else's site."""
    with zipfile.ZipFile(root / "archive" / NAME) as packed:
        names, told = set(packed.namelist()), json.loads(packed.read(RECORD))

    assert {
        "site/hillside/index.html",
        "site/hillside/trainer/index.html",
        "site/hillside/downloads/first-visit.pdf",
        "sources/content/trusts/hillside/trust.yml",
        "sources/content/national/procedures/first-visit.yml",
    } < names
    assert [] == [name for name in names if name.startswith("site/") and not name.startswith("site/hillside/")]
    assert names - {RECORD} == set(told["files"])
    assert ("hillside", "2026.11", date.today().isoformat()) == (told["trust"], told["edition"], told["on"])


def test_it_is_proved_and_says_its_hash(root):
    """An archive as it was is exit 0 and says which edition it is, with a hash of the whole for the minutes."""
    done = command(root, "archive", "--verify", f"archive/{NAME}")  # from the root, as --out is

    assert 0 == done.exit_code
    assert "is as it was: hillside, edition 2026.11" in done.stdout
    assert "SHA-256 " in done.stdout


def altered(root: Path, target: Path, change: dict[str, bytes | None]) -> Path:
    """Copy an archive with files changed, put in, or (None) taken out."""
    with zipfile.ZipFile(root / "archive" / NAME) as packed, zipfile.ZipFile(target, "w") as made:
        for name in packed.namelist():
            if name not in change:
                made.writestr(name, packed.read(name))
        for name, content in change.items():
            if content is not None:
                made.writestr(name, content)
    return target


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"site/hillside/index.html": b"Other"}, "site/hillside/index.html is not as it was"),
        ({"site/hillside/index.html": None}, "site/hillside/index.html is missing"),
        ({"site/hillside/more.html": b"More"}, "site/hillside/more.html was put in afterwards"),
        ({RECORD: b"[]"}, f"its {RECORD} is none of ours"),
        ({RECORD: b"{"}, "it is no archive, or is damaged"),
        ({RECORD: None}, "it is no archive, or is damaged"),
    ],
)
def test_whatever_was_altered_is_told(root, tmp_path, change, said):
    """A file that was changed, taken out or put in, and a record that is none, end with exit 1 and a sentence."""
    path = altered(root, tmp_path / "altered.zip", change)
    done = command(root, "archive", "--verify", str(path))

    assert (1, True) == (done.exit_code, said in done.stdout)


def test_every_damaged_byte_is_told_without_a_traceback(root, tmp_path):
    """A file that was cut off, or is no zip at all, is told; a file that is not there is exit 2."""
    whole = (root / "archive" / NAME).read_bytes()
    for place, content in enumerate((whole[: len(whole) // 2], b"", b"no zip")):
        path = tmp_path / f"damaged-{place}.zip"
        path.write_bytes(content)
        assert faults(path)
        assert 1 == command(root, "archive", "--verify", str(path)).exit_code

    assert 2 == command(root, "archive", "--verify", str(tmp_path / "nothing.zip")).exit_code


def test_what_was_issued_is_never_written_over(root):
    """A second archive of the same day is refused, and the first one is as it was."""
    path = root / "archive" / NAME
    before = path.read_bytes()
    done = command(root, "archive", "hillside")

    assert (1, before) == (done.exit_code, path.read_bytes())
    assert "never written over" in done.stderr


def test_links_are_not_followed(site, tmp_path):
    """A link in a folder of content is not archived: it could lead to anything on this machine."""
    here: Site = site("trust-amends")
    (here.content / "national/link.yml").symlink_to("/etc/hostname")
    (here.root / "site").mkdir()
    issued = Issued(
        root=here.root,
        site_dir=here.root / "site",
        code="",
        codes=("hillside",),
        folder=None,
        edition="2026.11",
        program="1",
        today=date(2026, 11, 21),
    )
    archive(issued, here.root / issued.name)
    with zipfile.ZipFile(here.root / issued.name) as packed:
        names = packed.namelist()

    assert "sources/content/national/link.yml" not in names
    assert "sources/content/national/glossary.yml" in names
    assert () == faults(here.root / issued.name)


def test_an_earlier_edition_says_on_every_page_that_it_is_old(root, tmp_path):
    """Each page is marked and asks not to be found, links lead within it, and nothing lets a device keep it."""
    done = command(root, "earlier", str(root / "archive" / NAME), "--out", str(tmp_path))
    again = command(root, "earlier", str(root / "archive" / NAME), "--out", str(tmp_path))
    folder = next(tmp_path.glob("hillside/2026.11-*"))
    pages = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}

    assert (0, 1) == (done.exit_code, again.exit_code)
    assert {"index.html", "trainer/index.html", "procedures/first-visit/index.html"} < set(pages)
    said = "This is an earlier edition, 2026.11, issued on"
    assert [] == [name for name, html in pages.items() if html.count(said) != 1 or "noindex, nofollow" not in html]
    assert '<link rel="stylesheet" href="../../earlier.css">' in pages["procedures/first-visit/index.html"]
    assert "<title>Earlier edition 2026.11: " in pages["index.html"]
    assert "downloads/first-visit.pdf" in names
    assert not {"worker.js", "edition.json", "feed.xml", "sitemap.xml", "trainer/worker.js"} & names


def test_publishing_puts_earlier_editions_beside_the_present_one(root, tmp_path, monkeypatch):
    """The workflow's own step lays out each archive of a release below `earlier/` of the site that is published."""
    jobs = yaml.safe_load((REPOSITORY / ".github/workflows/publish.yml").read_text(encoding="utf-8"))["jobs"]
    asked = [each for each in jobs["build"]["steps"] if "EARLIER" in each.get("if", "")]
    fetch, lay = (each["run"] for each in asked)
    shutil.copytree(root, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    words = [path for word in shlex.split(lay)[1:] for path in (sorted(map(str, Path().glob(word))) or [word])]
    done = command(tmp_path / "copy", *words)
    published = sorted(each.name for each in (tmp_path / "copy/site/earlier/hillside").iterdir())

    assert 0 == done.exit_code, done.output
    assert [f"2026.11-{date.today()}"] == published
    assert (tmp_path / "copy/site/hillside/index.html").is_file()
    assert ("--dir archive" in fetch, '--pattern "handbook-*.zip"' in fetch) == (True, True)


def test_what_is_no_sound_archive_is_not_laid_out(root, tmp_path):
    """A file that was changed, or is none of ours, is refused in a sentence and nothing is written."""
    bad = tmp_path / "bad.zip"
    bad.write_bytes((root / "archive" / NAME).read_bytes()[:-200])
    done = command(root, "earlier", str(bad), "--out", str(tmp_path / "out"))

    assert (1, False) == (done.exit_code, (tmp_path / "out").exists())
    assert "it is no archive, or is damaged" in done.output
