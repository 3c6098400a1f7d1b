"""Search in Chromium where people search with words that hurt: they are found, and stand in no file of the site."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import serving
from playwright.sync_api import Page

from generator.text.search_words import ENGLISH_WORDS
from generator.text.stems import stem, telling

pytestmark = [pytest.mark.browser, pytest.mark.site]

HURT = ("gronk", "snorfing", "wug", "flarp", "blorp")
WORDS = """
call calls called calling carries carried boxes wishes classes kindness government safety carefully helpful quickly
running stopped ring sing bring thing agreed needing voices vaping whatsapp die died left notes bus this gas is an
2nd 72hr easy days family families happily happened embarrassed hopping hoping ringing sadness
"""
SAID = [
    "Do I have to go?",
    "What must we bring",
    "do they really need to",
    "my Wi\u2011Fi, e-mail and on-call",
    "the of",
]
SAID += ["Zo\u00eb can\u2019t come", "WHAT\u2019S a co-ordinator", "must i"]


@pytest.fixture(scope="module")
def folder(built: Callable[[str], Path]) -> Path:
    """Build the small site and give its folder."""
    return built("hurtful-words")


def found(page: Page, words: str) -> dict[str, Any]:
    """Return what the search of the page that is open finds."""
    told: dict[str, Any] = page.evaluate(
        """async words => {
            const box = document.querySelector("header .hb-search");
            for (const address of [...box.dataset.engine.split(" "), box.dataset.index]) {
                await new Promise(done => {
                    const script = document.createElement("script");
                    script.src = address;
                    script.onload = done;
                    document.head.append(script);
                });
            }
            const found = handbook.search(handbookIndex).find(words);
            return {pages: found.results.map(each => each.address), urgent: found.urgent};
        }""",
        words,
    )
    return told


def test_no_file_of_the_site_holds_them(folder: Path) -> None:
    """Nothing that is published holds a word that hurts, in any case."""
    files = [path for path in folder.rglob("*") if path.suffix in (".html", ".js", ".json", ".xml", ".css", ".txt")]

    assert files
    assert [] == [
        (path.name, word) for path in files for word in HURT if word in path.read_text(encoding="utf-8").lower()
    ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("he called me a gronk", "procedures/first-visit/"),
        ("gronks", "procedures/first-visit/"),
        ("snorfing wug", "procedures/first-visit/"),
        ("flarp", "sessions/listening-well/"),
    ],
)
@pytest.mark.parametrize("as_files", [False, True])
def test_they_are_found_all_the_same(page: Page, folder: Path, words: str, answer: str, as_files: bool) -> None:
    """Typed on the web or in a folder on a disk, they lead to the page that answers them."""
    with serving(folder) as server:
        page.goto((folder / "index.html").as_uri() if as_files else server.address)
        results = found(page, words)

    assert answer in [address.partition("#")[0] for address in results["pages"][:3]]


def test_danger_is_seen_in_them(page: Page, folder: Path) -> None:
    """A phrase in danger that hurts shows who to call."""
    page.goto((folder / "index.html").as_uri())

    assert (True, False) == tuple(
        found(page, words)["urgent"] for words in ("they said end the blorp", "the end of it")
    )


def test_stems_are_the_same_in_both(page: Page, folder: Path) -> None:
    """The program cuts words as the browser does, known forms too, and leaves out the same of what people say."""
    words = [*WORDS.split(), *ENGLISH_WORDS.forms, *ENGLISH_WORDS.stop]
    with serving(folder) as server:
        page.goto(server.address)
        found(page, "visit")
        cut = page.evaluate("words => words.map(handbook.language(handbookIndex.language).stem)", words)
        told = page.evaluate("said => said.map(handbook.language(handbookIndex.language).telling)", SAID)

    assert [stem(word, ENGLISH_WORDS) for word in words] == cut
    assert [telling(words, ENGLISH_WORDS).split() for words in SAID] == told
