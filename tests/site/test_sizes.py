"""Sizes of downloads and the way to them, written into finished pages."""

import pytest

from generator.site.downloads import complete_downloads, size
from generator.text.language import Language

PLACE = '<p><span class="hb-size" data-file="downloads/{}.pdf">{}</span></p>'


@pytest.mark.parametrize(
    ("pages", "length", "expected"),
    [
        (1, 90, "PDF, 1 page, 1 KB"),
        (2, 84_400, "PDF, 2 pages, 84 KB"),
        (214, 1_234_567, "PDF, 214 pages, 1.2 MB"),
    ],
)
def test_a_size_is_said_in_pages_and_weight(pages, length, expected):
    """Small files are told in kilobytes and large ones in megabytes."""
    assert expected == size(pages, length, Language())


def test_sizes_go_into_their_places(tmp_path):
    """A place gets the size of its file, also when it had another; what is not counted, and other text, stays."""
    kept = PLACE.format("other", "PDF") + "<p>PDF</p>"
    (tmp_path / "publications").mkdir()
    page = tmp_path / "publications" / "index.html"
    page.write_text(PLACE.format("pack", "PDF, 9 pages, 9 KB") + PLACE.format("pack", "") + kept, encoding="utf-8")
    counts = {"downloads/pack.pdf": (2, 84_400)}
    complete_downloads(tmp_path, ["publications/index.md", "gone.md"], counts, Language())
    expected = 2 * PLACE.format("pack", "PDF, 2 pages, 84 KB") + kept

    assert expected == page.read_text(encoding="utf-8")


def test_a_download_that_stands_above_is_led_to_there(tmp_path):
    """What trainers and peers share is led to where it stands, again and again; all else, and what is nowhere, to its own."""
    edition = tmp_path / "trainer"
    for path in (tmp_path / "downloads" / "both.pdf", edition / "downloads" / "own.pdf"):
        path.parent.mkdir(parents=True)
        path.touch()
    (tmp_path / "downloads" / "own.pdf").touch()
    link = '<a href="{}downloads/{}.pdf">PDF</a>'
    page = edition / "guides" / "one" / "index.html"
    page.parent.mkdir(parents=True)
    other = '<a href="https://elsewhere.example/downloads/both.pdf">PDF</a>'
    page.write_text("".join(link.format("../../", name) for name in ("both", "own", "none")) + other, encoding="utf-8")
    shared = link.format("../../../", "both") + link.format("../../", "own") + link.format("../../", "none") + other
    found = []

    for above in ("../", "../", ""):
        complete_downloads(edition, ["guides/one.md"], {}, Language(), above)
        found.append(page.read_text(encoding="utf-8"))

    assert [shared, shared, shared.replace("../../../", "../../")] == found
