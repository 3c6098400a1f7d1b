"""The site by mkdocs, which gets pages through its plugin."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.pages.page import Rendered
from generator.site.job import SiteError, SiteJob
from generator.site.static_files import static_files
from generator.system.log_capture import complaints


def mkdocs_files(
    rendered: Rendered, pictures: Mapping[str, Path], changed: set[str] | None, config: Any
) -> Iterator[Any]:
    """Return an edition as mkdocs files; in a partial build only pages in `changed` count as modified."""
    from mkdocs.structure.files import File  # noqa: PLC0415

    from generator.site.mkdocs_pages import page_files  # noqa: PLC0415

    yield from page_files(rendered, changed, config)
    for name, content in static_files(rendered, pictures):
        yield File.generated(config, name, content=content)


def with_mkdocs(job: SiteJob, site: Path, changed: set[str] | None) -> None:
    """Build one edition's site into a folder; with `changed`, write only these pages and what stands beside pages.

    Raises:
        SiteError: mkdocs complained about anything at all.
    """
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    os.environ["SOURCE_DATE_EPOCH"] = str(_issued(job.rendered.identity.edition))
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


def _issued(edition: str) -> int:
    """Return an edition's month as a time stamp, so that the same input makes the same bytes on any day."""
    from datetime import UTC, datetime  # noqa: PLC0415

    year, _, month = edition.partition(".")
    try:
        return int(datetime(int(year), int(month or 1), 1, tzinfo=UTC).timestamp())
    except ValueError:
        return 0
