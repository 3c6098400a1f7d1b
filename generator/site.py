"""Pages into a website, with mkdocs or Zensical. Pages reach mkdocs through its plugin, and Zensical as a folder."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

from generator import finder, picture_bytes
from generator.addresses import relative, url_of
from generator.anchors import contents, ids, with_ids
from generator.cache import digest
from generator.complaints import complaints
from generator.disk import hashes, make_folder, read_record, remove, write_record
from generator.letters import house_fonts
from generator.markup import Html
from generator.pages import NavItem, Page, Rendered
from generator.pictures import of_file, used_in

STATIC = Path("templates/site/static")
OVERRIDES = Path("templates/site/overrides")

_SECONDS = 900
"""How long an engine that runs in a process of its own is waited for."""
_ZENSICAL = """
import ctypes, signal, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
from zensical.main import cli
cli()
"""
"""Runs Zensical so that it ends with the process that started it, however that ends (PR_SET_PDEATHSIG)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteJob:
    """One edition's site to build: its pages, its pictures, with which engine, and where it is kept between builds."""

    root: Path
    rendered: Rendered
    pictures: Mapping[str, Path]
    engine: str
    store: Path


_NOT_YAML = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ADDRESS = re.compile(
    r'(?P<before><(?:a|img)\b[^>]*\s(?:href|src)=")(?![a-z+]+:|[#/])(?P<path>[^"#]*)(?P<sharp>#?)(?P<anchor>[^"]*)"'
)
"""An address in a page that is below the edition, and not only a place on the page."""
_LINK = re.compile(r'<a\b[^>]*\shref="(?![a-z+]+:|/)(?P<path>[^"#]*)#?(?P<anchor>[^"]*)"')


LONGEST_KEY = 250
"""Letters of a title in the navigation, where it is a key: YAML takes 1,024 signs, and some letters need four."""


class SiteError(Exception):
    """Raised when the engine complained: its own words, one complaint a line."""


def build_site(job: SiteJob) -> Path:
    """Build one edition's site, or only the pages that changed since it was last built, and give its folder.

    What was built before is used only if every file of it is as it was left.

    Raises:
        SiteError: A link leads nowhere, or the engine complained about anything at all.
        OSError: A file can be neither read nor written.
    """
    if lost := sorted(set(_nowhere(job.rendered))):
        raise SiteError("\n".join(lost))
    state_file = job.store / "state.json"
    keys = {page.path: digest(page_source(page)) for page in job.rendered.pages}
    scripts = digest(finder.search_script(job.rendered), *job.rendered.scripts.values())
    state = {"frame": frame(job), "pages": keys, "scripts": scripts}
    site = job.store / "site"
    old = read_record(state_file)
    if old and (site.is_symlink() or old.pop("files", None) != hashes(site)):
        old = {}
    if old == state:
        return site
    make_folder(job.store, job.store.parent.parent)
    remove(state_file)
    same_frame = job.engine == "mkdocs" and old.get("frame") == state["frame"] and set(old["pages"]) == set(keys)
    changed = {path for path, key in keys.items() if not same_frame or old["pages"][path] != key}
    if not same_frame:
        remove(site)
    if job.engine == "zensical":
        _with_zensical(job, site)
    else:
        with_mkdocs(job, site, changed if same_frame else None)
    write_record(state_file, {**state, "files": hashes(site)})
    return site


def page_source(page: Page) -> str:
    """Return a page as a Markdown file with front matter, which every engine reads.

    Its text is one block of HTML, in which no engine finds any Markdown; addresses in it are as seen from the file.
    """
    html = with_ids(page.html)
    meta = {"title": page.title, "description": page.description, "contents": contents(html), **page.meta}
    lines = [f"{name}: {_as_yaml(given)}" for name, given in meta.items()]
    return "---\n" + "\n".join(lines) + f'\n---\n\n<div class="hb-written">\n{html}</div>\n'


