"""Jobs as they go to a machine that shares no folder with this one: with their files, and back with their result.

A job names its files by their paths here. There they stand below a folder of the worker's own, under the same paths.
"""

import atexit
import dataclasses
import platform
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.build.examine import Asked, changes_of, examine, examined, write_down
from generator.pdf.chapter import typeset
from generator.pdf.publications import Book, make
from generator.site.site_engines import build_site, put_store, site_as_kept, sources_of_site, store_of
from generator.system.cache import Cache, code_of, digest
from generator.system.disk import file_names, write_file
from generator.word.document import make_word

_LIBRARIES = ("weasyprint", "pikepdf", "mkdocs", "mkdocs-material", "jinja2", "pydantic", "lxml", "pillow", "zensical")
_ONE_AT_A_TIME = threading.Lock()
"""A worker with several threads does one job at a time: engines and typesetters know one working folder."""


class OtherProgramError(Exception):
    """Raised on a machine that has another version of the program, whose results would not be the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """A job with the files it needs, by their paths, and the folders that hold nothing besides; `program` is ours.

    Files that no other job needs go with it (`is_once`).
    """

    work: Callable[[Any], Any]
    job: Any
    files: Mapping[Path, bytes]
    folders: tuple[Path, ...]
    program: str
    is_once: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """How a job is done elsewhere: what is done there, with which files and folders, and what is done with a result.

    `kept` gives the result where it is here already. Files that one job alone needs go with it (`is_once`).
    """

    work: Callable[[Any], Any]
    files: Callable[[Any], Iterable[Path]] = lambda _: ()
    folders: Callable[[Any], Iterable[Path]] = lambda _: ()
    receive: Callable[[Any, Any], Any] = lambda _, result: result
    kept: Callable[[Any], Any] = lambda _: None
    is_once: bool = False


def errand(way: Way, job: Any) -> Errand:
    """Return what is sent of a job.

    Raises:
        OSError: A file it needs cannot be read.
    """
    folders = tuple(way.folders(job))
    paths = [*way.files(job), *(folder / name for folder in folders for name in file_names(folder))]
    files = {path: path.read_bytes() for path in paths if path.is_file() and not path.is_symlink()}
    return Errand(work=way.work, job=job, files=files, folders=folders, program=program(), is_once=way.is_once)


def run(sent: Errand) -> Any:
    """Do a job here, for a machine that shares no folder with this one, and return its result with that one's paths.

    Raises:
        OtherProgramError: This machine has another version of the program.
    """
    if sent.program != program():
        raise OtherProgramError(f"the worker on {platform.node()} has another version of the program, or of a library")
    with _ONE_AT_A_TIME:
        ground = _ground()
        _lay_out(sent, ground)
        try:
            return moved(sent.work(moved(sent.job, Path("/"), ground)), ground, Path("/"))
        finally:
            for path in sent.files if sent.is_once else ():
                (ground / path.relative_to("/")).unlink(missing_ok=True)


def moved(value: Any, before: Path, after: Path) -> Any:
    """Return a value in which every path below one folder is below another, also where it stands as a text."""
    match value:
        case Path():
            return after / value.relative_to(before) if value.is_relative_to(before) else value
        case str():
            inside = before != Path("/") and value.startswith(f"{before}/")
            return str(after / Path(value).relative_to(before)) if inside else value
        case tuple() | list():
            return type(value)(moved(each, before, after) for each in value)
        case Mapping() if type(value) is dict:
            return {key: moved(each, before, after) for key, each in value.items()}
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = (each.name for each in dataclasses.fields(value) if each.init)
            return dataclasses.replace(value, **{name: moved(getattr(value, name), before, after) for name in fields})
        case _:
            return value


@cache
def program() -> str:
    """Return the fingerprint of this program, and of what decides with it what a job comes to."""
    return digest(code_of("."), platform.python_version(), *(f"{name} {version(name)}" for name in _LIBRARIES))


def _lay_out(sent: Errand, ground: Path) -> None:
    """Put the files of a job where it looks for them; one that is there stays as it is, so that it is known again."""
    wanted = {ground / path.relative_to("/"): content for path, content in sent.files.items()}
    for path, content in wanted.items():
        if not path.is_file() or path.read_bytes() != content:
            write_file(path, content)
    for folder in (ground / each.relative_to("/") for each in sent.folders):
        for name in file_names(folder):
            if folder / name not in wanted:
                (folder / name).unlink()


@cache
def _ground() -> Path:
    """Return a folder of this process's own, which goes with it."""
    folder = tempfile.mkdtemp(prefix="handbook-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _sources(asked: Asked) -> Iterable[Path]:
    content = asked.sources.root / "content"
    yield content / "national"
    yield asked.sources.root / "templates" / "pages"
    if asked.code:
        outside = {path.name: path for path in asked.sources.trust_folders}
        yield outside.get(asked.code, content / "trusts" / asked.code)


def _chapters(book: Book) -> Iterable[Path]:
    kept = Cache(book.cache)
    return (path for place in book.places for path in kept.paths(place.key))


WAYS: Mapping[Callable[[Any], Any], Way] = {
    examine: Way(work=examined, folders=_sources, receive=write_down),
    changes_of: Way(work=changes_of, folders=_sources),
    build_site: Way(work=store_of, files=sources_of_site, receive=put_store, kept=site_as_kept),
    typeset: Way(work=typeset),
    make: Way(work=make, files=_chapters, folders=lambda book: (book.folder,), is_once=True),
    make_word: Way(work=make_word),
}
"""How each job of a build is done elsewhere, by what does it here."""
