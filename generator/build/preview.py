"""One edition while it is written: after a save only what changed is read, made and written again.

What a person just changed is on the screen first; what they cannot see, such as the other audience's problems or a new
name in the menu of every other page, follows at once.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType

from generator.build.build import check, codes_of
from generator.changes.edition_reports import Reports, reports
from generator.content.library import Library
from generator.content.load import load
from generator.editions.edition import Edition
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.pages.render import render
from generator.pages.templates import Templates
from generator.problems import ContentError, Mark, Problem, error, in_order, stops
from generator.site.job import SiteError, SiteJob
from generator.site.mkdocs import with_mkdocs
from generator.site.page_files import page_source
from generator.site.site_engines import frame
from generator.site.static_files import redirect_pages
from generator.system.cache import digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The edition to show: of which trust, or "" for the national one, for whom, and counted for how many people."""

    root: Path
    code: str = ""
    audience: Audience = Audience.PEER
    people: int | None = None
    trust_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An edition as it was last read and, once they are made, its pages and what is wrong with it."""

    library: Library
    edition: Edition
    rendered: Rendered | None = None
    problems: tuple[Problem, ...] = ()


class Drafts:
    """Makes the pages of one edition again and again, and reads only the files that changed since the last time."""

    def __init__(self, wanted: Wanted) -> None:
        """Begin with nothing read."""
        self.wanted = wanted
        self._told: Reports | None = None
        self._templates = Templates(wanted.root / "templates" / "pages")

    def read(self) -> Draft:
        """Read what changed and resolve the edition for its readers.

        Raises:
            ContentError: A file cannot be read as what it should be, or there is no such trust.
        """
        library = load(self.wanted.root / "content", self.wanted.trust_folders)
        (code,) = codes_of(library, (self.wanted.code or "national",))
        edition, found = resolve(library, code, self.wanted.audience)
        _stop_if_wrong([*library.problems, *found])
        return Draft(library=library, edition=replace(edition, people=self.wanted.people or edition.people))

    def quick(self, draft: Draft) -> Draft:
        """Make the pages before anything is checked, with the reports of the last time.

        There are none the first time, nor where only the rules of `check` can say what is wrong with them.
        """
        if self._told is None:
            return draft
        try:
            return replace(draft, rendered=render(draft.edition, self._templates, self._told))
        except Exception:  # noqa: BLE001 - what it is will be told by `whole`
            return draft

    def whole(self, draft: Draft) -> Draft:
        """Check the editions of both audiences, and make the pages.

        Raises:
            ContentError: Something is wrong; the pages could be misleading.
        """
        today, library, edition = date.today(), draft.library, draft.edition
        problems = in_order(check(library, (edition.code,), today))
        _stop_if_wrong(problems)
        self._told = reports(library, edition, problems, today)
        return replace(draft, rendered=render(edition, self._templates, self._told), problems=problems)


class Preview:
    """Keeps the website of one edition in a folder, `site`, true to what is written.

    A change to some pages is written into that folder; a change to what stands round every page makes a new one.
    """

    def __init__(self, wanted: Wanted, work: Path) -> None:
        """Make websites in the folder `work`, which must be there and nobody else's."""
        self.site = work / "0"
        self._drafts = Drafts(wanted)
        self._work = work
        self._count = 0
        self._keys: dict[str, str] | None = None
        self._frame = ""
        self._rendered: Rendered | None = None

    def update(self, show: Callable[[], None]) -> tuple[Problem, ...]:
        """Bring the website up to date and give what is wrong; what keeps it from being shown is an error.

        Args:
            show: Called whenever there is something new to see, up to twice.
        """
        try:
            draft = self._drafts.quick(self._drafts.read())
            self._write(draft, show)
            draft = self._drafts.whole(draft)
            self._write(draft, show)
        except ContentError as exc:
            return exc.problems
        except SiteError as exc:
            return (error(Mark(path="mkdocs.yml"), "site", str(exc)),)
        except (Exception, SystemExit) as exc:  # noqa: BLE001 - whatever a saved file does, the preview goes on
            return (self._unforeseen(exc),)
        return draft.problems

    def _write(self, draft: Draft, show: Callable[[], None]) -> None:
        """Write the pages that changed, show them, and then the others where something round every page changed."""
        if draft.rendered is None:
            return
        job = self._job(draft.rendered, draft.edition.assets)
        keys = {page.path: digest(page_source(page)) for page in job.rendered.pages}
        round_all = digest(frame(job), *sorted(keys))
        if draft.rendered == self._rendered and round_all == self._frame:
            return
        before, self._keys, self._rendered = self._keys, None, None  # until all is written, nothing is to be built upon
        if before is not None:
            self._put(job, self.site, {path for path, key in keys.items() if before.get(path) != key})
            show()
        if before is None or round_all != self._frame:
            old, new = self.site, self._work / str(self._count + 1)
            shutil.rmtree(new, ignore_errors=True)
            self._put(job, new, None)
            self.site, self._count = new, self._count + 1
            show()
            shutil.rmtree(old, ignore_errors=True)
        self._keys, self._frame, self._rendered = keys, round_all, draft.rendered

    def _job(self, rendered: Rendered, pictures: Mapping[str, Path]) -> SiteJob:
        root = self._drafts.wanted.root
        alone = replace(rendered, identity=replace(rendered.identity, offline=False))
        return SiteJob(root=root, rendered=alone, pictures=pictures, engine="mkdocs", store=self._work)

    def _put(self, job: SiteJob, site: Path, changed: set[str] | None) -> None:
        with_mkdocs(job, site, changed)
        for name, html in redirect_pages(job.rendered):
            place = site / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(html, encoding="utf-8")

    def _unforeseen(self, exc: BaseException) -> Problem:
        """Say what went wrong where nobody foresaw it: mostly a template, whose file and line are told."""
        templates = self._drafts.wanted.root / "templates"
        path, line = _last_in(exc.__traceback__, templates)
        path, line = getattr(exc, "filename", None) or path, getattr(exc, "lineno", None) or line
        place = Path(path) if path else templates
        root = self._drafts.wanted.root
        shown = place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()
        said = " ".join(str(exc).split()) or type(exc).__name__
        return error(Mark(path=shown, line=line or 1), "preview", f"the pages cannot be made: {said}")


def _last_in(trace: TracebackType | None, folder: Path) -> tuple[str, int]:
    """Return the last place in a traceback that lies in a folder."""
    found = ("", 0)
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if Path(path).is_relative_to(folder):
            found = (path, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _stop_if_wrong(problems: Sequence[Problem]) -> None:
    if stops(problems, strict=False):
        raise ContentError(problems)
