"""The finished PDFs: sound, tagged, bookmarked, with right page numbers, and nothing fetched from anywhere."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pytest
from pdfs import html_of
from PIL import Image

from generator.pages.page import Page, PageMeta
from generator.pdf.chapter import (
    STYLE_SHEETS,
    Sheet,
    chapter,
    cover_sheet,
    read_styles,
    typeset,
)
from generator.pdf.link import Chapter, Imprint, link, page_count
from generator.pdf.publications import CONTENTS, Book, Place, make
from generator.pdf.typeface import furniture_typeface
from generator.pdf.typesetter import TypesettingError
from generator.system.cache import Cache
from generator.text.language import Language

STYLES = read_styles(Path(__file__).resolve().parents[2] / "templates" / "print", STYLE_SHEETS)
IMPRINT = Imprint(title="A small & plain book", head="Hillside", foot="Uncontrolled when printed.")


def page(path: str, title: str, written: str) -> Page:
    """Return a page with nothing round it."""
    return Page(path=path, title=title, description="", html=html_of(written), entry="", meta=PageMeta())


def chapter_of(path: str, title: str, body: str, part: str = "") -> Chapter:
    """Typeset a page with a title and a body."""
    made = page(path, title, f"# {title}\n\n{body}\n")
    return Chapter(path=path, title=title, pdf=typeset(chapter(made, STYLES, {})), head=title, part=part)


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF from its bytes."""
    return pikepdf.open(BytesIO(pdf))


