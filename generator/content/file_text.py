"""The text of an author's file, or what kind of file stands there instead; nothing is read that is not a plain file."""

import os
import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from generator.problems import ContentError, Mark, Problem, error
from generator.system.folders import odd_kind
from generator.text.cleaning import SPACES_IN_FILES, described

MAX_BYTES = 1_000_000
"""The largest file read: far above any document, far below what would fill a memory."""

_NO_TEXT = (
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "a Word or Excel file of the old kind"),
    (b"{\\rtf", "a file in Rich Text Format (RTF)"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "a packed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
"""How files begin that are no text, and what each is."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(rb"\s*<(!doctype|html)", re.IGNORECASE)


MOST_CONTROLS = 10
"""How many control characters are told of one file."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
_FOREIGN_MARK = re.compile(r"^\ufeff+", re.MULTILINE)
"""Byte order marks, which stand where files were put together."""


def text_of(path: Path, shown_as: str) -> str:
    """Return the text of a file, without a byte order mark.

    Args:
        path: The file.
        shown_as: Its path as people should see it in messages.

    Raises:
        ContentError: It is a link, no plain file, too large, no text, or not in UTF-8.
    """
    start = Mark(path=shown_as)
    raw = _bytes(path, start)
    if what := next((what for begins, what in _NO_TEXT if raw.startswith(begins)), ""):
        hint = "open it there, copy its text, and put that into a plain text file that ends in .yml"
        raise ContentError([error(start, "not-text", f"this is {what}, whatever its name says", hint)])
    if _PAGE.match(raw):
        hint = "save the file itself, and not the page that shows it (on GitHub: the button Raw)"
        raise ContentError([error(start, "not-text", "this is a web page, whatever its name says", hint)])
    if raw.startswith(_UTF_16) or raw[:200].count(b"\x00") > len(raw[:200]) // 4:
        hint = 'save it again: "Save as", and choose the encoding UTF-8'
        raise ContentError([error(start, "not-utf-8", "this file is written in UTF-16, and not in UTF-8", hint)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ContentError([_not_utf_8(raw, exc.start, start)]) from None
    return _seen(text, shown_as)


def _bytes(path: Path, start: Mark) -> bytes:
    """Return what a plain file holds; a link is not followed, and nothing waits for a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if (odd := odd_kind(path)) is not None:
            raise ContentError([error(start, *odd)])
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ContentError([error(start, "special-file", "this is no plain file, so it is not read")])
            raw = file.read(MAX_BYTES + 1)
    except OSError as exc:
        sentence = f"this file cannot be read: {exc.strerror}"
        raise ContentError([error(start, "unreadable", sentence)]) from None
    if len(raw) > MAX_BYTES:
        raise ContentError([error(start, "too-large", "this file is larger than 1 MB", "split it into documents")])
    return raw


def _not_utf_8(raw: bytes, at: int, start: Mark) -> Problem:
    before = raw[:at]
    line, column = before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    letter = raw[at : at + 1].decode("cp1252", "replace")
    hint = f'save it again with the encoding UTF-8; the letter here may be "{letter}"'
    mark = Mark(path=start.path, line=line, column=column)
    return error(mark, "not-utf-8", "this file is not written in UTF-8", hint)


def _seen(text: str, shown_as: str) -> str:
    """Return the text of a file as people see it: what ends a line in no editor is a space.

    Raises:
        ContentError: It holds control characters.
    """
    text = _FOREIGN_MARK.sub("", text.translate(SPACES_IN_FILES))
    if wrong := tuple(_control_problems(text, shown_as)):
        raise ContentError(wrong)
    return text


def _control_problems(text: str, shown_as: str) -> Iterator[Problem]:
    """Return the first characters that no file should hold, which no editor shows and some would obey."""
    for found in islice(_CONTROL.finditer(text), MOST_CONTROLS):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        yield control_problem(Mark(path=shown_as, line=line, column=column), found[0])


def control_problem(mark: Mark, character: str) -> Problem:
    """Return the problem of a control character or an override of direction in a text."""
    sentence = f"there is a character here that cannot be seen: {described(character)}"
    return error(mark, "control-character", sentence, "delete it, or type this text again instead of pasting it")
