"""What is said of paper that is wasted: real pages, typeset, with a heading alone, with half of a side empty, and full."""

import pikepdf
import pytest
from pdfs import chapter_of

from audits.paper import looked_at

LINES = "\n\n".join(["A line of text."] * 60)
NEW_PAGE = '<div style="break-before: page"></div>'
ROOM = '<div class="hb-room hb-page"></div>'


@pytest.fixture
def faults(tmp_path):
    """Return what is said of a page with this text."""

    def said(body: str) -> list[str]:
        path = tmp_path / "page.pdf"
        path.write_bytes(chapter_of("a.md", "A page", body).pdf)
        return list(looked_at(path).faults)

    return said


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"Few words.\n\n{NEW_PAGE}\n\n{LINES}", ["page 1 is 9"]),
        (f"{LINES}\n\n{NEW_PAGE}\n\nThe end.", []),
        (LINES, []),
        (f"{ROOM}\n\n{NEW_PAGE}\n\nThe end.", []),
    ],
    ids=["half empty", "the last page", "full", "lines to write on"],
)
def test_a_page_that_is_half_empty_is_told_unless_it_is_the_last(faults, body, expected):
    """Lines to write on fill a page; the end of a document may be short."""
    assert expected == [each[:11] for each in faults(body)]


def test_a_heading_at_the_foot_of_a_page_is_told(faults):
    """A heading whose text begins overleaf is found by what the page says last."""
    expected = ["page 1 ends with a heading"]

    assert expected == [
        each for each in faults(f"{LINES[:500]}\n\n## Alone\n\n{NEW_PAGE}\n\nText.") if "heading" in each
    ]


def test_words_and_empty_paper_are_counted(tmp_path):
    """A page of few words is nearly empty, and its words are counted."""
    path = tmp_path / "page.pdf"
    path.write_bytes(chapter_of("a.md", "A page", "Three words more.").pdf)
    found = looked_at(path)
    with pikepdf.open(path) as pdf:
        expected = (len(pdf.pages), 5)

    assert expected == (found.pages, found.words)
    assert 0.8 < found.empty < 1
