"""Packages for learning systems, in Chromium, in a page with scorm-again as the learning system."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import serving
from conftest import REPOSITORY, Site
from playwright.sync_api import Page, expect

RUNTIME = REPOSITORY / "node_modules/scorm-again/dist/scorm12.min.js"
SYSTEM = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A learning system</title></head><body><main><h1>A learning system</h1>
<script src="scorm12.min.js"></script>
<script>
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  const before = sessionStorage.getItem("cmi");
  if (before) window.API.loadFromJSON(JSON.parse(before), "");
  window.keep = () => sessionStorage.setItem("cmi", JSON.stringify(window.API.cmi));
</script>
<iframe title="Lesson" src="lesson/index.html" width="900" height="700"></iframe></main>
</body></html>
"""
SPACE = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"


@pytest.fixture
def made(site, run) -> Path:
    """Return the folder with every package of the small national edition."""
    here: Site = site()
    assert 0 == run(here, "scorm").exit_code
    return here.root / "scorm"


def opened(made: Path, name: str) -> Path:
    """Put a package into a learning system, and return the folder to serve."""
    folder = made.parent / f"system-{name}"
    with zipfile.ZipFile(made / f"{name}.zip") as packed:
        packed.extractall(folder / "lesson")
    (folder / "scorm12.min.js").write_bytes(RUNTIME.read_bytes())
    (folder / "index.html").write_text(SYSTEM, encoding="utf-8")
    return folder


def status(page: Page) -> str:
    """Return what the learning system has on record."""
    return str(page.evaluate("API.cmi.core.lesson_status"))


def test_each_document_and_each_day_is_a_package(made):
    """Every document that peers have, and each day's pages, is one package with a manifest that lists its files."""
    names = {path.stem for path in made.glob("*.zip")}

    assert {"procedures-first-visit", "sessions-listening-well", "guides-role-description"} < names
    for path in made.glob("*.zip"):
        with zipfile.ZipFile(path) as packed:
            manifest = ET.fromstring(packed.read("imsmanifest.xml"))
            listed = {each.get("href") for each in manifest.iter(f"{SPACE}file")}
            assert listed | {"imsmanifest.xml"} == set(packed.namelist())
        assert "1.2" == manifest.findtext(f"{SPACE}metadata/{SPACE}schemaversion")
        assert ["index.html"] == [each.get("href") for each in manifest.iter(f"{SPACE}resource")]


def test_reading_it_is_completion(made, page: Page):
    """Opened it is begun; after "I have read this" it is completed, and stays so when it is opened again."""
    with serving(opened(made, "procedures-first-visit")) as server:
        page.goto(server.address)
        lesson = page.frame_locator("iframe")
        expect(lesson.get_by_role("heading", name="First visit", level=1)).to_be_visible()
        begun = status(page)
        lesson.get_by_role("button", name="I have read this").click()
        expect(lesson.get_by_text("You have read this.")).to_be_focused()
        done = status(page)
        page.evaluate("keep()")
        page.goto(server.address)
        expect(lesson.get_by_text("You have read this.")).to_be_visible()

        assert ("incomplete", "completed", "completed") == (begun, done, status(page))
        assert lesson.locator(".unrecorded").is_hidden()


def test_a_days_pages_are_read_one_by_one(site, run, page: Page):
    """A lesson of several pages remembers which were read, and is completed with the last."""
    here: Site = site()
    here.change("national/publications/trainer-pack.yml", "audiences: [trainer]", "audiences: [peer, trainer]")
    assert 0 == run(here, "scorm").exit_code
    made = here.root / "scorm"
    name = next(path.stem for path in sorted(made.glob("*.zip")) if _count(path) > 1)
    with serving(opened(made, name)) as server:
        page.goto(server.address)
        lesson = page.frame_locator("iframe")
        buttons = lesson.get_by_role("button", name="I have read this")
        expect(buttons.first).to_be_visible()
        number = buttons.count()
        buttons.first.click()
        page.evaluate("keep()")
        page.goto(server.address)
        expect(buttons).to_have_count(number - 1)
        halfway = status(page)
        for _ in range(number - 1):
            buttons.first.click()

        assert ("incomplete", "completed") == (halfway, status(page))
        assert [] == repeated(lesson.locator("html").inner_html())


def _count(path: Path) -> int:
    with zipfile.ZipFile(path) as packed:
        return packed.read("index.html").decode().count('class="read"')


def repeated(html: str) -> list[str]:
    """Return the ids that stand twice on a page."""
    ids = re.findall(r'\sid="([^"]*)"', html)
    return sorted({each for each in ids if ids.count(each) > 1})


