"""Pages into a website with the engine that was asked for, whole or only what changed since it was last built."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.site import search_index
from generator.site.configuration import settings
from generator.site.job import SiteError, SiteJob
from generator.site.mkdocs import with_mkdocs
from generator.site.page_files import dead_links, page_source
from generator.site.static_files import OVERRIDES, STATIC, shown_pictures
from generator.site.zensical import with_zensical
from generator.system.cache import code_of, digest
from generator.system.disk import (
    file_names,
    hashes,
    make_folder,
    read_record,
    remove,
    unshare,
    write_file,
    write_record,
)


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
    old, new = _kept(job), _state(job)
    site = job.store / "site"
    if old == new:
        os.utime(_record(job))
        return site
    make_folder(job.store, job.store.parent.parent)
    remove(_record(job))
    engine = ENGINES[job.engine]
    keys = new["pages"]
    same_frame = engine.builds_in_part and old.get("frame") == new["frame"] and set(old["pages"]) == set(keys)
    changed = {path for path, key in keys.items() if not same_frame or old["pages"][path] != key}
    if not same_frame:
        remove(site)
    else:
        unshare(site)
    engine.build(job, site, changed if same_frame else None)
    write_record(_record(job), {**new, "files": hashes(site)})
    return site


def site_as_kept(job: SiteJob) -> Path | None:
    """Return the folder of an edition's site where it is kept as it would be built; else nothing."""
    return job.store / "site" if _kept(job) == _state(job) else None


def sources_of_site(job: SiteJob) -> Iterator[Path]:
    """Yield the files besides its pages that a site is built from."""
    yield job.root / "mkdocs.yml"
    for folder in (STATIC, OVERRIDES):
        yield from (job.root / folder / name for name in file_names(job.root / folder))
    yield from shown_pictures(job.rendered, job.pictures).values()


def store_of(job: SiteJob) -> Mapping[str, bytes]:
    """Build an edition's site where it is not kept, and return all that would be kept of it, by its path in the store.

    Raises:
        SiteError: As `build_site` does.
        OSError: A file can be neither read nor written.
    """
    remove(job.store)
    build_site(job)
    return {name: (job.store / name).read_bytes() for name in file_names(job.store)}


def put_store(job: SiteJob, files: Mapping[str, bytes]) -> Path:
    """Keep what `store_of` returned, the record that says so last, and return the folder of the site.

    Raises:
        OSError: It cannot be written.
    """
    make_folder(job.store, job.store.parent.parent)
    record = _record(job)
    remove(record)
    remove(job.store / "site")
    for name in sorted(files, key=lambda each: each == record.name):
        write_file(job.store / name, files[name])
    return job.store / "site"


def _record(job: SiteJob) -> Path:
    return job.store / "state.json"


def _kept(job: SiteJob) -> dict[str, Any]:
    """Return what was written down of the site that is kept; nothing where any file of it is not as it was left."""
    old, site = read_record(_record(job)), job.store / "site"
    is_whole = bool(old) and not site.is_symlink() and old.pop("files", None) == hashes(site)
    return old if is_whole else {}


def _state(job: SiteJob) -> dict[str, Any]:
    """Return what a site is built from, by fingerprints: what shapes every page, each page, and the scripts."""
    keys = {page.path: digest(page_source(page)) for page in job.rendered.pages}
    scripts = digest(search_index.search_script(job.rendered), *job.rendered.beside.values())
    return {"frame": frame(job), "pages": keys, "scripts": scripts}


def frame(job: SiteJob) -> str:
    """Return the fingerprint of what shapes every page: engine, theme, settings, navigation, files beside the pages."""
    files = sorted(sources_of_site(job))
    versions = [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "zensical", "markdown", "pillow")]
    given = json.dumps(settings(job.rendered), sort_keys=True)
    shown = shown_pictures(job.rendered, job.pictures)
    return digest(
        code_of("text", "content", "site"), job.engine, given, *versions, *shown, *(path.read_bytes() for path in files)
    )
