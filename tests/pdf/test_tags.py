"""The tags of chapters and books: what the typesetter leaves out is there, and a book keeps what its chapters have."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from conftest import Site
from pdfs import chapter_of, opened, paper_of, read_aloud, sheet

from generator.pdf.headers_and_footers import Chapter, Imprint
from generator.pdf.link import link
from generator.pdf.typeface import furniture_typeface

IMPRINT = Imprint(title="Tea & <bread>", head="Hillside", foot="Copy 0123456789.", copy="0123456789")
LOOSE = "1. One.\n\n    And more.\n\n2. Two.\n"
PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""


def linked(*chapters: Chapter, on_the_right: bool = False) -> bytes:
    """Link chapters into a book."""
    return link(
        chapters,
        Imprint(title=IMPRINT.title, head=IMPRINT.head, foot=IMPRINT.foot, copy="c", on_the_right=on_the_right),
        furniture_typeface(),
    ).pdf


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """Return every element of the structure of one kind."""
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind]


def kids(element: pikepdf.Dictionary) -> list[str]:
    """Return the kinds of the elements that stand directly in one."""
    inside = element.get("/K", pikepdf.Array())
    return [str(each.S) for each in (inside if isinstance(inside, pikepdf.Array) else [inside]) if "/S" in each]


@pytest.mark.parametrize("body", ["- One.\n- Two.\n", LOOSE, "- One.\n\n    - Within.\n\n- Two.\n"])
def test_every_item_of_a_list_has_a_body(body):
    """Items of words, of paragraphs and of lists have a bullet and a body, and everything in a body knows that it is."""
    with opened(linked(chapter_of("a.md", "A", body))) as pdf:
        found = [kids(each) for each in elements(pdf, "/LI")]
        astray = [
            each
            for body in elements(pdf, "/LBody")
            for each in body.K
            if not isinstance(each, int) and each.P.objgen != body.objgen
        ]

    assert found
    assert {("/Lbl", "/LBody")} == {tuple(each) for each in found}
    assert [] == astray


def test_a_list_is_heard_as_it_is_written():
    """Numbers and paragraphs of a list are said in their order, also after its items got their bodies."""
    expected = ["A", "1.", "One.", "And", "more.", "2.", "Two."]

    assert expected == read_aloud(linked(chapter_of("a.md", "A", LOOSE)))


def test_a_list_that_begins_later_begins_there_in_print():
    """A list that goes on after a few words goes on with its own number."""
    expected = ["A", "1.", "One.", "Rest.", "2.", "Two.", "3.", "Three."]

    assert expected == read_aloud(linked(chapter_of("a.md", "A", "1. One.\n\nRest.\n\n2. Two.\n3. Three.\n")))


def test_a_sign_in_a_link_is_not_read_and_can_be_pressed():
    """A picture without words before those of a link is no figure; where it stands one can press, and that is the link."""
    body = '<a href="https://example.org/"><svg viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9"/></svg> <span>Out</span></a>'
    with opened(linked(chapter_of("a.md", "A", body))) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        owners = [parents[int(note.StructParent)] for page in pdf.pages for note in page.obj.Annots]
        pressed = [str(kid.Type) for kid in owners[0].K if isinstance(kid, pikepdf.Dictionary)]

        assert [] == elements(pdf, "/Figure")
        assert {"/Link"} == {str(owner.S) for owner in owners}
        assert {"/OBJR"} == set(pressed)


def test_links_are_printed():
    """Every link of a book, within it and out of it, is printed as it is shown."""
    first = chapter_of("a.md", "A", "[B](b.md) and [out](https://example.org/)")
    with opened(linked(first, chapter_of("b.md", "B", "Words."))) as pdf:
        flags = [int(each.F) for page in pdf.pages for each in page.obj.get("/Annots", ())]
    expected = [PRINTED, PRINTED]

    assert expected == flags


def test_fields_and_links_of_a_form_are_printed(site):
    """A form keeps its fields, and they and its links are printed with what is in them."""
    here: Site = site("paper")
    with opened(sheet(paper_of(here, "hillside")["starter-pack-form"])) as pdf:
        flags = {int(each.F) & PRINTED for page in pdf.pages for each in page.obj.get("/Annots", ())}
        kinds = {str(each.Subtype) for page in pdf.pages for each in page.obj.get("/Annots", ())}
        fields = len(pdf.Root.AcroForm.Fields)
    expected = ({PRINTED}, {"/Link", "/Widget"}, 7)

    assert expected == (flags, kinds, fields)


def test_a_viewer_counts_pages_as_the_foot_does():
    """A book has all pages of its chapters, those left empty too, and no labels that would call them otherwise."""
    chapters = [replace(chapter_of(f"{name}.md", name, "Words."), part=name) for name in "ab"]
    with opened(linked(*chapters)) as plain, opened(linked(*chapters, on_the_right=True)) as right:
        expected = (2, 3, False)

        assert expected == (len(plain.pages), len(right.pages), "/PageLabels" in plain.Root)


def test_a_title_with_odd_signs_is_the_title_of_the_book():
    """Signs that mean something to XML do no harm to a book's metadata, which says the same title twice."""
    with opened(linked(chapter_of("a.md", "A", "Words."))) as pdf:
        about = ET.fromstring(pdf.Root.Metadata.read_bytes().decode().partition("?>")[2].rpartition("<?")[0])
        titles = [each.text for each in about.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")]
        expected = [IMPRINT.title]

        assert expected == titles
        assert IMPRINT.title == str(pdf.docinfo["/Title"])


def test_every_mark_of_a_book_belongs_to_an_element():
    """The parents that the pages of a book name are those elements of its structure in which the marks stand."""
    chapters = [chapter_of(f"{name}.md", name, "- One.\n\n- [Two](a.md).\n\n| A |\n|---|\n| b |\n") for name in "ab"]
    with opened(linked(*chapters)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        wrong = [
            (position, mark)
            for position, page in enumerate(pdf.pages)
            for mark, element in enumerate(parents[int(page.obj.StructParents)])
            if mark not in [kid for kid in element.K if isinstance(kid, int)] or element.Pg.objgen != page.obj.objgen
        ]
        keys = [int(page.obj.StructParents) for page in pdf.pages]

    assert [] == wrong
    assert len(keys) == len(set(keys))
