"""Set-up as it runs on a new machine: the real script, a real environment, real packages in a folder of their own."""

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, made_once
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTS = ("requirements.txt", "requirements-dev.txt", "benchmarks/requirements.txt")

BACKEND = """
import base64, hashlib, zipfile
from pathlib import Path


def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "peer_support_handbook-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        wheel.writestr("handbook.pth", str(Path(__file__).parent))
        about = "peer_support_handbook-0.1.0.dist-info"
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\\nName: peer-support-handbook\\nVersion: 0.1.0\\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{about}/RECORD", "")
    return name
"""
"""A project's own way to be installed, so that the test needs no package from anywhere."""


def wheel(folder: Path, name: str, version: str, needs: str = "", module: str = "") -> str:
    """Make a package in a folder, and give the SHA-256 of its file."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    extra = "Provides-Extra: toml\n" if name == "beta" else ""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{module or name}/__init__.py", f"version = {version!r}\n")
        file.writestr(f"{module or name}/text.py", "ffi = None\n")
        requires = f"Requires-Dist: {needs}\n" if needs else ""
        file.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{extra}{requires}"
        )
        file.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr(f"{about}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def script_packages(project: Path, index: Path) -> None:
    """Build a project a list of one package for its scripts, whose file stands in the folder of packages."""
    manifest = {"name": "gamma", "version": "1.0.0"}
    content = json.dumps(manifest).encode()
    with tarfile.open(index / "gamma-1.0.0.tgz", "w:gz") as file:
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(content)
        file.addfile(entry, io.BytesIO(content))
    needs = {"gamma": "file:index/gamma-1.0.0.tgz"}
    about: dict[str, Any] = {"name": "project", "version": "1.0.0"}
    digest = base64.b64encode(hashlib.sha512((index / "gamma-1.0.0.tgz").read_bytes()).digest()).decode()
    pinned = {"version": "1.0.0", "resolved": needs["gamma"], "integrity": f"sha512-{digest}"}
    packages = {"": about | {"dependencies": needs}, "node_modules/gamma": pinned}
    lock = about | {"lockfileVersion": 3, "requires": True, "packages": packages}
    (project / "package.json").write_text(json.dumps(about | {"dependencies": needs}), encoding="utf-8")
    (project / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with the real script, whose list was made before a newer release of one of its packages came out."""
    shutil.copy(REPOSITORY / "handbook", tmp_path)
    index = tmp_path / "index"
    index.mkdir()
    pins = {
        "alpha==1.0": wheel(index, "alpha", "1.0", needs="beta[toml]>=1.0", module="weasyprint"),
        "beta==1.0": wheel(index, "beta", "1.0"),
    }
    wheel(index, "beta", "2.0")
    listed = "".join(f"{pin} \\\n    --hash=sha256:{found}\n" for pin, found in pins.items())
    (tmp_path / "requirements.txt").write_text(listed, encoding="utf-8")
    (tmp_path / "requirements-dev.txt").write_text(listed, encoding="utf-8")
    (tmp_path / "backend.py").write_text(BACKEND, encoding="utf-8")
    system = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    (tmp_path / "pyproject.toml").write_text(system, encoding="utf-8")
    script_packages(tmp_path, index)
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator" / "cli.py").write_text("import beta\nprint('beta', beta.version)\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def begun(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project with an environment without packages, as set-up leaves it where it stops at the first list."""

    def make(folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", str(folder / ".venv")], check=True)

    made = made_once(tmp_path_factory, "environment", make)
    shutil.copytree(made / ".venv", project / ".venv", symlinks=True, copy_function=os.link)
    return project


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script as a person would, with the project's folder of packages in place of the world's."""
    index = str(project / "index")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHONPATH"))}
    told = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": index, "PIP_CONFIG_FILE": os.devnull, "PYTHON": sys.executable}
    return subprocess.run(
        ["bash", str(project / "handbook"), *words],
        cwd=project,
        env=kept | told,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_set_up_takes_the_pinned_release_though_a_newer_one_is_out(project):
    """A list with an extra is installed as it was pinned, for building and for testing, whatever was released since."""
    first, second = run(project), run(project, "test")

    assert ("beta 1.0\n", 0, "beta 1.0\n", 0) == (first.stdout, first.returncode, second.stdout, second.returncode)


def test_set_up_that_was_cut_off_is_made_anew(project):
    """An environment in which only the interpreter stands, as after a stop, is no obstacle."""
    half = project / ".venv" / "bin"
    half.mkdir(parents=True)
    (half / "python").symlink_to(sys.executable)
    (project / ".venv" / "pyvenv.cfg").write_text(
        f"home = {Path(sys.base_prefix) / 'bin'}\ninclude-system-site-packages = false\n", encoding="utf-8"
    )
    done = run(project)

    assert ("beta 1.0\n", 0) == (done.stdout, done.returncode)


def test_set_up_says_what_failed_and_works_when_run_again(begun):
    """A package that cannot be had is a sentence and exit 3; once it can be had, the same command goes on."""
    missing = begun / "index" / "beta-1.0-py3-none-any.whl"
    kept = missing.read_bytes()
    missing.unlink()
    failed = run(begun)
    missing.write_bytes(kept)
    again = run(begun)

    assert 3 == failed.returncode
    assert "Setting up did not finish: the Python packages of requirements.txt could not be installed" in failed.stderr
    assert "Run the same command again" in failed.stderr
    assert ("beta 1.0\n", 0) == (again.stdout, again.returncode)


def test_only_testing_sets_up_what_looks_at_scripts(begun):
    """Building needs no package for scripts; testing installs them once, and anew when their list is another."""
    folder = begun / "node_modules"
    run(begun)
    after_build = folder.exists()
    first, second = run(begun, "test"), run(begun, "test")
    (begun / "package-lock.json").write_text(
        (begun / "package-lock.json").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    third = run(begun, "test")
    told = "Setting up: tools for the pages' scripts"

    assert not after_build
    assert (folder / "gamma" / "package.json").is_file()
    assert [True, False, True] == [told in each.stderr for each in (first, second, third)]
    assert [0, 0, 0] == [each.returncode for each in (first, second, third)]


def test_a_package_for_scripts_that_cannot_be_had_is_a_sentence(begun):
    """Set-up for testing says which list failed, with exit 3, and goes on when it is run again."""
    missing = begun / "index" / "gamma-1.0.0.tgz"
    kept = missing.read_bytes()
    missing.unlink()
    failed = run(begun, "test")
    missing.write_bytes(kept)
    again = run(begun, "test")

    assert 3 == failed.returncode
    assert "Setting up did not finish: the packages of package-lock.json could not be installed" in failed.stderr
    assert "Run the same command again" in failed.stderr
    assert ("beta 1.0\n", 0) == (again.stdout, again.returncode)


def pins(name: str) -> dict[str, set[str]]:
    """Return the packages of a list with the extras they are listed with."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in re.findall(r"^([a-z0-9][^\s;]*==[^\s;]+)", text, re.MULTILINE | re.IGNORECASE):
        requirement = Requirement(line)
        found.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
    return found


@pytest.mark.parametrize("name", LISTS)
def test_list_holds_all_that_its_packages_ask_for(name):
    """Nothing is left for pip to look for: each requirement of each package that is listed is listed too."""
    listed = pins(name)
    expected: list[object] = []
    left = [
        f"{package}: {requirement}"
        for distribution in distributions()
        if (package := canonicalize_name(distribution.metadata["Name"])) in listed
        for requirement in map(Requirement, distribution.requires or [])
        if any(
            not requirement.marker or requirement.marker.evaluate({"extra": extra}) for extra in {"", *listed[package]}
        )
        if canonicalize_name(requirement.name) not in listed
        or not requirement.extras <= listed[canonicalize_name(requirement.name)]
    ]

    assert expected == left
