"""What is in an edition, as JSON for other programs."""

import json
from pathlib import Path

from generator.model.base import Audience
from generator.pdf.link import Imprint
from generator.pdf.publications import Book
from generator.site.manifest import contents, manifest
from generator.system.cache import digest

COUNTS = {"downloads/handbook.pdf": (12, 3456), "downloads/first-visit.pdf": (2, 789)}


def book(path: str) -> Book:
    """Return a download that was made, with a key that can be told."""
    return Book(
        path=path,
        title="",
        places=(),
        imprint=Imprint(title="", head="", foot=""),
        opening=None,
        layout="",
        folder=Path(),
        cache=Path(),
        key=f"key of {path}",
        says="",
    )


def listed(here, code="", audience=Audience.PEER, counts=COUNTS):
    """Return the manifest of an edition as values."""
    books = [book(path) for path in COUNTS]
    return json.loads(manifest(contents(here.edition(code, audience)), here.render(code, audience), books, counts))


def test_an_edition_is_named(site):
    """The manifest says which edition, trust and audience it is of."""
    made = listed(site("trust-amends"), "hillside", Audience.TRAINER)
    expected = ("2026.11", "hillside", "trainer")

    assert expected == (made["edition"], made["trust"], made["audience"])


def test_every_document_is_listed(site):
    """Every document has its facts, its page and, where it was printed, its PDF."""
    here = site()
    made = listed(here)
    (procedure,) = [each for each in made["documents"] if each["id"] == "procedures/first-visit"]
    page = next(page for page in here.render().pages if page.entry == "procedures/first-visit")
    expected = {
        "id": "procedures/first-visit",
        "kind": "procedure",
        "title": "First visit",
        "version": "0.1",
        "status": "draft",
        "review_by": "2027-11-01",
        "origin": "national",
        "components": ["1.1", "4.1"],
        "page": "procedures/first-visit/",
        "pdf": "downloads/first-visit.pdf",
        "word": None,
        "pages": 2,
        "bytes": 789,
        "fingerprint": digest(page.html),
        "copy": "key of dow",
    }

    assert expected == procedure
    assert {"sessions", "role-plays", "resources", "procedures", "guides"} == {
        each["id"].partition("/")[0] for each in made["documents"]
    }


def test_without_print_there_are_no_pdfs(site):
    """Where nothing was printed, documents have no PDF and there are no publications."""
    made = listed(site(), counts={})

    assert ([], {None}) == (made["publications"], {each["pdf"] for each in made["documents"]})


def test_a_publication_has_its_size_and_its_documents(site):
    """A publication says how large it is, what made it, and which documents are in it."""
    expected = [
        {
            "path": "downloads/handbook.pdf",
            "title": "Handbook",
            "audience": "peer",
            "pages": 12,
            "bytes": 3456,
            "fingerprint": "key of downloads/handbook.pdf",
            "copy": "key of dow",
            "documents": [
                "sessions/listening-well",
                "role-plays/first-chat",
                "resources/starter-pack",
                "procedures/first-visit",
                "guides/role-description",
            ],
        }
    ]

    assert expected == listed(site())["publications"]


def test_components_say_what_covers_them(site):
    """Each component has its domain, whether it was in the first list, and the documents that cover it."""
    expected = {
        "id": "1.1",
        "domain": "Role",
        "original": True,
        "covered_by": ["procedures/first-visit", "guides/role-description"],
    }

    assert expected == listed(site())["components"][0]


def test_without_a_table_there_are_no_components(site):
    """Where the table of components cannot be read, the manifest has none."""
    here = site()
    here.write("national/components.yml", "")
    expected: list[object] = []

    assert expected == listed(here)["components"]


def test_a_local_change_shows(site):
    """A document that the trust changed says so, and has another fingerprint than the national one."""
    here = site("trust-amends")
    national, local = listed(here), listed(here, "hillside")
    (before,) = [each for each in national["documents"] if each["id"] == "procedures/first-visit"]
    (after,) = [each for each in local["documents"] if each["id"] == "procedures/first-visit"]

    assert ("national", "amended", True, True) == (
        before["origin"],
        after["origin"],
        before["fingerprint"] != after["fingerprint"],
        national["fingerprint"] != local["fingerprint"],
    )


def test_the_same_edition_gives_the_same_manifest(site):
    """A manifest made twice is the same, letter for letter."""
    here = site()
    first, second = (manifest(contents(here.edition()), here.render(), [], {}) for _ in range(2))

    assert first == second
