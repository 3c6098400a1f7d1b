"""What one job of a workflow hands to the next: texts that cannot end early, in the file that the host names."""

import os
import secrets
from pathlib import Path

MOST_HANDED = 60_000
"""How many bytes of a text one job hands to another: it travels in the environment."""


def hand_on(**values: str) -> None:
    """Hand values to the workflow; no text can end its own early, because nobody can guess the mark at its end."""
    mark = secrets.token_hex(16)
    append("GITHUB_OUTPUT", "".join(f"{name}<<{mark}\n{value}\n{mark}\n" for name, value in values.items()))


def as_handed(text: str) -> str:
    """Return as much of a text as can be handed on, with whole letters."""
    return text.encode("utf-8", "replace")[:MOST_HANDED].decode("utf-8", "ignore")


def append(name: str, text: str) -> None:
    """Add a text to the file that a variable of the environment names, where there is one."""
    if os.environ.get(name):
        with Path(os.environ[name]).open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)
