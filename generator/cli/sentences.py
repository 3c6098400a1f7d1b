"""Whatever stops a command, said in a sentence: the one place where errors become words and an exit code."""

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, TextIO

from typer.core import TyperGroup

from generator.cli import terminal
from generator.cli.terminal import say, show_problems
from generator.problems import ContentError, Mark, UnknownTrustError, error

PROGRAM = Path(__file__).resolve().parents[1]
"""Where the program's own modules stand."""

WRONG, MISUSED = 1, 2
"""Exit codes: something in the content, or on the machine, is wrong; the command was wrong."""


class Sentences(TyperGroup):
    """All commands: nothing that goes wrong in one of them is shown as a traceback."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **named: Any) -> Any:
        """Run a command. Exit 0: fine. 1: something is wrong with content, files or machine. 2: with the command."""
        _make_writable()
        with _in_words():
            words = list(sys.argv[1:] if args is None else args)
            if wrong := [word for word in words if not _is_text(word)]:
                say(f"{ascii(wrong[0])[1:-1]} is not text in UTF-8; write it, or call the file, in other letters.")
                sys.exit(MISUSED)
            return super().main(words, *others, **named)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except ContentError as exc:
        with _in_words():
            show_problems(exc.problems, None)
        sys.exit(MISUSED if isinstance(exc, UnknownTrustError) else WRONG)
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
    except OSError as exc:
        _refused(exc)
    except Exception as exc:  # noqa: BLE001 - a person who writes content can do nothing with a traceback
        say(f"The program itself went wrong, not what you wrote: {type(exc).__name__}: {_one_line(str(exc))}")
        say(f"  It happened in {_place(exc.__traceback__)}. Please report it, with the command you gave.")
        sys.exit(WRONG)


def _refused(exc: OSError) -> NoReturn:
    """Say what the machine refused; where nobody reads what is written, there is nobody to say it to."""
    if exc.errno == errno.EPIPE:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(WRONG)
    reason = _one_line(exc.strerror or str(exc)).lower()
    if exc.filename is None:
        say(f"The machine refused: {reason}.")
        sys.exit(WRONG)
    path = Path(os.fsdecode(exc.filename))
    shown = path.relative_to(terminal.ROOT) if path.is_relative_to(terminal.ROOT) else path
    with _in_words():
        sentence = f"the machine refused this file or folder: {reason}"
        show_problems((error(Mark(path=str(shown)), "file", sentence),), None)
    sys.exit(WRONG)


def _make_writable() -> None:
    """Make sure that what is said can be written, whatever letters the terminal knows, and also where there is none."""
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - as long as the program
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500]


def _place(trace: TracebackType | None) -> str:
    """Return the last file and line of ours in a traceback."""
    found = "the program"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(PROGRAM):
            found = f"{path.relative_to(PROGRAM.parent)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
