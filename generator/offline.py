"""What a device keeps of an edition: the list of its files, the worker that serves them, and every page as one zip."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.cache import digest
from generator.site import SiteJob, build_site

WORKER = Path("templates/site/worker.js")
ARCHIVE = "offline/website.zip"
NOT_PUBLISHED = ("assets/javascripts/*", "assets/images/favicon.png", "*.map")
"""What the engine puts into a site and none of our pages asks for."""

_NOT_KEPT = (*NOT_PUBLISHED, "404.html", "sitemap.xml*", "objects.inv")
_CORE_PAGES = ("", "help-now/", "offline/")
_CORE_FOLDERS = ("assets/stylesheets/", "fonts/", "images/favicon", "javascripts/", "stylesheets/")
_MARK = 12
_OURS = b" data-worker>"


@dataclass(frozen=True, kw_only=True, slots=True)
class Packed:
    """An edition's site, with what stands beside it for use without a connection.

    `beside` holds small files by their path in the site; `archive` is the zip of every page, to be put at ARCHIVE.
    """

    site: Path
    beside: Mapping[str, bytes]
    archive: Path


def build_and_pack(job: SiteJob) -> Packed:
    """Build one edition's site, or what changed of it, and pack it for use without a connection.

    Raises:
        SiteError: The engine complained about anything at all.
    """
    site = build_site(job)
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = {name: (site / name).read_bytes() for name in names if not _matches(name, _NOT_KEPT)}
    worker = (job.root / WORKER).read_text(encoding="utf-8")
    marks = {_address(name): hashlib.sha256(content).hexdigest()[:_MARK] for name, content in kept.items()}
    version = digest(worker, json.dumps(marks))[:_MARK]
    archive = job.store / f"website-{version}.zip"
    if not archive.is_file():
        for before in job.store.glob("website-*.zip"):
            before.unlink()
        _write_archive(archive, kept, _told(job, version))
    with ZipFile(archive) as packed:
        over_the_wire = sum(each.compress_size for each in packed.infolist())
    listed = {"version": version, "core": [name for name in marks if _is_core(name)], "files": marks}
    about = {
        "edition": job.rendered.extra["edition"],
        "version": version,
        "bytes": sum(len(content) for content in kept.values()),
        "packed": over_the_wire,
        "archive": archive.stat().st_size,
    }
    beside = {
        "worker.js": f"const EDITION = {json.dumps(listed, separators=(',', ':'))};\n{worker}".encode(),
        "edition.json": json.dumps(about, indent=1).encode() + b"\n",
    }
    return Packed(site=site, beside=beside, archive=archive)


def _address(name: str) -> str:
    """Give the address that a file of the site is asked for by."""
    return name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name


def _is_core(address: str) -> bool:
    """Say whether a device keeps something from the first visit on."""
    return address in _CORE_PAGES or address.startswith(_CORE_FOLDERS)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _told(job: SiteJob, version: str) -> bytes:
    """Give what the pages of a copy know about it: which it is, and where to ask whether it is current."""
    extra = job.rendered.extra
    home = extra["site"] + (f"{job.rendered.folder}/" if job.rendered.folder else "") if extra["site"] else ""
    words = {"copy": version, "edition": extra["edition"], "home": home}
    return "".join(f' data-{name}="{escape(value)}"' for name, value in words.items()).encode() + b">"


def _write_archive(archive: Path, kept: Mapping[str, bytes], told: bytes) -> None:
    """Write every page and what it needs into a zip, whose bytes depend on theirs alone."""
    draft = archive.with_suffix(".new")
    with ZipFile(draft, "w", ZIP_DEFLATED) as packed:
        for name, content in kept.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content.replace(_OURS, told) if name.endswith(".html") else content)
    draft.replace(archive)
