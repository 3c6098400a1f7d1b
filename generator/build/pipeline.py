"""Where an edition becomes files: its site and its PDFs, made by workers and put together in a staging folder.

Three editions are under way at a time: one is put in its place while the downloads of the next are linked and the
chapters of a third are typeset. So every core has work, and memory does not grow with the number of trusts.
"""

import errno
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.build.executors import Foreman, Hear
from generator.build.keeping import store_name
from generator.build.options import PRINT, SITE
from generator.build.prepared import Prepared
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.pdf.chapter import Sheet, typeset
from generator.pdf.copy_register import with_copies
from generator.pdf.link import Linked
from generator.pdf.publications import Book, books, make, sheets, with_shared
from generator.pdf.typesetter import TypesettingError
from generator.problems import ContentError, Mark, error
from generator.site.downloads import complete_downloads
from generator.site.job import SiteError, SiteJob
from generator.site.manifest import manifest
from generator.site.offline import WORKER, is_left_out, pack
from generator.site.site_engines import build_site
from generator.site.static_files import redirect_pages
from generator.system.cache import Cache, Result
from generator.system.disk import file_names, link_or_copy, write_file
from generator.word.document import WordFile, make_word
from generator.word.word_files import with_shared_files, word_files

AT_ONCE = 3
"""How many editions are under way at a time."""

LETTERS_A_SECOND = 60_000
"""How much HTML a processor of 2023 typesets in a second, as `benchmarks/print.py` measures it."""

