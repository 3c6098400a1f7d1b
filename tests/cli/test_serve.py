"""`serve`: the real server and real edits. It survives every save, and shows what is wrong where the page would be."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, Site
from playwright.sync_api import Page, expect
from serving import OWN, Serving, free_port, get, until

from generator.cli.serve import host_and_port, is_private

pytestmark = pytest.mark.site

SESSION = "national/sessions/listening-well.yml"
PAGE = "/sessions/listening-well/"


@pytest.fixture
def serve() -> Iterator[Callable[..., Serving]]:
    """Return a function that starts a preview, which ends with the test."""
    running: list[Serving] = []

    def start(root: Path, *words: str) -> Serving:
        running.append(Serving(root, *words))
        return running[-1]

    yield start
    for each in running:
        each.end()


def test_a_saved_change_is_shown_again_and_again(site: Callable[..., Site], serve: Callable[..., Serving]) -> None:
    """Each of several saves is on the page, and the address was said at once and when it was ready."""
    here = site()
    preview = serve(here.root)
    address = f"http://127.0.0.1:{preview.port}/"
    until(lambda: f"They will be at {address}" in preview.said())
    preview.ready()
    until(lambda: f"Up to date: {address}" in preview.said())
    before = preview.shows("You practise hearing people out", PAGE)
    for number in range(3):
        text = (here.content / SESSION).read_text(encoding="utf-8")
        here.write(SESSION, text.replace(text.splitlines()[1], f"summary: You practise it {number} times."))
        preview.shows(f"You practise it {number} times.", "/sessions/")

    assert "hb-" in before
    assert 3 <= preview.said().count("Up to date")


def broken_yaml(here: Site) -> str:
    """Break the YAML of a session."""
    here.change(SESSION, "summary: ", "summary ")
    return f"content/{SESSION}:"


def unknown_key(here: Site) -> str:
    """Write a key that no session has."""
    here.change(SESSION, "summary: ", "sumary: ")
    return "[unknown-key]"


def markup_in_a_message(here: Site) -> str:
    """Name a document that does not exist with a name that would be HTML."""
    here.change(SESSION, "summary: ", "'<script>alert(1)</script>': ")
    return "&lt;script&gt;alert(1)&lt;/script&gt;"


def broken_template(here: Site) -> str:
    """Leave a tag of a page's template open."""
    path = here.root / "templates" / "pages" / "session.md.jinja"
    path.write_text(path.read_text(encoding="utf-8") + "\n{% if %}\n", encoding="utf-8")
    return "templates/pages/session.md.jinja:"


