"""Pages into a website with the engine that was asked for, whole or only what changed since it was last built."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from generator.site import search_index
from generator.site.configuration import settings
from generator.site.job import SiteError, SiteJob
from generator.site.mkdocs import with_mkdocs
from generator.site.page_files import dead_links, page_source
from generator.site.static_files import OVERRIDES, STATIC, shown_pictures
from generator.site.zensical import with_zensical
from generator.system.cache import code_of, digest
from generator.system.disk import hashes, make_folder, read_record, remove, unshare, write_record


@dataclass(frozen=True, kw_only=True, slots=True)
class Engine:
    """What makes a website of pages.

    `build` puts the site of a job into a folder. It gets the source paths of the pages that changed, or nothing where
    the whole is to be made; an engine that cannot build in part never gets any.
    """

    build: Callable[[SiteJob, Path, set[str] | None], None]
    builds_in_part: bool = False


ENGINES: Mapping[str, Engine] = {
    "mkdocs": Engine(build=with_mkdocs, builds_in_part=True),
    "zensical": Engine(build=with_zensical),
}
"""Every engine, by the name that `--engine` takes; the first is the one that is used when none is named."""


def build_site(job: SiteJob) -> Path:
    """Build one edition's site, or only the pages that changed since it was last built, and give its folder.

    What was built before is used only if every file of it is as it was left.

    Raises:
        SiteError: A link leads nowhere, or the engine complained about anything at all.
        OSError: A file can be neither read nor written.
    """
    if lost := sorted(set(dead_links(job.rendered))):
        raise SiteError("\n".join(lost))
    state_file = job.store / "state.json"
    keys = {page.path: digest(page_source(page)) for page in job.rendered.pages}
    scripts = digest(search_index.search_script(job.rendered), *job.rendered.scripts.values())
    state = {"frame": frame(job), "pages": keys, "scripts": scripts}
    site = job.store / "site"
    old = read_record(state_file)
    if old and (site.is_symlink() or old.pop("files", None) != hashes(site)):
        old = {}
    if old == state:
        os.utime(state_file)
        return site
    make_folder(job.store, job.store.parent.parent)
    remove(state_file)
    engine = ENGINES[job.engine]
    same_frame = engine.builds_in_part and old.get("frame") == state["frame"] and set(old["pages"]) == set(keys)
    changed = {path for path, key in keys.items() if not same_frame or old["pages"][path] != key}
    if not same_frame:
        remove(site)
    else:
        unshare(site)
    engine.build(job, site, changed if same_frame else None)
    write_record(state_file, {**state, "files": hashes(site)})
    return site


def frame(job: SiteJob) -> str:
    """Return the fingerprint of what shapes every page: engine, theme, settings, navigation, files beside the pages."""
    files = sorted(path for folder in (STATIC, OVERRIDES) for path in (job.root / folder).rglob("*") if path.is_file())
    files.append(job.root / "mkdocs.yml")
    versions = [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "zensical", "markdown", "pillow")]
    given = json.dumps(settings(job.rendered), sort_keys=True)
    shown = shown_pictures(job.rendered, job.pictures)
    files += shown.values()
    return digest(
        code_of("text", "content", "site"), job.engine, given, *versions, *shown, *(path.read_bytes() for path in files)
    )
