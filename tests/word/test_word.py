"""Documents for Word: their structure, their words, their languages, and that their bytes are always the same."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from conftest import REPOSITORY
from docx.oxml.ns import qn
from PIL import Image
from worded import (
    document_of,
    file_of,
    headings,
    numbers,
    on_paper,
    opened,
    paragraphs,
    part,
    pictures,
    read,
    said,
    style,
)

from generator.word.document import make_word
from generator.word.page_tree import HIDDEN

TABLE = (
    "<table><thead><tr><th>Who</th><th>What</th></tr></thead>"
    '<tbody><tr id="duty"><td>Peer</td><td>Goes.</td></tr></tbody></table>'
)
HOSTILE = "a\x00b\x0bc\x1bd\ud800e\ufffef\uffffg & <h> \"i\" 'j' \U0001f600 ]]> &amp;"


def rows(document):
    """Return the rows of every table."""
    return list(document.element.body.iter(qn("w:tr")))


def picture(form="PNG", size=(96, 48)):
    """Return a small picture."""
    held = BytesIO()
    Image.new("RGB", size, "red").save(held, form)
    return held.getvalue()


def test_the_first_line_says_that_it_is_a_copy(tmp_path):
    """The notice stands before the title, in a style and a box of its own."""
    first, title = paragraphs(document_of("<h1>First visit</h1>", tmp_path))[:2]

    assert ("This is a copy.", "AboutThisCopy", "First visit", "Heading1") == (
        said(first),
        style(first),
        said(title),
        style(title),
    )


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((1, 2, 3, 2, 3, 4), [1, 2, 3, 2, 3, 4]),
        ((1, 2, 4, 4, 2, 4, 3), [1, 2, 3, 3, 2, 3, 3]),
        ((1, 3, 6, 3, 6), [1, 2, 3, 2, 3]),
    ],
)
def test_headings_leave_no_level_out(tmp_path, own, expected):
    """A heading stands one level below what it stands under, whatever number the page gives it."""
    html = "".join(f"<h{level}>Words</h{level}>" for level in own)

    assert expected == headings(document_of(html, tmp_path))


def test_lists_with_numbers_begin_anew(tmp_path):
    """Each list with numbers counts for itself, from where it says; what stands in it has numbers of its own."""
    html = (
        "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d<ul><li>e</li></ul></li></ol>"
        '<ol><li>f</li></ol><ol start="6"><li><p>g</p><p>on</p></li><li>h</li></ol>'
    )
    expected = [("1", "a"), ("1", "b"), ("2", "c"), ("2", "d"), ("•", "e"), ("1", "f"), ("6", "g"), ("7", "h")]
    document = document_of(html, tmp_path)

    assert expected == numbers(document)
    assert ["ListNumber", "ListBullet", "ListContinue"] == [
        next(style(each) for each in paragraphs(document) if said(each) == words) for words in ("g", "e", "on")
    ]


def test_an_entry_without_words_keeps_its_number(tmp_path):
    """An entry that is empty, or begins with a list or a table, takes no number from another."""
    html = f"<ol><li></li><li><ul><li>a</li></ul></li><li>{TABLE}</li><li>b</li></ol>"
    expected = [("1", ""), ("2", ""), ("•", "a"), ("3", ""), ("4", "b")]

    assert expected == numbers(document_of(html, tmp_path))


def test_the_head_of_a_table_is_marked_and_no_row_is_broken(tmp_path):
    """The row of a head, and no other, is said again on every page; no row goes over two pages."""
    head, row = rows(document_of(TABLE, tmp_path))
    marks = [
        [each.find(f"{qn('w:trPr')}/{qn(name)}") is not None for name in ("w:tblHeader", "w:cantSplit")]
        for each in (head, row)
    ]

    assert [[True, True], [False, True]] == marks


def test_tables_do_not_run_into_each_other(tmp_path):
    """Between two tables stands a paragraph, or Word would make one of them; one stands at the end too."""
    body = document_of(TABLE + TABLE, tmp_path).element.body
    expected = ["p", "tbl", "p", "tbl", "p", "sectPr"]

    assert expected == [each.tag.partition("}")[2] for each in body]


def test_what_leads_to_a_table_stays_with_it(tmp_path):
    """The paragraph before a table is on the same page as its head."""
    document = document_of(f"<p>History</p>{TABLE}", tmp_path)
    (before,) = [each for each in paragraphs(document) if said(each) == "History"]

    assert before.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_a_drawing_is_a_picture_with_its_words(tmp_path):
    """A drawing in the page becomes pixels, as wide as the text, with its title said in its place; it is drawn once."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="520" height="90"><title>Step 1 &amp; "2"</title></svg>'
    content = make_word(file_of(f'<div class="hb-flow">{svg}{svg}</div>', tmp_path))
    with ZipFile(BytesIO(content)) as parts:
        held = [name for name in parts.namelist() if name.startswith("word/media/")]
        size = Image.open(BytesIO(parts.read(held[0]))).size

    assert (['Step 1 & "2"'] * 2, 1, (832, 144)) == (pictures(opened(content)), len(held), size)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_of_an_author_has_its_words(tmp_path, form):
    """A picture in any form that authors may use is shown, at its own size, with what it shows in words."""
    html = '<p>Here: <img src="../assets/map.png" alt="The ward &lt;map&gt;"></p>'
    document = document_of(html, tmp_path, pictures={"assets/map.png": picture(form)})

    assert ["The ward <map>"] == pictures(document)
    assert 1.0 == round(document.inline_shapes[0].width.inches, 2)