def words_on(pdf: bytes, number: int) -> str:
    """Return the words of one page, counted from 1."""
    command = ["pdftotext", "-layout", "-f", str(number), "-l", str(number), "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def outline_titles(pdf: pikepdf.Pdf) -> list[str]:
    """Return the titles of all bookmarks, in reading order."""

    def below(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
        for item in items:
            yield item.title
            yield from below(item.children)

    with pdf.open_outline() as outline:
        return list(below(outline.root))


@pytest.fixture(scope="module")
def two_chapters() -> tuple[Chapter, Chapter]:
    """Return two chapters that refer to each other and have a table each."""
    table = "| Time | What |\n|---|---|\n| 9am | Tea |\n"
    first = chapter_of(
        "one.md",
        "First",
        f"## Details {{ #details }}\n\n[Second](two.md), [deep](two.md#deep), [me](#details)\n\n{table}",
    )
    second = chapter_of("two.md", "Second", f"## Deep {{ #deep }}\n\n[First](one.md) and [gone](three.md)\n\n{table}")
    return first, second


@pytest.fixture(scope="module")
def book(two_chapters: tuple[Chapter, Chapter]) -> bytes:
    """Return the two chapters linked."""
    return link(two_chapters, IMPRINT, furniture_typeface()).pdf


def pdfs(folder: Path) -> list[Path]:
    """Return every PDF below a folder."""
    return sorted(folder.rglob("*.pdf"))


@pytest.mark.site
def test_qpdf_finds_nothing_wrong_in_any_pdf(built: Callable[[str], Path]) -> None:
    """Every PDF of every edition passes qpdf's check without a word."""
    site = built("trust-amends")

    said = {
        path.name: done.stdout + done.stderr
        for path in pdfs(site)
        if (
            done := subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        ).returncode
    }

    assert len(pdfs(site)) > 10
    assert {} == said


@pytest.mark.site
def test_every_pdf_is_tagged_titled_and_bookmarked(built: Callable[[str], Path]) -> None:
    """Every PDF says its language and title, claims PDF/UA-1, and has a structure tree and bookmarks."""
    lacking = []
    for path in pdfs(built("trust-amends")):
        with pikepdf.open(path) as pdf:
            metadata = pdf.Root.Metadata.read_bytes().decode()
            fine = (
                pdf.Root.MarkInfo.Marked
                and "/ParentTree" in pdf.Root.StructTreeRoot
                and str(pdf.Root.Lang) == "en-GB"
                and pdf.Root.ViewerPreferences.DisplayDocTitle
                and str(pdf.docinfo["/Title"])
                and re.search(r'pdfuaid:part(>|=")1', metadata)
                and outline_titles(pdf)
            )
        if not fine:
            lacking.append(path.name)

    assert [] == lacking


@pytest.mark.site
@pytest.mark.parametrize("name", ["downloads/handbook.pdf", "trainer/downloads/handbook.pdf"])
def test_both_accessibility_checkers_find_no_error(built: Callable[[str], Path], name: str) -> None:
    """Two independent checkers find no error against PDF/UA-1."""
    path = built("trust-amends") / "hillside" / name

    loud = outloud.check(str(path))
    errors = [finding for finding in loud.findings if finding.severity == "error"]
    report = pdfua.validate(str(path))

    assert ([], None) == (errors, loud.error)
    assert [] == [finding for finding in report.findings if finding.severity.name == "ERROR"]


@pytest.mark.site
def test_contents_give_the_page_each_chapter_starts_on(built: Callable[[str], Path]) -> None:
    """The number printed in the contents is the page on which the chapter's title stands."""
    path = built("trust-amends") / "hillside" / "trainer" / "downloads" / "handbook.pdf"
    pdf = path.read_bytes()
    with opened(pdf) as read:
        index = {each.obj.objgen: number for number, each in enumerate(read.pages, 1)}
        pairs = list(read.Root.Names.Dests.Names)
        starts = {str(pairs[i]): index[pairs[i + 1][0].objgen] for i in range(0, len(pairs), 2)}
    length = min(number for name, number in starts.items() if "#" not in name and name != CONTENTS) - 1
    printed = "\n".join(words_on(pdf, number) for number in range(2, length + 1))
    listed = {
        title.strip(): int(number) for title, number in re.findall(r"^\s*(\S.*?)\s{2,}(\d+)$", printed, re.MULTILINE)
    }

    assert {
        "Listening well": starts["sessions/listening-well.md"],
        "First chat": starts["role-plays/first-chat.md"],
        "First visit": starts["procedures/first-visit.md"],
    }.items() <= listed.items()
    assert all(title in words_on(pdf, number) for title, number in listed.items())


@pytest.mark.site
def test_every_page_of_a_document_says_what_it_is(built: Callable[[str], Path]) -> None:
    """Each page names document, trust, version, edition and page x of y, and that print is uncontrolled."""
    pdf = (built("trust-amends") / "hillside" / "downloads" / "first-visit.pdf").read_bytes()
    total = page_count(pdf)

    missing = [
        (number, words)
        for number in range(1, total + 1)
        for words in ("Uncontrolled when printed", f"Page {number} of {total}", "Version 0.1, Draft", "First visit")
        if words not in words_on(pdf, number)
    ]

    assert [] == missing


@pytest.mark.site
def test_the_manifest_counts_pages_and_bytes(built: Callable[[str], Path]) -> None:
    """The pages and bytes of a publication in the manifest are those of the file."""
    folder = built("trust-amends")
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["publications"]
    files = {each["path"]: (folder / each["path"]).read_bytes() for each in listed}

    assert {path: (page_count(pdf), len(pdf)) for path, pdf in files.items()} == {
        each["path"]: (each["pages"], each["bytes"]) for each in listed
    }


def test_links_lead_to_places_in_the_book(book: bytes) -> None:
    """Links between chapters and within one lead to named places that exist; one to a missing page is taken out."""
    with opened(book) as pdf:
        names = [str(each) for each in list(pdf.Root.Names.Dests.Names)[::2]]
        targets = [str(each.Dest) for read in pdf.pages for each in read.obj.get("/Annots", ())]

    assert ["two.md", "two.md#deep", "one.md#details", "one.md"] == targets
    assert set(targets) <= set(names)


def test_a_link_that_leads_nowhere_is_plain_text_in_the_structure(book: bytes) -> None:
    """Every link element of the structure still has its annotation, and every annotation its element."""
    with opened(book) as pdf:
        annotations = [each for read in pdf.pages for each in read.obj.get("/Annots", ())]
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tree = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        elements = [str(tree[int(each.StructParent)].S) for each in annotations]
        links = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Link"]

    assert ["/Link"] * 4 == elements
    assert len(annotations) == len(links)


def test_a_link_out_of_a_document_leads_to_the_site_where_there_is_one() -> None:
    """With the address of the site known, a link to a page that is not in the PDF leads there."""
    alone = chapter_of("guides/one.md", "First", "[Deep](../sessions/two.md#deep) and [all](../sessions/index.md)")
    imprint = Imprint(title="First", head="", foot="", site="https://example.org/hillside/")
    with opened(link([alone], imprint, furniture_typeface()).pdf) as pdf:
        targets = [str(each.A.URI) for each in pdf.pages[0].Annots]

    assert ["https://example.org/hillside/sessions/two/#deep", "https://example.org/hillside/sessions/"] == targets


def test_ids_of_table_headers_are_unique_and_referred_to(book: bytes) -> None:
    """Each header cell has an id of its own and a scope, and every cell's headers exist."""
    with opened(book) as pdf:
        cells = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") in ("/TH", "/TD")
        ]
        ids = [str(each.ID) for each in cells if "/ID" in each]
        sets = [
            attributes for each in cells for attributes in (each.A if isinstance(each.A, pikepdf.Array) else [each.A])
        ]
        named = {str(name) for attributes in sets for name in attributes.get("/Headers", ())}
        scopes = [str(attributes.Scope) for attributes in sets if "/Scope" in attributes]
        in_tree = [str(each) for each in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]

    assert (4, 4) == (len(ids), len(set(ids)))
    assert named == set(ids)
    assert sorted(ids) == in_tree
    assert ["/Column"] * 4 == scopes


def test_bookmarks_are_parts_chapters_and_headings() -> None:
    """Chapters under the same heading share one bookmark; a chapter's headings stand below its own."""
    chapters = [
        chapter_of("a.md", "Opening", "Words."),
        chapter_of("b.md", "Tea", "## Milk\n\nWords.", part="Drinks"),
        chapter_of("c.md", "Coffee", "Words.", part="Drinks"),
    ]
    with opened(link(chapters, IMPRINT, furniture_typeface()).pdf) as pdf:
        titles = outline_titles(pdf)

    assert ["Opening", "Drinks", "Tea", "Milk", "Coffee"] == titles


def test_furniture_is_drawn_as_artifacts_and_only_where_wanted(two_chapters: tuple[Chapter, Chapter]) -> None:
    """Running head and foot stand outside the tagged text, and not on a chapter that wants none."""
    plain = Chapter(path="zero.md", title="Cover", pdf=two_chapters[0].pdf, furniture=False)
    with opened(link([plain, two_chapters[1]], IMPRINT, furniture_typeface()).pdf) as pdf:
        drawn = [read.Contents for read in pdf.pages]
        streams = [
            b"".join(each.read_bytes() for each in (found if isinstance(found, pikepdf.Array) else [found]))
            for found in drawn
        ]

    assert [0, 2] == [stream.count(b"/Artifact <</Type /Pagination") for stream in streams]


def test_a_font_is_kept_once(book: bytes) -> None:
    """Two chapters and the furniture in the same two weights share two font files."""
    with opened(book) as pdf:
        files = {
            each.FontFile2.objgen
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
        }

    assert 2 == len(files)


def test_a_word_that_begins_a_link_behind_a_bracket_stays_whole() -> None:
    """Wherever such a link stands on its line, its first word is on one line; a long address may be broken anywhere."""
    before = '<a href="c.md">Difficult issues 2: anger, medication, substances and things people tell you</a>'
    listed = "".join(
        f'<ul style="width: {width}px; padding: 0"><li style="display: inline">Used in {before} (<a href="b.md">Top-up'
        " day 1</a>)</li></ul>"
        for width in range(596, 630, 4)
    )
    long = "https://handbook.example/" + "a" * 150
    html = f'<h1 id="a">A</h1>{listed}<p><a href="{long}">{long}</a></p>'
    read = Page(path="a.md", title="A", description="", html=html, entry="", meta=PageMeta())
    pdf = typeset(chapter(read, STYLES, {}))
    lines = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()

    assert [] == re.findall(r"\(To?$", lines, re.MULTILINE)
    assert 9 == len(re.findall(r"\(Top", lines))
    assert long in lines.replace("\n", "")


def test_the_same_chapters_make_the_same_bytes(two_chapters: tuple[Chapter, Chapter], book: bytes) -> None:
    """Linking again gives the same file, byte for byte."""
    assert book == link(two_chapters, IMPRINT, furniture_typeface()).pdf


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="../../etc/hostname" alt="x">',
        '<p style="background: url(file:///etc/hostname)">x</p>',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><p>x</p>',
    ],
)
def test_the_typesetter_opens_nothing_but_what_it_was_given(body: str) -> None:
    """A file of this machine or an address in typeset text is refused, and the page is not made without it."""
    with pytest.raises(TypesettingError):
        typeset(cover_sheet("Hostile", f"<h1>Hostile</h1>{body}", STYLES))


