"""What a YAML file says and what is wrong with it by itself: read every time anew, or only after somebody wrote it."""

from dataclasses import dataclass, field
from pathlib import Path

from generator.content.author_text import misread, taken_ids
from generator.content.former_ids import duplicate_ids
from generator.content.unprintable import letter_problems
from generator.content.validate import validate
from generator.content.yaml_nodes import Node, examine
from generator.model.base import Content
from generator.model.kinds import Kind
from generator.problems import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A file as the values of its kind, or nothing where it is not of that kind, and what is wrong with it.

    `repeated` are ids that stand twice, or where they may not: then the values are there, and the file is broken.
    """

    model: Content | None
    problems: tuple[Problem, ...]
    repeated: tuple[Problem, ...]


class FileReader:
    """Reads and checks each file whenever it is asked to."""

    def read(self, path: Path, shown_as: str) -> tuple[Node, tuple[Problem, ...]]:
        """Return what a file says, and warnings of what may not say what was meant or cannot be printed.

        Raises:
            ContentError: It cannot be read as the one YAML document we accept; every reason found is in it.
        """
        node, problems = examine(path, shown_as)
        return node, (*problems, *letter_problems(node, path))

    def checked(self, path: Path, node: Node, kind: Kind) -> Checked:  # noqa: ARG002 - which file, for those who remember
        """Return what a file that was read holds as one of a kind."""
        model, problems = validate(node, kind)
        repeated = (*duplicate_ids(node), *taken_ids(node, kind))
        return Checked(
            model=model,
            problems=(*problems, *(misread(model, node) if model is not None else ())),
            repeated=repeated,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    state: tuple[int, ...]
    said: tuple[Node, tuple[Problem, ...]]
    checked: dict[str, Checked] = field(default_factory=dict)


class RememberingReader(FileReader):
    """Reads and checks a file again only where somebody wrote it since the last time."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._kept: dict[Path, _Kept] = {}

    def read(self, path: Path, shown_as: str) -> tuple[Node, tuple[Problem, ...]]:
        """Return what stands in a file now."""
        try:
            found = path.lstat()
        except OSError:
            return super().read(path, shown_as)
        state = (found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        if path not in self._kept or self._kept[path].state != state:
            self._kept.pop(path, None)
            self._kept[path] = _Kept(state=state, said=super().read(path, shown_as))
        return self._kept[path].said

    def checked(self, path: Path, node: Node, kind: Kind) -> Checked:
        """Return what a file that was read holds as one of a kind."""
        kept = self._kept.get(path)
        if kept is None or kept.said[0] is not node:
            return super().checked(path, node, kind)
        if kind.name not in kept.checked:
            kept.checked[kind.name] = super().checked(path, node, kind)
        return kept.checked[kind.name]
