"""What of a style sheet a typesetter goes by: all but comments, and how lines are broken."""

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2


def without_comments(css: str) -> str:
    """Return a style sheet that says the same without comments, and with one space wherever there was any."""
    return str(tinycss2.serialize(list(_plain(tinycss2.parse_component_value_list(css)))))


def _plain(nodes: Iterable[Any]) -> Iterator[Any]:
    after_space = False
    for node in nodes:
        if node.type == "comment" or (node.type == "whitespace" and after_space):
            continue
        after_space = node.type == "whitespace"
        if after_space:
            node.value = " "
        for inside in ("content", "arguments"):
            if isinstance(getattr(node, inside, None), list):
                setattr(node, inside, list(_plain(getattr(node, inside))))
        yield node