_RULES = {SiteError: "site", TypesettingError: "typesetting"}
"""What each complaint is called in a problem."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """An edition under way: what is made of it, and the jobs that are still running, by the keys of their results.

    `rendered` are its pages with the one that lists its downloads.

    `missing` are those of its books that are not in the cache as they were put there. `word` is what it has for Word,
    and `documents` are those of them that are being made.
    """

    edition: Prepared
    rendered: Rendered
    target: Path
    books: tuple[Book, ...]
    missing: Mapping[str, Book]
    site: Future[Path] | None
    chapters: Mapping[str, Future[bytes]]
    word: tuple[WordFile, ...]
    documents: Mapping[str, Future[bytes]]
    links: dict[str, Future[Linked]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shared:
    """What the edition for peers of a trust has, which trainers of the same trust need not have again.

    `books` are those that its pages tell of, also where only pages are made.
    """

    code: str | None = None
    books: tuple[Book, ...] = ()
    word: tuple[WordFile, ...] = ()


class Pipeline:
    """Takes editions one after another and leaves each in its folder.

    `remade` counts what was made rather than found in the cache.
    """

    def __init__(
        self,
        *,
        root: Path,
        cache: Cache,
        crew: Executor,
        engine: str = "mkdocs",
        only: str = "",
        is_early: bool = False,
        hear: Hear = lambda _ended, _handed_out: None,
    ) -> None:
        """Have the work done by `crew`; `only` is SITE, PRINT or nothing for both. `hear` is told how far its jobs are.

        With `is_early`, print follows, and pages say that their downloads are not made yet.
        """
        self._root = root
        self._cache = cache
        self._crew = crew
        self._engine = engine
        self._only = only
        self._is_early = is_early
        self._foreman = Foreman(hear=hear)
        self._under_way: deque[Begun] = deque()
        self._chapters: dict[str, Future[bytes]] = {}
        self._peers = _Shared()
        self.remade = {"chapters": 0, "PDFs": 0, "Word documents": 0}

    def add(self, edition: Prepared, target: Path) -> None:
        """Begin an edition that goes into `target`, link the one begun before it, and finish the one before that.

        Raises:
            ContentError: An engine complained.
        """
        self._under_way.append(self._begin(edition, target))
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

    def _begin(self, edition: Prepared, target: Path) -> Begun:
        folder, rendered = self._root / "templates" / "print", edition.rendered
        made = sheets(rendered, folder, edition.pictures)
        wanted = tuple(books(rendered, made, folder, self._cache))
        after_peers = edition.audience is Audience.TRAINER and self._peers.code == edition.code
        shared, above = self._peers if after_peers else _Shared(), _above(edition)
        wanted = told = tuple(with_shared(wanted, shared.books, above))
        rendered = with_copies(rendered, told)
        site: Future[Path] | None = None
        if self._only != PRINT:
            site = self._foreman.submit(self._crew, build_site, self._site_job(edition, rendered))
        if self._only == SITE:
            made, wanted = {}, ()
        own = word_files(rendered, wanted, edition.pictures, self._cache)
        word = tuple(with_shared_files(own, shared.word, above))
        self._peers = _Shared(code=edition.code, books=told, word=word)
        missing = {book.key: book for book in wanted if not (book.at or self._cache.has(book.key))}
        return Begun(
            edition=edition,
            rendered=rendered,
            target=target,
            books=wanted,
            missing=missing,
            site=site,
            chapters=self._begin_chapters(made.values(), missing.values()),
            word=word,
            documents=self._begin_word(each for each in word if not each.at),
        )

    def _site_job(self, edition: Prepared, rendered: Rendered) -> SiteJob:
        return SiteJob(
            root=self._root,
            rendered=rendered,
            pictures=edition.pictures,
            engine=self._engine,
            store=self._cache.folder / f"site-{self._engine}" / store_name(edition.code, edition.audience),
        )

    def _begin_chapters(self, made: Iterable[Sheet], books: Iterable[Book]) -> dict[str, Future[bytes]]:
        """Begin the chapters that books need and the cache has not; those that nothing needs now stay for later."""
        needed = {place.key for book in books for place in book.places}
        begun = {}
        for sheet in made:
            if sheet.key not in needed:
                self._cache.touch(sheet.key)
            elif not self._cache.has(sheet.key):
                begun[sheet.key] = self._chapter(sheet)
        return begun

    def _begin_word(self, word: Iterable[WordFile]) -> dict[str, Future[bytes]]:
        """Begin the documents for Word that the cache has not."""
        missing = [each for each in word if not self._cache.has(each.key)]
        self.remade["Word documents"] += len(missing)
        return {each.key: self._foreman.submit(self._crew, make_word, each) for each in missing}

    def _chapter(self, sheet: Sheet) -> Future[bytes]:
        """Have a chapter typeset, once even when two editions need it."""
        if sheet.key not in self._chapters:
            self._chapters[sheet.key] = self._foreman.submit(self._crew, typeset, sheet)
            self.remade["chapters"] += 1
        return self._chapters[sheet.key]

    def _link(self, begun: Begun) -> None:
        """Begin the downloads that are not in the cache yet, the longest first, once their chapters are there."""
        with _told_of(begun):
            for key, chapter in begun.chapters.items():
                self._cache.put(key, self._foreman.result(chapter))
                self._chapters.pop(key, None)
        for book in sorted(begun.missing.values(), key=lambda each: len(each.places), reverse=True):
            begun.links[book.key] = self._foreman.submit(self._crew, make, book)
        self.remade["PDFs"] += len(begun.missing)

    def _finish(self, begun: Begun) -> None:
        with _told_of(begun):
            for key, link in begun.links.items():
                linked = self._foreman.result(link)
                self._cache.put(key, linked.pdf, pages=linked.pages)
            for key, document in begun.documents.items():
                self._cache.put(key, self._foreman.result(document))
            if begun.site:
                _copy(self._foreman.result(begun.site), begun.target, begun.edition.folder)
                self._put_redirects(begun)
        self._put(begun)

    def _put_redirects(self, begun: Begun) -> None:
        for name, html in redirect_pages(begun.rendered):
            write_file(begun.target / name, html.encode())

    def _put(self, begun: Begun) -> None:
        """Put the downloads and the manifest beside the pages."""
        counts, weights = {}, {}
        for book in begun.books:
            kept = self._kept(book.key)
            if not book.at:
                link_or_copy(self._cache.path(book.key), begun.target / book.path)
            counts[book.path] = (kept.facts["pages"], len(kept.content))
        for each in begun.word:
            weights[each.path] = len(self._kept(each.key).content)
            if not each.at:
                link_or_copy(self._cache.path(each.key), begun.target / each.path)
        begun.target.mkdir(parents=True, exist_ok=True)
        if begun.edition.calendar:
            write_file(begun.target / "downloads" / "timetable.ics", begun.edition.calendar.encode())
        pages, language = (page.path for page in begun.rendered.pages), begun.rendered.language
        sizes = {**counts, **{path: (None, weight) for path, weight in weights.items()}}
        missing = language.gettext("not made yet") if self._is_early else ""
        complete_downloads(begun.target, pages, sizes, language, _above(begun.edition), missing)
        listed = manifest(begun.edition.contents, begun.rendered, begun.books, counts, begun.word, weights)
        write_file(begun.target / "manifest.json", listed.encode())
        if begun.site:
            worker = (self._root / WORKER).read_text(encoding="utf-8")
            store = self._site_job(begun.edition, begun.rendered).store
            pack(begun.target, begun.site.result(), begun.rendered, worker, store)

    def _kept(self, key: str) -> Result:
        """Return what the cache keeps under a key; it was put there before."""
        if (kept := self._cache.find(key)) is None:
            raise FileNotFoundError(errno.ENOENT, "lost from the cache", str(self._cache.path(key)))
        return kept


def seconds_to_typeset(editions: Iterable[Prepared], root: Path, cache: Cache) -> float:
    """Return about how many seconds of one processor the chapters take that editions need and a cache has not."""
    folder, waiting = root / "templates" / "print", dict[str, int]()
    for edition in editions:
        made = sheets(edition.rendered, folder, edition.pictures)
        needed = {place.key for book in books(edition.rendered, made, folder, cache) for place in book.places}
        waiting |= {each.key: len(each.html) for each in made.values() if each.key in needed}
    return sum(length for key, length in waiting.items() if not cache.has(key)) / LETTERS_A_SECOND


def _above(edition: Prepared) -> str:
    """Return the way to the edition for peers, in which stands what they and trainers read alike."""
    return "../" if edition.audience is Audience.TRAINER else ""


@contextmanager
def _told_of(begun: Begun) -> Iterator[None]:
    """Turn what an engine complained of into a problem of the edition at hand."""
    try:
        yield
    except (SiteError, TypesettingError) as exc:
        rule = _RULES[type(exc)]
        raise ContentError([error(Mark(path=begun.edition.folder or "content"), rule, str(exc))]) from None


def _copy(site: Path, target: Path, edition: str) -> None:
    """Give the files of a site that are published a second name."""
    for name in file_names(site):
        if not is_left_out(name, edition):
            link_or_copy(site / name, target / name)
