"""Letters in a file's texts that no font of ours has, each with its place, its name and what to do."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from generator.content.file_text import control_problem
from generator.content.yaml_nodes import Node, Scalar, scalars
from generator.problems import Mark, Problem, error
from generator.text.cleaning import described, is_control
from generator.text.letters import unprintable

_LOST = {
    "\ufffc": "a picture or table was pasted here and is lost; put it in again",
    "\ufffd": "a letter was lost when this text was copied; type it again",
}
_OTHER_SCRIPT = "write the words in letters that can be printed, or as a picture with the words as its alternative text"
_SIGN = "use another sign, such as \N{HEAVY CHECK MARK} or \N{SLIGHTLY SMILING FACE}, or a word"
_WORD_SIGN = "it comes from a symbol font of a word processor; type a sign such as \N{BULLET} or \N{HEAVY CHECK MARK}"

_LINE_END = re.compile(r"\r\n?|\n")


def letter_problems(node: Node, text: str) -> Iterator[Problem]:
    """Return a problem for each text in a file that cannot be printed whole, at its first such letter.

    Args:
        node: What the file says.
        text: The file as it is written.
    """
    lines = _LINE_END.split(text)
    for scalar in scalars(node):
        found = unprintable(scalar.text)
        if found:
            yield _problem(_place(scalar, found[0], lines), found)


def _problem(mark: Mark, found: tuple[str, ...]) -> Problem:
    first = found[0]
    if is_control(first):
        return control_problem(mark, first)
    sentence = f"no font that comes with the program has the letter {described(first)}"
    if len(found) > 1:
        sentence += f", and {len(found) - 1} more of this text"
    return error(mark, "letter", sentence, _hint(first))


def _hint(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter in _LOST:
        return _LOST[letter]
    if kind == "Co":
        return _WORD_SIGN
    return _OTHER_SCRIPT if kind[0] in "LMN" else _SIGN


def _place(scalar: Scalar, letter: str, lines: Sequence[str]) -> Mark:
    """Return where a letter stands in the file, or where its text begins if it is not there as such but by a number."""
    start, (last, end) = scalar.mark, scalar.end
    for number in range(start.line, min(last, len(lines)) + 1):
        line = lines[number - 1][:end] if number == last else lines[number - 1]
        column = line.find(letter, start.column - 1 if number == start.line else 0)
        if column >= 0:
            return Mark(path=start.path, line=number, column=column + 1)
    return start
