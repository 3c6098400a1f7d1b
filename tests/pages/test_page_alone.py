"""A document's page that is made alone says what it says among all others: an editor sees what readers will see."""

from collections.abc import Callable

import pytest
from conftest import REPOSITORY, TODAY, Site

from generator.changes.edition_reports import Reports
from generator.model.base import Audience
from generator.pages.page_builder import PageBuilder
from generator.pages.render import document_page, render
from generator.pages.templates import Templates


@pytest.mark.parametrize("audience", list(Audience))
def test_a_page_made_alone_is_the_same(site: Callable[..., Site], audience: Audience) -> None:
    """Every document's page, with what can be printed of it, is the one that the whole edition has."""
    edition = site().edition("", audience)
    templates, reports = Templates(REPOSITORY / "templates" / "pages"), Reports(today=TODAY)
    builder = PageBuilder.of(edition, templates, reports)
    whole = {page.entry: page.html for page in render(edition, templates, reports).pages if page.entry}
    alone = {name: page.html for name in whole if (page := document_page(builder, name))}

    assert len(alone) > 3
    assert {name: whole[name] for name in alone} == alone
