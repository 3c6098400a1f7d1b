"""The mkdocs door: gives mkdocs the pages of one edition, made by the same pipeline as everything else."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.utils import get_theme_dir

from generator.build.build import print_only
from generator.build.preview import Draft, Drafts, Wanted
from generator.build.site_folder import mark, replaceable
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.pages.templates import Compiled
from generator.problem_formats import as_html, as_text
from generator.problems import ContentError, Level, Problem
from generator.site.configuration import settings
from generator.site.mkdocs import mkdocs_files

LOG = logging.getLogger("mkdocs.plugins.handbook")

POLICY = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
"""What lets no script stand in a page, as the one does with which mkdocs' own server shows a page anew."""


_COMPILED = Compiled("mkdocs", "mkdocs-material")


class HandbookConfig(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say below `handbook:`."""

    trust = config_options.Type(str, default="")
    audience = config_options.Choice([audience.value for audience in Audience], default=Audience.PEER.value)


@contextmanager
def _plain_problems() -> Iterator[None]:
    """Have mkdocs say what is wrong, and stop."""
    try:
        yield
    except ContentError as exc:
        raise PluginError("\n" + as_text(exc.problems)) from None


class HandbookPlugin(BasePlugin[HandbookConfig]):  # type: ignore[no-untyped-call]
    """Hands one edition's pages to mkdocs."""

    def __init__(self) -> None:
        """Start with no pages: they are given by the program, or made when mkdocs asks."""
        self._drafts: Drafts | None = None
        self._draft: Draft | None = None
        self._problems: tuple[Problem, ...] = ()
        self._rendered: Rendered | None = None
        self._pictures: Mapping[str, Path] = {}
        self._changed: set[str] | None = None
        self._given = False
        self._serving = False

    def give(self, rendered: Rendered, pictures: Mapping[str, Path], changed: set[str] | None) -> None:
        """Take pages that are made already; with `changed`, only those pages are written."""
        self._rendered, self._pictures, self._changed = rendered, pictures, changed
        self._given = True

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the edition unless it was given, and set its name, navigation and extras.

        Every page has our own frame, so none of the theme's 15,000 files, most of them icons, is looked through.
        """
        if not self._given:
            self._make(Path(config.config_file_path).parent)
        theme = get_theme_dir(config.theme.name) if config.theme.name else ""
        config.theme.dirs = [folder for folder in config.theme.dirs if folder != theme]
        if self._problems:  # nothing of the theme is to be shown: `on_post_build` puts the problems in its place
            config.theme.static_templates.clear()
        elif self._rendered is not None:
            for name, setting in settings(self._rendered).items():
                config[name] = {**config.extra, **setting} if name == "extra" else setting
            config.extra["handbook"]["offline"] &= self._given  # what a device keeps is made by the program alone
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Refuse a folder that no build made, because mkdocs empties it now; mark any other as a build's."""
        if self._given or self._serving:
            return
        with _plain_problems():
            folder = replaceable(Path(config.site_dir), Path(config.config_file_path).parent)
        mark(folder)

    def _make(self, root: Path) -> None:
        """Make the pages, from what changed since the last time; what is wrong stops a build, and not a preview."""
        wanted = Wanted(root=root, code=self.config.trust, audience=Audience(self.config.audience))
        if self._drafts is None or self._drafts.wanted != wanted:
            self._drafts = Drafts(wanted)
        self._draft, self._rendered, self._problems = None, None, ()
        try:
            self._draft = self._drafts.whole(self._drafts.read())
            self._rendered, self._pictures = self._draft.rendered, self._draft.edition.assets
        except ContentError as exc:
            if not self._serving:
                raise PluginError("\n" + as_text(exc.problems)) from None
            self._problems = tuple(each for each in exc.problems if each.level is Level.ERROR)
        if self._problems:
            LOG.error("\n%s", as_text(self._problems))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages, fonts and pictures."""
        if self._rendered is not None:
            for file in mkdocs_files(self._rendered, self._pictures, self._changed, config):
                files.append(file)
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Keep what is compiled of the theme from one build of this process to the next."""
        env.bytecode_cache = _COMPILED
        return env

    def on_post_page(self, output: str, *, page: Any, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Leave out of a preview what would keep it from showing itself anew."""
        return POLICY.sub("", output, count=1) if self._serving and not self._given else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the PDFs beside the pages, unless the program does that itself or someone is only looking."""
        site = Path(config.site_dir)
        for name in ("index.html", "404.html") if self._problems else ():
            (site / name).write_bytes(as_html(self._problems))
        if self._draft is not None and self._rendered is not None and not self._serving:
            root = Path(config.config_file_path).parent
            with _plain_problems():
                print_only(root, self._draft.edition, self._rendered, site, logging.getLogger("mkdocs").warning)

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Begin anew, and remember whether mkdocs serves or builds; mkdocs keeps plugins from one build to the next."""
        self._draft = self._rendered = self._changed = None
        self._given = False
        self._serving = command == "serve"

    def on_serve(self, server: Any, /, *, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ARG002
        """Watch the content and the templates."""
        root = Path(config.config_file_path).parent
        server.watch(str(root / "content"))
        server.watch(str(root / "templates"))
        return server