QUESTIONS = """\
questions:
  - {id: who-first, ask: Who goes first?, right: You do., wrong: [Nobody does., They do.], why: Listening comes first.}
  - {id: how-long, ask: How long do you wait?, right: 2 minutes., wrong: [An hour.], why: Long enough.}
"""


def test_questions_are_a_score(site, run, page: Page):
    """Questions are answered by keyboard; the score is told, may be bettered, and lasts; all is done when both are."""
    here: Site = site()
    guide = here.content / "national/guides/role-description.yml"
    guide.write_text(guide.read_text(encoding="utf-8") + QUESTIONS, encoding="utf-8")
    assert 0 == run(here, "scorm", "national", "guides").exit_code
    with serving(opened(here.root / "scorm", "guides-role-description")) as server:
        page.goto(server.address)
        lesson = page.frame_locator("iframe")
        check, status_line = lesson.get_by_role("button", name="Check my answers"), lesson.locator(".ask [role=status]")
        lesson.get_by_role("button", name="I have read this").click()
        check.click()
        expect(status_line).to_have_text("Choose an answer to every question first.")
        expect(lesson.get_by_text("Listening comes first.")).to_be_hidden()
        lesson.get_by_role("radiogroup", name="1. Who goes first?").get_by_label("They do.").focus()
        page.keyboard.press("ArrowDown")
        lesson.get_by_label("An hour.").check()
        read_only = status(page)
        check.click()
        expect(status_line).to_have_text("1 of 2 are right.")
        expect(lesson.get_by_text("Listening comes first.")).to_be_visible()
        half, done = page.evaluate("API.cmi.core.score.raw"), status(page)
        lesson.get_by_label("2 minutes.").check()
        check.click()
        faults = [each["id"] for each in Axe().run(page).response["violations"]]
        page.evaluate("keep()")
        page.goto(server.address)

        assert ("incomplete", "50", "completed") == (read_only, half, done)
        assert ("100", "completed") == (page.evaluate("API.cmi.core.score.raw"), status(page))
        assert [] == faults


def test_without_a_learning_system_it_is_read_and_says_so(made, page: Page):
    """Opened as a file, with no connection, everything can be read, and a line says that nothing is recorded."""
    page.context.set_offline(True)
    page.goto((opened(made, "guides-role-description") / "lesson/index.html").as_uri())
    page.get_by_role("button", name="I have read this").click()

    assert page.get_by_text("nothing is recorded here").is_visible()
    assert page.get_by_text("You have read this.").is_visible()
    page.context.set_offline(False)


def test_axe_finds_no_fault(made, page: Page):
    """Neither a procedure with its picture of the steps nor a resource has a fault that axe knows."""
    faults = []
    for name in ("procedures-first-visit", "resources-starter-pack"):
        page.goto((opened(made, name) / "lesson/index.html").as_uri())
        faults += [each["id"] for each in Axe().run(page).response["violations"]]

    assert [] == faults


def test_no_package_holds_what_only_trainers_read(site, run):
    """None of the texts planted for trainers alone is in any file of any package."""
    here: Site = site("peers-see-no-trainer-text")
    assert 0 == run(here, "scorm").exit_code
    for path in (here.root / "scorm").glob("*.zip"):
        with zipfile.ZipFile(path) as packed:
            text = "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
            assert "First visit" in text or path.stem != "procedures-first-visit"
            assert [] == re.findall(r"Planted \d+", text)


def test_a_package_leads_nowhere_that_is_not_there(made):
    """Links within a package lead to ids that are there; others are whole addresses, or plain words."""
    for path in made.glob("*.zip"):
        with zipfile.ZipFile(path) as packed:
            html = packed.read("index.html").decode()
        ids = set(re.findall(r'\sid="([^"]*)"', html))
        links = re.findall(r'<a\b[^>]*\shref="([^"]*)"', html)

        assert [] == [each for each in links if not re.match(r"[a-z]+:", each) and each.removeprefix("#") not in ids]
        assert [] == repeated(html)


def test_packages_are_the_same_each_time_and_names_that_are_none_are_refused(site, run):
    """Made again, a package has the same bytes; a document that is not there is a problem in a sentence."""
    here: Site = site()
    run(here, "scorm", "national", "procedures")
    before = {path.name: path.read_bytes() for path in (here.root / "scorm").glob("*.zip")}
    run(here, "scorm", "national", "procedures")
    wrong = run(here, "scorm", "national", "procedures/nothing")

    assert {"procedures-first-visit.zip"} == set(before)
    assert before == {path.name: path.read_bytes() for path in (here.root / "scorm").glob("*.zip")}
    assert (1, True) == (wrong.exit_code, "[unknown-target]" in wrong.stdout)
