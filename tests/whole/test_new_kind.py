"""A kind of document is said in one place: what a new one needs is four files, and the program does the rest."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, copy_site

from generator.model import kinds

MODEL = '''\
"""An assessment: what somebody shows, and how it is seen."""

from pydantic import Field

from generator.model.base import Document, Element, Label, Line


class Proof(Element):
    """Something to show."""

    title: Label = Field(description="What it is.")
    seen: Line = Field(description="How it is seen.")


class Assessment(Document):
    """A document that says what to show."""

    proofs: tuple[Proof, ...] = Field(min_length=1, description="What to show, in order.")
'''

PAGE = """\
{% import "parts.md.jinja" as part with context %}
{{ part.opening() }}
<h2 id="to-show">What to show</h2>
{% for each in doc.proofs %}
<h3 id="{{ each.id }}">{{ each.title | label }}</h3>
{{ part.mark("proofs." ~ each.id) }}
<p>{{ each.seen | line }}</p>
{% endfor %}
"""

BEGINNING = """\
title: {{ title }}
summary: One sentence on what is shown.
front_sheet:
  version: "0.1"
  status: draft
  owner: Peer Worker Coordinator
  review_by: {{ review_by }}
proofs:
  - id: first-proof
    title: A safety walk-through
    seen: Somebody watches you say the three questions.
"""

KIND = """
from generator.model.assessment import Assessment

ASSESSMENT = Kind(
    name="assessment",
    folder="assessments",
    model=Assessment,
    title="Assessment",
    titles="Assessments",
    own_ids=frozenset({"to-show"}),
    begins=True,
)

DOCUMENT_KINDS = """


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a copy of the program and of the small site, to which the kind was added."""
    copy_site("minimal", tmp_path)
    shutil.copytree(REPOSITORY / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "generator" / "model" / "assessment.py").write_text(MODEL, encoding="utf-8")
    (tmp_path / "templates" / "pages" / "assessment.md.jinja").write_text(PAGE, encoding="utf-8")
    (tmp_path / "templates" / "new" / "assessment.yml.jinja").write_text(BEGINNING, encoding="utf-8")
    path = tmp_path / "generator" / "model" / "kinds.py"
    text = path.read_text(encoding="utf-8").replace("\nDOCUMENT_KINDS = ", KIND, 1)
    for name in ("DOCUMENT_KINDS", "MENU_KINDS"):
        text = text.replace(f"\n{name} = (", f"\n{name} = (ASSESSMENT, ", 1)
    path.write_text(text, encoding="utf-8")
    return tmp_path


def run(program: Path, *words: str) -> str:
    """Run a command of the copy, and return what it said; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", *words],
        cwd=program,
        env={**os.environ, "PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.site
def test_a_new_kind_is_a_model_an_entry_and_two_templates(program):
    """It has a first file, a schema, a page in the menu, results of its own in the search, a PDF, and ids kept for it."""
    run(program, "new", "assessment", "walk-through")
    run(program, "schema")
    run(program, "build")

    site = program / "site"
    page = (site / "assessments" / "walk-through" / "index.html").read_text(encoding="utf-8")
    index = (site / "search" / "index.js").read_text(encoding="utf-8")
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    schema = json.loads((program / "schemas" / "assessment.json").read_text(encoding="utf-8"))
    (document,) = [each for each in manifest["documents"] if each["id"] == "assessments/walk-through"]

    assert "A safety walk-through" in page
    assert re.search(r'<a href="\.\./"[^>]*>Assessments</a>', page)
    assert '["Assessment","Assessments"]' in index
    assert (site / document["pdf"]).read_bytes().startswith(b"%PDF")
    assert "proofs" in schema["properties"]


def test_the_program_has_no_such_kind_yet():
    """What the test adds is new, or it would prove nothing."""
    assert "assessment" not in [kind.name for kind in kinds.EVERY_KIND]
