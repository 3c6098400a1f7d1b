"""What a YAML file says and what is wrong with it by itself; a text that was looked at is not looked at again."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.content.author_text import misread, taken_ids
from generator.content.file_text import text_of
from generator.content.former_ids import duplicate_ids
from generator.content.unprintable import letter_problems
from generator.content.validate import validate
from generator.content.yaml_nodes import Node, said_in
from generator.model.base import Content
from generator.model.kinds import Kind
from generator.problems import Problem

MOST = 10_000
"""How many texts are remembered: the files of 250 trusts, and those of the national edition."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FileRead:
    """What a file says, and warnings of what may not say what was meant or cannot be printed."""

    node: Node
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A file as the values of its kind, or nothing where it is not of that kind, and what is wrong with it.

    `repeated` are ids that stand twice, or where they may not: then the values are there, and the file is broken.
    """

    model: Content | None
    problems: tuple[Problem, ...]
    repeated: tuple[Problem, ...]


def read_file(path: Path, shown_as: str) -> FileRead:
    """Return what stands in a file now.

    Raises:
        ContentError: It cannot be read as the one YAML document we accept; every reason found is in it.
    """
    return _read(text_of(path, shown_as), shown_as)


@lru_cache(maxsize=MOST)
def checked(file: FileRead, kind: Kind) -> Checked:
    """Return what a file that was read holds as one of a kind."""
    model, problems = validate(file.node, kind)
    repeated = (*duplicate_ids(file.node), *taken_ids(file.node, kind))
    slips = misread(model, file.node) if model is not None else ()
    return Checked(model=model, problems=(*problems, *slips), repeated=repeated)


@lru_cache(maxsize=MOST)
def _read(text: str, shown_as: str) -> FileRead:
    node, problems = said_in(text, shown_as)
    return FileRead(node=node, problems=(*problems, *letter_problems(node, text)))
