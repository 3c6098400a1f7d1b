"""A trust that wants to run code in its readers' browsers: nothing of it runs, with the pages' policy and without it."""

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browsing import serving
from conftest import Site, put_content
from PIL import Image
from playwright.sync_api import Page as BrowserPage
from pydantic import BaseModel

from generator.content.yaml_nodes import read, typed
from generator.model.base import Audience
from generator.model.texts import forms
from generator.site.job import SiteJob
from generator.site.site_engines import build_site
from generator.site.static_files import redirect_pages

RUN = "window.PWN=1"
SCRIPTS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title></textarea></style><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'" onmouseover="{RUN}" onfocus="{RUN}" autofocus x="',
    f"' onmouseover='{RUN}' x='",
    f"`-{RUN}-`${{{RUN}}}",
    f"<svg/onload={RUN}>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"{{{{ {RUN} }}}}{{% raw %}}",
)
"""What makes a page run code where a sign is not escaped for its place."""

ADDRESSES = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"java&Tab;script:{RUN}",
    f"&#106;avascript:{RUN}",
    f"javascript&colon;{RUN}",
    f"\\x01javascript:{RUN}",
    f"vbscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"tel:1/onmouseover={RUN}",
    f'tel:1"onmouseover="{RUN}',
    f'https://example.org/"onmouseover="{RUN}',
    f"//example.org/'onmouseover='{RUN}",
)
"""Where a link may try to lead."""

LINKS = " ".join(f"[a]({each}) [b](<{each}>) <{each}> ![c](<{each}>)" for each in ADDRESSES)

LOGO = f'x" onerror="{RUN}" data-y="y.png'

TOUCH = """() => {
  document.addEventListener("click", function (event) { event.preventDefault(); }, true);
  document.querySelectorAll("*").forEach(function (each) {
    ["mouseover", "mouseenter", "mousemove", "focus", "click", "error", "load", "toggle"].forEach(function (name) {
      each.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true}));
    });
  });
  var kinds = Array.from(document.querySelectorAll("a[href]"), function (each) { return each.protocol; });
  var marks = Array.from(document.querySelectorAll("*")).flatMap(function (each) { return Array.from(each.attributes); });
  return {
    ran: typeof window.PWN,
    kinds: Array.from(new Set(kinds)).sort(),
    handlers: marks.filter(function (each) { return /^on|^srcdoc$/.test(each.name); }).map(function (each) {
      return each.name;
    }),
    scripts: Array.from(document.querySelectorAll("script")).filter(function (each) {
      return !each.src && !/json/.test(each.type);
    }).length,
  };
}"""
"""Touches everything on a page, and tells what came of it."""


def hostile(value: Any, model: Any, count: list[int]) -> Any:
    """Return a value from a file with something hostile after each text that people read."""
    if isinstance(value, list):
        return [hostile(each, inside, count) for each, inside in zip(value, model, strict=True)]
    if not isinstance(value, dict):
        return value
    assert isinstance(model, BaseModel)
    known = forms(type(model))
    made: dict[str, Any] = {}
    for key, each in value.items():
        inside = getattr(model, key, None)
        if key in known and key != "number" and isinstance(each, str):
            count[0] += 1
            made[key] = f"{each} {SCRIPTS[count[0] % len(SCRIPTS)]} {LINKS}"
        elif key in known and isinstance(each, list):
            made[key] = [f"{one} {SCRIPTS[number % len(SCRIPTS)]}" for number, one in enumerate(each)]
        else:
            made[key] = hostile(each, inside, count)
    return made


