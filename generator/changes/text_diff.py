"""Two texts into what was taken out and put in, in words, and no longer than people read."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.changes.compare import inside
from generator.content.node_paths import words_of
from generator.content.yaml_nodes import Listing, Node, Table

LONGEST = 600
"""Letters of a text that are read out whole."""


MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
"""How a word diff marks what is gone and what is new, in plain text, as `git diff --word-diff` does."""


def word_diff(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Return two texts as runs of words, each marked "same", "gone" or "new", in reading order."""
    before, after = _words(old), _words(new)
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(before[i:j])
            continue
        if j > i:
            yield "gone", "".join(before[i:j])
        if m > k:
            yield "new", "".join(after[k:m])


def marked(old: str, new: str) -> str:
    """Return the words of two texts as one, what is gone in [- -] and what is new in {+ +}."""
    parts = []
    for kind, words in word_diff(old, new):
        before, after = MARKS[kind]
        bare = words.strip() if kind != "same" else words
        left = len(words) - len(words.lstrip())
        right = len(words.rstrip())
        parts.append(f"{words[:left]}{before}{bare}{after}{words[right:]}" if kind != "same" and bare else words)
    return "".join(parts)


def _words(text: str) -> list[str]:
    """Take a text apart into words, each with the space that follows it."""
    pieces: list[str] = []
    for character in text:
        if pieces and (character.isspace() or not pieces[-1][-1].isspace()):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def focused(old: Node | None, new: Node | None) -> tuple[str, str]:
    """Read out what differs between two texts, each side with the names of the fields; all of it where it is short."""
    if isinstance(old, Table | Listing) and isinstance(new, Table | Listing):
        found = tuple(inside("", (), old, new))
        sides = [(".".join(each.address), each.old, each.new) for each in found if each.address]
        if sides:
            before = [f"{where}: {words_of(then)}" for where, then, _ in sides if then is not None]
            after = [f"{where}: {words_of(now)}" for where, _, now in sides if now is not None]
            return "\n".join(before) or "(nothing)", "\n".join(after) or "(nothing)"
    return _short(words_of(old)), _short(words_of(new))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(maxsplit=1)[0] + " …"