def test_a_picture_given_is_typeset(tmp_path: Path) -> None:
    """A picture from the assets folder stands in the chapter, with its words."""
    picture = tmp_path / "leaf.png"
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763606060000000040001"
            "f61738550000000049454e44ae426082"
        )
    )
    made = chapter(
        page("guides/a.md", "A", "# A\n\n![A leaf](<../assets/leaf.png>)\n"), STYLES, {"assets/leaf.png": picture}
    )
    with opened(typeset(made)) as pdf:
        figures = [
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]

    assert ["A leaf"] == figures


def test_a_chapter_is_known_by_all_that_makes_it(tmp_path: Path) -> None:
    """The key of a chapter changes with its words, its style sheets and its pictures, and with nothing else."""
    picture = tmp_path / "leaf.png"
    Image.new("RGB", (3, 2), "red").save(picture)
    words = page("a.md", "A", "# A\n\n![Leaf](<assets/leaf.png>)\n")
    pictures = {"assets/leaf.png": picture}

    def key(read: Page = words, styles: tuple[str, ...] = STYLES) -> str:
        return chapter(read, styles, pictures).key

    before = [
        key(),
        key(page("a.md", "A", "# A\n\n![Leaf](<assets/leaf.png>)\n\nMore.")),
        key(styles=(*STYLES, "p { color: red }")),
    ]
    Image.new("RGB", (3, 2), "blue").save(picture)

    assert 4 == len({*before, key()})
    assert key() == key()


