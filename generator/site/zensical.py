"""The site by Zensical, which gets pages as a folder."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.pages.page import Rendered
from generator.site.configuration import settings
from generator.site.job import SiteError, SiteJob
from generator.site.page_files import page_source
from generator.site.static_files import OVERRIDES, STATIC, static_files
from generator.system.disk import remove

_SECONDS = 900
"""How long an engine that runs in a process of its own is waited for."""


_SLASH = b"&#x2f;"
"""How Zensical writes a slash in an attribute: what is written into finished pages later looks for the sign itself."""

_ZENSICAL = """
import ctypes, signal, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
from zensical.main import cli
cli()
"""
"""Runs Zensical so that it ends with the process that started it, however that ends (PR_SET_PDEATHSIG)."""


def with_zensical(job: SiteJob, site: Path, _changed: set[str] | None) -> None:
    """Build one edition's site into a folder, in a process of its own.

    Raises:
        SiteError: Zensical said that something is wrong, or did not end in time.
    """
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
    for page in made.rglob("*.html"):
        _write(page, page.read_bytes().replace(_SLASH, b"/"))
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