def test_links_lead_out_to_the_site_or_to_a_place(tmp_path):
    """A link leads out, to a heading or row of the document, or to the site where its address is known."""
    html = (
        '<h2 id="steps">Steps</h2><p><a href="https://example.org/a b">out</a> <a href="tel:999">999</a> '
        '<a href="#steps">steps</a> <a href="#duty">duty</a> <a href="#gone">gone</a> '
        f'<a href="../guides/role.md#pay">role</a></p>{TABLE}'
    )
    known = make_word(file_of(html, tmp_path, site="https://handbook.example/hillside/"))
    unknown = make_word(file_of(html, tmp_path))
    targets = re.findall(r'Target="([^"]*)" TargetMode="External"', part(known, "word/_rels/document.xml.rels"))
    places = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', part(known))

    assert ["https://example.org/a%20b", "tel:999", "https://handbook.example/hillside/guides/role/#pay"] == targets
    assert places == re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]*)"', part(known))
    assert 2 == len(places)
    assert "guides" not in part(unknown, "word/_rels/document.xml.rels")
    assert read(opened(known)) == read(opened(unknown))


def test_what_is_for_the_site_only_is_not_in_it():
    """What print hides on pages of these kinds is known by its class here; other pages hide something more."""
    styles = [(REPOSITORY / "templates" / "print" / name).read_text() for name in ("base.css", "chapter.css")]
    rules = re.findall(r"([^{}]+)\{\s*display: none;", re.sub(r"/\*.*?\*/", "", "".join(styles), flags=re.DOTALL))
    ours = [rule for rule in rules if ".hb-when-how" not in rule]  # which only the timetable has
    hidden = {selector.strip() for rule in ours for selector in rule.split(",")}
    plans = {".hb-columns > .hb-trainer > p:first-child", ".hb-listed"}
    of_other_kinds = plans | {".hb-cast .hb-private", ".hb-cast .hb-on-card", ".hb-facts .hb-on-site"}

    assert {*(f".{name}" for name in HIDDEN), ".hb-fold > summary", *of_other_kinds} == hidden


def test_boxes_have_a_bar_beside_them(tmp_path):
    """A safety step has a thick bar in the colour of care, beside its lists too; the words of the page name it."""
    html = '<div class="hb-step hb-safety"><p>Safety step</p><ul><li>Call.</li></ul></div><p>Other</p>'
    bars = [each.find(f".//{qn('w:pBdr')}/{qn('w:left')}") for each in paragraphs(document_of(html, tmp_path))[1:]]

    assert [("48", "8A4B14"), ("48", "8A4B14"), None] == [
        None if bar is None else (bar.get(qn("w:sz")), bar.get(qn("w:color"))) for bar in bars
    ]


def test_hostile_text_breaks_nothing(tmp_path):
    """Signs that no XML may hold are left out wherever they stand, and the document can be opened."""
    html = f'<h1>T</h1><p>{HOSTILE}</p><p><a href="https://e.org/{HOSTILE.replace(chr(34), "")}">x</a></p>'
    document = document_of(html, tmp_path, title=HOSTILE, notice=HOSTILE, head=(HOSTILE, HOSTILE), author=HOSTILE)

    assert "abcdefg & <h> \"i\" 'j' \U0001f600 ]]> &amp;" == said(paragraphs(document)[0])
    assert "abcdefg" in said(paragraphs(document)[2])
    assert document.core_properties.title.startswith("abcdefg & <h>")