def test_a_comment_in_a_style_sheet_changes_nothing(tmp_path):
    """A chapter is typeset anew for another rule, also one in a string, and not for a comment or a line break."""
    css = 'p, li { margin: 1pt 2pt } @page { @top-left { content: "a /* b */" } } p > em { color: red }'
    said = [
        css,
        css.replace("{ margin", "{\n  /* {more} */\n  margin").replace("1pt 2pt", "1pt   2pt"),
        css.replace("/* b */", "/* c */"),
        css.replace("1pt 2pt", "1pt2pt"),
    ]
    keys = []
    for text in said:
        (tmp_path / "one.css").write_text(text, encoding="utf-8")
        keys.append(chapter(page("a.md", "A", "# A"), read_styles(tmp_path, ("one.css",)), {}).key)

    assert keys[0] == keys[1]
    assert 3 == len(set(keys))


def test_measures_and_cuts_text_to_fit() -> None:
    """Text that is too wide for its line is cut and ends in …; text that fits is left alone."""
    typeface = furniture_typeface()
    cut = typeface.fitted("A very long running head indeed", 10, 60)

    assert "Short" == typeface.fitted("Short", 10, 60)
    assert cut.endswith("…")
    assert typeface.width(cut, 10) <= 60


DAYS = ("Day 1: First", "Day 2: More")


def test_a_book_with_more_contents_than_a_page_still_has_right_numbers(tmp_path: Path) -> None:
    """Contents that turn out longer than thought are set again until their numbers are right; days are bookmarks too."""
    cache = Cache(tmp_path)
    one = typeset(chapter(page("a.md", "Chapter", "# Chapter\n\nWords.\n"), STYLES, {}))
    cache.put("k" * 8, one)
    places = tuple(
        Place(path=f"p{n}.md", title=f"Chapter {n}", key="k" * 8, part="All", day=DAYS[n >= 40], head="", foot="")
        for n in range(80)
    )
    listed = [{"path": place.path, "title": place.title} for place in places]
    by_day = [{"title": DAYS[0], "pages": listed[:40]}, {"title": DAYS[1], "pages": listed[40:]}]
    opening = {
        "title": "Book", "subtitle": "", "cover_note": "", "parts": [{"title": "All", "days": by_day}], "edition": "2026.11",
        "trust_name": "Hillside", "example": False, "notice": "", "lines": [], "language": Language(),
    }  # fmt: skip
    templates = Path(__file__).resolve().parents[2] / "templates" / "print"
    made = make(
        Book(
            path="b.pdf", title="Book", places=places, imprint=IMPRINT, opening=opening, layout="", folder=templates, cache=tmp_path, key="b", says=""
        )
    )  # fmt: skip
    length = made.pages - len(places)

    listing = "".join(words_on(made.pdf, number) for number in range(2, length + 1))

    assert length > 2
    assert ["Chapter 39", DAYS[1], "Chapter 40"] == re.findall(rf"Chapter 39|{DAYS[1]}|Chapter 40", listing)
    assert re.search(rf"Chapter 79\s+{made.pages}\b", words_on(made.pdf, length))
    with opened(made.pdf) as pdf, pdf.open_outline() as outline:
        part = outline.root[-1]
        assert ("All", [*DAYS]) == (part.title, [day.title for day in part.children])
        assert [40, 40] == [len(day.children) for day in part.children]


def test_a_missing_chapter_is_an_error(tmp_path: Path) -> None:
    """A book whose chapter is not in the cache is not made without it."""
    place = Place(path="a.md", title="A", key="nowhere", part="", day="", head="", foot="")
    book = Book(
        path="b.pdf",
        title="B",
        places=(place,),
        imprint=IMPRINT,
        opening=None,
        layout="",
        folder=tmp_path,
        cache=tmp_path,
        key="b",
        says="",
    )

    with pytest.raises(FileNotFoundError, match=r"a\.md"):
        make(book)


def test_a_sheet_is_small_enough_to_send() -> None:
    """A sheet carries its words and styles, and no font."""
    sheet: Sheet = chapter(page("a.md", "A", "# A\n"), STYLES, {})

    assert {} == sheet.pictures
