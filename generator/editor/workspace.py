"""What the editor works on: the content as it stands on the disk, read again only where somebody wrote it."""

import gc
import getpass
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.changes.edition_reports import Reports, own_problems
from generator.changes.readiness import Status, status
from generator.check.rules import check
from generator.content.library import File, Library, TrustFolder
from generator.content.load import load
from generator.editions.edition import Edition, Entry
from generator.editions.resolve import resolve
from generator.editor.files import Ground
from generator.editor.history import History
from generator.model.base import Audience
from generator.pages.page import Page, Rendered
from generator.pages.page_builder import PageBuilder
from generator.pages.render import document_page, render
from generator.pages.templates import Templates
from generator.problems import Problem, in_order
from generator.system.git import GitError, Repository

NATIONAL = "national"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is edited: a trust by its code, or "" for the national edition; trusts' folders that lie outside."""

    root: Path
    code: str = ""
    trust_folders: tuple[Path, ...] = ()


class State:
    """The content at one moment, and what was made of it so far; never changed once it is there."""

    def __init__(self, wanted: Wanted, library: Library) -> None:
        """Begin with what was read."""
        self.wanted, self.library = wanted, library
        self._editions: dict[Audience, tuple[Edition, tuple[Problem, ...]]] = {}
        self._rendered: dict[Audience, Rendered] = {}
        self._builders: dict[Audience, PageBuilder] = {}
        self._problems: tuple[Problem, ...] | None = None

    @property
    def code(self) -> str:
        """The trust that is edited, or nothing for the national edition."""
        return self.wanted.code

    @property
    def trust(self) -> TrustFolder | None:
        """The folder of the trust that is edited; nothing where there is none, or it cannot be read."""
        return self.library.trusts.get(self.code)

    @property
    def is_there(self) -> bool:
        """Whether there is an edition to look at: a trust that is to be begun has none yet."""
        return not self.code or self.trust is not None

    def edition(self, audience: Audience = Audience.TRAINER) -> Edition:
        """Return the edition as some readers have it; trainers see everything."""
        return self._resolved(audience)[0]

    def entry(self, document: str) -> Entry | None:
        """Return a document as trainers have it, or nothing."""
        return self.edition().entries.get(document)

    def source(self, document: str) -> File | None:
        """Return the file of a document that is edited itself: a national one, or one that the trust wrote."""
        if not self.code:
            return self.library.national.get(document)
        return self.trust.added.get(document) if self.trust else None

    def rendered(self, audience: Audience) -> Rendered:
        """Return the pages of the edition, without the reports about it as a whole."""
        if audience not in self._rendered:
            reports = Reports(today=date.today())
            self._rendered[audience] = render(self.edition(audience), self._templates, reports)
        return self._rendered[audience]

    def document_page(self, audience: Audience, document: str) -> Page | None:
        """Return the page of one document, without making all others; nothing where these readers have none."""
        if audience not in self._builders:
            reports = Reports(today=date.today())
            self._builders[audience] = PageBuilder.of(self.edition(audience), self._templates, reports)
        return document_page(self._builders[audience], document)

    @property
    def _templates(self) -> Templates:
        return Templates(self.wanted.root / "templates" / "pages")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What `check` says of the edition's own files."""
        if self._problems is None:
            told = [*self.library.problems]
            for audience in Audience:
                edition, found = self._resolved(audience)
                told += [*found, *check(edition, date.today())]
            found = in_order(told)
            self._problems = own_problems(self.library, self.edition(), found)
        return self._problems

    def problems_in(self, path: str) -> tuple[Problem, ...]:
        """Return what `check` says of one file, as trainers have it: they see all that stands in it."""
        edition, found = self._resolved(Audience.TRAINER)
        told = (*self.library.problems, *found, *check(edition, date.today()))
        return in_order([each for each in told if each.mark.path == path])

    def status(self) -> Status:
        """Return whether the edition is ready, and what is missing."""
        return status(self.library, self.edition(), self.problems, date.today(), since_adoption=False)

    def _resolved(self, audience: Audience) -> tuple[Edition, tuple[Problem, ...]]:
        if audience not in self._editions:
            self._editions[audience] = resolve(self.library, self.code, audience)
        return self._editions[audience]


class Workspace:
    """Gives the content as it stands now to whoever asks, one at a time."""

    def __init__(self, wanted: Wanted) -> None:
        """Begin with nothing read."""
        self.wanted = wanted
        self.lock = threading.RLock()
        self._seen: tuple[object, ...] = ()
        self._state: State | None = None
        self.closed: set[str] = set()
        """Forms that were saved or left: what comes late of them is not kept."""
        self.history = History(wanted.root, wanted.code or NATIONAL, person(wanted.root))

    @property
    def folder(self) -> Path:
        """The folder of what is edited."""
        content = self.wanted.root / "content"
        if not self.wanted.code:
            return content / "national"
        outside = (each for each in self.wanted.trust_folders if each.name == self.wanted.code)
        return next(outside, content / "trusts" / self.wanted.code)

    @property
    def ground(self) -> Ground:
        """Where the editor may write."""
        return Ground(root=self.wanted.root, folders=(self.folder,))

    def state(self) -> State:
        """Return the content as it stands on the disk.

        Raises:
            ContentError: There is no national edition to read.
        """
        with self.lock:
            places = (self.wanted.root / "content", *self.wanted.trust_folders)
            seen = tuple(_looks(places))
            if self._state is None or seen != self._seen:
                library = load(self.wanted.root / "content", self.wanted.trust_folders)
                if self._state is None:
                    gc.freeze()  # what was read stays: looking through it again after a save takes half a second
                self._state, self._seen = State(self.wanted, library), seen
            return self._state


def person(root: Path) -> str:
    """Return who works here: the name that git has for them, or else the machine; what is half done bears it."""
    with suppress(GitError):
        if name := Repository(folder=root).run("config", "--get", "user.name", accept=(0, 1)).strip():
            return name
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""


def _looks(places: tuple[Path, ...]) -> Iterator[tuple[str, int, int, int]]:
    """Return what each file below some places looks like from outside."""
    left = [*places]
    while left:
        with os.scandir(left.pop()) as inside:
            for each in sorted(inside, key=lambda one: one.name):
                if each.is_dir(follow_symlinks=False):
                    left.append(Path(each.path))
                else:
                    seen = each.stat(follow_symlinks=False)
                    yield each.path, seen.st_mtime_ns, seen.st_size, seen.st_ino