def _as_yaml(given: Any) -> str:
    """Write a value as JSON on one line, which is YAML where nothing in it ends a line or cannot be read."""
    text = json.dumps(given, ensure_ascii=False)
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _seen_from_page(page: Page) -> Page:
    """Return a page with its addresses as seen from where it is published; mkdocs leaves those in HTML as they are."""
    here, home = dirname(page.path), url_of(page.path)

    def seen(found: re.Match[str]) -> str:
        path, sharp, anchor = found["path"], found["sharp"], found["anchor"]
        target = normpath(f"{here}/{path}") if here else normpath(path)
        where = relative(url_of(target) or ".", home + "x")
        slash = "/" if path.endswith(("/", ".md")) and not where.endswith("/") else ""
        return f'{found["before"]}{where}{slash}{sharp}{anchor}"'

    return replace(page, html=_ADDRESS.sub(seen, page.html))


def _nowhere(rendered: Rendered) -> Iterator[str]:
    """Tell of every link on a page of an edition that leads to no page, or to no place on it."""
    places = {page.path: {*ids(with_ids(page.html))} for page in rendered.pages}
    for page in rendered.pages:
        for found in _LINK.finditer(page.html):
            path, anchor = unescape(found["path"]), unescape(found["anchor"])
            target = normpath(f"{dirname(page.path)}/{path}").removeprefix("/") if path else page.path
            if target.endswith(".md") and target not in places:
                yield f"{page.path} has a link to {target}, which is not among the pages"
            elif anchor and anchor not in places.get(target, {anchor}):
                yield f"{page.path} has a link to {target}#{anchor}, and there is no such place on that page"


def settings(rendered: Rendered) -> dict[str, Any]:
    """Give what an edition sets in an engine's configuration."""
    extra = rendered.extra
    kept: dict[str, Any] = {
        "site_name": extra["site_name"],
        "nav": [_nav(item) for item in rendered.nav],
        "extra": {"handbook": {**extra, "offline": True}},
    }
    if extra["site"]:
        kept["site_url"] = extra["site"] + rendered.folder
    return kept


