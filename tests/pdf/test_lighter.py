"""What is taken out of a chapter because it says nothing: what is heard and seen stays as it was."""

import subprocess
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pdfs import drawn, html_of, opened, read_aloud, styles_of
from PIL import Image, ImageChops

from generator.pdf.lighter import lighten
from generator.pdf.typesetter import pdf_of

BODY = """# Listening well

Say **what** you do, and [why](https://handbook.example/why) you do it. A line goes on, and on, and on, and comes back.

- one
- two words of **some** weight

    1. three

| Who | When |
|-----|------|
| you | soon |
"""


@pytest.fixture(scope="module")
def both() -> tuple[bytes, bytes]:
    """Return a chapter as the typesetter left it, and without what says nothing."""
    html = f'<!doctype html><html lang="en-GB"><head><title>A</title></head><body>{html_of(BODY)}</body></html>'
    before = pdf_of(html, styles_of(""))
    with opened(before) as pdf:
        lighten(pdf)
        after = BytesIO()
        pdf.save(after, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return before, after.getvalue()


def seen(pdf: bytes) -> Image.Image:
    """Return the first page as a reader sees it, in 100 dots an inch."""
    command = ["pdftoppm", "-r", "100", "-png", "-singlefile", "-"]
    return Image.open(BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)).convert("L")


def elements(pdf: bytes) -> list[str]:
    """Return the kind of every element of the structure."""
    with opened(pdf) as read:
        found = [each for each in read.objects if isinstance(each, pikepdf.Dictionary)]
        return [str(each.S) for each in found if each.get("/Type") == pikepdf.Name.StructElem]


def test_it_weighs_less(both):
    """Fewer elements say the same, and no kind but what only stands round pieces of lines has become fewer."""
    before, after = map(elements, both)

    assert len(both[1]) < len(both[0])
    assert len(after) < 0.6 * len(before)
    kinds = ("/P", "/H1", "/L", "/LI", "/LBody", "/Link", "/Table", "/TR", "/TD", "/TH")
    assert {kind: before.count(kind) for kind in kinds} == {kind: after.count(kind) for kind in kinds}


def test_the_same_is_heard(both):
    """A screen reader says the same words in the same order."""
    before, after = map(read_aloud, both)

    assert before == after
    assert "weight" in after


def test_the_same_is_seen(both):
    """Hardly a dot of the page is lighter or darker, and none by much: letters are drawn at quarters of a dot."""
    before, after = map(seen, both)

    assert before.size == after.size
    counted = ImageChops.difference(before, after).histogram()
    assert 0 == sum(counted[64:])
    assert sum(counted[8:]) < sum(counted) / 100


def test_every_mark_belongs_to_the_element_that_holds_it(both):
    """What a page counts as an element's text is in that element, and in no other."""
    with opened(both[1]) as pdf:
        for page in pdf.pages:
            owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(page.obj.StructParents)]
            for number, owner in enumerate(owners):
                kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
                assert number in [int(kid) for kid in kids if isinstance(kid, int)]


def test_numbers_are_short_and_colours_stay(both):
    """Places are told to a hundredth of a pixel, and no colour becomes another."""
    with opened(both[0]) as before, opened(both[1]) as after:
        texts = [[line for page in pdf.pages for line in drawn(page).splitlines()] for pdf in (before, after)]
    colours = [
        [[round(float(part) * 255) for part in line.split()[:3]] for line in text if line.endswith(" rg")]
        for text in texts
    ]

    assert colours[0] == colours[1]
    assert len(colours[0]) > 1
    assert (
        max(
            len(part.partition(".")[2]) for line in texts[1] for part in line.split() if part.replace(".", "").isdigit()
        )
        <= 3
    )


def test_a_box_round_whole_paragraphs_is_none_to_hear():
    """Paragraphs in boxes in boxes stand where the outermost box stood, and know what they stand in."""
    inside = (
        "<div><div><p>One.</p></div><ul><li>two</li></ul></div><div>three <a href='https://a.example'>four</a></div>"
    )
    html = f'<!doctype html><html lang="en-GB"><head><title>A</title></head><body><h1>A</h1>{inside}</body></html>'
    before = pdf_of(html, ())
    with opened(before) as pdf:
        lighten(pdf)
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each]
        wrong = [each for each in found if str(each.S) in ("/P", "/L") and each.objgen not in kids_of(each.P)]
        after = BytesIO()
        pdf.save(after)

    assert [] == wrong
    assert read_aloud(before) == read_aloud(after.getvalue())
    assert (3, 1) == (elements(before).count("/Div"), elements(after.getvalue()).count("/Div"))


def kids_of(element: Any) -> list[tuple[int, int]]:
    """Return the objects that stand directly in an element of the structure."""
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    return [each.objgen for each in kids if isinstance(each, pikepdf.Dictionary)]