def test_deep_lists_and_quotes_are_shown(tmp_path):
    """Lists as deep as authors may write them are shown, all that are too deep for Word at its last level."""
    deep = 45
    html = "<ul><li>a" * deep + "</li></ul>" * deep

    assert [("•", "a")] * deep == numbers(document_of(html, tmp_path))


def test_a_document_says_what_it_is(tmp_path):
    """Its properties hold the title, whose it is, its language and its code, and no day; its paper is A4."""
    document = document_of("<h1>First visit</h1>", tmp_path)
    about, section = document.core_properties, document.sections[0]

    assert ("First visit - Hillside", "Hillside", "en-GB", "0123456789", None) == (
        about.title,
        about.author,
        about.language,
        about.version,
        about.created,
    )
    assert (210, 297) == (round(section.page_width.mm), round(section.page_height.mm))


def test_the_margins_say_which_copy_it_is(tmp_path):
    """Above stand title and trust, below the version, the code, and the page with how many there are."""
    section = document_of("<p>a</p>", tmp_path).sections[0]
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]

    assert "First visit\tHillside" == section.header.paragraphs[0].text
    assert ["Version 0.1.", "Copy 0123456789.\tPage 1 of 1"] == [
        "".join(
            "\t" if each.tag == qn("w:tab") else each.text
            for each in line._p.iter(qn("w:t"), qn("w:tab"))
            if each.getparent().tag == qn("w:r")
        )
        for line in section.footer.paragraphs
    ]
    assert ["PAGE", "NUMPAGES"] == fields


def test_the_language_is_that_of_the_edition(tmp_path):
    """The language stands in the styles, and beside words of another; what is read from right to left says so."""
    html = '<p>Help <bdi dir="rtl">مدد</bdi></p><div lang="ur" dir="rtl"><p>کال <bdi dir="ltr">0191 496 0000</bdi></p></div>'
    content = make_word(file_of(html, tmp_path, lang="cy"))
    text = part(content)
    (urdu,) = [each for each in paragraphs(opened(content)) if "کال" in said(each)]
    runs = [(each.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None, said(each)) for each in urdu.iter(qn("w:r"))]

    assert '<w:lang w:val="cy"' in part(content, "word/styles.xml")
    assert [(True, "کال "), (False, "\u20660191 496 0000\u2069")] == [(way, words) for way, words in runs if words]
    assert 'w:lang w:bidi="ur"' in text
    assert ["0", "1"] == re.findall(r'<w:bidi w:val="(\d)"', text)


def test_an_edition_that_is_read_from_right_to_left_turns_round(tmp_path):
    """Its paper, its paragraphs and its tables begin on the right, and bars stand there too."""
    html = f'<div class="hb-local"><p>سلام</p></div>{TABLE}'
    content = make_word(file_of(html, tmp_path, lang="ur"))

    assert '<w:lang w:val="en-GB" w:eastAsia="ur" w:bidi="ur"' in part(content, "word/styles.xml")
    for turned in ("<w:bidiVisual/>", '<w:pBdr><w:right w:val="double"', '<w:bidi w:val="1"/>'):
        assert turned in part(content)
    assert part(content).rindex("<w:bidi/>") > part(content).rindex("<w:sectPr")


def test_the_same_page_gives_the_same_bytes(tmp_path):
    """A document made twice is the same, byte for byte, and no part of it was stored on any day."""
    html = f'<h1>a</h1>{TABLE}<p><img src="../assets/map.png" alt="Map"></p>'
    job = file_of(html, tmp_path, pictures={"assets/map.png": picture()})
    first, second = make_word(job), make_word(job)
    with ZipFile(BytesIO(first)) as parts:
        days = {each.date_time for each in parts.infolist()}

    assert first == second
    assert {(1980, 1, 1, 0, 0, 0)} == days


def test_text_that_is_set_as_typed_keeps_its_lines(tmp_path):
    """Text in a fence keeps its lines and spaces; elsewhere white space is one space."""
    html = "<pre><code>a\n  b\n</code></pre><p> c \n <strong> d</strong>e<br> f </p>"
    document = document_of(html, tmp_path)

    assert ["a   b", "c de f"] == [said(each) for each in paragraphs(document)[1:]]
    assert read(document) == on_paper(html).text
