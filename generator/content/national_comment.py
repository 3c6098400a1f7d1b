"""The national text in a comment above a trust's own words, for who writes them: put there, and kept as it is today."""

from collections.abc import Iterator

from generator.content.node_paths import words_of
from generator.content.yaml_nodes import Node, Table
from generator.content.yaml_page import YamlPage, at

HEADING = "# The national text:"
_MARGIN = "#   "


def comment(national: Node | None) -> Iterator[str]:
    """Return the lines of the comment that says what stands there nationally."""
    yield HEADING
    yield from (f"{_MARGIN}{line}".rstrip() for line in words_of(national).splitlines())


def with_comment(page: YamlPage, position: int, operation: str, national: Node | None) -> str:
    """Return the text of a file of changes in which the comment of one, where it has one, gives the text of today.

    Args:
        page: The file.
        position: Where the change stands in the list.
        operation: What it does: the key that names the place, below which the comment stands.
        national: The national text of today; nothing where it is gone.
    """
    found = _lines_of(page, position, operation)
    if not found:
        return page.text
    before = page.line(found[0])
    margin = before[: len(before) - len(before.lstrip())]
    new = "".join(f"{margin}{line}{page.newline}" for line in comment(national))
    return page.text[: page.starts[found[0] - 1]] + new + page.text[page.starts[found[-1]] :]


def _lines_of(page: YamlPage, position: int, operation: str) -> list[int]:
    """Return the numbers of the comment's lines: its heading and what is set in below it, and no other comment."""
    change = at(page.node, ("changes", position))
    keys = list(change.entries) if isinstance(change, Table) and not page.is_flow(change) else []
    place = next((number for number, (key, _) in enumerate(keys) if key.text == operation), len(keys))
    if place + 1 >= len(keys):
        return []
    between = range(keys[place][1].end[0] + 1, keys[place + 1][0].mark.line)
    found: list[int] = []
    for number in between:
        line = page.line(number).strip()
        if line == HEADING or (found and (line.startswith(_MARGIN) or line == _MARGIN.rstrip())):
            found.append(number)
        elif found:
            break
    return found