def failing_template(here: Site) -> str:
    """Have a page's template ask for what is not there."""
    path = here.root / "templates" / "pages" / "home.md.jinja"
    path.write_text("{{ 1 / 0 }}" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return "templates/pages/home.md.jinja:1:"


def broken_override(here: Site) -> str:
    """Leave a tag of the theme's template open."""
    path = here.root / "templates" / "site" / "overrides" / "main.html"
    path.write_text(path.read_text(encoding="utf-8") + "\n{% if %}\n", encoding="utf-8")
    return "templates/site/overrides/main.html:"


def broken_mkdocs(here: Site) -> str:
    """Break the YAML of mkdocs.yml."""
    path = here.root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\nnav: [\n", encoding="utf-8")
    return "mkdocs.yml:1:1"


def unknown_theme(here: Site) -> str:
    """Name a theme that there is not."""
    path = here.root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: material", "name: marble"), encoding="utf-8")
    return "marble"


def no_plugin(here: Site) -> str:
    """Take the plugin out of mkdocs.yml."""
    path = here.root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("- handbook", "[]"), encoding="utf-8")
    return 'must name "handbook" under plugins'


def no_mkdocs(here: Site) -> str:
    """Delete mkdocs.yml."""
    (here.root / "mkdocs.yml").unlink()
    return "mkdocs.yml"


def no_edition(here: Site) -> str:
    """Delete the file that names the edition."""
    (here.content / "national" / "edition.yml").unlink()
    return "content/national/edition.yml:1:1"


def no_national(here: Site) -> str:
    """Delete the whole national edition."""
    shutil.rmtree(here.content / "national")
    return "content/national/edition.yml:1:1"


def no_trust(here: Site) -> str:
    """Delete the whole folder of the trust that is shown."""
    shutil.rmtree(here.content / "trusts" / "hillside")
    return 'there is no trust "hillside"'


def not_text(here: Site) -> str:
    """Put bytes that are no text in the place of a session."""
    (here.content / SESSION).write_bytes(b"\xff\xfe\x00\x01" * 50)
    return f"content/{SESSION}:"


def a_folder_in_its_place(here: Site) -> str:
    """Put a folder in the place of a trust's file."""
    (here.content / "trusts" / "hillside" / "trust.yml").unlink()
    (here.content / "trusts" / "hillside" / "trust.yml").mkdir()
    return "content/trusts/hillside/trust.yml:"


MISTAKES = (
    broken_yaml,
    unknown_key,
    markup_in_a_message,
    broken_template,
    failing_template,
    broken_override,
    broken_mkdocs,
    unknown_theme,
    no_plugin,
    no_mkdocs,
    no_edition,
    no_national,
    no_trust,
    not_text,
    a_folder_in_its_place,
)


def put_back(kept: Path, root: Path) -> None:
    """Make a folder what it was when it was kept, file by file, as git does."""
    for name in ("content", "templates"):
        shutil.rmtree(root / name)
        shutil.copytree(kept / name, root / name)
    shutil.copy(kept / "mkdocs.yml", root / "mkdocs.yml")


def test_every_mistake_is_shown_and_the_page_again_when_it_is_mended(
    site: Callable[..., Site], serve: Callable[..., Serving]
) -> None:
    """Whatever a save breaks is told in the page's place, escaped, with its file; mended, the page is there again."""
    here = site("trust-amends")
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        shutil.copytree(here.root, kept)
        preview = serve(here.root, "hillside").ready()
        good = preview.shows("Listening well", PAGE)
        for mistake in MISTAKES:
            expected = mistake(here)
            shown = preview.shows("This page cannot be shown yet", PAGE)
            assert expected in shown, mistake.__name__
            assert "<script>alert" not in shown
            assert preview.page("/no/such/page/") == shown, "every page's place is taken"
            put_back(kept, here.root)
            preview.shows("hb-edition", PAGE)
        said = preview.said()

    assert "hb-edition" in good
    assert "Traceback" not in said
    assert len(MISTAKES) <= said.count("Mend this and save.")  # a file that is seen half written is told once more


def test_files_come_go_and_change_their_names(site: Callable[..., Site], serve: Callable[..., Serving]) -> None:
    """A new document has a page, a renamed one another, a deleted one none, and a picture and style sheet are new."""
    here = site("local-session")
    preview = serve(here.root, "hillside").ready()
    local = here.content / "trusts" / "hillside" / "add" / "sessions"
    (source,) = local.glob("*.yml")
    text = source.read_text(encoding="utf-8")
    (local / "walk-two.yml").write_text(text.replace("\ntitle: ", "\ntitle: Second "), encoding="utf-8")
    until(lambda: get(preview.port, "/sessions/walk-two/")[0] == 200)
    (local / "walk-two.yml").rename(local / "walk-three.yml")
    until(lambda: get(preview.port, "/sessions/walk-three/")[0] == 200)
    until(lambda: get(preview.port, "/sessions/walk-two/")[0] == 404)
    (local / "walk-three.yml").unlink()
    until(lambda: get(preview.port, "/sessions/walk-three/")[0] == 404)
    style = here.root / "templates" / "site" / "static" / "stylesheets" / "look.css"
    style.write_text("/* newly saved */", encoding="utf-8")
    preview.shows("newly saved", "/stylesheets/look.css")

    assert 200 == get(preview.port, f"/sessions/{source.stem}/")[0]


def test_a_trust_outside_is_shown_and_watched(
    site: Callable[..., Site], serve: Callable[..., Serving], tmp_path: Path
) -> None:
    """A trust's folder that lies elsewhere is shown and kept up to date, also when it goes away and comes back."""
    here = site("trust-amends")
    with tempfile.TemporaryDirectory() as folder:
        outside = Path(folder) / "elsewhere" / "hillside"
        shutil.move(here.content / "trusts" / "hillside", outside)
        preview = serve(here.root, "hillside", "--trust", str(outside)).ready()
        name = (outside / "trust.yml").read_text(encoding="utf-8")
        (outside / "trust.yml").write_text(name.replace("Hillside", "Valleyside"), encoding="utf-8")
        shown = preview.shows("Valleyside")
        outside.rename(outside.with_name("away"))
        gone = preview.shows("This page cannot be shown yet")
        outside.with_name("away").rename(outside)
        again = preview.shows("hb-edition")

    assert ("hb-edition" in shown, "there is no such folder" in gone, "Valleyside" in again) == (True, True, True)


def test_a_preview_that_begins_with_a_mistake_goes_on(site: Callable[..., Site], serve: Callable[..., Serving]) -> None:
    """Started over broken content it shows what is wrong, and the pages as soon as that is mended."""
    here = site("unknown-reference")
    preview = serve(here.root)
    shown = preview.shows("This page cannot be shown yet", PAGE)
    for each in here.content.rglob("extra.yml"):
        each.unlink()

    assert "[unknown-reference]" in shown
    assert "hb-edition" in preview.shows("hb-edition", PAGE)


def test_what_only_the_other_audience_meets_is_told_too(
    site: Callable[..., Site], serve: Callable[..., Serving]
) -> None:
    """A mistake in what only trainers read is told to whoever looks at the pages for peers."""
    here = site()
    preview = serve(here.root).ready()
    text = (here.content / SESSION).read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.strip().startswith("facilitator:"))
    indent = line[: len(line) - len(line.lstrip())]
    here.write(SESSION, text.replace(line, f"{indent}facilitator: See [this](procedures/nowhere).\n#", 1))
    shown = preview.shows("This page cannot be shown yet", PAGE)

    assert "procedures/nowhere" in shown


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_at_once(site: Callable[..., Site], serve: Callable[..., Serving], how: int) -> None:
    """Ctrl-C, SIGTERM and a closed terminal end it within seconds, quietly, and what it made for itself is gone."""
    here = site()
    preview = serve(here.root).ready()
    own = list((here.root / OWN).iterdir())
    code = preview.end(how)

    assert 0 == code
    assert own
    assert [] == [each for each in own if each.exists()]
    assert preview.said().endswith("Stopped.\n")
    assert "Traceback" not in preview.said()


