"""What is new as a feed: one that readers of feeds take, with what this edition's readers may see and nothing else."""

from xml.etree import ElementTree as ET

import feedparser
import pytest
from conftest import Site

from generator.model.base import Audience
from generator.upkeep.release import release

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = 'changes: [{version: "0.2", on: 2026-11-03, by: Editor, summary: "Calls & <steps> in order."}]'


def of(here: Site, code: str = "", audience: Audience = Audience.PEER):
    """Return the feed of an edition as feedparser reads it, and as XML."""
    text = here.render(code, audience).feed
    found = feedparser.parse(text)
    assert not found.bozo, found.get("bozo_exception")
    return found, ET.fromstring(text)


@pytest.fixture
def moved(site) -> Site:
    """Return a national edition after another one, with a step that changed and a history."""
    here = site()
    release(here.library(), "2026.11", ())
    here.change("national/edition.yml", 'edition: "2026.11"', 'edition: "2026.12"')
    here.change("national/procedures/first-visit.yml", "within: 2 working days", "within: 3 working days")
    here.change(
        "national/guides/role-description.yml", "review_by: 2027-11-01}", "review_by: 2027-11-01, " + HISTORY + "}"
    )
    return here


def test_a_reader_of_feeds_takes_it(moved):
    """Every entry has an id of its own, a day, a title, a link to a page that is there, and words."""
    found, tree = of(moved)
    pages = {page.path for page in moved.render().pages}

    assert "atom10" == found.version
    assert {"Role description", "First visit"} <= {each.title for each in found.entries}
    assert len({each.id for each in found.entries}) == len(found.entries)
    assert all(each.link.rstrip("/") + ".md" in pages for each in found.entries)
    assert "0.2: Calls & <steps> in order." in {each.summary for each in found.entries}
    assert [each.updated for each in found.entries] == sorted((each.updated for each in found.entries), reverse=True)
    assert found.feed.updated == found.entries[0].updated == "2026-12-01T00:00:00Z"
    assert {"title", "id", "updated", "author", "link", "entry"} == {each.tag.removeprefix(ATOM) for each in tree}


def test_peers_are_told_nothing_that_only_trainers_have(moved):
    """A document for trainers has entries in the trainers' feed, and none in the peers'."""
    moved.change("national/guides/role-description.yml", "introduction:", "audiences: [trainer]\nintroduction:")

    assert "Role description" in {each.title for each in of(moved, audience=Audience.TRAINER)[0].entries}
    assert "Role description" not in {each.title for each in of(moved)[0].entries}


def test_a_trusts_feed_tells_of_its_approvals_at_its_own_address(hillside, run):
    """What a trust approved is in its feed, with whole addresses where it is known where the site is."""
    hillside.change(
        "trusts/hillside/trust.yml", "nation: wales", "nation: wales\naddress: https://handbook.example.org/h/"
    )
    run(hillside, "approve", "hillside", "procedures/first-visit", "--by", "Board", "--on", "2026-11-02")
    found, _ = of(hillside, "hillside")
    entry = next(each for each in found.entries if each.summary.startswith("Approved by Board"))

    assert ("First visit", "2026-11-02T00:00:00Z") == (entry.title, entry.updated)
    assert entry.link.startswith("https://")
    assert entry.link.endswith("hillside/procedures/first-visit/")
    assert "Hillside" == found.feed.author


def test_a_feed_is_the_same_each_time_and_empty_ones_are_feeds(site):
    """Where nothing is new the feed has no entries and is one; made again, it has the same letters."""
    here = site()

    assert here.render().feed == here.render().feed
    assert [] == [each for each in of(here)[0].entries if "edition" in each.summary]


def test_it_stands_in_the_site_and_pages_name_it(built):
    """The built edition has the feed beside its pages, and each page says where it is."""
    folder = built("minimal")
    page = (folder / "procedures/first-visit/index.html").read_text(encoding="utf-8")

    assert not feedparser.parse((folder / "feed.xml").read_text(encoding="utf-8")).bozo
    assert (folder / "trainer/feed.xml").is_file()
    assert 'type="application/atom+xml" href="../../feed.xml"' in page
