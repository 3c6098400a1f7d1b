"""Where an edition becomes files: its site and its PDFs, made by workers and put together in a staging folder.

Three editions are under way at a time: one is put in its place while the downloads of the next are linked and the
chapters of a third are typeset. So every core has work, and memory does not grow with the number of trusts.
"""

import json
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from generator.cache import Cache
from generator.calendar import calendar
from generator.copies import with_copies
from generator.manifest import manifest
from generator.offline import WORKER, is_left_out, pack
from generator.pages import Rendered
from generator.print.books import Book, books, make, sheets
from generator.print.chapter import Sheet, typeset
from generator.print.link import Linked
from generator.print.typesetter import TypesettingError
from generator.problems import ContentError, Mark, error
from generator.resolve import Edition
from generator.site import SiteError, SiteJob, build_site, redirect_pages
from generator.sizes import write_sizes

SITE, PRINT = "site", "print"
ARCHIVE = "downloads/all.zip"

AT_ONCE = 3
"""How many editions are under way at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """An edition under way: what is made of it, and the jobs that are still running, by the keys of their results."""

    edition: Edition
    rendered: Rendered
    target: Path
    books: tuple[Book, ...]
    site: Future[Path] | None
    chapters: Mapping[str, Future[bytes]]
    links: dict[str, Future[Linked]] = field(default_factory=dict)


class Press:
    """Takes editions one after another and leaves each in its folder.

    `remade` counts what was made rather than found in the cache.
    """

    def __init__(
        self, *, root: Path, cache: Path, pool: Executor, typesetters: Executor, engine: str = "mkdocs", only: str = ""
    ) -> None:
        """Work in `pool`; typeset with `typesetters`; `only` is SITE, PRINT or nothing for both."""
        self._root = root
        self._cache = Cache(cache)
        self._pool = pool
        self._typesetters = typesetters
        self._engine = engine
        self._only = only
        self._under_way: deque[Begun] = deque()
        self._chapters: dict[str, Future[bytes]] = {}
        self.remade = {"chapters": 0, "PDFs": 0}

    def add(self, edition: Edition, rendered: Rendered, target: Path) -> None:
        """Begin an edition that goes into `target`, link the one begun before it, and finish the one before that.

        Raises:
            ContentError: An engine complained.
        """
        self._under_way.append(self._begin(edition, rendered, target))
        if len(self._under_way) > 1:
            self._link(self._under_way[-2])
        if len(self._under_way) == AT_ONCE:
            self._finish(self._under_way.popleft())

    def finish(self) -> None:
        """Finish the last editions.

        Raises:
            ContentError: An engine complained.
        """
        if self._under_way:
            self._link(self._under_way[-1])
        while self._under_way:
            self._finish(self._under_way.popleft())

    def _begin(self, edition: Edition, rendered: Rendered, target: Path) -> Begun:
        folder = self._root / "templates" / "print"
        made = sheets(rendered, folder, edition.assets)
        wanted = tuple(books(rendered, made, folder, self._cache))
        rendered = with_copies(rendered, wanted)
        site: Future[Path] | None = None
        if self._only != PRINT:
            site = self._pool.submit(build_site, self._site_job(edition, rendered))
        if self._only == SITE:
            made, wanted = {}, ()
        return Begun(
            edition=edition,
            rendered=rendered,
            target=target,
            books=wanted,
            site=site,
            chapters={sheet.key: self._chapter(sheet) for sheet in made.values() if self._is_missing(sheet)},
        )

    def _site_job(self, edition: Edition, rendered: Rendered) -> SiteJob:
        name = edition.folder.replace("/", "-") or "national-"
        return SiteJob(
            root=self._root,
            rendered=rendered,
            pictures=edition.assets,
            engine=self._engine,
            store=self._cache.folder / f"site-{self._engine}" / name.rstrip("-"),
        )

    def _is_missing(self, sheet: Sheet) -> bool:
        return not self._cache.has(sheet.key)

    def _chapter(self, sheet: Sheet) -> Future[bytes]:
        """Have a chapter typeset, once even when two editions need it."""
        if sheet.key not in self._chapters:
            self._chapters[sheet.key] = self._typesetters.submit(typeset, sheet)
            self.remade["chapters"] += 1
        return self._chapters[sheet.key]

    def _link(self, begun: Begun) -> None:
        """Begin the downloads that are not in the cache yet, the longest first, once their chapters are there."""
        with _told_of(begun):
            for key, chapter in begun.chapters.items():
                self._cache.put(key, chapter.result())
                self._chapters.pop(key, None)
        missing = {book.key: book for book in begun.books if not self._cache.has(book.key, ".json")}
        for book in sorted(missing.values(), key=lambda each: len(each.places), reverse=True):
            begun.links[book.key] = self._pool.submit(make, book)
        self.remade["PDFs"] += len(missing)

    def _finish(self, begun: Begun) -> None:
        with _told_of(begun):
            for key, link in begun.links.items():
                linked = link.result()
                self._cache.put(key, linked.pdf)
                self._cache.path(key, ".json").write_text(json.dumps({"pages": linked.pages}), encoding="utf-8")
            if begun.site:
                left = _left_out(begun.site.result(), begun.edition.folder)
                shutil.copytree(begun.site.result(), begun.target, dirs_exist_ok=True, ignore=left)
                self._put_redirects(begun)
        self._put(begun)

    def _put_redirects(self, begun: Begun) -> None:
        for name, html in redirect_pages(begun.rendered):
            place = begun.target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(html, encoding="utf-8")

    def _put(self, begun: Begun) -> None:
        """Put the downloads and the manifest beside the pages."""
        counts = {}
        for book in begun.books:
            place = begun.target / book.path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._cache.path(book.key), place)
            pages = json.loads(self._cache.path(book.key, ".json").read_text(encoding="utf-8"))["pages"]
            counts[book.path] = (pages, place.stat().st_size)
        begun.target.mkdir(parents=True, exist_ok=True)
        if counts:
            _archive(begun.target)
        if dates := calendar(begun.edition):
            (begun.target / "downloads").mkdir(exist_ok=True)
            (begun.target / "downloads" / "timetable.ics").write_bytes(dates.encode())
        write_sizes(begun.target, (page.path for page in begun.rendered.pages), counts)
        listed = manifest(begun.edition, begun.rendered, begun.books, counts)
        (begun.target / "manifest.json").write_text(listed, encoding="utf-8")
        if begun.site:
            worker = (self._root / WORKER).read_text(encoding="utf-8")
            store = self._site_job(begun.edition, begun.rendered).store
            pack(begun.target, begun.site.result(), begun.rendered, worker, store)


@contextmanager
def _told_of(begun: Begun) -> Iterator[None]:
    """Turn what an engine complained of into a problem of the edition at hand."""
    try:
        yield
    except (SiteError, TypesettingError) as exc:
        rule = "site" if isinstance(exc, SiteError) else "typesetting"
        raise ContentError([error(Mark(path=begun.edition.folder or "content"), rule, str(exc))]) from None


def _left_out(site: Path, edition: str) -> Callable[[str, list[str]], set[str]]:
    """Give what tells `copytree` which files of a site are not published."""

    def left(folder: str, names: list[str]) -> set[str]:
        here = Path(folder).relative_to(site)
        return {name for name in names if is_left_out((here / name).as_posix(), edition)}

    return left


def _archive(target: Path) -> None:
    """Put every PDF of an edition into one zip, whose bytes depend on theirs alone."""
    with ZipFile(target / ARCHIVE, "w") as archive:
        for path in sorted((target / "downloads").glob("*.pdf")):
            archive.writestr(ZipInfo(path.name), path.read_bytes())
