"""The helpers of the tests: a small site from `tests/sites`, laid over the minimal one in a folder of its own; changes."""

import compileall
import gc
import json
import os
import pickle
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from generator.build import build
from generator.build.preview import Drafts, Wanted
from generator.changes.edition_reports import reports
from generator.cli.__main__ import FEWER_LOOKS
from generator.content.fingerprints import fingerprint
from generator.content.library import File, Library
from generator.content.load import load
from generator.content.node_paths import find
from generator.content.validate import validate
from generator.content.yaml_nodes import Node, read
from generator.editions.amend import amend
from generator.editions.change import NOTHING, Amended
from generator.editions.edition import Edition
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.model.kinds import AMENDMENT
from generator.pages.page import Rendered
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.problems import ContentError, Problem
from generator.site.site_engines import ENGINES
from generator.system.cache import PROGRAM
from generator.system.process_locks import locked

pytest_plugins = ("browsing", "commands", "editing")

REPOSITORY = Path(__file__).resolve().parent.parent
SITES = Path(__file__).resolve().parent / "sites"
TODAY = date(2026, 11, 21)
"""The day on which the small sites are checked."""

DECIDED = date(2026, 12, 1)
"""A day by which the example trusts have decided what they say they did."""

NO_BASE = "none"
"""The base of a change that is to have none."""

settings.register_profile("handbook", deadline=None, database=None, derandomize=True)
settings.load_profile("handbook")


