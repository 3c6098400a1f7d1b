"""The page of downloads: every PDF of an edition in one zip file, made in the browser when somebody asks for it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from browsing import Server, serving
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.site, pytest.mark.browser]

BUTTON = "Save all "


@pytest.fixture
def server(built: Callable[[str], Path]) -> Iterator[Server]:
    """Serve the small site with sheets for paper."""
    with serving(built("paper")) as running:
        yield running


def pdfs_of(folder: Path) -> dict[str, bytes]:
    """Return the PDFs in a folder of downloads, by their names."""
    return {path.name: path.read_bytes() for path in (folder / "downloads").glob("*.pdf")}


@pytest.mark.parametrize("edition", ["", "hillside/", "hillside/trainer/"])
def test_every_pdf_can_be_saved_in_one_zip(
    page: Page, server: Server, built: Callable[[str], Path], edition: str
) -> None:
    """The button says how many there are and how large; the zip holds them all, those shared with peers too."""
    folder = built("paper") / edition
    peers = pdfs_of(folder.parent) if edition.endswith("trainer/") else {}
    page.goto(f"{server.address}{edition}publications/")
    save = page.get_by_role("button", name=BUTTON)

    with page.expect_download() as waiting:
        save.click()

    with ZipFile(waiting.value.path()) as packed:
        assert packed.testzip() is None
        found = {name: packed.read(name) for name in packed.namelist()}
    own = pdfs_of(folder)
    assert own.items() <= found.items()
    assert all(found[name] == peers[name] for name in found.keys() - own.keys())
    total = sum(map(len, found.values()))
    said = save.inner_text()
    assert f"Save all {len(found)} PDFs in one zip file" in said
    assert (f"{total / 1e6:.1f} MB" if total > 1e6 else f"{round(total / 1e3)} KB") in said
    expect(page.get_by_role("status").last).to_have_text("The zip file is among your downloads.")


def test_without_a_connection_it_says_so(page: Page, server: Server) -> None:
    """Where a PDF cannot be fetched nothing is saved, and it can be tried again."""
    page.goto(f"{server.address}publications/")
    save = page.get_by_role("button", name=BUTTON)
    expect(save).to_be_enabled()
    page.route("**/*.pdf", lambda route: route.abort())

    save.click()

    expect(page.locator("[data-all-pdfs] [role=status]")).to_contain_text("That did not work.")
    expect(save).to_be_enabled()


def test_without_scripts_the_list_remains(browser: Browser, server: Server) -> None:
    """Without scripts nothing is offered that does not work, and each PDF is led to."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server.address}publications/")

        expect(page.get_by_role("button", name=BUTTON)).to_have_count(0)
        expect(page.locator('main a[href$="downloads/handbook.pdf"]')).to_have_count(1)
