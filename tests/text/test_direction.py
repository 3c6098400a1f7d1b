"""Telephone numbers keep their order in every script, wherever they are shown; text says its language and direction."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESK, serving
from conftest import REPOSITORY, TODAY, Site, copy_site
from hypothesis import given
from hypothesis import strategies as st
from pdfs import complaints, opened, styles_of
from playwright.sync_api import Browser

from generator.build import build
from generator.pages.page import Page, PageMeta
from generator.pdf.chapter import chapter, typeset
from generator.pdf.headers_and_footers import Chapter
from generator.pdf.link import Imprint, link
from generator.pdf.typeface import furniture_typeface
from generator.text.direction import CLOSES, OPENS, direction, isolated
from generator.text.language_codes import LANGUAGES, Spoken, as_spoken
from generator.text.markup import Html, html, line_html, words

NUMBER = "0191 496 0000"
ARABIC = f"اتصل بالرقم {NUMBER} الآن"
URDU = f"ابھی {NUMBER} پر فون کریں، یا +44 (0)191 496-0001"
HEBREW = f"התקשרו עכשיו {NUMBER} או 111"
PERSIAN_DIGITS = "شماره ۰۱۹۱ ۴۹۶ ۰۰۰۰ را بگیرید"
MIXED = f"Say this: {ARABIC} please, or call {NUMBER}."


def nowhere(_: object) -> str:
    """Lead no link anywhere."""
    return ""


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (ARABIC, "rtl"),
        (URDU, "rtl"),
        (HEBREW, "rtl"),
        (MIXED, "ltr"),
        ("NHS اتصل بالرقم", "rtl"),
        (NUMBER, ""),
        ("Help ✔", ""),
    ],
)
def test_direction_is_that_of_most_letters(text, way):
    """Text is read the way of most of its letters; nothing is said of text without any from right to left."""
    assert way == direction(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (ARABIC, f"اتصل بالرقم {OPENS}{NUMBER}{CLOSES} الآن"),
        ("اتصل +44 (0)191 496-0000.", f"اتصل {OPENS}+44 (0)191 496-0000{CLOSES}."),
        ("من 9:30 - 17:00", f"من {OPENS}9:30{CLOSES} - {OPENS}17:00{CLOSES}"),
        ("اتصل (0191) 496 0000", f"اتصل {OPENS}(0191) 496 0000{CLOSES}"),
        (PERSIAN_DIGITS, f"شماره {OPENS}۰۱۹۱ ۴۹۶ ۰۰۰۰{CLOSES} را بگیرید"),
        (f"Call {NUMBER}", f"Call {NUMBER}"),
    ],
)
def test_a_number_in_plain_words_is_isolated(text, shown):
    """Marks stand round each number with all its groups, in text with letters from right to left and in no other."""
    assert shown == isolated(text)
    assert shown == isolated(shown)


@given(st.text(st.sampled_from("اب 01+()-.A,\xa0"), max_size=30))
def test_isolating_takes_nothing_away(text):
    """Without the marks the words are as before, and every mark that opens is closed."""
    shown = isolated(text)

    assert text == shown.replace(OPENS, "").replace(CLOSES, "")
    assert shown.count(OPENS) == shown.count(CLOSES)
    assert shown == isolated(shown)


def test_markup_says_directions_and_isolates_numbers():
    """Blocks get the direction of their letters, numbers stand apart, and a phrase within English too."""
    assert f'<p dir="rtl">اتصل بالرقم <bdi dir="ltr">{NUMBER}</bdi> الآن</p>\n' == html(ARABIC, nowhere)
    assert (
        f'Say this: <bdi dir="rtl">اتصل بالرقم <bdi dir="ltr">{NUMBER}</bdi> الآن</bdi> please, '
        f'or call <bdi dir="ltr">{NUMBER}</bdi>.'
    ) == line_html(MIXED, nowhere)
    assert f"<p>Call {NUMBER}</p>\n" == html(f"Call {NUMBER}", nowhere)


def test_every_block_of_a_text_in_two_scripts_has_a_direction():
    """Lists, tables, headings, and paragraphs in English or of a number alone are told apart from those beside them."""
    made = html(
        f"{ARABIC}\n\nEnglish.\n\n{NUMBER}\n\n- مرحبا\n\n### عنوان\n\n| اسم | رقم |\n|---|---|\n| أ | {NUMBER} |",
        nowhere,
    )

    assert '<p dir="ltr">English.</p>' in made
    assert f'<p dir="rtl"><bdi dir="ltr">{NUMBER}</bdi></p>' in made
    assert '<ul dir="rtl">\n<li dir="rtl">مرحبا</li>' in made
    assert '<div dir="rtl">\n<h3>عنوان</h3>\n</div>' in made
    assert '<div dir="rtl">\n<table>' in made
    assert f'<td><bdi dir="ltr">{NUMBER}</bdi></td>' in made


def test_a_number_in_a_link_and_in_bold_is_isolated():
    """Marks within a line do not hide what stands beside a number."""
    made = line_html(f"اتصل [{NUMBER}](tel:01914960000) أو **{NUMBER}**", lambda found: found.target)

    assert f'<a href="tel:01914960000"><bdi dir="ltr">{NUMBER}</bdi></a>' in made
    assert f'<strong><bdi dir="ltr">{NUMBER}</bdi></strong>' in made
    assert f"{OPENS}{NUMBER}{CLOSES}" in words(f"اتصل [{NUMBER}](tel:01914960000)")


def test_a_text_keeps_its_language():
    """A text made from another keeps what language that one is in, and plain text has none."""
    made = as_spoken("کال", Spoken("مدد", "ur"))

    assert isinstance(made, Spoken)
    assert ("کال", "ur", "rtl") == (made, made.lang, made.way)
    assert "ltr" == Spoken("pomoc", "pl").way
    assert not isinstance(as_spoken("help", "me"), Spoken)


# On paper


def places(pdf: bytes, folder: Path) -> list[tuple[float, str]]:
    """Return the words on a page, each with its left edge, in order of lines and then from the left."""
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
    found = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', said)
    return [(float(left), word) for left, _, word in found]


def in_print(body: str, folder: Path) -> list[tuple[float, str]]:
    """Return the words of a typeset text with their left edges."""
    page = Page(
        path="a.md",
        title="A",
        description="",
        html=Html("<h1>A</h1>\n") + html(body, nowhere),
        entry="",
        meta=PageMeta(),
    )
    return places(typeset(chapter(page, styles_of(""), {})), folder)


@pytest.mark.parametrize("text", [ARABIC, URDU, HEBREW, MIXED, f"- {ARABIC}", f"| {ARABIC} |\n|---|\n| {NUMBER} |"])
def test_a_number_keeps_its_order_in_print(text, tmp_path):
    """The groups of a number stand from left to right on paper, whatever script stands beside it."""
    found = [(left, word) for left, word in in_print(text, tmp_path) if word in NUMBER.split()]
    groups = sorted((left, word) for left, word in found[:3])

    assert NUMBER.split() == [word for _, word in groups]


def test_words_from_right_to_left_begin_at_the_right(tmp_path):
    """In print the first word of an Arabic sentence stands right of the number, and the last one left of it."""
    lefts = {word: left for left, word in in_print(ARABIC, tmp_path)}

    assert lefts["نآلا"] < lefts["0191"] < lefts["لصتا"]
    assert lefts["لصتا"] > 450


def test_furniture_has_every_script(tmp_path):
    """A title and a trust's name in other scripts stand in the running head as they are, cut where they do not fit."""
    page = Page(path="a.md", title=ARABIC, description="", html=Html("<h1>A</h1>"), entry="", meta=PageMeta())
    made = Chapter(
        path="a.md", title=isolated(ARABIC), pdf=typeset(chapter(page, styles_of(""), {})), head=isolated(ARABIC)
    )
    pdf = link([made], Imprint(title=isolated(ARABIC), head="中文信托 " * 12, foot="Foot"), furniture_typeface()).pdf
    found = places(pdf, tmp_path)
    groups = sorted((left, word) for left, word in found if word in NUMBER.split())

    assert "?" not in "".join(word for _, word in found)
    assert NUMBER.split() == [word for _, word in groups]
    assert any("中文" in word for _, word in found)
    assert all(left < 560 for left, _ in found)
    assert [] == list(complaints(tmp_path / "page.pdf"))
    with opened(pdf) as read:
        assert isolated(ARABIC) == str(read.docinfo["/Title"])


