"""What a build is made from, by the hash of each file, to know that nothing changed, before or while it is read."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.build.options import Options
from generator.problems import ContentError, Mark, Problem, as_json, error, from_json
from generator.system.cache import digest
from generator.system.disk import make_folder, read_file, read_record, write_record

_FOLDERS = ("content", "templates", "generator")
_FILES = ("mkdocs.yml", "requirements.txt")


def read_inputs(options: Options) -> dict[str, str]:
    """Return the hash of every file that a build is made from, by its path; what cannot be read is left out."""
    return {str(path): digest(content) for path in _paths(options) if (content := read_file(path)) is not None}


def stamp(options: Options, inputs: Mapping[str, str]) -> str:
    """Return the fingerprint of all that decides a build: every file, the options and the day."""
    return digest(repr(options), *(f"{path} {key}" for path, key in inputs.items()))


def stop_if_changed(options: Options, before: Mapping[str, str], *, texts: bool) -> None:
    """Make sure that the files are as they were, so that no site is half of the old and half of the new.

    Args:
        options: What is built.
        before: What `read_inputs` found at the beginning.
        texts: Whether to look at authors' texts too, which are read once and never again.

    Raises:
        ContentError: A file changed, came or went meanwhile.
    """
    now = read_inputs(options)
    changed = [path for path in (*before, *now) if before.get(path) != now.get(path)]
    seen = [path for path in dict.fromkeys(changed) if not _is_left_over(path) and (texts or not _is_text(path))]
    sentence, hint = "this file changed while the build was reading it", "build again when it is saved"
    if seen:
        raise ContentError([error(Mark(path=_shown(path, options.root)), "changed", sentence, hint) for path in seen])


def listing(site_dir: Path) -> str:
    """Return the fingerprint of what a finished site looks like from outside, to notice when someone touched it."""
    files = [(path, path.stat()) for path in sorted(site_dir.rglob("*")) if path.is_file()]
    return digest(*(f"{path} {seen.st_size} {seen.st_mtime_ns}" for path, seen in files))


def unchanged(options: Options, made_from: str) -> tuple[Problem, ...] | None:
    """Return the warnings of the last build where the same is asked for again and its site stands as it was left."""
    before = read_record(_record(options))
    if not before or not options.site_dir.is_dir():
        return None
    if before.get("stamp") != made_from or before.get("listing") != listing(options.site_dir):
        return None
    os.utime(_record(options))
    return tuple(from_json(each) for each in before["problems"])


def remember(options: Options, made_from: str, problems: tuple[Problem, ...]) -> None:
    """Write down what a site was made from, and how it was left.

    Raises:
        OSError: It cannot be written.
    """
    found = {
        "stamp": made_from,
        "listing": listing(options.site_dir),
        "problems": [as_json(problem) for problem in problems],
    }
    make_folder(_record(options).parent, options.cache)
    write_record(_record(options), found)


def _paths(options: Options) -> Iterator[Path]:
    folders = [*(options.root / name for name in _FOLDERS), *options.trust_folders]
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix != ".pyc")
    yield from (options.root / name for name in _FILES)


def _record(options: Options) -> Path:
    return options.cache / "builds" / f"{digest(str(options.site_dir))[:16]}.json"


def _is_text(path: str) -> bool:
    """Say whether a file is what an author wrote; templates hold no such files, and engines read mkdocs.yml itself."""
    return path.endswith((".yml", ".json")) and Path(path).name not in _FILES


def _is_left_over(path: str) -> bool:
    """Say whether a file is one that editors make and take away beside the one they edit."""
    name = Path(path).name
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak"))


def _shown(path: str, root: Path) -> str:
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path