def test_the_real_command_ends_while_it_is_still_reading() -> None:
    """The command itself, over the real content, says its address at once and ends at once when told to."""
    port = free_port()
    words = [sys.executable, "-m", "generator.cli", "serve", "--address", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(words, cwd=REPOSITORY, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=10)[1]

    assert f"http://127.0.0.1:{port}/" in first
    assert 0 == process.returncode
    assert said.endswith("Stopped.\n")
    assert "Traceback" not in said


@pytest.mark.parametrize("words", [
    ["nowhere"],
    ["../national"],
    ["hillside", "--trust", "/elsewhere/lowside"],
    ["--address", "nonsense"],
    ["--address", "127.0.0.1:99999"],
    ["--address", "a b:80"],
    ["--audience", "nobody"],
])  # fmt: skip
def test_a_wrong_command_is_a_sentence_and_exit_2(
    site: Callable[..., Site], serve: Callable[..., Serving], words: list[str]
) -> None:
    """A trust that is not there and an address that is none end it before anything starts."""
    preview = serve(site().root, *words)
    preview.process.join(20)

    assert 2 == preview.process.exitcode
    assert "Traceback" not in preview.said()
    assert "They will be at" not in preview.said()
    assert any(word in preview.said() for word in ("there is no trust", "no address", "not one of"))


def test_an_address_in_use_is_a_sentence(site: Callable[..., Site], serve: Callable[..., Serving]) -> None:
    """Where another program listens already, it says so and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        preview = serve(site().root, "--address", address)
        preview.process.join(20)

    assert 1 == preview.process.exitcode
    assert f"Nobody can listen at {address}: address already in use. Name another with --address.\n" == preview.said()


@pytest.mark.parametrize("path", [
    "/../mkdocs.yml",
    "/..%2fmkdocs.yml",
    "/%2e%2e/%2e%2e/mkdocs.yml",
    "/....//mkdocs.yml",
    "//etc/passwd",
    "/%00",
    "/..%5cmkdocs.yml",
    "/" + "a" * 5000,
    "/%ff%fe",
    "/nowhere/",
    "/downloads/handbook.pdf",
])  # fmt: skip
def test_nothing_outside_its_folder_is_given_out(shared: Serving, path: str) -> None:
    """Paths that climb, hold odd bytes or are too long get "not found", and the server goes on."""
    status, content = get(shared.port, path)

    assert 404 == status
    assert "site_name:" not in content
    assert "root:" not in content
    assert 200 == get(shared.port)[0]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return one preview for the tests that only look."""
    from conftest import copy_site  # noqa: PLC0415

    root = tmp_path_factory.mktemp("shared")
    copy_site("minimal", root)
    preview = Serving(root).ready()
    yield preview
    preview.end()


def test_a_saved_search_works(shared: Serving) -> None:
    """An address with a question leads to the page, and a folder without its slash to the folder."""
    assert 200 == get(shared.port, "/search/?q=visit")[0]
    assert 301 == get(shared.port, "/sessions/listening-well")[0]
    assert 301 == get(shared.port, "//sessions")[0]
    assert "unregister" in get(shared.port, "/worker.js")[1]


def test_it_listens_for_this_machine_alone(shared: Serving) -> None:
    """By default nobody else can ask: the port is open at the loopback address only."""
    with socket.socket() as other:
        others = other.connect_ex(("127.0.0.2", shared.port))

    assert 0 != others
    assert is_private("127.0.0.1")
    assert is_private("localhost")
    assert not is_private("0.0.0.0")  # noqa: S104 - asked about, not listened at
    assert not is_private("example.org")


@pytest.mark.parametrize(("address", "expected"), [
    ("127.0.0.1:8000", ("127.0.0.1", 8000)),
    ("localhost:0", ("localhost", 0)),
    ("[::1]:8000", ("::1", 8000)),
])  # fmt: skip
def test_addresses_are_read_as_people_write_them(address: str, expected: tuple[str, int]) -> None:
    """A number, a name and an address of IPv6 are taken apart."""
    assert expected == host_and_port(address)


@pytest.mark.browser
def test_the_browser_shows_changes_and_mistakes_by_itself(
    site: Callable[..., Site], serve: Callable[..., Serving], page: Page
) -> None:
    """An open page shows a saved change, then what is wrong, then the page again, and nobody presses a key."""
    here = site()
    preview = serve(here.root).ready()
    page.goto(f"http://127.0.0.1:{preview.port}{PAGE}")
    text = (here.content / SESSION).read_text(encoding="utf-8")
    good = text.replace("Listening well", "Listening very well", 1)
    here.write(SESSION, good)
    expect(page.locator("h1").first).to_contain_text("Listening very well", timeout=20_000)
    here.write(SESSION, good.replace("title: ", "title ", 1))
    expect(page.locator("h1").first).to_contain_text("This page cannot be shown yet", timeout=20_000)
    here.write(SESSION, good)
    expect(page.locator("h1").first).to_contain_text("Listening very well", timeout=20_000)
