"""The reference of every kind of file is the model's: all of it, with examples that the model takes."""

import re
from typing import Any

from conftest import REPOSITORY, Site

from generator.content.reference import TRAINERS, as_markdown, reference
from generator.model.base import Audience
from generator.model.kinds import EVERY_KIND


def rows(title: str) -> dict[str, Any]:
    """Return the rows of one part by the names of their fields."""
    part = next(each for each in reference() if each.title == title)
    return {row.name: row for row in part.rows}


def test_the_page_in_the_documents_is_that_of_the_model() -> None:
    """docs/reference.md is what `./handbook schema` writes."""
    assert as_markdown() == (REPOSITORY / "docs/reference.md").read_text(encoding="utf-8")


def test_every_field_of_every_kind_stands_in_it_once() -> None:
    """Each field of a kind is told in its own part or in one whose fields it has too, and says what it means."""
    parts = {part.anchor: part for part in reference()}
    by_title = {part.title: part for part in reference() if part.place}
    for kind in EVERY_KIND:
        own = by_title[kind.title]
        told = [row.name for part in (own, *(parts[each] for each in own.also)) for row in part.rows]

        assert {field.alias or name for name, field in kind.model.model_fields.items()} == set(told)
    assert len(parts) == len(reference())
    assert [] == [(part.title, row.name) for part in reference() for row in part.rows if len(row.meaning) < 4]


def test_every_part_leads_somewhere_and_every_field_shows_what_can_stand_in_it() -> None:
    """What a field leads to is there, and a field that leads nowhere has an example or says how it is written."""
    anchors = {part.anchor for part in reference()}
    fields = [row for part in reference() for row in part.rows]

    assert {row.part for row in fields if row.part} | {each for part in reference() for each in part.also} <= anchors
    assert [] == [row.name for row in fields if not (row.part or row.examples or row.form)]
    links = set(re.findall(r"\]\(#([a-z-]+)\)", as_markdown()))
    titles = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", as_markdown(), re.MULTILINE)}
    assert links <= titles


def test_readers_and_locks_are_those_of_the_model() -> None:
    """Trainers' fields and all in them say so; ids, front sheets, facts and a trust's own files have their own locks."""
    assert TRAINERS == rows("Activity")["facilitator"].readers == rows("Prompt")["ask"].readers
    assert TRAINERS != rows("Activity")["participant"].readers
    assert "never changes" == rows("Element")["id"].lock
    assert "always free" == rows("Document")["front_sheet"].lock
    assert "locked, unless freed" == rows("Facts")["facts"].lock
    assert "the trust's own" == rows("Trust")["nation"].lock
    assert ("draft", "in review", "approved") == rows("Front sheet")["status"].examples
    assert ('"2.6"',) == rows("Document")["components"].examples


def test_trainers_have_it_as_a_page_and_peers_have_not(site) -> None:
    """The page stands on the trainers' site, with every kind, and links that lead to places on it."""
    here: Site = site()
    html = here.page("reference.md", "", Audience.TRAINER)
    ids = set(re.findall(r'\sid="([^"]*)"', html))

    assert set(re.findall(r'href="#([^"]*)"', html)) <= ids
    assert all(f">{kind.title}</h2>" in html for kind in EVERY_KIND)
    assert "reference.md" not in {page.path for page in here.render().pages}
