"""Without a connection: what a device keeps, editions beside each other, updates, and an unzipped folder."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from browsing import Server, serving
from conftest import TODAY, Site, copy_site
from playwright.sync_api import Page, expect

from generator.build.build import Options, build

pytestmark = [pytest.mark.browser, pytest.mark.site]

SITE = "peers-see-no-trainer-text"
CONTROLLED = """() => new Promise(resolve => {
    const workers = navigator.serviceWorker;
    if (workers.controller) resolve();
    else workers.addEventListener("controllerchange", resolve, {once: true});
})"""
ONE_CACHE = """async () => {
    let names = await caches.keys();
    while (names.length > 1) {
        await new Promise(resolve => setTimeout(resolve, 50));
        names = await caches.keys();
    }
    return names;
}"""


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small site with one word of one session changed."""
    root = tmp_path_factory.mktemp("newer")
    copy_site(SITE, root)
    Site(folder=root).change("national/sessions/listening-well.yml", "hearing people out", "hearing others out")
    build(Options(root=root, today=TODAY, site_dir=root / "site", jobs=1))
    return root / "site"


@pytest.fixture
def server(built: Callable[[str], Path]) -> Iterator[Server]:
    """Serve the small site."""
    with serving(built(SITE)) as started:
        yield started


def visit(page: Page, address: str) -> None:
    """Open a page, and wait until its edition's worker is in charge."""
    page.goto(address)
    page.evaluate(CONTROLLED)


def test_pages_read_stay_readable_without_a_connection(page: Page, server: Server) -> None:
    """After one visit, the page read, the first page and the help page open without a connection, and say that they are kept."""
    visit(page, server.address)
    page.goto(server.address + "sessions/listening-well/")
    page.wait_for_load_state("networkidle")
    server.is_down = True

    page.goto(server.address + "sessions/listening-well/")
    expect(page.locator("h1")).to_have_text("Listening well")
    expect(page.locator(".hb-copy-notice")).to_contain_text("kept on this device")
    page.goto(server.address + "help-now/")
    expect(page.locator("h1")).to_have_text("Help now")


def test_a_page_never_read_says_that_it_is_not_kept(page: Page, server: Server) -> None:
    """Without a connection, a page that was not read leads to one that says so."""
    visit(page, server.address)
    server.is_down = True

    page.goto(server.address + "glossary/")

    expect(page.locator("[data-save=copy]")).to_contain_text("not kept on this device")


def test_a_whole_edition_can_be_saved(page: Page, server: Server) -> None:
    """Saving says how big it is and when it is done; then every page opens without a connection."""
    visit(page, server.address + "offline/")
    expect(page.locator("[data-save=pages]")).to_contain_text("to fetch")
    page.get_by_role("button", name="Save all pages").click()
    expect(page.locator("[data-save=pages]")).to_contain_text("pages are on this device, and current.")
    server.is_down = True

    page.goto(server.address + "components/2-1/")

    expect(page.locator("h1")).to_contain_text("2.1")


def test_a_chosen_pdf_can_be_saved_and_removed(page: Page, server: Server) -> None:
    """A PDF that was saved is there without a connection, until it is removed."""
    visit(page, server.address + "offline/")
    row = page.locator("[data-save=downloads] li").first
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Saved on")
    server.is_down = True
    kept = "path => caches.match(path).then(response => response ? response.status : 0)"
    path = row.locator("a").get_attribute("href")

    assert 200 == page.evaluate("path => fetch(path).then(response => response.status)", path)
    assert 200 == page.evaluate(kept, path)
    row.get_by_role("button", name="Remove").click()
    expect(row.get_by_role("button", name="Remove")).to_have_count(0)
    assert 0 == page.evaluate(kept, path)


def test_a_pdf_that_cannot_be_fetched_says_so(page: Page, server: Server) -> None:
    """Where there is no connection, saving a PDF says that it did not work, and can be tried again."""
    visit(page, server.address + "offline/")
    row = page.locator("[data-save=downloads] li").first
    expect(row.get_by_role("button", name="Save")).to_be_enabled()
    server.is_down = True

    row.get_by_role("button", name="Save").click()

    expect(row).to_contain_text("That did not work.")
    expect(row.get_by_role("button", name="Save")).to_be_enabled()