# On the site

PACK = f"""\
title: "{ARABIC}"
summary: "{ARABIC}"
front_sheet: {{version: "0.1", status: draft, owner: Lead, review_by: 2027-11-01}}
items:
  - id: one
    kind: handout
    lang: ur
    title: "{URDU}"
    text: |
      {URDU}

      {NUMBER}
  - id: two
    kind: handout
    title: Mixed
    text: |
      {ARABIC}

      {MIXED}

      - {HEBREW}

      {{{{ local.crisis_line }}}} اتصل
  - id: three
    kind: contact
    lang: ar
    title: مساعدة
    how: "{ARABIC}"
    phone: {NUMBER}
    checked_on: 2026-11-01
    check_by: 2027-11-01
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small trust's site with a pack in several scripts."""
    root = tmp_path_factory.mktemp("scripts")
    copy_site("local-session", root)
    (root / "content/trusts/hillside/add/resources").mkdir(parents=True, exist_ok=True)
    (root / "content/trusts/hillside/add/resources/pack.yml").write_text(PACK, encoding="utf-8")
    options = build.Options(root=root, codes=("hillside",), today=TODAY, site_dir=root / "site", jobs=1, only="site")
    build.build(options)
    return options.site_dir


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Serve the site."""
    with serving(folder) as server:
        yield server.address


GROUPS = """within => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const match of node.data.matchAll(/\\d+/g)) {
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            const box = range.getBoundingClientRect();
            if (box.width) found.push([match[0], Math.round(box.top), box.left]);
        }
    }
    return found;
}"""
"""Gives every group of digits that is drawn in an element, in the order of the text, with its upper and left edge."""


def numbers(browser: Browser, address: str, within: str = "body", asked: str = "") -> list[list[tuple[float, float]]]:
    """Return the places of the groups of each telephone number on a page, or in what search answers there."""
    page = browser.new_page(viewport=DESK)
    page.goto(address)
    if asked:
        page.locator("label[for=__search]").first.click()
        page.locator("input[name=query]").first.fill(asked)
        page.wait_for_selector(f"{within} a[href*='pack']")
    groups = page.evaluate(GROUPS, within)
    page.close()
    threes = [groups[at : at + 3] for at in range(len(groups) - 2)]
    return [
        [(top, left) for _, top, left in three]
        for three in threes
        if [word for word, _, _ in three][:2] in (["0191", "496"], ["01632", "960"])
    ]


@pytest.mark.parametrize("path", ["hillside/resources/pack/", "hillside/resources/", "hillside/help-now/"])
def test_a_number_keeps_its_order_on_the_site(browser: Browser, address: str, path: str) -> None:
    """In Chromium the groups of every number stand from left to right: in text, titles, menus, lists and links."""
    found = numbers(browser, address + path)

    assert len(found) >= (8 if "pack" in path else 1)
    assert [] == [places for places in found if sorted(places) != places]


def test_a_number_keeps_its_order_in_results_of_search(browser: Browser, address: str) -> None:
    """Search finds words of other scripts, and what it shows of a page has its numbers in order."""
    found = numbers(browser, address + "hillside/", "header .hb-search", "مساعدة")

    assert found
    assert [] == [places for places in found if sorted(places) != places]


def test_a_page_says_its_languages(folder: Path) -> None:
    """What says its language has it on the page, with its direction, and so has each title."""
    made = (folder / "hillside/resources/pack/index.html").read_text(encoding="utf-8")

    assert '<div lang="ur" dir="rtl"><p dir="rtl">' in made
    assert re.search(r'<h2 id="one"><span lang="ur" dir="rtl">', made)
    assert re.search(r'<h3 id="three"><span lang="ar" dir="rtl">مساعدة</span>', made)
    assert f"<title>{isolated(ARABIC)}" in made
    assert "fonts.g" not in made


def test_a_document_in_another_language_says_so_throughout(site) -> None:
    """The language of a document is that of all its texts, but for a part that says another."""
    here: Site = site("local-session")
    here.write(
        "trusts/hillside/add/resources/pack.yml",
        PACK.replace("summary:", "lang: pl\nsummary:", 1).replace("    lang: ar\n", "    lang: en\n"),
    )
    made = here.page("resources/pack.md", "hillside")

    assert '<h1><span lang="pl">' in made
    assert '<h2 id="two"><span lang="pl">Mixed</span>' in made
    assert '<h2 id="one"><span lang="ur" dir="rtl">' in made
    assert '<h3 id="three"><bdi dir="rtl">' in made


@pytest.mark.parametrize(
    ("code", "near"),
    [("UR", "ur (Urdu)"), ("Panjabi", "pa (Panjabi)"), ("klingon", "ur (Urdu)")],
)
def test_a_language_nobody_knows_is_told(site, code, near) -> None:
    """A code that is none of a language we can print is an error at its place, with one that is."""
    here: Site = site("local-session")
    here.write("trusts/hillside/add/resources/pack.yml", PACK.replace("lang: ur", f"lang: {code}"))
    (problem,) = (each for each in here.check() if "language" in each.sentence)

    assert 7 == problem.mark.line
    assert near in problem.sentence + problem.hint


def test_schemas_know_the_languages() -> None:
    """An editor offers the codes there are."""
    schema = json.loads((REPOSITORY / "schemas/resource.json").read_text(encoding="utf-8"))

    assert list(LANGUAGES) == schema["$defs"]["Language"]["enum"]
