"""Titles keep every sign, wherever they stand: tabs, menus, lists, mails, facts, search, calendars, PDFs."""

import json
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pikepdf
import pytest
from browsing import serving
from conftest import Site
from pdfs import PRINT, styles_of, words
from playwright.sync_api import Page as BrowserPage

from generator.content.yaml_nodes import read, typed
from generator.model.base import Audience
from generator.pdf.chapter import chapter, typeset
from generator.pdf.copy_register import with_copies
from generator.pdf.headers_and_footers import Chapter, Imprint
from generator.pdf.link import link
from generator.pdf.publications import books, sheets
from generator.pdf.typeface import furniture_typeface
from generator.site.icalendar import calendar
from generator.site.job import SiteJob
from generator.site.search_index import search_script
from generator.site.site_engines import build_site
from generator.system.cache import Cache

SIGNS = "Form #3: a_b > 5 | *new* ~x~ <b> & \"c\" 'd' [e] `f` \\g {h} &amp;"
"""A title with every sign that means something in Markdown, HTML, YAML, a template or an address."""


LABELS = frozenset({"title", "name", "label", "term", "trigger", "stage", "who", "publisher", "owner", "coordinator"})
"""The fields that are to have them."""

WORDS = frozenset({"experienced-peer", "clinician", "coordinator", "visitor"})
"""What stands in such a field and is no title: a word of the program's own."""


def with_signs(value: Any) -> Any:
    """Return a value from a file with the signs after each title, name and label in it."""
    if isinstance(value, list):
        return [with_signs(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{each} {SIGNS}" if key in LABELS and isinstance(each, str) and each not in WORDS else with_signs(each)
        for key, each in value.items()
    }


@pytest.fixture
def signed(site: Callable[..., Site]) -> Site:
    """Return a small site in which each kind of title, name and label, and a trust's name, has every sign."""
    here = site("paper")
    for path in (*sorted((here.content / "national").rglob("*.yml")), here.content / "trusts/hillside/trust.yml"):
        path.write_text(json.dumps(with_signs(typed(read(path, path.name))), indent=1), encoding="utf-8")
    return here


def has(text: str) -> int:
    """Count where all the signs stand together."""
    return text.count(SIGNS)


def test_signs_in_titles_are_no_error(signed: Site) -> None:
    """Such titles are told of where they may have been meant as bold, and stop nothing."""
    assert {"label"} == {each.rule for each in signed.check() if each.level.value == "error" or each.rule == "label"}


def test_titles_keep_every_sign_in_what_is_said_of_pages(signed: Site) -> None:
    """Titles of pages and menus, mails, facts, search, downloads and the calendar have every sign."""
    signed.change("trusts/hillside/trust.yml", '"nation":', '"report_to": "a@b.example",\n "nation":')
    rendered = signed.render("hillside", Audience.TRAINER)
    made = tuple(books(rendered, sheets(rendered, PRINT, {}), PRINT, Cache(signed.root / ".cache")))
    copies = with_copies(rendered, made).pages[-1]
    page = next(each for each in rendered.pages if each.path == "procedures/first-visit.md")
    index = json.loads(search_script(rendered).split("=", 1)[1].rstrip(";\n "))

    assert has(page.title) == 1
    assert has(unquote(page.meta.report).partition("&body")[0]) == 1
    assert has(json.loads(page.meta.structured)["name"]) == 1
    assert any(has(title) for _, title, _ in index["pages"])
    assert any(has(title) for title in index["sections"][3].split("\n"))
    assert all(has(each.title) for each in made if each.path.endswith("first-visit.pdf"))
    assert has(unescape(copies.html)) >= len(made) - 3
    assert any(has(child.title) for item in rendered.nav for child in item.children)
    assert not [each.path for each in rendered.pages if "<b>" in each.html]


def test_titles_keep_every_sign_on_every_page(signed: Site) -> None:
    """Headings, lists, tables and facts show titles, names and labels as they are written."""
    rendered = signed.render("hillside", Audience.TRAINER)
    shown = {page.path: unescape(re.sub(r"<[^>]*>", "", page.html)) for page in (*rendered.pages, *rendered.paper)}
    silent = {"accessibility.md", "offline/index.md", "reference.md", "search.md"}

    assert set() == {path for path, text in shown.items() if not has(text)} - silent


def test_a_calendar_keeps_every_sign(signed: Site) -> None:
    """The calendar has the titles of days and sessions, each sign escaped as calendars want it."""
    said = calendar(signed.edition("hillside")) or ""
    plain = re.sub(r"\\([\\,;])", r"\1", said.replace("\r\n ", ""))

    assert has(plain) >= 2


def test_a_pdf_keeps_every_sign(signed: Site) -> None:
    """The title of a PDF, its bookmarks, its running head and its text have every sign."""
    page = next(each for each in signed.render("hillside").pages if each.path == "procedures/first-visit.md")
    pdf = typeset(chapter(page, styles_of(""), {}))
    made = Chapter(path=page.path, title=page.title, pdf=pdf, head=page.title, foot="")
    whole = link([made], Imprint(title=page.title, head="Hillside", foot=""), furniture_typeface()).pdf
    with pikepdf.open(BytesIO(whole)) as opened, opened.open_outline() as outline, opened.open_metadata() as facts:
        assert has(str(opened.docinfo["/Title"])) == 1
        assert has(str(facts["dc:title"])) == 1
        assert has(str(outline.root[0].title)) == 1
        assert any(has(str(each.title)) for part in outline.root[0].children for each in part.children)
    assert has(" ".join(words(whole).split())) >= 2


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_browser_shows_every_sign(signed: Site, page: BrowserPage, engine: str) -> None:
    """In the tab, the bar, the menu, the list on the page, the heading and the facts, either engine shows every sign."""
    rendered = signed.render("hillside")
    job = SiteJob(root=signed.root, rendered=rendered, pictures={}, engine=engine, store=signed.root / "store")
    with serving(build_site(job)) as server:
        page.goto(server.address + "procedures/first-visit/")

        assert has(page.title()) == 2
        assert has(page.locator("h1").text_content() or "") == 1
        assert has(page.locator(".hb-edition").text_content() or "") == 1
        assert has(page.locator("#hb-nav [aria-current=page]").text_content() or "") == 1
        assert has(page.locator("#hb-toc").text_content() or "") >= 1
        assert has(page.locator("meta[property='og:title']").get_attribute("content") or "") == 1
        assert has(page.locator("meta[property='og:site_name']").get_attribute("content") or "") == 1
        assert page.locator("b").count() == 0
        page.goto(server.address + "procedures/")
        assert has(page.locator("main h2").first.text_content() or "") == 1
