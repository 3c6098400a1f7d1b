"""The program away from its own folder, without what only print needs, and on machines of other kinds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, Site, made_once, put_content

NO_PANGO = """\
import sys


class NoPango:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


sys.meta_path.insert(0, NoPango())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the program into a folder, as pipx and uvx would: from a package that is built from this repository."""

    def install(root: Path) -> None:
        copy = root / "source"
        copy.mkdir()
        for name in ("generator", "templates", "pyproject.toml", "README.md", "requirements.in"):
            subprocess.run(["cp", "-r", str(REPOSITORY / name), str(copy / name)], check=True)
        words = ["-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target", str(root / "program")]
        subprocess.run([sys.executable, *words, str(copy)], check=True, capture_output=True)

    return made_once(tmp_path_factory, "installed", install) / "program"


def handbook(installed: Path, where: Path, *words: str, pango: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder, with or without Pango on the machine."""
    extra = installed.parent / f"machine-{pango}"
    extra.mkdir(exist_ok=True)
    (extra / "sitecustomize.py").write_text("" if pango else NO_PANGO, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(extra), str(installed)]), "GITHUB_ACTIONS": "false"}
    command = [sys.executable, "-P", str(installed / "bin/handbook"), *words]
    return subprocess.run(command, cwd=where, env=env, capture_output=True, text=True, check=False, timeout=120)


def test_an_installed_program_works_in_any_folder_with_content(installed, tmp_path):
    """In the folder, below it, and from elsewhere with --root, it reads that folder's content."""
    put_content("trust-amends", tmp_path / "ours")
    below, away = tmp_path / "ours/content/trusts", tmp_path / "away"
    away.mkdir()
    found = [
        handbook(installed, where, *words, "check", "--format", "json")
        for where, words in ((tmp_path / "ours", ()), (below, ()), (away, ("--root", str(tmp_path / "ours"))))
    ]

    assert [0, 0, 0] == [each.returncode for each in found], found[0].stdout + found[0].stderr
    assert 1 == len({each.stdout for each in found})


def test_a_folder_without_content_is_named(installed, tmp_path):
    """Where there is no content, --root says so with exit 2, and without it the problem says what is missing."""
    named = handbook(installed, tmp_path, "--root", str(tmp_path), "check")
    bare = handbook(installed, tmp_path, "check")

    assert (2, True) == (named.returncode, "holds no folder content" in named.stderr)
    assert (1, False) == (bare.returncode, "Traceback" in bare.stderr)


@pytest.mark.parametrize("words", [("check",), ("status", "hillside"), ("due",), ("diff", "hillside")])
def test_what_prints_nothing_needs_no_pango(installed, tmp_path, words):
    """Check, status, due and diff say the same on a machine that has no Pango."""
    put_content("trust-amends", tmp_path)
    with_it, without = (handbook(installed, tmp_path, *words, pango=each) for each in (True, False))

    assert (with_it.returncode, with_it.stdout) == (without.returncode, without.stdout)
    assert "Traceback" not in without.stderr


def test_a_preview_needs_no_pango(installed, tmp_path):
    """The pages of a preview are made on a machine that has no Pango."""
    here = Site(folder=tmp_path)
    put_content("minimal", tmp_path)
    code = (
        "from pathlib import Path; from generator.build.preview import Preview, Wanted; import sys\n"
        f"work = Path({str(tmp_path / 'work')!r}); work.mkdir()\n"
        f"shown = Preview(Wanted(root=Path({str(here.root)!r})), work); told = shown.update(lambda: None)\n"
        "print(shown.site / 'index.html' if (shown.site / 'index.html').is_file() else told)\n"
        "print('weasyprint' in sys.modules)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(NO_PANGO, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(REPOSITORY)])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False, timeout=240
    )

    assert ["index.html", "False"] == [line.rpartition("/")[2] for line in done.stdout.splitlines()[-2:]], done.stderr


def test_every_machine_gets_the_same_letters():
    """Files have the ends of lines that they run with: of Linux, and of Windows where Windows runs them."""
    words = ["git", "check-attr", "eol", "--", "handbook", "handbook.cmd", "content/national/edition.yml"]
    told = subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.splitlines()

    assert ["lf", "crlf", "lf"] == [line.rpartition(": ")[2] for line in told]
    assert b"\r" not in (REPOSITORY / "handbook").read_bytes()


def test_windows_is_told_of_wsl():
    """The command for Windows hands everything to WSL, gives its exit code back, and says what to do without it."""
    text = (REPOSITORY / "handbook.cmd").read_text(encoding="utf-8")

    assert "wsl bash ./handbook %*" in text
    assert "exit /b %ended%" in text
    assert "wsl --install" in text
    assert text.isascii()


def test_the_image_is_built_with_what_the_script_asks_for():
    """The Dockerfile installs the packages that the script names for printing, and no others from Debian but git."""
    script = (REPOSITORY / "handbook").read_text(encoding="utf-8")
    image = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    wanted = script.partition("need_packages libpango")[2].partition("\n")[0].split()
    installed = image.partition("--no-install-recommends ")[2].partition(" \\\n")[0].split()

    assert {f"libpango{wanted[0]}", *wanted[1:], "git"} == set(installed)
    assert "--require-hashes" in image
    assert "USER nobody" in image
