"""The scripts of the pages: their own linter, types, form and unit tests, with the tools that package.json names."""

import json
import os
import re
import subprocess

import pytest
from conftest import REPOSITORY

SCRIPTS = REPOSITORY / "templates" / "site" / "static" / "javascripts"


@pytest.mark.parametrize("name", ["lint", "types", "format", "test"])
def test_scripts_pass(name):
    """No rule of eslint is broken, every type fits, prettier would change nothing, and each unit test passes."""
    done = subprocess.run(
        ["npm", "run", "--silent", name],
        cwd=REPOSITORY,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert 0 == done.returncode, f"{done.stdout}\n{done.stderr}"


def test_the_list_of_packages_names_no_registry():
    """Packages are pinned with a hash each, and whoever installs them says from where."""
    packages = json.loads((REPOSITORY / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = {name: each for name, each in packages.items() if name}

    assert [] == [name for name, each in pinned.items() if "resolved" in each or "integrity" not in each]


FOR_BROWSERS = ("node_modules/scorm-again",)
"""Packages that tests load into a browser, and that Node never runs."""


def test_every_tool_runs_on_the_oldest_node_that_set_up_takes():
    """No package asks for a Node later than 18.19, which Debian has; what only a browser loads may say what it likes."""
    packages = json.loads((REPOSITORY / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    asked = {name: each.get("engines", {}).get("node", "*") for name, each in packages.items()}
    asked = {name: wanted for name, wanted in asked.items() if name not in FOR_BROWSERS}

    assert [] == [name for name, wanted in asked.items() if not any(map(_takes_18_19, wanted.split("||")))]


def _takes_18_19(wanted: str) -> bool:
    """Say whether one part of a range of versions, such as ^18.18.0 or >=16, has 18.19 in it."""
    found = re.fullmatch(r"\s*(?P<sign>[\^~]|>=)?\s*(?P<version>[0-9.]+|\*)\s*", wanted)
    if not found or found["version"] == "*":
        return bool(found)
    version = tuple(map(int, found["version"].split(".")))
    return version <= (18, 19) and (found["sign"] == ">=" or version[0] == 18)


def test_scripts_share_one_name():
    """Each script is a classic one that leaves nothing in the page but its part of `handbook`."""
    loose = [
        path.name
        for path in sorted(SCRIPTS.glob("*.js"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"(import|export|const|let|var|function|class)\b", line)
        or re.search(r"\b(window|self)\.(?!handbook\b)\w+ = ", line)
    ]

    assert [] == loose
