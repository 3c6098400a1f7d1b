"""What pages say of themselves: titles and descriptions of their own, and structured data that cannot do harm."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import serving
from conftest import Site
from playwright.sync_api import Page as BrowserPage

from generator.model.base import Audience
from generator.pages.metadata import as_script
from generator.site.job import SiteJob
from generator.site.site_engines import build_site

VOCABULARY = {
    "Course": "description hasCourseInstance inLanguage isAccessibleForFree name provider syllabusSections url",
    "CourseInstance": "courseMode endDate startDate",
    "EducationalAudience": "educationalRole",
    "HowTo": "description inLanguage name publisher step url version",
    "HowToStep": "name text url",
    "LearningResource": "audience description inLanguage learningResourceType name publisher teaches timeRequired url version",
    "Organization": "name",
    "Syllabus": "description name",
}
"""The words we use of each type, all of which schema.org has for it: compared with pydantic2-schemaorg 0.3.0."""

ACTION = "action: Agree a day with the person."
EVIL = '</script><script>document.title = "taken"</script><!--'


def facts(site: Site, path: str, code: str = "") -> dict[str, object]:
    """Return the structured data of one page."""
    page = next(each for each in site.render(code).pages if each.path == path)
    told: dict[str, object] = json.loads(page.meta.structured)
    return told


def typed(told: object) -> Iterator[tuple[str, set[str]]]:
    """Return every type in structured data with the words used of it."""
    if isinstance(told, list):
        for each in told:
            yield from typed(each)
    if isinstance(told, dict):
        yield told["@type"], {word for word in told if not word.startswith("@")}
        for each in told.values():
            yield from typed(each)


@pytest.mark.parametrize("name", ["trust-amends", "local-session"])
@pytest.mark.parametrize("audience", list(Audience))
def test_titles_and_descriptions_are_a_pages_own(site: Callable[..., Site], name: str, audience: Audience) -> None:
    """No two pages of an edition have the same title, or the same description."""
    made = site(name)
    pages = made.render(next(iter(made.library().trusts)), audience).pages
    titles = [page.meta.head_title or page.title for page in pages]
    descriptions = [page.description for page in pages]

    assert len(pages) == len(set(titles)) == len(set(descriptions))
    assert all(descriptions)


def test_pages_with_one_title_are_told_apart(site: Callable[..., Site]) -> None:
    """A guide called like a procedure is told apart by its kind, two guides by their addresses."""
    made = site()
    guide = (made.content / "national/guides/role-description.yml").read_text(encoding="utf-8")
    title = re.search(r"^title: (.*)$", guide, re.MULTILINE)
    assert title is not None
    made.write("national/guides/other.yml", guide)
    made.write("national/guides/visit.yml", guide.replace(title[0], "title: First visit"))
    heads = {page.path: page.meta.head_title or None for page in made.render().pages}

    assert "First visit (Guide)" == heads["guides/visit.md"]
    assert "First visit (Procedure)" == heads["procedures/first-visit.md"]
    assert f"{title[1]} (guides/other)" == heads["guides/other.md"]


@pytest.mark.parametrize("name", ["trust-amends", "local-session"])
def test_structured_data_keeps_to_the_vocabulary(site: Callable[..., Site], name: str) -> None:
    """Every type and word of structured data is one that schema.org has."""
    made = site(name)
    pages = made.render(next(iter(made.library().trusts))).pages
    found = [each for page in pages if page.meta.structured for each in typed(json.loads(page.meta.structured))]

    assert {"Course", "HowTo", "HowToStep", "LearningResource", "Syllabus"} <= {kind for kind, _ in found}
    assert [] == [
        (kind, words - set(VOCABULARY[kind].split())) for kind, words in found if words - set(VOCABULARY[kind].split())
    ]


def test_a_course_that_has_dates_says_when(site: Callable[..., Site]) -> None:
    """Where a trust gives the dates of its days, the course is held from the first to the last."""
    made = site("trust-amends")
    made.change("trusts/hillside/trust.yml", "nation:", "dates: {day-1: 2027-01-11}\nnation:")

    assert {
        "@type": "CourseInstance",
        "courseMode": "onsite",
        "startDate": "2027-01-11",
        "endDate": "2027-01-11",
    } == facts(made, "index.md", "hillside")["hasCourseInstance"]


def test_where_the_address_is_known_facts_name_it(site: Callable[..., Site]) -> None:
    """With the address of the site, a page and each step of a procedure say where they are."""
    made = site()
    made.change("national/edition.yml", "licence:", "address: https://example.org/handbook\nlicence:")
    told = facts(made, "procedures/first-visit.md")
    steps = told["step"]
    assert isinstance(steps, list)

    assert "https://example.org/handbook/procedures/first-visit/" == told["url"]
    assert steps[0]["url"].startswith("https://example.org/handbook/procedures/first-visit/#")


def test_no_text_can_end_the_block_of_data() -> None:
    """Text that would end a script element is written so that it cannot, and still says the same."""
    written = as_script({"name": EVIL + "\u2028&"})

    assert not re.search(r"[<>&\u2028]", written)
    assert EVIL + "\u2028&" == json.loads(written)["name"]


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_authors_text_in_heads_does_no_harm(site: Callable[..., Site], page: BrowserPage, engine: str) -> None:
    """Text that tries to become HTML stays words, in the head and in data, and the policy has nothing to stop."""
    made = site()
    procedure = "national/procedures/first-visit.yml"
    made.change(procedure, "title: First visit", "title: 'First \"visit\" > second & last'")
    made.change(procedure, ACTION, f"action: {json.dumps(EVIL)}")
    job = SiteJob(root=made.root, rendered=made.render(), pictures={}, engine=engine, store=made.root / "store")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "policy" in message.text.lower() else None)
    with serving(build_site(job)) as server:
        page.goto(server.address + "procedures/first-visit/")
        blocks = page.locator("script:not([src])")
        told = json.loads(blocks.text_content() or "")

        assert page.title().startswith('SOP-01 First "visit" > second & last - ')
        assert 'First "visit" > second & last' == page.locator("meta[property='og:title']").get_attribute("content")
        assert 1 == blocks.count()
        assert any(step["text"].startswith("</script><script") for step in told["step"])
    assert [] == complaints


@pytest.mark.site
def test_trainers_editions_and_examples_are_not_for_search_engines(built: Callable[[str], Path]) -> None:
    """Trainers' pages and those of invented trusts ask not to be listed; the national pages for peers may be."""
    folder = built("trust-amends")
    noindex = '<meta name="robots" content="noindex">'

    assert noindex not in (folder / "help-now/index.html").read_text(encoding="utf-8")
    assert noindex in (folder / "trainer/help-now/index.html").read_text(encoding="utf-8")
    assert noindex in (folder / "hillside/help-now/index.html").read_text(encoding="utf-8")
    assert ["hillside", "site"] == sorted(path.parent.name for path in folder.rglob("sitemap.xml"))
