"""What is made of the program and its packages alone, kept beside it as Python keeps what it compiled of its modules.

Nothing that an author wrote goes into it. It can be deleted at any time, and is made anew where it is damaged.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from generator.system.cache import PROGRAM, digest
from generator.system.disk import read_file, write_file

FOLDER = PROGRAM / "__pycache__"
"""Where it is kept: whoever can write here can change the program itself. git leaves such folders out."""

_SEAL = hashlib.sha256().digest_size


def recall(name: str, made_of: str) -> bytes | None:
    """Return what was kept under a name, if it was made of just this (a hash) and stands as it was left."""
    sealed = read_file(_place(name)) or b""
    content = sealed[_SEAL:]
    return content if sealed[:_SEAL] == _seal(content, made_of) else None


def keep(name: str, content: bytes, made_of: str) -> None:
    """Keep bytes under a name in the place of what it had, unless nothing can be written there."""
    with suppress(OSError):
        write_file(_place(name), _seal(content, made_of) + content)


def _place(name: str) -> Path:
    return FOLDER / f"kept-{digest(name)[:16]}.pyc"


def _seal(content: bytes, made_of: str) -> bytes:
    return bytes.fromhex(digest(content, made_of))
