"""Pages into a website, with mkdocs or Zensical. Pages reach mkdocs through its plugin, and Zensical as a folder."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from generator import finder
from generator.addresses import relative, url_of
from generator.cache import digest
from generator.complaints import complaints
from generator.pages import NavItem, Page, Rendered
from generator.print.chapter import fonts

STATIC = Path("templates/site/static")
OVERRIDES = Path("templates/site/overrides")


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteJob:
    """One edition's site to build: its pages, its pictures, with which engine, and where it is kept between builds."""

    root: Path
    rendered: Rendered
    pictures: Mapping[str, Path]
    engine: str
    store: Path


class SiteError(Exception):
    """Raised when the engine complained: its own words, one complaint a line."""


def build_site(job: SiteJob) -> Path:
    """Build one edition's site, or only the pages that changed since it was last built, and give its folder.

    Raises:
        SiteError: The engine complained about anything at all.
    """
    state_file = job.store / "state.json"
    keys = {page.path: digest(page_source(page)) for page in job.rendered.pages}
    scripts = digest(finder.search_script(job.rendered), *job.rendered.scripts.values())
    state = {"frame": frame(job), "pages": keys, "scripts": scripts}
    old = json.loads(state_file.read_text(encoding="utf-8")) if state_file.is_file() else {}
    site = job.store / "site"
    if old == state:
        return site
    state_file.unlink(missing_ok=True)
    same_frame = job.engine == "mkdocs" and old.get("frame") == state["frame"] and set(old["pages"]) == set(keys)
    changed = {path for path, key in keys.items() if not same_frame or old["pages"][path] != key}
    if not same_frame:
        shutil.rmtree(site, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    if job.engine == "zensical":
        _with_zensical(job, site)
    else:
        with_mkdocs(job, site, changed if same_frame else None)
    state_file.write_text(json.dumps(state), encoding="utf-8")
    return site


def page_source(page: Page) -> str:
    """Give a page as a Markdown file with front matter, which every engine reads."""
    description = escape(page.description)  # it stands in an attribute that no engine escapes
    meta = {"title": page.title, "description": description, **page.meta}
    lines = [f"{name}: {json.dumps(given, ensure_ascii=False)}" for name, given in meta.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + page.markdown


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


def static_files(rendered: Rendered, pictures: Mapping[str, Path]) -> Iterator[tuple[str, bytes | Path]]:
    """Give what goes beside the pages: search, colours, fonts as WOFF2, scripts of this edition, and pictures."""
    yield finder.PATH, finder.search_script(rendered).encode()
    names = ("primary", "accent", "accent_by_night")
    if colours := {name.replace("_", "-"): rendered.extra[name] for name in names if rendered.extra[name]}:
        yield "stylesheets/trust.css", _colours(colours)
    for name, path in fonts().items():
        if not name.endswith("Italic.ttf"):
            yield f"{name.removesuffix('.ttf')}.woff2", _woff2(path)
    yield from ((name, script.encode()) for name, script in rendered.scripts.items())
    yield from pictures.items()


def redirect_pages(rendered: Rendered) -> Iterator[tuple[str, str]]:
    """Give a small page for each address that a page had before, which leads on to it without JavaScript too."""
    for former, page in rendered.redirects.items():
        target = relative(url_of(page), url_of(former)) + "/"
        html = (
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>This page has moved</title>'
            f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={target}">'
            f'</head><body><h1>This page has moved</h1><p><a href="{target}">Go to the page</a></p></body></html>\n'
        )
        yield f"{url_of(former)}index.html", html


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
        yield _PageFile.generated(config, page.path, content=page_source(page))
    for name, content in static_files(rendered, pictures):
        if isinstance(content, Path):
            yield File.generated(config, name, abs_src_path=str(content))
        else:
            yield File.generated(config, name, content=content)


def frame(job: SiteJob) -> str:
    """Return the fingerprint of what shapes every page: engine, theme, settings, navigation, files beside the pages."""
    files = sorted(path for folder in (STATIC, OVERRIDES) for path in (job.root / folder).rglob("*") if path.is_file())
    files += [job.root / "mkdocs.yml", *job.pictures.values()]
    versions = [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "zensical", "markdown")]
    given = json.dumps(settings(job.rendered), sort_keys=True)
    own_code = Path(__file__).read_bytes()
    return digest(job.engine, given, own_code, *versions, *(path.read_bytes() for path in files))


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
    command = [sys.executable, "-m", "zensical", "build", "--config-file", str(work / "mkdocs.yml"), "--clean"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    made = work / "site"
    if done.returncode or not (made / "index.html").is_file():
        raise SiteError((done.stdout + done.stderr).strip())
    (made / "search.json").unlink(missing_ok=True)  # its own index, which nothing reads
    made.rename(site)


def write_folder(root: Path, rendered: Rendered, pictures: Mapping[str, Path], work: Path) -> None:
    """Write an edition as a folder that Zensical builds: `mkdocs.yml`, `docs/` and `overrides/`."""
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415

    shutil.rmtree(work, ignore_errors=True)
    docs = work / "docs"
    shutil.copytree(root / STATIC, docs)
    shutil.copytree(root / OVERRIDES, work / "overrides")
    for page in rendered.pages:
        _write(docs / page.path, _as_seen_from_file(page).encode())
    for name, content in static_files(rendered, pictures):
        _write(docs / name, content.read_bytes() if isinstance(content, Path) else content)
    config = yaml_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    config["plugins"] = [{"search": {"enabled": False}}]  # we bring our own; Zensical has one unless told otherwise
    config["theme"]["custom_dir"] = "overrides"
    config |= settings(rendered) | {"docs_dir": "docs", "site_dir": "site"}
    _write(work / "mkdocs.yml", json.dumps(config, ensure_ascii=False, indent=1).encode())  # JSON is YAML


def _as_seen_from_file(page: Page) -> str:
    """Give a page's source for Zensical, which takes addresses in HTML as seen from the file, and not from the page."""
    source = page_source(page)
    return source if page.path.endswith("index.md") else re.sub(r'(<a [^>]*href=")\.\./', r"\1", source)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _nav(item: NavItem) -> dict[str, Any] | str:
    if item.children:
        return {item.title: [_nav(child) for child in item.children]}
    return {item.title: item.page}


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
