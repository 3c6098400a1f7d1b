"""What is made of the program alone, kept beside it: used by the next process, and made anew where it is damaged."""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import REPOSITORY

from generator.site import static_files
from generator.system import beside_program
from generator.system.beside_program import keep, recall
from generator.text.letters import house_fonts

RENDER = """
import sys, jinja2
from pathlib import Path
from generator.pages.templates import Templates

if "known" in sys.argv:
    def fail(*_, **__):
        raise AssertionError("this was compiled already")
    jinja2.Environment.compile = fail
Path("try.jinja").write_text("{{ 'words' | upper }} and {{ more }}")
print(Templates(Path.cwd()).render("try.jinja", {"more": "<others>"}), end="")
"""


@pytest.fixture
def program(tmp_path):
    """Return a folder with a copy of the program, beside which nothing is kept."""
    shutil.copytree(
        REPOSITORY / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("kept-*", "*.pyc.*")
    )
    return tmp_path


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """Return the empty folder in which things are kept meanwhile."""
    monkeypatch.setattr(beside_program, "FOLDER", tmp_path / "beside")
    return tmp_path / "beside"


def rendered(root, *words):
    """Fill a template in a process of its own, and give what came of it."""
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RENDER, *words], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    return done.stdout or done.stderr


def test_the_next_process_compiles_no_template_anew(program):
    """A template that one process compiled is not compiled by the next, and says the same."""
    expected = "WORDS and &lt;others&gt;\n"

    assert "this was compiled already" in rendered(program, "known")
    assert [expected] * 2 == [rendered(program), rendered(program, "known")]


def test_a_template_is_compiled_anew_for_another_program(program):
    """What filters make of a template's own words is compiled into it, so it holds for this program alone."""
    rendered(program)
    (program / "generator" / "pages" / "one_more.py").write_text('"""One more."""\n', encoding="utf-8")

    assert "this was compiled already" in rendered(program, "known")


@pytest.mark.parametrize("position", [0, 31, 32, -1])
def test_what_is_damaged_counts_as_absent(program, position):
    """One bit of a compiled template, or all that follows, is enough to have it compiled anew."""
    expected = [rendered(program)] * 2
    (kept,) = (program / "generator" / "__pycache__").glob("kept-*")
    content = bytearray(kept.read_bytes())
    content[position] ^= 1
    kept.write_bytes(content)
    flipped = rendered(program)
    kept.write_bytes(content[:position])

    assert expected == [flipped, rendered(program)]


def test_nothing_is_kept_where_nothing_may_be_written(program):
    """A program whose folder takes nothing works as any other, and leaves no draft."""
    shutil.rmtree(program / "generator" / "__pycache__")
    (program / "generator" / "__pycache__").write_text("", encoding="utf-8")

    assert rendered(program) == "WORDS and &lt;others&gt;\n"
    assert (program / "generator" / "__pycache__").read_text(encoding="utf-8") == ""


def test_what_is_kept_is_known_by_name_and_by_what_made_it(beside):
    """Something kept is given only to who asks for it by its name and with all that it was made of."""
    keep("font", b"old", "1")
    keep("font", b"made", "2")
    keep("other", b"", "2")
    expected = [None, b"made", b"", None]

    assert expected == [recall("font", "1"), recall("font", "2"), recall("other", "2"), recall("third", "2")]
    assert len(list(beside.iterdir())) == 2


def test_a_font_for_the_web_is_made_once(beside, monkeypatch):
    """A font that was turned into WOFF2 is not turned again, and is the same byte for byte; damaged, it is made anew."""
    path = next(iter(house_fonts().values()))

    def asked():
        static_files._woff2.cache_clear()
        return static_files._woff2(path)

    made = asked()
    (kept,) = beside.iterdir()
    with monkeypatch.context() as meanwhile:
        meanwhile.delattr(static_files, "_for_the_web")
        recalled = asked()
    kept.write_bytes(kept.read_bytes()[:-1])

    assert made.startswith(b"wOF2")
    assert [made, made] == [recalled, asked()]