def test_each_edition_keeps_to_its_own_pages(page: Page, server: Server) -> None:
    """The worker of an outer edition neither keeps nor answers for the pages of an inner one, which has its own."""
    visit(page, server.address)
    page.evaluate("fetch('hillside/help-now/').then(() => fetch('trainer/help-now/'))")
    kept = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(each => each.keys()))))"
        ".then(all => all.flat().map(request => new URL(request.url).pathname))"
    )
    visit(page, server.address + "hillside/trainer/")
    scopes = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then(all => all.map(each => new URL(each.scope).pathname))"
    )

    assert "/help-now/" in kept
    assert [] == [path for path in kept if path.startswith(("/hillside/", "/trainer/"))]
    assert ["/", "/hillside/trainer/"] == sorted(scopes)


def test_what_a_sign_in_hides_is_not_kept(page: Page, server: Server) -> None:
    """An answer that asks for a sign-in is shown as it is, and the page kept before is not put in its place."""
    visit(page, server.address + "trainer/")
    server.behind_sign_in = "/trainer/"

    answer = page.goto(server.address + "trainer/help-now/")

    assert answer is not None
    assert 401 == answer.status


def test_a_newer_edition_takes_the_place_of_what_was_kept(page: Page, server: Server, newer: Path) -> None:
    """When the site changes, pages that were kept are brought up to date, and the older version is gone from the device."""
    visit(page, server.address)
    page.goto(server.address + "sessions/listening-well/")
    page.wait_for_load_state("networkidle")
    before = page.evaluate("caches.keys()")
    server.folder = newer
    page.evaluate("navigator.serviceWorker.getRegistration().then(each => each.update())")
    expect(page.locator(".hb-copy-notice")).to_contain_text("This page is out of date")
    after = page.evaluate(ONE_CACHE)
    server.is_down = True
    page.get_by_role("button", name="Show the new page").click()

    expect(page.locator("article")).to_contain_text("hearing others out")
    assert 1 == len(before) == len(after)
    assert before != after


def test_a_saved_copy_can_be_compared(page: Page, server: Server) -> None:
    """The page that a saved folder leads to says whether that copy is current."""
    version = json.loads((server.folder / "edition.json").read_text(encoding="utf-8"))["version"]

    page.goto(f"{server.address}offline/?copy={version}")
    expect(page.locator("[data-save=copy]")).to_have_text("Your saved copy is current.")
    page.goto(f"{server.address}offline/?copy=0123456789ab")
    expect(page.locator("[data-save=copy]")).to_contain_text("out of date")


def test_an_unzipped_folder_works_without_a_server(page: Page, built: Callable[[str], Path], tmp_path: Path) -> None:
    """Opened from a folder, links lead to pages, the copy says which edition it is, and nothing complains."""
    with ZipFile(built(SITE) / "offline" / "website.zip") as packed:
        packed.extractall(tmp_path)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((tmp_path / "index.html").as_uri())
    page.locator("article").get_by_role("link", name="Procedures").first.click()
    page.get_by_role("link", name="First visit").first.click()

    expect(page.locator("h1")).to_have_text("First visit")
    expect(page.locator(".hb-copy-notice")).to_contain_text("saved copy of edition 2026.11")
    assert page.url.endswith("procedures/first-visit/index.html")
    assert "Atkinson Hyperlegible" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert [] == complaints


def test_the_whole_site_works_from_a_folder(page: Page, built: Callable[[str], Path]) -> None:
    """A copy of everything a build leaves can be opened from a folder too, one edition from another."""
    page.goto((built(SITE) / "trainer" / "index.html").as_uri())
    page.get_by_role("link", name="Edition for peers").click()

    assert page.url.endswith("/site/index.html")


def test_the_list_of_an_edition_holds_its_files_and_no_others(built: Callable[[str], Path]) -> None:
    """What the worker answers for exists, and is nothing of another edition."""
    folder = built(SITE)
    line = (folder / "worker.js").read_text(encoding="utf-8").partition("\n")[0]
    files = json.loads(line.removeprefix("const EDITION = ").removesuffix(";"))["files"]
    found = {name: folder / name / "index.html" if name.endswith("/") or not name else folder / name for name in files}

    assert [] == [name for name, path in found.items() if not path.is_file()]
    assert [] == [name for name in files if name.startswith(("trainer/", "hillside/", "downloads/"))]
    assert {"", "help-now/", "stylesheets/frame.css"} <= set(files)


def test_the_same_pages_make_the_same_zip(site: Callable[..., Site]) -> None:
    """Two builds of the same content leave the same zip, byte for byte."""
    made = site(SITE)
    options = Options(root=made.root, today=TODAY, site_dir=made.root / "site", jobs=1, only="site")
    build(options)
    before = (options.site_dir / "offline/website.zip").read_bytes()
    shutil.rmtree(options.cache)
    shutil.rmtree(options.site_dir)
    build(options)

    assert before == (options.site_dir / "offline/website.zip").read_bytes()