SLOW = frozenset((REPOSITORY / "tests" / "slow.txt").read_text(encoding="utf-8").split())
"""Tests that take long, by what was measured: `audits/slow_tests.py` writes the list."""


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once, before any worker starts: some machines let Python keep nothing that it compiled.

    Python looks for what nobody needs as often as where the command itself runs.
    """
    gc.set_threshold(*FEWER_LOOKS)
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(PROGRAM, quiet=2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, and begin with it, so that no worker is left with it at the end."""
    for item in items:
        if item.nodeid.partition("[")[0] in SLOW:
            item.add_marker(pytest.mark.slow)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """Return when a test has its turn: the real content, its site, what a file builds, what takes long, the others."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if "real" not in fixtures and item.get_closest_marker("content"):
        return 0
    if "real" in fixtures:
        return 1
    return 2 if item.get_closest_marker("site") else 3 if item.get_closest_marker("slow") else 4


@dataclass(frozen=True, kw_only=True)
class Site:
    """A copy of a small site that a test may change; of what a build needs besides, when somebody asks for its root."""

    folder: Path

    @property
    def root(self) -> Path:
        """The folder of the project, with all that a build needs."""
        if not (self.folder / "templates").exists():
            put_program(self.folder)
        return self.folder

    @property
    def content(self) -> Path:
        """Where its YAML is."""
        return self.folder / "content"

    def write(self, path: str, text: str) -> Path:
        """Write a file below `content/`."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def change(self, path: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which must stand once in a file below `content/`."""
        text = (self.content / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def library(self) -> Library:
        """Read the content."""
        return load(self.content)

    def check(self) -> tuple[Problem, ...]:
        """Return every problem of every edition, as `./handbook check` would."""
        try:
            library = self.library()
        except ContentError as exc:
            return exc.problems
        return build.check(library, ("", *library.trusts), TODAY)

    def edition(self, code: str = "", audience: Audience = Audience.PEER) -> Edition:
        """Resolve one edition."""
        return resolve(self.library(), code, audience)[0]

    def render(self, code: str = "", audience: Audience = Audience.PEER) -> Rendered:
        """Make the pages of one edition."""
        library = self.library()
        edition, problems = resolve(library, code, audience)
        told = reports(library, edition, problems, TODAY)
        own = self.folder / "templates"
        return render(edition, Templates((own if own.exists() else REPOSITORY / "templates") / "pages"), told)

    def page(self, path: str, code: str = "", audience: Audience = Audience.PEER) -> str:
        """Return the HTML of one page."""
        return next(page.html for page in self.render(code, audience).pages if page.path == path)


def preview(root: Path, code: str, audience: Audience) -> tuple[Edition, Rendered]:
    """Make the pages of one edition as a preview does, and give both."""
    drafts = Drafts(Wanted(root=root, code=code, audience=audience))
    draft = drafts.whole(drafts.read())
    assert draft.rendered is not None
    return draft.edition, draft.rendered


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update, which rewrites what the golden tests expect, and --engine, which builds the sites they look at."""
    parser.addoption("--update", action="store_true", help="rewrite the expected/ files of tests/sites")
    parser.addoption("--engine", choices=ENGINES, default=next(iter(ENGINES)), help="what sites are built with")


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """Return the engine that the sites of this run are built with."""
    return str(request.config.getoption("--engine"))


def copy_site(name: str, root: Path) -> None:
    """Put the small site of a name, laid over the minimal one, into a folder with all that a build needs."""
    put_content(name, root)
    put_program(root)


def put_content(name: str, root: Path) -> None:
    """Put the content of the small site of a name, laid over the minimal one, into a folder."""
    for layer in dict.fromkeys(("minimal", name)):
        shutil.copytree(SITES / layer / "content", root / "content", dirs_exist_ok=True)


def put_program(root: Path) -> None:
    """Put what a build needs besides content into a folder."""
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    for file in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(REPOSITORY / file, root / file)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Site]:
    """Return a function that makes the small site of a name; the minimal one when none is given."""

    def make(name: str = "minimal") -> Site:
        put_content(name, tmp_path)
        return Site(folder=tmp_path)

    return make


@pytest.fixture
def hillside(site: Callable[..., Site]) -> Site:
    """Return a site with a trust in Wales that gave its values and changes nothing."""
    here = site()
    here.write("trusts/hillside/trust.yml", "name: Hillside\nnation: wales\ncoordinator: Lead\n")
    here.write("trusts/hillside/values.yml", "crisis_line: 0300 123 4567\nteam_base: Elm House\n")
    return here


def node_at(node: Node, address: Sequence[str]) -> Node:
    """Return what stands at an address in a document, where something must stand."""
    there = find(node, address)
    assert there is not None, f"nothing stands at {'.'.join(address)}"
    return there


def amended(national: File, folder: Path, *changes: dict[str, Any]) -> Amended:
    """Amend a national document with changes, written to a file in a folder; each gets its base and a reason."""
    for change in changes:
        address = next((change[word] for word in ("replace", "remove", "note") if word in change), "")
        there = find(national.node, address.split("."))
        if address:
            change.setdefault("base", fingerprint(there) if there else NOTHING)
        if change.get("base") == NO_BASE:
            del change["base"]
        change.setdefault("reason", "Why.")
    file = folder / "amendment.yml"
    file.write_text(json.dumps({"amends": national.id, "changes": changes}, indent=1), encoding="utf-8")
    node = read(file, "amendment.yml")
    model, problems = validate(node, AMENDMENT)
    assert () == problems
    assert model is not None
    return amend(national, [File(id="amend", kind=AMENDMENT, path="amendment.yml", node=node, model=model)])


@pytest.fixture
def national(site: Callable[..., Site]) -> Mapping[str, File]:
    """Return the national files of the minimal site."""
    return site().library().national


@pytest.fixture
def apply(national: Mapping[str, File], tmp_path: Path) -> Callable[..., Amended]:
    """Return a function that amends a national document of the minimal site, by its id."""
    return lambda document, *changes: amended(national[document], tmp_path, *changes)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Make something in a folder that all workers of a run share, whichever of them is first, and give the folder."""
    here = factory.getbasetemp()
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    root, done = shared / f"once-{name}", shared / f"once-{name}.done"
    with locked(shared / f"once-{name}.lock", lambda _said: None):
        if not done.exists():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            make(root)
            done.touch()
    return root


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Callable[[str], Path]:
    """Return a function that builds a small site once for all tests, and gives the folder of the finished site."""

    def make(name: str) -> Path:
        def build_in(root: Path) -> None:
            copy_site(name, root)
            build.build(build.Options(root=root, today=TODAY, site_dir=root / "site", jobs=1, engine=engine))

        return made_once(tmp_path_factory, name, build_in) / "site"

    return make


@pytest.fixture(scope="session")
def real_library() -> Library:
    """Read the real content, once for all tests."""
    return load(REPOSITORY / "content")


@pytest.fixture(scope="session")
def real_editions(
    tmp_path_factory: pytest.TempPathFactory, real_library: Library
) -> tuple[tuple[Edition, Rendered], ...]:
    """Return every edition of the real content with its pages, made once in a run."""
    name = "editions.pickle"

    def render_in(root: Path) -> None:
        templates = Templates(REPOSITORY / "templates" / "pages")
        resolved = [resolve(real_library, code, who) for code in ("", *real_library.trusts) for who in Audience]
        made = tuple(
            (edition, render(edition, templates, reports(real_library, edition, problems, TODAY)))
            for edition, problems in resolved
        )
        (root / name).write_bytes(pickle.dumps(made))

    found: tuple[tuple[Edition, Rendered], ...] = pickle.loads(  # noqa: S301 - we wrote it
        (made_once(tmp_path_factory, "real-editions", render_in) / name).read_bytes()
    )
    return found


def real_site(factory: pytest.TempPathFactory, code: str, today: date, engine: str) -> Path:
    """Build the website of one real trust, or of the national edition, once in a run, and give its folder."""

    def build_in(root: Path) -> None:
        put_program(root)
        shutil.copytree(REPOSITORY / "content", root / "content")
        options = build.Options(
            root=root, codes=(code,), today=today, site_dir=root / "site", jobs=1, only="site", engine=engine
        )
        build.build(options)

    return made_once(factory, f"real-{code}", build_in) / "site"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Path:
    """Give the folder of the real national edition's website, for peers and for trainers."""
    return real_site(tmp_path_factory, "national", TODAY, engine)


@pytest.fixture(scope="session")
def real_trust(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Path:
    """Give the folder of an example trust's website, with the real content: northmoor/ in it."""
    return real_site(tmp_path_factory, "northmoor", DECIDED, engine)
