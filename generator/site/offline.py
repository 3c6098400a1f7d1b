"""What a device keeps of an edition: the list of its files, the worker that serves them, and every page as one zip."""

import json
from collections.abc import Mapping
from fnmatch import fnmatch
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.pages.page import Rendered
from generator.system.cache import digest
from generator.system.disk import link_or_copy, read_file, read_record, write_file, write_record

WORKER = Path("templates/site/worker.js")
ARCHIVE = "offline/website.zip"

_NOT_PUBLISHED = ("assets/javascripts*", "assets/stylesheets*", "assets/images/favicon.png", "*.map")
_NOT_KEPT = (*_NOT_PUBLISHED, "404.html", "sitemap.xml*", "objects.inv")
_CORE_PAGES = ("", "card/", "help-now/", "offline/")
_CORE_FOLDERS = ("fonts/", "images/favicon", "javascripts/", "stylesheets/")
_MARK = 12
_OURS = b" data-worker>"


def pack(folder: Path, site: Path, rendered: Rendered, worker: str, store: Path) -> None:
    """Put beside a finished edition what a device needs to keep it: the worker, a summary, and every page as a zip.

    Args:
        folder: The finished edition, where other editions may stand too.
        site: What the engine built of it, which says which files are this edition's.
        rendered: Its pages.
        worker: The text of the worker.
        store: Where the zip is kept between builds.

    Raises:
        OSError: A file can be neither read nor written.
    """
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = {name: (folder / name).read_bytes() for name in names if not _matches(name, _NOT_KEPT)}
    marks = {_address(name): sha256(content).hexdigest()[:_MARK] for name, content in kept.items()}
    version = digest(worker, json.dumps(marks))[:_MARK]
    archive = _archive(store, kept, version, _told(rendered, version))
    with ZipFile(archive) as packed:
        over_the_wire = sum(each.compress_size for each in packed.infolist())
    listed = {"version": version, "core": [name for name in marks if _is_core(name)], "files": marks}
    about = {
        "edition": rendered.identity.edition,
        "version": version,
        "bytes": sum(len(content) for content in kept.values()),
        "packed": over_the_wire,
        "archive": archive.stat().st_size,
    }
    told = f"const EDITION = {json.dumps(listed, separators=(',', ':'))};\n{worker}"
    write_file(folder / "worker.js", told.encode())
    write_file(folder / "edition.json", (json.dumps(about, indent=1) + "\n").encode())
    link_or_copy(archive, folder / ARCHIVE)


def is_left_out(name: str, folder: str) -> bool:
    """Say whether a file that the engine built is not published, by its path in an edition and the edition's folder.

    None of our pages asks for the theme's scripts and styles; only the page at the root is shown for an address that is
    none; and trainers' pages are not for search engines.
    """
    no_place = folder and name == "404.html"
    no_list = folder.endswith("trainer/") and name.startswith("sitemap.xml")
    return bool(no_place or no_list or _matches(name, _NOT_PUBLISHED))


def _address(name: str) -> str:
    """Return the address that a file of the site is asked for by."""
    return name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name


def _is_core(address: str) -> bool:
    """Say whether a device keeps something from the first visit on."""
    return address in _CORE_PAGES or address.startswith(_CORE_FOLDERS)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _told(rendered: Rendered, version: str) -> bytes:
    """Return what the pages of a copy know about it: which it is, and where to ask whether it is current."""
    words = {"copy": version, "edition": rendered.identity.edition, "home": rendered.address}
    return "".join(f' data-{name}="{escape(value)}"' for name, value in words.items()).encode() + b">"


def _archive(store: Path, kept: Mapping[str, bytes], version: str, told: bytes) -> Path:
    """Return the zip of every page as it was made before, or made anew where that is another or was altered."""
    path, record = store / "website.zip", store / "website.json"
    before, content = read_record(record), read_file(path)
    if content is not None and before == {"version": version, "sha256": sha256(content).hexdigest()}:
        return path
    content = _zipped(kept, told)
    write_file(path, content)
    write_record(record, {"version": version, "sha256": sha256(content).hexdigest()})
    return path


def _zipped(kept: Mapping[str, bytes], told: bytes) -> bytes:
    """Return every page and what it needs as a zip, whose bytes depend on theirs alone."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name, content in kept.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content.replace(_OURS, told) if name.endswith(".html") else content)
    return archive.getvalue()