def static_files(rendered: Rendered, pictures: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Give what goes beside the pages: search, colours, fonts as WOFF2, scripts of this edition, and its pictures."""
    yield finder.PATH, finder.search_script(rendered).encode()
    names = ("primary", "accent", "accent_by_night")
    if colours := {name.replace("_", "-"): rendered.extra[name] for name in names if rendered.extra[name]}:
        yield "stylesheets/trust.css", _colours(colours)
    for name, path in house_fonts().items():
        yield f"{name.removesuffix('.ttf')}.woff2", _woff2(path)
    yield from ((name, script.encode()) for name, script in rendered.scripts.items())
    yield from ((name, of_file(path)) for name, path in _shown(rendered, pictures).items())


def _shown(rendered: Rendered, pictures: Mapping[str, Path]) -> dict[str, Path]:
    """Give the pictures that pages or the logo show; others may be for other readers, and are not published."""
    return used_in([*(page.html for page in rendered.pages), rendered.extra["logo"]], pictures)


_MOVED = Html("""\
<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>This page has moved</title>\
<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={0}">\
</head><body><h1>This page has moved</h1><p><a href="{0}">Go to the page</a></p></body></html>
""")


def redirect_pages(rendered: Rendered) -> Iterator[tuple[str, str]]:
    """Give a small page for each address that a page had before, which leads on to it without JavaScript too."""
    for former, page in rendered.redirects.items():
        target = relative(url_of(page), url_of(former)) + "/"
        yield f"{url_of(former)}index.html", _MOVED.format(target)


def mkdocs_files(
    rendered: Rendered, pictures: Mapping[str, Path], changed: set[str] | None, config: Any
) -> Iterator[Any]:
    """Give an edition as mkdocs files; in a partial build only pages in `changed` count as modified."""
    from mkdocs.structure.files import File  # noqa: PLC0415

    class _PageFile(File):
        """A page that knows whether it changed since the site was last built."""

        def is_modified(self) -> bool:
            return changed is None or self.src_uri in changed

    for page in rendered.pages:
        is_read = changed is None or page.path in changed  # mkdocs reads no other page in a partial build
        yield _PageFile.generated(config, page.path, content=page_source(_seen_from_page(page)) if is_read else "")
    for name, content in static_files(rendered, pictures):
        yield File.generated(config, name, content=content)


def frame(job: SiteJob) -> str:
    """Return the fingerprint of what shapes every page: engine, theme, settings, navigation, files beside the pages."""
    files = sorted(path for folder in (STATIC, OVERRIDES) for path in (job.root / folder).rglob("*") if path.is_file())
    files += [job.root / "mkdocs.yml", Path(__file__), Path(picture_bytes.__file__)]
    versions = [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "zensical", "markdown", "pillow")]
    given = json.dumps(settings(job.rendered), sort_keys=True)
    shown = _shown(job.rendered, job.pictures)
    files += shown.values()
    return digest(job.engine, given, *versions, *shown, *(path.read_bytes() for path in files))


def with_mkdocs(job: SiteJob, site: Path, changed: set[str] | None) -> None:
    """Build one edition's site into a folder; with `changed`, write only these pages and what stands beside pages.

    Raises:
        SiteError: mkdocs complained about anything at all.
    """
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    os.environ["SOURCE_DATE_EPOCH"] = str(_issued(job.rendered.extra["edition"]))
    with complaints("mkdocs") as complained:
        try:
            config = load_config(str(job.root / "mkdocs.yml"), site_dir=str(site))
            plugin: Any = config.plugins.get("handbook")
            if plugin is None:
                raise SiteError('mkdocs.yml must name "handbook" under plugins')
            plugin.give(job.rendered, job.pictures, changed)
            build(config, dirty=changed is not None)
        except MkDocsException as exc:
            raise SiteError("\n".join([*complained, str(exc)]).strip()) from None
    if complained and changed is None:
        raise SiteError("\n".join(complained))


def _with_zensical(job: SiteJob, site: Path) -> None:
    work = job.store / "source"
    write_folder(job.root, job.rendered, job.pictures, work)
    command = [sys.executable, "-c", _ZENSICAL, "build", "--config-file", str(work / "mkdocs.yml"), "--clean"]
    try:
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise SiteError(f"Zensical did not end within {_SECONDS / 60:.0f} minutes") from None
    made = work / "site"
    if done.returncode or not (made / "index.html").is_file():
        raise SiteError((done.stdout + done.stderr).strip())
    (made / "search.json").unlink(missing_ok=True)  # its own index, which nothing reads
    made.rename(site)


def write_folder(root: Path, rendered: Rendered, pictures: Mapping[str, Path], work: Path) -> None:
    """Write an edition as a folder that Zensical builds: `mkdocs.yml`, `docs/` and `overrides/`."""
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415

    remove(work)
    docs = work / "docs"
    shutil.copytree(root / STATIC, docs)
    shutil.copytree(root / OVERRIDES, work / "overrides")
    for page in rendered.pages:
        _write(docs / page.path, page_source(page).encode())
    for name, content in static_files(rendered, pictures):
        _write(docs / name, content)
    config = yaml_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    config["plugins"] = [{"search": {"enabled": False}}]  # we bring our own; Zensical has one unless told otherwise
    config["theme"]["custom_dir"] = "overrides"
    config |= settings(rendered) | {"docs_dir": "docs", "site_dir": "site"}
    _write(work / "mkdocs.yml", json.dumps(config, ensure_ascii=False, indent=1).encode())  # JSON is YAML


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _nav(item: NavItem) -> dict[str, Any]:
    title = item.title if len(item.title) <= LONGEST_KEY else f"{item.title[:LONGEST_KEY]}…"
    return {title: [_nav(child) for child in item.children] if item.children else item.page}


def _colours(colours: Mapping[str, str]) -> bytes:
    """Give a trust's colours as a style sheet: the policy of the pages allows no style within them."""
    return (":root{" + ";".join(f"--hb-{name}:{colour}" for name, colour in colours.items()) + "}\n").encode()


def _issued(edition: str) -> int:
    """Give an edition's month as a time stamp, so that the same input makes the same bytes on any day."""
    from datetime import UTC, datetime  # noqa: PLC0415

    year, _, month = edition.partition(".")
    try:
        return int(datetime(int(year), int(month or 1), 1, tzinfo=UTC).timestamp())
    except ValueError:
        return 0


@cache
def _woff2(path: Path) -> bytes:
    """Give a font as WOFF2 with the letters of Latin-script languages, for the web; hints for old screens double it."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    buffer = BytesIO()
    with TTFont(BytesIO(path.read_bytes()), recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(layout_features=["*"], hinting=False))
        subsetter.populate(
            unicodes=[*range(0x20, 0x180), *range(0x2010, 0x2030), 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192]
        )
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(buffer)
    return buffer.getvalue()
