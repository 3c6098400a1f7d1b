"""An edition's pages as mkdocs takes them: their HTML is made already, so that it has nothing to read or to convert."""

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from generator.pages.page import NavItem, Page, Rendered
from generator.site.page_files import known_of, seen_from_page, written


def page_files(rendered: Rendered, changed: set[str] | None, config: MkDocsConfig) -> Iterator[File]:
    """Return each page of an edition as a file of mkdocs; in a partial build only those in `changed` are modified."""
    titles = dict(_titles(rendered.nav))
    for page in rendered.pages:
        file = _PageFile.generated(config, page.path, content="")
        finished = _FinishedPage(titles.get(page.path), file, config)  # which becomes the page of the file
        finished.made, finished.is_changed = page, changed is None or page.path in changed
        yield file


class _PageFile(File):
    """The file of a page, which knows whether it changed since the site was last built."""

    def is_modified(self) -> bool:
        return isinstance(self.page, _FinishedPage) and self.page.is_changed


class _FinishedPage(MkDocsPage):
    """A page that was made before mkdocs sees it: reading it again as Markdown takes longer than all else of a site."""

    made: Page
    is_changed: bool

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.markdown, self.meta = "", known_of(self.made)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        self.content = written(seen_from_page(self.made))


def _titles(items: tuple[NavItem, ...]) -> Iterator[tuple[str, str]]:
    """Yield the path of each page of the navigation, and its title there."""
    for item in items:
        if item.page:
            yield item.page, item.title
        yield from _titles(item.children)
