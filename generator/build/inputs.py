"""What a build is made from, by the hash of each file, to know what changed, before it or while it is read."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.build.options import Options
from generator.problems import ContentError, Mark, error
from generator.system.cache import digest
from generator.system.disk import read_file

_FOLDERS = ("content", "templates", "generator")
_FILES = ("mkdocs.yml", "requirements.txt")


def read_inputs(options: Options) -> dict[str, str]:
    """Return the hash of every file that a build is made from, by its path; what cannot be read is left out."""
    return {str(path): digest(content) for path in _paths(options) if (content := read_file(path)) is not None}


def stamps(options: Options, inputs: Mapping[str, str], codes: Iterable[str]) -> tuple[str, Mapping[str, str]]:
    """Return the fingerprint of all that every edition is made from, and that of what each trust wrote, by its code.

    The day is in neither: an edition says itself for which days it stands.
    """
    inside = f"{options.root / 'content' / 'trusts'}{os.sep}"
    outside = {f"{path}{os.sep}": path.name for path in options.trust_folders}
    own: dict[str, list[str]] = {code: [] for code in codes}
    shared = [repr((options.engine, options.only, options.people))]
    for path, key in inputs.items():
        owner = path.removeprefix(inside).partition(os.sep)[0] if path.startswith(inside) else ""
        owner = next((code for folder, code in outside.items() if path.startswith(folder)), owner)
        own.get(owner, shared).append(f"{path} {key}")
    return digest(*shared), {code: digest(*files) for code, files in own.items()}


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


def _paths(options: Options) -> Iterator[Path]:
    folders = [*(options.root / name for name in _FOLDERS), *options.trust_folders]
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix != ".pyc")
    yield from (options.root / name for name in _FILES)


def _is_text(path: str) -> bool:
    """Say whether a file is what an author wrote; templates hold no such files, and engines read mkdocs.yml itself."""
    return path.endswith((".yml", ".json")) and Path(path).name not in _FILES


def _is_left_over(path: str) -> bool:
    """Say whether a file is one that editors make and take away beside the one they edit."""
    name = Path(path).name
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak"))


def _shown(path: str, root: Path) -> str:
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path