@pytest.fixture(scope="module")
def taken_over(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a small site of which every text is hostile, and a trust whose names, values and logo are."""
    here = Site(folder=tmp_path_factory.mktemp("hostile"))
    put_content("trust-amends", here.folder)
    library = here.library()
    count = [0]
    for file in (*library.national.values(), library.trusts["hillside"].file):
        path = here.root / file.path
        path.write_text(
            json.dumps(hostile(typed(read(path, file.path)), file.model, count), indent=1), encoding="utf-8"
        )
    trust = here.content / "trusts/hillside"
    said = typed(read(trust / "trust.yml", "trust.yml"))
    look: dict[str, object] = {"logo": LOGO, "logo_words": SCRIPTS[4], "report_to": "https://example.org/issues"}
    look["dates"] = {"day-1": "2027-03-01"}
    (trust / "trust.yml").write_text(json.dumps({**said, **look}), encoding="utf-8")
    values = {name: SCRIPTS[number % len(SCRIPTS)] for number, name in enumerate(library.declared_values)}
    (trust / "values.yml").write_text(json.dumps({**values, "crisis_line": f"0191 {SCRIPTS[4]}"}), encoding="utf-8")
    (trust / "assets").mkdir(exist_ok=True)
    Image.new("RGB", (30, 20)).save(trust / "assets" / LOGO, format="PNG")
    return here


AUDIENCES = {"mkdocs": Audience.TRAINER, "zensical": Audience.PEER}
"""Whose edition is looked at, by the engine that builds it."""


@pytest.fixture(scope="module")
def built(taken_over: Site) -> Callable[[str], Path]:
    """Return a function that builds the trust's edition with an engine, once, and gives its folder."""
    return cache(lambda engine: _built(taken_over, AUDIENCES[engine], engine))


def _built(here: Site, audience: Audience, engine: str) -> Path:
    """Build the trust's edition as it is, past all that `check` says."""
    rendered = here.render("hillside", audience)
    store = here.root / f"store-{engine}-{audience.value}"
    pictures = here.edition("hillside", audience).assets
    folder = build_site(SiteJob(root=here.root, rendered=rendered, pictures=pictures, engine=engine, store=store))
    for name, html in redirect_pages(rendered):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(html, encoding="utf-8")
    return folder


def without_policy(folder: Path, other: Path) -> Path:
    """Return a copy of a site whose pages say nothing of what may run in them."""
    shutil.copytree(folder, other)
    for path in other.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text), encoding="utf-8")
    return other


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize(("engine", "policy"), [("mkdocs", "with"), ("mkdocs", "without"), ("zensical", "without")])
def test_nothing_of_a_hostile_trust_runs(
    built: Callable[[str], Path], page: BrowserPage, tmp_path: Path, engine: str, policy: str
) -> None:
    """On every page, touched everywhere, no script runs, no attribute handles anything, and no link leads to code."""
    folder = built(engine) if policy == "with" else without_policy(built(engine), tmp_path / "bare")
    stopped: list[str] = []
    page.on("console", lambda said: stopped.append(said.text) if "policy" in said.text.lower() else None)
    found = {}
    with serving(folder) as server:
        for path in sorted(folder.rglob("*.html")):
            page.goto(server.address + path.relative_to(folder).as_posix(), wait_until="load")
            found[path.relative_to(folder).as_posix()] = page.evaluate(TOUCH)
        page.goto(server.address + "search/index.html?query=visit")
        page.locator(".md-search-result__list a").first.wait_for()
        found["search"] = page.evaluate(TOUCH)

    assert len(found) > 20
    assert {"undefined"} == {each["ran"] for each in found.values()}
    assert {} == {path: each["handlers"] for path, each in found.items() if each["handlers"]}
    assert {} == {path: each["scripts"] for path, each in found.items() if each["scripts"]}
    assert set() == {kind for each in found.values() for kind in each["kinds"]} - {
        "http:",
        "https:",
        "mailto:",
        "tel:",
        "sms:",
    }
    assert [] == stopped


@pytest.mark.browser
@pytest.mark.site
def test_the_look_would_see_what_runs(built: Callable[[str], Path], page: BrowserPage, tmp_path: Path) -> None:
    """The same hostile words, put into a page as they are, do run once the policy is gone, and are seen to."""
    folder = without_policy(built("mkdocs"), tmp_path / "bare")
    text = (folder / "index.html").read_text(encoding="utf-8")
    tag = f'<a href="javascript:{RUN}" onmouseover="{RUN}">x</a><script>1</script></body>'
    (folder / "index.html").write_text(text.replace("</body>", tag), encoding="utf-8")
    with serving(folder) as server:
        page.goto(server.address)
        found = page.evaluate(TOUCH)

    assert ("number", ["onmouseover"], 1, True) == (
        found["ran"],
        found["handlers"],
        found["scripts"],
        "javascript:" in found["kinds"],
    )


def test_check_tells_of_what_is_hostile(taken_over: Site) -> None:
    """None of it would be published: tags in texts, links to code and links in titles are errors in their files."""
    wrong = [each for each in taken_over.check() if each.level.value == "error"]
    rules = {each.rule for each in wrong}
    files = {each.mark.path for each in wrong}

    assert {"markdown", "label", "link-form", "picture"} <= rules
    assert {
        "content/trusts/hillside/trust.yml",
        "content/national/glossary.yml",
        "content/national/procedures/first-visit.yml",
        "content/national/sessions/listening-well.yml",
    } <= files
